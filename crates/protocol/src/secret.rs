//! The one type that holds a credential or a token as text.
//!
//! A secret leaves this type through one door, [`Secret::expose`]. There is no
//! `Display`, `Serialize`, `Deserialize`, `Deref` or `AsRef<str>`, so that no
//! log line, link, preset or error message can hold one by accident.

use std::fmt;
use std::sync::Arc;

use zeroize::Zeroizing;

/// A client secret, an assertion, an authorization code or a token.
///
/// Cloning shares the text. The last owner wipes it: best effort, because
/// copies made by a browser (the text of an input, the body of a request) are
/// out of reach.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Secret(Arc<Zeroizing<String>>);

impl Secret {
    /// Takes the text over; nothing of it is copied.
    #[must_use]
    pub fn new(text: String) -> Self {
        Self(Arc::new(Zeroizing::new(text)))
    }

    /// The text itself, for the places that must see it: the encoder of a
    /// request, the reader of a token, a copy the reader asked for.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The length of the text in bytes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no text at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret([redacted])")
    }
}

#[cfg(test)]
mod tests {
    use super::Secret;
    use static_assertions::assert_not_impl_any;

    assert_not_impl_any!(
        Secret: std::fmt::Display, serde::Serialize, serde::de::DeserializeOwned,
        std::ops::Deref, AsRef<str>, AsRef<[u8]>, Into<String>
    );

    #[test]
    fn debug_output_never_holds_the_text() {
        let secret = Secret::new("marker-of-a-secret".to_owned());
        assert_eq!(format!("{secret:?}"), "Secret([redacted])");
    }
}
