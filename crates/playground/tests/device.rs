//! A device that waits for its person, told as scripts.
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use playground::action::{Action, DialogAnswer};
use playground::effect::Effect;
use playground::fresh::Seed;
use playground::preferences::Preferences;
use playground::select::{self, Status};
use playground::sign_in::Dialog;
use playground::state::{Attempt, Polling, Progress, State, TransportError};
use playground::update::update;
use protocol::flows::FlowId;
use protocol::identity::Names;
use protocol::inputs::{InputId, Inputs};
use protocol::request::{HttpRequest, HttpResponse};
use protocol::secret::Secret;

const CODES: &str = r#"{"user_code":"FJK4-XPQR","device_code":"d-1","verification_uri":"https://microsoft.com/devicelogin","expires_in":900,"interval":5,"message":"m"}"#;
const PENDING: &str = r#"{"error":"authorization_pending","error_description":"AADSTS70016: x"}"#;
const SLOW_DOWN: &str = r#"{"error":"slow_down"}"#;

fn opened() -> State {
    let mut examples = Inputs::default();
    for (id, text) in [
        (InputId::Tenant, "contoso.example"),
        (InputId::ClientId, "4f6e21d9-80b7-4c35-9a12-c7d35e08f64b"),
        (InputId::UserScope, "https://graph.microsoft.com/User.Read"),
    ] {
        examples.set(id, text.to_owned());
    }
    let mut state = State::new(examples, Names::default(), Preferences::default());
    let seed = Some(Seed::new([7; 32]));
    update(&mut state, Action::Opened { seed, address: "http://127.0.0.1:8080/".to_owned() });
    let flow = FlowId::parse("device-code").expect("the flow");
    update(&mut state, Action::FlowChosen(flow));
    state
}

fn sent(effects: &[Effect]) -> (Attempt, HttpRequest) {
    effects
        .iter()
        .find_map(|effect| match effect {
            Effect::Send { attempt, request, .. } => Some((*attempt, request.clone())),
            _ => None,
        })
        .expect("a request is sent")
}

fn answer(state: &mut State, attempt: Attempt, body: &str, now: u64) -> Vec<Effect> {
    let status = if body.contains("\"error\"") { 400 } else { 200 };
    let body = Secret::new(body.to_owned());
    let response = HttpResponse { status, headers: Vec::new(), body };
    update(state, Action::Answered { attempt, result: Ok(response).into(), now })
}

/// The flow up to its first poll.
fn polling() -> (State, Attempt) {
    let mut state = opened();
    let (attempt, _) = sent(&update(&mut state, Action::RunAll));
    let (attempt, request) = sent(&answer(&mut state, attempt, CODES, 1_000));
    assert!(request.body.expose().contains("device_code=d-1"));
    (state, attempt)
}

fn poll(state: &State) -> &Polling {
    match state.progress(1) {
        Some(Progress::Polling(polling)) => polling,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_device_polls_at_its_interval_until_the_person_is_done() {
    let (mut state, attempt) = polling();
    let effects = answer(&mut state, attempt, PENDING, 2_000);
    assert_eq!(effects, [Effect::Wait { attempt, seconds: 5 }], "waiting is no error");
    assert_eq!((poll(&state).polls, poll(&state).next), (1, 7_000));
    let (again, _) = sent(&update(&mut state, Action::Waited { attempt, now: 7_000 }));
    answer(&mut state, again, r#"{"access_token":"t"}"#, 8_000);
    let statuses: Vec<_> = select::chain(&state).nodes.iter().map(|node| node.status).collect();
    assert_eq!(statuses, [Status::Done, Status::Done]);
}

#[test]
fn each_slow_down_adds_five_seconds_for_good() {
    let (mut state, attempt) = polling();
    for (body, seconds) in [(SLOW_DOWN, 10), (SLOW_DOWN, 15), (PENDING, 15)] {
        let effects = answer(&mut state, attempt, body, 2_000);
        assert_eq!(effects, [Effect::Wait { attempt, seconds }]);
        sent(&update(&mut state, Action::Waited { attempt, now: 9_000 }));
    }
}

#[test]
fn a_decline_and_an_expiry_are_refusals() {
    for (body, code) in [
        (r#"{"error":"authorization_declined","error_description":"AADSTS70018: x"}"#, 70018),
        (r#"{"error":"expired_token","error_description":"AADSTS70020: x"}"#, 70020),
    ] {
        let (mut state, attempt) = polling();
        answer(&mut state, attempt, body, 2_000);
        assert_eq!(select::refusal(&state).expect("a refusal").error.code(), Some(code));
    }
}

#[test]
fn polling_can_be_cancelled_and_ends_with_its_code() {
    let (mut state, attempt) = polling();
    answer(&mut state, attempt, PENDING, 2_000);
    let effects = update(&mut state, Action::Cancel);
    assert!(effects.contains(&Effect::Abort { attempt }));
    assert_eq!(update(&mut state, Action::Waited { attempt, now: 9_000 }), []);

    let (mut state, attempt) = polling();
    answer(&mut state, attempt, PENDING, 2_000);
    update(&mut state, Action::Ticked { now: 901_000 });
    assert!(matches!(state.progress(1), Some(Progress::Polling(_))), "the server says it first");
    update(&mut state, Action::Ticked { now: 911_000 });
    assert_eq!(state.progress(1), Some(&Progress::Unsent(TransportError::DeviceExpired)));
}

#[test]
fn the_device_page_is_a_dialog_beside_the_polling() {
    let (mut state, attempt) = polling();
    answer(&mut state, attempt, PENDING, 2_000);
    let (page, request) = sent(&update(&mut state, Action::DevicePageOpened));
    assert!(request.url.path.ends_with("/oauth2/deviceauth"));
    assert_eq!(request.body.expose(), "user_code=FJK4-XPQR");
    let people = r#"{"page":"sign-in","app":{"id":"a","name":"C"},"people":[{"id":"p","name":"B","upn":"u"}]}"#;
    answer(&mut state, page, people, 3_000);
    assert!(matches!(select::dialog(&state), Some(Dialog::People { .. })));
    let person = Action::DialogAnswered(DialogAnswer::Person("p".to_owned()));
    let (page, request) = sent(&update(&mut state, person));
    assert_eq!(request.body.expose(), "user_code=FJK4-XPQR&person=p");
    answer(&mut state, page, r#"{"page":"done","message":"Close this."}"#, 4_000);
    assert_eq!(select::dialog(&state), Some(&Dialog::Done("Close this.".to_owned())));
    update(&mut state, Action::DialogAnswered(DialogAnswer::Cancel));
    assert_eq!(select::dialog(&state), None);
    assert!(matches!(state.progress(1), Some(Progress::Polling(_))), "the polling goes on");
    sent(&update(&mut state, Action::Waited { attempt, now: 9_000 }));
}
