//! What each kind of token says, and that a library we did not write accepts
//! its signature.
#![allow(clippy::expect_used, reason = "what a test needs and does not get fails it")]
#![cfg(not(target_arch = "wasm32"))]

mod stage;

use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode};
use protocol::endpoint::Authority;
use protocol::guid::Guid;
use protocol::request::HttpRequest;
use protocol::secret::Secret;
use protocol::wire;
use serde_json::{Value, json};
use simulated_sts::Signer as _;
use stage::{NOW, Stage, parts, set, without};

const GRAPH: &str = "https://graph.microsoft.com/.default";
const TENANT: &str = "3c0f8a52-7d41-4e9b-a6c8-2f15d7b09e34";
const TOKEN_EXCHANGE: &str = "fb60f99c-7a34-4190-8149-302f77469936";

/// Whether `jsonwebtoken` accepts the signature under the published key.
fn verifies(token: &Secret) -> bool {
    let key = stage::signer().key();
    let key = DecodingKey::from_rsa_components(key.modulus(), key.exponent()).expect("an RSA key");
    let mut rules = Validation::new(Algorithm::RS256);
    rules.validate_exp = false;
    rules.validate_aud = false;
    rules.required_spec_claims.clear();
    decode::<Value>(token.expose(), &key, &rules).is_ok()
}

fn names(claims: &Value) -> Vec<&str> {
    claims.as_object().expect("an object").keys().map(String::as_str).collect()
}

fn facets(claims: &Value, name: &str) -> Vec<u32> {
    let mut facets: Vec<u32> = claims[name]
        .as_str()
        .unwrap_or_else(|| panic!("{name} is missing"))
        .split(' ')
        .map(|word| word.parse().expect("every facet is a number"))
        .collect();
    facets.sort_unstable();
    facets
}

fn assert_lives_for_65_minutes(claims: &Value) {
    assert_eq!(claims["iat"], claims["nbf"]);
    assert_eq!(claims["exp"].as_i64().expect("exp") - claims["iat"].as_i64().expect("iat"), 3900);
    assert_eq!(claims["exp"], json!(NOW + 3600));
}

/// Members of one simulated token in written order, without what is random.
fn order(token: &Secret) -> String {
    use base64::Engine as _;
    let payload = token.expose().split('.').nth(1).expect("a payload");
    let bytes =
        base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(payload).expect("base64url");
    let text = String::from_utf8(bytes).expect("UTF-8");
    let (_, claims) = parts(token);
    let mut at: Vec<(usize, String)> = names(&claims)
        .into_iter()
        .map(|name| (text.find(&format!("\"{name}\":")).expect("there"), name.to_owned()))
        .collect();
    at.sort();
    at.into_iter().map(|(_, name)| name).collect::<Vec<_>>().join(" ")
}

#[test]
fn the_blueprints_exchange_token_is_bound_to_its_agent() {
    let stage = Stage::contoso();
    let token = stage.t1();
    let (header, claims) = parts(&token);
    assert_eq!(header, json!({"typ": "JWT", "alg": "RS256", "kid": stage::signer().key().id()}));
    assert!(stage::signer().key().id().starts_with("simulated-"));
    assert_eq!(
        order(&token),
        "aud iss iat nbf exp aio azp azpacr idtyp oid rh sub tid uti ver xms_act_fct \
         xms_ficinfo xms_ftd xms_idrel xms_sub_fct",
        "the members of the published token, in its order"
    );
    let blueprint = &stage.engine.directory().blueprints[0];
    assert_eq!(claims["aud"], TOKEN_EXCHANGE);
    assert_eq!(claims["iss"], format!("https://login.microsoftonline.com/{TENANT}/v2.0"));
    assert_eq!(claims["azp"], blueprint.app_id.to_string());
    assert_eq!(claims["azpacr"], "1");
    assert_eq!(claims["idtyp"], "app");
    assert_eq!(claims["oid"], blueprint.object_id.to_string());
    assert_eq!(claims["tid"], TENANT);
    assert_eq!(claims["ver"], "2.0");
    assert_eq!(claims["xms_ficinfo"], "CAAQABgAIAAoAjAA");
    assert_eq!(facets(&claims, "xms_act_fct"), [3, 9]);
    assert_eq!(facets(&claims, "xms_sub_fct"), [3, 9]);
    assert_lives_for_65_minutes(&claims);
    assert!(verifies(&token));

    let subject = claims["sub"].as_str().expect("a subject");
    let segments: Vec<&str> = subject.split('/').collect();
    let ["", "eid1", "c", "pub", "t", tenant, "a", app, path] = segments[..] else {
        panic!("{subject}")
    };
    assert_eq!(Guid::from_path_segment(tenant), Guid::parse(TENANT));
    assert_eq!(Guid::from_path_segment(app), Some(blueprint.app_id));
    assert_eq!(path, stage.agent(0));
}

