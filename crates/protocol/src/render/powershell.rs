//! A command written for PowerShell 5.1 and 7. Everything is quoted with single
//! quotes, in which PowerShell reads nothing but the quote itself; it takes
//! four typographic characters for quotes as well.
//!
//! The body is a string of our own rather than a table: a table would be
//! re-ordered and re-encoded.

use super::{
    Line, Mark, Reveal, address, encoded, environment, is_asked_for, is_bearer, json_lines, missing,
};
use crate::flows::Encoding;
use crate::form::{Param, Value};
use crate::request::Draft;
use crate::wire;

pub(super) fn lines(draft: &Draft, reveal: Reveal) -> Vec<Line> {
    // A block of its own: PowerShell reads all of it before it asks for anything,
    // and its variables end with it.
    let mut lines = vec![Line::of(Mark::Plain, "& {")];
    lines.extend(prompts(draft, reveal));
    match draft.encoding {
        Encoding::Query => {}
        Encoding::Form => form_body(&mut lines, draft, reveal),
        Encoding::Json => json_body(&mut lines, draft),
    }

    // Invoke-RestMethod would show a table that cuts the token off, and throw a
    // refusal away; here the answer comes out as it came in.
    lines.push(Line::of(Mark::Plain, "try {"));
    let mut command = Line::of(Mark::Plain, "(");
    command.push(Mark::Method, "Invoke-WebRequest");
    command.push(Mark::Plain, " -UseBasicParsing");
    command.push(Mark::Plain, format!(" -Method {} -Uri ", method(draft)));
    let end = match environment(&draft.address.origin) {
        Some(name) => {
            command.push(Mark::Url, format!("($env:{name} + '"));
            "') `"
        }
        None => {
            command.push(Mark::Plain, "'");
            address(&mut command, draft);
            "' `"
        }
    };
    lines.push(command);
    super::query(&mut lines, draft, reveal);
    if let Some(last) = lines.last_mut() {
        last.push(Mark::Plain, end);
    }
    for (at, header) in draft.headers.iter().enumerate() {
        let mut line = Line::of_header(draft, at, header);
        if header.name == wire::CONTENT_TYPE {
            line.push(Mark::Plain, "  -ContentType '");
            line.push(Mark::Value, quoted(header.value.text().unwrap_or_default()));
            line.push(Mark::Plain, "' `");
            lines.push(line);
        }
    }
    lines.extend(headers(draft, reveal));
    let body = if draft.encoding == Encoding::Query { "" } else { "-Body $body" };
    lines.push(Line::of(Mark::Plain, format!("  {body}).Content")));
    lines.push(Line::of(Mark::Plain, "} catch { $_.ErrorDetails.Message }"));
    lines.push(Line::of(Mark::Plain, "}"));
    lines
}

fn form_body(lines: &mut Vec<Line>, draft: &Draft, reveal: Reveal) {
    lines.push(Line::of(Mark::Plain, "$body = @("));
    for (at, param) in draft.params.iter().enumerate() {
        let mut line = Line::of_param(draft, at, param);
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
}

/// As bytes: PowerShell 5.1 would send text in Latin-1.
fn json_body(lines: &mut Vec<Line>, draft: &Draft) {
    let mut body = json_lines(draft);
    for piece in body.iter_mut().flat_map(|line| &mut line.pieces) {
        piece.text = quoted(&piece.text);
    }
    if let Some(first) = body.first_mut() {
        first.insert(Mark::Plain, "$body = [Text.Encoding]::UTF8.GetBytes('");
    }
    if let Some(last) = body.last_mut() {
        last.push(Mark::Plain, "')");
    }
    lines.append(&mut body);
}

fn headers(draft: &Draft, reveal: Reveal) -> Option<Line> {
    let mut line = Line::of(Mark::Plain, "  -Headers @{");
    let mut any = false;
    for (at, header) in draft.headers.iter().enumerate() {
        if header.name == wire::CONTENT_TYPE {
            continue;
        }
        any = true;
        line.push(Mark::Plain, " '");
        line.push(Mark::Name, header.name);
        match &header.value {
            _ if is_asked_for(header, reveal) => {
                let (scheme, name) = match header.input.filter(|input| is_bearer(*input)) {
                    Some(input) => ("Bearer", variable(input.name())),
                    None => ("Basic", "$basic".to_owned()),
                };
                line.push(Mark::Plain, format!("' = \"{scheme} "));
                line.push(Mark::Masked, name);
                line.push(Mark::Plain, "\";");
            }
            Value::Environment(name) => {
                let name = environment(name).unwrap_or_default();
                line.push(Mark::Plain, format!("' = $env:{name};"));
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
        line.reason = Some(draft.query.len() + at);
    }
    line.push(Mark::Plain, " } `");
    any.then_some(line)
}

/// How the variables get their values: asked for, and not shown while typed.
fn prompts(draft: &Draft, reveal: Reveal) -> Vec<Line> {
    let mut lines = Vec::new();
    let masked = |param: &&Param| reveal == Reveal::No && matches!(param.value, Value::Secret(_));
    for param in draft.params.iter().filter(masked) {
        lines.push(prompt(&param.name));
    }
    let secret = draft.headers.iter().filter(|header| is_asked_for(header, reveal));
    let mut basic = false;
    for header in secret {
        match header.input.filter(|input| is_bearer(*input)) {
            Some(input) => lines.push(prompt(input.name())),
            None => basic = true,
        }
    }
    if basic {
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
    ["$", &super::camel_case(name)].concat()
}

fn method(draft: &Draft) -> &'static str {
    match draft.method {
        crate::request::Method::Get => "Get",
        crate::request::Method::Post => "Post",
        crate::request::Method::Put => "Put",
        crate::request::Method::Patch => "Patch",
        crate::request::Method::Delete => "Delete",
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
