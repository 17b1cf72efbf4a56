//! Reading a client assertion: a JWT in compact serialization (RFC 7515 7.1).

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use serde_json::value::RawValue;

/// A JWT, read and not yet believed.
pub(crate) struct Assertion<'a> {
    /// The bytes that were signed: `header.payload`.
    pub(crate) signing_input: &'a str,
    /// The signature.
    pub(crate) signature: Vec<u8>,
    /// `alg` of the header.
    pub(crate) algorithm: String,
    /// `iss`.
    pub(crate) issuer: String,
    /// `sub`; empty when it is missing.
    pub(crate) subject: String,
    /// `aud`; empty when it is missing or a list, which Entra does not take.
    pub(crate) audience: String,
    /// `nbf` in epoch seconds.
    pub(crate) not_before: i64,
    /// `exp` in epoch seconds.
    pub(crate) expires: i64,
}

impl<'a> Assertion<'a> {
    /// `None` for everything that is not three parts of base64url with JSON
    /// objects in the first two, an issuer and an expiry.
    pub(crate) fn read(token: &'a str) -> Option<Self> {
        let (signing_input, signature) = token.rsplit_once('.')?;
        let (header, payload) = signing_input.split_once('.')?;
        let (header, payload) = (part(header)?, part(payload)?);
        let (header, payload) = (members(&header)?, members(&payload)?);
        let expires = seconds(payload.get("exp")?)?;
        Some(Self {
            signing_input,
            signature: part(signature)?,
            algorithm: text(header.get("alg")?)?,
            issuer: text(payload.get("iss")?)?,
            subject: payload.get("sub").and_then(text).unwrap_or_default(),
            audience: payload.get("aud").and_then(text).unwrap_or_default(),
            not_before: payload.get("nbf").and_then(seconds).unwrap_or(i64::MIN),
            expires,
        })
    }
}

fn part(encoded: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(encoded).ok()
}

fn members(json: &[u8]) -> Option<BTreeMap<String, &RawValue>> {
    serde_json::from_slice(json).ok()
}

fn text(value: &&RawValue) -> Option<String> {
    String::deserialize(*value).ok()
}

/// NumericDate (RFC 7519 2) may have a fraction, which does not matter here;
/// MSAL for .NET writes it as a string. Read without floating point, whose
/// tables would weigh more in the page than all the rest of this file.
fn seconds(value: &&RawValue) -> Option<i64> {
    let number = value.get().trim_matches('"');
    number.split_once('.').map_or(number, |(whole, _)| whole).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_may_be_a_number_a_fraction_or_a_string() {
        let read = |text: &str| {
            let raw: &RawValue = serde_json::from_str(text).expect("JSON");
            seconds(&raw)
        };
        for text in ["1770040865", "1770040865.75", "\"1770040865\""] {
            assert_eq!(read(text), Some(1_770_040_865), "{text}");
        }
        for text in ["true", "\"soon\"", "99999999999999999999", "{}"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
