//! `cargo xtask test`: every check and test, part by part. A failing part does
//! not keep the others from running; the last line holds the totals.

use std::env;
use std::fs;
use std::io::IsTerminal as _;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Instant;

use crate::arguments::Arguments;
use crate::browser::{self, Browser};
use crate::dist;
use crate::failure::{Failure, OrFail};
use crate::peers;
use crate::progress::{Elapsed, complain, say, streamed};
use crate::shrink::Shrinkers;
use crate::sizes;
use crate::tools::{self, WASM_TARGET};
use crate::totals::Totals;
use crate::workspace::{build_native, cargo, root};

/// What the command takes.
pub(crate) const USAGE: &str = "test [--only PART]";

/// A part: its name, what it checks, and the function that runs it.
type Part = (&'static str, &'static str, fn() -> Result<Ran, Failure>);

const PARTS: &[Part] = &[
    ("format", "the sources are formatted", format),
    ("clippy", "no lint speaks up, natively and for wasm", clippy),
    ("native", "unit and integration tests", native),
    ("doc", "documentation tests, and the documentation builds without a warning", doc),
    ("peers", "exports run by other programs, tokens read by other libraries", peers),
    ("dist", "the page builds and is within its size budget", page),
    ("e2e", "the built page, the proxy and the simulated Entra in a real browser", end_to_end),
];

/// The tests that need programs of other people: run by parts of their own.
const OTHER_TESTS: [&str; 3] = ["differential", "e2e", "peers"];

/// How a part ended, where it could be run at all.
enum Ran {
    /// With these tests.
    Tests(Totals),
    /// Not, because something is missing: the sentence says what to install.
    Missing(Failure),
}

