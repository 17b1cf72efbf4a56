//! One request for the eye, as HTTP, curl and PowerShell.
//!
//! Redaction is an argument, never a second path: the same walk writes the
//! text with placeholders and with secrets. With secrets, the text holds the
//! exact bytes that are sent.
//!
//! The page writes HTTP itself, with [`http`]; what writes commands stands in the
//! module that loads later, so that there alone somebody calls [`render`].

mod curl;
mod http;
mod powershell;

use crate::crossing::{Crossing, Reader, Writer, crossing};
use crate::form::{Param, Value, encode};
use crate::inputs::InputId;
use crate::json;
use crate::request::{Draft, Header, PathPiece};

/// Whether secrets are written out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Reveal {
    /// Secrets are masked, or variables where a shell has them.
    #[default]
    No,
    /// Secrets are written as they are sent, because the reader asked.
    Yes,
}

/// The forms in which a request can be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Format {
    /// The message as it goes over the wire.
    #[default]
    Http,
    /// A command for a POSIX shell.
    Curl,
    /// A command for PowerShell 5.1 and 7.
    PowerShell,
}

impl Format {
    /// Every format, in the order of the tabs.
    pub const ALL: [Self; 3] = [Self::Http, Self::Curl, Self::PowerShell];

    /// The word on the tab.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Http => "HTTP",
            Self::Curl => "curl",
            Self::PowerShell => "PowerShell",
        }
    }
}

/// What a piece of a rendered request is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Syntax around the rest.
    Plain,
    /// The method or the command.
    Method,
    /// The address.
    Url,
    /// The name of a parameter or header.
    Name,
    /// A value.
    Value,
    /// A value that is missing; the text names the input in braces.
    Missing,
    /// A secret that is not shown; the text says what stands there.
    Masked,
    /// A remark, as a comment of the shell.
    Comment,
}

/// A piece of text with its meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// What it is.
    pub mark: Mark,
}

/// Pieces that belong together: one parameter, one header, one line.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Line {
    /// The pieces, in order.
    pub pieces: Vec<Piece>,
    /// The input that fills it, so that the page can mark it.
    pub input: Option<InputId>,
    /// The place of its reason among those of the request
    /// ([`reasons`](crate::reason::reasons)); `None` where it has none.
    pub reason: Option<usize>,
    /// Whether the text goes on behind it without a line break: the page may
    /// show a body one parameter a line, the wire has no break in it.
    pub joined: bool,
}

crossing! {
    enum Reveal { No, Yes }
    enum Format { Http, Curl, PowerShell }
    enum Mark { Plain, Method, Url, Name, Value, Missing, Masked, Comment }
    struct Piece { text, mark }
    struct Line { pieces, input, reason, joined }
}

impl Line {
    fn push(&mut self, mark: Mark, text: impl Into<String>) {
        self.pieces.push(Piece { text: text.into(), mark });
    }

    fn insert(&mut self, mark: Mark, text: impl Into<String>) {
        self.pieces.insert(0, Piece { text: text.into(), mark });
    }

    /// A line of the query, of the headers or of the body: which it is of these,
    /// behind so many others.
    fn about(input: Option<InputId>, at: usize, behind: usize) -> Self {
        Self { input, reason: Some(behind + at), ..Self::default() }
    }

    fn of_header(draft: &Draft, at: usize, header: &Header) -> Self {
        Self::about(header.input, at, draft.query.len())
    }

    fn of_param(draft: &Draft, at: usize, param: &Param) -> Self {
        Self::about(param.input, at, draft.query.len() + draft.headers.len())
    }

    fn of(mark: Mark, text: impl Into<String>) -> Self {
        let mut line = Self::default();
        line.push(mark, text);
        line
    }
}

/// A rendered request.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Rendered(pub Vec<Line>);

impl Crossing for Rendered {
    fn put(&self, to: &mut Writer) {
        self.0.put(to);
    }

    fn take(from: &mut Reader<'_>) -> Self {
        Self(Crossing::take(from))
    }
}

impl Rendered {
    /// The text alone, as it is copied.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        for (at, line) in self.0.iter().enumerate() {
            for piece in &line.pieces {
                text.push_str(&piece.text);
            }
            if !line.joined && at + 1 < self.0.len() {
                text.push('\n');
            }
        }
        text
    }
}

/// Renders a draft as the message that goes over the wire.
#[must_use]
pub fn http(draft: &Draft, reveal: Reveal) -> Rendered {
    Rendered(http::lines(draft, reveal))
}

/// Renders a draft in one of the formats.
#[must_use]
pub fn render(draft: &Draft, format: Format, reveal: Reveal) -> Rendered {
    match format {
        Format::Http => http(draft, reveal),
        Format::Curl => Rendered(curl::lines(draft, reveal)),
        Format::PowerShell => Rendered(powershell::lines(draft, reveal)),
    }
}

