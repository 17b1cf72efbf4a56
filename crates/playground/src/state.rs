//! What the reader typed, chose and received. Nothing in here is derived:
//! that is the work of [`select`](crate::select).

use protocol::flows::{FLOWS, Flow, FlowId, Role};
use protocol::identity::Names;
use protocol::inputs::{InputId, Inputs};
use protocol::render::{Format, Reveal};
use protocol::request::{HttpRequest, HttpResponse};
use protocol::response::{Outcome, TokenResponse};
use protocol::secret::Secret;

use crate::action::Copied;
use crate::deployment::Deployment;
use crate::destination::Destination;
use crate::preferences::Preferences;

/// Milliseconds since 1970, as the page's clock has them.
pub type Millis = u64;

/// The number of one sending. An answer with another number than the one that
/// is waited for came late and is ignored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Attempt(pub u32);

/// The whole playground.
#[derive(Clone, Debug)]
pub struct State {
    /// The chosen flow.
    pub flow: &'static Flow,
    /// The chosen step of the flow, counted from 0.
    pub step: usize,
    /// Where requests go.
    pub destination: Destination,
    /// What this deployment offers.
    pub deployment: Deployment,
    /// What was typed and received in the simulated tenant.
    pub simulated: Session,
    /// What was typed and received in real ones. The two never mix: leaving the
    /// simulated tenant leaves its example values behind.
    pub real: Session,
    /// The example values of the simulated tenant.
    pub examples: Inputs,
    /// The names of the simulated tenant's objects.
    pub names: Names,
    /// How the page shows it.
    pub view: View,
    /// The number of the next sending.
    pub next_attempt: Attempt,
    /// Whether the steps that follow run on their own.
    pub running_all: bool,
    /// The time of the last tick or answer.
    pub now: Millis,
    /// What may be remembered between visits.
    pub preferences: Preferences,
}

/// One form and its results.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Session {
    /// What was typed, for all flows.
    pub inputs: Inputs,
    /// What came of each step.
    pub steps: Steps,
    /// Whether a run was tried, so that empty fields are worth a word.
    pub tried: bool,
    /// A paste that a field did not take, and its length in characters.
    pub refused_paste: Option<(InputId, usize)>,
    /// The inputs that hold a pasted token in place of the one carried over.
    pub pasted_instead: Vec<InputId>,
}

/// How far the steps of the flows are: each by its flow and its place, counted
/// from 0. A list, because there are few.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Steps(pub(crate) Vec<((FlowId, usize), Progress)>);

impl Steps {
    /// How far a step is; `None` when nothing came of it yet.
    #[must_use]
    pub fn get(&self, flow: FlowId, step: usize) -> Option<&Progress> {
        self.0.iter().find(|(key, _)| *key == (flow, step)).map(|(_, progress)| progress)
    }

    /// Whether nothing came of any step.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn set(&mut self, flow: FlowId, step: usize, progress: Progress) {
        self.0.retain(|(key, _)| *key != (flow, step));
        self.0.push(((flow, step), progress));
    }
}

/// How far a step is. That it waits for something or is ready follows from the
/// inputs and is not stored.
#[derive(Clone, Debug, PartialEq)]
pub enum Progress {
    /// Under way.
    Sending {
        /// Its number.
        attempt: Attempt,
        /// What was sent.
        request: HttpRequest,
        /// When it began.
        since: Millis,
    },
    /// The reader has the command and will paste the answer.
    AwaitingPaste {
        /// What the command sends.
        request: HttpRequest,
    },
    /// Something came back.
    Answered(Box<Exchange>),
    /// Nothing came back.
    Unsent(TransportError),
}

/// A request and what it brought.
#[derive(Clone, Debug, PartialEq)]
pub struct Exchange {
    /// What was sent.
    pub request: HttpRequest,
    /// What came back; `None` for the parts that a pasted answer does not have.
    pub response: Received,
    /// What it turned out to be.
    pub outcome: Outcome,
    /// When it came.
    pub at: Millis,
}

/// How an answer arrived.
#[derive(Clone, Debug, PartialEq)]
pub enum Received {
    /// Over the wire, and how long it took.
    Carried {
        /// The answer.
        response: HttpResponse,
        /// Milliseconds from sending to reading.
        took: Millis,
    },
    /// From the reader's clipboard.
    Pasted {
        /// The text.
        text: Secret,
    },
}

impl Exchange {
    /// The token, where there is one.
    #[must_use]
    pub fn token(&self) -> Option<&TokenResponse> {
        match &self.outcome {
            Outcome::Token(token) => Some(token),
            _ => None,
        }
    }
}

