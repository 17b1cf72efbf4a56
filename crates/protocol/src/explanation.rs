//! Everything that is said of tokens, pastes and requests, as questions and answers. What
//! explains is large and not needed at the page's start, so it stands in the
//! module that loads later; a [`Question`] and its [`Answer`] are all that the
//! page knows of it, and both cross as bytes ([`crossing`](crate::crossing)).
//!
//! A question more is a variant of each, and a line in [`answer`].

mod paste;
mod token;

use std::fmt;

use zeroize::Zeroizing;

pub use paste::{Pasted, Reason};
pub use token::{Explanation, Validity};

use crate::checks::{self, Carrier, Situation};
use crate::crossing::{self, crossing};
use crate::finding::Finding;
use crate::flows::FlowId;
use crate::identity::Names;
use crate::inputs::Inputs;
use crate::secret::Secret;
use crate::token::ReadToken;
use crate::token::chain::{self, Entered};
use crate::token::diff::{self, Diff};
use crate::token::redact::{self, Redacted};
use crate::token::validation::{self, Check, Expected};

/// What can be asked. The same question has the same answer, but for the time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// Nothing: whoever will ask soon asks this first, so that the module loads.
    Ready,
    /// What does this token say?
    Token {
        /// The token.
        token: Secret,
        /// The names that are known.
        names: Names,
    },
    /// What was pasted?
    Paste {
        /// The text as it came.
        text: Secret,
        /// The names that are known.
        names: Names,
    },
    /// What differs between two tokens, left and right?
    Compared(Secret, Secret),
    /// Was each of these tokens, in the order in which they came, made for the
    /// next?
    Together(Vec<Secret>),
    /// What does an API have to check?
    Checklist {
        /// The token.
        token: Secret,
        /// The API's application id or App ID URI.
        audience: Secret,
        /// The tenant's id; empty for an API that takes any tenant.
        tenant: Secret,
        /// A scope or an app role that the call needs; may be empty.
        permission: Secret,
        /// Whether the signature was checked and is good.
        verified: bool,
    },
    /// How can this token be shown to others?
    Redacted(Secret),
    /// What is notable of a step before it is sent?
    Step {
        /// The flow.
        flow: FlowId,
        /// The step, counted from 0.
        step: usize,
        /// Its inputs.
        inputs: Inputs,
        /// Who would carry the request, where that is known.
        carrier: Option<Carrier>,
    },
}

/// What is answered; each to the question of its name. `None` where a token
/// cannot be read.
#[derive(Clone, PartialEq, Eq)]
pub enum Answer {
    /// The module is there.
    Ready,
    /// What the token says.
    Token(Option<Box<Explanation>>),
    /// What was pasted.
    Paste(Box<Pasted>),
    /// What differs.
    Compared(Option<Box<Diff>>),
    /// What is notable of the tokens together.
    Together(Vec<Finding>),
    /// The checks, in the order in which an API should make them.
    Checklist(Option<Vec<Check>>),
    /// The token without identities and signature.
    Redacted(Option<Box<Redacted>>),
    /// What is notable.
    Step(Vec<Finding>),
}

crossing! {
    enum Question {
        Ready,
        Token { token, names },
        Paste { text, names },
        Compared(left, right),
        Together(tokens),
        Checklist { token, audience, tenant, permission, verified },
        Redacted(token),
        Step { flow, step, inputs, carrier },
    }
    enum Answer {
        Ready,
        Token(told),
        Paste(pasted),
        Compared(diff),
        Together(findings),
        Checklist(checks),
        Redacted(redacted),
        Step(findings),
    }
}

impl Question {
    /// Whether the answer depends on the time.
    #[must_use]
    pub const fn is_of_a_time(&self) -> bool {
        matches!(
            self,
            Self::Token { .. } | Self::Together(_) | Self::Checklist { .. } | Self::Step { .. }
        )
    }
}

/// The claims of a token are nobody's but the reader's.
impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Answer([redacted])")
    }
}

/// Answers a question; `now` is in seconds since 1970.
#[must_use]
pub fn answer(question: &Question, now: i64) -> Answer {
    let read = |token: &Secret| ReadToken::read(token.expose());
    match question {
        Question::Ready => Answer::Ready,
        Question::Token { token, names } => {
            let told = read(token).map(|token| Explanation::of(&token, names, now));
            Answer::Token(told.map(Box::new))
        }
        Question::Paste { text, names } => {
            Answer::Paste(Box::new(Pasted::read(text.expose(), names)))
        }
        Question::Compared(left, right) => {
            let both = read(left).zip(read(right));
            Answer::Compared(both.map(|(left, right)| Box::new(diff::compare(&left, &right))))
        }
        Question::Together(tokens) => {
            let tokens: Vec<_> = tokens.iter().filter_map(read).collect();
            // The form may be about another tenant than what was pasted; it is not
            // asked.
            let entered = Entered { now: Some(now), ..Entered::default() };
            let of_several = tokens.len() > 1;
            let tokens: Vec<_> = tokens.iter().filter(|_| of_several).collect();
            Answer::Together(chain::check(&tokens, &entered))
        }
        Question::Checklist { token, audience, tenant, permission, verified } => {
            let [audience, tenant, permission] =
                [audience, tenant, permission].map(|text| text.expose().trim());
            let expected = Expected { audience, tenant, permission, verified: *verified, now };
            Answer::Checklist(read(token).map(|token| validation::checklist(&token, &expected)))
        }
        Question::Redacted(token) => {
            Answer::Redacted(read(token).map(|token| Box::new(redact::redact(&token))))
        }
        Question::Step { flow, step, inputs, carrier } => {
            let situation = Situation { now: Some(now), carrier: *carrier, consented: None };
            let flow = FlowId::parse(flow.as_str());
            let step = flow.and_then(|flow| flow.steps.get(*step));
            Answer::Step(step.map_or_else(Vec::new, |step| {
                let mut findings = checks::of(step, inputs);
                findings.extend(checks::in_situation(step, inputs, &situation));
                findings
            }))
        }
    }
}

/// The bytes of a question that is asked at `now`.
#[must_use]
pub fn to_bytes(question: &Question, now: i64) -> Zeroizing<Vec<u8>> {
    let mut writer = crossing::Writer::default();
    crossing::Crossing::put(question, &mut writer);
    crossing::Crossing::put(&now, &mut writer);
    writer.finish()
}

/// Answers a question in bytes with an answer in bytes; `None` for bytes that
/// [`to_bytes`] did not make.
#[must_use]
pub fn explain(bytes: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let (question, now) = crossing::from_bytes::<(Question, i64)>(bytes)?;
    Some(crossing::to_bytes(&answer(&question, now)))
}

#[cfg(test)]
mod tests;
