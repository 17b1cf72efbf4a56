//! The help: the keys, and what never happens to a secret.

use playground::action::Action;
use yew::prelude::*;

use super::Ui;

const KEYS: [(&str, &str); 5] = [
    ("Ctrl ⏎", "Run this step"),
    ("Ctrl ⇧ ⏎", "Run all steps"),
    ("1 … 9", "Go to a step"),
    ("Esc", "Close what is open, or cancel"),
    ("?", "This help"),
];

/// The button and its panel.
pub(super) fn help(ui: Ui<'_>) -> Html {
    let open = ui.state.view.help_open;
    let keys = KEYS.iter().map(|(key, words)| {
        html! { <div key={*key}><dt><kbd>{ *key }</kbd></dt><dd>{ *words }</dd></div> }
    });
    html! {
        <div class="destination narrow-hidden">
            <button
                type="button" class="button button-icon"
                aria-label="Help and keys" aria-expanded={open.to_string()} aria-controls="help"
                onclick={ui.click(Action::HelpToggled)}
            >{ "?" }</button>
            if open {
                <section class="popover" id="help" aria-label="Help">
                    <h2>{ "Keys" }</h2>
                    <p class="popover-why">{ "On a Mac, ⌘ works as well as Ctrl." }</p>
                    <dl class="keys">{ for keys }</dl>
                    <h2 class="popover-next">{ "Your secrets" }</h2>
                    <p class="popover-why">
                        { "Secrets and tokens stay in the memory of this page until you clear them, close it or reload it. They are never stored, and they are sent only where the request says." }
                    </p>
                </section>
            }
        </div>
    }
}
