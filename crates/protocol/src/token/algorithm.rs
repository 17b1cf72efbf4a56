//! The signature algorithms that are known here (RFC 7518 section 3.1, RFC
//! 8037). A token is never checked with another one, whatever its header says
//! (RFC 8725 section 3.1).

/// One algorithm: a family and the length of its hash in bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Algorithm {
    /// As the header writes it: `RS256`.
    pub name: &'static str,
    /// What kind of key it takes, and how.
    pub family: Family,
    /// The hash: `SHA-256`; empty for EdDSA, which has its own.
    pub hash: &'static str,
}

/// What an algorithm needs of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// RSASSA-PKCS1-v1_5.
    Rsa,
    /// RSASSA-PSS; the salt is as long as the hash.
    RsaPss,
    /// ECDSA over one curve: its name and the bytes of one coordinate.
    Ecdsa(&'static str, usize),
    /// Ed25519.
    EdDsa,
}

const fn row(name: &'static str, family: Family, hash: &'static str) -> Algorithm {
    Algorithm { name, family, hash }
}

const ALGORITHMS: [Algorithm; 11] = [
    row("RS256", Family::Rsa, "SHA-256"),
    row("RS384", Family::Rsa, "SHA-384"),
    row("RS512", Family::Rsa, "SHA-512"),
    row("PS256", Family::RsaPss, "SHA-256"),
    row("PS384", Family::RsaPss, "SHA-384"),
    row("PS512", Family::RsaPss, "SHA-512"),
    row("ES256", Family::Ecdsa("P-256", 32), "SHA-256"),
    row("ES384", Family::Ecdsa("P-384", 48), "SHA-384"),
    row("ES512", Family::Ecdsa("P-521", 66), "SHA-512"),
    row("EdDSA", Family::EdDsa, ""),
    // RFC 9864's name for the same.
    row("Ed25519", Family::EdDsa, ""),
];

impl Algorithm {
    /// The algorithm of exactly this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        ALGORITHMS.into_iter().find(|algorithm| algorithm.name == name)
    }
}
