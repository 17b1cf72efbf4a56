//! The chain above the panes: tokens as nodes, requests as edges that carry
//! the name of the parameter by which a token enters the next request.

use protocol::client_auth::Credential;
use protocol::flows::{Role, Step};
use protocol::identity::IdentityKind;
use protocol::inputs::InputId;
use protocol::response::Outcome;
use protocol::wire;

use super::{credential, draft_of, is_stale, name_of};
use crate::state::{Progress, Received, State};

/// Somebody who takes part, by the best name there is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chip {
    /// The kind, which gives shape, letter and colour.
    pub kind: IdentityKind,
    /// The name.
    pub name: String,
}

/// The chain of the chosen flow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    /// What the first sender holds, such as a client secret.
    pub origin: &'static str,
    /// The tokens, one for each step.
    pub nodes: Vec<Node>,
    /// The requests.
    pub edges: Vec<Edge>,
}

/// A token, made by one step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// The step, counted from 0.
    pub step: usize,
    /// What the token is.
    pub role: Role,
    /// What the step is called.
    pub title: &'static str,
    /// Who asks for it.
    pub sender: Chip,
    /// How far it is.
    pub status: Status,
    /// The status in a few words, such as `61 min left`.
    pub words: String,
    /// Whether this step is chosen.
    pub chosen: bool,
}

/// A request: what it takes in, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The step whose token it takes in; `None` for the client's own credential.
    pub from: Option<usize>,
    /// The sign of that token.
    pub from_symbol: Option<&'static str>,
    /// The step that sends it.
    pub to: usize,
    /// The parameter by which the token or credential enters.
    pub param: &'static str,
    /// How far the request is.
    pub status: Status,
    /// The status in a few words, such as `POST /token · 200 · 84 ms`.
    pub words: String,
}

/// How far a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// A token of an earlier step is missing.
    Waiting,
    /// Something is still to be filled in.
    Incomplete,
    /// It can run.
    Ready,
    /// Under way.
    Sending,
    /// The reader has the command.
    AwaitingPaste,
    /// A token is there.
    Done,
    /// A token is there, but the form has changed since.
    Stale,
    /// Entra, the proxy or something between said no.
    Refused,
    /// Nothing came back.
    Unsent,
}

impl Status {
    /// The class that styles it, and a word for tests and readers of the page's
    /// tree.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Incomplete => "incomplete",
            Self::Ready => "ready",
            Self::Sending => "sending",
            Self::AwaitingPaste => "awaiting-paste",
            Self::Done => "done",
            Self::Stale => "stale",
            Self::Refused => "refused",
            Self::Unsent => "unsent",
        }
    }
}

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
        InputId::Scope => resource_name(typed).unwrap_or_else(|| fallback.to_owned()),
        _ => fallback.to_owned(),
    }
}

/// The API that a scope names, for the chip: `graph.microsoft.com`.
fn resource_name(scope: &str) -> Option<String> {
    let resource = scope.split_whitespace().next()?.strip_suffix(wire::DEFAULT_SCOPE_SUFFIX)?;
    if resource.eq_ignore_ascii_case("https://graph.microsoft.com") {
        return Some("Microsoft Graph".to_owned());
    }
    let name = resource.split_once("://").map_or(resource, |(_, name)| name);
    Some(name.trim_end_matches('/').to_owned()).filter(|name| !name.is_empty())
}

/// The chain of the chosen flow with the state of each step.
#[must_use]
pub fn chain(state: &State) -> Chain {
    let mut nodes = Vec::new();
    let mut edges = Vec::new();
    for (at, step) in state.flow.steps.iter().enumerate() {
        let status = status(state, at);
        nodes.push(Node {
            step: at,
            role: step.role(),
            title: step.title,
            sender: sender(state, step),
            status,
            words: node_words(state, at, status),
            chosen: at == state.step,
        });
        let words = edge_words(state, at, status);
        let mut edge = |from: Option<usize>, param| {
            let from_symbol = from.map(|from| state.flow.steps[from].role().symbol());
            edges.push(Edge { from, from_symbol, to: at, param, status, words: words.clone() });
        };
        if let Some(credential) = credential(state, step) {
            edge(None, credential_param(credential));
        }
        for (input, param) in step.needs(&state.session().inputs) {
            let from = input.row().role.and_then(|role| {
                state.flow.steps[..at].iter().rposition(|earlier| earlier.makes(role).is_some())
            });
            edge(from, param);
        }
    }
    let origin = state.flow.steps.first().and_then(|step| credential(state, step));
    Chain { origin: origin.map_or("", holds), nodes, edges }
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
        Credential::None => wire::CLIENT_ID,
    }
}

