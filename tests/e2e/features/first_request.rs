//! The simulated Entra and what explains are a part of the page that is loaded
//! when it is first asked, be it by a look.

use serde_json::{Value, json};

use crate::support::Stage;

/// How many of its files the page has asked for.
async fn loaded(stage: &Stage) -> u64 {
    let script = "return performance.getEntriesByType('resource')
        .filter(entry => entry.name.includes('on-demand')).length;";
    stage.ask(script, Vec::new()).await.as_u64().expect("a count")
}

/// Has the browser load nothing of these addresses any more.
pub(super) async fn block(stage: &Stage, urls: &[&str]) {
    let cdp = stage.driver.cdp();
    cdp.send_raw("Network.enable", json!({})).await.expect("the browser watches its network");
    let blocked = json!({ "urls": urls });
    cdp.send_raw("Network.setBlockedURLs", blocked).await.expect("the browser blocks");
}

/// The key id of the token on show.
async fn key_id(stage: &Stage) -> String {
    stage.press("Raw").await;
    let raw = stage.see("#token-panel .code").await.text().await.expect("text");
    stage.press("Claims").await;
    let answer: Value = serde_json::from_str(&raw).expect("a token response");
    let header = "return JSON.parse(atob(arguments[0].split('.')[0])).kid;";
    let id = stage.ask(header, vec![answer["access_token"].clone()]).await;
    id.as_str().expect("a key id").to_owned()
}

#[tokio::test]
async fn the_page_opens_without_the_simulated_entra_and_loads_it_once() {
    let stage = Stage::open().await;
    assert_eq!(loaded(&stage).await, 0);
    stage.run_all().await;
    assert_eq!(loaded(&stage).await, 2, "its script and its wasm");
    stage.run_all().await;
    assert_eq!(loaded(&stage).await, 2);
    stage.close().await;
}

/// A reason of the first request.
const REASON: &str = "Binds the token to this one agent identity.";

#[tokio::test]
async fn a_look_at_the_request_loads_why_each_parameter_is_there() {
    let told = format!("#request-panel .code [title^='{REASON}']");
    for by_pointer in [true, false] {
        let stage = Stage::open().await;
        assert_eq!(loaded(&stage).await, 0);
        let request = stage.see("#request-panel .code").await;
        if by_pointer {
            let chain = stage.driver.action_chain().move_to_element_center(&request);
            chain.perform().await.expect("the pointer moves");
        } else {
            request.focus().await.expect("the request takes the focus");
        }
        stage.see(&told).await;
        assert_eq!(loaded(&stage).await, 2, "its script and its wasm");
        stage.close().await;
    }
}

/// They are compiled into what loads later alone: a feature of the crate that
/// defines them, which everything built together shares.
#[tokio::test]
async fn the_page_starts_without_its_reasons() {
    let stage = Stage::open().await;
    let script = "
        const links = document.getElementById('on-demand').content.children;
        const read = async link => new TextDecoder().decode(
            await (await fetch(link.getAttribute('href'))).arrayBuffer());
        return Promise.all([document.getElementById('wasm'), links[1]].map(read))
            .then(texts => texts.map(text => text.includes(arguments[0])));";
    assert_eq!(stage.ask(script, vec![json!(REASON)]).await, json!([false, true]));
    stage.close().await;
}

#[tokio::test]
async fn a_simulated_entra_that_did_not_come_is_tried_again_with_the_next_request() {
    for part in ["*on-demand-*.js", "*on-demand_bg-*.wasm"] {
        let stage = Stage::open().await;
        block(&stage, &[part]).await;
        stage.press("Run this step").await;
        let refusal = stage.see(".refusal").await.text().await.expect("text");
        assert!(refusal.contains("could not be loaded"), "{part}: {refusal}");
        block(&stage, &[]).await;
        stage.run_all().await;
        stage.close_after_a_blocked_load().await;
    }
}

#[tokio::test]
async fn a_token_that_nothing_could_explain_is_explained_at_the_second_try() {
    // {"alg":"none"} with one claim.
    const TOKEN: &str = "eyJhbGciOiJub25lIn0.eyJhcHBpZCI6ImEifQ.x";
    let stage = Stage::open().await;
    block(&stage, &["*on-demand_bg-*.wasm"]).await;
    stage.press("Decode any token").await;
    stage.paste("#decoder-text", TOKEN).await;
    let said = stage.see(".screen .notice").await.text().await.expect("text");
    assert!(said.contains("could not be loaded"), "{said}");
    block(&stage, &[]).await;
    stage.press("Try again").await;
    let verdict = stage.see(".verdict").await.text().await.expect("text");
    assert!(verdict.contains("acts for"), "{verdict}");
    assert!(!stage.text(".screen").await.contains("could not be loaded"));
    stage.close_after_a_blocked_load().await;
}

#[tokio::test]
async fn clear_all_lets_the_simulated_entra_forget_its_key() {
    let stage = Stage::open().await;
    stage.run_all().await;
    let before = key_id(&stage).await;
    stage.run_all().await;
    assert_eq!(key_id(&stage).await, before, "one key for all requests");
    stage.press("Clear all").await;
    stage.see(".empty").await;
    stage.run_all().await;
    assert_ne!(key_id(&stage).await, before);
    stage.close().await;
}

#[tokio::test]
async fn a_command_that_did_not_come_is_told_and_written_at_the_second_try() {
    let stage = Stage::open().await;
    block(&stage, &["*on-demand_bg-*.wasm"]).await;
    stage.press("curl").await;
    let said = stage.see("#request-panel .notice").await.text().await.expect("text");
    assert!(said.contains("could not be loaded"), "{said}");
    block(&stage, &[]).await;
    stage.press("Try again").await;
    stage.see("#request-panel [aria-label='Request as curl']").await;
    let lines = stage.request_lines().await;
    assert!(lines.iter().any(|line| line.starts_with("curl ")), "{lines:?}");
    stage.close_after_a_blocked_load().await;
}
