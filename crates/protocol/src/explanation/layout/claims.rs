//! The claims of a token, by what they are about.

use super::{element, head, heading, literal, name, span, table};
use crate::catalog::claims::ClaimGroup;
use crate::sheet::{Element, Sheet, word};
use crate::token::explain::ClaimRow;

/// The table of the claims, each group and each row of which can be
/// [searched](Sheet::Sought), and that of the internal ones.
pub(in super::super) fn claims(groups: Vec<(ClaimGroup, Vec<ClaimRow>)>) -> [Sheet; 2] {
    let mut shown = claims_table("Claims");
    let mut internal = element(word!("tbody"));
    for (group, rows) in groups {
        let rows = rows.into_iter().map(|claim| Sheet::Sought(row(claim)));
        if group == ClaimGroup::Internal {
            internal = internal.children(rows);
            continue;
        }
        let heading = element(word!("th"))
            .with(word!("colspan"), "3")
            .with(word!("scope"), "rowgroup")
            .text(group.title());
        let heading = Element::new(word!("tr"), "claims-group").child(heading);
        let body = element(word!("tbody")).with(word!("key"), group.title()).child(heading);
        shown = shown.child(Sheet::Sought(body.children(rows)));
    }
    [shown.into(), claims_table("Internal claims").child(internal).into()]
}

/// The table of the parameters of a JOSE header.
pub(in super::super) fn header(rows: Vec<ClaimRow>) -> Sheet {
    let body = element(word!("tbody")).children(rows.into_iter().map(row));
    claims_table("Header parameters").child(body).into()
}

/// A table of claims, still without its bodies.
fn claims_table(caption: &str) -> Element {
    let columns =
        ["claims-name", "claims-value", ""].map(|class| Element::new(word!("col"), class));
    table("claims", caption)
        .child(element(word!("colgroup")).children(columns))
        .child(head("visually-hidden", ["Name", "Value as written", "Meaning"]))
}

fn row(row: ClaimRow) -> Element {
    let mut meaning = Element::new(word!("td"), "claims-meaning");
    for part in row.meaning {
        let mut words = Element::new(word!("span"), "meaning").child(Sheet::Plain(part.text));
        if let Some(note) = part.status.note() {
            words = words.text(" ").child(span("undocumented", note));
        }
        meaning = meaning.child(words);
    }
    if !row.known {
        meaning = meaning.child(span("undocumented", "not a claim that this page knows"));
    }
    element(word!("tr"))
        .child(heading("row").child(name(row.name)))
        .child(element(word!("td")).child(literal(row.literal)))
        .child(meaning)
}
