//! Copy & paste: the command goes out by the reader's hand, and the answer
//! comes back the same way.

use playground::action::{Action, Copied};
use playground::select;
use protocol::secret::Secret;
use yew::prelude::*;

use super::page::PaneProps;
use crate::components::{CopyButton, private};
use crate::platform::{clock, field};

/// What to do, in two steps.
#[component]
pub(super) fn ByHand(props: &PaneProps) -> Html {
    let (state, dispatch) = (&props.state, &props.dispatch);
    html! {
        <>
            <h3 class="section-title">{ "1 · Run the command in your terminal" }</h3>
            <p>{ "It stands under the form. It asks for each secret; with " }<em>{ "Show secrets" }</em>{ " they are written into it." }</p>
            <div class="actions">
                <CopyButton
                    what={Copied::Request} label={format!("Copy the {} command", state.view.format.label())}
                    name="to run it" copied={state.view.copied} dispatch={dispatch.clone()}
                />
                <button type="button" class="button button-small" onclick={dispatch.reform(|_| Action::Cancel)}>
                    { "Cancel" }
                </button>
            </div>
            <p class="why">{ select::way(state) }</p>
            <PasteBox dispatch={dispatch.clone()} />
        </>
    }
}

#[derive(PartialEq, Properties)]
pub(super) struct PasteBoxProps {
    pub(super) dispatch: Callback<Action>,
}

/// The box for the answer. A paste is read and not put into the box: a browser
/// would lay it out, and keep a copy of its tokens.
#[component]
pub(super) fn PasteBox(props: &PasteBoxProps) -> Html {
    let read = {
        let dispatch = props.dispatch.clone();
        move |text: Secret| dispatch.emit(Action::AnswerPasted { text, now: clock::now() })
    };
    let onpaste = {
        let read = read.clone();
        Callback::from(move |event: Event| {
            if let Some(text) = field::paste(&event) {
                event.prevent_default();
                read(text);
            }
        })
    };
    let oninput = Callback::from(move |event: InputEvent| read(field::text(&event)));
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
