//! Copying, on a click, one thing at a time.

use playground::action::{Action, Copied};

use super::{Markup, Picture, button, icon, span};
use crate::views::Ui;

/// A button that copies, and says whether it did. `name` is what is copied,
/// for a screen reader.
pub fn copy_button(ui: Ui<'_>, what: Copied, label: &str, name: &'static str) -> Markup {
    let done = ui.state.view.copied == Some((what, true));
    button("button button-small", ui, Action::CopyRequested(what))
        .child(icon(if done { Picture::Check } else { Picture::Copy }))
        .text(if done { "Copied" } else { label })
        .child(span("visually-hidden").text(", ").text(name))
}
