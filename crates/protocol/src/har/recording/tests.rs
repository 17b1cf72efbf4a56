use serde_json::json;

use super::{Opened, Recording};
use crate::crossing;
use crate::har::{Har, HarProblem, Reader, looks_like_har};

const URL: &str = "https://user:marker@login.microsoftonline.com/t/oauth2/v2.0/";
// {"alg":"none"} with one claim.
const TOKEN: &str = "eyJhbGciOiJub25lIn0.eyJhcHBpZCI6ImEifQ.x";

/// A file with these requests: the end of the address, the body, the status, the
/// answer or where it led to.
fn read(entries: &[(&str, &str, u16, &str)]) -> Har {
    let entries: Vec<_> = entries
        .iter()
        .map(|(end, body, status, answer)| {
            json!({
                "request": {"method": "POST", "url": format!("{URL}{end}"), "postData": {"text": body}},
                "response": {"status": status, "content": {"text": answer}, "redirectURL": answer}
            })
        })
        .collect();
    let mut reader = Reader::new();
    let text = json!({"log": {"entries": entries}}).to_string();
    reader.feed(text.as_bytes()).expect("a HAR");
    reader.finish().expect("a HAR")
}

#[test]
fn each_exchange_says_what_was_sent_and_what_came() {
    let answer =
        json!({"access_token": TOKEN, "refresh_token": "marker", "id_token": TOKEN}).to_string();
    let har = read(&[
        ("token", "grant_type=authorization_code&code=marker&client_id=c", 200, &answer),
        (
            "token",
            "grant_type=user_fic",
            400,
            r#"{"error":"invalid_grant","error_description":"AADSTS65001: marker","error_codes":[65001]}"#,
        ),
        ("token", "grant_type=password&password=marker", 400, r#"{"error":"invalid_grant"}"#),
        ("devicecode", "client_id=c", 200, r#"{"device_code":"marker","user_code":"marker"}"#),
        ("authorize?client_id=c&state=marker", "", 302, "http://localhost/?code=marker"),
        (
            "authorize?client_id=c",
            "",
            302,
            "http://localhost/?error=access_denied&error_description=AADSTS65004: x",
        ),
        ("token", "grant_type=user_fic", 0, ""),
        ("token", "grant_type=user_fic", 502, "<html>"),
    ]);
    let recording = Recording::of(&har);
    assert_eq!(recording.summary, "8 of 8 requests are about tokens.");
    let rows: Vec<_> = recording
        .exchanges
        .iter()
        .map(|row| {
            (row.step.as_str(), row.outcome.as_str(), row.tokens.len(), row.refusal.is_some())
        })
        .collect();
    assert_eq!(
        rows,
        [
            (
                "Sign-in with a code: Tokens (AT)",
                "200 · access_token, id_token, refresh_token",
                2,
                false
            ),
            ("As its user account: Resource token (TR)", "400 · refused with AADSTS65001", 0, true),
            ("", "400 · refused with invalid_grant", 0, true),
            ("Device code: Codes (device)", "200 · device_code", 0, false),
            ("Sign-in with a code: Sign-in (code)", "302 · code", 0, false),
            ("Sign-in with a code: Sign-in (code)", "302 · refused with AADSTS65004", 0, true),
            ("As its user account: Resource token (TR)", "the answer was not recorded", 0, false),
            ("As its user account: Resource token (TR)", "502 · no token", 0, false),
        ]
    );
    assert_eq!(
        recording.exchanges[0].request,
        "POST login.microsoftonline.com/t/oauth2/v2.0/token"
    );
    assert_eq!(
        recording.exchanges[0].sent,
        ["grant_type=authorization_code", "code=‹6 characters›", "client_id=c"]
    );
    assert_eq!(recording.tokens().count(), 2);
    assert!(!format!("{recording:?}").contains("marker"), "secrets are masked at once");
}

#[test]
fn what_is_not_shown_is_said() {
    let mut har = read(&[]);
    assert_eq!(Recording::of(&har).summary, "None of its requests asked for a token.");
    (har.left_out, har.complete) = (3, false);
    let summary = Recording::of(&har).summary;
    assert!(
        summary.contains("3 more are left out") && summary.contains("ends too early"),
        "{summary}"
    );
    let long = "x".repeat(300 << 10);
    let recording = Recording::of(&read(&[("token", "grant_type=user_fic", 200, &long)]));
    assert!(recording.summary.contains("over 256 KiB"), "{}", recording.summary);
    assert_eq!(recording.exchanges[0].outcome, "200 · too long to be shown");
}

#[test]
fn what_came_of_a_file_crosses_as_it_is() {
    let har = read(&[("token", "grant_type=user_fic&x=y", 200, "{}")]);
    for opened in [Opened::from(Ok(har)), Opened::from(Err(HarProblem::NotJson(7)))] {
        let bytes = crossing::to_bytes(&opened);
        assert_eq!(crossing::from_bytes::<Opened>(&bytes), Some(opened));
    }
}

#[test]
fn a_har_file_is_known_by_its_first_bytes() {
    for start in ["{\"log\":", "\u{feff} {\r\n  \"log\" : {", "{\"log\""] {
        assert!(looks_like_har(start.as_bytes()), "{start}");
    }
    for start in ["", "{", "{\"logs\":1}", "{\"a\":1,\"log\":{}}", "[{\"log\":{}}]", "log"] {
        assert!(!looks_like_har(start.as_bytes()), "{start}");
    }
}
