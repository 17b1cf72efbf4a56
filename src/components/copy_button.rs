//! Copying, on a click, one thing at a time.

use playground::action::{Action, Copied};
use yew::prelude::*;

use super::{Picture, icon};
use crate::views::Ui;

/// A button that copies, and says whether it did. `name` is what is copied,
/// for a screen reader.
#[must_use]
pub fn copy_button(ui: Ui<'_>, what: Copied, label: &str, name: &'static str) -> Html {
    let done = ui.state.view.copied == Some((what, true));
    html! {
        <button type="button" class="button button-small" onclick={ui.click(Action::CopyRequested(what))}>
            { icon(if done { Picture::Check } else { Picture::Copy }) }
            { if done { "Copied" } else { label } }
            <span class="visually-hidden">{ ", " }{ name }</span>
        </button>
    }
}
