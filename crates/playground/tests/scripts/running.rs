//! Steps that run, and what their answers do to the form.

use playground::action::{Action, Copied};
use playground::effect::Effect;
use playground::preferences::Theme;
use playground::select::{self, FieldValue, Status};
use playground::state::{Progress, State, TransportError};
use playground::update::update;
use protocol::inputs::InputId;

use super::{answer, deployed, edit, opened, refusal, sent, statuses, token};

#[test]
fn run_all_on_the_examples_ends_in_the_resource_token() {
    let mut state = opened();
    assert_eq!(statuses(&state), [Status::Ready, Status::Waiting]);
    let (first, body) = sent(&update(&mut state, Action::RunAll));
    assert!(body.contains("fmi_path=5b1f0c9e"));
    assert_eq!(statuses(&state), [Status::Sending, Status::Waiting]);

    let (second, body) = sent(&answer(&mut state, first, token("t-one")));
    assert!(body.contains("client_assertion=t-one"), "the exchange token feeds the next step");
    let effects = answer(&mut state, second, token("t-two"));
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::Send { .. })));
    assert_eq!(statuses(&state), [Status::Done, Status::Done]);
    assert_eq!(state.step, 1);
    assert!(!state.running_all);
}

#[test]
fn run_all_stops_at_the_step_that_is_refused() {
    let mut state = opened();
    let (first, _) = sent(&update(&mut state, Action::RunAll));
    let effects = answer(&mut state, first, refusal());
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::Send { .. })));
    assert_eq!(statuses(&state), [Status::Refused, Status::Waiting]);
    assert_eq!(state.step, 0);
    assert!(!state.running_all);
    assert_eq!(select::chain(&state).nodes[0].words, "AADSTS7000215");
}

#[test]
fn an_answer_that_comes_after_cancel_is_ignored() {
    let mut state = opened();
    let (attempt, _) = sent(&update(&mut state, Action::RunStep));
    let effects = update(&mut state, Action::Cancel);
    assert!(effects.contains(&Effect::Abort { attempt }));
    answer(&mut state, attempt, token("late"));
    assert_eq!(state.progress(0), Some(&Progress::Unsent(TransportError::Cancelled)));
}

#[test]
fn escape_closes_what_is_open_before_it_gives_up_what_is_under_way() {
    let mut state = opened();
    let (attempt, _) = sent(&update(&mut state, Action::RunStep));
    update(&mut state, Action::MenuToggled);
    assert_eq!(update(&mut state, Action::Escaped), []);
    assert!(!state.view.menu_open);
    assert!(update(&mut state, Action::Escaped).contains(&Effect::Abort { attempt }));
}

#[test]
fn a_double_click_sends_again_and_only_the_second_answer_counts() {
    let mut state = opened();
    let (first, _) = sent(&update(&mut state, Action::RunStep));
    let effects = update(&mut state, Action::RunStep);
    assert!(effects.contains(&Effect::Abort { attempt: first }));
    let (second, _) = sent(&effects);
    answer(&mut state, first, refusal());
    assert_eq!(statuses(&state)[0], Status::Sending);
    answer(&mut state, second, token("t"));
    assert_eq!(statuses(&state)[0], Status::Done);
}

#[test]
fn an_answer_for_an_earlier_form_is_marked_not_silently_kept() {
    let mut state = opened();
    let (attempt, _) = sent(&update(&mut state, Action::RunStep));
    answer(&mut state, attempt, token("t"));
    edit(&mut state, InputId::AgentIdentityId, "0c77aaaa-64d2-4a43-9f0e-2a7d3c11e8b4");
    assert_eq!(statuses(&state)[0], Status::Stale);
    edit(&mut state, InputId::AgentIdentityId, "5b1f0c9e-64d2-4a43-9f0e-2a7d3c11e8b4");
    assert_eq!(statuses(&state)[0], Status::Done);
}

