//! What the page asks of the module that keeps the keys of certificates, and what
//! that reports: both cross as bytes ([`crossing`](crate::crossing)).

use super::{Assertion, AssertionAlgorithm, PemProblem};
use crate::crossing::crossing;
use crate::inputs::InputId;
use crate::secret::Secret;

/// What is to be done with a key. `holder` is the input of the form that its
/// assertions are for.
pub enum Order {
    /// Hand it over to the browser, in place of the one that the holder had.
    Keep {
        /// The input.
        holder: InputId,
        /// Certificate and key as PEM (RFC 7468).
        pem: Secret,
    },
    /// Sign with it.
    Sign {
        /// The input.
        holder: InputId,
        /// What the assertion says.
        assertion: Assertion,
    },
}

/// What came of it.
pub enum Report {
    /// The browser has the key. The text is the certificate's SHA-1, as the portal
    /// shows it.
    Kept(String),
    /// It has not: the sentence of a [`NotKept`].
    NotKept(String),
    /// The finished assertion.
    Signed(Secret),
    /// The browser did not sign.
    NotSigned,
}

/// Why a key is not kept, as a sentence with what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotKept {
    /// The paste is not what is needed.
    #[error(transparent)]
    Pem(#[from] PemProblem),
    /// The browser did not take the key.
    #[error(
        "The browser did not take this key. It has to be an RSA key in PKCS#8, and the page open over https or on 127.0.0.1."
    )]
    Browser,
}

crossing! {
    enum Order { Keep { holder, pem }, Sign { holder, assertion } }
    enum Report { Kept(thumbprint), NotKept(sentence), Signed(assertion), NotSigned }
    struct Assertion { algorithm, client_id, endpoint, id, now }
    enum AssertionAlgorithm { Ps256, Rs256 }
}
