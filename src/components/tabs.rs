//! Tabs after the ARIA authoring practices: one tab stop, arrow keys move,
//! the panel is named by its tab.

use yew::prelude::*;

use crate::platform::{document, field};

/// One tab.
#[derive(Clone, PartialEq)]
pub struct Tab {
    /// The word.
    pub label: AttrValue,
    /// A count behind the word.
    pub count: Option<usize>,
}

/// What a [`TabList`] shows and does.
#[derive(PartialEq, Properties)]
pub struct TabListProps {
    /// The start of the ids of tabs and panels.
    pub id: &'static str,
    /// What the tabs are for.
    pub label: AttrValue,
    /// The tabs, in order.
    pub tabs: Vec<Tab>,
    /// The chosen one, counted from 0.
    pub chosen: usize,
    /// Called with the tab that is chosen.
    pub choose: Callback<usize>,
}

/// The id of a tab.
#[must_use]
pub fn tab_id(list: &str, at: usize) -> String {
    format!("{list}-tab-{at}")
}

/// The id of the panel of a list of tabs.
#[must_use]
pub fn panel_id(list: &str) -> String {
    format!("{list}-panel")
}

/// A list of tabs.
#[component]
pub fn TabList(props: &TabListProps) -> Html {
    let onkeydown = {
        let (choose, chosen, count, id) =
            (props.choose.clone(), props.chosen, props.tabs.len(), props.id);
        Callback::from(move |event: KeyboardEvent| {
            let next = match field::key(&event).as_str() {
                "ArrowRight" => (chosen + 1) % count,
                "ArrowLeft" => (chosen + count - 1) % count,
                "Home" => 0,
                "End" => count - 1,
                _ => return,
            };
            event.prevent_default();
            choose.emit(next);
            document::focus(&tab_id(id, next));
        })
    };
    let tabs = props.tabs.iter().enumerate().map(|(at, tab)| {
        let chosen = at == props.chosen;
        html! {
            <button
                key={at}
                type="button"
                role="tab"
                class="tab"
                id={tab_id(props.id, at)}
                aria-selected={chosen.to_string()}
                aria-controls={panel_id(props.id)}
                tabindex={if chosen { "0" } else { "-1" }}
                onclick={props.choose.reform(move |_| at)}
            >
                { tab.label.clone() }
                if let Some(count) = tab.count {
                    <span class="badge badge-count">{ count }</span>
                }
            </button>
        }
    });
    html! {
        <div class="tablist" role="tablist" aria-label={props.label.clone()} {onkeydown}>
            { for tabs }
        </div>
    }
}
