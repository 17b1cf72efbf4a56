//! `cargo xtask screenshots`: every state of the page as a picture, in both
//! themes and on a phone, into the folder `screenshots`, which git ignores.

use std::fs;
use std::process::ExitCode;

use crate::arguments::Arguments;
use crate::browser;
use crate::failure::{Failure, OrFail};
use crate::progress::{say, streamed};
use crate::test::stories;
use crate::workspace::root;

/// What the command takes.
pub(crate) const USAGE: &str = "screenshots [--only STATE]";

/// Walks through the states as the stories of accessibility do, and keeps what
/// the browser shows.
pub(crate) fn run(mut arguments: Arguments) -> Result<ExitCode, Failure> {
    let only = arguments.value("--only")?;
    arguments.finish(USAGE)?;
    let browser = browser::ready()?;
    let folder = root().join("screenshots");
    fs::create_dir_all(&folder).or_fail(format_args!("cannot write {}", folder.display()))?;
    let mut command = stories(&browser)?;
    command.env("PLAYGROUND_SCREENSHOTS", &folder).args(["--", "accessibility::every_state"]);
    if let Some(only) = only {
        command.env("PLAYGROUND_STATE", only);
    }
    let passed = streamed(&mut command, |_| ())?;
    say(format_args!("the pictures are in {}", folder.display()));
    Ok(if passed { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
