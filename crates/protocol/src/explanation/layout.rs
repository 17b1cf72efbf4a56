//! Everything that is said, laid out for the eye. The page's start knows only how to
//! make elements of a [`Sheet`]; tables, columns, notes and headings stand here.

mod claims;
mod compared;
mod refusal;
mod verdict;

pub(super) use claims::{claims, header};
pub(super) use compared::{checks, differences};
pub(super) use refusal::{gallery, of_step, refusal};
pub(super) use verdict::verdict;

use crate::sheet::{Element, Sheet, Word, word};

/// An element without a class.
fn element(tag: Word) -> Element {
    Element::new(tag, "")
}

/// A paragraph of this page's own words.
fn paragraph(class: &str, words: impl Into<String>) -> Element {
    Element::new(word!("p"), class).text(words)
}

/// Words in a `<span>`.
fn span(class: &str, words: impl Into<String>) -> Element {
    Element::new(word!("span"), class).text(words)
}

/// A cell that names its row or column.
fn heading(scope: &str) -> Element {
    element(word!("th")).with(word!("scope"), scope)
}

/// The name of a claim, as code.
fn name(name: String) -> Element {
    element(word!("code")).child(Sheet::Plain(name))
}

/// A table with a caption for those who do not see it.
fn table(class: &str, caption: &str) -> Element {
    let caption = Element::new(word!("caption"), "visually-hidden").text(caption);
    Element::new(word!("table"), class).child(caption)
}

/// The names of the columns.
fn head(class: &str, names: [&str; 3]) -> Element {
    let names = names.map(|name| heading("col").text(name));
    Element::new(word!("thead"), class).child(element(word!("tr")).children(names))
}

/// The characters of the longest value that is shown at once. A browser takes a third
/// of a second to lay out one as long as a paste may be.
const WHOLE: usize = 2_000;

/// How much of a longer one is shown while it is closed.
const START: usize = 200;

/// The value of a claim as it is; a long one opens.
fn literal(text: String) -> Element {
    if text.chars().nth(WHOLE).is_none() {
        return name(text);
    }
    let start = name(text.chars().take(START).collect()).text(" …");
    let more = span("badge", text.chars().count().to_string()).text(" characters");
    let summary = element(word!("summary")).child(start).child(more);
    element(word!("details")).child(summary).child(name(text))
}

#[cfg(test)]
mod tests;
