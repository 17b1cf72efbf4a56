//! A whole flow as a document for another tool. The documents are written
//! elsewhere, in a module that loads with the first of them: here stands which
//! one is wanted, what it is written from, and what came.

use std::fmt;

use protocol::export::order::{self, Came, Kind};
use protocol::export::{Options, PASTED};
use protocol::inputs::Inputs;
use protocol::secret::Secret;
use zeroize::Zeroizing;

use crate::effect::Effect;
use crate::once::Once;
use crate::page::Screen;
use crate::select;
use crate::state::{Received, State};

/// Bytes that may hold secrets, which the reader asked for: never printed.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Bytes(pub Zeroizing<Vec<u8>>);

impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.0.len())
    }
}

/// A file of a document: its name, and what it holds.
pub type File = (String, Bytes);

/// Which document is wanted, and how far it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Documents {
    /// The document on show; `None` while a single request is shown.
    pub kind: Option<Kind>,
    /// Its files; `None` while it is written, or when it could not be.
    pub files: Option<Vec<File>>,
    /// Whether it could not be written.
    pub failed: bool,
    /// The file on show, counted from 0.
    pub file: usize,
    /// What it was last written from.
    order: Bytes,
    serial: u32,
}

/// What happens to documents.
#[derive(Clone, Debug)]
pub enum Action {
    /// A document is wanted.
    Wanted(Kind),
    /// Another file of it is to be shown.
    FileChosen(usize),
    /// A document has been written, or could not be.
    Written {
        /// The number of its order.
        serial: u32,
        /// Its files.
        files: Once<Option<Vec<File>>>,
    },
    /// The document is to be saved as a file.
    Save,
}

impl Documents {
    /// The text of the file on show.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        let (_, bytes) = self.files.as_ref()?.get(self.file)?;
        std::str::from_utf8(&bytes.0).ok()
    }
}

/// Changes what is wanted.
pub(crate) fn update(state: &mut State, action: Action) -> Vec<Effect> {
    let documents = &mut state.view.documents;
    match action {
        Action::Wanted(kind) => {
            state.view.page.screen = Screen::Flow;
            // Choosing the same one again is how a reader tries again.
            if documents.kind != Some(kind) || documents.failed {
                let serial = documents.serial;
                *documents = Documents { kind: Some(kind), serial, ..Documents::default() };
            }
        }
        Action::FileChosen(file) => documents.file = file,
        Action::Written { serial, files } => {
            // An older order came late: the form has changed since.
            if serial == documents.serial {
                let files = files.take().flatten();
                documents.failed = files.is_none();
                // Another flow may have fewer files.
                let count = files.as_ref().map_or(0, Vec::len);
                if documents.file + 1 >= count {
                    documents.file = 0;
                }
                documents.files = files;
            }
        }
        Action::Save => {
            let last = documents.files.as_ref().and_then(|files| files.last());
            return last
                .map(|(name, bytes)| Effect::Save { name: name.clone(), bytes: bytes.clone() })
                .into_iter()
                .collect();
        }
    }
    Vec::new()
}

/// Orders the document anew when what it is written from has changed.
pub(crate) fn follow(state: &mut State) -> Option<Effect> {
    let kind = state.view.documents.kind?;
    let order = Bytes(order_of(state, kind));
    let documents = &mut state.view.documents;
    if order == documents.order {
        return None;
    }
    documents.order = order.clone();
    documents.serial = documents.serial.wrapping_add(1);
    Some(Effect::WriteDocument { serial: documents.serial, order })
}

fn order_of(state: &State, kind: Kind) -> Zeroizing<Vec<u8>> {
    let steps = 0..state.flow.steps.len();
    let mut inputs = Inputs::default();
    for step in steps.clone() {
        inputs.take_over(&select::inputs(state, step));
    }
    let answers: Vec<_> = steps
        .clone()
        .map(|step| match state.exchange(step).map(|exchange| &exchange.response) {
            Some(Received::Carried { response, .. }) if kind == Kind::Run => Some(response.clone()),
            Some(Received::Pasted { text }) if kind == Kind::Run => {
                Some(protocol::request::HttpResponse {
                    status: PASTED,
                    headers: Vec::new(),
                    body: text.clone(),
                })
            }
            _ => None,
        })
        .collect();
    let verdicts: Vec<_> = steps
        .map(|step| match &answers[step] {
            Some(_) => select::announcement(state, step),
            None => String::new(),
        })
        .collect();
    let came: Vec<_> = answers
        .iter()
        .zip(&verdicts)
        .map(|(answer, verdict)| Came { answer: answer.as_ref(), verdict })
        .collect();
    let options =
        Options { reveal: state.view.reveal, simulated: state.destination.is_simulated() };
    let authority = state.deployment.authority(&state.destination);
    order::write(kind, state.flow, options, authority, &inputs, &came)
}

/// The text on show, to be copied.
pub(crate) fn shown(state: &State) -> Option<Secret> {
    state.view.documents.text().map(|text| Secret::new(text.to_owned()))
}
