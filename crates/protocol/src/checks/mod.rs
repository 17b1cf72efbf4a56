//! What is looked at before a request is sent: the mistakes that people make in
//! public, a row each. A finding warns; it never blocks, so that a refusal can be
//! seen as well as avoided.
//!
//! A rule asks what a step says of itself (its inputs, its parameters, its place),
//! never which flow it belongs to, so a new flow is checked by the rules that fit.

mod assertions;
mod extra;
mod ids;
mod place;
mod scopes;
mod seen;
mod situation;
mod table;
mod tokens;

pub use situation::{Carrier, Consents, SITUATIONS, Situation};
pub use table::RULES;

use crate::finding::{Finding, Fix, Severity};
use crate::flows::Step;
use crate::inputs::{InputId, Inputs};
use crate::secret::Secret;
use crate::spec::Spec;
use seen::Seen;

/// A mistake that can be seen before Entra sees it. `S` is what is looked at.
pub struct Rule<S = fn(&Seen<'_>, &mut Vec<Found>)> {
    /// Stable, in kebab case; several rows may share one.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What was seen. `{}` stands for a detail, such as the name of the field.
    pub what: &'static str,
    /// What comes of it.
    pub why: &'static str,
    /// What to do; empty where that is plain.
    pub fix: &'static str,
    /// Where the right way is written down, or where the mistake was made.
    pub source: Spec,
    find: S,
}

/// One place where a rule applies.
#[derive(Default)]
pub struct Found {
    detail: String,
    fix: Option<Fix>,
}

impl Found {
    /// At this field or value, without a repair.
    fn at(detail: impl Into<String>) -> Self {
        Self { detail: detail.into(), fix: None }
    }

    /// With the text that belongs into the input.
    fn repaired(mut self, label: impl Into<String>, input: InputId, text: String) -> Self {
        self.fix = Some(Fix { label: label.into(), input, text: Secret::new(text) });
        self
    }
}

/// Code, what, why and what to do, as a rule has them.
type Texts = [&'static str; 4];

fn finding([code, what, why, fix]: Texts, severity: Severity, found: Found) -> Finding {
    let mut message = what.replacen("{}", &found.detail, 1);
    for more in [why, fix] {
        if !more.is_empty() {
            message.push(' ');
            message.push_str(more);
        }
    }
    Finding { fix: found.fix, ..Finding::new(code, severity, message) }
}

/// What Entra will probably refuse of a step with these inputs, of which it uses
/// some.
#[must_use]
pub fn of(step: &Step, inputs: &Inputs) -> Vec<Finding> {
    seen(step, inputs, of_itself)
}

/// What is notable about a step in this situation, beside what is [`of`] the step
/// itself.
#[must_use]
pub fn in_situation(step: &Step, inputs: &Inputs, situation: &Situation) -> Vec<Finding> {
    seen(step, inputs, |seen| situation::notable(seen, situation))
}

/// Both, for one reading of the tokens.
#[must_use]
pub fn all(step: &Step, inputs: &Inputs, situation: &Situation) -> Vec<Finding> {
    seen(step, inputs, |seen| {
        let mut findings = of_itself(seen);
        findings.extend(situation::notable(seen, situation));
        findings
    })
}

fn seen<T>(step: &Step, inputs: &Inputs, look: impl FnOnce(&Seen<'_>) -> T) -> T {
    let used = step.inputs(inputs);
    look(&Seen::new(step, &used, inputs, inputs.cloud().unwrap_or_default()))
}

fn of_itself(seen: &Seen<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (at, (severity, find)) in table::FINDS.iter().enumerate() {
        let mut found = Vec::new();
        find(seen, &mut found);
        findings.extend(found.into_iter().map(|found| finding(table::texts(at), *severity, found)));
    }
    findings
}
