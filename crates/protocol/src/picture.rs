//! A flow as a picture: the chain of tokens, or who asks whom. Data first, then
//! geometry, then elements or text; nothing here is drawn by hand for a flow.
//!
//! The page draws the chain itself, from the data that stands here. All else is
//! drawn by the module that explains, which the page asks for a [`Picture`].

mod drawing;
mod mermaid;
mod page;
mod sequence;
mod svg;

use std::borrow::Cow;

pub use drawing::{Drawing, Shape, chain_drawing, sequence_drawing};
pub use mermaid::{chain_mermaid, sequence_mermaid};
pub use page::sheet;
pub use sequence::{Lane, Message, Sequence, Way, sequence};
pub use svg::svg;

use crate::crossing::{self, crossing};
use crate::endpoint::EndpointKind;
use crate::flows::{Flow, Place, Role, Step};
use crate::identity::IdentityKind;
use crate::sheet::Sheet;

/// A picture that is wanted.
#[derive(Clone, Debug, Eq)]
pub struct Picture {
    /// What it shows.
    pub chain: Chain,
    /// Whether it shows who asks whom; else the chain of tokens.
    pub sequence: bool,
    /// Whether the results were made up: a picture that is taken away says so.
    pub simulated: bool,
    /// Where it goes.
    pub medium: Medium,
}

/// Where a picture goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Medium {
    /// Onto the page.
    Page,
    /// Into an SVG file.
    File,
    /// Into documentation that draws Mermaid text (mermaid.js.org, version 10 and
    /// later).
    Mermaid,
}

/// A flow, and how far it is. Nothing in it is secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    /// The flow.
    pub flow: &'static Flow,
    /// What the first sender holds, such as a client secret.
    pub origin: Cow<'static, str>,
    /// The tokens, one for each step.
    pub nodes: Vec<Node>,
}

/// A token, made by one step: what is known of it beside what the step says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Who asks for it.
    pub sender: Chip,
    /// How far it is.
    pub status: Status,
    /// The status in a few words, such as `61 min left`.
    pub words: String,
    /// The same of its request, such as `POST /token · 200 · 84 ms`.
    pub request: String,
    /// What its request takes in; its method alone, where that is nothing.
    pub takes: Vec<Taken>,
}

/// Somebody who takes part, by the best name there is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chip {
    /// The kind, which gives shape, letter and colour.
    pub kind: IdentityKind,
    /// The name.
    pub name: String,
}

/// Something that enters a request: an edge of the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The step whose token it is, counted from 0, and what it is there; `None` for
    /// the client's own credential.
    pub from: Option<(usize, Role)>,
    /// The parameter by which it enters.
    pub param: Cow<'static, str>,
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

crossing! {
    struct Picture { chain, sequence, simulated, medium }
    enum Medium { Page, File, Mermaid }
    struct Chain { flow, origin, nodes }
    struct Node { sender, status, words, request, takes }
    struct Chip { kind, name }
    struct Taken { from, param }
    enum Status {
        Waiting, Incomplete, Ready, Sending, AwaitingPaste, Done, Stale, Refused, Unsent,
    }
}

/// By the bytes that cross, which differ where anything does: the page has to write
/// those anyway, and to compare field by field would be code beside it.
impl PartialEq for Picture {
    fn eq(&self, other: &Self) -> bool {
        crossing::to_bytes(self) == crossing::to_bytes(other)
    }
}

impl Chain {
    /// The steps, each with what is known of it.
    pub fn steps(&self) -> impl Iterator<Item = (&'static Step, &Node)> {
        self.flow.steps.iter().zip(&self.nodes)
    }
}

impl Taken {
    /// The sign of the token.
    #[must_use]
    pub fn symbol(&self) -> Option<&'static str> {
        self.from.map(|(_, role)| role.symbol())
    }

    /// The step that the token comes from, where that is further back than the one
    /// before the step `to`, which takes it.
    #[must_use]
    pub fn from_far(&self, to: usize) -> Option<usize> {
        self.from.map(|(from, _)| from).filter(|from| from + 1 < to)
    }
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

/// Method and place, such as `POST token`.
#[must_use]
pub fn sent(step: &Step) -> String {
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

/// Sign and title of what a step makes: `T1 Exchange token`.
fn heading(step: &Step) -> String {
    format!("{} {}", step.role().symbol(), step.title)
}

impl Picture {
    /// Draws it: for the page as elements, for elsewhere as one text.
    #[must_use]
    pub fn draw(&self) -> Sheet {
        let drawing = || match self.sequence {
            true => sequence_drawing(&sequence(&self.chain)),
            false => chain_drawing(&self.chain),
        };
        match self.medium {
            Medium::Page => sheet(&drawing()).into(),
            Medium::File => Sheet::Text(svg(&drawing(), &self.title())),
            Medium::Mermaid => {
                let text = match self.sequence {
                    true => sequence_mermaid(&sequence(&self.chain)),
                    false => chain_mermaid(&self.chain),
                };
                Sheet::Text(format!("{text}  %% {}\n", self.title()))
            }
        }
    }

    /// What the picture shows, and whether its results were made up.
    fn title(&self) -> String {
        let note = if self.simulated { " · simulated" } else { "" };
        format!("{}{note}", self.chain.flow.heading)
    }
}

#[cfg(test)]
mod tests;
