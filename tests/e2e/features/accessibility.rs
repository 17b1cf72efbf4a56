//! Every state of the page, for everybody: no barrier that axe-core finds, no
//! sideways scrolling, in both themes, on a narrow window and at 200 % zoom.

use std::path::PathBuf;

use serde_json::{Value, json};

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

/// A height in which the longest claims need no scrolling.
const TALL: u32 = 6000;

/// What axe cannot decide and a person has: rule, what it is about, and why it is
/// no barrier.
const REVIEWED: [(&str, &str, &str); 7] = [
    ("color-contrast", ".popover :is(.popover-why, .choice-why)", "on the ground of its panel"),
    ("color-contrast", ".sequence text", "over its own lines, with a halo that keeps it apart"),
    ("color-contrast", ".identity text", "the one letter of a sign: its word stands beside it"),
    (
        "color-contrast",
        ".app:has(.popover, .palette) :is(.rail, main) *",
        "behind an open panel; looked at without it in the state \"open\"",
    ),
    ("color-contrast", ".app:has(.palette) .topbar *", "behind the palette, as above"),
    ("color-contrast", ".app:has(dialog) :not(dialog *)", "behind the dialog, as above"),
    ("th-has-data-cells", ".claims", "its groups have headings of their own, over all columns"),
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

/// The rules that are broken, each with where; and those that are undecided, but
/// for what is [`REVIEWED`].
async fn barriers(stage: &Stage) -> (Vec<String>, Vec<String>) {
    let script = "
        const [reviewed, done] = arguments;
        const open = rule => node => !reviewed.some(([id, css]) =>
            id === rule.id && node.element?.matches(css));
        const told = (rule, nodes) => nodes.length === 0 ? [] : [
            rule.id + ': ' + nodes.slice(0, 3).map(node => node.target.join(' ') +
                ' ' + (node.any[0]?.data?.messageKey ?? '')).join(', ')];
        axe.run(document, {
            runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
            resultTypes: ['violations', 'incomplete'],
            elementRef: true,
        }).then(found => done([
            found.violations.flatMap(rule => told(rule, rule.nodes)),
            found.incomplete.flatMap(rule => told(rule, rule.nodes.filter(open(rule)))),
        ]));";
    let answer = stage.driver.execute_async(script, vec![json!(REVIEWED)]).await;
    serde_json::from_value(answer.expect("axe runs").json().clone()).expect("two lists")
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
    for state in STATES.iter().filter(|state| {
        only.as_ref().is_none_or(|only| only.split(',').any(|only| only == **state))
    }) {
        look(&stage, 1280, 800, 1, "light").await;
        stage.load().await;
        reach(&stage, state).await;
        stage.ask(&axe, Vec::new()).await;
        for (name, width, height, scale, theme) in LOOKS {
            // What is scrolled out of a pane axe cannot judge: nothing is, in a tall window.
            look(&stage, width, height.max(TALL / scale), scale, theme).await;
            let (broken, undecided) = barriers(&stage).await;
            problems.extend(broken.into_iter().map(|rule| format!("{state}, {name}: {rule}")));
            problems.extend(
                undecided.into_iter().map(|rule| format!("{state}, {name}, undecided: {rule}")),
            );
            look(&stage, width, height, scale, theme).await;
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
