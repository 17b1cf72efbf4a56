//! Exports: what a whole flow looks like in each form, and what none of them may
//! hold. Whether the programs run is proved in `crates/peers`.
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use proptest::prelude::*;
use protocol::build::draft;
use protocol::export::order::{self, Came, Kind};
use protocol::export::{Document, Exchange, Options, Part, document, markdown, request};
use protocol::flows::{FLOWS, Flow, FlowId, Travel};
use protocol::form::Value;
use protocol::inputs::{INPUTS, InputId, Inputs};
use protocol::render::{Format, Reveal};
use protocol::request::{Draft, HttpResponse};
use protocol::secret::Secret;

mod cases;
use cases::{Case, cases_of};

/// One form of each step of a flow, the first that its choices give it.
fn steps(flow: &'static Flow, fill: impl Fn(&Case) -> Inputs) -> Vec<(Draft, Travel)> {
    let cases = cases_of(flow.id.as_str());
    flow.steps
        .iter()
        .map(|step| {
            let case = cases.iter().find(|case| case.step.id == step.id).expect("a case");
            let inputs = fill(case);
            (draft(step, &inputs, None), step.travel(&inputs))
        })
        .collect()
}

fn parts<'a>(flow: &'static Flow, drafts: &'a [(Draft, Travel)]) -> Vec<Part<'a>> {
    let steps = flow.steps.iter().zip(drafts);
    steps.map(|(step, (draft, travel))| Part { step, draft, travel: *travel }).collect()
}

fn flow(id: &str) -> &'static Flow {
    FlowId::parse(id).expect("registered")
}

const HIDDEN: Options = Options { reveal: Reveal::No, simulated: false };
const SIMULATED: Options = Options { reveal: Reveal::Yes, simulated: true };

fn texts(form: Document, flow: &'static Flow, parts: &[Part<'_>], options: Options) -> String {
    let mut text = String::new();
    for file in document(form, flow, parts, options) {
        text += &format!("=== {}\n{}\n", file.name, file.text);
    }
    text
}

#[test]
fn golden_documents() {
    for (id, form) in [
        ("agent-user", Document::HttpFile),
        ("agent-user", Document::Python),
        ("agent-user", Document::PythonMsal),
        ("agent-user", Document::JavaScript),
        ("agent-user", Document::Bruno),
        ("authorization-code", Document::Python),
        ("device-code", Document::Python),
        ("device-code", Document::JavaScript),
        ("agent-on-behalf-of", Document::HttpFile),
        ("managed-identity", Document::JavaScript),
        ("setup", Document::HttpFile),
    ] {
        let drafts = steps(flow(id), Case::filled);
        let text = texts(form, flow(id), &parts(flow(id), &drafts), HIDDEN);
        insta::assert_snapshot!(format!("{id}.{form:?}"), text);
    }
}

#[test]
fn a_document_of_an_empty_form_asks_for_what_is_missing() {
    let drafts = steps(flow("agent-autonomous"), |_| Inputs::default());
    let text = texts(
        Document::Python,
        flow("agent-autonomous"),
        &parts(flow("agent-autonomous"), &drafts),
        HIDDEN,
    );
    for name in ["TENANT", "BLUEPRINT_ID", "AGENT_IDENTITY_ID", "CLIENT_SECRET", "SCOPE"] {
        assert_eq!(text.matches(&format!("{name} = ask(\"{name}\")\n")).count(), 1, "{text}");
    }
}

/// What an earlier step makes is taken from its answer and asked of nobody.
#[test]
fn each_answer_feeds_the_next_request() {
    for flow in FLOWS {
        let drafts = steps(flow, |_| Inputs::default());
        let parts = parts(flow, &drafts);
        for form in Document::ALL {
            let text = texts(form, flow, &parts, HIDDEN);
            for (at, part) in parts.iter().enumerate() {
                for (input, _) in part.step.needs(&Inputs::default()) {
                    let role = input.row().role.expect("needs() lists inputs with a role");
                    let maker = flow.maker(role).filter(|maker| *maker < at);
                    if maker.is_some_and(|maker| parts[maker].travel != Travel::Navigation) {
                        let asked = input.name().to_uppercase();
                        assert!(!text.contains(&asked), "{asked} in {form:?}: {text}");
                    }
                }
            }
        }
    }
}

