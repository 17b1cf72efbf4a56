//! Flows as data: what is asked, in which order, with which parameters, and why.
//!
//! A flow is a constant. The stepper, the form, the request pane, the chain,
//! the documentation, links and tests are loops over [`FLOWS`]; nothing
//! outside this folder knows one flow from another. A new flow is a file here
//! and a line in [`FLOWS`].

mod agent_autonomous;
mod agent_on_behalf_of;
mod agent_user;
mod authorization_code;
mod client_credentials;
mod consent;
mod device_code;
mod discovery;
mod managed_identity;
mod not_offered;
mod on_behalf_of;
mod place;
mod refresh_token;
mod resource_call;
mod role;
mod row;
mod rows;
mod setup;
mod sign_out;
mod step;

pub use not_offered::{NOT_OFFERED, NotOffered};
pub use place::{Answer, Encoding, Place, Segment, Travel};
pub use role::{Made, Role};
pub use row::{Derivation, Forbidden, ParamRow, Row, Source};
pub use step::Step;

use crate::crossing::{Crossing, Reader, Writer};
use crate::identity::IdentityKind;
use crate::inputs::{InputId, Inputs};
use crate::spec::Spec;

/// Every flow, in the order of the rail.
pub static FLOWS: [&Flow; 15] = [
    &agent_autonomous::FLOW,
    &agent_on_behalf_of::FLOW,
    &agent_user::FLOW,
    &authorization_code::FLOW,
    &refresh_token::FLOW,
    &client_credentials::FLOW,
    &on_behalf_of::FLOW,
    &device_code::FLOW,
    &consent::ADMIN,
    &consent::USER,
    &managed_identity::FLOW,
    &discovery::FLOW,
    &sign_out::FLOW,
    &resource_call::FLOW,
    &setup::FLOW,
];

/// The notes of every flow, in the order of [`FLOWS`].
pub static NOTES: [&Notes; FLOWS.len()] = [
    &agent_autonomous::NOTES,
    &agent_on_behalf_of::NOTES,
    &agent_user::NOTES,
    &authorization_code::NOTES,
    &refresh_token::NOTES,
    &client_credentials::NOTES,
    &on_behalf_of::NOTES,
    &device_code::NOTES,
    &consent::ADMIN_NOTES,
    &consent::USER_NOTES,
    &managed_identity::NOTES,
    &discovery::NOTES,
    &sign_out::NOTES,
    &resource_call::NOTES,
    &setup::NOTES,
];

/// The public id of a flow, as in links and presets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FlowId(&'static str);

impl Crossing for FlowId {
    fn put(&self, to: &mut Writer) {
        to.bytes(self.0.as_bytes());
    }

    fn take(from: &mut Reader<'_>) -> Self {
        <&Flow>::take(from).id
    }
}

impl Crossing for &'static Flow {
    fn put(&self, to: &mut Writer) {
        self.id.put(to);
    }

    fn take(from: &mut Reader<'_>) -> Self {
        let flow = from.text().and_then(FlowId::parse);
        from.or_fail(flow, FLOWS[0])
    }
}

impl FlowId {
    /// The flow of a public id.
    #[must_use]
    pub fn parse(id: &str) -> Option<&'static Flow> {
        FLOWS.into_iter().find(|flow| flow.id.0 == id)
    }

    /// The id as text.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.0
    }
}

/// The groups of the rail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlowGroup {
    /// How agents get tokens.
    Agents,
    /// How people and ordinary apps get tokens.
    Apps,
    /// What stands around the tokens: consent, set-up, proof.
    Help,
}

impl FlowGroup {
    /// Every group, in the order of the rail.
    pub const ALL: [Self; 3] = [Self::Agents, Self::Apps, Self::Help];

    /// The heading of the group.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Agents => "Agents",
            Self::Apps => "Apps and people",
            Self::Help => "Help",
        }
    }
}

/// One way to get a token, or one errand around it.
#[derive(Debug)]
pub struct Flow {
    /// The public id.
    pub id: FlowId,
    /// The group of the rail.
    pub group: FlowGroup,
    /// The title in the rail and above the chain.
    pub title: &'static str,
    /// A few words under the title in the rail.
    pub subtitle: &'static str,
    /// The heading of the page.
    pub heading: &'static str,
    /// One sentence: who gets which token for what.
    pub purpose: &'static str,
    /// Who takes part, in order of appearance.
    pub actors: &'static [Actor],
    /// The requests, in order.
    pub steps: &'static [Step],
}

/// What there is to read about a flow, beside it: a page that does not show it does
/// not load it.
#[derive(Debug)]
pub struct Notes {
    /// Where to read more.
    pub links: &'static [Spec],
    /// What goes wrong most often, a sentence each.
    pub pitfalls: &'static [&'static str],
}

impl PartialEq for Flow {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Flow {}

impl Flow {
    /// Where to read more, and what goes wrong most often.
    #[must_use]
    pub fn notes(&self) -> Option<&'static Notes> {
        FLOWS.iter().zip(NOTES).find(|(flow, _)| **flow == self).map(|(_, notes)| notes)
    }

    /// The position of a step by its public id.
    #[must_use]
    pub fn step(&'static self, id: &str) -> Option<(usize, &'static Step)> {
        self.steps.iter().enumerate().find(|(_, step)| step.id == id)
    }

    /// The first step that makes a result of this role without one to begin
    /// with, counted from 0; `None` when there is none, so that it is pasted.
    #[must_use]
    pub fn maker(&self, role: Role) -> Option<usize> {
        let needs = |step: &Step| {
            let needed = step.needs(&Inputs::default());
            needed.iter().any(|(input, _)| input.row().role == Some(role))
        };
        self.steps.iter().position(|step| step.makes(role).is_some() && !needs(step))
    }
}

/// Somebody who takes part in a flow.
#[derive(Debug)]
pub struct Actor {
    /// The kind, which gives colour, shape and letter.
    pub kind: IdentityKind,
    /// The input that identifies it; `None` for one that no input names.
    pub input: Option<InputId>,
    /// What it is called while nothing more is known.
    pub name: &'static str,
}

impl Actor {
    const fn new(kind: IdentityKind, input: InputId, name: &'static str) -> Self {
        Self { kind, input: Some(input), name }
    }

    const fn unnamed(kind: IdentityKind, name: &'static str) -> Self {
        Self { kind, input: None, name }
    }
}

#[cfg(test)]
mod tests;
