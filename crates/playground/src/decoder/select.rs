//! What the decoder shows, computed from the state.

use protocol::explanation::{Answer, Question};
use protocol::finding::Finding;
use protocol::secret::Secret;
use protocol::token::diff::Diff;
use protocol::token::redact::Redacted;
use protocol::token::validation;
use protocol::token::{ReadToken, TokenKind};

use super::{Check, KeyHolder, Unread, key_holder};
use crate::explanations::about;
use crate::select;
use crate::state::State;

/// A token that can be shown: of the tray, or of a run.
#[derive(Clone, PartialEq, Eq)]
pub struct Held {
    /// What it is, and where it is from: `agent identity token · T1`.
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
        held.push(Held { label: label(raw, &format!("{}", at + 1)), raw: raw.clone(), kept: true });
    }
    for (at, step) in state.flow.steps.iter().enumerate() {
        let Some(token) = state.exchange(at).and_then(|exchange| exchange.token()) else {
            continue;
        };
        let raw = &token.access_token;
        if !held.iter().any(|other| other.raw == *raw) {
            let label = label(raw, step.role().symbol());
            held.push(Held { label, raw: raw.clone(), kept: false });
        }
    }
    held
}

fn label(raw: &Secret, sign: &str) -> String {
    let kind = ReadToken::read(raw.expose())
        .map_or("token that cannot be read", |token| TokenKind::of(&token.claims).title());
    format!("{sign} · {kind}")
}

/// The token on show.
#[must_use]
pub fn shown(state: &State) -> Option<&Secret> {
    state.decoder.shown.as_ref()
}

/// Everything that the decoder wants to know.
pub(crate) fn ask(state: &State, questions: &mut Vec<Question>) {
    questions.push(Question::Ready);
    if let Some(Unread { text, .. }) = &state.decoder.unread {
        questions.push(Question::Paste { text: text.clone(), names: select::names(state) });
    }
    questions.extend(shown(state).map(|token| about(state, token)));
    let of_the_shown =
        [question_compared, question_checklist, question_redacted, question_together];
    questions.extend(of_the_shown.into_iter().filter_map(|question| question(state)));
}

fn answer(state: &State, question: Option<Question>) -> Option<&Answer> {
    state.explanations.answer(&question?)
}

fn question_compared(state: &State) -> Option<Question> {
    Some(Question::Compared(shown(state)?.clone(), state.decoder.against.clone()?))
}

/// What differs between the token on show and the one it is compared with.
#[must_use]
pub fn compared(state: &State) -> Option<&Diff> {
    match answer(state, question_compared(state))? {
        Answer::Compared(diff) => diff.as_deref(),
        _ => None,
    }
}

fn question_together(state: &State) -> Option<Question> {
    let tokens: Vec<_> = held(state).into_iter().map(|held| held.raw).collect();
    (shown(state).is_some() && tokens.len() > 1).then_some(Question::Together(tokens))
}

/// What is notable of the tokens together: whether each was made for the next.
#[must_use]
pub fn together(state: &State) -> &[Finding] {
    match answer(state, question_together(state)) {
        Some(Answer::Together(findings)) => findings,
        _ => &[],
    }
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
        holder: ReadToken::read(raw.expose()).and_then(|token| key_holder(state, &token)),
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
pub fn checklist(state: &State) -> Option<&[validation::Check]> {
    match answer(state, question_checklist(state))? {
        Answer::Checklist(checks) => checks.as_deref(),
        _ => None,
    }
}

fn question_redacted(state: &State) -> Option<Question> {
    Some(Question::Redacted(shown(state)?.clone()))
}

/// The token on show as a text to share: without identities and signature.
#[must_use]
pub fn redacted(state: &State) -> Option<&Redacted> {
    match answer(state, question_redacted(state))? {
        Answer::Redacted(redacted) => redacted.as_deref(),
        _ => None,
    }
}
