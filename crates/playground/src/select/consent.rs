//! What is known of consents, so that a missing one can be told before Entra does.

use protocol::guid::Guid;
use protocol::inputs::InputId;

use crate::state::State;

/// Whether the form is for the simulated tenant, and nothing was consented to there
/// for a client of the form since the tenant was new.
pub(super) fn is_as_at_first(state: &State) -> bool {
    let session = state.session();
    // An agent inherits what its blueprint has.
    let asking = [InputId::AgentIdentityId, InputId::BlueprintId, InputId::ServiceId];
    let changed = session.consented.iter().any(|changed| match changed {
        Some(client) => {
            asking.iter().any(|id| Guid::parse(session.inputs.plain(*id)) == Some(*client))
        }
        None => true,
    });
    state.destination.is_simulated() && !changed
}
