//! The browser's own cryptography: signs with keys that cannot be taken out of it
//! again.

use js_sys::{Array, JSON, Object, Uint8Array};
use protocol::certificate::{AssertionAlgorithm, KeyPair, PemProblem, Thumbprints};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto};

/// The browser has no `crypto.subtle` here, does not know the algorithm, or
/// refuses the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused;

impl From<JsValue> for Refused {
    fn from(_: JsValue) -> Self {
        Self
    }
}

fn subtle() -> Result<SubtleCrypto, Refused> {
    let subtle = web_sys::window().ok_or(Refused)?.crypto()?.subtle();
    // Outside of secure contexts it is not there, whatever its type says.
    if subtle.is_undefined() { Err(Refused) } else { Ok(subtle) }
}

/// An algorithm as WebCrypto takes it. The texts are ours, so they are JSON.
fn object(json: &str) -> Result<Object, Refused> {
    Ok(JSON::parse(json)?.unchecked_into())
}

/// The same algorithm for the import of its key, and for its use.
fn named(name: &str, hash: &str, more: &str) -> (String, String) {
    let both = |more: &str| format!(r#"{{"name":"{name}","hash":"{hash}"{more}}}"#);
    (both(""), both(more))
}

/// A private key in the browser's keeping, for both ways to sign: a key of
/// WebCrypto knows one of them.
pub struct SigningKey {
    pss: CryptoKey,
    pkcs1: CryptoKey,
}

/// Why a paste gave no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportProblem {
    /// It is not what is needed.
    Pem(PemProblem),
    /// The browser did not take the key: it is no RSA key in PKCS #8.
    Browser,
}

impl From<Refused> for ImportProblem {
    fn from(_: Refused) -> Self {
        Self::Browser
    }
}

impl SigningKey {
    /// Hands a pasted key over to the browser and forgets its text.
    ///
    /// # Errors
    /// [`ImportProblem`].
    pub async fn import(pem: &str) -> Result<(Self, Thumbprints), ImportProblem> {
        let pair = KeyPair::read(pem).map_err(ImportProblem::Pem)?;
        let keys = Self::of(&pair).await?;
        let subtle = subtle()?;
        let thumbprints = Thumbprints {
            sha1: digest(&subtle, "SHA-1", &pair.certificate).await?,
            sha256: digest(&subtle, "SHA-256", &pair.certificate).await?,
        };
        Ok((keys, thumbprints))
    }

    async fn of(pair: &KeyPair) -> Result<Self, Refused> {
        let subtle = subtle()?;
        let bytes = Uint8Array::from(pair.private_key.as_slice());
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
            Ok::<CryptoKey, Refused>(JsFuture::from(key).await?.unchecked_into())
        };
        let pss = import("RSA-PSS").await;
        let pkcs1 = import("RSASSA-PKCS1-v1_5").await;
        bytes.fill(0, 0, bytes.length());
        Ok(Self { pss: pss?, pkcs1: pkcs1? })
    }

    /// Signs the text of an assertion.
    ///
    /// # Errors
    /// [`Refused`] when the browser does.
    pub async fn sign(
        &self,
        algorithm: AssertionAlgorithm,
        signing_input: &str,
    ) -> Result<Vec<u8>, Refused> {
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

async fn digest<const N: usize>(
    subtle: &SubtleCrypto,
    name: &str,
    data: &[u8],
) -> Result<[u8; N], Refused> {
    let digest = subtle.digest_with_str_and_buffer_source(name, Uint8Array::from(data).as_ref())?;
    let bytes = Uint8Array::new(&JsFuture::from(digest).await?).to_vec();
    bytes.try_into().map_err(|_| Refused)
}
