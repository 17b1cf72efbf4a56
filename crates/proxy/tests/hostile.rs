//! The program against hostile clients and upstreams, over raw sockets. The
//! question of every case is what the upstream heard.

#![allow(clippy::expect_used, reason = "a failed set-up should end the test")]

#[allow(dead_code, reason = "every suite uses a part of it")]
mod support;

use std::io::{Read as _, Write as _};
use std::process::Command;
use std::time::{Duration, Instant};

use support::{PAGE, Proxy, Recorder, SECRET, TENANT, TOKEN, good, ok_json, status};

#[test]
fn a_good_request_arrives_as_the_template_and_nothing_else() {
    let upstream = Recorder::json();
    let proxy = Proxy::start(upstream.address, &[]);
    let answer = proxy.post(
        "Cookie: a=b\r\nReferer: http://page.example/\r\nX-Forwarded-For: 1.2.3.4\r\nX-Forwarded-Host: evil.example\r\n\
         Forwarded: for=1.2.3.4\r\nVia: x\r\nSec-Fetch-Site: cross-site\r\nAccept-Language: de\r\nUser-Agent: visitor\r\n\
         Authorization: Basic YTpi\r\nDPoP: x\r\nTE: trailers\r\nRange: bytes=0-1\r\nIf-None-Match: x\r\n\
         client-request-id: 2f0c5fd2-79d2-4b1a-9d5c-5a0f6b1f8a11\r\n",
    );
    assert_eq!(status(&answer), 200, "{answer}");
    let body = format!("client_secret={SECRET}");
    let expected = format!(
        "POST /{TENANT}/oauth2/v2.0/token HTTP/1.1\r\nhost: {}\r\naccept: application/json\r\n\
         accept-encoding: identity\r\ncontent-type: application/x-www-form-urlencoded\r\n\
         content-length: {}\r\nclient-request-id: 2f0c5fd2-79d2-4b1a-9d5c-5a0f6b1f8a11\r\n\r\n{body}",
        upstream.address,
        body.len()
    );
    assert_eq!(upstream.heard(), [expected]);
    let lower = answer.to_ascii_lowercase();
    for line in [
        "access-control-allow-origin: http://page.example\r\n",
        "vary: origin\r\n",
        "cache-control: no-store\r\n",
        "x-content-type-options: nosniff\r\n",
        "x-ms-request-id: 42\r\n",
        "content-security-policy: default-src 'none'; frame-ancestors 'none'; sandbox\r\n",
    ] {
        assert_eq!(lower.matches(line).count(), 1, "{line} in {lower}");
    }
    for name in ["set-cookie", "server:", "allow-credentials", "allow-origin: *"] {
        assert!(!lower.contains(name), "{name} in {lower}");
    }
    assert!(answer.ends_with(&format!("{{\"access_token\":\"{TOKEN}\"}}")));
}

