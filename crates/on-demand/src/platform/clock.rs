//! The time of day.

/// Whole seconds since 1970.
#[must_use]
pub(crate) fn seconds() -> i64 {
    #[allow(clippy::cast_possible_truncation, reason = "whole seconds are what tokens count in")]
    let seconds = (js_sys::Date::now() / 1000.0) as i64;
    seconds
}
