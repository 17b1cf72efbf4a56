//! Tokens of other flows: a call needs one that it does not get by itself.

use protocol::flows::{Flow, FlowId, Role};
use protocol::inputs::InputId;
use protocol::secret::Secret;

use crate::state::{Progress, State};

/// A token that another flow has made.
#[derive(Clone, Debug, PartialEq)]
pub struct Loan {
    /// The flow.
    pub flow: &'static Flow,
    /// The token.
    pub token: Secret,
}

/// The newest token of another flow that an input can take. Nothing takes it by
/// itself: the reader does.
#[must_use]
pub fn loan(state: &State, input: InputId) -> Option<Loan> {
    let wanted: &[Role] = match input {
        InputId::RefreshToken => &[Role::RefreshToken],
        InputId::AccessToken | InputId::AzureToken | InputId::Assertion => {
            &[Role::AccessToken, Role::ResourceToken]
        }
        _ => return None,
    };
    state.session().steps.0.iter().rev().find_map(|((id, step), progress)| {
        let (Progress::Answered(exchange), true) = (progress, *id != state.flow.id) else {
            return None;
        };
        let flow = FlowId::parse(id.as_str())?;
        let step = flow.steps.get(*step)?;
        let token = wanted.iter().find_map(|role| exchange.outcome.made(step.makes(*role)?))?;
        Some(Loan { flow, token: token.clone() })
    })
}
