//! Text that somebody else wrote, such as the value of a claim: isolated from
//! the text around it, and with characters made visible that hide or reorder.

use protocol::token::visible::{self, Piece};

use super::{Markup, code, element, span};

/// A text as it is, without tricks.
pub fn plain_text(text: &str) -> Markup {
    let mut isolated = element("bdi", "");
    for piece in visible::pieces(text) {
        isolated = match piece {
            Piece::Text(text) => isolated.text(text),
            Piece::Hidden(c) => isolated.child(
                span("badge badge-warn").attr("title", visible::name(c)).text(&visible::mark(c)),
            ),
        };
    }
    isolated
}

/// The characters of the longest value that is shown at once. A browser takes a third
/// of a second to lay out one as long as a paste may be.
const WHOLE: usize = 2_000;

/// How much of a longer one is shown while it is closed.
const START: usize = 200;

/// The value of a claim as it is; a long one opens.
pub fn literal(text: &str) -> Markup {
    let all = code("").child(plain_text(text));
    if text.chars().nth(WHOLE).is_none() {
        return all;
    }
    let start: String = text.chars().take(START).collect();
    let start = code("").child(plain_text(&start)).text(" …");
    let more = span("badge").text(&text.chars().count().to_string()).text(" characters");
    element("details", "").child(element("summary", "").child(start).child(more)).child(all)
}
