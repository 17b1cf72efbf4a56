//! Things that were handed out under a secret name: codes and refresh tokens.

use std::collections::VecDeque;

use sha2::{Digest as _, Sha256};

/// A bounded store. Only the hash of a name is kept, so that nobody can read a
/// code or token out of it; when it is full, the oldest thing goes.
#[derive(Debug)]
pub(crate) struct Shelf<T> {
    capacity: usize,
    things: VecDeque<([u8; 32], T)>,
}

impl<T> Shelf<T> {
    pub(crate) const fn new(capacity: usize) -> Self {
        Self { capacity, things: VecDeque::new() }
    }

    pub(crate) fn put(&mut self, name: &str, thing: T) {
        if self.things.len() >= self.capacity {
            self.things.pop_front();
        }
        self.things.push_back((Sha256::digest(name).into(), thing));
    }

    pub(crate) fn get(&mut self, name: &str) -> Option<&mut T> {
        let hash: [u8; 32] = Sha256::digest(name).into();
        self.things.iter_mut().find(|(other, _)| *other == hash).map(|(_, thing)| thing)
    }

    pub(crate) fn take(&mut self, name: &str) -> Option<T> {
        let hash: [u8; 32] = Sha256::digest(name).into();
        let at = self.things.iter().position(|(other, _)| *other == hash)?;
        self.things.remove(at).map(|(_, thing)| thing)
    }

    pub(crate) fn values(&mut self) -> impl Iterator<Item = &mut T> {
        self.things.iter_mut().map(|(_, thing)| thing)
    }
}

#[cfg(test)]
mod tests {
    use super::Shelf;

    #[test]
    fn a_full_shelf_forgets_the_oldest_and_shows_no_name() {
        let mut shelf = Shelf::new(2);
        for (name, thing) in [("marker-a", 1), ("marker-b", 2), ("marker-c", 3)] {
            shelf.put(name, thing);
        }
        assert_eq!(shelf.get("marker-a"), None);
        assert_eq!(shelf.take("marker-b"), Some(2));
        assert_eq!(shelf.take("marker-b"), None);
        assert_eq!(shelf.get("marker-c"), Some(&mut 3));
        assert!(!format!("{shelf:?}").contains("marker"));
    }
}
