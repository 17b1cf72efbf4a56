//! An agent acts as its own user account: the exchange token (T1) lets the agent
//! identity ask for one of its own (T2), and both together ask as the user.

use super::rows::{
    AGENT, API, ASSERTION_T1, BLUEPRINT, BLUEPRINT_TOKEN, CLAIMS, CLIENT_AGENT, DELEGATED_SCOPE,
    EXCHANGE_CLAIMS, EXCHANGE_SCOPE, GRANT_CLIENT_CREDENTIALS, NO_ASSERTION, NO_FMI_PATH,
    NO_RESOURCE, NO_SECRET, NO_TOKEN_USE, NO_USER_FIC,
};
use super::{
    Actor, Derivation, Flow, FlowGroup, FlowId, Forbidden, Made, Notes, Role, Row, Source, Step,
};
use crate::identity::IdentityKind;
use crate::inputs::{InputId, Inputs};
use crate::spec;
use crate::wire;

pub(super) const FLOW: Flow = Flow {
    id: FlowId("agent-user"),
    group: FlowGroup::Agents,
    title: "As its user account",
    subtitle: "agent user, three hops",
    heading: "Agent with its own user account",
    purpose: "The agent acts as a digital worker: a user with mailbox and permissions, but no password.",
    actors: &[
        BLUEPRINT,
        AGENT,
        Actor::new(IdentityKind::AgentUser, InputId::AgentUser, "Agent user"),
        API,
    ],
    steps: &[BLUEPRINT_TOKEN, AGENT_TOKEN, RESOURCE_TOKEN],
};

pub(super) const NOTES: Notes = Notes {
    links: &[spec::ENTRA_AGENT_USER, spec::RFC7523_2_2],
    pitfalls: &[
        "user_id takes the object ID and username the sign-in name. Mixed up: AADSTS50000.",
        "Each API needs a delegated grant for the agent identity (AADSTS65001).",
        "One agent user belongs to one agent identity; it cannot sign in by itself.",
        "Whether a usable refresh token comes back is uncertain; SDKs run the chain again.",
    ],
};

const AGENT_TOKEN: Step = Step {
    id: "agent-token",
    title: "Agent's exchange token",
    sender: IdentityKind::AgentIdentity,
    purpose: "The agent identity presents the exchange token and gets one of its own.",
    params: &[
        CLIENT_AGENT,
        EXCHANGE_SCOPE,
        GRANT_CLIENT_CREDENTIALS,
        ASSERTION_T1,
        EXCHANGE_CLAIMS,
    ],
    forbidden: Forbidden::all(&[
        NO_FMI_PATH,
        NO_SECRET,
        NO_ASSERTION,
        NO_TOKEN_USE,
        NO_USER_FIC,
        NO_RESOURCE,
    ]),
    makes: &[Made::access(Role::AgentExchangeToken)],
    ..Step::TOKEN
};

const RESOURCE_TOKEN: Step = Step {
    id: "resource-token",
    title: "Resource token",
    sender: IdentityKind::AgentIdentity,
    purpose: "Both exchange tokens together ask for a token that acts as the agent user.",
    grant: "user federated identity credential",
    params: &[
        CLIENT_AGENT,
        DELEGATED_SCOPE,
        Row::param(
            wire::GRANT_TYPE,
            Source::Constant(wire::GRANT_USER_FIC),
            "The agent identity vouches for its user.",
            spec::ENTRA_AGENT_USER,
        )
        .when(is_current),
        Row::param(
            wire::GRANT_TYPE,
            Source::Constant(wire::GRANT_JWT_BEARER),
            "The older form of this request.",
            spec::RFC7523_2_1,
        )
        .when(is_legacy),
        ASSERTION_T1,
        Row::param(
            wire::USER_FEDERATED_IDENTITY_CREDENTIAL,
            Source::Input(InputId::AgentToken),
            "The agent identity's word for its user.",
            spec::ENTRA_AGENT_USER,
        )
        .when(is_current),
        Row::param(
            wire::ASSERTION,
            Source::Input(InputId::AgentToken),
            "The older place of the agent identity's token.",
            spec::RFC7523_2_1,
        )
        .when(is_legacy),
        Row::param(
            wire::USER_ID,
            Source::Input(InputId::AgentUser),
            "The agent user's object ID; better than its name, which can change.",
            spec::ENTRA_AGENT_USER,
        )
        .when(is_named_by_id),
        Row::param(
            wire::USERNAME,
            Source::Input(InputId::AgentUser),
            "The agent user's sign-in name.",
            spec::ENTRA_AGENT_USER,
        )
        .when(is_named_by_name),
        Row::param(
            wire::REQUESTED_TOKEN_USE,
            Source::Derived(&Derivation {
                inputs: &[InputId::RequestedTokenUse, InputId::AgentUserVariant],
                asks_for: None,
                value: |inputs, _| {
                    (is_legacy(inputs) || inputs.plain(InputId::RequestedTokenUse) == "send")
                        .then(|| wire::ON_BEHALF_OF.to_owned())
                },
            }),
            "Optional: older pages send it, newer ones do not.",
            spec::ENTRA_AGENT_USER,
        ),
        CLAIMS,
    ],
    forbidden: Forbidden::all(&[
        NO_SECRET,
        NO_FMI_PATH,
        Forbidden::new(wire::PASSWORD, "An agent user has none."),
        NO_RESOURCE,
    ]),
    makes: &[Made::access(Role::ResourceToken), Made::REFRESH, Made::ID],
    ..Step::TOKEN
};

fn variant(inputs: &Inputs) -> &str {
    inputs.plain(InputId::AgentUserVariant)
}

fn is_legacy(inputs: &Inputs) -> bool {
    variant(inputs) == "legacy-jwt-bearer"
}

fn is_current(inputs: &Inputs) -> bool {
    !is_legacy(inputs)
}

fn is_named_by_name(inputs: &Inputs) -> bool {
    match variant(inputs) {
        "username" | "legacy-jwt-bearer" => true,
        "user-id" => false,
        _ => inputs.plain(InputId::AgentUser).bytes().any(|byte| byte == b'@'),
    }
}

fn is_named_by_id(inputs: &Inputs) -> bool {
    !is_named_by_name(inputs)
}
