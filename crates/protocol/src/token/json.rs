//! JSON members exactly as written: order, duplicate names and the literal
//! text of every value are kept, because a decoder that quietly repairs what
//! it shows hides the very thing its reader looks for.
//!
//! RFC 7519 section 4 and RFC 7515 section 4 demand unique names; RFC 8259
//! sections 4 and 6 say why order and numbers differ between readers.
//!
//! serde_json checks the whole text first, without making a value of anything.
//! What is cut here afterwards is known to be JSON, so that cutting is counting
//! brackets. Nothing turns a number into a float: the tables for that would
//! weigh more in the page than all the rest of this file.

use std::borrow::Cow;
use std::collections::BinaryHeap;
use std::fmt;

use serde::Deserialize as _;
use serde::de::IgnoredAny;
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
        // serde_json checks without recursion; whoever walks the value later (a
        // view, JSON.parse) might not.
        if depth(text) > DEPTH_LIMIT {
            return Err(JsonProblem::TooDeep);
        }
        is_object(text)?;
        let mut reader = serde_json::Deserializer::from_str(text);
        IgnoredAny::deserialize(&mut reader).map_err(|error| problem(&error))?;
        reader.end().map_err(|_| JsonProblem::TrailingData)?;
        let mut list = Vec::new();
        let mut rest = inside(text, '{', '}').unwrap_or_default();
        while !rest.is_empty() {
            let (name, literal);
            (name, rest) = cut(rest);
            (literal, rest) = cut(rest);
            // A name with a lone surrogate is no Rust string and must not hide
            // the other members.
            let name = unquote(name).unwrap_or_else(|| Cow::Borrowed(name.trim_matches('"')));
            list.push(Member { name: name.into_owned(), literal: literal.to_owned() });
        }
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

/// The decoded text of a JSON string literal (RFC 8259 section 7); `None` for
/// other literals and for lone surrogates.
#[must_use]
pub fn unquote(literal: &str) -> Option<Cow<'_, str>> {
    let mut rest = literal.strip_prefix('"')?.strip_suffix('"')?;
    if !rest.contains('\\') {
        return Some(Cow::Borrowed(rest));
    }
    let mut text = String::with_capacity(rest.len());
    while let Some((before, escape)) = rest.split_once('\\') {
        text.push_str(before);
        let mark = *escape.as_bytes().first()?;
        rest = escape.get(1..)?;
        text.push(match mark {
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => escaped_character(&mut rest)?,
            same => char::from(same),
        });
    }
    text.push_str(rest);
    Some(Cow::Owned(text))
}

/// The character of one `\u`, or of two that are a surrogate pair; `rest` stands
/// behind the first `u`, and is moved behind the last digit.
fn escaped_character(rest: &mut &str) -> Option<char> {
    let first = unit(rest)?;
    if let Some(character) = char::from_u32(first.into()) {
        return Some(character);
    }
    *rest = rest.strip_prefix("\\u")?;
    char::decode_utf16([first, unit(rest)?]).next()?.ok()
}

fn unit(rest: &mut &str) -> Option<u16> {
    let (digits, after) = rest.split_at_checked(4)?;
    *rest = after;
    u16::from_str_radix(digits, 16).ok()
}

/// The literals of the entries of a JSON list, in order; `None` for other
/// literals. The literal must be JSON, as those of [`Member`] are.
#[must_use]
pub fn list(literal: &str) -> Option<Vec<&str>> {
    let mut rest = inside(literal, '[', ']')?;
    let mut entries = Vec::new();
    while !rest.is_empty() {
        let entry;
        (entry, rest) = cut(rest);
        entries.push(entry);
    }
    Some(entries)
}

/// What stands between the brackets of a list or an object.
fn inside(literal: &str, open: char, close: char) -> Option<&str> {
    let literal = literal.trim_matches(SPACES);
    Some(literal.strip_prefix(open)?.strip_suffix(close)?.trim_matches(SPACES))
}

