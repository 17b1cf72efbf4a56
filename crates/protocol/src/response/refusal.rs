//! A refusal of Entra, Microsoft Graph or Azure Resource Manager, taken apart.

use std::borrow::Cow;
use std::fmt;

use crate::catalog::errors::{self, graph};
use crate::crossing::crossing;
use crate::search;
use crate::token::json::Members;

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

crossing! {
    struct ErrorResponse {
        error, description, codes, suberror, timestamp, trace_id, correlation_id, error_uri, claims,
    }
}

impl ErrorResponse {
    /// The AADSTS number that names the cause.
    #[must_use]
    pub fn code(&self) -> Option<u32> {
        self.codes.first().copied()
    }

    /// The description as far as it is shown: 2,000 characters.
    #[must_use]
    pub fn beginning(&self) -> String {
        self.description.chars().take(2_000).collect()
    }

    /// Reads a text that names an AADSTS number; `None` without one.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        let mut answer = Self::default();
        answer.describe(text);
        (!answer.codes.is_empty()).then_some(answer)
    }

    /// Reads a JSON refusal; `None` without a member `error` that is a text, or an
    /// object as Graph and Azure Resource Manager write it.
    #[must_use]
    pub fn from_members(members: &Members) -> Option<Self> {
        let text = |name| members.str(name).map(Cow::into_owned);
        let error = members.get("error")?;
        let mut answer = Self {
            suberror: text("suberror").or_else(|| text("error_subcode")),
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
            let support = inner.get("innerError").or_else(|| inner.get("innererror"));
            let support = support.and_then(|m| Members::read(m.literal.as_bytes()).ok());
            let support_text = |name| support.as_ref()?.str(name).map(Cow::into_owned);
            answer.trace_id = answer.trace_id.or_else(|| support_text("request-id"));
            answer.correlation_id =
                answer.correlation_id.or_else(|| support_text("client-request-id"));
            answer.timestamp = answer.timestamp.or_else(|| support_text("date"));
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
        let description = std::mem::take(&mut answer.description);
        answer.describe(&description);
        Some(answer)
    }

    /// Takes a description over, with the numbers and ids in it: redirects and
    /// copied texts have them nowhere else.
    pub(crate) fn describe(&mut self, text: &str) {
        let mut rest = text;
        while let Some((_, after)) = search::split_once(rest, "AADSTS") {
            rest = after;
            let digits = after.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
            if let Ok(code) = digits.parse() {
                self.add_code(code);
            }
        }
        for (label, slot) in [
            ("Trace ID: ", &mut self.trace_id),
            ("Correlation ID: ", &mut self.correlation_id),
            ("Timestamp: ", &mut self.timestamp),
        ] {
            if let (None, Some((_, rest))) = (&slot, search::split_once(text, label)) {
                // A time has a space in it; the next label and a new line end it.
                let end = rest.find(['\r', '\n', '"', '<']).unwrap_or(rest.len());
                let value = rest.get(..end).unwrap_or_default();
                let value = search::before(value, " Correlation ID");
                let value = search::before(value, " Timestamp");
                *slot = Some(value.trim().chars().take(64).collect());
            }
        }
        text.clone_into(&mut self.description);
    }

    /// What went wrong and what to change, from the catalogue where it knows
    /// the number, else what the answer itself says in short.
    #[must_use]
    pub fn verdict(&self) -> String {
        if let Some(row) = self.codes.iter().find_map(|code| errors::error(*code)) {
            return format!("Entra refused with AADSTS{}. {} {}", row.code, row.cause, row.fix);
        }
        if let Some(row) = graph::error(&self.error, &self.description) {
            return format!(
                "The request was refused with {}. {} {}",
                self.word(),
                row.cause,
                row.fix
            );
        }
        match self.codes.first() {
            Some(code) => format!(
                "Entra refused with AADSTS{code}. This number is not explained here; look it up at {}.",
                errors::look_up(*code)
            ),
            None if self.error.starts_with("proxy_") => {
                let said: String = self.description.chars().take(300).collect();
                format!(
                    "The proxy refused ({}), so Entra never saw the request. {said}",
                    self.word()
                )
            }
            None if !self.error.is_empty() => {
                format!("The request was refused with the error {}.", self.word())
            }
            None => "The request was refused without a reason.".to_owned(),
        }
    }

    /// The error's word, short enough for a sentence.
    fn word(&self) -> String {
        self.error.chars().take(80).collect()
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
