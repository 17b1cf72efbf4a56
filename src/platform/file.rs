//! A file that the reader opened, read in pieces: it may be larger than what the
//! page wants to hold at once.

use js_sys::{Array, JsString, Uint8Array};
use protocol::har::looks_like_har;
use protocol::secret::Secret;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File};

/// How much is read at once, in bytes: a few milliseconds' work on a slow phone.
const PIECE: u64 = 256 << 10;
/// How much of a start tells what a file is, in bytes.
const START: u32 = 64;

/// A file of the reader's, or a paste that is as large as one.
#[derive(Clone)]
pub struct OpenedFile {
    blob: Blob,
    /// Whether it is a HAR file, by its name or its first bytes.
    pub is_har: bool,
}

impl OpenedFile {
    /// A file; its first bytes are read.
    pub async fn of(file: File) -> Self {
        let named = file.name().to_ascii_lowercase().ends_with(".har");
        let mut opened = Self { blob: file.into(), is_har: named };
        if !named && let Some(start) = opened.bytes(0, u64::from(START)).await {
            opened.is_har = looks_like_har(&start.to_vec());
        }
        opened
    }

    /// A paste that is a HAR file; `None` for any other. Only its start is taken
    /// over for that.
    #[must_use]
    pub fn of_paste(text: &JsString) -> Option<Self> {
        let start = String::from(text.substring(0, START));
        if !looks_like_har(start.as_bytes()) {
            return None;
        }
        let blob = Blob::new_with_str_sequence(&Array::of1(text)).ok()?;
        Some(Self { blob, is_har: true })
    }

    /// Its size in bytes.
    #[must_use]
    pub fn size(&self) -> u64 {
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a browser says a whole number of bytes"
        )]
        let size = self.blob.size() as u64;
        size
    }

    /// All of it as a text.
    pub async fn text(&self) -> Option<Secret> {
        JsFuture::from(self.blob.text()).await.ok()?.as_string().map(Secret::new)
    }

    /// The bytes from `at` on, as many as are worth one step, and where the next
    /// begin; `None` when the browser cannot read them.
    pub async fn piece(&self, at: u64) -> Option<(Uint8Array, u64)> {
        let end = self.size().min(at + PIECE);
        Some((self.bytes(at, end).await?, end))
    }

    async fn bytes(&self, start: u64, end: u64) -> Option<Uint8Array> {
        #[allow(clippy::cast_precision_loss, reason = "files of that size are refused")]
        let piece = self.blob.slice_with_f64_and_f64(start as f64, end as f64).ok()?;
        Some(Uint8Array::new(&JsFuture::from(piece.array_buffer()).await.ok()?))
    }
}
