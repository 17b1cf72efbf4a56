//! In dialogs of the simulated Entra, and what follows a sign-in.

use playground::action::{Action, DialogAnswer};
use playground::effect::{Carrier, Effect};
use playground::select::{self, Status};
use playground::sign_in::Dialog;
use playground::update::update;
use protocol::flows::FlowId;
use protocol::inputs::InputId;
use protocol::request::Method;
use protocol::secret::Secret;

use super::{answer, edit, opened, param, real, redirected, sent, simulated, statuses};

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
