//! What a reader can type or paste, and what is wrong with it.
//!
//! The ids are public: they stand in links, presets and the JSON programs, so
//! renaming one is a breaking change.

mod choices;
mod problem;
mod rows;
mod table;

pub use problem::{FieldProblem, ProblemCause};
pub use rows::{INPUTS, InputId};
pub use table::{Choice, InputKind, InputRow};

use crate::crossing::{Crossing, Reader, Writer};
use crate::endpoint::Cloud;
use crate::secret::Secret;

/// The text of one input. Which variant it is follows from the table, so a
/// credential cannot be held as plain text.
#[derive(Clone, Debug, PartialEq, Eq)]
enum InputText {
    Plain(String),
    Secret(Secret),
}

/// The inputs of one request, as typed.
///
/// A list in the order of [`InputId`]: there are a dozen at most, and the code
/// of a tree would weigh more in the page than all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inputs(Vec<(InputId, InputText)>);

/// Which texts are secrets follows from the table on the other side too.
impl Crossing for Inputs {
    fn put(&self, to: &mut Writer) {
        to.count(self.0.len());
        for (id, text) in &self.0 {
            id.put(to);
            to.bytes(match text {
                InputText::Plain(text) => text.as_bytes(),
                InputText::Secret(secret) => secret.expose().as_bytes(),
            });
        }
    }

    fn take(from: &mut Reader<'_>) -> Self {
        let mut inputs = Self::default();
        for _ in 0..from.count().unwrap_or_default() {
            let id = InputId::take(from);
            inputs.set(id, String::take(from));
        }
        inputs
    }
}

impl Inputs {
    /// Takes a text over for an input; an empty text is kept as empty.
    pub fn set(&mut self, id: InputId, text: String) {
        let text = if id.row().secret {
            InputText::Secret(Secret::new(text))
        } else {
            InputText::Plain(text)
        };
        self.put(id, text);
    }

    /// Shares a secret with an input that holds one. A plain input is left
    /// alone: no secret ever becomes plain text.
    pub fn set_secret(&mut self, id: InputId, secret: Secret) {
        if id.row().secret {
            self.put(id, InputText::Secret(secret));
        }
    }

    fn put(&mut self, id: InputId, text: InputText) {
        match self.0.binary_search_by_key(&id, |(id, _)| *id) {
            Ok(at) => self.0[at].1 = text,
            Err(at) => self.0.insert(at, (id, text)),
        }
    }

    fn get(&self, id: InputId) -> Option<&InputText> {
        self.0.iter().find(|(other, _)| *other == id).map(|(_, text)| text)
    }

    /// Takes over what another form holds; where both hold something, the other
    /// wins.
    pub fn take_over(&mut self, other: &Self) {
        for (id, text) in &other.0 {
            self.put(*id, text.clone());
        }
    }

    /// Takes one input away.
    pub fn remove(&mut self, id: InputId) {
        self.0.retain(|(other, _)| *other != id);
    }

    /// The plain text of an input; empty when it is not set or is a secret.
    #[must_use]
    pub fn plain(&self, id: InputId) -> &str {
        match self.get(id) {
            Some(InputText::Plain(text)) => text,
            _ => "",
        }
    }

    /// The secret of an input; `None` when it is not set, empty or plain.
    #[must_use]
    pub fn secret(&self, id: InputId) -> Option<&Secret> {
        match self.get(id) {
            Some(InputText::Secret(secret)) if !secret.is_empty() => Some(secret),
            _ => None,
        }
    }

    /// Whether an input has any text.
    #[must_use]
    pub fn has(&self, id: InputId) -> bool {
        self.secret(id).is_some() || !self.plain(id).is_empty()
    }

    /// The inputs that are set, in the order of [`InputId`].
    pub fn ids(&self) -> impl Iterator<Item = InputId> {
        self.0.iter().map(|(id, _)| *id)
    }

    /// The plain inputs with their texts: what a link or a preset may hold.
    pub fn plain_texts(&self) -> impl Iterator<Item = (InputId, &str)> {
        self.0.iter().filter_map(|(id, text)| match text {
            InputText::Plain(text) => Some((*id, text.as_str())),
            InputText::Secret(_) => None,
        })
    }

    /// The cloud that was chosen; the public one when none was.
    #[must_use]
    pub fn cloud(&self) -> Option<Cloud> {
        match self.plain(InputId::Cloud) {
            "" => Some(Cloud::Public),
            id => Cloud::parse(id),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_input_has_its_own_row() {
        for row in &INPUTS {
            assert_eq!(row.id.row(), row);
            assert_eq!(InputId::parse(row.name).map(InputId::name), Some(row.name));
            assert!(row.hint.len() <= 100, "{}", row.hint);
            assert!(row.secret || row.role.is_none(), "a token is a secret: {}", row.name);
        }
    }

    #[test]
    fn a_secret_input_is_never_among_the_plain_texts() {
        let mut inputs = Inputs::default();
        for row in &INPUTS {
            inputs.set(row.id, "marker".to_owned());
        }
        for (id, _) in inputs.plain_texts() {
            assert!(!id.row().secret, "{id:?}");
        }
        assert!(!format!("{:?}", inputs.secret(InputId::ClientSecret)).contains("marker"));
    }
}
