//! Golden requests: what each step sends, with each credential, as the reader
//! sees it; and requests published elsewhere, parameter for parameter.
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeSet;
use std::io::Write as _;
use std::process::{Command, Stdio};

use proptest::prelude::*;
use protocol::build::draft;
use protocol::client_auth::Credential;
use protocol::finding::Finding;
use protocol::flows::{FLOWS, FlowId, Step};
use protocol::form;
use protocol::inputs::{INPUTS, InputId, InputKind, Inputs};
use protocol::render::{Format, Reveal, render};
use protocol::request::Draft;
use serde_json::Value;

/// Made for the agent identity of [`filled`]: the subject ends in its id.
const EXCHANGE_TOKEN: &str = "eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJmYjYwZjk5Yy03YTM0LTQxOTAtODE0OS0zMDJmNzc0Njk5MzYiLCJzdWIiOiIvZWlkMS9jL3B1Yi90L0Rtc2NmNW90VTA2YllReGRPbzVQY2cvYS9Vbm9PbkIxTERrLU5PbW92VzN4QjF3LzViMWYwYzllLTY0ZDItNGE0My05ZjBlLTJhN2QzYzExZThiNCJ9.c2ln";
const TENANT: &str = "7f1c6b0e-2d9a-4e53-9b61-0c5d3a8e4f72";

/// Valid values for every input that the step uses.
fn filled(step: &Step, credential: Option<Credential>) -> Inputs {
    let mut inputs = Inputs::default();
    for id in step.inputs(credential) {
        let text = match id {
            InputId::Tenant => TENANT,
            InputId::BlueprintId => "9c0e7a52-4b1d-4f0e-8d3a-6a2f5b7c41d7",
            InputId::AgentIdentityId => "5b1f0c9e-64d2-4a43-9f0e-2a7d3c11e8b4",
            InputId::Credential => credential.map_or("", Credential::id),
            InputId::ClientSecret => "s3~cr+e/t=&% value",
            InputId::ClientAssertion => "eyJhbGciOiJQUzI1NiJ9.eyJpc3MiOiJhIn0.c2ln",
            InputId::Scope => "https://graph.microsoft.com/.default",
            InputId::BlueprintToken => EXCHANGE_TOKEN,
            InputId::Cloud | InputId::RequestId | InputId::Extra => continue,
        };
        inputs.set(id, text.to_owned());
    }
    inputs
}

/// Every step with every credential it offers.
fn cases() -> Vec<(String, &'static Step, Option<Credential>)> {
    let mut cases = Vec::new();
    for flow in FLOWS {
        for step in flow.steps {
            let credentials = step.credentials();
            let name = format!("{}.{}", flow.id.as_str(), step.id);
            if credentials.is_empty() {
                cases.push((name, step, None));
            } else {
                cases.extend(
                    credentials.iter().map(|c| (format!("{name}.{}", c.id()), step, Some(*c))),
                );
            }
        }
    }
    cases
}

#[test]
fn golden_requests() {
    for (name, step, credential) in cases() {
        let draft = draft(step, &filled(step, credential), None);
        assert_eq!(draft.problems, [], "{name}");
        assert_eq!(draft.findings, [], "{name}");
        let mut text = String::new();
        for format in Format::ALL {
            for reveal in [Reveal::No, Reveal::Yes] {
                text += &format!(
                    "### {} {reveal:?}\n{}\n\n",
                    format.label(),
                    render(&draft, format, reveal).text()
                );
            }
        }
        insta::assert_snapshot!(name, text);
    }
}

#[test]
fn an_empty_form_shows_every_missing_value_by_name() {
    for (name, step, credential) in cases() {
        let mut inputs = Inputs::default();
        if let Some(credential) = credential {
            inputs.set(InputId::Credential, credential.id().to_owned());
        }
        let draft = draft(step, &inputs, None);
        assert!(draft.finish().is_none());
        insta::assert_snapshot!(
            format!("empty.{name}"),
            render(&draft, Format::Http, Reveal::No).text()
        );
        let required: BTreeSet<_> = filled(step, credential).ids().collect();
        let mut reported: BTreeSet<_> = draft.missing().collect();
        reported.extend(credential.map(|_| InputId::Credential));
        assert_eq!(reported, required, "{name}: every required input is reported");
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
        for name in vector["forbidden_params"].as_array().expect("a list") {
            let sent = answer["body_params"].as_array().expect("a list");
            assert!(sent.iter().all(|pair| &pair[0] != name), "{id}: {name} is forbidden");
        }
    }
}

fn sorted(pairs: &Value) -> BTreeSet<String> {
    pairs.as_array().expect("a list").iter().map(ToString::to_string).collect()
}

