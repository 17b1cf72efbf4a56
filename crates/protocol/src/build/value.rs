//! The value of one parameter.

use sha2::{Digest as _, Sha256};

use crate::base64url;
use crate::endpoint::Cloud;
use crate::flows::{Derivation, ParamRow, Source};
use crate::form::Value;
use crate::inputs::{FieldProblem, InputId, InputKind, Inputs, ProblemCause};
use crate::json;
use crate::secret::Secret;
use crate::wire;

/// The value as far as it is known; `None` for a parameter that is left out.
pub(super) fn of(
    row: &ParamRow,
    inputs: &Inputs,
    cloud: Cloud,
    problems: &mut Vec<FieldProblem>,
) -> Option<Value> {
    let audience = |suffix: &str, problems: &mut Vec<FieldProblem>| {
        cloud.row().exchange_audience.map_or_else(
            || {
                let cause = ProblemCause::NoExchangeAudience;
                problems.push(FieldProblem::at(row.name, InputId::Cloud, cause));
                Value::Missing(InputId::Cloud)
            },
            |audience| Value::Text([audience, suffix].concat()),
        )
    };
    match &row.source {
        Source::Constant(text) => Some(Value::Text((*text).to_owned())),
        Source::Literal(text) => Some(Value::Json((*text).to_owned())),
        Source::Environment(name) => Some(Value::Environment(name)),
        Source::ExchangeAudience => Some(audience("", problems)),
        Source::ExchangeScope => Some(audience(wire::DEFAULT_SCOPE_SUFFIX, problems)),
        Source::Input(input) => required(row.name, *input, inputs, problems),
        Source::Optional(input) => inputs.has(*input).then(|| text(*input, inputs)),
        Source::RequiredWhen(input, when) => {
            if inputs.has(*input) || when(inputs) {
                required(row.name, *input, inputs, problems)
            } else {
                None
            }
        }
        Source::List(input) => {
            require(row.name, *input, inputs, problems);
            Some(match inputs.plain(*input) {
                "" => Value::Missing(*input),
                words => Value::Json(json::array(words)),
            })
        }
        Source::Whole(input) => {
            inputs.secret(*input).map(|body| Value::Json(body.expose().to_owned()))
        }
        Source::Challenge(when) => {
            let input = InputId::CodeVerifier;
            match inputs.secret(input) {
                Some(verifier) => Some(Value::Text(challenge(verifier))),
                None if when(inputs) => required(row.name, input, inputs, problems),
                None => None,
            }
        }
        Source::Bearer(input, optional) => {
            // Shown with a blank to fill in, as a request to copy.
            if !*optional {
                require(row.name, *input, inputs, problems);
            }
            Some(match inputs.secret(*input) {
                Some(token) => Value::Secret(Secret::new(["Bearer ", token.expose()].concat())),
                None => Value::Missing(*input),
            })
        }
        Source::Bearers(input) => inputs.secret(*input).map(|tokens| {
            let tokens = tokens.expose().split(',').map(str::trim).filter(|t| !t.is_empty());
            let schemes: Vec<_> = tokens.map(|token| ["Bearer ", token].concat()).collect();
            Value::Secret(Secret::new(schemes.join(", ")))
        }),
        Source::Derived(derivation) => derived(row.name, derivation, inputs, cloud, problems),
    }
}

fn derived(
    name: &'static str,
    derivation: &Derivation,
    inputs: &Inputs,
    cloud: Cloud,
    problems: &mut Vec<FieldProblem>,
) -> Option<Value> {
    match ((derivation.value)(inputs, cloud.row()), derivation.asks_for) {
        (Some(text), _) => Some(Value::Text(text)),
        (None, Some(input)) => {
            require(name, input, inputs, problems);
            Some(Value::Missing(input))
        }
        (None, None) => None,
    }
}

fn required(
    field: &'static str,
    input: InputId,
    inputs: &Inputs,
    problems: &mut Vec<FieldProblem>,
) -> Option<Value> {
    require(field, input, inputs, problems);
    Some(text(input, inputs))
}

fn text(input: InputId, inputs: &Inputs) -> Value {
    match (inputs.secret(input), inputs.plain(input)) {
        (Some(secret), _) => Value::Secret(secret.clone()),
        (None, "") => Value::Missing(input),
        (None, text) => Value::Text(text.to_owned()),
    }
}

pub(super) fn secret(input: InputId, inputs: &Inputs) -> Value {
    inputs.secret(input).map_or(Value::Missing(input), |secret| Value::Secret(secret.clone()))
}

/// Notes that an input is empty. Blanks alone name nothing either.
pub(super) fn require(
    field: &'static str,
    input: InputId,
    inputs: &Inputs,
    problems: &mut Vec<FieldProblem>,
) {
    let row = input.row();
    let blank = !row.secret
        && row.kind != InputKind::Tenant
        && inputs.plain(input).trim_matches(' ').is_empty();
    let said =
        problems.iter().any(|problem| problem.input == Some(input) && problem.cause.is_gap());
    if (!inputs.has(input) || blank) && !said {
        let cause = ProblemCause::Missing { label: row.label, hint: row.hint };
        problems.push(FieldProblem::at(field, input, cause));
    }
}

/// RFC 7636 4.2, by S256.
fn challenge(verifier: &Secret) -> String {
    base64url::encode(&Sha256::digest(verifier.expose()))
}
