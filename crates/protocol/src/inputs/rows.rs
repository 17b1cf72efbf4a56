//! The table of inputs: what can be typed or pasted, and what belongs there.
//!
//! Where several inputs share a name, the first is what the name means to a
//! step that uses none of them.

use super::choices;
use super::table::{InputKind, InputRow, inputs};
use crate::crossing::{Crossing, Reader, Writer};
use crate::flows::Role;
use InputKind::{
    Choice, Cloud, Credential, Guid, Json, Lines, NewGuid, Path, Random, Secret, Suggestion,
    Tenant, Text, Token, Url,
};

inputs! {
    Cloud "cloud" "Cloud" Cloud, "Decides the sign-in host and the audience of exchange tokens.";
    Tenant "tenant" "Tenant" Tenant, "GUID or domain of the tenant; for agents, the agent identity's.";
    ClientId "client_id" "App" Guid, "Application (client) ID of the app that asks.";
    ServiceId "client_id" "App" Guid, "Application (client) ID of the app or API that asks.";
    ConsentClientId "client_id" "Client" Guid, "Client ID of the app, blueprint or agent identity.";
    BlueprintId "blueprint_id" "Blueprint" Guid,
        "Application (client) ID of the blueprint, which holds the credential.";
    AgentIdentityId "agent_identity_id" "Agent identity" Guid,
        "Client ID of the agent identity; its object ID is the same GUID.";
    AgentUser "agent_user" "Agent user" Text, "Object ID (better, it never changes) or sign-in name.";
    AgentUserVariant "agent_user_variant" "Named by" Choice(choices::AGENT_USER_VARIANT),
        "Which parameter names the agent user.";
    RequestedTokenUse "requested_token_use" "requested_token_use"
        Choice(choices::REQUESTED_TOKEN_USE), "Optional here.";
    Platform "platform" "Platform" Choice(choices::PLATFORM),
        "The kind of redirect URI in the app registration.";
    Credential "credential" "Credential" Credential, "How the blueprint proves itself to Entra.";
    ClientSecret "client_secret" "Client secret" Secret, "The secret's value, not its ID. Never stored.",
        secret();
    ClientAssertion "client_assertion" "Client assertion" Token,
        "A ready JWT: signed with the certificate, or issued by a federated identity.", secret();
    AppCredential "credential" "App credential" Credential, "How the app proves itself to Entra.";
    AppSecret "client_secret" "App secret" Secret, "The secret's value, not its ID. Never stored.",
        secret();
    AppAssertion "client_assertion" "App assertion" Token,
        "A ready JWT: signed with the certificate, or issued by a federated identity.", secret();
    ServiceCredential "credential" "App credential" Credential, "How the app proves itself to Entra.";
    ServiceSecret "client_secret" "App secret" Secret, "The secret's value, not its ID. Never stored.",
        secret();
    ServiceAssertion "client_assertion" "App assertion" Token,
        "A ready JWT: signed with the certificate, or issued by a federated identity.", secret();
    RedirectUri "redirect_uri" "Redirect URI" Text, "Exactly as registered for this platform.";
    ConsentRedirectUri "redirect_uri" "Redirect URI" Text,
        "Exactly as registered; for agents, a web redirect URI of the blueprint.";
    ResponseType "response_type" "Response type" Suggestion(choices::RESPONSE_TYPE), "What comes back.";
    ConsentResponseType "response_type" "Response type" Suggestion(choices::CONSENT_RESPONSE_TYPE),
        "What comes back.";
    ResponseMode "response_mode" "Response mode" Suggestion(choices::RESPONSE_MODE), "How it comes back.";
    Scope "scope" "Scope" Text,
        "The API, followed by /.default: all that was granted. For a user, single permissions too.";
    SignInScope "scope" "Sign-in scope" Text,
        "A scope that the blueprint exposes. Empty: api://{blueprint}/access_as_user.";
    UserScope "scope" "Scope" Text,
        "Permissions of one API; openid for an ID token, offline_access for a refresh token.";
    ConsentScope "scope" "Scope" Text, "Delegated permissions, or an API with /.default.";
    GrantScope "scope" "Permissions" Text, "Names of delegated permissions, separated by spaces.";
    RbacScope "scope" "Azure scope" Path, "Where the role counts: subscriptions/{id}, or a path below it.";
    State "state" "State" Random, "Comes back unchanged; ties the answer to this attempt.";
    Nonce "nonce" "Nonce" Random, "Comes back in the ID token; ties it to this attempt.";
    Prompt "prompt" "Prompt" Suggestion(choices::PROMPT), "What the person is shown.";
    LoginHint "login_hint" "Login hint" Text, "Sign-in name to fill in.";
    DomainHint "domain_hint" "Domain hint" Text, "A domain; skips the question where the account lives.";
    Claims "claims" "Claims" Json, "JSON: a claims challenge, or the client capability cp1.";
    ExchangeClaims "claims" "Claims" Json, "JSON: the client capability cp1. A challenge belongs to the last request.";
    Code "code" "Authorization code" Token, "From the redirect; works once, for about 10 minutes.",
        from(AuthorizationCode);
    CodeVerifier "code_verifier" "PKCE verifier" Random,
        "43 to 128 random characters; its S256 hash goes out first.", secret();
    UserToken "user_token" "User token (Tc)" Token, "The person's access token for the blueprint.",
        from(UserToken);
    BlueprintToken "blueprint_token" "Assertion (T1)" Token,
        "The blueprint's exchange token for this agent.", from(BlueprintExchangeToken);
    AgentToken "agent_token" "Agent token (T2)" Token, "The agent identity's exchange token.",
        from(AgentExchangeToken);
    RefreshToken "refresh_token" "Refresh token" Token, "From an earlier answer for the same app.",
        from(RefreshToken);
    Assertion "assertion" "Incoming token" Token, "The access token that a user's call brought to this API.",
        secret();
    RequestedTokenType "requested_token_type" "Token type" Text, "Only for SAML assertions.";
    DeviceCode "device_code" "Device code" Token, "From the start of the flow.", from(DeviceCode);
    ConsentRole "role" "Application permissions" Text, "Full URI of each, separated by spaces.";
    PostLogoutRedirectUri "post_logout_redirect_uri" "Return address" Text, "A registered redirect URI.";
    LogoutHint "logout_hint" "Logout hint" Text, "The login_hint claim of the ID token; skips the picker.";
    UserAssignedClientId "user_assigned_client_id" "User-assigned identity" Guid,
        "Its client ID; needed where several are attached.";
    AccessToken "access_token" "Access token" Token, "For Microsoft Graph; paste one from another flow.", secret();
    AzureToken "access_token" "Access token" Token, "For Azure Resource Manager; from another flow.",
        secret();
    ApiToken "access_token" "Access token" Token, "For this API; from another flow.", secret();
    EchoPath "echo_path" "API" Choice(choices::ECHO), "Which API of the simulated tenant is asked.";
    AuxiliaryTokens "auxiliary_tokens" "Auxiliary tokens" Token,
        "At most 3, separated by commas: one for each further tenant.", secret();
    Url "url" "Address" Url, "https, on a Graph or Resource Manager host of this cloud.";
    Method "method" "Method" Choice(choices::METHOD), "The HTTP method.";
    JsonBody "json_body" "Body" Json, "JSON, sent as it stands.", secret();
    GraphVersion "graph_version" "Graph version" Choice(choices::GRAPH_VERSION),
        "Empty: the version that the step is documented for.";
    BlueprintObjectId "blueprint_object_id" "Blueprint object ID" Guid,
        "Object ID of the application; not always its client ID.";
    DisplayName "display_name" "Display name" Text, "The blueprint, as people see it.";
    CredentialName "display_name" "Display name" Text, "Tells this credential from others.";
    AgentName "display_name" "Display name" Text, "The agent identity, as people see it.";
    AgentUserName "display_name" "Display name" Text, "The agent user, as people see it.";
    Sponsor "sponsor" "Sponsor" Guid, "Object ID of the user who answers for it.";
    Owner "owner" "Owner" Guid, "Object ID of the user who may change it.";
    SignInAudience "sign_in_audience" "Tenants" Suggestion(choices::SIGN_IN_AUDIENCE),
        "Whether other tenants can use it.";
    EndDateTime "end_date_time" "Valid until" Text, "As 2027-01-01T00:00:00Z.";
    Key "key" "Certificate" Text, "The certificate's DER bytes in base64, on one line.";
    FederatedName "name" "Name" Text, "Unique on this application.";
    Issuer "issuer" "Issuer" Text, "The token's iss, in the same case.";
    Subject "subject" "Subject" Text, "The token's sub, in the same case.";
    Audience "audience" "Audience" Text, "The token's aud. Empty: the cloud's token exchange.";
    IdentifierUri "identifier_uri" "Identifier URI" Text, "Empty: api://{blueprint}.";
    ScopeId "scope_id" "Scope ID" NewGuid, "A new GUID.";
    ScopeValue "value" "Scope name" Text, "Empty: access_as_user.";
    AdminConsentDisplayName "admin_consent_display_name" "Name for administrators" Text,
        "On the consent page. Empty: Microsoft's example.";
    AdminConsentDescription "admin_consent_description" "Text for administrators" Text,
        "On the consent page. Empty: Microsoft's example.";
    UserConsentDisplayName "user_consent_display_name" "Name for users" Text,
        "On the consent page. Empty: Microsoft's example.";
    UserConsentDescription "user_consent_description" "Text for users" Text,
        "On the consent page. Empty: Microsoft's example.";
    UserPrincipalName "user_principal_name" "Sign-in name" Text, "On a verified domain of the tenant.";
    MailNickname "mail_nickname" "Mail nickname" Text, "The part before the @.";
    ResourceAppId "resource_app_id" "API" Guid, "Client ID of the API. Empty: Microsoft Graph.";
    ResourceSpId "resource_sp_id" "API's principal" Guid, "Object ID of its service principal here.";
    PrincipalId "principal_id" "Principal" Guid, "Object ID of who gets it. Empty: the agent identity.";
    GrantPrincipalId "principal_id" "User" Guid, "Object ID of the one user, such as the agent user.";
    AppRoleId "app_role_id" "App role" Guid, "ID of the application permission.";
    GrantClientId "client_id" "Client" Guid, "Object ID of the principal that may act. Empty: the agent identity.";
    ConsentType "consent_type" "For whom" Suggestion(choices::CONSENT_TYPE), "All users, or one.";
    RoleAssignmentId "role_assignment_id" "Assignment ID" NewGuid, "A new GUID.";
    RoleDefinitionId "role_definition_id" "Role" Text, "GUID of an Azure role, or its full path.";
    PrincipalType "principal_type" "Kind of principal" Suggestion(choices::PRINCIPAL_TYPE), "Who gets it.";
    AccessPackageId "access_package_id" "Access package" Guid, "Its ID.";
    AssignmentPolicyId "assignment_policy_id" "Policy" Guid, "ID of the assignment policy.";
    RequestType "request_type" "Request type" Suggestion(choices::REQUEST_TYPE), "Who asks.";
    TargetId "target_id" "For" Guid, "Object ID, when an administrator assigns it.";
    RequestId "request_id" "Request ID" Guid, "A GUID of your own; Entra repeats it as correlation_id.";
    Extra "extra" "Extra parameters" Lines, "Sent as well, in this order: one name=value a line.", secret();
}

/// By its place: several inputs share a name.
impl Crossing for InputId {
    fn put(&self, to: &mut Writer) {
        (*self as usize).put(to);
    }

    fn take(from: &mut Reader<'_>) -> Self {
        let row = INPUTS.get(usize::take(from));
        from.or_fail(row, &INPUTS[0]).id
    }
}

impl InputId {
    /// The row of this input.
    #[must_use]
    pub fn row(self) -> &'static InputRow {
        &INPUTS[self as usize]
    }

    /// The public name, as in links and the JSON programs.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// The first input of a public name. Within a step,
    /// [`Step::input_named`](crate::flows::Step::input_named) knows better.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        INPUTS.iter().find(|row| row.name == name).map(|row| row.id)
    }
}
