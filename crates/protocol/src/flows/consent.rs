//! Pages on which permissions are granted: by an administrator for the tenant,
//! by a person for themselves.

use super::rows::{DOMAIN_HINT, PERSON, SIGN_IN, STATE};
use super::{
    Actor, Derivation, Flow, FlowGroup, FlowId, Forbidden, Made, Notes, Place, Role, Row, Source,
    Step,
};
use crate::endpoint::EndpointKind;
use crate::identity::IdentityKind;
use crate::inputs::{InputId, Inputs};
use crate::spec;
use crate::wire;

const GRANTEE: Actor = Actor::new(IdentityKind::Client, InputId::ConsentClientId, "Client");

const REDIRECT_URI: Row = Row::param(
    wire::REDIRECT_URI,
    Source::Input(InputId::ConsentRedirectUri),
    "Where the browser is sent back to; exactly as registered.",
    spec::ENTRA_ADMIN_CONSENT,
);

const CLIENT: Row = Row::client_id(
    InputId::ConsentClientId,
    "Who gets the permissions: app, blueprint or agent identity.",
);

/// The three documented ways and what is known of each.
const WAYS: &[&str] = &[
    "Surest for agents: a grant through Graph (set-up steps), no page involved.",
    "Blueprint as client: its agents get what is granted, if permissions are inheritable.",
    "Agent identity as client: still documented, but can fail with AADSTS82014.",
    "Blueprints and agents sign nobody in: response_type=none, else AADSTS82018.",
    "The request for approval by an administrator does not work for agents.",
];

pub(super) const ADMIN: Flow = Flow {
    id: FlowId("admin-consent"),
    group: FlowGroup::Help,
    title: "Admin consent",
    subtitle: "for the whole tenant",
    heading: "Admin consent",
    purpose: "An administrator grants permissions for everybody in the tenant.",
    actors: &[PERSON, GRANTEE],
    steps: &[Step {
        id: "consent",
        title: "Consent page",
        purpose: "The browser takes the administrator to the consent page.",
        grant: "consent",
        place: Place::Entra(EndpointKind::AdminConsent),
        params: &[
            CLIENT,
            Row::param(
                wire::SCOPE,
                Source::RequiredWhen(InputId::ConsentScope, |inputs| {
                    !inputs.has(InputId::ConsentRole)
                }),
                "Delegated permissions, or /.default for all that the app lists.",
                spec::ENTRA_ADMIN_CONSENT,
            ),
            Row::param(
                wire::ROLE,
                Source::Optional(InputId::ConsentRole),
                "Application permissions for an agent.",
                spec::ENTRA_AGENT_CONSENT,
            ),
            REDIRECT_URI,
            STATE,
        ],
        forbidden: Forbidden::all(&[
            Forbidden::new(wire::RESPONSE_TYPE, "Nothing is issued here."),
            Forbidden::new(wire::PROMPT, "The page is always shown."),
        ]),
        makes: &[Made::of(Role::Document, "admin_consent")],
        ..SIGN_IN
    }],
};

pub(super) const ADMIN_NOTES: Notes =
    Notes { links: &[spec::ENTRA_ADMIN_CONSENT, spec::ENTRA_AGENT_CONSENT], pitfalls: WAYS };

pub(super) const USER: Flow = Flow {
    id: FlowId("user-consent"),
    group: FlowGroup::Help,
    title: "User consent",
    subtitle: "for one person",
    heading: "User consent",
    purpose: "A person lets an agent act for them; no code and no token comes back.",
    actors: &[PERSON, GRANTEE],
    steps: &[Step {
        id: "consent",
        title: "Consent page",
        purpose: "The browser takes the person to the consent page.",
        grant: "consent",
        params: &[
            CLIENT,
            Row::param(
                wire::RESPONSE_TYPE,
                Source::Derived(&Derivation {
                    inputs: &[InputId::ConsentResponseType],
                    asks_for: None,
                    value: |inputs, _| Some(response_type(inputs).to_owned()),
                }),
                "none: agents and blueprints sign nobody in.",
                spec::ENTRA_AGENT_CONSENT,
            ),
            REDIRECT_URI,
            Row::param(
                wire::RESPONSE_MODE,
                Source::Derived(&Derivation {
                    inputs: &[InputId::ResponseMode],
                    asks_for: None,
                    value: |inputs, _| {
                        Some(match inputs.plain(InputId::ResponseMode) {
                            "" => "query".to_owned(),
                            mode => mode.to_owned(),
                        })
                    },
                }),
                "How state comes back.",
                spec::OAUTH_RESPONSE_TYPES,
            ),
            Row::param(
                wire::SCOPE,
                Source::Input(InputId::ConsentScope),
                "What the agent may do for the person.",
                spec::ENTRA_SCOPES,
            ),
            STATE,
            Row::param(
                wire::PROMPT,
                Source::Optional(InputId::Prompt),
                "consent shows the page again.",
                spec::OIDC_AUTH_REQUEST,
            ),
            Row::param(
                wire::LOGIN_HINT,
                Source::Optional(InputId::LoginHint),
                "Fills in who consents.",
                spec::OIDC_AUTH_REQUEST,
            ),
            DOMAIN_HINT,
        ],
        forbidden: Forbidden::all(&[Forbidden::new(wire::CODE_CHALLENGE, "No code comes back.")]),
        makes: &[Made::of(Role::Document, wire::STATE)],
        ..SIGN_IN
    }],
};

pub(super) const USER_NOTES: Notes =
    Notes { links: &[spec::ENTRA_AGENT_CONSENT, spec::RFC6749_4_1_1], pitfalls: WAYS };

fn response_type(inputs: &Inputs) -> &str {
    match inputs.plain(InputId::ConsentResponseType) {
        "" => "none",
        chosen => chosen,
    }
}
