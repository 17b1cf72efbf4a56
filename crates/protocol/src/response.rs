//! Reading what came back: a token response (RFC 6749 5.1), an error response
//! (RFC 6749 5.2, with Entra's members), a refusal of the proxy, or something
//! that is none of these and is kept as it is.

use std::borrow::Cow;
use std::fmt;

use serde::de::IgnoredAny;

use crate::catalog::errors;
use crate::request::HttpResponse;
use crate::secret::Secret;
use crate::token::json::{JsonProblem, Members};

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

/// A refusal: RFC 6749 5.2 and what Entra adds, or the form in which Microsoft
/// Graph and Azure Resource Manager refuse.
///
/// Debug output shows the numbers only: a description may name people.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct ErrorResponse {
    /// The OAuth code, such as `invalid_client`; empty when only a text was
    /// pasted.
    pub error: String,
    /// Entra's sentence, beginning with the AADSTS number. May change.
    pub description: String,
    /// The AADSTS numbers, without the prefix, in order, each once.
    pub codes: Vec<u32>,
    /// A refinement such as `consent_required`.
    pub suberror: Option<String>,
    /// When, as Entra wrote it.
    pub timestamp: Option<String>,
    /// For Microsoft's support.
    pub trace_id: Option<String>,
    /// Repeats `client-request-id`.
    pub correlation_id: Option<String>,
    /// A look-up address. Followed only on Microsoft's hosts.
    pub error_uri: Option<String>,
    /// A claims challenge: JSON in a string.
    pub claims: Option<String>,
}

impl ErrorResponse {
    /// The AADSTS number that names the cause.
    #[must_use]
    pub fn code(&self) -> Option<u32> {
        self.codes.first().copied()
    }

    /// Reads a text that names an AADSTS number; `None` without one.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        let mut answer = Self { description: text.to_owned(), ..Self::default() };
        answer.add_codes_of(text);
        (!answer.codes.is_empty()).then_some(answer)
    }

    /// Reads a JSON refusal; `None` without a member `error` that is a text, or an
    /// object as Graph and Azure Resource Manager write it.
    #[must_use]
    pub fn from_members(members: &Members) -> Option<Self> {
        let text = |name| members.str(name).map(Cow::into_owned);
        let error = members.get("error")?;
        let mut answer = Self {
            suberror: text("suberror"),
            timestamp: text("timestamp"),
            trace_id: text("trace_id"),
            correlation_id: text("correlation_id"),
            error_uri: text("error_uri"),
            claims: text("claims"),
            ..Self::default()
        };
        if let Some(word) = error.str() {
            answer.error = word.into_owned();
            answer.description = text("error_description").unwrap_or_default();
        } else if let Ok(inner) = Members::read(error.literal.as_bytes()) {
            let inner_text = |name| inner.str(name).unwrap_or_default().into_owned();
            answer.error = inner_text("code");
            answer.description = inner_text("message");
        } else {
            // `"error": null` beside a token is no refusal.
            return None;
        }
        if let Some(list) = members.get("error_codes") {
            let digits = list.literal.trim_matches(['[', ']']);
            for code in digits.split(',').filter_map(|code| code.trim().parse().ok()) {
                answer.add_code(code);
            }
        }
        let description = answer.description.clone();
        answer.add_codes_of(&description);
        Some(answer)
    }

    /// What went wrong and what to change, from the catalogue where it knows
    /// the number, else what the answer itself says in short.
    #[must_use]
    pub fn verdict(&self) -> String {
        if let Some(row) = self.codes.iter().find_map(|code| errors::error(*code)) {
            return format!("Entra refused with AADSTS{}. {} {}", row.code, row.cause, row.fix);
        }
        match (self.codes.first(), self.error.is_empty()) {
            (Some(code), _) => format!(
                "Entra refused with AADSTS{code}. This number is not explained here; look it up at https://login.microsoftonline.com/error?code={code}."
            ),
            (None, false) => {
                let word: String = self.error.chars().take(80).collect();
                format!("The request was refused with the error {word}.")
            }
            (None, true) => "The request was refused without a reason.".to_owned(),
        }
    }

    /// Adds every number behind an `AADSTS` in a text.
    pub(crate) fn add_codes_of(&mut self, text: &str) {
        for after in text.split("AADSTS").skip(1) {
            let digits = after.bytes().take_while(u8::is_ascii_digit).count();
            if let Ok(code) = after[..digits].parse() {
                self.add_code(code);
            }
        }
    }

    fn add_code(&mut self, code: u32) {
        // Nobody reads more, and a hostile text could name a million.
        if self.codes.len() < 16 && !self.codes.contains(&code) {
            self.codes.push(code);
        }
    }
}

