//! What a signature check needs, as plain data; the check itself is
//! WebCrypto's. Only the algorithms of [`Algorithm`] are taken, and never a key
//! from inside the token (RFC 8725 sections 3.1 and 3.5).

pub mod crossing;
mod der;
mod keys;

use thiserror::Error;

use super::algorithm::{Algorithm, Family};
use super::jws::{self, ReadToken};
use crate::finding::{Finding, Severity};
use crate::secret::Secret;

pub use keys::{KeyMaterial, KeyProblem};

/// Where the keys come from, which decides what a good signature proves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeySource<'a> {
    /// Fetched from this host, on the reader's click.
    Issuer(&'a str),
    /// The simulated tenant's own.
    Simulated,
    /// Pasted by the reader.
    Pasted,
}

/// Everything that WebCrypto's `importKey` and `verify` need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifyPlan {
    /// How the signature is checked.
    pub algorithm: Algorithm,
    /// The key to import.
    pub key: KeyMaterial,
    /// The bytes that were signed: header and claims as written, in ASCII.
    pub signing_input: Secret,
    /// The signature's bytes; for ECDSA the two numbers one after the other, as
    /// WebCrypto takes them too.
    pub signature: Vec<u8>,
    /// What a good signature says.
    pub what_is_checked: String,
    /// What it does not say.
    pub what_is_not: &'static str,
    /// What is notable about the key.
    pub notes: Vec<Finding>,
}

/// Why a signature cannot be checked.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum CannotVerify {
    /// Entra signs Graph's tokens over another header than the one they show.
    #[error(
        "This token cannot be verified by others, and that is right: its header holds a nonce, and only Microsoft Graph knows what was signed."
    )]
    GraphNonce,
    /// No third part.
    #[error("There is no signature to check. Paste the whole token, with all three parts.")]
    Unsigned,
    /// The third part is no base64url.
    #[error("The signature is not base64url. Copy the whole token again.")]
    SignatureText,
    /// The header names no algorithm of the list.
    #[error(
        "The header's algorithm is none of those that are checked here: RS, PS and ES with 256, 384 and 512, and EdDSA."
    )]
    Algorithm,
    /// HMAC.
    #[error(
        "The algorithm signs with a shared secret. Only whoever has it can check; it is not asked for here."
    )]
    Symmetric,
    /// RFC 7515 section 4.1.11.
    #[error(
        "The header demands that its parameters in crit are understood. They are not, so the token must be refused."
    )]
    Critical,
    /// An ECDSA or EdDSA signature of the wrong size.
    #[error(
        "The signature has {found} bytes; this algorithm's has {expected}. It cannot be right."
    )]
    SignatureLength {
        /// In bytes.
        expected: usize,
        /// In bytes.
        found: usize,
    },
    /// The keys could not be read, or none fits.
    #[error(transparent)]
    Key(#[from] KeyProblem),
}

impl CannotVerify {
    /// Stable, in kebab case.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::GraphNonce => "graph-nonce",
            Self::Unsigned => "signature-missing",
            Self::SignatureText => "signature-not-base64",
            Self::Algorithm => "alg-unknown",
            Self::Symmetric => "alg-symmetric",
            Self::Critical => "header-crit",
            Self::SignatureLength { .. } => "signature-length",
            Self::Key(problem) => problem.code(),
        }
    }
}

/// Whether the signature of a token can be checked at all, and how: before any
/// key is asked for.
///
/// # Errors
/// The first reason why not.
pub fn algorithm(token: &ReadToken) -> Result<Algorithm, CannotVerify> {
    let header = &token.header;
    let name = header.str("alg").unwrap_or_default();
    if name.starts_with("HS") {
        return Err(CannotVerify::Symmetric);
    }
    let algorithm = Algorithm::named(&name).ok_or(CannotVerify::Algorithm)?;
    if !token.signed {
        return Err(CannotVerify::Unsigned);
    }
    if header.has("crit") {
        return Err(CannotVerify::Critical);
    }
    if header.has("nonce") {
        return Err(CannotVerify::GraphNonce);
    }
    Ok(algorithm)
}

/// Prepares the check of a token's signature with a key from `keys`: a JWK Set
/// or a JWK (RFC 7517), a public key or a certificate in PEM, or the base64 of
/// either.
///
/// # Errors
/// Why the signature cannot be checked; the sentence is for the reader.
pub fn plan(
    token: &ReadToken,
    keys: &str,
    source: KeySource<'_>,
) -> Result<VerifyPlan, CannotVerify> {
    let algorithm = algorithm(token)?;
    let (signing_input, signature) =
        token.raw.expose().rsplit_once('.').ok_or(CannotVerify::Unsigned)?;
    let signature =
        jws::decode(signature, &mut Vec::new()).map_err(|_| CannotVerify::SignatureText)?;
    let expected = match algorithm.family {
        Family::Rsa | Family::RsaPss => None,
        Family::Ecdsa(_, coordinate) => Some(2 * coordinate),
        Family::EdDsa => Some(64),
    };
    if let Some(expected) = expected.filter(|expected| *expected != signature.len()) {
        return Err(CannotVerify::SignatureLength { expected, found: signature.len() });
    }
    let header = &token.header;
    let wanted = header.str("kid").or_else(|| header.str("x5t"));
    let chosen = keys::choose(keys, algorithm, wanted.as_deref())?;
    let mut notes = Vec::new();
    if chosen.private {
        notes.push(Finding::new(
            "private-key-pasted",
            Severity::Warning,
            "The pasted key holds its private part. Only the public part is used; treat the key as known to others now.",
        ));
    }
    if chosen.other_id {
        notes.push(Finding::new(
            "other-key-id",
            Severity::Info,
            "The key's id is not the one that the token names (kid). It was used all the same, because it is the only one.",
        ));
    }
    let (whose, what_is_not) = match source {
        KeySource::Issuer(host) => (
            format!("one of the keys that {host} publishes"),
            "Not checked: whether the token is still valid, for which API it is, and what it allows.",
        ),
        KeySource::Simulated => (
            "one of the simulated tenant's keys".to_owned(),
            "It proves nothing to a real API: the simulated Entra signs for this page only.",
        ),
        KeySource::Pasted => (
            "the key that you pasted".to_owned(),
            "Not checked: whether the key is the issuer's, and whether the token is still valid and for this API.",
        ),
    };
    Ok(VerifyPlan {
        algorithm,
        key: chosen.key,
        signing_input: Secret::new(signing_input.to_owned()),
        signature,
        what_is_checked: format!(
            "Header and claims are as they were signed with {}, by {whose}.",
            algorithm.name
        ),
        what_is_not,
        notes,
    })
}

#[cfg(test)]
mod tests;
