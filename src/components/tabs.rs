//! Tabs after the ARIA authoring practices: one tab stop, arrow keys move,
//! the panel is named by its tab.

use playground::action::Action;
use yew::prelude::*;

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
#[must_use]
pub fn tabs(
    ui: Ui<'_>,
    id: &'static str,
    label: &'static str,
    tabs: &[Tab],
    tools: Html,
    panel: Html,
) -> Html {
    let chosen = tabs.iter().position(|tab| tab.chosen).unwrap_or(0);
    let panel_id = format!("{id}-panel");
    let onkeydown = {
        let actions: Vec<_> = tabs.iter().map(|tab| tab.action.clone()).collect();
        let dispatch = ui.dispatch.clone();
        Callback::from(move |event: KeyboardEvent| {
            let next = match field::key(&event).as_str() {
                "ArrowRight" => (chosen + 1) % actions.len(),
                "ArrowLeft" => (chosen + actions.len() - 1) % actions.len(),
                "Home" => 0,
                "End" => actions.len() - 1,
                _ => return,
            };
            event.prevent_default();
            dispatch.emit(actions[next].clone());
            document::focus(&tab_id(id, next));
        })
    };
    let list = tabs.iter().enumerate().map(|(at, tab)| {
        html! {
            <button
                key={at} type="button" role="tab" class="tab" id={tab_id(id, at)}
                aria-selected={if tab.chosen { "true" } else { "false" }}
                aria-controls={panel_id.clone()} tabindex={if tab.chosen { "0" } else { "-1" }}
                onclick={ui.click(tab.action.clone())}
            >
                { tab.label }
                if let Some(count) = tab.count { <span class="badge badge-count">{ count }</span> }
            </button>
        }
    });
    html! {
        <>
            <div class="tabs">
                <div class="tablist" role="tablist" aria-label={label} {onkeydown}>{ for list }</div>
                <div class="tabs-tools">{ tools }</div>
            </div>
            <div role="tabpanel" id={panel_id.clone()} aria-labelledby={tab_id(id, chosen)}>{ panel }</div>
        </>
    }
}

fn tab_id(list: &str, at: usize) -> String {
    format!("{list}-tab-{at}")
}
