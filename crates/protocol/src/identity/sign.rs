//! How the kinds of identity are drawn: shape, letter and hue, always together and
//! everywhere the same.

use super::IdentityKind;

/// The sign of a kind, in a square of 16.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sign {
    /// The classes that give it its hue.
    pub class: &'static str,
    /// The letter, in the middle.
    pub letter: &'static str,
    /// The shape, as SVG path data.
    pub shape: &'static str,
    /// Where the letter stands, from the top.
    pub baseline: &'static str,
    /// Whether the shape is an outline; else it is filled.
    pub outlined: bool,
}

impl Sign {
    /// The classes of shape and letter.
    #[must_use]
    pub const fn classes(self) -> (&'static str, &'static str) {
        if self.outlined { ("identity-outline", "identity-letter-open") } else { ("", "") }
    }
}

impl IdentityKind {
    /// Its sign.
    #[must_use]
    pub const fn sign(self) -> Sign {
        let (class, letter, shape, baseline) = match self {
            Self::Blueprint => (
                "identity identity-blueprint",
                "B",
                "M3 1h10a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H3a2 2 0 0 1-2-2V3a2 2 0 0 1 2-2z",
                "11.6",
            ),
            Self::AgentIdentity => (
                "identity identity-agent-identity",
                "A",
                "M8 .5a7.5 7.5 0 1 1 0 15 7.5 7.5 0 0 1 0-15z",
                "11.6",
            ),
            Self::AgentUser => {
                ("identity identity-agent-user", "U", "M8-.6 16.6 8 8 16.6-.6 8z", "11.6")
            }
            Self::Person => ("identity identity-person", "P", "M8 0l8 6-3 9.5H3L0 6z", "12.2"),
            Self::Client => (
                "identity identity-client",
                "C",
                "M3.75 1.75h8.5a2 2 0 0 1 2 2v8.5a2 2 0 0 1-2 2h-8.5a2 2 0 0 1-2-2v-8.5a2 2 0 0 1 2-2z",
                "11.6",
            ),
            Self::Resource => ("identity identity-resource", "R", "M8-.5 16.5 15.5h-17z", "13.6"),
            Self::Entra => {
                ("identity identity-entra", "E", "M8-.2 15.2 4v8L8 16.2.8 12V4z", "11.6")
            }
        };
        Sign { class, letter, shape, baseline, outlined: matches!(self, Self::Client) }
    }
}