#[test]
fn a_pasted_token_replaces_the_one_carried_over_until_it_is_taken_back() {
    let mut state = opened();
    let (attempt, _) = sent(&update(&mut state, Action::RunStep));
    answer(&mut state, attempt, token("t-one"));
    update(&mut state, Action::StepChosen(1));
    let field = |state: &State| {
        let fields = select::fields(state, &select::draft(state));
        fields.into_iter().find(|f| f.row.id == InputId::BlueprintToken).expect("a field").value
    };
    assert_eq!(field(&state), FieldValue::Carried { symbol: "T1", step: 1, characters: Some(5) });
    update(&mut state, Action::PasteInstead(InputId::BlueprintToken));
    assert_eq!(statuses(&state)[1], Status::Incomplete);
    edit(&mut state, InputId::BlueprintToken, "another");
    let (_, body) = sent(&update(&mut state, Action::RunStep));
    assert!(body.ends_with("client_assertion=another"));
    update(&mut state, Action::CarryOver(InputId::BlueprintToken));
    assert!(matches!(field(&state), FieldValue::Carried { .. }));
}

#[test]
fn clear_all_leaves_nothing_typed_and_nothing_received() {
    let mut state = deployed();
    edit(&mut state, InputId::Tenant, "marker.example");
    edit(&mut state, InputId::ClientSecret, "marker");
    let (attempt, _) = sent(&update(&mut state, Action::RunStep));
    answer(&mut state, attempt, token("marker"));
    update(&mut state, Action::ThemeChosen(Theme::Dark));
    let (sending, _) = sent(&update(&mut state, Action::RunStep));
    let effects = update(&mut state, Action::ClearAll);
    assert!(effects.contains(&Effect::Abort { attempt: sending }));
    assert!(effects.contains(&Effect::Forget));
    assert_eq!(state.simulated.inputs, state.examples);
    assert!(state.simulated.steps.is_empty() && state.real.steps.is_empty());
    assert_eq!(state.preferences.theme, Theme::Dark, "a choice of the page stays");
    answer(&mut state, sending, token("late"));
    assert!(state.simulated.steps.is_empty(), "a late answer brings nothing back");
}

#[test]
fn copying_gives_what_is_shown_and_the_token_as_it_is() {
    let mut state = opened();
    let copied = |state: &mut State, what| match update(state, Action::CopyRequested(what)).pop() {
        Some(Effect::Copy { text }) => text.expose().to_owned(),
        other => panic!("{other:?}"),
    };
    assert!(copied(&mut state, Copied::Request).contains("‹secret, 14 characters›"));
    update(&mut state, Action::RevealToggled);
    assert!(copied(&mut state, Copied::Request).ends_with("client_secret=example%7Esecret"));
    let (attempt, _) = sent(&update(&mut state, Action::RunStep));
    answer(&mut state, attempt, token("t-one"));
    assert_eq!(copied(&mut state, Copied::Token), "t-one");
    let (attempt, _) = sent(&update(&mut state, Action::RunStep));
    answer(&mut state, attempt, refusal());
    assert_eq!(copied(&mut state, Copied::CorrelationId), "c-1");
}

#[test]
fn a_paste_that_is_too_long_is_refused_and_what_was_typed_stays() {
    let mut state = opened();
    let refused = Action::PasteRefused { input: InputId::Scope, characters: 1 << 20 };
    update(&mut state, Action::StepChosen(1));
    update(&mut state, refused);
    let scope = |state: &State| {
        let fields = select::fields(state, &select::draft(state));
        fields.into_iter().find(|field| field.row.id == InputId::Scope).expect("a field")
    };
    let problem = scope(&state).problem.expect("a sentence");
    assert!(problem.contains("1048576") && problem.contains("65536"), "{problem}");
    assert!(matches!(scope(&state).value, FieldValue::Plain(text) if text.contains("graph")));
    edit(&mut state, InputId::Scope, "a/.default");
    assert_eq!(scope(&state).problem, None);
}
