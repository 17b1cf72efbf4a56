//! JSON members exactly as written: order, duplicate names and the literal
//! text of every value are kept, because a decoder that quietly repairs what
//! it shows hides the very thing its reader looks for.
//!
//! RFC 7519 section 4 and RFC 7515 section 4 demand unique names; RFC 8259
//! sections 4 and 6 say why order and numbers differ between readers.

use std::borrow::Cow;
use std::collections::BinaryHeap;
use std::fmt;

use serde::Deserializer as _;
use serde::de::{MapAccess, Visitor};
use serde_json::value::RawValue;
use thiserror::Error;

use super::integer::Integer;

/// The deepest nesting of arrays and objects that is read.
pub const DEPTH_LIMIT: usize = 128;

/// Why a text is not the JSON object it should be. No variant carries any of
/// the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum JsonProblem {
    /// There is nothing but spaces.
    #[error("it is empty")]
    Empty,
    /// The bytes are not UTF-8; the offset of the first wrong byte.
    #[error("byte {0} is not valid UTF-8 text")]
    NotUtf8(usize),
    /// The text breaks the rules of JSON at a line and column, from 1.
    #[error("the JSON is wrong at line {line}, column {column}")]
    Syntax {
        /// Line, from 1.
        line: usize,
        /// Column in bytes, from 1.
        column: usize,
    },
    /// The text ends before the object does.
    #[error("the JSON ends too early, so part of it was probably cut off")]
    Truncated,
    /// More text follows the object.
    #[error("more text follows the end of the JSON object")]
    TrailingData,
    /// It is JSON, but of another kind.
    #[error("it holds {0} where a JSON object belongs")]
    NotAnObject(&'static str),
    /// Arrays and objects are nested deeper than [`DEPTH_LIMIT`].
    #[error("arrays and objects are nested deeper than {DEPTH_LIMIT} levels")]
    TooDeep,
}

impl JsonProblem {
    /// The last part of a problem's code: `claims-` or `header-` stands before.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::NotUtf8(_) => "not-utf8",
            Self::Syntax { .. } => "not-json",
            Self::Truncated => "truncated",
            Self::TrailingData => "trailing-data",
            Self::NotAnObject(_) => "not-an-object",
            Self::TooDeep => "too-deep",
        }
    }
}

/// One member of a JSON object.
#[derive(Clone, PartialEq, Eq)]
pub struct Member {
    /// The name, decoded. A name with a lone surrogate stays as written.
    pub name: String,
    /// The value's text as written, spaces inside included.
    pub literal: String,
}

/// The members of one JSON object, in order, duplicates included.
///
/// Look-ups answer the last member of a name, as nearly every reader of JSON
/// does. Debug output shows the number of members only: claims are personal.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Members {
    list: Vec<Member>,
    /// Whether a byte order mark stood before the object.
    pub byte_order_mark: bool,
}

impl fmt::Debug for Members {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Members({})", self.list.len())
    }
}

impl Members {
    /// Reads one JSON object from UTF-8 bytes.
    ///
    /// # Errors
    /// The first reason why the bytes are no JSON object.
    pub fn read(bytes: &[u8]) -> Result<Self, JsonProblem> {
        let text = std::str::from_utf8(bytes)
            .map_err(|error| JsonProblem::NotUtf8(error.valid_up_to()))?;
        let (text, byte_order_mark) = match text.strip_prefix('\u{feff}') {
            Some(rest) => (rest, true),
            None => (text, false),
        };
        // serde_json skips over values without recursion; whoever walks the
        // value later (a view, JSON.parse) might not.
        if depth(text) > DEPTH_LIMIT {
            return Err(JsonProblem::TooDeep);
        }
        let mut reader = serde_json::Deserializer::from_str(text);
        let list = match (&mut reader).deserialize_map(MemberVisitor) {
            Ok(list) => list,
            Err(error) => return Err(problem(text, &error)),
        };
        reader.end().map_err(|_| JsonProblem::TrailingData)?;
        Ok(Self { list, byte_order_mark })
    }

