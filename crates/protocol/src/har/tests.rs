//! The same requests come out however the file is cut, and nothing else does.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD as B64};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{ENTRY_LIMIT, EntryKind, HAR_LIMIT, Har, HarProblem, Reader};

const TOKEN_URL: &str = "https://login.microsoftonline.com/t/oauth2/v2.0/token";

fn read(text: &[u8], piece: usize) -> Result<Har, HarProblem> {
    let mut reader = Reader::new();
    for chunk in text.chunks(piece) {
        reader.feed(chunk)?;
    }
    reader.finish()
}

fn entry(url: &str, body: &str, answer: &str) -> Value {
    json!({
        "startedDateTime": "2026-02-02T13:56:11Z",
        "request": {"method": "POST", "url": url, "headers": [{"name":"Cookie","value":"marker"}],
            "postData": {"mimeType": "application/x-www-form-urlencoded", "text": body}},
        "response": {"status": 200, "headers": [], "content": {"size": 1, "text": answer}, "redirectURL": ""},
        "timings": {"wait": 1.5}, "_initiator": {"type": "script", "deep": [[["x"]]]}
    })
}

fn file(entries: &[Value]) -> String {
    json!({"log": {"version": "1.2", "pages": [{"id": "p"}], "entries": entries, "creator": {}}})
        .to_string()
}

fn assertion() -> String {
    let claims = r#"{"aud":"api://AzureADTokenExchange","sub":"/eid1/c/pub/t/a/a/b/c"}"#;
    format!("{}.{}.c2ln", B64.encode(r#"{"alg":"RS256"}"#), B64.encode(claims))
}

#[test]
fn a_run_is_read_in_order_with_its_steps() {
    let assertion = assertion();
    let text = file(&[
        entry("https://graph.microsoft.com/v1.0/me", "", "{}"),
        entry(
            TOKEN_URL,
            "grant_type=client_credentials&client_id=b&fmi_path=a&client_secret=marker",
            "{\"access_token\":\"marker\"}",
        ),
        entry("https://example.com/app.js", "", "oauth2/v2.0/token"),
        entry(
            TOKEN_URL,
            &format!(
                "grant_type=client_credentials&scope=x%2F.default&client_assertion={assertion}"
            ),
            "{}",
        ),
        entry(
            TOKEN_URL,
            &format!(
                "grant_type=client_credentials&scope=api%3A%2F%2FAzureADTokenExchange%2F.default&client_assertion={assertion}"
            ),
            "{}",
        ),
        entry(TOKEN_URL, "grant_type=user_fic&user_id=u", "{}"),
        entry(
            TOKEN_URL,
            &format!(
                "grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer&client_assertion={assertion}&assertion=x"
            ),
            "{}",
        ),
        entry(TOKEN_URL, "grant_type=refresh_token&refresh_token=marker", "{}"),
        entry("http://127.0.0.1:8080/entra/t/oauth2/v2.0/devicecode", "client_id=c", "{}"),
        entry(TOKEN_URL, "grant_type=password&username=marker&password=marker", "{}"),
    ]);
    let har = read(text.as_bytes(), 4096).expect("a HAR");
    let steps: Vec<_> = har.entries.iter().map(|entry| entry.step).collect();
    assert_eq!(
        steps,
        [
            Some("agent-autonomous/blueprint-token"),
            Some("agent-autonomous/resource-token"),
            Some("agent-user/agent-token"),
            Some("agent-user/resource-token"),
            Some("agent-on-behalf-of/resource-token"),
            Some("refresh-token/refresh"),
            Some("device-code/start"),
            None
        ]
    );
    assert_eq!((har.seen, har.left_out, har.complete), (10, 0, true));
    assert_eq!(har.entries[0].status, 200);
    assert_eq!(har.entries[0].parameters[1].1.text(), Some("b"));
    assert_eq!(
        har.entries[0].answer.as_ref().map(|a| a.expose()),
        Some("{\"access_token\":\"marker\"}")
    );
    assert_eq!(har.entries[6].kind, EntryKind::DeviceCode);
    assert!(!format!("{har:?}").contains("marker"), "secrets are masked at once");
}

#[test]
fn an_authorize_request_keeps_where_it_led_to_and_no_user_of_the_address() {
    let mut authorize = entry(
        "https://u:marker@login.microsoftonline.com/t/oauth2/v2.0/authorize?client_id=c&login_hint=marker#x=marker",
        "",
        "<html>",
    );
    authorize["response"]["redirectURL"] = json!("http://localhost/?code=marker");
    let har = read(file(&[authorize]).as_bytes(), 7).expect("a HAR");
    let found = &har.entries[0];
    assert_eq!(found.address, "https://login.microsoftonline.com/t/oauth2/v2.0/authorize");
    assert_eq!(found.answer.as_ref().map(|a| a.expose()), Some("http://localhost/?code=marker"));
    assert_eq!(found.step, Some("authorization-code/authorize"));
    assert!(!format!("{har:?}").contains("marker"));
}

#[test]
fn bodies_as_parameters_and_answers_in_base64_are_read() {
    let mut one = entry(TOKEN_URL, "", "");
    one["request"]["postData"] = json!({"params": [{"name":"grant_type","value":"user_fic"},{"name":"x","value":"\u{e4}\n"}]});
    one["response"]["content"] =
        json!({"encoding":"base64","text":STANDARD.encode("{\"error\":\"x\"}")});
    let har = read(file(&[one]).as_bytes(), 3).expect("a HAR");
    assert_eq!(har.entries[0].step, Some("agent-user/resource-token"));
    assert_eq!(har.entries[0].parameters[1].1.text(), Some("\u{e4}\n"));
    assert_eq!(har.entries[0].answer.as_ref().map(|a| a.expose()), Some("{\"error\":\"x\"}"));
}

#[test]
fn members_in_another_order_and_preflights_are_understood() {
    let text = format!(
        r#"{{"log":{{"entries":[
            {{"response":{{"content":{{"text":"{{}}"}},"status":400}},"request":{{"postData":{{"text":"grant_type=user_fic"}},"url":"{TOKEN_URL}","method":"POST"}}}},
            {{"request":{{"method":"OPTIONS","url":"{TOKEN_URL}"}}}}
        ]}}}}"#
    );
    let har = read(text.as_bytes(), 1).expect("a HAR");
    assert_eq!((har.entries.len(), har.seen), (1, 2));
    assert_eq!(
        (har.entries[0].status, har.entries[0].step),
        (400, Some("agent-user/resource-token"))
    );
}

