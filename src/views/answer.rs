//! What came back, or what to do so that something does.

use playground::action::{Action, Copied};
use playground::select;
use playground::state::{Progress, Received, TransportError};
use protocol::response::Outcome;
use yew::prelude::*;

use super::Ui;
use super::by_hand::{by_hand, paste_box};
use super::refused::refused;
use super::token::token;
use crate::components::{Picture, Tone, copy_button, icon, notice};

/// The right pane.
pub(super) fn answer_pane(ui: Ui<'_>) -> Html {
    let state = ui.state;
    let role = select::step(state).makes;
    let (title, body) = match state.progress(state.step) {
        None => ("What comes back".to_owned(), empty(ui)),
        Some(Progress::Sending { since, .. }) => {
            (format!("Sending · {}", role.symbol()), sending(ui, *since))
        }
        Some(Progress::AwaitingPaste { .. }) => {
            (format!("By hand · {}", role.symbol()), by_hand(ui))
        }
        Some(Progress::Unsent(error)) => {
            (format!("Nothing came back · {}", role.symbol()), unsent(error))
        }
        Some(Progress::Answered(exchange)) => match &exchange.outcome {
            Outcome::Token(_) => (format!("{} · {}", role.name(), role.symbol()), token(ui)),
            Outcome::Refused(_) => (format!("Refused · {}", role.symbol()), refused(ui)),
            Outcome::Proxy(refusal) => (
                format!("Refused by the proxy · {}", role.symbol()),
                html! {
                    <div class="refusal" role="alert">
                        <p class="refusal-code">{ icon(Picture::Cross) }<code>{ &refusal.error }</code></p>
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
                            <p class="refusal-code">{ icon(Picture::Cross) }<span>{ "Not readable" }</span></p>
                            <p>{ cause.to_string() }</p>
                        </div>
                        if matches!(exchange.response, Received::Pasted { .. }) {
                            { paste_box(ui) }
                        } else {
                            { raw(ui) }
                        }
                    </>
                },
            ),
        },
    };
    let received = state.exchange(state.step).and_then(|exchange| exchange.token());
    let simulated = state.destination.is_simulated() && state.exchange(state.step).is_some();
    html! {
        <section class="pane pane-answer" aria-labelledby="answer-title">
            <div class="pane-head">
                <h2 id="answer-title">{ title }</h2>
                if simulated { <span class="badge badge-simulated">{ "simulated" }</span> }
                if received.is_some() {
                    <div class="pane-tools">
                        { copy_button(ui, Copied::Token, "Copy token", "as text") }
                    </div>
                }
            </div>
            { meta(ui) }
            if select::is_stale(state, state.step) {
                { notice(Tone::Warning, "", html! { "You have changed the form since. This answer belongs to the earlier request; run the step again." }, Html::default()) }
            }
            { body }
        </section>
    }
}

fn meta(ui: Ui<'_>) -> Html {
    let Some(meta) = select::meta(ui.state, ui.state.step) else { return Html::default() };
    html! {
        <p class="meta">
            <b class={(!meta.good).then_some("is-bad")}>{ meta.status }</b>
            if let Some(took) = meta.took { <span>{ took }{ " ms" }</span> }
            if let Some(id) = meta.request_id { <span>{ "request " }<code><bdi>{ id }</bdi></code></span> }
        </p>
    }
}

fn empty(ui: Ui<'_>) -> Html {
    let state = ui.state;
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

fn sending(ui: Ui<'_>, since: u64) -> Html {
    let seconds = ui.state.now.saturating_sub(since) / 1000;
    html! {
        <div class="empty">
            <p class="seconds">{ seconds }{ " s" }</p>
            <h3>{ "Waiting for the answer" }</h3>
            <p>{ select::way(ui.state) }</p>
            if seconds >= 10 {
                <p>{ "Entra answers within a second or two. The proxy may have no way to the internet, or a firewall holds the connection." }</p>
            }
            <div class="actions">
                <button
                    type="button" class="button"
                    onclick={ui.click(Action::Cancel)}
                >{ "Cancel" }</button>
            </div>
        </div>
    }
}

fn unsent(error: &TransportError) -> Html {
    html! {
        <>
            <div class="refusal" role="alert">
                <p class="refusal-code">{ icon(Picture::Cross) }<span>{ error.to_string() }</span></p>
                <p>{ error.advice() }</p>
            </div>
        </>
    }
}

/// The answer as it came. It may hold tokens.
pub(super) fn raw(ui: Ui<'_>) -> Html {
    let Some(exchange) = ui.state.exchange(ui.state.step) else { return Html::default() };
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
