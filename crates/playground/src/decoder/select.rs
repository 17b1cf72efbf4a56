//! What the decoder shows, computed from the state.

use protocol::finding::Finding;
use protocol::response::ErrorResponse;
use protocol::secret::Secret;
use protocol::token::chain::{self, Entered};
use protocol::token::diff::{self, Diff};
use protocol::token::redact::{Redacted, redact};
use protocol::token::signature::{self, CannotVerify};
use protocol::token::validation::{self, Expected, Mark};
use protocol::token::{Content, ReadToken, TokenKind};

use super::{Check, KeyHolder, key_holder};
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
pub fn compared(state: &State) -> Option<Diff> {
    let read = |raw: &Option<Secret>| ReadToken::read(raw.as_ref()?.expose());
    Some(diff::compare(&read(&state.decoder.shown)?, &read(&state.decoder.against)?))
}

/// What is notable of the tokens together: whether each was made for the next.
#[must_use]
pub fn together(state: &State) -> Vec<Finding> {
    let tokens: Vec<_> =
        held(state).iter().filter_map(|held| ReadToken::read(held.raw.expose())).collect();
    // The form may be about another tenant than what was pasted; it is not asked.
    let entered = Entered { now: Some(seconds(state)), ..Entered::default() };
    if tokens.len() < 2 {
        return Vec::new();
    }
    chain::check(&tokens.iter().collect::<Vec<_>>(), &entered)
}

fn seconds(state: &State) -> i64 {
    i64::try_from(state.now / 1000).unwrap_or(i64::MAX)
}

/// How far the check of a token's signature is.
#[derive(Clone, PartialEq)]
pub struct Verification<'a> {
    /// Why it cannot be checked, whatever the keys.
    pub cannot: Option<CannotVerify>,
    /// Who can be asked for its keys.
    pub holder: Option<KeyHolder>,
    /// The check, if it was the last.
    pub check: Option<&'a Check>,
}

/// How far the check of a token's signature is; `None` for an unreadable token.
#[must_use]
pub fn verification<'a>(state: &'a State, raw: &Secret) -> Option<Verification<'a>> {
    let token = ReadToken::read(raw.expose())?;
    Some(Verification {
        cannot: signature::algorithm(&token).err(),
        holder: key_holder(state, &token),
        check: state.decoder.check.as_ref().filter(|check| check.token == *raw),
    })
}

/// What an API has to check of the token on show; `None` until the reader says
/// what the API expects.
#[must_use]
pub fn checklist(state: &State) -> Option<Vec<validation::Check>> {
    let [audience, tenant, permission] =
        state.decoder.expected.each_ref().map(|text| text.expose().trim());
    if audience.is_empty() {
        return None;
    }
    let raw = state.decoder.shown.as_ref()?;
    let expected = Expected { audience, tenant, permission, now: seconds(state) };
    let mut checks = validation::checklist(&ReadToken::read(raw.expose())?, &expected);
    if state.decoder.check.as_ref().is_some_and(|check| check.good && check.token == *raw)
        && let Some(check) = checks.iter_mut().find(|check| check.name == "signature")
    {
        check.mark = Mark::Pass;
        check.sentence = "It is good, with the keys that you chose.".to_owned();
    }
    Some(checks)
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

/// The token on show as a text to share: without identities and signature.
#[must_use]
pub fn redacted(state: &State) -> Option<Redacted> {
    Some(redact(&ReadToken::read(state.decoder.shown.as_ref()?.expose())?))
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
