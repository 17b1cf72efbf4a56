//! What a reader can type or paste, and what is wrong with it.
//!
//! The ids are public: they stand in links, presets and the JSON programs, so
//! renaming one is a breaking change.

use crate::endpoint::{Cloud, TenantProblem};
use crate::flows::Role;
use crate::secret::Secret;

/// One input of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum InputId {
    /// Which cloud's addresses are used.
    Cloud,
    /// The tenant segment of the address.
    Tenant,
    /// The application (client) id of the agent identity blueprint.
    BlueprintId,
    /// The client id of the agent identity.
    AgentIdentityId,
    /// How the client proves itself.
    Credential,
    /// The shared secret.
    ClientSecret,
    /// A ready JWT that proves the client.
    ClientAssertion,
    /// The scopes, separated by spaces.
    Scope,
    /// The blueprint's exchange token (T1).
    BlueprintToken,
    /// A GUID for `client-request-id`.
    RequestId,
    /// Further parameters, one `name=value` a line.
    Extra,
}

/// What an input holds, and so how it is edited and checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputKind {
    /// Free text.
    Text,
    /// A GUID is expected; anything else is sent with a finding.
    Guid,
    /// The tenant segment.
    Tenant,
    /// One of the clouds.
    Cloud,
    /// One of the credentials that the step offers.
    Credential,
    /// A client secret.
    Secret,
    /// A token or assertion, pasted or carried over from an earlier step.
    Token,
    /// Lines of `name=value`.
    Lines,
}

/// One row of the table of inputs.
#[derive(Debug, PartialEq, Eq)]
pub struct InputRow {
    /// The input.
    pub id: InputId,
    /// Its public name.
    pub name: &'static str,
    /// The label of the field.
    pub label: &'static str,
    /// One line under the field: what belongs here and why.
    pub hint: &'static str,
    /// What it holds.
    pub kind: InputKind,
    /// Whether its text is held as a [`Secret`] and masked.
    pub secret: bool,
    /// The result of an earlier step that fills it.
    pub role: Option<Role>,
}

impl InputRow {
    const fn plain(
        id: InputId,
        name: &'static str,
        label: &'static str,
        kind: InputKind,
        hint: &'static str,
    ) -> Self {
        Self { id, name, label, hint, kind, secret: false, role: None }
    }

    const fn secret(self) -> Self {
        Self { secret: true, ..self }
    }

    const fn from(self, role: Role) -> Self {
        Self { role: Some(role), ..self }
    }
}

/// Every input, in the order of [`InputId`].
pub const INPUTS: [InputRow; 11] = [
    InputRow::plain(
        InputId::Cloud,
        "cloud",
        "Cloud",
        InputKind::Cloud,
        "Decides the sign-in host and the audience of exchange tokens.",
    ),
    InputRow::plain(
        InputId::Tenant,
        "tenant",
        "Tenant",
        InputKind::Tenant,
        "The agent identity's home tenant: its GUID or a verified domain.",
    ),
    InputRow::plain(
        InputId::BlueprintId,
        "blueprint_id",
        "Blueprint",
        InputKind::Guid,
        "Application (client) ID of the agent identity blueprint, which holds the credential.",
    ),
    InputRow::plain(
        InputId::AgentIdentityId,
        "agent_identity_id",
        "Agent identity",
        InputKind::Guid,
        "Client ID of the agent identity; its object ID is the same GUID.",
    ),
    InputRow::plain(
        InputId::Credential,
        "credential",
        "Credential",
        InputKind::Credential,
        "How the blueprint proves itself to Entra.",
    ),
    InputRow::plain(
        InputId::ClientSecret,
        "client_secret",
        "Client secret",
        InputKind::Secret,
        "The secret's value, not its ID. Kept in memory until you clear it.",
    )
    .secret(),
    InputRow::plain(
        InputId::ClientAssertion,
        "client_assertion",
        "Client assertion",
        InputKind::Token,
        "A ready JWT: signed with the blueprint's certificate, or issued by a federated identity.",
    )
    .secret(),
    InputRow::plain(
        InputId::Scope,
        "scope",
        "Scope",
        InputKind::Text,
        "The API, followed by /.default: everything already granted there.",
    ),
    InputRow::plain(
        InputId::BlueprintToken,
        "blueprint_token",
        "Client assertion (T1)",
        InputKind::Token,
        "The blueprint's exchange token, made for this agent identity.",
    )
    .secret()
    .from(Role::BlueprintExchangeToken),
    InputRow::plain(
        InputId::RequestId,
        "request_id",
        "Request ID",
        InputKind::Guid,
        "A GUID of your own; Entra repeats it as correlation_id.",
    ),
    InputRow::plain(
        InputId::Extra,
        "extra",
        "Extra parameters",
        InputKind::Lines,
        "Sent as well, in this order: one name=value a line.",
    )
    .secret(),
];

