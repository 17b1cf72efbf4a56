//! What is known of a refusal, and the gallery of all of them.

use std::borrow::Cow;

use crate::catalog::errors::{self, ErrorRow, graph};
use crate::crossing::crossing;
use crate::response::ErrorResponse;
use crate::token::{self, Content};

/// Everything that is known of one number, or of one of Graph's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// The AADSTS number; 0 for a word.
    pub number: u32,
    /// The causes, the likeliest first.
    pub causes: Vec<Cause>,
    /// How the simulated Entra is brought to it. Filled in where that is.
    pub earned: Vec<Earned>,
}

/// Why it was refused, and what to change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// The step that it is about, as in [`ErrorRow::at`]; empty for any.
    pub at: Cow<'static, str>,
    /// Why it was refused.
    pub cause: Cow<'static, str>,
    /// What to change.
    pub fix: Cow<'static, str>,
    /// Whether this rests on reports instead of documentation.
    pub uncertain: bool,
    /// The public names of the inputs it can come from, separated by spaces, the
    /// likeliest first.
    pub inputs: Cow<'static, str>,
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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gallery {
    /// The refusal in the box, when a whole one was pasted.
    pub pasted: Option<Box<ErrorResponse>>,
    /// What was asked for by its number, or pasted: all that is known of it.
    pub known: Vec<Known>,
    /// The other numbers that fit, each with its general cause alone.
    pub others: Vec<Known>,
}

crossing! {
    struct Known { number, causes, earned }
    struct Cause { at, cause, fix, uncertain, inputs }
    struct Earned { how, provenance, place }
    struct Place { flow, step, input }
    struct Gallery { pasted, known, others }
}

impl From<ErrorRow> for Cause {
    fn from(row: ErrorRow) -> Self {
        Self {
            at: row.at.into(),
            cause: row.cause.into(),
            fix: row.fix.into(),
            uncertain: row.uncertain,
            inputs: row.inputs.into(),
        }
    }
}

impl Known {
    fn of_number(number: u32, step: &str) -> Self {
        let causes = errors::explain(number, step).causes;
        Self { number, causes: causes.into_iter().map(Cause::from).collect(), earned: Vec::new() }
    }

    fn everything(number: u32) -> Self {
        let causes = errors::of_steps(number).chain(errors::error(number));
        Self { number, causes: causes.map(Cause::from).collect(), earned: Vec::new() }
    }

    /// What is known of each number of a refusal, or of its word where it has no
    /// number. `step` is the step that earned it, as `flow/step`; empty for none.
    pub(super) fn of(error: &ErrorResponse, step: &str) -> Vec<Self> {
        if let (true, Some(row)) =
            (error.codes.is_empty(), graph::error(&error.error, &error.description))
        {
            let cause = Cause {
                at: Cow::default(),
                cause: row.cause.into(),
                fix: row.fix.into(),
                uncertain: false,
                inputs: row.inputs.into(),
            };
            return vec![Self { number: 0, causes: vec![cause], earned: Vec::new() }];
        }
        let numbers = error.codes.iter();
        numbers
            .map(|number| match step {
                "" => Self::everything(*number),
                step => Self::of_number(*number, step),
            })
            .collect()
    }
}

impl Gallery {
    /// The gallery for what stands in its box: a whole refusal, a number, words, or
    /// nothing.
    pub(super) fn of(query: &str) -> Self {
        let query = query.trim();
        if let (false, Content::Error(error)) = (query.is_empty(), token::read(query).content) {
            let known = Known::of(&error, "");
            return Self { pasted: Some(Box::new(error)), known, others: Vec::new() };
        }
        let words = query.to_ascii_lowercase();
        let numbers =
            || words.split_ascii_whitespace().map(|word| word.trim_start_matches("aadsts"));
        let mut gallery = Self::default();
        for row in errors::rows() {
            let number = row.code.to_string();
            if words.split_ascii_whitespace().count() == 1 && numbers().any(|word| word == number) {
                gallery.known.push(Known::everything(row.code));
                continue;
            }
            let holds = |text: &str, word: &str| text.to_ascii_lowercase().contains(word);
            let fits = numbers().all(|word| {
                number.starts_with(word) || holds(row.cause, word) || holds(row.fix, word)
            });
            if fits {
                let causes = vec![row.into()];
                gallery.others.push(Known { number: row.code, causes, earned: Vec::new() });
            }
        }
        gallery
    }
}
