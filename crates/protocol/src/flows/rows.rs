//! Parameters, prohibitions and actors that several flows share, each written
//! once.

use super::row::{Derivation, Forbidden, Row, Source};
use super::{Actor, Made, Place, Role, Step};
use crate::client_auth::{Credential, Proof};
use crate::endpoint::EndpointKind;
use crate::identity::IdentityKind;
use crate::inputs::{InputId, Inputs};
use crate::spec;
use crate::wire;

pub(super) const BLUEPRINT: Actor =
    Actor::new(IdentityKind::Blueprint, InputId::BlueprintId, "Blueprint");
pub(super) const AGENT: Actor =
    Actor::new(IdentityKind::AgentIdentity, InputId::AgentIdentityId, "Agent identity");
pub(super) const API: Actor = Actor::new(IdentityKind::Resource, InputId::Scope, "API");
pub(super) const APP: Actor = Actor::new(IdentityKind::Client, InputId::ClientId, "App");
pub(super) const PERSON: Actor = Actor::unnamed(IdentityKind::Person, "Person");

/// Every credential of a confidential client.
pub(super) const CONFIDENTIAL: &[Credential] =
    &[Credential::Secret, Credential::SecretBasic, Credential::Certificate, Credential::Federated];

pub(super) const SERVICE_PROOF: Row = Row::ChosenCredential(&Proof::SERVICE, CONFIDENTIAL);
pub(super) const PLATFORM_PROOF: Row = Row::CredentialOfPlatform(&Proof::APP, CONFIDENTIAL);
pub(super) const ASSERTION_T1: Row = Row::AssertionFrom(InputId::BlueprintToken);

pub(super) const CLIENT_APP: Row = Row::client_id(InputId::ClientId, "The app that asks.");
pub(super) const CLIENT_AGENT: Row =
    Row::client_id(InputId::AgentIdentityId, "The agent that the exchange token was made for.");

pub(super) const EXCHANGE_SCOPE: Row = Row::param(
    wire::SCOPE,
    Source::ExchangeScope,
    "The token is for Entra's own token exchange and opens no API.",
    spec::ENTRA_AGENT_AUTONOMOUS,
);
pub(super) const RESOURCE_SCOPE: Row = Row::param(
    wire::SCOPE,
    Source::Input(InputId::Scope),
    "The API, with /.default: all that was granted.",
    spec::ENTRA_SCOPES,
);
pub(super) const DELEGATED_SCOPE: Row = Row::param(
    wire::SCOPE,
    Source::Input(InputId::Scope),
    "Permissions of one API, or /.default for all that was granted.",
    spec::ENTRA_SCOPES,
);
pub(super) const GRANT_CLIENT_CREDENTIALS: Row = Row::param(
    wire::GRANT_TYPE,
    Source::Constant(wire::GRANT_CLIENT_CREDENTIALS),
    "The client acts on its own; nobody signs in.",
    spec::RFC6749_4_4_2,
);
pub(super) const CLAIMS: Row = Row::param(
    wire::CLAIMS,
    Source::Optional(InputId::Claims),
    "Answers a claims challenge, or says that the client understands one.",
    spec::ENTRA_CLAIMS_CHALLENGE,
);
/// Apart from [`CLAIMS`]: a challenge of an API must not go to the exchange.
pub(super) const EXCHANGE_CLAIMS: Row = Row::param(
    wire::CLAIMS,
    Source::Optional(InputId::ExchangeClaims),
    "Says that the client understands claims challenges.",
    spec::ENTRA_CLAIMS_CHALLENGE,
);
pub(super) const ON_BEHALF_OF: Row = Row::param(
    wire::REQUESTED_TOKEN_USE,
    Source::Constant(wire::ON_BEHALF_OF),
    "Asks for a token on behalf of the user.",
    spec::ENTRA_ON_BEHALF_OF,
);
pub(super) const STATE: Row = Row::param(
    wire::STATE,
    Source::Optional(InputId::State),
    "Comes back unchanged, so that a forged answer is noticed.",
    spec::RFC6749_4_1_1,
);

