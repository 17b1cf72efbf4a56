//! Files that the reader opens: a HAR file in pieces, any other as a text.

use std::cell::Cell;
use std::rc::Rc;

use playground::action::Action;
use playground::decoder::{self, FileAction};
use protocol::crossing;
use protocol::har::{HAR_LIMIT, Opened};
use protocol::token::PASTE_LIMIT;
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

use crate::platform::file::OpenedFile;
use crate::platform::on_demand;

/// Opens one file at a time: whatever was under way before ends.
#[derive(Clone)]
pub(crate) struct Files {
    dispatch: Callback<Action>,
    /// The file that is being read, by its number.
    current: Rc<Cell<u32>>,
}

impl Files {
    pub(super) fn new(dispatch: Callback<Action>) -> Self {
        Self { dispatch, current: Rc::default() }
    }

    /// Reads a file.
    pub(crate) fn open(&self, file: OpenedFile) {
        let (files, number) = (self.clone(), self.next());
        spawn_local(async move {
            let size = file.size();
            let limit = if file.is_har { HAR_LIMIT } else { PASTE_LIMIT };
            if size > limit as u64 {
                files.emit(FileAction::TooLarge { size, is_har: file.is_har });
            } else if file.is_har {
                files.emit(FileAction::Begun { file: number });
                if let Some(opened) = files.read(number, &file, size).await {
                    files.emit(FileAction::Ended { file: number, opened: opened.into() });
                }
            } else if let Some(text) = file.text().await {
                files.dispatch.emit(Action::PastedAnywhere(text));
            }
        });
    }

    /// Ends what is under way, and drops what was read.
    pub(super) fn stop(&self) {
        self.next();
        on_demand::close_har();
    }

    fn next(&self) -> u32 {
        let number = self.current.get().wrapping_add(1);
        self.current.set(number);
        number
    }

    fn emit(&self, action: FileAction) {
        self.dispatch.emit(Action::Decoder(decoder::Action::File(action)));
    }

    /// What the file holds, or why it cannot be said; `None` when nobody wants to
    /// know any more.
    async fn read(&self, number: u32, file: &OpenedFile, size: u64) -> Option<Opened> {
        let (mut at, mut told) = (0, 0);
        loop {
            let Some((piece, end)) = file.piece(at).await else {
                return Some(Opened::Refused(UNREADABLE.to_owned()));
            };
            if self.current.get() != number {
                return None;
            }
            match on_demand::read_har(number, &piece, end == size).await {
                Ok(Some(bytes)) => return crossing::from_bytes(&bytes),
                Ok(None) => {}
                Err(_) => {
                    return Some(Opened::Refused(playground::explanations::NOT_LOADED.to_owned()));
                }
            }
            at = end;
            // A render for each tenth is enough for whoever waits.
            let tenth = at * 10 / size.max(1);
            if tenth != told {
                told = tenth;
                self.emit(FileAction::Progressed { file: number, percent: tenth * 10 });
            }
        }
    }
}

const UNREADABLE: &str = "The browser cannot read this file. Choose it again.";
