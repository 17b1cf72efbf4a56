use http::{HeaderName, HeaderValue, Method};
use listener::{Head, Headers};

use super::{Decision, decide};
use crate::config::{Arguments, Config};
use crate::refusal::Refusal;

const GOOD: &str = "/entra/contoso.example/oauth2/v2.0/token";
const KEYS: &str = "/entra/common/discovery/v2.0/keys";

fn config() -> Config {
    let arguments = Arguments {
        route: vec![
            "entra=https://login.microsoftonline.com".into(),
            "basic=https://login.microsoftonline.us".into(),
        ],
        route_authorization: vec!["basic".into()],
        route_kinds: vec!["basic=token".into()],
        origin: vec!["http://page.example".into()],
        ..Arguments::default()
    };
    Config::check(arguments.settings().expect("settings"), ([127, 0, 0, 1], 8080).into())
        .expect("config")
}

fn head(method: &str, target: &str, lines: &[(&'static str, &str)]) -> Head {
    let headers: Headers = lines
        .iter()
        .map(|(name, value)| {
            (
                HeaderName::from_static(name),
                HeaderValue::from_bytes(value.as_bytes()).expect("value"),
            )
        })
        .collect();
    Head {
        method: Method::from_bytes(method.as_bytes()).expect("method"),
        target: target.to_owned(),
        headers,
        peer: ([127, 0, 0, 1], 1).into(),
    }
}

const HOST: (&str, &str) = ("host", "localhost:8080");
const ORIGIN: (&str, &str) = ("origin", "http://page.example");
const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

/// The outcome as a word: `forward`, `file`, …, or the code of the refusal.
fn outcome(head: &Head, has_body: bool) -> &'static str {
    match decide(&config(), head, has_body).decision {
        Ok(Decision::Forward(_)) => "forward",
        Ok(Decision::Preflight { .. }) => "preflight",
        Ok(Decision::File { .. }) => "file",
        Ok(Decision::Health) => "health",
        Err(refusal) => refusal.code(),
    }
}

#[test]
fn a_form_from_a_listed_origin_is_forwarded_with_the_path_as_sent() {
    let config = config();
    let head = head("POST", GOOD, &[HOST, ORIGIN, FORM]);
    let Ok(Decision::Forward(forward)) = decide(&config, &head, true).decision else {
        panic!("not forwarded");
    };
    assert_eq!(forward.path, "/contoso.example/oauth2/v2.0/token");
    assert_eq!(forward.route.upstream, "https://login.microsoftonline.com");
}

#[test]
fn tenant_segments_that_could_change_the_path_are_unknown_routes() {
    let long = "a".repeat(255);
    for tenant in [
        "",
        ".",
        "..",
        "a..b",
        "-a",
        "a-",
        ".a",
        "a.",
        "%2e%2e",
        "%2f",
        "%252e",
        "a%00b",
        "a;b",
        "a\\b",
        "a@b",
        "a:b",
        "a#b",
        "a b",
        "ä",
        "a/b",
        "a//b",
        "../x",
        "a/..",
        long.as_str(),
    ] {
        let target = format!("/entra/{tenant}/oauth2/v2.0/token");
        let head = head("POST", &target, &[HOST, ORIGIN, FORM]);
        assert_eq!(outcome(&head, true), "proxy_unknown_route", "{target}");
    }
    let longest = format!("/entra/{}/oauth2/v2.0/token", "a".repeat(254));
    assert_eq!(outcome(&head("POST", &longest, &[HOST, ORIGIN, FORM]), true), "forward");
}

#[test]
fn targets_that_name_something_else_are_refused() {
    for (target, code) in [
        ("http://evil.example/entra/common/oauth2/v2.0/token", "proxy_bad_target"),
        ("*", "proxy_bad_target"),
        ("//evil.example/common/oauth2/v2.0/token", "proxy_unknown_route"),
        ("/entra/common/oauth2/v2.0/token/", "proxy_unknown_route"),
        ("/entra/common/oauth2/v2.0/authorize", "proxy_unknown_route"),
        ("/entra/common/oauth2/v1.0/token", "proxy_unknown_route"),
        ("/Entra/common/oauth2/v2.0/token", "proxy_unknown_route"),
        ("/other/common/oauth2/v2.0/token", "proxy_unknown_route"),
        ("/https://evil.example/common/oauth2/v2.0/token", "proxy_unknown_route"),
        ("/basic/common/oauth2/v2.0/devicecode", "proxy_unknown_route"),
        ("/entra/common/oauth2/v2.0/token?client_secret=x", "proxy_query_not_allowed"),
        ("/entra/common/oauth2/v2.0/token?", "proxy_query_not_allowed"),
    ] {
        assert_eq!(outcome(&head("POST", target, &[HOST, ORIGIN, FORM]), true), code, "{target}");
    }
}

#[test]
fn methods_are_those_of_the_kind_and_case_sensitive() {
    for (method, target, word) in [
        ("OPTIONS", GOOD, "preflight"),
        ("OPTIONS", KEYS, "preflight"),
        ("GET", GOOD, "proxy_method_not_allowed"),
        ("HEAD", GOOD, "proxy_method_not_allowed"),
        ("PUT", GOOD, "proxy_method_not_allowed"),
        ("TRACE", GOOD, "proxy_method_not_allowed"),
        ("post", GOOD, "proxy_method_not_allowed"),
        ("POST", KEYS, "proxy_method_not_allowed"),
        ("HEAD", KEYS, "proxy_method_not_allowed"),
        ("CONNECT", "evil.example:443", "proxy_method_not_allowed"),
        ("GET", "/healthz", "health"),
        ("POST", "/healthz", "proxy_method_not_allowed"),
        ("GET", "/anything", "file"),
    ] {
        let head = head(method, target, &[HOST, ORIGIN, FORM]);
        assert_eq!(outcome(&head, false), word, "{method} {target}");
    }
}

#[test]
fn only_exactly_one_listed_origin_passes() {
    for origin in [
        "null",
        "*",
        "",
        "http://page.example.evil.example",
        "http://evil-page.example",
        "http://sub.page.example",
        "http://page.example:80",
        "http://page.example:8080",
        "https://page.example",
        "HTTP://page.example",
        "http://Page.example",
        "http://page.example/",
        "http://page.example, http://page.example",
        "page.example",
        "http://page.exampl",
        "http://user@page.example",
    ] {
        let head = head("POST", GOOD, &[HOST, ("origin", origin), FORM]);
        assert_eq!(outcome(&head, true), "proxy_origin_not_allowed", "{origin}");
        assert_eq!(decide(&config(), &head, true).origin, None, "{origin}");
    }
    let other = ("origin", "http://evil.example");
    for lines in
        [[HOST, FORM, ORIGIN, other], [HOST, FORM, other, ORIGIN], [HOST, FORM, ORIGIN, ORIGIN]]
    {
        assert_eq!(outcome(&head("POST", GOOD, &lines), true), "proxy_origin_not_allowed");
    }
    let without = [HOST, FORM, ("sec-fetch-site", "same-origin")];
    assert_eq!(outcome(&head("POST", GOOD, &without), true), "proxy_origin_not_allowed");
}

#[test]
fn a_get_without_origin_needs_the_browsers_word_that_it_is_same_origin() {
    for (lines, word) in [
        (vec![HOST], "proxy_origin_not_allowed"),
        (vec![HOST, ("sec-fetch-site", "cross-site")], "proxy_origin_not_allowed"),
        (vec![HOST, ("sec-fetch-site", "none")], "proxy_origin_not_allowed"),
        (vec![HOST, ("sec-fetch-site", "same-origin")], "forward"),
        (
            vec![HOST, ("sec-fetch-site", "same-origin"), ("origin", "http://evil.example")],
            "proxy_origin_not_allowed",
        ),
        (vec![HOST, ORIGIN], "forward"),
    ] {
        assert_eq!(outcome(&head("GET", KEYS, &lines), false), word, "{lines:?}");
    }
    assert_eq!(outcome(&head("GET", KEYS, &[HOST, ORIGIN]), true), "proxy_unexpected_body");
}

#[test]
fn only_exactly_one_known_host_passes() {
    for lines in [
        vec![ORIGIN, FORM],
        vec![("host", "attacker.invalid"), ORIGIN, FORM],
        vec![("host", "localhost"), ORIGIN, FORM],
        vec![("host", "localhost:8080."), ORIGIN, FORM],
        vec![("host", "a b<>"), ORIGIN, FORM],
        vec![HOST, HOST, ORIGIN, FORM],
        vec![HOST, ("host", "attacker.invalid"), ORIGIN, FORM],
    ] {
        for (method, target) in [("POST", GOOD), ("GET", "/"), ("GET", "/healthz")] {
            assert_eq!(outcome(&head(method, target, &lines), true), "proxy_unknown_host");
        }
    }
}

#[test]
fn only_one_plain_form_content_type_passes() {
    for (value, word) in [
        ("application/x-www-form-urlencoded;charset=UTF-8", "forward"),
        ("Application/X-WWW-Form-Urlencoded", "forward"),
        ("application/x-www-form-urlencoded; charset=latin1", "proxy_unsupported_type"),
        ("application/x-www-form-urlencoded; charset=utf-8; a=b", "proxy_unsupported_type"),
        ("application/x-www-form-urlencoded, text/plain", "proxy_unsupported_type"),
        ("application/json", "proxy_unsupported_type"),
        ("multipart/form-data; boundary=x", "proxy_unsupported_type"),
        ("", "proxy_unsupported_type"),
    ] {
        let head = head("POST", GOOD, &[HOST, ORIGIN, ("content-type", value)]);
        assert_eq!(outcome(&head, true), word, "{value}");
    }
    assert_eq!(outcome(&head("POST", GOOD, &[HOST, ORIGIN]), true), "proxy_unsupported_type");
    let twice = head("POST", GOOD, &[HOST, ORIGIN, FORM, FORM]);
    assert_eq!(outcome(&twice, true), "proxy_unsupported_type");
    let packed = head("POST", GOOD, &[HOST, ORIGIN, FORM, ("content-encoding", "gzip")]);
    assert_eq!(outcome(&packed, true), "proxy_unsupported_encoding");
}

#[test]
fn basic_passes_on_its_route_only_and_request_ids_only_as_guids() {
    let config = config();
    let id = "2f0c5fd2-79d2-4b1a-9d5c-5a0f6b1f8a11";
    let basic = "/basic/common/oauth2/v2.0/token";
    for (target, authorization, request_id, passes) in [
        (basic, "Basic YTpi", id, (true, true)),
        (GOOD, "Basic YTpi", id, (false, true)),
        (basic, "Bearer YTpi", "x", (false, false)),
        (basic, "Basic a b", "2f0c5fd279d24b1a9d5c5a0f6b1f8a11", (false, false)),
        (basic, "Basic", "{2f0c5fd2-79d2-4b1a-9d5c-5a0f6b1f8a11}", (false, false)),
    ] {
        let lines = [
            HOST,
            ORIGIN,
            FORM,
            ("authorization", authorization),
            ("client-request-id", request_id),
        ];
        let head = head("POST", target, &lines);
        let Ok(Decision::Forward(forward)) = decide(&config, &head, true).decision else {
            panic!("not forwarded: {authorization}");
        };
        let seen = (forward.authorization.is_some(), forward.client_request_id.is_some());
        assert_eq!(seen, passes, "{target} {authorization} {request_id}");
    }
}

#[test]
fn refusals_are_one_sentence_each() {
    for refusal in [
        Refusal::BadTarget,
        Refusal::UnknownHost,
        Refusal::UnknownRoute,
        Refusal::QueryNotAllowed,
        Refusal::OriginNotAllowed,
        Refusal::UnsupportedType,
        Refusal::Busy,
        Refusal::UpstreamAddress,
        Refusal::UpstreamTls,
        Refusal::UpstreamNotJson { status: 500 },
    ] {
        let sentence = refusal.sentence();
        assert!(
            sentence.ends_with('.') && !sentence.contains(". ") && !sentence.contains("  "),
            "{sentence}"
        );
    }
}