#[test]
fn every_simulated_export_says_so() {
    let said = "Simulated: this tenant is invented";
    for flow in FLOWS {
        let drafts = steps(flow, Case::filled);
        let parts = parts(flow, &drafts);
        for form in Document::ALL {
            for file in document(form, flow, &parts, SIMULATED) {
                assert!(file.text.contains(said) || file.name == "bruno.json", "{}", file.text);
            }
            assert!(!texts(form, flow, &parts, HIDDEN).contains(said));
        }
        for part in &parts {
            for format in Format::ALL {
                assert!(request(part.draft, format, SIMULATED).contains(said));
            }
        }
        assert!(markdown(flow, &[], SIMULATED).contains(said));
    }
}

#[test]
fn a_parameter_of_the_readers_own_is_marked_in_every_form() {
    let flow = flow("agent-autonomous");
    let drafts = steps(flow, |case| {
        let mut inputs = case.filled();
        inputs.set(InputId::Extra, "slice=first".to_owned());
        inputs
    });
    for form in Document::ALL {
        let text = texts(form, flow, &parts(flow, &drafts), HIDDEN);
        assert_eq!(text.matches("added by you").count(), 2, "{text}");
        assert!(form != Document::PythonMsal || !text.contains("import msal"), "{text}");
    }
}

#[test]
fn basic_credentials_are_made_of_a_variable() {
    let flow = flow("agent-autonomous");
    let drafts = steps(flow, |case| {
        let mut inputs = case.filled();
        if case.step.proof().is_some() {
            inputs.set(InputId::Credential, "secret-basic".to_owned());
        }
        inputs
    });
    for form in Document::ALL {
        let text = texts(form, flow, &parts(flow, &drafts), HIDDEN);
        assert!(text.contains("CLIENT_SECRET") && !text.contains("BASIC_"), "{text}");
        assert!(text.contains(cases::BLUEPRINT), "{text}");
    }
}

