//! A Bruno collection: a file a request. Answers are handed on as variables, and
//! secrets come from a file `.env`, which Bruno never exports.

use super::expression::{
    Expression, Prefixed, address, answer_name, asked, form, header, json_body, origin, param,
};
use super::http_file::{json, path};
use super::{EXTRA, File, Options, Part, SIMULATED, add};
use crate::flows::{Encoding, Flow, Travel};
use crate::json::quoted;

pub(super) fn files(flow: &Flow, parts: &[Part<'_>], options: Options) -> Vec<File> {
    let name = quoted(flow.heading);
    let mut files = vec![File {
        name: "bruno.json".to_owned(),
        text: ["{ \"version\": \"1\", \"type\": \"collection\", \"name\": ", &name, " }\n"]
            .concat(),
    }];
    for (at, part) in parts.iter().enumerate() {
        let number = (at + 1).to_string();
        let title = part.step.title.replace(['/', '\\', ':'], " ");
        files.push(File {
            name: [&*number, " ", &title, ".bru"].concat(),
            text: file(parts, at, &number, options),
        });
    }
    files
}

fn file(parts: &[Part<'_>], at: usize, number: &str, options: Options) -> String {
    let Some(part) = parts.get(at) else { return String::new() };
    let (draft, reveal) = (part.draft, options.reveal);
    let mut odd = Odd::default();
    let url: String = address(parts, at, reveal).iter().map(|piece| write(piece, parts)).collect();
    let body = match draft.encoding {
        Encoding::Query => "none",
        Encoding::Form => "formUrlEncoded",
        Encoding::Json => "json",
    };
    let method = draft.method.as_str().to_ascii_lowercase();
    let mut text =
        ["meta {\n  name: ", part.step.title, "\n  type: http\n  seq: ", number].concat();
    add(&mut text, &["\n}\n\n", &method, " {\n  url: ", &url, "\n  body: ", body, "\n"]);
    let mut basic = None;
    let mut headers = String::new();
    let origin = origin(parts, at).map(|origin| ("Origin", Prefixed("", origin)));
    let found = draft.headers.iter().map(|found| (found.name, header(parts, at, found, reveal)));
    for (name, Prefixed(prefix, value)) in found.chain(origin) {
        match value {
            Expression::Basic(id, secret) => basic = Some((id, secret)),
            value => {
                let value = odd.write(&value, parts);
                add(&mut headers, &["  ", name, ": ", prefix, &value, "\n"]);
            }
        }
    }
    text += if basic.is_some() { "  auth: basic\n}\n" } else { "  auth: none\n}\n" };
    add(&mut text, &["\nheaders {\n", &headers, "}\n"]);
    if let Some((id, secret)) = basic {
        add(&mut text, &["\nauth:basic {\n  username: ", &*id, "\n  password: "]);
        add(&mut text, &["{{process.env.", &*secret, "}}\n}\n"]);
    }
    match draft.encoding {
        Encoding::Query => {}
        Encoding::Form => {
            text += "\nbody:form-urlencoded {\n";
            for found in form(draft) {
                let value = odd.write(&param(parts, at, found, reveal), parts);
                add(&mut text, &["  ", &key(&found.name), ": ", &value, "\n"]);
            }
            text += "}\n";
        }
        Encoding::Json => {
            let body = json(&json_body(parts, at, reveal), |piece| write(piece, parts));
            add(&mut text, &["\nbody:json {\n  ", &body.replace('\n', "\n  "), "\n}\n"]);
        }
    }
    if !odd.script.is_empty() {
        add(&mut text, &["\nscript:pre-request {\n", &odd.script, "}\n"]);
    }
    if part.travel != Travel::Navigation {
        let mut results = String::new();
        for made in part.step.makes.iter().filter(|made| !made.member.is_empty()) {
            let name = variable(parts, at, made.member);
            let value = ["res.body", &path(made.member)].concat();
            add(&mut results, &["  bru.setVar(\"", &*name, "\", ", &value, ");\n"]);
        }
        if !results.is_empty() {
            // A script and no `vars:post-response`: Bruno's command line has not
            // loaded what reads those when the first answer is there.
            add(&mut text, &["\nscript:post-response {\n", &results, "}\n"]);
            text += "\nassert {\n  res.status: lt 300\n}\n";
        }
    }
    add(&mut text, &["\ndocs {\n  ", part.step.purpose, "\n"]);
    if options.simulated {
        add(&mut text, &["  ", SIMULATED, "\n"]);
    }
    if part.travel == Travel::Navigation {
        text += "  Open this address in a browser.\n";
    }
    let names = asked(parts, at, reveal);
    if !names.is_empty() {
        add(&mut text, &["  Set in a file .env beside bruno.json: ", &names.join(", "), "\n"]);
    }
    for found in draft.params.iter().chain(&draft.query).filter(|found| found.extra) {
        add(&mut text, &["  ", &quoted(&found.name), ": ", EXTRA, "\n"]);
    }
    text + "}\n"
}

/// The name of a pair; one that the format would misread stands in quotes.
fn key(name: &str) -> String {
    if name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte)) {
        name.to_owned()
    } else {
        ["\"", &name.replace('"', "\\\""), "\""].concat()
    }
}

/// Values that the format cannot hold, as variables that a script sets.
#[derive(Default)]
struct Odd {
    script: String,
    count: usize,
}

impl Odd {
    fn write(&mut self, value: &Expression<'_>, parts: &[Part<'_>]) -> String {
        let text = match value {
            Expression::Text(text) => &**text,
            other => return write(other, parts),
        };
        let fits = !text.starts_with(['\'', '[', '"'])
            && !text.contains("{{")
            && text.trim() == text
            && !text.chars().any(char::is_control);
        if fits {
            return text.to_owned();
        }
        self.count += 1;
        let name = ["odd_", &self.count.to_string()].concat();
        let literal = super::expression::quoted(text).replace("{{", "{\\u007b");
        add(&mut self.script, &["  bru.setVar(\"", &*name, "\", ", &literal, ");\n"]);
        ["{{", &*name, "}}"].concat()
    }
}

fn write(value: &Expression<'_>, parts: &[Part<'_>]) -> String {
    match value {
        Expression::Text(text) => text.to_string(),
        Expression::Environment(name) => ["{{process.env.", *name, "}}"].concat(),
        Expression::Ask(name) | Expression::Basic(_, name) => {
            ["{{process.env.", name, "}}"].concat()
        }
        Expression::Answer(part, member) => ["{{", &variable(parts, *part, member), "}}"].concat(),
    }
}

/// The variable for a member of an answer.
fn variable(parts: &[Part<'_>], at: usize, member: &str) -> String {
    [&*answer_name(parts, at), "_", &member.replace('/', "_")].concat()
}
