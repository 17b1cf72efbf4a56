//! The pages where people sign in, as JSON, and what their answers lead to.
#![allow(clippy::expect_used, reason = "what a test needs and does not get fails it")]
#![cfg(not(target_arch = "wasm32"))]

mod stage;

use protocol::endpoint::EndpointKind;
use protocol::response::{self, Outcome};
use serde_json::json;
use stage::people::{
    ADA, BEN, GRAPH, USER_READ, answering, fields, query, secret, token_request, visit,
};
use stage::{NOW, Stage, body, header, set};

fn code_of(answer: &protocol::request::HttpResponse) -> Option<u32> {
    match response::read(answer) {
        Outcome::Refused(error) => error.code(),
        _ => None,
    }
}

#[test]
fn a_person_signs_in_consents_and_is_sent_back_with_a_code() {
    let stage = Stage::contoso();
    let question = stage.page_question(USER_READ);
    let page = body(&stage.send(&question));
    let client = stage.engine.directory().examples().client_id;
    assert_eq!(
        page,
        json!({
            "page": "sign-in",
            "app": {"id": client, "name": "Contoso client"},
            "people": [
                {"id": ADA, "name": "Ada Admin", "upn": "ada@contoso.example", "admin": true},
                {"id": BEN, "name": "Ben Member", "upn": "ben@contoso.example", "admin": false},
            ],
        })
    );
    let page = body(&stage.send(&answering(&question, &[("person", BEN)])));
    assert_eq!(
        page,
        json!({
            "page": "consent",
            "app": {"id": client, "name": "Contoso client"},
            "person": {"id": BEN, "name": "Ben Member", "upn": "ben@contoso.example", "admin": false},
            "api": "Microsoft Graph",
            "scopes": [{
                "api": "Microsoft Graph",
                "value": "User.Read",
                "description": "Sign you in and read your profile",
                "admin": false,
            }],
            "everyone": false,
        })
    );
    let answer = stage.send(&answering(&question, &[("person", BEN), ("answer", "accept")]));
    let page = body(&answer);
    assert_eq!(page["mode"], "query");
    let location = page["location"].as_str().expect("an address");
    assert!(location.starts_with("https://play.contoso.example/callback?code=1.simulated-code."));
    assert!(location.contains("&state=the+state"), "{location}");
    assert_eq!(fields(&answer)["state"], "the state");
    // The consent is remembered.
    let again = body(&stage.send(&answering(&question, &[("person", BEN)])));
    assert_eq!(again["page"], "redirect");
    // But not for another person.
    let other = body(&stage.send(&answering(&question, &[("person", ADA)])));
    assert_eq!(other["page"], "consent");
    // Nor for anybody when all is forgotten.
    stage.engine.forget();
    let again = body(&stage.send(&answering(&question, &[("person", BEN)])));
    assert_eq!(again["page"], "consent");
}

#[test]
fn an_administrator_may_consent_for_everyone() {
    let stage = Stage::contoso();
    let question = stage.page_question(USER_READ);
    let answers = [("person", ADA), ("answer", "accept"), ("everyone", "true")];
    assert_eq!(body(&stage.send(&answering(&question, &answers)))["page"], "redirect");
    assert_eq!(body(&stage.send(&answering(&question, &[("person", BEN)])))["page"], "redirect");
    // Somebody else saying so changes nothing for others.
    let question = stage.page_question("https://graph.microsoft.com/Files.Read");
    let answers = [("person", BEN), ("answer", "accept"), ("everyone", "true")];
    assert_eq!(body(&stage.send(&answering(&question, &answers)))["page"], "redirect");
    assert_eq!(body(&stage.send(&answering(&question, &[("person", ADA)])))["page"], "consent");
}

#[test]
fn cancelling_and_declining_differ_in_the_subcode() {
    let stage = Stage::contoso();
    let question = stage.page_question(USER_READ);
    let cancelled = fields(&stage.send(&answering(&question, &[("answer", "cancel")])));
    assert_eq!(cancelled["error"], "access_denied");
    assert_eq!(cancelled["error_subcode"], "cancel");
    assert_eq!(cancelled["state"], "the state");
    let denied = [("person", BEN), ("answer", "deny")];
    let denied = fields(&stage.send(&answering(&question, &denied)));
    assert_eq!(denied["error"], "access_denied");
    assert!(denied.get("error_subcode").is_none());
    assert!(denied["error_description"].as_str().expect("text").starts_with("AADSTS65004"));
}

