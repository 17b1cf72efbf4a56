//! Scopes, choices, and parameters of the reader's own.

use crate::cases::VERIFIER;
use protocol::inputs::InputId::{
    AccessToken, AgentUser, AgentUserVariant, AuxiliaryTokens, AzureToken, Cloud, CodeVerifier,
    Extra, LoginHint, Nonce, Prompt, ResponseMode, ResponseType, Scope,
};

use super::{
    ALONE, AS_USER, Example, GRAPH, ME, OBO, OTHER, SIGN_IN, T1, TR, UPN, all_of, app_token,
    example, user_token,
};

pub(super) fn requests() -> Vec<Example> {
    vec![
        // passport-azure-ad samples: permissions for client credentials.
        example(
            "scope-without-default",
            ALONE,
            &[(Scope, "https://graph.microsoft.com/User.Read")],
            &[(Scope, &all_of(GRAPH))],
        ),
        example("scope-without-default", ALONE, &[(Scope, "User.Read")], &[]),
        example(
            "scope-without-default",
            ALONE,
            &[(Scope, "api://contoso")],
            &[(Scope, "api://contoso/.default")],
        ),
        example(
            "scope-more-than-one",
            ALONE,
            &[(Scope, "a/.default offline_access")],
            &[(Scope, "a/.default")],
        ),
        // SDKs add the suffix to a scope that has it.
        example(
            "scope-default-doubled",
            ALONE,
            &[(Scope, &all_of(&all_of(GRAPH)))],
            &[(Scope, &all_of(GRAPH))],
        ),
        example(
            "scopes-of-two-apis",
            OBO,
            &[(Scope, "User.Read api://b/c")],
            &[(Scope, "User.Read Mail.Read openid")],
        ),
        example(
            "default-beside-names",
            OBO,
            &[(Scope, "a/.default a/b")],
            &[(Scope, "a/.default offline_access")],
        ),
        example(
            "scope-with-one-slash",
            ALONE,
            &[(Scope, "https://management.core.windows.net/.default")],
            &[(Scope, "https://management.core.windows.net//.default")],
        ),
        example(
            "scope-of-another-cloud",
            ALONE,
            &[(Scope, "https://graph.microsoft.us/.default")],
            &[(Scope, &all_of(GRAPH))],
        ),
        example(
            "scope-is-the-exchange",
            ALONE,
            &[(Scope, "api://AzureADTokenExchange/.default")],
            &[(Scope, &all_of(GRAPH))],
        ),
        // microsoft/Agents-for-js#932: the sign-in name in user_id.
        example(
            "user-id-is-a-name",
            AS_USER,
            &[(AgentUser, UPN), (AgentUserVariant, "user-id")],
            &[(AgentUser, UPN)],
        ),
        example(
            "username-is-not-a-name",
            AS_USER,
            &[(AgentUser, OTHER), (AgentUserVariant, "username")],
            &[(AgentUser, OTHER)],
        ),
        // The protocol page of October 2025, and the blogs after it.
        example(
            "superseded-form",
            AS_USER,
            &[(AgentUser, UPN), (AgentUserVariant, "legacy-jwt-bearer")],
            &[(AgentUser, UPN)],
        ),
        example(
            "hint-beside-picker",
            SIGN_IN,
            &[(Prompt, "select_account"), (LoginHint, UPN)],
            &[(Prompt, "login"), (LoginHint, UPN)],
        ),
        example(
            "form-post-is-for-servers",
            SIGN_IN,
            &[(ResponseMode, "form_post")],
            &[(ResponseMode, "query")],
        ),
        example(
            "id-token-in-query",
            SIGN_IN,
            &[(ResponseType, "id_token"), (Nonce, "n"), (ResponseMode, "query")],
            &[(ResponseType, "id_token"), (Nonce, "n"), (ResponseMode, "fragment")],
        ),
        // A verifier of 20 characters, from an article.
        example(
            "verifier-not-allowed",
            SIGN_IN,
            &[(CodeVerifier, "IFrWuREBBR_QJ39q5Ts4")],
            &[(CodeVerifier, VERIFIER)],
        ),
        example(
            "token-for-another-api",
            ME,
            &[(AccessToken, &app_token("https://management.azure.com"))],
            &[(AccessToken, &user_token(GRAPH))],
        ),
        example(
            "me-without-a-user",
            ME,
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
        example("agents-outside-public-cloud", T1, &[(Cloud, "us-gov")], &[(Cloud, "public")]),
        // microsoft-identity-web#3470: a secret beside the assertion.
        example(
            "parameter-forbidden",
            TR,
            &[(Extra, "client_secret=s")],
            &[(Extra, "client_info=1")],
        ),
        example("parameter-forbidden", TR, &[(Extra, "resource=https://graph.microsoft.com")], &[]),
        example(
            "parameter-twice",
            TR,
            &[(Extra, "grant_type=client_credentials")],
            &[(Extra, "client_info=1")],
        ),
        // entrabot: the final API as the scope of T1.
        example(
            "api-in-the-exchange",
            T1,
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
            OBO,
            &[(Extra, "grant_type=urn:ietf:params:oauth:grant-type:jwt_bearer")],
            &[(Extra, "grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer")],
        ),
        example(
            "urns-mixed-up",
            OBO,
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
            ALONE,
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
