//! The error gallery: every refusal that is explained here, and the one that
//! was pasted.

use protocol::catalog::errors::{self, ErrorRow};
use protocol::response::ErrorResponse;
use protocol::token::{self, Content};

use crate::state::State;

/// What the gallery shows.
pub struct Gallery {
    /// The refusal in the box, when a whole one was pasted.
    pub pasted: Option<ErrorResponse>,
    /// The rows that fit what stands in the box.
    pub rows: Vec<ErrorRow>,
}

/// The gallery for what stands in its box.
#[must_use]
pub fn gallery(state: &State) -> Gallery {
    let query = state.view.page.errors_query.expose().trim();
    let pasted = match token::read(query).content {
        Content::Error(error) if !query.is_empty() => Some(error),
        _ => None,
    };
    let words = query.to_ascii_lowercase();
    let fits = |row: &ErrorRow| {
        let number = row.code.to_string();
        words.split_ascii_whitespace().all(|word| {
            number.starts_with(word.trim_start_matches("aadsts"))
                || row.cause.to_ascii_lowercase().contains(word)
                || row.fix.to_ascii_lowercase().contains(word)
        })
    };
    let rows = match &pasted {
        Some(_) => Vec::new(),
        None => errors::rows().filter(fits).collect(),
    };
    Gallery { pasted, rows }
}
