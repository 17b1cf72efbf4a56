//! Requests written from the documentation, not from the code: every flow, step,
//! credential, platform and variant, through the program that scripts use.
//!
//! The form is that of `requests.json`. `expect` holds the request, and where they
//! matter some of its `headers` and the codes of all `findings`; or instead the
//! inputs that have `problems`. No order counts, except that of extra parameters.
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeSet;

use protocol::form;
use serde_json::{Value, json};

mod program;
use program::{answers, run};

const FILES: [(&str, &str); 10] = [
    ("agents", include_str!("data/requests-agents.json")),
    ("apps", include_str!("data/requests-apps.json")),
    ("calls", include_str!("data/requests-calls.json")),
    ("clouds", include_str!("data/requests-clouds.json")),
    ("encoding", include_str!("data/requests-encoding.json")),
    ("pages", include_str!("data/requests-pages.json")),
    ("people", include_str!("data/requests-people.json")),
    ("problems", include_str!("data/requests-problems.json")),
    ("setup", include_str!("data/requests-setup.json")),
    ("published", include_str!("data/requests.json")),
];

#[test]
fn every_documented_request_comes_out_as_documented() {
    let mut vectors = Vec::new();
    for (area, text) in FILES {
        let file: Value = serde_json::from_str(text).expect("a data file is JSON");
        let list = file["vectors"].as_array().expect("a list").clone();
        vectors.extend(list.into_iter().map(|vector| (area, vector)));
    }
    let orders: Vec<_> = vectors.iter().map(|(_, vector)| vector["in"].to_string()).collect();
    let mut wrong = Vec::new();
    for ((area, vector), answer) in vectors.iter().zip(answers(&orders)) {
        let differences = differences(vector, &answer);
        if !differences.is_empty() {
            wrong.push(format!("{area} {}: {}", vector["id"], differences.join("; ")));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), vectors.len(), wrong.join("\n"));
}

fn differences(vector: &Value, answer: &Value) -> Vec<String> {
    let expect = &vector["expect"];
    let mut wrong = Vec::new();
    let mut compare = |what: &str, found: BTreeSet<String>, wanted: BTreeSet<String>| {
        if found != wanted {
            wrong.push(format!("{what} is {found:?} instead of {wanted:?}"));
        }
    };
    if expect.get("problems").is_some() {
        compare("problems", members(&answer["problems"], "input"), all(&expect["problems"]));
        return wrong;
    }
    for member in ["method", "url"] {
        compare(member, all(&json!([answer[member]])), all(&json!([expect[member]])));
    }
    for member in ["query_params", "body_params"] {
        compare(member, all(&answer[member]), all(&expect[member]));
    }
    if let Some(json) = expect.get("json_body") {
        let body = serde_json::from_str(text(&answer["body"])).unwrap_or(Value::Null);
        // Members have no order in JSON, and equality here knows that.
        if &body != json {
            compare("body", all(&json!([body])), all(&json!([json])));
        }
    }
    if expect.get("findings").is_some() {
        compare("findings", members(&answer["findings"], "code"), all(&expect["findings"]));
    }
    let headers = all(&answer["headers"]);
    let missing = all(&expect["headers"]).difference(&headers).cloned().collect();
    compare("missing headers", missing, BTreeSet::new());
    let sent = list(&answer["query_params"]).iter().chain(list(&answer["body_params"]));
    let names: BTreeSet<_> = sent.map(|pair| pair[0].to_string()).collect();
    let forbidden = all(&vector["forbidden_params"]);
    compare("forbidden", names.intersection(&forbidden).cloned().collect(), BTreeSet::new());
    if !list(&expect["body_params"]).is_empty() {
        let bytes = form::decode(text(&answer["body"]));
        let bytes = bytes.iter().map(|(name, value)| json!([name, value.expose()]));
        compare("body", all(&Value::Array(bytes.collect())), all(&expect["body_params"]));
    }
    wrong
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn all(value: &Value) -> BTreeSet<String> {
    list(value).iter().map(ToString::to_string).collect()
}

fn members(value: &Value, name: &str) -> BTreeSet<String> {
    list(value).iter().map(|member| member[name].to_string()).collect()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

#[test]
fn values_of_64_kib_arrive_whole_in_body_header_and_query() {
    let long = "ä+ ~%=&".repeat(8192);
    let tenant = "aaaabbbb-0000-cccc-1111-dddd2222eeee";
    let id = "00001111-aaaa-2222-bbbb-3333cccc4444";
    let t1 = |credential: &str| {
        json!({"flow": "agent-autonomous", "step": "blueprint-token", "inputs": {
            "tenant": tenant, "blueprint_id": id, "agent_identity_id": id,
            "credential": credential, "client_secret": long,
        }})
    };
    let sign_in = json!({"flow": "authorization-code", "step": "authorize", "inputs": {
        "tenant": tenant, "client_id": id, "redirect_uri": "http://localhost",
        "scope": "openid", "state": long,
    }});
    let call = json!({"flow": "resource-call", "step": "graph-me", "inputs": {
        "access_token": "a".repeat(65_536),
    }});
    let orders = [t1("secret"), t1("secret-basic"), sign_in, call].map(|order| order.to_string());
    let answers = answers(&orders);
    let value = |pairs: &Value, name: &str| {
        list(pairs).iter().find(|pair| pair[0] == name).map(|pair| text(&pair[1]).to_owned())
    };
    assert_eq!(value(&answers[0]["body_params"], "client_secret").as_ref(), Some(&long));
    let header = value(&answers[1]["headers"], "Authorization").expect("Basic credentials");
    let (_, secret) = protocol::client_auth::read_basic(&header).expect("readable");
    assert_eq!(secret.expose(), long);
    assert_eq!(value(&answers[2]["query_params"], "state").as_ref(), Some(&long));
    let header = value(&answers[3]["headers"], "Authorization").expect("a bearer token");
    assert_eq!(header.len(), "Bearer ".len() + 65_536);
}

#[test]
fn lines_that_are_no_orders_are_refused_one_by_one() {
    let good = r#"{"flow":"sign-out","step":"sign-out","inputs":{"tenant":"common"}}"#;
    let mut input = Vec::new();
    for line in [
        &b"\xff\xfe"[..],
        b"",
        b"[]",
        b"{\"flow\":1}",
        b"{\"flow\":\"sign-out\",\"step\":\"sign-out\",\"inputs\":{\"tenant\":\"\xff\"}}",
        b"{\"flow\":\"sign-out\",\"step\":\"sign-out\",\"inputs\":{\"tenant\":7}}",
        &b"[".repeat(100_000),
        good.as_bytes(),
    ] {
        input.extend_from_slice(line);
        input.extend_from_slice(b"\r\n");
    }
    let output = run(input);
    let answers: Vec<Value> =
        output.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(answers.len(), 8);
    for answer in &answers[..7] {
        assert!(!list(&answer["problems"]).is_empty(), "{answer}");
    }
    assert_eq!(answers[7]["method"], "GET");
}
