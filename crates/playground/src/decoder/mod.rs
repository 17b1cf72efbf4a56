//! The decoder: whatever is pasted becomes an explanation. The tokens that were
//! found stay side by side in a tray, so that two of them can be compared.

mod file;
mod select;
mod verify;

pub use file::{FileAction, OpenFile};
pub(crate) use select::ask;
pub use select::{
    Held, Verification, checklist, compared, held, redacted, shown, together, verification,
};
pub use verify::{Check, Job, KeyHolder, key_holder};

use std::rc::Rc;

use protocol::explanation::{Pasted, Reason};
use protocol::secret::Secret;
use protocol::token::signature::crossing::Report;

use crate::effect::Effect;
use crate::once::Once;
use crate::page::{self, Screen};
use crate::state::State;

/// The longest text that the box shows, in bytes; a longer one is read and not
/// shown, because a browser lays out a megabyte for most of a second.
pub const BOX_LIMIT: usize = 65_536;

/// The most tokens in the tray; the oldest go.
pub const TRAY_LIMIT: usize = 12;

/// The decoder.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Decoder {
    /// What stands in the box.
    pub text: Secret,
    /// The length in bytes of a paste that is too long to be shown.
    pub hidden: Option<usize>,
    /// The texts that are being read, in the order in which they came.
    pub unread: Vec<Unread>,
    /// What the last text that was read turned out to be; `None` while there is
    /// none.
    pub reading: Option<Rc<Pasted>>,
    /// The file that was opened last.
    pub file: Option<OpenFile>,
    /// The tokens of all pastes, the newest last.
    pub tray: Vec<Secret>,
    /// The token on show.
    pub shown: Option<Secret>,
    /// The token it is compared with.
    pub against: Option<Secret>,
    /// The keys that were pasted.
    pub keys: Secret,
    /// The last check of a signature.
    pub check: Option<Check>,
    /// What the reader's API expects: audience, tenant, permission.
    pub expected: [Secret; 3],
}

/// A text of which nobody knows yet what it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Unread {
    /// The text.
    pub text: Secret,
    /// How it came.
    pub came: Came,
}

/// How a text came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Came {
    /// Typed into the box: only the last of them counts.
    Typed,
    /// Pasted into the box.
    Pasted,
    /// Pasted where no field took it: a refusal belongs to the error gallery.
    Anywhere,
}

/// What happens to the decoder.
#[derive(Clone, Debug)]
pub enum Action {
    /// The text in the box was edited.
    Edited(Secret),
    /// Something was pasted; it replaces what was in the box.
    Pasted(Secret),
    /// The same, where no field took it: a refusal belongs to the error gallery.
    PastedAnywhere(Secret),
    /// A token of [`held`] is to be shown.
    Shown(Secret),
    /// A token of [`held`] is to be compared with the one on show; its number,
    /// or none.
    Compared(Option<usize>),
    /// A token is to leave the tray.
    Dropped(Secret),
    /// The signature of a token is to be checked with its issuer's keys.
    VerifyWanted(Secret),
    /// The same with the pasted keys.
    VerifyWithPasted(Secret),
    /// The pasted keys were edited.
    KeysEdited(Secret),
    /// Keys for a token came, or did not.
    KeysCame(Secret, Option<Secret>),
    /// What the check of a token's signature found; `None` when there was none.
    Checked(Secret, Once<Option<Report>>),
    /// What the reader's API expects was edited: which of the three.
    ExpectedEdited(usize, Secret),
    /// A file was opened, or something of it is to be shown.
    File(FileAction),
    /// Box and tray are to be emptied.
    Emptied,
}

