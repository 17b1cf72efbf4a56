//! A HAR file in the decoder: how far it is read, and the token requests in it.
//! The shell reads it piece by piece; its number tells one file from the next.

use protocol::har::{HAR_LIMIT, Opened, Recording};
use protocol::secret::Secret;
use protocol::token::PASTE_LIMIT;

use super::keep;
use crate::effect::Effect;
use crate::once::Once;
use crate::page::{self, Screen};
use crate::state::State;

/// A file, as far as it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenFile {
    /// It is being read.
    Reading {
        /// Its number.
        file: u32,
        /// How much of it was read, in percent.
        percent: u64,
    },
    /// Why it is not shown.
    Refused(String),
    /// What it holds.
    Recording(Box<Recording>),
}

/// What happens to a file.
#[derive(Clone, Debug)]
pub enum FileAction {
    /// It is over the limit, and nothing of it was read.
    TooLarge {
        /// In bytes.
        size: u64,
        /// Whether it is a HAR file, for which there is another limit.
        is_har: bool,
    },
    /// Its reading begins; it takes the place of whatever was there.
    Begun {
        /// Its number.
        file: u32,
    },
    /// More was read.
    Progressed {
        /// Its number.
        file: u32,
        /// How much in all, in percent.
        percent: u64,
    },
    /// It was read to its end, or could not be.
    Ended {
        /// Its number.
        file: u32,
        /// What came of it.
        opened: Once<Opened>,
    },
    /// A token of the recording is to be shown.
    TokenShown(Secret),
    /// A refusal of the recording is to be explained.
    RefusalShown(Secret),
}

pub(super) fn update(state: &mut State, action: FileAction) -> Vec<Effect> {
    match action {
        FileAction::TooLarge { size, is_har } => {
            let limit = if is_har { HAR_LIMIT } else { PASTE_LIMIT };
            let advice = match is_har {
                true => "Record only the sign-in, or filter for token before you save.",
                false => "Only HAR files may be larger; paste only the token.",
            };
            let words = format!("The file has {size} bytes; the limit is {limit}. {advice}");
            return opened(state, OpenFile::Refused(words.clone()), words);
        }
        FileAction::Begun { file } => {
            let reading = OpenFile::Reading { file, percent: 0 };
            return opened(state, reading, "Reading the file.".to_owned());
        }
        FileAction::Progressed { file, percent } => {
            if let Some(reading) = reading(state, file) {
                *reading = OpenFile::Reading { file, percent };
            }
        }
        FileAction::Ended { file, opened } => {
            let Some(reading) = reading(state, file) else { return Vec::new() };
            let Some(opened) = opened.take() else { return Vec::new() };
            let (end, words) = match opened {
                Opened::Refused(words) => (OpenFile::Refused(words.clone()), words),
                Opened::Recording(recording) => {
                    let words = recording.summary.clone();
                    (OpenFile::Recording(recording), words)
                }
            };
            *reading = end;
            let decoder = &mut state.decoder;
            if let Some(OpenFile::Recording(recording)) = &decoder.file {
                let tokens: Vec<_> = recording.tokens().cloned().collect();
                decoder.shown = tokens.last().cloned();
                keep(decoder, &tokens);
            }
            return vec![Effect::Announce(words)];
        }
        FileAction::TokenShown(token) => {
            state.decoder.reading = None;
            return super::update(state, super::Action::Shown(token));
        }
        FileAction::RefusalShown(answer) => super::read(state, answer, super::Came::Pasted),
    }
    Vec::new()
}

/// Ends the reading of a file, and forgets what it held.
pub(super) fn close(state: &mut State) -> Vec<Effect> {
    match state.decoder.file.take() {
        Some(OpenFile::Reading { .. }) => vec![Effect::CloseFile],
        _ => Vec::new(),
    }
}

/// A file takes the place of what was pasted, wherever the reader is.
fn opened(state: &mut State, file: OpenFile, words: String) -> Vec<Effect> {
    let mut effects = page::update(state, page::Action::ScreenChosen(Screen::Decoder));
    let decoder = &mut state.decoder;
    decoder.text = Secret::default();
    decoder.unread.clear();
    (decoder.hidden, decoder.reading, decoder.shown) = (None, None, None);
    decoder.file = Some(file);
    effects.push(Effect::Announce(words));
    effects
}

fn reading(state: &mut State, number: u32) -> Option<&mut OpenFile> {
    let is_it =
        |open: &&mut OpenFile| matches!(open, OpenFile::Reading { file, .. } if *file == number);
    state.decoder.file.as_mut().filter(is_it)
}
