//! What came back, or what to do so that something does.

use playground::action::{Action, Copied};
use playground::select;
use playground::state::{Progress, Received, TransportError};
use protocol::response::Outcome;
use yew::prelude::*;

use super::by_hand::{ByHand, PasteBox};
use super::page::PaneProps;
use super::refused::Refused;
use super::token::Token;
use crate::components::{CopyButton, Icon, Notice, Picture, Tone};

/// The right pane.
#[component]
pub(super) fn AnswerPane(props: &PaneProps) -> Html {
    let (state, dispatch) = (&props.state, &props.dispatch);
    let role = select::step(state).makes;
    let (title, body) = match state.progress(state.step) {
        None => ("What comes back".to_owned(), empty(props)),
        Some(Progress::Sending { since, .. }) => {
            (format!("Sending · {}", role.symbol()), sending(props, *since))
        }
        Some(Progress::AwaitingPaste { .. }) => (
            format!("By hand · {}", role.symbol()),
            html! { <ByHand state={state.clone()} dispatch={dispatch.clone()} /> },
        ),
        Some(Progress::Unsent(error)) => {
            (format!("Nothing came back · {}", role.symbol()), unsent(error))
        }
        Some(Progress::Answered(exchange)) => match &exchange.outcome {
            Outcome::Token(_) => (
                format!("{} · {}", role.name(), role.symbol()),
                html! { <Token state={state.clone()} dispatch={dispatch.clone()} /> },
            ),
            Outcome::Refused(_) => (
                format!("Refused · {}", role.symbol()),
                html! { <Refused state={state.clone()} dispatch={dispatch.clone()} /> },
            ),
            Outcome::Proxy(refusal) => (
                format!("Refused by the proxy · {}", role.symbol()),
                html! {
                    <div class="refusal" role="alert">
                        <p class="refusal-code"><Icon picture={Picture::Cross} /><code>{ &refusal.error }</code></p>
                        <p>{ &refusal.description }</p>
                        <p>{ "The proxy answered itself; Entra never saw the request." }</p>
                    </div>
                },
            ),
            Outcome::Unreadable(cause) => (
                format!("Not readable · {}", role.symbol()),
                html! {
                    <>
                        <div class="refusal" role="alert">
                            <p class="refusal-code"><Icon picture={Picture::Cross} /><span>{ "Not readable" }</span></p>
                            <p>{ cause.to_string() }</p>
                        </div>
                        if matches!(exchange.response, Received::Pasted { .. }) {
                            <PasteBox dispatch={dispatch.clone()} />
                        } else {
                            { raw(props) }
                        }
                    </>
                },
            ),
        },
    };
    let token = state.exchange(state.step).and_then(|exchange| exchange.token());
    let simulated = state.destination.is_simulated() && state.exchange(state.step).is_some();
    html! {
        <section class="pane pane-answer" aria-labelledby="answer-title">
            <div class="pane-head">
                <h2 id="answer-title">{ title }</h2>
                if simulated { <span class="badge badge-simulated">{ "simulated" }</span> }
                if token.is_some() {
                    <div class="pane-tools">
                        <CopyButton
                            what={Copied::Token} label="Copy token" name="as text"
                            copied={state.view.copied} dispatch={dispatch.clone()}
                        />
                    </div>
                }
            </div>
            { meta(props) }
            if select::is_stale(state, state.step) {
                <Notice tone={Tone::Warning}>
                    { "You have changed the form since. This answer belongs to the earlier request; run the step again." }
                </Notice>
            }
            { body }
        </section>
    }
}

fn meta(props: &PaneProps) -> Html {
    let Some(meta) = select::meta(&props.state, props.state.step) else { return Html::default() };
    html! {
        <p class="meta">
            <b class={(!meta.good).then_some("is-bad")}>{ meta.status }</b>
            if let Some(took) = meta.took { <span>{ took }{ " ms" }</span> }
            if let Some(id) = meta.request_id { <span>{ "request " }<code><bdi>{ id }</bdi></code></span> }
        </p>
    }
}

fn empty(props: &PaneProps) -> Html {
    let state = &props.state;
    let (what, next) = if state.destination.is_simulated() {
        (
            "The example values work as they are.",
            [
                "Run all gets every token of this flow, one after the other.",
                "Read here who acts, at which API, and for how long.",
                "Then change one field and run again, to see what Entra refuses.",
            ],
        )
    } else {
        (
            "Nothing is sent until you run a step.",
            [
                "Fill in the fields; what is missing shows in the request.",
                "Run this step, and read here what came back.",
                "A refusal is explained here, with the field to change.",
            ],
        )
    };
    html! {
        <div class="empty">
            <h3>{ "No token yet" }</h3>
            <p>{ what }</p>
            <ol class="next">{ for next.iter().map(|words| html! { <li><span>{ *words }</span></li> }) }</ol>
        </div>
    }
}

fn sending(props: &PaneProps, since: u64) -> Html {
    let seconds = props.state.now.saturating_sub(since) / 1000;
    html! {
        <div class="empty">
            <p class="seconds">{ seconds }{ " s" }</p>
            <h3>{ "Waiting for the answer" }</h3>
            <p>{ select::way(&props.state) }</p>
            if seconds >= 10 {
                <p>{ "Entra answers within a second or two. The proxy may have no way to the internet, or a firewall holds the connection." }</p>
            }
            <div class="actions">
                <button
                    type="button" class="button"
                    onclick={props.dispatch.reform(|_| Action::Cancel)}
                >{ "Cancel" }</button>
            </div>
        </div>
    }
}

fn unsent(error: &TransportError) -> Html {
    html! {
        <>
            <div class="refusal" role="alert">
                <p class="refusal-code"><Icon picture={Picture::Cross} /><span>{ error.to_string() }</span></p>
                <p>{ error.advice() }</p>
            </div>
        </>
    }
}

/// The answer as it came. It may hold tokens.
pub(super) fn raw(props: &PaneProps) -> Html {
    let Some(exchange) = props.state.exchange(props.state.step) else { return Html::default() };
    let text = match &exchange.response {
        Received::Carried { response, .. } => response.body.expose(),
        Received::Pasted { text } => text.expose(),
    };
    html! {
        <>
            <h3 class="section-title">{ "Answer as received" }</h3>
            <pre class="code" tabindex="0" aria-label="Answer as received">{ text.to_owned() }</pre>
        </>
    }
}