/// Runs all parts, or the one that `--only` names.
pub(crate) fn run(mut arguments: Arguments) -> Result<ExitCode, Failure> {
    let only = arguments.value("--only")?;
    arguments.finish(USAGE)?;
    let parts = chosen(only.as_deref())?;
    // Under CI a part that cannot be run must not look like one that passed.
    let strict = is_strict();

    let mut totals = Totals::default();
    let mut summary = Vec::new();
    for (name, what, run) in parts {
        say(format_args!("\n== {name}: {what}"));
        let start = Instant::now();
        let (tests, word) = judge(run(), strict);
        totals += tests;
        summary.push(format!(
            "{name:<10}  {word:<7}  {:>12}  {tests}",
            Elapsed(start.elapsed()).to_string()
        ));
    }
    say("");
    for line in summary {
        say(line);
    }
    if totals.failed > 0 {
        say("`cargo xtask test --only PART` runs one part again");
    }
    // Alone and last, so that people and programs find it.
    say(format_args!("\n{totals}"));
    Ok(if totals.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn chosen(only: Option<&str>) -> Result<Vec<&'static Part>, Failure> {
    let parts: Vec<_> =
        PARTS.iter().filter(|part| only.is_none_or(|name| part.0 == name)).collect();
    if parts.is_empty() {
        let names: Vec<_> = PARTS.iter().map(|part| part.0).collect();
        return Err(Failure::new(format!(
            "there is no such part; --only takes one of {}",
            names.join(", ")
        )));
    }
    Ok(parts)
}

/// Whether what is missing fails instead of being skipped.
fn is_strict() -> bool {
    env::var_os("CI").is_some_and(|value| !value.is_empty() && value != "false")
}

/// What a part counts as, and the word for it.
fn judge(ran: Result<Ran, Failure>, strict: bool) -> (Totals, &'static str) {
    match ran {
        Ok(Ran::Tests(tests)) if tests.failed == 0 => (tests, "ok"),
        Ok(Ran::Tests(tests)) => (tests, "FAILED"),
        Ok(Ran::Missing(missing)) if !strict => {
            say(format_args!("skipped: {missing}"));
            (Totals::ONE_SKIPPED, "skipped")
        }
        Ok(Ran::Missing(failure)) | Err(failure) => {
            complain(&failure);
            (Totals::ONE_FAILED, "FAILED")
        }
    }
}

fn format() -> Result<Ran, Failure> {
    tools::lint_components()?;
    check(vec![cargo(&["fmt", "--all", "--check"])])
}

fn clippy() -> Result<Ran, Failure> {
    tools::lint_components()?;
    tools::wasm_target()?;
    let native = cargo(&[
        "clippy",
        "--workspace",
        "--all-targets",
        "--all-features",
        "--",
        "-D",
        "warnings",
    ]);
    let mut wasm = cargo(&["clippy", "--target", WASM_TARGET, "--lib", "--bins"]);
    for room in ["token-playground", "protocol", "playground", "simulated-sts", "on-demand"] {
        wasm.args(["-p", room]);
    }
    wasm.args(["--", "-D", "warnings"]);
    check(vec![native, wasm])
}

fn native() -> Result<Ran, Failure> {
    let mut command =
        cargo(&["test", "--workspace", "--all-features", "--no-fail-fast", "--lib", "--bins"]);
    for name in integration_tests()? {
        command.args(["--test", &name]);
    }
    count(command)
}

fn doc() -> Result<Ran, Failure> {
    let tests = cargo(&["test", "--workspace", "--all-features", "--no-fail-fast", "--doc"]);
    let mut pages = cargo(&["doc", "--workspace", "--all-features", "--no-deps"]);
    pages.env("RUSTDOCFLAGS", "-D warnings");
    let (counted, checked) = (count(tests)?, check(vec![pages])?);
    match (counted, checked) {
        (Ran::Tests(mut sum), Ran::Tests(one)) => {
            sum += one;
            Ok(Ran::Tests(sum))
        }
        (other, _) => Ok(other),
    }
}

fn peers() -> Result<Ran, Failure> {
    let peers = match peers::ready() {
        Ok(peers) => peers,
        Err(missing) => return Ok(Ran::Missing(missing)),
    };
    let simulated_entra = build_native("simulated-sts", "simulated-entra", &["server"])?;
    let mut command =
        cargo(&["test", "--workspace", "--all-features", "--no-fail-fast", "--test", "peers"]);
    command.args(["--test", "differential"]);
    command.env("PLAYGROUND_SIMULATED_ENTRA", simulated_entra);
    peers::tell(&mut command, &peers);
    count(command)
}

fn page() -> Result<Ran, Failure> {
    let folder = dist::build()?;
    // The budget is for the page that ships.
    if let Some(reason) = Shrinkers::find().missing() {
        let advice = format!("{reason}; install Node.js to weigh the page that ships");
        return Ok(Ran::Missing(Failure::new(advice)));
    }
    sizes::check(&folder)?;
    Ok(Ran::Tests(Totals::ONE_PASSED))
}

fn end_to_end() -> Result<Ran, Failure> {
    let browser = match browser::ready() {
        Ok(browser) => browser,
        Err(missing) => return Ok(Ran::Missing(missing)),
    };
    let mut command = stories(&browser)?;
    let mut left_out = Totals::default();
    command.arg("--");
    for (stories, missing) in [
        ("accessibility", tools::axe().err()),
        ("agreement", tools::jose().err()),
        ("certificate_elsewhere", tools::jose().and_then(|_| peers::python()).err()),
    ] {
        let Some(failure) = missing else { continue };
        say(format_args!("the stories of {stories} are left out: {failure}"));
        command.args(["--skip", stories]);
        left_out += if is_strict() { Totals::ONE_FAILED } else { Totals::ONE_SKIPPED };
    }
    Ok(match count(command)? {
        Ran::Tests(mut sum) => {
            sum += left_out;
            Ran::Tests(sum)
        }
        other => other,
    })
}

/// The command that runs the end-to-end tests, with all that they need built.
pub(crate) fn stories(browser: &Browser) -> Result<Command, Failure> {
    let dist = dist::build()?;
    let proxy = build_native("proxy", "token-playground-proxy", &[])?;
    let simulated_entra = build_native("simulated-sts", "simulated-entra", &["server"])?;
    // The same selection as the part `native`, so that no dependency is built
    // again with other features.
    let mut command =
        cargo(&["test", "--workspace", "--all-features", "--no-fail-fast", "--test", "e2e"]);
    command
        .env("PLAYGROUND_DIST", dist)
        .env("PLAYGROUND_CHROME", &browser.program)
        .env("PLAYGROUND_CHROMEDRIVER", &browser.driver)
        .env("PLAYGROUND_PROXY", proxy)
        .env("PLAYGROUND_SIMULATED_ENTRA", simulated_entra);
    for (variable, tool) in [
        ("PLAYGROUND_AXE", tools::axe()),
        ("PLAYGROUND_JOSE", tools::jose()),
        ("PLAYGROUND_PYTHON", peers::python()),
    ] {
        if let Ok(path) = tool {
            command.env(variable, path);
        }
    }
    Ok(command)
}

/// Runs programs that check one thing together: it passes when all succeed.
fn check(commands: Vec<Command>) -> Result<Ran, Failure> {
    let mut all = true;
    for mut command in commands {
        all &= streamed(coloured(&mut command), |_| ())?;
    }
    Ok(Ran::Tests(if all { Totals::ONE_PASSED } else { Totals::ONE_FAILED }))
}

/// Runs a test program and adds up the totals it prints.
fn count(mut command: Command) -> Result<Ran, Failure> {
    let mut totals = Totals::default();
    let succeeded = streamed(coloured(&mut command), |line| {
        if let Some(more) = Totals::read(line) {
            totals += more;
        }
    })?;
    if !succeeded && totals.failed == 0 {
        // It did not compile, or it crashed before it could count.
        totals += Totals::ONE_FAILED;
    }
    Ok(Ran::Tests(totals))
}

/// Keeps cargo's colours, which it drops when its output is read by us.
fn coloured(command: &mut Command) -> &mut Command {
    if std::io::stdout().is_terminal() {
        command.env("CARGO_TERM_COLOR", "always");
    }
    command
}

/// The names of all integration tests of the workspace that run natively:
/// cargo can name those to run, but not those to leave out.
fn integration_tests() -> Result<Vec<String>, Failure> {
    let crates = root().join("crates");
    let mut folders = vec![root().join("tests")];
    for entry in fs::read_dir(&crates).or_fail("cannot read the folder crates")? {
        folders.push(entry.or_fail("cannot read the folder crates")?.path().join("tests"));
    }
    let mut names = Vec::new();
    for folder in folders.iter().filter(|folder| folder.is_dir()) {
        for entry in
            fs::read_dir(folder).or_fail(format_args!("cannot read {}", folder.display()))?
        {
            let path = entry.or_fail(format_args!("cannot read {}", folder.display()))?.path();
            names.extend(test_name(&path));
        }
    }
    names.sort_unstable();
    names.dedup();
    Ok(names)
}

fn test_name(path: &Path) -> Option<String> {
    let is_test =
        path.extension().is_some_and(|ending| ending == "rs") || path.join("main.rs").is_file();
    let name = path.file_stem()?.to_str()?;
    (is_test && !OTHER_TESTS.contains(&name)).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_part_is_answered_with_the_known_ones() {
        let problem = chosen(Some("lint")).unwrap_err().to_string();
        assert!(problem.contains("format, clippy, native, doc, peers, dist, e2e"), "{problem}");
        assert_eq!(chosen(Some("dist")).unwrap().len(), 1);
        assert_eq!(chosen(None).unwrap().len(), PARTS.len());
    }

    #[test]
    fn a_missing_browser_skips_at_home_and_fails_in_ci() {
        let missing = || Ok(Ran::Missing(Failure::new("no browser")));
        assert_eq!(judge(missing(), false), (Totals::ONE_SKIPPED, "skipped"));
        assert_eq!(judge(missing(), true), (Totals::ONE_FAILED, "FAILED"));
    }

    #[test]
    fn a_part_with_one_failed_test_has_failed() {
        let tests = Totals { passed: 9, failed: 1, skipped: 0 };
        assert_eq!(judge(Ok(Ran::Tests(tests)), false), (tests, "FAILED"));
    }

    #[test]
    fn browser_tests_are_left_to_their_own_parts() {
        assert_eq!(test_name(Path::new("tests/markup.rs")).as_deref(), Some("markup"));
        assert_eq!(test_name(&root().join("tests/e2e")), None);
        let folder = root().join("crates/peers/tests/peers");
        assert_eq!(test_name(&folder), None, "needs programs of other people");
        assert_eq!(test_name(Path::new("tests/README.md")), None);
    }
}
