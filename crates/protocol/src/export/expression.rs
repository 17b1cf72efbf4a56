//! Where a value comes from when a document runs, whatever the language.

use std::borrow::Cow;

use super::Part;
use crate::client_auth;
use crate::flows::Travel;
use crate::form::{Param, Value};
use crate::inputs::{INPUTS, InputId};
use crate::json;
use crate::render::{Reveal, is_bearer, shell_name};
use crate::request::{Draft, Header, PathPiece};
use crate::wire;

/// A value, or how the document gets it.
pub(super) enum Expression<'a> {
    /// This text.
    Text(Cow<'a, str>),
    /// A variable that the reader sets.
    Ask(String),
    /// The member of an earlier answer: which part, and the JSON pointer.
    Answer(usize, &'static str),
    /// A variable of the machine that runs the document.
    Environment(&'a str),
    /// The Basic credentials of this client id and the variable with its secret.
    Basic(String, String),
}
use Expression::{Answer, Ask, Basic, Environment, Text};

/// A value behind a fixed beginning, `Bearer ` or nothing.
pub(super) struct Prefixed<'a>(pub(super) &'static str, pub(super) Expression<'a>);

/// The value of a parameter of the part at `at`.
pub(super) fn param<'a>(
    parts: &[Part<'a>],
    at: usize,
    param: &'a Param,
    reveal: Reveal,
) -> Expression<'a> {
    value(parts, at, &param.value, param.input, &param.name, reveal)
}

fn value<'a>(
    parts: &[Part<'a>],
    at: usize,
    value: &'a Value,
    input: Option<InputId>,
    name: &str,
    reveal: Reveal,
) -> Expression<'a> {
    let missing = matches!(value, Value::Missing(_));
    if let Some(input) = input
        && let Some((part, member)) = made(parts, at, input, missing)
    {
        return Answer(part, member);
    }
    match value {
        Value::Text(text) | Value::Json(text) => Text(Cow::Borrowed(text)),
        Value::Secret(secret) if reveal == Reveal::Yes => Text(Cow::Borrowed(secret.expose())),
        Value::Secret(_) => Ask(variable(input, name)),
        Value::Missing(input) => Ask(variable(Some(*input), name)),
        Value::Environment(name) => Environment(braced(name)),
    }
}

/// The earlier part that makes what fills this input. What a reader typed into a
/// plain input stays.
fn made(
    parts: &[Part<'_>],
    at: usize,
    input: InputId,
    missing: bool,
) -> Option<(usize, &'static str)> {
    let role = input.row().role;
    parts.iter().enumerate().take(at).rev().find_map(|(part, earlier)| {
        // A browser window answers the page, not a document.
        if earlier.travel == Travel::Navigation {
            return None;
        }
        let made = earlier
            .step
            .makes
            .iter()
            .find(|made| role == Some(made.role) || missing && made.fills == Some(input))?;
        Some((part, made.member))
    })
}

/// The value of a header.
pub(super) fn header<'a>(
    parts: &[Part<'a>],
    at: usize,
    header: &'a Header,
    reveal: Reveal,
) -> Prefixed<'a> {
    let hidden = match &header.value {
        Value::Secret(secret) if reveal == Reveal::No => Some(secret),
        _ => None,
    };
    let is_token = header.input.is_some_and(is_bearer);
    match hidden.map(|secret| client_auth::read_basic(secret.expose())) {
        Some(Some((id, _))) => {
            Prefixed("Basic ", Basic(id, variable(header.input, wire::CLIENT_SECRET)))
        }
        Some(None) if is_token => Prefixed("Bearer ", Ask(variable(header.input, header.name))),
        _ if is_token && matches!(header.value, Value::Missing(_)) => {
            Prefixed("Bearer ", value(parts, at, &header.value, header.input, header.name, reveal))
        }
        _ => Prefixed("", value(parts, at, &header.value, header.input, header.name, reveal)),
    }
}

/// The address in pieces, the query included and encoded.
pub(super) fn address<'a>(parts: &[Part<'a>], at: usize, reveal: Reveal) -> Vec<Expression<'a>> {
    let Some(Part { draft, .. }) = parts.get(at) else { return Vec::new() };
    let mut pieces = vec![match draft.address.origin.as_str() {
        origin if origin.starts_with('{') => Environment(braced(origin)),
        origin => Text(Cow::Borrowed(origin)),
    }];
    for piece in &draft.address.path {
        pieces.push(match piece {
            PathPiece::Text(text) => Text(Cow::Borrowed(*text)),
            // An address of the reader's own may hold what a template would read.
            PathPiece::Value(text, _) => {
                Text(Cow::Owned(text.replace('{', "%7B").replace('}', "%7D")))
            }
            PathPiece::Missing(input) => match made(parts, at, *input, true) {
                Some((part, member)) => Answer(part, member),
                None => Ask(variable(Some(*input), "")),
            },
        });
    }
    for (place, query) in draft.query.iter().enumerate() {
        let mark = if place == 0 { "?" } else { "&" };
        let name = crate::form::encode_in_query(&query.name);
        pieces.push(Text(Cow::Owned([mark, &*name, "="].concat())));
        pieces.push(match param(parts, at, query, reveal) {
            Text(text) => Text(Cow::Owned(crate::form::encode_in_query(&text))),
            other => other,
        });
    }
    joined(pieces)
}

