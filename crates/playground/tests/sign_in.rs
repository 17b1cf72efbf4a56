//! Sign-ins told as scripts: in a window, by hand, in dialogs of the simulated
//! Entra; approved, denied, cancelled, blocked, forged, replayed.
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use playground::action::{Action, DialogAnswer};
use playground::deployment::{Deployment, Proxy, Route};
use playground::destination::Destination;
use playground::effect::{Carrier, Effect};
use playground::fresh::Seed;
use playground::outcome::Outcome;
use playground::preferences::Preferences;
use playground::redirect::RedirectProblem;
use playground::select::{self, Status};
use playground::sign_in::{Dialog, LIMIT, Stage};
use playground::state::{Attempt, Progress, State, TransportError};
use playground::update::update;
use protocol::endpoint::Authority;
use protocol::flows::FlowId;
use protocol::form;
use protocol::identity::Names;
use protocol::inputs::{InputId, Inputs};
use protocol::request::{HttpRequest, HttpResponse, Method};
use protocol::secret::Secret;

const TENANT: &str = "3c0f8a52-7d41-4e9b-a6c8-2f15d7b09e34";
const PAGE: &str = "http://127.0.0.1:8080/";

fn secret(text: &str) -> Secret {
    Secret::new(text.to_owned())
}

fn values() -> Inputs {
    let mut inputs = Inputs::default();
    for (id, text) in [
        (InputId::Tenant, TENANT),
        (InputId::ClientId, "4f6e21d9-80b7-4c35-9a12-c7d35e08f64b"),
        (InputId::UserScope, "openid https://graph.microsoft.com/User.Read"),
        (InputId::Platform, "spa"),
    ] {
        inputs.set(id, text.to_owned());
    }
    inputs
}

/// The authorization code flow in the simulated tenant.
fn simulated() -> State {
    let mut examples = values();
    examples.set(InputId::RedirectUri, "https://play.contoso.example/callback".to_owned());
    let mut state = State::new(examples, Names::default(), Preferences::default());
    let seed = Some(Seed::new([7; 32]));
    update(&mut state, Action::Opened { seed, address: PAGE.to_owned() });
    update(&mut state, Action::Ticked { now: 1_000 });
    let flow = FlowId::parse("authorization-code").expect("the flow");
    update(&mut state, Action::FlowChosen(flow));
    state
}

/// The same at a real authority, through a proxy.
fn real() -> State {
    let mut state = simulated();
    let authority = Authority::parse("https://login.microsoftonline.com").expect("an origin");
    let route = Route { name: "entra".to_owned(), authority, authorization: true };
    let proxy = Some(Proxy { base: String::new(), routes: vec![route] });
    update(&mut state, Action::Deployed(Deployment { proxy, problem: None }));
    update(&mut state, Action::DestinationChosen(Destination::Proxy { route: "entra".to_owned() }));
    for (id, text) in values().plain_texts() {
        edit(&mut state, id, text);
    }
    state
}

fn edit(state: &mut State, input: InputId, text: &str) {
    update(state, Action::FieldEdited { input, text: secret(text) });
}

fn statuses(state: &State) -> Vec<Status> {
    select::chain(state).nodes.iter().map(|node| node.status).collect()
}

/// The window that is to be opened: number, address, channel.
fn opened(effects: &[Effect]) -> (Attempt, String, String) {
    effects
        .iter()
        .find_map(|effect| match effect {
            Effect::OpenSignIn { attempt, url, channel } => {
                Some((*attempt, url.clone(), channel.clone()))
            }
            _ => None,
        })
        .expect("a window is opened")
}

fn sent(effects: &[Effect]) -> (Attempt, Carrier, HttpRequest) {
    effects
        .iter()
        .find_map(|effect| match effect {
            Effect::Send { attempt, carrier, request } => {
                Some((*attempt, carrier.clone(), request.clone()))
            }
            _ => None,
        })
        .expect("a request is sent")
}

fn sends_nothing(effects: &[Effect]) -> bool {
    !effects.iter().any(|effect| matches!(effect, Effect::Send { .. }))
}

fn param(url: &str, name: &str) -> String {
    let query = url.split_once('?').expect("a query").1;
    let params = form::decode(query);
    let found = params.into_iter().find(|(other, _)| other == name).expect("the parameter");
    found.1.expose().to_owned()
}

fn redirected(state: &mut State, attempt: Attempt, query: &str, fragment: &str) -> Vec<Effect> {
    let (query, fragment) = (secret(query), secret(fragment));
    update(state, Action::Redirected { attempt, query, fragment, now: 2_000 })
}

fn answer(state: &mut State, attempt: Attempt, body: &str) -> Vec<Effect> {
    let response = HttpResponse { status: 200, headers: Vec::new(), body: secret(body) };
    update(state, Action::Answered { attempt, result: Ok(response), now: 3_000 })
}

fn problem(state: &State) -> Option<RedirectProblem> {
    match state.exchange(0)?.outcome {
        Outcome::Wrong(problem) => Some(problem),
        _ => None,
    }
}

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

const PEOPLE: &str = r#"{"page":"sign-in","app":{"id":"a","name":"Contoso client"},"people":[{"id":"p-1","name":"Ben","upn":"ben@contoso.example","admin":false}]}"#;
const CONSENT: &str = r#"{"page":"consent","app":{"id":"a","name":"Contoso client"},"person":{"id":"p-1","name":"Ben","upn":"u"},"api":"Microsoft Graph","scopes":[{"api":"Microsoft Graph","value":"User.Read","description":"Read","admin":false}],"everyone":false}"#;

