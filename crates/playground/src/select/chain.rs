//! The chain above the panes: tokens as nodes, requests as edges that carry
//! the name of the parameter by which a token enters the next request.

use protocol::client_auth::Credential;
use protocol::flows::{Role, Step};
use protocol::inputs::InputId;
use protocol::picture::{Chain, Chip, Node, Status, Taken};
use protocol::request::Draft;
use protocol::search;
use protocol::wire;

use super::{carried, credential, draft_of, is_of_another, name_of};
use crate::outcome::Outcome;
use crate::state::{Progress, Received, State};

/// The chips beside the heading: who takes part in the chosen flow.
#[must_use]
pub fn chips(state: &State) -> Vec<Chip> {
    let actors = state.flow.actors.iter();
    actors
        .map(|actor| Chip { kind: actor.kind, name: actor_name(state, actor.input, actor.name) })
        .collect()
}

fn actor_name(state: &State, input: Option<InputId>, fallback: &str) -> String {
    let Some(input) = input else { return fallback.to_owned() };
    let typed = state.session().inputs.plain(input);
    if let Some(name) = name_of(state, input) {
        return name.to_owned();
    }
    match input {
        InputId::Scope | InputId::UserScope => {
            resource_name(typed).unwrap_or_else(|| fallback.to_owned())
        }
        _ => fallback.to_owned(),
    }
}

/// The API that a scope names, for the chip: `graph.microsoft.com`.
fn resource_name(scope: &str) -> Option<String> {
    let resource = scope.split_whitespace().next()?.strip_suffix(wire::DEFAULT_SCOPE_SUFFIX)?;
    if resource.eq_ignore_ascii_case("https://graph.microsoft.com") {
        return Some("Microsoft Graph".to_owned());
    }
    let name = search::split_once(resource, "://").map_or(resource, |(_, name)| name);
    Some(name.trim_end_matches('/').to_owned()).filter(|name| !name.is_empty())
}

/// The chain of the chosen flow with the state of each step.
#[must_use]
pub fn chain(state: &State) -> Chain {
    let mut nodes = Vec::new();
    for (at, step) in state.flow.steps.iter().enumerate() {
        // Built once for all that is said of the step.
        let draft = draft_of(state, at);
        let status = status(state, at, &draft);
        let words = node_words(state, at, status, &draft);
        let request = edge_words(state, at).unwrap_or_else(|| words.clone());
        let mut takes = Vec::new();
        let mut take = |from, param: &'static str| takes.push(Taken { from, param: param.into() });
        if let Some(credential) = credential(state, step).filter(|c| *c != Credential::None) {
            take(None, credential_param(credential));
        }
        for (input, param) in step.needs(&state.session().inputs) {
            let from = input.row().role.and_then(|role| {
                let earlier = state.flow.steps.get(..at)?;
                Some((earlier.iter().rposition(|earlier| earlier.makes(role).is_some())?, role))
            });
            take(from, param);
        }
        if takes.is_empty() {
            takes.push(Taken { from: None, param: step.method.as_str().into() });
        }
        nodes.push(Node { sender: sender(state, step), status, words, request, takes });
    }
    let origin = state.flow.steps.first().and_then(|step| credential(state, step));
    Chain { flow: state.flow, origin: origin.map_or("", holds).into(), nodes }
}

const fn holds(credential: Credential) -> &'static str {
    match credential {
        Credential::Secret | Credential::SecretBasic => "holds a client secret",
        Credential::Certificate => "holds a certificate",
        Credential::Federated => "trusts another issuer",
        Credential::None => "holds no credential",
    }
}

const fn credential_param(credential: Credential) -> &'static str {
    match credential {
        Credential::Secret => wire::CLIENT_SECRET,
        Credential::SecretBasic => wire::AUTHORIZATION,
        Credential::Certificate | Credential::Federated => wire::CLIENT_ASSERTION,
        Credential::None => "",
    }
}

