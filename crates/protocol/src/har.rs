//! Token requests out of a HAR file, the record that a browser's tools save of
//! all its traffic (HAR 1.2). Such a file may have 50 MiB and every secret of
//! the session, so it is read in pieces: only what went to a token, device code
//! or authorize endpoint is kept, with its secrets in [`Secret`] at once.

mod entry;
mod recording;
mod scanner;

use thiserror::Error;

pub use entry::{Entry, EntryKind};
pub use recording::{Opened, RecordedExchange, Recording};
use scanner::Scanner;

#[cfg(doc)]
use crate::secret::Secret;

/// The largest file that is read, in bytes.
pub const HAR_LIMIT: usize = 50 << 20;
/// The most requests that are kept.
pub const ENTRY_LIMIT: usize = 500;

/// What a file held.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Har {
    /// The token requests, in the file's order.
    pub entries: Vec<Entry>,
    /// How many requests the file has in all.
    pub seen: usize,
    /// How many token requests were over the limits, and so left out.
    pub left_out: usize,
    /// Whether the file ended where it should.
    pub complete: bool,
}

/// Why a file is no HAR that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum HarProblem {
    /// Over [`HAR_LIMIT`].
    #[error(
        "The file is larger than 50 MiB. Record only the sign-in, or filter for token before you save."
    )]
    TooLarge,
    /// Not JSON, with the place of the first wrong byte, from 0.
    #[error("This is no HAR file: byte {0} is not JSON. Save it again with the browser's tools.")]
    NotJson(usize),
    /// JSON, but without a list of requests.
    #[error("This is JSON, but no HAR file: it has no log with entries.")]
    NoEntries,
}

/// Whether the first bytes of a file are those of a HAR file: an object that
/// begins with the member `log`.
#[must_use]
pub fn looks_like_har(start: &[u8]) -> bool {
    let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start).trim_ascii_start();
    let inside = start.strip_prefix(b"{").unwrap_or_default().trim_ascii_start();
    inside.starts_with(b"\"log\"")
}

/// Reads a file piece by piece.
#[derive(Default)]
pub struct Reader {
    scanner: Scanner,
}

impl Reader {
    /// A reader that has seen nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the next bytes of the file, cut anywhere.
    ///
    /// # Errors
    /// The first reason why this is no HAR file; what follows changes nothing.
    pub fn feed(&mut self, chunk: &[u8]) -> Result<(), HarProblem> {
        self.scanner.feed(chunk)
    }

    /// What was found. A file that was cut off gives what came before the cut.
    ///
    /// # Errors
    /// Why this is no HAR file.
    pub fn finish(self) -> Result<Har, HarProblem> {
        self.scanner.finish()
    }
}

#[cfg(test)]
mod tests;
