//! Everything the views show, computed from the state.

mod chain;
mod consent;
mod destinations;
mod document;
mod fields;
mod loan;
mod outcome;
mod refusal;
mod token;

pub use chain::{chain, chips};
pub(crate) use destinations::is_simulated;
pub use destinations::{DestinationChoice, LeavingNotice, badge, destinations, leaving, way};
pub use document::pretty;
pub use fields::{AssertionView, FIELD_LIMIT, Field, FieldValue, fields};
pub(crate) use loan::example_token;
pub use loan::{Loan, has_example, loan};
pub use outcome::{Meta, announcement, meta};
pub(crate) use refusal::question as refusal_question;
pub use refusal::{Refusal, Remedy, refusal};
pub use token::{claims_query, token, tokens};
pub(crate) use token::{names, seconds};

pub use protocol::picture::{Chain, Chip, Node, Status};

use protocol::build;
use protocol::checks::Carrier;
use protocol::client_auth::Credential;
use protocol::explanation::{Answer, Question};
use protocol::finding::Finding;
use protocol::flows::{FLOWS, Role, Step, Travel};
use protocol::inputs::{InputId, Inputs};
use protocol::request::Draft;

use crate::destination::Destination;
use crate::fresh;
use crate::outcome::{DeviceAuthorization, Outcome};
use crate::sign_in::{Dialog, SignIn, Stage};
use crate::state::{Exchange, Progress, State};

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
        } else if let Some(seed) = &state.seed {
            // What the reader types wins over what the page makes.
            fresh::fill(&mut inputs, id, seed, state.flow.id, session.run(state.flow.id));
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

/// The question what is notable of the chosen step before it is sent: what its form
/// says, and what follows from the time and from who would carry it. `None` while
/// the page is as it opened: nothing is, and the module that answers need not load,
/// unless the reader looks at the request and may want to know why it is so.
pub(crate) fn notable(state: &State) -> Option<Question> {
    if is_untouched(state) && !state.view.looked_at && !state.explanations.is_loaded() {
        return None;
    }
    let inputs = inputs(state, state.step);
    let carrier = match &state.destination {
        Destination::Proxy { .. } if step(state).travel(&inputs) == Travel::BackChannel => {
            Some(Carrier::Proxy)
        }
        Destination::Proxy { .. } => Some(Carrier::Page),
        Destination::Simulated | Destination::CopyPaste { .. } => None,
    };
    // What the reader has yet to bring may change who asks.
    let missing = draft_of(state, state.step).missing().any(|id| carried(state, id).is_none());
    let consents = !missing && consent::is_as_at_first(state);
    Some(Question::Step { flow: state.flow.id, step: state.step, inputs, carrier, consents })
}

/// Whether the first flow shows the simulated tenant's examples as they came.
pub(crate) fn is_untouched(state: &State) -> bool {
    let session = state.session();
    let untouched = session.steps.is_empty() && session.inputs == state.examples;
    untouched && state.destination.is_simulated() && state.flow == FLOWS[0]
}

/// Why everything is sent, by the place that the lines of a request name; empty
/// until that is answered.
#[must_use]
pub fn reasons(state: &State) -> &[String] {
    match state.explanations.of_step() {
        Some((Some(Answer::Step(_, reasons)), _)) => reasons,
        _ => &[],
    }
}

/// What is notable about the chosen step before it is sent; empty until that is
/// answered.
#[must_use]
pub fn findings(state: &State) -> &[Finding] {
    match state.explanations.of_step() {
        Some((Some(Answer::Step(findings, _)), _)) => findings,
        _ => &[],
    }
}

/// Whether what is notable cannot be told, because what knows it could not be loaded.
#[must_use]
pub fn findings_failed(state: &State) -> bool {
    !is_untouched(state) && state.explanations.of_step().is_some_and(|(_, failed)| failed)
}

/// Whether an answer belongs to an earlier request than the one that the form
/// would send now.
#[must_use]
pub fn is_stale(state: &State, step: usize) -> bool {
    state.exchange(step).is_some_and(|exchange| is_of_another(exchange, &draft_of(state, step)))
}

fn is_of_another(exchange: &Exchange, draft: &Draft) -> bool {
    draft.finish().as_ref() != Some(&exchange.request)
}

/// Whether something is under way in the chosen flow.
#[must_use]
pub fn is_sending(state: &State) -> bool {
    (0..state.flow.steps.len()).any(|step| {
        matches!(
            state.progress(step),
            Some(Progress::Sending { .. } | Progress::SigningIn(_) | Progress::Polling(_))
        )
    })
}

/// The sign-in of the chosen step, or the device page of its polling.
#[must_use]
pub fn sign_in(state: &State) -> Option<&SignIn> {
    match state.progress(state.step)? {
        Progress::SigningIn(sign_in) => Some(sign_in),
        Progress::Polling(polling) => polling.page.as_deref(),
        _ => None,
    }
}

/// The page of the simulated Entra that is open.
#[must_use]
pub fn dialog(state: &State) -> Option<&Dialog> {
    match &sign_in(state)?.stage {
        Stage::Dialog(dialog) => Some(dialog),
        Stage::Window { .. } | Stage::Asking => None,
    }
}

/// Whether something is open over the page, which keeps the focus to itself.
#[must_use]
pub fn is_covered(state: &State) -> bool {
    state.view.page.palette.is_some() || dialog(state).is_some()
}

/// The exchange that began a device's sign-in, in the chosen flow.
pub(crate) fn device_exchange(state: &State) -> Option<&Exchange> {
    (0..state.flow.steps.len())
        .filter_map(|step| state.exchange(step))
        .find(|exchange| matches!(exchange.outcome, Outcome::Device(_)))
}

/// What a device shows, in the chosen flow.
#[must_use]
pub fn device(state: &State) -> Option<&DeviceAuthorization> {
    match &device_exchange(state)?.outcome {
        Outcome::Device(device) => Some(device),
        _ => None,
    }
}

/// The name of an identity in an input: from the directory that is known, else
/// none.
#[must_use]
pub fn name_of(state: &State, id: InputId) -> Option<&str> {
    state.destination.is_simulated().then(|| state.names.of(state.session().inputs.plain(id)))?
}
