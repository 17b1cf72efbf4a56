//! What people paste: what clings to tokens, what is none, and what is hostile.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as B64;
use protocol::identity::Names;
use protocol::token::{
    Facts, PASTE_LIMIT, Reading, Shape, TokenKind, explain, findings, read, verdict,
};
use serde_json::json;

use super::clock::seconds_of;
use super::{code_of, compact, encode, explain_token, finding_codes, line, published};

#[test]
fn what_clings_to_a_token_is_taken_off_and_said() {
    let token = encode(&published()[0]);
    let wrapped: String = token
        .as_bytes()
        .chunks(64)
        .map(|chunk| format!("{}\r\n", String::from_utf8_lossy(chunk)))
        .collect();
    for (text, note) in [
        (format!("  {token}\n"), None),
        (format!("\"{token}\","), Some("stripped-quotes")),
        (format!("`{token}`"), Some("stripped-quotes")),
        (format!("```jwt\n{token}\n```"), Some("stripped-quotes")),
        (format!("Bearer {token}"), Some("stripped-scheme")),
        (format!("authorization: bearer {token}"), Some("stripped-scheme")),
        (format!("\u{feff}{token}"), Some("stripped-invisible")),
        (wrapped, Some("stripped-whitespace")),
        (format!("curl -H 'Authorization: Bearer {token}' https://x"), Some("taken-from-text")),
        (format!("the token is {token} and it fails"), Some("taken-from-text")),
        (format!("{token} and so on"), Some("taken-from-text")),
        (format!("see https://x/ {token}"), Some("taken-from-text")),
        (json!({ "token": token }).to_string(), Some("taken-from-text")),
        (format!("{{\"access_token\":\"{token}"), Some("taken-from-text")),
        (format!("{token}\u{202e}"), Some("stripped-invisible")),
    ] {
        let answer = line(&text);
        assert_eq!(answer["shape"], "jws", "{text}");
        assert_eq!(answer["kind"], "blueprint-exchange", "{text}");
        assert_eq!(finding_codes(&answer), note.into_iter().collect::<Vec<_>>(), "{text}");
    }
}

