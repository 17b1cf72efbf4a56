//! Rows by their names. The texts of a table are joined, so that it holds no
//! pointers.

use super::{CLAIMS, ClaimGroup, ClaimInfo, Form, HEADERS, Status};
use crate::joined::{self, Joined};

/// The row of a claim by its exact name.
#[must_use]
pub fn claim(name: &str) -> Option<ClaimInfo> {
    static TEXTS: Joined<{ texts::<0>(CLAIMS).length }> = texts(CLAIMS);
    static KINDS: [Kind; CLAIMS.len()] = kinds(CLAIMS);
    find(name, TEXTS.as_str(), &KINDS)
}

/// The row of a header parameter by its exact name.
#[must_use]
pub fn header(name: &str) -> Option<ClaimInfo> {
    static TEXTS: Joined<{ texts::<0>(HEADERS).length }> = texts(HEADERS);
    static KINDS: [Kind; HEADERS.len()] = kinds(HEADERS);
    find(name, TEXTS.as_str(), &KINDS)
}

/// What a row says beside its texts.
type Kind = (ClaimGroup, Status, Form);

fn find(wanted: &str, texts: &'static str, kinds: &'static [Kind]) -> Option<ClaimInfo> {
    let mut rows = joined::rows(texts).zip(kinds);
    let ([name, meaning], (group, status, form)) = rows.find(|([name, _], _)| *name == wanted)?;
    Some(ClaimInfo { name, group: *group, meaning, status: *status, form: *form })
}

const fn texts<const LENGTH: usize>(table: &[ClaimInfo]) -> Joined<LENGTH> {
    let mut texts = Joined::new();
    let mut at = 0;
    while at < table.len() {
        texts = texts.text(table[at].name).text(table[at].meaning);
        at += 1;
    }
    texts
}

const fn kinds<const COUNT: usize>(table: &[ClaimInfo]) -> [Kind; COUNT] {
    let mut kinds = [(ClaimGroup::Who, Status::Documented, Form::Plain); COUNT];
    let mut at = 0;
    while at < COUNT {
        kinds[at] = (table[at].group, table[at].status, table[at].form);
        at += 1;
    }
    kinds
}
