//! What tokens about people say, by who acts for them.
#![allow(clippy::expect_used, reason = "what a test needs and does not get fails it")]
#![cfg(not(target_arch = "wasm32"))]

mod stage;

use protocol::secret::Secret;
use serde_json::{Value, json};
use simulated_sts::Signer as _;
use stage::people::{AGENT_USER, BEN, GRAPH, USER_READ, secret, token_request};
use stage::{NOW, Stage, body, parts, set, without};

const TENANT: &str = "3c0f8a52-7d41-4e9b-a6c8-2f15d7b09e34";

fn odd(claims: &Value, name: &str) -> Vec<u32> {
    let text = claims[name].as_str().unwrap_or_else(|| panic!("{name} is missing: {claims}"));
    let words = text.split(' ').map(|word| word.parse::<u32>().expect("a number"));
    let mut odd: Vec<u32> = words.filter(|facet| facet % 2 == 1).collect();
    odd.sort_unstable();
    odd
}

fn claims(token: &Secret) -> Value {
    parts(token).1
}

/// Whether a library that we did not write accepts the signature and the times.
fn verifies(token: &Secret, audience: &str) -> bool {
    use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode};
    let key = stage::signer().key();
    let key = DecodingKey::from_rsa_components(key.modulus(), key.exponent()).expect("an RSA key");
    let mut rules = Validation::new(Algorithm::RS256);
    rules.validate_exp = false;
    rules.set_audience(&[audience]);
    decode::<Value>(token.expose(), &key, &rules).is_ok()
}

#[test]
fn the_published_key_fits_every_token_but_those_for_graph() {
    let stage = Stage::contoso();
    let tokens = stage.page_tokens(&format!("openid {USER_READ}"));
    let client = stage.engine.directory().examples().client_id;
    assert!(verifies(&secret(&tokens, "id_token"), &client));
    assert!(!verifies(&secret(&tokens, "access_token"), "https://graph.microsoft.com"));
    assert!(verifies(&stage.user_token(), &stage.blueprint(0)));
    let arm = "https://management.azure.com";
    let scope = format!("{arm}/.default");
    let obo = stage.token(&stage.agent_obo(&stage.t1(), &stage.user_token(), &scope));
    assert!(verifies(&obo, arm));
    let agent_user = stage.token(&stage.user_fic(&stage.t1(), &stage.t2(), &scope));
    assert!(verifies(&agent_user, arm));
    let machine = stage.managed_identity_token(arm);
    assert!(verifies(&machine, arm));
}

#[test]
fn the_users_token_for_the_blueprint_has_no_agent_claims() {
    let stage = Stage::contoso();
    let claims = claims(&stage.user_token());
    assert_eq!(claims["aud"], stage.blueprint(0), "version 2.0: the bare id");
    assert_eq!(claims["iss"], format!("https://login.microsoftonline.com/{TENANT}/v2.0"));
    assert_eq!(claims["azp"], stage.engine.directory().examples().client_id);
    assert_eq!(claims["azpacr"], "0", "a page proves nothing");
    assert_eq!(claims["oid"], BEN);
    assert_eq!(claims["scp"], "access_as_user");
    assert_eq!(claims["preferred_username"], "ben@contoso.example");
    assert_ne!(claims["sub"], BEN, "pairwise");
    for name in ["roles", "idtyp", "xms_act_fct", "xms_sub_fct", "xms_par_app_azp", "appid"] {
        assert!(claims.get(name).is_none(), "{name}");
    }
}

#[test]
fn the_second_blueprint_asks_for_version_1() {
    let stage = Stage::contoso();
    let scope = format!("api://{}/access_as_user", stage.blueprint(1));
    let claims = claims(&secret(&stage.page_tokens(&scope), "access_token"));
    assert_eq!(claims["aud"], format!("api://{}", stage.blueprint(1)));
    assert_eq!(claims["iss"], format!("https://sts.windows.net/{TENANT}/"));
    assert_eq!(claims["appidacr"], "0");
    assert_eq!(claims["unique_name"], "ben@contoso.example");
    assert_eq!(claims["amr"], json!(["pwd", "mfa"]));
}

#[test]
fn an_agent_acts_for_a_person_with_the_persons_name_and_its_own() {
    let stage = Stage::contoso();
    let scope = format!("{GRAPH} openid offline_access");
    let answer = body(&stage.send(&stage.agent_obo(&stage.t1(), &stage.user_token(), &scope)));
    assert_eq!(answer["scope"], format!("openid {USER_READ}"));
    assert!(
        answer["refresh_token"].as_str().expect("one").starts_with("1.simulated-refresh-token.")
    );
    let token = secret(&answer, "access_token");
    assert!(parts(&token).0["nonce"].is_string());
    let claims = claims(&token);
    assert_eq!(claims["aud"], "https://graph.microsoft.com");
    assert_eq!(claims["oid"], BEN);
    assert_eq!(claims["idtyp"], "user");
    assert_eq!(claims["appid"], stage.agent(0));
    assert_eq!(claims["appidacr"], "2");
    assert_eq!(claims["scp"], "User.Read openid");
    assert_eq!(claims["xms_par_app_azp"], stage.blueprint(0));
    assert_eq!(odd(&claims, "xms_act_fct"), [3, 9, 11]);
    assert_eq!(odd(&claims, "xms_sub_fct"), [3], "neither 11 nor 13");
    assert_eq!(odd(&claims, "xms_idrel"), [1]);
    assert!(claims["xms_st"]["sub"].is_string());
    assert!(claims.get("roles").is_none());
    let id_token = parts(&secret(&answer, "id_token")).1;
    assert_eq!(id_token["aud"], stage.agent(0));
}

