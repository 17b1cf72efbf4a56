//! Reading a client assertion: a JWT in compact serialization (RFC 7515 7.1).

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use protocol::token::json::Members;

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
        let header = Members::read(&part(header)?).ok()?;
        let payload = Members::read(&part(payload)?).ok()?;
        let text = |name| payload.str(name).map(Cow::into_owned);
        // NumericDate (RFC 7519 2) may have a fraction; MSAL for .NET writes it
        // as a string.
        let seconds = |name| payload.integer(name)?.value();
        Some(Self {
            signing_input,
            signature: part(signature)?,
            algorithm: header.str("alg")?.into_owned(),
            issuer: text("iss")?,
            subject: text("sub").unwrap_or_default(),
            audience: text("aud").unwrap_or_default(),
            not_before: seconds("nbf").unwrap_or(i64::MIN),
            expires: seconds("exp")?,
        })
    }
}

fn part(encoded: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(encoded).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_may_be_a_number_a_fraction_or_a_string() {
        let read = |expires: &str| {
            let encode = |json: &str| URL_SAFE_NO_PAD.encode(json);
            let payload = format!(r#"{{"iss":"i","exp":{expires}}}"#);
            let token = format!("{}.{}.c2ln", encode(r#"{"alg":"RS256"}"#), encode(&payload));
            Assertion::read(&token).map(|assertion| assertion.expires)
        };
        for text in ["1770040865", "1770040865.75", "\"1770040865\""] {
            assert_eq!(read(text), Some(1_770_040_865), "{text}");
        }
        for text in ["true", "\"soon\"", "99999999999999999999", "{}"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
