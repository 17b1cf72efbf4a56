//! The ordered, annotated parameter list and its one encoder.
//!
//! `application/x-www-form-urlencoded` as the URL standard defines it: a space
//! becomes `+`, `~` becomes `%7E`. Both are right, and both surprise people.

use std::borrow::Cow;

use zeroize::Zeroizing;

use crate::inputs::InputId;
use crate::reason::Reason;
use crate::secret::Secret;

/// The value of a parameter or header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Text that may be shown.
    Text(String),
    /// A credential or token, masked unless the reader asks.
    Secret(Secret),
    /// JSON text, written into a JSON body as it is.
    Json(String),
    /// A variable of the machine that runs the command, in braces: `{NAME}`.
    Environment(&'static str),
    /// Nothing yet: this input is empty.
    Missing(InputId),
}

impl Value {
    /// The text as sent; `None` while it is missing.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::Json(text) => Some(text),
            Self::Environment(name) => Some(name),
            Self::Secret(secret) => Some(secret.expose()),
            Self::Missing(_) => None,
        }
    }
}

/// One parameter of a query, a form or a JSON body, with what a reader may want to know of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Param {
    /// The name on the wire; in a JSON body a JSON pointer without its first
    /// slash, or empty for a whole body.
    pub name: Cow<'static, str>,
    /// The value, not encoded.
    pub value: Value,
    /// The input that fills it; `None` for a fixed value.
    pub input: Option<InputId>,
    /// Why it is there.
    pub reason: Reason,
    /// Added by the reader, not by the flow.
    pub extra: bool,
}

/// Encodes one name or value.
#[must_use]
pub fn encode(text: &str) -> Zeroizing<String> {
    // Reserved for the worst case: a string that grows leaves copies behind.
    let mut encoded = Zeroizing::new(String::with_capacity(text.len() * 3));
    encoded.extend(form_urlencoded::byte_serialize(text.as_bytes()));
    encoded
}

/// Encodes a list of pairs: the exact bytes of the body.
#[must_use]
pub fn encode_pairs<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)> + Clone) -> Secret {
    let length = pairs.clone().map(|(name, value)| 3 * (name.len() + value.len()) + 2).sum();
    let mut body = String::with_capacity(length);
    for (name, value) in pairs {
        if !body.is_empty() {
            body.push('&');
        }
        body.extend(form_urlencoded::byte_serialize(name.as_bytes()));
        body.push('=');
        body.extend(form_urlencoded::byte_serialize(value.as_bytes()));
    }
    Secret::new(body)
}

/// Encodes one name or value for a query string. Unlike a form, a space is
/// `%20`, and the `$` and `,` of OData stay readable (RFC 3986 3.4).
#[must_use]
pub fn encode_in_query(text: &str) -> String {
    // A percent sign of the text itself is `%25` by now, so nothing else is met.
    let encoded = encode(text).replace('+', "%20");
    unescaped(&encoded, &[("24", "$"), ("2C", ","), ("7E", "~")])
}

/// Takes escapes back: the two digits, and what they stand for.
pub(crate) fn unescaped(encoded: &str, escapes: &[(&str, &str)]) -> String {
    let mut pieces = encoded.split('%');
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let found =
            escapes.iter().find_map(|(digits, plain)| Some((*plain, piece.strip_prefix(digits)?)));
        let (first, rest) = found.unwrap_or(("%", piece));
        text.push_str(first);
        text.push_str(rest);
    }
    text
}

/// Encodes a list of pairs as a query string, without its question mark.
#[must_use]
pub fn encode_query<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let mut query = String::new();
    for (name, value) in pairs {
        if !query.is_empty() {
            query.push('&');
        }
        query += &encode_in_query(name);
        query.push('=');
        query += &encode_in_query(value);
    }
    query
}

/// Decodes a body or a query string into its pairs, in order, duplicates included.
#[must_use]
pub fn decode(body: &str) -> Vec<(String, Secret)> {
    form_urlencoded::parse(body.as_bytes())
        .map(|(name, value)| (name.into_owned(), Secret::new(value.into_owned())))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn characters_that_secrets_are_made_of_survive() {
        let text = "a~b+c/d=e&f%g h\u{e4}";
        assert_eq!(&*encode(text), "a%7Eb%2Bc%2Fd%3De%26f%25g+h%C3%A4");
    }

    proptest! {
        #[test]
        fn decoding_what_was_encoded_gives_the_same_pairs_in_the_same_order(
            pairs in prop::collection::vec((".{1,12}", ".{0,40}"), 0..8)
        ) {
            let body = encode_pairs(pairs.iter().map(|(n, v)| (n.as_str(), v.as_str())));
            let decoded: Vec<(String, String)> = decode(body.expose())
                .into_iter()
                .map(|(name, value)| (name, value.expose().to_owned()))
                .collect();
            prop_assert_eq!(decoded, pairs);
        }
    }
}
