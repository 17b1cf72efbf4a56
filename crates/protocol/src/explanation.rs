//! Everything that is said of tokens, pastes, refusals, requests and flows, as
//! questions and answers; among them requests as commands, and flows as pictures. What
//! explains is large and not needed at the page's start, so it stands in the module
//! that loads later; a [`Question`] and its [`Answer`] are all that the page knows of
//! it, and both cross as bytes ([`crossing`]).
//!
//! A question more is a variant of each, and a line in [`answer`].

mod layout;
mod paste;
mod refusal;
mod together;
mod token;

use std::fmt;
use std::rc::Rc;

use zeroize::Zeroizing;

pub use paste::{Pasted, Reason};
pub use refusal::{Earned, Known, Place};
use refusal::{Facts, Found};
pub use together::Together;
pub use token::{Explanation, Shared};

use crate::build;
use crate::checks::{self, Carrier, Consents, Situation};
use crate::crossing::{self, crossing};
use crate::endpoint::Authority;
use crate::finding::Finding;
use crate::flows::{FlowId, Step};
use crate::identity::Names;
use crate::inputs::Inputs;
use crate::picture::Picture;
use crate::reason;
use crate::render::{Format, Rendered, Reveal, render};
use crate::response::ErrorResponse;
use crate::secret::Secret;
use crate::sheet::Sheet;
use crate::token::ReadToken;
use crate::token::validation::{self, Expected};
use crate::token::{diff, redact};

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
    /// What are these tokens, in the order in which they came, and was each made
    /// for the next?
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
    /// Why was this refused?
    Refusal {
        /// The refusal.
        error: Box<ErrorResponse>,
        /// The step that earned it, as `flow/step`; empty where it was pasted.
        step: String,
    },
    /// Which refusals fit what stands in the box of the gallery?
    Gallery(Secret),
    /// What is notable of a step before it is sent, and why is each part of it there?
    Step {
        /// The flow.
        flow: FlowId,
        /// The step, counted from 0.
        step: usize,
        /// Its inputs.
        inputs: Inputs,
        /// Who would carry the request, where that is known.
        carrier: Option<Carrier>,
        /// Whether it goes to the simulated tenant, with its consents as they were
        /// at first.
        consents: bool,
    },
    /// How does this flow look?
    Picture(Box<Picture>),
    /// How is the request of a step written?
    Rendered {
        /// The flow.
        flow: FlowId,
        /// The step, counted from 0.
        step: usize,
        /// Its inputs.
        inputs: Inputs,
        /// The origin of a deployment's own sign-in host; empty for the cloud's.
        authority: String,
        /// In which form.
        format: Format,
        /// Whether with its secrets.
        reveal: Reveal,
    },
}

/// A question, asked at a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The question.
    pub question: Question,
    /// When, in seconds since 1970.
    pub at: i64,
}

/// What is answered; each to the question of its name. `None` where a token
/// cannot be read.
#[derive(Clone, PartialEq, Eq)]
pub enum Answer {
    /// The module is there.
    Ready,
    /// What the token says.
    Token(Option<Rc<Explanation>>),
    /// What was pasted.
    Paste(Rc<Pasted>),
    /// What differs.
    Compared(Option<Vec<Sheet>>),
    /// What the tokens are together.
    Together(Together),
    /// The checks, in the order in which an API should make them.
    Checklist(Option<Sheet>),
    /// The token without identities and signature.
    Redacted(Option<Box<Shared>>),
    /// What is known of it.
    Refusal(Box<Known>),
    /// The refusals.
    Gallery(Vec<Sheet>),
    /// What is notable, and why everything is sent ([`reason::reasons`]).
    Step(Vec<Finding>, Vec<String>),
    /// The picture: elements for the page, a text for elsewhere.
    Picture(Sheet),
    /// The lines of the request.
    Rendered(Rendered),
}

crossing! {
    struct Asked { question, at }
    enum Question {
        Ready,
        Token { token, names },
        Paste { text, names },
        Compared(left, right),
        Together(tokens),
        Checklist { token, audience, tenant, permission, verified },
        Redacted(token),
        Refusal { error, step },
        Gallery(query),
        Step { flow, step, inputs, carrier, consents },
        Picture(picture),
        Rendered { flow, step, inputs, authority, format, reveal },
    }
    enum Answer {
        Ready,
        Token(told),
        Paste(pasted),
        Compared(diff),
        Together(together),
        Checklist(checks),
        Redacted(redacted),
        Refusal(known),
        Gallery(gallery),
        Step(findings, reasons),
        Picture(picture),
        Rendered(lines),
    }
}

