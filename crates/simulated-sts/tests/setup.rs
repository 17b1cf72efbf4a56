//! The set-up calls make objects that work at once.
#![allow(clippy::expect_used, reason = "what a test needs and does not get fails it")]
#![cfg(not(target_arch = "wasm32"))]

mod stage;

use protocol::request::HttpResponse;
use protocol::request::Method::{Get, Patch, Post};
use protocol::secret::Secret;
use serde_json::{Value, json};
use stage::people::{ADA, BEN, EXCHANGE, GRAPH, token_request};
use stage::{Stage, body, parts};

fn setup_token(stage: &Stage) -> Secret {
    let examples = stage.engine.directory().examples();
    stage.token(&token_request(&[
        ("client_id", &examples.setup_client_id),
        ("client_secret", examples.setup_client_secret.expose()),
        ("grant_type", "client_credentials"),
        ("scope", GRAPH),
    ]))
}

fn made(answer: &HttpResponse) -> Value {
    assert!(matches!(answer.status, 200 | 201), "{} {}", answer.status, answer.body.expose());
    body(answer)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}"))
}

fn code(answer: &HttpResponse) -> (u16, String) {
    (answer.status, text(&body(answer)["error"]["code"]).to_owned())
}

const BLUEPRINTS: &str = "/v1.0/applications/microsoft.graph.agentIdentityBlueprint";
const PRINCIPALS: &str = "/v1.0/servicePrincipals/microsoft.graph.agentIdentityBlueprintPrincipal";
const AGENTS: &str = "/v1.0/servicePrincipals/microsoft.graph.agentIdentity";

fn sponsors() -> Value {
    json!([format!("https://graph.microsoft.com/v1.0/users/{ADA}")])
}

#[test]
fn from_nothing_to_an_agent_user_with_a_token() {
    let stage = Stage::contoso();
    let token = setup_token(&stage);
    let post = |path: &str, json: Value| stage.graph(Post, path, &token, &json.to_string());

    let new = json!({"displayName": "My Blueprint", "sponsors@odata.bind": sponsors()});
    let blueprint = made(&post(BLUEPRINTS, new));
    let (id, app_id) = (text(&blueprint["id"]), text(&blueprint["appId"]));
    let principal = made(&post(PRINCIPALS, json!({"appId": app_id})));
    let again = post(PRINCIPALS, json!({"appId": app_id}));
    assert_eq!(again.status, 409);
    let path =
        format!("/v1.0/applications/{id}/microsoft.graph.agentIdentityBlueprint/addPassword");
    let secret = made(&post(&path, json!({"passwordCredential": {"displayName": "dev"}})));
    let secret = text(&secret["secretText"]);

    // The blueprint makes its own agent, with its own token.
    let manage = |scope: &str, path: Option<&str>| {
        let mut pairs = vec![
            ("client_id", app_id),
            ("client_secret", secret),
            ("grant_type", "client_credentials"),
            ("scope", scope),
        ];
        pairs.extend(path.map(|path| ("fmi_path", path)));
        stage.token(&token_request(&pairs))
    };
    let manager = manage(GRAPH, None);
    let new = json!({
        "displayName": "My Agent",
        "agentIdentityBlueprintId": app_id,
        "sponsors@odata.bind": sponsors(),
    });
    let agent = made(&stage.graph(Post, AGENTS, &manager, &new.to_string()));
    let agent = text(&agent["id"]);
    let new = json!({
        "@odata.type": "microsoft.graph.agentUser",
        "displayName": "My Agent User",
        "userPrincipalName": "my-agent@contoso.example",
        "mailNickname": "my-agent",
        "identityParentId": agent,
        "accountEnabled": true,
    });
    let user = made(&stage.graph(Post, "/beta/users", &manager, &new.to_string()));
    let user = text(&user["id"]);
    let second = stage.graph(Post, "/beta/users", &manager, &new.to_string());
    assert_eq!(code(&second), (400, "Request_BadRequest".to_owned()));

    // Permissions.
    let path =
        "/v1.0/servicePrincipals?$filter=appId%20eq%20'00000003-0000-0000-c000-000000000000'";
    let graph = made(&stage.graph(Get, path, &token, ""));
    let graph = &graph["value"][0];
    let grant = json!({
        "clientId": agent,
        "consentType": "Principal",
        "principalId": user,
        "resourceId": graph["id"],
        "scope": "User.Read Mail.Read",
    });
    made(&post("/v1.0/oauth2PermissionGrants", grant.clone()));
    assert_eq!(post("/v1.0/oauth2PermissionGrants", grant).status, 409);
    let roles = graph["appRoles"].as_array().expect("a list");
    let role = |name: &str| {
        let role = roles.iter().find(|role| role["value"] == name).expect("the role");
        json!({"principalId": agent, "resourceId": graph["id"], "appRoleId": role["id"]})
    };
    let path = format!("/v1.0/servicePrincipals/{agent}/appRoleAssignments");
    made(&post(&path, role("User.Read.All")));
    assert_eq!(post(&path, role("Group.Create")).status, 400, "blocked for agents");

    // The tokens.
    let t1 = manage(EXCHANGE, Some(agent));
    let assertion = |more: &[(&str, &str)]| {
        let mut pairs = vec![
            ("client_id", agent),
            ("client_assertion_type", protocol::wire::CLIENT_ASSERTION_TYPE_JWT_BEARER),
            ("client_assertion", t1.expose()),
        ];
        pairs.extend(more);
        token_request(&pairs)
    };
    let app_only =
        |scope| stage.token(&assertion(&[("grant_type", "client_credentials"), ("scope", scope)]));
    assert_eq!(parts(&app_only(GRAPH)).1["roles"], json!(["User.Read.All"]));
    let t2 = app_only(EXCHANGE);
    let token = stage.token(&assertion(&[
        ("grant_type", "user_fic"),
        ("user_federated_identity_credential", t2.expose()),
        ("user_id", user),
        ("scope", GRAPH),
    ]));
    let claims = parts(&token).1;
    assert_eq!((text(&claims["oid"]), &claims["scp"]), (user, &json!("User.Read Mail.Read")));
    assert_eq!(claims["xms_par_app_azp"], app_id);
    let me = made(&stage.graph(Get, "/v1.0/me", &token, ""));
    assert_eq!(me["displayName"], "My Agent User");
    assert_ne!(principal["id"], blueprint["id"]);

    // And all of it is gone afterwards.
    stage.engine.forget();
    assert_eq!(stage.graph(Get, "/v1.0/me", &token, "").status, 400);
}

