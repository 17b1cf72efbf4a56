//! Two tokens side by side, and the checks that an API makes.

use super::{element, head, heading, literal, name, paragraph, span, table};
use crate::sheet::{Element, Sheet, word};
use crate::token::diff::{Diff, Difference};
use crate::token::validation::Check;

/// What differs between two tokens, and nothing else.
pub(in super::super) fn differences(diff: Diff) -> Vec<Sheet> {
    let mut words = format!("{} the same", diff.same);
    if diff.internal > 0 {
        words.push_str(&format!(", {} of Entra's own use not", diff.internal));
    }
    words.push_str(". ");
    // The tokens stand left and right in the table, too.
    words.push_str(diff.lives.as_deref().unwrap_or_default());
    let title = Element::new(word!("h3"), "section-title").text("Differences");
    let mut sheets = vec![title.into(), paragraph("why", words).into()];
    if !diff.rows.is_empty() {
        let rows = diff.rows.into_iter().map(difference);
        let table = table("claims differences", "Differences")
            .child(head("", ["Claim", "This token (left)", "The other (right)"]))
            .child(element(word!("tbody")).children(rows));
        sheets.push(table.into());
    }
    sheets
}

fn difference(row: Difference) -> Element {
    // On a phone, where the table's head is out of sight, each value says whose it is.
    let cell = |value: Option<String>, only: Vec<String>, of| {
        let only = (!only.is_empty())
            .then(|| span("meaning", "only here: ").child(Sheet::Plain(only.join(", "))));
        element(word!("td")).with(word!("data-of"), of).children(only).child(match value {
            Some(value) => literal(value),
            None => span("undocumented", "not there"),
        })
    };
    let mut claim = heading("row").child(name(row.name));
    if let Some(other) = row.other_name {
        claim = claim.text(" / ").child(name(other));
    }
    element(word!("tr"))
        .child(claim.children(row.note.map(|note| span("meaning", note))))
        .child(cell(row.left, row.removed, "This token"))
        .child(cell(row.right, row.added, "The other"))
}

/// The checks, in their order.
pub(in super::super) fn checks(checks: Vec<Check>) -> Sheet {
    let row = |check: Check| {
        let name = heading("row").child(element(word!("code")).text(check.name));
        let word = element(word!("strong")).text(check.mark.word());
        element(word!("tr"))
            .child(name)
            .child(element(word!("td")).child(word))
            .child(element(word!("td")).text(check.sentence))
    };
    let body = element(word!("tbody")).children(checks.into_iter().map(row));
    table("claims differences", "Checks").child(body).into()
}
