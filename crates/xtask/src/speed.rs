//! `cargo xtask speed`: how long a key and a click take until they are painted, on
//! a machine four times slower than this one.

use std::process::ExitCode;

use crate::arguments::Arguments;
use crate::browser;
use crate::failure::Failure;
use crate::progress::streamed;
use crate::test::stories;

/// Runs the stories of speed and lets them tell their times. They are worth
/// something only while the machine does nothing else.
pub(crate) fn run(arguments: Arguments) -> Result<ExitCode, Failure> {
    arguments.finish("speed")?;
    let mut command = stories(&browser::ready()?)?;
    command.env("PLAYGROUND_SPEED", "1").args(["--", "--nocapture", "speed::"]);
    let passed = streamed(&mut command, |_| ())?;
    Ok(if passed { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
