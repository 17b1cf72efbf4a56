//! A reader opens HAR files, in which a browser recorded all of its traffic.

use std::io::Write as _;

use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::support::har::{Recorded, chromium, firefox};
use crate::support::{Signer, Stage};

const URL: &str = "https://login.microsoftonline.com/contoso.example/oauth2/v2.0/token";
const SECRET: &str = "MARKER-client-secret-7f3a";
const REFUSAL: &str = r#"{"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret provided.","error_codes":[7000215]}"#;

/// The two requests of an agent, and a third that is refused.
pub(super) struct Run {
    exchange: String,
    resource: String,
    second_body: String,
}

impl Run {
    pub(super) fn new() -> Self {
        let signer = Signer::new();
        let exchange = json!({"aud": "api://AzureADTokenExchange", "sub": "/eid1/c/pub/t/a/a/b/c"});
        let resource = json!({"aud": "https://graph.microsoft.com", "sub": "MARKER of the last"});
        let exchange = signer.token(&exchange);
        let second_body = format!(
            "grant_type=client_credentials&client_id=a&scope=https%3A%2F%2Fgraph.microsoft.com%2F.default&client_assertion={exchange}"
        );
        let answer =
            |token: &str| json!({"token_type": "Bearer", "access_token": token}).to_string();
        let resource = answer(&signer.token(&resource));
        Self { exchange: answer(&exchange), resource, second_body }
    }

    pub(super) fn recorded(&self) -> [Recorded<'_>; 3] {
        const FIRST: &str = "grant_type=client_credentials&client_id=b&fmi_path=a&client_secret=MARKER-client-secret-7f3a";
        [
            Recorded { url: URL, body: FIRST, status: 200, answer: &self.exchange },
            Recorded { url: URL, body: &self.second_body, status: 200, answer: &self.resource },
            Recorded { url: URL, body: FIRST, status: 401, answer: REFUSAL },
        ]
    }
}

/// Drops a file on the page.
pub(super) async fn drop_file(stage: &Stage, name: &str, text: &str) {
    let script = "
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([arguments[1]], arguments[0]));
        const options = { dataTransfer, bubbles: true, cancelable: true };
        document.querySelector('main').dispatchEvent(new DragEvent('drop', options));";
    stage.ask(script, vec![json!(name), json!(text)]).await;
}

/// The lines of the list.
async fn rows(stage: &Stage) -> Vec<String> {
    stage.see(".recorded > li").await;
    let script =
        "return [...document.querySelectorAll('.recorded > li')].map(row => row.innerText);";
    serde_json::from_value(stage.ask(script, Vec::new()).await).expect("texts")
}

async fn has_the_run(stage: &Stage, of: usize) {
    let rows = rows(stage).await;
    let expected = [
        ("On its own: Exchange token (T1)", "200 · access_token"),
        ("On its own: Resource token (TR)", "200 · access_token"),
        ("On its own: Exchange token (T1)", "401 · refused with AADSTS7000215"),
    ];
    assert_eq!(rows.len(), expected.len(), "{rows:?}");
    for (row, (step, outcome)) in rows.iter().zip(expected) {
        assert!(row.contains(step) && row.contains(outcome), "{step}: {row}");
        let request = "POST login.microsoftonline.com/contoso.example/oauth2/v2.0/token";
        assert!(row.contains(request), "{row}");
    }
    let text = stage.text(".screen").await;
    assert!(text.contains(&format!("3 of {of} requests are about tokens")), "{text}");
    assert!(text.contains("MARKER of the last"), "the last token is on show: {text}");
    let chips =
        stage.ask("return document.querySelectorAll('.tray > li').length;", Vec::new()).await;
    assert_eq!(chips, json!(2), "both tokens are in the tray");
}

/// No secret of the file is on the page or in its memory.
async fn keeps_no_secret(stage: &Stage) {
    let page = "return document.documentElement.outerHTML;";
    let page = stage.ask(page, Vec::new()).await;
    for secret in [SECRET, "MARKER-cookie"] {
        assert!(!page.as_str().expect("text").contains(secret), "{secret} is on the page");
        let counts = stage.in_memories(secret).await;
        assert!(
            counts.len() == 2 && counts.iter().all(|count| *count == 0),
            "{secret}: {counts:?}"
        );
    }
}

#[tokio::test]
async fn a_dropped_recording_lists_its_token_requests_and_keeps_no_secret() {
    let stage = Stage::open().await;
    let run = Run::new();
    drop_file(&stage, "portal.har", &chromium(&run.recorded())).await;
    has_the_run(&stage, 10).await;
    stage.hear("3 of 10 requests").await;
    keeps_no_secret(&stage).await;

    stage.see(".recorded summary").await.click().await.expect("it opens");
    let sent = rows(&stage).await.remove(0);
    assert!(
        sent.contains("client_secret=‹25 characters›") && sent.contains("fmi_path=a"),
        "{sent}"
    );

    stage.press("Explain").await;
    stage.hear("This is a refusal").await;
    assert!(stage.text(".screen").await.contains("AADSTS7000215"));
    stage.press("Show token").await;
    assert_eq!(rows(&stage).await.len(), 3, "the list stays");
    stage.press("Empty").await;
    stage.breathe().await;
    assert!(stage.driver.find(By::Css(".recorded")).await.is_err(), "the list is gone");
    stage.close().await;
}

