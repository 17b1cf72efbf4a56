//! AADSTS numbers: why Entra refused, and what to change. The sentences are
//! printable as they stand. Source: Microsoft Entra documentation, "Microsoft
//! Entra authentication and authorization error codes" and "Agent ID error
//! codes"; rows marked uncertain rest on a single report. Numbers change without
//! notice, so nothing but an explanation may hang on them.

mod agents;
mod clients;
mod grants;
pub mod graph;
mod people;
mod scopes;
mod steps;

use crate::joined::{self, Joined};

/// One number, at one step or in general.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ErrorRow {
    /// The number without `AADSTS`.
    pub code: u32,
    /// Why Entra refused.
    pub cause: &'static str,
    /// What to change.
    pub fix: &'static str,
    /// Whether the meaning is not settled by documentation.
    pub uncertain: bool,
    /// The public names of the inputs it can come from, separated by spaces, the
    /// likeliest first. A step has some of them.
    pub inputs: &'static str,
    /// The step this row is about: `resource-token`, or `agent-user/resource-token`
    /// where the flow matters. Empty for the general row.
    pub at: &'static str,
}

/// A number explained for the step that earned it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The number without `AADSTS`.
    pub code: u32,
    /// The causes, the likeliest first; empty for a number that is not explained
    /// here.
    pub causes: Vec<ErrorRow>,
}

impl Explanation {
    /// The address of Microsoft's own look-up of this number.
    #[must_use]
    pub fn look_up(&self) -> String {
        look_up(self.code)
    }
}

/// The address of Microsoft's own look-up of a number.
#[must_use]
pub fn look_up(code: u32) -> String {
    format!("https://login.microsoftonline.com/error?code={code}")
}

/// The general row of a number; `None` for numbers that are not explained here.
#[must_use]
pub fn error(code: u32) -> Option<ErrorRow> {
    rows().find(|row| row.code == code)
}

/// What a number means at a step, which is told as `flow/step` or, where the
/// flow is not known, as `step`; empty for no step.
#[must_use]
pub fn explain(code: u32, step: &str) -> Explanation {
    let here = |row: &ErrorRow| {
        row.code == code && (row.at == step || step.rsplit('/').next() == Some(row.at))
    };
    Explanation {
        code,
        causes: steps::STEPS.iter().copied().filter(here).chain(error(code)).collect(),
    }
}

/// What a number means at single steps.
pub(crate) fn of_steps(code: u32) -> impl Iterator<Item = ErrorRow> {
    steps::STEPS.iter().copied().filter(move |row| row.code == code)
}

/// Every general row.
pub fn rows() -> impl Iterator<Item = ErrorRow> {
    joined::rows(JOINED.as_str()).map(|[code, cause, fix, inputs]| {
        let number = code.trim_start_matches(char::from(UNCERTAIN));
        let uncertain = number.len() < code.len();
        ErrorRow { code: number.parse().unwrap_or(0), cause, fix, uncertain, inputs, at: "" }
    })
}

/// Before a number whose meaning is not settled.
const UNCERTAIN: u8 = b'?';

static JOINED: Joined<{ joined::<0>().length }> = joined();

const fn joined<const LENGTH: usize>() -> Joined<LENGTH> {
    const TABLES: [&[ErrorRow]; 5] =
        [agents::AGENTS, clients::CLIENTS, grants::GRANTS, scopes::SCOPES, people::PEOPLE];
    let mut joined = Joined::new();
    let mut table = 0;
    while table < TABLES.len() {
        let mut at = 0;
        while at < TABLES[table].len() {
            let row = &TABLES[table][at];
            if row.uncertain {
                joined = joined.byte(UNCERTAIN);
            }
            joined = joined.number(row.code).text(row.cause).text(row.fix).text(row.inputs);
            at += 1;
        }
        table += 1;
    }
    joined
}

