//! The rules that need nothing but the step and its inputs.

use super::{Found, Rule, Seen, Texts, assertions, extra, ids, place, scopes, tokens};
use crate::finding::Severity::{self, Info, Warning};
use crate::joined;
use crate::spec::{self, ENTRA_CERTIFICATES as CERTIFICATES, ENTRA_ERROR_CODES as CODES};

/// Writes the rows: code, severity, what, why, what to do, source, and how it is
/// found.
macro_rules! rules {
    ($($code:literal $severity:ident $find:expr, $source:expr, $what:literal $why:literal $fix:literal;)*) => {
        /// Every rule, in the order in which its findings are listed.
        pub const RULES: &[Rule] = &[$(Rule {
            code: $code,
            severity: $severity,
            what: $what,
            why: $why,
            fix: $fix,
            source: $source,
            find: $find,
        }),*];

        /// What the page needs of them at every key: no text, so no pointers to
        /// texts.
        pub(super) static FINDS: &[(Severity, Find)] = &[$(($severity, $find)),*];

        const TEXTS: &str = concat!($($code, "\n", $what, "\n", $why, "\n", $fix, "\n",)*);
    };
}

rules! {
    "not-a-guid" Warning ids::not_a_guid, CODES,
        "{} is not a GUID." "Entra knows ids of the form xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx." "";
    "tenant-must-be-specific" Warning ids::tenant_must_be_specific, CODES,
        "{} stands for many tenants." "Nobody signs in here to choose one (AADSTS50194)."
        "Enter one tenant; for agents, the agent identity's.";
    "tenant-not-guid-or-domain" Warning ids::tenant_not_guid_or_domain, CODES,
        "The tenant is neither a GUID nor a domain." "Entra will not know it (AADSTS900023)." "";
    "consent-needs-a-tenant" Warning ids::consent_needs_a_tenant, spec::ENTRA_ADMIN_CONSENT,
        "Admin consent is for one tenant, or organizations." "common does not work." "";
    "token-not-bare" Warning tokens::not_bare, CODES,
        "{}" "Entra takes the bare token and calls this one malformed (AADSTS50027)." "";
    "unusual-value" Warning place::unusual_value, spec::ENTRA_AUTHORIZATION_CODE,
        "{} has a value that Entra does not list." "" "";
    "claims-are-not-json" Warning place::claims_are_not_json, spec::ENTRA_CLAIMS_CHALLENGE,
        "claims is no JSON object." "A challenge from a header is in base64."
        "Decode it first.";
    "body-is-not-json" Warning place::body_is_not_json, spec::ARM_SUBSCRIPTIONS,
        "The body is no JSON object." "Azure will not read it." "";

    "agent-is-the-blueprint" Warning ids::agent_is_the_blueprint, spec::ENTRA_AGENT_AUTONOMOUS,
        "Agent identity and blueprint have the same ID." ""
        "fmi_path takes the ID of the agent identity.";
    "app-is-the-blueprint" Warning ids::app_is_the_blueprint, CODES,
        "A blueprint signs nobody in." "Entra refuses it (AADSTS82018)."
        "The person signs in to an ordinary app.";
    "agents-sign-nobody-in" Warning ids::agents_sign_nobody_in, spec::ENTRA_AGENT_CONSENT,
        "Blueprints and agents may only use response_type=none." "Entra refuses others (AADSTS82018)." "";
    "object-id-for-client-id" Warning ids::object_id_for_client_id, CODES,
        "{} is the object ID of a service principal." "Entra looks for a client ID (AADSTS700016)." "";
    "object-id-assumed" Warning place::object_id_assumed, spec::GRAPH_BLUEPRINT,
        "The path takes the application's object ID." "The blueprint's client ID stands in; the two can differ." "";
    "secret-looks-like-its-id" Warning ids::secret_looks_like_its_id, spec::RFC6749_2_3_1,
        "This client secret is a GUID, so it is probably the secret's ID."
        "Entra wants its value (AADSTS7000215)." "";

    "not-an-exchange-token" Warning tokens::not_an_exchange_token, spec::ENTRA_AGENT_AUTONOMOUS,
        "The client assertion is not a blueprint's exchange token."
        "Entra will not take it as the agent's proof (AADSTS700211)."
        "Ask for it with the token exchange as scope.";
    "exchange-token-for-another-agent" Warning tokens::exchange_token_for_another_agent,
        spec::ENTRA_AGENT_AUTONOMOUS,
        "T1 was made for the agent identity {}." "Entra will refuse it (AADSTS700213)." "";
    "not-an-agent-exchange-token" Warning tokens::not_an_agent_exchange_token, spec::ENTRA_AGENT_USER,
        "T2 is not an agent identity's exchange token." "Entra will not take it."
        "Run the step before.";
    "token-of-another-tenant" Warning tokens::of_another_tenant, CODES,
        "{} is of another tenant." "All requests go to the agent's own tenant (AADSTS700211)." "";
    "user-token-is-an-apps" Warning tokens::of_an_app, CODES,
        "This token is an app's own and stands for no user." "Entra refuses it (AADSTS7000114)." "";
    "user-token-is-an-id-token" Warning tokens::id_token, CODES,
        "This is an ID token." "Entra refuses it (AADSTS240002)."
        "An access token for the client belongs here.";
    "user-token-for-another-api" Warning tokens::user_token_for_another_api,
        spec::ENTRA_AGENT_ON_BEHALF_OF,
        "Tc is not for the blueprint that made T1." "Its audience is the blueprint (AADSTS500131)."
        "Sign in with a scope of the blueprint.";
    "incoming-token-for-another-api" Warning tokens::incoming_token_for_another_api,
        spec::ENTRA_ON_BEHALF_OF,
        "The incoming token is for another API than this client." "Entra refuses it (AADSTS50013)." "";

    "assertion-of-another-client" Warning assertions::of_another_client, CERTIFICATES,
        "iss and sub of the assertion are not this client's ID." "Entra refuses it (AADSTS700021)." "";
    "assertion-for-another-endpoint" Warning assertions::for_another_endpoint, CERTIFICATES,
        "The assertion's aud is not this tenant's token endpoint." "Entra refuses it (AADSTS700023)." "";
    "assertion-without-thumbprint" Warning assertions::without_thumbprint, CERTIFICATES,
        "The assertion's header names no certificate." "Entra cannot find its key (AADSTS700027)."
        "Add x5t#S256.";
    "federated-token-for-another-audience" Warning assertions::not_for_the_exchange,
        spec::ENTRA_FEDERATION,
        "The federated token's aud is not the token exchange." "Entra refuses it (AADSTS700212)."
        "Ask its issuer for api://AzureADTokenExchange.";
    "exchange-of-another-cloud" Warning assertions::exchange_of_another_cloud, spec::ENTRA_FEDERATION,
        "This is the token exchange of another cloud." "Entra refuses it (AADSTS7002206)." "";
    "assertion-from-a-federated-credential" Warning assertions::from_a_federated_credential,
        spec::ENTRA_FEDERATION,
        "The assertion was itself made with a federated credential." "It cannot be chained (AADSTS700231)."
        "Present the first token.";
    "assertion-of-entra-itself" Warning assertions::of_entra_itself, spec::ENTRA_FEDERATION,
        "The assertion is an app's token of Entra." "Of those, only a managed identity's is taken (AADSTS700226)." "";
    "assertion-of-a-user" Warning assertions::of_a_user, spec::ENTRA_FEDERATION,
        "The assertion is a user's token." "Only an app's own is taken (AADSTS700229)." "";

    "scope-more-than-one" Warning scopes::more_than_one, spec::ENTRA_CLIENT_CREDENTIALS,
        "An app-only token is for one API." "" "Keep one scope that ends with /.default.";
    "scope-without-default" Warning scopes::without_default, spec::ENTRA_CLIENT_CREDENTIALS,
        "An app-only scope ends with /.default." "Entra refuses single permissions here (AADSTS1002012)." "";
    "scope-default-doubled" Warning scopes::default_doubled, spec::ENTRA_SCOPES,
        "/.default stands twice." "Entra knows no such API (AADSTS500011)." "";
    "scopes-of-two-apis" Warning scopes::of_two_apis, spec::ENTRA_SCOPES,
        "A token is for one API." "Entra refuses scopes of two (AADSTS28000)." "";
    "default-beside-names" Warning scopes::default_beside_names, spec::ENTRA_SCOPES,
        "/.default stands for all permissions of an API." "Entra refuses names beside it (AADSTS70011)." "";
    "scope-with-one-slash" Warning scopes::one_slash, spec::ENTRA_SCOPES,
        "The name of this API ends in a slash, so its scope has two." "Azure refuses a token without it." "";
    "scope-of-another-cloud" Warning scopes::of_another_cloud, CODES,
        "This API belongs to another cloud: {}." "Entra will not find it here (AADSTS500011)." "";
    "scope-is-the-exchange" Info scopes::exchange_as_api, spec::ENTRA_AGENT_AUTONOMOUS,
        "The token exchange is no API." "Its token opens nothing; it is for a further request." "";

    "user-id-is-a-name" Warning ids::user_id_is_a_name, spec::ENTRA_AGENT_USER,
        "user_id takes the object ID." "Entra refuses a sign-in name there (AADSTS50000)." "";
    "username-is-not-a-name" Warning ids::username_is_not_a_name, spec::ENTRA_AGENT_USER,
        "username takes a sign-in name such as agent@contoso.example." "" "";
    "not-a-guid" Warning ids::agent_user_is_neither, spec::ENTRA_AGENT_USER,
        "The agent user is neither a GUID nor a sign-in name with @." "" "";
    "superseded-form" Warning ids::superseded_form, spec::ENTRA_AGENT_USER,
        "This jwt-bearer form is superseded." "" "Use it to understand older code, not for new code.";

    "hint-beside-picker" Warning place::hint_beside_picker, spec::OIDC_AUTH_REQUEST,
        "prompt=select_account asks who signs in." "login_hint has no place beside it." "";
    "form-post-is-for-servers" Info place::form_post, spec::OAUTH_RESPONSE_TYPES,
        "form_post goes to a server." "A page cannot read it, so this request is shown and not run." "";
    "id-token-in-query" Warning place::id_token_in_query, spec::OAUTH_RESPONSE_TYPES,
        "Entra puts no ID token into a query." "It refuses to (AADSTS70007)." "Choose fragment or form_post.";
    "verifier-not-allowed" Warning tokens::verifier_not_allowed, spec::RFC7636_4_5,
        "A PKCE verifier has 43 to 128 letters, digits, hyphens, dots, underscores or tildes." "" "";

    "token-for-another-api" Warning tokens::for_another_api, spec::RFC6750_2_1,
        "This token is for another API." "It will be refused with 401." "";
    "me-without-a-user" Warning tokens::me_without_a_user, spec::GRAPH_USER,
        "This token is an app's own, so there is no me." "Graph answers 400." "Try the users.";
    "too-many-auxiliary-tokens" Warning tokens::too_many_auxiliary, spec::ARM_CROSS_TENANT,
        "Azure takes at most 3 auxiliary tokens." "" "One for each further tenant.";
    "no-access-token" Info place::no_access_token, spec::RFC6750_2_1,
        "Without an access token this is a request to copy." "" "Add the Authorization header there.";
    "agents-outside-public-cloud" Info place::agents_outside_public_cloud,
        spec::ENTRA_AGENT_AUTONOMOUS,
        "Whether this cloud has Agent ID yet is uncertain."
        "Its exchange audience is from Microsoft's libraries." "";

    "parameter-forbidden" Warning extra::forbidden_here, CODES,
        "{}" "" "";
    "parameter-twice" Warning extra::sent_twice, spec::RFC6749_4_4_2,
        "{} is sent already." "Entra takes each parameter once (AADSTS9002313)." "";
    "api-in-the-exchange" Warning extra::api_in_the_exchange, spec::ENTRA_AGENT_AUTONOMOUS,
        "The scope of this request is the token exchange." "A token for another API is no proof (AADSTS700211)."
        "Ask for the API in the last step.";
    "resource-of-version-1" Warning extra::resource_of_version_one, spec::ENTRA_SCOPES,
        "resource belongs to version 1.0." "This endpoint takes scope (AADSTS901002)." "";
    "jwt-bearer-with-underscore" Warning extra::underscore, spec::RFC7523_2_1,
        "jwt_bearer is written with a hyphen." "Entra knows no such grant (AADSTS70003)." "";
    "urns-mixed-up" Warning extra::urns_mixed_up, spec::RFC7523_2_2,
        "grant-type and client-assertion-type are mixed up." "The two names differ in these words." "";
    "assertion-without-type" Warning extra::assertion_without_its_type, spec::RFC7521_4_2,
        "client_assertion stands without client_assertion_type." "Entra sees no credential (AADSTS7000216)." "";
    "token-exchange-grant" Warning extra::token_exchange_grant, spec::RFC8693,
        "Entra has no token-exchange grant." "It refuses it (AADSTS70003)." "";
}

type Find = fn(&Seen<'_>, &mut Vec<Found>);

/// The texts of the rule at this place of [`RULES`].
pub(super) fn texts(at: usize) -> Texts {
    joined::rows(TEXTS).nth(at).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{RULES, texts};

    #[test]
    fn every_rule_finds_its_texts() {
        for (at, rule) in RULES.iter().enumerate() {
            assert_eq!(texts(at), [rule.code, rule.what, rule.why, rule.fix]);
        }
    }
}
