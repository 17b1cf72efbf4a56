//! What must hold for the whole program, because secrets pass through it: a
//! panic says only where it happened, a crash leaves no memory on disk, and
//! the log has only lines of our own.

use std::io::{self, Write as _};
use std::panic;

use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

/// Replaces the panic hook, whose message could hold data, and forbids core
/// dumps.
pub fn keep_memory_private() {
    panic::set_hook(Box::new(|panic| {
        let place = panic.location().map_or_else(String::new, ToString::to_string);
        let _ = writeln!(io::stderr(), "the proxy failed at {place}");
    }));
    #[cfg(unix)]
    if rlimit::setrlimit(rlimit::Resource::CORE, 0, 0).is_err() {
        let _ = writeln!(io::stderr(), "core dumps could not be switched off");
    }
}

/// Logs to standard error: lines of the proxy and its listener, never those of
/// the libraries beneath, whose trace output has headers and frames. `level`
/// is a word such as `warn` or `off` (the value of `RUST_LOG`); anything else
/// means `info`.
pub fn start_log(level: Option<&str>) {
    let level = level.and_then(|level| level.parse().ok()).unwrap_or(LevelFilter::INFO);
    let ours = Targets::new().with_target("proxy", level).with_target("listener", level);
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(io::stderr)
        .with_ansi(false)
        .with_target(false);
    let _ = tracing_subscriber::registry().with(lines).with(ours).try_init();
}
