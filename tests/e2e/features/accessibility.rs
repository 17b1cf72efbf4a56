//! Every state of the page, for everybody: no barrier that axe-core finds, no
//! sideways scrolling, in both themes, on a narrow window and at 200 % zoom.

use std::path::PathBuf;

use serde_json::{Value, json};
use thirtyfour::prelude::*;

use super::states::{STATES, reach};
use crate::support::Stage;

/// How the page is looked at: name, width, height, scale and theme. 640 × 400 at
/// a scale of 2 is a window of 1280 × 800 at 200 %.
const LOOKS: [(&str, u32, u32, u32, &str); 5] = [
    ("light", 1280, 800, 1, "light"),
    ("dark", 1280, 800, 1, "dark"),
    ("phone", 375, 1400, 1, "light"),
    ("narrow", 320, 800, 1, "dark"),
    ("zoomed", 640, 400, 2, "light"),
];

/// What axe cannot decide and a person has: rule, and why it is no barrier.
const REVIEWED: [(&str, &str); 2] = [
    ("color-contrast", "one letter in a sign, and texts half behind a panel: 4.5:1 by the tokens"),
    ("th-has-data-cells", "the heading of a group of claims spans all columns"),
];

/// Sets the window and the theme, without loading the page anew.
async fn look(stage: &Stage, width: u32, height: u32, scale: u32, theme: &str) {
    let metrics =
        json!({ "width": width, "height": height, "deviceScaleFactor": scale, "mobile": false });
    let media = json!({ "features": [{ "name": "prefers-color-scheme", "value": theme }] });
    let cdp = stage.driver.cdp();
    cdp.send_raw("Emulation.setDeviceMetricsOverride", metrics).await.expect("a window");
    cdp.send_raw("Emulation.setEmulatedMedia", media).await.expect("a theme");
}

/// The rules that are broken, each with where; and the rules that are undecided.
async fn barriers(stage: &Stage) -> (Vec<String>, Vec<String>) {
    let script = "
        const done = arguments[arguments.length - 1];
        axe.run(document, {
            runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
            resultTypes: ['violations', 'incomplete'],
        }).then(found => done(['violations', 'incomplete'].map(kind => found[kind].map(rule =>
            rule.id + ': ' + rule.nodes.slice(0, 3).map(node => node.target.join(' ')).join(', ')))));";
    let answer = stage.driver.execute_async(script, Vec::new()).await.expect("axe runs");
    serde_json::from_value(answer.json().clone()).expect("two lists")
}

/// Elements that stick out of the window sideways.
async fn overflow(stage: &Stage) -> Value {
    let script = "
        const wide = document.documentElement.clientWidth;
        return document.documentElement.scrollWidth <= wide ? [] :
            [...document.querySelectorAll('body *')]
                .filter(element => element.getBoundingClientRect().right > wide + 1)
                .map(element => element.tagName + '.' + element.className);";
    stage.ask(script, Vec::new()).await
}

fn folder() -> Option<PathBuf> {
    std::env::var_os("PLAYGROUND_SCREENSHOTS").map(PathBuf::from)
}

#[tokio::test]
async fn every_state_is_free_of_barriers_in_both_themes_narrow_and_zoomed() {
    let axe = std::env::var_os("PLAYGROUND_AXE").expect("run `cargo xtask test --only e2e`");
    let axe = std::fs::read_to_string(axe).expect("axe-core");
    let only = std::env::var("PLAYGROUND_STATE").ok();
    let mut problems = Vec::new();
    let stage = Stage::open().await;
    for state in STATES.iter().filter(|state| only.as_ref().is_none_or(|only| only == *state)) {
        look(&stage, 1280, 800, 1, "light").await;
        stage.load().await;
        reach(&stage, state).await;
        stage.ask(&axe, Vec::new()).await;
        for (name, width, height, scale, theme) in LOOKS {
            look(&stage, width, height, scale, theme).await;
            let (broken, undecided) = barriers(&stage).await;
            let reviewed = |rule: &String| REVIEWED.iter().any(|(id, _)| rule.starts_with(id));
            let unseen = undecided.into_iter().filter(|rule| !reviewed(rule));
            problems.extend(broken.into_iter().map(|rule| format!("{state}, {name}: {rule}")));
            problems.extend(unseen.map(|rule| format!("{state}, {name}, undecided: {rule}")));
            let wide = overflow(&stage).await;
            if wide != json!([]) {
                problems.push(format!("{state}, {name}: wider than the window: {wide}"));
            }
            if let Some(folder) = folder() {
                let path = folder.join(format!("{state}-{name}.png"));
                stage.driver.screenshot(&path).await.expect("a picture");
            }
        }
    }
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems.join("\n"));
    look(&stage, 1280, 800, 1, "light").await;
    stage.close_after_a_refused_request().await;
}

