//! What came back, by what the step asked for.

use std::borrow::Cow;

use protocol::challenge;
use protocol::flows::{Answer, Made};
use protocol::request::HttpResponse;
use protocol::response::{
    self, ErrorResponse, Outcome as TokenOutcome, ProxyRefusal, TokenResponse, Unreadable,
};
use protocol::secret::Secret;
use protocol::token::json::{self, Members};

use crate::redirect::{Redirect, RedirectProblem};

/// What an answer turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Tokens.
    Token(TokenResponse),
    /// The sign-in came back with what was asked for.
    Redirect(Redirect),
    /// A device may wait for its user.
    Device(DeviceAuthorization),
    /// A JSON document, as it came.
    Document(Secret),
    /// It is done, and there is nothing to show.
    Nothing,
    /// Entra or the API said no: data to learn from.
    Refused(ErrorResponse),
    /// The proxy said no; nobody else saw the request.
    Proxy(ProxyRefusal),
    /// A redirect that is not the answer to the sign-in. Nothing was redeemed.
    Wrong(RedirectProblem),
    /// None of these. The bytes are kept with the exchange.
    Unreadable(Unreadable),
}

/// RFC 8628 3.2.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceAuthorization {
    /// What the device polls with.
    pub device_code: Secret,
    /// What the person types.
    pub user_code: String,
    /// Where the person types it; shown as a link only when it is https or this
    /// machine.
    pub verification_uri: String,
    /// Seconds until both codes die.
    pub expires_in: u64,
    /// Seconds between two polls.
    pub interval: u64,
}

impl Outcome {
    /// Whether the step brought what it was for.
    #[must_use]
    pub const fn is_good(&self) -> bool {
        matches!(
            self,
            Self::Token(_)
                | Self::Redirect(_)
                | Self::Device(_)
                | Self::Document(_)
                | Self::Nothing
        )
    }

    /// One result of the step that is held as a secret; `None` where there is
    /// none, and for what stands inside of documents.
    #[must_use]
    pub fn made(&self, made: &Made) -> Option<&Secret> {
        match (self, made.member) {
            (Self::Token(token), "access_token") => Some(&token.access_token),
            (Self::Token(token), "refresh_token") => token.refresh_token.as_ref(),
            (Self::Token(token), "id_token") => token.id_token.as_ref(),
            (Self::Redirect(redirect), member) => redirect.get(member),
            (Self::Device(device), "device_code") => Some(&device.device_code),
            _ => None,
        }
    }
}

/// Reads an answer that came over the wire.
pub(crate) fn read(answer: Answer, response: &HttpResponse) -> Outcome {
    let good = (200..300).contains(&response.status);
    let mut outcome = of(answer, response::read(response), &response.body, good);
    if let Outcome::Refused(refusal) = &mut outcome
        && refusal.claims.is_none()
    {
        let header = response.header("www-authenticate");
        refusal.claims = header.and_then(|header| challenge::read(header).ok());
    }
    outcome
}

/// Reads an answer that was pasted.
pub(crate) fn read_pasted(answer: Answer, text: &Secret) -> Outcome {
    of(answer, response::read_pasted(text.expose()), text, true)
}

fn of(answer: Answer, read: TokenOutcome, body: &Secret, good: bool) -> Outcome {
    match (answer, read) {
        (_, TokenOutcome::Refused(refusal)) => Outcome::Refused(refusal),
        (_, TokenOutcome::Proxy(refusal)) => Outcome::Proxy(refusal),
        (Answer::Token, TokenOutcome::Token(token)) => Outcome::Token(token),
        (Answer::Document | Answer::Nothing, TokenOutcome::Unreadable(Unreadable::Empty))
            if good =>
        {
            Outcome::Nothing
        }
        (
            Answer::Document | Answer::Nothing,
            TokenOutcome::Token(_)
            | TokenOutcome::Unreadable(Unreadable::NeitherTokenNorError | Unreadable::NotAnObject),
        ) if good => Outcome::Document(body.clone()),
        (
            Answer::DeviceAuthorization,
            TokenOutcome::Unreadable(Unreadable::NeitherTokenNorError),
        ) => match device(body) {
            Some(device) => Outcome::Device(device),
            None => Outcome::Unreadable(Unreadable::NeitherTokenNorError),
        },
        (_, TokenOutcome::Unreadable(cause)) => Outcome::Unreadable(cause),
        (_, TokenOutcome::Token(_)) => Outcome::Unreadable(Unreadable::NotAnAnswer),
    }
}

