//! The request as a command of a shell. Commands are written in the module that
//! explains ([`Question::Rendered`]); the page itself writes HTTP alone.

use protocol::explanation::{Answer, Question};
use protocol::render::{Format, Rendered, http};
use protocol::secret::Secret;

use crate::action::Copied;
use crate::effect::Effect;
use crate::select;
use crate::state::State;
use crate::update::copy_text;

/// What the page shows of the command.
#[derive(Clone, Copy, Debug)]
pub enum Command<'a> {
    /// Nothing yet.
    Soon,
    /// Nothing: what writes commands could not be loaded.
    Failed,
    /// Its lines, and whether they are those of the form as it is: those of the
    /// form before stay until then.
    Lines(&'a Rendered, bool),
}

/// The command in the chosen form.
#[must_use]
pub fn command(state: &State) -> Command<'_> {
    match state.explanations.command() {
        (_, true) => Command::Failed,
        (Some((Answer::Rendered(lines), current)), _) => Command::Lines(lines, current),
        _ => Command::Soon,
    }
}

/// The question how the request is written; `None` where the page writes it.
pub(crate) fn question(state: &State) -> Option<Question> {
    let (format, reveal) = (state.view.format, state.view.reveal);
    let authority = state.deployment.authority(&state.destination);
    (format != Format::Http).then(|| Question::Rendered {
        flow: state.flow.id,
        step: state.step,
        inputs: select::inputs(state, state.step),
        authority: authority.map_or("", |authority| authority.origin()).to_owned(),
        format,
        reveal,
    })
}

/// The reader asks for the request on the clipboard.
pub(crate) fn copy(state: &mut State) {
    state.view.copy_pending = Some(Copied::Request);
    if state.view.format != Format::Http {
        state.explanations.again();
    }
}

/// Puts the request on the clipboard that the reader asked for: at once where its
/// text is there, else when it comes, and never that of an earlier form. A module
/// that does not load is told where its answer is missed.
pub(crate) fn follow(state: &mut State) -> Option<Effect> {
    if state.view.copy_pending != Some(Copied::Request) {
        return None;
    }
    let text = match question(state) {
        None => http(&select::draft(state), state.view.reveal).text(),
        Some(question) => match state.explanations.answer(&question) {
            Some(Answer::Rendered(lines)) => lines.text(),
            _ => {
                let (_, failed) = state.explanations.command();
                if failed {
                    state.view.copy_pending = None;
                }
                return None;
            }
        },
    };
    state.view.copy_pending = None;
    Some(copy_text(state, Copied::Request, Secret::new(text)))
}