/// Runs the example program with one line.
fn build_request(line: &str) -> Value {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let mut child = Command::new(cargo)
        .args(["run", "--quiet", "--package", "protocol", "--example", "build_request"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("cargo runs");
    writeln!(child.stdin.take().expect("piped"), "{line}").expect("the program reads");
    let output = child.wait_with_output().expect("the program ends");
    assert!(output.status.success());
    serde_json::from_slice(&output.stdout).expect("one line of JSON")
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

fn autonomous(step: &str) -> &'static Step {
    let flow = FlowId::parse("agent-autonomous").expect("registered");
    flow.step(step).expect("a step").1
}

fn with(step: &Step, changes: &[(InputId, &str)]) -> Draft {
    let mut inputs = filled(step, step.credentials().first().copied());
    for (id, text) in changes {
        inputs.set(*id, (*text).to_owned());
    }
    draft(step, &inputs, None)
}

#[test]
fn an_agent_identity_never_sends_a_secret_or_fmi_path() {
    let draft = with(autonomous("resource-token"), &[]);
    assert!(draft.params.iter().all(|p| p.name != "client_secret" && p.name != "fmi_path"));
    let refused = with(autonomous("resource-token"), &[(InputId::ClientSecret, "s")]);
    assert!(refused.finish().is_none(), "a secret for this step is refused by name, not ignored");
}

#[test]
fn basic_credentials_leave_client_id_and_secret_out_of_the_body() {
    let step = autonomous("blueprint-token");
    let draft = draft(step, &filled(step, Some(Credential::SecretBasic)), None);
    assert!(draft.params.iter().all(|p| p.name != "client_id" && p.name != "client_secret"));
    let request = draft.finish().expect("complete");
    let value = request.header("authorization").expect("Basic credentials");
    let (id, secret) = protocol::client_auth::read_basic(value.expose()).expect("readable");
    assert_eq!(id, "9c0e7a52-4b1d-4f0e-8d3a-6a2f5b7c41d7");
    assert_eq!(secret.expose(), "s3~cr+e/t=&% value");
}

#[test]
fn wrong_input_is_sent_with_a_finding_and_stays_teachable() {
    let (t1, tr) = (autonomous("blueprint-token"), autonomous("resource-token"));
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
        let draft = with(step, &[(id, text)]);
        let codes: Vec<_> = draft.findings.iter().map(|Finding { code, .. }| *code).collect();
        assert_eq!(codes, [code], "{text}");
        assert!(draft.finish().is_some(), "{code} warns and does not block");
    }
}

#[test]
fn every_cloud_has_its_own_exchange_audience_or_says_that_it_is_unknown() {
    let step = autonomous("blueprint-token");
    let scope = |cloud| {
        let draft = with(step, &[(InputId::Cloud, cloud)]);
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
    let draft =
        with(autonomous("resource-token"), &[(InputId::Extra, "slice=first\n\nmy_token=a=b&c\n")]);
    let extra: Vec<_> = draft.params.iter().filter(|p| p.extra).map(|p| &*p.name).collect();
    assert_eq!(extra, ["slice", "my_token"]);
    let shown = render(&draft, Format::Http, Reveal::No).text();
    assert!(shown.contains("&slice=first&my_token=‹token, 5 characters›"), "{shown}");
    let request = draft.finish().expect("complete");
    assert!(request.body.expose().ends_with("&slice=first&my_token=a%3Db%26c"));
    assert!(
        with(autonomous("resource-token"), &[(InputId::Extra, "no equals sign")])
            .finish()
            .is_none()
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// With secrets written out, the text of the pane ends in the very body.
    #[test]
    fn the_bytes_shown_are_the_bytes_sent(secret in "[^\\p{Cc}]{1,80}", scope in "[^\\p{Cc}]{1,40}") {
        for (_, step, credential) in cases() {
            let mut inputs = filled(step, credential);
            for (id, text) in [(InputId::ClientSecret, &secret), (InputId::Scope, &scope)] {
                if inputs.has(id) { inputs.set(id, text.clone()); }
            }
            let draft = draft(step, &inputs, None);
            let request = draft.finish().expect("complete");
            let shown = render(&draft, Format::Http, Reveal::Yes).text();
            let (_, body) = shown.split_once("\n\n").expect("an empty line before the body");
            prop_assert_eq!(body, request.body.expose());
        }
    }

    /// Without being asked, no format writes a secret out.
    #[test]
    fn no_format_shows_a_secret_unasked(secret in "[A-Za-z0-9]{12,40}") {
        for (_, step, credential) in cases() {
            let mut inputs = filled(step, credential);
            for row in INPUTS.iter().filter(|row| row.secret && row.kind != InputKind::Lines) {
                if inputs.has(row.id) { inputs.set(row.id, secret.clone()); }
            }
            let draft = draft(step, &inputs, None);
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
        for (_, step, credential) in cases() {
            let mut inputs = filled(step, credential);
            inputs.set(INPUTS[at].id, text.clone());
            let draft = draft(step, &inputs, None);
            for format in Format::ALL {
                prop_assert!(!render(&draft, format, Reveal::Yes).text().is_empty());
            }
            prop_assert_eq!(draft.finish().is_some(), draft.problems.is_empty());
        }
    }
}