#[tokio::test]
async fn a_recording_of_firefox_opens_with_the_button() {
    let stage = Stage::open().await;
    let run = Run::new();
    let mut har = tempfile::NamedTempFile::with_suffix(".har").expect("a file");
    har.write_all(firefox(&run.recorded()).as_bytes()).expect("written");
    stage.press("Decode any token").await;
    let input = stage.see("#decoder-file").await;
    input.send_keys(har.path().to_string_lossy()).await.expect("the browser takes the file");
    has_the_run(&stage, 7).await;
    keeps_no_secret(&stage).await;
    stage.close().await;
}

#[tokio::test]
async fn a_pasted_recording_is_read_as_a_file() {
    let stage = Stage::open().await;
    stage.press("Decode any token").await;
    let run = Run::new();
    stage.paste("#decoder-text", &chromium(&run.recorded())).await;
    has_the_run(&stage, 10).await;
    let text = stage.ask("return document.querySelector('#decoder-text').value;", Vec::new()).await;
    assert_eq!(text, json!(""), "the box stays free of it");
    keeps_no_secret(&stage).await;
    stage.close().await;
}

#[tokio::test]
async fn files_that_are_too_large_or_no_recording_say_so() {
    let stage = Stage::open().await;
    let refused = async |name: &str, size: usize, words: &[&str]| {
        let script = "
            const dataTransfer = new DataTransfer();
            const text = '{\"log\":{\"entries\":[]}}'.padEnd(arguments[1]);
            dataTransfer.items.add(new File([text], arguments[0]));
            const options = { dataTransfer, bubbles: true, cancelable: true };
            document.querySelector('main').dispatchEvent(new DragEvent('drop', options));";
        stage.ask(script, vec![json!(name), json!(size)]).await;
        for words in words {
            stage.hear(words).await;
        }
    };
    let (large, limit) = ((50 << 20) + 1, "52428800");
    refused("a.har", large, &[&format!("{large} bytes"), limit]).await;
    drop_file(&stage, "notes.txt", &"x".repeat((1 << 20) + 1)).await;
    stage.hear("The file has 1048577 bytes; the limit is 1048576").await;
    refused("empty.json", 30, &["None of its requests asked for a token"]).await;
    drop_file(&stage, "other.har", "<html>").await;
    stage.hear("byte 0 is not JSON").await;
    drop_file(&stage, "other.json", "{\"log\": {}}").await;
    stage.hear("no log with entries").await;
    drop_file(&stage, "token.txt", "AADSTS65001: The user has not consented.").await;
    stage.see("#errors-text").await;
    stage.close().await;
}

#[tokio::test]
async fn fifty_megabytes_are_read_while_the_page_goes_on() {
    let stage = Stage::open().await;
    let run = Run::new();
    let path = fifty_megabytes(&run.recorded());
    stage.press("Decode any token").await;
    // Every figure that the page shows on the way.
    let watch = "
        window.__seen = new Set();
        new MutationObserver(() => {
            const busy = document.querySelector('.screen > [aria-busy]');
            if (busy) window.__seen.add(busy.textContent);
        }).observe(document.querySelector('#app'), { subtree: true, childList: true, characterData: true });";
    stage.ask(watch, Vec::new()).await;
    let input = stage.see("#decoder-file").await;
    input.send_keys(path.path().to_string_lossy()).await.expect("the browser takes the file");
    stage.see(".recorded > li").await;
    has_the_run(&stage, entries_of_fifty()).await;
    let seen = stage.ask("return [...window.__seen];", Vec::new()).await;
    let seen: Vec<String> = serde_json::from_value(seen).expect("texts");
    assert!(seen.len() >= 9, "it is read in pieces, with the page drawn between: {seen:?}");
    let sizes = "return window.__memories.map(memory => memory.buffer.byteLength);";
    let sizes: Vec<u64> =
        serde_json::from_value(stage.ask(sizes, Vec::new()).await).expect("sizes");
    assert!(sizes.iter().all(|size| *size < 16 << 20), "memory in bytes: {sizes:?}");
    keeps_no_secret(&stage).await;
    stage.close().await;
}

/// How many other requests fill the file.
const FILLERS: usize = 49;

const fn entries_of_fifty() -> usize {
    10 + FILLERS
}

/// A recording of 50 MiB to the byte, on disk.
pub(super) fn fifty_megabytes(recorded: &[Recorded<'_>]) -> tempfile::NamedTempFile {
    let mut text = chromium(recorded);
    let at = text.rfind(']').expect("the list of entries");
    let end = text.split_off(at);
    let mut filler: Value =
        json!({"request": {"method": "GET", "url": "https://portal.example/video"}});
    let line = "a \\\"quoted\\\" text {[, ".repeat(40_000);
    filler["response"] = json!({"status": 200, "content": {"text": line}});
    let filler = filler.to_string();
    for _ in 0..FILLERS {
        text.push(',');
        text.push_str(&filler);
    }
    text.push_str(&end);
    let size = 50 << 20;
    assert!(text.len() < size, "{}", text.len());
    text.push_str(&" ".repeat(size - text.len()));
    let mut file = tempfile::NamedTempFile::with_suffix(".har").expect("a file");
    file.write_all(text.as_bytes()).expect("written");
    file
}