impl InputId {
    /// The row of this input.
    #[must_use]
    pub fn row(self) -> &'static InputRow {
        // Every variant has a row; a test proves it, so the fallback is never taken.
        INPUTS.iter().find(|row| row.id == self).unwrap_or(&INPUTS[0])
    }

    /// The public name, as in links and the JSON programs.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// The input of a public name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        INPUTS.iter().find(|row| row.name == name).map(|row| row.id)
    }
}

/// The text of one input. Which variant it is follows from the table, so a
/// credential cannot be held as plain text.
#[derive(Clone, Debug, PartialEq, Eq)]
enum InputText {
    Plain(String),
    Secret(Secret),
}

/// The inputs of one request, as typed.
///
/// A list in the order of [`InputId`]: there are a dozen at most, and the code
/// of a tree would weigh more in the page than all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inputs(Vec<(InputId, InputText)>);

impl Inputs {
    /// Takes a text over for an input; an empty text is kept as empty.
    pub fn set(&mut self, id: InputId, text: String) {
        let text = if id.row().secret {
            InputText::Secret(Secret::new(text))
        } else {
            InputText::Plain(text)
        };
        self.put(id, text);
    }

    /// Shares a secret with an input that holds one. A plain input is left
    /// alone: no secret ever becomes plain text.
    pub fn set_secret(&mut self, id: InputId, secret: Secret) {
        if id.row().secret {
            self.put(id, InputText::Secret(secret));
        }
    }

    fn put(&mut self, id: InputId, text: InputText) {
        match self.0.binary_search_by_key(&id, |(id, _)| *id) {
            Ok(at) => self.0[at].1 = text,
            Err(at) => self.0.insert(at, (id, text)),
        }
    }

    fn get(&self, id: InputId) -> Option<&InputText> {
        self.0.iter().find(|(other, _)| *other == id).map(|(_, text)| text)
    }

    /// Takes one input away.
    pub fn remove(&mut self, id: InputId) {
        self.0.retain(|(other, _)| *other != id);
    }

    /// The plain text of an input; empty when it is not set or is a secret.
    #[must_use]
    pub fn plain(&self, id: InputId) -> &str {
        match self.get(id) {
            Some(InputText::Plain(text)) => text,
            _ => "",
        }
    }

    /// The secret of an input; `None` when it is not set, empty or plain.
    #[must_use]
    pub fn secret(&self, id: InputId) -> Option<&Secret> {
        match self.get(id) {
            Some(InputText::Secret(secret)) if !secret.is_empty() => Some(secret),
            _ => None,
        }
    }

    /// Whether an input has any text.
    #[must_use]
    pub fn has(&self, id: InputId) -> bool {
        self.secret(id).is_some() || !self.plain(id).is_empty()
    }

    /// The inputs that are set, in the order of [`InputId`].
    pub fn ids(&self) -> impl Iterator<Item = InputId> {
        self.0.iter().map(|(id, _)| *id)
    }

    /// The plain inputs with their texts: what a link or a preset may hold.
    pub fn plain_texts(&self) -> impl Iterator<Item = (InputId, &str)> {
        self.0.iter().filter_map(|(id, text)| match text {
            InputText::Plain(text) => Some((*id, text.as_str())),
            InputText::Secret(_) => None,
        })
    }

    /// The cloud that was chosen; the public one when none was.
    #[must_use]
    pub fn cloud(&self) -> Option<Cloud> {
        match self.plain(InputId::Cloud) {
            "" => Some(Cloud::Public),
            id => Cloud::parse(id),
        }
    }
}

/// Why a request cannot be put on the wire at all, at one field.
///
/// What can be sent and will be refused is a
/// [`Finding`](crate::finding::Finding) instead: refusals must stay teachable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldProblem {
    /// The parameter or part of the address that lacks its value.
    pub field: &'static str,
    /// The input to change; `None` when no input of that name exists.
    pub input: Option<InputId>,
    /// The name of the input as it was given, for inputs that do not exist.
    pub input_name: String,
    /// What is wrong.
    pub cause: ProblemCause,
}

