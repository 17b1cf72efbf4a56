//! Tokens of other flows: a call needs one that it does not get by itself.

use protocol::client_auth::Credential;
use protocol::endpoint::Cloud;
use protocol::flows::{Flow, FlowId, Place, Role};
use protocol::form;
use protocol::inputs::InputId;
use protocol::request::{HttpRequest, Method, Url};
use protocol::secret::Secret;
use protocol::wire;

use crate::state::{Progress, State};

/// A token that another flow has made.
#[derive(Clone, Debug, PartialEq)]
pub struct Loan {
    /// The flow.
    pub flow: &'static Flow,
    /// The token.
    pub token: Secret,
}

/// The newest token of another flow that an input can take. Nothing takes it by
/// itself: the reader does.
#[must_use]
pub fn loan(state: &State, input: InputId) -> Option<Loan> {
    // What proves a client is no token for an API, and the other way round.
    let proves = super::step(state).proof().is_some_and(|proof| proof.assertion == input);
    let wanted: &[Role] = match input {
        InputId::RefreshToken => &[Role::RefreshToken],
        InputId::AccessToken | InputId::AzureToken | InputId::ApiToken | InputId::Assertion => {
            &[Role::AccessToken, Role::ResourceToken]
        }
        _ if proves
            && super::credential(state, super::step(state)) == Some(Credential::Federated) =>
        {
            &[Role::AccessToken]
        }
        _ => return None,
    };
    state.session().steps.0.iter().rev().find_map(|((id, step), progress)| {
        let (Progress::Answered(exchange), true) = (progress, *id != state.flow.id) else {
            return None;
        };
        let flow = FlowId::parse(id.as_str())?;
        let step = flow.steps.get(*step)?;
        if matches!(step.place, Place::Imds | Place::AppService) != proves {
            return None;
        }
        let token = wanted.iter().find_map(|role| exchange.outcome.made(step.makes(*role)?))?;
        Some(Loan { flow, token: token.clone() })
    })
}

/// Whether the token of an input is on its way.
#[must_use]
pub fn is_coming(state: &State, input: InputId) -> bool {
    state.errand.is_some_and(|errand| errand.input == input)
}

/// The request with which the simulated tenant gives the token of an input without
/// a sign-in; `None` for other inputs, and for every other destination.
#[must_use]
pub fn example_token(state: &State, input: InputId) -> Option<HttpRequest> {
    const GRAPH: &str = "00000003-0000-0000-c000-000000000000";
    const AZURE: &str = "https://management.azure.com";
    const API: &str = "api";
    let typed = |input| state.session().inputs.plain(input);
    let client = (wire::CLIENT_ID, typed(InputId::ClientId));
    let pairs: &[(&str, &str)] = match input {
        InputId::RefreshToken => {
            let scope = (wire::SCOPE, state.examples.plain(InputId::UserScope));
            &[client, scope, ("platform", typed(InputId::Platform))]
        }
        InputId::Assertion => &[client, (API, typed(InputId::ServiceId))],
        InputId::AccessToken => &[(API, GRAPH)],
        InputId::AzureToken | InputId::AuxiliaryTokens => &[(API, AZURE)],
        InputId::ApiToken => &[(API, typed(InputId::EchoPath))],
        _ => return None,
    };
    if !state.destination.is_simulated() {
        return None;
    }
    Some(HttpRequest {
        method: Method::Post,
        url: Url {
            origin: Cloud::Public.row().authority.to_owned(),
            path: "/simulated/tokens".to_owned(),
            query: String::new(),
        },
        headers: Vec::new(),
        body: form::encode_pairs(pairs.iter().copied()),
    })
}
