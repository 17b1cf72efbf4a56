//! A curl command for a POSIX shell. Everything is quoted with single quotes,
//! in which a shell reads nothing but the closing quote.
//!
//! Each pair is its own `--data-raw`; curl joins them with `&`, so that the
//! literal command sends the exact bytes of the page. With variables curl
//! encodes the secret itself: the pairs decode to the same text, but curl leaves
//! a `~` as it is where the page writes `%7E`.

use super::{
    Line, Mark, Reveal, address, encoded, environment, is_asked_for, is_bearer, json_lines,
    missing, shell_name, variable,
};
use crate::flows::Encoding;
use crate::form::Value;
use crate::inputs::InputId;
use crate::request::{Draft, Header};

pub(super) fn lines(draft: &Draft, reveal: Reveal) -> Vec<Line> {
    let mut lines = Vec::new();
    let questions = questions(draft, reveal);
    // In a subshell the variables end with the command, so that the next one asks
    // again; and the shell reads all of it before it asks, so that a paste line by
    // line does not answer the question.
    let subshell = !questions.is_empty();
    if subshell {
        lines.push(Line::of(Mark::Plain, "("));
        lines.extend(questions);
    }
    let mut first = Line::of(Mark::Method, "curl");
    first.push(Mark::Plain, format!(" --silent --show-error --request {} ", draft.method.as_str()));
    match environment(&draft.address.origin) {
        Some(name) => first.push(Mark::Url, format!("\"${name}\"'")),
        None => {
            first.push(Mark::Plain, "'");
            address(&mut first, draft);
        }
    }
    lines.push(first);
    super::query(&mut lines, draft, reveal);
    if let Some(last) = lines.last_mut() {
        last.push(Mark::Plain, "'");
    }
    for (at, header) in draft.headers.iter().enumerate() {
        continue_line(&mut lines);
        let mut line = Line::of_header(draft, at, header);
        line.push(Mark::Plain, "  --header ");
        match &header.value {
            _ if is_asked_for(header, reveal) => {
                let (scheme, name) = scheme_of(header);
                line.push(Mark::Plain, format!("\"{}: {scheme} ", header.name));
                line.push(Mark::Masked, format!("${name}"));
                line.push(Mark::Plain, "\"");
            }
            Value::Environment(name) => {
                let name = environment(name).unwrap_or_default();
                line.push(Mark::Plain, format!("\"{}: ", header.name));
                line.push(Mark::Value, format!("${name}"));
                line.push(Mark::Plain, "\"");
            }
            value => {
                line.push(Mark::Plain, "'");
                line.push(Mark::Name, header.name);
                line.push(Mark::Plain, ": ");
                match value.text() {
                    Some(text) => line.push(Mark::Value, quoted(text)),
                    None => line.push(Mark::Missing, missing_of(value)),
                }
                line.push(Mark::Plain, "'");
            }
        }
        lines.push(line);
    }
    if draft.encoding == Encoding::Json {
        continue_line(&mut lines);
        let mut body = json_lines(draft);
        for line in &mut body {
            for piece in &mut line.pieces {
                piece.text = quoted(&piece.text);
            }
        }
        if let Some(first) = body.first_mut() {
            first.insert(Mark::Plain, "  --data-raw '");
        }
        if let Some(last) = body.last_mut() {
            last.push(Mark::Plain, "'");
        }
        lines.append(&mut body);
    }
    let form = draft.params.iter().filter(|_| draft.encoding == Encoding::Form);
    for (at, param) in form.enumerate() {
        continue_line(&mut lines);
        let mut line = Line::of_param(draft, at, param);
        let name = encoded(&param.name);
        match &param.value {
            Value::Secret(_) if reveal == Reveal::No => {
                line.push(Mark::Plain, "  --data-urlencode \"");
                line.push(Mark::Name, name);
                line.push(Mark::Plain, "=");
                line.push(Mark::Masked, format!("${}", variable(param)));
                line.push(Mark::Plain, "\"");
            }
            value => {
                line.push(Mark::Plain, "  --data-raw '");
                line.push(Mark::Name, name);
                line.push(Mark::Plain, "=");
                match value.text() {
                    Some(text) => line.push(Mark::Value, encoded(text)),
                    None => line.push(Mark::Missing, missing_of(value)),
                }
                line.push(Mark::Plain, "'");
            }
        }
        lines.push(line);
    }
    if subshell {
        lines.push(Line::of(Mark::Plain, ")"));
    }
    lines
}

/// How the variables get their values, without the shell's history.
fn questions(draft: &Draft, reveal: Reveal) -> Vec<Line> {
    let mut lines = Vec::new();
    // The last reason of all is why a command asks.
    let behind = draft.query.len() + draft.headers.len() + draft.params.len();
    for header in draft.headers.iter().filter(|header| is_asked_for(header, reveal)) {
        let name = scheme_of(header).1;
        let what = match header.input {
            Some(InputId::AccessToken | InputId::AzureToken) => "",
            Some(InputId::AuxiliaryTokens) => {
                "# AUXILIARY_TOKENS: at most 3, joined by \", Bearer \""
            }
            _ => "# BASIC_CREDENTIALS: base64 of client_id:client_secret, each form-encoded first",
        };
        if !what.is_empty() {
            lines.push(Line::of(Mark::Comment, what));
        }
        lines.push(read(&name, behind));
    }
    for param in &draft.params {
        if reveal == Reveal::No && matches!(param.value, Value::Secret(_)) {
            lines.push(read(&variable(param), behind));
        }
    }
    lines
}

/// The scheme of a secret header, and the variable for what follows it.
fn scheme_of(header: &Header) -> (&'static str, String) {
    match header.input {
        Some(input) if is_bearer(input) => ("Bearer", shell_name(input.name())),
        _ => ("Basic", "BASIC_CREDENTIALS".to_owned()),
    }
}

/// Asks for a variable unless the environment has it. The prompt shows nothing
/// of what is typed, and the shell's history keeps nothing.
fn read(name: &str, reason: usize) -> Line {
    let mut line = Line::of(
        Mark::Plain,
        format!(
            "[ -n \"${name}\" ] || {{ printf '{name}: '; stty -echo; IFS= read -r {name}; stty echo; printf '\\n'; }}"
        ),
    );
    line.reason = Some(reason);
    line
}

fn continue_line(lines: &mut [Line]) {
    if let Some(last) = lines.last_mut() {
        last.push(Mark::Plain, " \\");
    }
}

fn missing_of(value: &Value) -> String {
    match value {
        Value::Missing(input) => missing(*input),
        _ => String::new(),
    }
}

/// The inside of a single-quoted word: a quote closes, stands escaped, opens.
fn quoted(text: &str) -> String {
    text.replace('\'', r"'\''")
}
