//! Points in time and spans, in words. `now` is always an argument: this
//! crate reads no clock.

use time::OffsetDateTime;

/// `2026-02-02 13:56:11 UTC`; `None` outside the years 1 to 9999.
#[must_use]
pub fn utc(seconds: i64) -> Option<String> {
    let at = OffsetDateTime::from_unix_timestamp(seconds).ok()?;
    (at.year() >= 1).then(|| {
        let (hour, minute, second) = at.to_hms();
        format!(
            "{:04}-{:02}-{:02} {hour:02}:{minute:02}:{second:02} UTC",
            at.year(),
            u8::from(at.month()),
            at.day()
        )
    })
}

/// A span in its largest fitting unit, rounded down: `58 minutes`. The sign is
/// dropped.
#[must_use]
pub fn span(seconds: i64) -> String {
    let seconds = seconds.unsigned_abs();
    let (count, unit) = match seconds {
        0..=119 => (seconds, "second"),
        120..=7_199 => (seconds / 60, "minute"),
        7_200..=172_799 => (seconds / 3_600, "hour"),
        172_800..=63_071_999 => (seconds / 86_400, "day"),
        _ => (seconds / 31_557_600, "year"),
    };
    if count == 1 { format!("1 {unit}") } else { format!("{count} {unit}s") }
}

/// `in 58 minutes`, `3 days ago` or `now`.
#[must_use]
pub fn relative(at: i64, now: i64) -> String {
    match at.saturating_sub(now) {
        0 => "now".to_owned(),
        ahead @ 1.. => format!("in {}", span(ahead)),
        behind => format!("{} ago", span(behind)),
    }
}

#[cfg(test)]
mod tests {
    use super::{relative, span, utc};

    #[test]
    fn times_are_absolute_in_utc_and_end_with_year_9999() {
        assert_eq!(utc(1_770_040_571).as_deref(), Some("2026-02-02 13:56:11 UTC"));
        assert_eq!(utc(0).as_deref(), Some("1970-01-01 00:00:00 UTC"));
        assert_eq!(utc(253_402_300_799).as_deref(), Some("9999-12-31 23:59:59 UTC"));
        assert_eq!(utc(253_402_300_800), None);
        assert_eq!(utc(i64::MAX), None);
        assert_eq!(utc(i64::MIN), None);
    }

    #[test]
    fn spans_use_the_largest_unit_that_fits() {
        for (seconds, text) in [
            (1, "1 second"),
            (90, "90 seconds"),
            (3900, "65 minutes"),
            (7_200, "2 hours"),
            (86_400 * 3, "3 days"),
            (i64::MIN, "292271023045 years"),
        ] {
            assert_eq!(span(seconds), text);
        }
        assert_eq!(relative(160, 100), "in 60 seconds");
        assert_eq!(relative(100, 400), "5 minutes ago");
        assert_eq!(relative(i64::MIN, i64::MAX), "292271023045 years ago");
    }
}
