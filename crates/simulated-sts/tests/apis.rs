//! Graph, Azure Resource Manager and the echo API: what a token opens.
#![allow(clippy::expect_used, reason = "what a test needs and does not get fails it")]
#![cfg(not(target_arch = "wasm32"))]

mod stage;

use base64::Engine as _;
use protocol::request::Method::Get;
use protocol::secret::Secret;
use serde_json::{Value, json};
use stage::people::{GRAPH, USER_READ, api_request, secret};
use stage::{NOW, Stage, body, header, set};

const ARM: &str = "https://management.azure.com";
const ECHO: &str = "https://echo.contoso.example";

fn code(answer: &protocol::request::HttpResponse) -> (u16, String) {
    let code = body(answer)["error"]["code"].as_str().unwrap_or_default().to_owned();
    (answer.status, code)
}

#[test]
fn me_is_the_person_or_the_agent_user_and_nobody_for_an_app() {
    let stage = Stage::contoso();
    let person = secret(&stage.page_tokens(USER_READ), "access_token");
    let me = body(&stage.graph(Get, "/v1.0/me", &person, ""));
    assert_eq!(me["userPrincipalName"], "ben@contoso.example");
    let agent_user = stage.token(&stage.user_fic(&stage.t1(), &stage.t2(), GRAPH));
    let me = body(&stage.graph(Get, "/v1.0/me", &agent_user, ""));
    assert_eq!(me["identityParentId"], stage.agent(0));
    let messages = stage.graph(Get, "/v1.0/me/messages?$top=5", &agent_user, "");
    assert_eq!(messages.status, 200);
    let app = stage.token(&stage.tr_request());
    assert_eq!(code(&stage.graph(Get, "/v1.0/me", &app, "")), (400, "BadRequest".to_owned()));
}

#[test]
fn users_are_listed_with_a_permission_and_refused_without() {
    let stage = Stage::contoso();
    let agent = stage.token(&stage.tr_request());
    let users = body(&stage.graph(Get, "/v1.0/users?$top=5", &agent, ""));
    assert_eq!(users["value"].as_array().expect("a list").len(), 3);
    let person = secret(&stage.page_tokens(USER_READ), "access_token");
    let refused = stage.graph(Get, "/v1.0/users", &person, "");
    assert_eq!(code(&refused), (403, "Authorization_RequestDenied".to_owned()));
}

#[test]
fn graph_takes_only_its_own_tokens_unchanged_and_in_time() {
    let stage = Stage::contoso();
    let token = stage.token(&stage.tr_request());
    let text = token.expose();
    let middle = text.len() - 20;
    let changed = if text.as_bytes()[middle] == b'A' { 'B' } else { 'A' };
    let changed = Secret::new(format!("{}{changed}{}", &text[..middle], &text[middle + 1..]));
    let arm = stage.token(&stage.tr_request_for("https://management.azure.com/.default"));
    let old = stage.token_at(&stage.t1_request(), NOW - 10_000);
    let old = stage.token_at(&stage.tr_request_with(&old, GRAPH), NOW - 10_000);
    for (token, sentence) in [
        (&changed, "Signature is invalid."),
        (&arm, "Access token validation failure. Invalid audience."),
        (&old, "Lifetime validation failed, the token is expired."),
        (&Secret::new("x".to_owned()), "IDX14100: JWT is not well formed, there are no dots (.)."),
    ] {
        let answer = stage.graph(Get, "/v1.0/users", token, "");
        assert_eq!(code(&answer), (401, "InvalidAuthenticationToken".to_owned()));
        assert_eq!(body(&answer)["error"]["message"], sentence);
        assert!(answer.header("www-authenticate").expect("a challenge").starts_with("Bearer "));
    }
}

#[test]
fn subscriptions_prove_a_token_even_where_there_are_none() {
    let stage = Stage::contoso();
    let path = "/subscriptions?api-version=2020-01-01";
    let token = stage.token(&stage.tr_request_for("https://management.azure.com/.default"));
    let request = api_request(ARM, Get, path, &token, "");
    assert_eq!(body(&stage.send(&request))["value"].as_array().expect("a list").len(), 1);
    let portal = stage.portal_token("https://management.azure.com/.default", false);
    let other = stage.send(&api_request(ARM, Get, path, &portal, ""));
    assert_eq!((other.status, &body(&other)["value"]), (200, &json!([])));
    let without = api_request(ARM, Get, "/subscriptions", &token, "");
    assert_eq!(code(&stage.send(&without)), (400, "MissingApiVersionParameter".to_owned()));
    let graph = api_request(ARM, Get, path, &stage.token(&stage.tr_request()), "");
    let refused = stage.send(&graph);
    assert_eq!(code(&refused), (401, "InvalidAuthenticationTokenAudience".to_owned()));

    let name = "x-ms-authorization-auxiliary";
    let bearer = format!("Bearer {}", portal.expose());
    let three = [bearer.as_str(); 3].join(", ");
    assert_eq!(stage.send(&header(request.clone(), name, &three)).status, 200);
    let four = [bearer.as_str(); 4].join(", ");
    assert_eq!(stage.send(&header(request.clone(), name, &four)).status, 401);
    assert_eq!(stage.send(&header(request, name, "Bearer x.y.z")).status, 401);
}

