//! The page and its headers, as the program serves them.

#![allow(clippy::expect_used, reason = "a failed set-up should end the test")]

#[allow(dead_code, reason = "every suite uses a part of it")]
mod support;

use support::{PAGE, Proxy, Recorder, SECRET, status};

#[test]
fn the_page_comes_with_its_headers_and_nothing_leads_out_of_its_folder() {
    let folder = tempfile::tempdir().expect("folder");
    let site = folder.path().join("dist");
    std::fs::create_dir_all(site.join("assets")).expect("folders");
    for (name, text) in [
        ("index.html", "<!doctype html>page"),
        ("bridge.html", "bridge"),
        ("config.json", "{\"from\":\"file\"}"),
        ("assets/app-1f9ab27c03de4561.js", "plain script"),
        ("assets/app-1f9ab27c03de4561.js.br", "brotli bytes"),
        ("assets/app-1f9ab27c03de4561.js.gz", "gzip bytes"),
        ("boot.js", "boot"),
        (".hidden", "hidden"),
    ] {
        std::fs::write(site.join(name), text).expect("write");
    }
    std::fs::write(folder.path().join("outside.txt"), "outside").expect("write");

    let upstream = Recorder::json();
    let site = site.to_str().expect("path");
    let graph = "entra=https://login.microsoftonline.com";
    let proxy = Proxy::start(upstream.address, &["--site", site, "--route", graph]);
    let ask = |method: &str, path: &str, lines: &str| {
        proxy.raw(
            format!(
                "{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n{lines}\r\n",
                proxy.address
            )
            .as_bytes(),
        )
    };

    let page = ask("GET", &format!("/?code={SECRET}"), "");
    assert!(status(&page) == 200 && page.ends_with("page"), "{page}");
    assert!(
        page.contains(&format!(
            "connect-src 'self' https://login.microsoftonline.com https://graph.microsoft.com \
         https://management.azure.com http://{};",
            upstream.address
        )),
        "{page}"
    );
    for line in [
        "frame-ancestors 'self';",
        "cross-origin-opener-policy: same-origin",
        "cache-control: no-store",
        "content-type: text/html; charset=utf-8",
        "trusted-types 'none'",
        "loopback-network=(self)",
    ] {
        assert!(page.contains(line), "{line} in {page}");
    }
    assert!(!page.contains("x-frame-options") && !page.contains("access-control"));

    let head = ask("HEAD", "/index.html", "");
    assert!(head.contains("content-length: 19\r\n") && head.ends_with("\r\n\r\n"), "{head}");

    let bridge = ask("GET", "/bridge.html", "");
    assert!(bridge.contains("x-frame-options: DENY") && bridge.contains("frame-ancestors 'none'"));
    assert!(!bridge.contains("opener-policy") && !bridge.contains("connect-src"));

    let config = ask("GET", "/config.json", "");
    assert!(config.contains("cache-control: no-store") && !config.contains("file"));
    assert!(config.contains("\"authority\":\"https://login.microsoftonline.com\""), "{config}");

    let script = "/assets/app-1f9ab27c03de4561.js";
    for (accepts, body) in [
        ("", "plain script"),
        ("Accept-Encoding: gzip, deflate, br, zstd\r\n", "brotli bytes"),
        ("Accept-Encoding: gzip\r\n", "gzip bytes"),
        ("Accept-Encoding: br;q=0, gzip;q=0.5\r\n", "gzip bytes"),
        ("Accept-Encoding: identity\r\n", "plain script"),
    ] {
        let answer = ask("GET", script, accepts);
        assert!(answer.ends_with(body), "{accepts}: {answer}");
        assert!(answer.contains("immutable") && answer.contains("vary: Accept-Encoding"));
    }
    assert!(ask("GET", "/boot.js", "").contains("cache-control: no-cache"));

    for path in [
        "/../outside.txt",
        "/assets/../../outside.txt",
        "/%2e%2e/outside.txt",
        "/.hidden",
        "/assets",
        "/assets/",
        "//index.html",
        "/assets/app-1f9ab27c03de4561.js.br",
    ] {
        assert_eq!(status(&ask("GET", path, "")), 404, "{path}");
    }
    assert_eq!(status(&ask("POST", "/", "")), 405);
    assert_eq!(status(&ask("GET", "/", "Host: evil.example\r\n")), 421);
    let health = ask("GET", "/healthz", "");
    assert!(health.ends_with("\r\n\r\nok") && !health.contains("server:"));

    let keys = "/u/common/discovery/v2.0/keys";
    assert_eq!(status(&ask("GET", keys, "")), 403);
    assert_eq!(status(&ask("GET", keys, "Sec-Fetch-Site: same-origin\r\n")), 200);
    assert_eq!(status(&ask("GET", keys, &format!("Origin: {PAGE}\r\n"))), 200);
    let heard = upstream.heard();
    assert_eq!(heard.len(), 2);
    assert!(heard[0].starts_with("GET /common/discovery/v2.0/keys HTTP/1.1\r\n"), "{heard:?}");
    assert!(!heard[0].contains("content-length") && !heard[0].contains("origin"));

    let (_, log) = proxy.stop();
    assert!(!log.contains(SECRET) && !log.contains("code="), "{log}");
}
