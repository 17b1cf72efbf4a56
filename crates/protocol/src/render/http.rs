//! The message as it goes over the wire: RFC 9112, without the headers that
//! every client adds on its own (`Host`, `Content-Length`).

use super::{Line, Mark, Reveal, address, encoded, masked, missing};
use crate::form::Value;
use crate::request::Draft;

pub(super) fn lines(draft: &Draft, reveal: Reveal) -> Vec<Line> {
    let mut first = Line::of(Mark::Method, draft.method.as_str());
    first.push(Mark::Plain, " ");
    address(&mut first, &draft.address);
    let mut lines = vec![first];
    for header in &draft.headers {
        let mut line = Line::of_header(header);
        line.push(Mark::Name, header.name);
        line.push(Mark::Plain, ": ");
        value(&mut line, header.name, &header.value, reveal, ToOwned::to_owned);
        lines.push(line);
    }
    lines.push(Line::default());
    for (at, param) in draft.params.iter().enumerate() {
        let mut line = Line::of_param(param);
        if at > 0 {
            line.push(Mark::Plain, "&");
        }
        line.push(Mark::Name, encoded(&param.name));
        line.push(Mark::Plain, "=");
        value(&mut line, &param.name, &param.value, reveal, encoded);
        line.joined = true;
        lines.push(line);
    }
    lines
}

fn value(line: &mut Line, name: &str, value: &Value, reveal: Reveal, write: fn(&str) -> String) {
    match value {
        Value::Text(text) => line.push(Mark::Value, write(text)),
        Value::Secret(secret) if reveal == Reveal::Yes => {
            line.push(Mark::Value, write(secret.expose()));
        }
        Value::Secret(secret) => {
            line.push(Mark::Masked, masked(name, line.input, secret.expose().chars().count()));
        }
        Value::Missing(input) => line.push(Mark::Missing, missing(*input)),
    }
}
