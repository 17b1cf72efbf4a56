//! The part that programs in different languages share: a variable for each
//! answer, and a call for each request. What differs is punctuation, a table each.

use super::expression::{
    Expression, Prefixed, address, asked, form, header, json_body, origin, param, pointer, quoted,
};
use super::{EXTRA, Part, add, msal};
use crate::flows::{Answer, Encoding, Travel};
use crate::form::encode;
use crate::inputs::InputId;
use crate::render::Reveal;

/// The punctuation of a language. Lists hold what stands before, between and
/// behind the parts that are written.
pub(super) struct Syntax {
    pub(super) comment: &'static str,
    /// The name of a variable for a step's id.
    pub(super) name: fn(&str) -> String,
    /// Name, name.
    pub(super) ask: [&'static str; 3],
    /// Name of the answer, method, address.
    pub(super) call: [&'static str; 4],
    /// Name, value.
    pub(super) header: [&'static str; 3],
    /// Behind the headers, and behind the call.
    pub(super) ends: [&'static str; 2],
    /// The pairs of a form, with variables and written out.
    pub(super) form: [[&'static str; 2]; 2],
    /// Name, value.
    pub(super) pair: [&'static str; 3],
    /// Before a remark at the end of a line.
    pub(super) remark: &'static str,
    /// The pieces of a JSON body; its lines; a value in it.
    pub(super) json: [&'static str; 3],
    pub(super) json_line: &'static str,
    pub(super) json_value: &'static str,
    pub(super) environment: [&'static str; 2],
    /// Client id and secret.
    pub(super) basic: [&'static str; 3],
    /// The member of an object.
    pub(super) member: [&'static str; 2],
    pub(super) open: [&'static str; 2],
    pub(super) message: [&'static str; 2],
    pub(super) print: [&'static str; 2],
}

/// All parts as statements. With `msal`, its calls where it has them.
pub(super) fn body(syntax: &Syntax, parts: &[Part<'_>], reveal: Reveal, msal: bool) -> String {
    let mut body = String::new();
    let mut known: Vec<String> = Vec::new();
    let mut printed = None;
    for (at, part) in parts.iter().enumerate() {
        let step = part.step;
        let comment = syntax.comment;
        add(&mut body, &["\n", comment, step.title, "\n", comment, step.purpose, "\n"]);
        for name in asked(parts, at, reveal) {
            if !known.contains(&name) {
                let [before, between, behind] = syntax.ask;
                add(&mut body, &[before, &name, between, &name, behind]);
                known.push(name);
            }
        }
        if part.travel == Travel::Navigation {
            let url = syntax.concat(&address(parts, at, reveal), parts);
            add(&mut body, &[syntax.open[0], &url, syntax.open[1]]);
            continue;
        }
        match msal.then(|| msal::call(syntax, parts, at, reveal)).flatten() {
            Some(call) => body += &call,
            None => syntax.send(&mut body, parts, at, reveal),
        }
        let name = (syntax.name)(step.id);
        if step.answer() == Answer::DeviceAuthorization {
            add(&mut body, &[syntax.message[0], &name, syntax.message[1]]);
        }
        printed = Some(name);
    }
    if let Some(name) = printed {
        add(&mut body, &[syntax.print[0], &name, syntax.print[1]]);
    }
    body
}

/// Whether a request is repeated until a person has answered.
pub(super) fn waits(parts: &[Part<'_>]) -> bool {
    parts.iter().any(|part| part.draft.params.iter().any(|p| p.input == Some(InputId::DeviceCode)))
}

impl Syntax {
    fn send(&self, text: &mut String, parts: &[Part<'_>], at: usize, reveal: Reveal) {
        let Some(Part { draft, step, .. }) = parts.get(at) else { return };
        let url = self.concat(&address(parts, at, reveal), parts);
        let [a, b, c, d] = self.call;
        add(text, &[a, &(self.name)(step.id), b, draft.method.as_str(), c, &url, d]);
        let [before, between, behind] = self.header;
        let origin = origin(parts, at).map(|origin| ("Origin", Prefixed("", origin)));
        let headers =
            draft.headers.iter().map(|found| (found.name, header(parts, at, found, reveal)));
        for (name, Prefixed(prefix, value)) in headers.chain(origin) {
            add(text, &[before, name, between]);
            if !prefix.is_empty() {
                add(text, &[&quoted(prefix), " + "]);
            }
            add(text, &[&self.write(&value, parts), behind]);
        }
        *text += self.ends[0];
        match draft.encoding {
            Encoding::Query => {}
            Encoding::Form => {
                let [open, close] = self.form[usize::from(reveal == Reveal::Yes)];
                let [before, between, behind] = self.pair;
                *text += open;
                for found in form(draft) {
                    let value = self.write(&param(parts, at, found, reveal), parts);
                    add(text, &[before, &quoted(&found.name), between, &value, behind]);
                    if found.extra {
                        add(text, &[self.remark, EXTRA]);
                    }
                    text.push('\n');
                }
                *text += close;
            }
            Encoding::Json => {
                let [before, between, behind] = self.json;
                let pieces = json_body(parts, at, reveal);
                for (place, piece) in pieces.iter().enumerate() {
                    *text += if place == 0 { before } else { between };
                    match piece {
                        Expression::Text(body) => {
                            for (line, part) in body.split_inclusive('\n').enumerate() {
                                let start = if line == 0 { "" } else { self.json_line };
                                add(text, &[start, &quoted(part)]);
                            }
                        }
                        other if pieces.len() == 1 => *text += &self.write(other, parts),
                        other => add(text, &[self.json_value, &self.write(other, parts), ")"]),
                    }
                }
                *text += behind;
            }
        }
        *text += self.ends[1];
    }

    /// Several pieces as one expression.
    pub(super) fn concat(&self, pieces: &[Expression<'_>], parts: &[Part<'_>]) -> String {
        let mut text = String::new();
        for (place, piece) in pieces.iter().enumerate() {
            add(&mut text, &[if place == 0 { "" } else { " + " }, &self.write(piece, parts)]);
        }
        text
    }

    /// A value as an expression of the language.
    pub(super) fn write(&self, value: &Expression<'_>, parts: &[Part<'_>]) -> String {
        let mut text = String::new();
        match value {
            Expression::Text(value) => return quoted(value),
            Expression::Ask(name) => text += name,
            Expression::Environment(name) => {
                add(&mut text, &[self.environment[0], name, self.environment[1]]);
            }
            Expression::Basic(id, secret) => {
                let [before, between, behind] = self.basic;
                let id = quoted(&[&**encode(id), ":"].concat());
                add(&mut text, &[before, &id, between, secret, behind]);
            }
            Expression::Answer(part, member) => {
                if let Some(part) = parts.get(*part) {
                    text = (self.name)(part.step.id);
                }
                for (key, counts) in pointer(member) {
                    let [before, behind] = if counts { ["[", "]"] } else { self.member };
                    add(&mut text, &[before, key, behind]);
                }
            }
        }
        text
    }
}
