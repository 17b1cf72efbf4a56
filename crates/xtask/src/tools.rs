//! The tools that build the page, with exact versions.
//!
//! A fitting one on PATH is used as it is. Otherwise it is installed once into
//! a folder per user and version, which every clone of this repository shares.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::cache::cached;
use crate::failure::{Failure, OrFail};
use crate::progress::{answer_of, long_step, say};
use crate::workspace::{self, cargo};

/// The target that the page is compiled for.
pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";
const TRUNK_VERSION: &str = "0.21.14";
/// Older ones refuse what the current compiler writes.
const BINARYEN_VERSION: u32 = 132;
const TERSER_VERSION: &str = "5.51.2";
const AXE_VERSION: &str = "4.14.1";
/// The same version as in the test `differential`.
const JOSE_VERSION: &str = "6.2.17";

/// The folders of the tools that Trunk looks for on PATH.
pub(crate) struct PageTools {
    /// The `trunk` program.
    pub(crate) trunk: PathBuf,
    /// PATH with the folder of the right wasm-bindgen first.
    pub(crate) path: OsString,
}

/// Finds or installs what the page's build needs, wasm-opt aside.
pub(crate) fn page_tools() -> Result<PageTools, Failure> {
    wasm_target()?;
    let wasm_bindgen = wasm_bindgen_folder()?;
    let trunk = CargoTool {
        package: "trunk",
        name: "trunk",
        version: TRUNK_VERSION.to_owned(),
        programs: &["trunk"],
        // Trunk never goes online here, so it needs no TLS: half the crates.
        options: &["--locked", "--no-default-features"],
        usual: "3 to 4 minutes on 2 cores, once per machine",
    };
    let trunk = trunk.folder()?.join(program("trunk"));
    let before = env::var_os("PATH").unwrap_or_default();
    let path = env::join_paths([wasm_bindgen].into_iter().chain(env::split_paths(&before)))
        .or_fail("cannot put the tools on PATH")?;
    Ok(PageTools { trunk, path })
}

/// Adds the wasm target where it is missing.
pub(crate) fn wasm_target() -> Result<(), Failure> {
    let sysroot = answer_of(
        Command::new("rustc").args(["--print", "sysroot"]).current_dir(workspace::root()),
    );
    let installed = sysroot.is_some_and(|folder| {
        Path::new(folder.trim()).join("lib/rustlib").join(WASM_TARGET).join("lib").is_dir()
    });
    if installed {
        return Ok(());
    }
    rustup(&["target", "add", WASM_TARGET], "half a minute")
}

/// Adds clippy and rustfmt where they are missing, as in rustup's minimal profile.
pub(crate) fn lint_components() -> Result<(), Failure> {
    for (subcommand, component) in [("clippy", "clippy"), ("fmt", "rustfmt")] {
        if answer_of(&mut cargo(&[subcommand, "--version"])).is_none() {
            rustup(&["component", "add", component], "half a minute")?;
        }
    }
    Ok(())
}

/// A program that makes a file of the page smaller, or why there is none. That it
/// cannot be had is no failure: only the size of the page depends on it.
pub(crate) enum Shrinker {
    /// A program on PATH.
    Native(PathBuf),
    /// The script of an npm package, to be run by this `node`.
    Node(PathBuf, PathBuf),
    /// None, with the reason; the page is a little larger then.
    Missing(String),
}

impl Shrinker {
    /// A call of it, still without arguments.
    pub(crate) fn command(&self) -> Option<Command> {
        match self {
            Self::Native(path) => Some(Command::new(path)),
            Self::Node(node, script) => {
                let mut command = Command::new(node);
                command.arg(script);
                Some(command)
            }
            Self::Missing(_) => None,
        }
    }

    /// The script `file` of an npm package.
    fn of_npm(package: &str, version: &str, file: &str) -> Self {
        let Some(node) = on_path("node") else {
            return Self::Missing(format!("Node.js is not installed, so {package} is not used"));
        };
        match npm_file(package, version, file) {
            Ok(script) => Self::Node(node, script),
            Err(failure) => Self::Missing(format!("{package} is not used ({failure})")),
        }
    }
}

/// Finds wasm-opt, or installs it with npm.
pub(crate) fn wasm_opt() -> Shrinker {
    if let Some(path) = on_path("wasm-opt") {
        let version = version_of(&path).and_then(|text| text.parse().ok());
        if version.is_some_and(|version: u32| version >= BINARYEN_VERSION) {
            return Shrinker::Native(path);
        }
    }
    let version = format!("{BINARYEN_VERSION}.0.0");
    Shrinker::of_npm("binaryen", &version, "node_modules/binaryen/bin/wasm-opt")
}

/// Installs terser with npm: it shortens what names a script uses within itself.
pub(crate) fn terser() -> Shrinker {
    Shrinker::of_npm("terser", TERSER_VERSION, "node_modules/terser/bin/terser")
}

/// The script of axe-core, which finds barriers in a page.
pub(crate) fn axe() -> Result<PathBuf, Failure> {
    npm_file("axe-core", AXE_VERSION, "node_modules/axe-core/axe.min.js")
}

/// The folder of jose, which signs tokens for the page to check.
pub(crate) fn jose() -> Result<PathBuf, Failure> {
    if on_path("node").is_none() {
        return Err(Failure::new("Node.js is not installed; install version 20 or later"));
    }
    let file = "node_modules/jose/package.json";
    let folder = npm_file("jose", JOSE_VERSION, file)?;
    Ok(folder.ancestors().nth(3).unwrap_or(&folder).to_owned())
}

