//! Signing, clock and random bytes of a host that is no browser.

use std::time::{SystemTime, UNIX_EPOCH};

use ring::rand::{SecureRandom as _, SystemRandom};
use ring::signature::{
    KeyPair as _, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256, RSA_PSS_2048_8192_SHA256,
    RsaKeyPair, UnparsedPublicKey,
};
use rsa::pkcs8::EncodePrivateKey as _;

use crate::certificate::VerificationKey;
use crate::seed::Seed;
use crate::signer::{Algorithm, PublicKey, SignError, Signer};

/// RS256 with a key of 2048 bits that lives as long as the process.
#[derive(Debug)]
pub struct NativeSigner {
    pair: RsaKeyPair,
    key: PublicKey,
    random: SystemRandom,
}

impl NativeSigner {
    /// Makes a new key. The `rsa` crate makes it, because ring cannot; ring
    /// signs.
    ///
    /// # Errors
    /// [`SignError`] when the system has no random bytes.
    pub fn generate() -> Result<Self, SignError> {
        let private = rsa::RsaPrivateKey::new(&mut rsa::rand_core::OsRng, 2048);
        let document = private.map_err(|_| SignError)?.to_pkcs8_der().map_err(|_| SignError)?;
        let pair = RsaKeyPair::from_pkcs8(document.as_bytes()).map_err(|_| SignError)?;
        let public: ring::rsa::PublicKeyComponents<Vec<u8>> = pair.public_key().into();
        let key = PublicKey::from_bytes(&public.n, &public.e);
        Ok(Self { pair, key, random: SystemRandom::new() })
    }
}

impl Signer for NativeSigner {
    fn key(&self) -> &PublicKey {
        &self.key
    }

    async fn sign(&self, signing_input: &[u8]) -> Result<Vec<u8>, SignError> {
        let mut signature = vec![0; self.pair.public().modulus_len()];
        self.pair
            .sign(&RSA_PKCS1_SHA256, &self.random, signing_input, &mut signature)
            .map_err(|_| SignError)?;
        Ok(signature)
    }

    async fn verify(&self, signing_input: &[u8], signature: &[u8]) -> Result<bool, SignError> {
        let key = UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, self.pair.public_key());
        Ok(key.verify(signing_input, signature).is_ok())
    }

    async fn verify_with(
        &self,
        key: &VerificationKey,
        algorithm: Algorithm,
        signing_input: &[u8],
        signature: &[u8],
    ) -> Result<bool, SignError> {
        let parameters = match algorithm {
            Algorithm::Rs256 => &RSA_PKCS1_2048_8192_SHA256,
            Algorithm::Ps256 => &RSA_PSS_2048_8192_SHA256,
        };
        let key = UnparsedPublicKey::new(parameters, &key.pkcs1);
        Ok(key.verify(signing_input, signature).is_ok())
    }
}

/// 32 bytes from the operating system.
///
/// # Errors
/// [`SignError`] when it has none.
pub fn seed() -> Result<Seed, SignError> {
    let mut bytes = [0; 32];
    SystemRandom::new().fill(&mut bytes).map_err(|_| SignError)?;
    Ok(Seed::new(bytes))
}

/// The time in epoch seconds.
#[must_use]
pub fn now() -> i64 {
    #[allow(clippy::disallowed_methods, reason = "native only; a page brings its own clock")]
    let now = SystemTime::now();
    let since = now.duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}
