//! A claims challenge: an API or Entra wants a token with more claims than the
//! one that was sent.

use protocol::challenge;
use protocol::flows::Role;
use protocol::inputs::InputId;
use protocol::search;
use protocol::secret::Secret;

use super::run::{run, stop};
use crate::effect::Effect;
use crate::outcome::Outcome;
use crate::state::State;

/// Puts the challenge into the form and runs the
/// sign-in again where the flow has one.
pub(super) fn take(state: &mut State) -> Vec<Effect> {
    let Some(Outcome::Refused(refusal)) = state.exchange(state.step).map(|e| &e.outcome) else {
        return Vec::new();
    };
    let Some(asked) = refusal.claims.as_deref() else { return Vec::new() };
    let Ok(mut claims) = challenge::read(asked) else { return Vec::new() };
    // A capability that was declared before stays declared.
    if search::contains(state.session().inputs.plain(InputId::Claims), "xms_cc") {
        claims = challenge::with_capability(&claims).unwrap_or(claims);
    }
    super::edit(state.session_mut(), InputId::Claims, &Secret::new(claims));
    let Some(sign_in) = state.flow.maker(Role::AuthorizationCode) else {
        let words = "The claims are in the form. Run a flow that gets a token with them.";
        return vec![Effect::Announce(words.to_owned())];
    };
    let mut effects = stop(state, None);
    state.step = sign_in;
    state.running_all = true;
    effects.extend(run(state));
    effects
}
