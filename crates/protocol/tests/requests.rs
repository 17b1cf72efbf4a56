//! Golden requests: what each step sends, with each credential, as the reader
//! sees it; and requests published elsewhere, parameter for parameter.
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeSet;

use proptest::prelude::*;
use protocol::build::draft;
use protocol::flows::FLOWS;
use protocol::form;
use protocol::inputs::{INPUTS, InputId};
use protocol::render::{Format, Reveal, render};
use serde_json::Value;

mod cases;
mod program;
use cases::{TENANT, cases, cases_of, codes, examined, step, with};

/// Every step of every flow, in every form, as it goes over the wire.
#[test]
fn golden_requests() {
    for flow in FLOWS {
        let mut text = String::new();
        for case in cases_of(flow.id.as_str()) {
            let draft = case.draft();
            assert_eq!(draft.problems, [], "{}", case.name);
            let shown = render(&draft, Format::Http, Reveal::Yes).text();
            text += &format!("### {}\n{shown}\n", case.name);
            for finding in &draft.findings {
                text += &format!("({})\n", finding.code);
            }
            text.push('\n');
        }
        insta::assert_snapshot!(flow.id.as_str(), text);
    }
}

/// The same request in each format, masked and in clear, for each kind of step.
#[test]
fn golden_commands() {
    for (name, flow, step, choices) in [
        ("secret", "agent-autonomous", "blueprint-token", vec![(InputId::Credential, "secret")]),
        (
            "basic",
            "agent-autonomous",
            "blueprint-token",
            vec![(InputId::Credential, "secret-basic")],
        ),
        ("assertion", "agent-autonomous", "resource-token", vec![]),
        ("navigation", "authorization-code", "authorize", vec![]),
        ("graph", "resource-call", "graph-users", vec![]),
        ("azure", "resource-call", "arm-cross-tenant", vec![(InputId::Method, "PUT")]),
        ("json", "setup", "inheritable-permissions", vec![]),
        ("copy", "setup", "blueprint-principal", vec![]),
        ("machine", "managed-identity", "imds", vec![]),
        ("app-service", "managed-identity", "app-service", vec![]),
    ] {
        let step = cases::step(flow, step);
        let case = cases::Case { name: String::new(), step, choices };
        let draft = if name == "copy" { examined(step, &case.least()) } else { case.draft() };
        let mut text = String::new();
        for format in Format::ALL {
            for reveal in [Reveal::No, Reveal::Yes] {
                let shown = render(&draft, format, reveal).text();
                text += &format!("### {} {reveal:?}\n{shown}\n\n", format.label());
            }
        }
        insta::assert_snapshot!(format!("command.{name}"), text);
    }
}

#[test]
fn an_empty_form_shows_every_missing_value_by_name() {
    for flow in FLOWS {
        let mut text = String::new();
        for case in cases_of(flow.id.as_str()) {
            let shown = render(&draft(case.step, &case.chosen(), None), Format::Http, Reveal::No);
            text += &format!("### {}\n{}\n\n", case.name, shown.text());
        }
        insta::assert_snapshot!(format!("empty.{}", flow.id.as_str()), text);
    }
}

/// What the empty form asks for is enough, and none of it can be left out.
#[test]
fn what_is_required_is_reported_at_once_and_is_enough() {
    for case in cases() {
        let least = case.least();
        let whole = draft(case.step, &least, None);
        assert!(whole.finish().is_some(), "{}: {:?}", case.name, whole.problems);
        for id in least.ids() {
            if case.choices.iter().any(|(choice, _)| *choice == id) {
                continue;
            }
            let mut without = least.clone();
            without.remove(id);
            let draft = draft(case.step, &without, None);
            assert_eq!(draft.missing().collect::<Vec<_>>(), [id], "{}", case.name);
            assert!(case.step.requires(id, &least), "{}", case.name);
        }
    }
}

#[test]
fn published_requests_come_out_parameter_for_parameter() {
    let vectors: Value = serde_json::from_str(include_str!("data/requests.json")).expect("fixture");
    for vector in vectors["vectors"].as_array().expect("a list") {
        let id = &vector["id"];
        let answer = build_request(&vector["in"].to_string());
        let expect = &vector["expect"];
        for member in ["method", "url", "query_params"] {
            assert_eq!(answer[member], expect[member], "{id} {member}: {answer}");
        }
        assert_eq!(sorted(&answer["body_params"]), sorted(&expect["body_params"]), "{id}");
        if let Some(json) = expect.get("json_body") {
            let body = answer["body"].as_str().expect("text");
            assert_eq!(&serde_json::from_str::<Value>(body).expect("JSON"), json, "{id}");
        }
        for name in vector["forbidden_params"].as_array().into_iter().flatten() {
            let sent = answer["body_params"].as_array().expect("a list");
            assert!(sent.iter().all(|pair| &pair[0] != name), "{id}: {name} is forbidden");
        }
    }
}

