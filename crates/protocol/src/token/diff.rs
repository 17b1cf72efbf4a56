//! Two tokens side by side, aligned by what their claims mean: v1.0 and v2.0
//! names of the same thing stand in one row, moments are folded into lives, and
//! what is Entra's own use is only counted.

use std::collections::BinaryHeap;

use super::integer::Integer;
use super::issuer::entra_issuer;
use super::json::{self, Member, Members};
use super::jws::ReadToken;
use super::when;
use crate::catalog::claims::{self, ClaimGroup};
use crate::catalog::ids;

/// Names of one thing in v1.0 and in v2.0 tokens.
const PAIRS: [(&str, &str); 3] =
    [("appid", "azp"), ("appidacr", "azpacr"), ("unique_name", "preferred_username")];
const TIMES: [&str; 3] = ["iat", "nbf", "exp"];

/// One thing that differs.
#[derive(Clone, PartialEq, Eq)]
pub struct Difference {
    /// Where it stands in the claims table; `None` for header parameters.
    pub group: Option<ClaimGroup>,
    /// The name in the left token, or in the right one where the left has none.
    pub name: String,
    /// The name in the right token where it is another: `azp` for `appid`.
    pub other_name: Option<String>,
    /// The left value as written; `None` when it is absent.
    pub left: Option<String>,
    /// The right value as written.
    pub right: Option<String>,
    /// Entries of a list that only the right token has.
    pub added: Vec<String>,
    /// Entries of a list that only the left token has.
    pub removed: Vec<String>,
    /// What the difference amounts to, where that is known.
    pub note: Option<&'static str>,
}

/// The differences of two tokens.
#[derive(Clone, PartialEq, Eq)]
pub struct Diff {
    /// What differs, in the order of the left token.
    pub rows: Vec<Difference>,
    /// How many claims and header parameters are the same.
    pub same: usize,
    /// The difference of the lives in a sentence; `None` when they are as long.
    pub lives: Option<String>,
    /// How many claims of Entra's own use differ.
    pub internal: usize,
}

/// Compares two tokens. Of a name that occurs twice the last counts.
#[must_use]
pub fn compare(left: &ReadToken, right: &ReadToken) -> Diff {
    let mut diff = Diff { rows: Vec::new(), same: 0, lives: lives(left, right), internal: 0 };
    diff.table(&left.header, &right.header, true);
    diff.table(&left.claims, &right.claims, false);
    diff
}

impl Diff {
    fn table(&mut self, left: &Members, right: &Members, header: bool) {
        let (left, right) = (last_of_each(left), last_of_each(right));
        for mine in &left {
            self.row(Some(mine), partner(mine, &left, &right), header);
        }
        for theirs in &right {
            if partner(theirs, &right, &left).is_none() {
                self.row(None, Some(theirs), header);
            }
        }
    }

    fn row(&mut self, left: Option<&Member>, right: Option<&Member>, header: bool) {
        let Some(member) = left.or(right) else { return };
        let name = member.name.as_str();
        if !header && TIMES.contains(&name) {
            return;
        }
        if let (Some(left), Some(right)) = (left, right)
            && same_value(left, right)
        {
            self.same += 1;
            return;
        }
        let info = if header { claims::header(name) } else { claims::claim(name) };
        let group = info.map_or(ClaimGroup::Session, |info| info.group);
        if !header && group == ClaimGroup::Internal {
            self.internal += 1;
            return;
        }
        let entries = |member: Option<&Member>| member.map(entries).unwrap_or_default();
        let (old, new) = (entries(left), entries(right));
        let only = |these: &[String], those: &[String]| {
            let listed = old.len() > 1 || new.len() > 1;
            let missing = these.iter().filter(|entry| listed && !those.contains(entry));
            missing.take(LISTED).cloned().collect()
        };
        self.rows.push(Difference {
            group: (!header).then_some(group),
            name: name.to_owned(),
            other_name: right.map(|m| m.name.clone()).filter(|other| other != name),
            left: left.map(|m| m.literal.clone()),
            right: right.map(|m| m.literal.clone()),
            added: only(&new, &old),
            removed: only(&old, &new),
            note: note(left, right),
        });
    }
}

