//! Where a fact is written down: the sections that parameters link to.

/// A document section with its address, on a host of the IETF, the OpenID Foundation
/// or Microsoft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spec {
    /// The name of the section: `RFC 6749, 4.4.2`.
    pub name: &'static str,
    /// Its https address.
    pub url: &'static str,
}

const fn spec(name: &'static str, url: &'static str) -> Spec {
    Spec { name, url }
}

/// Client identifier.
pub const RFC6749_2_2: Spec =
    spec("RFC 6749, 2.2", "https://www.rfc-editor.org/rfc/rfc6749#section-2.2");
/// Client password: in the body or as Basic credentials.
pub const RFC6749_2_3_1: Spec =
    spec("RFC 6749, 2.3.1", "https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1");
/// Scope.
pub const RFC6749_3_3: Spec =
    spec("RFC 6749, 3.3", "https://www.rfc-editor.org/rfc/rfc6749#section-3.3");
/// Client credentials: the token request.
pub const RFC6749_4_4_2: Spec =
    spec("RFC 6749, 4.4.2", "https://www.rfc-editor.org/rfc/rfc6749#section-4.4.2");
/// Assertions as client authentication.
pub const RFC7521_4_2: Spec =
    spec("RFC 7521, 4.2", "https://www.rfc-editor.org/rfc/rfc7521#section-4.2");
/// JWTs as client authentication.
pub const RFC7523_2_2: Spec =
    spec("RFC 7523, 2.2", "https://www.rfc-editor.org/rfc/rfc7523#section-2.2");
/// Entra Agent ID: the autonomous app flow.
pub const ENTRA_AGENT_AUTONOMOUS: Spec = spec(
    "Entra: agent autonomous app flow",
    "https://learn.microsoft.com/entra/agent-id/agent-autonomous-app-oauth-flow",
);
/// Entra: client credentials.
pub const ENTRA_CLIENT_CREDENTIALS: Spec = spec(
    "Entra: client credentials",
    "https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow",
);
/// Entra: scopes and the `/.default` suffix.
pub const ENTRA_SCOPES: Spec =
    spec("Entra: scopes", "https://learn.microsoft.com/entra/identity-platform/scopes-oidc");
/// Nothing: a parameter that the reader added.
pub const NONE: Spec = spec("added by you", "");
/// Authorization request.
pub const RFC6749_4_1_1: Spec =
    spec("RFC 6749, 4.1.1", "https://www.rfc-editor.org/rfc/rfc6749#section-4.1.1");
/// Authorization code: the token request.
pub const RFC6749_4_1_3: Spec =
    spec("RFC 6749, 4.1.3", "https://www.rfc-editor.org/rfc/rfc6749#section-4.1.3");
/// Refresh token.
pub const RFC6749_6: Spec = spec("RFC 6749, 6", "https://www.rfc-editor.org/rfc/rfc6749#section-6");
/// Bearer token in a header.
pub const RFC6750_2_1: Spec =
    spec("RFC 6750, 2.1", "https://www.rfc-editor.org/rfc/rfc6750#section-2.1");
/// JWTs as authorization grants.
pub const RFC7523_2_1: Spec =
    spec("RFC 7523, 2.1", "https://www.rfc-editor.org/rfc/rfc7523#section-2.1");
/// PKCE: the challenge.
pub const RFC7636_4_3: Spec =
    spec("RFC 7636, 4.3", "https://www.rfc-editor.org/rfc/rfc7636#section-4.3");
/// PKCE: the verifier.
pub const RFC7636_4_5: Spec =
    spec("RFC 7636, 4.5", "https://www.rfc-editor.org/rfc/rfc7636#section-4.5");
/// Device authorization.
pub const RFC8628_3: Spec = spec("RFC 8628, 3", "https://www.rfc-editor.org/rfc/rfc8628#section-3");
/// OpenID Connect: the authentication request.
pub const OIDC_AUTH_REQUEST: Spec = spec(
    "OpenID Connect Core, 3.1.2.1",
    "https://openid.net/specs/openid-connect-core-1_0.html#AuthRequest",
);
/// Response modes.
pub const OAUTH_RESPONSE_TYPES: Spec = spec(
    "OAuth 2.0 response modes",
    "https://openid.net/specs/oauth-v2-multiple-response-types-1_0.html#ResponseModes",
);
/// Entra: the authorization code flow.
pub const ENTRA_AUTHORIZATION_CODE: Spec = spec(
    "Entra: authorization code",
    "https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow",
);
/// Entra Agent ID: the agent user flow.
pub const ENTRA_AGENT_USER: Spec = spec(
    "Entra: agent user flow",
    "https://learn.microsoft.com/entra/agent-id/agent-user-oauth-flow",
);
/// Entra: on behalf of.
pub const ENTRA_ON_BEHALF_OF: Spec = spec(
    "Entra: on behalf of",
    "https://learn.microsoft.com/entra/identity-platform/v2-oauth2-on-behalf-of-flow",
);
/// Entra: claims challenges.
pub const ENTRA_CLAIMS_CHALLENGE: Spec = spec(
    "Entra: claims challenge",
    "https://learn.microsoft.com/entra/identity-platform/claims-challenge",
);
