//! A refusal takes the place of the token: what, why in this step, what to
//! change, and everything that came with it.

use playground::action::{Action, Copied};
use playground::select::{self, Refusal, Remedy};
use protocol::explanation::Known;

use super::Ui;
use super::answer::raw;
use super::token::{not_loaded, soon};
use crate::components::{
    Heard, Markup, button, code, copy_button, dd, div, dt, element, field_id, list, look_up, p,
    plain_text, refusal_box, section_title, sheets, span,
};
use crate::platform::document;

/// The refusal of the chosen step.
pub(super) fn refused(ui: Ui<'_>) -> Markup {
    let Some(refusal) = select::refusal(ui.state) else { return list() };
    let error = refusal.error;
    let description = error.beginning();
    let mut ids = element("dl", "ids");
    for (name, value, copied) in [
        ("Trace ID", &error.trace_id, Some((Copied::TraceId, "the trace ID"))),
        (
            "Correlation ID",
            &error.correlation_id,
            Some((Copied::CorrelationId, "the correlation ID")),
        ),
        ("Time", &error.timestamp, None),
    ] {
        let copy = copied.map(|(what, name)| copy_button(ui, what, "Copy", name));
        ids = ids.maybe(value.as_deref().map(|value| {
            div("")
                .child(dt("").text(name))
                .child(dd("").child(code("").child(plain_text(value))))
                .child(dd("").maybe(copy))
        }));
    }
    let heading = if ui.state.destination.is_simulated() {
        "What the simulated Entra wrote"
    } else {
        "What Entra wrote"
    };
    let original = explained(&refusal)
        .map(|_| list().child(section_title(heading)).child(p("").child(plain_text(&description))));
    let challenge = error.claims.as_ref().map(|_| {
        list()
            .child(section_title("A claims challenge came with it"))
            .child(p("").text("A token with more claims is wanted, after another sign-in."))
            .child(
                button("button", ui, Action::ChallengeTaken)
                    .text("Put the claims in and sign in again"),
            )
    });
    list()
        .child(explanation(ui, &refusal, &description))
        .maybe(challenge)
        .child(ids)
        .maybe(original)
        .child(raw(ui))
}

/// What is known of a refusal that is explained.
fn explained<'a>(refusal: &Refusal<'a>) -> Option<&'a Known> {
    refusal.known.filter(|known| !known.told.is_empty())
}

fn explanation(ui: Ui<'_>, refusal: &Refusal<'_>, description: &str) -> Markup {
    let error = refusal.error;
    let numbered = error.code().map(|number| span("").text("AADSTS").text(&number.to_string()));
    let suberror = error.suberror.as_ref().map(|suberror| code("").child(plain_text(suberror)));
    let name =
        list().maybe(numbered).child(code("").child(plain_text(&error.error))).maybe(suberror);
    let mut explanation = refusal_box(name);
    if let Some(known) = explained(refusal) {
        explanation = explanation.child(sheets(&known.told, ui));
    } else {
        explanation = explanation.child(p("").child(plain_text(description)));
        if refusal.known.is_none() {
            let failed = ui.state.explanations.failed();
            return explanation.child(if failed { not_loaded(ui) } else { soon() });
        }
        if let Some(number) = error.code() {
            let words = "This number is not explained here. Microsoft's own text: ";
            explanation = explanation.child(
                p("").text(words).child(look_up(number).text("login.microsoftonline.com/error")),
            );
        }
    }
    if !refusal.remedies.is_empty() {
        let look = p("").text("Look at ").child(remedies(ui, &refusal.remedies)).text(".");
        explanation = explanation.child(look);
    }
    explanation.maybe(refusal.known.map(|known| sheets(&known.repairs, ui)))
}

fn remedies(ui: Ui<'_>, remedies: &[Remedy]) -> Markup {
    let mut links = list();
    for (at, remedy) in remedies.iter().enumerate() {
        let before = match at {
            0 => "",
            at if at + 1 == remedies.len() => " and ",
            _ => ", ",
        };
        links = links.child(list().text(before).child(remedy_link(ui, *remedy)));
    }
    links
}

fn remedy_link(ui: Ui<'_>, remedy: Remedy) -> Markup {
    match remedy {
        Remedy::Field(input) => element("button", "button-link")
            .attr("type", "button")
            .on(Heard::Click, Box::new(move |_| document::focus(&field_id(input))))
            .text(input.row().label),
        Remedy::Step(step) => button("button-link", ui, Action::StepChosen(step))
            .text(&format!("step {}, which made its token", step + 1)),
    }
}
