use clap::Parser as _;

use super::{Arguments, Config, Kind};

const ROUTE: &str = "entra=https://login.microsoftonline.com";

fn check(arguments: &[&str]) -> Result<Config, String> {
    let arguments = std::iter::once("token-playground-proxy").chain(arguments.iter().copied());
    let settings = Arguments::try_parse_from(arguments)
        .map_err(|error| error.to_string())?
        .settings()
        .map_err(|error| error.to_string())?;
    let mut address = Config::address(&settings);
    if address.port() == 0 {
        address.set_port(4711);
    }
    Config::check(settings, address).map_err(|error| error.to_string())
}

#[test]
fn a_loopback_proxy_serves_its_own_origin_at_the_port_it_got() {
    let config = check(&["--route", ROUTE, "--listen", "127.0.0.1:0"]).expect("config");
    assert_eq!(config.hosts, ["127.0.0.1:4711", "localhost:4711"]);
    assert_eq!(config.origins, ["http://127.0.0.1:4711", "http://localhost:4711"]);
    assert_eq!(config.routes[0].kinds, Kind::ALL);
    assert_eq!(config.rate, None);
    assert_eq!(config.limits, listener::Limits::default());
}

#[test]
fn a_public_proxy_limits_the_rate() {
    let config =
        check(&["--route", ROUTE, "--listen", "0.0.0.0:80", "--origin", "https://play.example"])
            .expect("config");
    let rate = config.rate.expect("a rate limit");
    assert_eq!((rate.per_minute, rate.burst, rate.trusted_hops), (60, 20, 0));
}

#[test]
fn unsafe_values_are_refused_by_name() {
    for (arguments, word) in [
        (&[][..], "route"),
        (&["--route", ROUTE, "--origin", "*"], "`*`"),
        (&["--route", ROUTE, "--origin", "null"], "`null`"),
        (&["--route", ROUTE, "--origin", "https://play.example/"], "https://play.example"),
        (&["--route", ROUTE, "--origin", "https://Play.example"], "https://play.example"),
        (&["--route", ROUTE, "--origin", "https://*.example"], "origins"),
        (&["--route", ROUTE, "--listen", "0.0.0.0:8080"], "origins"),
        (&["--route", ROUTE, "--host", "HOST/path"], "hosts"),
        (&["--route", ROUTE, "--header-ms", "0"], "header_ms"),
        (&["--route", ROUTE, "--upstream-requests", "0"], "upstream_requests"),
        (&["--route", ROUTE, "--frame-ancestors", "*"], "frame_ancestors"),
        (&["--route", ROUTE, "--route-kinds", "entra=tokens"], "tokens"),
        (&["--route", ROUTE, "--route-kinds", "other=token"], "other"),
        (&["--route", "entra"], "="),
        (&["--route", "Entra=https://login.example"], "lower-case"),
        (&["--route", "x=http://login.example"], "https"),
        (&["--route", "x=http://10.0.0.1", "--route-allow-private", "x"], "loopback"),
        (&["--route", "x=http://127.0.0.1:9"], "allow_private"),
        (&["--route", "x=https://localhost"], "allow_private"),
        (&["--route", "x=https://10.0.0.1"], "allow_private"),
        (&["--route", "x=https://[::ffff:10.0.0.1]"], "upstream"),
        (&["--route", "x=https://2130706433", "--route-allow-private", "x"], "upstream"),
        (&["--route", "x=https://0x7f.1"], "upstream"),
        (&["--route", "x=https://login.example."], "upstream"),
        (&["--route", "x=https://login.example/path"], "upstream"),
        (&["--route", "x=https://user@login.example"], "upstream"),
        (&["--route", "x=https://login.example\\@evil.example"], "upstream"),
        (&["--route", "x=https://login。example"], "upstream"),
        (&["--route", "x=ftp://login.example"], "upstream"),
    ] {
        let sentence = check(arguments).expect_err(&format!("{arguments:?}"));
        assert!(sentence.contains(word), "{arguments:?}: {sentence}");
        assert!(!sentence.contains('\n'), "{sentence}");
    }
}

#[test]
fn a_file_is_read_flags_win_and_unknown_keys_are_named_with_their_line() {
    let folder = tempfile::tempdir().expect("folder");
    let file = folder.path().join("proxy.toml");
    let name = file.to_str().expect("path");
    let text = "listen = \"127.0.0.1:1\"\n[routes.entra]\nupstream = \"https://login.example\"\n\
                kinds = [\"token\", \"devicecode\"]\n[limits]\nbody_bytes = 10\nheader_ms = 20\n";
    std::fs::write(&file, text).expect("write");
    let config = check(&["--config", name, "--body-bytes", "11"]).expect("config");
    assert_eq!(config.limits.body_bytes, 11);
    assert_eq!(config.limits.header_time.as_millis(), 20);
    assert_eq!(config.routes[0].kinds, [Kind::Token, Kind::DeviceCode]);

    for (key, line) in [("orgins = []\n", 1), ("", 8)] {
        let text = format!("{key}{text}{}", if key.is_empty() { "boody = 1\n" } else { "" });
        std::fs::write(&file, text).expect("write");
        let sentence = check(&["--config", name]).expect_err("an unknown key");
        assert!(sentence.contains(&format!("line {line}")), "{sentence}");
        assert!(!sentence.contains('\n'), "{sentence}");
    }
}