pub(super) const NO_SECRET: Forbidden =
    Forbidden::new(wire::CLIENT_SECRET, "Agent identities cannot hold credentials.");
pub(super) const NO_FMI_PATH: Forbidden =
    Forbidden::new(wire::FMI_PATH, "It belongs to the blueprint's request.");
pub(super) const NO_ASSERTION: Forbidden =
    Forbidden::new(wire::ASSERTION, "There is no user to act for.");
pub(super) const NO_TOKEN_USE: Forbidden =
    Forbidden::new(wire::REQUESTED_TOKEN_USE, "It belongs to on-behalf-of requests.");
pub(super) const NO_USER_ID: Forbidden =
    Forbidden::new(wire::USER_ID, "It belongs to the agent user's request.");
pub(super) const NO_USERNAME: Forbidden =
    Forbidden::new(wire::USERNAME, "It belongs to the agent user's request.");
pub(super) const NO_USER_FIC: Forbidden = Forbidden::new(
    wire::USER_FEDERATED_IDENTITY_CREDENTIAL,
    "It belongs to the agent user's request.",
);
pub(super) const NO_RESOURCE: Forbidden =
    Forbidden::new(wire::RESOURCE, "The version 2.0 endpoint takes scope instead.");

/// T1: the same first request in every agent flow.
pub(super) const BLUEPRINT_TOKEN: Step = Step {
    id: "blueprint-token",
    title: "Exchange token",
    sender: IdentityKind::Blueprint,
    purpose: "The blueprint proves itself and asks for a token that one of its agents may use as proof.",
    params: &[
        Row::client_id(InputId::BlueprintId, "The blueprint asks; its agents hold no credential."),
        EXCHANGE_SCOPE,
        GRANT_CLIENT_CREDENTIALS,
        Row::param(
            wire::FMI_PATH,
            Source::Input(InputId::AgentIdentityId),
            "Binds the token to this one agent identity.",
            spec::ENTRA_AGENT_AUTONOMOUS,
        ),
        Row::ChosenCredential(&Proof::BLUEPRINT, CONFIDENTIAL),
        EXCHANGE_CLAIMS,
    ],
    forbidden: Forbidden::all(&[
        NO_ASSERTION,
        NO_TOKEN_USE,
        NO_USER_ID,
        NO_USERNAME,
        NO_USER_FIC,
        NO_RESOURCE,
        Forbidden::new(wire::REFRESH_TOKEN, "There is none in this flow."),
    ]),
    makes: &[Made::access(Role::BlueprintExchangeToken)],
    ..Step::TOKEN
};

/// The sign-in page, with the scope that the flow asks for.
pub(super) const SIGN_IN: Step = Step {
    sender: IdentityKind::Person,
    grant: "authorization code",
    method: crate::request::Method::Get,
    place: Place::Entra(EndpointKind::Authorize),
    tenant_may_stand_for_many: true,
    forbidden: Forbidden::all(&[Forbidden::new(
        wire::RESOURCE,
        "The version 2.0 endpoint takes scope instead (AADSTS901002).",
    )]),
    makes: &[Made::of(Role::AuthorizationCode, wire::CODE)],
    ..Step::TOKEN
};