#[test]
fn a_run_is_told_with_placeholders() {
    let flow = flow("agent-autonomous");
    let drafts = steps(flow, Case::filled);
    let answers = [
        (200, r#"{"token_type":"Bearer","expires_in":3599,"access_token":"eyJ.first.token"}"#),
        (
            400,
            r#"{"error":"invalid_client","error_description":"AADSTS7000215 for eyJhbGciOiJSUzI1NiJ9.eyJhdWQ ```"}"#,
        ),
    ];
    let answers = answers.map(|(status, body)| HttpResponse {
        status,
        headers: Vec::new(),
        body: Secret::new(body.to_owned()),
    });
    let parts = parts(flow, &drafts);
    let run: Vec<_> = parts
        .iter()
        .zip(&answers)
        .map(|(part, answer)| Exchange { part: *part, answer: Some(answer), verdict: "So it is." })
        .collect();
    let text = markdown(flow, &run, SIMULATED);
    assert!(!text.contains("eyJ.first.token"), "{text}");
    insta::assert_snapshot!("run.agent-autonomous", text);
}

/// Every way in which a flow can be filled: the first choices of all its steps, then
/// the second ones, and so on, as long as a step has another.
fn every_steps(flow: &'static Flow, fill: impl Fn(&Case) -> Inputs) -> Vec<Vec<(Draft, Inputs)>> {
    let cases = cases_of(flow.id.as_str());
    let of = |id| cases.iter().filter(move |case| case.step.id == id).collect::<Vec<_>>();
    let by_step: Vec<_> = flow.steps.iter().map(|step| of(step.id)).collect();
    let most = by_step.iter().map(Vec::len).max().expect("steps");
    let filled = |cases: &Vec<&Case>, at: usize| {
        let case = cases[at % cases.len()];
        let inputs = fill(case);
        (draft(case.step, &inputs, None), inputs)
    };
    (0..most).map(|at| by_step.iter().map(|cases| filled(cases, at)).collect()).collect()
}

/// Every input that is secret holds this text, and a parameter of one's own does.
fn marked(case: &Case, secret: &str) -> Inputs {
    let mut inputs = case.filled();
    for row in INPUTS.iter().filter(|row| row.secret && !row.kind.has_lines()) {
        if inputs.has(row.id) {
            inputs.set(row.id, secret.to_owned());
        }
    }
    if case.step.inputs(&inputs).contains(&InputId::Extra) {
        inputs.set(InputId::Extra, format!("my_secret={secret}"));
    }
    inputs
}

/// What would give the secret away: itself, and the Basic credentials with it.
fn revealing(drafts: &[(Draft, Inputs)], secret: &str) -> Vec<String> {
    let headers = drafts.iter().flat_map(|(draft, _)| &draft.headers);
    let basic = headers.filter_map(|header| match &header.value {
        Value::Secret(value) => Some(value.expose().trim_start_matches("Basic ").to_owned()),
        _ => None,
    });
    basic.chain([secret.to_owned()]).collect()
}

/// Each export of a flow that is filled like this, under what it is called.
fn every_export(
    flow: &'static Flow,
    drafts: &[(Draft, Inputs)],
    answer: &HttpResponse,
) -> Vec<(String, String)> {
    let parts: Vec<_> = flow
        .steps
        .iter()
        .zip(drafts)
        .map(|(step, (draft, inputs))| Part { step, draft, travel: step.travel(inputs) })
        .collect();
    let mut exports = Vec::new();
    for form in Document::ALL {
        exports.push((format!("{form:?}"), texts(form, flow, &parts, HIDDEN)));
    }
    for part in &parts {
        for format in Format::ALL {
            exports.push((format!("{format:?}"), request(part.draft, format, HIDDEN)));
        }
    }
    let run: Vec<_> = parts
        .iter()
        .map(|part| Exchange { part: *part, answer: Some(answer), verdict: "" })
        .collect();
    // A run hides them even where they were asked for.
    exports.push(("Markdown".to_owned(), markdown(flow, &run, SIMULATED)));
    // As the page orders them, with the archive of a collection.
    let mut inputs = Inputs::default();
    for (_, own) in drafts {
        inputs.take_over(own);
    }
    let came = vec![Came { answer: Some(answer), verdict: "" }; parts.len()];
    for kind in Kind::ALL {
        let order = order::write(kind, flow, HIDDEN, None, &inputs, &came);
        for (name, bytes) in order::files(&order::carry_out(&order).expect("an order")) {
            exports.push((name, String::from_utf8_lossy(&bytes).into_owned()));
        }
    }
    exports
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4))]

    /// Unless asked, no export of any flow holds a secret, whatever is chosen in it;
    /// and Markdown never does, even where a server repeats what it was sent.
    #[test]
    fn no_export_holds_a_secret_unasked(secret in "[A-Za-z0-9]{43}") {
        let answer = HttpResponse {
            status: 400,
            headers: Vec::new(),
            body: Secret::new(format!(
                r#"{{"access_token":"a{secret}","refresh_token":"b{secret}","secretText":"{secret}","error_description":"not {secret}"}}"#
            )),
        };
        for flow in FLOWS {
            for drafts in every_steps(flow, |case| marked(case, &secret)) {
                let revealing = revealing(&drafts, &secret);
                for (name, text) in every_export(flow, &drafts, &answer) {
                    for word in &revealing {
                        prop_assert!(!text.contains(word), "{} as {name}: {text}", flow.id.as_str());
                    }
                }
            }
        }
    }
}

/// The marker is in what is exported, or the property above would prove nothing.
#[test]
fn an_export_that_was_asked_to_holds_the_secret() {
    for (id, form) in [("agent-user", Document::Python), ("client-credentials", Document::Bruno)] {
        let drafts = steps(flow(id), |case| marked(case, "marker"));
        assert!(texts(form, flow(id), &parts(flow(id), &drafts), SIMULATED).contains("marker"));
    }
}
