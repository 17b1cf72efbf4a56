//! What is notable of a request before it is sent, and why everything in it is there:
//! asked only once the reader looks at it, or the form is the reader's own.
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use std::rc::Rc;

use playground::action::Action;
use playground::effect::Effect;
use playground::explanations;
use playground::preferences::Preferences;
use playground::select;
use playground::state::State;
use playground::update::update;
use protocol::crossing;
use protocol::explanation::{Asked, Question, Simulated, explain};
use protocol::flows::FLOWS;
use protocol::identity::Names;
use protocol::inputs::{InputId, Inputs};
use protocol::render::{Format, Reveal, render};
use protocol::secret::Secret;

const TENANT: &str = "7f1c6b0e-2d9a-4e53-9b61-0c5d3a8e4f72";
const BLUEPRINT: &str = "9c0e7a52-4b1d-4f0e-8d3a-6a2f5b7c41d7";

fn opened() -> State {
    let mut examples = Inputs::default();
    examples.set(InputId::Tenant, TENANT.to_owned());
    examples.set(InputId::BlueprintId, BLUEPRINT.to_owned());
    State::new(examples, Names::default(), Preferences::default())
}

/// The last question about the step.
fn asked(effects: Vec<Effect>) -> Option<Rc<Asked>> {
    effects.into_iter().rev().find_map(|effect| match effect {
        Effect::Explain(asked) => {
            asked.into_iter().find(|asked| matches!(asked.question, Question::Step { .. }))
        }
        _ => None,
    })
}

fn typed(state: &mut State, input: InputId, text: &str) -> Option<Rc<Asked>> {
    let text = Secret::new(text.to_owned());
    asked(update(state, Action::FieldEdited { input, text }))
}

/// Answered in bytes, as the page's other module does.
fn answered(state: &mut State, question: Rc<Asked>) {
    let asked = vec![question];
    let bytes = explain(&crossing::to_bytes(&asked), &Simulated::default()).expect("an answer");
    let answers = crossing::from_bytes(&bytes);
    let action = explanations::Action::Answered { asked, answers };
    update(state, Action::Explanations(action));
}

#[test]
fn nothing_is_asked_while_the_first_flow_shows_the_examples_as_they_came() {
    let mut state = opened();
    assert!(asked(update(&mut state, Action::Ticked { now: 60_000 })).is_none());
    assert!(asked(update(&mut state, Action::StepChosen(1))).is_none());
    assert!(asked(update(&mut state, Action::FlowChosen(FLOWS[1]))).is_some());
    update(&mut state, Action::FlowChosen(FLOWS[0]));
    assert!(typed(&mut state, InputId::AgentIdentityId, BLUEPRINT).is_some());
    update(&mut state, Action::ClearAll);
    assert!(asked(update(&mut state, Action::Ticked { now: 61_000 })).is_none());
}

#[test]
fn what_is_notable_comes_with_its_repair_and_goes_with_the_mistake() {
    let mut state = opened();
    let question = typed(&mut state, InputId::AgentIdentityId, BLUEPRINT).expect("a question");
    assert!(select::findings(&state).is_empty(), "not answered yet");
    answered(&mut state, question);
    let findings = select::findings(&state);
    assert!(findings.iter().any(|found| found.message.contains("lueprint")), "{findings:?}");
    let question = typed(&mut state, InputId::AgentIdentityId, TENANT).expect("a question");
    assert!(select::findings(&state).is_empty(), "nothing of another form is shown");
    answered(&mut state, question);
}

#[test]
fn a_module_that_does_not_load_is_told_and_asked_again() {
    let mut state = opened();
    let question = typed(&mut state, InputId::AgentIdentityId, BLUEPRINT).expect("a question");
    let action = explanations::Action::Answered { asked: vec![question], answers: None };
    update(&mut state, Action::Explanations(action));
    assert!(select::findings_failed(&state));
    let again = Action::Explanations(explanations::Action::Again);
    assert!(asked(update(&mut state, again)).is_some());
    assert!(!select::findings_failed(&state));
}

#[test]
fn why_everything_is_sent_is_asked_when_the_reader_looks_at_the_request() {
    let mut state = opened();
    assert!(select::reasons(&state).is_empty(), "nothing loads for a page that just opened");
    let question = asked(update(&mut state, Action::RequestLookedAt)).expect("a question");
    assert!(asked(update(&mut state, Action::RequestLookedAt)).is_none(), "once");
    answered(&mut state, question);
    assert!(asked(update(&mut state, Action::RequestLookedAt)).is_none(), "once");
    has_its_reasons(&state);
    assert!(select::findings(&state).is_empty());

    let question = asked(update(&mut state, Action::StepChosen(1))).expect("another step");
    assert!(select::reasons(&state).is_empty(), "nothing of another step is shown");
    answered(&mut state, question);
    has_its_reasons(&state);
}

#[test]
fn a_form_of_the_readers_own_brings_its_reasons_with_what_is_notable() {
    let mut state = opened();
    let question = typed(&mut state, InputId::Extra, "dc=ESTS").expect("a question");
    answered(&mut state, question);
    has_its_reasons(&state);
    assert!(select::reasons(&state).iter().any(|reason| reason == "You added this parameter."));
}

#[test]
fn reasons_that_do_not_come_are_not_missed_until_there_is_more_to_tell() {
    let mut state = opened();
    let question = asked(update(&mut state, Action::RequestLookedAt)).expect("a question");
    assert!(failed(&mut state, question).is_empty(), "nothing is said");
    assert!(select::reasons(&state).is_empty() && !select::findings_failed(&state));
    let question = typed(&mut state, InputId::AgentIdentityId, BLUEPRINT).expect("a question");
    let said = failed(&mut state, question);
    assert!(matches!(&said[..], [Effect::Announce(_)]) && select::findings_failed(&state));
}

/// Each line of the chosen step's request that shows a parameter has its reason.
fn has_its_reasons(state: &State) {
    let lines = render(&select::draft(state), Format::Http, Reveal::No).0;
    let places: Vec<_> = lines.iter().filter_map(|line| line.reason).collect();
    assert!(places.len() > 4);
    for place in places {
        let reason = select::reasons(state).get(place);
        assert!(reason.is_some_and(|reason| reason.contains('.')), "{place}: {reason:?}");
    }
}

/// The module did not load: what comes of that.
fn failed(state: &mut State, question: Rc<Asked>) -> Vec<Effect> {
    let action = explanations::Action::Answered { asked: vec![question], answers: None };
    update(state, Action::Explanations(action))
}
