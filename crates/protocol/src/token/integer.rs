//! Whole numbers as tokens write them. RFC 7519 section 2 allows fractions in
//! a NumericDate; libraries also put numbers into strings.

/// A value read as a whole number, with what was unusual about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Integer {
    /// A JSON number without a fraction.
    Exact(i64),
    /// A JSON number with a fraction, cut towards zero.
    Rounded(i64),
    /// A string that holds a number.
    InText(i64),
    /// A number beyond 18 digits.
    OutOfRange,
    /// Anything else: `null`, a word, a list.
    NotANumber,
}

impl Integer {
    /// The number, where there is one.
    #[must_use]
    pub const fn value(self) -> Option<i64> {
        match self {
            Self::Exact(value) | Self::Rounded(value) | Self::InText(value) => Some(value),
            Self::OutOfRange | Self::NotANumber => None,
        }
    }

    /// Reads `-12.5e3` and the like in decimal: a detour through `f64` would
    /// change what was written, and its tables weigh more than this room.
    pub(super) fn from_number(text: &str) -> Self {
        let (negative, unsigned) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (mantissa, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let sign_free = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        if whole.is_empty() || !digits(whole) || !digits(fraction) {
            return Self::NotANumber;
        }
        if sign_free.is_empty() || !digits(sign_free) {
            return Self::NotANumber;
        }
        let all = || whole.bytes().chain(fraction.bytes());
        if all().all(|digit| digit == b'0') {
            return Self::Exact(0);
        }
        let point = i64::try_from(whole.len()).unwrap_or(i64::MAX);
        let shift = exponent.parse::<i64>().unwrap_or(if exponent.starts_with('-') {
            i64::MIN
        } else {
            i64::MAX
        });
        let point = point.saturating_add(shift);
        let mut value: i64 = 0;
        let mut rounded = false;
        for (digit, at) in all().zip(0_i64..) {
            if at >= point {
                rounded |= digit != b'0';
            } else if value >= 100_000_000_000_000_000 {
                return Self::OutOfRange;
            } else {
                value = value * 10 + i64::from(digit - b'0');
            }
        }
        let mut missing = point.saturating_sub(i64::try_from(all().count()).unwrap_or(i64::MAX));
        while missing > 0 && value > 0 {
            if value >= 100_000_000_000_000_000 {
                return Self::OutOfRange;
            }
            value *= 10;
            missing -= 1;
        }
        let value = if negative { -value } else { value };
        if rounded { Self::Rounded(value) } else { Self::Exact(value) }
    }
}

#[cfg(test)]
mod tests {
    use super::Integer;
    use crate::token::json::Members;

    #[test]
    fn numbers_are_read_in_every_form_tokens_use() {
        for (literal, expected) in [
            ("1770040571", Integer::Exact(1_770_040_571)),
            ("\"1770040571\"", Integer::InText(1_770_040_571)),
            ("1770040571.25", Integer::Rounded(1_770_040_571)),
            ("1.77e9", Integer::Exact(1_770_000_000)),
            ("1770000000e-1", Integer::Exact(177_000_000)),
            ("-5", Integer::Exact(-5)),
            ("0e999999999999999999999", Integer::Exact(0)),
            ("1e-99999999999999999999", Integer::Rounded(0)),
            ("1e18", Integer::OutOfRange),
            ("1e400", Integer::OutOfRange),
            ("1e99999999999999999999", Integer::OutOfRange),
            ("null", Integer::NotANumber),
            ("\"soon\"", Integer::NotANumber),
            ("\"\"", Integer::NotANumber),
            ("\"1e\"", Integer::NotANumber),
            ("[1]", Integer::NotANumber),
        ] {
            let members =
                Members::read(format!("{{\"t\":{literal}}}").as_bytes()).expect("an object");
            assert_eq!(members.integer("t"), Some(expected), "{literal}");
        }
    }
}
