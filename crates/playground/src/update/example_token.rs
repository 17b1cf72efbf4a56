//! Getting a token from the simulated tenant where a flow begins with one: what a
//! sign-in there would give, without the sign-in.

use protocol::flows::FlowId;
use protocol::inputs::InputId;

use super::run::{next_attempt, run, set};
use crate::effect::{Carrier, Effect};
use crate::outcome::Outcome;
use crate::select;
use crate::state::{Errand, Progress, State};

/// Asks for the token of an input of the chosen step; nothing outside of the
/// simulated tenant. With `runs`, the step runs when the token is there.
pub(super) fn ask(state: &mut State, input: InputId, runs: bool) -> Vec<Effect> {
    if !select::has_example(state, input) {
        return Vec::new();
    }
    let request = select::example_token(state, input);
    let attempt = next_attempt(state);
    let since = state.now;
    state.errand = Some(Errand { attempt, input, runs });
    set(state, Progress::Sending { attempt, request: request.clone(), since });
    vec![Effect::Send { attempt, carrier: Carrier::Simulated, request }]
}

/// Asks for the first token that the chosen step lacks; `None` when it lacks none
/// that could be had.
pub(super) fn ask_for_missing(state: &mut State) -> Option<Vec<Effect>> {
    let session = &state.session().inputs;
    let input = select::step(state).inputs(session).into_iter().find(|input| {
        // Without further tokens a call is as good.
        *input != InputId::AuxiliaryTokens
            && !session.has(*input)
            && select::carried(state, *input).is_none()
            && select::has_example(state, *input)
    })?;
    Some(ask(state, input, true))
}

/// Puts the token of an answer into the form; `None` when there is none in it.
pub(super) fn take(
    state: &mut State,
    key: (FlowId, usize),
    errand: Errand,
    outcome: &Outcome,
) -> Option<Vec<Effect>> {
    let Outcome::Token(answer) = outcome else { return None };
    let refreshes = errand.input == InputId::RefreshToken;
    let token = answer.refresh_token.as_ref().filter(|_| refreshes);
    let session = state.session_mut();
    super::edit(session, errand.input, token.unwrap_or(&answer.access_token));
    // The step has no answer yet, only what it needs for one.
    session.steps.0.retain(|(other, _)| *other != key);
    if errand.runs {
        state.step = key.1;
        return Some(run(state));
    }
    Some(vec![Effect::Announce("The token is in the form.".to_owned())])
}