/// The address in pieces, so that a missing tenant can be seen.
fn address(line: &mut Line, draft: &Draft) {
    line.push(Mark::Url, &*draft.address.origin);
    for piece in &draft.address.path {
        match piece {
            PathPiece::Text(text) => line.push(Mark::Url, *text),
            PathPiece::Value(text, input) => {
                line.push(Mark::Value, &**text);
                line.input = line.input.or(Some(*input));
            }
            PathPiece::Missing(input) => {
                line.push(Mark::Missing, missing(*input));
                line.input = line.input.or(Some(*input));
            }
        }
    }
}

/// The query behind the address, a parameter a line, joined to it.
fn query(lines: &mut Vec<Line>, draft: &Draft, reveal: Reveal) {
    for (at, param) in draft.query.iter().enumerate() {
        if let Some(last) = lines.last_mut() {
            last.joined = true;
        }
        let mut line = Line::about(param.input, at, 0);
        line.push(Mark::Plain, if at == 0 { "?" } else { "&" });
        pair(&mut line, param, reveal, crate::form::encode_in_query);
        lines.push(line);
    }
}

/// A name, an equals sign and a value.
fn pair(line: &mut Line, param: &Param, reveal: Reveal, write: fn(&str) -> String) {
    line.push(Mark::Name, write(&param.name));
    line.push(Mark::Plain, "=");
    http::value(line, &param.name, &param.value, reveal, write);
}

/// The JSON body a member a line; it holds no secrets.
fn json_lines(draft: &Draft) -> Vec<Line> {
    let mut lines = Vec::new();
    for laid in json::lines(&draft.params) {
        let param = laid.value.and_then(|at| Some((at, draft.params.get(at)?)));
        let mut line =
            param.map(|(at, param)| Line::of_param(draft, at, param)).unwrap_or_default();
        line.push(if param.is_some() { Mark::Name } else { Mark::Plain }, laid.before);
        if let Some((_, param)) = param {
            match (&param.value, json::value(&param.value)) {
                (Value::Missing(input), _) => line.push(Mark::Missing, missing(*input)),
                (_, text) => line.push(Mark::Value, text.unwrap_or_default()),
            }
        }
        if laid.comma {
            line.push(Mark::Plain, ",");
        }
        lines.push(line);
    }
    lines
}

fn missing(input: InputId) -> String {
    format!("{{{}}}", input.name())
}

/// What stands for a secret that is not shown.
fn masked(name: &str, input: Option<InputId>, length: usize) -> String {
    let what = match input.and_then(|input| input.row().role) {
        Some(role) => role.symbol(),
        None => match name {
            crate::wire::CLIENT_SECRET => "secret",
            crate::wire::AUTHORIZATION if !input.is_some_and(is_bearer) => "client ID and secret",
            _ => "token",
        },
    };
    format!("‹{what}, {length} characters›")
}

/// The name of the shell variable for a secret parameter: `CLIENT_SECRET`, or
/// `T1` for the token of an earlier step, which enters as another parameter.
fn variable(param: &Param) -> String {
    match param.input.and_then(|input| input.row().role) {
        Some(role) => role.symbol().to_owned(),
        None => shell_name(&param.name),
    }
}

/// Whether a header is a variable of the shell: a secret that is not shown, or a
/// token still to come.
fn is_asked_for(header: &Header, reveal: Reveal) -> bool {
    match &header.value {
        Value::Secret(_) => reveal == Reveal::No,
        Value::Missing(input) => is_bearer(*input),
        _ => false,
    }
}

/// Whether an input holds tokens that travel in a header.
pub(crate) const fn is_bearer(input: InputId) -> bool {
    matches!(
        input,
        InputId::AccessToken | InputId::AzureToken | InputId::ApiToken | InputId::AuxiliaryTokens
    )
}

pub(crate) fn shell_name(name: &str) -> String {
    name.chars()
        .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' })
        .collect()
}

/// `client_secret` becomes `clientSecret`.
pub(crate) fn camel_case(name: &str) -> String {
    let mut camel = String::with_capacity(name.len());
    let mut upper = false;
    for c in name.chars() {
        if !c.is_ascii_alphanumeric() {
            upper = true;
        } else if upper {
            camel.push(c.to_ascii_uppercase());
            upper = false;
        } else {
            camel.push(c);
        }
    }
    camel
}

/// The name in braces, for what only the machine that runs the command knows.
fn environment(text: &str) -> Option<&str> {
    text.strip_prefix('{')?.strip_suffix('}')
}

fn encoded(text: &str) -> String {
    encode(text).to_string()
}
