//! Flows as data: what is asked, in which order, with which parameters, and why.
//!
//! A flow is a constant. The stepper, the form, the request pane, the chain,
//! the documentation, links and tests are loops over [`FLOWS`]; nothing
//! outside this folder knows one flow from another.

mod agent_autonomous;

use crate::client_auth::Credential;
use crate::endpoint::EndpointKind;
use crate::finding::Finding;
use crate::identity::IdentityKind;
use crate::inputs::{InputId, Inputs};
use crate::spec::Spec;

/// Every flow, in the order of the rail.
pub const FLOWS: [&Flow; 1] = [&agent_autonomous::FLOW];

/// The public id of a flow, as in links and presets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FlowId(&'static str);

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
}

impl FlowGroup {
    /// Every group, in the order of the rail.
    pub const ALL: [Self; 1] = [Self::Agents];

    /// The heading of the group.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Agents => "Agents",
        }
    }
}

/// One way to get a token.
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

impl Flow {
    /// The position of a step by its public id.
    #[must_use]
    pub fn step(&'static self, id: &str) -> Option<(usize, &'static Step)> {
        self.steps.iter().enumerate().find(|(_, step)| step.id == id)
    }
}

/// Somebody who takes part in a flow.
#[derive(Debug)]
pub struct Actor {
    /// The kind, which gives colour, shape and letter.
    pub kind: IdentityKind,
    /// The input that identifies it.
    pub input: InputId,
    /// What it is called while nothing more is known.
    pub name: &'static str,
}

/// What a result is, by its role in the flow: so that one token cannot be put
/// where another belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// The blueprint's token for the token exchange, bound to one agent (T1).
    BlueprintExchangeToken,
    /// The token that opens the API (TR).
    ResourceToken,
}

impl Role {
    /// The name for readers.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::BlueprintExchangeToken => "Blueprint exchange token",
            Self::ResourceToken => "Resource token",
        }
    }

    /// The short sign that Microsoft's pages use beside the name.
    #[must_use]
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::BlueprintExchangeToken => "T1",
            Self::ResourceToken => "TR",
        }
    }
}

/// One request of a flow.
#[derive(Debug)]
pub struct Step {
    /// The public id, unique within its flow.
    pub id: &'static str,
    /// The title.
    pub title: &'static str,
    /// Who sends it.
    pub sender: IdentityKind,
    /// One sentence: what is asked, and why.
    pub purpose: &'static str,
    /// The grant, in the field's words.
    pub grant: &'static str,
    /// The address.
    pub endpoint: EndpointKind,
    /// Whether `common`, `organizations` and `consumers` can be used.
    pub tenant_may_stand_for_many: bool,
    /// What is sent, in the order of the documentation.
    pub params: &'static [Row],
    /// What must not be sent, and what happens otherwise.
    pub forbidden: &'static [Forbidden],
    /// The result.
    pub makes: Role,
    /// What this step looks at before it is sent.
    pub checks: &'static [fn(&Inputs) -> Option<Finding>],
}

/// One or more parameters of a step.
#[derive(Debug)]
pub enum Row {
    /// One parameter.
    Param(ParamRow),
    /// `client_id` in the body. Left out when the credential carries it.
    ClientId(ParamRow),
    /// The parameters of the credential that the reader chose.
    ChosenCredential(&'static [Credential]),
    /// A token of an earlier step as the client's assertion.
    AssertionFrom(InputId),
}

/// One parameter: its name, where its value comes from, and why.
#[derive(Debug)]
pub struct ParamRow {
    /// The name on the wire.
    pub name: &'static str,
    /// Where the value comes from.
    pub source: Source,
    /// One sentence: why it is there, or what it does.
    pub why: &'static str,
    /// Where that is written down.
    pub spec: Spec,
}

/// Where the value of a parameter comes from.
#[derive(Debug)]
pub enum Source {
    /// A required input.
    Input(InputId),
    /// Always the same.
    Constant(&'static str),
    /// The token exchange audience of the cloud with `/.default`.
    ExchangeScope,
}

/// A parameter that must not be sent.
#[derive(Debug)]
pub struct Forbidden {
    /// The name on the wire.
    pub name: &'static str,
    /// What it would do.
    pub why: &'static str,
}

impl Step {
    /// The inputs of this step in the order in which they matter: the address
    /// first, then the parameters.
    #[must_use]
    pub fn inputs(&self, credential: Option<Credential>) -> Vec<InputId> {
        let mut inputs = vec![InputId::Cloud, InputId::Tenant];
        for row in self.params {
            match row {
                Row::Param(row) | Row::ClientId(row) => {
                    if let Source::Input(input) = row.source {
                        inputs.push(input);
                    }
                }
                Row::ChosenCredential(offered) => {
                    inputs.push(InputId::Credential);
                    let chosen = credential.or_else(|| offered.first().copied());
                    inputs.extend(chosen.and_then(Credential::input));
                }
                Row::AssertionFrom(input) => inputs.push(*input),
            }
        }
        inputs.extend([InputId::RequestId, InputId::Extra]);
        inputs
    }

    /// The credentials that the reader can choose from; empty when the step
    /// proves its client with an earlier token.
    #[must_use]
    pub fn credentials(&self) -> &'static [Credential] {
        self.params
            .iter()
            .find_map(|row| match row {
                Row::ChosenCredential(offered) => Some(*offered),
                _ => None,
            })
            .unwrap_or(&[])
    }

    /// The tokens of earlier steps that enter this one: the input, and the
    /// parameter by which it enters.
    #[must_use]
    pub fn needs(&self) -> Vec<(InputId, &'static str)> {
        self.params
            .iter()
            .filter_map(|row| match row {
                Row::AssertionFrom(input) => Some((*input, crate::wire::CLIENT_ASSERTION)),
                Row::Param(ParamRow { name, source: Source::Input(input), .. }) => {
                    input.row().role.map(|_| (*input, *name))
                }
                _ => None,
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flow_and_step_ids_are_unique_and_can_be_found() {
        for flow in FLOWS {
            assert_eq!(FlowId::parse(flow.id.as_str()), Some(flow));
            for (at, step) in flow.steps.iter().enumerate() {
                assert_eq!(flow.step(step.id).map(|(found, _)| found), Some(at));
            }
        }
    }

    #[test]
    fn every_token_that_a_step_needs_is_made_by_an_earlier_step() {
        for flow in FLOWS {
            for (at, step) in flow.steps.iter().enumerate() {
                for (input, param) in step.needs() {
                    let role = input.row().role.expect("needs() lists inputs with a role");
                    assert!(
                        flow.steps[..at].iter().any(|earlier| earlier.makes == role),
                        "{} of {}",
                        param,
                        step.id
                    );
                }
            }
        }
    }

    #[test]
    fn no_step_sends_what_it_forbids() {
        for flow in FLOWS {
            for step in flow.steps {
                for row in step.params {
                    if let Row::Param(row) | Row::ClientId(row) = row {
                        assert!(step.forbidden.iter().all(|f| f.name != row.name), "{}", row.name);
                    }
                }
            }
        }
    }
}
