//! The browser of the tests, with the WebDriver program that drives it.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Failure;
use crate::progress::{answer_of, long_step, say};
use crate::tools::{on_path, version_of};

/// An installed browser and its driver.
pub(crate) struct Browser {
    /// The browser's program.
    pub(crate) program: PathBuf,
    /// chromedriver or msedgedriver, of the same major version.
    pub(crate) driver: PathBuf,
}

/// Finds the browser, after installing it on Debian and Ubuntu where we are
/// root. The failure names the packages to install.
pub(crate) fn ready() -> Result<Browser, Failure> {
    let missing = match find() {
        Ok(browser) => return Ok(browser),
        Err(missing) => missing,
    };
    let Some((packages, root)) = apt_packages() else { return Err(missing) };
    let line = format!("apt-get install {}", packages.join(" "));
    if !root {
        return Err(Failure::new(format!("{missing}: run `sudo {line}`")));
    }
    say(missing);
    install(packages).map_err(|failure| {
        Failure::new(format!("no browser could be installed with `{line}`: {failure}"))
    })?;
    find()
}

fn install(packages: [&str; 2]) -> Result<(), Failure> {
    let mut update = Command::new("apt-get");
    update.args(["update", "--quiet"]).env("DEBIAN_FRONTEND", "noninteractive");
    long_step("Reading the package lists with apt-get update", "10 seconds", &mut update)?;
    let mut install = Command::new("apt-get");
    install.args(["install", "--yes", "--quiet", "--no-install-recommends"]).args(packages);
    install.env("DEBIAN_FRONTEND", "noninteractive");
    let what = format!("Installing {}", packages.join(" and "));
    long_step(&what, "1 to 2 minutes", &mut install).map(drop)
}

/// An installed pair of browser and driver that fit.
fn find() -> Result<Browser, Failure> {
    let mut problem =
        "no Chromium, Chrome or Edge is installed; install Chromium and chromedriver".to_owned();
    for (driver_name, driver_variable, package, programs) in KINDS {
        let set = env::var_os(driver_variable).map(PathBuf::from).filter(|path| path.is_file());
        let driver = set.or_else(|| on_path(driver_name));
        let Some(program) = programs.iter().find_map(|program| located(program)) else { continue };
        let Some(driver) = driver else {
            problem = format!(
                "{} has no {driver_name} beside it; install {package} of the same version and put it on PATH",
                program.display()
            );
            continue;
        };
        let versions = (version_of(&program), version_of(&driver));
        // On Windows and for some builds the browser does not tell its version.
        if let (Some(browser), Some(driven)) = &versions
            && major(browser) != major(driven)
        {
            problem = format!(
                "{} is version {browser}, but {} is {driven}; install {package} of version {}",
                program.display(),
                driver.display(),
                major(browser)
            );
            continue;
        }
        return Ok(Browser { program, driver });
    }
    Err(Failure::new(problem))
}

/// Driver, the variable that may hold its path, the package to name, and the
/// browsers it drives.
type Kind = (&'static str, &'static str, &'static str, &'static [&'static str]);

const KINDS: [Kind; 2] = [
    (
        "chromedriver",
        "CHROMEDRIVER",
        "chromedriver (Debian: chromium-driver; macOS: `brew install chromedriver`; Windows: googlechromelabs.github.io/chrome-for-testing)",
        &[
            "chromium",
            "chromium-browser",
            "google-chrome",
            "google-chrome-stable",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
            "/Applications/Chromium.app/Contents/MacOS/Chromium",
            r"C:\Program Files\Google\Chrome\Application\chrome.exe",
            r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
        ],
    ),
    (
        "msedgedriver",
        "MSEDGEDRIVER",
        "msedgedriver (developer.microsoft.com/microsoft-edge/tools/webdriver)",
        &[
            "microsoft-edge",
            "microsoft-edge-stable",
            "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
            r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
            r"C:\Program Files\Microsoft\Edge\Application\msedge.exe",
        ],
    ),
];

fn located(program: &str) -> Option<PathBuf> {
    let path = Path::new(program);
    if path.components().count() == 1 && !program.contains('\\') {
        return on_path(program);
    }
    path.is_file().then(|| path.to_owned())
}

fn major(version: &str) -> &str {
    version.split('.').next().unwrap_or(version)
}

/// The packages of Debian or Ubuntu, and whether we may install them.
fn apt_packages() -> Option<([&'static str; 2], bool)> {
    let packages = packages_for(&fs::read_to_string("/etc/os-release").ok()?)?;
    let root = answer_of(Command::new("id").arg("-u")).is_some_and(|id| id.trim() == "0");
    Some((packages, root))
}

/// Reads the file os-release(5).
fn packages_for(os_release: &str) -> Option<[&'static str; 2]> {
    let value = |key: &str| {
        let line = os_release.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix('='));
        line.unwrap_or_default().trim_matches('"').to_owned()
    };
    let id = value("ID");
    let like = value("ID_LIKE");
    if id == "ubuntu" || like.split(' ').any(|family| family == "ubuntu") {
        Some(["chromium-browser", "chromium-chromedriver"])
    } else if id == "debian" || like.split(' ').any(|family| family == "debian") {
        Some(["chromium", "chromium-driver"])
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_packages_are_those_of_the_distribution() {
        assert_eq!(
            packages_for("NAME=\"Debian GNU/Linux\"\nID=debian\n"),
            Some(["chromium", "chromium-driver"])
        );
        assert_eq!(
            packages_for("ID=ubuntu\nID_LIKE=debian\n"),
            Some(["chromium-browser", "chromium-chromedriver"])
        );
        assert_eq!(
            packages_for("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n"),
            Some(["chromium-browser", "chromium-chromedriver"])
        );
        assert_eq!(packages_for("ID=fedora\n"), None);
    }

    #[test]
    fn only_the_first_number_of_a_version_has_to_fit() {
        assert_eq!(major("156.0.8078.79"), major("156.0.8078.12"));
        assert_ne!(major("156.0.8078.79"), major("155.0.8078.79"));
    }
}
