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
    if !rest.bytes().any(|byte| byte == b'\\') {
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
    let parts = mark.and_then(|at| Some((text.get(..at)?, text.get(at + 1..)?)));
    let (before, after) = parts.unwrap_or((text, ""));
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
mod tests;
