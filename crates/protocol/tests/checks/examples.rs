//! The public mistakes, each with the right thing beside it.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use protocol::inputs::InputId;
use serde_json::{Value, json};

use crate::cases::{self, AGENT, BLUEPRINT, TENANT};

const OTHER: &str = "0c77aaaa-64d2-4a43-9f0e-2a7d3c11e8b4";
const APP: &str = "2e9d1f60-7a43-4c8b-b5d2-0f6a8c3e1b97";
const GRAPH: &str = "https://graph.microsoft.com";
const EXCHANGE: &str = "fb60f99c-7a34-4190-8149-302f77469936";

fn token_with(header: Value, claims: Value) -> String {
    let part = |value: Value| URL_SAFE_NO_PAD.encode(value.to_string());
    [part(header), part(claims), "c2ln".to_owned()].join(".")
}

fn token(claims: Value) -> String {
    token_with(json!({"alg": "RS256", "typ": "JWT"}), claims)
}

/// T1 for our agent, with changes.
pub(crate) fn t1(more: Value) -> String {
    let subject = format!("/eid1/c/pub/t/AAAA/a/BBBB/{AGENT}");
    let mut claims = json!({"aud": EXCHANGE, "sub": subject, "azp": BLUEPRINT, "idtyp": "app"});
    for (name, value) in more.as_object().expect("an object") {
        claims[name] = value.clone();
    }
    token(claims)
}

fn signed(claims: Value) -> String {
    token_with(json!({"alg": "PS256", "x5t#S256": "AAAA"}), claims)
}

/// A mistake, the right thing beside it, and what each is entered into.
pub(crate) struct Example {
    pub(crate) code: &'static str,
    pub(crate) at: (&'static str, &'static str),
    pub(crate) wrong: Vec<(InputId, String)>,
    pub(crate) right: Vec<(InputId, String)>,
}

fn example(
    code: &'static str,
    at: (&'static str, &'static str),
    wrong: &[(InputId, &str)],
    right: &[(InputId, &str)],
) -> Example {
    let owned = |pairs: &[(InputId, &str)]| {
        pairs.iter().map(|(input, text)| (*input, (*text).to_owned())).collect()
    };
    Example { code, at, wrong: owned(wrong), right: owned(right) }
}

/// With a certificate or a federated identity instead of a secret.
fn proved<'a>(kind: &'a str, assertion: &'a str) -> [(InputId, &'a str); 3] {
    [
        (InputId::ServiceSecret, ""),
        (InputId::ServiceCredential, kind),
        (InputId::ServiceAssertion, assertion),
    ]
}

