//! The agents of a blueprint.

use super::super::{Derivation, Made, Place, Row, Segment, Source, Step};
use super::{CALL, ODATA, SPONSOR, TOKEN, display_name};
use crate::identity::IdentityKind;
use crate::inputs::InputId;
use crate::request::Method;
use crate::spec;

pub(super) const AGENT_IDENTITY: Step = Step {
    id: "agent-identity",
    title: "Agent identity",
    sender: IdentityKind::Blueprint,
    purpose: "An agent of the blueprint. The blueprint itself can make it, with a token for Graph.",
    grant: "AgentIdentity.CreateAsManager, or AgentIdentity.Create.All",
    place: Place::Graph(
        "v1.0",
        &[Segment::Text("/servicePrincipals/microsoft.graph.agentIdentity")],
    ),
    params: &[
        display_name(InputId::AgentName),
        Row::param(
            "agentIdentityBlueprintId",
            Source::Input(InputId::BlueprintId),
            "The parent's client ID.",
            spec::GRAPH_AGENT_IDENTITY,
        ),
        SPONSOR,
        TOKEN,
        ODATA,
    ],
    makes: &[Made::id("id", InputId::AgentIdentityId)],
    ..CALL
};

pub(super) const AGENT_USER: Step = Step {
    id: "agent-user",
    title: "Agent user",
    sender: IdentityKind::Blueprint,
    purpose: "The user account of an agent: one for each agent identity, without a password.",
    grant: "AgentIdUser.ReadWrite.IdentityParentedBy",
    place: Place::Graph("v1.0", &[Segment::Text("/users")]),
    params: &[
        user(
            "@odata.type",
            Source::Constant("microsoft.graph.agentUser"),
            "An agent's user, not a person's.",
        ),
        display_name(InputId::AgentUserName),
        user(
            "userPrincipalName",
            Source::Input(InputId::UserPrincipalName),
            "Its sign-in name, though it never signs in.",
        ),
        user("mailNickname", Source::Input(InputId::MailNickname), "For its mailbox."),
        user(
            "identityParentId",
            Source::Input(InputId::AgentIdentityId),
            "The agent identity that it belongs to.",
        ),
        user("accountEnabled", Source::Literal("true"), "It can be used at once."),
        TOKEN,
        ODATA,
    ],
    makes: &[Made::id("id", InputId::AgentUser)],
    ..CALL
};

const fn user(name: &'static str, source: Source, why: &'static str) -> Row {
    Row::param(name, source, why, spec::GRAPH_AGENT_USER)
}

pub(super) const LIST: Step = Step {
    id: "list-agent-identities",
    title: "List of agents",
    purpose: "The agent identities of the tenant, or of one blueprint.",
    grant: "AgentIdentity.Read.All",
    method: Method::Get,
    place: Place::Graph(
        "v1.0",
        &[Segment::Text("/servicePrincipals/microsoft.graph.agentIdentity")],
    ),
    params: &[
        Row::param(
            "$filter",
            Source::Derived(&Derivation {
                inputs: &[InputId::BlueprintId],
                asks_for: None,
                value: |inputs, _| {
                    let blueprint = inputs.plain(InputId::BlueprintId);
                    (!blueprint.is_empty()).then(|| {
                        ["agentIdentityBlueprintId eq '", &blueprint.replace('\'', "''"), "'"]
                            .concat()
                    })
                },
            }),
            "Only this blueprint's; on a 400, leave it out and search the list.",
            spec::GRAPH_AGENT_IDENTITY,
        ),
        TOKEN,
    ],
    ..CALL
};
