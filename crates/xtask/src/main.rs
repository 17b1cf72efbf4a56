//! The commands of this repository: `cargo xtask serve`, `test`,
//! `screenshots`, `speed` and `dist`.

mod arguments;
mod assets;
mod browser;
mod cache;
mod dist;
mod failure;
mod glue;
mod markup;
mod peers;
mod progress;
mod screenshots;
mod serve;
mod shrink;
mod sizes;
mod speed;
mod test;
mod tools;
mod totals;
mod wasm;
mod workspace;

use std::process::ExitCode;

use arguments::Arguments;
use failure::Failure;

/// A command: its usage, which begins with its name, what it does, and the
/// function that does it.
type Task = (&'static str, &'static str, fn(Arguments) -> Result<ExitCode, Failure>);

const TASKS: &[Task] = &[
    (serve::USAGE, "build the page and the proxy, and serve both on 127.0.0.1", serve::run),
    (test::USAGE, "run every check and test, setting up what they need", test::run),
    (screenshots::USAGE, "take a picture of every state of the page", screenshots::run),
    ("speed", "measure from a key, a click and a paste to paint", speed::run),
    ("dist", "build the page as it ships, into dist/", dist::run),
];

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let name = words.next().unwrap_or_default();
    let named = |task: &&Task| task.0.split(' ').next() == Some(name.as_str());
    let Some((_, _, run)) = TASKS.iter().find(named) else {
        for (usage, what, _) in TASKS {
            progress::say(format_args!("cargo xtask {usage:32} {what}"));
        }
        let asked = matches!(name.as_str(), "" | "help" | "--help" | "-h");
        return if asked { ExitCode::SUCCESS } else { ExitCode::from(2) };
    };
    match run(Arguments::new(words)) {
        Ok(code) => code,
        Err(failure) => {
            progress::complain(&failure);
            ExitCode::FAILURE
        }
    }
}