/// Why nothing came back.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TransportError {
    /// The browser could not reach the proxy, or was not allowed to.
    #[error(
        "The browser got no answer from the proxy at {at}. It is not running, or it does not allow this page's origin."
    )]
    Network {
        /// The proxy's address.
        at: String,
    },
    /// No answer in time.
    #[error("No answer came within {seconds} seconds.")]
    TimedOut {
        /// The limit.
        seconds: u32,
    },
    /// The proxy has no route to this authority.
    #[error("The chosen route leads to {route}, and this request is for {authority}.")]
    NoRoute {
        /// The host that the route leads to.
        route: String,
        /// The host of the request.
        authority: String,
    },
    /// The route lets no `Authorization` header pass.
    #[error(
        "This route of the proxy lets no Authorization header pass, so the secret as Basic credentials cannot get through."
    )]
    NoAuthorization,
    /// The browser has no WebCrypto here.
    #[error(
        "This page is not in a secure context, so the browser gives it no cryptography and the simulated Entra cannot sign."
    )]
    NoCryptography,
    /// The answer is larger than any of Entra's.
    #[error("The answer is larger than 1 MiB and was dropped.")]
    TooLarge,
    /// The reader gave up.
    #[error("Cancelled. Nothing was received.")]
    Cancelled,
}

impl TransportError {
    /// What to do next.
    #[must_use]
    pub const fn advice(&self) -> &'static str {
        match self {
            Self::Network { .. } => {
                "Start the proxy, or open the page that the proxy itself serves. Copy & paste works without it."
            }
            Self::TimedOut { .. } => {
                "Run the step again. If it happens again, try copy & paste to see what your network says."
            }
            Self::NoRoute { .. } => "Choose the matching cloud, another route, or copy & paste.",
            Self::NoAuthorization => {
                "Send the secret in the body instead, or allow the header in the proxy's configuration."
            }
            Self::NoCryptography => "Open the page over https or on 127.0.0.1.",
            Self::TooLarge => "Check which host the proxy's route leads to.",
            Self::Cancelled => "Run the step again when you are ready.",
        }
    }
}

/// How the page shows the state: nothing of it matters to a request.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct View {
    /// The form of the request.
    pub format: Format,
    /// Whether the request shows its secrets.
    pub reveal: Reveal,
    /// The secret fields that are shown in clear.
    pub revealed_fields: Vec<InputId>,
    /// The field with the focus, whose parameter is marked.
    pub focused: Option<InputId>,
    /// The tab of the token.
    pub token_tab: TokenTab,
    /// Whether the menu of destinations is open.
    pub menu_open: bool,
    /// Whether the list of flows is open, on a narrow window.
    pub rail_open: bool,
    /// Whether the help is open.
    pub help_open: bool,
    /// Where the reader has just come from, until the next request goes out.
    pub leaving: Option<Leaving>,
    /// What was copied last, and whether the clipboard took it.
    pub copied: Option<(Copied, bool)>,
}

/// What was left for a destination that takes real secrets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaving {
    /// The simulated tenant, with its example values.
    SimulatedTenant,
    /// Another real destination; what was typed for it is still there.
    AnotherDestination,
}

/// The tabs of a token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TokenTab {
    /// The claims, explained.
    #[default]
    Claims,
    /// The JOSE header, explained.
    Header,
    /// The answer as it came.
    Raw,
    /// What is notable.
    Findings,
}

impl TokenTab {
    /// Every tab, in order.
    pub const ALL: [Self; 4] = [Self::Claims, Self::Header, Self::Raw, Self::Findings];

    /// The word on the tab.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Claims => "Claims",
            Self::Header => "Header",
            Self::Raw => "Raw",
            Self::Findings => "Findings",
        }
    }
}

impl State {
    /// The playground as it opens: the first flow, in the simulated tenant, with
    /// its example values filled in.
    #[must_use]
    pub fn new(examples: Inputs, names: Names, preferences: Preferences) -> Self {
        Self {
            flow: FLOWS[0],
            step: 0,
            destination: Destination::Simulated,
            deployment: Deployment::default(),
            simulated: Session { inputs: examples.clone(), ..Session::default() },
            real: Session::default(),
            examples,
            names,
            view: View::default(),
            next_attempt: Attempt(1),
            running_all: false,
            now: 0,
            preferences,
        }
    }

    /// The session that the destination belongs to.
    #[must_use]
    pub const fn session(&self) -> &Session {
        if self.destination.is_simulated() { &self.simulated } else { &self.real }
    }

    pub(crate) const fn session_mut(&mut self) -> &mut Session {
        if self.destination.is_simulated() { &mut self.simulated } else { &mut self.real }
    }

    /// How far a step of the chosen flow is.
    #[must_use]
    pub fn progress(&self, step: usize) -> Option<&Progress> {
        self.session().steps.get(self.flow.id, step)
    }

    /// The exchange of a step, once something came back.
    #[must_use]
    pub fn exchange(&self, step: usize) -> Option<&Exchange> {
        match self.progress(step) {
            Some(Progress::Answered(exchange)) => Some(exchange),
            _ => None,
        }
    }

    /// The result of a role that the chosen flow has made, and its step.
    #[must_use]
    pub fn result(&self, role: Role) -> Option<(usize, &Secret)> {
        self.flow.steps.iter().enumerate().find_map(|(at, step)| {
            let made = step.makes(role)?;
            let token = self.exchange(at)?.token()?;
            let secret = match made.member {
                "access_token" => Some(&token.access_token),
                "refresh_token" => token.refresh_token.as_ref(),
                "id_token" => token.id_token.as_ref(),
                _ => None,
            };
            Some((at, secret?))
        })
    }
}
