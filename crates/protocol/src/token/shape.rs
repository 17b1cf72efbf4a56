//! What was pasted: told by its shape, before anything in it is believed.
//! Source: RFC 7515 section 3, RFC 7516 section 3, RFC 7519 sections 6 and 7.

use zeroize::Zeroizing;

use super::answer;
use super::json::JsonProblem;
use super::jws::{self, PartProblem};
use super::paste;
use super::reading::{Content, Found, PasteProblem, Reading, Shape};
use super::stranger;
use crate::finding::{Finding, Severity};
use crate::response::{ErrorResponse, challenge};
use crate::secret::Secret;

/// The longest text that is read, in bytes: 1 MiB.
pub const PASTE_LIMIT: usize = 1 << 20;

/// The most things of one paste that are read; the rest is counted.
pub(super) const FOUND_LIMIT: usize = 100;

/// Reads whatever was pasted. Nothing is fetched, and every text has an
/// answer.
#[must_use]
pub fn read(text: &str) -> Reading {
    if text.len() > PASTE_LIMIT {
        return Reading::nothing(PasteProblem::TooLarge(text.len()));
    }
    let mut notes = Vec::new();
    let text = paste::strip(text, &mut notes);
    let mut reading = read_stripped(text);
    notes.append(&mut reading.notes);
    reading.notes = notes;
    reading
}

fn read_stripped(text: &str) -> Reading {
    if text.is_empty() {
        return Reading::nothing(PasteProblem::Empty);
    }
    // A GUID may stand in braces, which JSON starts with too.
    if let Some(stranger) = stranger::by_word(text) {
        return Reading::nothing(PasteProblem::Named(stranger));
    }
    if text.starts_with(['{', '[']) {
        let mut reading = answer::read_json(text);
        let unknown = match reading.content {
            Content::Nothing(PasteProblem::Json(_)) => true,
            Content::Nothing(PasteProblem::Named(named)) => {
                named == &stranger::JSON || named == &stranger::HAR
            }
            _ => false,
        };
        // JSON of an unknown make, or cut off, may still hold tokens.
        if let Some(mut inside) = unknown.then(|| read_inside(text)).flatten() {
            if matches!(reading.content, Content::Nothing(PasteProblem::Named(&stranger::HAR))) {
                let har = &stranger::HAR;
                inside.notes.push(Finding::new(har.code, Severity::Info, har.sentence));
            }
            reading = inside;
        }
        return reading;
    }
    if let Some(stranger) = stranger::by_text(text) {
        return Reading::nothing(PasteProblem::Named(stranger));
    }
    // A page in markup may hold a token, but is none.
    let markup = text.starts_with('<');
    if let Some(reading) =
        (!markup).then(|| read_word(text).or_else(|| read_wrapped(text))).flatten()
    {
        return reading;
    }
    let challenge = challenge::read(text);
    if let Some(mut reading) = read_answer_inside(text) {
        if let (Content::Error(error), Some(challenge)) = (&mut reading.content, challenge) {
            error.claims = error.claims.take().or(challenge.claims);
        }
        reading.notes.insert(0, paste::note_surroundings(1));
        return reading;
    }
    if let Some(error) = challenge {
        return Reading::new(Shape::ErrorResponse, Content::Error(error));
    }
    if let Some(reading) = read_inside(text) {
        return reading;
    }
    if let Some(error) = ErrorResponse::from_text(text) {
        return Reading::new(Shape::ErrorResponse, Content::Error(error));
    }
    let named = if markup { &stranger::MARKUP } else { &stranger::UNKNOWN_TEXT };
    Reading::nothing(PasteProblem::Named(named))
}

/// Reads a paste without any space in it.
fn read_word(word: &str) -> Option<Reading> {
    if word.bytes().any(|byte| byte.is_ascii_whitespace()) {
        return None;
    }
    if let Some(clean) = paste::without_escapes(word) {
        let mut reading = read_compact(&clean)?;
        reading.notes.insert(0, paste::note_escapes());
        return Some(reading);
    }
    match answer::read_parameters(word) {
        // A token with something of an address behind it.
        Some(reading) if matches!(reading.content, Content::Nothing(_)) => {
            Some(read_inside(word).unwrap_or(reading))
        }
        Some(reading) => Some(reading),
        None => read_compact(word),
    }
}

/// Reads a token or an address that was broken over lines.
fn read_wrapped(text: &str) -> Option<Reading> {
    let found = paste::tokens_in(text).take(2).count();
    if found > 1 || (found == 1 && !paste::is_wrapped(text)) {
        return None;
    }
    // Mail programs put a > before each line that they quote.
    let quoted = text.starts_with('>');
    let joined: Zeroizing<String> = Zeroizing::new(
        text.split_ascii_whitespace()
            .map(|piece| if quoted { piece.trim_start_matches('>') } else { piece })
            .collect(),
    );
    // An address at the start; not one inside a text.
    let address = text.split_ascii_whitespace().next().and_then(answer::read_parameters);
    let whole = match address {
        Some(_) if paste::is_wrapped(text) => answer::read_parameters(&joined),
        Some(_) => None,
        None => paste::is_token_like(&joined).then(|| read_compact(&joined)).flatten(),
    };
    let mut reading = whole.filter(|r| !matches!(r.content, Content::Nothing(_)))?;
    reading.notes.insert(0, paste::note_whitespace());
    Some(reading)
}