/// Cuts JSON at the first comma or colon that stands in no string and in no
/// brackets: what is before it, and what is after.
fn cut(text: &str) -> (&str, &str) {
    let mut place = Place::default();
    let mark = text.bytes().position(|byte| {
        let found = place.is_outside() && matches!(byte, b',' | b':');
        place.pass(byte);
        found
    });
    let (before, after) = mark.map_or((text, ""), |at| (&text[..at], &text[at + 1..]));
    (before.trim_matches(SPACES), after)
}

/// The deepest nesting in a text, JSON or not, without recursion.
fn depth(text: &str) -> usize {
    let mut place = Place::default();
    let depths = text.bytes().map(|byte| {
        place.pass(byte);
        place.depth
    });
    depths.max().unwrap_or(0)
}

/// The spaces of RFC 8259 section 2.
const SPACES: [char; 4] = [' ', '\t', '\r', '\n'];

/// Where one is, while passing over JSON byte by byte.
#[derive(Default)]
struct Place {
    depth: usize,
    in_string: bool,
    escaped: bool,
}

impl Place {
    const fn is_outside(&self) -> bool {
        self.depth == 0 && !self.in_string
    }

    const fn pass(&mut self, byte: u8) {
        match byte {
            _ if self.escaped => self.escaped = false,
            b'\\' if self.in_string => self.escaped = true,
            b'"' => self.in_string = !self.in_string,
            _ if self.in_string => {}
            b'[' | b'{' => self.depth += 1,
            b']' | b'}' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
    }
}

/// Whether the text starts as an object does; what it is else.
fn is_object(text: &str) -> Result<(), JsonProblem> {
    let kind = match text.trim_start_matches(SPACES).bytes().next() {
        None => return Err(JsonProblem::Empty),
        Some(b'[') => "a list",
        Some(b'"') => "a string",
        Some(b't' | b'f' | b'n') => "a bare word",
        Some(b'-' | b'0'..=b'9') => "a number",
        Some(_) => return Ok(()),
    };
    Err(JsonProblem::NotAnObject(kind))
}

/// Puts serde_json's refusal into our words; its own may quote the text.
fn problem(error: &serde_json::Error) -> JsonProblem {
    if error.is_eof() {
        JsonProblem::Truncated
    } else {
        JsonProblem::Syntax { line: error.line(), column: error.column() }
    }
}

#[cfg(test)]
mod tests {
    use super::{JsonProblem, Members, list, unquote};

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
    fn any_text_comes_back_from_its_literal() {
        let text = "\u{8}\u{c}\n\r\t\"\\/é😀\u{0}\u{7f}";
        let literal = serde_json::to_string(text).expect("a literal");
        assert_eq!(unquote(&literal).as_deref(), Some(text));
        assert_eq!(unquote(r#""\ud83d\ude00\/\u00e9""#).as_deref(), Some("😀/é"));
        for broken in [r#""\ud83d""#, r#""\ud83d\u0041""#, r#""\ude00""#, "1", "\""] {
            assert_eq!(unquote(broken), None, "{broken}");
        }
    }

    #[test]
    fn commas_colons_and_brackets_in_texts_cut_nothing() {
        let members = read(r#" { "a,:]}\"{" : [ 1 , "x,]" , {"y":[2,3]} ] , "b":{} } "#);
        let members = members.expect("an object");
        let literals: Vec<_> = members.iter().map(|m| (&*m.name, &*m.literal)).collect();
        assert_eq!(literals, [("a,:]}\"{", r#"[ 1 , "x,]" , {"y":[2,3]} ]"#), ("b", "{}")]);
        let entries = list(literals[0].1).expect("a list");
        assert_eq!(entries, ["1", "\"x,]\"", r#"{"y":[2,3]}"#]);
        assert_eq!(list("[ ]"), Some(Vec::new()));
        assert_eq!(list("{}"), None);
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
