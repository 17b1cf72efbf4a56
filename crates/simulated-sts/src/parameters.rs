//! The parameters of a token request as the server reads them.

use std::collections::BinaryHeap;

use protocol::form;
use protocol::secret::Secret;

use crate::refusals::{Refusal, RefusalId};

/// The decoded form body. Every value may be a credential, so all are secrets.
pub(crate) struct Parameters(Vec<(String, Secret)>);

impl Parameters {
    /// Reads a form body.
    ///
    /// # Errors
    /// A name that occurs twice (RFC 6749 3.2).
    pub(crate) fn read(body: &Secret) -> Result<Self, Refusal> {
        let mut pairs = form::decode(body.expose());
        pairs.retain(|(name, _)| !name.is_empty());
        let names: BinaryHeap<&str> = pairs.iter().map(|(name, _)| name.as_str()).collect();
        if names.into_sorted_vec().windows(2).any(|pair| pair[0] == pair[1]) {
            return Err(Refusal::new(RefusalId::DuplicateParameter));
        }
        Ok(Self(pairs))
    }

    /// The value of a parameter; `None` when it is not there.
    pub(crate) fn get(&self, name: &str) -> Option<&Secret> {
        self.0.iter().find(|(n, _)| n == name).map(|(_, value)| value)
    }

    /// The value of a parameter that is there and not empty.
    pub(crate) fn filled(&self, name: &str) -> Option<&Secret> {
        self.get(name).filter(|value| !value.is_empty())
    }

    /// The value of a parameter that the grant cannot do without.
    ///
    /// # Errors
    /// Not there, or there and empty: Entra has a number for each.
    pub(crate) fn required(&self, name: &str) -> Result<&Secret, Refusal> {
        match self.get(name) {
            None => Err(Refusal::new(RefusalId::ParameterMissing).with("name", name)),
            Some(value) if value.is_empty() => {
                Err(Refusal::new(RefusalId::ParameterEmpty).with("name", name))
            }
            Some(value) => Ok(value),
        }
    }
}
