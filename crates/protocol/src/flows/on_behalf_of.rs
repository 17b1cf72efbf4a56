//! An ordinary API calls another API for the user who called it.

use super::rows::{
    CLAIMS, DELEGATED_SCOPE, NO_RESOURCE, NO_USER_FIC, ON_BEHALF_OF, PERSON, SERVICE_PROOF,
};
use super::{Actor, Flow, FlowGroup, FlowId, Forbidden, Made, Notes, Role, Row, Source, Step};
use crate::identity::IdentityKind;
use crate::inputs::InputId;
use crate::spec;
use crate::wire;

pub(super) const FLOW: Flow = Flow {
    id: FlowId("on-behalf-of"),
    group: FlowGroup::Apps,
    title: "API for its caller",
    subtitle: "on behalf of",
    heading: "On behalf of, in an ordinary API",
    purpose: "An API that a person's app called asks for a token to call the next API for that person.",
    actors: &[
        PERSON,
        Actor::new(IdentityKind::Client, InputId::ServiceId, "API in the middle"),
        Actor::new(IdentityKind::Resource, InputId::Scope, "Next API"),
    ],
    steps: &[Step {
        id: "token",
        title: "Next API's token",
        purpose: "The API proves itself and presents the token that it was called with.",
        grant: "on behalf of",
        params: &[
            Row::param(
                wire::GRANT_TYPE,
                Source::Constant(wire::GRANT_JWT_BEARER),
                "A token stands for the person.",
                spec::RFC7523_2_1,
            ),
            Row::client_id(InputId::ServiceId, "The API that was called."),
            SERVICE_PROOF,
            Row::param(
                wire::ASSERTION,
                Source::Input(InputId::Assertion),
                "The token that the call brought; its audience is this API.",
                spec::RFC7523_2_1,
            ),
            DELEGATED_SCOPE,
            ON_BEHALF_OF,
            Row::param(
                wire::REQUESTED_TOKEN_TYPE,
                Source::Optional(InputId::RequestedTokenType),
                "Only for a SAML assertion instead of a JWT.",
                spec::ENTRA_ON_BEHALF_OF,
            ),
            CLAIMS,
        ],
        forbidden: Forbidden::all(&[NO_USER_FIC, NO_RESOURCE]),
        makes: &[Made::access(Role::AccessToken), Made::REFRESH, Made::ID],
        ..Step::TOKEN
    }],
};

pub(super) const NOTES: Notes = Notes {
    links: &[spec::ENTRA_ON_BEHALF_OF, spec::RFC7523_2_1],
    pitfalls: &[
        "The incoming token is an access token for this API: no ID token, none for Graph.",
        "An app-only token stands for nobody and is refused.",
        "A claims challenge in the refusal goes back to the app where the person is.",
    ],
};