#[test]
fn the_relation_to_the_resource_tenant_has_one_odd_value_and_decoys() {
    let stage = Stage::contoso();
    for seed in 0..40 {
        let answer = stage.send_with(&stage.t1_request(), [seed; 32]);
        let (_, claims) = parts(&stage::token_of(&answer));
        let odd: Vec<u32> =
            facets(&claims, "xms_idrel").into_iter().filter(|facet| facet % 2 == 1).collect();
        assert_eq!(odd, [7]);
        assert_eq!(facets(&claims, "xms_idrel").len(), 2);
    }
}

#[test]
fn the_agents_graph_token_names_the_agent_three_times_and_its_blueprint() {
    let stage = Stage::contoso();
    let token = stage.token(&stage.tr_request());
    let (header, claims) = parts(&token);
    let key_id = stage::signer().key().id();
    assert_eq!(header["x5t"], key_id);
    assert_eq!(header["kid"], key_id);
    assert_eq!(header["nonce"].as_str().expect("a nonce").len(), 43);
    assert_eq!(
        order(&token),
        "aud iss iat nbf exp aio app_displayname appid appidacr idp idtyp oid rh roles \
         sub tenant_region_scope tid uti ver wids xms_act_fct xms_ftd xms_idrel \
         xms_par_app_azp xms_rd xms_sub_fct xms_tcdt xms_tdbr xms_tnt_fct",
        "the members of the published token, and roles"
    );
    let agent = stage.agent(0);
    for name in ["appid", "oid", "sub"] {
        assert_eq!(claims[name], agent, "{name}");
    }
    let sts = format!("https://sts.windows.net/{TENANT}/");
    assert_eq!(claims["aud"], "https://graph.microsoft.com");
    assert_eq!(claims["iss"], sts);
    assert_eq!(claims["idp"], sts);
    assert_eq!(claims["appidacr"], "2");
    assert_eq!(claims["app_displayname"], "Billing agent");
    assert_eq!(claims["roles"], json!(["Mail.Send", "User.Read.All"]));
    assert_eq!(claims["ver"], "1.0");
    assert_eq!(claims["wids"], json!(["0997a1d0-0d1d-4acb-b408-d5ca73121e90"]));
    assert_eq!(claims["xms_par_app_azp"], stage.blueprint(0));
    assert_eq!(facets(&claims, "xms_act_fct"), [3, 9, 11]);
    assert_eq!(facets(&claims, "xms_sub_fct"), [3, 9, 11]);
    assert_lives_for_65_minutes(&claims);
}

#[test]
fn the_signature_of_a_graph_token_cannot_be_checked_by_third_parties() {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use sha2::Digest as _;

    let stage = Stage::contoso();
    let token = stage.token(&stage.tr_request());
    assert!(!verifies(&token));

    // With the hash of the nonce in the header, it fits.
    let (header, _) = parts(&token);
    let nonce = header["nonce"].as_str().expect("a nonce");
    let hashed = URL_SAFE_NO_PAD.encode(sha2::Sha256::digest(nonce));
    let segments: Vec<&str> = token.expose().split('.').collect();
    let shown = String::from_utf8(URL_SAFE_NO_PAD.decode(segments[0]).expect("base64url"));
    let signed = URL_SAFE_NO_PAD.encode(shown.expect("UTF-8").replace(nonce, &hashed));
    assert!(verifies(&Secret::new(format!("{signed}.{}.{}", segments[1], segments[2]))));
}

