//! Builds requests from JSON: one object per line in, one per line out.
//!
//! ```text
//! in   {"flow":"agent-autonomous","step":"blueprint-token","inputs":{"tenant":"…","client_secret":"…"}}
//! out  {"method":"POST","url":"https://…","headers":[…],"query_params":[],"body_params":[…],"body":"…","findings":[…]}
//! or   {"problems":[{"field":"fmi_path","input":"agent_identity_id","code":"missing","message":"…"}]}
//! ```
//!
//! It prints secrets, because it is given them: it is for test data.

use std::io::{BufRead as _, Write as _};

use protocol::build::draft;
use protocol::checks;
use protocol::finding::Finding;
use protocol::flows::{Encoding, FlowId};
use protocol::inputs::{FieldProblem, InputId, Inputs};
use protocol::request::HttpRequest;
use protocol::{form, request::Draft};
use serde::Deserialize;
use serde_json::{Map, Value, json};

fn main() -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    // Bytes, not text: a line in another encoding is one more line to refuse.
    for line in std::io::stdin().lock().split(b'\n') {
        writeln!(out, "{}", answer(&line?))?;
    }
    Ok(())
}

#[derive(Deserialize)]
struct Order {
    flow: String,
    step: String,
    #[serde(default)]
    inputs: Map<String, Value>,
}

fn answer(line: &[u8]) -> Value {
    let order: Order = match serde_json::from_slice(line) {
        Ok(order) => order,
        Err(error) => {
            return refuse(
                "",
                "not-an-order",
                &format!("This line is not an object with flow, step and inputs: {error}."),
            );
        }
    };
    let Some(flow) = FlowId::parse(&order.flow) else {
        return refuse("flow", "flow-unknown", "There is no flow of this id.");
    };
    let Some((_, step)) = flow.step(&order.step) else {
        return refuse("step", "step-unknown", "This flow has no step of this id.");
    };
    let mut inputs = Inputs::default();
    let mut problems = Vec::new();
    for (name, value) in order.inputs {
        match (step.input_named(&name).or_else(|| InputId::parse(&name)), value) {
            (Some(id), Value::String(text)) => inputs.set(id, text),
            (Some(id), _) => problems.push(json!({
                "field": "", "input": id.name(), "code": "input-not-text",
                "message": "Inputs are strings.",
            })),
            (None, _) => problems.push(problem(&FieldProblem::unknown_input(&name))),
        }
    }
    let draft = draft(step, &inputs, None);
    problems.extend(draft.problems.iter().map(problem));
    match draft.finish() {
        Some(request) if problems.is_empty() => built(&draft, &request, &checks::of(step, &inputs)),
        _ => json!({ "problems": problems }),
    }
}

fn refuse(field: &str, code: &str, message: &str) -> Value {
    json!({ "problems": [{ "field": field, "input": null, "code": code, "message": message }] })
}

fn problem(problem: &FieldProblem) -> Value {
    json!({
        "field": problem.field,
        "input": problem.input_name,
        "code": problem.cause.code(),
        "message": problem.cause.to_string(),
    })
}

fn built(draft: &Draft, request: &HttpRequest, findings: &[Finding]) -> Value {
    let headers: Vec<_> =
        request.headers.iter().map(|(name, value)| json!([name, value.expose()])).collect();
    let url = &request.url;
    let form = draft.encoding == Encoding::Form;
    json!({
        "method": request.method.as_str(),
        "url": format!("{}{}", url.origin, url.path),
        "headers": headers,
        "query_params": pairs(&url.query),
        "body_params": if form { pairs(request.body.expose()) } else { Vec::new() },
        "body": request.body.expose(),
        "findings": findings,
    })
}

fn pairs(encoded: &str) -> Vec<Value> {
    form::decode(encoded).iter().map(|(name, value)| json!([name, value.expose()])).collect()
}
