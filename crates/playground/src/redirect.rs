//! The answer of a sign-in: parameters of a redirect (RFC 6749 4.1.2), which
//! anybody may have written. Nothing of it is used before all of it is right.

use protocol::form;
use protocol::request::HttpRequest;
use protocol::response::ErrorResponse;
use protocol::search;
use protocol::secret::Secret;
use protocol::token::json::{Member, Members};
use protocol::wire;

use crate::certificate;

/// The parameters of a redirect that is what it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirect {
    /// Names and values, in order.
    pub params: Vec<(String, Secret)>,
}

impl Redirect {
    /// The value of a parameter.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Secret> {
        self.params.iter().find(|(other, _)| other == name).map(|(_, value)| value)
    }
}

/// What a redirect turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Read {
    /// What was asked for.
    Good(Redirect),
    /// Entra, or the person, said no.
    Refused(ErrorResponse),
    /// Not the answer to what was asked. Nothing of it is redeemed.
    Wrong(RedirectProblem),
}

/// Why a redirect is not the answer to the sign-in that waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RedirectProblem {
    /// No parameters at all.
    #[error("The address holds no answer: nothing stands behind its ? or #.")]
    Empty,
    /// A parameter that stands there twice.
    #[error("A parameter stands in the answer twice, so that nobody can say which one counts.")]
    Repeated,
    /// Parameters in both places.
    #[error("The answer stands in the query and in the fragment. Entra uses one of them.")]
    TwoPlaces,
    /// No state.
    #[error("The answer has no state, so it may belong to a sign-in that somebody else began.")]
    NoState,
    /// The state of an earlier sign-in.
    #[error("This answer was used before. Its state belongs to an earlier sign-in.")]
    Replayed,
    /// Another state.
    #[error("The state is not the one that was sent. This answer belongs to another sign-in.")]
    WrongState,
    /// Both a code and an error.
    #[error("The answer holds a code and an error. It can only be one of them.")]
    CodeAndError,
    /// RFC 9207.
    #[error("The iss of the answer is not the authority that was asked (RFC 9207).")]
    WrongIssuer,
    /// The ID token of another sign-in.
    #[error(
        "The nonce of the ID token is not the one that was sent. It belongs to another sign-in."
    )]
    WrongNonce,
    /// Nothing that was asked for.
    #[error("The state is right, but the answer holds no code.")]
    NoCode,
}

impl RedirectProblem {
    /// What to do next.
    #[must_use]
    pub const fn advice(self) -> &'static str {
        match self {
            Self::Empty => "Copy the whole address of the page you landed on, and paste it again.",
            _ => "Nothing was redeemed. Run the sign-in again, and use the answer that comes then.",
        }
    }
}

/// Reads the query and the fragment of a redirect, each without its mark, as
/// the answer to `request`. `spent` holds the states of earlier sign-ins.
pub(crate) fn read(
    request: &HttpRequest,
    query: &Secret,
    fragment: &Secret,
    spent: &[Secret],
) -> Read {
    let params = match (query.is_empty(), fragment.is_empty()) {
        (true, true) => return Read::Wrong(RedirectProblem::Empty),
        (false, false) => return Read::Wrong(RedirectProblem::TwoPlaces),
        (false, true) => form::decode(query.expose()),
        (true, false) => form::decode(fragment.expose()),
    };
    let redirect = Redirect { params };
    match problem(request, &redirect, spent) {
        Some(problem) => Read::Wrong(problem),
        None if redirect.get("error").is_some() => Read::Refused(refusal(&redirect)),
        None => match unfit(request, &redirect) {
            Some(problem) => Read::Wrong(problem),
            None => Read::Good(redirect),
        },
    }
}

/// A parameter of what was asked.
pub(crate) fn asked(request: &HttpRequest, name: &str) -> Option<Secret> {
    let params = form::decode(&request.url.query);
    params.into_iter().find(|(other, _)| other == name).map(|(_, value)| value)
}