/// The steps that repair a number, each with the input that says what is wanted; the
/// surest first.
#[must_use]
pub fn repairs(code: u32) -> &'static [Repair] {
    REPAIRS.iter().find(|(number, _)| *number == code).map_or(&[], |(_, repairs)| repairs)
}

/// A step that repairs a refusal: the public ids of its flow and of itself, and the
/// public name of an input of it.
pub type Repair = (&'static str, &'static str, &'static str);

const REPAIRS: &[(u32, &[Repair])] = &[
    (
        65001,
        &[
            ("setup", "delegated-grant", "scope"),
            ("admin-consent", "consent", "scope"),
            ("user-consent", "consent", "scope"),
        ],
    ),
    (501051, &[("setup", "app-role-assignment", "app_role_id")]),
    (7000222, &[("setup", "add-secret", "display_name")]),
];

const fn known(
    code: u32,
    cause: &'static str,
    fix: &'static str,
    inputs: &'static str,
) -> ErrorRow {
    ErrorRow { code, cause, fix, uncertain: false, inputs, at: "" }
}

const fn unsure(
    code: u32,
    cause: &'static str,
    fix: &'static str,
    inputs: &'static str,
) -> ErrorRow {
    ErrorRow { code, cause, fix, uncertain: true, inputs, at: "" }
}

#[cfg(test)]
mod tests {
    use super::steps::STEPS;
    use super::{error, explain, look_up, rows};

    #[test]
    fn every_row_is_found_by_its_number_and_says_what_to_do() {
        for row in rows() {
            assert_eq!(error(row.code), Some(row), "{} has one general row", row.code);
        }
        for row in rows().chain(STEPS.iter().copied()) {
            for sentence in [row.cause, row.fix] {
                assert!(sentence.ends_with('.') && !sentence.contains(['!', '\n']), "{sentence}");
            }
        }
        assert_eq!(error(1), None);
    }

    #[test]
    fn a_step_has_its_own_cause_before_the_general_one() {
        let own = explain(50_000, "agent-user/resource-token").causes;
        assert_eq!(own.len(), 2);
        assert_eq!(own[0].at, "agent-user/resource-token");
        assert_eq!(explain(50_000, "agent-autonomous/resource-token").causes.len(), 1);
        for step in ["resource-token", "agent-autonomous/resource-token"] {
            assert_eq!(explain(700_213, step).causes[0].at, "resource-token", "{step}");
        }
        assert_eq!(explain(700_213, "").causes.len(), 1);
    }

    #[test]
    fn every_repair_is_a_step_of_the_page_with_its_input() {
        for (flow, step, input) in super::REPAIRS.iter().flat_map(|(_, repairs)| *repairs) {
            let flow = crate::flows::FlowId::parse(flow).expect("a flow");
            let (_, step) = flow.step(step).expect("a step");
            assert!(step.input_named(input).is_some(), "{} has no {input}", step.id);
        }
    }

    #[test]
    fn an_unknown_number_stays_a_number_with_an_address() {
        let unknown = explain(123_456, "token");
        assert!(unknown.causes.is_empty());
        assert_eq!(unknown.look_up(), look_up(123_456));
        assert_eq!(unknown.look_up(), "https://login.microsoftonline.com/error?code=123456");
    }

    #[test]
    fn inputs_are_written_as_public_names() {
        let names = [
            "agent_identity_id",
            "agent_token",
            "agent_user",
            "agent_user_variant",
            "assertion",
            "audience",
            "blueprint_id",
            "blueprint_token",
            "claims",
            "client_assertion",
            "client_id",
            "client_secret",
            "cloud",
            "code",
            "code_verifier",
            "credential",
            "device_code",
            "extra",
            "login_hint",
            "platform",
            "prompt",
            "redirect_uri",
            "refresh_token",
            "response_mode",
            "response_type",
            "scope",
            "subject",
            "tenant",
            "user_token",
        ];
        for row in rows().chain(STEPS.iter().copied()) {
            for input in row.inputs.split_whitespace() {
                assert!(names.contains(&input), "{}: {input}", row.code);
            }
        }
    }
}
