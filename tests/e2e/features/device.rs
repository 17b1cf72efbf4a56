//! A device waits for its person: by the page's clock, which the test moves on.

use protocol::request::{HttpRequest, Method, Url};
use protocol::secret::Secret;
use protocol::wire;
use serde_json::json;

use crate::support::Stage;

/// The flow up to its first poll.
async fn waiting() -> Stage {
    let stage = Stage::open().await;
    stage.drive_the_clock().await;
    stage.choose_flow("Device code").await;
    begin(&stage).await;
    stage
}

async fn begin(stage: &Stage) {
    stage.press("Run all").await;
    stage.read("Asked once: nobody has signed in yet.").await;
}

/// What another program would send that polls with the same code.
async fn same_poll(stage: &Stage) -> HttpRequest {
    stage.press("Show secrets").await;
    let lines = stage.request_lines().await;
    stage.press("Show secrets").await;
    let address = lines[0].strip_prefix("POST https://").expect("a poll");
    let (host, path) = address.split_once('/').expect("a path");
    let blank = lines.iter().position(String::is_empty).expect("a body");
    HttpRequest {
        method: Method::Post,
        url: Url {
            origin: format!("https://{host}"),
            path: format!("/{path}"),
            query: String::new(),
        },
        headers: vec![(wire::CONTENT_TYPE.into(), Secret::new(wire::FORM_URLENCODED.to_owned()))],
        body: Secret::new(lines[blank + 1..].concat()),
    }
}

/// Sends it, past the page: so the page's next poll is too early.
async fn poll_elsewhere(stage: &Stage, poll: &HttpRequest) {
    let script = "
        const [bytes, done] = arguments;
        __tokenPlaygroundOnDemand.answer(new Uint8Array(bytes)).then(answer =>
            done(new TextDecoder().decode(answer)));";
    let answer = stage.driver.execute_async(script, vec![json!(poll.to_message().to_vec())]).await;
    let answer = answer.expect("an answer").json().to_string();
    assert!(answer.contains("slow_down"), "{answer}");
}

/// Opens the device page and chooses somebody.
async fn at_the_device_page(stage: &Stage) {
    stage.press("Open the device page").await;
    stage.see("dialog[open] .person").await;
}

#[tokio::test]
async fn a_device_slows_down_twice_and_gets_its_tokens_when_the_person_accepts() {
    let stage = waiting().await;
    let poll = same_poll(&stage).await;
    for (wait, slower) in [(5, 10), (10, 15)] {
        poll_elsewhere(&stage, &poll).await;
        stage.advance(wait).await;
        stage.read(&format!("every {slower} s")).await;
    }
    // Slow enough now: the same interval, and the third answer only says to wait.
    stage.advance(15).await;
    stage.read("Asked 4 times").await;
    stage.read("every 15 s").await;

    at_the_device_page(&stage).await;
    stage.see("dialog .person").await.click().await.expect("somebody is chosen");
    stage.see("dialog .permissions").await;
    stage.press("Accept").await;
    stage.read("You have signed in on your device").await;
    stage.press("Close").await;
    stage.advance(15).await;
    let verdict = stage.verdict().await;
    assert!(verdict.contains("Microsoft Graph"), "{verdict}");
    stage.close().await;
}

#[tokio::test]
async fn a_device_whose_person_declines_is_refused() {
    let stage = waiting().await;
    at_the_device_page(&stage).await;
    stage.press("Decline").await;
    stage.read("You declined").await;
    stage.press("Close").await;
    stage.advance(5).await;
    let refusal = stage.see(".refusal").await.text().await.expect("text");
    assert!(refusal.contains("authorization_declined"), "{refusal}");
    // And begins anew.
    begin(&stage).await;
    stage.close().await;
}

#[tokio::test]
async fn a_code_that_nobody_enters_expires() {
    let stage = waiting().await;
    stage.read("The code lives for 1").await;
    stage.advance(901).await;
    let refusal = stage.see(".refusal").await.text().await.expect("text");
    assert!(refusal.contains("AADSTS70019") && refusal.contains("expired_token"), "{refusal}");
    stage.close().await;
}

#[tokio::test]
async fn a_cancelled_device_asks_no_more() {
    let stage = waiting().await;
    let count = "
        const offered = __tokenPlaygroundOnDemand, answer = offered.answer;
        window.__asked = 0;
        offered.answer = message => (window.__asked += 1, answer(message));";
    stage.ask(count, Vec::new()).await;
    stage.advance(5).await;
    stage.read("Asked 2 times").await;
    stage.press("Cancel").await;
    stage.read("Cancelled. Nothing was received.").await;
    stage.advance(1_000).await;
    stage.breathe().await;
    assert_eq!(stage.ask("return window.__asked;", Vec::new()).await, json!(1));
    stage.read("Cancelled. Nothing was received.").await;
    stage.close().await;
}
