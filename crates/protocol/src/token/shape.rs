//! What was pasted: told by its shape, before anything in it is believed.
//! Source: RFC 7515 section 3, RFC 7516 section 3, RFC 7519 sections 6 and 7.

use std::fmt;

use thiserror::Error;
use zeroize::Zeroizing;

use super::answer;
use super::json::JsonProblem;
use super::jws::{self, BrokenToken, EncryptedToken, Part, PartProblem, ReadToken};
use super::paste;
use super::stranger::{self, Stranger};
use crate::finding::{Finding, Severity};
use crate::response::ErrorResponse;
use crate::secret::Secret;

/// The longest text that is read, in bytes: 1 MiB.
pub const PASTE_LIMIT: usize = 1 << 20;

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
            Self::Json(reason) => format!("paste-{}", reason.code()),
            Self::Part(problem) => problem.code(),
            Self::Named(stranger) => stranger.code.to_owned(),
        }
    }
}

/// Reads whatever was pasted. Nothing is fetched, and every text has an
/// answer.
#[must_use]
pub fn read(text: &str) -> Reading {
    if text.len() > PASTE_LIMIT {
        return Reading::nothing(PasteProblem::TooLarge(text.len()));
    }
    let mut notes = Vec::new();
    let text = paste::strip(text, &mut notes);
    let mut reading = read_stripped(text);
    notes.append(&mut reading.notes);
    reading.notes = notes;
    reading
}

fn read_stripped(text: &str) -> Reading {
    if text.is_empty() {
        return Reading::nothing(PasteProblem::Empty);
    }
    if text.starts_with(['{', '[']) {
        let reading = answer::read_json(text);
        // JSON of an unknown make, or cut off, may still hold tokens.
        if !matches!(
            reading.content,
            Content::Nothing(PasteProblem::Json(_))
                | Content::Nothing(PasteProblem::Named(&stranger::JSON))
        ) || paste::tokens_in(text).is_empty()
        {
            return reading;
        }
    }
    if let Some(stranger) = stranger::by_text(text) {
        return Reading::nothing(PasteProblem::Named(stranger));
    }
    let mut words = text.split_ascii_whitespace();
    if let (Some(word), None) = (words.next(), words.next()) {
        if let Some(reading) = answer::read_parameters(word) {
            return reading;
        }
        if let Some(reading) = read_compact(word) {
            return reading;
        }
    }
    let found = paste::tokens_in(text);
    if found.is_empty() || (found.len() == 1 && paste::is_wrapped(text)) {
        let joined: Zeroizing<String> = Zeroizing::new(text.split_ascii_whitespace().collect());
        // An address at the start, broken over lines; not one inside a text.
        let address = text.split_ascii_whitespace().next().and_then(answer::read_parameters);
        let whole = match address {
            Some(_) => answer::read_parameters(&joined),
            None => paste::is_token_like(&joined).then(|| read_compact(&joined)).flatten(),
        };
        if let Some(mut reading) = whole.filter(|r| !matches!(r.content, Content::Nothing(_))) {
            reading.notes.insert(0, paste::note_whitespace());
            return reading;
        }
    }
    let mut readings = found.into_iter().filter_map(read_compact);
    if let Some(mut first) = readings.next() {
        first.also.extend(readings.map(|reading| Found { name: "token", reading }));
        first.notes.insert(0, paste::note_surroundings(1 + first.also.len()));
        return first;
    }
    if let Some(error) = ErrorResponse::from_text(text) {
        return Reading::new(Shape::ErrorResponse, Content::Error(error));
    }
    Reading::nothing(PasteProblem::Named(&stranger::UNKNOWN_TEXT))
}

/// Reads one word: a compact token, or something opaque known by its form.
pub(super) fn read_compact(word: &str) -> Option<Reading> {
    if let Some(stranger) = stranger::opaque(word) {
        return Some(Reading::new(
            Shape::Opaque,
            Content::Opaque(stranger, Secret::new(word.to_owned())),
        ));
    }
    if let Some(stranger) = stranger::by_word(word) {
        return Some(Reading::nothing(PasteProblem::Named(stranger)));
    }
    // An SD-JWT appends its disclosures with tildes.
    let (word, disclosures) = match word.split_once('~') {
        Some((token, rest)) if token.matches('.').count() == 2 => {
            (token, 1 + rest.matches('~').count())
        }
        _ => (word, 0),
    };
    let parts: Vec<&str> = word.splitn(7, '.').collect();
    if !starts_like_header(parts[0]) {
        let long = word.len() >= 20 && word.bytes().all(|byte| byte.is_ascii_graphic());
        return (long && parts.len() == 1).then(|| {
            Reading::new(
                Shape::Opaque,
                Content::Opaque(&stranger::UNKNOWN_OPAQUE, Secret::new(word.to_owned())),
            )
        });
    }
    let raw = Secret::new(word.to_owned());
    let mut reading = match parts.as_slice() {
        [header, claims] => Reading::token(Shape::Unsigned, raw, header, claims, None),
        [header, claims, ""] => Reading::token(Shape::Unsigned, raw, header, claims, Some("")),
        [header, claims, signature] => {
            Reading::token(Shape::Jws, raw, header, claims, Some(signature))
        }
        [header, _, _, _, _] => Reading::encrypted(Shape::Jwe, raw, header),
        _ => Reading::nothing(PasteProblem::PartCount(1 + word.matches('.').count())),
    };
    if disclosures > 0 {
        reading.notes.push(Finding::new(
            "sd-jwt",
            Severity::Info,
            "This is an SD-JWT: the text after the first ~ holds disclosures, which are not shown here.",
        ));
    }
    Some(reading)
}

/// Whether a first part can be a JOSE header: base64 of `{`, or of any text,
/// so that a broken header is explained instead of passed over.
fn starts_like_header(part: &str) -> bool {
    part.starts_with("ey")
        || part.starts_with("ew")
        || part.starts_with("77u/e")
        || part.starts_with("77u_e")
        || matches!(
            jws::read_header(part),
            Ok(_)
                | Err(PartProblem::Json {
                    reason: JsonProblem::NotAnObject("a list" | "a string"),
                    ..
                })
        )
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
