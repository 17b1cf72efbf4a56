//! The time of day.

use playground::state::Millis;

/// Milliseconds since 1970.
#[must_use]
pub fn now() -> Millis {
    // A double holds whole milliseconds exactly for the next 285,000 years.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "see above")]
    let now = js_sys::Date::now() as Millis;
    now
}