/// The most entries of one list that are compared.
const LISTED: usize = 200;

/// The last member of each name; a duplicate before it counts for nobody.
fn last_of_each(members: &Members) -> Vec<&Member> {
    // Bounded, because looking each one up is the square of their number.
    members
        .iter()
        .take(500)
        .filter(|member| members.get(&member.name).is_some_and(|last| std::ptr::eq(last, *member)))
        .collect()
}

/// The member of the other token that means the same.
fn partner<'a>(member: &Member, own: &[&Member], other: &[&'a Member]) -> Option<&'a Member> {
    let named = |list: &[&'a Member], name: &str| list.iter().find(|m| m.name == name).copied();
    named(other, &member.name).or_else(|| {
        let twin = PAIRS.iter().find_map(|(one, two)| match &*member.name {
            name if name == *one => Some(*two),
            name if name == *two => Some(*one),
            _ => None,
        })?;
        // A token with both names keeps them apart.
        named(other, twin).filter(|_| !own.iter().any(|m| m.name == twin))
    })
}

fn same_value(left: &Member, right: &Member) -> bool {
    if left.literal == right.literal {
        return true;
    }
    if let (Some(old), Some(new)) = (left.str(), right.str()) {
        return old == new || (is_words(&left.name) && sorted_words(&old) == sorted_words(&new));
    }
    // `"1"` and `1`, as two versions of a library may write it.
    let (Integer::Exact(a) | Integer::InText(a), Integer::Exact(b) | Integer::InText(b)) =
        (left.integer(), right.integer())
    else {
        return false;
    };
    a == b
}

/// Scopes and facets: their order means nothing.
fn is_words(name: &str) -> bool {
    name == "scp" || name.starts_with("xms_")
}

fn sorted_words(text: &str) -> Vec<&str> {
    text.split_whitespace().take(LISTED).collect::<BinaryHeap<_>>().into_sorted_vec()
}

/// Entries of a list, or the words of a text.
fn entries(member: &Member) -> Vec<String> {
    if let Some(text) = member.str() {
        return text.split_whitespace().take(LISTED).map(str::to_owned).collect();
    }
    json::list(&member.literal)
        .unwrap_or_default()
        .into_iter()
        .take(LISTED)
        .map(|entry| json::unquote(entry).map_or_else(|| entry.to_owned(), |t| t.into_owned()))
        .collect()
}

fn note(left: Option<&Member>, right: Option<&Member>) -> Option<&'static str> {
    let (left, right) = (left?, right?);
    let (old, new) = (left.str()?, right.str()?);
    match &*left.name {
        "iss" if entra_issuer(&old).is_some() && entra_issuer(&old) == entra_issuer(&new) => {
            Some("The same tenant; the form belongs to the token version.")
        }
        "aud" => {
            let app = ids::app(&old)?;
            (Some(app.id) == ids::app(&new).map(|app| app.id))
                .then_some("The same API by its other name.")
        }
        "ver" => Some("The API decides the version, not the client."),
        "sub" => Some("For a person it differs from API to API; compare oid instead."),
        _ => None,
    }
}

fn lives(left: &ReadToken, right: &ReadToken) -> Option<String> {
    let life = |token: &ReadToken| {
        let at = |name| token.claims.integer(name)?.value();
        at("exp")?.checked_sub(at("iat")?)
    };
    let (old, new) = (life(left)?, life(right)?);
    // Entra varies the life by minutes, so that clients do not come all at once.
    (old.abs_diff(new) >= 60).then(|| {
        format!("The left token lives {}, the right one {}.", when::span(old), when::span(new))
    })
}

#[cfg(test)]
mod tests;
