//! Tabs after the ARIA authoring practices: one tab stop, arrow keys move,
//! the panel is named by its tab.

use playground::action::Action;
use wasm_bindgen::JsCast as _;

use super::{Heard, Markup, button, div, list, on_off, span};
use crate::platform::{document, field};
use crate::views::Ui;

/// One tab.
#[derive(Clone)]
pub struct Tab {
    /// The word.
    pub label: &'static str,
    /// A count behind the word.
    pub count: Option<usize>,
    /// What happens when it is chosen.
    pub action: Action,
    /// Whether it is the chosen one.
    pub chosen: bool,
}

/// The tabs, the buttons beside them, and the panel of the chosen one. `id` is
/// the start of the ids, `label` says what the tabs are for.
pub fn tabs(
    ui: Ui<'_>,
    id: &'static str,
    label: &'static str,
    tabs: &[Tab],
    tools: Markup,
    panel: Markup,
) -> Markup {
    let chosen = tabs.iter().position(|tab| tab.chosen).unwrap_or(0);
    let panel_id = format!("{id}-panel");
    let mut bar = div("tablist").attr("role", "tablist").attr("aria-label", label);
    for (at, tab) in tabs.iter().enumerate() {
        let count = tab.count.map(|count| span("badge badge-count").text(&count.to_string()));
        bar = bar.child(
            button("tab", ui, tab.action.clone())
                .key(&at.to_string())
                .attr("role", "tab")
                .id(&tab_id(id, at))
                .attr("aria-selected", on_off(tab.chosen))
                .set("aria-controls", &panel_id)
                .attr("tabindex", if tab.chosen { "0" } else { "-1" })
                .text(tab.label)
                .maybe(count),
        );
    }
    let actions: Vec<_> = tabs.iter().map(|tab| tab.action.clone()).collect();
    let dispatch = ui.dispatch.clone();
    let bar = bar.on(
        Heard::KeyDown,
        Box::new(move |event| {
            let next = match field::key(event.unchecked_ref()).as_str() {
                "ArrowRight" => (chosen + 1) % actions.len(),
                "ArrowLeft" => (chosen + actions.len() - 1) % actions.len(),
                "Home" => 0,
                "End" => actions.len() - 1,
                _ => return,
            };
            event.prevent_default();
            dispatch.emit(actions[next].clone());
            document::focus(&tab_id(id, next));
        }),
    );
    let panel = div("")
        .attr("role", "tabpanel")
        .id(&panel_id)
        .set("aria-labelledby", &tab_id(id, chosen))
        .child(panel);
    list().child(div("tabs").child(bar).child(div("tabs-tools").child(tools))).child(panel)
}

fn tab_id(list: &str, at: usize) -> String {
    format!("{list}-tab-{at}")
}