/// Reads a JSON answer in the middle of other text, such as the headers it came
/// with or the line of a log.
fn read_answer_inside(text: &str) -> Option<Reading> {
    let inside = text.get(text.find('{')?..=text.rfind('}')?)?;
    Some(answer::read_json(inside)).filter(|reading| reading.shape != Shape::NotAToken)
}

/// Reads the tokens, addresses and form bodies in the middle of other text, in
/// order.
fn read_inside(text: &str) -> Option<Reading> {
    let mut found: Vec<Found> = Vec::new();
    let mut count = 0;
    let mut shape = None;
    for word in text.split(|c: char| c.is_whitespace() || paste::is_quote(c)) {
        if let Some(reading) = answer::read_parameters(word)
            && matches!(reading.content, Content::Container | Content::Error(_))
        {
            if let Content::Error(_) = reading.content {
                return Some(reading);
            }
            shape = Some(Shape::Redirect);
            count += reading.also.len();
            found.extend(reading.also);
            found.truncate(FOUND_LIMIT);
            continue;
        }
        for token in paste::tokens_in(word).chain(stranger::opaque(word).map(|_| word)) {
            count += 1;
            // Reading takes longer than counting.
            let reading = if found.len() < FOUND_LIMIT { read_compact(token) } else { None };
            found.extend(reading.map(|reading| Found { name: "token", reading }));
        }
    }
    let note = paste::note_surroundings(count);
    let mut reading = match shape {
        Some(shape) => Reading { also: found, ..Reading::new(shape, Content::Container) },
        None => {
            let mut found = found.into_iter();
            let mut first = found.next()?.reading;
            first.also.extend(found);
            first
        }
    };
    reading.notes.insert(0, note);
    Some(reading)
}

/// Reads one word: a compact token, or something opaque known by its form.
pub(super) fn read_compact(word: &str) -> Option<Reading> {
    if let Some(stranger) = stranger::opaque(word) {
        return Some(Reading::new(
            Shape::Opaque,
            Content::Opaque(stranger, Secret::new(word.to_owned())),
        ));
    }
    if let Some(stranger) = stranger::by_word(word) {
        return Some(Reading::nothing(PasteProblem::Named(stranger)));
    }
    // An SD-JWT appends its disclosures with tildes.
    let (word, disclosures) = match word.split_once('~') {
        Some((token, rest)) if token.matches('.').count() == 2 => {
            (token, 1 + rest.matches('~').count())
        }
        _ => (word, 0),
    };
    let parts: Vec<&str> = word.splitn(7, '.').collect();
    // Claims that start as JSON does, behind a header that has lost something.
    let base64 = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    let headless = parts.len() == 3
        && (word.bytes().all(base64) || word.contains('…'))
        && ["ey", "ew", "e30"].iter().any(|start| {
            parts[1].get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start))
        });
    if !headless && !starts_like_header(parts[0]) {
        let letters = word.bytes().filter(u8::is_ascii_alphanumeric).count();
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~+/=!*$%".contains(&byte);
        let long = letters >= 16 && letters * 2 > word.len() && word.bytes().all(plain);
        return (long && parts.len() == 1).then(|| {
            Reading::new(
                Shape::Opaque,
                Content::Opaque(&stranger::UNKNOWN_OPAQUE, Secret::new(word.to_owned())),
            )
        });
    }
    if word.contains('…') || word.contains("...") {
        return Some(Reading::nothing(PasteProblem::Shortened));
    }
    if let [part] = parts.as_slice()
        && let Some(reading) = answer::read_encoded(part)
    {
        return Some(reading);
    }
    let raw = Secret::new(word.to_owned());
    let mut reading = match parts.as_slice() {
        [header, claims] => Reading::token(Shape::Unsigned, raw, header, claims, None),
        [header, claims, ""] => Reading::token(Shape::Unsigned, raw, header, claims, Some("")),
        [header, claims, signature] => {
            Reading::token(Shape::Jws, raw, header, claims, Some(signature))
        }
        [header, _, _, _, _] => Reading::encrypted(Shape::Jwe, raw, header),
        // The full stop of a sentence.
        [header, claims, signature, ""] if !signature.is_empty() => {
            let raw = Secret::new(word.trim_end_matches('.').to_owned());
            let mut reading = Reading::token(Shape::Jws, raw, header, claims, Some(signature));
            reading.notes.insert(0, paste::note_surroundings(1));
            reading
        }
        _ => Reading::nothing(PasteProblem::PartCount(1 + word.matches('.').count())),
    };
    if disclosures > 0 {
        reading.notes.push(Finding::new(
            "sd-jwt",
            Severity::Info,
            "This is an SD-JWT: the text after the first ~ holds disclosures, which are not shown here.",
        ));
    }
    Some(reading)
}

/// Whether a first part can be a JOSE header: base64 of `{`, or of any text,
/// so that a broken header is explained instead of passed over.
fn starts_like_header(part: &str) -> bool {
    part.starts_with("ey")
        || part.starts_with("ew")
        || part.starts_with("77u/e")
        || part.starts_with("77u_e")
        || matches!(
            jws::read_header(part),
            Ok(_)
                | Err(PartProblem::Json {
                    reason: JsonProblem::NotAnObject("a list" | "a string"),
                    ..
                })
        )
}