pub(super) const RESPONSE_TYPE: Row = Row::param(
    wire::RESPONSE_TYPE,
    Source::Derived(&Derivation {
        inputs: &[InputId::ResponseType],
        asks_for: None,
        value: |inputs, _| Some(response_type(inputs).to_owned()),
    }),
    "What the sign-in gives back.",
    spec::RFC6749_4_1_1,
);
pub(super) const PLATFORM: Row = Row::Decides(InputId::Platform);
pub(super) const REDIRECT_URI: Row = Row::param(
    wire::REDIRECT_URI,
    Source::Input(InputId::RedirectUri),
    "Where the browser is sent back to; exactly as registered.",
    spec::RFC6749_4_1_1,
);
pub(super) const RESPONSE_MODE: Row = Row::param(
    wire::RESPONSE_MODE,
    Source::Optional(InputId::ResponseMode),
    "How the answer comes back.",
    spec::OAUTH_RESPONSE_TYPES,
);
pub(super) const NONCE: Row = Row::param(
    wire::NONCE,
    Source::RequiredWhen(InputId::Nonce, asks_for_id_token),
    "Comes back in the ID token and ties it to this sign-in.",
    spec::OIDC_AUTH_REQUEST,
);
pub(super) const CHALLENGE: Row = Row::param(
    wire::CODE_CHALLENGE,
    Source::Challenge(is_single_page),
    "The S256 hash of a verifier that only this page knows: a stolen code is useless.",
    spec::RFC7636_4_3,
)
.when(asks_for_code);
pub(super) const CHALLENGE_METHOD: Row = Row::param(
    wire::CODE_CHALLENGE_METHOD,
    Source::Derived(&Derivation {
        inputs: &[InputId::CodeVerifier],
        asks_for: None,
        value: |inputs, _| inputs.has(InputId::CodeVerifier).then(|| "S256".to_owned()),
    }),
    "Left out, Entra would take the challenge as plain.",
    spec::RFC7636_4_3,
)
.when(asks_for_code);
pub(super) const PROMPT: Row = Row::param(
    wire::PROMPT,
    Source::Optional(InputId::Prompt),
    "What the person is shown.",
    spec::OIDC_AUTH_REQUEST,
);
pub(super) const LOGIN_HINT: Row = Row::param(
    wire::LOGIN_HINT,
    Source::Optional(InputId::LoginHint),
    "Fills in who signs in.",
    spec::OIDC_AUTH_REQUEST,
);
pub(super) const DOMAIN_HINT: Row = Row::param(
    wire::DOMAIN_HINT,
    Source::Optional(InputId::DomainHint),
    "Skips the question where the account lives.",
    spec::ENTRA_AUTHORIZATION_CODE,
);

pub(super) const GRANT_CODE: Row = Row::param(
    wire::GRANT_TYPE,
    Source::Constant(wire::GRANT_AUTHORIZATION_CODE),
    "A code is redeemed.",
    spec::RFC6749_4_1_3,
);
pub(super) const CODE: Row = Row::param(
    wire::CODE,
    Source::Input(InputId::Code),
    "From the redirect; works once.",
    spec::RFC6749_4_1_3,
);
pub(super) const SAME_REDIRECT_URI: Row = Row::param(
    wire::REDIRECT_URI,
    Source::Input(InputId::RedirectUri),
    "The same as in the sign-in; Entra compares.",
    spec::RFC6749_4_1_3,
);
pub(super) const VERIFIER: Row = Row::param(
    wire::CODE_VERIFIER,
    Source::RequiredWhen(InputId::CodeVerifier, is_single_page),
    "Proves that the one who began the sign-in redeems the code.",
    spec::RFC7636_4_5,
);

pub(super) const REFRESH_GRANT: Row = Row::param(
    wire::GRANT_TYPE,
    Source::Constant(wire::GRANT_REFRESH_TOKEN),
    "A new token without a new sign-in.",
    spec::RFC6749_6,
);
pub(super) const REFRESH_TOKEN: Row = Row::param(
    wire::REFRESH_TOKEN,
    Source::Input(InputId::RefreshToken),
    "Stands for the earlier sign-in; replace it by the new one.",
    spec::RFC6749_6,
);

/// The redemption of a code, with the scope that the flow asks for.
pub(super) const REDEEM: Step = Step {
    grant: "authorization code",
    tenant_may_stand_for_many: true,
    forbidden: Forbidden::all(&[Forbidden::new(wire::NONCE, "It belongs to the sign-in.")]),
    ..Step::TOKEN
};

pub(super) fn is_single_page(inputs: &Inputs) -> bool {
    inputs.plain(InputId::Platform) == wire::PLATFORM_SPA
}

fn response_type(inputs: &Inputs) -> &str {
    match inputs.plain(InputId::ResponseType) {
        "" => wire::CODE,
        chosen => chosen,
    }
}

fn asks_for_code(inputs: &Inputs) -> bool {
    response_type(inputs).split(' ').any(|word| word == wire::CODE)
}

fn asks_for_id_token(inputs: &Inputs) -> bool {
    response_type(inputs).split(' ').any(|word| word == "id_token")
}
