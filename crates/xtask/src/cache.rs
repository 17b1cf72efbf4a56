//! The folder of installed tools that all clones of one user share: one folder
//! per tool and version, which is either complete or not there.

use std::env;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use crate::failure::{Failure, OrFail};
use crate::progress::say;

/// The cache's folder `{name}-{version}`, filled by `install` where it does
/// not hold all of `expected` yet. `install` writes into a folder beside it,
/// which gets the final name only when it is complete; a lock keeps two clones
/// from installing the same tool at once.
pub(crate) fn cached(
    name: &str,
    version: &str,
    expected: &[&Path],
    install: impl FnOnce(&Path) -> Result<(), Failure>,
) -> Result<PathBuf, Failure> {
    cached_in(&cache()?, name, version, expected, install)
}

fn cached_in(
    cache: &Path,
    name: &str,
    version: &str,
    expected: &[&Path],
    install: impl FnOnce(&Path) -> Result<(), Failure>,
) -> Result<PathBuf, Failure> {
    let folder = cache.join(format!("{name}-{version}"));
    let complete = |folder: &Path| expected.iter().all(|path| folder.join(path).is_file());
    if complete(&folder) {
        return Ok(folder);
    }
    let unusable = || {
        format!(
            "cannot write to the tool cache {}; set TOKEN_PLAYGROUND_CACHE to a folder of yours",
            cache.display()
        )
    };
    fs::create_dir_all(cache).or_fail(unusable())?;
    let lock = File::create(cache.join(format!("{name}-{version}.lock"))).or_fail(unusable())?;
    if lock.try_lock().is_err() {
        say(format_args!("Waiting for another clone that is installing {name} {version}"));
        lock.lock().or_fail(unusable())?;
    }
    if complete(&folder) {
        return Ok(folder);
    }
    let partial = cache.join(format!("{name}-{version}.partial"));
    for remains in [&partial, &folder] {
        if remains.exists() {
            fs::remove_dir_all(remains).or_fail(unusable())?;
        }
    }
    fs::create_dir(&partial).or_fail(unusable())?;
    install(&partial)?;
    if !complete(&partial) {
        return Err(Failure::new(format!(
            "{name} {version} installed, but its programs are not there; remove {} and try again",
            partial.display()
        )));
    }
    fs::rename(&partial, &folder).or_fail(unusable())?;
    Ok(folder)
}

/// The folder of the tools that all clones of one user share.
fn cache() -> Result<PathBuf, Failure> {
    let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let base = set("TOKEN_PLAYGROUND_CACHE").or_else(|| {
        if cfg!(windows) {
            set("LOCALAPPDATA")
        } else if cfg!(target_os = "macos") {
            set("HOME").map(|home| home.join("Library/Caches"))
        } else {
            set("XDG_CACHE_HOME").or_else(|| set("HOME").map(|home| home.join(".cache")))
        }
    });
    base.map(|base| base.join("token-playground").join("tools")).ok_or_else(|| {
        Failure::new(
            "no home folder is known; set TOKEN_PLAYGROUND_CACHE to a folder for the tools",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder of its own that is removed when the test ends.
    struct Scratch(PathBuf);

    impl Scratch {
        fn new(name: &str) -> Self {
            let folder = env::temp_dir().join(format!("xtask-{name}-{}", std::process::id()));
            fs::create_dir_all(&folder).unwrap();
            Self(folder)
        }
    }

    impl Drop for Scratch {
        fn drop(&mut self) {
            fs::remove_dir_all(&self.0).unwrap();
        }
    }

    #[test]
    fn a_failed_installation_does_not_count_as_installed() {
        let scratch = Scratch::new("failed");
        let expected = [Path::new("bin/tool")];
        let half = |folder: &Path| {
            fs::create_dir(folder.join("bin")).unwrap();
            fs::write(folder.join("bin/tool"), "half").unwrap();
            Err(Failure::new("the disk is full"))
        };
        cached_in(&scratch.0, "tool", "1.0.0", &expected, half).unwrap_err();
        assert!(!scratch.0.join("tool-1.0.0").exists());

        let whole = |folder: &Path| {
            fs::create_dir(folder.join("bin")).unwrap();
            fs::write(folder.join("bin/tool"), "whole").or_fail("no")
        };
        let folder = cached_in(&scratch.0, "tool", "1.0.0", &expected, whole).unwrap();
        assert_eq!(fs::read_to_string(folder.join("bin/tool")).unwrap(), "whole");
    }

    #[test]
    fn an_installed_tool_is_not_installed_again() {
        let scratch = Scratch::new("again");
        let expected = [Path::new("tool")];
        let write = |folder: &Path| fs::write(folder.join("tool"), "").or_fail("no");
        cached_in(&scratch.0, "tool", "1", &expected, write).unwrap();
        cached_in(&scratch.0, "tool", "1", &expected, |_| Err(Failure::new("installed twice")))
            .unwrap();
    }

    #[test]
    fn two_clones_at_once_install_a_tool_once() {
        let scratch = Scratch::new("twice");
        let expected = [Path::new("tool")];
        let (begun, has_begun) = std::sync::mpsc::channel();
        let (go_on, may_go_on) = std::sync::mpsc::channel();
        std::thread::scope(|scope| {
            let first = scope.spawn(|| {
                cached_in(&scratch.0, "tool", "1", &[Path::new("tool")], move |folder: &Path| {
                    begun.send(()).unwrap();
                    may_go_on.recv().unwrap();
                    fs::write(folder.join("tool"), "").or_fail("no")
                })
            });
            has_begun.recv().unwrap();
            let second = scope.spawn(|| {
                cached_in(&scratch.0, "tool", "1", &expected, |_| {
                    Err(Failure::new("installed twice"))
                })
            });
            go_on.send(()).unwrap();
            first.join().unwrap().unwrap();
            second.join().unwrap().unwrap();
        });
    }
}
