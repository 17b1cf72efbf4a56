//! An agent identity gets an app-only token: the blueprint asks for an exchange
//! token bound to the agent (T1), the agent presents it as its own proof (TR).

use super::{Actor, Flow, FlowGroup, FlowId, Forbidden, ParamRow, Role, Row, Source, Step};
use crate::checks;
use crate::client_auth::Credential;
use crate::endpoint::EndpointKind;
use crate::identity::IdentityKind;
use crate::inputs::InputId;
use crate::spec;
use crate::wire;

pub(super) const FLOW: Flow = Flow {
    id: FlowId("agent-autonomous"),
    group: FlowGroup::Agents,
    title: "On its own",
    subtitle: "app-only, two hops",
    heading: "Agent identity on its own",
    purpose: "The agent calls an API as itself, with application permissions. Nobody signs in.",
    actors: &[
        Actor { kind: IdentityKind::Blueprint, input: InputId::BlueprintId, name: "Blueprint" },
        Actor {
            kind: IdentityKind::AgentIdentity,
            input: InputId::AgentIdentityId,
            name: "Agent identity",
        },
        Actor { kind: IdentityKind::Resource, input: InputId::Scope, name: "API" },
    ],
    steps: &[BLUEPRINT_TOKEN, RESOURCE_TOKEN],
    links: &[spec::ENTRA_AGENT_AUTONOMOUS, spec::RFC6749_4_4_2, spec::RFC7523_2_2],
    pitfalls: &[
        "An exchange token works for one agent identity only; two agents need two exchange tokens.",
        "fmi_path belongs into the body. In the query string Entra does not see it (AADSTS82008).",
        "The final API never goes into the first request: its scope is the token exchange.",
        "Both requests go to the agent identity's home tenant.",
    ],
};

const BLUEPRINT_TOKEN: Step = Step {
    id: "blueprint-token",
    title: "Exchange token",
    sender: IdentityKind::Blueprint,
    purpose: "The blueprint proves itself and asks for a token that one of its agents may use as proof.",
    grant: "client credentials",
    endpoint: EndpointKind::Token,
    tenant_may_stand_for_many: false,
    params: &[
        Row::ClientId(ParamRow {
            name: wire::CLIENT_ID,
            source: Source::Input(InputId::BlueprintId),
            why: "The blueprint asks; its agents hold no credential.",
            spec: spec::RFC6749_2_2,
        }),
        Row::Param(ParamRow {
            name: wire::SCOPE,
            source: Source::ExchangeScope,
            why: "The token is for Entra's own token exchange and opens no API.",
            spec: spec::ENTRA_AGENT_AUTONOMOUS,
        }),
        Row::Param(ParamRow {
            name: wire::GRANT_TYPE,
            source: Source::Constant(wire::GRANT_CLIENT_CREDENTIALS),
            why: "The blueprint acts on its own; nobody signs in.",
            spec: spec::RFC6749_4_4_2,
        }),
        Row::Param(ParamRow {
            name: wire::FMI_PATH,
            source: Source::Input(InputId::AgentIdentityId),
            why: "Binds the token to this one agent identity.",
            spec: spec::ENTRA_AGENT_AUTONOMOUS,
        }),
        Row::ChosenCredential(&[
            Credential::Secret,
            Credential::SecretBasic,
            Credential::Certificate,
            Credential::Federated,
        ]),
    ],
    forbidden: &[
        Forbidden { name: wire::ASSERTION, why: "There is no user to act for." },
        Forbidden { name: wire::REQUESTED_TOKEN_USE, why: "It belongs to on-behalf-of requests." },
        Forbidden { name: wire::USER_ID, why: "It belongs to the agent user's request." },
        Forbidden { name: wire::USERNAME, why: "It belongs to the agent user's request." },
        Forbidden { name: wire::RESOURCE, why: "The version 2.0 endpoint takes scope instead." },
    ],
    makes: Role::BlueprintExchangeToken,
    checks: &[checks::agent_is_not_its_blueprint, checks::secret_is_not_a_secret_id],
};

const RESOURCE_TOKEN: Step = Step {
    id: "resource-token",
    title: "Resource token",
    sender: IdentityKind::AgentIdentity,
    purpose: "The agent identity presents the exchange token as its proof and asks for a token for the API.",
    grant: "client credentials",
    endpoint: EndpointKind::Token,
    tenant_may_stand_for_many: false,
    params: &[
        Row::ClientId(ParamRow {
            name: wire::CLIENT_ID,
            source: Source::Input(InputId::AgentIdentityId),
            why: "The agent that the exchange token was made for.",
            spec: spec::RFC6749_2_2,
        }),
        Row::Param(ParamRow {
            name: wire::SCOPE,
            source: Source::Input(InputId::Scope),
            why: "The API, with /.default: all that was granted.",
            spec: spec::ENTRA_SCOPES,
        }),
        Row::Param(ParamRow {
            name: wire::GRANT_TYPE,
            source: Source::Constant(wire::GRANT_CLIENT_CREDENTIALS),
            why: "The agent acts on its own; nobody signs in.",
            spec: spec::RFC6749_4_4_2,
        }),
        Row::AssertionFrom(InputId::BlueprintToken),
    ],
    forbidden: &[
        Forbidden { name: wire::CLIENT_SECRET, why: "Agent identities cannot hold credentials." },
        Forbidden { name: wire::FMI_PATH, why: "It belongs to the first request." },
        Forbidden { name: wire::ASSERTION, why: "There is no user to act for." },
        Forbidden { name: wire::RESOURCE, why: "The version 2.0 endpoint takes scope instead." },
    ],
    makes: Role::ResourceToken,
    checks: &[checks::exchange_token_is_for_this_agent, checks::scope_is_one_resource_with_default],
};
