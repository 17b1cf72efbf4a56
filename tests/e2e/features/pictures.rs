//! Somebody looks at a flow as a sequence, and takes a picture of it away.

use serde_json::json;

use super::first_request::block;
use crate::support::Stage;

const SEQUENCE: &str = ".picture-tools label:last-child input";

async fn choose_sequence(stage: &Stage) {
    stage.see(SEQUENCE).await.click().await.expect("it can be chosen");
}

/// Has the page write what it copies to a variable.
async fn catch_copies(stage: &Stage) {
    let script = "navigator.clipboard.writeText = async text => { window.__copied = text; };";
    stage.ask(script, Vec::new()).await;
}

/// What the page copied, which it has told.
async fn copied(stage: &Stage, button: &str) -> String {
    stage.ask("window.__copied = null;", Vec::new()).await;
    stage.press(button).await;
    for _ in 0..400 {
        if let Some(text) = stage.ask("return window.__copied;", Vec::new()).await.as_str() {
            stage.hear("Copied").await;
            return text.to_owned();
        }
        stage.breathe().await;
    }
    panic!("nothing is copied");
}

#[tokio::test]
async fn the_sequence_is_drawn_and_follows_the_run() {
    let stage = Stage::open().await;
    choose_sequence(&stage).await;
    stage.see(".sequence [data-state=ready]").await;
    // Each lane has its sign, and all of it is drawn, not only in the tree.
    let drawn = "
        const all = [...document.querySelectorAll('svg.sequence, svg.sequence *')];
        return {
            foreign: all.filter(part => part.namespaceURI !== 'http://www.w3.org/2000/svg').length,
            flat: all.filter(part => !part.getBoundingClientRect().width
                && !part.getBoundingClientRect().height).length,
            signs: document.querySelectorAll('.sequence .identity text').length,
            lanes: document.querySelectorAll('.sequence .name').length,
        };";
    let found = stage.ask(drawn, Vec::new()).await;
    assert_eq!(found, json!({ "foreign": 0, "flat": 0, "signs": 3, "lanes": 3 }));
    stage.press("Run all").await;
    stage.see(".sequence [data-state=done]").await;
    stage.see(".picture-tools label:first-of-type input").await.click().await.expect("a choice");
    stage.see(".chain").await;
    stage.close().await;
}

#[tokio::test]
async fn a_picture_is_copied_as_mermaid_text_and_as_an_svg_file() {
    let stage = Stage::open().await;
    catch_copies(&stage).await;
    let text = copied(&stage, "Mermaid").await;
    assert!(text.starts_with("flowchart LR\n") && text.contains("· simulated"), "{text}");
    choose_sequence(&stage).await;
    let text = copied(&stage, "Mermaid").await;
    assert!(text.starts_with("sequenceDiagram\n"), "{text}");
    let text = copied(&stage, "SVG").await;
    assert!(text.starts_with("<svg ") && text.ends_with("</svg>\n"), "{text}");
    stage.close().await;
}

#[tokio::test]
async fn a_picture_that_did_not_come_is_told_and_comes_at_the_second_try() {
    let stage = Stage::open().await;
    catch_copies(&stage).await;
    block(&stage, &["*on-demand_bg-*.wasm"]).await;
    stage.press("Mermaid").await;
    let said = stage.see(".flow-head .notice").await.text().await.expect("text");
    assert!(said.contains("could not be loaded"), "{said}");
    choose_sequence(&stage).await;
    stage.see(".flow-head .notice").await;
    block(&stage, &[]).await;
    stage.press("Try again").await;
    stage.see(".sequence").await;
    assert!(!stage.text(".flow-head").await.contains("could not be loaded"));
    assert_eq!(stage.ask("return window.__copied ?? null;", Vec::new()).await, json!(null));
    stage.close_after_a_blocked_load().await;
}
