//! What is notable about a request or a token that is built or read all the
//! same. A finding warns; it never blocks. What blocks is a
//! [`FieldProblem`](crate::inputs::FieldProblem).

use serde::Serialize;

use crate::crossing::{Crossing, Reader, Writer, crossing};
use crate::inputs::InputId;
use crate::secret::Secret;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; nothing is wrong.
    Info,
    /// Entra or an API will probably refuse it.
    Warning,
    /// It cannot be what it claims to be.
    Error,
}

impl Severity {
    /// The word shown beside the finding, so that colour never stands alone.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Info => "Note",
            Self::Warning => "Warning",
            Self::Error => "Problem",
        }
    }
}

/// One notable thing, with a code that documentation and links can name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Stable, in kebab case: `token-expired`.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// One or two sentences in plain English: what, and what to do. Never
    /// holds a secret.
    pub message: String,
    /// A certain repair, where there is one.
    #[serde(skip)]
    pub fix: Option<Fix>,
}

/// A repair that is certain: a text for one input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What the button says.
    pub label: String,
    /// The input to change.
    pub input: InputId,
    /// What belongs there; a secret where the input holds one.
    pub text: Secret,
}

impl Finding {
    /// A finding from its three parts.
    #[must_use]
    pub fn new(code: &'static str, severity: Severity, message: impl Into<String>) -> Self {
        Self { code, severity, message: message.into(), fix: None }
    }
}

crossing! {
    enum Severity { Info, Warning, Error }
    struct Fix { label, input, text }
}

/// The code stays behind: what crosses is shown, not named again.
impl Crossing for Finding {
    fn put(&self, to: &mut Writer) {
        self.severity.put(to);
        self.message.put(to);
        self.fix.put(to);
    }

    fn take(from: &mut Reader<'_>) -> Self {
        let finding = Self::new("", Severity::take(from), String::take(from));
        Self { fix: Crossing::take(from), ..finding }
    }
}