fn echo(stage: &Stage, path: &str, token: &Secret) -> (u16, Value) {
    let answer = stage.send(&api_request(ECHO, Get, path, token, ""));
    (answer.status, body(&answer))
}

#[test]
fn the_echo_names_the_caller_by_the_claims_that_the_api_asked_for() {
    let stage = Stage::contoso();
    let invoices = format!("api://{}/.default", stage.api("Invoice API"));
    let (t1, tc) = (stage.t1(), stage.user_token());
    let agent = stage.token(&stage.tr_request_for(&invoices));
    let (status, said) = echo(&stage, "/invoices", &agent);
    assert_eq!(status, 200, "{said}");
    assert_eq!(said["caller"]["kind"], "agent identity");
    assert_eq!(said["caller"]["blueprint"], stage.blueprint(0));
    assert!(said["allows"].as_array().expect("a list").iter().all(|one| one["allowed"] == true));

    let person = stage.token(&stage.agent_obo(&t1, &tc, &invoices));
    let (_, said) = echo(&stage, "/", &person);
    assert_eq!(said["api"], "Invoice API");
    assert_eq!(said["caller"]["kind"], "agent identity on behalf of a person");
    assert_eq!(said["caller"]["user_name"], "Ben Member");
    assert_eq!(
        said["allows"][0],
        json!({
            "action": "Invoices.Read", "allowed": true, "because": "scp has Invoices.Read",
        })
    );
    assert_eq!(said["allows"][1]["allowed"], false);

    // The ledger did not ask for the agent claims: an agent looks like an app.
    let ledger = format!("api://{}/.default", stage.api("Ledger API"));
    let archive = stage.agent(1);
    let t1 = stage.token(&set(stage.t1_request(), "fmi_path", &archive));
    let request = set(stage.tr_request_with(&t1, &ledger), "client_id", &archive);
    let (status, said) = echo(&stage, "/ledger", &stage.token(&request));
    assert_eq!((status, &said["caller"]["kind"]), (200, &json!("app")), "{said}");
}

#[test]
fn the_echo_stops_at_the_first_check_that_fails() {
    let stage = Stage::contoso();
    let graph = stage.token(&stage.tr_request());
    let (status, said) = echo(&stage, "/invoices", &graph);
    assert_eq!(status, 401);
    let checks = said["checks"].as_array().expect("a list");
    let last = checks.last().expect("a check");
    assert_eq!((&last["check"], &last["passed"]), (&json!("iss"), &json!(false)));
    assert!(said.get("caller").is_none(), "nothing is believed");

    let ledger = format!("api://{}/.default", stage.api("Ledger API"));
    let nothing = stage.token(&stage.tr_request_for(&ledger));
    let (status, said) = echo(&stage, "/ledger", &nothing);
    assert_eq!(status, 403, "{said}");
    assert_eq!(
        said["checks"].as_array().expect("a list").last().expect("one")["check"],
        "permission"
    );
    assert_eq!(said["caller"]["app_name"], "Billing agent");
}

#[test]
fn a_step_up_is_asked_for_with_claims_that_can_be_sent_back() {
    let stage = Stage::contoso();
    let invoices = format!("api://{}/Invoices.Read", stage.api("Invoice API"));
    let plain = secret(&stage.page_tokens(&invoices), "access_token");
    let answer = stage.send(&api_request(ECHO, Get, "/payments", &plain, ""));
    assert_eq!(answer.status, 401);
    let challenge = answer.header("www-authenticate").expect("a challenge");
    assert!(challenge.contains("error=\"insufficient_claims\""), "{challenge}");
    let (_, rest) = challenge.split_once("claims=\"").expect("claims");
    let claims = base64::engine::general_purpose::STANDARD.decode(rest.trim_end_matches('"'));
    let claims = String::from_utf8(claims.expect("base64")).expect("UTF-8");
    let code = stage.code_at(&stage.page_question(&invoices), NOW);
    let stepped = stage.token(&set(stage.page_redemption(&code), "claims", &claims));
    assert_eq!(echo(&stage, "/payments", &stepped).0, 200);
}

#[test]
fn the_table_of_refusals_is_there_to_read() {
    let stage = Stage::contoso();
    let mut request = stage::people::visit(protocol::endpoint::EndpointKind::Keys, &[]);
    request.url.path = "/simulated/refusals".to_owned();
    let rows = body(&stage.send(&request));
    let rows = rows["refusals"].as_array().expect("a list");
    assert_eq!(rows.len(), simulated_sts::refusals::REFUSALS.len());
    let row = rows.iter().find(|row| row["id"] == "ConsentMissing").expect("the row");
    assert_eq!(row["code"], 65001);
    assert_eq!(row["provenance"], "documented");
    assert!(row["earned_by"].as_str().expect("a sentence").ends_with('.'));
}
