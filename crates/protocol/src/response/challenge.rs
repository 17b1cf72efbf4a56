//! `WWW-Authenticate: Bearer …` of an API that wants another token (RFC 6750
//! section 3), with the claims that Conditional Access or continuous access
//! evaluation demands.

use super::ErrorResponse;
use crate::base64url;
use crate::search;
use crate::token::integer::Integer;
use crate::token::json::Members;
use crate::token::when;

/// Reads a challenge, with or without the header's name; `None` for a text
/// without one. The claims come out decoded, ready for the parameter `claims`.
#[must_use]
pub fn read(text: &str) -> Option<ErrorResponse> {
    let of_entra = ["realm", "authorization_uri"].iter().any(|name| value(text, name).is_some());
    let claims = value(text, "claims").and_then(decode);
    let error = value(text, "error").unwrap_or_default();
    if !of_entra || (error.is_empty() && claims.is_none()) {
        return None;
    }
    let mut answer = ErrorResponse { error: error.to_owned(), claims, ..ErrorResponse::default() };
    answer.describe(value(text, "error_description").unwrap_or_default());
    Some(answer)
}

/// What a claims challenge demands, one phrase for each claim; empty for a text
/// that is no such JSON.
#[must_use]
pub fn demands(claims: &str) -> Vec<String> {
    let mut list = Vec::new();
    for token in Members::read(claims.as_bytes()).unwrap_or_default().iter() {
        let wanted = Members::read(token.literal.as_bytes()).unwrap_or_default();
        for member in wanted.iter().take(20) {
            let rules = Members::read(member.literal.as_bytes()).unwrap_or_default();
            let values = rules.strings("values").or_else(|| rules.strings("value"));
            let values = values.unwrap_or_default().join(", ");
            let at = rules.integer("value").and_then(Integer::value).and_then(when::utc);
            list.push(match (&*member.name, at) {
                ("nbf", Some(at)) => format!("a token issued after {at}"),
                ("acrs", _) => format!("the authentication context {values}"),
                ("capolids" | "polids", _) => format!("the Conditional Access policy {values}"),
                (name, _) if values.is_empty() => format!("the claim {name}"),
                (name, _) => format!("the claim {name}: {values}"),
            });
        }
    }
    list
}

/// The quoted value of a parameter, as written.
fn value<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = text;
    loop {
        let (before, after) = search::split_once(rest, name)?;
        // A name that follows at once stands inside of a word as well.
        let at_start = before.is_empty() && rest.len() < text.len();
        let inside = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let inside = at_start || before.chars().next_back().is_some_and(inside);
        rest = after;
        if let Some(value) = after.strip_prefix("=\"").filter(|_| !inside) {
            return value.split('"').next();
        }
    }
}

/// Microsoft's APIs write base64, with or without padding, in either alphabet.
fn decode(text: &str) -> Option<String> {
    let claims = base64url::text_of_any(text)?;
    Members::read(claims.as_bytes()).is_ok().then_some(claims)
}

#[cfg(test)]
mod tests {
    use super::{demands, read};

    const CHALLENGE: &str = r#"WWW-Authenticate: Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", error="insufficient_claims", claims="eyJhY2Nlc3NfdG9rZW4iOnsiYWNycyI6eyJlc3NlbnRpYWwiOnRydWUsInZhbHVlIjoiYzEifSwibmJmIjp7ImVzc2VudGlhbCI6dHJ1ZSwidmFsdWUiOiIxNzcwMDQwNTcxIn19fQ==""#;

    #[test]
    fn the_claims_of_a_challenge_come_out_decoded_and_in_words() {
        let answer = read(CHALLENGE).expect("a challenge");
        assert_eq!(answer.error, "insufficient_claims");
        let claims = answer.claims.expect("claims");
        assert!(claims.starts_with(r#"{"access_token":{"acrs""#), "{claims}");
        assert_eq!(
            demands(&claims),
            ["the authentication context c1", "a token issued after 2026-02-02 13:56:11 UTC"]
        );
    }

    #[test]
    fn a_text_without_a_challenge_is_none() {
        for text in ["", "realm", "Bearer realm=\"\"", "claims=\"x\"", "my_error=\"a\" realm=\"b\""]
        {
            assert_eq!(read(text), None, "{text}");
        }
        assert!(demands("[").is_empty());
    }
}
