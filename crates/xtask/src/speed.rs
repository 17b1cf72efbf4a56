//! `cargo xtask speed`: how long the page takes from a paste to paint, for a
//! reader's machine and for one of a quarter of its speed.

use std::process::ExitCode;

use crate::arguments::Arguments;
use crate::browser;
use crate::failure::Failure;
use crate::progress::streamed;
use crate::test::stories;

/// Lets the story of speed measure; it prints its figures.
pub(crate) fn run(arguments: Arguments) -> Result<ExitCode, Failure> {
    arguments.finish("speed")?;
    let mut command = stories(&browser::ready()?)?;
    command.env("PLAYGROUND_SPEED", "1").args(["--", "--nocapture", "speed::"]);
    let passed = streamed(&mut command, |_| ())?;
    Ok(if passed { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
