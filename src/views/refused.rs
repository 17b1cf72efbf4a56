//! A refusal takes the place of the token: what, why in this step, what to
//! change, and everything that came with it.

use playground::action::{Action, Copied};
use playground::select::{self, Remedy};
use protocol::inputs::InputId;
use yew::prelude::*;

use super::Ui;
use super::answer::raw;
use crate::components::{Picture, copy_button, field_id, icon, plain_text};
use crate::platform::document;

/// How much of a description is shown.
const DESCRIPTION_LIMIT: usize = 2_000;

/// The refusal of the chosen step.
pub(super) fn refused(ui: Ui<'_>) -> Html {
    let state = ui.state;
    let Some(refusal) = select::refusal(state) else { return Html::default() };
    let error = &refusal.error;
    let description: String = error.description.chars().take(DESCRIPTION_LIMIT).collect();
    let copy = |what, name: &'static str| copy_button(ui, what, "Copy", name);
    html! {
        <>
            <div class="refusal" role="alert">
                <p class="refusal-code">
                    { icon(Picture::Cross) }
                    if let Some(code) = error.code() { <span>{ "AADSTS" }{ code }</span> }
                    <code>{ plain_text(&error.error) }</code>
                    if let Some(suberror) = &error.suberror {
                        <code>{ plain_text(suberror) }</code>
                    }
                </p>
                if let Some(row) = refusal.row {
                    <p>{ row.cause }</p>
                    <p>{ row.fix }</p>
                    if row.uncertain {
                        <p class="why">{ "This explanation rests on reports, not on documentation." }</p>
                    }
                } else {
                    <p>{ plain_text(&description) }</p>
                    if let Some(code) = error.code() {
                        <p>{ "This number is not explained here. Microsoft's own text: " }{ look_up(code) }</p>
                    }
                }
                if !refusal.remedies.is_empty() {
                    <p>{ "Look at " }{ remedies(ui, &refusal.remedies) }{ "." }</p>
                }
            </div>
            <dl class="ids">
                { id_row("Trace ID", error.trace_id.as_deref(), copy(Copied::TraceId, "the trace ID")) }
                { id_row("Correlation ID", error.correlation_id.as_deref(), copy(Copied::CorrelationId, "the correlation ID")) }
                { id_row("Time", error.timestamp.as_deref(), Html::default()) }
            </dl>
            if refusal.row.is_some() {
                <h3 class="section-title">{ "What Entra wrote" }</h3>
                <p>{ plain_text(&description) }</p>
            }
            { raw(ui) }
        </>
    }
}

fn id_row(name: &'static str, value: Option<&str>, copy: Html) -> Html {
    let Some(value) = value else { return Html::default() };
    html! {
        <div>
            <dt>{ name }</dt>
            <dd><code>{ plain_text(value) }</code></dd>
            <dd>{ copy }</dd>
        </div>
    }
}

fn remedies(ui: Ui<'_>, remedies: &[Remedy]) -> Html {
    let count = remedies.len();
    let links = remedies.iter().enumerate().map(|(at, remedy)| {
        let before = match at {
            0 => "",
            at if at + 1 == count => " and ",
            _ => ", ",
        };
        html! { <>{ before }{ remedy_link(ui, *remedy) }</> }
    });
    html! { { for links } }
}

fn remedy_link(ui: Ui<'_>, remedy: Remedy) -> Html {
    let (words, onclick) = match remedy {
        Remedy::Field(input) => (input.row().label.to_owned(), focus(input)),
        Remedy::Step(step) => {
            (format!("step {}, which made its token", step + 1), ui.click(Action::StepChosen(step)))
        }
    };
    html! { <button type="button" class="button-link" {onclick}>{ words }</button> }
}

fn focus(input: InputId) -> Callback<MouseEvent> {
    Callback::from(move |_| document::focus(&field_id(input)))
}

/// Microsoft's own look-up of a number.
fn look_up(code: u32) -> Html {
    html! {
        <a
            href={format!("https://login.microsoftonline.com/error?code={code}")}
            target="_blank" rel="noreferrer noopener"
        >{ "login.microsoftonline.com/error" }</a>
    }
}