/// Polling more often than this would be an attack; waiting longer, no help.
const INTERVALS: (u64, u64) = (1, 60);
/// What RFC 8628 3.2 says of an answer without an interval.
const INTERVAL: u64 = 5;

fn device(body: &Secret) -> Option<DeviceAuthorization> {
    let members = Members::read(body.expose().trim().as_bytes()).ok()?;
    let text = |name| members.str(name).map(Cow::into_owned);
    let number = |name| members.get(name)?.literal.trim_matches('"').parse::<u64>().ok();
    Some(DeviceAuthorization {
        device_code: Secret::new(text("device_code")?),
        user_code: text("user_code")?,
        verification_uri: text("verification_uri").or_else(|| text("verification_url"))?,
        expires_in: number("expires_in")?,
        interval: number("interval").unwrap_or(INTERVAL).clamp(INTERVALS.0, INTERVALS.1),
    })
}

/// What stands in a document at a JSON pointer without its first slash
/// (RFC 6901): the text of a string, else the literal.
pub(crate) fn at_pointer(document: &Secret, pointer: &str) -> Option<Secret> {
    let mut literal = Secret::new(document.expose().trim().to_owned());
    for name in pointer.split('/') {
        let found = match json::list(literal.expose()) {
            Some(entries) => (*entries.get(name.parse::<usize>().ok()?)?).to_owned(),
            None => Members::read(literal.expose().as_bytes()).ok()?.get(name)?.literal.clone(),
        };
        literal = Secret::new(found);
    }
    match json::unquote(literal.expose()) {
        Some(text) => Some(Secret::new(text.into_owned())),
        None => Some(literal),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn response(status: u16, body: &str) -> HttpResponse {
        HttpResponse { status, headers: Vec::new(), body: Secret::new(body.to_owned()) }
    }

    #[test]
    fn documents_lists_and_empty_answers_are_what_a_call_brings() {
        for (status, body, good) in [
            (200, r#"{"issuer":"i"}"#, true),
            (200, "[1]", true),
            (204, "", true),
            (502, "<html>", false),
            (200, "<html>", false),
            (500, "{}", false),
            (404, "", false),
        ] {
            let outcome = read(Answer::Document, &response(status, body));
            assert_eq!(outcome.is_good(), good, "{status} {body}");
        }
    }

    #[test]
    fn graph_refuses_with_a_nested_error() {
        let body = r#"{"error":{"code":"Authorization_RequestDenied","message":"Insufficient privileges"}}"#;
        let Outcome::Refused(error) = read(Answer::Document, &response(403, body)) else {
            panic!("a refusal")
        };
        assert_eq!(error.error, "Authorization_RequestDenied");
    }

    #[test]
    fn a_device_authorization_is_read_with_bounded_intervals() {
        let body = r#"{"user_code":"ABCD","device_code":"d","verification_uri":"https://x","expires_in":900,"interval":0}"#;
        let Outcome::Device(device) = read(Answer::DeviceAuthorization, &response(200, body))
        else {
            panic!("a device")
        };
        assert_eq!((device.interval, device.expires_in), (1, 900));
        let outcome = read(Answer::DeviceAuthorization, &response(200, r#"{"user_code":"A"}"#));
        assert!(matches!(outcome, Outcome::Unreadable(_)), "{outcome:?}");
    }

    #[test]
    fn a_claims_challenge_is_found_in_the_header() {
        let mut refused =
            response(401, r#"{"error":{"code":"InvalidAuthenticationToken","message":"m"}}"#);
        let header = r#"Bearer realm="", error="insufficient_claims", claims="eyJhIjoxfQ==""#;
        refused.headers.push(("www-authenticate".to_owned(), header.to_owned()));
        let Outcome::Refused(error) = read(Answer::Document, &refused) else { panic!("a refusal") };
        assert_eq!(error.claims.as_deref(), Some(r#"{"a":1}"#));
    }

    #[test]
    fn a_pointer_leads_into_objects_and_lists() {
        let document = Secret::new(r#" {"value":[{"id":"a/b"},{"n":3}]} "#.to_owned());
        let at = |pointer| at_pointer(&document, pointer).map(|text| text.expose().to_owned());
        assert_eq!(at("value/0/id").as_deref(), Some("a/b"));
        assert_eq!(at("value/1/n").as_deref(), Some("3"));
        assert_eq!(at("value/2/n"), None);
        assert_eq!(at("other"), None);
    }
}