    /// All members, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Member> {
        self.list.iter()
    }

    /// How many members there are, duplicates counted.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether the object is `{}`.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The last member of this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Member> {
        self.list.iter().rev().find(|member| member.name == name)
    }

    /// Whether a member of this name exists, whatever its value.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// The text of a string member; `None` when it is absent, no string, or
    /// holds a lone surrogate.
    #[must_use]
    pub fn str(&self, name: &str) -> Option<Cow<'_, str>> {
        self.get(name)?.str()
    }

    /// The texts of a list of strings; a single string counts as a list of
    /// one, as RFC 7519 section 4.1.3 has it for `aud`. Entries of other types
    /// are left out. `None` when the member is absent or neither of the two.
    #[must_use]
    pub fn strings(&self, name: &str) -> Option<Vec<String>> {
        let member = self.get(name)?;
        if let Some(text) = member.str() {
            return Some(vec![text.into_owned()]);
        }
        let entries = list(&member.literal)?;
        Some(entries.into_iter().filter_map(|entry| unquote(entry).map(Cow::into_owned)).collect())
    }

    /// A number member, read as tolerantly as tokens are written: MSAL .NET
    /// puts numbers into strings, MSAL for Python writes fractions.
    #[must_use]
    pub fn integer(&self, name: &str) -> Option<Integer> {
        self.get(name).map(Member::integer)
    }

    /// Names that occur more than once, each once, sorted.
    #[must_use]
    pub fn duplicates(&self) -> Vec<&str> {
        // A heap's sort is as good against a hostile number of names as any, and
        // a fraction of the code in the page.
        let names: BinaryHeap<&str> = self.list.iter().map(|m| m.name.as_str()).collect();
        let names = names.into_sorted_vec();
        let mut found: Vec<&str> =
            names.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
        found.dedup();
        found
    }
}

impl Member {
    /// The text of a string value; see [`Members::str`].
    #[must_use]
    pub fn str(&self) -> Option<Cow<'_, str>> {
        unquote(&self.literal)
    }

    /// The value as a whole number; see [`Members::integer`].
    #[must_use]
    pub fn integer(&self) -> Integer {
        if let Some(text) = self.str() {
            return match Integer::from_number(text.trim()) {
                Integer::Exact(value) | Integer::Rounded(value) => Integer::InText(value),
                other => other,
            };
        }
        Integer::from_number(&self.literal)
    }
}

/// The decoded text of a JSON string literal; `None` for other literals and
/// for lone surrogates.
#[must_use]
pub fn unquote(literal: &str) -> Option<Cow<'_, str>> {
    let inner = literal.strip_prefix('"')?.strip_suffix('"')?;
    if inner.contains('\\') {
        serde_json::from_str(literal).ok().map(Cow::Owned)
    } else {
        Some(Cow::Borrowed(inner))
    }
}

/// The literals of the entries of a JSON list, in order; `None` for other
/// literals.
#[must_use]
pub fn list(literal: &str) -> Option<Vec<&str>> {
    let entries: Vec<&RawValue> = serde_json::from_str(literal).ok()?;
    Some(entries.into_iter().map(RawValue::get).collect())
}