#[test]
fn an_exposed_scope_and_inheritance_lead_to_a_token_on_behalf() {
    let stage = Stage::contoso();
    let token = setup_token(&stage);
    let blueprint = stage.blueprint(1);
    let (t1, agent) = {
        let directory = stage.engine.directory();
        let blueprint = &directory.blueprints[1];
        let agent = directory.agent_identities[2].id.to_string();
        let t1 = stage.token(&token_request(&[
            ("client_id", &blueprint.app_id.to_string()),
            ("client_secret", blueprint.credentials.secrets[0].expose()),
            ("grant_type", "client_credentials"),
            ("scope", EXCHANGE),
            ("fmi_path", &agent),
        ]));
        (t1, agent)
    };
    let scope = "5f0e8c13-2b7a-4d96-a8e1-c4039b7d61f2";
    let patch = json!({
        "identifierUris": ["api://travel.contoso.example"],
        "api": {
            "requestedAccessTokenVersion": 2,
            "oauth2PermissionScopes": [{
                "id": scope, "value": "access_agent", "type": "User", "isEnabled": true,
                "userConsentDescription": "Let the travel agent act for you",
            }],
            "preAuthorizedApplications": [{
                "appId": stage.engine.directory().examples().client_id,
                "delegatedPermissionIds": [scope],
            }],
        },
    });
    let path = format!("/v1.0/applications/{blueprint}");
    let answer = stage.graph(Patch, &path, &token, &patch.to_string());
    assert_eq!((answer.status, answer.body.expose()), (204, ""));
    let inherit = json!({
        "resourceAppId": "00000003-0000-0000-c000-000000000000",
        "inheritableScopes": {
            "@odata.type": "microsoft.graph.enumeratedScopes",
            "scopes": ["User.Read"],
        },
    });
    let path = format!(
        "/beta/applications/microsoft.graph.agentIdentityBlueprint/{blueprint}/inheritablePermissions"
    );
    made(&stage.graph(Post, &path, &token, &inherit.to_string()));
    assert_eq!(stage.graph(Post, &path, &token, &inherit.to_string()).status, 409);

    // A client that is trusted beforehand is not asked about.
    let question = stage.page_question("api://travel.contoso.example/access_agent");
    let answer = stage.send(&stage::people::answering(&question, &[("person", BEN)]));
    let code = text(&stage::people::fields(&answer)["code"]).to_owned();
    let tc = stage.token(&stage.page_redemption(&code));
    assert_eq!(parts(&tc).1["aud"], blueprint);

    let obo = stage::set(stage.agent_obo(&t1, &tc, GRAPH), "client_id", &agent);
    assert_eq!(stage.send(&obo).status, 400, "the blueprint itself holds no grant yet");
    let principals = stage.engine.directory();
    let graph = principals.apis.iter().find(|api| api.name == "Microsoft Graph").expect("Graph");
    let grant = json!({
        "clientId": principals.blueprints[1].object_id.to_string(),
        "consentType": "AllPrincipals",
        "resourceId": graph.object_id.to_string(),
        "scope": "User.Read Mail.Read",
    });
    made(&stage.graph(Post, "/v1.0/oauth2PermissionGrants", &token, &grant.to_string()));
    let claims = parts(&stage.token(&obo)).1;
    assert_eq!(claims["scp"], "User.Read", "Mail.Read is not passed on");
    assert_eq!(claims["appid"], agent);
}

