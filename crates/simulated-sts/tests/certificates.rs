//! Certificates and federated credentials as proof of a client.
#![allow(clippy::expect_used, reason = "what a test needs and does not get fails it")]
#![cfg(not(target_arch = "wasm32"))]

mod stage;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE, URL_SAFE_NO_PAD};
use jsonwebtoken::Algorithm;
use protocol::request::HttpRequest;
use protocol::response::{self, Outcome};
use protocol::secret::Secret;
use protocol::wire;
use serde_json::json;
use sha2::{Digest as _, Sha256};
use stage::certificates::{Assertion, valid};
use stage::people::token_request;
use stage::{NOW, Stage, body, parts, set, without};

/// Contoso, with the certificate uploaded to its first blueprint.
fn stage() -> Stage {
    let stage = Stage::contoso();
    let mut request =
        token_request(&[("client_id", &stage.blueprint(0)), ("certificate", &valid().pem)]);
    request.url.path = "/simulated/certificates".to_owned();
    let answer = stage.send(&request);
    assert_eq!(answer.status, 200, "{}", answer.body.expose());
    assert_eq!(body(&answer)["x5t#S256"], valid().certificate.thumbprint());
    stage
}

fn presenting(stage: &Stage, token: &Secret) -> HttpRequest {
    let request = without(stage.t1_request(), wire::CLIENT_SECRET);
    let kind = wire::CLIENT_ASSERTION_TYPE_JWT_BEARER;
    let request = set(request, wire::CLIENT_ASSERTION_TYPE, kind);
    set(request, wire::CLIENT_ASSERTION, token.expose())
}

fn code(stage: &Stage, assertion: &Assertion) -> Option<u32> {
    match response::read(&stage.send(&presenting(stage, &assertion.sign()))) {
        Outcome::Refused(error) => error.code(),
        _ => None,
    }
}

fn der() -> Vec<u8> {
    let inner: String = valid().pem.lines().filter(|line| !line.starts_with("---")).collect();
    STANDARD.decode(inner).expect("base64")
}

#[test]
fn every_spelling_of_a_thumbprint_finds_the_certificate() {
    let stage = stage();
    let sha256 = Sha256::digest(der());
    let hex = valid().certificate.hex_thumbprint();
    let sha1: Vec<u8> = (0..20)
        .map(|at| u8::from_str_radix(&hex[at * 2..at * 2 + 2], 16).expect("hexadecimal"))
        .collect();
    let spellings: Vec<(&str, String)> = vec![
        ("x5t#S256", URL_SAFE_NO_PAD.encode(sha256)),
        ("x5t#S256", URL_SAFE.encode(sha256)),
        ("x5t", URL_SAFE_NO_PAD.encode(&sha1)),
        ("x5t", URL_SAFE.encode(&sha1)),
        ("kid", hex.clone()),
        ("kid", hex.to_lowercase()),
    ];
    for algorithm in [Algorithm::RS256, Algorithm::PS256] {
        for (name, text) in &spellings {
            let mut assertion = Assertion::for_blueprint(&stage);
            assertion.header.alg = algorithm;
            assertion.header.x5t_s256 = None;
            let text = Some(text.clone());
            match *name {
                "x5t#S256" => assertion.header.x5t_s256 = text,
                "x5t" => assertion.header.x5t = text,
                _ => assertion.header.kid = text,
            }
            assert_eq!(code(&stage, &assertion), None, "{algorithm:?} {name}");
        }
    }
    let mut chain = Assertion::for_blueprint(&stage);
    chain.header.x5t_s256 = None;
    chain.header.x5c = Some(vec![STANDARD.encode(der())]);
    assert_eq!(code(&stage, &chain), None);
}

#[test]
fn a_token_obtained_with_a_certificate_says_so() {
    let stage = stage();
    let token = stage.token(&presenting(&stage, &Assertion::for_blueprint(&stage).sign()));
    assert_eq!(parts(&token).1["azpacr"], "2");
}

