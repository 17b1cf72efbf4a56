//! The names and literal values that travel on the wire, each written once.
//!
//! Case matters to Entra. The two URNs that end in `jwt-bearer` differ in one
//! word and are easily mixed up: [`CLIENT_ASSERTION_TYPE_JWT_BEARER`] says how a
//! client proves itself, the grant type of the same ending asks for a token on
//! behalf of a user.

/// RFC 6749 2.2: the application that asks.
pub const CLIENT_ID: &str = "client_id";
/// RFC 6749 2.3.1: the shared secret, in the body.
pub const CLIENT_SECRET: &str = "client_secret";
/// RFC 7521 4.2: how to read `client_assertion`.
pub const CLIENT_ASSERTION_TYPE: &str = "client_assertion_type";
/// RFC 7521 4.2: the signed proof of the client.
pub const CLIENT_ASSERTION: &str = "client_assertion";
/// RFC 6749 4: which grant is used.
pub const GRANT_TYPE: &str = "grant_type";
/// RFC 6749 3.3: what the token shall open.
pub const SCOPE: &str = "scope";
/// Entra: the agent identity that an exchange token is made for.
pub const FMI_PATH: &str = "fmi_path";
/// RFC 7523 2.1: the token that stands for the user.
pub const ASSERTION: &str = "assertion";
/// Entra: `on_behalf_of`.
pub const REQUESTED_TOKEN_USE: &str = "requested_token_use";
/// Entra v1: the resource, replaced by `scope`.
pub const RESOURCE: &str = "resource";
/// Entra: the object id of an agent user.
pub const USER_ID: &str = "user_id";
/// The sign-in name of a user.
pub const USERNAME: &str = "username";
/// RFC 6749 4.3: never sent by this playground.
pub const PASSWORD: &str = "password";
/// Entra: the agent identity's exchange token, in the agent user's request.
pub const USER_FEDERATED_IDENTITY_CREDENTIAL: &str = "user_federated_identity_credential";
/// RFC 6749 6: the refresh token.
pub const REFRESH_TOKEN: &str = "refresh_token";
/// RFC 6749 4.1.3: the authorization code.
pub const CODE: &str = "code";
/// RFC 7636 4.5: the PKCE verifier.
pub const CODE_VERIFIER: &str = "code_verifier";
/// RFC 8628 3.4: the device code.
pub const DEVICE_CODE: &str = "device_code";

/// RFC 6749 3.1.1: what the sign-in gives back.
pub const RESPONSE_TYPE: &str = "response_type";
/// OAuth 2.0 Multiple Response Type Encoding Practices, 2.1.
pub const RESPONSE_MODE: &str = "response_mode";
/// RFC 6749 3.1.2: where the browser is sent back to.
pub const REDIRECT_URI: &str = "redirect_uri";
/// RFC 6749 4.1.1: comes back unchanged.
pub const STATE: &str = "state";
/// OpenID Connect Core 3.1.2.1: comes back in the ID token.
pub const NONCE: &str = "nonce";
/// RFC 7636 4.3: the hash of the verifier.
pub const CODE_CHALLENGE: &str = "code_challenge";
/// RFC 7636 4.3: how the challenge was made.
pub const CODE_CHALLENGE_METHOD: &str = "code_challenge_method";
/// OpenID Connect Core 3.1.2.1: what the person is shown.
pub const PROMPT: &str = "prompt";
/// OpenID Connect Core 3.1.2.1: who is likely to sign in.
pub const LOGIN_HINT: &str = "login_hint";
/// Entra: skips the question where an account lives.
pub const DOMAIN_HINT: &str = "domain_hint";
/// OpenID Connect Core 5.5: claims that the token must have.
pub const CLAIMS: &str = "claims";
/// Entra: what kind of token an on-behalf-of request asks for.
pub const REQUESTED_TOKEN_TYPE: &str = "requested_token_type";
/// Entra: application permissions on the consent page of agents.
pub const ROLE: &str = "role";
/// OpenID Connect RP-Initiated Logout 2: where to go afterwards.
pub const POST_LOGOUT_REDIRECT_URI: &str = "post_logout_redirect_uri";
/// OpenID Connect RP-Initiated Logout 2: whose session ends.
pub const LOGOUT_HINT: &str = "logout_hint";
/// Azure: the version of an API.
pub const API_VERSION: &str = "api-version";
/// Azure Resource Manager: tokens for further tenants.
pub const AUXILIARY: &str = "x-ms-authorization-auxiliary";

/// RFC 6749 4.1.3: a code is redeemed.
pub const GRANT_AUTHORIZATION_CODE: &str = "authorization_code";
/// RFC 6749 6: a refresh token is used.
pub const GRANT_REFRESH_TOKEN: &str = "refresh_token";
/// RFC 7523 2.1: a token stands for the user.
pub const GRANT_JWT_BEARER: &str = "urn:ietf:params:oauth:grant-type:jwt-bearer";
/// RFC 8628 3.4: a device waits for its user.
pub const GRANT_DEVICE_CODE: &str = "urn:ietf:params:oauth:grant-type:device_code";
/// Entra: the agent user's grant.
pub const GRANT_USER_FIC: &str = "user_fic";
/// The value of `requested_token_use`.
pub const ON_BEHALF_OF: &str = "on_behalf_of";
/// The platform whose code is redeemed by the page itself.
pub const PLATFORM_SPA: &str = "spa";
/// The platform of desktop, phone and command line.
pub const PLATFORM_NATIVE: &str = "native";
/// The platform with a server and a credential.
pub const PLATFORM_WEB: &str = "web";
/// RFC 8259 11.
pub const JSON: &str = "application/json";
/// RFC 6749 4.4: the client asks on its own.
pub const GRANT_CLIENT_CREDENTIALS: &str = "client_credentials";
/// RFC 7523 2.2, as the value of `client_assertion_type`.
pub const CLIENT_ASSERTION_TYPE_JWT_BEARER: &str =
    "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
/// The suffix that asks for everything already granted at one resource.
pub const DEFAULT_SCOPE_SUFFIX: &str = "/.default";

/// RFC 6749 appendix B: the media type of every token request.
pub const FORM_URLENCODED: &str = "application/x-www-form-urlencoded";
/// The header that names the media type of the body.
pub const CONTENT_TYPE: &str = "Content-Type";
/// RFC 9110 11.6.2: credentials of the client, with `client_secret_basic`.
pub const AUTHORIZATION: &str = "Authorization";
/// Entra: a GUID of the caller's choice, echoed as `correlation_id`.
pub const CLIENT_REQUEST_ID: &str = "client-request-id";

/// Whether a parameter of this name carries a credential or a token: its value
/// is masked wherever a request is shown.
#[must_use]
pub fn carries_a_secret(name: &str) -> bool {
    matches!(
        name,
        CLIENT_SECRET
            | CLIENT_ASSERTION
            | ASSERTION
            | PASSWORD
            | USER_FEDERATED_IDENTITY_CREDENTIAL
            | REFRESH_TOKEN
            | CODE
            | CODE_VERIFIER
            | DEVICE_CODE
    ) || {
        // Names of extra parameters. `requested_token_use` and
        // `client_assertion_type` say how, not what, and do not match.
        let name = name.to_ascii_lowercase();
        ["secret", "password", "token", "assertion"].iter().any(|word| name.ends_with(word))
    }
}
