//! What [`read`](super::read) gives back: what a paste is, what is in it, and
//! what was done to it on the way.

use std::fmt;

use thiserror::Error;

use super::json::JsonProblem;
use super::jws::{self, BrokenToken, EncryptedToken, Part, PartProblem, ReadToken};
use super::shape::PASTE_LIMIT;
use super::stranger::Stranger;
use crate::finding::{Finding, Severity};
use crate::response::ErrorResponse;
use crate::secret::Secret;

/// What a paste is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A signed token in compact form.
    Jws,
    /// An encrypted token in compact form.
    Jwe,
    /// A signed token in a JSON serialization.
    JwsJson,
    /// An encrypted token in a JSON serialization.
    JweJson,
    /// Header and claims, but no signature.
    Unsigned,
    /// The token endpoint's answer with tokens in it.
    TokenResponse,
    /// A refusal by Entra, Graph or Azure Resource Manager.
    ErrorResponse,
    /// A redirect address, its query or fragment, or a form body.
    Redirect,
    /// A token or code that only its issuer can read.
    Opaque,
    /// Something else.
    NotAToken,
}

impl Shape {
    /// The fixed id, in kebab case: `token-response`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Jws => "jws",
            Self::Jwe => "jwe",
            Self::JwsJson => "jws-json",
            Self::JweJson => "jwe-json",
            Self::Unsigned => "unsigned",
            Self::TokenResponse => "token-response",
            Self::ErrorResponse => "error-response",
            Self::Redirect => "redirect",
            Self::Opaque => "opaque",
            Self::NotAToken => "not-a-token",
        }
    }
}

/// Everything that was found in a paste.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// What it is.
    pub shape: Shape,
    /// What was in it.
    pub content: Content,
    /// What was stripped or tolerated on the way.
    pub notes: Vec<Finding>,
    /// The single things inside an answer, a redirect or a list of tokens.
    pub also: Vec<Found>,
}

/// One thing inside a paste that holds several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The parameter or member it came from (`access_token`), or `token`.
    pub name: &'static str,
    /// What it is; never holds further things.
    pub reading: Reading,
}

/// What is in a paste.
#[derive(Clone, PartialEq, Eq)]
pub enum Content {
    /// A token with readable header and claims.
    Token(ReadToken),
    /// A token with an unreadable part.
    Broken(BrokenToken),
    /// An encrypted token.
    Encrypted(EncryptedToken),
    /// Only what stands in [`Reading::also`].
    Container,
    /// A refusal.
    Error(ErrorResponse),
    /// Something that is meant to be unreadable, with its text.
    Opaque(&'static Stranger, Secret),
    /// Nothing to decode.
    Nothing(PasteProblem),
}

impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Token(token) => token.fmt(f),
            Self::Broken(token) => token.fmt(f),
            Self::Encrypted(token) => token.fmt(f),
            Self::Container => f.write_str("Container"),
            Self::Error(answer) => answer.fmt(f),
            Self::Opaque(stranger, _) => write!(f, "Opaque({})", stranger.code),
            Self::Nothing(problem) => problem.fmt(f),
        }
    }
}

/// Why a paste holds nothing to decode. The text says what it is and what to
/// do, and never quotes the paste.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PasteProblem {
    /// Nothing but spaces, quotes and the like.
    #[error("There is nothing to read. Paste a token, a token answer or an error.")]
    Empty,
    /// Over [`PASTE_LIMIT`]; the length in bytes.
    #[error("The paste has {0} bytes; the limit is {PASTE_LIMIT} (1 MiB). Paste only the token.")]
    TooLarge(usize),
    /// Dotted parts, but not 2, 3 or 5 of them.
    #[error(
        "This has {0} dotted parts. A signed token has 3, an encrypted one 5. Copy the whole token again."
    )]
    PartCount(usize),
    /// Dots in a row, or the sign for them, where a piece was left out.
    #[error(
        "This token was shortened where it was shown: it has dots in a row. Copy the whole token."
    )]
    Shortened,
    /// It starts like JSON, but is none.
    #[error("This starts like JSON, but {0}. Copy the whole text again.")]
    Json(JsonProblem),
    /// The header of an encrypted token, or a part of a JSON serialization,
    /// is unreadable.
    #[error(transparent)]
    Part(PartProblem),
    /// Something known that is no token.
    #[error("{}", .0.sentence)]
    Named(&'static Stranger),
}

