//! The command line: a command's name, then its options.

use crate::failure::Failure;

/// The options after a command's name, taken one by one.
pub(crate) struct Arguments {
    rest: Vec<String>,
}

impl Arguments {
    /// Everything after the command's name.
    pub(crate) fn new(rest: impl IntoIterator<Item = String>) -> Self {
        Self { rest: rest.into_iter().collect() }
    }

    /// Takes the switch `name` and says whether it was there.
    pub(crate) fn switch(&mut self, name: &str) -> bool {
        let before = self.rest.len();
        self.rest.retain(|argument| argument != name);
        self.rest.len() < before
    }

    /// Takes the option `name` with its value, written `--name value` or
    /// `--name=value`.
    pub(crate) fn value(&mut self, name: &str) -> Result<Option<String>, Failure> {
        let is_it = |argument: &String| argument.split('=').next() == Some(name);
        let Some(place) = self.rest.iter().position(is_it) else { return Ok(None) };
        let argument = self.rest.remove(place);
        if let Some((_, value)) = argument.split_once('=') {
            return Ok(Some(value.to_owned()));
        }
        if place < self.rest.len() {
            return Ok(Some(self.rest.remove(place)));
        }
        Err(Failure::new(format!("{name} needs a value after it")))
    }

    /// Refuses whatever has not been taken.
    pub(crate) fn finish(self, usage: &str) -> Result<(), Failure> {
        if self.rest.is_empty() {
            return Ok(());
        }
        Err(Failure::new(format!(
            "unknown argument {}; usage: cargo xtask {usage}",
            self.rest.join(" ")
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(words: &[&str]) -> Arguments {
        Arguments::new(words.iter().map(|word| (*word).to_owned()))
    }

    #[test]
    fn a_value_is_taken_with_a_space_or_an_equals_sign() {
        let mut given = arguments(&["--port", "9000", "--open"]);
        assert_eq!(given.value("--port").unwrap().as_deref(), Some("9000"));
        assert!(given.switch("--open"));
        given.finish("serve").unwrap();

        let mut given = arguments(&["--port=9000"]);
        assert_eq!(given.value("--port").unwrap().as_deref(), Some("9000"));
    }

    #[test]
    fn a_missing_value_is_named() {
        let problem = arguments(&["--port"]).value("--port").unwrap_err();
        assert_eq!(problem.to_string(), "--port needs a value after it");
    }

    #[test]
    fn an_unknown_argument_is_refused_with_the_usage() {
        let problem =
            arguments(&["--prot", "1"]).finish("serve [--port PORT] [--open]").unwrap_err();
        assert!(
            problem.to_string().contains("unknown argument --prot 1; usage: cargo xtask serve")
        );
    }
}
