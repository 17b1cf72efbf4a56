//! Text that somebody else wrote, such as the value of a claim: isolated from
//! the text around it, and with characters made visible that hide or reorder.

use protocol::token::visible::{self, Piece};
use yew::prelude::*;

/// A text as it is, without tricks.
#[must_use]
pub fn plain_text(text: &str) -> Html {
    let pieces = visible::pieces(text).into_iter().map(|piece| match piece {
        Piece::Text(text) => html! { { text } },
        Piece::Hidden(c) => html! {
            <span class="badge badge-warn" title={visible::name(c)}>{ visible::mark(c) }</span>
        },
    });
    html! { <bdi>{ for pieces }</bdi> }
}
