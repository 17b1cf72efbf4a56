//! The error gallery: a refusal is pasted, or looked up by number or word.

use playground::action::Action;
use playground::gallery::{Destination, destination, gallery, titles};
use playground::page;
use protocol::explanation::{Cause, Earned, Known};
use protocol::response::ErrorResponse;
use protocol::secret::Secret;

use super::Ui;
use super::page::screen;
use super::token::{not_loaded, soon};
use crate::components::{
    Markup, button, code, div, element, h2, li, list, on_paste, p, plain_text, refusal_box, span,
    strong, td, text_box, th, tr, ul,
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
            let rows = gallery.pasted.is_none().then(|| rows(ui, &gallery.others, &gallery.known));
            let all = element("div", "").child(told).maybe(rows);
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
fn everything(ui: Ui<'_>, known: &Known, mut card: Markup) -> Markup {
    for cause in &known.causes {
        card = card.child(explanation(cause));
    }
    card = card.child(repairs(ui, known));
    if known.number != 0 {
        card = card.child(p("").child(look_up(known.number)));
    }
    if known.earned.is_empty() {
        return card;
    }
    let ways = known
        .earned
        .iter()
        .fold(ul("earned"), |ways, one| ways.child(li("").child(earned(ui, one))));
    list()
        .child(card)
        .child(h2("section-title").text("How the simulated Entra is brought to it"))
        .child(ways)
}

fn explanation(cause: &Cause) -> Markup {
    let at = titles(&cause.at).map(|(flow, step)| {
        let flow = (!flow.is_empty()).then(|| list().text(flow).text(", "));
        strong("").maybe(flow).text(step).text(": ")
    });
    let source = match cause.uncertain {
        true => span("undocumented").text("from reports"),
        false => span("badge").text("documented"),
    };
    list()
        .child(p("").maybe(at).text(&cause.cause).text(" ").child(source))
        .child(p("").text(&cause.fix))
}

fn earned(ui: Ui<'_>, earned: &Earned) -> Markup {
    let place = earned.place.as_ref().and_then(destination);
    let place = place.map(|place| {
        let field = place.input.map(|input| list().text(", ").text(input.row().label));
        opens(ui, place).maybe(field)
    });
    list().child(p("").text(&earned.how)).child(p("why").text(&earned.provenance)).maybe(place)
}

fn opens(ui: Ui<'_>, place: Destination) -> Markup {
    button("button button-small", ui, Action::PlaceWanted(place))
        .text("Open ")
        .text(place.flow.title)
        .text(", ")
        .text(place.flow.steps[place.step].title)
}

/// Whom a refusal names, and the steps that repair it.
pub(super) fn repairs(ui: Ui<'_>, known: &Known) -> Markup {
    let named = &known.application;
    let application = (!named.is_empty())
        .then(|| p("").text("Entra names the application: ").child(plain_text(named)).text("."));
    let places = known.repairs.iter().filter_map(destination);
    let places = places.fold(div("actions"), |row, place| row.child(opens(ui, place)));
    let places = (!known.repairs.is_empty()).then_some(places);
    list().maybe(application).maybe(places)
}

fn look_up(number: u32) -> Markup {
    element("a", "")
        .set("href", &format!("https://login.microsoftonline.com/error?code={number}"))
        .attr("target", "_blank")
        .attr("rel", "noreferrer noopener")
        .text("What Microsoft says of ")
        .text(&number.to_string())
}

fn rows(ui: Ui<'_>, others: &[Known], known: &[Known]) -> Markup {
    if others.is_empty() {
        return match known {
            [] => p("why").text("Nothing here fits. Try the number alone, or fewer words."),
            _ => list(),
        };
    }
    let names = ["Number", "Why Entra refused", "What to change"]
        .into_iter()
        .fold(tr(""), |names, name| names.child(th("").attr("scope", "col").text(name)));
    let mut body = element("tbody", "");
    for (known, cause) in others.iter().filter_map(|known| Some((known, known.causes.first()?))) {
        let number = known.number.to_string();
        let wanted = searched(Secret::new(number.clone()));
        let unsure = cause.uncertain.then(|| span("undocumented").text("from reports"));
        let name = th("")
            .attr("scope", "row")
            .child(button("button-link", ui, wanted).child(code("").text(&number)))
            .maybe(unsure.map(|note| list().text(" ").child(note)));
        body = body.child(
            tr("")
                .key(&number)
                .child(name)
                .child(td("").text(&cause.cause))
                .child(td("").text(&cause.fix)),
        );
    }
    let words = "From Microsoft's documentation, but for what is marked as from reports. A number shows all that is known of it.";
    let table = element("table", "claims errors")
        .child(element("caption", "visually-hidden").text("Refusals"))
        .child(element("thead", "").child(names))
        .child(body);
    list().child(p("why").text(words)).child(table)
}
