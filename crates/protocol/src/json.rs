//! JSON bodies from rows: each parameter has a JSON pointer for a name, and the
//! body is laid out a member a line, so that what is shown is what is sent.

use crate::form::{Param, Value};
use crate::secret::Secret;

/// A line of a laid-out body: what stands before the value, the value's
/// parameter, and what stands behind it.
pub(crate) struct JsonLine {
    /// Indentation, the name and its colon, or a bracket.
    pub(crate) before: String,
    /// The parameter whose value stands here, by its place in the list.
    pub(crate) value: Option<usize>,
    /// Whether a comma follows.
    pub(crate) comma: bool,
}

/// Lays out the parameters. Members of one object stand together in the list.
pub(crate) fn lines(params: &[Param]) -> Vec<JsonLine> {
    let mut lines: Vec<JsonLine> = Vec::new();
    if let [whole] = params
        && whole.name.is_empty()
    {
        return vec![JsonLine { before: String::new(), value: Some(0), comma: false }];
    }
    if params.is_empty() {
        return lines;
    }
    let mut open: Vec<&str> = Vec::new();
    // The root, and then each container: whether it is an array.
    let mut arrays = vec![false];
    lines.push(opening("", false));
    for (at, param) in params.iter().enumerate() {
        let path: Vec<&str> = param.name.split('/').collect();
        let parents = &path[..path.len() - 1];
        let shared = open.iter().zip(parents).take_while(|(a, b)| a == b).count();
        close(&mut lines, &mut open, &mut arrays, shared);
        if at > 0
            && let Some(last) = lines.last_mut()
        {
            last.comma = true;
        }
        for (depth, key) in path.iter().enumerate().skip(shared) {
            let mut before = "  ".repeat(depth + 1);
            if !arrays.last().copied().unwrap_or(false) {
                before.push_str(&quoted(key));
                before.push_str(": ");
            }
            match path.get(depth + 1) {
                Some(next) => {
                    let array = next.bytes().all(|byte| byte.is_ascii_digit());
                    lines.push(opening(&before, array));
                    open.push(key);
                    arrays.push(array);
                }
                None => lines.push(JsonLine { before, value: Some(at), comma: false }),
            }
        }
    }
    close(&mut lines, &mut open, &mut arrays, 0);
    lines.push(JsonLine { before: "}".to_owned(), value: None, comma: false });
    lines
}

fn opening(before: &str, array: bool) -> JsonLine {
    let bracket = if array { "[" } else { "{" };
    JsonLine { before: [before, bracket].concat(), value: None, comma: false }
}

fn close(lines: &mut Vec<JsonLine>, open: &mut Vec<&str>, arrays: &mut Vec<bool>, keep: usize) {
    while open.len() > keep {
        let indent = "  ".repeat(open.len());
        open.pop();
        let bracket = if arrays.pop().unwrap_or(false) { "]" } else { "}" };
        lines.push(JsonLine { before: indent + bracket, value: None, comma: false });
    }
}

/// The exact body; `None` while a value is missing.
pub(crate) fn body(params: &[Param]) -> Option<Secret> {
    let mut body = String::new();
    for (at, line) in lines(params).iter().enumerate() {
        if at > 0 {
            body.push('\n');
        }
        body.push_str(&line.before);
        if let Some(param) = line.value.and_then(|value| params.get(value)) {
            body.push_str(&value(&param.value)?);
        }
        if line.comma {
            body.push(',');
        }
    }
    Some(Secret::new(body))
}

/// A value as JSON text; `None` while it is missing.
pub(crate) fn value(value: &Value) -> Option<String> {
    match value {
        Value::Json(text) => Some(text.clone()),
        other => other.text().map(quoted),
    }
}

/// A JSON string (RFC 8259 7).
pub(crate) fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                quoted.push('\\');
                quoted.push(c);
            }
            '\n' => quoted.push_str("\\n"),
            c if c.is_ascii_control() => {
                quoted.push_str("\\u00");
                for digit in [c as u32 >> 4, c as u32 & 15] {
                    quoted.push(char::from_digit(digit, 16).unwrap_or('0'));
                }
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// The words of a text as a JSON array of strings.
pub(crate) fn array(text: &str) -> String {
    let words: Vec<String> = text.split_whitespace().map(quoted).collect();
    ["[", &words.join(", "), "]"].concat()
}
