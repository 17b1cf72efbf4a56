//! What is typed into the wrong field, or as something else.

use protocol::inputs::InputId::{
    AgentIdentityId, AgentUser, BlueprintId, BlueprintObjectId, BlueprintToken, Claims, ClientId,
    ClientSecret, ConsentResponseType, JsonBody, Method, ResponseType, Tenant, UserToken,
};
use serde_json::json;

use super::{AS_USER, BLUEPRINT, Example, OBO, OTHER, SIGN_IN, T1, TENANT, TR, UPN, example, t1};

pub(super) fn forms() -> Vec<Example> {
    vec![
        // The display name where the id belongs.
        example("not-a-guid", T1, &[(AgentIdentityId, "Billing agent")], &[]),
        example("not-a-guid", AS_USER, &[(AgentUser, "Billing agent")], &[(AgentUser, UPN)]),
        // azure-docs: client credentials over /common.
        example("tenant-must-be-specific", T1, &[(Tenant, "common")], &[]),
        example(
            "tenant-not-guid-or-domain",
            T1,
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
            TR,
            &[(BlueprintToken, "\"eyJ.eyJ.s\"")],
            &[(BlueprintToken, "eyJ.eyJ.s")],
        ),
        example("token-not-bare", OBO, &[(UserToken, "Bearer eyJ.eyJ.s")], &[]),
        example("unusual-value", SIGN_IN, &[(ResponseType, "token")], &[(ResponseType, "code")]),
        // A challenge copied from WWW-Authenticate.
        example(
            "claims-are-not-json",
            SIGN_IN,
            &[(Claims, "eyJhY2Nlc3NfdG9rZW4iOnt9fQ==")],
            &[(Claims, "{\"access_token\":{}}")],
        ),
        example(
            "body-is-not-json",
            ("resource-call", "arm-cross-tenant"),
            &[(JsonBody, "{'a':1}"), (Method, "PUT")],
            &[(JsonBody, "{\"a\":1}"), (Method, "PUT")],
        ),
        // mrochon/AgentIDSamples: the blueprint's id as fmi_path.
        example("agent-is-the-blueprint", T1, &[(AgentIdentityId, BLUEPRINT)], &[]),
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
            TR,
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
        example("secret-looks-like-its-id", T1, &[(ClientSecret, TENANT)], &[]),
    ]
}
