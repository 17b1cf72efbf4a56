//! Tokens of other flows: a call needs one that it does not get by itself.

use protocol::catalog::ids;
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

/// Whether the simulated tenant gives the token of an input without a sign-in; no
/// other destination does.
#[must_use]
pub const fn has_example(state: &State, input: InputId) -> bool {
    state.destination.is_simulated()
        && matches!(
            input,
            InputId::RefreshToken
                | InputId::Assertion
                | InputId::AccessToken
                | InputId::AzureToken
                | InputId::AuxiliaryTokens
                | InputId::ApiToken
        )
}

/// The request for it. Parameters that are empty count as left out.
pub(crate) fn example_token(state: &State, input: InputId) -> HttpRequest {
    let typed = |input| state.session().inputs.plain(input);
    // Who asks; where it is nobody of the form, the tenant's set-up tool.
    let mut client = "";
    let mut scope = "";
    let api = match input {
        InputId::AccessToken => ids::GRAPH,
        InputId::AzureToken | InputId::AuxiliaryTokens => ids::RESOURCE_MANAGER,
        InputId::ApiToken => typed(InputId::EchoPath),
        _ => {
            client = typed(InputId::ClientId);
            if input == InputId::RefreshToken {
                scope = state.examples.plain(InputId::UserScope);
            }
            typed(InputId::ServiceId)
        }
    };
    let pairs = [
        (wire::CLIENT_ID, client),
        (wire::SCOPE, scope),
        ("api", api),
        ("platform", typed(InputId::Platform)),
    ];
    HttpRequest {
        method: Method::Post,
        url: Url {
            origin: Cloud::Public.row().authority.to_owned(),
            path: "/simulated/tokens".to_owned(),
            query: String::new(),
        },
        headers: Vec::new(),
        body: form::encode_pairs(pairs.into_iter()),
    }
}
