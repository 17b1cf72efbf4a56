//! Why Entra refused, and what to change.

use super::super::Simulated;
use super::super::refusal::{Cause, Earned, Facts, Found, Known, Place};
use super::{element, head, heading, name, paragraph, span, table};
use crate::flows::{FLOWS, FlowId};
use crate::response::ErrorResponse;
use crate::sheet::{Element, Sheet, word};

/// A refusal of nobody knows which step: all that is known of it, and its own
/// words.
pub(in super::super) fn refusal(
    error: &ErrorResponse,
    known: Vec<Facts>,
    simulated: &Simulated,
) -> Vec<Sheet> {
    let code = name(error.error.clone());
    let numbers = error.codes.iter().map(|number| aadsts(*number));
    let mut card = refusal_box(numbers.chain([code]));
    if known.iter().all(|known| known.causes.is_empty()) {
        let words = "This number is not explained here. Microsoft's look-up may know it.";
        card = card.child(paragraph("", words));
    }
    let mut card = Some(card);
    let mut sheets = Vec::new();
    for known in known {
        everything(known, card.take(), simulated, &mut sheets);
    }
    sheets.extend(card.map(Sheet::from));
    let ids = [
        ("Trace ID", &error.trace_id),
        ("Correlation ID", &error.correlation_id),
        ("Time", &error.timestamp),
    ];
    let ids = ids.into_iter().filter_map(|(title, value)| {
        Some(element(word!("li")).text(title).text(" ").child(name(value.clone()?)))
    });
    sheets.extend([
        Element::new(word!("ul"), "facts").children(ids).into(),
        section("As written"),
        element(word!("p")).child(Sheet::Plain(error.beginning())).into(),
    ]);
    sheets
}

/// The refusals that fit what stands in the box of the gallery.
pub(in super::super) fn gallery(found: Found, simulated: &Simulated) -> Vec<Sheet> {
    let Found { pasted, known, others } = found;
    if let Some(error) = pasted {
        return refusal(&error, known, simulated);
    }
    let nothing = known.is_empty();
    let mut sheets = Vec::new();
    for known in known {
        let card = refusal_box([aadsts(known.number)]);
        everything(known, Some(card), simulated, &mut sheets);
    }
    sheets.extend(in_short(others, nothing));
    sheets
}

fn aadsts(number: u32) -> Element {
    span("", "AADSTS").text(number.to_string())
}

/// What a refusal stands in, with its name in front.
fn refusal_box<T: Into<Sheet>>(name: impl IntoIterator<Item = T>) -> Element {
    let code = Element::new(word!("p"), "refusal-code").child(Sheet::Cross).children(name);
    Element::new(word!("div"), "refusal").with(word!("role"), "alert").child(code)
}

fn section(title: &str) -> Sheet {
    Element::new(word!("h2"), "section-title").text(title).into()
}

/// All that is known of a number, its causes in the box of the refusal where there is
/// one, and how the simulated Entra is brought to it.
fn everything(facts: Facts, card: Option<Element>, simulated: &Simulated, sheets: &mut Vec<Sheet>) {
    let Facts { number, causes, application, repairs } = facts;
    let look_up = (number != 0).then_some(Sheet::LookUp(number));
    let look_up = look_up.map(|look_up| element(word!("p")).child(look_up).into());
    let causes = causes.into_iter().flat_map(everywhere);
    let told = causes.chain(whom_and_where(application, repairs)).chain(look_up);
    match card {
        Some(card) => sheets.push(card.children(told).into()),
        None => sheets.extend(told),
    }
    let ways = simulated.earned(number);
    if !ways.is_empty() {
        sheets.push(section("How the simulated Entra is brought to it"));
        let ways = ways.into_iter().map(way_to_earn);
        sheets.push(Element::new(word!("ul"), "earned").children(ways).into());
    }
}

