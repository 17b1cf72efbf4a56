//! What the page's other module says of a request is what is rendered here.
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use protocol::build::draft;
use protocol::crossing;
use protocol::endpoint::Authority;
use protocol::explanation::{Answer, Asked, Question, Simulated, explain};
use protocol::flows::{FLOWS, FlowId};
use protocol::inputs::Inputs;
use protocol::render::{Format, Rendered, Reveal, http, render};

mod cases;
use cases::cases_of;

/// Asked and answered in bytes, as the page does.
fn asked(question: Question) -> Rendered {
    let asked = vec![Asked { question, at: 0 }];
    let bytes = explain(&crossing::to_bytes(&asked), &Simulated::default()).expect("an answer");
    let answers: Vec<Answer> = crossing::from_bytes(&bytes).expect("answers that can be read");
    match <[_; 1]>::try_from(answers) {
        Ok([Answer::Rendered(lines)]) => lines,
        _ => panic!("the lines of a request"),
    }
}

/// The question in every form, with whether secrets are shown.
fn forms(
    flow: FlowId,
    step: usize,
    inputs: &Inputs,
    authority: &str,
) -> impl Iterator<Item = (Format, Reveal, Question)> {
    Format::ALL.into_iter().flat_map(move |format| {
        [Reveal::No, Reveal::Yes].map(|reveal| {
            let (inputs, authority) = (inputs.clone(), authority.to_owned());
            let question = Question::Rendered { flow, step, inputs, authority, format, reveal };
            (format, reveal, question)
        })
    })
}

#[test]
fn every_request_is_told_as_it_is_rendered_in_every_form() {
    for flow in FLOWS {
        for case in cases_of(flow.id.as_str()) {
            let step = flow.steps.iter().position(|step| step.id == case.step.id).expect("a step");
            let origin = "https://sign-in.contoso.example";
            for (inputs, origin) in [(case.chosen(), ""), (case.filled(), origin)] {
                let authority = Authority::parse(origin).ok();
                let draft = draft(case.step, &inputs, authority.as_ref());
                for (format, reveal, question) in forms(flow.id, step, &inputs, origin) {
                    let name = (&case.name, format, reveal);
                    let rendered = render(&draft, format, reveal);
                    assert!(asked(question) == rendered, "{name:?}");
                    let is_http = rendered == http(&draft, reveal);
                    assert_eq!(is_http, format == Format::Http, "{name:?}");
                }
            }
        }
    }
}

#[test]
fn a_step_that_a_flow_does_not_have_has_no_lines() {
    for (.., question) in forms(FLOWS[0].id, 99, &Inputs::default(), "") {
        assert!(asked(question).0.is_empty());
    }
}

#[test]
fn only_the_same_request_in_the_same_form_may_stay_until_a_newer_answer() {
    let flow = FLOWS[0].id;
    let (of_one, of_another) = {
        let case = &cases_of(flow.as_str())[0];
        (case.chosen(), case.filled())
    };
    let all = || forms(flow, 0, &of_one, "").enumerate();
    for (at, (.., question)) in all() {
        for (other, (.., older)) in forms(flow, 0, &of_another, "https://a.example").enumerate() {
            assert_eq!(question.renders_as(&older), at == other);
        }
    }
    for (_, (.., question)) in all() {
        for (.., elsewhere) in forms(flow, 1, &of_one, "").chain(forms(FLOWS[1].id, 0, &of_one, ""))
        {
            assert!(!question.renders_as(&elsewhere));
        }
        assert!(!question.renders_as(&Question::Ready) && !Question::Ready.renders_as(&question));
    }
    assert!(!Question::Ready.renders_as(&Question::Ready));
}

#[test]
fn neither_the_question_nor_the_answer_prints_a_secret() {
    let case = cases_of(FLOWS[0].id.as_str()).remove(0);
    let inputs = case.filled();
    let secrets: Vec<_> = inputs.ids().filter_map(|id| inputs.secret(id)).collect();
    assert!(!secrets.is_empty());
    for (.., question) in forms(FLOWS[0].id, 0, &inputs, "") {
        let answer = Answer::Rendered(asked(question.clone()));
        let printed = format!("{question:?}{answer:?}");
        assert!(secrets.iter().all(|secret| !printed.contains(secret.expose())), "{printed}");
    }
}
