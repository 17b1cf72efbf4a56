//! From a step and its inputs to a draft: the same walk over the step's rows
//! for every flow.

use std::borrow::Cow;

use crate::checks;
use crate::client_auth::{ClientAuth, Credential};
use crate::endpoint::{Authority, CLOUDS, Cloud, Endpoint, TenantSegment};
use crate::flows::{ParamRow, Row, Source, Step};
use crate::form::{Param, Value};
use crate::inputs::{FieldProblem, InputId, InputKind, Inputs, ProblemCause};
use crate::request::{Address, Draft, Header, Method};
use crate::spec;
use crate::wire;

/// Builds the request of a step from what has been entered so far.
///
/// `authority` replaces the cloud's sign-in host where a deployment has its
/// own. All problems are listed at once; whatever is missing, the draft can be
/// shown.
#[must_use]
pub fn draft(step: &Step, inputs: &Inputs, authority: Option<&Authority>) -> Draft {
    let mut problems = Vec::new();
    let cloud = cloud(inputs, &mut problems);
    let credential = credential(step, inputs, &mut problems);
    let used = step.inputs(credential);
    for id in inputs.ids() {
        if !used.contains(&id) && !is_second_credential(id, inputs) {
            let cause = ProblemCause::NotUsed { name: id.name().to_owned() };
            problems.push(FieldProblem::at("", id, cause));
        }
    }
    let authority = authority.cloned().unwrap_or_else(|| Authority::of(cloud));
    let address = match TenantSegment::parse(inputs.plain(InputId::Tenant)) {
        Ok(tenant) => Address::Complete(Endpoint { authority, tenant, kind: step.endpoint }),
        Err(cause) => {
            let cause = ProblemCause::Tenant(cause);
            problems.push(FieldProblem::at("tenant", InputId::Tenant, cause));
            Address::NoTenant { origin: authority.origin().to_owned(), kind: step.endpoint }
        }
    };

    let auth = client_auth(step, credential, inputs);
    let mut headers = vec![Header {
        name: wire::CONTENT_TYPE,
        value: Value::Text(wire::FORM_URLENCODED.to_owned()),
        input: None,
        why: "Token requests are forms, never JSON.",
    }];
    let mut params = Vec::new();
    for row in step.params {
        match row {
            Row::ClientId(row) => {
                let value = value(row, inputs, cloud, &mut problems);
                if let Source::Input(input) = row.source {
                    headers.extend(auth.header(&value, input));
                }
                if auth.client_id_in_body() {
                    params.push(param(row, value));
                }
            }
            Row::Param(row) => {
                let value = value(row, inputs, cloud, &mut problems);
                params.push(param(row, value));
            }
            Row::ChosenCredential(_) | Row::AssertionFrom(_) => auth.add_params(&mut params),
        }
    }
    if let Some(input) = credential.and_then(Credential::input) {
        let field = match auth {
            ClientAuth::Assertion(..) => wire::CLIENT_ASSERTION,
            _ => wire::CLIENT_SECRET,
        };
        require(field, input, inputs, &mut problems);
    }
    if let Some(input) = assertion_input(step) {
        require(wire::CLIENT_ASSERTION, input, inputs, &mut problems);
    }
    headers.extend(request_id(inputs, &mut problems));
    params.extend(extra(inputs, &mut problems));
    control_characters(&used, inputs, &mut problems);

    let mut findings = checks::of_inputs(step, &used, inputs);
    findings.extend(step.checks.iter().filter_map(|check| check(inputs)));
    Draft { method: Method::Post, address, headers, params, problems, findings }
}

/// Two credentials are one problem, not a second one about an unused input.
fn is_second_credential(id: InputId, inputs: &Inputs) -> bool {
    matches!(id, InputId::ClientSecret | InputId::ClientAssertion)
        && inputs.has(InputId::ClientSecret)
        && inputs.has(InputId::ClientAssertion)
}

fn cloud(inputs: &Inputs, problems: &mut Vec<FieldProblem>) -> Cloud {
    inputs.cloud().unwrap_or_else(|| {
        let choices = CLOUDS.iter().map(|row| row.id).collect::<Vec<_>>().join(", ");
        let cause = ProblemCause::UnknownCloud { choices };
        problems.push(FieldProblem::at("cloud", InputId::Cloud, cause));
        Cloud::default()
    })
}

/// The chosen credential; without a choice, the one whose text is there, else
/// the first that the step offers.
fn credential(
    step: &Step,
    inputs: &Inputs,
    problems: &mut Vec<FieldProblem>,
) -> Option<Credential> {
    let offered = step.credentials();
    let first = offered.first().copied()?;
    if inputs.has(InputId::ClientSecret) && inputs.has(InputId::ClientAssertion) {
        let cause = ProblemCause::TwoCredentials;
        problems.push(FieldProblem::at(wire::CLIENT_SECRET, InputId::Credential, cause));
    }
    let chosen = inputs.plain(InputId::Credential);
    if chosen.is_empty() {
        let filled = offered.iter().find(|c| c.input().is_some_and(|input| inputs.has(input)));
        return Some(filled.copied().unwrap_or(first));
    }
    let credential = Credential::parse(chosen).filter(|credential| offered.contains(credential));
    if credential.is_none() {
        let choices = offered.iter().map(|c| c.id()).collect::<Vec<_>>().join(", ");
        let cause = ProblemCause::UnknownCredential { choices };
        problems.push(FieldProblem::at("credential", InputId::Credential, cause));
    }
    Some(credential.unwrap_or(first))
}

