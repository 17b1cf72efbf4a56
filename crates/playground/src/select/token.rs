//! The token of a step, explained.

use protocol::catalog::claims::ClaimGroup;
use protocol::finding::Finding;
use protocol::flows::{Made, Role};
use protocol::identity::Names;
use protocol::secret::Secret;
use protocol::token::explain::{self, ClaimRow};
use protocol::token::verdict::{self, Span};
use protocol::token::{self, ReadToken, when};

use crate::state::State;

/// A token with everything that is said of it.
#[derive(Clone, PartialEq)]
pub struct TokenView {
    /// The token as text.
    pub raw: Secret,
    /// What was read; `None` for a token that is not a readable JWT.
    pub read: Option<ReadView>,
    /// Whether the simulated Entra made it.
    pub simulated: bool,
}

/// What a readable token says.
#[derive(Clone, PartialEq)]
pub struct ReadView {
    /// One or two sentences, with the identities marked.
    pub verdict: Vec<Span>,
    /// How long it is valid.
    pub validity: Option<Validity>,
    /// The claims by group, the internal ones last.
    pub groups: Vec<(ClaimGroup, Vec<ClaimRow>)>,
    /// The parameters of the JOSE header.
    pub header: Vec<ClaimRow>,
    /// What is notable.
    pub findings: Vec<Finding>,
}

/// The life of a token, for a bar and three words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Validity {
    /// When it was issued: a time of day in UTC.
    pub issued: String,
    /// `58 minutes left`, or that it has expired.
    pub now: String,
    /// When it expires: a time of day in UTC.
    pub expires: String,
    /// How much of its life is over, in percent, 0 to 100.
    pub gone: u8,
    /// Whether it has expired or is about to.
    pub late: bool,
}

/// The readable tokens that a step brought: the access token, the ID token.
#[must_use]
pub fn tokens(state: &State, step: usize) -> Vec<Role> {
    let Some(exchange) = state.exchange(step) else { return Vec::new() };
    let Some(step) = state.flow.steps.get(step) else { return Vec::new() };
    let token = |made: &&Made| {
        matches!(made.member, "access_token" | "id_token") && exchange.outcome.made(made).is_some()
    };
    step.makes.iter().filter(token).map(|made| made.role).collect()
}

/// The token of a step that is on show, once there is one.
#[must_use]
pub fn token(state: &State, step: usize) -> Option<TokenView> {
    let roles = tokens(state, step);
    let chosen = state.view.token_role.filter(|role| roles.contains(role));
    let role = chosen.or(roles.first().copied())?;
    let made = state.flow.steps.get(step)?.makes(role)?;
    let raw = state.exchange(step)?.outcome.made(made)?.clone();
    Some(explained(state, raw))
}

/// Any token, with the names and the time of the page.
#[must_use]
pub fn explained(state: &State, raw: Secret) -> TokenView {
    let nobody = Names::default();
    let names = if state.destination.is_simulated() { &state.names } else { &nobody };
    let now = i64::try_from(state.now / 1000).unwrap_or(i64::MAX);
    let Some(read) = &ReadToken::read(raw.expose()) else {
        return TokenView { raw, read: None, simulated: false };
    };
    let mut groups = ClaimGroup::ALL.map(|group| (group, Vec::new())).to_vec();
    for row in explain::claim_rows(read, Some(now), names) {
        if let Some((_, rows)) = groups.iter_mut().find(|(group, _)| *group == row.group) {
            rows.push(row);
        }
    }
    let query = state.view.page.claims_query.expose().trim().to_ascii_lowercase();
    if !query.is_empty() {
        groups.iter_mut().for_each(|(_, rows)| rows.retain(|row| has(row, &query)));
    }
    groups.retain(|(_, rows)| !rows.is_empty());
    let findings = token::findings::of(read, Some(now));
    let simulated = findings.iter().any(|finding| finding.code == "simulated-token");
    let view = ReadView {
        verdict: verdict::of(read, names),
        validity: validity(read, now),
        groups,
        header: explain::header_rows(&read.header),
        findings,
    };
    TokenView { raw, read: Some(view), simulated }
}

/// Whether the name, the value or the meaning of a claim has a text in it.
fn has(row: &ClaimRow, query: &str) -> bool {
    let has = |text: &str| text.to_ascii_lowercase().contains(query);
    has(&row.name) || has(&row.literal) || row.meaning.iter().any(|part| has(&part.text))
}

/// Five minutes before the end a bar turns to its warning colour.
const LATE_SECONDS: i64 = 300;

fn validity(read: &ReadToken, now: i64) -> Option<Validity> {
    let time = |name| read.claims.integer(name)?.value();
    let (issued, expires) = (time("iat")?, time("exp")?);
    let life = expires.checked_sub(issued).filter(|life| *life > 0)?;
    let left = expires.saturating_sub(now);
    // A life beyond the age of the universe would saturate; the rest is exact.
    let gone = now.saturating_sub(issued).clamp(0, life).saturating_mul(100) / life;
    Some(Validity {
        issued: time_of_day(issued)?,
        expires: time_of_day(expires)?,
        now: if left > 0 {
            format!("{} left", when::span(left))
        } else {
            format!("expired {}", when::relative(expires, now))
        },
        gone: u8::try_from(gone).unwrap_or(100),
        late: left < LATE_SECONDS,
    })
}

/// `13:56:11 UTC` of `2026-02-02 13:56:11 UTC`.
fn time_of_day(seconds: i64) -> Option<String> {
    when::utc(seconds)?.split_once(' ').map(|(_, time)| time.to_owned())
}
