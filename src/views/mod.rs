//! The panes of the page: functions from the state to HTML, with actions as
//! the only way out.

mod answer;
mod by_hand;
mod chain;
mod claims;
mod decoder;
mod destination;
mod device;
mod dialog;
mod document;
mod documents;
mod errors;
mod form;
mod help;
mod page;
mod palette;
mod rail;
mod recording;
mod refused;
mod request;
mod sequence;
mod sign_in;
mod token;
mod top_bar;
mod verify;

pub(crate) use dialog::DIALOG;
pub use page::page;

use playground::action::Action;
use playground::state::State;
use yew::Callback;

/// What a view gets: the state, and where actions go.
#[derive(Clone, Copy)]
pub struct Ui<'a> {
    /// The state.
    pub state: &'a State,
    /// Where actions go.
    pub dispatch: &'a Callback<Action>,
}
