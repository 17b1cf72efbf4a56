//! Checking any signature with the browser's own cryptography.

use js_sys::{Array, Uint8Array};
use protocol::token::algorithm::{Algorithm, Family};
use protocol::token::signature::{KeyMaterial, VerifyPlan};
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;
use web_sys::CryptoKey;

use super::webcrypto::{NoCryptography, object, subtle};

/// Whether a signature is what its plan says.
///
/// # Errors
/// [`NoCryptography`] when the browser cannot check it.
pub(crate) async fn verify(plan: &VerifyPlan) -> Result<bool, NoCryptography> {
    let subtle = subtle()?;
    let Algorithm { family, hash, .. } = plan.algorithm;
    let named = |name: &str, more: &str| format!(r#"{{"name":"{name}","hash":"{hash}"{more}}}"#);
    let (import, check) = match family {
        Family::Rsa => (named("RSASSA-PKCS1-v1_5", ""), named("RSASSA-PKCS1-v1_5", "")),
        Family::RsaPss => {
            let salt = hash.trim_start_matches("SHA-").parse::<u32>().unwrap_or(0) / 8;
            (named("RSA-PSS", ""), named("RSA-PSS", &format!(r#","saltLength":{salt}"#)))
        }
        Family::Ecdsa(curve, _) => {
            (named("ECDSA", &format!(r#","namedCurve":"{curve}""#)), named("ECDSA", ""))
        }
        Family::EdDsa => (r#"{"name":"Ed25519"}"#.to_owned(), r#"{"name":"Ed25519"}"#.to_owned()),
    };
    let (format, data) = match &plan.key {
        KeyMaterial::Jwk(jwk) => ("jwk", object(jwk)?),
        KeyMaterial::Spki(der) => ("spki", Uint8Array::from(der.as_slice()).unchecked_into()),
    };
    let usages = Array::of1(&"verify".into());
    let key = subtle.import_key_with_object(format, &data, &object(&import)?, true, &usages)?;
    let key: CryptoKey = JsFuture::from(key).await?.unchecked_into();
    let signed = Uint8Array::from(plan.signing_input.expose().as_bytes());
    let signature = Uint8Array::from(plan.signature.as_slice());
    let verified = subtle.verify_with_object_and_buffer_source_and_buffer_source(
        &object(&check)?,
        &key,
        signature.as_ref(),
        signed.as_ref(),
    )?;
    Ok(JsFuture::from(verified).await?.is_truthy())
}
