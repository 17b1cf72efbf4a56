//! The programs of other people that run what the page exports: httpyac and Bruno
//! from npm, requests and MSAL from PyPI, installed once into the tool cache.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::cache::cached;
use crate::failure::Failure;
use crate::progress::{answer_of, long_step};
use crate::tools::on_path;

const HTTPYAC: &str = "6.16.7";
const BRUNO: &str = "4.1.0";
const MSAL: &str = "1.39.0";
const REQUESTS: &str = "2.34.2";

/// Where the programs are.
pub(crate) struct Peers {
    /// The folder with httpyac and Bruno.
    pub(crate) node_modules: PathBuf,
    /// A Python that knows requests and MSAL.
    pub(crate) python: PathBuf,
}

/// Finds or installs them.
pub(crate) fn ready() -> Result<Peers, Failure> {
    for (program, advice) in [
        ("bash", "bash is not installed; the exports for it are not run"),
        ("curl", "curl is not installed; the exports for it are not run"),
        ("node", "Node.js is not installed; install version 20 or later"),
    ] {
        if on_path(program).is_none() {
            return Err(Failure::new(advice));
        }
    }
    Ok(Peers { node_modules: node_modules()?, python: python()? })
}

fn node_modules() -> Result<PathBuf, Failure> {
    let scripts = ["httpyac/bin/httpyac.js", "@usebruno/cli/bin/bru.js"]
        .map(|script| Path::new("node_modules").join(script));
    let scripts: Vec<&Path> = scripts.iter().map(PathBuf::as_path).collect();
    let version = format!("{HTTPYAC}-{BRUNO}");
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let folder = cached("httpyac-bruno", &version, &scripts, |folder| {
        let mut install = Command::new(npm);
        install
            .args(["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund"])
            .arg("--prefix")
            .arg(folder)
            .args([format!("httpyac@{HTTPYAC}"), format!("@usebruno/cli@{BRUNO}")]);
        long_step("Installing httpyac and Bruno from npm", "a minute", &mut install).map(drop)
    })?;
    Ok(folder.join("node_modules"))
}

/// A Python with MSAL, which brings PyJWT.
pub(crate) fn python() -> Result<PathBuf, Failure> {
    let system = ["python3", "python"].into_iter().find(|name| {
        let about = answer_of(Command::new(name).args(["-c", "import venv, ensurepip"]));
        about.is_some()
    });
    let Some(system) = system else {
        let advice = "Python 3 with venv is not installed (Debian: python3-venv)";
        return Err(Failure::new(advice));
    };
    let program = if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" };
    // The last file that an installation writes.
    let done = Path::new("msal-is-there");
    let version = format!("{MSAL}-{REQUESTS}");
    let expected = [Path::new(program), done];
    let folder = cached("python-msal", &version, &expected, |folder| {
        let mut create = Command::new(system);
        create.args(["-m", "venv", "--copies"]).arg(folder);
        long_step("Making a Python environment", "10 seconds", &mut create)?;
        // By its path: the scripts beside it name the folder that it is made in.
        let mut install = Command::new(folder.join(program));
        install
            .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"])
            .args([format!("msal=={MSAL}"), format!("requests=={REQUESTS}")]);
        long_step("Installing requests and MSAL from PyPI", "20 seconds", &mut install)?;
        std::fs::write(folder.join(done), "")
            .map_err(|error| Failure::new(format!("cannot write to the tool cache: {error}")))
    })?;
    Ok(folder.join(program))
}

/// Sets what the tests look for.
pub(crate) fn tell(command: &mut Command, peers: &Peers) {
    command
        .env("PLAYGROUND_PEERS_NODE_MODULES", &peers.node_modules)
        .env("PLAYGROUND_PEERS_PYTHON", &peers.python);
}
