//! What this playground does not send, and why: so that a reader who looks for
//! it finds an answer.

use crate::spec::{self, Spec};

/// A way to get a token that is not offered.
#[derive(Debug)]
pub struct NotOffered {
    /// Its name.
    pub name: &'static str,
    /// The parameter that asks for it.
    pub request: &'static str,
    /// Why it is not offered, and what to use.
    pub why: &'static str,
    /// The AADSTS number that a try would probably get; `None` where it could
    /// work or several are possible.
    pub code: Option<u32>,
    /// Where to read more.
    pub spec: Spec,
}

/// Everything that is left out on purpose.
pub static NOT_OFFERED: [NotOffered; 3] = [
    NotOffered {
        name: "Password (ROPC)",
        request: "grant_type=password",
        why: "An app would see the password, and no second factor is possible. Use the code flow.",
        code: Some(50126),
        spec: spec::ENTRA_ROPC,
    },
    NotOffered {
        name: "Implicit",
        request: "response_type=token",
        why: "A token in an address leaks. OAuth 2.1 dropped it: use the code flow with PKCE.",
        code: None,
        spec: spec::ENTRA_IMPLICIT,
    },
    NotOffered {
        name: "Token exchange (RFC 8693)",
        request: "grant_type=urn:ietf:params:oauth:grant-type:token-exchange",
        why: "Entra does not support it. Use on-behalf-of, or an agent's exchange tokens.",
        code: Some(70003),
        spec: spec::RFC8693,
    },
];
