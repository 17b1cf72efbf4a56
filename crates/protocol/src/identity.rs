//! Who takes part in a token exchange, and what they are called.

mod sign;

use std::sync::Arc;

pub use sign::Sign;

use crate::crossing::{Crossing, Reader, Writer, crossing};
use crate::guid::Guid;

/// The kinds of identity that appear in chains, chips, verdicts and claims,
/// each with one shape, letter and hue everywhere in the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum IdentityKind {
    /// An agent identity blueprint: holds the credential of its agents.
    Blueprint,
    /// An agent identity, child of one blueprint.
    AgentIdentity,
    /// An agent's user account.
    AgentUser,
    /// A human who signs in.
    Person,
    /// An ordinary client application or API.
    Client,
    /// The API that a token opens.
    Resource,
    /// The token service itself.
    Entra,
}

impl IdentityKind {
    /// The word that travels with the colour and the shape.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Blueprint => "blueprint",
            Self::AgentIdentity => "agent identity",
            Self::AgentUser => "agent user",
            Self::Person => "person",
            Self::Client => "app",
            Self::Resource => "API",
            Self::Entra => "Entra",
        }
    }
}

/// Display names known for directory objects and applications: from the
/// simulated tenant's directory, or given by the reader. A list: there are few,
/// and they are looked up a few times for each picture. Cloning shares it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names(Arc<Vec<(Guid, String)>>);

crossing! {
    enum IdentityKind { Blueprint, AgentIdentity, AgentUser, Person, Client, Resource, Entra }
}

impl Crossing for Names {
    fn put(&self, to: &mut Writer) {
        self.0.put(to);
    }

    fn take(from: &mut Reader<'_>) -> Self {
        Self(Arc::new(Crossing::take(from)))
    }
}

impl Names {
    /// Remembers the name of one object or application id; a later name of the
    /// same id takes the place of the earlier one.
    pub fn insert(&mut self, id: Guid, name: impl Into<String>) {
        let names = Arc::make_mut(&mut self.0);
        names.retain(|(other, _)| *other != id);
        names.push((id, name.into()));
    }

    /// The name of an id written in any case; `None` when it is not known or
    /// the text is no GUID.
    #[must_use]
    pub fn of(&self, id: &str) -> Option<&str> {
        let id = Guid::parse(id)?;
        self.0.iter().find(|(other, _)| *other == id).map(|(_, name)| name.as_str())
    }
}
