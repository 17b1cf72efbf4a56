//! Text that somebody else wrote, such as the value of a claim: isolated from
//! the text around it, and with characters made visible that hide or reorder.

use protocol::token::visible::{self, Piece};

use super::{Markup, element, span};

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
