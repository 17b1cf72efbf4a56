//! Signs with a key that cannot be taken out of the browser.

use simulated_sts::{PublicKey, SignError, Signer};

use crate::platform::webcrypto::{NoCryptography, RsaKey};

/// The tenant's signing key.
pub(crate) struct PageSigner {
    key: RsaKey,
    public: PublicKey,
}

impl PageSigner {
    /// Makes a new key.
    ///
    /// # Errors
    /// [`NoCryptography`] outside of secure contexts.
    pub(crate) async fn generate() -> Result<Self, NoCryptography> {
        let key = RsaKey::generate().await?;
        let public = PublicKey::from_jwk(key.modulus().to_owned(), key.exponent().to_owned());
        Ok(Self { key, public })
    }
}

impl Signer for PageSigner {
    fn key(&self) -> &PublicKey {
        &self.public
    }

    async fn sign(&self, signing_input: &[u8]) -> Result<Vec<u8>, SignError> {
        self.key.sign(signing_input).await.map_err(|_| SignError)
    }

    async fn verify(&self, signing_input: &[u8], signature: &[u8]) -> Result<bool, SignError> {
        self.key.verify(signing_input, signature).await.map_err(|_| SignError)
    }
}
