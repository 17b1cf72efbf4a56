//! Certificates of clients: which keys the browser keeps, and what they sign.
//!
//! A key itself is never here: its text goes out as an effect and is dropped,
//! and what comes back is a thumbprint.

use protocol::base64url;
use protocol::inputs::InputId;
use protocol::search;
use protocol::secret::Secret;

/// A key that the browser keeps for the assertion of an input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// The input that takes the assertions.
    pub input: InputId,
    /// The SHA-1 of its certificate, as the portal shows it.
    pub thumbprint: String,
}

/// Why there is no key, or no signature.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyProblem {
    /// The paste is not what is needed, or the browser did not take the key: the
    /// sentence of a [`NotKept`](protocol::certificate::NotKept).
    #[error("{0}")]
    NotKept(String),
    /// What keeps keys is not there.
    #[error(
        "The part of this page that keeps keys could not be loaded. Paste the certificate and its key again."
    )]
    NotLoaded,
    /// The browser did not sign.
    #[error("The browser did not sign. Paste the certificate and its key again.")]
    NotSigned,
}

/// Whether a text is a PEM, and so no assertion.
#[must_use]
pub fn is_pem(text: &str) -> bool {
    search::contains(text, "-----BEGIN ")
}

/// The header and the claims of an assertion as JSON; `None` for a text that is
/// no JWS. They are shown before they are sent, and nothing in them is secret:
/// the signature is, and it is left out.
#[must_use]
pub fn decoded(assertion: &Secret) -> Option<[String; 2]> {
    let mut parts = assertion.expose().split('.');
    let mut json = || {
        let bytes = base64url::decode(parts.next()?)?;
        let text = String::from_utf8(bytes).ok()?;
        text.starts_with('{').then_some(text)
    };
    Some([json()?, json()?])
}
