//! Reading a JWT that somebody presents: a client assertion, a user's token, a
//! bearer token (compact serialization, RFC 7515 7.1).

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use protocol::guid::Guid;
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
    /// `nonce` of the header, which marks a Graph token.
    pub(crate) header_nonce: Option<String>,
    /// The header and all claims.
    pub(crate) header: Members,
    pub(crate) claims: Members,
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
        let (expires, not_before) = (seconds("exp")?, seconds("nbf").unwrap_or(i64::MIN));
        let (issuer, subject, audience) = (text("iss")?, text("sub"), text("aud"));
        Some(Self {
            signing_input,
            signature: part(signature)?,
            algorithm: header.str("alg")?.into_owned(),
            issuer,
            subject: subject.unwrap_or_default(),
            audience: audience.unwrap_or_default(),
            not_before,
            expires,
            header_nonce: header.str("nonce").map(Cow::into_owned),
            header,
            claims: payload,
        })
    }

    /// A claim that is a text; empty when it is missing.
    pub(crate) fn claim(&self, name: &str) -> Cow<'_, str> {
        self.claims.str(name).unwrap_or_default()
    }

    /// A claim that is a GUID.
    pub(crate) fn id(&self, name: &str) -> Option<Guid> {
        Guid::parse(&self.claim(name))
    }

    /// The client: `azp`, or `appid` of version 1.0.
    pub(crate) fn client(&self) -> Option<Guid> {
        self.id("azp").or_else(|| self.id("appid"))
    }

    /// The delegated permissions; `None` for a token without a person.
    pub(crate) fn scopes(&self) -> Option<Vec<String>> {
        let scopes = self.claims.str("scp")?;
        Some(scopes.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect())
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
