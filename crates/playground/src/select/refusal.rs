//! A refusal, explained for the step that earned it.

use protocol::catalog::errors::{self, ErrorRow};
use protocol::inputs::InputId;
use protocol::response::ErrorResponse;

use super::{carried, step};
use crate::outcome::Outcome;
use crate::state::State;

/// What is said about a refusal.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    /// The answer.
    pub error: ErrorResponse,
    /// What is known of its number; `None` for numbers that are not explained.
    pub row: Option<ErrorRow>,
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

/// The refusal of the chosen step.
#[must_use]
pub fn refusal(state: &State) -> Option<Refusal> {
    let Outcome::Refused(error) = &state.exchange(state.step)?.outcome else { return None };
    let inputs = error.code().map_or(&[][..], inputs_behind);
    let used = step(state).inputs(&state.session().inputs);
    let remedies = inputs.iter().filter(|input| used.contains(input)).map(|input| {
        match carried(state, *input).and_then(|role| state.result(role)) {
            Some((at, _)) => Remedy::Step(at),
            None => Remedy::Field(*input),
        }
    });
    Some(Refusal {
        error: error.clone(),
        row: error.code().and_then(errors::error),
        remedies: remedies.collect(),
    })
}

/// The inputs that a refusal of this number can come from, the likeliest first.
const fn inputs_behind(code: u32) -> &'static [InputId] {
    use InputId::{
        AgentIdentityId, BlueprintId, BlueprintToken, ClientAssertion, ClientSecret, Credential,
        Extra, Scope, Tenant,
    };
    match code {
        90002 | 900_023 | 50059 | 50194 | 9_001_023 | 90038 => &[Tenant],
        700_016 | 7_000_229 | 7_000_112 | 70001 => &[BlueprintId, AgentIdentityId, Tenant],
        7_000_215 | 7_000_222 => &[ClientSecret],
        7_000_216 | 7_000_218 | 700_025 => &[Credential, ClientSecret, ClientAssertion],
        700_027 | 700_021 | 700_023 | 700_024 | 50027 => &[ClientAssertion, BlueprintToken],
        700_211 => &[BlueprintToken, Tenant],
        700_213 | 7_002_131 | 7_002_138 => &[AgentIdentityId, BlueprintToken],
        700_212 | 7_002_121 | 7_002_137 | 70021 | 70025 => &[BlueprintToken, ClientAssertion],
        82008 => &[AgentIdentityId],
        82001 | 70011 | 1_002_012 | 28000 | 700_022 | 500_011 | 50001 => &[Scope],
        90014 | 900_144 | 9_002_313 | 901_002 => &[Extra],
        _ => &[],
    }
}
