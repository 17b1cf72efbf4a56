//! Other people's programs that make the files of the page smaller. Where one cannot
//! be had, the page is a little larger, and that is said.

use std::fs;
use std::path::Path;

use crate::failure::{Failure, OrFail};
use crate::progress::{long_step, say};
use crate::tools::{self, Shrinker};
use crate::wasm;
use crate::workspace::scratch;

/// The programs, each for one kind of file.
pub(crate) struct Shrinkers {
    wasm_opt: Shrinker,
    terser: Shrinker,
}

impl Shrinkers {
    /// Finds or installs them, and says so where one is missing.
    pub(crate) fn find() -> Self {
        let found = Self { wasm_opt: tools::wasm_opt(), terser: tools::terser() };
        if let Some(reason) = found.missing() {
            say(format_args!("{reason}: the page is a little larger"));
        }
        found
    }

    /// Why the page is larger than the one that ships; `None` where it is that one.
    pub(crate) fn missing(&self) -> Option<&str> {
        [&self.wasm_opt, &self.terser].into_iter().find_map(|shrinker| match shrinker {
            Shrinker::Missing(reason) => Some(&**reason),
            _ => None,
        })
    }

    /// How they are called: other calls make another page.
    pub(crate) fn calls(&self) -> String {
        format!("{:?} {:?}", self.wasm_opt.command(), self.terser.command())
    }

    /// Replaces `content`, the wasm file at `path`, by what wasm-opt makes of it,
    /// or at least takes the names out.
    pub(crate) fn wasm(&self, path: &Path, content: &mut Vec<u8>) -> Result<(), Failure> {
        let Some(mut command) = self.wasm_opt.command() else {
            *content = wasm::without_names(content);
            return Ok(());
        };
        let smaller = scratch().join("smaller.wasm");
        // Rust has the end of the stack in the first kilobyte, so no address lies
        // just below zero, and a small offset can move into the load or store. The
        // second pass finds what the first one has laid open.
        command.args(["-Oz", "--low-memory-unused", "-Oz"]);
        // What counts is the compressed form. Some steps make the file smaller and that
        // larger: two functions in one, repeated code made unlike by a local, data in
        // pieces; code written twice costs little, and functions of one kind side by
        // side compress better. Each was measured.
        command.args([
            "--one-caller-inline-max-function-size=0",
            "--flexible-inline-max-function-size=0",
            "--always-inline-max-function-size=4",
            "--skip-pass=local-cse",
            "--skip-pass=simplify-locals",
            "--skip-pass=memory-packing",
            "--reorder-functions-by-name",
        ]);
        // What only says how the file was made.
        command.args(["--strip-producers", "--strip-target-features"]);
        command.arg(path).arg("-o").arg(&smaller);
        let name = path.file_name().unwrap_or_default().display();
        let what = format!("Shrinking {name} with wasm-opt");
        long_step(&what, "5 to 40 seconds", &mut command)?;
        *content = fs::read(&smaller).or_fail("wasm-opt wrote nothing")?;
        Ok(())
    }

    /// Replaces `content`, the script `name`, by what terser makes of it. No script of
    /// the page gives a name to another, so that all of its own can be short.
    pub(crate) fn script(&self, name: &str, content: &mut Vec<u8>) -> Result<(), Failure> {
        let Some(mut command) = self.terser.command() else { return Ok(()) };
        let (larger, smaller) = (scratch().join("larger.js"), scratch().join("smaller.js"));
        fs::write(&larger, &*content).or_fail(format_args!("cannot write {}", larger.display()))?;
        command.arg(&larger).args(["--module", "--ecma", "2020", "--mangle"]);
        command.args(["--compress", "passes=3"]).arg("--output").arg(&smaller);
        long_step(&format!("Shrinking {name} with terser"), "1 second", &mut command)?;
        *content = fs::read(&smaller).or_fail("terser wrote nothing")?;
        Ok(())
    }
}
