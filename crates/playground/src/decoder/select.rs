//! What the decoder shows, computed from the state.

use protocol::explanation::{Answer, Question, Reason, Shared, Together};
use protocol::finding::Finding;
use protocol::secret::Secret;
use protocol::sheet::Sheet;

use super::{Check, KeyHolder, Unread, key_holder};
use crate::explanations::{about, about_refusal};
use crate::select;
use crate::state::State;

/// A token that can be shown: of the tray, or of a run.
#[derive(Clone, PartialEq, Eq)]
pub struct Held {
    /// What it is, and where it is from: `T1 · agent identity token`.
    pub label: String,
    /// The token.
    pub raw: Secret,
    /// Whether it is in the tray and can be dropped.
    pub kept: bool,
}

/// Every token that can be shown: those pasted, then those of the chosen flow.
#[must_use]
pub fn held(state: &State) -> Vec<Held> {
    let mut held: Vec<Held> = Vec::new();
    for (at, raw) in state.decoder.tray.iter().enumerate() {
        held.push(Held { label: (at + 1).to_string(), raw: raw.clone(), kept: true });
    }
    for (at, step) in state.flow.steps.iter().enumerate() {
        let Some(token) = state.exchange(at).and_then(|exchange| exchange.token()) else {
            continue;
        };
        let raw = &token.access_token;
        if !held.iter().any(|other| other.raw == *raw) {
            let label = step.role().symbol().to_owned();
            held.push(Held { label, raw: raw.clone(), kept: false });
        }
    }
    let kinds = told_together(state, &held).map_or(&[][..], |together| &together.kinds);
    for (held, kind) in held.iter_mut().zip(kinds) {
        held.label.push_str(" · ");
        held.label.push_str(kind);
    }
    held
}

/// The token on show.
#[must_use]
pub fn shown(state: &State) -> Option<&Secret> {
    state.decoder.shown.as_ref()
}

/// Everything that the decoder wants to know.
pub(crate) fn ask(state: &State, questions: &mut Vec<Question>) {
    questions.push(Question::Ready);
    for Unread { text, .. } in &state.decoder.unread {
        questions.push(Question::Paste { text: text.clone(), names: select::names(state) });
    }
    let reading = state.decoder.reading.as_ref();
    if let Some(Reason::Refusal(error)) = reading.and_then(|reading| reading.reason.as_ref()) {
        questions.push(about_refusal(error));
    }
    questions.extend(shown(state).map(|token| about(state, token)));
    let of_the_shown = [question_compared, question_checklist, question_redacted];
    questions.extend(of_the_shown.into_iter().filter_map(|question| question(state)));
    let held = held(state);
    if !held.is_empty() {
        questions.push(question_together(&held));
    }
}

fn answer(state: &State, question: Option<Question>) -> Option<&Answer> {
    state.explanations.answer(&question?)
}

fn question_compared(state: &State) -> Option<Question> {
    Some(Question::Compared(shown(state)?.clone(), state.decoder.against.clone()?))
}

/// What differs between the token on show and the one it is compared with.
#[must_use]
pub fn compared(state: &State) -> Option<&[Sheet]> {
    match answer(state, question_compared(state))? {
        Answer::Compared(diff) => diff.as_deref(),
        _ => None,
    }
}

fn told_together<'a>(state: &'a State, held: &[Held]) -> Option<&'a Together> {
    match answer(state, Some(question_together(held)))? {
        Answer::Together(together) => Some(together),
        _ => None,
    }
}

fn question_together(held: &[Held]) -> Question {
    Question::Together(held.iter().map(|held| held.raw.clone()).collect())
}

/// What is notable of the tokens together: whether each was made for the next.
#[must_use]
pub fn together<'a>(state: &'a State, held: &[Held]) -> &'a [Finding] {
    told_together(state, held).map_or(&[], |together| &together.findings)
}

/// How far the check of a token's signature is.
#[derive(Clone, PartialEq)]
pub struct Verification<'a> {
    /// Who can be asked for its keys.
    pub holder: Option<KeyHolder>,
    /// The check, if it was the last.
    pub check: Option<&'a Check>,
}

/// How far the check of a token's signature is.
#[must_use]
pub fn verification<'a>(state: &'a State, raw: &Secret) -> Verification<'a> {
    Verification {
        holder: key_holder(state, raw),
        check: state.decoder.check.as_ref().filter(|check| check.token == *raw),
    }
}

fn question_checklist(state: &State) -> Option<Question> {
    let [audience, tenant, permission] = state.decoder.expected.clone();
    if audience.expose().trim().is_empty() {
        return None;
    }
    let token = shown(state)?.clone();
    let check = state.decoder.check.as_ref();
    let verified = check.is_some_and(|check| check.good && check.token == token);
    Some(Question::Checklist { token, audience, tenant, permission, verified })
}

/// What an API has to check of the token on show; `None` until the reader says
/// what the API expects.
#[must_use]
pub fn checklist(state: &State) -> Option<&Sheet> {
    match answer(state, question_checklist(state))? {
        Answer::Checklist(checks) => checks.as_ref(),
        _ => None,
    }
}

fn question_redacted(state: &State) -> Option<Question> {
    Some(Question::Redacted(shown(state)?.clone()))
}

/// The token on show as a text to share: without identities and signature.
#[must_use]
pub fn redacted(state: &State) -> Option<&Shared> {
    match answer(state, question_redacted(state))? {
        Answer::Redacted(redacted) => redacted.as_deref(),
        _ => None,
    }
}
