//! Claims challenges: an API or Entra asks for a token that holds more.
//!
//! An API says so in `WWW-Authenticate` with base64, Entra in the `claims`
//! member of a refusal with JSON. Either is sent on in the `claims` parameter,
//! together with the client's own capability.

use crate::base64url;
use crate::search;
use crate::token::json::Members;

/// The capability `cp1`: the client understands claims challenges, so its tokens
/// may live longer and be revoked at once.
pub const CAPABILITY: &str = r#"{"access_token":{"xms_cc":{"values":["cp1"]}}}"#;

/// Why a text holds no claims challenge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChallengeProblem {
    /// No `claims` in a header.
    #[error("This header asks for no claims. Look for claims=\"…\" behind Bearer.")]
    NoClaims,
    /// Neither JSON nor base64 of it.
    #[error("This is neither a JSON object nor the base64 of one. Copy the whole value again.")]
    NotReadable,
}

/// The challenge in a `WWW-Authenticate` value, in its bare base64, or in the
/// `claims` member of a refusal: the JSON for the `claims` parameter.
///
/// # Errors
/// [`ChallengeProblem`] is a sentence for the reader.
pub fn read(text: &str) -> Result<String, ChallengeProblem> {
    let text = text.trim();
    if Members::read(text.as_bytes()).is_ok() {
        return Ok(text.to_owned());
    }
    let encoded = match parameter(text, "claims") {
        Some(value) => value,
        None if text.contains(char::is_whitespace) => return Err(ChallengeProblem::NoClaims),
        None => text,
    };
    let decoded = base64url::text_of_any(encoded).ok_or(ChallengeProblem::NotReadable)?;
    match Members::read(decoded.as_bytes()) {
        Ok(_) => Ok(decoded),
        Err(_) => Err(ChallengeProblem::NotReadable),
    }
}

/// The value of a parameter of a challenge (RFC 9110 11.4), with or without
/// quotes. Base64 holds none, so no escapes are met.
fn parameter<'a>(header: &'a str, name: &str) -> Option<&'a str> {
    // ASCII case does not change lengths, so places are the same in both.
    let lower = header.to_ascii_lowercase();
    let mut rest = &*lower;
    let found = loop {
        let (_, after) = search::split_once(rest, name)?;
        rest = after;
        let (before, value) = header.split_at_checked(header.len() - after.len())?;
        let before = before.get(..before.len() - name.len())?.chars().next_back();
        if let Some(value) = value.trim_start().strip_prefix('=')
            && before.is_none_or(|c| c == ',' || c == ' ')
        {
            break value.trim_start();
        }
    };
    match found.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next(),
        None => found.split([',', ' ']).next(),
    }
}

/// The same claims with the capability `cp1` in them; `None` when they are no
/// JSON object. Claims that name a capability already stay as they are.
#[must_use]
pub fn with_capability(claims: &str) -> Option<String> {
    if claims.trim().is_empty() {
        return Some(CAPABILITY.to_owned());
    }
    const XMS_CC: &str = r#""xms_cc":{"values":["cp1"]}"#;
    let outer = Members::read(claims.as_bytes()).ok()?;
    let asked = match outer.get("access_token") {
        // null stands for an empty request (OpenID Connect Core 5.5).
        Some(member) if member.literal != "null" => {
            let inner = Members::read(member.literal.as_bytes()).ok()?;
            if inner.has("xms_cc") {
                return Some(claims.to_owned());
            }
            joined(&inner, "", Some(XMS_CC))
        }
        _ => ["{", XMS_CC, "}"].concat(),
    };
    let asked = ["\"access_token\":", &asked].concat();
    Some(joined(&outer, "access_token", Some(&asked)))
}

/// An object of its members except one, behind a first member.
fn joined(members: &Members, without: &str, first: Option<&str>) -> String {
    let mut list: Vec<String> = first.map(str::to_owned).into_iter().collect();
    for member in members.iter().filter(|member| member.name != without) {
        list.push([&crate::json::quoted(&member.name), ":", &*member.literal].concat());
    }
    ["{", &list.join(","), "}"].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    const POLICY: &str = r#"{"access_token":{"acrs":{"essential":true,"value":"c25"}}}"#;

    #[test]
    fn a_challenge_is_read_from_a_header_in_either_alphabet_and_from_a_refusal() {
        let padded =
            "eyJhY2Nlc3NfdG9rZW4iOnsiYWNycyI6eyJlc3NlbnRpYWwiOnRydWUsInZhbHVlIjoiYzI1In19fQ==";
        let header = format!(
            "Bearer realm=\"\", authorization_uri=\"https://login.microsoftonline.com/common/oauth2/authorize\", error=\"insufficient_claims\", claims=\"{padded}\""
        );
        for text in [
            &header,
            &padded.to_owned(),
            &padded.trim_end_matches('=').to_owned(),
            &POLICY.to_owned(),
        ] {
            assert_eq!(read(text).as_deref(), Ok(POLICY), "{text}");
        }
        // In base64url: the bytes of `?` and `>` need the other alphabet.
        assert_eq!(read("eyJhIjoiPz8-Pz8_In0").as_deref(), Ok(r#"{"a":"??>???"}"#));
        assert_eq!(read("Bearer error=\"invalid_token\""), Err(ChallengeProblem::NoClaims));
        assert_eq!(read("Bearer claims=\"%%%\""), Err(ChallengeProblem::NotReadable));
        assert_eq!(read("insufficient_claims"), Err(ChallengeProblem::NotReadable));
    }

    #[test]
    fn the_capability_is_merged_once_and_nothing_else_changes() {
        assert_eq!(with_capability("").as_deref(), Some(CAPABILITY));
        assert_eq!(
            with_capability(POLICY).as_deref(),
            Some(
                r#"{"access_token":{"xms_cc":{"values":["cp1"]},"acrs":{"essential":true,"value":"c25"}}}"#
            )
        );
        assert_eq!(
            with_capability(r#"{"id_token":{"acr":null}}"#).as_deref(),
            Some(r#"{"access_token":{"xms_cc":{"values":["cp1"]}},"id_token":{"acr":null}}"#)
        );
        assert_eq!(with_capability(CAPABILITY).as_deref(), Some(CAPABILITY));
        assert_eq!(with_capability("no JSON"), None);
    }
}