fn sender(state: &State, step: &Step) -> Chip {
    let actor = state.flow.actors.iter().find(|actor| actor.kind == step.sender);
    let name = actor.map(|actor| actor_name(state, actor.input, actor.name));
    Chip { kind: step.sender, name: name.unwrap_or_else(|| step.sender.word().to_owned()) }
}

fn status(state: &State, at: usize, draft: &Draft) -> Status {
    match state.progress(at) {
        Some(Progress::Sending { .. } | Progress::SigningIn(_) | Progress::Polling(_)) => {
            Status::Sending
        }
        Some(Progress::AwaitingPaste { .. }) => Status::AwaitingPaste,
        Some(Progress::Unsent(_)) => Status::Unsent,
        Some(Progress::Answered(exchange)) if !exchange.outcome.is_good() => Status::Refused,
        Some(Progress::Answered(exchange)) if is_of_another(exchange, draft) => Status::Stale,
        Some(Progress::Answered(_)) => Status::Done,
        None if missing_role(state, draft).is_some() => Status::Waiting,
        None if draft.problems.is_empty() => Status::Ready,
        None => Status::Incomplete,
    }
}

fn node_words(state: &State, at: usize, status: Status, draft: &Draft) -> String {
    let words = match status {
        Status::Waiting => match missing_role(state, draft) {
            Some(role) => return format!("waits for {}", role.symbol()),
            None => "waits for an earlier step",
        },
        Status::Incomplete => {
            let missing = draft.problems.len();
            let fields = if missing == 1 { "field" } else { "fields" };
            return format!("{missing} {fields} to fill in");
        }
        Status::Ready => "ready to run",
        Status::Sending => match state.progress(at) {
            Some(Progress::SigningIn(_)) => "waits for the sign-in",
            Some(Progress::Polling(_)) => "polls",
            _ => "under way",
        },
        Status::AwaitingPaste => "paste the answer",
        Status::Done => return life(state, at).unwrap_or_else(|| "received".to_owned()),
        Status::Stale => "of an earlier form",
        Status::Refused => match state.exchange(at).map(|exchange| &exchange.outcome) {
            Some(Outcome::Refused(error)) => {
                return error
                    .code()
                    .map_or_else(|| error.error.clone(), |code| format!("AADSTS{code}"));
            }
            Some(Outcome::Proxy(_)) => "refused by the proxy",
            Some(Outcome::Wrong(_)) => "not the answer",
            _ => "not readable",
        },
        Status::Unsent => "nothing came back",
    };
    words.to_owned()
}

/// The first result of an earlier step that is still missing.
fn missing_role(state: &State, draft: &Draft) -> Option<Role> {
    draft.missing().find_map(|id| carried(state, id))
}

/// How long a token lives still, from the answer's own `expires_in`.
fn life(state: &State, at: usize) -> Option<String> {
    let exchange = state.exchange(at)?;
    let seconds = match &exchange.outcome {
        Outcome::Token(token) => token.expires_in?,
        Outcome::Device(device) => device.expires_in,
        _ => return None,
    };
    let gone = state.now.saturating_sub(exchange.at) / 1000;
    Some(match seconds.checked_sub(gone) {
        None | Some(0) => "expired".to_owned(),
        Some(left) if left < 60 => format!("{left} s left"),
        Some(left) => format!("{} min left", left / 60),
    })
}

/// What was sent and what came: `POST /token · 200 · 84 ms`.
fn edge_words(state: &State, at: usize) -> Option<String> {
    let exchange = state.exchange(at)?;
    Some(match &exchange.response {
        Received::Carried { response, took } => {
            let request = &exchange.request;
            let place = request.url.path.rsplit('/').next().unwrap_or_default();
            let method = request.method.as_str();
            format!("{method} /{place} · {} · {took} ms", response.status)
        }
        Received::Pasted { .. } => "answer pasted".to_owned(),
        Received::Redirected { .. } => "came back".to_owned(),
    })
}
