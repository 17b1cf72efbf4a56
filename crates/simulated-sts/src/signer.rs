//! Who signs: RS256 (RFC 7518 3.3, RSASSA-PKCS1-v1_5 with SHA-256), by whatever
//! the host has.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

use crate::certificate::VerificationKey;
use crate::json::Object;

/// Signs tokens and checks its own signatures. Asynchronous because WebCrypto
/// is; a native signer is ready at once.
#[allow(async_fn_in_trait, reason = "a page's futures are not Send, a server's are by inference")]
pub trait Signer {
    /// The public half of the key.
    fn key(&self) -> &PublicKey;

    /// The signature over the bytes of `header.payload`.
    ///
    /// # Errors
    /// [`SignError`] when the host's cryptography fails.
    async fn sign(&self, signing_input: &[u8]) -> Result<Vec<u8>, SignError>;

    /// Whether this key made this signature over these bytes.
    ///
    /// # Errors
    /// [`SignError`] when the host's cryptography fails; a signature that does
    /// not fit is `Ok(false)`.
    async fn verify(&self, signing_input: &[u8], signature: &[u8]) -> Result<bool, SignError>;

    /// Whether the key of a certificate made this signature: how a client
    /// assertion is checked. A host that does not bring this cannot take
    /// certificates, and says so as broken cryptography.
    ///
    /// # Errors
    /// [`SignError`] when the host's cryptography fails or has no such check; a
    /// signature that does not fit is `Ok(false)`.
    async fn verify_with(
        &self,
        key: &VerificationKey,
        algorithm: Algorithm,
        signing_input: &[u8],
        signature: &[u8],
    ) -> Result<bool, SignError> {
        let _ = (key, algorithm, signing_input, signature);
        Err(SignError)
    }
}

/// How a client assertion is signed (RFC 7518 3.3 and 3.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Algorithm {
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    Rs256,
    /// RSASSA-PSS with SHA-256, MGF1 with SHA-256 and 32 bytes of salt.
    Ps256,
}

impl<S: Signer> Signer for &S {
    fn key(&self) -> &PublicKey {
        (**self).key()
    }

    async fn sign(&self, signing_input: &[u8]) -> Result<Vec<u8>, SignError> {
        (**self).sign(signing_input).await
    }

    async fn verify(&self, signing_input: &[u8], signature: &[u8]) -> Result<bool, SignError> {
        (**self).verify(signing_input, signature).await
    }

    async fn verify_with(
        &self,
        key: &VerificationKey,
        algorithm: Algorithm,
        signing_input: &[u8],
        signature: &[u8],
    ) -> Result<bool, SignError> {
        (**self).verify_with(key, algorithm, signing_input, signature).await
    }
}

/// The host's cryptography failed: nothing was answered. This is no refusal of
/// Entra.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "the simulated Entra could not use its signing key; reload the page, or restart the server, to make a new one"
)]
pub struct SignError;

/// An RSA public key (RFC 7518 6.3.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey {
    modulus: String,
    exponent: String,
    id: String,
}

impl PublicKey {
    /// From the members `n` and `e` of a JWK, in base64url: what WebCrypto
    /// exports.
    #[must_use]
    pub fn from_jwk(n: String, e: String) -> Self {
        // RFC 7638: the thumbprint is over exactly these members in this order.
        let canonical = format!(r#"{{"e":"{e}","kty":"RSA","n":"{n}"}}"#);
        let id = format!("simulated-{}", URL_SAFE_NO_PAD.encode(Sha256::digest(canonical)));
        Self { modulus: n, exponent: e, id }
    }

    /// From modulus and exponent as big-endian bytes.
    #[must_use]
    pub fn from_bytes(modulus: &[u8], exponent: &[u8]) -> Self {
        Self::from_jwk(URL_SAFE_NO_PAD.encode(modulus), URL_SAFE_NO_PAD.encode(exponent))
    }

    /// The key id, which starts with `simulated-`: how everyone recognises a
    /// token that Entra did not issue.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The member `n`.
    #[must_use]
    pub fn modulus(&self) -> &str {
        &self.modulus
    }

    /// The member `e`.
    #[must_use]
    pub fn exponent(&self) -> &str {
        &self.exponent
    }

    /// The key as JSON Web Key (RFC 7517).
    #[must_use]
    pub fn jwk(&self) -> String {
        let mut jwk = Object::new();
        jwk.string("kty", "RSA");
        jwk.string("use", "sig");
        jwk.string("kid", &self.id);
        jwk.string("x5t", &self.id);
        jwk.string("n", &self.modulus);
        jwk.string("e", &self.exponent);
        jwk.finish()
    }
}
