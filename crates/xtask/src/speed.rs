//! `cargo xtask speed`: how long the page takes from a key, a click and a paste to
//! paint, here and on a machine of a quarter of the speed.

use std::process::ExitCode;

use crate::arguments::Arguments;
use crate::browser;
use crate::failure::Failure;
use crate::progress::streamed;
use crate::test::stories;

/// Runs the stories of speed one after the other and lets them tell their times,
/// which are worth something only while the machine does nothing else.
pub(crate) fn run(arguments: Arguments) -> Result<ExitCode, Failure> {
    arguments.finish("speed")?;
    let mut command = stories(&browser::ready()?)?;
    command.env("PLAYGROUND_SPEED", "1").args(["--", "--nocapture", "--test-threads=1", "speed::"]);
    let passed = streamed(&mut command, |_| ())?;
    Ok(if passed { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
