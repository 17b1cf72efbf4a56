//! Everything the views show, computed from the state.

mod chain;
mod destinations;
mod fields;
mod outcome;
mod refusal;
mod token;

pub use chain::{Chain, Chip, Edge, Node, Status, chain, chips};
pub use destinations::{DestinationChoice, LeavingNotice, badge, destinations, leaving, way};
pub use fields::{FIELD_LIMIT, Field, FieldValue, fields};
pub use outcome::{Meta, announcement, meta};
pub use refusal::{Refusal, Remedy, refusal};
pub use token::{ReadView, TokenView, Validity, token};

use protocol::build;
use protocol::client_auth::Credential;
use protocol::flows::{Role, Step};
use protocol::inputs::{InputId, Inputs};
use protocol::request::Draft;

use crate::state::{Progress, State};

/// The chosen step.
#[must_use]
pub fn step(state: &State) -> &'static Step {
    &state.flow.steps[state.step]
}

/// The credential chosen for a step, where it offers any.
#[must_use]
pub fn credential(state: &State, step: &Step) -> Option<Credential> {
    step.credential(&state.session().inputs)
}

/// Whether a step of the flow makes what this input takes, and the reader has
/// not pasted something else.
pub(crate) fn carried(state: &State, id: InputId) -> Option<Role> {
    let role = id.row().role.filter(|_| !state.session().pasted_instead.contains(&id))?;
    state.flow.maker(role).map(|_| role)
}

/// The inputs of a step: what was typed for it, and the tokens of earlier
/// steps by their role.
#[must_use]
pub fn inputs(state: &State, step: usize) -> Inputs {
    let session = state.session();
    let step = &state.flow.steps[step];
    let credential = credential(state, step);
    let mut inputs = Inputs::default();
    for id in step.inputs(&session.inputs) {
        if let Some(role) = carried(state, id) {
            if let Some((_, token)) = state.result(role) {
                inputs.set_secret(id, token.clone());
            }
        } else if step.proof().is_some_and(|proof| proof.credential == id) {
            inputs.set(id, credential.map_or("", Credential::id).to_owned());
        } else if let Some(secret) = session.inputs.secret(id) {
            inputs.set_secret(id, secret.clone());
        } else if session.inputs.has(id) {
            inputs.set(id, session.inputs.plain(id).to_owned());
        }
    }
    inputs
}

/// The request of the chosen step, as far as it goes.
#[must_use]
pub fn draft(state: &State) -> Draft {
    draft_of(state, state.step)
}

/// The request of any step of the chosen flow.
#[must_use]
pub fn draft_of(state: &State, step: usize) -> Draft {
    let authority = state.deployment.authority(&state.destination);
    build::draft(&state.flow.steps[step], &inputs(state, step), authority)
}

/// Whether an answer belongs to an earlier request than the one that the form
/// would send now.
#[must_use]
pub fn is_stale(state: &State, step: usize) -> bool {
    state
        .exchange(step)
        .is_some_and(|exchange| draft_of(state, step).finish().as_ref() != Some(&exchange.request))
}

/// Whether something is under way in the chosen flow.
#[must_use]
pub fn is_sending(state: &State) -> bool {
    (0..state.flow.steps.len())
        .any(|step| matches!(state.progress(step), Some(Progress::Sending { .. })))
}

/// The name of an identity in an input: from the directory that is known, else
/// none.
#[must_use]
pub fn name_of(state: &State, id: InputId) -> Option<&str> {
    state.destination.is_simulated().then(|| state.names.of(state.session().inputs.plain(id)))?
}
