//! What is said about tokens at a time, and about refusals.
#![expect(clippy::expect_used, reason = "a test may stop on data of its own")]

#[path = "../examples/explain_token.rs"]
#[expect(dead_code, reason = "main is the program's; its lines are what is tested")]
mod explain_token;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as B64;
use protocol::identity::Names;
use protocol::token::{Content, ReadToken, read, verdict};
use serde_json::{Value, json};

fn token(claims: &str) -> ReadToken {
    let text = format!("{}.{}.c2ln", B64.encode(r#"{"alg":"RS256"}"#), B64.encode(claims));
    ReadToken::read(&text).expect("a token")
}

fn line(text: &str) -> Value {
    let question = json!({ "text": text }).to_string();
    serde_json::from_str(&explain_token::answer(question.as_bytes())).expect("the answer is JSON")
}

#[test]
fn a_verdict_at_a_time_says_how_the_app_proved_itself_and_how_long_is_left() {
    let claims = |more: &str| {
        format!(
            r#"{{"aud":"https://graph.microsoft.com","azp":"c","scp":"a","nbf":1000,"exp":8000{more}}}"#
        )
    };
    for (more, now, ending) in [
        (r#","azpacr":"1""#, Some(1000), "with a client secret. It is valid for 116 minutes more."),
        (r#","azpacr":"2""#, Some(9000), "or an assertion. It expired 16 minutes ago."),
        (r#","azpacr":"0""#, Some(0), "proved nothing. It becomes valid in 16 minutes."),
        ("", None, "with a."),
    ] {
        let token = token(&claims(more));
        let said = verdict::plain(&verdict::at(&token, &Names::default(), now));
        assert!(said.ends_with(ending), "{said}");
        assert!(said.starts_with("A user token. "), "{said}");
    }
}

#[test]
fn directory_roles_are_powers_and_default_marks_are_not() {
    let claims = r#"{"azp":"c","scp":"a","wids":["62e90394-69f5-4237-9190-012177145e10","b79fbf4d-3ef9-4689-8143-76b194e85509"]}"#;
    let token = token(claims);
    let said = verdict::plain(&verdict::of(&token, &Names::default()));
    assert!(said.ends_with("with a and Global Administrator."), "{said}");
}

#[test]
fn refusals_are_explained_by_number_by_word_and_by_what_they_demand() {
    for (text, code, said) in [
        ("AADSTS82008: fmi_path", "entra-error", "form body"),
        ("AADSTS123456789: new", "unknown-error", "error?code=123456789"),
        (r#"{"error":{"code":"AgentIdentity_LimitExceeded","message":"m"}}"#, "api-error", "250"),
        (
            r#"Bearer realm="", error="insufficient_claims", claims="eyJhY2Nlc3NfdG9rZW4iOnsiYWNycyI6eyJ2YWx1ZSI6ImMxIn19fQ==""#,
            "claims-demanded",
            "authentication context c1",
        ),
    ] {
        let answer = line(text);
        let findings = answer["findings"].as_array().expect("findings");
        let found = findings.iter().find(|finding| finding["code"] == code).expect(code);
        assert!(found["message"].as_str().is_some_and(|text| text.contains(said)), "{found}");
    }
}

#[test]
fn ids_of_a_refusal_are_found_in_its_text() {
    let text = "AADSTS50011: no match. Trace ID: aa-1 Correlation ID: bb-2 Timestamp: 2026-02-02 14:01:05Z";
    for text in [
        text.to_owned(),
        text.replace(" Correlation", "\r\nCorrelation").replace(" Timestamp", "\r\nTimestamp"),
    ] {
        let Content::Error(error) = read(&text).content else { panic!("a refusal") };
        assert_eq!(error.trace_id.as_deref(), Some("aa-1"));
        assert_eq!(error.correlation_id.as_deref(), Some("bb-2"));
        assert_eq!(error.timestamp.as_deref(), Some("2026-02-02 14:01:05Z"));
    }
    let graph = r#"{"error":{"code":"x","message":"m","innerError":{"date":"d","request-id":"r","client-request-id":"c"}}}"#;
    let Content::Error(error) = read(graph).content else { panic!("a refusal") };
    assert_eq!(
        (error.trace_id.as_deref(), error.correlation_id.as_deref()),
        (Some("r"), Some("c"))
    );
}
