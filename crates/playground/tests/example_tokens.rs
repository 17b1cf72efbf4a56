//! Where a flow begins with a token of another flow, the simulated tenant gives one.
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use playground::action::Action;
use playground::destination::Destination;
use playground::effect::{Carrier, Effect};
use playground::preferences::Preferences;
use playground::select;
use playground::state::{Attempt, Progress, State};
use playground::update::update;
use protocol::flows::FlowId;
use protocol::identity::Names;
use protocol::inputs::{InputId, Inputs};
use protocol::request::{HttpRequest, HttpResponse};
use protocol::secret::Secret;

const TOKENS: &str = r#"{"token_type":"Bearer","expires_in":3599,"access_token":"simulated-at","refresh_token":"simulated-rt"}"#;

fn opened(flow: &str) -> State {
    let mut examples = Inputs::default();
    for (id, text) in [
        (InputId::Tenant, "contoso.example"),
        (InputId::ClientId, "4f6e21d9-80b7-4c35-9a12-c7d35e08f64b"),
        (InputId::ServiceId, "70a4d8e1-5b93-4f2c-a6e8-1d07b45f923c"),
        (InputId::ServiceSecret, "example~secret"),
        (InputId::Scope, "https://graph.microsoft.com/.default"),
        (InputId::UserScope, "offline_access User.Read"),
    ] {
        examples.set(id, text.to_owned());
    }
    let mut state = State::new(examples, Names::default(), Preferences::default());
    update(&mut state, Action::FlowChosen(FlowId::parse(flow).expect("a flow")));
    state
}

fn sent(effects: &[Effect]) -> (Attempt, HttpRequest) {
    let sent = effects.iter().find_map(|effect| match effect {
        Effect::Send { attempt, carrier: Carrier::Simulated, request } => {
            Some((*attempt, request.clone()))
        }
        _ => None,
    });
    sent.expect("a request is sent to the simulated Entra")
}

fn answer(state: &mut State, attempt: Attempt, status: u16, body: &str) -> Vec<Effect> {
    let body = Secret::new(body.to_owned());
    let response = HttpResponse { status, headers: Vec::new(), body };
    update(state, Action::Answered { attempt, result: Ok(response).into(), now: 1_000 })
}

#[test]
fn running_a_flow_without_its_token_gets_one_and_goes_on() {
    for (flow, input, token) in [
        ("on-behalf-of", InputId::Assertion, "simulated-at"),
        ("refresh-token", InputId::RefreshToken, "simulated-rt"),
        ("resource-call", InputId::AccessToken, "simulated-at"),
    ] {
        let mut state = opened(flow);
        let (attempt, request) = sent(&update(&mut state, Action::RunAll));
        assert_eq!(request.url.path, "/simulated/tokens");
        let effects = answer(&mut state, attempt, 200, TOKENS);
        let held = state.simulated.inputs.secret(input).map(Secret::expose);
        assert_eq!(held, Some(token), "{flow}");
        let (_, request) = sent(&effects);
        assert_ne!(request.url.path, "/simulated/tokens", "{flow}: the step itself");
    }
}

#[test]
fn a_token_that_was_only_wanted_runs_nothing() {
    let mut state = opened("on-behalf-of");
    let (attempt, _) = sent(&update(&mut state, Action::TokenWanted(InputId::Assertion)));
    let effects = answer(&mut state, attempt, 200, TOKENS);
    assert!(matches!(effects.as_slice(), [Effect::Announce(_), Effect::Explain(_)]), "{effects:?}");
    assert!(state.progress(0).is_none(), "the step has not run");
}

#[test]
fn a_tenant_that_has_no_token_says_why_and_runs_nothing() {
    let mut state = opened("on-behalf-of");
    let (attempt, _) = sent(&update(&mut state, Action::RunStep));
    let refusal =
        r#"{"error":"invalid_request","error_description":"This tenant has no such API"}"#;
    answer(&mut state, attempt, 400, refusal);
    assert!(select::refusal(&state).is_some());
    assert!(!state.simulated.inputs.has(InputId::Assertion));
}

#[test]
fn a_token_that_comes_after_cancelling_is_ignored() {
    let mut state = opened("refresh-token");
    let (attempt, _) = sent(&update(&mut state, Action::RunStep));
    let effects = update(&mut state, Action::Cancel);
    assert!(effects.contains(&Effect::Abort { attempt }), "{effects:?}");
    assert!(answer(&mut state, attempt, 200, TOKENS).is_empty());
    assert!(!state.simulated.inputs.has(InputId::RefreshToken));
}

#[test]
fn nobody_else_is_asked_for_a_token() {
    let mut state = opened("resource-call");
    let by_hand = Destination::CopyPaste { route: None };
    update(&mut state, Action::DestinationChosen(by_hand));
    assert!(update(&mut state, Action::TokenWanted(InputId::AccessToken)).is_empty());
    let effects = update(&mut state, Action::RunStep);
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::Send { .. })), "{effects:?}");
    assert!(!matches!(state.progress(0), Some(Progress::Sending { .. })));
}