/// Presses keys one after the other.
async fn typed(stage: &Stage, keys: impl Into<TypingData>) {
    let chain = stage.driver.action_chain().send_keys(keys);
    chain.perform().await.expect("keys are pressed");
}

/// Presses keys while others are held.
async fn chord(stage: &Stage, held: &[Key], keys: impl Into<TypingData>) {
    let mut chain = stage.driver.action_chain();
    for key in held {
        chain = chain.key_down(key.clone());
    }
    chain = chain.send_keys(keys);
    for key in held {
        chain = chain.key_up(key.clone());
    }
    chain.perform().await.expect("keys are pressed");
}

#[tokio::test]
async fn chain_run_request_and_token_stand_together_at_1280_by_800() {
    let stage = Stage::open().await;
    look(&stage, 1280, 800, 1, "light").await;
    for flow in ["On its own", "As its user account"] {
        stage.choose_flow(flow).await;
        stage.press("Run all").await;
        stage.see(".chain-token[data-state=done]").await;
        let script = "
            const hidden = ['.chain', '.button-primary', '#send-title', '.fields .input',
                '#request-panel', '#answer-title'].filter(css => {
                const box = document.querySelector(css).getBoundingClientRect();
                const seen = Math.min(box.bottom, innerHeight) - Math.max(box.top, 0);
                return seen < Math.min(box.height, 60) || box.left < 0 || box.right > innerWidth;
            });
            const page = document.documentElement;
            return page.scrollHeight > innerHeight ? [...hidden, 'the page scrolls'] : hidden;";
        assert_eq!(stage.ask(script, Vec::new()).await, json!([]), "{flow}");
    }
    stage.close().await;
}

#[tokio::test]
async fn a_flow_runs_by_keyboard_alone_and_the_focus_is_never_lost() {
    let stage = Stage::open().await;
    // The palette finds the flow; Enter goes there.
    chord(&stage, &[Key::Control], "k").await;
    stage.see(".palette").await;
    typed(&stage, "on its own").await;
    typed(&stage, Key::Enter + "").await;
    // Tab reaches the first field of the form, in the order of the page.
    let mut seen = Vec::new();
    for _ in 0..40 {
        typed(&stage, Key::Tab + "").await;
        let id = stage.ask("return document.activeElement.id;", Vec::new()).await;
        let id = id.as_str().unwrap_or_default().to_owned();
        seen.push(id.clone());
        if id == "field-tenant" {
            break;
        }
    }
    assert_eq!(seen.last().map(String::as_str), Some("field-tenant"), "{seen:?}");
    chord(&stage, &[Key::Control, Key::Shift], Key::Enter + "").await;
    stage.see(".chain-token:last-child[data-state=done]").await;
    let focus = stage.ask("return document.activeElement.id;", Vec::new()).await;
    assert_eq!(focus, "field-tenant", "what ran did not take the focus");
    // Escape from the palette gives the focus back.
    chord(&stage, &[Key::Control], "k").await;
    stage.see(".palette").await;
    typed(&stage, Key::Escape + "").await;
    stage.ask("return new Promise(resolve => setTimeout(resolve));", Vec::new()).await;
    let focus = stage.ask("return document.activeElement.id;", Vec::new()).await;
    assert_eq!(focus, "field-tenant");
    stage.close().await;
}