impl Question {
    /// Whether this asks how another form of the same request is written, so that its
    /// answer may be on show until the other comes.
    #[must_use]
    pub fn renders_as(&self, other: &Self) -> bool {
        let shown = |question: &Self| match question {
            Self::Rendered { flow, step, format, reveal, .. } => {
                Some((*flow, *step, *format, *reveal))
            }
            _ => None,
        };
        shown(self).is_some_and(|this| Some(this) == shown(other))
    }

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

/// What only the simulated Entra knows; by default nothing.
#[derive(Clone, Copy, Default)]
pub struct Simulated {
    /// How it is brought to refuse with a number.
    pub earned: Option<fn(u32) -> Vec<Earned>>,
    /// What was consented to in its tenant at first.
    pub consents: Option<Consents>,
}

impl Simulated {
    fn earned(&self, number: u32) -> Vec<Earned> {
        self.earned.map(|earned| earned(number)).unwrap_or_default()
    }
}

/// Answers a question; `now` is in seconds since 1970.
#[must_use]
pub fn answer(question: &Question, now: i64, simulated: &Simulated) -> Answer {
    let read = |token: &Secret| ReadToken::read(token.expose());
    match question {
        Question::Ready => Answer::Ready,
        Question::Token { token, names } => {
            let told = read(token).map(|token| Explanation::of(&token, names, now));
            Answer::Token(told.map(Rc::new))
        }
        Question::Paste { text, names } => {
            Answer::Paste(Rc::new(Pasted::read(text.expose(), names)))
        }
        Question::Compared(left, right) => {
            let both = read(left).zip(read(right));
            let diff = both.map(|(left, right)| diff::compare(&left, &right));
            Answer::Compared(diff.map(layout::differences))
        }
        Question::Together(tokens) => {
            Answer::Together(Together::of(&tokens.iter().map(read).collect::<Vec<_>>(), now))
        }
        Question::Checklist { token, audience, tenant, permission, verified } => {
            let [audience, tenant, permission] =
                [audience, tenant, permission].map(|text| text.expose().trim());
            let expected = Expected { audience, tenant, permission, verified: *verified, now };
            let checks = read(token).map(|token| validation::checklist(&token, &expected));
            Answer::Checklist(checks.map(layout::checks))
        }
        Question::Redacted(token) => {
            Answer::Redacted(read(token).map(|token| Box::new(redact::redact(&token).into())))
        }
        Question::Refusal { error, step } => {
            let known = Facts::of(error, step);
            Answer::Refusal(Box::new(match &**step {
                "" => Known { told: layout::refusal(error, known, simulated), ..Known::default() },
                _ => known.into_iter().next().map(layout::of_step).unwrap_or_default(),
            }))
        }
        Question::Gallery(query) => {
            Answer::Gallery(layout::gallery(Found::of(query.expose()), simulated))
        }
        Question::Step { flow, step, inputs, carrier, consents } => {
            let consents = simulated.consents.filter(|_| *consents);
            let situation = Situation { now: Some(now), carrier: *carrier, consents };
            let told = step_of(*flow, *step).map(|step| {
                let reasons = reason::reasons(&build::draft(step, inputs, None));
                (checks::all(step, inputs, &situation), reasons)
            });
            let (findings, reasons) = told.unwrap_or_default();
            Answer::Step(findings, reasons)
        }
        Question::Picture(picture) => Answer::Picture(picture.draw()),
        Question::Rendered { flow, step, inputs, authority, format, reveal } => {
            let authority = Authority::parse(authority).ok();
            let lines = step_of(*flow, *step).map(|step| {
                render(&build::draft(step, inputs, authority.as_ref()), *format, *reveal)
            });
            Answer::Rendered(lines.unwrap_or_default())
        }
    }
}

fn step_of(flow: FlowId, step: usize) -> Option<&'static Step> {
    FlowId::parse(flow.as_str())?.steps.get(step)
}

/// Answers questions in bytes with as many answers in bytes; `None` for other
/// bytes than those of a list of [`Asked`].
#[must_use]
pub fn explain(bytes: &[u8], simulated: &Simulated) -> Option<Zeroizing<Vec<u8>>> {
    let asked: Vec<Asked> = crossing::from_bytes(bytes)?;
    let answers = asked.iter().map(|asked| answer(&asked.question, asked.at, simulated));
    Some(crossing::to_bytes(&answers.collect::<Vec<_>>()))
}

#[cfg(test)]
mod tests;
