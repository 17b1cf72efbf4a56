//! What the server has beside the token endpoint: pages, the other hosts by their
//! prefix, and CORS, over a real socket.
#![allow(clippy::expect_used, reason = "what a test needs and does not get fails it")]
#![cfg(not(target_arch = "wasm32"))]

mod stage;

use protocol::request::HttpRequest;
use protocol::secret::Secret;
use serde_json::Value;
use stage::people::{BEN, PAGE, USER_READ, answering, query, secret};
use stage::server::Server;
use stage::{Stage, header};

const REDIRECT: &str = "http://localhost/bridge.html";

fn start() -> Server {
    Server::start_with(&["--spa-redirect", REDIRECT])
}

/// The head of a request line and its headers, for another host by its prefix.
fn lines(request: &HttpRequest, prefix: &str) -> String {
    let mut text = format!("{} {prefix}{} HTTP/1.1", request.method.as_str(), request.url.target());
    for (name, value) in &request.headers {
        text.push_str(&format!("\r\n{name}: {}", value.expose()));
    }
    text
}

fn send(server: &Server, request: &HttpRequest) -> (u16, String, String) {
    server.send(&lines(request, ""), request.body.expose())
}

/// Signs in as a browser does, and gives the tokens of the page.
fn tokens(server: &Server, stage: &Stage, scope: &str) -> Value {
    let question = query(
        stage.page_question(scope),
        "redirect_uri",
        Some("http://localhost:4711/bridge.html"),
    );
    let question = header(question, "Accept", "text/html");
    let (status, head, page) = send(server, &question);
    assert_eq!(status, 200, "{page}");
    assert!(
        head.to_ascii_lowercase().contains("cross-origin-opener-policy: same-origin"),
        "{head}"
    );
    let form = "application/x-www-form-urlencoded";
    let accept = answering(&question, &[("person", BEN), ("answer", "accept")]);
    let (status, head, _) = send(server, &header(accept, "Content-Type", form));
    assert_eq!(status, 302, "{head}");
    let location =
        head.lines().find_map(|line| line.strip_prefix("location: ")).expect("an address");
    let (address, back) = location.split_once('?').expect("a query");
    assert_eq!(address, "http://localhost:4711/bridge.html");
    let fields = protocol::form::decode(back);
    let (_, code) = fields.iter().find(|(name, _)| name == "code").expect("a code");
    let redemption = stage.page_redemption(code.expose());
    let redemption = stage::set(redemption, "redirect_uri", "http://localhost:4711/bridge.html");
    let (status, head, body) = send(server, &redemption);
    assert_eq!(status, 200, "{body}");
    assert!(head.to_ascii_lowercase().contains("access-control-allow-origin: *"), "{head}");
    serde_json::from_str(&body).expect("JSON")
}

#[test]
fn a_browser_signs_in_and_the_page_reads_its_profile() {
    let (server, stage) = (start(), Stage::contoso());
    let token = secret(&tokens(&server, &stage, USER_READ), "access_token");
    let me = stage::people::api_request("", protocol::request::Method::Get, "/v1.0/me", &token, "");
    let (status, _, body) = server.send(&lines(&me, "/graph.microsoft.com"), "");
    assert_eq!(status, 200, "{body}");
    let me: Value = serde_json::from_str(&body).expect("JSON");
    assert_eq!(me["id"], BEN);
}

#[test]
fn the_other_hosts_are_reached_by_their_prefix() {
    let server = start();
    let get = |path: &str| server.send(&format!("GET {path} HTTP/1.1"), "");
    assert_eq!(get("/management.azure.com/subscriptions?api-version=2020-01-01").0, 401);
    assert_eq!(get("/echo.contoso.example/invoices").0, 401);
    assert_eq!(get("/graph.microsoft.com/v1.0/me").0, 401);
    assert_eq!(get("/microsoftgraph.chinacloudapi.cn/v1.0/me").0, 401);
    assert_eq!(get("/graph.microsoft.example/v1.0/me").0, 404);
    let (status, _, body) = server.send(
        "GET /169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01&resource=api%3A%2F%2FAzureADTokenExchange HTTP/1.1\r\nMetadata: true",
        "",
    );
    assert_eq!(status, 200, "{body}");
    assert_eq!(get("/simulated/refusals").0, 200);
}

#[test]
fn a_page_may_read_tokens_but_not_the_refusal_of_what_no_page_should_send() {
    let (server, stage) = (start(), Stage::contoso());
    let allowed = |head: &str| head.to_ascii_lowercase().contains("access-control-allow-origin");
    let (status, head, body) = send(&server, &header(stage.t1_request(), "Origin", PAGE));
    assert_eq!((status, allowed(&head)), (400, false), "{body}");
    let unknown = stage.page_redemption("nobody's");
    let (status, head, body) = send(&server, &unknown);
    assert_eq!((status, allowed(&head)), (400, true), "{body}");
    let preflight = |path: &str| {
        let (status, head, _) =
            server.send(&format!("OPTIONS {path} HTTP/1.1\r\nOrigin: {PAGE}"), "");
        (status, allowed(&head))
    };
    assert_eq!(preflight("/contoso.example/oauth2/v2.0/token"), (204, true));
    assert_eq!(preflight("/contoso.example/oauth2/v2.0/devicecode"), (204, false));
    assert_eq!(preflight("/graph.microsoft.com/v1.0/me"), (204, true));
}

#[test]
fn many_people_at_once_get_codes_of_their_own() {
    let (server, stage) = (start(), Stage::contoso());
    let tokens: Vec<Secret> = std::thread::scope(|scope| {
        let visits: Vec<_> = (0..8)
            .map(|_| scope.spawn(|| secret(&tokens(&server, &stage, "openid"), "access_token")))
            .collect();
        visits.into_iter().map(|visit| visit.join().expect("a token")).collect()
    });
    for (at, token) in tokens.iter().enumerate() {
        assert!(!tokens[..at].contains(token));
    }
}
