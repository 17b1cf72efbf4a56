//! Rules that need more than the inputs: the time, how the request would travel,
//! what the simulated tenant knows. The page asks for them where it knows.

use super::{Found, Rule, Seen, finding, scopes};
use crate::crossing::crossing;
use crate::finding::{Finding, Severity};
use crate::flows::Travel;
use crate::guid::Guid;
use crate::spec;
use crate::token::json::Members;
use crate::wire;

/// What is known beside the inputs; each may be unknown.
#[derive(Clone, Copy, Debug, Default)]
pub struct Situation {
    /// The time, in seconds since 1970.
    pub now: Option<i64>,
    /// Who would carry the request.
    pub carrier: Option<Carrier>,
    /// What was consented to in the tenant.
    pub consents: Option<Consents>,
}

/// Which clients may act for people, in a tenant that is known. Silence is kept
/// about clients and APIs that are not in here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Consents {
    /// The client ids.
    pub clients: &'static [u128],
    /// Each API with the clients that somebody has consented to there. An API is
    /// known by its names, without a slash at their ends, and blanks between them.
    pub apis: &'static [(&'static str, &'static [u128])],
}

impl Consents {
    /// Whether nobody has consented to this client for the API of a scope.
    fn lacks(&self, client: Guid, scope: &str, graph: &str) -> bool {
        let named = scope.split(' ').find(|word| !scopes::STANDARD.contains(word));
        let Some(word) = named.filter(|word| !word.is_empty()) else { return false };
        let api = word.rsplit_once('/').map_or(graph, |(api, _)| api).trim_end_matches('/');
        let is = |id: &u128| Guid::from_bytes(id.to_be_bytes()) == client;
        let known = |names: &str| names.split(' ').any(|name| name.eq_ignore_ascii_case(api));
        self.clients.iter().any(is)
            && self.apis.iter().any(|(names, clients)| known(names) && !clients.iter().any(is))
    }
}

/// Who carries a request to Entra.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carrier {
    /// The page itself: the browser adds `Origin`.
    Page,
    /// The proxy, which takes `Origin` away.
    Proxy,
}

crossing! {
    enum Carrier { Page, Proxy }
}

type Find = fn(&Seen<'_>, &Situation, &mut Vec<Found>);

/// The rules that need a situation.
pub const SITUATIONS: &[Rule<Find>] = &[
    Rule {
        code: "token-expired",
        severity: Severity::Warning,
        what: "{} has expired.",
        why: "Entra refuses it (AADSTS700024, AADSTS500133).",
        fix: "Run the step that makes it again.",
        source: spec::RFC7523_2_2,
        find: expired,
    },
    Rule {
        code: "origin-refused",
        severity: Severity::Warning,
        what: "A page cannot send this request itself.",
        why: "Its Origin header is for single-page apps only (AADSTS9002326).",
        fix: "Use the proxy, or copy the command.",
        source: spec::ENTRA_REDIRECT_URIS,
        find: from_a_page,
    },
    Rule {
        code: "origin-missing",
        severity: Severity::Warning,
        what: "The proxy sends no Origin header.",
        why: "Entra redeems a single-page app's code for its page only (AADSTS9002327).",
        fix: "Send it from the page.",
        source: spec::ENTRA_REDIRECT_URIS,
        find: from_the_proxy,
    },
    Rule {
        code: "no-consent",
        severity: Severity::Warning,
        what: "Nobody has consented to this client for this API.",
        why: "Entra refuses it (AADSTS65001).",
        fix: "Grant the permission first.",
        source: spec::GRAPH_GRANT,
        find: no_consent,
    },
];

pub(super) fn notable(seen: &Seen<'_>, situation: &Situation) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in SITUATIONS {
        let mut found = Vec::new();
        (rule.find)(seen, situation, &mut found);
        let texts = [rule.code, rule.what, rule.why, rule.fix];
        findings.extend(found.into_iter().map(|found| finding(texts, rule.severity, found)));
    }
    findings
}

fn expired(seen: &Seen<'_>, situation: &Situation, found: &mut Vec<Found>) {
    let Some(now) = situation.now else { return };
    for (input, token) in &seen.tokens {
        if expiry(&token.claims).is_some_and(|expiry| expiry <= now) {
            found.push(Found::at(input.row().label));
        }
    }
}

fn expiry(claims: &Members) -> Option<i64> {
    // A fraction of a second changes nothing.
    claims.get("exp")?.literal.split('.').next()?.parse().ok()
}

fn from_a_page(seen: &Seen<'_>, situation: &Situation, found: &mut Vec<Found>) {
    if situation.carrier == Some(Carrier::Page)
        && seen.step.travel(seen.inputs) == Travel::BackChannel
    {
        found.push(Found::default());
    }
}

fn from_the_proxy(seen: &Seen<'_>, situation: &Situation, found: &mut Vec<Found>) {
    if situation.carrier == Some(Carrier::Proxy)
        && seen.step.travel(seen.inputs) == Travel::SinglePage
    {
        found.push(Found::default());
    }
}

/// Asked where nobody can be: a person in front of a sign-in is shown the question.
fn no_consent(seen: &Seen<'_>, situation: &Situation, found: &mut Vec<Found>) {
    let Some(consents) = situation.consents else { return };
    if ![wire::GRANT_JWT_BEARER, wire::GRANT_USER_FIC].contains(&seen.grant()) {
        return;
    }
    let (Some(client), Some(scope)) = (seen.client(), seen.scope()) else { return };
    if seen
        .guid(client)
        .is_some_and(|client| consents.lacks(client, seen.plain(scope), seen.cloud.row().graph))
    {
        found.push(Found::default());
    }
}
