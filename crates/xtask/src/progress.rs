//! What the commands print, and how they run other programs: a long step says
//! what it does, how long that usually takes, how far it is, and how long it
//! took.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "the commands of this repository talk to a terminal"
)]

use std::fmt;
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use crate::failure::{Failure, OrFail, known_cause};

/// How often a long step says how far it is.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// How many of a failed program's last lines are shown.
const SHOWN_LINES: usize = 40;

/// Prints one line.
pub(crate) fn say(line: impl fmt::Display) {
    println!("{line}");
}

/// Prints why a command stopped.
pub(crate) fn complain(failure: &Failure) {
    eprintln!("error: {failure}");
}

/// Runs a program that takes long, keeping its output to itself unless it
/// fails. `what` says what it does ("Building trunk 0.21.14"), `usual` how
/// long that usually takes. Returns what the program printed.
pub(crate) fn long_step(what: &str, usual: &str, command: &mut Command) -> Result<String, Failure> {
    say(format_args!("{what} (usually {usual})"));
    let start = Instant::now();
    let mut far = Far::default();
    let mut output = Vec::new();
    let status = {
        let mut child = start_piped(command)?;
        let lines = lines_of(&mut child);
        let mut next_beat = start + HEARTBEAT;
        loop {
            match lines.recv_timeout(next_beat.saturating_duration_since(Instant::now())) {
                Ok(line) => {
                    far.read(&line);
                    output.push(line);
                }
                Err(RecvTimeoutError::Timeout) => {
                    say(format_args!("  {} so far{far}", Elapsed(start.elapsed())));
                    next_beat += HEARTBEAT;
                }
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        child.wait().or_fail(format_args!("{what} was lost"))?
    };
    let text = output.join("\n");
    if status.success() {
        say(format_args!("  done in {}", Elapsed(start.elapsed())));
        return Ok(text);
    }
    for line in &output[output.len().saturating_sub(SHOWN_LINES)..] {
        say(format_args!("  | {line}"));
    }
    let advice = known_cause(&text).unwrap_or("the lines above say why");
    Err(Failure::new(format!("{what} failed ({status}); {advice}")))
}

/// Runs a program and passes every line of its output on to the terminal as it
/// comes, after showing it to `look`. Returns whether the program succeeded.
pub(crate) fn streamed(command: &mut Command, mut look: impl FnMut(&str)) -> Result<bool, Failure> {
    let mut child = start_piped(command)?;
    for line in lines_of(&mut child) {
        look(&line);
        say(line);
    }
    let status = child.wait().or_fail("a child program was lost")?;
    Ok(status.success())
}

/// What a program prints on its standard output, or nothing when it cannot be
/// started or fails.
pub(crate) fn answer_of(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// A duration as people say it: `0.4 s`, `12 s`, `3 min 46 s`.
pub(crate) struct Elapsed(pub(crate) Duration);

impl fmt::Display for Elapsed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.as_secs() {
            0..10 => write!(formatter, "{:.1} s", self.0.as_secs_f32()),
            seconds @ 10..60 => write!(formatter, "{seconds} s"),
            seconds => write!(formatter, "{} min {} s", seconds / 60, seconds % 60),
        }
    }
}

/// How far a cargo build is, read from its output.
#[derive(Default)]
struct Far {
    compiled: usize,
    current: Option<String>,
}

impl Far {
    fn read(&mut self, line: &str) {
        if let Some(name) = line.trim_start().strip_prefix("Compiling ") {
            self.compiled += 1;
            self.current = name.split(' ').next().map(str::to_owned);
        }
    }
}

impl fmt::Display for Far {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.current {
            Some(name) => write!(formatter, ", {} crates begun, the last is {name}", self.compiled),
            None => Ok(()),
        }
    }
}

fn start_piped(command: &mut Command) -> Result<Child, Failure> {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .or_fail(format_args!("cannot start {}", command.get_program().display()))
}

/// The lines of both output streams, in the order in which they come.
fn lines_of(child: &mut Child) -> mpsc::Receiver<String> {
    let (sender, receiver) = mpsc::channel();
    if let Some(stdout) = child.stdout.take() {
        pass_on(stdout, sender.clone());
    }
    if let Some(stderr) = child.stderr.take() {
        pass_on(stderr, sender);
    }
    receiver
}

fn pass_on(stream: impl Read + Send + 'static, lines: Sender<String>) {
    thread::spawn(move || {
        let mut reader = BufReader::new(stream);
        let mut bytes = Vec::new();
        // Read as bytes: a line that is not UTF-8 must not end the reading.
        while reader.read_until(b'\n', &mut bytes).is_ok_and(|count| count > 0) {
            let line = String::from_utf8_lossy(&bytes);
            if lines.send(line.trim_end_matches(['\n', '\r']).to_owned()).is_err() {
                return;
            }
            bytes.clear();
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_as_people_say_them() {
        assert_eq!(Elapsed(Duration::from_millis(420)).to_string(), "0.4 s");
        assert_eq!(Elapsed(Duration::from_secs(59)).to_string(), "59 s");
        assert_eq!(Elapsed(Duration::from_secs(226)).to_string(), "3 min 46 s");
    }

    #[test]
    fn progress_counts_the_crates_cargo_names() {
        let mut far = Far::default();
        for line in [
            "    Updating crates.io index",
            "   Compiling serde v1.0.229",
            "   Compiling yew v0.23.0",
        ] {
            far.read(line);
        }
        assert_eq!(far.to_string(), ", 2 crates begun, the last is yew");
    }
}