#[test]
fn a_file_that_is_none_says_why_and_one_that_was_cut_gives_what_it_has() {
    for (text, problem) in [
        ("", HarProblem::NoEntries),
        ("{}", HarProblem::NoEntries),
        ("{\"log\":{}}", HarProblem::NoEntries),
        ("{\"log\":{\"entries\":{}}}", HarProblem::NoEntries),
        ("hello", HarProblem::NotJson(0)),
        ("[]", HarProblem::NotJson(0)),
        ("{\"log\" 1}", HarProblem::NotJson(7)),
        ("{\"log\":{\"entries\":[}", HarProblem::NotJson(19)),
        ("{} x", HarProblem::NotJson(3)),
        ("\u{0}", HarProblem::NotJson(0)),
    ] {
        assert_eq!(read(text.as_bytes(), 2), Err(problem), "{text}");
    }
    let whole = file(&[entry(TOKEN_URL, "a=b", "{}"), entry(TOKEN_URL, "a=b", "{}")]);
    let cut = &whole.as_bytes()[..whole.len() * 3 / 4];
    let har = read(cut, 100).expect("a part");
    assert_eq!((har.entries.len(), har.complete), (1, false));
    assert!(read(format!("\u{feff}{whole}").as_bytes(), 2).is_ok(), "a byte order mark");
}

#[test]
fn memory_is_bounded_whatever_the_file_holds() {
    let long = "x".repeat(600 << 10);
    let mut hostile = entry(TOKEN_URL, &format!("grant_type=user_fic&a={long}"), &long);
    hostile["request"]["postData"]["params"] = json!(vec![json!({"name":"n","value":"v"}); 300]);
    let har = read(file(&[hostile]).as_bytes(), 64 << 10).expect("a HAR");
    assert!(har.entries[0].cut && har.entries[0].answer.is_none());
    assert_eq!(har.entries[0].parameters.len(), 100);

    let many = vec![entry(TOKEN_URL, "a=b", "{}"); ENTRY_LIMIT + 5];
    let har = read(file(&many).as_bytes(), 64 << 10).expect("a HAR");
    assert_eq!((har.entries.len(), har.left_out), (ENTRY_LIMIT, 5));

    let large = vec![entry(TOKEN_URL, &"y".repeat(200 << 10), &"z".repeat(200 << 10)); 45];
    let har = read(file(&large).as_bytes(), 64 << 10).expect("a HAR");
    assert!((1..10).contains(&har.left_out), "{}", har.left_out);

    let mut reader = Reader::new();
    reader.feed(b"{\"x\":").expect("a start");
    reader.feed(&vec![b'['; 1 << 20]).expect("deep, but passed over");
    let rest = vec![b' '; HAR_LIMIT - (1 << 20)];
    assert_eq!(reader.feed(&rest), Err(HarProblem::TooLarge), "by length, before work starts");
    assert_eq!(reader.finish(), Err(HarProblem::TooLarge));
    assert_eq!(HAR_LIMIT, 52_428_800);
}

proptest! {
    #[test]
    fn cuts_between_pieces_change_nothing(piece in 1_usize..400, body in any::<String>(), answer in any::<String>()) {
        let text = file(&[entry("https://x/", "", &answer), entry(TOKEN_URL, &body, &answer)]);
        let whole = read(text.as_bytes(), text.len()).expect("a HAR");
        prop_assert_eq!(whole.entries.len(), 1);
        prop_assert_eq!(whole.entries[0].answer.as_ref().map_or("", |a| a.expose()), answer.as_str());
        prop_assert_eq!(read(text.as_bytes(), piece).expect("a HAR"), whole);
    }

    #[test]
    fn any_bytes_have_an_answer(bytes in prop::collection::vec(any::<u8>(), 0..200), at in any::<prop::sample::Index>()) {
        let _ = read(&bytes, 16);
        let mut text = file(&[entry(TOKEN_URL, "a=b", "{}")]).into_bytes();
        let at = at.index(text.len());
        text.splice(at..at, bytes);
        let _ = read(&text, 50);
    }
}