#[test]
fn an_error_that_entra_keeps_to_itself_hands_nothing_back() {
    let stage = Stage::contoso();
    let foreign = query(stage.page_question("openid"), "redirect_uri", Some("https://a.example/"));
    let answer = stage.send(&foreign);
    assert_eq!(answer.status, 400);
    let page = body(&answer);
    assert_eq!((&page["page"], &page["code"]), (&json!("error"), &json!(50011)));
    assert!(page.get("location").is_none());
}

#[test]
fn login_hint_points_at_a_person_unless_the_person_shall_choose() {
    let stage = Stage::contoso();
    let question = query(stage.page_question("openid"), "login_hint", Some("Ben@contoso.example"));
    assert_eq!(body(&stage.send(&question))["hint"], BEN);
    let choose = query(question, "prompt", Some("select_account"));
    assert!(body(&stage.send(&choose)).get("hint").is_none());
}

#[test]
fn prompt_consent_asks_again_and_prompt_none_asks_nobody() {
    let stage = Stage::contoso();
    let question = stage.page_question(USER_READ);
    stage.code_at(&question, NOW);
    let again = query(question.clone(), "prompt", Some("consent"));
    assert_eq!(body(&stage.send(&answering(&again, &[("person", BEN)])))["page"], "consent");
    let silent = query(question, "prompt", Some("none"));
    assert!(fields(&stage.send(&silent))["code"].is_string());
    // Signing out ends that.
    let logout =
        visit(EndpointKind::Logout, &[("post_logout_redirect_uri", "https://nobody.example")]);
    assert_eq!(body(&stage.send(&logout))["page"], "done");
    assert_eq!(fields(&stage.send(&silent))["error"], "login_required");
}

#[test]
fn signing_out_goes_back_to_a_registered_address_with_its_state() {
    let stage = Stage::contoso();
    let address = stage.engine.directory().examples().web_redirect_uri;
    let pairs = [("post_logout_redirect_uri", address.as_str()), ("state", "s")];
    let page = body(&stage.send(&visit(EndpointKind::Logout, &pairs)));
    assert_eq!(page["location"], format!("{address}?state=s"));
}

#[test]
fn the_hybrid_answer_comes_in_the_fragment_or_as_a_form() {
    let stage = Stage::contoso();
    let question =
        query(stage.web_question("openid profile"), "response_type", Some("code id_token"));
    let answer = answering(&question, &[("person", BEN)]);
    let page = body(&stage.send(&answer));
    assert_eq!(page["mode"], "fragment");
    assert!(page["location"].as_str().expect("text").contains("#code="));
    let (_, claims) = stage::parts(&secret(&page["fields"], "id_token"));
    assert_eq!(claims["nonce"], "the nonce");
    assert_eq!(claims["name"], "Ben Member");
    assert_eq!(claims["c_hash"].as_str().expect("a hash").len(), 22);
    let as_form = query(answer, "response_mode", Some("form_post"));
    let page = body(&stage.send(&as_form));
    assert_eq!(page["mode"], "form_post");
    assert_eq!(page["location"], stage.engine.directory().examples().web_redirect_uri);
}

#[test]
fn a_page_without_json_gets_html_with_forms_and_everything_escaped() {
    let stage = Stage::contoso();
    let html = |request| header(request, "Accept", "text/html");
    let question = html(stage.page_question(USER_READ));
    let answer = stage.send(&question);
    assert_eq!(answer.header("content-type"), Some("text/html; charset=utf-8"));
    assert_eq!(answer.header("cross-origin-opener-policy"), Some("same-origin"));
    assert!(answer.body.expose().contains("<form method=\"post\">"));
    assert!(!answer.body.expose().contains("<script"));
    assert!(answer.body.expose().contains(BEN));
    let sent = stage.send(&answering(&question, &[("person", BEN), ("answer", "accept")]));
    assert_eq!(sent.status, 302);
    assert!(sent.header("location").expect("an address").contains("?code="));
    let hostile = query(question, "client_id", Some("<script>alert(1)</script>"));
    let answer = stage.send(&hostile);
    assert!(answer.body.expose().contains("&lt;script&gt;alert(1)"));
    assert!(!answer.body.expose().contains("<script"));
}

