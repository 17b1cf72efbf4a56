//! The palette: everything that can be gone to or done, by a few letters of
//! its name.

use protocol::export::order::Kind;
use protocol::flows::FLOWS;
use protocol::search;

use crate::action::{Action, Copied};
use crate::documents;
use crate::effect::Effect;
use crate::page::{self, Picture, Screen};
use crate::select;
use crate::state::State;

/// The open palette.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Palette {
    /// What was typed.
    pub query: String,
    /// The chosen one of the entries that fit, counted from 0.
    pub at: usize,
}

/// What happens to the palette.
#[derive(Clone, Debug)]
pub enum PaletteAction {
    /// Ctrl or ⌘ with K: opens it, or closes it.
    Toggled,
    /// Something was typed.
    Searched(String),
    /// An arrow key: to the next entry, or the one before.
    Moved {
        /// Whether it is the one before.
        up: bool,
    },
    /// Enter, or a click on the entry with this number.
    Taken(Option<usize>),
}

/// One entry.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What it is: `Flow`, `Step`, `Token`, `Field` or `Action`.
    pub kind: &'static str,
    /// Its name.
    pub label: String,
    /// A few words behind the name.
    pub hint: &'static str,
    /// What it does.
    pub action: Action,
}

const NOTES: Action = Action::Documents(documents::Action::Wanted(Kind::Notes));

/// The most entries that are shown.
const SHOWN: usize = 12;

/// The entries that fit what was typed: every word of it is in the entry.
#[must_use]
pub fn entries(state: &State, palette: &Palette) -> Vec<Entry> {
    let query = palette.query.to_ascii_lowercase();
    let fits = |entry: &Entry| {
        let words = format!("{} {} {}", entry.kind, entry.label, entry.hint).to_ascii_lowercase();
        query.split_ascii_whitespace().all(|word| search::contains(&words, word))
    };
    // What is called as the query says comes before what only mentions its words.
    let named = |entry: &Entry| {
        let name = [entry.kind, " ", &entry.label].concat().to_ascii_lowercase();
        name.starts_with(&*query) || entry.label.to_ascii_lowercase().starts_with(&*query)
    };
    let (mut first, rest): (Vec<_>, Vec<_>) = all(state).into_iter().filter(fits).partition(named);
    first.extend(rest);
    first.truncate(SHOWN);
    first
}

fn all(state: &State) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut add = |kind, label: &str, hint, action| {
        entries.push(Entry { kind, label: label.to_owned(), hint, action });
    };
    for screen in Screen::READ {
        add("Page", screen.title(), "", Action::Page(page::Action::ScreenChosen(screen)));
    }
    for (label, hint, action) in [
        ("Run this step", "Ctrl ⏎", Action::RunStep),
        ("Run all", "Ctrl ⇧ ⏎", Action::RunAll),
        ("Copy the request", "", Action::CopyRequested(Copied::Request)),
        ("Copy the token", "", Action::CopyRequested(Copied::Token)),
        ("Show as chain", "", Action::Page(page::Action::PictureChosen(Picture::Chain))),
        ("Show as sequence", "", Action::Page(page::Action::PictureChosen(Picture::Sequence))),
        ("Change the theme", "", Action::ThemeChosen(state.preferences.theme.next())),
        ("Where requests go", "destination", Action::MenuToggled),
        ("Notes", "and what is not offered: password, implicit, exchange", NOTES),
        ("Help and keys", "?", Action::HelpToggled),
        ("Clear all", "forget everything typed and received", Action::ClearAll),
    ] {
        add("Action", label, hint, action);
    }
    for flow in FLOWS {
        add("Flow", flow.title, flow.subtitle, Action::FlowChosen(flow));
    }
    for (at, step) in state.flow.steps.iter().enumerate() {
        let received = state.exchange(at).is_some_and(|exchange| exchange.token().is_some());
        let kind = if received { "Token" } else { "Step" };
        add(kind, step.title, step.grant, Action::StepChosen(at));
    }
    for input in select::step(state).inputs(&state.session().inputs) {
        add("Field", input.row().label, "", Action::FieldWanted(input));
    }
    entries
}

/// Changes the palette, or does what was taken from it.
pub fn update(state: &mut State, action: PaletteAction) -> Vec<Effect> {
    let page = &mut state.view.page;
    let Some(palette) = &mut page.palette else {
        if matches!(action, PaletteAction::Toggled) {
            page.palette = Some(Palette::default());
            return vec![Effect::FocusInto("palette-text")];
        }
        return Vec::new();
    };
    match action {
        PaletteAction::Toggled => page.palette = None,
        PaletteAction::Searched(query) => *palette = Palette { query, at: 0 },
        PaletteAction::Moved { up } => {
            let mut palette = palette.clone();
            let count = entries(state, &palette).len().max(1);
            palette.at = (palette.at + if up { count - 1 } else { 1 }) % count;
            state.view.page.palette = Some(palette);
        }
        PaletteAction::Taken(at) => {
            let palette = palette.clone();
            let taken = entries(state, &palette).into_iter().nth(at.unwrap_or(palette.at));
            if let Some(entry) = taken {
                state.view.page.palette = None;
                return crate::update::update(state, entry.action);
            }
        }
    }
    Vec::new()
}
