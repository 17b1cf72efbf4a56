//! In a window of its own, or by hand, at a real authority.

use playground::action::Action;
use playground::effect::{Carrier, Effect};
use playground::outcome::Outcome;
use playground::redirect::RedirectProblem;
use playground::select::{self, Status};
use playground::sign_in::{LIMIT, Stage};
use playground::state::{Progress, State, TransportError};
use playground::update::update;
use protocol::form;
use protocol::inputs::InputId;

use super::{
    PAGE, answer, edit, opened, param, problem, real, redirected, secret, sends_nothing, sent,
    simulated, statuses, values,
};

#[test]
fn a_sign_in_in_a_window_ends_in_tokens_redeemed_by_the_page_itself() {
    let mut state = real();
    assert_eq!(statuses(&state), [Status::Ready, Status::Waiting]);
    let (attempt, url, channel) = opened(&update(&mut state, Action::RunAll));
    assert!(url.starts_with("https://login.microsoftonline.com/"), "{url}");
    assert_eq!(param(&url, "redirect_uri"), format!("{PAGE}bridge.html"));
    assert_eq!(param(&url, "code_challenge_method"), "S256");
    let sign_in_state = param(&url, "state");
    let id = sign_in_state.split('.').next().expect("an id");
    assert_eq!(channel, format!("sign-in-{id}"));

    let query = format!("code=the-code&state={sign_in_state}");
    let effects = redirected(&mut state, attempt, &query, "");
    assert!(effects.contains(&Effect::Abort { attempt }), "the channel is closed");
    let (attempt, carrier, request) = sent(&effects);
    assert_eq!(carrier, Carrier::Direct, "a browser redeems the code of a single-page app");
    let body = request.body.expose();
    assert!(body.contains("code=the-code") && body.contains("code_verifier="), "{body}");
    answer(&mut state, attempt, r#"{"token_type":"Bearer","access_token":"t"}"#);
    assert_eq!(statuses(&state), [Status::Done, Status::Done]);
}

#[test]
fn the_verifier_of_the_run_redeems_and_every_run_has_another() {
    let mut state = real();
    let run = |state: &mut State| {
        let (attempt, url, _) = opened(&update(state, Action::RunAll));
        let query = format!("code=c&state={}", param(&url, "state"));
        let (_, _, request) = sent(&redirected(state, attempt, &query, ""));
        let body = form::decode(request.body.expose());
        let verifier = body.into_iter().find(|(name, _)| name == "code_verifier");
        (param(&url, "code_challenge"), verifier.expect("a verifier").1.expose().to_owned())
    };
    let (first, second) = (run(&mut state), run(&mut state));
    assert!(first.0 != second.0 && first.1 != second.1);
    assert!(first.1.len() >= 43);
}

#[test]
fn what_the_reader_types_wins_over_what_the_page_makes() {
    let mut state = real();
    edit(&mut state, InputId::State, "0123456789012345678901.mine");
    edit(&mut state, InputId::CodeVerifier, &"v".repeat(43));
    let (attempt, url, channel) = opened(&update(&mut state, Action::RunAll));
    assert_eq!(param(&url, "state"), "0123456789012345678901.mine");
    assert_eq!(channel, "sign-in-0123456789012345678901");
    let query = "code=c&state=0123456789012345678901.mine";
    let (_, _, request) = sent(&redirected(&mut state, attempt, query, ""));
    assert!(request.body.expose().contains(&"v".repeat(43)));
}

#[test]
fn a_forged_answer_redeems_nothing_and_says_why() {
    for (query, fragment, expected) in [
        ("code=c&state=another", "", RedirectProblem::WrongState),
        ("code=c", "", RedirectProblem::NoState),
        ("code=c&code=d&state=STATE", "", RedirectProblem::Repeated),
        ("code=c&error=e&state=STATE", "", RedirectProblem::CodeAndError),
        ("code=c&state=STATE", "x=1", RedirectProblem::TwoPlaces),
        (
            "code=c&state=STATE&iss=https%3A%2F%2Fevil.example%2Fv2.0",
            "",
            RedirectProblem::WrongIssuer,
        ),
        ("state=STATE", "", RedirectProblem::NoCode),
    ] {
        let mut state = real();
        let (attempt, url, _) = opened(&update(&mut state, Action::RunAll));
        let query = query.replace("STATE", &param(&url, "state"));
        let effects = redirected(&mut state, attempt, &query, fragment);
        assert!(sends_nothing(&effects), "{query}");
        assert_eq!(problem(&state), Some(expected), "{query}");
        assert_eq!(statuses(&state)[0], Status::Refused);
        assert!(!state.running_all);
    }
}

#[test]
fn an_answer_works_once() {
    let mut state = real();
    let (attempt, url, _) = opened(&update(&mut state, Action::RunStep));
    let query = format!("code=c&state={}", param(&url, "state"));
    redirected(&mut state, attempt, &query, "");
    assert_eq!(statuses(&state)[0], Status::Done);
    assert_eq!(redirected(&mut state, attempt, &query, ""), [], "nobody waits any more");
    let (attempt, ..) = opened(&update(&mut state, Action::RunStep));
    redirected(&mut state, attempt, &query, "");
    assert_eq!(problem(&state), Some(RedirectProblem::Replayed));
}

#[test]
fn a_refused_sign_in_is_entras_refusal() {
    let mut state = real();
    let (attempt, url, _) = opened(&update(&mut state, Action::RunAll));
    let query = format!(
        "error=access_denied&error_description=AADSTS65004%3A+declined&state={}",
        param(&url, "state")
    );
    redirected(&mut state, attempt, &query, "");
    let refusal = select::refusal(&state).expect("a refusal");
    assert_eq!(refusal.error.code(), Some(65004));
}

#[test]
fn a_blocked_window_is_said_and_can_be_opened_again() {
    let mut state = real();
    let (attempt, ..) = opened(&update(&mut state, Action::RunStep));
    update(&mut state, Action::PopupBlocked { attempt });
    let blocked = select::sign_in(&state).expect("a sign-in").stage.clone();
    assert_eq!(blocked, Stage::Window { blocked: true });
    // The channel is still listened to: the link of the page works.
    let effects = update(&mut state, Action::PopupReopened);
    assert!(effects.contains(&Effect::Abort { attempt }));
    let (again, url, _) = opened(&effects);
    assert_ne!(again, attempt);
    let query = format!("code=c&state={}", param(&url, "state"));
    assert_eq!(redirected(&mut state, attempt, &query, ""), [], "the first does not count");
    redirected(&mut state, again, &query, "");
    assert_eq!(statuses(&state)[0], Status::Done);
}

#[test]
fn a_sign_in_can_be_cancelled_and_ends_after_five_minutes() {
    let mut state = real();
    let (attempt, ..) = opened(&update(&mut state, Action::RunStep));
    assert!(select::is_sending(&state));
    assert!(update(&mut state, Action::Cancel).contains(&Effect::Abort { attempt }));
    assert_eq!(state.progress(0), Some(&Progress::Unsent(TransportError::Cancelled)));

    let (attempt, ..) = opened(&update(&mut state, Action::RunStep));
    assert_eq!(update(&mut state, Action::Ticked { now: 999 + LIMIT }), []);
    let effects = update(&mut state, Action::Ticked { now: 1_000 + LIMIT });
    assert!(effects.contains(&Effect::Abort { attempt }));
    assert_eq!(state.progress(0), Some(&Progress::Unsent(TransportError::NotSignedIn)));
}

#[test]
fn clear_all_forgets_a_sign_in_and_makes_other_values() {
    let mut state = real();
    let (attempt, url, _) = opened(&update(&mut state, Action::RunStep));
    let effects = update(&mut state, Action::ClearAll);
    assert!(effects.contains(&Effect::Abort { attempt }));
    assert_eq!(redirected(&mut state, attempt, "code=c", ""), []);
    for (id, text) in values().plain_texts() {
        edit(&mut state, id, text);
    }
    let (_, again, _) = opened(&update(&mut state, Action::RunStep));
    assert_ne!(param(&url, "state"), param(&again, "state"));
}

#[test]
fn a_redirect_uri_elsewhere_is_a_link_to_open_and_an_address_to_paste() {
    let mut state = real();
    edit(&mut state, InputId::Platform, "native");
    edit(&mut state, InputId::RedirectUri, "http://localhost");
    let effects = update(&mut state, Action::RunAll);
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::OpenSignIn { .. })));
    let Some(Progress::AwaitingPaste { request }) = state.progress(0) else {
        panic!("the reader opens the link")
    };
    let sign_in_state = param(&request.url.to_string(), "state");
    let paste = |state: &mut State, text: &str| {
        update(state, Action::AnswerPasted { text: secret(text), now: 5 })
    };
    paste(&mut state, "http://localhost/");
    assert_eq!(problem(&state), Some(RedirectProblem::Empty), "and can be repaired");
    paste(&mut state, "http://localhost/?code=c&state=x.y");
    assert_eq!(problem(&state), Some(RedirectProblem::WrongState));
    paste(&mut state, &format!("http://localhost/?code=c&state={sign_in_state}#"));
    assert_eq!(statuses(&state)[0], Status::Done);
    update(&mut state, Action::StepChosen(1));
    let (_, carrier, _) = sent(&update(&mut state, Action::RunStep));
    assert!(matches!(carrier, Carrier::Proxy { .. }), "a native app's code is redeemed by no page");
}

#[test]
fn form_post_is_shown_and_not_run() {
    for mut state in [simulated(), real()] {
        edit(&mut state, InputId::ResponseMode, "form_post");
        let effects = update(&mut state, Action::RunStep);
        assert!(sends_nothing(&effects));
        assert_eq!(state.progress(0), Some(&Progress::Unsent(TransportError::FormPost)));
    }
}

#[test]
fn an_id_token_of_another_sign_in_is_not_taken() {
    let mut state = real();
    edit(&mut state, InputId::Nonce, "n-1");
    let (attempt, url, _) = opened(&update(&mut state, Action::RunAll));
    let query = format!("code=c&state={}", param(&url, "state"));
    let (attempt, ..) = sent(&redirected(&mut state, attempt, &query, ""));
    // {"nonce":"n-2"}
    let body = r#"{"access_token":"t","id_token":"eyJhbGciOiJub25lIn0.eyJub25jZSI6Im4tMiJ9.c"}"#;
    answer(&mut state, attempt, body);
    let outcome = &state.exchange(1).expect("an answer").outcome;
    assert_eq!(*outcome, Outcome::Wrong(RedirectProblem::WrongNonce));
}
