//! Getting a token from the simulated tenant where a flow begins with one: what a
//! sign-in there would give, without the sign-in.

use protocol::inputs::InputId;
use protocol::request::HttpResponse;

use super::receive::{fail, finish};
use super::run::{next_attempt, run, set};
use crate::effect::{Carrier, Effect};
use crate::outcome::{self, Outcome};
use crate::select;
use crate::state::{Errand, Millis, Progress, Received, State, TransportError};

/// Asks for the token of an input of the chosen step; nothing outside of the
/// simulated tenant. With `runs`, the step runs when the token is there.
pub(super) fn ask(state: &mut State, input: InputId, runs: bool) -> Vec<Effect> {
    let Some(request) = select::example_token(state, input) else { return Vec::new() };
    let attempt = next_attempt(state);
    let since = state.now;
    state.errand = Some(Errand { attempt, input, step: state.step, runs });
    if runs {
        set(state, Progress::Sending { attempt, request: request.clone(), since });
    }
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
            && select::example_token(state, *input).is_some()
    })?;
    Some(ask(state, input, true))
}

/// The simulated Entra answered.
pub(super) fn answered(
    state: &mut State,
    errand: Errand,
    result: Result<HttpResponse, TransportError>,
    now: Millis,
) -> Vec<Effect> {
    state.now = now;
    state.step = errand.step;
    let key = (state.flow.id, errand.step);
    let response = match result {
        Ok(response) => response,
        Err(error) => return fail(state, key, error),
    };
    let outcome = outcome::read(protocol::flows::Answer::Token, &response);
    let token = match &outcome {
        Outcome::Token(answer) if errand.input == InputId::RefreshToken => {
            answer.refresh_token.as_ref()
        }
        Outcome::Token(answer) => Some(&answer.access_token),
        _ => None,
    };
    match (token, select::example_token(state, errand.input)) {
        (Some(token), _) => {
            super::edit(state.session_mut(), errand.input, token);
            if errand.runs {
                // What the step itself lacks is said in its form.
                state.session_mut().steps.0.retain(|(other, _)| *other != key);
                return run(state);
            }
            vec![Effect::Announce("A token of the simulated tenant is in the form.".to_owned())]
        }
        (None, Some(request)) => {
            let received = Received::Carried { response, took: 0 };
            finish(state, key, request, outcome, received, now)
        }
        (None, None) => Vec::new(),
    }
}
