//! What is known of consents, so that a missing one can be told before Entra does.

use protocol::checks::Consents;
use protocol::guid::Guid;
use protocol::inputs::InputId;

use crate::state::State;

/// What the tenant of the form has consented to; `None` for a real one, and where
/// that may have changed for a client of the form since the tenant was new.
pub(super) fn consents(state: &State) -> Option<Consents> {
    let session = state.session();
    // An agent inherits what its blueprint has.
    let asking = [InputId::AgentIdentityId, InputId::BlueprintId, InputId::ServiceId];
    let changed = session.consented.iter().any(|changed| match changed {
        Some(client) => {
            asking.iter().any(|id| Guid::parse(session.inputs.plain(*id)) == Some(*client))
        }
        None => true,
    });
    state.consents.filter(|_| state.destination.is_simulated() && !changed)
}
