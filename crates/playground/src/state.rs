//! What the reader typed, chose and received. Nothing in here is derived:
//! that is the work of [`select`](crate::select).

mod transport_error;

use protocol::flows::{FLOWS, Flow, FlowId, Role};
use protocol::guid::Guid;
use protocol::identity::Names;
use protocol::inputs::{InputId, Inputs};
use protocol::render::{Format, Reveal};
use protocol::request::{HttpRequest, HttpResponse};
use protocol::response::TokenResponse;
use protocol::secret::Secret;
use protocol::wire;

use crate::action::Copied;
use crate::certificate::{Key, KeyProblem};
use crate::decoder::Decoder;
use crate::deployment::Deployment;
use crate::destination::Destination;
use crate::documents::Documents;
use crate::effect::Carrier;
use crate::explanations::Explanations;
use crate::fresh::Seed;
use crate::outcome::Outcome;
use crate::page::Page;
use crate::preferences::Preferences;
use crate::sign_in::SignIn;

pub use transport_error::TransportError;

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
    /// The names of the simulated tenant's objects, with those that were made.
    pub names: Names,
    /// The names as they were at first.
    pub(crate) example_names: Names,
    /// How the page shows it.
    pub view: View,
    /// The number of the next sending.
    pub next_attempt: Attempt,
    /// Whether the steps that follow run on their own.
    pub running_all: bool,
    /// The token that the simulated tenant is asked for.
    pub(crate) errand: Option<Errand>,
    /// The time of the last tick or answer.
    pub now: Millis,
    /// What may be remembered between visits.
    pub preferences: Preferences,
    /// What values of a sign-in are made from; `None` where the browser has no
    /// random source.
    pub seed: Option<Seed>,
    /// Where the page is, up to and with the last slash of its path.
    pub address: String,
    /// The decoder.
    pub decoder: Decoder,
    /// What is explained.
    pub explanations: Explanations,
}

/// A token on its way into the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Errand {
    /// Its number.
    pub(crate) attempt: Attempt,
    /// The input that takes it.
    pub(crate) input: InputId,
    /// Whether the step runs then.
    pub(crate) runs: bool,
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
    /// The last run of each flow that began with a sign-in: tells its values
    /// from those of other runs.
    pub(crate) runs: Vec<(FlowId, u32)>,
    /// The clients that got consent since the tenant was new; `None` for a change
    /// that may be about any.
    pub(crate) consented: Vec<Option<Guid>>,
    /// The states of sign-ins that had an answer.
    pub(crate) spent: Vec<Secret>,
    /// The keys that the browser keeps.
    pub(crate) keys: Vec<Key>,
    /// What is wrong with the last key, and the input that it is for.
    pub(crate) key_problem: Option<(InputId, KeyProblem)>,
}

impl Session {
    /// Somebody may have consented to a client; `None` for any.
    pub(crate) fn consented_to(&mut self, client: Option<Guid>) {
        if !self.consented.contains(&client) {
            self.consented.push(client);
        }
    }

    /// The run to which the values of a flow belong.
    pub(crate) fn run(&self, flow: FlowId) -> u32 {
        self.runs.iter().find(|(other, _)| *other == flow).map_or(0, |(_, run)| *run)
    }

    /// Whether the browser keeps a key for the assertion of an input.
    pub(crate) fn has_key(&self, input: InputId) -> bool {
        self.keys.iter().any(|key| key.input == input)
    }
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
    /// A person signs in.
    SigningIn(Box<SignIn>),
    /// A device waits for its person, and polls.
    Polling(Box<Polling>),
    /// Something came back.
    Answered(Box<Exchange>),
    /// Nothing came back.
    Unsent(TransportError),
}

/// Polling for a device's tokens (RFC 8628 3.4 and 3.5).
#[derive(Clone, Debug, PartialEq)]
pub struct Polling {
    /// The number of the poll that is under way, or comes next.
    pub attempt: Attempt,
    /// What each poll sends.
    pub request: HttpRequest,
    /// What carries it.
    pub carrier: Carrier,
    /// When the first one went out.
    pub since: Millis,
    /// How many polls were answered.
    pub polls: u32,
    /// Seconds between two polls.
    pub interval: u64,
    /// When the next one goes out; in the past while one is under way.
    pub next: Millis,
    /// When both codes die, where that is known.
    pub ends: Option<Millis>,
    /// The device page of the simulated Entra, while it is open.
    pub page: Option<Box<SignIn>>,
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
    /// With a redirect of the browser: its query or its fragment.
    Redirected {
        /// The parameters.
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

/// How the page shows the state: nothing of it matters to a request.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct View {
    /// The form of the request.
    pub format: Format,
    /// Documents of the whole flow.
    pub documents: Documents,
    /// Whether the request shows its secrets.
    pub reveal: Reveal,
    /// The secret fields that are shown in clear.
    pub revealed_fields: Vec<InputId>,
    /// Whether the reader has looked at a request: who does may want to know why
    /// each parameter is there.
    pub looked_at: bool,
    /// The field with the focus, whose parameter is marked.
    pub focused: Option<InputId>,
    /// The tab of the token.
    pub token_tab: TokenTab,
    /// Which token of an answer is shown; `None` for the first.
    pub token_role: Option<Role>,
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
    /// What is copied as soon as it is there.
    pub copy_pending: Option<Copied>,
    /// What the window shows.
    pub page: Page,
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
    pub fn new(mut examples: Inputs, names: Names, preferences: Preferences) -> Self {
        if !examples.has(InputId::Platform) {
            examples.set(InputId::Platform, wire::PLATFORM_SPA.to_owned());
        }
        Self {
            flow: FLOWS[0],
            step: 0,
            destination: Destination::Simulated,
            deployment: Deployment::default(),
            simulated: Session { inputs: examples.clone(), ..Session::default() },
            real: Session::default(),
            examples,
            example_names: names.clone(),
            names,
            view: View::default(),
            next_attempt: Attempt(1),
            running_all: false,
            errand: None,
            now: 0,
            preferences,
            seed: None,
            address: String::new(),
            decoder: Decoder::default(),
            explanations: Explanations::default(),
        }
    }

    /// The redirect URI at which this page can receive an answer.
    #[must_use]
    pub fn bridge(&self) -> String {
        [&*self.address, "bridge.html"].concat()
    }

    /// A session as it begins at a real authority.
    pub(crate) fn real_session(&self) -> Session {
        let mut session = Session::default();
        session.inputs.set(InputId::Platform, wire::PLATFORM_SPA.to_owned());
        if !self.address.is_empty() {
            session.inputs.set(InputId::RedirectUri, self.bridge());
        }
        session
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
            Some((at, self.exchange(at)?.outcome.made(made)?))
        })
    }
}
