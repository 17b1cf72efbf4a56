//! A `.http` file: named requests, each taking what it needs from the answers
//! before. In the dialect of httpyac, whose templates are JavaScript.

use super::expression::{
    Expression, Prefixed, address, answer_name, asked, form, header, json_body, origin, param,
    pointer,
};
use super::{EXTRA, Options, Part, TILDE, add, heading};
use crate::flows::{Encoding, Flow, Travel};
use crate::form::encode;

const DIALECT: &str =
    "For httpyac and httpYac. REST Client: T.access_token is T.response.body.access_token there.";

pub(super) fn text(flow: &Flow, parts: &[Part<'_>], options: Options) -> String {
    let reveal = options.reveal;
    let mut text = heading(flow, options, "#", DIALECT);
    let mut names: Vec<String> = Vec::new();
    for at in 0..parts.len() {
        for name in asked(parts, at, reveal) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    if !names.is_empty() {
        add(
            &mut text,
            &["# Set in a file .env beside this one: ", &names.join(", "), "\n# ", TILDE, "\n"],
        );
    }
    for (at, part) in parts.iter().enumerate() {
        let draft = part.draft;
        add(&mut text, &["\n### ", part.step.title, "\n# ", part.step.purpose, "\n"]);
        let url: String =
            address(parts, at, reveal).iter().map(|piece| write(piece, parts)).collect();
        if part.travel == Travel::Navigation {
            add(&mut text, &["# Open in a browser, and set what comes back:\n# ", &url, "\n"]);
            continue;
        }
        for param in draft.params.iter().chain(&draft.query).filter(|param| param.extra) {
            add(&mut text, &["# ", &*encode(&param.name), ": ", EXTRA, "\n"]);
        }
        let name = answer_name(parts, at);
        add(&mut text, &["# @name ", &*name, "\n", draft.method.as_str(), " ", &url, "\n"]);
        let origin = origin(parts, at).map(|origin| ("Origin", Prefixed("", origin)));
        let headers =
            draft.headers.iter().map(|found| (found.name, header(parts, at, found, reveal)));
        for (name, Prefixed(prefix, value)) in headers.chain(origin) {
            add(&mut text, &[name, ": ", prefix, &write(&value, parts), "\n"]);
        }
        match draft.encoding {
            Encoding::Query => {}
            Encoding::Form => {
                text.push('\n');
                for (place, found) in form(draft).iter().enumerate() {
                    let mark = if place == 0 { "" } else { "&" };
                    let value = match param(parts, at, found, reveal) {
                        Expression::Text(text) => encode(&text).to_string(),
                        other => ["{{encodeURIComponent(", &inner(&other, parts), ")}}"].concat(),
                    };
                    add(&mut text, &[mark, &*encode(&found.name), "=", &value, "\n"]);
                }
            }
            Encoding::Json => {
                let pieces = json_body(parts, at, reveal);
                add(&mut text, &["\n", &json(&pieces, |piece| write(piece, parts)), "\n"]);
            }
        }
    }
    text
}

/// A JSON body of a program with templates in double braces. Two braces of the
/// body itself can only stand within a string, where one is escaped.
pub(super) fn json(pieces: &[Expression<'_>], write: impl Fn(&Expression<'_>) -> String) -> String {
    let whole = pieces.len() == 1;
    pieces
        .iter()
        .map(|piece| match piece {
            Expression::Text(text) => text.replace("{{", "{\\u007b"),
            other if whole => write(other),
            other => ["\"", &write(other), "\""].concat(),
        })
        .collect()
}

fn write(value: &Expression<'_>, parts: &[Part<'_>]) -> String {
    match value {
        Expression::Text(text) => text.to_string(),
        other => ["{{", &inner(other, parts), "}}"].concat(),
    }
}

/// The JavaScript between the braces.
fn inner(value: &Expression<'_>, parts: &[Part<'_>]) -> String {
    match value {
        Expression::Text(text) => text.to_string(),
        Expression::Ask(name) => name.clone(),
        Expression::Environment(name) => ["process.env.", name].concat(),
        Expression::Basic(id, secret) => [
            "Buffer.from(\"",
            &*encode(id),
            ":\" + encodeURIComponent(",
            secret,
            ")).toString(\"base64\")",
        ]
        .concat(),
        Expression::Answer(part, member) => answer_name(parts, *part) + &path(member),
    }
}

/// A JSON pointer as a path of JavaScript, from an object.
pub(super) fn path(member: &'static str) -> String {
    pointer(member)
        .map(|(key, counts)| if counts { ["[", key, "]"].concat() } else { [".", key].concat() })
        .collect()
}
