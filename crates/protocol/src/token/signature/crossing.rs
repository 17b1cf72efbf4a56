//! A check of a signature, as it is ordered and reported: who wants one and who
//! makes it are two programs of the same build.

use super::KeySource;
use crate::crossing::crossing;
use crate::finding::Finding;
use crate::secret::Secret;

/// What is to be checked, with which keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// The host that gave the keys; empty for the simulated Entra's, `None` for
    /// pasted ones.
    pub host: Option<String>,
    /// The token.
    pub token: Secret,
    /// The keys, as they came.
    pub keys: Secret,
}

impl Order {
    /// Where the keys come from.
    #[must_use]
    pub fn source(&self) -> KeySource<'_> {
        match self.host.as_deref() {
            None => KeySource::Pasted,
            Some("") => KeySource::Simulated,
            Some(host) => KeySource::Issuer(host),
        }
    }
}

/// What a check found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Whether the signature is good.
    pub good: bool,
    /// What was and what was not checked, the most important first.
    pub findings: Vec<Finding>,
}

crossing! {
    struct Order { host, token, keys }
    struct Report { good, findings }
}