fn sorted(pairs: &Value) -> BTreeSet<String> {
    pairs.as_array().expect("a list").iter().map(ToString::to_string).collect()
}

/// What the program answers to one line.
fn build_request(line: &str) -> Value {
    program::answers(&[line.to_owned()]).remove(0)
}

#[test]
fn lines_that_cannot_be_built_get_problems_and_the_program_goes_on() {
    for (line, codes) in [
        ("nonsense", vec!["not-an-order"]),
        (r#"{"flow":"x","step":"y"}"#, vec!["flow-unknown"]),
        (r#"{"flow":"agent-autonomous","step":"y"}"#, vec!["step-unknown"]),
        (
            r#"{"flow":"agent-autonomous","step":"blueprint-token","inputs":{"tenant":"a/b","agent_identity_id":"","scope":"x","nope":"1","client_secret":"s","client_assertion":"a"}}"#,
            vec![
                "input-unknown",
                "two-credentials",
                "input-not-used",
                "tenant-unsafe",
                "missing",
                "missing",
            ],
        ),
    ] {
        let answer = build_request(line);
        let found: Vec<_> = answer["problems"]
            .as_array()
            .expect("problems")
            .iter()
            .map(|problem| problem["code"].as_str().expect("a code").to_owned())
            .collect();
        assert_eq!(found, codes, "{line}");
    }
}

#[test]
fn an_agent_identity_never_sends_a_secret_or_fmi_path() {
    let draft = with("agent-autonomous", "resource-token", &[]);
    assert!(draft.params.iter().all(|p| p.name != "client_secret" && p.name != "fmi_path"));
    let refused = with("agent-autonomous", "resource-token", &[(InputId::ClientSecret, "s")]);
    assert!(refused.finish().is_none(), "a secret for this step is refused by name, not ignored");
}

#[test]
fn basic_credentials_leave_client_id_and_secret_out_of_the_body() {
    let step = step("agent-autonomous", "blueprint-token");
    let choices = vec![(InputId::Credential, "secret-basic")];
    let draft = cases::Case { name: String::new(), step, choices }.draft();
    assert!(draft.params.iter().all(|p| p.name != "client_id" && p.name != "client_secret"));
    let request = draft.finish().expect("complete");
    let value = request.header("authorization").expect("Basic credentials");
    let (id, secret) = protocol::client_auth::read_basic(value.expose()).expect("readable");
    assert_eq!(id, "9c0e7a52-4b1d-4f0e-8d3a-6a2f5b7c41d7");
    assert_eq!(secret.expose(), "s3~cr+e/t=&% value");
}

#[test]
fn wrong_input_is_sent_with_a_finding_and_stays_teachable() {
    let (t1, tr) = ("blueprint-token", "resource-token");
    let agent = InputId::AgentIdentityId;
    for (step, id, text, code) in [
        (t1, agent, "Billing agent", "not-a-guid"),
        (t1, agent, "9C0E7A52-4B1D-4F0E-8D3A-6A2F5B7C41D7", "agent-is-the-blueprint"),
        (t1, InputId::Tenant, "common", "tenant-must-be-specific"),
        (t1, InputId::Tenant, "contoso", "tenant-not-guid-or-domain"),
        (t1, InputId::ClientSecret, TENANT, "secret-looks-like-its-id"),
        (tr, InputId::Scope, "https://graph.microsoft.com/User.Read", "scope-without-default"),
        (tr, InputId::Scope, "a/.default b/.default", "scope-more-than-one"),
        (tr, InputId::BlueprintToken, "\"eyJ.eyJ.s\"", "token-not-bare"),
        (tr, InputId::BlueprintToken, "Bearer eyJ.eyJ.s", "token-not-bare"),
        (tr, agent, "0c77aaaa-64d2-4a43-9f0e-2a7d3c11e8b4", "exchange-token-for-another-agent"),
        (
            tr,
            InputId::BlueprintToken,
            "eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJ4In0.c2ln",
            "not-an-exchange-token",
        ),
    ] {
        let draft = with("agent-autonomous", step, &[(id, text)]);
        assert_eq!(codes(&draft), [code], "{text}");
        assert!(draft.finish().is_some(), "{code} warns and does not block");
    }
}

#[test]
fn every_cloud_has_its_own_exchange_audience_or_says_that_it_is_unknown() {
    let scope = |cloud| {
        let draft = with("agent-autonomous", "blueprint-token", &[(InputId::Cloud, cloud)]);
        let request = draft.finish()?;
        let url = request.url.to_string();
        let pairs = form::decode(request.body.expose());
        let (_, scope) = pairs.into_iter().find(|(name, _)| name == "scope")?;
        Some((url, scope.expose().to_owned()))
    };
    assert_eq!(
        scope("us-gov").map(|(url, _)| url).as_deref(),
        Some(
            "https://login.microsoftonline.us/7f1c6b0e-2d9a-4e53-9b61-0c5d3a8e4f72/oauth2/v2.0/token"
        )
    );
    assert_eq!(
        scope("china").map(|(_, s)| s).as_deref(),
        Some("api://AzureADTokenExchangeChina/.default")
    );
    assert_eq!(scope("gov-sg"), None);
    assert_eq!(scope("atlantis"), None);
}

#[test]
fn extra_parameters_come_last_in_order_and_are_marked() {
    let draft = with(
        "agent-autonomous",
        "resource-token",
        &[(InputId::Extra, "slice=first\n\nmy_token=a=b&c\n")],
    );
    let extra: Vec<_> = draft.params.iter().filter(|p| p.extra).map(|p| &*p.name).collect();
    assert_eq!(extra, ["slice", "my_token"]);
    let shown = render(&draft, Format::Http, Reveal::No).text();
    assert!(shown.contains("&slice=first&my_token=‹token, 5 characters›"), "{shown}");
    let request = draft.finish().expect("complete");
    assert!(request.body.expose().ends_with("&slice=first&my_token=a%3Db%26c"));
    assert!(
        with("agent-autonomous", "resource-token", &[(InputId::Extra, "no equals sign")])
            .finish()
            .is_none()
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// With secrets written out, the text of the pane ends in the very body, and
    /// begins with the very address.
    #[test]
    fn the_bytes_shown_are_the_bytes_sent(secret in "[^\\p{Cc}]{1,80}", scope in "[^\\p{Cc}]{0,40}x") {
        for case in cases() {
            let mut inputs = case.filled();
            for (id, text) in [
                (InputId::ClientSecret, &secret), (InputId::AppSecret, &secret),
                (InputId::Scope, &scope), (InputId::UserScope, &scope),
                (InputId::GrantScope, &scope), (InputId::DisplayName, &secret),
            ] {
                if inputs.has(id) { inputs.set(id, text.clone()); }
            }
            let draft = draft(case.step, &inputs, None);
            let request = draft.finish().expect("complete");
            let shown = render(&draft, Format::Http, Reveal::Yes).text();
            let (head, body) = shown.split_once("\n\n").unwrap_or((&shown, ""));
            prop_assert_eq!(body, request.body.expose());
            let first = format!("{} {}", request.method.as_str(), request.url);
            prop_assert_eq!(head.lines().next(), Some(&*first));
        }
    }

    /// Without being asked, no format writes a secret out.
    #[test]
    fn no_format_shows_a_secret_unasked(secret in "[A-Za-z0-9]{43}") {
        for case in cases() {
            let mut inputs = case.filled();
            for row in INPUTS.iter().filter(|row| row.secret && !row.kind.has_lines()) {
                if inputs.has(row.id) { inputs.set(row.id, secret.clone()); }
            }
            let draft = draft(case.step, &inputs, None);
            for format in Format::ALL {
                let shown = render(&draft, format, Reveal::No).text();
                prop_assert!(!shown.contains(&secret), "{}", shown);
            }
            let debug = format!("{draft:?}{:?}", draft.finish());
            prop_assert!(!debug.contains(&secret));
        }
    }

    /// Whatever is typed, a draft can be shown and nothing panics.
    #[test]
    fn any_text_in_any_field_is_answered(text in ".{0,60}", at in 0..INPUTS.len()) {
        for case in cases() {
            let mut inputs = case.filled();
            inputs.set(INPUTS[at].id, text.clone());
            let draft = draft(case.step, &inputs, None);
            for format in Format::ALL {
                prop_assert!(!render(&draft, format, Reveal::Yes).text().is_empty());
            }
            prop_assert_eq!(draft.finish().is_some(), draft.problems.is_empty());
        }
    }
}
