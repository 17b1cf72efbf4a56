//! The chosen flow as a picture: the chain of tokens, or who asks whom. Data
//! first, then geometry, then text; nothing here is drawn by hand for a flow.

mod drawing;
mod mermaid;
mod sequence;
mod svg;

pub use drawing::{Drawing, Shape, chain_drawing, sequence_drawing};
pub use mermaid::{chain_mermaid, sequence_mermaid};
pub use sequence::{Lane, Message, Sequence, Way, sequence};
pub use svg::svg;

use crate::page::Picture;
use crate::select::{Chain, chain};
use crate::state::State;

/// The picture on show as Mermaid text (mermaid.js.org, version 10 and later).
#[must_use]
pub fn mermaid(state: &State) -> String {
    let chain = chain(state);
    let text = match state.view.page.picture {
        Picture::Chain => chain_mermaid(&chain),
        Picture::Sequence => sequence_mermaid(&sequence(state, &chain)),
    };
    format!("{text}  %% {}\n", title(state))
}

/// The picture on show as the text of an SVG file.
#[must_use]
pub fn svg_of(state: &State) -> String {
    svg(&drawing(state, &chain(state)), &title(state))
}

/// What the picture shows, and whether its results were made up.
fn title(state: &State) -> String {
    let note = if state.destination.is_simulated() { " · simulated" } else { "" };
    format!("{}{note}", state.flow.heading)
}

/// The picture on show with its geometry.
#[must_use]
pub fn drawing(state: &State, chain: &Chain) -> Drawing {
    match state.view.page.picture {
        Picture::Chain => chain_drawing(chain),
        Picture::Sequence => sequence_drawing(&sequence(state, chain)),
    }
}

#[cfg(test)]
mod tests;
