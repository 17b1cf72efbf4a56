//! What the window shows: which screen, which picture of the flow, what is
//! searched for. Nothing of it matters to a request.

use protocol::secret::Secret;

use crate::decoder;
use crate::effect::Effect;
use crate::palette::Palette;
use crate::state::State;

/// One of the things that fill the window beside the rail.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Screen {
    /// The chosen flow.
    #[default]
    Flow,
    /// Any token, decoded.
    Decoder,
    /// Refusals, explained.
    Errors,
}

impl Screen {
    /// The screens that stand in the rail by themselves.
    pub const READ: [Self; 2] = [Self::Decoder, Self::Errors];

    /// The words in the rail.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Flow => "Flow",
            Self::Decoder => "Decode any token",
            Self::Errors => "Error gallery",
        }
    }

    /// The id of what takes the focus when the screen opens.
    #[must_use]
    pub const fn first(self) -> &'static str {
        match self {
            Self::Flow => "main",
            Self::Decoder => "decoder-text",
            Self::Errors => "errors-text",
        }
    }
}

/// How the flow is drawn above the panes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Picture {
    /// Tokens as nodes, requests as edges.
    #[default]
    Chain,
    /// Who asks whom, downwards in time.
    Sequence,
}

impl Picture {
    /// Both, in order.
    pub const ALL: [Self; 2] = [Self::Chain, Self::Sequence];

    /// The word on its button.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Chain => "Chain",
            Self::Sequence => "Sequence",
        }
    }
}

/// The window.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// What fills it.
    pub screen: Screen,
    /// How the flow is drawn.
    pub picture: Picture,
    /// What the claims are searched for.
    pub claims_query: Secret,
    /// What stands in the box of the error gallery.
    pub errors_query: Secret,
    /// The palette, while it is open.
    pub palette: Option<Palette>,
}

/// What happens to the window.
#[derive(Clone, Debug)]
pub enum Action {
    /// A screen was chosen.
    ScreenChosen(Screen),
    /// A picture was chosen.
    PictureChosen(Picture),
    /// The claims are searched.
    ClaimsSearched(Secret),
    /// `/` was pressed: the search box takes the focus.
    SearchWanted,
    /// The error gallery is searched, or a refusal was pasted into it.
    ErrorsSearched(Secret),
    /// The reader wants keys without Ctrl or ⌘, or not.
    SingleKeysToggled,
}

/// Changes the window.
pub fn update(state: &mut State, action: Action) -> Vec<Effect> {
    // What was to be copied is out of sight.
    state.view.copy_pending = None;
    let page = &mut state.view.page;
    match action {
        Action::ScreenChosen(screen) => {
            page.screen = screen;
            state.view.rail_open = false;
            return vec![Effect::FocusOn(screen.first())];
        }
        Action::PictureChosen(picture) => page.picture = picture,
        Action::ClaimsSearched(text) => page.claims_query = text,
        Action::SearchWanted => {
            let id = if page.screen == Screen::Errors { "errors-text" } else { "claims-search" };
            return vec![Effect::FocusOn(id)];
        }
        Action::ErrorsSearched(text) => page.errors_query = text,
        Action::SingleKeysToggled => {
            state.preferences.no_single_keys = !state.preferences.no_single_keys;
            return vec![Effect::Remember(state.preferences)];
        }
    }
    Vec::new()
}

/// A text that was pasted, or dropped as a file, where no field took it: the
/// decoder reads it, and sends a refusal on to the error gallery.
pub fn pasted(state: &mut State, text: Secret) -> Vec<Effect> {
    let mut effects = update(state, Action::ScreenChosen(Screen::Decoder));
    effects.extend(decoder::update(state, decoder::Action::PastedAnywhere(text)));
    effects
}