impl fmt::Debug for ErrorResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ErrorResponse").field("codes", &self.codes).finish_non_exhaustive()
    }
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
mod tests {
    use super::*;

    #[test]
    fn an_error_keeps_its_number_its_ids_and_its_suberror() {
        let Outcome::Refused(error) = read_text(
            r#"{"error":"invalid_grant","error_description":"AADSTS65001: no consent","error_codes":[65001],"trace_id":"t","correlation_id":"c","suberror":"consent_required"}"#,
        ) else {
            panic!("an error response")
        };
        assert_eq!(error.code(), Some(65001));
        assert_eq!(error.suberror.as_deref(), Some("consent_required"));
        assert_eq!(error.correlation_id.as_deref(), Some("c"));
    }

    #[test]
    fn the_number_is_found_in_the_description_when_the_list_is_missing() {
        let Outcome::Refused(error) = read_text(
            r#"{"error":"x","error_description":"AADSTS7000215: Invalid client secret"}"#,
        ) else {
            panic!("an error response")
        };
        assert_eq!(error.code(), Some(7_000_215));
    }

    #[test]
    fn a_refusal_of_the_proxy_is_not_taken_for_one_of_entra() {
        let outcome = read_text(
            r#"{"error":"proxy_origin","error_description":"Not from here.","source":"proxy"}"#,
        );
        assert!(matches!(outcome, Outcome::Proxy(_)), "{outcome:?}");
    }

    #[test]
    fn a_bare_token_can_be_pasted_with_quotes_or_bearer() {
        for text in ["eyJh.eyJi.c", "\"eyJh.eyJi.c\"", "Bearer eyJh.eyJi.c", "  eyJh.eyJi.c\n"] {
            let Outcome::Token(token) = read_pasted(text) else { panic!("{text}") };
            assert_eq!(token.access_token.expose(), "eyJh.eyJi.c");
        }
    }

    #[test]
    fn what_is_no_answer_gets_its_own_sentence() {
        for (text, cause) in [
            ("", Unreadable::Empty),
            ("hello", Unreadable::NotAnAnswer),
            ("<html></html>", Unreadable::NotJson),
            ("[1]", Unreadable::NotAnObject),
            ("{}", Unreadable::NeitherTokenNorError),
            ("{\"access_token\":\"\"}", Unreadable::NeitherTokenNorError),
            (&"x".repeat(ANSWER_LIMIT + 1), Unreadable::TooLarge),
        ] {
            assert_eq!(read_pasted(text), Outcome::Unreadable(cause), "{cause}");
        }
    }

    #[test]
    fn a_null_error_beside_a_token_is_no_refusal() {
        let outcome = read_text(r#"{"error":null,"access_token":"a"}"#);
        assert!(matches!(outcome, Outcome::Token(_)), "{outcome:?}");
    }

    #[test]
    fn numbers_written_as_strings_are_read() {
        let Outcome::Token(token) = read_text(r#"{"access_token":"a","expires_in":"3599"}"#) else {
            panic!("a token response")
        };
        assert_eq!(token.expires_in, Some(3599));
    }
}
