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

/// How many characters of a value are shown at once. A browser takes a third of a
/// second to lay out a value as long as a paste may be.
const SHOWN: usize = 2_000;

/// The value of a claim as it is; a long one opens.
pub fn literal(text: &str) -> Markup {
    let Some((end, _)) = text.char_indices().nth(SHOWN) else {
        return code("").child(plain_text(text));
    };
    let count = text.chars().count().to_string();
    let start = code("").child(plain_text(&text[..end]));
    let more = span("badge").text("… all ").text(&count).text(" characters");
    element("details", "")
        .child(element("summary", "").child(start).child(more))
        .child(code("").child(plain_text(text)))
}