#[test]
fn administrator_consent_is_for_everyone_and_for_administrators() {
    let stage = Stage::contoso();
    let examples = stage.engine.directory().examples();
    let question = visit(
        EndpointKind::AdminConsent,
        &[
            ("client_id", examples.client_id.as_str()),
            ("redirect_uri", examples.spa_redirect_uri.as_str()),
            ("scope", "https://graph.microsoft.com/User.Read.All"),
            ("state", "s"),
        ],
    );
    assert_eq!(body(&stage.send(&question))["page"], "sign-in");
    let denied = fields(&stage.send(&answering(&question, &[("person", BEN)])));
    assert!(denied["error_description"].as_str().expect("text").starts_with("AADSTS90094"));
    let page = body(&stage.send(&answering(&question, &[("person", ADA)])));
    assert_eq!((&page["page"], &page["everyone"]), (&json!("consent"), &json!(true)));
    let done = fields(&stage.send(&answering(&question, &[("person", ADA), ("answer", "accept")])));
    assert_eq!(done["admin_consent"], "True");
    assert_eq!(done["tenant"], "3c0f8a52-7d41-4e9b-a6c8-2f15d7b09e34");
    assert_eq!(done["state"], "s");
    let tokens = stage.page_tokens("https://graph.microsoft.com/User.Read.All");
    assert_eq!(tokens["scope"], "https://graph.microsoft.com/User.Read.All");
}

#[test]
fn an_application_permission_is_granted_to_a_blueprint_as_microsofts_how_to_does() {
    let stage = Stage::contoso();
    let blueprint = &stage.engine.directory().blueprints[1];
    let role = "https://graph.microsoft.com/AgentIdUser.ReadWrite.IdentityParentedBy";
    let question = visit(
        EndpointKind::AdminConsent,
        &[
            ("client_id", blueprint.app_id.to_string().as_str()),
            ("role", role),
            ("redirect_uri", "https://entra.microsoft.com/TokenAuthorize"),
            ("state", "xyz123"),
        ],
    );
    let done = fields(&stage.send(&answering(&question, &[("person", ADA), ("answer", "accept")])));
    assert_eq!((&done["admin_consent"], &done["state"]), (&json!("True"), &json!("xyz123")));
    let token = stage.token(&token_request(&[
        ("client_id", &blueprint.app_id.to_string()),
        ("client_secret", blueprint.credentials.secrets[0].expose()),
        ("grant_type", "client_credentials"),
        ("scope", GRAPH),
    ]));
    let roles = json!(["AgentIdUser.ReadWrite.IdentityParentedBy"]);
    assert_eq!(stage::parts(&token).1["roles"], roles);
    let agent = stage.agent(0);
    let refused = body(&stage.send(&query(question, "client_id", Some(&agent))));
    assert_eq!((&refused["page"], &refused["code"]), (&json!("error"), &json!(82014)));
}

#[test]
fn consent_to_the_blueprint_reaches_its_agents_if_they_inherit() {
    let stage = Stage::contoso();
    let examples = stage.engine.directory().examples();
    let invoices = format!("api://{}/Invoices.Approve", stage.api("Invoice API"));
    let obo = || stage.agent_obo(&stage.t1(), &stage.user_token(), &invoices);
    assert_eq!(code_of(&stage.send(&obo())), Some(65001));
    let question = visit(
        EndpointKind::Authorize,
        &[
            ("client_id", examples.blueprint_id.as_str()),
            ("redirect_uri", "https://agents.contoso.example/consented"),
            ("response_type", "none"),
            ("scope", invoices.as_str()),
        ],
    );
    let answer = stage.send(&answering(&question, &[("person", BEN), ("answer", "accept")]));
    assert_eq!(fields(&answer), json!({}), "neither a code nor a token");
    assert_eq!(stage.send(&obo()).status, 200);
}

#[test]
fn a_device_waits_slows_down_and_gets_its_tokens() {
    let stage = Stage::contoso();
    let codes = stage.device_at("openid offline_access", NOW);
    assert_eq!((&codes["interval"], &codes["expires_in"]), (&json!(5), &json!(900)));
    let page = codes["verification_uri"].as_str().expect("an address");
    assert_eq!(page, "https://login.microsoftonline.com/common/oauth2/deviceauth");
    let poll = stage.poll(codes["device_code"].as_str().expect("a code"));
    let error = |at: i64| body(&stage.send_at(&poll, NOW + at))["error"].clone();
    assert_eq!(error(5), "authorization_pending");
    assert_eq!(error(6), "slow_down");
    assert_eq!(error(12), "slow_down", "the interval is ten seconds now");
    assert_eq!(error(28), "authorization_pending");

    let user_code = codes["user_code"].as_str().expect("a code");
    let at_page = |answers: &[(&str, &str)]| body(&stage.send(&stage.at_device_page(answers)));
    assert_eq!(at_page(&[])["page"], "device");
    assert_eq!(at_page(&[("user_code", "WRONG")])["code"], 70018);
    let typed = format!(" {} ", user_code.to_lowercase());
    assert_eq!(at_page(&[("user_code", &typed)])["page"], "sign-in");
    let person = [("user_code", user_code), ("person", BEN)];
    assert_eq!(at_page(&person)["page"], "consent");
    let accept = [("user_code", user_code), ("person", BEN), ("answer", "accept")];
    assert_eq!(at_page(&accept)["page"], "done");

    let tokens = body(&stage.send_at(&poll, NOW + 40));
    assert!(tokens["id_token"].is_string() && tokens["refresh_token"].is_string());
    assert_eq!(error(60), "bad_verification_code", "a code works once");
}