fn sender(state: &State, step: &Step) -> Chip {
    let actor = state.flow.actors.iter().find(|actor| actor.kind == step.sender);
    let name = actor.map(|actor| actor_name(state, actor.input, actor.name));
    Chip { kind: step.sender, name: name.unwrap_or_else(|| step.sender.word().to_owned()) }
}

fn status(state: &State, at: usize) -> Status {
    match state.progress(at) {
        Some(Progress::Sending { .. }) => Status::Sending,
        Some(Progress::AwaitingPaste { .. }) => Status::AwaitingPaste,
        Some(Progress::Unsent(_)) => Status::Unsent,
        Some(Progress::Answered(exchange)) => match exchange.outcome {
            Outcome::Token(_) if is_stale(state, at) => Status::Stale,
            Outcome::Token(_) => Status::Done,
            _ => Status::Refused,
        },
        None => {
            let draft = draft_of(state, at);
            let token_missing = draft.missing().any(|id| id.row().role.is_some());
            if token_missing {
                Status::Waiting
            } else if draft.finish().is_some() {
                Status::Ready
            } else {
                Status::Incomplete
            }
        }
    }
}

fn node_words(state: &State, at: usize, status: Status) -> String {
    match status {
        Status::Waiting => match missing_role(state, at) {
            Some(role) => format!("waits for {}", role.symbol()),
            None => "waits for an earlier token".to_owned(),
        },
        Status::Incomplete => {
            let missing = draft_of(state, at).problems.len();
            let fields = if missing == 1 { "field" } else { "fields" };
            format!("{missing} {fields} to fill in")
        }
        Status::Ready => "ready to run".to_owned(),
        Status::Sending => "under way".to_owned(),
        Status::AwaitingPaste => "paste the answer".to_owned(),
        Status::Done => life(state, at).unwrap_or_else(|| "received".to_owned()),
        Status::Stale => "of an earlier form".to_owned(),
        Status::Refused => match state.exchange(at).map(|exchange| &exchange.outcome) {
            Some(Outcome::Refused(error)) => {
                error.code().map_or_else(|| error.error.clone(), |code| format!("AADSTS{code}"))
            }
            Some(Outcome::Proxy(_)) => "refused by the proxy".to_owned(),
            _ => "not readable".to_owned(),
        },
        Status::Unsent => "nothing came back".to_owned(),
    }
}

fn missing_role(state: &State, at: usize) -> Option<Role> {
    draft_of(state, at).missing().find_map(|id| id.row().role)
}

/// How long a token lives still, from the answer's own `expires_in`.
fn life(state: &State, at: usize) -> Option<String> {
    let exchange = state.exchange(at)?;
    let seconds = exchange.token()?.expires_in?;
    let gone = state.now.saturating_sub(exchange.at) / 1000;
    Some(match seconds.checked_sub(gone) {
        None | Some(0) => "expired".to_owned(),
        Some(left) if left < 60 => format!("{left} s left"),
        Some(left) => format!("{} min left", left / 60),
    })
}

fn edge_words(state: &State, at: usize, status: Status) -> String {
    match (status, state.exchange(at).map(|exchange| &exchange.response)) {
        (_, Some(Received::Carried { response, took })) => {
            format!("POST /token · {} · {took} ms", response.status)
        }
        (_, Some(Received::Pasted { .. })) => "answer pasted".to_owned(),
        _ => node_words(state, at, status),
    }
}
