//! What comes from outside comes once: an answer, a file, a configuration.

use std::cell::Cell;
use std::fmt;
use std::rc::Rc;

/// A value that the first who takes it gets. Copies of an action share it, so that an
/// [`Action`](crate::action::Action) is small to copy: buttons copy theirs for every
/// click, and never one with an answer, whose copying would be code that nobody runs.
pub struct Once<T>(Rc<Cell<Option<T>>>);

impl<T> Once<T> {
    /// The value; `None` when somebody has it already.
    #[must_use]
    pub fn take(self) -> Option<T> {
        self.0.take()
    }
}

impl<T> From<T> for Once<T> {
    fn from(value: T) -> Self {
        Self(Rc::new(Cell::new(Some(value))))
    }
}

impl<T> Clone for Once<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

/// An answer may hold secrets.
impl<T> fmt::Debug for Once<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Once([redacted])")
    }
}

#[cfg(test)]
mod tests {
    use super::Once;

    #[test]
    fn the_first_who_takes_it_gets_it_and_nobody_else() {
        let one = Once::from("answer".to_owned());
        let other = one.clone();
        assert_eq!(format!("{one:?}"), "Once([redacted])");
        assert_eq!(one.take().as_deref(), Some("answer"));
        assert_eq!(other.take(), None);
    }
}