#[test]
fn the_other_agent_has_other_roles_and_none_at_resource_manager() {
    let stage = Stage::contoso();
    let agent = stage.agent(1);
    let t1 = stage.token(&set(stage.t1_request(), wire::FMI_PATH, &agent));
    let request = |scope: &str| set(stage.tr_request_with(&t1, scope), wire::CLIENT_ID, &agent);
    let (_, graph) = parts(&stage.token(&request(GRAPH)));
    assert_eq!(graph["roles"], json!(["Sites.Read.All"]));

    let token = stage.token(&request("https://management.azure.com/.default"));
    let (header, claims) = parts(&token);
    assert!(header.get("nonce").is_none());
    assert!(claims.get("roles").is_none(), "roles is absent, not empty");
    assert!(claims.get("wids").is_none());
    assert_eq!(claims["aud"], "https://management.azure.com");
    assert_eq!(claims["ver"], "1.0");
    assert_eq!(claims["appid"], agent);
    assert_eq!(claims["xms_par_app_azp"], stage.blueprint(0));
    assert!(verifies(&token));
}

#[test]
fn a_slash_at_the_end_of_the_resource_stays_in_the_audience() {
    let stage = Stage::contoso();
    let request = stage.tr_request_for("https://management.core.windows.net//.default");
    let (_, claims) = parts(&stage.token(&request));
    assert_eq!(claims["aud"], "https://management.core.windows.net/");
}

#[test]
fn a_custom_api_of_version_2_gets_the_agent_claims_that_it_asked_for() {
    let stage = Stage::contoso();
    let api = stage.api("Invoice API");
    let token = stage.token(&stage.tr_request_for(&format!("api://{api}/.default")));
    let (header, claims) = parts(&token);
    assert!(header.get("nonce").is_none() && header.get("x5t").is_none());
    assert_eq!(claims["aud"], api, "the application id, not the URI");
    assert_eq!(claims["iss"], format!("https://login.microsoftonline.com/{TENANT}/v2.0"));
    assert_eq!(claims["azp"], stage.agent(0));
    assert_eq!(claims["azpacr"], "2");
    assert_eq!(claims["idtyp"], "app");
    assert_eq!(claims["roles"], json!(["Invoices.Approve", "Invoices.Read"]));
    assert_eq!(claims["xms_par_app_azp"], stage.blueprint(0));
    for name in ["appid", "appidacr", "idp", "wids", "app_displayname", "xms_rd"] {
        assert!(claims.get(name).is_none(), "{name}");
    }
    assert!(verifies(&token));
}

#[test]
fn a_custom_api_that_did_not_ask_for_them_gets_no_agent_claims() {
    let stage = Stage::contoso();
    let api = stage.api("Ledger API");
    let token = stage.token(&stage.tr_request_for(&format!("api://{api}/.default")));
    let (_, claims) = parts(&token);
    assert_eq!(claims["aud"], format!("api://{api}"));
    assert_eq!(claims["appid"], claims["oid"]);
    for name in ["xms_par_app_azp", "xms_act_fct", "xms_sub_fct", "xms_tnt_fct", "idtyp", "roles"] {
        assert!(claims.get(name).is_none(), "{name}");
    }
    assert!(verifies(&token));
}

#[test]
fn the_agents_own_exchange_token_names_agent_and_blueprint() {
    let stage = Stage::contoso();
    let token = stage.token(&stage.tr_request_for("api://AzureADTokenExchange/.default"));
    let (_, claims) = parts(&token);
    assert_eq!(claims["aud"], TOKEN_EXCHANGE);
    for name in ["azp", "oid", "sub"] {
        assert_eq!(claims[name], stage.agent(0), "{name}");
    }
    assert_eq!(claims["azpacr"], "2");
    assert_eq!(claims["xms_ficinfo"], "CAAQABgAIAAoAzAAOAE");
    assert_eq!(claims["xms_par_app_azp"], stage.blueprint(0));
    assert_eq!(facets(&claims, "xms_sub_fct"), [3, 9, 11]);
    assert!(verifies(&token));
}

#[test]
fn the_blueprints_management_token_is_an_ordinary_app_token_for_graph() {
    let stage = Stage::contoso();
    let request = set(without(stage.t1_request(), wire::FMI_PATH), wire::SCOPE, GRAPH);
    let (_, claims) = parts(&stage.token(&request));
    let blueprint = &stage.engine.directory().blueprints[0];
    assert_eq!(claims["appid"], blueprint.app_id.to_string());
    assert_eq!(claims["appidacr"], "1");
    assert_eq!(claims["oid"], blueprint.object_id.to_string());
    assert_eq!(claims["sub"], claims["oid"]);
    assert_eq!(
        claims["roles"],
        json!(["AgentIdentity.CreateAsManager", "AgentIdUser.ReadWrite.IdentityParentedBy"])
    );
    assert!(claims.get("xms_par_app_azp").is_none());
    assert_eq!(facets(&claims, "xms_act_fct"), [3, 9]);
}

