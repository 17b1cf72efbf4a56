//! Checking a signature: whose keys are asked for, and what came of it. Nothing
//! is fetched before the reader says so, and no host is asked that only the
//! token names.

use protocol::endpoint::{Authority, Endpoint, EndpointKind, TenantSegment};
use protocol::explanation::Explanation;
use protocol::finding::{Finding, Severity};
use protocol::request::{HttpRequest, Method, Url};
use protocol::secret::Secret;
use protocol::token::signature::crossing::{Order, Report};

#[cfg(doc)]
use super::Action;
use crate::destination::Destination;
use crate::effect::{Carrier, Effect};
use crate::explanations::{Told, told};
use crate::state::State;

/// What the shell does for a check; it answers with an [`Action`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Job {
    /// Fetch keys, and answer with [`Action::KeysCame`].
    Fetch {
        /// The token that they are for.
        token: Secret,
        /// The way.
        carrier: Carrier,
        /// What to send.
        request: HttpRequest,
    },
    /// Check a signature, and answer with [`Action::Checked`].
    Check(Order),
}

/// The check of one signature.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// The token.
    pub token: Secret,
    /// What was found; `None` while it is under way.
    pub findings: Option<Vec<Finding>>,
    /// Whether the signature is good.
    pub good: bool,
    holder: Option<KeyHolder>,
}

/// Who has the keys of a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyHolder {
    /// Who is asked: a host, or the simulated Entra in the page.
    pub name: String,
    simulated: bool,
    carrier: Carrier,
    request: HttpRequest,
}

/// Who can be asked for the keys of a token: the simulated Entra for its own,
/// Entra's sign-in host for those of Entra's issuers. `None` for any other
/// issuer, whose keys can only be pasted, and until the token is explained.
#[must_use]
pub fn key_holder(state: &State, token: &Secret) -> Option<KeyHolder> {
    let Told::Token(told) = told(state, token) else { return None };
    let Explanation { simulated, keys, .. } = &**told;
    let (simulated, keys) = (*simulated, keys.as_ref()?);
    let served = state.deployment.authority(&state.destination);
    let authority = match served {
        Some(authority) if simulated => authority.clone(),
        _ => Authority::of(keys.cloud),
    };
    let origin = authority.origin().to_owned();
    let tenant = TenantSegment::parse(&keys.tenant).ok()?;
    let path = Endpoint { authority, tenant, kind: EndpointKind::Keys }.path();
    let url = Url { origin, path, query: String::new() };
    let (name, carrier) = match (&state.destination, &state.deployment.proxy) {
        _ if !simulated => (url.host(), Carrier::Direct),
        (Destination::Proxy { route }, Some(proxy)) if served.is_some() => {
            (url.host(), Carrier::Proxy { url: format!("{}/{route}{}", proxy.base, url.path) })
        }
        _ => ("the simulated Entra", Carrier::Simulated),
    };
    let name = name.to_owned();
    let request =
        HttpRequest { method: Method::Get, url, headers: Vec::new(), body: Secret::default() };
    Some(KeyHolder { name, simulated, carrier, request })
}

/// Asks for the keys of a token.
pub(super) fn fetch(state: &mut State, token: Secret) -> Vec<Effect> {
    let Some(holder) = key_holder(state, &token) else { return Vec::new() };
    let (carrier, request) = (holder.carrier.clone(), holder.request.clone());
    begin(state, token.clone(), Some(holder));
    vec![Effect::Decoder(Job::Fetch { token, carrier, request })]
}

/// Checks a token with the keys that the reader pasted.
pub(super) fn with_pasted(state: &mut State, token: Secret) -> Vec<Effect> {
    let keys = state.decoder.keys.clone();
    begin(state, token.clone(), None);
    check(state, token, &keys)
}

fn begin(state: &mut State, token: Secret, holder: Option<KeyHolder>) {
    state.decoder.check = Some(Check { token, findings: None, good: false, holder });
}

/// The keys came, or did not.
pub(super) fn keys_came(state: &mut State, token: Secret, keys: Option<Secret>) -> Vec<Effect> {
    match keys {
        Some(keys) => check(state, token, &keys),
        None => end(
            state,
            &token,
            false,
            vec![Finding::new(
                "keys-out-of-reach",
                Severity::Warning,
                "No keys came: the host did not answer, or this deployment does not let the page ask it. Open the keys address of the issuer yourself, and paste the keys.",
            )],
        ),
    }
}

fn check(state: &mut State, token: Secret, keys: &Secret) -> Vec<Effect> {
    let Some(check) = under_way(state, &token) else { return Vec::new() };
    let host = check.holder.as_ref().map(|holder| match holder.simulated {
        true => String::new(),
        false => holder.name.clone(),
    });
    vec![Effect::Decoder(Job::Check(Order { host, token, keys: keys.clone() }))]
}

/// What the check found; `None` when there was none.
pub(super) fn checked(state: &mut State, token: &Secret, report: Option<Report>) -> Vec<Effect> {
    match report {
        Some(report) => end(state, token, report.good, report.findings),
        None => end(
            state,
            token,
            false,
            vec![Finding::new(
                "signature-not-checked",
                Severity::Warning,
                "The part of this page that checks signatures could not be loaded. Try again.",
            )],
        ),
    }
}

fn under_way<'a>(state: &'a mut State, token: &Secret) -> Option<&'a mut Check> {
    let check = state.decoder.check.as_mut();
    check.filter(|check| check.token == *token && check.findings.is_none())
}

fn end(state: &mut State, token: &Secret, good: bool, findings: Vec<Finding>) -> Vec<Effect> {
    let Some(check) = under_way(state, token) else { return Vec::new() };
    let words = findings.first().map(|finding| finding.message.clone()).unwrap_or_default();
    check.good = good;
    check.findings = Some(findings);
    vec![Effect::Announce(words)]
}