#[test]
fn refused_requests_never_reach_the_upstream_nor_wait_for_their_body() {
    let upstream = Recorder::json();
    let proxy = Proxy::start(upstream.address, &[]);
    let good = good(proxy.address, "");
    let host = format!("Host: {}", proxy.address);
    let origin = format!("Origin: {PAGE}");
    let line = format!("POST /u/{TENANT}/oauth2/v2.0/token HTTP/1.1");
    let form = "Content-Type: application/x-www-form-urlencoded";
    let length = format!("Content-Length: {}", "client_secret=".len() + SECRET.len());
    let swap = |from: &str, to: &str| {
        assert!(good.contains(from), "{from}");
        good.replacen(from, to, 1)
    };
    let long = format!("POST /u/{}/oauth2/v2.0/token HTTP/1.1", "a".repeat(3000));
    let lines = "A: b\r\n".repeat(70);
    let cases: Vec<(u16, String)> = vec![
        (403, swap(&origin, "Origin: null")),
        (403, swap(&origin, "Origin: http://page.example.evil.example")),
        (403, swap(&format!("{origin}\r\n"), "")),
        (403, swap(&origin, &format!("{origin}\r\nOrigin: http://evil.example"))),
        (421, swap(&host, "Host: attacker.invalid")),
        (421, swap(&format!("{host}\r\n"), "")),
        (421, swap(&host, &format!("{host}\r\n{host}"))),
        (421, swap(&host, "Host: a b<>")),
        (400, swap(&line, "POST http://evil.example/u/common/oauth2/v2.0/token HTTP/1.1")),
        (404, swap(&line, "POST //evil.example/common/oauth2/v2.0/token HTTP/1.1")),
        (404, swap(&line, "POST /u/common%2f..%2fx/oauth2/v2.0/token HTTP/1.1")),
        (404, swap(&line, "POST /u/../oauth2/v2.0/token HTTP/1.1")),
        (404, swap(&line, "POST /u/a\\b/oauth2/v2.0/token HTTP/1.1")),
        (404, swap(&line, "POST /u/\u{e4}/oauth2/v2.0/token HTTP/1.1")),
        (400, swap(&line, &format!("POST /u/{TENANT}/oauth2/v2.0/token?x={SECRET} HTTP/1.1"))),
        (414, swap(&line, &long)),
        (431, swap(form, &format!("{lines}{form}"))),
        (431, swap(form, &format!("A: {}\r\n{form}", "x".repeat(17 * 1024)))),
        (405, swap("POST", "PUT")),
        (405, swap("POST", "post")),
        (405, swap("POST", "TRACE")),
        (415, swap(form, "Content-Type: application/json")),
        (415, swap(form, &format!("{form}\r\n{form}"))),
        (415, swap(form, &format!("{form}\r\nContent-Encoding: gzip"))),
        (413, swap(&length, "Content-Length: 65537\r\nExpect: 100-continue")),
        (400, swap(&length, "Content-Length: 1, 1")),
        (400, swap(&length, "Content-Length: +5")),
        (400, swap(&length, "Content-Length : 5")),
        (400, swap(&length, "Transfer-Encoding: xchunked")),
        (400, swap(form, &format!("{form}\r\n folded"))),
        // An announced body that never comes must not delay a refusal.
        (403, swap(&origin, "Origin: null").replacen(&length, "Content-Length: 60000", 1)),
    ];
    for (expected, request) in cases {
        let start = Instant::now();
        let answer = proxy.raw(request.as_bytes());
        assert_eq!(status(&answer), expected, "{request}\n{answer}");
        assert!(start.elapsed() < Duration::from_secs(5), "{request}");
        assert!(!answer.contains(SECRET) && !answer.contains(TENANT), "{answer}");
        assert!(!answer.contains("100 Continue"), "{answer}");
    }
    assert_eq!(upstream.heard(), [""; 0]);
}

#[test]
fn doubtful_framing_yields_one_request_and_a_closed_connection() {
    let upstream = Recorder::json();
    let proxy = Proxy::start(upstream.address, &[]);
    let second = good(proxy.address, "");
    let request = good(proxy.address, "Transfer-Encoding: chunked\r\n")
        .replace("Connection: close\r\n", "")
        .replace(&format!("client_secret={SECRET}"), &format!("3\r\na=b\r\n0\r\n\r\n{second}"));
    proxy.raw(request.as_bytes());
    let heard = upstream.heard();
    assert_eq!(heard.len(), 1, "{heard:?}");
    assert!(heard[0].contains("content-length: 3\r\n") && heard[0].ends_with("\r\n\r\na=b"));

    let upgrade = good(proxy.address, "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n");
    assert_eq!(status(&proxy.raw(upgrade.as_bytes())), 200);
    assert!(!upstream.heard()[1].to_ascii_lowercase().contains("upgrade"));
}

#[test]
fn bodies_are_limited_to_the_byte() {
    let upstream = Recorder::json();
    let proxy = Proxy::start(upstream.address, &["--body-bytes", "100"]);
    let request = |chunked: bool, size: usize| {
        let head = good(proxy.address, "");
        let head = head.split("Content-Length").next().expect("head");
        let body = "x".repeat(size);
        if chunked {
            format!(
                "{head}Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n{size:x}\r\n{body}\r\n0\r\n\r\n"
            )
        } else {
            format!("{head}Content-Length: {size}\r\nConnection: close\r\n\r\n{body}")
        }
    };
    for (chunked, size, expected) in [
        (false, 100, 200),
        (false, 101, 413),
        (true, 100, 200),
        (true, 101, 413),
        (true, 400_000, 413),
    ] {
        let answer = proxy.raw(request(chunked, size).as_bytes());
        assert_eq!(status(&answer), expected, "{chunked} {size}");
    }
    assert_eq!(upstream.heard().len(), 2);
}