#[test]
fn each_fault_of_an_assertion_has_its_number() {
    let stage = stage();
    let faulty = |change: &dyn Fn(&mut Assertion)| {
        let mut assertion = Assertion::for_blueprint(&stage);
        change(&mut assertion);
        code(&stage, &assertion)
    };
    assert_eq!(faulty(&|_| {}), None);
    let tenant = "3c0f8a52-7d41-4e9b-a6c8-2f15d7b09e34";
    for path in ["/oauth2/v2.0/token", "/oauth2/token", "/v2.0"] {
        let audience = format!("https://login.microsoftonline.com/{tenant}{path}");
        assert_eq!(faulty(&|a| a.claims["aud"] = json!(audience)), None, "{path}");
    }
    assert_eq!(
        faulty(&|a| a.claims["aud"] = json!("https://login.microsoftonline.us/x")),
        Some(700_023)
    );
    assert_eq!(faulty(&|a| a.claims["exp"] = json!(NOW - 301)), Some(700_024));
    assert_eq!(faulty(&|a| a.claims["exp"] = json!(NOW - 299)), None);
    assert_eq!(faulty(&|a| a.claims["nbf"] = json!(NOW + 301)), Some(700_024));
    assert_eq!(faulty(&|a| a.claims["sub"] = json!("x")), Some(700_021));
    assert_eq!(faulty(&|a| a.claims["iss"] = json!(stage.agent(0))), Some(700_021));
    assert_eq!(faulty(&|a| a.use_certificate(stage::certificates::expired())), Some(700_027));
    // The right thumbprint over the wrong key.
    let wrong_key = |a: &mut Assertion| {
        a.use_certificate(stage::certificates::expired());
        a.header.x5t_s256 = Some(valid().certificate.thumbprint());
    };
    assert_eq!(faulty(&wrong_key), Some(700_027));
}

#[test]
fn what_is_no_certificate_is_refused_with_a_sentence() {
    let stage = Stage::contoso();
    let blueprint = stage.blueprint(0);
    let send = |client: &str, text: &str| {
        let mut request = token_request(&[("client_id", client), ("certificate", text)]);
        request.url.path = "/simulated/certificates".to_owned();
        let answer = stage.send(&request);
        (answer.status, body(&answer)["error_description"].as_str().unwrap_or_default().to_owned())
    };
    for text in ["", "x", "-----BEGIN CERTIFICATE-----", "-----BEGIN PRIVATE KEY-----\nAAAA"] {
        assert_eq!(send(&blueprint, text).0, 400, "{text}");
    }
    assert!(send(&stage.agent(0), &valid().pem).1.contains("no application"));
}

#[test]
fn a_page_of_another_origin_cannot_change_the_simulation() {
    let stage = Stage::contoso();
    let mut request =
        token_request(&[("client_id", &stage.blueprint(0)), ("certificate", &valid().pem)]);
    request.url.path = "/simulated/certificates".to_owned();
    let foreign = stage::header(request.clone(), "Origin", "https://a.example");
    assert_eq!(stage.send(&foreign).status, 400);
    assert_eq!(stage.send(&request).status, 200);
}

#[test]
fn a_machine_proves_the_blueprint_with_its_managed_identity() {
    let stage = Stage::contoso();
    let token = stage.managed_identity_token("api://AzureADTokenExchange");
    let claims = parts(&token).1;
    assert!(claims["xms_mirid"].is_string());
    assert_eq!(claims["sub"], claims["oid"]);
    assert_eq!(stage.send(&presenting(&stage, &token)).status, 200);
    // Not with a token for an API.
    let graph = stage.managed_identity_token("https://graph.microsoft.com");
    assert_eq!(stage.send(&presenting(&stage, &graph)).status, 401);
}

#[test]
fn the_case_of_a_workloads_subject_counts() {
    let stage = Stage::contoso();
    let numbers = |subject: &str| {
        let answer = stage.send(&presenting(&stage, &stage.workload_token(subject)));
        match response::read(&answer) {
            Outcome::Refused(error) => error.code(),
            _ => None,
        }
    };
    assert_eq!(numbers("repo:contoso/invoices:environment:Production"), None);
    assert_eq!(numbers("repo:contoso/invoices:environment:production"), Some(7_002_138));
    assert_eq!(numbers("repo:contoso/orders:environment:Production"), Some(700_213));
}

#[test]
fn the_metadata_address_of_a_machine_wants_its_header_and_a_bare_resource() {
    let stage = Stage::contoso();
    let ask = |resource: &str, with_header: bool| {
        let mut request = stage::people::visit(
            protocol::endpoint::EndpointKind::Token,
            &[("api-version", "2018-02-01"), ("resource", resource)],
        );
        request.url.origin = "http://169.254.169.254".to_owned();
        request.url.path = "/metadata/identity/oauth2/token".to_owned();
        if with_header {
            request = stage::header(request, "Metadata", "true");
        }
        stage.send(&request)
    };
    let answer = body(&ask("https://management.azure.com/", true));
    assert!(answer["expires_in"].is_string(), "numbers are strings there");
    assert_eq!(answer["refresh_token"], "");
    assert_eq!(ask("https://management.azure.com/", false).status, 400);
    assert_eq!(ask("api://AzureADTokenExchange/.default", true).status, 400);
}
