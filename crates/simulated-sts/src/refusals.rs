//! Every way in which a token request is refused, in one table.
//!
//! The order of the rows is the order of the checks. Entra does not publish its
//! order; this one is the form, then the tenant, the client, the origin, the
//! scope, the proof of the client, the API, and last what this client may have.

use protocol::secret::Secret;

/// Where a number comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Provenance {
    /// Microsoft documents the number for this cause.
    Documented,
    /// Seen in public answers of Entra to this cause.
    Observed,
    /// Entra refuses this, or must, but what it answers is not public: the
    /// number is the one that fits best.
    OurChoice,
}

/// One refusal.
#[derive(Debug)]
pub struct RefusalRow {
    /// Which one.
    pub id: RefusalId,
    /// The AADSTS number.
    pub code: u32,
    /// The OAuth error (RFC 6749 5.2).
    pub error: &'static str,
    /// The HTTP status.
    pub status: u16,
    /// The sentence behind the number; `{name}` is replaced.
    pub message: &'static str,
}

use Provenance::{Documented, Observed, OurChoice};

/// Declares [`RefusalId`] and [`REFUSALS`] from the same rows, so that neither
/// can miss one. What explains a row to its reader, and is not part of an
/// answer, is a method: it takes no room where nobody asks.
macro_rules! refusals {
    ($($(#[$doc:meta])* $id:ident: $code:literal $error:literal $status:literal $provenance:ident,
        $message:literal, $earned_by:literal;)*) => {
        /// The causes of a refusal.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum RefusalId { $($(#[$doc])* $id,)* }

        /// Every refusal, in the order of the checks.
        pub const REFUSALS: &[RefusalRow] = &[$(RefusalRow {
            id: RefusalId::$id,
            code: $code,
            error: $error,
            status: $status,
            message: $message,
        },)*];

        impl RefusalId {
            /// Where the number comes from.
            #[must_use]
            pub const fn provenance(self) -> Provenance {
                match self { $(Self::$id => $provenance,)* }
            }

            /// How a reader earns it: one sentence.
            #[must_use]
            pub const fn earned_by(self) -> &'static str {
                match self { $(Self::$id => $earned_by,)* }
            }
        }
    };
}

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
    /// A JWT signed with a certificate that the blueprint does not have.
    CertificateUnknown: 700027 "invalid_client" 401 Documented,
        "The certificate with identifier used to sign the client assertion is not registered on application.",
        "The blueprint presents a JWT of its own, and has no certificate registered.";
    /// A token of another issuer, presented by the blueprint.
    NoFederatedCredential: 70025 "invalid_client" 401 Documented,
        "The client '{client}' has no configured federated identity credentials.",
        "The blueprint presents a token of another issuer, and has no federated identity credential.";
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
        "The exchange token is older than 65 minutes, counted with Entra's tolerance of five.";
    /// A token of this tenant for something else than the exchange.
    AssertionAudience: 700212 "invalid_client" 401 Documented,
        "No matching federated identity record found for presented assertion audience '{audience}'. Check your federated identity credential Subject, Audience and Issuer against the presented assertion. https://learn.microsoft.com/entra/workload-id/workload-identity-federation",
        "The assertion is a token for an API, not for the token exchange.";
    /// The exchange token of a blueprint that is not the parent.
    AnotherBlueprint: 700211 "invalid_client" 401 OurChoice,
        "No matching federated identity record found for presented assertion issuer '{issuer}'. The assertion subject '{subject}' belongs to a blueprint that is not the parent of '{client}'.",
        "The exchange token was made by a blueprint that is not this agent identity's parent.";
    /// The same subject in another case.
    AssertionSubjectCase: 7002138 "invalid_client" 401 OurChoice,
        "No matching federated identity record found for presented assertion subject '{subject}'. The subject matches with case-insensitive comparison, but not with case-sensitive comparison.",
        "The fmi_path of the exchange token was written in capitals.";
    /// The exchange token of another agent identity.
    AnotherAgent: 700213 "invalid_client" 401 Documented,
        "No matching federated identity record found for presented assertion subject '{subject}'. Check your federated identity credential Subject, Audience and Issuer against the presented assertion. https://learn.microsoft.com/entra/workload-id/workload-identity-federation",
        "The exchange token was made for another agent identity: its fmi_path is not this client_id.";
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
}

impl RefusalId {
    /// The row of this refusal.
    #[must_use]
    pub fn row(self) -> &'static RefusalRow {
        // The table is declared from the same rows as this enum, in its order.
        &REFUSALS[self as usize]
    }
}

/// A refusal with its sentence filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Which one.
    pub id: RefusalId,
    message: String,
}

impl Refusal {
    pub(crate) fn new(id: RefusalId) -> Self {
        Self { id, message: id.row().message.to_owned() }
    }

    /// Fills a gap of the sentence with a text from the request, cut at 300
    /// characters. Never a credential.
    pub(crate) fn with(mut self, name: &str, text: &str) -> Self {
        let text: String = text.chars().filter(|c| !c.is_control()).take(300).collect();
        self.message = self.message.replace(&format!("{{{name}}}"), &text);
        self
    }

    /// Like [`with`](Self::with), for a parameter that is no credential.
    pub(crate) fn with_value(self, name: &str, value: &Secret) -> Self {
        self.with(name, value.expose())
    }

    /// The sentence behind the number.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_has_its_own_row_and_a_sentence_on_how_to_earn_it() {
        for row in REFUSALS {
            assert_eq!(row.id.row().id, row.id);
            assert!(row.id.earned_by().ends_with('.'), "{:?}", row.id);
            assert!(row.message.len() > 20, "{:?}", row.id);
            let unauthorized = row.error == "invalid_client";
            assert_eq!(row.status, if unauthorized { 401 } else { 400 }, "{:?}", row.id);
        }
    }
}
