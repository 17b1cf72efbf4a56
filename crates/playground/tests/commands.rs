//! The request as a command: asked for only where somebody wants it, and copied as
//! the form is when its text is there.
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use std::rc::Rc;

use playground::action::{Action, Copied};
use playground::command::{Command, command};
use playground::destination::Destination;
use playground::effect::Effect;
use playground::explanations::{self, NOT_LOADED};
use playground::page::{self, Screen};
use playground::preferences::Preferences;
use playground::select;
use playground::state::State;
use playground::update::update;
use protocol::crossing;
use protocol::explanation::{Asked, Question, Simulated, explain};
use protocol::flows::FLOWS;
use protocol::identity::Names;
use protocol::inputs::{InputId, Inputs};
use protocol::render::{Format, render};
use protocol::secret::Secret;

const SECRET: &str = "marker~secret";

fn opened() -> State {
    let mut examples = Inputs::default();
    for (input, text) in [
        (InputId::Tenant, "contoso.example"),
        (InputId::BlueprintId, "9c0e7a52-4b1d-4f0e-8d3a-6a2f5b7c41d7"),
        (InputId::AgentIdentityId, "5b1f0c9e-64d2-4a43-9f0e-2a7d3c11e8b4"),
        (InputId::ClientSecret, SECRET),
    ] {
        examples.set(input, text.to_owned());
    }
    State::new(examples, Names::default(), Preferences::default())
}

/// Open, with the command in this form, which is told.
fn showing(format: Format) -> State {
    let mut state = opened();
    let question = asked(&update(&mut state, Action::FormatChosen(format))).expect("a question");
    answered(&mut state, question);
    state
}

/// The question for a command.
fn asked(effects: &[Effect]) -> Option<Rc<Asked>> {
    let mut asked = effects.iter().flat_map(|effect| match effect {
        Effect::Explain(asked) => &asked[..],
        _ => &[],
    });
    let found = asked.find(|asked| matches!(asked.question, Question::Rendered { .. })).cloned();
    assert!(asked.all(|asked| !matches!(asked.question, Question::Rendered { .. })), "one");
    found
}

fn typed(state: &mut State, text: &str) -> Option<Rc<Asked>> {
    let text = Secret::new(text.to_owned());
    asked(&update(state, Action::FieldEdited { input: InputId::Tenant, text }))
}

/// Answered in bytes, as the page's other module does.
fn answered(state: &mut State, question: Rc<Asked>) -> Vec<Effect> {
    let asked = vec![question];
    let bytes = explain(&crossing::to_bytes(&asked), &Simulated::default()).expect("an answer");
    let answers = crossing::from_bytes(&bytes);
    update(state, Action::Explanations(explanations::Action::Answered { asked, answers }))
}

fn unanswered(state: &mut State, question: Rc<Asked>) -> Vec<Effect> {
    let action = explanations::Action::Answered { asked: vec![question], answers: None };
    update(state, Action::Explanations(action))
}

fn copy(state: &mut State) -> Vec<Effect> {
    update(state, Action::CopyRequested(Copied::Request))
}

/// What goes to the clipboard.
fn copied(effects: &[Effect]) -> Option<&str> {
    let mut copied = effects.iter().filter_map(|effect| match effect {
        Effect::Copy { text } => Some(text.expose()),
        _ => None,
    });
    let first = copied.next();
    assert!(copied.next().is_none(), "one text");
    first
}

/// The request of the form, written here.
fn written(state: &State) -> String {
    render(&select::draft(state), state.view.format, state.view.reveal).text()
}

/// The text on show, and whether it is that of the form.
fn shown(state: &State) -> Option<(String, bool)> {
    match command(state) {
        Command::Lines(lines, current) => Some((lines.text(), current)),
        Command::Soon | Command::Failed => None,
    }
}

#[test]
fn a_command_is_asked_for_only_while_its_tab_is_chosen() {
    let mut state = opened();
    assert!(typed(&mut state, "a.example").is_none(), "the page writes HTTP itself");
    for format in [Format::Curl, Format::PowerShell] {
        let question = asked(&update(&mut state, Action::FormatChosen(format)));
        assert!(matches!(command(&state), Command::Soon));
        answered(&mut state, question.expect("a question"));
        assert_eq!(shown(&state), Some((written(&state), true)));
        assert!(asked(&update(&mut state, Action::Ticked { now: 600_000 })).is_none(), "no age");
    }
    let elsewhere = Action::Page(page::Action::ScreenChosen(Screen::Errors));
    assert!(asked(&update(&mut state, elsewhere)).is_none());
    assert!(asked(&update(&mut state, Action::FlowChosen(FLOWS[0]))).is_some());
    update(&mut state, Action::FormatChosen(Format::Http));
    assert!(typed(&mut state, "b.example").is_none());
}

#[test]
fn a_command_to_run_by_hand_is_asked_for_when_it_is_due() {
    let mut state = opened();
    update(&mut state, Action::DestinationChosen(Destination::CopyPaste { route: None }));
    for (input, text) in opened().examples.plain_texts() {
        let text = Secret::new(text.to_owned());
        update(&mut state, Action::FieldEdited { input, text });
    }
    let text = Secret::new(SECRET.to_owned());
    update(&mut state, Action::FieldEdited { input: InputId::ClientSecret, text });
    let question = asked(&update(&mut state, Action::RunStep)).expect("a question");
    answered(&mut state, question);
    let (command, current) = shown(&state).expect("a command");
    assert!(current && command.contains("read -r CLIENT_SECRET") && !command.contains(SECRET));
}