#[test]
fn an_authority_of_its_own_is_the_issuer_of_both_versions() {
    let stage = Stage::contoso();
    let authority = Authority::parse("http://127.0.0.1:9000").expect("loopback");
    let at_home = |mut request: HttpRequest| {
        authority.origin().clone_into(&mut request.url.origin);
        request
    };
    let t1 = stage.token(&at_home(stage.t1_request()));
    assert_eq!(parts(&t1).1["iss"], format!("http://127.0.0.1:9000/{TENANT}/v2.0"));
    let tr = stage.token(&at_home(stage.tr_request_with(&t1, GRAPH)));
    assert_eq!(parts(&tr).1["iss"], format!("http://127.0.0.1:9000/{TENANT}/"));
}

#[test]
fn a_national_cloud_has_its_own_audiences_and_subject_paths() {
    let stage = Stage::contoso();
    let mut request =
        set(stage.t1_request(), wire::SCOPE, "api://AzureADTokenExchangeChina/.default");
    Authority::of(protocol::endpoint::Cloud::China).origin().clone_into(&mut request.url.origin);
    let (_, claims) = parts(&stage.token(&request));
    assert!(claims["sub"].as_str().expect("a subject").starts_with("/eid1/c/chn/t/"));
}

#[test]
fn internal_claims_have_the_shape_that_was_observed() {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    let stage = Stage::contoso();
    let answer = stage.send(&stage.t1_request());
    let (_, claims) = parts(&stage::token_of(&answer));
    let bytes = |name: &str| {
        let text = claims[name].as_str().expect("text");
        let text = text.strip_prefix("1.").map_or(text, |rest| rest.trim_end_matches('.'));
        URL_SAFE_NO_PAD.decode(text).expect("base64url")
    };
    let rh = bytes("rh");
    assert_eq!(rh.len(), 40);
    let guid = |range: std::ops::Range<usize>| {
        Guid::from_bytes_le(rh[range].try_into().expect("16 bytes"))
    };
    assert_eq!(Some(guid(3..19)), Guid::parse(TENANT));
    assert_eq!(Some(guid(19..35)), Guid::parse(TOKEN_EXCHANGE));
    let uti = Guid::from_bytes_le(bytes("uti").try_into().expect("16 bytes"));
    assert_eq!(Some(uti.to_string().as_str()), answer.header("x-ms-request-id"));
    assert_eq!(bytes("xms_ftd").get(32), Some(&1));
}

#[test]
fn two_answers_to_the_same_request_share_no_identifier() {
    let stage = Stage::contoso();
    let request = stage.t1_request();
    let (_, one) = parts(&stage.token(&request));
    let (_, two) = parts(&stage.token(&request));
    for name in ["uti", "aio", "xms_ftd"] {
        assert_ne!(one[name], two[name], "{name}");
    }
}

#[test]
fn an_answer_has_the_members_of_client_credentials_and_no_others() {
    let stage = Stage::contoso();
    let body = stage::body(&stage.send(&stage.t1_request()));
    let mut members = names(&body);
    members.sort_unstable();
    assert_eq!(members, ["access_token", "expires_in", "ext_expires_in", "token_type"]);
    assert_eq!(body["expires_in"], 3599);
    assert_eq!(body["token_type"], "Bearer");
}

#[test]
fn everything_in_the_directory_has_a_name_and_no_secret_in_its_debug_text() {
    let stage = Stage::contoso();
    let directory = stage.engine.directory();
    let names = directory.names();
    assert_eq!(names.of(&stage.agent(0)), Some("Billing agent"));
    assert_eq!(names.of(&stage.blueprint(0)), Some("Invoice blueprint"));
    assert_eq!(names.of(TENANT), Some("Contoso"));
    assert_eq!(names.of("00000003-0000-0000-c000-000000000000"), Some("Microsoft Graph"));
    let shown = format!("{directory:?} {:?}", directory.examples());
    for blueprint in &directory.blueprints {
        for secret in &blueprint.credentials.secrets {
            assert!(!shown.contains(secret.expose()));
        }
    }
    assert!(shown.contains("[redacted]"));
}
