//! Every rule speaks up at the public mistake that it comes from, and stays silent
//! at the right thing beside it.
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use protocol::checks::{Carrier, Consents, RULES, SITUATIONS, Situation, in_situation};
use protocol::finding::{Finding, Severity};
use protocol::flows::{FLOWS, FlowId};
use protocol::inputs::{InputId, Inputs};
use serde_json::{Value, json};

#[path = "../cases/mod.rs"]
mod cases;
mod examples;
use cases::{Examined, cases_of, codes, examined, step, with};
use examples::{Example, examples, t1};

fn built(at: (&'static str, &'static str), changes: &[(InputId, String)]) -> Examined {
    let changes: Vec<_> = changes.iter().map(|(input, text)| (*input, text.as_str())).collect();
    with(at.0, at.1, &changes)
}

#[test]
fn every_rule_speaks_up_at_its_mistake_and_is_silent_at_the_right_thing() {
    for Example { code, at, wrong, right } in examples() {
        let draft = built(at, &wrong);
        assert_eq!(
            codes(&draft).iter().filter(|c| **c == code).count(),
            1,
            "{code}: {:?}",
            codes(&draft)
        );
        assert!(draft.finish().is_some(), "{code} warns and does not block: {:?}", draft.problems);
        let right = built(at, &right);
        assert!(!codes(&right).contains(&code), "{code} at the right thing");
        assert!(right.finish().is_some(), "{code}: {:?}", right.problems);
    }
}

#[test]
fn every_rule_has_an_example() {
    let examples = examples();
    for rule in RULES {
        assert!(examples.iter().any(|example| example.code == rule.code), "{}", rule.code);
    }
}

#[test]
fn a_repair_repairs() {
    let mut repaired = 0;
    for Example { code, at, wrong, .. } in examples() {
        let draft = built(at, &wrong);
        let finding = draft.findings.iter().find(|finding| finding.code == code).expect("found");
        let Some(fix) = &finding.fix else { continue };
        let mut changes = wrong.clone();
        changes.retain(|(input, _)| *input != fix.input);
        changes.push((fix.input, fix.text.expose().to_owned()));
        let after = built(at, &changes);
        assert!(!codes(&after).contains(&code), "{code}: {}", fix.text.expose());
        assert!(after.finish().is_some(), "{code}");
        repaired += 1;
    }
    assert_eq!(repaired, 16, "mistakes of the list that have a certain repair");
}

#[test]
fn every_text_is_a_short_sentence_and_every_source_an_address() {
    let texts = RULES.iter().map(|rule| (rule.code, rule.what, rule.why, rule.fix, rule.source));
    let more =
        SITUATIONS.iter().map(|rule| (rule.code, rule.what, rule.why, rule.fix, rule.source));
    for (code, what, why, fix, source) in texts.chain(more) {
        assert!(!what.is_empty(), "{code}");
        for text in [what, why, fix].into_iter().filter(|text| !text.is_empty()) {
            assert!(
                text.len() <= 100 && (text.ends_with('.') || text == "{}" || text.ends_with("{}.")),
                "{code}: {text}"
            );
        }
        assert!(source.url().starts_with("https://"), "{code}");
    }
}

/// Clean requests: published ones, and those of every flow as the page fills it.
#[test]
fn clean_requests_have_no_finding() {
    let vectors: Value =
        serde_json::from_str(include_str!("../data/requests.json")).expect("fixture");
    let mut clean = 0;
    for vector in vectors["vectors"].as_array().expect("a list") {
        let order = &vector["in"];
        let name = |member: &str| order[member].as_str().expect("a name");
        let (_, step) =
            FlowId::parse(name("flow")).and_then(|f| f.step(name("step"))).expect("known");
        let mut inputs = Inputs::default();
        for (name, text) in order["inputs"].as_object().expect("inputs") {
            let input = step.input_named(name).expect("used");
            inputs.set(input, text.as_str().expect("a text").to_owned());
        }
        let findings: Vec<Finding> = examined(step, &inputs).findings;
        for finding in findings.iter().filter(|finding| finding.severity > Severity::Info) {
            // Said of every request that leaves this id out.
            assert_eq!(finding.code, "object-id-assumed", "{}", vector["id"]);
        }
        clean += 1;
    }
    assert!(clean >= 5, "{clean} vectors");
    for flow in FLOWS {
        for case in cases_of(flow.id.as_str()) {
            let draft = examined(case.step, &case.least());
            let warnings =
                draft.findings.iter().filter(|finding| finding.severity > Severity::Info);
            // An assertion of nobody, and the older form, are among the cases.
            let expected = [
                "assertion-of-another-client",
                "federated-token-for-another-audience",
                "superseded-form",
                "object-id-assumed",
            ];
            for finding in warnings {
                assert!(expected.contains(&finding.code), "{}: {}", case.name, finding.code);
            }
        }
    }
}

