//! A program for Node 18 or later. `URLSearchParams` encodes as the page does, to
//! the byte.

use super::program::{Syntax, body, waits};
use super::{Options, Part, add, heading};
use crate::flows::Flow;
use crate::render::camel_case;

static SYNTAX: Syntax = Syntax {
    comment: "// ",
    name: camel_case,
    ask: ["const ", " = ask(\"", "\");\n"],
    call: ["const ", " = await send(\"", "\", ", ", {\n  headers: {\n"],
    header: ["    \"", "\": ", ",\n"],
    ends: ["  },\n", "});\n"],
    form: [["  body: new URLSearchParams([\n", "  ]),\n"]; 2],
    pair: ["    [", ", ", "],"],
    remark: " // ",
    json: ["  body:\n    ", " +\n    ", ",\n"],
    json_line: " +\n    ",
    json_value: "JSON.stringify(",
    environment: ["process.env.", ""],
    basic: ["btoa(", " + new URLSearchParams([[\"\", ", "]]).toString().slice(1))"],
    member: [".", ""],
    open: ["console.log(\"Open this address:\", ", ");\n"],
    message: ["console.log(", ".message);\n"],
    print: ["\nconsole.log(", ");\n"],
};

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
    let mut text =
        heading(flow, options, "//", "Node 18 or later: Entra's token endpoint answers no page.");
    let send = if waits(parts) { SEND_WAITING } else { SEND };
    add(&mut text, &[send, ASK, &body(&SYNTAX, parts, options.reveal, false)]);
    text
}
