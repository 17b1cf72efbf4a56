//! Starting the programs, with nothing of this machine's settings for networks in
//! their environment.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The variables that the xtask part sets.
const NODE_MODULES: &str = "PLAYGROUND_PEERS_NODE_MODULES";
const PYTHON: &str = "PLAYGROUND_PEERS_PYTHON";

/// Python with requests and MSAL.
pub(crate) fn python() -> Command {
    bare(set(PYTHON))
}

pub(crate) fn node() -> Command {
    bare("node")
}

/// A script of an npm package, by its path in `node_modules`.
pub(crate) fn npm(script: &str) -> Command {
    let mut command = node();
    command.arg(PathBuf::from(set(NODE_MODULES)).join(script));
    command
}

pub(crate) fn bare(program: impl Into<OsString>) -> Command {
    let mut command = Command::new(program.into());
    for (name, _) in env::vars_os() {
        let upper = name.to_string_lossy().to_ascii_uppercase();
        // A bundle of certificates in the environment would win over the one named
        // in code, and a proxy would see requests to this machine.
        if upper.ends_with("_PROXY") || upper.contains("CERT") || upper.contains("CA_BUNDLE") {
            command.env_remove(name);
        }
    }
    command
}

fn set(name: &str) -> OsString {
    env::var_os(name).unwrap_or_else(|| {
        panic!("{name} is not set; `cargo xtask test --only peers` installs the programs")
    })
}

/// Writes a file and gives its path.
pub(crate) fn file(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, text).expect("a folder of our own");
    path
}

/// Runs to the end, and fails with what was said when it went wrong.
pub(crate) fn run(command: &mut Command) -> String {
    let output: Output = command.output().expect("it is installed");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success(),
        "{command:?}\n{said}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    said
}
