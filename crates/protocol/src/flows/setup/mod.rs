//! The objects that agents need, from nothing to a token: requests to Microsoft
//! Graph and Azure, in the order in which they build on each other.

mod agents;
mod blueprint;
mod permissions;

use super::{Actor, Derivation, Flow, FlowGroup, FlowId, Made, Notes, Row, Segment, Source, Step};
use crate::catalog::ids;
use crate::endpoint::CloudRow;
use crate::identity::IdentityKind;
use crate::inputs::{InputId, Inputs};
use crate::request::Method;
use crate::spec;
use crate::wire;

pub(super) const FLOW: Flow = Flow {
    id: FlowId("setup"),
    group: FlowGroup::Help,
    title: "Set-up",
    subtitle: "blueprint to permissions",
    heading: "Set up a blueprint and its agents",
    purpose: "Makes the objects that the agent flows need, and carries each new ID to the next step.",
    actors: &[
        Actor::new(IdentityKind::Blueprint, InputId::BlueprintId, "Blueprint"),
        Actor::new(IdentityKind::AgentIdentity, InputId::AgentIdentityId, "Agent identity"),
        Actor::new(IdentityKind::AgentUser, InputId::UserPrincipalName, "Agent user"),
    ],
    steps: &[
        blueprint::BLUEPRINT,
        blueprint::PRINCIPAL,
        blueprint::ADD_SECRET,
        blueprint::ADD_CERTIFICATE,
        blueprint::ADD_FEDERATED_CREDENTIAL,
        blueprint::IDENTIFIER_URI,
        blueprint::EXPOSE_SCOPE,
        agents::AGENT_IDENTITY,
        agents::AGENT_USER,
        agents::LIST,
        permissions::RESOURCE_PRINCIPAL,
        permissions::APP_ROLE_ASSIGNMENT,
        permissions::DELEGATED_GRANT,
        permissions::INHERITABLE,
        permissions::ROLE_ASSIGNMENT,
        permissions::ACCESS_PACKAGE,
    ],
};

pub(super) const NOTES: Notes = Notes {
    links: &[spec::GRAPH_BLUEPRINT, spec::GRAPH_AGENT_IDENTITY, spec::ENTRA_AGENT_CONSENT],
    pitfalls: &[
        "The Graph token must not hold Directory.AccessAsUser.All; tokens of the Azure CLI do (403).",
        "New objects take 30 to 120 seconds to arrive everywhere: repeat a 400 or 404.",
        "The blueprint's object ID and client ID can differ. Keep both.",
        "Some permissions are blocked for agents; a 400 Request_BadRequest often means that.",
    ],
};

/// The shape of every set-up call.
const CALL: Step = Step {
    sender: IdentityKind::Person,
    method: Method::Post,
    makes: &[Made::DOCUMENT],
    run_all: false,
    ..Step::TOKEN
};

const TOKEN: Row = token(InputId::AccessToken);

const fn token(input: InputId) -> Row {
    Row::header(
        wire::AUTHORIZATION,
        Source::Bearer(input, true),
        "A token of somebody who may do this.",
        spec::RFC6750_2_1,
    )
}

const ODATA: Row = Row::header(
    "OData-Version",
    Source::Constant("4.0"),
    "Needed where types of agents are named.",
    spec::GRAPH_BLUEPRINT,
);

/// The blueprint's application, by its object id.
const APPLICATION: Segment = Segment::Or(InputId::BlueprintObjectId, InputId::BlueprintId);

const fn member(name: &'static str, source: Source, why: &'static str) -> Row {
    Row::param(name, source, why, spec::GRAPH_BLUEPRINT)
}

const fn display_name(input: InputId) -> Row {
    member("displayName", Source::Input(input), "As people see it.")
}

const SPONSOR: Row = member(
    "sponsors@odata.bind/0",
    Source::Derived(&Derivation {
        inputs: &[InputId::Sponsor],
        asks_for: Some(InputId::Sponsor),
        value: |inputs, cloud| user(InputId::Sponsor, inputs, cloud),
    }),
    "The user who answers for it; required.",
);

/// The address by which a body refers to a user; an address stays as it is, since
/// a group can be a sponsor too.
fn user(input: InputId, inputs: &Inputs, cloud: &CloudRow) -> Option<String> {
    let id = inputs.plain(input);
    match id {
        "" => None,
        id if id.starts_with("https://") => Some(id.to_owned()),
        id => Some([cloud.graph, "/v1.0/users/", id].concat()),
    }
}

fn api(inputs: &Inputs) -> &str {
    match inputs.plain(InputId::ResourceAppId) {
        "" => ids::GRAPH,
        id => id,
    }
}

/// The agent identity, unless another principal is named.
fn principal(inputs: &Inputs, _: &CloudRow) -> Option<String> {
    let principal = match inputs.plain(InputId::PrincipalId) {
        "" => inputs.plain(InputId::AgentIdentityId),
        id => id,
    };
    (!principal.is_empty()).then(|| principal.to_owned())
}

const PRINCIPAL: Derivation = Derivation {
    inputs: &[InputId::PrincipalId, InputId::AgentIdentityId],
    asks_for: Some(InputId::AgentIdentityId),
    value: principal,
};
