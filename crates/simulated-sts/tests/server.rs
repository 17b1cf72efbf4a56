//! The server over a real socket, as curl would use it.
#![allow(clippy::expect_used, reason = "what a test needs and does not get fails it")]
#![cfg(not(target_arch = "wasm32"))]

mod stage;

use std::io::Read as _;
use std::process::Command;

use serde_json::Value;
use stage::server::Server;
use stage::{Stage, parts};

const TENANT: &str = "3c0f8a52-7d41-4e9b-a6c8-2f15d7b09e34";

#[test]
fn both_requests_of_an_agent_are_answered_over_a_socket() {
    let server = Server::start();
    let stage = Stage::contoso();
    let (status, body) = server.post(&stage.t1_request());
    assert_eq!(status, 200, "{body}");
    let token = |body: &Value| {
        let text = body["access_token"].as_str().expect("a token");
        protocol::secret::Secret::new(text.to_owned())
    };
    let t1 = token(&body);
    assert_eq!(parts(&t1).1["iss"], format!("http://{}/{TENANT}/v2.0", server.address));

    let request = stage.tr_request_with(&t1, "https://management.azure.com/.default");
    let (status, body) = server.post(&request);
    assert_eq!(status, 200, "{body}");
    let (header, claims) = parts(&token(&body));
    assert_eq!(claims["appid"], stage.agent(0));

    let (status, keys) = server.get(&format!("/{TENANT}/discovery/v2.0/keys"));
    assert_eq!(status, 200);
    let keys: Value = serde_json::from_str(&keys).expect("JSON");
    assert_eq!(keys["keys"][0]["kid"], header["kid"]);
    let key = jsonwebtoken::DecodingKey::from_jwk(
        &serde_json::from_value(keys["keys"][0].clone()).expect("a JWK"),
    )
    .expect("an RSA key");
    let mut rules = jsonwebtoken::Validation::new(jsonwebtoken::Algorithm::RS256);
    rules.set_audience(&["https://management.azure.com"]);
    jsonwebtoken::decode::<Value>(token(&body).expose(), &key, &rules).expect(
        "a library that knows only the published key accepts the token, its times included",
    );
}

#[test]
fn the_metadata_leads_to_the_endpoints_that_answer() {
    let server = Server::start();
    let (status, body) = server.get("/contoso.example/v2.0/.well-known/openid-configuration");
    assert_eq!(status, 200);
    let metadata: Value = serde_json::from_str(&body).expect("JSON");
    let origin = format!("http://{}", server.address);
    for name in ["token_endpoint", "jwks_uri"] {
        let address = metadata[name].as_str().expect("an address");
        let path = address.strip_prefix(&origin).expect("on this server");
        let (status, _) = server.get(path);
        assert_ne!(status, 404, "{path}");
    }
    assert_eq!(metadata["issuer"], format!("{origin}/{TENANT}/v2.0"));
    let (status, body) = server.get("/fabrikam.example/v2.0/.well-known/openid-configuration");
    assert_eq!(status, 400);
    assert!(body.contains("AADSTS90002"), "{body}");
    assert!(body.contains("https://login.microsoftonline.com/error?code=90002"), "{body}");
}

#[test]
fn refusals_and_stray_requests_get_their_status() {
    let server = Server::start();
    let token = format!("/{TENANT}/oauth2/v2.0/token");
    let (status, body) = server.get(&token);
    assert_eq!((status, body.contains("AADSTS900561")), (400, true), "{body}");
    assert_eq!(server.send(&format!("PUT {token} HTTP/1.1"), "").0, 405);
    assert_eq!(server.get("/").0, 404);
    assert_eq!(server.get("/a%2fb/oauth2/v2.0/token").0, 404);

    let stage = Stage::contoso();
    let form = "Content-Type: application/x-www-form-urlencoded";
    let origin = format!("POST {token} HTTP/1.1\r\n{form}\r\nOrigin: https://play.example");
    let (status, _, body) = server.send(&origin, stage.t1_request().body.expose());
    assert_eq!((status, body.contains("AADSTS9002326")), (400, true), "{body}");
    let twice = format!("POST {token} HTTP/1.1\r\n{form}\r\n{form}");
    assert_eq!(server.send(&twice, stage.t1_request().body.expose()).0, 400);
}

#[test]
fn a_parameter_in_the_query_is_not_seen() {
    let server = Server::start();
    let stage = Stage::contoso();
    let request = stage::without(stage.t1_request(), "fmi_path");
    let head = format!(
        "POST /{TENANT}/oauth2/v2.0/token?fmi_path={} HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded",
        stage.agent(0)
    );
    let (status, _, body) = server.send(&head, request.body.expose());
    assert_eq!((status, body.contains("AADSTS82008")), (400, true), "{body}");
}

#[cfg(unix)]
#[test]
fn an_interrupt_stops_it_cleanly_and_it_has_said_one_line() {
    let mut server = Server::start();
    let stage = Stage::contoso();
    assert_eq!(server.post(&stage.t1_request()).0, 200);
    let interrupt = Command::new("kill").args(["-INT", &server.child.id().to_string()]).status();
    assert!(interrupt.expect("kill runs").success());
    assert!(server.child.wait().expect("it ends").success());
    let mut rest = String::new();
    server.lines.read_to_string(&mut rest).expect("readable");
    assert_eq!(rest, "");
    let mut errors = String::new();
    let mut stderr = server.child.stderr.take().expect("piped");
    stderr.read_to_string(&mut errors).expect("readable");
    assert_eq!(errors, "");
}

#[test]
fn an_address_that_others_can_reach_is_refused() {
    let output = Command::new(env!("CARGO_BIN_EXE_simulated-entra"))
        .args(["--listen", "0.0.0.0:0"])
        .output()
        .expect("the program starts");
    assert!(!output.status.success());
    assert!(output.stdout.is_empty());
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("this machine only"), "{said}");
}