/// What makes an answer, good or bad, one that nobody should look at.
fn problem(
    request: &HttpRequest,
    redirect: &Redirect,
    spent: &[Secret],
) -> Option<RedirectProblem> {
    for (at, (name, _)) in redirect.params.iter().enumerate() {
        if redirect.params.iter().skip(at + 1).any(|(other, _)| other == name) {
            return Some(RedirectProblem::Repeated);
        }
    }
    if let Some(sent) = asked(request, wire::STATE) {
        let Some(state) = redirect.get(wire::STATE) else { return Some(RedirectProblem::NoState) };
        if !same(state.expose(), sent.expose()) {
            let replayed = spent.iter().any(|other| same(other.expose(), state.expose()));
            return Some(match replayed {
                true => RedirectProblem::Replayed,
                false => RedirectProblem::WrongState,
            });
        }
    }
    if redirect.get("error").is_some() && redirect.get(wire::CODE).is_some() {
        return Some(RedirectProblem::CodeAndError);
    }
    redirect
        .get("iss")
        .filter(|issuer| !is_issuer(request, issuer.expose()))
        .map(|_| RedirectProblem::WrongIssuer)
}

/// What makes an answer that is no refusal useless.
fn unfit(request: &HttpRequest, redirect: &Redirect) -> Option<RedirectProblem> {
    let response_type = asked(request, wire::RESPONSE_TYPE)?;
    let wanted = |word| response_type.expose().split(' ').any(|other| other == word);
    let missing = (wanted(wire::CODE) && redirect.get(wire::CODE).is_none())
        || (wanted("id_token") && redirect.get("id_token").is_none());
    if missing {
        return Some(RedirectProblem::NoCode);
    }
    let nonce = asked(request, wire::NONCE)?;
    let token = redirect.get("id_token")?;
    (!has_nonce(token, &nonce)).then_some(RedirectProblem::WrongNonce)
}

/// Whether an ID token holds this nonce. It is read here and not where tokens are
/// explained: nobody may have to wait for another program, or go on without it,
/// before an answer is known to be the one that was asked for. What is not written
/// exactly as a token is holds none.
pub(crate) fn has_nonce(token: &Secret, nonce: &Secret) -> bool {
    let parts = token.expose().split('.').count();
    let Some([_, claims]) = certificate::decoded(token).filter(|_| parts == 3) else {
        return false;
    };
    let claims = Members::read(claims.as_bytes()).unwrap_or_default();
    let held = claims.get(wire::NONCE).and_then(Member::str);
    held.is_some_and(|held| same(&held, nonce.expose()))
}

/// Whether an issuer is one of the authority that was asked, and of the tenant
/// where that is a GUID: a domain's GUID is not known here.
fn is_issuer(request: &HttpRequest, issuer: &str) -> bool {
    let asked = request.url.path.split('/').nth(1).unwrap_or_default();
    let named = issuer
        .strip_prefix(&*request.url.origin)
        .and_then(|rest| rest.strip_prefix('/')?.strip_suffix("/v2.0"))
        .and_then(protocol::guid::Guid::parse);
    match (named, protocol::guid::Guid::parse(asked)) {
        (Some(named), Some(asked)) => named == asked,
        (named, None) => named.is_some(),
        (None, Some(_)) => false,
    }
}

/// RFC 6749 4.1.2.1.
fn refusal(redirect: &Redirect) -> ErrorResponse {
    let text = |name| redirect.get(name).map(|value| value.expose().to_owned());
    let description = text("error_description").unwrap_or_default();
    let mut refusal = ErrorResponse::from_text(&description).unwrap_or_default();
    refusal.description = description;
    refusal.error = text("error").unwrap_or_default();
    refusal.suberror = text("error_subcode").or_else(|| text("suberror"));
    refusal.claims = text(wire::CLAIMS);
    refusal
}

/// Compares without telling, by the time it takes, how much is the same.
fn same(a: &str, b: &str) -> bool {
    let differing = a.bytes().zip(b.bytes()).fold(0, |sum, (a, b)| sum | (a ^ b));
    a.len() == b.len() && differing == 0
}

/// Splits an address into query and fragment; `None` for a text that is no
/// address.
pub(crate) fn split(address: &str) -> Option<(Secret, Secret)> {
    let address = address.trim().trim_matches(['"', '\'', '<', '>']);
    let (scheme, _) = search::split_once(address, "://")?;
    if address.contains(char::is_whitespace) || scheme.len() > 20 {
        return None;
    }
    let (before, fragment) = address.split_once('#').unwrap_or((address, ""));
    let (_, query) = before.split_once('?').unwrap_or((before, ""));
    Some((Secret::new(query.to_owned()), Secret::new(fragment.to_owned())))
}

#[cfg(test)]
mod tests;
