//! What is known of a refusal, and the gallery of all of them.

use std::borrow::Cow;

use crate::catalog::errors::{self, ErrorRow, graph};
use crate::crossing::crossing;
use crate::flows::FlowId;
use crate::guid::Guid;
use crate::response::ErrorResponse;
use crate::sheet::Sheet;
use crate::token::{self, Content};

/// What is known of a refusal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// The public names of the inputs it can come from, separated by spaces, the
    /// likeliest first.
    pub inputs: String,
    /// Why its step was refused, and what to change; empty for what is not explained.
    /// Where nobody knows the step, the whole refusal with all that is known of it.
    pub told: Vec<Sheet>,
    /// Whom Entra's own words name, and where the page repairs it.
    pub repairs: Vec<Sheet>,
}

/// Everything that is known of one number, or of one of Graph's words.
pub(super) struct Facts {
    /// The AADSTS number; 0 for a word.
    pub(super) number: u32,
    /// The causes, the likeliest first.
    pub(super) causes: Vec<Cause>,
    /// The application that Entra's own words name, as `name (id)`; empty where they
    /// name none.
    pub(super) application: String,
    /// Where the page repairs it, the surest first.
    pub(super) repairs: Vec<Place>,
}

/// Why it was refused, and what to change.
pub(super) struct Cause {
    /// The step that it is about, as in [`ErrorRow::at`]; empty for any.
    pub(super) at: &'static str,
    /// Why it was refused.
    pub(super) cause: &'static str,
    /// What to change.
    pub(super) fix: &'static str,
    /// Whether this rests on reports instead of documentation.
    pub(super) uncertain: bool,
    /// The public names of the inputs it can come from, separated by spaces, the
    /// likeliest first.
    pub(super) inputs: &'static str,
}

/// One way to bring the simulated Entra to a refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earned {
    /// What the request has to be: one sentence.
    pub how: Cow<'static, str>,
    /// Where its number comes from: one sentence.
    pub provenance: Cow<'static, str>,
    /// Where in the page; `None` for what no field can earn.
    pub place: Option<Place>,
}

/// A step of a flow, and what is changed there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The public id of the flow.
    pub flow: Cow<'static, str>,
    /// The step, counted from 0.
    pub step: usize,
    /// The public name of the input; empty where it is no field that is changed.
    pub input: Cow<'static, str>,
}

/// What fits the box of the error gallery.
#[derive(Default)]
pub(super) struct Found {
    /// The refusal in the box, when a whole one was pasted.
    pub(super) pasted: Option<ErrorResponse>,
    /// What was asked for by its number, or pasted: all that is known of it.
    pub(super) known: Vec<Facts>,
    /// The other numbers that fit, each with its general cause alone.
    pub(super) others: Vec<Facts>,
}

crossing! {
    struct Known { inputs, told, repairs }
    struct Place { flow, step, input }
}

impl From<ErrorRow> for Cause {
    fn from(row: ErrorRow) -> Self {
        Self {
            at: row.at,
            cause: row.cause,
            fix: row.fix,
            uncertain: row.uncertain,
            inputs: row.inputs,
        }
    }
}

impl Facts {
    fn new(number: u32, causes: impl Iterator<Item = ErrorRow>) -> Self {
        Self {
            number,
            causes: causes.map(Cause::from).collect(),
            application: String::new(),
            repairs: errors::repairs(number).iter().filter_map(Place::of).collect(),
        }
    }

    /// Where nobody knows the step, what holds for all of them comes first.
    fn everything(number: u32) -> Self {
        Self::new(number, errors::error(number).into_iter().chain(errors::of_steps(number)))
    }

    /// What is known of each number of a refusal, or of its word where it has no
    /// number. `step` is the step that earned it, as `flow/step`; empty for none.
    pub(super) fn of(error: &ErrorResponse, step: &str) -> Vec<Self> {
        if let (true, Some(row)) =
            (error.codes.is_empty(), graph::error(&error.error, &error.description))
        {
            let cause = Cause {
                at: "",
                cause: row.cause,
                fix: row.fix,
                uncertain: false,
                inputs: row.inputs,
            };
            return vec![Self { causes: vec![cause], ..Self::new(0, std::iter::empty()) }];
        }
        let known = |number: &u32| {
            let known = match step {
                "" => Self::everything(*number),
                step => Self::new(*number, errors::explain(*number, step).causes.into_iter()),
            };
            Self { application: application(&error.description).unwrap_or_default(), ..known }
        };
        error.codes.iter().map(known).collect()
    }
}

impl Place {
    fn of((flow, step, input): &errors::Repair) -> Option<Self> {
        let (step, _) = FlowId::parse(flow)?.step(step)?;
        Some(Self { flow: (*flow).into(), step, input: (*input).into() })
    }
}

/// The application in Entra's own words: `… application with ID 'a65c…' named 'Billing
/// agent' …`, or `… application 'a65c…'(Billing agent) …`.
fn application(description: &str) -> Option<String> {
    let (_, rest) = description.split_once("application ")?;
    let rest = rest.strip_prefix("with ID ").unwrap_or(rest).strip_prefix('\'')?;
    let (id, rest) = rest.split_once('\'')?;
    let id = Guid::parse(id)?.to_string();
    let within = |open: &str, close| Some(rest.strip_prefix(open)?.split_once(close)?.0);
    Some(match within(" named '", '\'').or_else(|| within("(", ')')) {
        Some(name) if !name.is_empty() => format!("{name} ({id})"),
        _ => id,
    })
}

impl Found {
    /// The gallery for what stands in its box: a whole refusal, a number, words, or
    /// nothing.
    pub(super) fn of(query: &str) -> Self {
        let query = query.trim();
        if let (false, Content::Error(error)) = (query.is_empty(), token::read(query).content) {
            let known = Facts::of(&error, "");
            return Self { pasted: Some(error), known, others: Vec::new() };
        }
        let words = query.to_ascii_lowercase();
        let numbers =
            || words.split_ascii_whitespace().map(|word| word.trim_start_matches("aadsts"));
        let mut found = Self::default();
        for row in errors::rows() {
            let number = row.code.to_string();
            if words.split_ascii_whitespace().count() == 1 && numbers().any(|word| word == number) {
                found.known.push(Facts::everything(row.code));
                continue;
            }
            let holds = |text: &str, word: &str| text.to_ascii_lowercase().contains(word);
            let fits = numbers().all(|word| {
                number.starts_with(word) || holds(row.cause, word) || holds(row.fix, word)
            });
            if fits {
                found.others.push(Facts::new(row.code, std::iter::once(row)));
            }
        }
        found
    }
}
