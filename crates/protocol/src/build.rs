//! From a step and its inputs to a draft: the same walk over the step's rows
//! for every flow.

mod address;
mod value;

use std::borrow::Cow;

use crate::client_auth::{ClientAuth, Credential};
use crate::endpoint::{Authority, CLOUDS, Cloud, EndpointKind};
use crate::flows::{Encoding, ParamRow, Place, Row, Source, Step};
use crate::form::{Param, Value};
use crate::inputs::{FieldProblem, InputId, InputKind, Inputs, ProblemCause};
use crate::reason::Reason;
use crate::request::{Draft, Header, Method};
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
    check_credential(step, inputs, &mut problems);
    let credential = step.credential(inputs);
    let used = step.inputs(inputs);
    for id in inputs.ids() {
        if !used.contains(&id) && !is_second_credential(step, id, inputs) {
            let cause = ProblemCause::NotUsed { name: id.name().to_owned() };
            problems.push(FieldProblem::at("", id, cause));
        }
    }
    choices(&used, inputs, &mut problems);
    let mut query = Vec::new();
    let address = address::of(step, inputs, cloud, authority, &mut query, &mut problems);

    let auth = client_auth(step, credential, inputs);
    let mut headers = Vec::new();
    let mut params = Vec::new();
    for row in step.params {
        match row {
            Row::ClientId(row) => {
                let Some(value) = value::of(row, inputs, cloud, &mut problems) else { continue };
                headers.extend(auth.header(&value, first_input(row)));
                if auth.client_id_in_body() {
                    params.push(param(row, value, inputs));
                }
            }
            Row::Param(row) => {
                let applies = (row.when)(inputs);
                let value = applies.then(|| value::of(row, inputs, cloud, &mut problems)).flatten();
                params.extend(value.map(|value| param(row, value, inputs)));
            }
            Row::Query(row) => {
                let value = value::of(row, inputs, cloud, &mut problems);
                query.extend(value.map(|value| param(row, value, inputs)));
            }
            Row::Header(row) => {
                let value = value::of(row, inputs, cloud, &mut problems);
                headers.extend(value.map(|value| header(row, value, inputs)));
            }
            Row::Decides(_) => {}
            Row::ChosenCredential(..) | Row::CredentialOfPlatform(..) | Row::AssertionFrom(_) => {
                auth.add_params(&mut params)
            }
        }
    }
    if let (Some(proof), Some(credential)) = (step.proof(), credential)
        && let Some(input) = credential.input(proof)
    {
        let field = match auth {
            ClientAuth::Assertion(..) => wire::CLIENT_ASSERTION,
            _ => wire::CLIENT_SECRET,
        };
        value::require(field, input, inputs, &mut problems);
    }
    if let Some(input) = assertion_input(step) {
        value::require(wire::CLIENT_ASSERTION, input, inputs, &mut problems);
    }
    if step.place == Place::Entra(EndpointKind::Authorize) {
        params.extend(request_id(inputs).map(in_address));
    } else {
        headers.extend(request_id(inputs));
    }
    // A JSON body has no place for further parameters.
    let further = extra(inputs, &mut problems);
    if step.encoding() == Encoding::Json { &mut query } else { &mut params }.extend(further);
    control_characters(&used, inputs, &mut problems);
    header_characters(&headers, &mut problems);

    let mut method = step.method;
    let mut encoding = step.encoding();
    if step.place == Place::Chosen {
        method = Method::parse(inputs.plain(InputId::Method)).unwrap_or(method);
    }
    if encoding == Encoding::Query {
        query.append(&mut params);
    } else if params.is_empty() {
        encoding = Encoding::Query;
    }
    headers.splice(0..0, content_type(encoding));

    Draft { method, address, headers, query, encoding, params, problems }
}

fn content_type(encoding: Encoding) -> Option<Header> {
    let (value, reason) = match encoding {
        Encoding::Query => return None,
        Encoding::Form => {
            (wire::FORM_URLENCODED, Reason::own("Token requests are forms, never JSON."))
        }
        Encoding::Json => (wire::JSON, Reason::own("The body is JSON.")),
    };
    let value = Value::Text(value.to_owned());
    Some(Header { name: wire::CONTENT_TYPE, value, input: None, reason })
}

/// Two credentials are one problem, not a second one about an unused input.
fn is_second_credential(step: &Step, id: InputId, inputs: &Inputs) -> bool {
    step.proof().is_some_and(|proof| {
        (id == proof.secret || id == proof.assertion)
            && inputs.has(proof.secret)
            && inputs.has(proof.assertion)
    })
}

fn cloud(inputs: &Inputs, problems: &mut Vec<FieldProblem>) -> Cloud {
    inputs.cloud().unwrap_or_else(|| {
        let choices = CLOUDS.iter().map(|row| row.id).collect::<Vec<_>>().join(", ");
        let cause = ProblemCause::UnknownCloud { choices };
        problems.push(FieldProblem::at("cloud", InputId::Cloud, cause));
        Cloud::default()
    })
}

