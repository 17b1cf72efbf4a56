//! The totals that end a test run, added up from what cargo's and
//! wasm-bindgen's test programs print.

use std::fmt;
use std::ops::AddAssign;

/// How many tests there were, by how they ended.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Totals {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    pub(crate) skipped: u64,
}

impl Totals {
    /// One check that passed.
    pub(crate) const ONE_PASSED: Self = Self { passed: 1, failed: 0, skipped: 0 };
    /// One check that failed.
    pub(crate) const ONE_FAILED: Self = Self { passed: 0, failed: 1, skipped: 0 };
    /// One part that could not be run.
    pub(crate) const ONE_SKIPPED: Self = Self { passed: 0, failed: 0, skipped: 1 };

    /// Reads a line such as `test result: ok. 3 passed; 0 failed; 1 ignored; …`.
    /// Ignored tests count as skipped.
    pub(crate) fn read(line: &str) -> Option<Self> {
        let (_, counts) = line.split_once("test result: ")?;
        let count = |name: &str| {
            counts
                .split([';', '.'])
                .find_map(|part| part.trim().strip_suffix(name)?.trim().parse().ok())
        };
        Some(Self {
            passed: count("passed")?,
            failed: count("failed")?,
            skipped: count("ignored").unwrap_or(0),
        })
    }
}

impl AddAssign for Totals {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl fmt::Display for Totals {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} passed, {} failed", self.passed, self.failed)?;
        if self.skipped > 0 {
            write!(formatter, ", {} skipped", self.skipped)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_result_line_of_a_test_program_is_read() {
        let line = "test result: FAILED. 12 passed; 2 failed; 1 ignored; 0 measured; 3 filtered out; finished in 0.04s";
        assert_eq!(Totals::read(line), Some(Totals { passed: 12, failed: 2, skipped: 1 }));
    }

    #[test]
    fn colours_in_the_result_line_do_not_matter() {
        let line = "test result: \u{1b}[32mok\u{1b}[m. 5 passed; 0 failed; 0 ignored; 0 measured";
        assert_eq!(Totals::read(line), Some(Totals { passed: 5, failed: 0, skipped: 0 }));
    }

    #[test]
    fn other_lines_are_not_results() {
        assert_eq!(Totals::read("test names_are_read ... ok"), None);
        assert_eq!(Totals::read("running 5 tests"), None);
    }

    #[test]
    fn the_closing_line_names_skipped_ones_only_where_there_are_any() {
        let mut sum = Totals::ONE_PASSED;
        sum += Totals { passed: 2, failed: 1, skipped: 0 };
        assert_eq!(sum.to_string(), "3 passed, 1 failed");
        sum += Totals::ONE_SKIPPED;
        assert_eq!(sum.to_string(), "3 passed, 1 failed, 1 skipped");
    }
}
