//! Tokens and assertions that stand where others belong.

use protocol::inputs::InputId::{
    AgentIdentityId, AgentToken, Assertion, Audience, BlueprintToken, UserToken,
};
use serde_json::{Value, json};

use super::{
    ALONE, APP, AS_USER, BLUEPRINT, Example, GRAPH, OBO, OTHER, TENANT, TR, app_token, example,
    proved, signed, t1, token, user_token,
};

pub(super) fn tokens() -> Vec<Example> {
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
        // entrabot's learnings: T1 asked for with Graph as its scope.
        example("not-an-exchange-token", TR, &[(BlueprintToken, &app_token(GRAPH))], &[]),
        // The seed of it all: one T1 for two agents.
        example("exchange-token-for-another-agent", TR, &[(AgentIdentityId, OTHER)], &[]),
        example("not-an-agent-exchange-token", AS_USER, &[(AgentToken, &t1(json!({})))], &[]),
        // microsoft/skills PR 195: step 1 in another tenant than step 2.
        example(
            "token-of-another-tenant",
            TR,
            &[(BlueprintToken, &t1(json!({"tid": OTHER})))],
            &[(BlueprintToken, &t1(json!({"tid": TENANT})))],
        ),
        // microsoft/mcp#2192: an app-only token as the assertion.
        example(
            "user-token-is-an-apps",
            OBO,
            &[(UserToken, &app_token(BLUEPRINT))],
            &[(UserToken, &user_token(BLUEPRINT))],
        ),
        example(
            "user-token-is-an-id-token",
            OBO,
            &[(UserToken, &token(json!({"iss": "a", "sub": "b", "aud": BLUEPRINT})))],
            &[(UserToken, &user_token(BLUEPRINT))],
        ),
        // microsoft-authentication-library-for-js#389: a Graph token as the assertion.
        example(
            "user-token-for-another-api",
            OBO,
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
            ALONE,
            &proved("certificate", &own(&endpoint, OTHER)),
            &proved("certificate", &own(&endpoint, APP)),
        ),
        example(
            "assertion-for-another-endpoint",
            ALONE,
            &proved("certificate", &own(&endpoint.replace(TENANT, OTHER), APP)),
            &proved("certificate", &own(&endpoint, APP)),
        ),
        example(
            "assertion-without-thumbprint",
            ALONE,
            &proved("certificate", &token(json!({"aud": endpoint, "iss": APP, "sub": APP}))),
            &proved("certificate", &own(&endpoint, APP)),
        ),
        // azure/login#515: GitHub's default audience.
        example(
            "federated-token-for-another-audience",
            ALONE,
            &proved("federated", &of_issuer(json!({"aud": "https://github.com/contoso"}))),
            &proved("federated", &github),
        ),
        example(
            "exchange-of-another-cloud",
            ALONE,
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
            ALONE,
            &proved("federated", &of_issuer(json!({"xms_ficinfo": "CAAQ"}))),
            &proved("federated", &managed),
        ),
        example(
            "assertion-of-entra-itself",
            ALONE,
            &proved("federated", &of_issuer(json!({"iss": entra, "appid": APP}))),
            &proved("federated", &managed),
        ),
        example(
            "assertion-of-a-user",
            ALONE,
            &proved("federated", &user_token(GRAPH)),
            &proved("federated", &github),
        ),
    ]
}
