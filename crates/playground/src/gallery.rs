//! The error gallery: refusals by number and word, and the one that was pasted.

use protocol::explanation::{Answer, Place, Question};
use protocol::flows::{Flow, FlowId};
use protocol::inputs::InputId;
use protocol::sheet::Sheet;

use crate::state::State;

/// What the gallery wants to know.
pub(crate) fn question(state: &State) -> Question {
    Question::Gallery(state.view.page.errors_query.clone())
}

/// What the gallery shows: what fits its box or, until that is known, what fitted
/// before; and whether it is that. `None` while nothing is known.
#[must_use]
pub fn gallery(state: &State) -> Option<(&[Sheet], bool)> {
    let explanations = &state.explanations;
    let (answer, current) = match explanations.answer(&question(state)) {
        Some(answer) => (answer, true),
        None => (explanations.last.as_deref()?, false),
    };
    match answer {
        Answer::Gallery(gallery) => Some((gallery, current)),
        _ => None,
    }
}

/// A place of the page that an explanation names.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Destination {
    /// The flow.
    pub flow: &'static Flow,
    /// The step, counted from 0.
    pub step: usize,
    /// The field.
    pub input: Option<InputId>,
}

/// Where a place is; `None` where the page has no such step.
#[must_use]
pub fn destination(place: &Place) -> Option<Destination> {
    let flow = FlowId::parse(&place.flow)?;
    let input = flow.steps.get(place.step)?.input_named(&place.input);
    Some(Destination { flow, step: place.step, input })
}
