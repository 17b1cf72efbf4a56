//! A refusal, explained for the step that earned it.

use protocol::explanation::{Answer, Known, Question};
use protocol::inputs::InputId;
use protocol::response::ErrorResponse;

use super::{carried, step};
use crate::outcome::Outcome;
use crate::state::State;

/// What is said about a refusal.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal<'a> {
    /// The answer.
    pub error: &'a ErrorResponse,
    /// What is known of it, once that has been told.
    pub known: Option<&'a Known>,
    /// What to change, the likeliest first.
    pub remedies: Vec<Remedy>,
}

/// A place to change something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// A field of this step.
    Field(InputId),
    /// The earlier step whose token was sent; counted from 0.
    Step(usize),
}

fn error(state: &State) -> Option<&ErrorResponse> {
    match &state.exchange(state.step)?.outcome {
        Outcome::Refused(error) => Some(error),
        _ => None,
    }
}

/// Why the chosen step was refused.
pub(crate) fn question(state: &State) -> Option<Question> {
    let error = Box::new(error(state)?.clone());
    let step = [state.flow.id.as_str(), "/", step(state).id].concat();
    Some(Question::Refusal { error, step })
}

/// The refusal of the chosen step.
#[must_use]
pub fn refusal(state: &State) -> Option<Refusal<'_>> {
    let error = error(state)?;
    let known = match state.explanations.answer(&question(state)?) {
        Some(Answer::Refusal(known)) => Some(&**known),
        _ => None,
    };
    let inputs = known.map_or("", |known| &known.inputs);
    let used = step(state).inputs(&state.session().inputs);
    let mut remedies = Vec::new();
    for name in inputs.split(' ') {
        let Some(input) = used.iter().copied().find(|input| input.name() == name) else { continue };
        let remedy = match carried(state, input).and_then(|role| state.result(role)) {
            Some((at, _)) => Remedy::Step(at),
            None => Remedy::Field(input),
        };
        if !remedies.contains(&remedy) {
            remedies.push(remedy);
        }
    }
    Some(Refusal { error, known, remedies })
}
