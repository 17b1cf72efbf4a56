//! A curl command for a POSIX shell. Everything is quoted with single quotes,
//! in which a shell reads nothing but the closing quote.
//!
//! Each pair is its own `--data-raw`; curl joins them with `&`, so that the
//! literal command sends the exact bytes of the page. With variables curl
//! encodes the secret itself: the pairs decode to the same text, but curl leaves
//! a `~` as it is where the page writes `%7E`.

use super::{Line, Mark, Reveal, address, encoded, missing, variable};
use crate::form::Value;
use crate::request::Draft;

pub(super) fn lines(draft: &Draft, reveal: Reveal) -> Vec<Line> {
    let mut lines = Vec::new();
    let questions = if reveal == Reveal::No { questions(draft) } else { Vec::new() };
    // In a subshell the variables end with the command, so that the next one asks
    // again; and the shell reads all of it before it asks, so that a paste line by
    // line does not answer the question.
    let subshell = !questions.is_empty();
    if subshell {
        lines.push(Line::of(Mark::Plain, "("));
        lines.extend(questions);
    }
    let mut first = Line::of(Mark::Method, "curl");
    first
        .push(Mark::Plain, format!(" --silent --show-error --request {} '", draft.method.as_str()));
    address(&mut first, &draft.address);
    first.push(Mark::Plain, "'");
    lines.push(first);
    for header in &draft.headers {
        continue_line(&mut lines);
        let mut line = Line::of_header(header);
        line.push(Mark::Plain, "  --header ");
        match &header.value {
            Value::Secret(_) if reveal == Reveal::No => {
                line.push(Mark::Plain, format!("\"{}: Basic ", header.name));
                line.push(Mark::Masked, "$BASIC_CREDENTIALS");
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
    for param in &draft.params {
        continue_line(&mut lines);
        let mut line = Line::of_param(param);
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
fn questions(draft: &Draft) -> Vec<Line> {
    let mut lines = Vec::new();
    if draft.headers.iter().any(|header| matches!(header.value, Value::Secret(_))) {
        lines.push(Line::of(
            Mark::Comment,
            "# BASIC_CREDENTIALS: base64 of client_id:client_secret, each form-encoded first",
        ));
        lines.push(read("BASIC_CREDENTIALS"));
    }
    for param in &draft.params {
        if matches!(param.value, Value::Secret(_)) {
            lines.push(read(&variable(param)));
        }
    }
    lines
}

/// Asks for a variable unless the environment has it. The prompt shows nothing
/// of what is typed, and the shell's history keeps nothing.
fn read(name: &str) -> Line {
    let mut line = Line::of(
        Mark::Plain,
        format!(
            "[ -n \"${name}\" ] || {{ printf '{name}: '; stty -echo; IFS= read -r {name}; stty echo; printf '\\n'; }}"
        ),
    );
    line.why = "Asks for the secret, unless the environment has it already.";
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
