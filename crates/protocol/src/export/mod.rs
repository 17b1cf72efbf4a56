//! Requests in the reader's own tool: one request as text to paste, a whole flow
//! as a document that runs.
//!
//! In a document each answer feeds the next request by its role, so it runs from
//! the first step to the last without a token in it. Secrets are variables unless
//! the reader asks for them. Written out, a body has the very bytes that the page
//! sends; with variables the other program encodes, and may leave a `~` as it is
//! where the page writes `%7E`: the pairs decode to the same text.

mod archive;
mod bruno;
mod expression;
mod http_file;
mod javascript;
mod markdown;
mod msal;
mod notes;
pub mod order;
mod program;
mod python;

pub use archive::archive;
pub use markdown::{Exchange, PASTED, markdown};

use crate::flows::{Flow, Step, Travel};
use crate::render::{Format, Reveal, render};
use crate::request::Draft;

/// One request of a document.
#[derive(Clone, Copy)]
pub struct Part<'a> {
    /// The step, which says what the answer is used for.
    pub step: &'static Step,
    /// Its request, as far as it is known.
    pub draft: &'a Draft,
    /// How it travels, by [`Step::travel`].
    pub travel: Travel,
}

/// How an export is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Options {
    /// Whether secrets are written out.
    pub reveal: Reveal,
    /// Whether the requests belong to the simulated tenant, which no export may
    /// hide.
    pub simulated: bool,
}

/// The forms of a whole flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Document {
    /// A `.http` file, as httpyac and the httpYac extension run it.
    HttpFile,
    /// Python with the library requests: the very requests of the page.
    Python,
    /// Python with MSAL where MSAL has the call.
    PythonMsal,
    /// JavaScript with fetch.
    JavaScript,
    /// A Bruno collection: a folder of files.
    Bruno,
}

impl Document {
    /// Every form, in the order of the menu.
    pub const ALL: [Self; 5] =
        [Self::HttpFile, Self::Python, Self::PythonMsal, Self::JavaScript, Self::Bruno];

    /// The words in the menu.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::HttpFile => ".http file",
            Self::Python => "Python, requests",
            Self::PythonMsal => "Python, MSAL",
            Self::JavaScript => "JavaScript, fetch",
            Self::Bruno => "Bruno collection",
        }
    }
}

/// A file of an export. Its text may hold secrets when they were asked for, so
/// there is no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct File {
    /// The file's name.
    pub name: String,
    /// What it holds.
    pub text: String,
}

/// What no simulated export leaves out.
const SIMULATED: &str =
    "Simulated: this tenant is invented, and Microsoft's Entra does not know it.";
/// Why a body with variables may differ in its bytes.
const TILDE: &str = "A ~ may go out as it is where the page writes %7E; both decode to the same.";
/// What marks a parameter that no flow sends.
const EXTRA: &str = "added by you";

/// One request to paste.
#[must_use]
pub fn request(draft: &Draft, format: Format, options: Options) -> String {
    let text = render(draft, format, options.reveal).text();
    if options.simulated { ["# ", SIMULATED, "\n", &text].concat() } else { text }
}

/// A whole flow, or any steps of it in order.
#[must_use]
pub fn document(
    document: Document,
    flow: &Flow,
    parts: &[Part<'_>],
    options: Options,
) -> Vec<File> {
    let (ending, text) = match document {
        Document::HttpFile => ("http", http_file::text(flow, parts, options)),
        Document::Python => ("py", python::text(flow, parts, options, false)),
        Document::PythonMsal => ("py", python::text(flow, parts, options, true)),
        Document::JavaScript => ("mjs", javascript::text(flow, parts, options)),
        Document::Bruno => return bruno::files(flow, parts, options),
    };
    vec![File { name: [flow.id.as_str(), ".", ending].concat(), text }]
}

/// The first lines of a file, as comments behind `mark`.
fn heading(flow: &Flow, options: Options, mark: &str, more: &str) -> String {
    let mut text = String::new();
    let simulated = if options.simulated { SIMULATED } else { "" };
    for line in [flow.heading, flow.purpose, simulated, more] {
        if !line.is_empty() {
            add(&mut text, &[mark, " ", line, "\n"]);
        }
    }
    text
}

/// Appends pieces of text. One function and no text between: half of this folder
/// is calls of it.
#[inline(never)]
fn add(text: &mut String, pieces: &[&str]) {
    for piece in pieces {
        text.push_str(piece);
    }
}