fn client_auth(step: &Step, credential: Option<Credential>, inputs: &Inputs) -> ClientAuth {
    if let Some(input) = assertion_input(step) {
        return ClientAuth::Assertion(secret_value(input, inputs), input);
    }
    match credential {
        Some(Credential::Secret) => {
            ClientAuth::SecretPost(secret_value(InputId::ClientSecret, inputs))
        }
        Some(Credential::SecretBasic) => {
            ClientAuth::SecretBasic(secret_value(InputId::ClientSecret, inputs))
        }
        Some(Credential::Certificate | Credential::Federated) => {
            let input = InputId::ClientAssertion;
            ClientAuth::Assertion(secret_value(input, inputs), input)
        }
        Some(Credential::None) | None => ClientAuth::None,
    }
}

fn assertion_input(step: &Step) -> Option<InputId> {
    step.params.iter().find_map(|row| match row {
        Row::AssertionFrom(input) => Some(*input),
        _ => None,
    })
}

fn secret_value(input: InputId, inputs: &Inputs) -> Value {
    inputs.secret(input).map_or(Value::Missing(input), |secret| Value::Secret(secret.clone()))
}

fn require(field: &'static str, input: InputId, inputs: &Inputs, problems: &mut Vec<FieldProblem>) {
    if !inputs.has(input) {
        let row = input.row();
        let cause = ProblemCause::Missing { label: row.label, hint: row.hint };
        problems.push(FieldProblem::at(field, input, cause));
    }
}

fn value(row: &ParamRow, inputs: &Inputs, cloud: Cloud, problems: &mut Vec<FieldProblem>) -> Value {
    match row.source {
        Source::Constant(text) => Value::Text(text.to_owned()),
        Source::ExchangeScope => match cloud.row().exchange_audience {
            Some(audience) => Value::Text(format!("{audience}{}", wire::DEFAULT_SCOPE_SUFFIX)),
            None => {
                let cause = ProblemCause::NoExchangeAudience;
                problems.push(FieldProblem::at(row.name, InputId::Cloud, cause));
                Value::Missing(InputId::Cloud)
            }
        },
        Source::Input(input) => {
            require(row.name, input, inputs, problems);
            match (inputs.secret(input), inputs.plain(input)) {
                (Some(secret), _) => Value::Secret(secret.clone()),
                (None, "") => Value::Missing(input),
                (None, text) => Value::Text(text.to_owned()),
            }
        }
    }
}

fn param(row: &ParamRow, value: Value) -> Param {
    let input = match row.source {
        Source::Input(input) => Some(input),
        Source::ExchangeScope => Some(InputId::Cloud),
        Source::Constant(_) => None,
    };
    Param {
        name: Cow::Borrowed(row.name),
        value,
        input,
        why: row.why,
        spec: row.spec,
        extra: false,
    }
}

fn request_id(inputs: &Inputs, problems: &mut Vec<FieldProblem>) -> Option<Header> {
    let text = inputs.plain(InputId::RequestId);
    if text.is_empty() {
        return None;
    }
    if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        let cause = ProblemCause::NotForHeader { label: InputId::RequestId.row().label };
        problems.push(FieldProblem::at(wire::CLIENT_REQUEST_ID, InputId::RequestId, cause));
    }
    Some(Header {
        name: wire::CLIENT_REQUEST_ID,
        value: Value::Text(text.to_owned()),
        input: Some(InputId::RequestId),
        why: "Entra repeats it as correlation_id, in answers and in its logs.",
    })
}

fn extra(inputs: &Inputs, problems: &mut Vec<FieldProblem>) -> Vec<Param> {
    let Some(lines) = inputs.secret(InputId::Extra) else { return Vec::new() };
    let mut params = Vec::new();
    for (at, line) in lines.expose().lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let Some((name, value)) = line.split_once('=').filter(|(name, _)| !name.is_empty()) else {
            let cause = ProblemCause::ExtraLine { line: at + 1 };
            problems.push(FieldProblem::at("", InputId::Extra, cause));
            continue;
        };
        let value = if wire::carries_a_secret(name) {
            Value::Secret(crate::secret::Secret::new(value.to_owned()))
        } else {
            Value::Text(value.to_owned())
        };
        params.push(Param {
            name: Cow::Owned(name.to_owned()),
            value,
            input: Some(InputId::Extra),
            why: "You added this parameter.",
            spec: spec::NONE,
            extra: true,
        });
    }
    params
}

fn control_characters(used: &[InputId], inputs: &Inputs, problems: &mut Vec<FieldProblem>) {
    for &id in used {
        let row = id.row();
        // The tenant has its own, stricter rule.
        if row.kind == InputKind::Tenant {
            continue;
        }
        let text = inputs.secret(id).map_or(inputs.plain(id), |secret| secret.expose());
        let lines = row.kind == InputKind::Lines;
        if text.chars().any(|c| c.is_control() && !(lines && matches!(c, '\n' | '\r'))) {
            let cause = ProblemCause::ControlCharacter { label: row.label };
            problems.push(FieldProblem::at("", id, cause));
        }
    }
}