/// A file of an npm package, which is installed where it is not there yet.
fn npm_file(package: &str, version: &str, file: &str) -> Result<PathBuf, Failure> {
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let folder = cached(package, version, &[file.as_ref()], |folder| {
        let mut install = Command::new(npm);
        install
            .args([
                "install",
                "--no-save",
                "--ignore-scripts",
                "--no-audit",
                "--no-fund",
                "--prefix",
            ])
            .arg(folder)
            .arg(format!("{package}@{version}"));
        let what = format!("Installing {package} {version} from npm");
        long_step(&what, "10 seconds", &mut install).map(drop)
    })?;
    Ok(folder.join(file))
}

fn wasm_bindgen_folder() -> Result<PathBuf, Failure> {
    let lock = fs::read_to_string(workspace::root().join("Cargo.lock"))
        .or_fail("cannot read Cargo.lock")?;
    let version = workspace::locked_version(&lock, "wasm-bindgen").ok_or_else(|| {
        Failure::new("Cargo.lock names no wasm-bindgen; restore it with `git checkout Cargo.lock`")
    })?;
    let tool = CargoTool {
        package: "wasm-bindgen-cli",
        name: "wasm-bindgen",
        version,
        programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
        // Without --locked: its own lock file may name crates that a registry
        // mirror does not have yet.
        options: &[],
        usual: "2 minutes on 2 cores, once per machine",
    };
    tool.folder()
}

/// A tool that is a Rust package.
struct CargoTool {
    /// The package on crates.io.
    package: &'static str,
    /// What it is called here and in the cache.
    name: &'static str,
    version: String,
    /// The programs it installs; the first one tells its version.
    programs: &'static [&'static str],
    /// What `cargo install` needs besides.
    options: &'static [&'static str],
    usual: &'static str,
}

impl CargoTool {
    /// The folder of its programs: on PATH, in the cache, or newly installed.
    fn folder(&self) -> Result<PathBuf, Failure> {
        if let Some(folder) = self.fitting_on_path() {
            return Ok(folder);
        }
        let programs: Vec<PathBuf> =
            self.programs.iter().map(|name| Path::new("bin").join(program(name))).collect();
        let programs: Vec<&Path> = programs.iter().map(PathBuf::as_path).collect();
        Ok(cached(self.name, &self.version, &programs, |root| self.install(root))?.join("bin"))
    }

    fn fitting_on_path(&self) -> Option<PathBuf> {
        let found = on_path(self.programs.first()?)?;
        let folder = found.parent()?;
        let complete = self.programs.iter().all(|name| folder.join(program(name)).is_file());
        (complete && version_of(&found)? == self.version).then(|| folder.to_owned())
    }

    fn install(&self, root: &Path) -> Result<(), Failure> {
        if on_path("cargo-binstall").is_some() {
            let mut install =
                cargo(&["binstall", "--no-confirm", "--disable-strategies", "compile", "--root"]);
            install.arg(root).arg(format!("{}@{}", self.package, self.version));
            let what = format!("Installing {} {} with cargo binstall", self.name, self.version);
            match long_step(&what, "20 seconds", &mut install) {
                Ok(_) => return Ok(()),
                Err(failure) => say(format_args!("{failure}; building it instead")),
            }
        }
        let mut install = cargo(&["install", self.package, "--debug", "--version"]);
        install.arg(format!("={}", self.version)).args(self.options).arg("--root").arg(root);
        // Debug information would triple the size and slow the build down.
        install.env("CARGO_PROFILE_DEV_DEBUG", "0");
        long_step(&format!("Building {} {}", self.name, self.version), self.usual, &mut install)
            .map(drop)
    }
}

fn rustup(arguments: &[&str], usual: &str) -> Result<(), Failure> {
    let line = arguments.join(" ");
    if on_path("rustup").is_none() {
        return Err(Failure::new(format!(
            "this Rust came without rustup, which `rustup {line}` needs; install Rust from https://rustup.rs, or add that part with your package manager"
        )));
    }
    let mut command = Command::new("rustup");
    command.args(arguments).current_dir(workspace::root());
    long_step(&format!("Running rustup {line}"), usual, &mut command).map(drop)
}

/// The path of the program `name` (without its platform's ending) on PATH.
pub(crate) fn on_path(name: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?)
        .map(|folder| folder.join(program(name)))
        .find(|path| path.is_file())
}

/// A program's file name on this platform.
fn program(name: &str) -> String {
    format!("{name}{}", env::consts::EXE_SUFFIX)
}

/// The version that a program tells with `--version`.
pub(crate) fn version_of(path: &Path) -> Option<String> {
    first_version(&answer_of(Command::new(path).arg("--version"))?)
}

/// The first word that begins with a digit: `ChromeDriver 156.0.1 (a21c)`
/// gives `156.0.1`.
fn first_version(text: &str) -> Option<String> {
    text.split_whitespace()
        .find(|word| word.starts_with(|first: char| first.is_ascii_digit()))
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_from_what_the_tools_print() {
        assert_eq!(first_version("trunk 0.21.14\n").as_deref(), Some("0.21.14"));
        assert_eq!(first_version("wasm-opt version 132 (version_132)").as_deref(), Some("132"));
        assert_eq!(
            first_version("Chromium 156.0.8078.79 built on Debian").as_deref(),
            Some("156.0.8078.79")
        );
        assert_eq!(first_version("no number"), None);
    }
}
