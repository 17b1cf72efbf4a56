//! A Python program with the library requests, or with MSAL where it has the
//! call. Pairs are sent in order; requests encodes them.

use super::expression::{
    Expression, Prefixed, address, answer_name, asked, form, header, json_body, origin, param,
    pointer, quoted,
};
use super::{EXTRA, Options, Part, TILDE, add, heading, msal};
use crate::flows::{Answer, Encoding, Flow, Travel};
use crate::inputs::InputId;
use crate::render::Reveal;

/// Sends a request, and stops with what the server says when it refuses.
const SEND: &str = r#"

def send(method, url, **request):
    response = requests.request(method, url, allow_redirects=False, timeout=60, **request)
    if not response.ok:
        sys.exit(f"{response.status_code} {response.text}")
    return response.json() if response.content else {}
"#;

/// The same, and asks again while the person has not answered (RFC 8628 3.5).
const SEND_WAITING: &str = r#"

def send(method, url, **request):
    while True:
        response = requests.request(method, url, allow_redirects=False, timeout=60, **request)
        if "authorization_pending" not in response.text and "slow_down" not in response.text:
            break
        time.sleep(5)
    if not response.ok:
        sys.exit(f"{response.status_code} {response.text}")
    return response.json() if response.content else {}
"#;

const ASK: &str = r#"

def ask(name):
    return os.environ.get(name) or getpass.getpass(name + ": ")
"#;

/// As a browser writes a form: the very bytes of the page.
const FORM: &str = r#"

def form(*pairs):
    return urlencode(pairs, safe="*").replace("~", "%7E")
"#;

