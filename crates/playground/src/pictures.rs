//! The pictures of the chosen flow that are drawn elsewhere, in the module that
//! explains: the sequence while it is on show, and one that is to be copied.

use protocol::explanation::{Answer, Question};
use protocol::picture::{self, Medium};
use protocol::sheet::Sheet;

use crate::action::Copied;
use crate::page::Picture;
use crate::select;
use crate::state::State;

/// Asks for the pictures that the page wants.
pub(crate) fn ask(state: &State, questions: &mut Vec<Question>) {
    let sequence = state.view.page.picture == Picture::Sequence;
    let copied = match state.view.copy_pending {
        Some(Copied::Mermaid) => Some(Medium::Mermaid),
        Some(Copied::Drawing) => Some(Medium::File),
        _ => None,
    };
    for medium in [sequence.then_some(Medium::Page), copied].into_iter().flatten() {
        let simulated = state.destination.is_simulated();
        let chain = select::chain(state);
        let picture = picture::Picture { chain, sequence, simulated, medium };
        questions.push(Question::Picture(Box::new(picture)));
    }
}

/// The sequence as it was drawn last: it stays on show while a newer one is under
/// way. `None` until the first.
#[must_use]
pub fn sequence(state: &State) -> Option<&Sheet> {
    match state.explanations.last.as_deref()? {
        Answer::Picture(sheet) => Some(sheet),
        _ => None,
    }
}

/// Whether a picture that is wanted cannot come, because what draws could not be
/// loaded.
#[must_use]
pub fn failed(state: &State) -> bool {
    state.explanations.failed_where(|question| matches!(question, Question::Picture(_)))
}
