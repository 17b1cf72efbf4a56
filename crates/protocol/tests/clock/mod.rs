//! How long work takes, in time that this thread has worked, so that other
//! programs do not count.

use std::sync::LazyLock;
use std::time::{Duration, Instant};

/// Processor time of this thread where the system tells it, else the time of day.
fn processor_time() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    told.and_then(|text| text.split_ascii_whitespace().next()?.parse().ok())
        .map_or_else(|| START.elapsed(), Duration::from_nanos)
}

/// Seconds of one run. The system tells the time in steps of some milliseconds,
/// so the work is repeated until they do not matter.
pub(crate) fn seconds_of(mut work: impl FnMut()) -> f64 {
    let started = processor_time();
    let mut runs = 0;
    loop {
        work();
        runs += 1;
        let took = processor_time().saturating_sub(started);
        if took >= Duration::from_millis(60) {
            return took.as_secs_f64() / f64::from(runs);
        }
    }
}
