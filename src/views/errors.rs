//! The error gallery: a refusal is pasted, or looked up by number or word.

use playground::action::Action;
use playground::gallery::gallery;
use playground::page;
use protocol::catalog::errors::{self, ErrorRow};
use protocol::response::ErrorResponse;

use super::Ui;
use super::page::screen;
use crate::components::{
    Markup, code, element, h2, list, on_paste, p, plain_text, refusal_box, span, td, text_box, th,
    tr,
};

/// The whole screen.
pub(super) fn errors_screen(ui: Ui<'_>) -> Markup {
    let searched = |text| Action::Page(page::Action::ErrorsSearched(text));
    let query = ui.state.view.page.errors_query.expose();
    let label = "Refusal, number or word";
    let field = text_box(ui, "textarea", "errors-text", label, query, searched)
        .attr("rows", "2")
        .attr("placeholder", "AADSTS65001, 700211, consent, redirect …");
    let gallery = gallery(ui.state);
    let body = match &gallery.pasted {
        Some(error) => refusal_card(error),
        None => rows(&gallery.rows),
    };
    screen(
        "Error gallery",
        "Paste what Entra wrote, or look a number up: why it refused, and what to change.",
        on_paste(ui, field, searched),
        body,
    )
}

/// A refusal, explained without a step.
pub(super) fn refusal_card(error: &ErrorResponse) -> Markup {
    let numbers = error.codes.iter().fold(list(), |numbers, number| {
        numbers.child(span("").text("AADSTS").text(&number.to_string()))
    });
    let name = numbers.child(code("").child(plain_text(&error.error)));
    let mut card = refusal_box(name);
    let mut known = false;
    for row in error.codes.iter().filter_map(|number| errors::error(*number)) {
        known = true;
        card = card.child(explanation(&row));
    }
    if !known {
        let words = "This number is not explained here. Microsoft's look-up may know it.";
        card = card.child(p("").text(words));
    }
    card = error.codes.iter().fold(card, |card, number| card.child(p("").child(look_up(*number))));
    let ids = [
        ("Trace ID", &error.trace_id),
        ("Correlation ID", &error.correlation_id),
        ("Time", &error.timestamp),
    ];
    let ids = ids.into_iter().fold(element("ul", "facts"), |rows, (name, value)| {
        rows.maybe(value.as_deref().map(|value| {
            element("li", "").text(name).text(" ").child(code("").child(plain_text(value)))
        }))
    });
    let description: String = error.description.chars().take(2_000).collect();
    list()
        .child(card)
        .child(ids)
        .child(h2("section-title").text("As written"))
        .child(p("").child(plain_text(&description)))
}

fn explanation(row: &ErrorRow) -> Markup {
    let unsure = row
        .uncertain
        .then(|| p("why").text("This explanation rests on reports, not on documentation."));
    list().child(p("").text(row.cause)).child(p("").text(row.fix)).maybe(unsure)
}

fn look_up(number: u32) -> Markup {
    element("a", "")
        .set("href", &format!("https://login.microsoftonline.com/error?code={number}"))
        .attr("target", "_blank")
        .attr("rel", "noreferrer noopener")
        .text("What Microsoft says of ")
        .text(&number.to_string())
}

fn rows(rows: &[ErrorRow]) -> Markup {
    if rows.is_empty() {
        return p("why").text("Nothing here fits. Try the number alone, or fewer words.");
    }
    let names = ["Number", "Why Entra refused", "What to change"]
        .into_iter()
        .fold(tr(""), |names, name| names.child(th("").attr("scope", "col").text(name)));
    let mut body = element("tbody", "");
    for row in rows {
        let number = row.code.to_string();
        let unsure = row.uncertain.then(|| span("undocumented").text("from reports"));
        let name = th("")
            .attr("scope", "row")
            .child(code("").text(&number))
            .maybe(unsure.map(|note| list().text(" ").child(note)));
        body = body.child(
            tr("")
                .key(&number)
                .child(name)
                .child(td("").text(row.cause))
                .child(td("").text(row.fix)),
        );
    }
    element("table", "claims errors")
        .child(element("caption", "visually-hidden").text("Refusals"))
        .child(element("thead", "").child(names))
        .child(body)
}