/// The causes of a [`FieldProblem`]; each displays as a sentence for the reader.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProblemCause {
    /// A required input is missing or empty.
    #[error("{label} is empty. {hint}")]
    Missing {
        /// The label of the field.
        label: &'static str,
        /// The hint of the field.
        hint: &'static str,
    },
    /// The tenant would break the path.
    #[error("{0}")]
    Tenant(TenantProblem),
    /// The step has no use for the input.
    #[error("This step does not use {name}. Remove it; it would change nothing.")]
    NotUsed {
        /// The public name of the input.
        name: String,
    },
    /// No input has this name.
    #[error("There is no input called {name}.")]
    Unknown {
        /// The name as given, cut at 64 characters.
        name: String,
    },
    /// No cloud has this id.
    #[error("There is no cloud of this name. Choose one of: {choices}.")]
    UnknownCloud {
        /// The ids there are.
        choices: String,
    },
    /// The cloud's exchange audience is not publicly known.
    #[error(
        "The token exchange audience of this cloud is not publicly known, so this step cannot be built for it."
    )]
    NoExchangeAudience,
    /// The step does not offer this credential.
    #[error("This step does not take this credential. Choose one of: {choices}.")]
    UnknownCredential {
        /// The ids there are.
        choices: String,
    },
    /// Two credentials at once; Entra takes exactly one.
    #[error("Two credentials are filled in. Keep the client secret or the client assertion.")]
    TwoCredentials,
    /// A control character, which no parameter may hold.
    #[error(
        "{label} has a line break or another control character in it. Paste it again as one line."
    )]
    ControlCharacter {
        /// The label of the field.
        label: &'static str,
    },
    /// A header can hold printable ASCII alone.
    #[error("{label} goes into a header, which takes a GUID. Replace the other characters.")]
    NotForHeader {
        /// The label of the field.
        label: &'static str,
    },
    /// A line without a name and an equals sign.
    #[error("Line {line} of the extra parameters is not of the form name=value.")]
    ExtraLine {
        /// The line, counted from 1.
        line: usize,
    },
}

impl ProblemCause {
    /// Whether nothing is wrong yet: it is empty, or not typed to its end.
    #[must_use]
    pub const fn is_unfinished(&self) -> bool {
        self.is_gap() || matches!(self, Self::Tenant(TenantProblem::Unfinished))
    }

    /// Whether a required input is simply empty.
    #[must_use]
    pub const fn is_gap(&self) -> bool {
        matches!(self, Self::Missing { .. } | Self::Tenant(TenantProblem::Empty))
    }

    /// A stable code for documentation and programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Missing { .. } => "missing",
            Self::Tenant(TenantProblem::Empty) => "tenant-missing",
            Self::Tenant(_) => "tenant-unsafe",
            Self::NotUsed { .. } => "input-not-used",
            Self::Unknown { .. } => "input-unknown",
            Self::UnknownCloud { .. } => "cloud-unknown",
            Self::NoExchangeAudience => "exchange-audience-unknown",
            Self::UnknownCredential { .. } => "credential-unknown",
            Self::TwoCredentials => "two-credentials",
            Self::ControlCharacter { .. } => "control-character",
            Self::NotForHeader { .. } => "not-for-header",
            Self::ExtraLine { .. } => "extra-line",
        }
    }
}

impl FieldProblem {
    pub(crate) fn at(field: &'static str, input: InputId, cause: ProblemCause) -> Self {
        Self { field, input: Some(input), input_name: input.name().to_owned(), cause }
    }

    /// The problem of an input that does not exist.
    #[must_use]
    pub fn unknown_input(name: &str) -> Self {
        let name: String = name.chars().filter(|c| !c.is_control()).take(64).collect();
        Self {
            field: "",
            input: None,
            input_name: name.clone(),
            cause: ProblemCause::Unknown { name },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_input_has_its_own_row() {
        for row in &INPUTS {
            assert_eq!(row.id.name(), row.name);
            assert_eq!(InputId::parse(row.name), Some(row.id));
        }
    }

    #[test]
    fn a_secret_input_is_never_among_the_plain_texts() {
        let mut inputs = Inputs::default();
        for row in &INPUTS {
            inputs.set(row.id, "marker".to_owned());
        }
        for (id, _) in inputs.plain_texts() {
            assert!(!id.row().secret, "{id:?}");
        }
        assert!(!format!("{:?}", inputs.secret(InputId::ClientSecret)).contains("marker"));
    }
}
