//! An agent acts for a person: the person signs in to an ordinary app for a
//! token that names the blueprint (Tc); with it and the exchange token (T1) the
//! agent identity gets a token with the person's permissions.

use super::rows::{
    AGENT, API, APP, ASSERTION_T1, BLUEPRINT, BLUEPRINT_TOKEN, CHALLENGE, CHALLENGE_METHOD, CLAIMS,
    CLIENT_AGENT, CLIENT_APP, CODE, DELEGATED_SCOPE, DOMAIN_HINT, GRANT_CODE, LOGIN_HINT,
    NO_FMI_PATH, NO_RESOURCE, NO_SECRET, NO_USER_FIC, NO_USER_ID, NO_USERNAME, NONCE, ON_BEHALF_OF,
    PERSON, PLATFORM, PLATFORM_PROOF, PROMPT, REDEEM, REDIRECT_URI, REFRESH_GRANT, REFRESH_TOKEN,
    RESPONSE_MODE, RESPONSE_TYPE, SAME_REDIRECT_URI, SIGN_IN, STATE, VERIFIER,
};
use super::{Derivation, Flow, FlowGroup, FlowId, Forbidden, Made, Notes, Role, Row, Source, Step};
use crate::identity::IdentityKind;
use crate::inputs::InputId;
use crate::spec;
use crate::wire;

pub(super) const FLOW: Flow = Flow {
    id: FlowId("agent-on-behalf-of"),
    group: FlowGroup::Agents,
    title: "For a person",
    subtitle: "on behalf of, with sign-in",
    heading: "Agent on behalf of a person",
    purpose: "A person is signed in, and the agent calls an API with that person's permissions.",
    actors: &[PERSON, APP, BLUEPRINT, AGENT, API],
    steps: &[USER_SIGN_IN, USER_TOKEN, BLUEPRINT_TOKEN, RESOURCE_TOKEN, REFRESH],
};

pub(super) const NOTES: Notes = Notes {
    links: &[spec::ENTRA_AGENT_ON_BEHALF_OF, spec::RFC7523_2_1, spec::RFC6749_4_1_1],
    pitfalls: &[
        "The person signs in to an app. Blueprint and agent cannot sign anybody in (AADSTS82018).",
        "The user token names the blueprint, not the agent (AADSTS50013, AADSTS500131).",
        "The agent identity asks; the blueprint as client is refused (AADSTS82002).",
        "Consent is needed for this agent identity and this API (AADSTS65001).",
        "A refresh needs a fresh exchange token: T1 lives for about an hour.",
    ],
};

const SIGN_IN_SCOPE: Row = Row::param(
    wire::SCOPE,
    Source::Derived(&Derivation {
        inputs: &[InputId::SignInScope, InputId::BlueprintId],
        asks_for: Some(InputId::BlueprintId),
        value: |inputs, _| {
            let blueprint = inputs.plain(InputId::BlueprintId);
            match inputs.plain(InputId::SignInScope) {
                "" if blueprint.is_empty() => None,
                "" => Some(["api://", blueprint, "/access_as_user"].concat()),
                scope => Some(scope.to_owned()),
            }
        },
    }),
    "A scope of the blueprint, so that the token is for the blueprint.",
    spec::ENTRA_AGENT_ON_BEHALF_OF,
);

const USER_SIGN_IN: Step = Step {
    id: "user-sign-in",
    title: "Sign-in",
    purpose: "The person signs in to the app and allows it to reach the blueprint.",
    params: &[
        CLIENT_APP,
        PLATFORM,
        RESPONSE_TYPE,
        REDIRECT_URI,
        RESPONSE_MODE,
        SIGN_IN_SCOPE,
        STATE,
        NONCE,
        CHALLENGE,
        CHALLENGE_METHOD,
        PROMPT,
        LOGIN_HINT,
        DOMAIN_HINT,
        CLAIMS,
    ],
    ..SIGN_IN
};

const USER_TOKEN: Step = Step {
    id: "user-token",
    title: "User token",
    sender: IdentityKind::Client,
    purpose: "The app gives the code back and gets the person's token for the blueprint.",
    params: &[
        CLIENT_APP,
        GRANT_CODE,
        CODE,
        SAME_REDIRECT_URI,
        VERIFIER,
        SIGN_IN_SCOPE,
        PLATFORM_PROOF,
        CLAIMS,
    ],
    makes: &[Made::access(Role::UserToken), Made::ID],
    ..REDEEM
};

const RESOURCE_TOKEN: Step = Step {
    id: "resource-token",
    title: "Resource token",
    sender: IdentityKind::AgentIdentity,
    purpose: "The agent presents the person's token and its own proof, and asks for the API.",
    grant: "on behalf of",
    params: &[
        CLIENT_AGENT,
        DELEGATED_SCOPE,
        ASSERTION_T1,
        Row::param(
            wire::GRANT_TYPE,
            Source::Constant(wire::GRANT_JWT_BEARER),
            "A token stands for the person.",
            spec::RFC7523_2_1,
        ),
        Row::param(
            wire::ASSERTION,
            Source::Input(InputId::UserToken),
            "The person's token, made for the blueprint.",
            spec::RFC7523_2_1,
        ),
        ON_BEHALF_OF,
        CLAIMS,
    ],
    forbidden: Forbidden::all(&[
        NO_SECRET,
        NO_FMI_PATH,
        NO_USER_ID,
        NO_USERNAME,
        NO_USER_FIC,
        Forbidden::new(wire::REFRESH_TOKEN, "It belongs to the refresh."),
        NO_RESOURCE,
    ]),
    makes: &[Made::access(Role::ResourceToken), Made::REFRESH, Made::ID],
    ..Step::TOKEN
};

const REFRESH: Step = Step {
    id: "refresh",
    title: "Refresh",
    sender: IdentityKind::AgentIdentity,
    purpose: "A new token for the same person, with a fresh exchange token as proof.",
    grant: "refresh token",
    params: &[
        CLIENT_AGENT,
        REFRESH_GRANT,
        REFRESH_TOKEN,
        Row::param(
            wire::SCOPE,
            Source::Optional(InputId::Scope),
            "Left out, the same as before.",
            spec::RFC6749_6,
        ),
        ASSERTION_T1,
        CLAIMS,
    ],
    forbidden: Forbidden::all(&[NO_SECRET, NO_FMI_PATH, NO_USER_FIC, NO_RESOURCE]),
    makes: &[Made::access(Role::ResourceToken), Made::REFRESH, Made::ID],
    run_all: false,
    ..Step::TOKEN
};