#[test]
fn a_renewed_token_may_be_for_another_api_and_brings_a_new_refresh_token() {
    let stage = Stage::contoso();
    let examples = stage.engine.directory().examples();
    let both = format!("openid offline_access {USER_READ} {}", examples.user_scope);
    let tokens = stage.page_tokens(&both);
    assert_eq!(tokens["scope"], format!("openid {USER_READ}"), "the first API");
    let old = secret(&tokens, "refresh_token");
    let request = token_request(&[
        ("client_id", &examples.client_id),
        ("grant_type", "refresh_token"),
        ("refresh_token", old.expose()),
        ("scope", &examples.user_scope),
        ("client_info", "1"),
    ]);
    let request = header(request, "Origin", stage::people::PAGE);
    let renewed = body(&stage.send(&request));
    assert_eq!(renewed["scope"], examples.user_scope);
    assert_ne!(secret(&renewed, "refresh_token"), old);
    assert!(renewed["client_info"].is_string());
    assert!(renewed.get("id_token").is_none(), "openid was not asked for again");
    // It does not extend the day of a page.
    let newer = secret(&renewed, "refresh_token");
    let late = set(request, "refresh_token", newer.expose());
    assert_eq!(code_of(&stage.send_at(&late, NOW + 86_401)), Some(700_084));
}

#[test]
fn an_agents_refresh_needs_a_fresh_exchange_token() {
    let stage = Stage::contoso();
    let t1 = stage.t1();
    let scope = format!("{GRAPH} offline_access");
    let tokens = body(&stage.send(&stage.agent_obo(&t1, &stage.user_token(), &scope)));
    let refresh = |t1: &protocol::secret::Secret| {
        token_request(&[
            ("client_id", &stage.agent(0)),
            ("grant_type", "refresh_token"),
            ("refresh_token", secret(&tokens, "refresh_token").expose()),
            ("client_assertion_type", protocol::wire::CLIENT_ASSERTION_TYPE_JWT_BEARER),
            ("client_assertion", t1.expose()),
        ])
    };
    let later = NOW + 5000;
    assert_eq!(code_of(&stage.send_at(&refresh(&t1), later)), Some(700_024));
    let fresh = stage.token_at(&stage.t1_request(), later);
    assert_eq!(stage.send_at(&refresh(&fresh), later).status, 200);
    let bare = stage::without(refresh(&fresh), "client_assertion");
    let bare = stage::without(bare, "client_assertion_type");
    assert_eq!(code_of(&stage.send_at(&bare, later)), Some(7_000_218));
}

mod any_answer {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn any_query_and_any_form_get_a_page(text in "\\PC*", form in "\\PC*") {
            let stage = Stage::contoso();
            for kind in [EndpointKind::Authorize, EndpointKind::AdminConsent, EndpointKind::Logout] {
                let mut request = visit(kind, &[]);
                request.url.query.clone_from(&text);
                let mut request = answering(&request, &[]);
                request.body = protocol::secret::Secret::new(form.clone());
                prop_assert!(body(&stage.send(&request))["page"].is_string());
                let html = stage.send(&header(request, "Accept", "*/*"));
                prop_assert!(!html.body.expose().contains("<script"));
            }
        }

        #[test]
        fn any_value_of_the_question_gets_a_page(at in 0_usize..8, value in any::<String>()) {
            let names = ["client_id", "response_type", "redirect_uri", "scope", "state", "prompt", "nonce", "code_challenge"];
            let stage = Stage::contoso();
            let question = query(stage.page_question(USER_READ), names[at], Some(&value));
            let answer = answering(&question, &[("person", BEN), ("answer", "accept")]);
            let page = body(&stage.send(&answer));
            let state = page["fields"]["state"].clone();
            let handed_back = page["page"] == "redirect" && names[at] == "state";
            prop_assert!(!handed_back || state == value);
        }
    }
}