/// The JSON body in pieces. A piece that is no text is a value without its quotes,
/// or, alone, the whole body.
pub(super) fn json_body<'a>(parts: &[Part<'a>], at: usize, reveal: Reveal) -> Vec<Expression<'a>> {
    let Some(Part { draft, .. }) = parts.get(at) else { return Vec::new() };
    let mut pieces = Vec::new();
    for (line, laid) in json::lines(&draft.params).into_iter().enumerate() {
        let start = if line == 0 { "" } else { "\n" };
        pieces.push(Text(Cow::Owned([start, &laid.before].concat())));
        if let Some(found) = laid.value.and_then(|value| draft.params.get(value)) {
            match param(parts, at, found, reveal) {
                Text(_) => {
                    pieces.push(Text(Cow::Owned(json::value(&found.value).unwrap_or_default())));
                }
                other if found.name.is_empty() => return vec![other],
                other => pieces.push(other),
            }
        }
        if laid.comma {
            pieces.push(Text(Cow::Borrowed(",")));
        }
    }
    joined(pieces)
}

/// Neighbouring texts as one.
fn joined(pieces: Vec<Expression<'_>>) -> Vec<Expression<'_>> {
    let mut joined: Vec<Expression<'_>> = Vec::new();
    for piece in pieces {
        match (joined.last_mut(), piece) {
            (Some(Text(before)), Text(more)) => before.to_mut().push_str(&more),
            (_, piece) => joined.push(piece),
        }
    }
    joined
}

/// The name of the variable for what a reader gives. Inputs that share a public
/// name may meet in one document, so only the first goes by it.
fn variable(input: Option<InputId>, name: &str) -> String {
    shell_name(match input {
        None => name,
        // A name of its own: nothing of the flow's is called so.
        Some(InputId::Extra) => return ["EXTRA_", &shell_name(name)].concat(),
        Some(input) => {
            let row = input.row();
            let first = INPUTS.iter().find(|other| other.name == row.name);
            if first.is_some_and(|first| first.id == input) { row.name } else { row.label }
        }
    })
}

fn braced(name: &str) -> &str {
    name.trim_start_matches('{').trim_end_matches('}')
}

/// `Origin`, without which no single-page redirect URI is redeemed: from the
/// request itself or an earlier one.
pub(super) fn origin(parts: &[Part<'_>], at: usize) -> Option<Expression<'static>> {
    if parts.get(at)?.travel != Travel::SinglePage {
        return None;
    }
    let found = parts.iter().take(at + 1).rev().find_map(|part| {
        let mut params = part.draft.params.iter().chain(&part.draft.query);
        let text = params.find(|param| param.name == wire::REDIRECT_URI)?.value.text()?;
        let (scheme, rest) = text.split_once("://")?;
        let host = rest.split(['/', '?', '#']).next()?;
        Some([scheme, "://", host].concat())
    });
    Some(found.map_or_else(|| Ask("ORIGIN".to_owned()), |origin| Text(Cow::Owned(origin))))
}

/// Every variable of a part that the reader sets, each once, in order.
pub(super) fn asked(parts: &[Part<'_>], at: usize, reveal: Reveal) -> Vec<String> {
    let mut names = Vec::new();
    let Some(Part { draft, .. }) = parts.get(at) else { return names };
    let mut note = |expression: Expression<'_>| {
        if let Ask(name) | Basic(_, name) = expression
            && !names.contains(&name)
        {
            names.push(name);
        }
    };
    address(parts, at, reveal).into_iter().for_each(&mut note);
    draft.headers.iter().for_each(|found| note(header(parts, at, found, reveal).1));
    draft.params.iter().for_each(|found| note(param(parts, at, found, reveal)));
    origin(parts, at).into_iter().for_each(&mut note);
    names
}

/// The texts that belong between the parts of a JSON pointer: each segment, and
/// whether it counts items of a list.
pub(super) fn pointer(member: &'static str) -> impl Iterator<Item = (&'static str, bool)> {
    member.split('/').map(|key| (key, key.bytes().all(|byte| byte.is_ascii_digit())))
}

/// A string literal of Python and JavaScript: a JSON string, with what would
/// change the direction of the text around it or hide in it escaped as well.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    for c in json::quoted(text).chars() {
        if matches!(c as u32, 0x80..=0x9f | 0x200b..=0x200f | 0x2028..=0x202e | 0x2066..=0x2069 | 0xfeff)
        {
            quoted += "\\u";
            for shift in [12, 8, 4, 0] {
                quoted.push(char::from_digit(c as u32 >> shift & 15, 16).unwrap_or('0'));
            }
        } else {
            quoted.push(c);
        }
    }
    quoted
}

/// The name of the variable that holds the answer of a part: its step's id with
/// underscores.
pub(super) fn answer_name(parts: &[Part<'_>], at: usize) -> String {
    parts.get(at).map(|part| part.step.id.replace('-', "_")).unwrap_or_default()
}

/// The parameters of the body, if it is a form.
pub(super) fn form(draft: &Draft) -> &[Param] {
    match draft.encoding {
        crate::flows::Encoding::Form => &draft.params,
        _ => &[],
    }
}