#[test]
fn preflights_are_answered_from_the_route_and_reflect_nothing() {
    let upstream = Recorder::json();
    let proxy = Proxy::start(upstream.address, &[]);
    let answer = proxy.raw(
        format!(
            "OPTIONS /u/common/oauth2/v2.0/token HTTP/1.1\r\nHost: {}\r\nOrigin: {PAGE}\r\n\
             Access-Control-Request-Method: DELETE\r\nAccess-Control-Request-Headers: x-evil\r\n\
             Access-Control-Request-Private-Network: true\r\nConnection: close\r\n\r\n",
            proxy.address
        )
        .as_bytes(),
    );
    let lower = answer.to_ascii_lowercase();
    assert_eq!(status(&answer), 204);
    assert!(lower.contains("access-control-allow-methods: post\r\n"), "{lower}");
    assert!(lower.contains("access-control-allow-headers: content-type, client-request-id\r\n"));
    assert!(
        lower.contains("access-control-max-age: 600\r\n") && lower.contains("vary: origin\r\n")
    );
    for word in ["delete", "x-evil", "private-network", "credentials"] {
        assert!(!lower.contains(word), "{word}");
    }
}

#[test]
fn answers_that_must_not_pass_become_errors_of_the_proxy() {
    let other = Recorder::json();
    let redirect = |code: u16| {
        format!(
            "HTTP/1.1 {code} X\r\nLocation: http://{}/\r\nContent-Length: 0\r\n\r\n",
            other.address
        )
    };
    let json = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
    let cases = [
        (502, "proxy_upstream_redirect", redirect(301)),
        (502, "proxy_upstream_redirect", redirect(302)),
        (502, "proxy_upstream_redirect", redirect(303)),
        (502, "proxy_upstream_redirect", redirect(307)),
        (502, "proxy_upstream_redirect", redirect(308)),
        (
            502,
            "proxy_upstream_not_json",
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 8\r\n\r\n<script>"
                .into(),
        ),
        (
            502,
            "proxy_upstream_not_json",
            format!("{json}Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{{}}"),
        ),
        (502, "proxy_upstream_too_large", format!("{json}Content-Length: 1048577\r\n\r\n")),
        (502, "proxy_upstream_broken", format!("{json}Transfer-Encoding: chunked\r\n\r\nzz\r\n")),
        (502, "proxy_upstream_broken", format!("{json}X: a\rb\r\nContent-Length: 2\r\n\r\n{{}}")),
        (504, "proxy_upstream_timeout", format!("{json}Content-Length: 10\r\n\r\n{{}}")),
        (504, "proxy_upstream_timeout", String::new()),
    ];
    for (expected, code, bytes) in cases {
        let upstream = Recorder::answering(bytes.clone());
        let proxy = Proxy::start(upstream.address, &["--upstream-ms", "400"]);
        let answer = proxy.post("");
        assert_eq!(status(&answer), expected, "{bytes}\n{answer}");
        assert!(answer.contains(&format!("\"error\":\"{code}\"")), "{bytes}\n{answer}");
        assert!(answer.contains("\"source\":\"proxy\"") && !answer.contains("<script>"));
        assert_eq!(upstream.heard().len(), 1, "never twice: {bytes}");
    }
    assert_eq!(other.heard(), [""; 0]);

    let refusal = ok_json().replace("200 OK", "400 Bad Request");
    let upstream =
        Recorder::answering(format!("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n{refusal}"));
    let proxy = Proxy::start(upstream.address, &[]);
    let answer = proxy.post("");
    assert_eq!(status(&answer), 400, "Entra's refusals pass through: {answer}");
    assert!(answer.contains(TOKEN) && !answer.contains("Link"));
}

#[test]
fn a_full_house_is_refused_at_once_and_others_are_served_again() {
    let hung = Recorder::answering("");
    let proxy = Proxy::start(hung.address, &["--upstream-requests", "2", "--upstream-ms", "1500"]);
    let answers: Vec<u16> = std::thread::scope(|scope| {
        let clients: Vec<_> = (0..12).map(|_| scope.spawn(|| status(&proxy.post("")))).collect();
        clients.into_iter().map(|client| client.join().expect("client")).collect()
    });
    let count = |code| answers.iter().filter(|answer| **answer == code).count();
    assert_eq!((count(503), count(504)), (10, 2), "{answers:?}");
    assert_eq!(status(&proxy.post("")), 504, "places are given back");
}

#[test]
fn bursts_beyond_the_rate_are_told_when_to_come_back() {
    let upstream = Recorder::json();
    let proxy = Proxy::start(upstream.address, &["--rate-per-minute", "6", "--rate-burst", "3"]);
    for n in 0..5 {
        let answer = proxy.post(&format!("X-Forwarded-For: 10.0.0.{n}\r\n"));
        assert_eq!(status(&answer), if n < 3 { 200 } else { 429 }, "{answer}");
        if n >= 3 {
            let lower = answer.to_ascii_lowercase();
            assert!(
                lower.contains("retry-after: ") && lower.contains("access-control-allow-origin")
            );
        }
    }
}