#[test]
fn credentials_added_through_graph_prove_the_blueprint() {
    let stage = Stage::contoso();
    let token = setup_token(&stage);
    let blueprint = stage.blueprint(0);
    let present = |assertion: &Secret| {
        let request = stage::without(stage.t1_request(), "client_secret");
        let kind = protocol::wire::CLIENT_ASSERTION_TYPE_JWT_BEARER;
        let request = stage::set(request, "client_assertion_type", kind);
        stage.send(&stage::set(request, "client_assertion", assertion.expose())).status
    };
    let signed = stage::certificates::Assertion::for_blueprint(&stage).sign();
    assert_eq!(present(&signed), 401);
    let pem = &stage::certificates::valid().pem;
    let der: String = pem.lines().filter(|line| !line.starts_with("---")).collect();
    let key = json!({"keyCredentials": [{
        "type": "AsymmetricX509Cert", "usage": "Verify", "key": der, "displayName": "CN=test",
    }]});
    let path = format!("/v1.0/applications/{blueprint}");
    assert_eq!(stage.graph(Patch, &path, &token, &key.to_string()).status, 204);
    assert_eq!(present(&signed), 200);

    let workload = stage.workload_token("system:serviceaccount:prod:agent");
    assert_eq!(present(&workload), 401);
    let credential = json!({
        "name": "cluster",
        "issuer": "https://workloads.contoso.example",
        "subject": "system:serviceaccount:prod:agent",
        "audiences": ["api://AzureADTokenExchange"],
    });
    let path = format!(
        "/v1.0/applications/{blueprint}/microsoft.graph.agentIdentityBlueprint/federatedIdentityCredentials"
    );
    made(&stage.graph(Post, &path, &token, &credential.to_string()));
    assert_eq!(stage.graph(Post, &path, &token, &credential.to_string()).status, 409);
    assert_eq!(present(&workload), 200);
}

#[test]
fn set_up_is_refused_without_its_permission() {
    let stage = Stage::contoso();
    let agent = stage.token(&stage.tr_request());
    let new = json!({"displayName": "x", "sponsors@odata.bind": sponsors()}).to_string();
    let denied = (403, "Authorization_RequestDenied".to_owned());
    assert_eq!(code(&stage.graph(Post, BLUEPRINTS, &agent, &new)), denied);
    // An administrator's delegated token works, another person's does not.
    let scope = "https://graph.microsoft.com/AgentIdentityBlueprint.Create";
    let question = stage.page_question(scope);
    let answers = [("person", ADA), ("answer", "accept"), ("everyone", "true")];
    let signed_in = stage.send(&stage::people::answering(&question, &answers));
    let code_of = |answer: &HttpResponse| text(&stage::people::fields(answer)["code"]).to_owned();
    let ada = stage.token(&stage.page_redemption(&code_of(&signed_in)));
    made(&stage.graph(Post, BLUEPRINTS, &ada, &new));
    let ben = stage.token(&stage.page_redemption(&stage.code_at(&question, stage::NOW)));
    assert_eq!(code(&stage.graph(Post, BLUEPRINTS, &ben, &new)), denied);
}

#[test]
fn what_does_not_fit_is_refused_in_graphs_words() {
    let stage = Stage::contoso();
    let token = setup_token(&stage);
    let post = |path: &str, json: &str| stage.graph(Post, path, &token, json);
    assert_eq!(code(&post(BLUEPRINTS, "{")), (400, "BadRequest".to_owned()));
    assert_eq!(code(&post(BLUEPRINTS, r#"{"displayName":"x"}"#)).0, 400, "no sponsor");
    let portal = stage.engine.directory().examples().web_client_id;
    let answer = post(PRINCIPALS, &json!({"appId": portal}).to_string());
    assert_eq!(code(&answer).1, "AgentBlueprintPrincipal_RequireAgentBlueprint");
    let path = format!("/v1.0/applications/{}", stage.blueprint(0));
    let spa =
        stage.graph(Patch, &path, &token, r#"{"spa":{"redirectUris":["https://x.example"]}}"#);
    assert_eq!(code(&spa).1, "AgentBlueprint_IncompatibleProperty");
    assert_eq!(post("/v1.0/groups", "{}").status, 404);
}

mod any_call {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn any_path_and_body_get_an_answer_in_graphs_form(path in "[a-zA-Z0-9/.$]{0,60}", json in "\\PC*") {
            let stage = Stage::contoso();
            let token = setup_token(&stage);
            let answer = stage.graph(Post, &format!("/v1.0/{path}"), &token, &json);
            prop_assert!(body(&answer)["error"]["code"].is_string());
        }

        #[test]
        fn any_member_of_any_creation_gets_an_answer(at in 0_usize..6, value in any::<String>()) {
            let stage = Stage::contoso();
            let token = setup_token(&stage);
            let names = ["displayName", "appId", "agentIdentityBlueprintId", "clientId", "scope", "subject"];
            let mut new = json!({"sponsors@odata.bind": sponsors(), "consentType": "AllPrincipals"});
            new[names[at]] = json!(value);
            for path in [BLUEPRINTS, PRINCIPALS, AGENTS, "/v1.0/oauth2PermissionGrants"] {
                let answer = stage.graph(Post, path, &token, &new.to_string());
                prop_assert!(body(&answer).is_object());
            }
        }
    }
}