/// The deepest nesting in a text, JSON or not, without recursion.
fn depth(text: &str) -> usize {
    let (mut now, mut deepest) = (0_usize, 0);
    let (mut in_string, mut escaped) = (false, false);
    for byte in text.bytes() {
        if in_string {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => in_string = false,
                _ => {}
            }
            continue;
        }
        match byte {
            b'"' => in_string = true,
            b'[' | b'{' => {
                now += 1;
                deepest = deepest.max(now);
            }
            b']' | b'}' => now = now.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// Puts serde_json's refusal into our words; its own may quote the text.
fn problem(text: &str, error: &serde_json::Error) -> JsonProblem {
    let kind = match text.trim_start_matches([' ', '\t', '\r', '\n']).bytes().next() {
        None => return JsonProblem::Empty,
        Some(b'{') => None,
        Some(b'[') => Some("a list"),
        Some(b'"') => Some("a string"),
        Some(b't' | b'f' | b'n') => Some("a bare word"),
        Some(b'-' | b'0'..=b'9') => Some("a number"),
        Some(_) => None,
    };
    match kind {
        Some(kind) => JsonProblem::NotAnObject(kind),
        None if error.is_eof() => JsonProblem::Truncated,
        None => JsonProblem::Syntax { line: error.line(), column: error.column() },
    }
}

struct MemberVisitor;

impl<'de> Visitor<'de> for MemberVisitor {
    type Value = Vec<Member>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut list = Vec::new();
        // Raw names, because a name with a lone surrogate is no Rust string
        // and must not hide the other members.
        while let Some((name, value)) = map.next_entry::<&RawValue, &RawValue>()? {
            list.push(Member {
                name: unquote(name.get())
                    .map_or_else(|| name.get().trim_matches('"').to_owned(), Cow::into_owned),
                literal: value.get().to_owned(),
            });
        }
        Ok(list)
    }
}

#[cfg(test)]
mod tests {
    use super::{JsonProblem, Members};

    fn read(text: &str) -> Result<Members, JsonProblem> {
        Members::read(text.as_bytes())
    }

    fn pairs(text: &str) -> Vec<(String, String)> {
        let members = read(text).expect("an object");
        members.iter().map(|m| (m.name.clone(), m.literal.clone())).collect()
    }

    #[test]
    fn order_duplicates_and_literals_stay_as_written() {
        let text =
            r#"{"b": 9007199254740993, "a":1e400,"b":[1, 2 ], "__proto__":{"x":1}, "s":"\u0041"}"#;
        let expected = [
            ("b", "9007199254740993"),
            ("a", "1e400"),
            ("b", "[1, 2 ]"),
            ("__proto__", r#"{"x":1}"#),
            ("s", r#""\u0041""#),
        ];
        assert_eq!(pairs(text), expected.map(|(n, v)| (n.to_owned(), v.to_owned())));
        let members = read(text).expect("an object");
        assert_eq!(members.duplicates(), ["b"]);
        assert_eq!(members.str("s").as_deref(), Some("A"));
        assert_eq!(members.get("b").map(|m| m.literal.as_str()), Some("[1, 2 ]"));
    }

    #[test]
    fn each_kind_of_broken_text_has_its_own_reason() {
        assert_eq!(read("  "), Err(JsonProblem::Empty));
        assert_eq!(read("{\"a\":1"), Err(JsonProblem::Truncated));
        assert_eq!(read("{} x"), Err(JsonProblem::TrailingData));
        assert_eq!(read("{}{}"), Err(JsonProblem::TrailingData));
        assert_eq!(read("[1]"), Err(JsonProblem::NotAnObject("a list")));
        assert_eq!(read("\"a\""), Err(JsonProblem::NotAnObject("a string")));
        assert_eq!(read("null"), Err(JsonProblem::NotAnObject("a bare word")));
        assert_eq!(read("{'a':1}"), Err(JsonProblem::Syntax { line: 1, column: 2 }));
        assert_eq!(Members::read(b"{\"a\":\"\xff\"}"), Err(JsonProblem::NotUtf8(6)));
    }

    #[test]
    fn nesting_is_read_to_the_limit_and_refused_beyond() {
        let nested = |levels: usize| {
            format!("{{\"a\":{}{}}}", "[".repeat(levels - 1), "]".repeat(levels - 1))
        };
        assert!(read(&nested(128)).is_ok());
        assert_eq!(read(&nested(129)), Err(JsonProblem::TooDeep));
        assert_eq!(read(&"[".repeat(100_000)), Err(JsonProblem::TooDeep));
        assert!(read(&format!("{{\"a\":\"{}\"}}", "[".repeat(500))).is_ok(), "inside a string");
    }

    #[test]
    fn a_byte_order_mark_is_skipped_and_remembered() {
        assert!(read("\u{feff}{\"a\":1}").expect("an object").byte_order_mark);
    }

    #[test]
    fn a_lone_surrogate_hides_nothing_but_itself() {
        let members = read(r#"{"\ud800":1,"v":"\udc00","ok":"yes"}"#).expect("an object");
        assert_eq!(members.iter().next().map(|m| m.name.as_str()), Some("\\ud800"));
        assert_eq!(members.str("v"), None);
        assert_eq!(members.str("ok").as_deref(), Some("yes"));
    }

    #[test]
    fn strings_take_a_list_or_one_string() {
        let members = read(r#"{"one":"a","many":["a",1,"b"],"none":5}"#).expect("an object");
        assert_eq!(members.strings("one"), Some(vec!["a".to_owned()]));
        assert_eq!(members.strings("many"), Some(vec!["a".to_owned(), "b".to_owned()]));
        assert_eq!(members.strings("none"), None);
        assert_eq!(members.strings("absent"), None);
    }

    #[test]
    fn debug_output_holds_no_claim() {
        let members = read(r#"{"name":"marker"}"#).expect("an object");
        assert_eq!(format!("{members:?}"), "Members(1)");
    }
}
