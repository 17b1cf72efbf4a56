//! Answers that are no tokens: a JSON document, or nothing at all.

use playground::select;
use protocol::secret::Secret;

use super::Ui;
use crate::components::{Markup, div, element, h3, list, p, section_title};

/// How much of a document is laid out: more would hold the page up.
const LIMIT: usize = 200_000;

/// A document, laid out.
pub(super) fn document(document: &Secret) -> Markup {
    let text = document.expose();
    let (text, note) = if text.len() > LIMIT {
        (text.to_owned(), Some(p("code-note").text("Too long to lay out; shown as it came.")))
    } else {
        (select::pretty(text), None)
    };
    let body = element("pre", "code")
        .attr("tabindex", "0")
        .attr("role", "group")
        .attr("aria-label", "The document")
        .text(&text);
    list().child(section_title("The document")).child(body).maybe(note)
}

/// An answer without a body.
pub(super) fn nothing(ui: Ui<'_>) -> Markup {
    let words = match ui.state.exchange(ui.state.step).map(|exchange| &exchange.response) {
        Some(playground::state::Received::Redirected { text })
            if !text.expose().bytes().any(|byte| byte == b'=') =>
        {
            text.expose()
        }
        _ => "There is nothing to show: the answer has no content.",
    };
    div("empty").child(h3("").text("Done")).child(p("").text(words))
}
