//! An agent identity gets an app-only token: the blueprint asks for an exchange
//! token bound to the agent (T1), the agent presents it as its own proof (TR).

use super::rows::{
    AGENT, API, ASSERTION_T1, BLUEPRINT, BLUEPRINT_TOKEN, CLAIMS, CLIENT_AGENT,
    GRANT_CLIENT_CREDENTIALS, NO_ASSERTION, NO_FMI_PATH, NO_RESOURCE, NO_SECRET, NO_TOKEN_USE,
    RESOURCE_SCOPE,
};
use super::{Flow, FlowGroup, FlowId, Forbidden, Made, Notes, Role, Step};
use crate::identity::IdentityKind;
use crate::spec;

pub(super) const FLOW: Flow = Flow {
    id: FlowId("agent-autonomous"),
    group: FlowGroup::Agents,
    title: "On its own",
    subtitle: "app-only, two hops",
    heading: "Agent identity on its own",
    purpose: "The agent calls an API as itself, with application permissions. Nobody signs in.",
    actors: &[BLUEPRINT, AGENT, API],
    steps: &[BLUEPRINT_TOKEN, RESOURCE_TOKEN],
};

pub(super) const NOTES: Notes = Notes {
    links: &[spec::ENTRA_AGENT_AUTONOMOUS, spec::RFC6749_4_4_2, spec::RFC7523_2_2],
    pitfalls: &[
        "An exchange token works for one agent identity only; two agents need two exchange tokens.",
        "fmi_path belongs into the body. In the query string Entra does not see it (AADSTS82008).",
        "The final API never goes into the first request: its scope is the token exchange.",
        "Both requests go to the agent identity's home tenant.",
    ],
};

const RESOURCE_TOKEN: Step = Step {
    id: "resource-token",
    title: "Resource token",
    sender: IdentityKind::AgentIdentity,
    purpose: "The agent identity presents the exchange token as its proof and asks for a token for the API.",
    params: &[CLIENT_AGENT, RESOURCE_SCOPE, GRANT_CLIENT_CREDENTIALS, ASSERTION_T1, CLAIMS],
    forbidden: Forbidden::all(&[NO_SECRET, NO_FMI_PATH, NO_ASSERTION, NO_TOKEN_USE, NO_RESOURCE]),
    makes: &[Made::access(Role::ResourceToken)],
    ..Step::TOKEN
};
