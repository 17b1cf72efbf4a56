//! Signing assertions with the browser's own cryptography, by keys that cannot be
//! taken out of it again.

use js_sys::{Array, Uint8Array};
use protocol::certificate::AssertionAlgorithm;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;
use web_sys::CryptoKey;

use super::webcrypto::{NoCryptography, object, subtle};

/// The same algorithm for the import of its key, and for its use.
fn named(name: &str, hash: &str, more: &str) -> (String, String) {
    let both = |more: &str| format!(r#"{{"name":"{name}","hash":"{hash}"{more}}}"#);
    (both(""), both(more))
}

/// A private key in the browser's keeping, for both ways to sign: a key of
/// WebCrypto knows one of them.
pub(crate) struct SigningKey {
    pss: CryptoKey,
    pkcs1: CryptoKey,
}

impl SigningKey {
    /// Hands a key over to the browser: PKCS #8 (RFC 5208 5), unencrypted.
    ///
    /// # Errors
    /// [`NoCryptography`] when the browser does not take it: it is no RSA key.
    pub(crate) async fn import(private_key: &[u8]) -> Result<Self, NoCryptography> {
        let subtle = subtle()?;
        let bytes = Uint8Array::from(private_key);
        let usages = Array::of1(&"sign".into());
        let import = async |name| {
            let (algorithm, _) = named(name, "SHA-256", "");
            let key = subtle.import_key_with_object(
                "pkcs8",
                bytes.unchecked_ref(),
                &object(&algorithm)?,
                false,
                &usages,
            )?;
            Ok::<CryptoKey, NoCryptography>(JsFuture::from(key).await?.unchecked_into())
        };
        let pss = import("RSA-PSS").await;
        let pkcs1 = import("RSASSA-PKCS1-v1_5").await;
        bytes.fill(0, 0, bytes.length());
        Ok(Self { pss: pss?, pkcs1: pkcs1? })
    }

    /// Signs the text of an assertion.
    ///
    /// # Errors
    /// [`NoCryptography`] when the browser does.
    pub(crate) async fn sign(
        &self,
        algorithm: AssertionAlgorithm,
        signing_input: &str,
    ) -> Result<Vec<u8>, NoCryptography> {
        let (key, (_, algorithm)) = match algorithm {
            AssertionAlgorithm::Ps256 => {
                (&self.pss, named("RSA-PSS", "SHA-256", r#","saltLength":32"#))
            }
            AssertionAlgorithm::Rs256 => (&self.pkcs1, named("RSASSA-PKCS1-v1_5", "SHA-256", "")),
        };
        let data = Uint8Array::from(signing_input.as_bytes());
        let signature = subtle()?.sign_with_object_and_buffer_source(
            &object(&algorithm)?,
            key,
            data.as_ref(),
        )?;
        Ok(Uint8Array::new(&JsFuture::from(signature).await?).to_vec())
    }
}

/// A hash, by its name in WebCrypto.
///
/// # Errors
/// [`NoCryptography`] when the browser refuses.
pub(crate) async fn digest<const N: usize>(
    name: &str,
    data: &[u8],
) -> Result<[u8; N], NoCryptography> {
    let data = Uint8Array::from(data);
    let digest = subtle()?.digest_with_str_and_buffer_source(name, data.as_ref())?;
    let bytes = Uint8Array::new(&JsFuture::from(digest).await?).to_vec();
    bytes.try_into().map_err(|_| NoCryptography)
}
