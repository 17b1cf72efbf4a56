//! Walks through JSON byte by byte and takes only the few members that matter.
//! Whatever else is there is passed over without being kept, however long or
//! deep it is.

use zeroize::Zeroizing;

use super::entry::{self, Draft};
use super::{ENTRY_LIMIT, HAR_LIMIT, Har, HarProblem};
use crate::token::json;

/// The longest text of one member, in bytes.
const TEXT_LIMIT: usize = 256 << 10;
/// The most text of one request, and of all that are kept.
const ENTRY_BYTES: usize = 1 << 20;
const ALL_BYTES: usize = 16 << 20;
/// The most parameters of one request.
const PARAMETERS: usize = 100;

/// An object or a list that is walked into.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Root,
    Log,
    Entries,
    Entry,
    Request,
    PostData,
    Parameters,
    Parameter,
    Response,
    Content,
}

impl Place {
    const fn is_list(self) -> bool {
        matches!(self, Self::Entries | Self::Parameters)
    }
}

/// A member whose text is taken.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Started,
    Method,
    Url,
    Body,
    Name,
    Value,
    Status,
    RedirectUrl,
    Answer,
    Encoding,
}

/// What is done with a value.
#[derive(Clone, Copy)]
enum Slot {
    Enter(Place),
    Take(Field),
    Skip,
}

#[derive(Clone, Copy)]
enum State {
    /// A value must come.
    Value(Slot),
    /// A name or the end of the object.
    Name,
    InName,
    Colon(Slot),
    /// A comma or the end, of a list or an object.
    Next,
    /// The first value of a list, or its end.
    First,
    Text(Field),
    /// A number or a word, taken or not.
    Bare(Option<Field>),
    /// Inside a value that is passed over, that deep.
    Skip(usize),
    SkipText(usize),
    Done,
}

pub(super) struct Scanner {
    state: State,
    stack: Vec<Place>,
    /// The last name or text, with its escapes.
    text: Zeroizing<Vec<u8>>,
    escaped: bool,
    /// Bytes read before this chunk.
    read: usize,
    /// Bytes taken for this request, and kept for all.
    taken: usize,
    kept: usize,
    has_entries: bool,
    draft: Draft,
    name: String,
    value: Zeroizing<String>,
    har: Har,
    problem: Option<HarProblem>,
}

impl Default for Scanner {
    fn default() -> Self {
        Self {
            state: State::Value(Slot::Enter(Place::Root)),
            stack: Vec::new(),
            text: Zeroizing::default(),
            escaped: false,
            read: 0,
            taken: 0,
            kept: 0,
            has_entries: false,
            draft: Draft::default(),
            name: String::new(),
            value: Zeroizing::default(),
            har: Har::default(),
            problem: None,
        }
    }
}

impl Scanner {
    pub(super) fn feed(&mut self, chunk: &[u8]) -> Result<(), HarProblem> {
        if let Some(problem) = self.problem {
            return Err(problem);
        }
        let result = self.walk(chunk);
        self.problem = result.err();
        result
    }

    pub(super) fn finish(mut self) -> Result<Har, HarProblem> {
        if let Some(problem) = self.problem {
            return Err(problem);
        }
        if !self.has_entries {
            return Err(HarProblem::NoEntries);
        }
        self.har.complete = matches!(self.state, State::Done);
        Ok(self.har)
    }

    fn walk(&mut self, chunk: &[u8]) -> Result<(), HarProblem> {
        if chunk.len() > HAR_LIMIT.saturating_sub(self.read) {
            return Err(HarProblem::TooLarge);
        }
        let mut at = 0;
        while let Some(byte) = chunk.get(at) {
            // Most of a file are long texts that nobody wants.
            if let (State::SkipText(_), false) = (self.state, self.escaped) {
                let rest = chunk.get(at..).unwrap_or_default();
                at += rest.iter().position(|b| matches!(b, b'"' | b'\\')).unwrap_or(rest.len());
                let Some(byte) = chunk.get(at) else { break };
                self.step(*byte, self.read + at)?;
            } else {
                self.step(*byte, self.read + at)?;
            }
            at += 1;
        }
        self.read += chunk.len();
        Ok(())
    }

