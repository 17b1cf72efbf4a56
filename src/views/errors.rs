//! The error gallery: a refusal is pasted, or looked up by number or word.

use playground::action::Action;
use playground::gallery::gallery;
use playground::page;
use protocol::explanation::Known;
use protocol::response::ErrorResponse;
use protocol::secret::Secret;

use super::Ui;
use super::page::screen;
use super::token::{not_loaded, soon};
use crate::components::{
    Markup, code, div, element, h2, li, list, on_paste, p, plain_text, refusal_box, sheets, span,
    text_box, ul,
};

/// The whole screen.
pub(super) fn errors_screen(ui: Ui<'_>) -> Markup {
    let query = ui.state.view.page.errors_query.expose();
    let label = "Refusal, number or word";
    let field = text_box(ui, "textarea", "errors-text", label, query, searched)
        .attr("rows", "2")
        .attr("placeholder", "AADSTS65001, 700211, consent, redirect …");
    let body = match gallery(ui.state) {
        _ if ui.state.explanations.failed() => not_loaded(ui),
        None => soon(),
        Some((gallery, current)) => {
            let told = match &gallery.pasted {
                Some(error) => refusal_card(ui, error, Some(&gallery.known)),
                None => gallery.known.iter().fold(list(), |told, known| {
                    let number = span("").text("AADSTS").text(&known.number.to_string());
                    told.child(everything(ui, known, refusal_box(number)))
                }),
            };
            let all = div("").child(told).child(sheets(&gallery.others, ui));
            if current { all } else { all.attr("aria-busy", "true") }
        }
    };
    screen(
        "Error gallery",
        "Paste what Entra wrote, or look a number up: why it refused, and what to change.",
        on_paste(ui, field, searched),
        body,
    )
}

fn searched(text: Secret) -> Action {
    Action::Page(page::Action::ErrorsSearched(text))
}

/// A refusal, explained without a step; `known` is `None` until it is told.
pub(super) fn refusal_card(ui: Ui<'_>, error: &ErrorResponse, known: Option<&[Known]>) -> Markup {
    let numbers = error.codes.iter().fold(list(), |numbers, number| {
        numbers.child(span("").text("AADSTS").text(&number.to_string()))
    });
    let mut card = refusal_box(numbers.child(code("").child(plain_text(&error.error))));
    let all = known.unwrap_or_default();
    if known.is_none() {
        card = card.child(soon());
    } else if all.iter().all(|known| known.causes.is_empty()) {
        let words = "This number is not explained here. Microsoft's look-up may know it.";
        card = card.child(p("").text(words));
    }
    let mut told = list();
    for known in all {
        told = told.child(everything(ui, known, std::mem::replace(&mut card, list())));
    }
    let ids = [
        ("Trace ID", &error.trace_id),
        ("Correlation ID", &error.correlation_id),
        ("Time", &error.timestamp),
    ];
    let ids = ids.into_iter().fold(ul("facts"), |rows, (name, value)| {
        rows.maybe(
            value
                .as_deref()
                .map(|value| li("").text(name).text(" ").child(code("").child(plain_text(value)))),
        )
    });
    let description: String = error.description.chars().take(2_000).collect();
    told.child(card)
        .child(ids)
        .child(h2("section-title").text("As written"))
        .child(p("").child(plain_text(&description)))
}

/// All that is known of a number, its causes in the box of the refusal.
fn everything(ui: Ui<'_>, known: &Known, card: Markup) -> Markup {
    let card = card.child(sheets(&known.causes, ui)).child(sheets(&known.repairs, ui));
    let look_up = (known.number != 0).then(|| p("").child(look_up(known.number)));
    list().child(card.maybe(look_up)).child(sheets(&known.earned, ui))
}

fn look_up(number: u32) -> Markup {
    element("a", "")
        .set("href", &format!("https://login.microsoftonline.com/error?code={number}"))
        .attr("target", "_blank")
        .attr("rel", "noreferrer noopener")
        .text("What Microsoft says of ")
        .text(&number.to_string())
}
