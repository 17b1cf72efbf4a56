//! Copy & paste: the command goes out by the reader's hand, and the answer
//! comes back the same way.

use playground::action::{Action, Copied};
use playground::select;
use protocol::secret::Secret;
use yew::prelude::*;

use super::Ui;
use crate::components::{copy_button, private};
use crate::platform::{clock, field};

/// What to do, in two steps.
pub(super) fn by_hand(ui: Ui<'_>) -> Html {
    let label = format!("Copy the {} command", ui.state.view.format.label());
    html! {
        <>
            <h3 class="section-title">{ "1 · Run the command in your terminal" }</h3>
            <p>{ "It stands under the form. It asks for each secret; with " }<em>{ "Show secrets" }</em>{ " they are written into it." }</p>
            <div class="actions">
                { copy_button(ui, Copied::Request, &label, "to run it") }
                <button type="button" class="button button-small" onclick={ui.click(Action::Cancel)}>
                    { "Cancel" }
                </button>
            </div>
            <p class="why">{ select::way(ui.state) }</p>
            { paste_box(ui) }
        </>
    }
}

/// The box for the answer. A paste is read and not put into the box: a browser
/// would lay it out, and keep a copy of its tokens.
pub(super) fn paste_box(ui: Ui<'_>) -> Html {
    let read = |text: Secret| Action::AnswerPasted { text, now: clock::now() };
    let onpaste = {
        let dispatch = ui.dispatch.clone();
        Callback::from(move |event: Event| {
            if let Some(text) = field::paste(&event) {
                event.prevent_default();
                dispatch.emit(read(text));
            }
        })
    };
    let oninput = ui.dispatch.reform(move |event: InputEvent| read(field::text(&event)));
    html! {
        <>
            <h3 class="section-title"><label for="answer">{ "2 · Paste the answer here" }</label></h3>
            <div class="field-row">
                { private(html! {
                    <textarea
                        id="answer" class="input paste" wrap="off"
                        aria-describedby="answer-why" {onpaste} {oninput}
                    />
                }) }
            </div>
            <p class="why" id="answer-why">
                { "Takes the JSON answer, a JSON error, or a bare token. It is read as soon as you paste." }
            </p>
        </>
    }
}
