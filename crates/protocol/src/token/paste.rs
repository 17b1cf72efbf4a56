//! What clings to a token when it is copied, and tokens in the middle of
//! other text. Everything that is taken off is said.

use zeroize::Zeroizing;

use super::shape::FOUND_LIMIT;
use crate::finding::{Finding, Severity};

/// Takes off what stands around the token: spaces, invisible characters,
/// quotes, code fences, `Authorization:` and the scheme's name.
pub(super) fn strip<'a>(text: &'a str, notes: &mut Vec<Finding>) -> &'a str {
    let mut rest = trim(text);
    let (mut quotes, mut scheme) = (false, false);
    loop {
        let before = rest.len();
        if let Some(inner) = without_fence(rest).or_else(|| without_quotes(rest)) {
            quotes = true;
            rest = trim(inner);
        }
        if let Some(inner) = without_scheme(rest) {
            scheme = true;
            rest = trim(inner);
        }
        // What a list or a line of code leaves at the end.
        rest = trim(rest.trim_end_matches([',', ';']));
        if starts_like_token(rest) {
            rest = trim(rest.trim_end_matches(['!', '?', ')', ']', '}', '\\']));
        }
        if rest.len() == before {
            break;
        }
    }
    if text.starts_with(is_invisible) || text.ends_with(is_invisible) {
        notes.push(info(
            "stripped-invisible",
            "Invisible characters around the paste were left out.",
        ));
    }
    if quotes {
        notes.push(info("stripped-quotes", "Quotes around the paste were left out."));
    }
    if scheme {
        notes.push(info(
            "stripped-scheme",
            "The Authorization header's name and scheme in front of the token were left out.",
        ));
    }
    rest
}

/// Words in a text that have the look of a compact token, in order. A name in
/// front of it (`id_token=`) or a path is left off.
pub(super) fn tokens_in(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !is_token_character(c)).filter_map(|word| {
        // A header and a dot are half of a token that was broken there.
        let last_dot = word.trim_end_matches('.').rfind('.')?;
        let starts = word.match_indices(['=', '/']).map(|(at, _)| at + 1);
        [0].into_iter()
            .chain(starts)
            .take_while(|at| *at < last_dot)
            .filter_map(|at| word.get(at..))
            .find(|word| starts_like_token(word))
    })
}

/// Whether a text looks like one long word broken over lines: only the last
/// piece may be short. Other words after a token are not part of it.
pub(super) fn is_wrapped(text: &str) -> bool {
    let mut pieces = text.split_ascii_whitespace().rev().skip(1).peekable();
    pieces.peek().is_some() && pieces.all(|piece| piece.len() >= 16)
}

/// Whether a word starts like a JOSE header and has at least two parts.
pub(super) fn is_token_like(word: &str) -> bool {
    starts_like_token(word)
        && word.contains('.')
        && word.bytes().all(|byte| is_token_character(char::from(byte)))
}

fn starts_like_token(word: &str) -> bool {
    ["eyJ", "eyA", "ewo", "ew0", "ewk"].iter().any(|start| word.starts_with(start))
}

pub(super) fn note_whitespace() -> Finding {
    info("stripped-whitespace", "Spaces and line breaks inside the token were left out.")
}

/// A token without the invisible characters, percent signs and escaped line
/// breaks inside it; `None` where there are none, or no token is left.
pub(super) fn without_escapes(word: &str) -> Option<Zeroizing<String>> {
    let is_escape = |byte: u8| matches!(byte, b'%' | b'\\' | b'\0');
    if !word.bytes().any(is_escape) && (word.is_ascii() || !word.contains(is_invisible)) {
        return None;
    }
    let text = word.replace("\\n", "").replace("\\r", "");
    let mut clean = Zeroizing::new(String::with_capacity(text.len()));
    let mut pieces = text.split('%');
    clean.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let code = piece.get(..2).and_then(|hex| u8::from_str_radix(hex, 16).ok())?;
        let c = char::from(code);
        if is_token_character(c) {
            clean.push(c);
        } else if !c.is_ascii_whitespace() {
            return None;
        }
        clean.push_str(piece.get(2..)?);
    }
    clean.retain(|c| !is_invisible(c));
    is_token_like(&clean).then_some(clean)
}

pub(super) fn note_escapes() -> Finding {
    info(
        "stripped-escapes",
        "Invisible characters, percent signs or escapes inside the token were left out.",
    )
}

pub(super) fn note_surroundings(count: usize) -> Finding {
    match count {
        0 | 1 => info("taken-from-text", "It was taken out of the text around it."),
        2..=FOUND_LIMIT => {
            info("several-tokens", &format!("The paste holds {count} tokens. The first is shown."))
        }
        _ => info(
            "several-tokens",
            &format!("The paste holds {count} tokens. Only the first {FOUND_LIMIT} are read."),
        ),
    }
}

fn info(code: &'static str, message: &str) -> Finding {
    Finding::new(code, Severity::Info, message)
}

fn is_token_character(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '+' | '/' | '=' | '.' | '~')
}

pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{ad}' | '\0')
}

pub(super) fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '`' | '<' | '>' | '(' | ')' | '“' | '”')
}

fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || is_invisible(c))
}

fn without_fence(text: &str) -> Option<&str> {
    let inner = text.strip_prefix("```")?;
    let inner = inner.strip_suffix("```").unwrap_or(inner);
    // The language's name, where the fence has one.
    match inner.split_once('\n') {
        Some((language, rest)) if language.len() < 20 && !language.contains('.') => Some(rest),
        _ => Some(inner),
    }
}

fn without_quotes(text: &str) -> Option<&str> {
    [('"', '"'), ('\'', '\''), ('`', '`'), ('“', '”'), ('‘', '’'), ('„', '“'), ('<', '>')]
        .iter()
        .filter(|(open, _)| *open != '<' || text.starts_with("<ey"))
        .find_map(|(open, close)| {
            let inner = text.strip_prefix(*open)?;
            Some(inner.strip_suffix(*close).unwrap_or(inner))
        })
        .or_else(|| text.strip_suffix(['"', '\'', '`']).filter(|inner| inner.starts_with("ey")))
}

fn without_scheme(text: &str) -> Option<&str> {
    let after = |word: &str| {
        let start = text.get(..word.len())?;
        start.eq_ignore_ascii_case(word).then(|| &text[word.len()..])
    };
    if let Some(rest) = after("authorization:").or_else(|| after("proxy-authorization:")) {
        return Some(rest);
    }
    ["bearer", "pop", "dpop"].iter().find_map(|scheme| {
        after(scheme).filter(|rest| rest.starts_with(|c: char| c.is_whitespace()))
    })
}
