//! The tokens of a step, and what is searched in them.

use protocol::flows::{Made, Role};
use protocol::identity::Names;
use protocol::secret::Secret;

use crate::state::State;

/// The readable tokens that a step brought: the access token, the ID token.
#[must_use]
pub fn tokens(state: &State, step: usize) -> Vec<Role> {
    let Some(exchange) = state.exchange(step) else { return Vec::new() };
    let Some(step) = state.flow.steps.get(step) else { return Vec::new() };
    let token = |made: &&Made| {
        matches!(made.member, "access_token" | "id_token") && exchange.outcome.made(made).is_some()
    };
    step.makes.iter().filter(token).map(|made| made.role).collect()
}

/// The token of a step that is on show, once there is one.
#[must_use]
pub fn token(state: &State, step: usize) -> Option<&Secret> {
    let roles = tokens(state, step);
    let chosen = state.view.token_role.filter(|role| roles.contains(role));
    let role = chosen.or(roles.first().copied())?;
    let made = state.flow.steps.get(step)?.makes(role)?;
    state.exchange(step)?.outcome.made(made)
}

/// The names that are known of the identities in a token.
pub(crate) fn names(state: &State) -> Names {
    if state.destination.is_simulated() { state.names.clone() } else { Names::default() }
}

/// The time, in seconds since 1970.
pub(crate) fn seconds(state: &State) -> i64 {
    i64::try_from(state.now / 1000).unwrap_or(i64::MAX)
}

/// What the claims are searched for, in lower case; empty while they are not.
#[must_use]
pub fn claims_query(state: &State) -> String {
    state.view.page.claims_query.expose().trim().to_ascii_lowercase()
}
