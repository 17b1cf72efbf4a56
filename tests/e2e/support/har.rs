//! HAR files as browsers save them.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as B64;
use serde_json::{Value, json};

/// A request that asks for a token, with its answer.
pub(crate) struct Recorded<'a> {
    pub(crate) url: &'a str,
    pub(crate) body: &'a str,
    pub(crate) status: u16,
    pub(crate) answer: &'a str,
}

/// What stands around it in any recording: a page, its script, a question before
/// the request, an image as base64.
fn around() -> Vec<Value> {
    let get = |url: &str, mime: &str, content: Value| {
        json!({
            "pageref": "page_1", "startedDateTime": "2026-02-02T13:56:10.001Z", "time": 12.3,
            "request": {"method": "GET", "url": url, "httpVersion": "h2", "cookies": [],
                "headers": [{"name": ":authority", "value": "portal.example"},
                    {"name": "cookie", "value": "session=MARKER-cookie"}],
                "queryString": [], "headersSize": -1, "bodySize": 0},
            "response": {"status": 200, "statusText": "", "httpVersion": "h2", "cookies": [],
                "headers": [{"name": "content-type", "value": mime}], "redirectURL": "",
                "content": content, "headersSize": -1, "bodySize": -1, "_transferSize": 900},
            "cache": {}, "timings": {"blocked": 1.5, "dns": -1, "send": 0.1, "wait": 9.0, "receive": 1}
        })
    };
    let script = "fetch('https://login.microsoftonline.com/oauth2/v2.0/token') // }]}\\\"";
    vec![
        get(
            "https://portal.example/",
            "text/html",
            json!({"size": 9, "mimeType": "text/html", "text": "<html>{\"log\":[]}"}),
        ),
        get(
            "https://portal.example/app.js",
            "text/javascript",
            json!({"size": 80, "mimeType": "text/javascript", "text": script}),
        ),
        // Chromium drops bodies when it needs the room.
        get(
            "https://portal.example/big.js",
            "text/javascript",
            json!({"size": 0, "mimeType": "text/javascript"}),
        ),
        get(
            "https://portal.example/a.png",
            "image/png",
            json!({"size": 4, "mimeType": "image/png", "text": B64.encode("\u{89}PNG"), "encoding": "base64"}),
        ),
    ]
}

fn file(creator: &str, entries: Vec<Value>) -> Value {
    let pages = json!([{"id": "page_1", "title": "https://portal.example/", "startedDateTime": "2026-02-02T13:56:10.000Z", "pageTimings": {}}]);
    let creator = json!({"name": creator, "version": "1"});
    json!({"log": {"version": "1.2", "creator": creator, "pages": pages, "entries": entries}})
}

/// As Chromium saves it: over HTTP/2 headers in lower case, the body as text and
/// as parameters, what it knows besides in members that begin with `_`.
pub(crate) fn chromium(recorded: &[Recorded<'_>]) -> String {
    let mut entries = around();
    for Recorded { url, body, status, answer } in recorded {
        let preflight = json!({"_initiator": {"type": "preflight", "url": url},
            "request": {"method": "OPTIONS", "url": url, "httpVersion": "h2", "headers": []},
            "response": {"status": 200, "headers": [], "content": {"size": 0, "mimeType": "x-unknown"}}});
        let params: Vec<_> = body
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .map(|(name, value)| json!({"name": name, "value": value}))
            .collect();
        let post = json!({
            "_connectionId": "7", "_initiator": {"type": "script", "stack": {"callFrames": [{"url": url, "lineNumber": 1}]}},
            "_priority": "High", "_resourceType": "fetch", "connection": "443", "pageref": "page_1",
            "request": {"method": "POST", "url": url, "httpVersion": "http/2.0",
                "headers": [{"name": ":method", "value": "POST"}, {"name": "content-type", "value": "application/x-www-form-urlencoded"}],
                "queryString": [], "cookies": [], "headersSize": -1, "bodySize": body.len(),
                "postData": {"mimeType": "application/x-www-form-urlencoded", "text": body, "params": params}},
            "response": {"status": status, "statusText": "", "httpVersion": "http/2.0",
                "headers": [{"name": "content-encoding", "value": "gzip"}, {"name": "set-cookie", "value": "fpc=MARKER-cookie"}],
                "cookies": [], "redirectURL": "", "headersSize": -1, "bodySize": -1, "_error": null,
                "content": {"size": answer.len(), "mimeType": "application/json", "text": answer}},
            "serverIPAddress": "192.0.2.1", "startedDateTime": "2026-02-02T13:56:11.002Z", "time": 80.1, "timings": {"wait": 80}
        });
        entries.extend([preflight, post]);
    }
    serde_json::to_string_pretty(&file("WebInspector", entries)).expect("JSON")
}

/// As Firefox saves it: other members first, header names as they came, the
/// answer as base64.
pub(crate) fn firefox(recorded: &[Recorded<'_>]) -> String {
    let mut text = String::from(
        r#"{"log":{"version":"1.2","creator":{"name":"Firefox"},"browser":{},"pages":[],"entries":["#,
    );
    let others: Vec<_> = around().iter().map(Value::to_string).collect();
    text.push_str(&others.join(","));
    for Recorded { url, body, status, answer } in recorded {
        let (url, body, answer) = (json!(url), json!(body), B64.encode(answer));
        write!(
            text,
            r#",{{"startedDateTime":"2026-02-02T14:56:11.002+01:00","request":{{"bodySize":1,"method":"POST","url":{url},"httpVersion":"HTTP/1.1","headers":[{{"name":"Content-Type","value":"application/x-www-form-urlencoded"}}],"postData":{{"mimeType":"application/x-www-form-urlencoded","params":[],"text":{body}}}}},"response":{{"status":{status},"headers":[],"content":{{"mimeType":"application/json; charset=utf-8","size":1,"encoding":"base64","text":"{answer}"}},"redirectURL":""}},"cache":{{}},"timings":{{}}}}"#
        )
        .expect("a text takes text");
    }
    text + "]}}"
}