#[test]
fn proxy_variables_of_the_environment_are_ignored() {
    let (upstream, other) = (Recorder::json(), Recorder::json());
    let route = format!("u=http://{}", upstream.address);
    let trap = format!("http://{}", other.address);
    let variables =
        ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY"].map(|name| (name, trap.as_str()));
    let proxy = Proxy::run(
        &[
            "--listen",
            "127.0.0.1:0",
            "--origin",
            PAGE,
            "--route",
            &route,
            "--route-allow-private",
            "u",
        ],
        &variables,
    );
    assert_eq!(status(&proxy.post("")), 200);
    assert_eq!((upstream.heard().len(), other.heard().len()), (1, 0));
}

#[test]
fn nothing_of_a_request_is_ever_logged_and_the_program_ends_when_asked() {
    let upstream = Recorder::json();
    let proxy = Proxy::start(upstream.address, &["--header-ms", "300"]);
    assert_eq!(status(&proxy.post("")), 200);
    for (from, to) in [
        ("Origin: http", "Origin: ftp"),
        ("/token", "/nothing"),
        ("token HTTP", "token?a HTTP"),
        ("POST", "G@T"),
    ] {
        proxy.raw(good(proxy.address, "").replacen(from, to, 1).as_bytes());
    }
    proxy.raw(format!("POST /{TENANT}{SECRET}").as_bytes());
    if cfg!(target_os = "linux") {
        let limits =
            std::fs::read_to_string(format!("/proc/{}/limits", proxy.id())).expect("limits");
        let core =
            limits.lines().find(|line| line.starts_with("Max core file size")).expect("line");
        assert_eq!(core.split_whitespace().nth(4), Some("0"), "{core}");
    }
    let start = Instant::now();
    let (code, log) = proxy.stop();
    assert_eq!(code, Some(0));
    assert!(start.elapsed() < Duration::from_secs(3));
    assert!(log.contains("route=\"u\" kind=\"token\" status=200"), "{log}");
    assert!(log.contains("proxy_origin_not_allowed"), "{log}");
    for marker in [SECRET, TOKEN, TENANT, "127.0.0.1", "oauth2"] {
        assert!(!log.contains(marker), "{marker} in {log}");
    }
}

#[test]
fn slow_clients_are_closed_in_time_while_others_are_served() {
    let upstream = Recorder::json();
    let limits = ["--header-ms", "300", "--body-ms", "300", "--idle-ms", "300"];
    let proxy = Proxy::start(upstream.address, &limits);
    let whole = good(proxy.address, "").replace("Connection: close\r\n", "");
    for (name, part) in [
        ("idle", 0),
        ("half a head", 40),
        ("half a body", whole.len() - 3),
        ("idle after an answer", whole.len()),
    ] {
        let mut client = proxy.connect();
        client.write_all(&whole.as_bytes()[..part]).expect("write");
        assert_eq!(status(&proxy.post("")), 200, "a healthy client beside: {name}");
        let start = Instant::now();
        let mut answer = Vec::new();
        let _ = client.read_to_end(&mut answer);
        assert!(start.elapsed() < Duration::from_millis(1300), "{name}");
        let expected = if name == "half a body" {
            408
        } else if part == whole.len() {
            200
        } else {
            0
        };
        assert_eq!(status(&String::from_utf8_lossy(&answer)), expected, "{name}");
    }
}

#[test]
fn unsafe_settings_end_the_program_with_status_2_and_one_sentence() {
    let route = "u=https://login.microsoftonline.com";
    for arguments in [
        &[][..],
        &["--route", route, "--origin", "*"],
        &["--route", route, "--origin", "null"],
        &["--route", "u=http://login.example"],
        &["--route", route, "--header-ms", "0"],
        &["--route", route, "--listen", "0.0.0.0:0"],
        &["--route", route, "--site", "no-such-folder"],
        &["--route", route, "--config", "no-such-file.toml"],
        &["--unknown"],
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_token-playground-proxy"))
            .args(arguments)
            .output()
            .expect("the program runs");
        let text = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {text}");
        assert_eq!(text.trim_end().lines().count(), 1, "{arguments:?}: {text}");
        assert!(output.stdout.is_empty());
    }
}
