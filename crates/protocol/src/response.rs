//! Reading what came back: a token response (RFC 6749 5.1), an error response
//! (RFC 6749 5.2, with Entra's members), a refusal of the proxy, or something
//! that is none of these and is kept as it is.

use std::borrow::Cow;

use serde::de::IgnoredAny;

use crate::request::HttpResponse;
use crate::secret::Secret;
use crate::token::json::{JsonProblem, Members};

pub mod challenge;
mod refusal;

pub use refusal::ErrorResponse;

/// What an answer turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Entra said yes.
    Token(TokenResponse),
    /// Entra said no: data to learn from.
    Refused(ErrorResponse),
    /// The proxy said no; Entra never saw the request.
    Proxy(ProxyRefusal),
    /// An answer that is none of these. The bytes are kept with the exchange.
    Unreadable(Unreadable),
}

/// RFC 6749 5.1. Tokens are held as secrets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenResponse {
    /// `Bearer`.
    pub token_type: String,
    /// How long the token lives, in seconds.
    pub expires_in: Option<u64>,
    /// The token.
    pub access_token: Secret,
    /// The granted scopes, where the server says so.
    pub scope: Option<String>,
    /// Only in flows with a user, when `offline_access` was asked for.
    pub refresh_token: Option<Secret>,
    /// Only in flows with a user, when `openid` was asked for.
    pub id_token: Option<Secret>,
}

/// The proxy's own refusal: it carries `"source":"proxy"`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProxyRefusal {
    /// A stable code: `proxy_origin_not_allowed`.
    pub error: String,
    /// One sentence.
    pub description: String,
}

/// Why an answer could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// No body.
    #[error("The answer is empty.")]
    Empty,
    /// Not JSON at all, such as an HTML page of a gateway.
    #[error("The answer is not JSON. Something between here and Entra may have answered instead.")]
    NotJson,
    /// JSON, but no object.
    #[error("The answer is JSON, but not an object.")]
    NotAnObject,
    /// An object with neither a token nor an error.
    #[error("The answer has neither an access_token nor an error.")]
    NeitherTokenNorError,
    /// A pasted text that is no answer and no token.
    #[error("This is neither a JSON answer nor a token. Paste the whole answer, from {{ to }}.")]
    NotAnAnswer,
    /// Larger than any answer of Entra.
    #[error("This is larger than 1 MiB. An answer of Entra has a few kilobytes.")]
    TooLarge,
}

/// The largest text that is looked at, in bytes.
pub const ANSWER_LIMIT: usize = 1 << 20;

/// Reads the body of an answer. The status is not trusted over the body: a
/// gateway may answer 200 with an error page.
#[must_use]
pub fn read(response: &HttpResponse) -> Outcome {
    read_text(response.body.expose())
}

/// Reads a text that was pasted as the answer: a JSON answer, or a bare token.
#[must_use]
pub fn read_pasted(text: &str) -> Outcome {
    let text = text.trim();
    if text.len() <= ANSWER_LIMIT && !text.starts_with(['{', '[', '<']) && !text.is_empty() {
        return match bare_token(text) {
            Some(token) => Outcome::Token(TokenResponse {
                token_type: "Bearer".to_owned(),
                expires_in: None,
                access_token: Secret::new(token.to_owned()),
                scope: None,
                refresh_token: None,
                id_token: None,
            }),
            None => Outcome::Unreadable(Unreadable::NotAnAnswer),
        };
    }
    read_text(text)
}

/// A compact JWS, perhaps in quotes or behind `Bearer`.
fn bare_token(text: &str) -> Option<&str> {
    let text = text.trim_matches(['"', '\'', '`']);
    let text = match text.get(..7) {
        Some(start) if start.eq_ignore_ascii_case("bearer ") => text.get(7..)?.trim(),
        _ => text,
    };
    let token_byte = |b: u8| b.is_ascii_alphanumeric() || b"-_.=".contains(&b);
    (text.starts_with("eyJ") && text.matches('.').count() >= 2 && text.bytes().all(token_byte))
        .then_some(text)
}

fn read_text(text: &str) -> Outcome {
    if text.len() > ANSWER_LIMIT {
        return Outcome::Unreadable(Unreadable::TooLarge);
    }
    let text = text.trim().trim_start_matches('\u{feff}');
    if text.is_empty() {
        return Outcome::Unreadable(Unreadable::Empty);
    }
    let members = match Members::read(text.as_bytes()) {
        Ok(members) => members,
        Err(JsonProblem::NotAnObject(_)) if serde_json::from_str::<IgnoredAny>(text).is_ok() => {
            return Outcome::Unreadable(Unreadable::NotAnObject);
        }
        Err(_) => return Outcome::Unreadable(Unreadable::NotJson),
    };
    let text = |name| members.str(name).map(Cow::into_owned);
    if let Some(refusal) = ErrorResponse::from_members(&members) {
        return if text("source").as_deref() == Some("proxy") {
            let ErrorResponse { error, description, .. } = refusal;
            Outcome::Proxy(ProxyRefusal { error, description })
        } else {
            Outcome::Refused(refusal)
        };
    }
    let Some(access_token) = text("access_token").map(Secret::new).filter(|t| !t.is_empty()) else {
        return Outcome::Unreadable(Unreadable::NeitherTokenNorError);
    };
    Outcome::Token(TokenResponse {
        token_type: text("token_type").unwrap_or_default(),
        // Version 1.0 endpoints write the number as a string.
        expires_in: members
            .get("expires_in")
            .and_then(|member| member.literal.trim_matches('"').parse().ok()),
        access_token,
        scope: text("scope"),
        refresh_token: text("refresh_token").map(Secret::new),
        id_token: text("id_token").map(Secret::new),
    })
}

#[cfg(test)]
mod tests;
