//! Rules that need more than the inputs: the time, how the request would travel,
//! what the simulated tenant knows. The page asks for them where it knows.

use super::{Found, Rule, finding};
use crate::crossing::crossing;
use crate::finding::{Finding, Severity};
use crate::flows::{Step, Travel};
use crate::inputs::Inputs;
use crate::spec;
use crate::token::json::Members;

/// What is known beside the inputs; each may be unknown.
#[derive(Clone, Copy, Debug, Default)]
pub struct Situation {
    /// The time, in seconds since 1970.
    pub now: Option<i64>,
    /// Who would carry the request.
    pub carrier: Option<Carrier>,
    /// Whether somebody has consented to this client and this scope.
    pub consented: Option<bool>,
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

type Find = fn(&Step, &Inputs, &Situation, &mut Vec<Found>);

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

/// What is notable about a step in this situation, beside the findings of its
/// draft.
#[must_use]
pub fn in_situation(step: &Step, inputs: &Inputs, situation: &Situation) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in SITUATIONS {
        let mut found = Vec::new();
        (rule.find)(step, inputs, situation, &mut found);
        let texts = [rule.code, rule.what, rule.why, rule.fix];
        findings.extend(found.into_iter().map(|found| finding(texts, rule.severity, found)));
    }
    findings
}

fn expired(step: &Step, inputs: &Inputs, situation: &Situation, found: &mut Vec<Found>) {
    let Some(now) = situation.now else { return };
    let used = step.inputs(inputs);
    let seen = super::Seen::new(step, &used, inputs, inputs.cloud().unwrap_or_default());
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

fn from_a_page(step: &Step, inputs: &Inputs, situation: &Situation, found: &mut Vec<Found>) {
    if situation.carrier == Some(Carrier::Page) && step.travel(inputs) == Travel::BackChannel {
        found.push(Found::default());
    }
}

fn from_the_proxy(step: &Step, inputs: &Inputs, situation: &Situation, found: &mut Vec<Found>) {
    if situation.carrier == Some(Carrier::Proxy) && step.travel(inputs) == Travel::SinglePage {
        found.push(Found::default());
    }
}

fn no_consent(_: &Step, _: &Inputs, situation: &Situation, found: &mut Vec<Found>) {
    if situation.consented == Some(false) {
        found.push(Found::default());
    }
}
