//! Where a fact is written down: the sections that parameters link to.

/// A document section with its address, on a host of the IETF, the OpenID Foundation
/// or Microsoft. A number: rows of all tables carry one, and a page that shows
/// no addresses does not load them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spec(u8);

impl Spec {
    /// The name of the section: `RFC 6749, 4.4.2`.
    #[must_use]
    pub fn name(self) -> &'static str {
        NAMES.lines().nth(self.0.into()).unwrap_or_default()
    }

    /// Its https address.
    #[must_use]
    pub fn url(self) -> &'static str {
        URLS.lines().nth(self.0.into()).unwrap_or_default()
    }
}

/// Writes the constants and their two texts from one list, so that they are in
/// one order.
macro_rules! specs {
    ($($doc:literal $id:ident $name:literal $url:literal;)*) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        enum Line { $($id,)* }

        $(#[doc = $doc] pub const $id: Spec = Spec(Line::$id as u8);)*

        const NAMES: &str = concat!($($name, "\n",)*);
        const URLS: &str = concat!($($url, "\n",)*);
    };
}

specs! {
    "Client identifier." RFC6749_2_2
        "RFC 6749, 2.2" "https://www.rfc-editor.org/rfc/rfc6749#section-2.2";
    "Client password: in the body or as Basic credentials." RFC6749_2_3_1
        "RFC 6749, 2.3.1" "https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1";
    "Scope." RFC6749_3_3
        "RFC 6749, 3.3" "https://www.rfc-editor.org/rfc/rfc6749#section-3.3";
    "Client credentials: the token request." RFC6749_4_4_2
        "RFC 6749, 4.4.2" "https://www.rfc-editor.org/rfc/rfc6749#section-4.4.2";
    "Assertions as client authentication." RFC7521_4_2
        "RFC 7521, 4.2" "https://www.rfc-editor.org/rfc/rfc7521#section-4.2";
    "JWTs as client authentication." RFC7523_2_2
        "RFC 7523, 2.2" "https://www.rfc-editor.org/rfc/rfc7523#section-2.2";
    "Entra Agent ID: the autonomous app flow." ENTRA_AGENT_AUTONOMOUS
        "Entra: agent autonomous app flow" "https://learn.microsoft.com/entra/agent-id/agent-autonomous-app-oauth-flow";
    "Entra: client credentials." ENTRA_CLIENT_CREDENTIALS
        "Entra: client credentials" "https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow";
    "Entra: scopes and the `/.default` suffix." ENTRA_SCOPES
        "Entra: scopes" "https://learn.microsoft.com/entra/identity-platform/scopes-oidc";
    "Authorization request." RFC6749_4_1_1
        "RFC 6749, 4.1.1" "https://www.rfc-editor.org/rfc/rfc6749#section-4.1.1";
    "Authorization code: the token request." RFC6749_4_1_3
        "RFC 6749, 4.1.3" "https://www.rfc-editor.org/rfc/rfc6749#section-4.1.3";
    "Refresh token." RFC6749_6
        "RFC 6749, 6" "https://www.rfc-editor.org/rfc/rfc6749#section-6";
    "Bearer token in a header." RFC6750_2_1
        "RFC 6750, 2.1" "https://www.rfc-editor.org/rfc/rfc6750#section-2.1";
    "JWTs as authorization grants." RFC7523_2_1
        "RFC 7523, 2.1" "https://www.rfc-editor.org/rfc/rfc7523#section-2.1";
    "PKCE: the challenge." RFC7636_4_3
        "RFC 7636, 4.3" "https://www.rfc-editor.org/rfc/rfc7636#section-4.3";
    "PKCE: the verifier." RFC7636_4_5
        "RFC 7636, 4.5" "https://www.rfc-editor.org/rfc/rfc7636#section-4.5";
    "Device authorization." RFC8628_3
        "RFC 8628, 3" "https://www.rfc-editor.org/rfc/rfc8628#section-3";
    "OpenID Connect: the authentication request." OIDC_AUTH_REQUEST
        "OpenID Connect Core, 3.1.2.1" "https://openid.net/specs/openid-connect-core-1_0.html#AuthRequest";
    "Response modes." OAUTH_RESPONSE_TYPES
        "OAuth 2.0 response modes" "https://openid.net/specs/oauth-v2-multiple-response-types-1_0.html#ResponseModes";
    "Entra: the authorization code flow." ENTRA_AUTHORIZATION_CODE
        "Entra: authorization code" "https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow";
    "Entra Agent ID: the agent user flow." ENTRA_AGENT_USER
        "Entra: agent user flow" "https://learn.microsoft.com/entra/agent-id/agent-user-oauth-flow";
    "Entra: on behalf of." ENTRA_ON_BEHALF_OF
        "Entra: on behalf of" "https://learn.microsoft.com/entra/identity-platform/v2-oauth2-on-behalf-of-flow";
    "Entra: claims challenges." ENTRA_CLAIMS_CHALLENGE
        "Entra: claims challenge" "https://learn.microsoft.com/entra/identity-platform/claims-challenge";
    "Entra Agent ID: the on-behalf-of flow." ENTRA_AGENT_ON_BEHALF_OF
        "Entra: agent on behalf of" "https://learn.microsoft.com/entra/agent-id/agent-on-behalf-of-oauth-flow";
    "Entra: refresh tokens." ENTRA_REFRESH_TOKENS
        "Entra: refresh tokens" "https://learn.microsoft.com/entra/identity-platform/refresh-tokens";
    "Entra: admin consent." ENTRA_ADMIN_CONSENT
        "Entra: admin consent" "https://learn.microsoft.com/entra/identity-platform/v2-admin-consent";
    "Entra Agent ID: authorization of agents." ENTRA_AGENT_CONSENT
        "Entra: permissions of agents" "https://learn.microsoft.com/entra/agent-id/authorization-agent-id";
    "Entra: device code." ENTRA_DEVICE_CODE
        "Entra: device code" "https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code";
    "Entra: tokens of managed identities." ENTRA_MANAGED_IDENTITY
        "Entra: managed identity tokens" "https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token";
    "App Service: the identity endpoint." AZURE_APP_SERVICE_IDENTITY
        "App Service: identity endpoint" "https://learn.microsoft.com/azure/app-service/overview-managed-identity";
    "Entra: OpenID Connect, its metadata and its sign-out." ENTRA_OIDC
        "Entra: OpenID Connect" "https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc";
    "OpenID Connect: the metadata." OIDC_DISCOVERY_4
        "OpenID Connect Discovery, 4" "https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig";
    "OpenID Connect: sign-out." OIDC_LOGOUT_2
        "OpenID Connect Logout, 2" "https://openid.net/specs/openid-connect-rpinitiated-1_0.html#RPLogout";
    "Microsoft Graph: reading a user." GRAPH_USER
        "Graph: user" "https://learn.microsoft.com/graph/api/user-get";
    "Azure Resource Manager: subscriptions." ARM_SUBSCRIPTIONS
        "Azure: subscriptions" "https://learn.microsoft.com/rest/api/resources/subscriptions/list";
    "Azure Resource Manager: several tenants in one request." ARM_CROSS_TENANT
        "Azure: requests across tenants" "https://learn.microsoft.com/azure/azure-resource-manager/management/authenticate-multi-tenant";
    "Azure: role assignments." AZURE_ROLE_ASSIGNMENT
        "Azure: role assignments" "https://learn.microsoft.com/rest/api/authorization/role-assignments/create";
    "Microsoft Graph: blueprints." GRAPH_BLUEPRINT
        "Graph: blueprint" "https://learn.microsoft.com/graph/api/resources/agentidentityblueprint";
    "Microsoft Graph: agent identities." GRAPH_AGENT_IDENTITY
        "Graph: agent identity" "https://learn.microsoft.com/graph/api/resources/agentidentity";
    "Microsoft Graph: agent users." GRAPH_AGENT_USER
        "Graph: agent user" "https://learn.microsoft.com/graph/api/resources/agentuser";
    "Microsoft Graph: application permissions." GRAPH_APP_ROLE
        "Graph: app role assignment" "https://learn.microsoft.com/graph/api/serviceprincipal-post-approleassignments";
    "Microsoft Graph: delegated permissions." GRAPH_GRANT
        "Graph: permission grant" "https://learn.microsoft.com/graph/api/oauth2permissiongrant-post";
    "Microsoft Graph: access packages." GRAPH_ACCESS_PACKAGE
        "Graph: access package request" "https://learn.microsoft.com/graph/api/entitlementmanagement-post-assignmentrequests";
    "Entra: federated credentials." ENTRA_FEDERATION
        "Entra: workload identity federation" "https://learn.microsoft.com/entra/workload-id/workload-identity-federation";
    "Entra: the password grant." ENTRA_ROPC
        "Entra: password grant" "https://learn.microsoft.com/entra/identity-platform/v2-oauth-ropc";
    "Entra: the implicit grant." ENTRA_IMPLICIT
        "Entra: implicit grant" "https://learn.microsoft.com/entra/identity-platform/v2-oauth2-implicit-grant-flow";
    "Token exchange." RFC8693
        "RFC 8693" "https://www.rfc-editor.org/rfc/rfc8693";
    "Entra: error codes." ENTRA_ERROR_CODES
        "Entra: error codes" "https://learn.microsoft.com/entra/identity-platform/reference-error-codes";
    "Entra: certificates as credentials." ENTRA_CERTIFICATES
        "Entra: certificate credentials" "https://learn.microsoft.com/entra/identity-platform/certificate-credentials";
    "Entra: redirect URIs, and whom a browser lets redeem." ENTRA_REDIRECT_URIS
        "Entra: redirect URIs of single-page apps" "https://learn.microsoft.com/entra/identity-platform/reply-url";
}

#[cfg(test)]
mod tests {
    use super::{NAMES, RFC8693, Spec, URLS};

    #[test]
    fn every_section_has_a_name_and_an_address() {
        for at in 0..u8::try_from(NAMES.lines().count()).expect("fewer than 256") {
            let spec = Spec(at);
            assert!(!spec.name().is_empty(), "{at}");
            assert!(spec.url().starts_with("https://"), "{}", spec.name());
        }
        assert_eq!(NAMES.lines().count(), URLS.lines().count());
        assert_eq!(RFC8693.url(), "https://www.rfc-editor.org/rfc/rfc8693");
    }
}
