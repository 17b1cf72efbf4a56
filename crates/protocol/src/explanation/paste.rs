//! A paste, as far as the page shows it: the tokens in it, or why there is none.

use crate::crossing::crossing;
use crate::finding::Finding;
use crate::identity::Names;
use crate::response::ErrorResponse;
use crate::secret::Secret;
use crate::token::{self, Content, Reading, verdict};

/// What a paste turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pasted {
    /// Every readable token in it, in order.
    pub tokens: Vec<Secret>,
    /// The one of them that the reader means.
    pub main: Option<Secret>,
    /// What was stripped or tolerated on the way.
    pub notes: Vec<Finding>,
    /// Why there is no token to show.
    pub reason: Option<Reason>,
    /// What a screen reader says of it; may be empty.
    pub announcement: String,
}

/// Why a paste has no token to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It is a refusal.
    Refusal(Box<ErrorResponse>),
    /// Sentences: what the text is, and what to do.
    Sentences(Vec<String>),
}

crossing! {
    struct Pasted { tokens, main, notes, reason, announcement }
    enum Reason { Refusal(error), Sentences(sentences) }
}

impl Pasted {
    /// Reads any text.
    #[must_use]
    pub fn read(text: &str, names: &Names) -> Self {
        let reading = token::read(text);
        let main = reading.main_token();
        let reason = Reason::of(&reading);
        let announcement = match &reason {
            None => main.map(|token| verdict::plain(&verdict::of(token, names))),
            Some(Reason::Refusal(_)) => Some("This is a refusal, explained below.".to_owned()),
            Some(Reason::Sentences(sentences)) => Some(sentences.join(" ")),
        };
        let main = main.map(|token| token.raw.clone());
        let inside = reading.also.iter().map(|found| &found.reading);
        let tokens =
            std::iter::once(&reading).chain(inside).filter_map(|reading| match &reading.content {
                Content::Token(token) => Some(token.raw.clone()),
                _ => None,
            });
        let tokens = tokens.collect();
        let announcement = announcement.unwrap_or_default();
        Self { tokens, main, notes: reading.notes, reason, announcement }
    }
}

impl Reason {
    fn of(reading: &Reading) -> Option<Self> {
        Some(match &reading.content {
            Content::Token(_) => return None,
            Content::Container if reading.main_token().is_some() => return None,
            Content::Error(error) => Self::Refusal(Box::new(error.clone())),
            Content::Opaque(stranger, _) => Self::Sentences(vec![stranger.sentence.to_owned()]),
            Content::Nothing(problem) => Self::Sentences(vec![problem.to_string()]),
            Content::Broken(broken) => {
                Self::Sentences(broken.problems.iter().map(ToString::to_string).collect())
            }
            Content::Encrypted(_) | Content::Container => Self::Sentences(Vec::new()),
        })
    }
}