/// What is known of a number in the step that earned it: its likeliest cause.
pub(in super::super) fn of_step(facts: Facts) -> Known {
    let inputs: Vec<_> = facts.causes.iter().map(|cause| cause.inputs).collect();
    let inputs = inputs.join(" ");
    let mut told = Vec::new();
    if let Some(cause) = facts.causes.into_iter().next() {
        told = vec![paragraph("", cause.cause).into(), paragraph("", cause.fix).into()];
        let words = "This explanation rests on reports, not on documentation.";
        told.extend(cause.uncertain.then(|| paragraph("why", words).into()));
    }
    Known { inputs, told, repairs: whom_and_where(facts.application, facts.repairs) }
}

/// Whom Entra's words name, and the steps that repair it.
fn whom_and_where(application: String, repairs: Vec<Place>) -> Vec<Sheet> {
    let named = (!application.is_empty()).then(|| {
        let named = paragraph("", "Entra names the application: ");
        named.child(Sheet::Plain(application)).text(".").into()
    });
    let places = (!repairs.is_empty()).then(|| {
        let ways = repairs.into_iter().filter_map(|place| way(place, false));
        Element::new(word!("div"), "actions").children(ways).into()
    });
    named.into_iter().chain(places).collect()
}

/// A cause where nobody knows the step.
fn everywhere(cause: Cause) -> [Sheet; 2] {
    let mut words = element(word!("p"));
    if let Some((flow, step)) = titles(cause.at) {
        let mut at = element(word!("strong"));
        if !flow.is_empty() {
            at = at.text(flow).text(", ");
        }
        words = words.child(at.text(step).text(": "));
    }
    let source = match cause.uncertain {
        true => span("undocumented", "from reports"),
        false => span("badge", "documented"),
    };
    [words.text(cause.cause).text(" ").child(source).into(), paragraph("", cause.fix).into()]
}

/// The titles of the step that a cause is about, as [`Cause::at`] names it: its flow,
/// if it is one of them, and the step.
pub(super) fn titles(at: &str) -> Option<(&'static str, &'static str)> {
    let (flow, step) = at.split_once('/').unwrap_or(("", at));
    let mut flows = FLOWS.into_iter().filter(|one| flow.is_empty() || one.id.as_str() == flow);
    let found = flows.find_map(|flow| Some((flow, flow.step(step)?.1)));
    found.map(|(found, step)| (if flow.is_empty() { "" } else { found.title }, step.title))
}

fn way_to_earn(earned: Earned) -> Element {
    element(word!("li"))
        .child(paragraph("", earned.how))
        .child(paragraph("why", earned.provenance))
        .children(earned.place.and_then(|place| way(place, true)))
}

/// The button that opens a place; it names the field, if that is wanted. `None` where
/// the page has no such step.
fn way(place: Place, field: bool) -> Option<Sheet> {
    let flow = FlowId::parse(&place.flow)?;
    let step = flow.steps.get(place.step)?;
    let mut words = ["Open ", flow.title, ", ", step.title].concat();
    if let Some(input) = step.input_named(&place.input).filter(|_| field) {
        words.push_str(", ");
        words.push_str(input.row().label);
    }
    Some(Sheet::Way { place, words })
}

/// Refusals in short, each with its general cause; where there are none, and
/// `nothing` else either, what to do.
fn in_short(refusals: Vec<Facts>, nothing: bool) -> Vec<Sheet> {
    if refusals.is_empty() {
        let words = "Nothing here fits. Try the number alone, or fewer words.";
        return if nothing { vec![paragraph("why", words).into()] } else { Vec::new() };
    }
    let rows = refusals.into_iter().filter_map(|refusal| {
        let cause = refusal.causes.into_iter().next()?;
        let mut number = heading("row").child(Sheet::Number(refusal.number));
        if cause.uncertain {
            number = number.text(" ").child(span("undocumented", "from reports"));
        }
        let row = element(word!("tr")).with(word!("key"), refusal.number.to_string());
        let cell = |words| element(word!("td")).text(words);
        Some(row.child(number).child(cell(cause.cause)).child(cell(cause.fix)))
    });
    let words = "From Microsoft's documentation, but for what is marked as from reports. A number shows all that is known of it.";
    let table = table("claims errors", "Refusals")
        .child(head("", ["Number", "Why Entra refused", "What to change"]))
        .child(element(word!("tbody")).children(rows));
    vec![paragraph("why", words).into(), table.into()]
}
