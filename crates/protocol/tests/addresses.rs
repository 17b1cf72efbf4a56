//! What may stand in an address, and what arrives there.
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

mod cases;

use cases::{codes, problem_codes, with};
use protocol::inputs::InputId;
use protocol::request::Method;

#[test]
fn a_url_is_sent_to_graph_and_azure_alone() {
    let call = |url| with("resource-call", "arm-cross-tenant", &[(InputId::Url, url)]);
    for url in [
        "https://management.azure.com.attacker.example/x",
        "https://management.azure.com@attacker.example/x",
        "https://management.azure.com:8443/x",
        "http://management.azure.com/x",
        "https://attacker.example/?https://management.azure.com/",
        "//management.azure.com/x",
        "https://management.azure.com\\@attacker.example/",
        "https://management.azure.com/a b",
        "https://management.azure.com/x#y",
        "https://management.usgovcloudapi.net/x",
    ] {
        let draft = call(url);
        assert!(draft.finish().is_none(), "{url}");
        assert_eq!(problem_codes(&draft), ["url-not-allowed"], "{url}");
    }
    let draft = call("https://graph.microsoft.com/v1.0/users?$filter=a eq 'b'&$top=5&x=a%2Bb");
    let url = draft.finish().expect("allowed").url.to_string();
    assert_eq!(
        url,
        "https://graph.microsoft.com/v1.0/users?$filter=a%20eq%20%27b%27&$top=5&x=a%2Bb"
    );
    let default = with("resource-call", "arm-cross-tenant", &[]).finish().expect("has a default");
    assert_eq!(
        default.url.to_string(),
        "https://management.azure.com/subscriptions?api-version=2020-01-01"
    );
    assert_eq!(default.method, Method::Get);
}

#[test]
fn an_id_cannot_change_the_path_of_a_set_up_call() {
    for id in ["a/b", "..", "a?b", "a#b", "a%2fb"] {
        let draft = with("setup", "add-secret", &[(InputId::BlueprintObjectId, id)]);
        assert!(problem_codes(&draft).contains(&"path-unsafe"), "{id}");
    }
    for (id, encoded) in [("a b", "/a%20b/"), ("ä", "/%C3%A4/")] {
        let draft = with("setup", "add-secret", &[(InputId::BlueprintObjectId, id)]);
        let path = draft.finish().expect("it is only odd").url.path;
        assert!(path.contains(encoded), "{path}");
    }
    let draft = with("setup", "role-assignment", &[(InputId::RbacScope, "/subscriptions/x/../y")]);
    assert_eq!(problem_codes(&draft), ["path-unsafe"]);
}

#[test]
fn every_cloud_has_its_own_graph_and_azure_or_says_that_it_is_unknown() {
    let url = |id, cloud| {
        let draft = with("resource-call", id, &[(InputId::Cloud, cloud)]);
        draft.finish().map(|request| request.url.origin)
    };
    assert_eq!(
        url("graph-me", "china").as_deref(),
        Some("https://microsoftgraph.chinacloudapi.cn")
    );
    assert_eq!(url("graph-me", "us-gov-dod").as_deref(), Some("https://dod-graph.microsoft.us"));
    assert_eq!(
        url("arm-subscriptions", "us-gov").as_deref(),
        Some("https://management.usgovcloudapi.net")
    );
    assert_eq!(url("arm-subscriptions", "gov-sg"), None);
    let abroad = with(
        "agent-autonomous",
        "resource-token",
        &[
            (InputId::Cloud, "china"),
            (InputId::Scope, "https://microsoftgraph.chinacloudapi.cn/.default"),
        ],
    );
    assert_eq!(codes(&abroad), ["agents-outside-public-cloud"]);
}

#[test]
fn values_of_any_size_and_script_arrive_once_encoded() {
    let odd = format!("a+b%20c~d ä \u{1f600}{}", "x".repeat(65_536));
    let draft = with("authorization-code", "authorize", &[(InputId::State, &odd)]);
    let url = draft.finish().expect("complete").url;
    assert!(url.query.contains("state=a%2Bb%2520c~d%20%C3%A4%20%F0%9F%98%80xxx"));
    assert_eq!(url.query.matches('+').count(), 0, "a plus sign is a space to some servers");
    let decoded = protocol::form::decode(&url.query);
    let state = decoded.iter().find(|(name, _)| name == "state").expect("sent");
    assert_eq!(state.1.expose(), odd);

    let name = "quo\"te \\ back ä \u{1f600}";
    let draft = with("setup", "blueprint", &[(InputId::DisplayName, name)]);
    let body = draft.finish().expect("complete").body;
    let json: serde_json::Value = serde_json::from_str(body.expose()).expect("JSON");
    assert_eq!(json["displayName"], name);
}
