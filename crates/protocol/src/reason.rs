//! Why something is sent, or must not be. The reasons stand where the parameter is
//! defined, and are half of the text there; the page shows them to whoever looks at
//! a request, so its first module is built without them: without the feature
//! `reasons` a [`Reason`] is nothing, and takes no place in the tables.

use crate::request::Draft;
use crate::spec::Spec;

/// Why something is sent, and where that is written down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reason {
    #[cfg(feature = "reasons")]
    why: &'static str,
    #[cfg(feature = "reasons")]
    spec: Option<Spec>,
}

#[cfg(feature = "reasons")]
impl Reason {
    pub(crate) const fn new(why: &'static str, spec: Spec) -> Self {
        Self { why, spec: Some(spec) }
    }

    /// One that is written down nowhere.
    pub(crate) const fn own(why: &'static str) -> Self {
        Self { why, spec: None }
    }

    /// One sentence: why it is there, or what it does.
    #[must_use]
    pub const fn why(self) -> &'static str {
        self.why
    }

    /// Where that is written down.
    #[must_use]
    pub const fn spec(self) -> Option<Spec> {
        self.spec
    }
}

#[cfg(not(feature = "reasons"))]
impl Reason {
    pub(crate) const fn new(_: &'static str, _: Spec) -> Self {
        Self {}
    }

    pub(crate) const fn own(_: &'static str) -> Self {
        Self {}
    }

    /// Nothing: this is built without reasons.
    #[must_use]
    pub const fn why(self) -> &'static str {
        ""
    }

    /// Nothing: this is built without reasons.
    #[must_use]
    pub const fn spec(self) -> Option<Spec> {
        None
    }
}

/// Why a command asks for a secret.
const ASKED: &str = "Asks for the secret, unless the environment has it already.";

/// The reasons of everything that a draft sends, each with the section where it is
/// written down: the query's, the headers' and the body's in their order. The last is
/// why a command asks for what it does not hold.
#[must_use]
pub fn reasons(draft: &Draft) -> Vec<String> {
    let query = draft.query.iter().map(|param| param.reason);
    let headers = draft.headers.iter().map(|header| header.reason);
    let params = draft.params.iter().map(|param| param.reason);
    let all = query.chain(headers).chain(params);
    let told = all.map(|reason| match reason.spec() {
        Some(spec) => format!("{} ({})", reason.why(), spec.name()),
        None => reason.why().to_owned(),
    });
    told.chain([ASKED.to_owned()]).collect()
}
