//! Where a fact is written down: the sections that parameters link to.

/// A document section with its address, on a host of the IETF or Microsoft.
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
