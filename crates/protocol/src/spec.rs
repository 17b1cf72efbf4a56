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
/// Entra Agent ID: the on-behalf-of flow.
pub const ENTRA_AGENT_ON_BEHALF_OF: Spec = spec(
    "Entra: agent on behalf of",
    "https://learn.microsoft.com/entra/agent-id/agent-on-behalf-of-oauth-flow",
);
/// Entra: refresh tokens.
pub const ENTRA_REFRESH_TOKENS: Spec = spec(
    "Entra: refresh tokens",
    "https://learn.microsoft.com/entra/identity-platform/refresh-tokens",
);
/// Entra: admin consent.
pub const ENTRA_ADMIN_CONSENT: Spec = spec(
    "Entra: admin consent",
    "https://learn.microsoft.com/entra/identity-platform/v2-admin-consent",
);
/// Entra Agent ID: authorization of agents.
pub const ENTRA_AGENT_CONSENT: Spec = spec(
    "Entra: permissions of agents",
    "https://learn.microsoft.com/entra/agent-id/authorization-agent-id",
);
/// Entra: device code.
pub const ENTRA_DEVICE_CODE: Spec = spec(
    "Entra: device code",
    "https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code",
);
/// Entra: tokens of managed identities.
pub const ENTRA_MANAGED_IDENTITY: Spec = spec(
    "Entra: managed identity tokens",
    "https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token",
);
/// App Service: the identity endpoint.
pub const AZURE_APP_SERVICE_IDENTITY: Spec = spec(
    "App Service: identity endpoint",
    "https://learn.microsoft.com/azure/app-service/overview-managed-identity",
);
/// Entra: OpenID Connect, its metadata and its sign-out.
pub const ENTRA_OIDC: Spec = spec(
    "Entra: OpenID Connect",
    "https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc",
);
/// OpenID Connect: the metadata.
pub const OIDC_DISCOVERY_4: Spec = spec(
    "OpenID Connect Discovery, 4",
    "https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig",
);
/// OpenID Connect: sign-out.
pub const OIDC_LOGOUT_2: Spec = spec(
    "OpenID Connect Logout, 2",
    "https://openid.net/specs/openid-connect-rpinitiated-1_0.html#RPLogout",
);
/// Microsoft Graph: reading a user.
pub const GRAPH_USER: Spec = spec("Graph: user", "https://learn.microsoft.com/graph/api/user-get");
/// Azure Resource Manager: subscriptions.
pub const ARM_SUBSCRIPTIONS: Spec = spec(
    "Azure: subscriptions",
    "https://learn.microsoft.com/rest/api/resources/subscriptions/list",
);
/// Azure Resource Manager: several tenants in one request.
pub const ARM_CROSS_TENANT: Spec = spec(
    "Azure: requests across tenants",
    "https://learn.microsoft.com/azure/azure-resource-manager/management/authenticate-multi-tenant",
);
/// Azure: role assignments.
pub const AZURE_ROLE_ASSIGNMENT: Spec = spec(
    "Azure: role assignments",
    "https://learn.microsoft.com/rest/api/authorization/role-assignments/create",
);
/// Microsoft Graph: blueprints.
pub const GRAPH_BLUEPRINT: Spec = spec(
    "Graph: blueprint",
    "https://learn.microsoft.com/graph/api/resources/agentidentityblueprint",
);
/// Microsoft Graph: agent identities.
pub const GRAPH_AGENT_IDENTITY: Spec =
    spec("Graph: agent identity", "https://learn.microsoft.com/graph/api/resources/agentidentity");
/// Microsoft Graph: agent users.
pub const GRAPH_AGENT_USER: Spec =
    spec("Graph: agent user", "https://learn.microsoft.com/graph/api/resources/agentuser");
/// Microsoft Graph: application permissions.
pub const GRAPH_APP_ROLE: Spec = spec(
    "Graph: app role assignment",
    "https://learn.microsoft.com/graph/api/serviceprincipal-post-approleassignments",
);
/// Microsoft Graph: delegated permissions.
pub const GRAPH_GRANT: Spec = spec(
    "Graph: permission grant",
    "https://learn.microsoft.com/graph/api/oauth2permissiongrant-post",
);
/// Microsoft Graph: access packages.
pub const GRAPH_ACCESS_PACKAGE: Spec = spec(
    "Graph: access package request",
    "https://learn.microsoft.com/graph/api/entitlementmanagement-post-assignmentrequests",
);
/// Entra: federated credentials.
pub const ENTRA_FEDERATION: Spec = spec(
    "Entra: workload identity federation",
    "https://learn.microsoft.com/entra/workload-id/workload-identity-federation",
);
/// Entra: the password grant.
pub const ENTRA_ROPC: Spec = spec(
    "Entra: password grant",
    "https://learn.microsoft.com/entra/identity-platform/v2-oauth-ropc",
);
/// Entra: the implicit grant.
pub const ENTRA_IMPLICIT: Spec = spec(
    "Entra: implicit grant",
    "https://learn.microsoft.com/entra/identity-platform/v2-oauth2-implicit-grant-flow",
);
/// Token exchange.
pub const RFC8693: Spec = spec("RFC 8693", "https://www.rfc-editor.org/rfc/rfc8693");
