//! Signing and checking RS256 with the browser's own cryptography. The private
//! key cannot be taken out of it.

use js_sys::{Array, JSON, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, CryptoKeyPair, SubtleCrypto};

const ALGORITHM: &str = "RSASSA-PKCS1-v1_5";

/// A pair of RSA keys of 2048 bits.
pub(crate) struct RsaKey {
    subtle: SubtleCrypto,
    pair: CryptoKeyPair,
    modulus: String,
    exponent: String,
}

/// The browser has no `crypto.subtle` here, or it refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NoCryptography;

impl From<JsValue> for NoCryptography {
    fn from(_: JsValue) -> Self {
        Self
    }
}

/// The browser's cryptography.
pub(crate) fn subtle() -> Result<SubtleCrypto, NoCryptography> {
    let subtle = web_sys::window().ok_or(NoCryptography)?.crypto()?.subtle();
    // Outside of secure contexts it is not there, whatever its type says.
    if subtle.is_undefined() { Err(NoCryptography) } else { Ok(subtle) }
}

/// An algorithm as WebCrypto takes it. The texts are ours, so they are JSON.
pub(crate) fn object(json: &str) -> Result<Object, NoCryptography> {
    Ok(JSON::parse(json)?.unchecked_into())
}

impl RsaKey {
    /// Makes a new pair.
    ///
    /// # Errors
    /// [`NoCryptography`] outside of secure contexts.
    pub(crate) async fn generate() -> Result<Self, NoCryptography> {
        let subtle = subtle()?;
        let algorithm = Object::new();
        Reflect::set(&algorithm, &"name".into(), &ALGORITHM.into())?;
        Reflect::set(&algorithm, &"hash".into(), &"SHA-256".into())?;
        Reflect::set(&algorithm, &"modulusLength".into(), &2048.into())?;
        let exponent = Uint8Array::from([1, 0, 1].as_slice());
        Reflect::set(&algorithm, &"publicExponent".into(), &exponent)?;
        let usages = Array::of2(&"sign".into(), &"verify".into());
        let pair = subtle.generate_key_with_object(&algorithm, false, &usages)?;
        let pair = JsFuture::from(pair).await?.unchecked_into::<CryptoKeyPair>();
        let public = subtle.export_key("jwk", &pair.get_public_key())?;
        let public = JsFuture::from(public).await?;
        let member =
            |name: &str| Reflect::get(&public, &name.into())?.as_string().ok_or(JsValue::UNDEFINED);
        let (modulus, exponent) = (member("n")?, member("e")?);
        Ok(Self { subtle, pair, modulus, exponent })
    }

    /// The modulus, in base64url (RFC 7518 6.3.1.1).
    #[must_use]
    pub(crate) fn modulus(&self) -> &str {
        &self.modulus
    }

    /// The public exponent, in base64url (RFC 7518 6.3.1.2).
    #[must_use]
    pub(crate) fn exponent(&self) -> &str {
        &self.exponent
    }

    /// Signs with RS256 (RFC 7518 3.3).
    ///
    /// # Errors
    /// [`NoCryptography`] when the browser refuses.
    pub(crate) async fn sign(&self, data: &[u8]) -> Result<Vec<u8>, NoCryptography> {
        let key: CryptoKey = self.pair.get_private_key();
        let data = Uint8Array::from(data);
        let signature =
            self.subtle.sign_with_str_and_buffer_source(ALGORITHM, &key, data.as_ref())?;
        Ok(Uint8Array::new(&JsFuture::from(signature).await?).to_vec())
    }

    /// Whether a signature is ours.
    ///
    /// # Errors
    /// [`NoCryptography`] when the browser refuses.
    pub(crate) async fn verify(
        &self,
        data: &[u8],
        signature: &[u8],
    ) -> Result<bool, NoCryptography> {
        let key: CryptoKey = self.pair.get_public_key();
        let (data, signature) = (Uint8Array::from(data), Uint8Array::from(signature));
        let verified = self.subtle.verify_with_str_and_buffer_source_and_buffer_source(
            ALGORITHM,
            &key,
            signature.as_ref(),
            data.as_ref(),
        )?;
        Ok(JsFuture::from(verified).await?.is_truthy())
    }
}
