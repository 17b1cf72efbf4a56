//! One token, with everything that is said of it.

use super::layout;
use crate::catalog::claims::ClaimGroup;
use crate::crossing::crossing;
use crate::finding::Finding;
use crate::identity::Names;
use crate::sheet::Sheet;
use crate::token::explain::{self, ClaimRow};
use crate::token::issuer::KeySource;
use crate::token::redact::Redacted;
use crate::token::verdict::{self, Span};
use crate::token::{ReadToken, findings, signature, when};

/// What a readable token says.
#[derive(Clone, PartialEq, Eq)]
pub struct Explanation {
    /// One or two sentences with the identities marked, and how long it is valid.
    pub verdict: Sheet,
    /// The claims by group, without the internal ones.
    pub claims: Sheet,
    /// The internal claims.
    pub internal: Sheet,
    /// The parameters of the JOSE header.
    pub header: Sheet,
    /// What is notable.
    pub findings: Vec<Finding>,
    /// Whether the simulated Entra made it.
    pub simulated: bool,
    /// Who has its keys; `None` for issuers that are not Entra's.
    pub keys: Option<KeySource>,
    /// Why its signature cannot be checked, whatever the keys.
    pub cannot_verify: Option<String>,
}

/// What of it is laid out.
pub(super) struct Contents {
    /// One or two sentences, with the identities marked.
    pub(super) verdict: Vec<Span>,
    /// How long it is valid.
    pub(super) validity: Option<Validity>,
    /// The claims by group, the internal ones last; no group is empty.
    pub(super) groups: Vec<(ClaimGroup, Vec<ClaimRow>)>,
    /// The parameters of the JOSE header.
    pub(super) header: Vec<ClaimRow>,
}

/// The life of a token, for a bar and three words.
pub(super) struct Validity {
    /// When it was issued: a time of day in UTC.
    pub(super) issued: String,
    /// `58 minutes left`, or that it has expired.
    pub(super) now: String,
    /// When it expires: a time of day in UTC.
    pub(super) expires: String,
    /// How much of its life is over, in percent, 0 to 100.
    pub(super) gone: u8,
    /// Whether it has expired or is about to.
    pub(super) late: bool,
}

/// A token as it can be shown to others.
#[derive(Clone, PartialEq, Eq)]
pub struct Shared {
    /// Its claims, in JSON: it is no token and cannot become one.
    pub text: String,
    /// One or two sentences: what was left out, and what stands for ids.
    pub left_out: String,
}

crossing! {
    struct Explanation { verdict, claims, internal, header, findings, simulated, keys, cannot_verify }
    struct Shared { text, left_out }
}

impl From<Redacted> for Shared {
    fn from(redacted: Redacted) -> Self {
        let mut left_out = format!("Left out: {}.", redacted.removed.join(", "));
        if !redacted.renamed.is_empty() {
            left_out.push_str(" Numbers in place of ids: ");
            left_out.push_str(&redacted.renamed.join(", "));
            left_out.push('.');
        }
        Self { text: redacted.text, left_out }
    }
}

impl Explanation {
    /// What a token says at `now`, in seconds since 1970.
    #[must_use]
    pub fn of(token: &ReadToken, names: &Names, now: i64) -> Self {
        let Contents { verdict, validity, groups, header } = Contents::of(token, names, now);
        let [claims, internal] = layout::claims(groups);
        let findings = findings::of(token, Some(now));
        let simulated = findings.iter().any(|finding| finding.code == "simulated-token");
        Self {
            verdict: layout::verdict(verdict, validity),
            claims,
            internal,
            header: layout::header(header),
            simulated,
            keys: KeySource::of(token, simulated),
            findings,
            cannot_verify: signature::algorithm(token).err().map(|reason| reason.to_string()),
        }
    }
}

impl Contents {
    pub(super) fn of(token: &ReadToken, names: &Names, now: i64) -> Self {
        let mut groups = ClaimGroup::ALL.map(|group| (group, Vec::new())).to_vec();
        for row in explain::claim_rows(token, Some(now), names) {
            if let Some((_, rows)) = groups.iter_mut().find(|(group, _)| *group == row.group) {
                rows.push(row);
            }
        }
        groups.retain(|(_, rows)| !rows.is_empty());
        Self {
            verdict: verdict::of(token, names),
            validity: Validity::of(token, now),
            groups,
            header: explain::header_rows(&token.header),
        }
    }
}

/// Five minutes before the end a bar turns to its warning colour.
const LATE_SECONDS: i64 = 300;

impl Validity {
    fn of(token: &ReadToken, now: i64) -> Option<Self> {
        let time = |name| token.claims.integer(name)?.value();
        let (issued, expires) = (time("iat")?, time("exp")?);
        let life = expires.checked_sub(issued).filter(|life| *life > 0)?;
        let left = expires.saturating_sub(now);
        // A life beyond the age of the universe would saturate; the rest is exact.
        let gone = now.saturating_sub(issued).clamp(0, life).saturating_mul(100) / life;
        Some(Self {
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
}

/// `13:56:11 UTC` of `2026-02-02 13:56:11 UTC`.
fn time_of_day(seconds: i64) -> Option<String> {
    when::utc(seconds)?.split_once(' ').map(|(_, time)| time.to_owned())
}
