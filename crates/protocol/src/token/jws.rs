//! The compact serialization of RFC 7515 section 3.1 and RFC 7516 section
//! 3.1, taken apart. Tolerant in what it reads, exact in saying what it
//! tolerated: each part can fail on its own, and the other stays readable.

use std::fmt;

use base64::Engine as _;
use base64::alphabet::URL_SAFE;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use thiserror::Error;

use super::json::{JsonProblem, Members};
use crate::finding::{Finding, Severity};
use crate::secret::Secret;

/// A signed or unsigned token whose header and claims could be read. Nothing
/// here says that the token is genuine: no signature is checked.
///
/// Debug output shows sizes only.
#[derive(Clone, PartialEq, Eq)]
pub struct ReadToken {
    /// The token itself, cleaned of what was pasted around it.
    pub raw: Secret,
    /// The JOSE header.
    pub header: Members,
    /// The claims.
    pub claims: Members,
    /// Whether there is a third part with anything in it.
    pub signed: bool,
    /// What was unusual about the way the token is written.
    pub notes: Vec<Finding>,
}

impl ReadToken {
    /// Reads one token in compact form, as an answer carries it: three parts and
    /// nothing around them. `None` when a part cannot be read; why, and what else
    /// a text may be, is told by [`read`](super::read).
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let (header, rest) = text.split_once('.')?;
        let (claims, signature) = rest.split_once('.')?;
        let raw = Secret::new(text.to_owned());
        read_parts(raw, header, claims, Some(signature)).token.ok()
    }
}

impl fmt::Debug for ReadToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReadToken")
            .field("header", &self.header)
            .field("claims", &self.claims)
            .field("signed", &self.signed)
            .finish_non_exhaustive()
    }
}

/// A token of which at least one part is unreadable.
#[derive(Clone, PartialEq, Eq)]
pub struct BrokenToken {
    /// Why, one problem for each unreadable part.
    pub problems: Vec<PartProblem>,
    /// The header, where it could be read.
    pub header: Option<Members>,
    /// The claims, where they could be read.
    pub claims: Option<Members>,
}

impl fmt::Debug for BrokenToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BrokenToken").field("problems", &self.problems).finish_non_exhaustive()
    }
}

/// An encrypted token: only its header is for everyone's eyes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EncryptedToken {
    /// The token itself.
    pub raw: Secret,
    /// The JOSE header; names the algorithms and the key, nothing more.
    pub header: Members,
}

/// A part of a token that is JSON inside base64url.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The first part.
    Header,
    /// The second part.
    Claims,
}

impl Part {
    const fn id(self) -> &'static str {
        match self {
            Self::Header => "header",
            Self::Claims => "claims",
        }
    }

    const fn place(self) -> &'static str {
        match self {
            Self::Header => "header (first part)",
            Self::Claims => "claims (second part)",
        }
    }
}

/// Why one part is unreadable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PartProblem {
    /// A character that no base64 alphabet has.
    #[error(
        "The {} is not base64url: character {at} does not belong there. Copy the token again, without anything around it.",
        .part.place()
    )]
    ForeignCharacter {
        /// Which part.
        part: Part,
        /// The place of the character in the part, from 1.
        at: usize,
    },
    /// A length that base64 cannot have, so something is missing.
    #[error(
        "The {} is not base64url: its length is impossible, so a piece was probably cut off. Copy the whole token again.",
        .part.place()
    )]
    Length {
        /// Which part.
        part: Part,
    },
    /// The bytes are there, but they are no JSON object.
    #[error("The {} cannot be read: {reason}.", .part.place())]
    Json {
        /// Which part.
        part: Part,
        /// What is wrong with the JSON.
        reason: JsonProblem,
    },
    /// Five parts, but no `enc` in the header.
    #[error(
        "This has the 5 parts of an encrypted token, but its header names no encryption (enc). Copy one token alone."
    )]
    NoEncryption,
    /// The claims of a nested token (RFC 7519 section 5.2) are a token.
    #[error(
        "The {} holds another token instead of claims. It is listed below; read that one.",
        .part.place()
    )]
    Nested {
        /// Which part.
        part: Part,
    },
}

impl PartProblem {
    /// Stable, in kebab case: `claims-not-base64`.
    #[must_use]
    pub fn code(self) -> String {
        let (part, reason) = match self {
            Self::ForeignCharacter { part, .. } => (part, "not-base64"),
            Self::Length { part } => (part, "base64-cut-off"),
            Self::Json { part, reason } => (part, reason.code()),
            Self::NoEncryption => (Part::Header, "without-enc"),
            Self::Nested { part } => (part, "nested-token"),
        };
        format!("{}-{reason}", part.id())
    }
}

