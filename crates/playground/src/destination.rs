//! Where a request goes, and by which way.

/// The way of a request. The bytes are the same on every way.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Destination {
    /// To the simulated Entra in this page. Nothing leaves it.
    #[default]
    Simulated,
    /// Through the proxy that this deployment names.
    Proxy {
        /// The name of the proxy's route.
        route: String,
    },
    /// By the reader's own hand: a command out, the answer back.
    CopyPaste {
        /// The route whose authority stands in the command; `None` for the
        /// sign-in host of the chosen cloud.
        route: Option<String>,
    },
}

impl Destination {
    /// Whether the simulated Entra answers.
    #[must_use]
    pub const fn is_simulated(&self) -> bool {
        matches!(self, Self::Simulated)
    }
}