#[test]
fn a_situation_tells_of_time_and_transport() {
    let spa = [(InputId::Platform, "spa")];
    let exchange = (step("agent-autonomous", "resource-token"), t1(json!({"exp": 1_000})));
    let mut inputs = Inputs::default();
    inputs.set(InputId::BlueprintToken, exchange.1);
    let said = |step, inputs: &Inputs, situation: Situation| -> Vec<&str> {
        in_situation(step, inputs, &situation).iter().map(|finding| finding.code).collect()
    };
    let at = |now| Situation { now: Some(now), ..Situation::default() };
    assert_eq!(said(exchange.0, &inputs, at(1_000)), ["token-expired"]);
    assert_eq!(said(exchange.0, &inputs, at(999)), [""; 0]);
    let by = |carrier| Situation { carrier: Some(carrier), ..Situation::default() };
    assert_eq!(said(exchange.0, &inputs, by(Carrier::Page)), ["origin-refused"]);
    assert_eq!(said(exchange.0, &inputs, by(Carrier::Proxy)), [""; 0]);
    let redeem = step("authorization-code", "redeem");
    let mut single = Inputs::default();
    for (input, text) in spa {
        single.set(input, text.to_owned());
    }
    assert_eq!(said(redeem, &single, by(Carrier::Proxy)), ["origin-missing"]);
    assert_eq!(said(redeem, &single, by(Carrier::Page)), [""; 0]);
}

#[test]
fn consent_is_missed_where_nobody_can_be_asked_and_only_in_a_tenant_that_is_known() {
    const AGENT: u128 = 0xa65c_2e19_f473_4c80_b05d_1e98_d72f_3ab6;
    const OTHER: u128 = 0xf208_b3d7_695a_4e1c_8cf4_47a0_5bd9_e162;
    let consents = Consents {
        clients: &[AGENT, OTHER],
        apis: &[("https://graph.microsoft.com", &[AGENT]), ("api://ledger ledger-id", &[OTHER])],
    };
    let known = Situation { consents: Some(consents), ..Situation::default() };
    let said = |at, client: &str, scope: &str, situation: &Situation| {
        let mut inputs = Inputs::default();
        inputs.set(InputId::AgentIdentityId, client.to_owned());
        inputs.set(InputId::Scope, scope.to_owned());
        let findings = in_situation(at, &inputs, situation);
        findings.iter().map(|finding| finding.code).collect::<Vec<_>>()
    };
    let on_behalf_of = step("agent-on-behalf-of", "resource-token");
    let agent = "A65C2E19-f473-4c80-b05d-1e98d72f3ab6";
    for (scope, missed) in [
        ("api://ledger/.default", true),
        ("openid API://Ledger/Ledger.Read", true),
        ("ledger-id/.default", true),
        ("https://graph.microsoft.com/.default", false),
        ("https://graph.microsoft.com//.default", false),
        ("User.Read", false),
        ("api://unknown/.default", false),
        ("openid", false),
        ("", false),
    ] {
        let expected: &[&str] = if missed { &["no-consent"] } else { &[] };
        assert_eq!(said(on_behalf_of, agent, scope, &known), expected, "{scope}");
        assert_eq!(said(on_behalf_of, agent, scope, &Situation::default()), [""; 0], "{scope}");
    }
    let ledger = "api://ledger/.default";
    let stranger = "0c77aaaa-64d2-4a43-9f0e-2a7d3c11e8b4";
    assert_eq!(said(on_behalf_of, stranger, ledger, &known), [""; 0], "a client that is not known");
    let as_user = step("agent-user", "resource-token");
    assert_eq!(said(as_user, agent, ledger, &known), ["no-consent"]);
    let alone = step("agent-autonomous", "resource-token");
    assert_eq!(said(alone, agent, ledger, &known), [""; 0], "an app needs roles, not consent");
}

/// A message may name a field or an id, never what a secret input holds.
#[test]
fn no_finding_repeats_a_secret() {
    let marker = "markerofasecret";
    for flow in FLOWS {
        for case in cases_of(flow.id.as_str()) {
            let mut inputs = case.filled();
            for input in case.step.inputs(&inputs) {
                if input.row().secret && inputs.has(input) {
                    inputs.set(input, format!("\"Bearer {marker} {marker}\""));
                }
            }
            let draft = examined(case.step, &inputs);
            assert!(!format!("{:?}", draft.findings).contains(marker), "{}", case.name);
        }
    }
}
