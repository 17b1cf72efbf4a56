//! What the playground does, told as scripts: something happens, the effects
//! are looked at, an answer is given, the state is looked at.
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

mod destinations;
mod properties;
mod running;

use playground::action::Action;
use playground::deployment::{Deployment, Proxy, Route};
use playground::effect::Effect;
use playground::preferences::Preferences;
use playground::select::{self, Status};
use playground::state::{Attempt, State};
use playground::update::update;
use protocol::endpoint::Authority;
use protocol::identity::Names;
use protocol::inputs::{InputId, Inputs};
use protocol::request::HttpResponse;
use protocol::secret::Secret;

pub(crate) fn examples() -> Inputs {
    let mut inputs = Inputs::default();
    for (id, text) in [
        (InputId::Tenant, "contoso.example"),
        (InputId::BlueprintId, "9c0e7a52-4b1d-4f0e-8d3a-6a2f5b7c41d7"),
        (InputId::AgentIdentityId, "5b1f0c9e-64d2-4a43-9f0e-2a7d3c11e8b4"),
        (InputId::ClientSecret, "example~secret"),
        (InputId::Scope, "https://graph.microsoft.com/.default"),
    ] {
        inputs.set(id, text.to_owned());
    }
    inputs
}

pub(crate) fn opened() -> State {
    State::new(examples(), Names::default(), Preferences::default())
}

pub(crate) fn deployed() -> State {
    let mut state = opened();
    let route = |name: &str, origin: &str| Route {
        name: name.to_owned(),
        authority: Authority::parse(origin).expect("an origin"),
        authorization: false,
    };
    let routes = vec![
        route("entra", "https://login.microsoftonline.com"),
        route("simulated", "http://127.0.0.1:9001"),
    ];
    let proxy = Some(Proxy { base: String::new(), routes });
    update(&mut state, Action::Deployed(Deployment { proxy, problem: None }.into()));
    state
}

pub(crate) fn secret(text: &str) -> Secret {
    Secret::new(text.to_owned())
}

pub(crate) fn token(text: &str) -> HttpResponse {
    HttpResponse {
        status: 200,
        headers: vec![("x-ms-request-id".to_owned(), "r-1".to_owned())],
        body: secret(&format!(
            r#"{{"token_type":"Bearer","expires_in":3599,"access_token":"{text}"}}"#
        )),
    }
}

pub(crate) fn refusal() -> HttpResponse {
    HttpResponse {
        status: 401,
        headers: Vec::new(),
        body: secret(
            r#"{"error":"invalid_client","error_description":"AADSTS7000215: no","error_codes":[7000215],"correlation_id":"c-1"}"#,
        ),
    }
}

/// The one request that is to be sent.
pub(crate) fn sent(effects: &[Effect]) -> (Attempt, String) {
    let sends: Vec<_> = effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Send { attempt, request, .. } => {
                Some((*attempt, request.body.expose().to_owned()))
            }
            _ => None,
        })
        .collect();
    assert_eq!(sends.len(), 1, "one request is sent: {effects:?}");
    sends.into_iter().next().expect("one")
}

pub(crate) fn answer(state: &mut State, attempt: Attempt, response: HttpResponse) -> Vec<Effect> {
    update(state, Action::Answered { attempt, result: Ok(response).into(), now: 1_000 })
}

pub(crate) fn edit(state: &mut State, input: InputId, text: &str) {
    update(state, Action::FieldEdited { input, text: secret(text) });
}

pub(crate) fn statuses(state: &State) -> Vec<Status> {
    select::chain(state).nodes.iter().map(|node| node.status).collect()
}
