//! The chain above the panes: tokens as nodes, requests as edges that carry
//! the name of the parameter by which a token enters the next request.

use protocol::client_auth::Credential;
use protocol::endpoint::EndpointKind;
use protocol::flows::{Place, Role, Step};
use protocol::identity::IdentityKind;
use protocol::inputs::InputId;
use protocol::request::Draft;
use protocol::search;
use protocol::wire;

use super::{carried, credential, draft_of, is_of_another, name_of};
use crate::outcome::Outcome;
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
    /// What is sent: `POST token`.
    pub sent: String,
    /// The signs of what comes beside, such as `RT`.
    pub beside: Vec<&'static str>,
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

impl Node {
    /// Sign and title: `T1 Exchange token`.
    #[must_use]
    pub fn heading(&self) -> String {
        format!("{} {}", self.role.symbol(), self.title)
    }
}

impl Edge {
    /// Whether the token comes from further back than the step before.
    #[must_use]
    pub fn is_far(&self) -> bool {
        self.from.is_some_and(|from| from + 1 < self.to)
    }
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
    let mut edges = Vec::new();
    for (at, step) in state.flow.steps.iter().enumerate() {
        // Built once for all that is said of the step.
        let draft = draft_of(state, at);
        let status = status(state, at, &draft);
        let node_words = node_words(state, at, status, &draft);
        let words = edge_words(state, at).unwrap_or_else(|| node_words.clone());
        nodes.push(Node {
            step: at,
            role: step.role(),
            title: step.title,
            sender: sender(state, step),
            status,
            words: node_words,
            sent: sent(step),
            beside: step.makes.iter().skip(1).map(|made| made.role.symbol()).collect(),
            chosen: at == state.step,
        });
        let mut edge = |from: Option<(usize, &'static str)>, param| {
            let (from, from_symbol) = (from.map(|(at, _)| at), from.map(|(_, symbol)| symbol));
            edges.push(Edge { from, from_symbol, to: at, param, status, words: words.clone() });
        };
        let mut edge_count = 0;
        if let Some(credential) = credential(state, step).filter(|c| *c != Credential::None) {
            edge(None, credential_param(credential));
            edge_count += 1;
        }
        for (input, param) in step.needs(&state.session().inputs) {
            let from = input.row().role.and_then(|role| {
                let earlier = state.flow.steps.get(..at)?;
                let from = earlier.iter().rposition(|earlier| earlier.makes(role).is_some())?;
                Some((from, role.symbol()))
            });
            edge(from, param);
            edge_count += 1;
        }
        if edge_count == 0 {
            edge(None, step.method.as_str());
        }
    }
    let origin = state.flow.steps.first().and_then(|step| credential(state, step));
    Chain { origin: origin.map_or("", holds), nodes, edges }
}

/// Method and place, such as `POST token`.
fn sent(step: &Step) -> String {
    let place = match step.place {
        Place::Entra(EndpointKind::Authorize) => "authorize",
        Place::Entra(EndpointKind::Token) => "token",
        Place::Entra(EndpointKind::DeviceCode) => "devicecode",
        Place::Entra(EndpointKind::AdminConsent) => "adminconsent",
        Place::Entra(EndpointKind::Logout) => "logout",
        Place::Entra(EndpointKind::Metadata) => "metadata",
        Place::Entra(EndpointKind::Keys) => "keys",
        Place::Graph(..) => "Graph",
        Place::ResourceManager(_) => "Resource Manager",
        Place::Imds => "IMDS",
        Place::AppService => "App Service",
        Place::Chosen | Place::Echo => "API",
    };
    format!("{} {place}", step.method.as_str())
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