/// What [`read_parts`] made of a token, and the token inside it if there is
/// one.
pub(super) struct Parts {
    pub(super) token: Result<ReadToken, BrokenToken>,
    pub(super) nested: Option<Secret>,
}

/// Reads the parts of a JWS; `signature` is `None` when the token ended after
/// its second part.
pub(super) fn read_parts(
    raw: Secret,
    header: &str,
    claims: &str,
    signature: Option<&str>,
) -> Parts {
    let mut notes = Vec::new();
    let mut nested = None;
    let header = read_part(Part::Header, header, &mut notes).map_err(|trouble| trouble.problem);
    let claims = read_part(Part::Claims, claims, &mut notes).map_err(|trouble| {
        nested = trouble.nested;
        trouble.problem
    });
    let signature = signature.unwrap_or_default();
    if decode(signature, &mut notes).is_err() {
        notes.push(Finding::new(
            "signature-not-base64",
            Severity::Error,
            "The signature (third part) is not base64url, so no API can accept this token. Copy the whole token again.",
        ));
    }
    notes.dedup_by(|a, b| a.code == b.code);
    let token = match (header, claims) {
        (Ok(header), Ok(claims)) => {
            Ok(ReadToken { raw, header, claims, signed: !signature.is_empty(), notes })
        }
        (header, claims) => Err(BrokenToken {
            problems: header
                .as_ref()
                .err()
                .into_iter()
                .chain(claims.as_ref().err())
                .copied()
                .collect(),
            header: header.ok(),
            claims: claims.ok(),
        }),
    };
    Parts { token, nested }
}

/// Reads the header of an encrypted token.
pub(super) fn read_header(part: &str) -> Result<Members, PartProblem> {
    read_part(Part::Header, part, &mut Vec::new()).map_err(|trouble| trouble.problem)
}

struct Trouble {
    problem: PartProblem,
    nested: Option<Secret>,
}

fn read_part(part: Part, text: &str, notes: &mut Vec<Finding>) -> Result<Members, Trouble> {
    let plain = |problem| Trouble { problem, nested: None };
    let bytes = decode(text, notes).map_err(|reason| {
        plain(match reason {
            Undecodable::Character(at) => PartProblem::ForeignCharacter { part, at },
            Undecodable::Length => PartProblem::Length { part },
        })
    })?;
    let members = Members::read(&bytes).map_err(|reason| match std::str::from_utf8(&bytes) {
        Ok(inner) if inner.starts_with("ey") && inner.matches('.').count() >= 2 => Trouble {
            problem: PartProblem::Nested { part },
            nested: Some(Secret::new(inner.to_owned())),
        },
        _ => plain(PartProblem::Json { part, reason }),
    })?;
    if members.byte_order_mark {
        notes.push(Finding::new(
            "byte-order-mark",
            Severity::Warning,
            format!(
                "The {} starts with a byte order mark, which strict readers of JSON refuse.",
                part.place()
            ),
        ));
    }
    Ok(members)
}

pub(super) enum Undecodable {
    Character(usize),
    Length,
}

/// base64url without padding is the rule of RFC 7515 section 2. Padding, the
/// standard alphabet and stray last bits are read with a note.
pub(super) fn decode(text: &str, notes: &mut Vec<Finding>) -> Result<Vec<u8>, Undecodable> {
    const TOLERANT: GeneralPurpose = GeneralPurpose::new(
        &URL_SAFE,
        GeneralPurposeConfig::new()
            .with_decode_padding_mode(DecodePaddingMode::RequireNone)
            .with_decode_allow_trailing_bits(true),
    );
    let bare = text.trim_end_matches('=');
    // By bytes here and wherever a whole paste is looked through: a mebibyte of
    // characters takes the time of a frame. All before the place are one byte wide.
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"-_+/".contains(&byte);
    if let Some(at) = bare.bytes().position(|byte| !fits(byte)) {
        return Err(Undecodable::Character(at + 1));
    }
    if bare.len() < text.len() {
        notes.push(Finding::new(
            "base64-padding",
            Severity::Warning,
            "A part of the token ends with padding (=). Tokens are written without it, and strict readers refuse it.",
        ));
    }
    let bytes = if bare.bytes().any(|byte| matches!(byte, b'+' | b'/')) {
        notes.push(Finding::new(
            "base64-standard-alphabet",
            Severity::Warning,
            "A part of the token uses + or /. Tokens are written with - and _ instead, and strict readers refuse the others.",
        ));
        TOLERANT.decode(bare.replace('+', "-").replace('/', "_"))
    } else {
        TOLERANT.decode(bare)
    };
    bytes.map_err(|_| Undecodable::Length)
}
