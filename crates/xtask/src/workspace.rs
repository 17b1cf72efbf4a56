//! Where things are in this repository, and how its cargo is called.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::{Failure, OrFail};

/// The repository's root folder.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_owned()
}

/// The folder that Cargo builds into, wherever the user's settings put it: the
/// running program lies in its `debug` folder.
pub(crate) fn cargo_target() -> Result<PathBuf, Failure> {
    let program = env::current_exe().or_fail("cannot tell where xtask itself was built")?;
    program.ancestors().nth(2).map(Path::to_owned).ok_or_else(|| {
        Failure::new("xtask does not lie in a target folder; start it with `cargo xtask`")
    })
}

/// Our own working folder, on the same disk as `dist`, so that a folder can be
/// renamed from one to the other.
pub(crate) fn scratch() -> PathBuf {
    root().join("target")
}

/// A call of the cargo that started us, in the repository's root.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments).current_dir(root());
    command
}

/// Flags for rustc that leave the folders of Cargo and of the toolchain out of what
/// it writes: a program names its sources where it panics. So a build is the same on
/// every machine, and names nobody's home. They are separated by spaces; a
/// folder whose path has one is left as it is.
pub(crate) fn remapped_paths() -> String {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(env::home_dir()?.join(".cargo"))).unwrap_or_default();
    let registries = std::fs::read_dir(home.join("registry").join("src"));
    let folders = registries.into_iter().flatten().flatten().map(|registry| registry.path());
    let folders = folders.map(|folder| (folder, "crates.io".to_owned()));
    let flags = folders.chain(standard_library()).filter_map(|(folder, name)| {
        let folder = folder.to_str().filter(|path| !path.contains(char::is_whitespace))?;
        Some(format!("--remap-path-prefix={folder}={name}"))
    });
    flags.collect::<Vec<_>>().join(" ")
}

/// Where the source of the standard library is, if it is installed, and what it
/// is called where it is not.
fn standard_library() -> Option<(PathBuf, String)> {
    let ask = |arguments: &[&str]| {
        let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
        String::from_utf8(Command::new(rustc).args(arguments).output().ok()?.stdout).ok()
    };
    let toolchain = PathBuf::from(ask(&["--print", "sysroot"])?.trim_end());
    let version = ask(&["--version", "--verbose"])?;
    let commit = version.lines().find_map(|line| line.strip_prefix("commit-hash: "))?;
    Some((toolchain.join("lib/rustlib/src/rust"), format!("/rustc/{commit}")))
}

/// Builds `package`'s binaries with the profile `native` and returns the path
/// of `binary`.
pub(crate) fn build_native(
    package: &str,
    binary: &str,
    features: &[&str],
) -> Result<PathBuf, Failure> {
    let mut command = cargo(&["build", "--locked", "--profile", "native", "-p", package]);
    for feature in features {
        command.args(["--features", feature]);
    }
    let what = format!("Building {binary}");
    crate::progress::long_step(
        &what,
        "1 to 2 minutes the first time, then a second",
        &mut command,
    )?;
    let path =
        cargo_target()?.join("native").join(binary).with_extension(env::consts::EXE_EXTENSION);
    if path.is_file() {
        return Ok(path);
    }
    Err(Failure::new(format!(
        "the package {package} built, but there is no {}; its Cargo.toml must name that binary",
        path.display()
    )))
}

/// The version of the package `name` in the text of a Cargo.lock; the first
/// one, where there are several.
pub(crate) fn locked_version(lock: &str, name: &str) -> Option<String> {
    let named = format!("name = \"{name}\"");
    let mut lines = lock.lines().skip_while(|line| *line != named);
    let version = lines.nth(1)?;
    Some(version.strip_prefix("version = \"")?.strip_suffix('"')?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = "version = 4\n\n[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.80\"\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\nsource = \"registry\"\n";

    #[test]
    fn the_lock_file_gives_the_version_of_exactly_the_named_package() {
        assert_eq!(locked_version(LOCK, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(locked_version(LOCK, "wasm"), None);
    }

    #[test]
    fn the_root_is_where_the_lock_file_lies() {
        assert!(root().join("Cargo.lock").is_file());
    }
}
