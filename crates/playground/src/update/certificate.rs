//! From a pasted certificate to a signed assertion in the form.

use protocol::certificate::{Assertion, AssertionAlgorithm};
use protocol::flows::Row;
use protocol::inputs::InputId;
use protocol::secret::Secret;

use crate::certificate::{Key, KeyProblem};
use crate::effect::Effect;
use crate::fresh;
use crate::select;
use crate::state::State;

/// The browser took a key, or did not.
pub(super) fn imported(
    state: &mut State,
    input: InputId,
    result: Result<String, KeyProblem>,
) -> Vec<Effect> {
    let session = state.session_mut();
    session.key_problem = None;
    match result {
        Ok(thumbprint) => {
            session.keys.retain(|key| key.input != input);
            session.keys.push(Key { input, thumbprint });
            sign(state, input, AssertionAlgorithm::default())
        }
        Err(problem) => {
            let words = problem.to_string();
            session.key_problem = Some((input, problem));
            vec![Effect::Announce(words)]
        }
    }
}

/// Has an assertion signed for the chosen step.
pub(super) fn sign(
    state: &mut State,
    input: InputId,
    algorithm: AssertionAlgorithm,
) -> Vec<Effect> {
    let Some(seed) = state.seed.clone() else { return Vec::new() };
    let attempt = super::run::next_attempt(state);
    if !state.session().has_key(input) {
        return Vec::new();
    }
    let draft = select::draft(state);
    let path = draft.address.path().unwrap_or_default();
    let assertion = Assertion {
        algorithm,
        client_id: client(state).to_owned(),
        endpoint: [&*draft.address.origin, &*path].concat(),
        id: fresh::new_guid(&seed, attempt.0),
        now: state.now / 1000,
    };
    vec![Effect::Sign { input, assertion }]
}

/// The browser signed, or did not.
pub(super) fn finished(
    state: &mut State,
    input: InputId,
    assertion: Option<&Secret>,
) -> Vec<Effect> {
    let session = state.session_mut();
    let Some(assertion) = assertion else {
        session.key_problem = Some((input, KeyProblem::NotSigned));
        return Vec::new();
    };
    // Cleared meanwhile.
    if !session.has_key(input) {
        return Vec::new();
    }
    super::edit(session, input, assertion);
    vec![Effect::Announce("An assertion is signed and stands in the form.".to_owned())]
}

/// The client id of the chosen step.
fn client(state: &State) -> &str {
    let params = select::step(state).params;
    let input = params.iter().find_map(|row| match row {
        Row::ClientId(row) => row.source.inputs().first().copied(),
        _ => None,
    });
    input.map_or("", |input| state.session().inputs.plain(input))
}