impl PasteProblem {
    /// Stable, in kebab case.
    #[must_use]
    pub fn code(self) -> String {
        match self {
            Self::Empty => "empty".to_owned(),
            Self::TooLarge(_) => "paste-too-large".to_owned(),
            Self::PartCount(_) => "part-count".to_owned(),
            Self::Shortened => "shortened".to_owned(),
            Self::Json(reason) => format!("paste-{}", reason.code()),
            Self::Part(problem) => problem.code(),
            Self::Named(stranger) => stranger.code.to_owned(),
        }
    }
}

impl Reading {
    pub(super) const fn new(shape: Shape, content: Content) -> Self {
        Self { shape, content, notes: Vec::new(), also: Vec::new() }
    }

    pub(super) const fn nothing(problem: PasteProblem) -> Self {
        Self::new(Shape::NotAToken, Content::Nothing(problem))
    }

    pub(super) fn token(
        shape: Shape,
        raw: Secret,
        header: &str,
        claims: &str,
        signature: Option<&str>,
    ) -> Self {
        let parts = jws::read_parts(raw, header, claims, signature);
        let mut reading = match parts.token {
            Ok(token) => Self::new(shape, Content::Token(token)),
            Err(broken) => Self::new(shape, Content::Broken(broken)),
        };
        if let Some(inner) = parts.nested.and_then(|inner| read_inner(inner.expose())) {
            reading.also.push(Found { name: "nested token", reading: inner });
        }
        reading
    }

    pub(super) fn encrypted(shape: Shape, raw: Secret, header: &str) -> Self {
        match jws::read_header(header) {
            Ok(header) if !header.has("enc") => Self::new(
                shape,
                Content::Broken(BrokenToken {
                    problems: vec![PartProblem::NoEncryption],
                    header: Some(header),
                    claims: None,
                }),
            ),
            Ok(header) => {
                let mut reading =
                    Self::new(shape, Content::Encrypted(EncryptedToken { raw, header }));
                reading.notes.push(Finding::new(
                    "encrypted-token",
                    Severity::Info,
                    "The token is encrypted: only the API it is for can read its claims. The header is all there is to see.",
                ));
                reading
            }
            Err(problem) => Self::new(
                shape,
                Content::Broken(BrokenToken {
                    problems: vec![problem],
                    header: None,
                    claims: None,
                }),
            ),
        }
    }

    /// The token a reader means: the pasted one, or in an answer the access
    /// token before any other.
    #[must_use]
    pub fn main_token(&self) -> Option<&ReadToken> {
        if let Content::Token(token) = &self.content {
            return Some(token);
        }
        let mut inside = self.also.iter().filter_map(|found| match &found.reading.content {
            Content::Token(token) => Some((found.name, token)),
            _ => None,
        });
        let first = inside.clone().next();
        inside.find(|(name, _)| *name == "access_token").or(first).map(|(_, token)| token)
    }

    /// Every problem that kept something from being read, in order.
    #[must_use]
    pub fn problems(&self) -> Vec<PasteProblem> {
        match &self.content {
            Content::Broken(broken) => {
                broken.problems.iter().copied().map(PasteProblem::Part).collect()
            }
            Content::Nothing(problem) => vec![*problem],
            _ => Vec::new(),
        }
    }
}

/// Reads a token inside a token; what is inside that one stays closed, so
/// that a paste of boxes in boxes ends.
fn read_inner(text: &str) -> Option<Reading> {
    let mut parts = text.splitn(4, '.');
    let (header, claims, signature) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let raw = Secret::new(text.to_owned());
    let token = jws::read_parts(raw, header, claims, Some(signature)).token;
    Some(match token {
        Ok(token) => Reading::new(Shape::Jws, Content::Token(token)),
        Err(broken) => Reading::new(Shape::Jws, Content::Broken(broken)),
    })
}

/// The part problem of a JSON serialization without the member that should
/// hold the part.
pub(super) const fn missing(part: Part) -> PartProblem {
    PartProblem::Json { part, reason: JsonProblem::Empty }
}