    fn step(&mut self, byte: u8, at: usize) -> Result<(), HarProblem> {
        let wrong = Err(HarProblem::NotJson(at));
        // A byte order mark is three bytes before everything.
        let space = byte.is_ascii_whitespace() || (at < 3 && matches!(byte, 0xef | 0xbb | 0xbf));
        match self.state {
            State::Value(_)
            | State::First
            | State::Name
            | State::Next
            | State::Colon(_)
            | State::Done
                if space => {}
            State::Value(slot) => return self.begin(slot, byte, at),
            State::First if byte == b']' => self.leave(),
            State::First => {
                let slot = self.entry_slot();
                return self.begin(slot, byte, at);
            }
            State::Name => match byte {
                b'"' => {
                    self.text.clear();
                    self.state = State::InName;
                }
                b'}' => self.leave(),
                _ => return wrong,
            },
            State::InName => {
                if self.ends_text(byte, 64) {
                    self.state = State::Colon(self.member_slot());
                }
            }
            State::Colon(slot) if byte == b':' => self.state = State::Value(slot),
            State::Next => match (byte, self.stack.last().is_some_and(|place| place.is_list())) {
                (b',', true) => self.state = State::Value(self.entry_slot()),
                (b',', false) => self.state = State::Name,
                (b']', true) | (b'}', false) => self.leave(),
                _ => return wrong,
            },
            State::Text(field) => {
                if self.ends_text(byte, TEXT_LIMIT) {
                    self.take(field);
                    self.after_value();
                }
            }
            State::Bare(field) => {
                if byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.') {
                    if self.text.len() < 32 {
                        self.text.push(byte);
                    }
                } else {
                    if let Some(field) = field {
                        self.take(field);
                    }
                    self.after_value();
                    return self.step(byte, at);
                }
            }
            State::Skip(depth) => match byte {
                b'"' => self.state = State::SkipText(depth),
                b'[' | b'{' => self.state = State::Skip(depth + 1),
                b']' | b'}' if depth <= 1 => self.after_value(),
                b']' | b'}' => self.state = State::Skip(depth - 1),
                _ => {}
            },
            State::SkipText(depth) => {
                if self.ends_text(byte, 0) {
                    if depth == 0 {
                        self.after_value();
                    } else {
                        self.state = State::Skip(depth);
                    }
                }
            }
            State::Colon(_) | State::Done => return wrong,
        }
        Ok(())
    }

    fn begin(&mut self, slot: Slot, byte: u8, at: usize) -> Result<(), HarProblem> {
        self.text.clear();
        self.state = match (byte, slot) {
            (b'{', Slot::Enter(place)) if !place.is_list() => {
                self.enter(place);
                State::Name
            }
            (b'[', Slot::Enter(place)) if place.is_list() => {
                self.enter(place);
                State::First
            }
            _ if at < 3 && self.stack.is_empty() => return Err(HarProblem::NotJson(at)),
            (b'{' | b'[', _) => State::Skip(1),
            (b'"', Slot::Take(field)) => State::Text(field),
            (b'"', _) => State::SkipText(0),
            (b'-' | b'0'..=b'9' | b't' | b'f' | b'n', slot) => {
                self.text.push(byte);
                State::Bare(if let Slot::Take(field) = slot { Some(field) } else { None })
            }
            _ => return Err(HarProblem::NotJson(at)),
        };
        Ok(())
    }

    /// Adds a byte of a text; whether it was the end.
    fn ends_text(&mut self, byte: u8, limit: usize) -> bool {
        if byte == b'"' && !self.escaped {
            return true;
        }
        self.escaped = byte == b'\\' && !self.escaped;
        // One more than the limit says that it was too long.
        if self.text.len() <= limit && limit > 0 {
            self.text.push(byte);
        }
        false
    }

    fn after_value(&mut self) {
        self.state = if self.stack.is_empty() { State::Done } else { State::Next };
    }

    fn entry_slot(&self) -> Slot {
        match self.stack.last() {
            Some(Place::Entries) => Slot::Enter(Place::Entry),
            Some(Place::Parameters) => Slot::Enter(Place::Parameter),
            _ => Slot::Skip,
        }
    }

    fn member_slot(&self) -> Slot {
        use Place::{
            Content, Entries, Entry, Log, Parameter, Parameters, PostData, Request, Response, Root,
        };
        let Some(place) = self.stack.last() else { return Slot::Skip };
        // Once the address is known to be another one, nothing more is wanted.
        let unwanted = self.draft.kind().is_none() && self.draft.has_url();
        let taken = match (place, self.text.as_slice()) {
            (Root, b"log") => return Slot::Enter(Log),
            (Log, b"entries") => return Slot::Enter(Entries),
            (Entry, b"request") => return Slot::Enter(Request),
            _ if unwanted => return Slot::Skip,
            (Entry, b"response") => return Slot::Enter(Response),
            (Request, b"postData") => return Slot::Enter(PostData),
            (PostData, b"params") => return Slot::Enter(Parameters),
            (Response, b"content") => return Slot::Enter(Content),
            (Entry, b"startedDateTime") => Field::Started,
            (Request, b"method") => Field::Method,
            (Request, b"url") => Field::Url,
            (PostData, b"text") => Field::Body,
            (Parameter, b"name") => Field::Name,
            (Parameter, b"value") => Field::Value,
            (Response, b"status") => Field::Status,
            (Response, b"redirectURL") => Field::RedirectUrl,
            (Content, b"text") => Field::Answer,
            (Content, b"encoding") => Field::Encoding,
            _ => return Slot::Skip,
        };
        Slot::Take(taken)
    }

    fn enter(&mut self, place: Place) {
        match place {
            Place::Entries => self.has_entries = true,
            Place::Entry => {
                self.draft = Draft::default();
                self.taken = 0;
            }
            Place::Parameter => {
                self.name.clear();
                self.value = Zeroizing::default();
            }
            _ => {}
        }
        self.stack.push(place);
    }

    fn leave(&mut self) {
        match self.stack.pop() {
            Some(Place::Parameter) if self.draft.parameters.len() < PARAMETERS => {
                let (name, value) =
                    (std::mem::take(&mut self.name), std::mem::take(&mut self.value));
                self.draft.parameters.push(entry::parameter(&name, &value));
            }
            Some(Place::Entry) => {
                self.har.seen += 1;
                if let Some(entry) = std::mem::take(&mut self.draft).finish() {
                    let room = ALL_BYTES.saturating_sub(self.kept);
                    if self.har.entries.len() < ENTRY_LIMIT && self.taken <= room {
                        self.kept += self.taken;
                        self.har.entries.push(entry);
                    } else {
                        self.har.left_out += 1;
                    }
                }
            }
            _ => {}
        }
        self.after_value();
    }

    /// Takes the text of a member; one that is too long or no text stays out.
    fn take(&mut self, field: Field) {
        let length = self.text.len();
        if length > TEXT_LIMIT || self.taken + length > ENTRY_BYTES {
            self.draft.cut = true;
            return;
        }
        let Ok(raw) = std::str::from_utf8(&self.text) else { return };
        let quoted = Zeroizing::new(format!("\"{raw}\""));
        let Some(text) = json::unquote(&quoted) else { return };
        let text = Zeroizing::new(text.into_owned());
        self.taken += length;
        let draft = &mut self.draft;
        match field {
            Field::Started => draft.started = text.chars().take(40).collect(),
            Field::Method => draft.method = text.chars().take(16).collect(),
            Field::Url => draft.set_url(&text),
            Field::Body => draft.body = text,
            Field::Name => self.name = text.chars().take(80).collect(),
            Field::Value => self.value = text,
            Field::Status => draft.status = text.parse().unwrap_or(0),
            Field::RedirectUrl => draft.redirect = text,
            Field::Answer => draft.answer = text,
            Field::Encoding => draft.base64 = *text == "base64",
        }
    }
}