fn redirect_page(query: &str) -> String {
    format!(
        r#"{{"page":"redirect","location":"https://play.contoso.example/callback?{query}","mode":"query","fields":{{}}}}"#
    )
}

#[test]
fn the_simulated_entra_asks_who_and_what_and_then_the_browser_comes_back() {
    let mut state = simulated();
    let (attempt, carrier, request) = sent(&update(&mut state, Action::RunAll));
    assert_eq!(carrier, Carrier::Simulated);
    assert_eq!(request.header("Accept").map(Secret::expose), Some("application/json"));
    let sign_in_state = param(&request.url.to_string(), "state");

    assert!(answer(&mut state, attempt, PEOPLE).contains(&Effect::ShowDialog));
    assert!(matches!(select::dialog(&state), Some(Dialog::People { .. })));
    let person = DialogAnswer::Person("p-1".to_owned());
    let (attempt, _, request) = sent(&update(&mut state, Action::DialogAnswered(person)));
    assert_eq!((request.method, request.body.expose()), (Method::Post, "person=p-1"));

    answer(&mut state, attempt, CONSENT);
    let (attempt, _, request) =
        sent(&update(&mut state, Action::DialogAnswered(DialogAnswer::Accept)));
    assert_eq!(request.body.expose(), "person=p-1&answer=accept");

    let page = redirect_page(&format!("code=c&state={sign_in_state}"));
    let (attempt, carrier, request) = sent(&answer(&mut state, attempt, &page));
    assert_eq!(carrier, Carrier::Simulated);
    assert_eq!(
        request.header("Origin").map(Secret::expose),
        Some("http://127.0.0.1:8080"),
        "a page says who asks"
    );
    answer(&mut state, attempt, r#"{"access_token":"t"}"#);
    assert_eq!(statuses(&state), [Status::Done, Status::Done]);
}

#[test]
fn denying_and_cancelling_are_answers_of_their_own() {
    for (said, body) in [
        (DialogAnswer::Deny, "person=p-1&answer=deny"),
        (DialogAnswer::Cancel, "person=p-1&answer=cancel"),
    ] {
        let mut state = simulated();
        let (attempt, ..) = sent(&update(&mut state, Action::RunAll));
        answer(&mut state, attempt, CONSENT);
        let (_, _, request) = sent(&update(&mut state, Action::DialogAnswered(said)));
        assert_eq!(request.body.expose(), body);
    }
    let mut state = simulated();
    let (attempt, ..) = sent(&update(&mut state, Action::RunAll));
    answer(&mut state, attempt, PEOPLE);
    let (_, _, request) = sent(&update(&mut state, Action::Escaped));
    assert_eq!(request.body.expose(), "answer=cancel", "escape cancels");
}

#[test]
fn a_refusal_on_entras_own_page_is_explained_like_any_other() {
    let mut state = simulated();
    let (attempt, ..) = sent(&update(&mut state, Action::RunAll));
    let page = r#"{"page":"error","code":50011,"error":"invalid_request","description":"AADSTS50011: The redirect URI does not match."}"#;
    answer(&mut state, attempt, page);
    assert_eq!(select::refusal(&state).expect("a refusal").error.code(), Some(50011));
}

#[test]
fn no_shortcut_leads_away_from_an_open_dialog() {
    let mut state = simulated();
    let (attempt, ..) = sent(&update(&mut state, Action::RunAll));
    answer(&mut state, attempt, PEOPLE);
    update(&mut state, Action::StepChosen(1));
    assert!(select::dialog(&state).is_some());
}

#[test]
fn a_claims_challenge_enters_the_form_and_the_sign_in_runs_again() {
    let mut state = real();
    let (attempt, url, _) = opened(&update(&mut state, Action::RunAll));
    let query = format!("code=c&state={}", param(&url, "state"));
    let (attempt, ..) = sent(&redirected(&mut state, attempt, &query, ""));
    let body = r#"{"error":"interaction_required","error_description":"AADSTS50076: x","claims":"{\"access_token\":{\"acrs\":{\"essential\":true,\"value\":\"c1\"}}}"}"#;
    answer(&mut state, attempt, body);
    let (_, url, _) = opened(&update(&mut state, Action::ChallengeTaken));
    assert!(param(&url, "claims").contains(r#""value":"c1""#), "{url}");
}

#[test]
fn a_token_of_another_flow_is_offered_and_never_taken_by_itself() {
    let mut state = real();
    let (attempt, url, _) = opened(&update(&mut state, Action::RunAll));
    let query = format!("code=c&state={}", param(&url, "state"));
    let (attempt, ..) = sent(&redirected(&mut state, attempt, &query, ""));
    answer(&mut state, attempt, r#"{"access_token":"t","refresh_token":"r-1"}"#);
    assert_eq!(select::loan(&state, InputId::RefreshToken), None, "its own flow needs no loan");
    let refresh = FlowId::parse("refresh-token").expect("the flow");
    update(&mut state, Action::FlowChosen(refresh));
    assert_ne!(statuses(&state)[0], Status::Ready);
    let loan = select::loan(&state, InputId::RefreshToken).expect("a loan");
    assert_eq!((loan.token.expose(), loan.flow.id.as_str()), ("r-1", "authorization-code"));
    edit(&mut state, InputId::RefreshToken, loan.token.expose());
    let (_, carrier, request) = sent(&update(&mut state, Action::RunStep));
    assert_eq!(carrier, Carrier::Direct);
    assert!(request.body.expose().contains("refresh_token=r-1"));
}
