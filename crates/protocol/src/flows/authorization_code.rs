//! A person signs in, and an app gets tokens for them: authorization code with
//! PKCE, and the forms of OpenID Connect.

use super::rows::{
    APP, CHALLENGE, CHALLENGE_METHOD, CLAIMS, CLIENT_APP, CODE, DOMAIN_HINT, GRANT_CODE,
    LOGIN_HINT, NONCE, PERSON, PLATFORM, PLATFORM_PROOF, PROMPT, REDEEM, REDIRECT_URI,
    RESPONSE_MODE, RESPONSE_TYPE, SAME_REDIRECT_URI, SIGN_IN, STATE, VERIFIER,
};
use super::{Actor, Flow, FlowGroup, FlowId, Made, Notes, Role, Row, Source, Step};
use crate::identity::IdentityKind;
use crate::inputs::InputId;
use crate::spec;
use crate::wire;

pub(super) const FLOW: Flow = Flow {
    id: FlowId("authorization-code"),
    group: FlowGroup::Apps,
    title: "Sign-in with a code",
    subtitle: "authorization code, PKCE",
    heading: "Authorization code with PKCE",
    purpose: "A person signs in and an app gets tokens to act for them.",
    actors: &[PERSON, APP, Actor::new(IdentityKind::Resource, InputId::UserScope, "API")],
    steps: &[
        Step {
            id: "authorize",
            title: "Sign-in",
            purpose: "The browser takes the person to Entra, and comes back with a code.",
            params: &[
                CLIENT_APP,
                PLATFORM,
                RESPONSE_TYPE,
                REDIRECT_URI,
                RESPONSE_MODE,
                Row::param(
                    wire::SCOPE,
                    Source::Input(InputId::UserScope),
                    "What the person is asked to allow.",
                    spec::ENTRA_SCOPES,
                ),
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
        },
        Step {
            id: "redeem",
            title: "Tokens",
            purpose: "The app gives the code back and gets the tokens.",
            params: &[
                CLIENT_APP,
                GRANT_CODE,
                CODE,
                SAME_REDIRECT_URI,
                VERIFIER,
                Row::param(
                    wire::SCOPE,
                    Source::Optional(InputId::UserScope),
                    "One API; the code may stand for more.",
                    spec::ENTRA_SCOPES,
                ),
                PLATFORM_PROOF,
                CLAIMS,
            ],
            makes: &[Made::access(Role::AccessToken), Made::REFRESH, Made::ID],
            ..REDEEM
        },
    ],
};

pub(super) const NOTES: Notes = Notes {
    links: &[spec::ENTRA_AUTHORIZATION_CODE, spec::RFC6749_4_1_1, spec::RFC7636_4_3],
    pitfalls: &[
        "A code works once and for about 10 minutes (AADSTS54005, AADSTS70008).",
        "A single-page redirect URI is redeemed by a browser alone (AADSTS9002327).",
        "A web redirect URI is never redeemed by a browser (AADSTS9002326).",
        "Scopes of two APIs: the token is for the first; the refresh token gets the other.",
    ],
};