pub(super) fn text(flow: &Flow, parts: &[Part<'_>], options: Options, with_msal: bool) -> String {
    let reveal = options.reveal;
    let mut body = String::new();
    let mut known: Vec<String> = Vec::new();
    let mut msal = false;
    let mut printed = None;
    for (at, part) in parts.iter().enumerate() {
        body += "\n";
        for line in [part.step.title, part.step.purpose] {
            add(&mut body, &["# ", line, "\n"]);
        }
        for name in asked(parts, at, reveal) {
            if !known.contains(&name) {
                add(&mut body, &[&*name, " = ask(\"", &name, "\")\n"]);
                known.push(name);
            }
        }
        if part.travel == Travel::Navigation {
            let url = concat(&address(parts, at, reveal), parts);
            add(&mut body, &["webbrowser.open(", &url, ")\n"]);
            continue;
        }
        let call = if with_msal { msal::call(parts, at, reveal) } else { None };
        msal |= call.is_some();
        printed = Some(answer_name(parts, at));
        body += &call.unwrap_or_else(|| send(parts, at, reveal));
        if part.step.answer() == Answer::DeviceAuthorization {
            add(&mut body, &["print(", &answer_name(parts, at), "[\"message\"])\n"]);
        }
    }
    if let Some(name) = printed {
        add(&mut body, &["\nprint(", &name, ")\n"]);
    }

    // What the program takes follows from what it says.
    let uses = |word: &str| body.contains(word);
    let mut text = heading(
        flow,
        options,
        "#",
        if msal {
            "pip install msal requests; MSAL adds parameters and headers of its own."
        } else {
            "pip install requests"
        },
    );
    if uses("    data=[\n") {
        add(&mut text, &["# ", TILDE, "\n"]);
    }
    text.push('\n');
    let waits = waits(parts);
    for (import, wanted) in [
        ("base64", uses("base64.b64encode")),
        ("getpass", uses(" = ask(\"")),
        ("json", uses("json.dumps(")),
        ("os", uses(" = ask(\"") || uses("os.environ")),
        ("sys", true),
        ("time", waits && uses(" = send(")),
        ("webbrowser", uses("webbrowser.open(")),
    ] {
        if wanted {
            add(&mut text, &["import ", import, "\n"]);
        }
    }
    if uses("=form(") {
        text += "from urllib.parse import urlencode\n";
    }
    if uses("quote_plus(") {
        text += "from urllib.parse import quote_plus\n";
    }
    text.push('\n');
    if msal {
        text += "import msal\n";
    }
    if uses(" = send(") {
        text += "import requests\n";
        text += if waits { SEND_WAITING } else { SEND };
    }
    if msal {
        text += msal::TOKEN;
    }
    if uses(" = ask(\"") {
        text += ASK;
    }
    if uses("=form(") {
        text += FORM;
    }
    text + "\n" + &body
}

/// Whether a request is repeated until a person has answered.
fn waits(parts: &[Part<'_>]) -> bool {
    parts.iter().any(|part| part.draft.params.iter().any(|p| p.input == Some(InputId::DeviceCode)))
}

fn send(parts: &[Part<'_>], at: usize, reveal: Reveal) -> String {
    let Some(Part { draft, .. }) = parts.get(at) else { return String::new() };
    let url = concat(&address(parts, at, reveal), parts);
    let name = answer_name(parts, at);
    let mut text =
        [&*name, " = send(\n    \"", draft.method.as_str(), "\",\n    ", &url, ",\n"].concat();
    text += "    headers={\n";
    let origin = origin(parts, at).map(|origin| ("Origin", Prefixed("", origin)));
    let headers = draft.headers.iter().map(|found| (found.name, header(parts, at, found, reveal)));
    for (name, Prefixed(prefix, value)) in headers.chain(origin) {
        let value = if prefix.is_empty() {
            write(&value, parts)
        } else {
            [&quoted(prefix), " + ", &write(&value, parts)].concat()
        };
        add(&mut text, &["        \"", name, "\": ", &value, ",\n"]);
    }
    text += "    },\n";
    match draft.encoding {
        Encoding::Query => {}
        Encoding::Form => {
            let (open, close) = match reveal {
                Reveal::Yes => ("    data=form(\n", "    ),\n"),
                Reveal::No => ("    data=[\n", "    ],\n"),
            };
            text += open;
            for found in form(draft) {
                let value = write(&param(parts, at, found, reveal), parts);
                let mark = if found.extra { ["  # ", EXTRA].concat() } else { String::new() };
                text +=
                    &["        (", &quoted(&found.name), ", ", &value, "),", &mark, "\n"].concat();
            }
            text += close;
        }
        Encoding::Json => {
            let pieces = json_body(parts, at, reveal);
            let whole = pieces.len() == 1;
            let body: Vec<_> = pieces
                .iter()
                .map(|piece| match piece {
                    Expression::Text(text) => lines(text),
                    other if whole => write(other, parts),
                    other => ["json.dumps(", &write(other, parts), ")"].concat(),
                })
                .collect();
            let body = body.join("\n        + ");
            add(&mut text, &["    data=(\n        ", &body, "\n    ).encode(),\n"]);
        }
    }
    text + ")\n"
}

/// A text of several lines, a literal each.
fn lines(text: &str) -> String {
    let lines: Vec<_> = text.split_inclusive('\n').map(quoted).collect();
    lines.join("\n        ")
}

/// Several pieces as one expression.
pub(super) fn concat(pieces: &[Expression<'_>], parts: &[Part<'_>]) -> String {
    let pieces: Vec<_> = pieces.iter().map(|piece| write(piece, parts)).collect();
    pieces.join(" + ")
}

/// A value as an expression of Python.
pub(super) fn write(value: &Expression<'_>, parts: &[Part<'_>]) -> String {
    match value {
        Expression::Text(text) => quoted(text),
        Expression::Ask(name) => name.clone(),
        Expression::Environment(name) => ["os.environ[\"", name, "\"]"].concat(),
        Expression::Basic(id, secret) => [
            "base64.b64encode((",
            &quoted(&crate::form::encode(id)),
            " + \":\" + quote_plus(",
            secret,
            ")).encode()).decode()",
        ]
        .concat(),
        Expression::Answer(part, member) => {
            let mut text = answer_name(parts, *part);
            for (key, counts) in pointer(member) {
                text +=
                    &if counts { ["[", key, "]"].concat() } else { ["[\"", key, "\"]"].concat() };
            }
            text
        }
    }
}
