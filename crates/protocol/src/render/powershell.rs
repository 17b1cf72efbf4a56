//! A command written for PowerShell 5.1 and 7. Everything is quoted with single
//! quotes, in which PowerShell reads nothing but the quote itself; it takes
//! four typographic characters for quotes as well.
//!
//! The body is a string of our own rather than a table: a table would be
//! re-ordered and re-encoded.

use super::{Line, Mark, Reveal, address, encoded, missing};
use crate::form::Value;
use crate::request::Draft;
use crate::wire;

pub(super) fn lines(draft: &Draft, reveal: Reveal) -> Vec<Line> {
    // A block of its own: PowerShell reads all of it before it asks for anything,
    // and its variables end with it.
    let mut lines = vec![Line::of(Mark::Plain, "& {")];
    if reveal == Reveal::No {
        lines.extend(prompts(draft));
    }
    lines.push(Line::of(Mark::Plain, "$body = @("));
    for param in &draft.params {
        let mut line = Line::of_param(param);
        line.push(Mark::Plain, "  '");
        line.push(Mark::Name, encoded(&param.name));
        line.push(Mark::Plain, "=");
        match &param.value {
            Value::Secret(_) if reveal == Reveal::No => {
                line.push(Mark::Plain, "' + [uri]::EscapeDataString(");
                line.push(Mark::Masked, variable(&param.name));
                line.push(Mark::Plain, ")");
            }
            Value::Missing(input) => {
                line.push(Mark::Missing, missing(*input));
                line.push(Mark::Plain, "'");
            }
            value => {
                line.push(Mark::Value, encoded(value.text().unwrap_or_default()));
                line.push(Mark::Plain, "'");
            }
        }
        lines.push(line);
    }
    lines.push(Line::of(Mark::Plain, ") -join '&'"));

    // Invoke-RestMethod would show a table that cuts the token off, and throw a
    // refusal away; here the answer comes out as it came in.
    lines.push(Line::of(Mark::Plain, "try {"));
    let mut command = Line::of(Mark::Plain, "(");
    command.push(Mark::Method, "Invoke-WebRequest");
    command.push(Mark::Plain, " -UseBasicParsing");
    command.push(Mark::Plain, format!(" -Method {} -Uri '", method(draft)));
    address(&mut command, &draft.address);
    command.push(Mark::Plain, "' `");
    lines.push(command);
    for header in &draft.headers {
        let mut line = Line::of_header(header);
        if header.name == wire::CONTENT_TYPE {
            line.push(Mark::Plain, "  -ContentType '");
            line.push(Mark::Value, quoted(header.value.text().unwrap_or_default()));
            line.push(Mark::Plain, "' `");
            lines.push(line);
        }
    }
    lines.extend(headers(draft, reveal));
    lines.push(Line::of(Mark::Plain, "  -Body $body).Content"));
    lines.push(Line::of(Mark::Plain, "} catch { $_.ErrorDetails.Message }"));
    lines.push(Line::of(Mark::Plain, "}"));
    lines
}

fn headers(draft: &Draft, reveal: Reveal) -> Option<Line> {
    let mut line = Line::of(Mark::Plain, "  -Headers @{");
    let mut any = false;
    for header in draft.headers.iter().filter(|header| header.name != wire::CONTENT_TYPE) {
        any = true;
        line.push(Mark::Plain, " '");
        line.push(Mark::Name, header.name);
        match &header.value {
            Value::Secret(_) if reveal == Reveal::No => {
                line.push(Mark::Plain, "' = \"Basic ");
                line.push(Mark::Masked, "$basic");
                line.push(Mark::Plain, "\";");
            }
            Value::Missing(input) => {
                line.push(Mark::Plain, "' = '");
                line.push(Mark::Missing, missing(*input));
                line.push(Mark::Plain, "';");
            }
            value => {
                line.push(Mark::Plain, "' = '");
                line.push(Mark::Value, quoted(value.text().unwrap_or_default()));
                line.push(Mark::Plain, "';");
            }
        }
        line.input = header.input;
        line.why = header.why;
    }
    line.push(Mark::Plain, " } `");
    any.then_some(line)
}

/// How the variables get their values: asked for, and not shown while typed.
fn prompts(draft: &Draft) -> Vec<Line> {
    let mut lines = Vec::new();
    for param in draft.params.iter().filter(|param| matches!(param.value, Value::Secret(_))) {
        lines.push(prompt(&param.name));
    }
    if draft.headers.iter().any(|header| matches!(header.value, Value::Secret(_))) {
        lines.push(Line::of(Mark::Plain, "$clientId = Read-Host 'client_id'"));
        lines.push(prompt(wire::CLIENT_SECRET));
        lines.push(Line::of(
            Mark::Plain,
            "$pair = [uri]::EscapeDataString($clientId) + ':' + [uri]::EscapeDataString($clientSecret)",
        ));
        lines.push(Line::of(
            Mark::Plain,
            "$basic = [Convert]::ToBase64String([Text.Encoding]::ASCII.GetBytes($pair))",
        ));
    }
    lines
}

/// A masked prompt that works in 5.1 as well, which has no `-MaskInput`.
fn prompt(name: &str) -> Line {
    Line::of(
        Mark::Plain,
        format!(
            "{} = [Net.NetworkCredential]::new('', (Read-Host '{}' -AsSecureString)).Password",
            variable(name),
            quoted(name)
        ),
    )
}

/// `client_secret` becomes `$clientSecret`.
fn variable(name: &str) -> String {
    let mut variable = String::from("$");
    let mut upper = false;
    for c in name.chars() {
        if !c.is_ascii_alphanumeric() {
            upper = true;
        } else if upper {
            variable.push(c.to_ascii_uppercase());
            upper = false;
        } else {
            variable.push(c);
        }
    }
    variable
}

fn method(draft: &Draft) -> &'static str {
    match draft.method {
        crate::request::Method::Get => "Get",
        crate::request::Method::Post => "Post",
        crate::request::Method::Patch => "Patch",
    }
}

/// The inside of a single-quoted string: quotes are doubled, the typographic
/// ones that PowerShell accepts as well.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\'' | '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{201b}') {
            quoted.push(c);
        }
        quoted.push(c);
    }
    quoted
}
