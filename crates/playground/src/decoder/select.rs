//! What the decoder shows, computed from the state.

use protocol::response::ErrorResponse;
use protocol::secret::Secret;
use protocol::token::{Content, ReadToken, TokenKind};

use super::{Difference, differences};
use crate::select::{TokenView, explained};
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

/// The token on show, explained.
#[must_use]
pub fn shown(state: &State) -> Option<TokenView> {
    Some(explained(state, state.decoder.shown.clone()?))
}

/// What differs between the token on show and the one it is compared with.
#[must_use]
pub fn compared(state: &State) -> Option<Vec<Difference>> {
    let read = |raw: &Option<Secret>| ReadToken::read(raw.as_ref()?.expose());
    Some(differences(&read(&state.decoder.shown)?.claims, &read(&state.decoder.against)?.claims))
}

/// Why there is no token on show.
#[derive(Clone, PartialEq)]
pub enum Reason {
    /// A refusal was pasted.
    Refusal(Box<ErrorResponse>),
    /// Sentences: what the text is, and what to do.
    Sentences(Vec<String>),
}

/// Why the text in the box has no token on show; `None` when it has one, or
/// when there is no text.
#[must_use]
pub fn nothing(state: &State) -> Option<Reason> {
    let reading = state.decoder.reading.as_ref()?;
    Some(match &reading.content {
        Content::Token(_) => return None,
        Content::Container if reading.main_token().is_some() => return None,
        Content::Error(error) => Reason::Refusal(Box::new(error.clone())),
        Content::Opaque(stranger, _) => Reason::Sentences(vec![stranger.sentence.to_owned()]),
        Content::Nothing(problem) => Reason::Sentences(vec![problem.to_string()]),
        Content::Broken(broken) => {
            Reason::Sentences(broken.problems.iter().map(ToString::to_string).collect())
        }
        Content::Encrypted(_) | Content::Container => Reason::Sentences(Vec::new()),
    })
}

/// The token on show without its signature, so that it can be shared: its
/// claims can be read, and no API accepts it.
#[must_use]
pub fn redacted(state: &State) -> Option<Secret> {
    let (signed, _) = state.decoder.shown.as_ref()?.expose().rsplit_once('.')?;
    Some(Secret::new(format!("{signed}.signature-left-out")))
}

/// One sentence for a screen reader: what was read.
pub(super) fn announcement(state: &State) -> String {
    match nothing(state) {
        None => shown(state).map_or_else(String::new, |token| {
            token.read.map_or_else(
                || "This token cannot be read.".to_owned(),
                |read| protocol::token::verdict::plain(&read.verdict),
            )
        }),
        Some(Reason::Refusal(_)) => "This is a refusal, explained below.".to_owned(),
        Some(Reason::Sentences(sentences)) => sentences.join(" "),
    }
}