#[test]
fn the_command_of_the_form_before_stays_until_the_next_comes() {
    let mut state = showing(Format::Curl);
    let before = written(&state);
    let question = typed(&mut state, "fabrikam.example").expect("a question");
    assert_eq!(shown(&state), Some((before, false)));
    answered(&mut state, question);
    assert_eq!(shown(&state), Some((written(&state), true)));
    assert!(written(&state).contains("fabrikam.example"));
}

#[test]
fn the_command_of_another_step_or_with_secrets_to_hide_does_not_stay() {
    let mut state = showing(Format::Curl);
    let question = asked(&update(&mut state, Action::RevealToggled)).expect("a question");
    answered(&mut state, question);
    assert!(shown(&state).is_some_and(|(text, _)| text.contains("marker%7Esecret")));
    update(&mut state, Action::RevealToggled);
    assert_eq!(shown(&state), None);
    let mut state = showing(Format::PowerShell);
    update(&mut state, Action::StepChosen(1));
    assert_eq!(shown(&state), None);
    let mut state = showing(Format::PowerShell);
    update(&mut state, Action::FormatChosen(Format::Curl));
    assert_eq!(shown(&state), None);
    let mut state = showing(Format::PowerShell);
    update(&mut state, Action::ClearAll);
    assert_eq!(shown(&state), None);
}

#[test]
fn a_text_that_is_there_is_copied_at_once() {
    let mut state = opened();
    assert_eq!(copied(&copy(&mut state)), Some(&*written(&state)), "HTTP");
    let mut state = showing(Format::PowerShell);
    let effects = copy(&mut state);
    assert_eq!(copied(&effects), Some(&*written(&state)));
    assert_eq!(state.view.copied, Some((Copied::Request, false)));
    assert_eq!(copied(&update(&mut state, Action::Ticked { now: 1 })), None, "only once");
}

#[test]
fn a_text_that_is_not_there_is_copied_when_it_comes_as_the_form_is_then() {
    let mut state = showing(Format::Curl);
    let late = typed(&mut state, "first.example").expect("a question");
    assert_eq!(copied(&copy(&mut state)), None, "never that of the form before");
    let question = typed(&mut state, "second.example").expect("a question");
    assert_eq!(copied(&answered(&mut state, late)), None, "nor one that came late");
    let effects = answered(&mut state, question);
    assert_eq!(copied(&effects), Some(&*written(&state)));
    assert!(written(&state).contains("second.example"));
    assert_eq!(state.view.copied, Some((Copied::Request, false)));
    assert_eq!(copied(&update(&mut state, Action::Ticked { now: 1 })), None, "only once");
}

#[test]
fn the_palette_copies_a_command_from_another_screen() {
    let mut state = showing(Format::Curl);
    update(&mut state, Action::Page(page::Action::ScreenChosen(Screen::Errors)));
    let effects = copy(&mut state);
    assert_eq!(copied(&effects), None);
    let effects = answered(&mut state, asked(&effects).expect("a question"));
    assert_eq!(copied(&effects), Some(&*written(&state)));
    assert!(asked(&update(&mut state, Action::Ticked { now: 1 })).is_none());
}

#[test]
fn another_thing_to_copy_takes_the_place_of_a_command_under_way() {
    let mut state = showing(Format::Curl);
    let question = typed(&mut state, "fabrikam.example").expect("a question");
    copy(&mut state);
    update(&mut state, Action::CopyRequested(Copied::Mermaid));
    assert_eq!(copied(&answered(&mut state, question)), None);
}

#[test]
fn a_command_under_way_is_not_copied_when_the_reader_turns_to_another() {
    for turn in [
        Action::StepChosen(1),
        Action::FlowChosen(FLOWS[1]),
        Action::FormatChosen(Format::Http),
        Action::FormatChosen(Format::PowerShell),
    ] {
        let mut state = showing(Format::Curl);
        typed(&mut state, "fabrikam.example").expect("a question");
        assert_eq!(copied(&copy(&mut state)), None);
        let effects = update(&mut state, turn.clone());
        assert_eq!(copied(&effects), None, "{turn:?}");
        if let Some(question) = asked(&effects) {
            assert_eq!(copied(&answered(&mut state, question)), None, "{turn:?}");
        }
    }
}

#[test]
fn a_command_that_cannot_come_is_told_and_copying_asks_again() {
    let mut state = opened();
    let told = |effects: &[Effect]| effects.contains(&Effect::Announce(NOT_LOADED.to_owned()));
    let question = asked(&update(&mut state, Action::FormatChosen(Format::Curl)));
    copy(&mut state);
    let effects = unanswered(&mut state, question.expect("a question"));
    assert!(told(&effects) && copied(&effects).is_none());
    assert!(matches!(command(&state), Command::Failed));
    // What was given up is not copied behind the reader's back.
    let again = Action::Explanations(explanations::Action::Again);
    let question = asked(&update(&mut state, again)).expect("a question");
    assert_eq!(copied(&unanswered(&mut state, question)), None);
    let question = asked(&copy(&mut state)).expect("copying asks again");
    assert!(told(&unanswered(&mut state, question)), "and is told again");
    let question = asked(&copy(&mut state)).expect("copying asks again");
    assert_eq!(copied(&answered(&mut state, question)), Some(&*written(&state)));
}

#[test]
fn nothing_that_prints_a_state_prints_a_secret_of_a_command() {
    let mut state = showing(Format::Curl);
    let question = asked(&update(&mut state, Action::RevealToggled)).expect("a question");
    answered(&mut state, question);
    assert!(written(&state).contains("marker%7Esecret"));
    let effects = copy(&mut state);
    let printed = format!("{state:?}{effects:?}");
    assert!(!printed.contains("marker"), "{printed}");
}
