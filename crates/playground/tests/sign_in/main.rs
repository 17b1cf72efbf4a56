//! Sign-ins told as scripts: in a window, by hand, in dialogs of the simulated
//! Entra; approved, denied, cancelled, blocked, forged, replayed.
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

mod dialogs;
mod windows;

use playground::action::Action;
use playground::deployment::{Deployment, Proxy, Route};
use playground::destination::Destination;
use playground::effect::{Carrier, Effect};
use playground::fresh::Seed;
use playground::outcome::Outcome;
use playground::preferences::Preferences;
use playground::redirect::RedirectProblem;
use playground::select::{self, Status};
use playground::state::{Attempt, State};
use playground::update::update;
use protocol::endpoint::Authority;
use protocol::flows::FlowId;
use protocol::form;
use protocol::identity::Names;
use protocol::inputs::{InputId, Inputs};
use protocol::request::{HttpRequest, HttpResponse};
use protocol::secret::Secret;

pub(crate) const TENANT: &str = "3c0f8a52-7d41-4e9b-a6c8-2f15d7b09e34";
pub(crate) const PAGE: &str = "http://127.0.0.1:8080/";

pub(crate) fn secret(text: &str) -> Secret {
    Secret::new(text.to_owned())
}

pub(crate) fn values() -> Inputs {
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
pub(crate) fn simulated() -> State {
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
pub(crate) fn real() -> State {
    let mut state = simulated();
    let authority = Authority::parse("https://login.microsoftonline.com").expect("an origin");
    let route = Route { name: "entra".to_owned(), authority, authorization: true };
    let proxy = Some(Proxy { base: String::new(), routes: vec![route] });
    update(&mut state, Action::Deployed(Deployment { proxy, problem: None }.into()));
    update(&mut state, Action::DestinationChosen(Destination::Proxy { route: "entra".to_owned() }));
    for (id, text) in values().plain_texts() {
        edit(&mut state, id, text);
    }
    state
}

pub(crate) fn edit(state: &mut State, input: InputId, text: &str) {
    update(state, Action::FieldEdited { input, text: secret(text) });
}

pub(crate) fn statuses(state: &State) -> Vec<Status> {
    select::chain(state).nodes.iter().map(|node| node.status).collect()
}

/// The window that is to be opened: number, address, channel.
pub(crate) fn opened(effects: &[Effect]) -> (Attempt, String, String) {
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

pub(crate) fn sent(effects: &[Effect]) -> (Attempt, Carrier, HttpRequest) {
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

pub(crate) fn sends_nothing(effects: &[Effect]) -> bool {
    !effects.iter().any(|effect| matches!(effect, Effect::Send { .. }))
}

pub(crate) fn param(url: &str, name: &str) -> String {
    let query = url.split_once('?').expect("a query").1;
    let params = form::decode(query);
    let found = params.into_iter().find(|(other, _)| other == name).expect("the parameter");
    found.1.expose().to_owned()
}

pub(crate) fn redirected(
    state: &mut State,
    attempt: Attempt,
    query: &str,
    fragment: &str,
) -> Vec<Effect> {
    let (query, fragment) = (secret(query), secret(fragment));
    update(state, Action::Redirected { attempt, query, fragment, now: 2_000 })
}

pub(crate) fn answer(state: &mut State, attempt: Attempt, body: &str) -> Vec<Effect> {
    let response = HttpResponse { status: 200, headers: Vec::new(), body: secret(body) };
    update(state, Action::Answered { attempt, result: Ok(response).into(), now: 3_000 })
}

pub(crate) fn problem(state: &State) -> Option<RedirectProblem> {
    match state.exchange(0)?.outcome {
        Outcome::Wrong(problem) => Some(problem),
        _ => None,
    }
}