pub(crate) fn examples() -> Vec<Example> {
    use InputId::{
        AccessToken, AgentIdentityId, AgentToken, AgentUser, AgentUserVariant, Assertion, Audience,
        AuxiliaryTokens, AzureToken, BlueprintId, BlueprintObjectId, BlueprintToken, Claims,
        ClientId, ClientSecret, Cloud, CodeVerifier, ConsentResponseType, Extra, JsonBody,
        LoginHint, Nonce, Prompt, ResponseMode, ResponseType, Scope, Tenant, UserToken,
    };
    let t1_at = ("agent-autonomous", "blueprint-token");
    let tr = ("agent-autonomous", "resource-token");
    let obo = ("agent-on-behalf-of", "resource-token");
    let user = ("agent-user", "resource-token");
    let app = ("client-credentials", "token");
    let sign_in = ("authorization-code", "authorize");
    let me = ("resource-call", "graph-me");
    let id = |resource: &str| [resource, "/.default"].concat();
    let upn = "agent@contoso.example";
    let user_token =
        |aud: &str| token(json!({"aud": aud, "scp": "access", "azp": APP, "idtyp": "user"}));
    let app_token =
        |aud: &str| token(json!({"aud": aud, "appid": APP, "idtyp": "app", "roles": []}));
    let endpoint = format!("https://login.microsoftonline.com/{TENANT}/oauth2/v2.0/token");
    let own = |aud: &str, id: &str| signed(json!({"aud": aud, "iss": id, "sub": id}));
    let of_issuer = |claims: Value| {
        let mut all = json!({"iss": "https://token.actions.githubusercontent.com", "sub": "repo:a/b", "aud": "api://AzureADTokenExchange"});
        for (name, value) in claims.as_object().expect("an object") {
            all[name] = value.clone();
        }
        token(all)
    };
    let entra = "https://login.microsoftonline.com/x/v2.0";
    let github = of_issuer(json!({}));
    let managed = of_issuer(json!({"iss": entra, "appid": APP, "xms_mirid": "/subscriptions/x"}));
    vec![
        // The display name where the id belongs.
        example("not-a-guid", t1_at, &[(AgentIdentityId, "Billing agent")], &[]),
        example("not-a-guid", user, &[(AgentUser, "Billing agent")], &[(AgentUser, upn)]),
        // azure-docs: client credentials over /common.
        example("tenant-must-be-specific", t1_at, &[(Tenant, "common")], &[]),
        example(
            "tenant-not-guid-or-domain",
            t1_at,
            &[(Tenant, "contoso")],
            &[(Tenant, "contoso.example")],
        ),
        example(
            "consent-needs-a-tenant",
            ("admin-consent", "consent"),
            &[(Tenant, "common")],
            &[(Tenant, "organizations")],
        ),
        // mrochon/AgentIDSamples: T1 pasted with its quotation marks.
        example(
            "token-not-bare",
            tr,
            &[(BlueprintToken, "\"eyJ.eyJ.s\"")],
            &[(BlueprintToken, "eyJ.eyJ.s")],
        ),
        example("token-not-bare", obo, &[(UserToken, "Bearer eyJ.eyJ.s")], &[]),
        example("unusual-value", sign_in, &[(ResponseType, "token")], &[(ResponseType, "code")]),
        // A challenge copied from WWW-Authenticate.
        example(
            "claims-are-not-json",
            sign_in,
            &[(Claims, "eyJhY2Nlc3NfdG9rZW4iOnt9fQ==")],
            &[(Claims, "{\"access_token\":{}}")],
        ),
        example(
            "body-is-not-json",
            ("resource-call", "arm-cross-tenant"),
            &[(JsonBody, "{'a':1}"), (InputId::Method, "PUT")],
            &[(JsonBody, "{\"a\":1}"), (InputId::Method, "PUT")],
        ),
        // mrochon/AgentIDSamples: the blueprint's id as fmi_path.
        example("agent-is-the-blueprint", t1_at, &[(AgentIdentityId, BLUEPRINT)], &[]),
        example(
            "app-is-the-blueprint",
            ("agent-on-behalf-of", "user-sign-in"),
            &[(ClientId, BLUEPRINT)],
            &[],
        ),
        example(
            "agents-sign-nobody-in",
            ("user-consent", "consent"),
            &[(ConsentResponseType, "code")],
            &[(ConsentResponseType, "none")],
        ),
        // AADSTS700016: the object id of the enterprise application as client_id.
        example(
            "object-id-for-client-id",
            tr,
            &[
                (AgentIdentityId, OTHER),
                (
                    BlueprintToken,
                    &t1(json!({"oid": OTHER, "sub": format!("/eid1/c/pub/t/A/a/B/{OTHER}")})),
                ),
            ],
            &[(BlueprintToken, &t1(json!({"oid": OTHER})))],
        ),
        example(
            "object-id-assumed",
            ("setup", "add-secret"),
            &[(BlueprintObjectId, ""), (BlueprintId, BLUEPRINT)],
            &[(BlueprintObjectId, OTHER)],
        ),
        // Stack Overflow's oldest: the secret's id in the place of its value.
        example("secret-looks-like-its-id", t1_at, &[(ClientSecret, TENANT)], &[]),
        // entrabot's learnings: T1 asked for with Graph as its scope.
        example("not-an-exchange-token", tr, &[(BlueprintToken, &app_token(GRAPH))], &[]),
        // The seed of it all: one T1 for two agents.
        example("exchange-token-for-another-agent", tr, &[(AgentIdentityId, OTHER)], &[]),
        example("not-an-agent-exchange-token", user, &[(AgentToken, &t1(json!({})))], &[]),
        // microsoft/skills PR 195: step 1 in another tenant than step 2.
        example(
            "token-of-another-tenant",
            tr,
            &[(BlueprintToken, &t1(json!({"tid": OTHER})))],
            &[(BlueprintToken, &t1(json!({"tid": TENANT})))],
        ),
        // microsoft/mcp#2192: an app-only token as the assertion.
        example(
            "user-token-is-an-apps",
            obo,
            &[(UserToken, &app_token(BLUEPRINT))],
            &[(UserToken, &user_token(BLUEPRINT))],
        ),
        example(
            "user-token-is-an-id-token",
            obo,
            &[(UserToken, &token(json!({"iss": "a", "sub": "b", "aud": BLUEPRINT})))],
            &[(UserToken, &user_token(BLUEPRINT))],
        ),
        // microsoft-authentication-library-for-js#389: a Graph token as the assertion.
        example(
            "user-token-for-another-api",
            obo,
            &[(UserToken, &user_token(GRAPH))],
            &[
                (UserToken, &user_token(&["api://", BLUEPRINT].concat())),
                (BlueprintToken, &t1(json!({}))),
            ],
        ),
        example(
            "incoming-token-for-another-api",
            ("on-behalf-of", "token"),
            &[(Assertion, &user_token(OTHER))],
            &[(Assertion, &user_token(APP))],
        ),
        // AADSTS700021 and 700023, as certificate samples run into them.
        example(
            "assertion-of-another-client",
            app,
            &proved("certificate", &own(&endpoint, OTHER)),
            &proved("certificate", &own(&endpoint, APP)),
        ),
        example(
            "assertion-for-another-endpoint",
            app,
            &proved("certificate", &own(&endpoint.replace(TENANT, OTHER), APP)),
            &proved("certificate", &own(&endpoint, APP)),
        ),
        example(
            "assertion-without-thumbprint",
            app,
            &proved("certificate", &token(json!({"aud": endpoint, "iss": APP, "sub": APP}))),
            &proved("certificate", &own(&endpoint, APP)),
        ),
        // azure/login#515: GitHub's default audience.
        example(
            "federated-token-for-another-audience",
            app,
            &proved("federated", &of_issuer(json!({"aud": "https://github.com/contoso"}))),
            &proved("federated", &github),
        ),
        example(
            "exchange-of-another-cloud",
            app,
            &proved("federated", &of_issuer(json!({"aud": "api://AzureADTokenExchangeUSGov"}))),
            &proved("federated", &github),
        ),
        example(
            "exchange-of-another-cloud",
            ("setup", "add-federated-credential"),
            &[(Audience, "api://AzureADTokenExchangeChina")],
            &[(Audience, "api://AzureADTokenExchange")],
        ),
        // AKS workload identity, to a managed identity, to the app.
        example(
            "assertion-from-a-federated-credential",
            app,
            &proved("federated", &of_issuer(json!({"xms_ficinfo": "CAAQ"}))),
            &proved("federated", &managed),
        ),
        example(
            "assertion-of-entra-itself",
            app,
            &proved("federated", &of_issuer(json!({"iss": entra, "appid": APP}))),
            &proved("federated", &managed),
        ),
        example(
            "assertion-of-a-user",
            app,
            &proved("federated", &user_token(GRAPH)),
            &proved("federated", &github),
        ),
        // passport-azure-ad samples: permissions for client credentials.
        example(
            "scope-without-default",
            app,
            &[(Scope, "https://graph.microsoft.com/User.Read")],
            &[(Scope, &id(GRAPH))],
        ),
        example("scope-without-default", app, &[(Scope, "User.Read")], &[]),
        example(
            "scope-without-default",
            app,
            &[(Scope, "api://contoso")],
            &[(Scope, "api://contoso/.default")],
        ),
        example(
            "scope-more-than-one",
            app,
            &[(Scope, "a/.default offline_access")],
            &[(Scope, "a/.default")],
        ),
        // SDKs add the suffix to a scope that has it.
        example("scope-default-doubled", app, &[(Scope, &id(&id(GRAPH)))], &[(Scope, &id(GRAPH))]),
        example(
            "scopes-of-two-apis",
            obo,
            &[(Scope, "User.Read api://b/c")],
            &[(Scope, "User.Read Mail.Read openid")],
        ),
        example(
            "default-beside-names",
            obo,
            &[(Scope, "a/.default a/b")],
            &[(Scope, "a/.default offline_access")],
        ),
        example(
            "scope-with-one-slash",
            app,
            &[(Scope, "https://management.core.windows.net/.default")],
            &[(Scope, "https://management.core.windows.net//.default")],
        ),
        example(
            "scope-of-another-cloud",
            app,
            &[(Scope, "https://graph.microsoft.us/.default")],
            &[(Scope, &id(GRAPH))],
        ),
        example(
            "scope-is-the-exchange",
            app,
            &[(Scope, "api://AzureADTokenExchange/.default")],
            &[(Scope, &id(GRAPH))],
        ),
        // microsoft/Agents-for-js#932: the sign-in name in user_id.
        example(
            "user-id-is-a-name",
            user,
            &[(AgentUser, upn), (AgentUserVariant, "user-id")],
            &[(AgentUser, upn)],
        ),
        example(
            "username-is-not-a-name",
            user,
            &[(AgentUser, OTHER), (AgentUserVariant, "username")],
            &[(AgentUser, OTHER)],
        ),
        // The protocol page of October 2025, and the blogs after it.
        example(
            "superseded-form",
            user,
            &[(AgentUser, upn), (AgentUserVariant, "legacy-jwt-bearer")],
            &[(AgentUser, upn)],
        ),
        example(
            "hint-beside-picker",
            sign_in,
            &[(Prompt, "select_account"), (LoginHint, upn)],
            &[(Prompt, "login"), (LoginHint, upn)],
        ),
        example(
            "form-post-is-for-servers",
            sign_in,
            &[(ResponseMode, "form_post")],
            &[(ResponseMode, "query")],
        ),
        example(
            "id-token-in-query",
            sign_in,
            &[(ResponseType, "id_token"), (Nonce, "n"), (ResponseMode, "query")],
            &[(ResponseType, "id_token"), (Nonce, "n"), (ResponseMode, "fragment")],
        ),
        // A verifier of 20 characters, from an article.
        example(
            "verifier-not-allowed",
            sign_in,
            &[(CodeVerifier, "IFrWuREBBR_QJ39q5Ts4")],
            &[(CodeVerifier, cases::VERIFIER)],
        ),
        example(
            "token-for-another-api",
            me,
            &[(AccessToken, &app_token("https://management.azure.com"))],
            &[(AccessToken, &user_token(GRAPH))],
        ),
        example(
            "me-without-a-user",
            me,
            &[(AccessToken, &app_token(GRAPH))],
            &[(AccessToken, &user_token(GRAPH))],
        ),
        example(
            "too-many-auxiliary-tokens",
            ("resource-call", "arm-cross-tenant"),
            &[(AuxiliaryTokens, "a,b,c,d")],
            &[(AuxiliaryTokens, "a, b, c")],
        ),
        example(
            "no-access-token",
            ("setup", "blueprint"),
            &[(AccessToken, "")],
            &[(AccessToken, &user_token(GRAPH))],
        ),
        example("agents-outside-public-cloud", t1_at, &[(Cloud, "us-gov")], &[(Cloud, "public")]),
        // microsoft-identity-web#3470: a secret beside the assertion.
        example(
            "parameter-forbidden",
            tr,
            &[(Extra, "client_secret=s")],
            &[(Extra, "client_info=1")],
        ),
        example("parameter-forbidden", tr, &[(Extra, "resource=https://graph.microsoft.com")], &[]),
        example(
            "parameter-twice",
            tr,
            &[(Extra, "grant_type=client_credentials")],
            &[(Extra, "client_info=1")],
        ),
        // entrabot: the final API as the scope of T1.
        example(
            "api-in-the-exchange",
            t1_at,
            &[(Extra, "scope=https://graph.microsoft.com/.default")],
            &[],
        ),
        // RFC 8707 clients, such as those of MCP.
        example(
            "resource-of-version-1",
            ("device-code", "start"),
            &[(Extra, "resource=https://graph.microsoft.com")],
            &[],
        ),
        // The protocol page of November 2025.
        example(
            "jwt-bearer-with-underscore",
            obo,
            &[(Extra, "grant_type=urn:ietf:params:oauth:grant-type:jwt_bearer")],
            &[(Extra, "grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer")],
        ),
        example(
            "urns-mixed-up",
            obo,
            &[(Extra, "client_assertion_type=urn:ietf:params:oauth:grant-type:jwt-bearer")],
            &[(
                Extra,
                "client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            )],
        ),
        // The example request of the on-behalf-of page.
        example(
            "assertion-without-type",
            ("device-code", "poll"),
            &[(Extra, "client_assertion=eyJ.eyJ.s")],
            &[(
                Extra,
                "client_assertion=eyJ.eyJ.s\nclient_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            )],
        ),
        example(
            "token-exchange-grant",
            app,
            &[(Extra, "grant_type=urn:ietf:params:oauth:grant-type:token-exchange")],
            &[],
        ),
        example(
            "token-for-another-api",
            ("resource-call", "arm-subscriptions"),
            &[(AzureToken, &user_token(GRAPH))],
            &[(AzureToken, &user_token("https://management.azure.com"))],
        ),
    ]
}
