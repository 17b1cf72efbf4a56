//! The help: the keys, and what never happens to a secret.

use playground::action::Action;
use playground::page;

use super::Ui;
use crate::components::{Markup, button, dd, div, dt, element, h2, on_off, p, section, span};

const KEYS: [(&str, &str); 7] = [
    ("Ctrl ⏎", "Run this step"),
    ("Ctrl ⇧ ⏎", "Run all steps"),
    ("Ctrl K", "Find a flow, token, field or action"),
    ("Esc", "Close what is open, or cancel"),
    ("1 … 9", "Go to a step"),
    ("/", "Search claims or errors"),
    ("?", "This help"),
];

/// The button and its panel.
pub(super) fn help(ui: Ui<'_>) -> Markup {
    let open = ui.state.view.help_open;
    let toggle = button("button button-icon", ui, Action::HelpToggled)
        .attr("title", "Help and keys")
        .attr("aria-expanded", on_off(open))
        .attr("aria-controls", "help")
        .child(span("").attr("aria-hidden", "true").text("?"))
        .child(span("visually-hidden").text("Help and keys"));
    div("destination help").child(toggle).maybe(open.then(|| panel(ui)))
}

fn panel(ui: Ui<'_>) -> Markup {
    let mut keys = element("dl", "keys");
    for (key, words) in KEYS {
        let key_cap = dt("").child(element("kbd", "").text(key));
        keys = keys.child(div("").key(key).child(key_cap).child(dd("").text(words)));
    }
    let secrets = "Secrets and tokens stay in the memory of this page until you clear them, close it or reload it. They are never stored, and they are sent only where the request says.";
    section("popover")
        .id("help")
        .attr("aria-label", "Help")
        .child(h2("").text("Keys"))
        .child(p("popover-why").text("On a Mac, ⌘ works as well as Ctrl."))
        .child(keys)
        .child(single_keys(ui))
        .child(h2("popover-next").text("Your secrets"))
        .child(p("popover-why").text(secrets))
}

/// Single characters can be in the way of speech input (WCAG 2.1.4).
fn single_keys(ui: Ui<'_>) -> Markup {
    button("switch", ui, Action::Page(page::Action::SingleKeysToggled))
        .attr("role", "switch")
        .attr("aria-checked", on_off(!ui.state.preferences.no_single_keys))
        .child(span("").attr("aria-hidden", "true"))
        .text("Keys without Ctrl work")
}
