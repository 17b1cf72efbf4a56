//! A program for Node 18 or later. `URLSearchParams` encodes as the page does, to
//! the byte.

use super::expression::{
    Expression, Prefixed, address, asked, form, header, json_body, origin, param, pointer, quoted,
};
use super::{EXTRA, Options, Part, add, heading};
use crate::flows::{Answer, Encoding, Flow, Travel};
use crate::inputs::InputId;
use crate::render::{Reveal, camel_case};

const SEND: &str = r#"
const send = async (method, url, request) => {
  const response = await fetch(url, { method, redirect: "manual", ...request });
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} ${text}`);
  return text ? JSON.parse(text) : {};
};
"#;

/// The same, and asks again while the person has not answered (RFC 8628 3.5).
const SEND_WAITING: &str = r#"
const send = async (method, url, request) => {
  for (;;) {
    const response = await fetch(url, { method, redirect: "manual", ...request });
    const text = await response.text();
    if (response.ok) return text ? JSON.parse(text) : {};
    if (!/authorization_pending|slow_down/.test(text)) throw new Error(`${response.status} ${text}`);
    await new Promise((later) => setTimeout(later, 5000));
  }
};
"#;

const ASK: &str = r#"
const ask = (name) => {
  if (!process.env[name]) throw new Error(`Set ${name} in the environment.`);
  return process.env[name];
};
"#;

pub(super) fn text(flow: &Flow, parts: &[Part<'_>], options: Options) -> String {
    let reveal = options.reveal;
    let waits = parts
        .iter()
        .any(|part| part.draft.params.iter().any(|p| p.input == Some(InputId::DeviceCode)));
    let mut text =
        heading(flow, options, "//", "Node 18 or later: Entra's token endpoint answers no page.");
    text += if waits { SEND_WAITING } else { SEND };
    text += ASK;
    let mut known: Vec<String> = Vec::new();
    let mut printed = None;
    for (at, part) in parts.iter().enumerate() {
        text += "\n";
        for line in [part.step.title, part.step.purpose] {
            add(&mut text, &["// ", line, "\n"]);
        }
        if part.travel == Travel::Navigation {
            text += &ask(parts, at, reveal, &mut known);
            let url = concat(&address(parts, at, reveal), parts);
            add(&mut text, &["console.log(\"Open this address:\", ", &url, ");\n"]);
            continue;
        }
        text += &ask(parts, at, reveal, &mut known);
        text += &send(parts, at, reveal);
        if part.step.answer() == Answer::DeviceAuthorization {
            add(&mut text, &["console.log(", &answer_name(parts, at), ".message);\n"]);
        }
        printed = Some(answer_name(parts, at));
    }
    if let Some(name) = printed {
        add(&mut text, &["\nconsole.log(", &name, ");\n"]);
    }
    text
}

fn ask(parts: &[Part<'_>], at: usize, reveal: Reveal, known: &mut Vec<String>) -> String {
    let mut text = String::new();
    for name in asked(parts, at, reveal) {
        if !known.contains(&name) {
            add(&mut text, &["const ", &*name, " = ask(\"", &name, "\");\n"]);
            known.push(name);
        }
    }
    text
}

fn send(parts: &[Part<'_>], at: usize, reveal: Reveal) -> String {
    let Some(Part { draft, .. }) = parts.get(at) else { return String::new() };
    let url = concat(&address(parts, at, reveal), parts);
    let mut text = ["const ", &*answer_name(parts, at), " = await send("].concat();
    add(&mut text, &["\"", draft.method.as_str(), "\", ", &url, ", {\n  headers: {\n"]);
    let origin = origin(parts, at).map(|origin| ("Origin", Prefixed("", origin)));
    let headers = draft.headers.iter().map(|found| (found.name, header(parts, at, found, reveal)));
    for (name, Prefixed(prefix, value)) in headers.chain(origin) {
        let value = if prefix.is_empty() {
            write(&value, parts)
        } else {
            [&quoted(prefix), " + ", &write(&value, parts)].concat()
        };
        add(&mut text, &["    \"", name, "\": ", &value, ",\n"]);
    }
    text += "  },\n";
    match draft.encoding {
        Encoding::Query => {}
        Encoding::Form => {
            text += "  body: new URLSearchParams([\n";
            for found in form(draft) {
                let value = write(&param(parts, at, found, reveal), parts);
                let mark = if found.extra { [" // ", EXTRA].concat() } else { String::new() };
                add(&mut text, &["    [", &quoted(&found.name), ", ", &value, "],", &mark, "\n"]);
            }
            text += "  ]),\n";
        }
        Encoding::Json => {
            let pieces = json_body(parts, at, reveal);
            let whole = pieces.len() == 1;
            let body: Vec<_> = pieces
                .iter()
                .map(|piece| match piece {
                    Expression::Text(text) => {
                        let lines: Vec<_> = text.split_inclusive('\n').map(quoted).collect();
                        lines.join(" +\n    ")
                    }
                    other if whole => write(other, parts),
                    other => ["JSON.stringify(", &write(other, parts), ")"].concat(),
                })
                .collect();
            add(&mut text, &["  body:\n    ", &body.join(" +\n    "), ",\n"]);
        }
    }
    text + "});\n"
}

fn answer_name(parts: &[Part<'_>], at: usize) -> String {
    parts.get(at).map(|part| camel_case(part.step.id)).unwrap_or_default()
}

fn concat(pieces: &[Expression<'_>], parts: &[Part<'_>]) -> String {
    let pieces: Vec<_> = pieces.iter().map(|piece| write(piece, parts)).collect();
    pieces.join(" + ")
}

fn write(value: &Expression<'_>, parts: &[Part<'_>]) -> String {
    match value {
        Expression::Text(text) => quoted(text),
        Expression::Ask(name) => name.clone(),
        Expression::Environment(name) => ["process.env.", name].concat(),
        Expression::Basic(id, secret) => [
            "btoa(",
            &quoted(&[&**crate::form::encode(id), ":"].concat()),
            " + new URLSearchParams([[\"\", ",
            secret,
            "]]).toString().slice(1))",
        ]
        .concat(),
        Expression::Answer(part, member) => {
            let mut text = answer_name(parts, *part);
            for (key, counts) in pointer(member) {
                text += &if counts { ["[", key, "]"].concat() } else { [".", key].concat() };
            }
            text
        }
    }
}
