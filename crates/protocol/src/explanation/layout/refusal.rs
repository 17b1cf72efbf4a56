//! Why Entra refused, and what to change.

use super::super::refusal::{Cause, Earned, Facts, Known, Place};
use super::{element, head, heading, paragraph, span, table};
use crate::flows::{FLOWS, FlowId};
use crate::sheet::{Element, Sheet, word};

/// All that is known of a number, with how the simulated Entra is brought to it.
pub(in super::super) fn known(ways: Vec<Earned>, facts: Facts) -> Known {
    let mut earned = Vec::new();
    if !ways.is_empty() {
        let title = "How the simulated Entra is brought to it";
        let ways = Element::new(word!("ul"), "earned").children(ways.into_iter().map(way_to_earn));
        earned = vec![Element::new(word!("h2"), "section-title").text(title).into(), ways.into()];
    }
    Known { earned, ..told(facts, |causes| causes.into_iter().flat_map(everywhere).collect()) }
}

/// What is known of a number in the step that earned it: its likeliest cause.
pub(in super::super) fn of_step(facts: Facts) -> Known {
    told(facts, |causes| {
        let Some(cause) = causes.into_iter().next() else { return Vec::new() };
        let unsure = cause.uncertain.then(|| {
            paragraph("why", "This explanation rests on reports, not on documentation.").into()
        });
        let words = [paragraph("", cause.cause).into(), paragraph("", cause.fix).into()];
        words.into_iter().chain(unsure).collect()
    })
}

fn told(facts: Facts, causes: impl Fn(Vec<Cause>) -> Vec<Sheet>) -> Known {
    let inputs: Vec<_> = facts.causes.iter().map(|cause| cause.inputs).collect();
    let named = (!facts.application.is_empty()).then(|| {
        let named = paragraph("", "Entra names the application: ");
        named.child(Sheet::Plain(facts.application)).text(".").into()
    });
    let places = (!facts.repairs.is_empty()).then(|| {
        let ways = facts.repairs.into_iter().filter_map(|place| way(place, false));
        Element::new(word!("div"), "actions").children(ways).into()
    });
    Known {
        number: facts.number,
        inputs: inputs.join(" "),
        causes: causes(facts.causes),
        repairs: named.into_iter().chain(places).collect(),
        earned: Vec::new(),
    }
}

/// A cause where nobody knows the step.
fn everywhere(cause: Cause) -> [Sheet; 2] {
    let mut words = element(word!("p"));
    if let Some((flow, step)) = titles(cause.at) {
        let flow = if flow.is_empty() { String::new() } else { [flow, ", "].concat() };
        words = words.child(element(word!("strong")).text([&flow, step, ": "].concat()));
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
pub(in super::super) fn others(refusals: Vec<Facts>, nothing: bool) -> Vec<Sheet> {
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