fn check_credential(step: &Step, inputs: &Inputs, problems: &mut Vec<FieldProblem>) {
    let Some(proof) = step.proof() else { return };
    if inputs.has(proof.secret) && inputs.has(proof.assertion) {
        let cause = ProblemCause::TwoCredentials;
        problems.push(FieldProblem::at(wire::CLIENT_SECRET, proof.credential, cause));
    }
    let chosen = inputs.plain(proof.credential);
    let offered = step.credentials(inputs);
    if !chosen.is_empty() && !offered.iter().any(|credential| credential.id() == chosen) {
        let choices = offered.iter().map(|c| c.id()).collect::<Vec<_>>().join(", ");
        let cause = ProblemCause::UnknownCredential { choices };
        problems.push(FieldProblem::at("credential", proof.credential, cause));
    }
}

fn choices(used: &[InputId], inputs: &Inputs, problems: &mut Vec<FieldProblem>) {
    for &id in used {
        let row = id.row();
        let InputKind::Choice(offered) = row.kind else { continue };
        let chosen = inputs.plain(id);
        if !chosen.is_empty() && !offered.iter().any(|choice| choice.value == chosen) {
            let values: Vec<_> =
                offered.iter().map(|choice| choice.value).filter(|v| !v.is_empty()).collect();
            let cause =
                ProblemCause::UnknownChoice { label: row.label, choices: values.join(", ") };
            problems.push(FieldProblem::at(row.name, id, cause));
        }
    }
}

fn client_auth(step: &Step, credential: Option<Credential>, inputs: &Inputs) -> ClientAuth {
    if let Some(input) = assertion_input(step) {
        return ClientAuth::Assertion(value::secret(input, inputs), input);
    }
    let (Some(credential), Some(proof)) = (credential, step.proof()) else {
        return ClientAuth::None;
    };
    match credential {
        Credential::Secret => {
            ClientAuth::SecretPost(value::secret(proof.secret, inputs), proof.secret)
        }
        Credential::SecretBasic => {
            ClientAuth::SecretBasic(value::secret(proof.secret, inputs), proof.secret)
        }
        Credential::Certificate | Credential::Federated => {
            ClientAuth::Assertion(value::secret(proof.assertion, inputs), proof.assertion)
        }
        Credential::None => ClientAuth::None,
    }
}

fn assertion_input(step: &Step) -> Option<InputId> {
    step.params.iter().find_map(|row| match row {
        Row::AssertionFrom(input) => Some(*input),
        _ => None,
    })
}

fn first_input(row: &ParamRow) -> InputId {
    row.source.inputs().first().copied().unwrap_or(InputId::ClientId)
}

/// The input to mark beside a value: the first that has a text.
fn input_of(row: &ParamRow, inputs: &Inputs) -> Option<InputId> {
    let of_row = row.source.inputs();
    let filled = of_row.iter().find(|input| inputs.has(**input));
    filled.filter(|_| matches!(row.source, Source::Derived(_))).or(of_row.first()).copied()
}

fn param(row: &ParamRow, value: Value, inputs: &Inputs) -> Param {
    Param {
        name: Cow::Borrowed(row.name),
        value,
        input: input_of(row, inputs),
        reason: row.reason,
        extra: false,
    }
}

fn header(row: &ParamRow, value: Value, inputs: &Inputs) -> Header {
    Header { name: row.name, value, input: input_of(row, inputs), reason: row.reason }
}

fn request_id(inputs: &Inputs) -> Option<Header> {
    let text = inputs.plain(InputId::RequestId);
    (!text.is_empty()).then(|| Header {
        name: wire::CLIENT_REQUEST_ID,
        value: Value::Text(text.to_owned()),
        input: Some(InputId::RequestId),
        reason: Reason::own("Entra repeats it as correlation_id, in answers and in its logs."),
    })
}

/// A browser that goes somewhere sends no headers of ours.
fn in_address(header: Header) -> Param {
    Param {
        name: Cow::Borrowed(header.name),
        value: header.value,
        input: header.input,
        reason: header.reason,
        extra: false,
    }
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
        if line.contains(char::is_control) {
            let cause = ProblemCause::ControlCharacter { label: InputId::Extra.row().label };
            problems.push(FieldProblem::at("", InputId::Extra, cause));
            continue;
        }
        let value = if wire::carries_a_secret(name) {
            Value::Secret(crate::secret::Secret::new(value.to_owned()))
        } else {
            Value::Text(value.to_owned())
        };
        params.push(Param {
            name: Cow::Owned(name.to_owned()),
            value,
            input: Some(InputId::Extra),
            reason: Reason::own("You added this parameter."),
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
        let lines = row.kind.has_lines();
        if text.chars().any(|c| c.is_control() && !(lines && matches!(c, '\n' | '\r' | '\t'))) {
            let cause = ProblemCause::ControlCharacter { label: row.label };
            problems.push(FieldProblem::at("", id, cause));
        }
    }
}

/// A browser takes no header with other characters.
fn header_characters(headers: &[Header], problems: &mut Vec<FieldProblem>) {
    for header in headers {
        let (Some(text), Some(input)) = (header.value.text(), header.input) else { continue };
        if !text.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ') {
            let cause = ProblemCause::NotForHeader { label: input.row().label };
            problems.push(FieldProblem::at(header.name, input, cause));
        }
    }
}
