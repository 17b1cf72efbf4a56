//! What a screen reader gets: the accessibility tree of the main states, as text.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::states::reach;
use crate::support::Stage;

/// Roles that say nothing by themselves; what they hold is told.
const SILENT: [&str; 8] =
    ["InlineTextBox", "LabelText", "Legend", "LineBreak", "caption", "code", "generic", "none"];

/// The states of an element that are told.
const TOLD: [&str; 7] =
    ["checked", "expanded", "selected", "pressed", "invalid", "modal", "disabled"];

/// A word without what differs from run to run: numbers, and long random ones.
fn steady(word: &str) -> String {
    let is_random = word.len() >= 20 && word.contains(|c: char| c.is_ascii_digit());
    if is_random {
        return "…".to_owned();
    }
    let mut out = String::new();
    for c in word.chars() {
        match c {
            c if !c.is_ascii_digit() => out.push(c),
            _ if out.ends_with('0') => {}
            _ => out.push('0'),
        }
    }
    out
}

fn steadied(role: &str, text: &str) -> String {
    let steadied = text.split_whitespace().map(steady).collect::<Vec<_>>().join(" ");
    // Entra shuffles the numbers of some claims, and with them their meanings.
    let is_list = role == "cell" && steadied.matches("0: ").count() > 1;
    if is_list { "…".to_owned() } else { steadied }
}

/// Writes a node and what it holds, a level a step further in. `above` is what was
/// told last: words that it holds are not told again.
fn tell(nodes: &BTreeMap<&str, &Value>, id: &str, depth: usize, above: &str, out: &mut String) {
    let Some(node) = nodes.get(id) else { return };
    let role = node["role"]["value"].as_str().unwrap_or_default();
    let name = node["name"]["value"].as_str().unwrap_or_default();
    let is_text = role == "StaticText";
    let silent = node["ignored"] == true
        || SILENT.contains(&role)
        || (is_text && (above.contains(name.trim()) || name.trim().is_empty()));
    let (mut below, mut told) = (depth, above);
    if is_text && !silent {
        let start = format!("{:1$}text \"", "", depth * 2);
        let words = steadied(role, name);
        // Texts side by side are one.
        let last = out.lines().next_back().unwrap_or_default();
        if last.starts_with(&start) {
            out.truncate(out.len() - 2);
            out.push_str(&format!(" {words}\"\n"));
        } else {
            out.push_str(&format!("{start}{words}\"\n"));
        }
    } else if !silent {
        out.push_str(&format!("{:1$}{role}", "", depth * 2));
        if role == "heading" {
            let mut all = node["properties"].as_array().into_iter().flatten();
            let level = all.find(|property| property["name"] == "level");
            out.push_str(&format!(
                " {}",
                level.map_or(&Value::Null, |level| &level["value"]["value"])
            ));
        }
        if !name.is_empty() {
            out.push_str(&format!(" \"{}\"", steadied(role, name)));
        }
        for property in node["properties"].as_array().into_iter().flatten() {
            let key = property["name"].as_str().unwrap_or_default();
            let value = &property["value"]["value"];
            if TOLD.contains(&key) && *value != json!(false) && *value != json!("false") {
                out.push_str(&format!(" {key}={}", value.to_string().trim_matches('"')));
            }
        }
        out.push('\n');
        (below, told) = (depth + 1, name);
    }
    for child in node["childIds"].as_array().into_iter().flatten() {
        tell(nodes, child.as_str().unwrap_or_default(), below, told, out);
    }
}

async fn tree(stage: &Stage) -> String {
    let cdp = stage.driver.cdp();
    let answer = cdp.send_raw("Accessibility.getFullAXTree", json!({})).await.expect("a tree");
    let nodes = answer["nodes"].as_array().expect("nodes");
    let root = nodes[0]["nodeId"].as_str().expect("an id");
    let by_id = nodes.iter().filter_map(|node| Some((node["nodeId"].as_str()?, node))).collect();
    let mut out = String::new();
    tell(&by_id, root, 0, "", &mut out);
    out
}

#[tokio::test]
async fn the_main_states_say_all_that_they_show() {
    let stage = Stage::open().await;
    for state in ["open", "answered", "refused", "decoded", "error", "dialog", "palette"] {
        stage.load().await;
        reach(&stage, state).await;
        stage.breathe().await;
        insta::assert_snapshot!(state, tree(&stage).await);
    }
    stage.close_after_a_refused_request().await;
}