#[test]
fn every_shape_is_recognised() {
    let token = encode(&published()[0]);
    let parts: Vec<&str> = token.split('.').collect();
    let jwe_header = B64.encode(r#"{"alg":"RSA-OAEP","enc":"A256GCM"}"#);
    let opaque = format!("1.AUsA{}.AgABAwEAAAD.x-y_z", "rphwI5gH".repeat(12));
    for (text, shape) in [
        (token.clone(), "jws"),
        (format!("{}.{}", parts[0], parts[1]), "unsigned"),
        (format!("{}.{}.", parts[0], parts[1]), "unsigned"),
        (format!("{jwe_header}.a.b.c.d"), "jwe"),
        (format!("{jwe_header}..b.c.d"), "jwe"),
        (
            json!({"payload":parts[1],"protected":parts[0],"signature":parts[2]}).to_string(),
            "jws-json",
        ),
        (
            json!({"payload":parts[1],"signatures":[{"protected":parts[0],"signature":parts[2]}]})
                .to_string(),
            "jws-json",
        ),
        (json!({"protected":jwe_header,"ciphertext":"a"}).to_string(), "jwe-json"),
        (
            json!({"token_type":"Bearer","expires_in":3599,"access_token":token}).to_string(),
            "token-response",
        ),
        (json!({"error":"invalid_client","error_codes":[7000215]}).to_string(), "error-response"),
        (
            json!({"error":{"code":"Authorization_RequestDenied","message":"m"}}).to_string(),
            "error-response",
        ),
        ("AADSTS82008: All agentic applications …".to_owned(), "error-response"),
        (format!("https://localhost/#access_token={token}&state=1"), "redirect"),
        (format!("http://localhost:8080/cb?code={opaque}&state=1"), "redirect"),
        (format!("?code={opaque}"), "redirect"),
        (
            "https://localhost/?error=access_denied&error_description=AADSTS65004".to_owned(),
            "redirect",
        ),
        (opaque, "opaque"),
        (format!("EwB{}", "a".repeat(200)), "opaque"),
        ("cd77c677-16ea-4f9d-b5b1-0aab1841694c".to_owned(), "not-a-token"),
        ("-----BEGIN PRIVATE KEY-----\nMIIE\n".to_owned(), "not-a-token"),
        ("hello".to_owned(), "not-a-token"),
        ("login.microsoftonline.com".to_owned(), "not-a-token"),
        ("<html><body>502</body></html>".to_owned(), "not-a-token"),
        ("{\"a\":1}".to_owned(), "not-a-token"),
    ] {
        let answer = line(&text);
        assert_eq!(answer["shape"], shape, "{text}");
        let said =
            answer.get("problem").or_else(|| answer.get("verdict")).or_else(|| answer.get("also"));
        assert!(said.is_some(), "{text}: {answer}");
    }
}

#[test]
fn an_answer_lists_its_tokens_and_is_about_the_access_token() {
    let samples = published();
    let text = json!({
        "id_token": encode(&samples[5]),
        "access_token": encode(&samples[1]),
        "refresh_token": format!("1.AUsA{}", "x".repeat(80)),
    });
    let answer = line(&text.to_string());
    assert_eq!(answer["kind"], "agent-app-only");
    let also: Vec<(&str, &str)> = answer["also"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|item| {
            (item["name"].as_str().expect("a name"), item["shape"].as_str().expect("a shape"))
        })
        .collect();
    assert_eq!(also, [("access_token", "jws"), ("id_token", "jws"), ("refresh_token", "opaque")]);
}

#[test]
fn several_tokens_in_one_paste_are_all_read() {
    let samples = published();
    let answer = line(&format!("{}\n\n{}", encode(&samples[0]), encode(&samples[1])));
    assert_eq!(answer["kind"], "blueprint-exchange");
    assert_eq!(answer["also"][0]["kind"], "agent-app-only");
}

#[test]
fn each_unreadable_part_has_its_own_code_and_the_other_stays_readable() {
    let header = r#"{"alg":"RS256"}"#;
    let with_claims = |bytes: &[u8]| format!("{}.{}.c2ln", B64.encode(header), B64.encode(bytes));
    for (text, code) in [
        (format!("{}.e30*.c2ln", B64.encode(header)), "claims-not-base64"),
        (format!("{}.e30ab.c2ln", B64.encode(header)), "claims-base64-cut-off"),
        (with_claims(b"{\"a\":\"\xff\"}"), "claims-not-utf8"),
        (with_claims(b"{\"a\":1"), "claims-truncated"),
        (with_claims(b"{} {}"), "claims-trailing-data"),
        (with_claims(b"[1]"), "claims-not-an-object"),
        (with_claims(b"{a:1}"), "claims-not-json"),
        (with_claims(b""), "claims-empty"),
        (with_claims("[".repeat(30_000).as_bytes()), "claims-too-deep"),
        (with_claims(encode(&published()[0]).as_bytes()), "claims-nested-token"),
    ] {
        assert_eq!(code_of(&text), code, "{code}");
        assert_eq!(line(&text)["header"], json!({"alg":"RS256"}), "{code}");
    }
    assert_eq!(code_of(&format!("eyJhbGciO.{}.c2ln", B64.encode("{}"))), "header-base64-cut-off");
    assert_eq!(code_of(&compact("[]", "{}")), "header-not-an-object");
    assert_eq!(code_of("eyJhbGciOiJSUzI1NiJ9.a.b.c.d"), "header-without-enc");
    assert_eq!(code_of("eyJhbGciOiJSUzI1NiJ9"), "part-count");
    assert_eq!(code_of("eyJhbGciOiJSUzI1NiJ9.a.b.c"), "part-count");
    assert_eq!(code_of(" \n\"\" "), "empty");
    assert_eq!(code_of("{\"access_token\":\"ey"), "paste-truncated");
}

#[test]
fn a_line_that_is_no_question_gets_a_problem() {
    for bad in ["", "x", "[]", "{}", "{\"text\":5}", "{\"text\":\"a\",\"now\":\"b\"}"] {
        assert!(explain_token::answer(bad.as_bytes()).contains("bad-line"), "{bad}");
    }
    assert!(explain_token::answer(b"\xff").contains("bad-line"));
}

#[test]
fn a_paste_over_the_limit_is_refused_before_work_starts() {
    let reading = read(&"a".repeat(10 * PASTE_LIMIT));
    assert_eq!(reading.shape, Shape::NotAToken);
    assert_eq!(reading.problems()[0].code(), "paste-too-large");
}

#[test]
fn hostile_pastes_take_time_in_proportion_to_their_length() {
    let header = r#"{"alg":"RS256"}"#;
    let members = |count: usize| (0..count).map(|n| format!("\"a{n}\":{n},")).collect::<String>();
    let pastes: [fn(usize) -> String; 8] = [
        |n| "[".repeat(n),
        |n| "eyJ.eyJ ".repeat(n / 8),
        |n| ";, ".repeat(n / 3),
        |n| format!("?{}", "code=a&".repeat(n / 7)),
        |n| compact("{}", &format!("{{\"xms_act_fct\":\"{}\"}}", "9 ".repeat(n / 3))),
        |n| compact("{}", &format!("{{\"wids\":[{}1]}}", "1,".repeat(n / 3))),
        |n| compact("{}", &format!("{{\"exp\":{}}}", "9".repeat(n))),
        |n| compact("{}", &format!("{{\"iss\":\"https://{}\"}}", "sts.windows.net".repeat(n / 16))),
    ];
    let mut growths: Vec<f64> =
        pastes.iter().map(|paste| growth(&paste(4_000), &paste(32_000))).collect();
    let with_members = |count| compact(header, &format!("{{{}\"z\":1}}", members(count)));
    growths.push(growth(&with_members(500), &with_members(4_000)));
    // Eight times the length: 64 would be the square of it.
    assert!(growths.iter().all(|growth| *growth < 32.0), "{growths:?}");
}

/// The time for the long text over the time for the short one.
fn growth(short: &str, long: &str) -> f64 {
    let time = |text: &str| seconds_of(|| everything(text, Some(1_770_041_300)));
    time(long) / time(short)
}

/// Runs everything that can be said about a paste.
pub(crate) fn everything(text: &str, now: Option<i64>) {
    let reading = read(text);
    let tokens = reading.also.iter().map(|found| &found.reading).chain([&reading]);
    for token in tokens.filter_map(Reading::main_token) {
        let _ = (TokenKind::of(&token.claims), Facts::of(token), findings::of(token, now));
        let _ = verdict::plain(&verdict::of(token, &Names::default()));
        let _ = explain::claim_rows(token, now, &Names::default());
        let _ = explain::header_rows(&token.header);
    }
    assert!(
        serde_json::from_str::<serde::de::IgnoredAny>(&explain_token::answer(
            json!({ "text": text, "now": now }).to_string().as_bytes()
        ))
        .is_ok()
    );
}

#[test]
fn debug_output_shows_neither_token_nor_claims() {
    let secret = compact(r#"{"alg":"RS256","kid":"marker-h"}"#, r#"{"name":"marker-c"}"#);
    for text in [
        secret.clone(),
        json!({ "access_token": secret, "refresh_token": "marker-refresh-token-of-some-length" })
            .to_string(),
        "https://x/?code=marker-code&error=marker-e&error_description=marker-d".to_owned(),
    ] {
        let shown = format!("{:?}", read(&text));
        assert!(!shown.contains("marker") && !shown.contains("ey"), "{shown}");
    }
}
