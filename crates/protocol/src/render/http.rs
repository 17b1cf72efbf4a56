//! The message as it goes over the wire: RFC 9112, without the headers that
//! every client adds on its own (`Host`, `Content-Length`).

use super::{Line, Mark, Reveal, address, is_bearer, json_lines, masked, missing, pair};
use crate::flows::Encoding;
use crate::form::Value;
use crate::request::Draft;

pub(super) fn lines(draft: &Draft, reveal: Reveal) -> Vec<Line> {
    let mut first = Line::of(Mark::Method, draft.method.as_str());
    first.push(Mark::Plain, " ");
    address(&mut first, draft);
    let mut lines = vec![first];
    super::query(&mut lines, draft, reveal);
    for (at, header) in draft.headers.iter().enumerate() {
        let mut line = Line::of_header(draft, at, header);
        line.push(Mark::Name, header.name);
        line.push(Mark::Plain, ": ");
        value(&mut line, header.name, &header.value, reveal, ToOwned::to_owned);
        lines.push(line);
    }
    if draft.encoding == Encoding::Query {
        return lines;
    }
    lines.push(Line::default());
    if draft.encoding == Encoding::Json {
        lines.extend(json_lines(draft));
        return lines;
    }
    for (at, param) in draft.params.iter().enumerate() {
        let mut line = Line::of_param(draft, at, param);
        if at > 0 {
            line.push(Mark::Plain, "&");
        }
        pair(&mut line, param, reveal, super::encoded);
        line.joined = true;
        lines.push(line);
    }
    lines
}

pub(super) fn value(
    line: &mut Line,
    name: &str,
    value: &Value,
    reveal: Reveal,
    write: fn(&str) -> String,
) {
    match value {
        Value::Secret(secret) if reveal == Reveal::No => {
            let secret = secret.expose();
            let hidden = secret.strip_prefix("Bearer ").unwrap_or(secret);
            if hidden.len() < secret.len() {
                line.push(Mark::Plain, "Bearer ");
            }
            line.push(Mark::Masked, masked(name, line.input, hidden.chars().count()));
        }
        Value::Missing(input) if is_bearer(*input) => {
            line.push(Mark::Plain, "Bearer ");
            line.push(Mark::Missing, missing(*input));
        }
        Value::Missing(input) => line.push(Mark::Missing, missing(*input)),
        value => line.push(Mark::Value, write(value.text().unwrap_or_default())),
    }
}