#[test]
fn named_permissions_may_be_fewer_than_those_granted() {
    let stage = Stage::contoso();
    let answer = body(&stage.send(&stage.agent_obo(&stage.t1(), &stage.user_token(), USER_READ)));
    assert_eq!(answer["scope"], USER_READ);
    assert!(answer.get("refresh_token").is_none(), "offline_access was not asked for");
    let short = body(&stage.send(&stage.agent_obo(&stage.t1(), &stage.user_token(), "User.Read")));
    assert_eq!(short["scope"], "User.Read");
}

#[test]
fn a_custom_api_sees_the_agent_only_if_it_asked() {
    let stage = Stage::contoso();
    let invoices = format!("api://{}/Invoices.Read", stage.api("Invoice API"));
    let token = stage.token(&stage.agent_obo(&stage.t1(), &stage.user_token(), &invoices));
    let claims = claims(&token);
    assert_eq!(claims["azp"], stage.agent(0));
    assert_eq!(claims["scp"], "Invoices.Read", "inherited from the blueprint");
    assert_eq!(odd(&claims, "xms_act_fct"), [3, 9, 11]);
}

#[test]
fn an_agent_user_is_its_own_person() {
    let stage = Stage::contoso();
    let (t1, t2) = (stage.t1(), stage.t2());
    let request = stage.user_fic(&t1, &t2, GRAPH);
    let claims = claims(&stage.token(&request));
    assert_eq!(claims["oid"], AGENT_USER);
    assert_eq!(claims["idtyp"], "user");
    assert_eq!(claims["appid"], stage.agent(0));
    assert_eq!(claims["amr"], json!(["mfa"]), "though nobody was there");
    assert_eq!(claims["scp"], "User.Read Mail.Read Mail.Send");
    assert_eq!(odd(&claims, "xms_act_fct"), [3, 9, 11]);
    assert_eq!(odd(&claims, "xms_sub_fct"), [3, 13]);
    assert_eq!(odd(&claims, "xms_idrel"), [1]);

    // By name, and in the older form.
    let named = without(request, "user_id");
    let named = set(named, "username", "Billing-Agent@contoso.example");
    assert_eq!(stage.send(&named).status, 200);
    let older = without(named, "user_federated_identity_credential");
    let older = set(older, "grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
    let older = set(older, "assertion", t2.expose());
    let older = set(older, "requested_token_use", "on_behalf_of");
    assert_eq!(parts(&stage.token(&older)).1["oid"], AGENT_USER);
}

#[test]
fn an_api_in_the_middle_acts_for_its_caller() {
    let stage = Stage::contoso();
    let examples = stage.engine.directory().examples();
    let scope = format!("api://{}/Orders.Read", examples.api_client_id);
    let incoming = secret(&stage.page_tokens(&scope), "access_token");
    let request = token_request(&[
        ("client_id", &examples.api_client_id),
        ("client_secret", examples.api_client_secret.expose()),
        ("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"),
        ("assertion", incoming.expose()),
        ("requested_token_use", "on_behalf_of"),
        ("scope", USER_READ),
    ]);
    let claims = claims(&stage.token(&request));
    assert_eq!(claims["oid"], BEN);
    assert_eq!(claims["appid"], examples.api_client_id);
    assert_eq!(claims["appidacr"], "1");
    assert_eq!(claims["sid"], parts(&incoming).1["sid"], "the session goes on");
    assert!(claims.get("xms_par_app_azp").is_none());
    assert_eq!(odd(&claims, "xms_act_fct"), [3, 9]);
}

#[test]
fn an_ordinary_app_has_another_object_id_than_client_id() {
    let stage = Stage::contoso();
    let claims = claims(&stage.portal_token(GRAPH, false));
    assert_ne!(claims["appid"], claims["oid"]);
    assert_eq!(claims["oid"], claims["sub"]);
    assert_eq!(claims["roles"], json!(["User.Read.All"]));
    assert_eq!(claims["idtyp"], "app");
}

#[test]
fn capable_clients_get_a_day_and_challenges_are_answered() {
    let stage = Stage::contoso();
    let code = stage.code_at(&stage.page_question(USER_READ), NOW);
    let wanted =
        r#"{"access_token":{"xms_cc":{"values":["cp1"]},"acrs":{"essential":true,"value":"c1"}}}"#;
    let answer = body(&stage.send(&set(stage.page_redemption(&code), "claims", wanted)));
    assert!(answer["expires_in"].as_i64().expect("seconds") >= 86_399);
    let claims = claims(&secret(&answer, "access_token"));
    assert_eq!((&claims["xms_cc"], &claims["acrs"]), (&json!(["cp1"]), &json!(["c1"])));
    let plain = stage.page_tokens(USER_READ);
    assert!((3599..5400).contains(&plain["expires_in"].as_i64().expect("seconds")));
}

#[test]
fn the_id_token_is_for_the_client_and_repeats_its_nonce_once() {
    let stage = Stage::contoso();
    let question = stage.web_question("openid profile email offline_access");
    let answer = body(&stage.send(&stage.web_redemption(&stage.code_at(&question, NOW))));
    let (header, claims) = parts(&secret(&answer, "id_token"));
    assert!(header["kid"].as_str().expect("a key").starts_with("simulated-"));
    assert_eq!(claims["aud"], stage.engine.directory().examples().web_client_id);
    assert_eq!(claims["nonce"], "the nonce");
    assert_eq!(claims["email"], "ben@contoso.example");
    assert_eq!(claims["ver"], "2.0");
    let access = parts(&secret(&answer, "access_token")).1;
    assert_eq!(access["scp"], "openid profile email", "userinfo is Graph's");
    assert_eq!(access["appidacr"], "1");
}
