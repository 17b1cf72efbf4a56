//! The rows: number, OAuth error, status, where the number comes from, Entra's
//! sentence, and how a reader earns it.

use super::Provenance::{self, Documented, Observed, OurChoice};
use super::RefusalRow;

refusals! {
    /// Not a POST.
    MethodNotPost: 900561 "invalid_request" 400 Documented,
        "The endpoint only accepts POST, OPTIONS requests. Received a {method} request.",
        "The request is a GET.";
    /// The body is not declared as a form, so nothing in it is seen.
    NotAForm: 900144 "invalid_request" 400 Documented,
        "The request body must contain the following parameter: 'grant_type'.",
        "The Content-Type is not application/x-www-form-urlencoded, so Entra sees no parameter.";
    /// A parameter twice.
    DuplicateParameter: 9002313 "invalid_request" 400 Documented,
        "Invalid request. Request is malformed or invalid.",
        "A parameter is sent twice.";
    /// The v1 parameter on the v2 endpoint.
    ResourceParameter: 901002 "invalid_request" 400 Documented,
        "The 'resource' request parameter is not supported.",
        "The parameter resource of the version 1.0 endpoint is sent to version 2.0.";
    /// A required parameter is not there.
    ParameterMissing: 900144 "invalid_request" 400 Documented,
        "The request body must contain the following parameter: '{name}'.",
        "A required parameter is left out: grant_type, client_id or scope.";
    /// A required parameter is there and empty.
    ParameterEmpty: 90014 "invalid_request" 400 Documented,
        "The required field '{name}' is missing from the credential. Ensure that you have all the necessary parameters for the login request.",
        "A required parameter is sent without a value.";
    /// No such grant.
    UnsupportedGrant: 70003 "unsupported_grant_type" 400 Documented,
        "The app requested an unsupported grant type '{grant}'.",
        "The grant_type is misspelled, or Entra has no such grant.";
    /// The `Authorization` header cannot be read.
    BasicMalformed: 9002313 "invalid_request" 400 OurChoice,
        "Invalid request. Request is malformed or invalid.",
        "The Authorization header is Basic, but not base64 of ID and secret with a colon between.";
    /// `common` or `consumers`.
    TenantOfMany: 9001023 "invalid_request" 400 Documented,
        "The grant type is not supported over the /common or /consumers endpoints. Please use the /organizations or tenant-specific endpoint.",
        "The tenant is common or consumers, and nobody signs in to choose one.";
    /// `organizations`.
    TenantImplied: 50059 "invalid_request" 400 OurChoice,
        "No tenant-identifying information found in either the request or implied by any provided credentials.",
        "The tenant is organizations, and nobody signs in to choose one.";
    /// Neither a GUID nor a domain.
    TenantUnreadable: 900023 "invalid_request" 400 Documented,
        "Specified tenant identifier '{tenant}' is neither a valid DNS name, nor a valid external domain.",
        "The tenant is neither a GUID nor a domain name.";
    /// No such tenant.
    TenantUnknown: 90002 "invalid_request" 400 Documented,
        "Tenant '{tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.",
        "The tenant does not exist, or is in another cloud.";
    /// No such application in the tenant.
    ClientUnknown: 700016 "unauthorized_client" 400 Documented,
        "Application with identifier '{client}' was not found in the directory '{tenant}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.",
        "The client_id is no application of this tenant; an object ID is none either.";
    /// A confidential request from a browser.
    OriginOnConfidential: 9002326 "invalid_request" 400 Documented,
        "Cross-origin token redemption is permitted only for the 'Single-Page Application' client-type. Request origin: '{origin}'.",
        "The request carries an Origin header, as every request that a browser sends across origins.";
    /// Scopes of two resources.
    TwoResources: 28000 "invalid_request" 400 Observed,
        "Provided value for the input parameter scope is not valid because it contains more than one resource. Scope {scope} is not valid.",
        "The scope names two APIs.";
    /// `/.default` mixed with other scopes.
    ScopeInvalid: 70011 "invalid_scope" 400 Documented,
        "The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. The scope {scope} is not valid.",
        "The scope mixes /.default with a named permission of the same API.";
    /// A scope without `/.default`.
    ScopeWithoutDefault: 1002012 "invalid_scope" 400 Documented,
        "The provided value for scope {scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).",
        "The scope does not end with /.default.";
    /// A secret and an assertion, or the secret in two places.
    TwoCredentials: 9002313 "invalid_request" 400 OurChoice,
        "Invalid request. Request is malformed or invalid. Exactly one client credential may be presented.",
        "A client secret and a client assertion are sent together.";
    /// No secret and no assertion.
    NoCredential: 7000216 "invalid_client" 401 Observed,
        "'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type.",
        "Neither a client secret nor a client assertion is sent.";
    /// An assertion whose type is not said.
    AssertionTypeMissing: 7000216 "invalid_client" 401 Observed,
        "'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type.",
        "A client_assertion is sent without its client_assertion_type, so it does not count.";
    /// A type without its assertion.
    AssertionMissing: 7000216 "invalid_client" 401 Observed,
        "'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type.",
        "A client_assertion_type is sent without the client_assertion itself.";
    /// Another type than jwt-bearer.
    AssertionTypeUnknown: 70002 "invalid_client" 401 OurChoice,
        "Error validating credentials. The client_assertion_type '{type}' is not supported.",
        "The client_assertion_type is another than …:client-assertion-type:jwt-bearer, such as the grant type of the same ending.";
    /// An agent identity with a secret.
    AgentWithSecret: 7000215 "invalid_client" 401 OurChoice,
        "Invalid client secret provided. The agent identity '{client}' cannot hold a client secret; its blueprint holds the credential.",
        "The agent identity sends a client secret. It proves itself with the blueprint's exchange token.";
    /// Another secret than the blueprint's.
    SecretWrong: 7000215 "invalid_client" 401 Documented,
        "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '{client}'.",
        "The client secret is not the one that was registered.";
    /// Not a JWT.
    AssertionMalformed: 50027 "invalid_request" 400 Documented,
        "JWT token is invalid or malformed.",
        "The client assertion is cut off, or has quotes or line breaks in it.";
    /// No such certificate is registered.
    CertificateUnknown: 700027 "invalid_client" 401 Documented,
        "The certificate with identifier used to sign the client assertion is not registered on application.",
        "The client signs with a certificate that was not uploaded to it, or the header has no thumbprint of it.";
    /// An assertion about another client.
    AssertionClient: 700021 "invalid_client" 401 Documented,
        "Client assertion application identifier doesn't match 'client_id' parameter.",
        "iss and sub of the client's own assertion are not both its client_id.";
    /// An assertion for another address.
    AssertionRealm: 700023 "invalid_client" 401 Observed,
        "Client assertion audience claim does not match Realm issuer. Expected '{expected}', presented '{audience}'.",
        "aud of the client's own assertion is not the address of this tenant's token endpoint.";
    /// A certificate that is too old.
    CertificateExpired: 7000222 "invalid_client" 401 Documented,
        "The provided client secret keys or certificates for app '{client}' are expired.",
        "The certificate that signed the assertion is past its notAfter.";
    /// A token of another issuer, and no credential for one.
    NoFederatedCredential: 70025 "invalid_client" 401 Documented,
        "The client '{client}' has no configured federated identity credentials.",
        "The client presents a token of another issuer, and has no federated identity credential.";
    /// An issuer whose keys are out of reach.
    FederatedUnreachable: 700027 "invalid_client" 401 OurChoice,
        "Client assertion failed signature validation. Only tokens of the simulated managed identity and of the simulated workload issuer can be checked here, not those of '{issuer}'.",
        "The federated identity credential names an issuer in the real world, whose keys the simulation cannot fetch.";
    /// A token about a person as proof of a client.
    FederatedUserToken: 700229 "invalid_client" 401 Documented,
        "Only app-only tokens may be used as Federated Identity Credential for AAD issuer.",
        "The client assertion is a token about a person.";
    /// A federated token on top of a federated token.
    FederatedChained: 700231 "invalid_client" 401 Observed,
        "A token acquired through a federated identity credential may not be used as federated identity credential.",
        "The client assertion is an app token that was itself obtained with an assertion.";
    /// A token of Entra that is no managed identity token.
    FederatedNotManaged: 700226 "invalid_client" 401 Observed,
        "Only MSI tokens may be used as Federated Identity Credential for AAD issuer.",
        "The client assertion is an app token that was obtained with a secret, not a managed identity's.";
    /// The issuer is not the exchange of this tenant.
    AssertionIssuer: 700211 "invalid_client" 401 Documented,
        "No matching federated identity record found for presented assertion issuer '{issuer}'. Check your federated identity credential Subject, Audience and Issuer against the presented assertion. https://learn.microsoft.com/entra/workload-id/workload-identity-federation",
        "The assertion comes from another tenant, or was asked for with the final API as its scope instead of the token exchange.";
    /// The signature does not fit.
    AssertionSignature: 700027 "invalid_client" 401 Documented,
        "Client assertion failed signature validation.",
        "The assertion was changed after it was signed, or signed by somebody else.";
    /// Too early or too late.
    AssertionTime: 700024 "invalid_client" 401 Documented,
        "Client assertion is not within its valid time range. Current time: {now}, assertion valid from {from}, expiry time of assertion {until}. Review the documentation at https://learn.microsoft.com/entra/identity-platform/certificate-credentials",
        "The assertion is too old or too young; an exchange token lives 65 minutes, and Entra tolerates five more.";
    /// A token of this tenant for something else than the exchange.
    AssertionAudience: 700212 "invalid_client" 401 Documented,
        "No matching federated identity record found for presented assertion audience '{audience}'. Check your federated identity credential Subject, Audience and Issuer against the presented assertion. https://learn.microsoft.com/entra/workload-id/workload-identity-federation",
        "The assertion is a token for an API, not for the token exchange.";
    /// The exchange token of a blueprint that is not the parent.
    AnotherBlueprint: 700211 "invalid_client" 401 OurChoice,
        "No matching federated identity record found for presented assertion issuer '{issuer}'. The assertion subject '{subject}' belongs to a blueprint that is not the parent of '{client}'.",
        "The exchange token was made by a blueprint that is not this agent identity's parent.";
    /// The same subject in another case.
    AssertionSubjectCase: 7002138 "invalid_client" 401 Documented,
        "No matching federated identity record found for presented assertion subject '{subject}'. The subject matches with case-insensitive comparison, but not with case-sensitive comparison.",
        "The fmi_path of the exchange token was written in capitals, or the case of a federated identity credential's subject is wrong.";
    /// The exchange token of another agent identity.
    AnotherAgent: 700213 "invalid_client" 401 Documented,
        "No matching federated identity record found for presented assertion subject '{subject}'. Check your federated identity credential Subject, Audience and Issuer against the presented assertion. https://learn.microsoft.com/entra/workload-id/workload-identity-federation",
        "The exchange token was made for another agent identity: its fmi_path is not this client_id; or no federated identity credential has this subject.";
    /// No such API in the tenant.
    ApiUnknown: 500011 "invalid_resource" 400 Documented,
        "The resource principal named {resource} was not found in the tenant named {tenant}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.",
        "The scope names an API that is not installed in this tenant, or is misspelled.";
    /// An exchange token without an agent.
    FmiPathMissing: 82008 "invalid_request" 400 Observed,
        "All agentic applications requesting a token exchange token must include the fmipath parameter on the token request.",
        "The blueprint asks for an exchange token without fmi_path in the body.";
    /// An exchange token for an agent without a name.
    FmiPathEmpty: 82008 "invalid_request" 400 OurChoice,
        "All agentic applications requesting a token exchange token must include the fmipath parameter on the token request.",
        "The blueprint asks for an exchange token with an empty fmi_path.";
    /// A blueprint that wants an API for itself.
    BlueprintAppOnly: 82001 "unauthorized_client" 400 Observed,
        "Agentic application '{client}' is not permitted to request app-only tokens for resource '{resource}'.",
        "The blueprint asks for an API for itself. Only its agents call APIs; it may reach Microsoft Graph alone, to manage them.";
    /// A blueprint without a principal.
    PrincipalMissing: 7000229 "unauthorized_client" 400 Documented,
        "The client application {client} is missing service principal in the tenant {tenant}.",
        "The blueprint was created, and its principal was not.";

    // Every grant with a person or a public client in it.

    /// A credential of a public client.
    PublicWithCredential: 700025 "invalid_client" 401 Documented,
        "Client is public so neither 'client_assertion' nor 'client_secret' should be presented.",
        "A code or refresh token of a page or a native program is redeemed with a secret or an assertion.";
    /// A confidential client without proof.
    CredentialRequired: 7000218 "invalid_client" 401 Documented,
        "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
        "A confidential client redeems, refreshes or acts for a person without a credential.";
    /// A page that is none.
    OriginMissing: 9002327 "invalid_request" 400 Documented,
        "Tokens issued for the 'Single-Page Application' client-type may only be redeemed via cross-origin requests.",
        "A code or refresh token of a single-page application is redeemed without an Origin header, as by a proxy.";
    /// A code or refresh token that nobody issued.
    GrantUnknown: 70000 "invalid_grant" 400 Documented,
        "Provided grant is invalid or malformed.",
        "The code or refresh token is cut off, mistyped, or was issued before the simulation was started.";
    /// A code or refresh token of another client.
    GrantOfAnotherClient: 70000 "invalid_grant" 400 OurChoice,
        "Provided grant is invalid or malformed. It was issued to another client than '{client}'.",
        "The client_id is not the one that the code or refresh token was issued to.";
    /// No consent.
    ConsentMissing: 65001 "invalid_grant" 400 Documented,
        "The user or administrator has not consented to use the application with ID '{client}' named '{name}'. Send an interactive authorization request for this user and resource.",
        "The client has no delegated permission at this API for this person, or not the one that the scope names.";

    // authorization_code.

    /// A code, again.
    CodeRedeemed: 54005 "invalid_grant" 400 Documented,
        "OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.",
        "The same authorization code is sent a second time.";
    /// A code that is too old.
    CodeExpired: 70008 "invalid_grant" 400 Documented,
        "The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.",
        "The authorization code is more than ten minutes old.";
    /// Another redirect URI than at sign-in.
    RedirectChanged: 500112 "invalid_client" 401 Observed,
        "The reply address '{redirect}' does not match the reply address '{expected}' provided when requesting Authorization code.",
        "redirect_uri is not the one of the sign-in.";
    /// A page without PKCE.
    PkceRequired: 9002325 "invalid_request" 400 Documented,
        "Proof Key for Code Exchange is required for cross-origin authorization code redemption.",
        "A page signs in without code_challenge.";
    /// A verifier that does not fit.
    VerifierWrong: 501481 "invalid_grant" 400 Documented,
        "The Code_Verifier does not match the code_challenge supplied in the authorization request.",
        "code_verifier is missing, or is not the one that the challenge was made from.";

    // refresh_token.

    /// A refresh token that nobody used.
    RefreshExpired: 700082 "invalid_grant" 400 Documented,
        "The refresh token has expired due to inactivity. The token was issued on {issued} and was inactive for 90.00:00:00.",
        "The refresh token is more than 90 days old.";
    /// A refresh token of a page, a day later.
    PageRefreshExpired: 700084 "invalid_grant" 400 Documented,
        "The refresh token was issued to a single page app (SPA), and therefore has a fixed, limited lifetime of 1.00:00:00, which cannot be extended. It is now expired and a new sign in request must be sent by the SPA to the sign in page. The token was issued on {issued}.",
        "A page signed in more than 24 hours ago; renewing in between does not extend that.";

    // On behalf of: jwt-bearer.

    /// A blueprint that acts for a person.
    BlueprintOnBehalfOf: 82002 "unauthorized_client" 400 Observed,
        "Agentic application '{client}' is not permitted to make on-behalf-of calls.",
        "The client of an on-behalf-of request is the blueprint; it has to be an agent identity.";
    /// Another use than on_behalf_of.
    TokenUseUnknown: 9002313 "invalid_request" 400 OurChoice,
        "Invalid request. The value '{use}' of requested_token_use is not supported.",
        "requested_token_use is something else than on_behalf_of.";
    /// No JWT.
    UserAssertionMalformed: 50027 "invalid_request" 400 Documented,
        "JWT token is invalid or malformed.",
        "The user's token is cut off, or has quotes or line breaks in it.";
    /// A token of another tenant, or a changed one.
    UserAssertionInvalid: 50013 "invalid_grant" 400 Documented,
        "Assertion failed signature validation.",
        "The user's token was issued in another tenant, or was changed after it was signed.";
    /// An id token in place of an access token.
    IdTokenAsAssertion: 240002 "invalid_grant" 400 Documented,
        "Input id_token cannot be used as 'urn:ietf:params:oauth:grant-type:jwt-bearer' grant.",
        "The id token of the sign-in is sent as assertion instead of the access token.";
    /// An old token.
    UserAssertionTime: 500133 "invalid_grant" 400 Documented,
        "Assertion is not within its valid time range. Ensure that the access token is not expired before using it for user assertion, or request a new token. Current time: {now}, expiry time of assertion {until}.",
        "The user's token has expired.";
    /// A token for somebody else.
    UserAssertionAudience: 500131 "invalid_grant" 400 Documented,
        "Assertion audience does not match the Client app presenting the assertion. The audience in the assertion was '{audience}' and the expected audience is '{expected}'.",
        "The user's token was asked for with another scope than the blueprint's, or than that of the API in the middle.";
    /// A token without a person.
    AppAssertion: 7000114 "invalid_grant" 400 Documented,
        "Application '{client}' is not allowed to make application on-behalf-of calls.",
        "The assertion is an app-only token.";

    // Agent users: user_fic.

    /// An agent user without its agent.
    NotAnAgent: 70003 "unsupported_grant_type" 400 OurChoice,
        "The grant type '{grant}' is for agent identities; '{client}' is none.",
        "The client of a user_fic request is no agent identity.";
    /// Two names for one user.
    TwoUserNames: 9002313 "invalid_request" 400 OurChoice,
        "Invalid request. Exactly one of user_id and username may be sent.",
        "user_id and username are sent together.";
    /// A sign-in name as id.
    UserIdNoGuid: 50000 "server_error" 500 Observed,
        "There was an error issuing a token or an issue with our sign-in service.",
        "A sign-in name stands in user_id, which takes an object id.";
    /// No JWT as the agent's token.
    UserCredentialMalformed: 50027 "invalid_request" 400 Documented,
        "JWT token is invalid or malformed.",
        "The agent's exchange token is cut off, or has quotes or line breaks in it.";
    /// The agent's token of another issuer.
    UserCredentialIssuer: 700211 "invalid_client" 401 Documented,
        "No matching federated identity record found for presented assertion issuer '{issuer}'. Check your federated identity credential Subject, Audience and Issuer against the presented assertion. https://learn.microsoft.com/entra/workload-id/workload-identity-federation",
        "user_federated_identity_credential is a token of another tenant or issuer.";
    /// The agent's token, changed.
    UserCredentialSignature: 700027 "invalid_client" 401 Documented,
        "User federated identity credential failed signature validation.",
        "user_federated_identity_credential was changed after it was signed.";
    /// The agent's token, too old.
    UserCredentialTime: 700024 "invalid_client" 401 Documented,
        "Assertion is not within its valid time range. Current time: {now}, assertion valid from {from}, expiry time of assertion {until}.",
        "The agent's exchange token is older than 65 minutes.";
    /// The agent's token for another API.
    UserCredentialAudience: 7002206 "invalid_client" 401 Documented,
        "Token audience must match the cloud-specific AAD Token Exchange App Uri. Presented audience: '{audience}'.",
        "user_federated_identity_credential is a token for an API, not for the token exchange.";
    /// A token that is not the agent's own.
    UserCredentialSubject: 700213 "invalid_client" 401 OurChoice,
        "No matching federated identity record found for presented assertion subject '{subject}'. Check your federated identity credential Subject, Audience and Issuer against the presented assertion. https://learn.microsoft.com/entra/workload-id/workload-identity-federation",
        "user_federated_identity_credential is the blueprint's exchange token, or another agent's.";
    /// No such user.
    UserUnknown: 50034 "invalid_grant" 400 Documented,
        "The user account {user} does not exist in the {tenant} directory. To sign into this application, the account must be added to the directory.",
        "user_id or username is nobody of this tenant.";
    /// Another user than the agent's.
    UserOfAnotherAgent: 50034 "invalid_grant" 400 OurChoice,
        "The user account {user} is not the agent user of '{client}'.",
        "user_id or username is a person, or the agent user of another agent.";

    // Device code.

    /// A sign-in by an agent.
    AgentInteractive: 82006 "unauthorized_client" 400 Documented,
        "The agent application does not support interactive authentication.",
        "A blueprint or an agent identity asks for a device code.";
    /// An app that is not public.
    PublicFlowsOff: 7000218 "invalid_client" 401 Documented,
        "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
        "An app that does not allow public client flows polls with its device code.";
    /// A device code that nobody issued.
    DeviceCodeUnknown: 70018 "bad_verification_code" 400 Documented,
        "Bad verification code. User typed in wrong user code for device code flow.",
        "The device code is mistyped, or was redeemed already.";
    /// Nobody came.
    DeviceExpired: 70019 "expired_token" 400 Documented,
        "Verification code expired.",
        "The device code is more than 15 minutes old.";
    /// The person said no.
    DeviceDeclined: 65004 "authorization_declined" 400 OurChoice,
        "The user declined the request on the other device.",
        "The person declines on the device page.";
    /// Too often.
    SlowDown: 70016 "slow_down" 400 OurChoice,
        "OAuth 2.0 device flow error. Polled sooner than the interval allows; it is now {interval} seconds.",
        "The device code is polled again before its interval is over.";
    /// Not yet.
    DevicePending: 70016 "authorization_pending" 400 Documented,
        "OAuth 2.0 device flow error. Authorization is pending. Continue polling.",
        "The device code is polled before the person has decided.";

    // Where people sign in. Down to RedirectUnknown, Entra shows the error on its
    // own page and sends nobody anywhere.

    /// Personal accounts for an app of companies.
    TenantConsumers: 9002332 "invalid_request" 400 Documented,
        "Application '{client}' is configured for use by Azure Active Directory users only. Please do not use the /consumers endpoint to serve this request.",
        "The tenant of a sign-in is consumers.";
    /// Any tenant for an app of one.
    NotMultiTenant: 50194 "invalid_request" 400 Documented,
        "Application '{client}' is not configured as a multi-tenant application. Usage of the /common endpoint is not supported for such apps created after '10/15/2018'. Use a tenant-specific endpoint or configure the application to be multi-tenant.",
        "The tenant of a sign-in is common or organizations, and the app is of one tenant.";
    /// A sign-in by an agent.
    AgentResponseType: 82018 "invalid_request" 400 Documented,
        "Response types other than 'none' are not allowed for agent blueprints and agent identities.",
        "A blueprint or an agent identity asks for a code.";
    /// Consent to one agent.
    AgentConsent: 82014 "invalid_request" 400 Documented,
        "Interactive consent is not supported for agent identity '{client}'. Consent to its blueprint.",
        "An agent identity asks for consent; its blueprint can.";
    /// A redirect URI that is not registered.
    RedirectUnknown: 50011 "invalid_request" 400 Documented,
        "The redirect URI '{redirect}' specified in the request does not match the redirect URIs configured for the application '{client}'. Make sure the redirect URI sent in the request matches one added to your application in the Azure portal.",
        "redirect_uri is not one that the app registered, character by character.";
    /// An id token that the app did not ask for.
    ResponseTypeOff: 700054 "unsupported_response_type" 400 Documented,
        "response_type 'id_token' is not enabled for the application.",
        "The app asks the authorize endpoint for an id token, and its registration does not allow that.";
    /// A response type that Entra has not.
    ResponseTypeUnknown: 70005 "unsupported_response_type" 400 Documented,
        "The response_type '{type}' is not supported for this application.",
        "response_type is misspelled, or asks for an access token without a code.";
    /// An answer in the wrong place.
    ResponseModeWrong: 70007 "unsupported_response_mode" 400 Documented,
        "'{mode}' is not a supported value of 'response_mode' when requesting a token.",
        "response_mode is query with an id token, or misspelled.";
    /// A challenge of the wrong size.
    ChallengeWrong: 50147 "invalid_request" 400 Documented,
        "The size of the code challenge parameter isn't valid.",
        "code_challenge is not 43 characters of base64url, or its method is neither S256 nor plain.";
    /// A prompt that Entra has not.
    PromptUnknown: 90023 "invalid_request" 400 Observed,
        "Unsupported 'prompt' value.",
        "prompt is misspelled.";
    /// A permission that the API has not.
    ScopeUnknown: 650053 "invalid_client" 401 Documented,
        "The application '{name}' asked for scope '{scope}' that doesn't exist on the resource '{resource}'. Contact the app vendor.",
        "The scope names a permission that the API does not offer.";
    /// Silence, and nobody there.
    NobodySignedIn: 50058 "login_required" 400 Documented,
        "A silent sign-in request was sent but no user is signed in.",
        "prompt is none, and nobody has signed in before, or not the one of login_hint.";
    /// Silence, and a question to ask.
    SilentConsent: 65001 "interaction_required" 400 Documented,
        "The user or administrator has not consented to use the application with ID '{client}' named '{name}'. Send an interactive authorization request for this user and resource.",
        "prompt is none, and the person has not consented.";
    /// Nobody of this tenant.
    PersonUnknown: 50034 "invalid_grant" 400 Documented,
        "The user account {user} does not exist in the {tenant} directory. To sign into this application, the account must be added to the directory.",
        "The person chosen is not in this tenant, or is an agent user, which cannot sign in.";
    /// Cancel.
    SignInCancelled: 65004 "access_denied" 400 Observed,
        "the user canceled the authentication",
        "The person cancels the sign-in.";
    /// No.
    ConsentDeclined: 65004 "access_denied" 400 Documented,
        "User declined to consent to access the app.",
        "The person declines to consent.";
    /// A permission above the person.
    AdminNeeded: 90094 "access_denied" 400 Documented,
        "An administrator of {tenant} has set a policy that prevents you from granting {name} the permissions it is requesting. Contact an administrator of {tenant}, who can grant permissions to this application on your behalf.",
        "A person who is no administrator is asked for a permission that only administrators grant.";
}
