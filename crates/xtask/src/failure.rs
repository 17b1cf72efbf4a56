//! What a command says when it cannot go on: one sentence with what to do.

use std::fmt;

/// Why a command stopped, as the sentence its user reads.
#[derive(Debug)]
pub(crate) struct Failure(String);

impl Failure {
    /// `sentence` names what failed, where, and what to do about it.
    pub(crate) fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Turns any error into a [`Failure`] that says what was being done.
pub(crate) trait OrFail<T> {
    /// `what` is what could not be done, such as "cannot read Cargo.lock".
    fn or_fail(self, what: impl fmt::Display) -> Result<T, Failure>;
}

impl<T, E: fmt::Display> OrFail<T> for Result<T, E> {
    fn or_fail(self, what: impl fmt::Display) -> Result<T, Failure> {
        self.map_err(|error| Failure(format!("{what}: {error}")))
    }
}

/// What each known cause of a failed build looks like in its output, and what
/// to do about it.
const CAUSES: &[(&[&str], &str)] = &[
    (
        &[
            "linker `cc` not found",
            "linker `link.exe` not found",
            "failed to find tool",
            "is `cc` not installed",
        ],
        "there is no C compiler: install build-essential (Debian, Ubuntu), the Xcode command line tools (`xcode-select --install`) or the Visual Studio C++ build tools, then try again",
    ),
    (
        &["target may not be installed", "can't find crate for `core`"],
        "the wasm target is missing: run `rustup target add wasm32-unknown-unknown`, then try again",
    ),
    (
        &["No space left on device", "os error 28"],
        "the disk is full: free about 4 GB, then try again",
    ),
    (
        &[
            "ould not resolve host",
            "ouldn't resolve host",
            "failed to download",
            "ould not connect",
            "ouldn't connect",
            "network failure",
            "spurious network error",
            "failed to query replaced source",
            "dns error",
            "ENOTFOUND",
            "EAI_AGAIN",
            "ECONNREFUSED",
            "Temporary failure resolving",
        ],
        "the package registry cannot be reached: check the network and proxy settings, then try again",
    ),
];

/// What to do about a failed build, when its output names a cause we know.
pub(crate) fn known_cause(output: &str) -> Option<&'static str> {
    CAUSES
        .iter()
        .find(|(signs, _)| signs.iter().any(|sign| output.contains(sign)))
        .map(|(_, advice)| *advice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_linker_is_answered_with_the_package_to_install() {
        let advice = known_cause("error: linker `cc` not found\n  |\n  = note: No such file");
        assert!(advice.is_some_and(|text| text.contains("build-essential")));
    }

    #[test]
    fn an_unreachable_registry_is_told_from_a_compile_error() {
        let offline = "warning: spurious network error (3 tries remaining): [6] Could not resolve host: index.crates.io";
        assert!(known_cause(offline).is_some_and(|text| text.contains("network")));
        assert_eq!(known_cause("error[E0308]: mismatched types"), None);
    }
}