/// Changes the decoder.
pub fn update(state: &mut State, action: Action) -> Vec<Effect> {
    match action {
        Action::Edited(text) => {
            state.decoder.hidden = None;
            state.decoder.text = text.clone();
            read(state, text, Came::Typed);
            return file::close(state);
        }
        Action::Pasted(text) => {
            fill(&mut state.decoder, &text);
            read(state, text, Came::Pasted);
            return file::close(state);
        }
        Action::PastedAnywhere(text) => {
            read(state, text, Came::Anywhere);
            return file::close(state);
        }
        Action::File(action) => return file::update(state, action),
        Action::Shown(token) => {
            if state.decoder.against.as_ref() == Some(&token) {
                state.decoder.against = None;
            }
            state.decoder.shown = Some(token);
        }
        Action::Compared(number) => {
            let chosen = number.and_then(|number| held(state).into_iter().nth(number));
            state.decoder.against = chosen.map(|held| held.raw);
        }
        Action::Dropped(token) => {
            let decoder = &mut state.decoder;
            decoder.tray.retain(|kept| *kept != token);
            decoder.shown.take_if(|shown| *shown == token);
            decoder.against.take_if(|against| *against == token);
        }
        Action::VerifyWanted(token) => return verify::fetch(state, token),
        Action::VerifyWithPasted(token) => return verify::with_pasted(state, token),
        Action::KeysEdited(keys) => state.decoder.keys = keys,
        Action::KeysCame(token, keys) => return verify::keys_came(state, token, keys),
        Action::Checked(token, report) => {
            return verify::checked(state, &token, report.take().flatten());
        }
        Action::ExpectedEdited(which, text) => {
            if let Some(expected) = state.decoder.expected.get_mut(which) {
                *expected = text;
            }
        }
        Action::Emptied => {
            let mut effects = file::close(state);
            state.decoder = Decoder::default();
            effects.push(Effect::FocusOn("decoder-text"));
            return effects;
        }
    }
    Vec::new()
}

/// Puts a paste into the box, unless it is too long to be shown.
fn fill(decoder: &mut Decoder, text: &Secret) {
    let long = text.len() > BOX_LIMIT;
    decoder.hidden = long.then_some(text.len());
    decoder.text = if long { Secret::default() } else { text.clone() };
}

/// Has a text read; [`pasted`] takes what it is.
fn read(state: &mut State, text: Secret, came: Came) {
    state.view.page.claims_query = Secret::default();
    let decoder = &mut state.decoder;
    decoder.unread.retain(|unread| unread.came != Came::Typed && unread.text != text);
    if text.expose().trim().is_empty() {
        decoder.reading = None;
    } else {
        decoder.unread.push(Unread { text, came });
    }
}

/// A text has been read: its tokens enter the tray, and one is shown.
pub(crate) fn pasted(state: &mut State, text: &Secret, pasted: &Rc<Pasted>) -> Vec<Effect> {
    let decoder = &mut state.decoder;
    let Some(at) = decoder.unread.iter().position(|unread| unread.text == *text) else {
        return Vec::new();
    };
    let Unread { text, came } = decoder.unread.remove(at);
    if came == Came::Anywhere {
        if matches!(pasted.reason, Some(Reason::Refusal(_))) {
            state.view.page.errors_query = text;
            return page::update(state, page::Action::ScreenChosen(Screen::Errors));
        }
        fill(decoder, &text);
    }
    decoder.shown.clone_from(&pasted.main);
    keep(decoder, &pasted.tokens);
    // Who pastes one token and then another asks what differs.
    if let ([second], [first, last]) = (&pasted.tokens[..], &decoder.tray[..])
        && second == last
    {
        decoder.against = Some(first.clone());
    }
    decoder.reading = Some(pasted.clone());
    vec![Effect::Announce(pasted.announcement.clone())]
}

/// Puts tokens into the tray, the newest last.
fn keep(decoder: &mut Decoder, tokens: &[Secret]) {
    for token in tokens {
        decoder.tray.retain(|kept| kept != token);
        decoder.tray.push(token.clone());
    }
    let surplus = decoder.tray.len().saturating_sub(TRAY_LIMIT);
    decoder.tray.drain(..surplus);
    if decoder.against == decoder.shown {
        decoder.against = None;
    }
}
