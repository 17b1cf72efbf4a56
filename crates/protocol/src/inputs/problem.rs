//! What keeps a request from being put on the wire, as data for the reader.

use super::InputId;
use crate::endpoint::TenantProblem;

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
    /// Not one of the values that the input offers.
    #[error("{label} takes one of: {choices}.")]
    UnknownChoice {
        /// The label of the field.
        label: &'static str,
        /// The values there are.
        choices: String,
    },
    /// A text that would break the path of the address.
    #[error(
        "{label} goes into the address: letters, digits, hyphens and dots only. Remove everything else."
    )]
    BreaksPath {
        /// The label of the field.
        label: &'static str,
    },
    /// An address that this step does not send to.
    #[error("This step sends to {hosts} alone, over https. Enter an address there.")]
    UrlNotAllowed {
        /// The hosts of the cloud.
        hosts: String,
    },
    /// The cloud's Resource Manager is not publicly known.
    #[error("The Resource Manager host of this cloud is not publicly known.")]
    NoResourceManager,
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
    #[error("{label} goes into a header, which takes plain ASCII. Replace the other characters.")]
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
            Self::UnknownChoice { .. } => "choice-unknown",
            Self::BreaksPath { .. } => "path-unsafe",
            Self::UrlNotAllowed { .. } => "url-not-allowed",
            Self::NoResourceManager => "resource-manager-unknown",
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
