//! A time between two doses: so many days, weeks or months, written as ISO 8601 does (`P21D`, `P4W`, `P6M`).
//!
//! Months stay months: "4 to 6 months after" is no number of days (health.md, section 2.1, boosters).

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use thiserror::Error;

use crate::partial_date::{Day, add_months};

/// A longer one is a slip of the hand: ten years of days.
const COUNT_MAX: u32 = 3_660;

/// A time between two doses.
///
/// ```
/// use wingbook_record::{time::parse_date, vaccination::span::Span};
/// let wait: Span = "P4W".parse().unwrap();
/// assert_eq!(wait.after(parse_date("2022-05-16").unwrap()), parse_date("2022-06-13").unwrap());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Span {
    /// Days.
    Days(u32),
    /// Weeks of seven days.
    Weeks(u32),
    /// Months of the calendar.
    Months(u32),
}

/// Why a text is no time between doses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("no interval: write P, a number up to {COUNT_MAX}, and D, W or M, as in P21D, P4W or P6M")]
pub struct NoSpan;

impl Span {
    /// The day so much later.
    pub fn after(self, day: Day) -> Day {
        match self {
            Self::Days(days) => day + i64::from(days),
            Self::Weeks(weeks) => day + 7 * i64::from(weeks),
            Self::Months(months) => add_months(day, months),
        }
    }

    /// How many days at least: months are of different lengths, and the shortest counts.
    pub fn days_min(self) -> i64 {
        // From a 31 January, a month leads to the end of February.
        let from = crate::time::days_from_civil(2021, 1, 31);
        self.after(from) - from
    }
}

impl FromStr for Span {
    type Err = NoSpan;

    fn from_str(text: &str) -> Result<Self, NoSpan> {
        let rest = text.strip_prefix('P').ok_or(NoSpan)?;
        let unit = rest.chars().next_back().ok_or(NoSpan)?;
        let digits = &rest[..rest.len() - unit.len_utf8()];
        if digits.len() > 4 || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
            return Err(NoSpan);
        }
        let count: u32 = digits.parse().map_err(|_| NoSpan)?;
        if count > COUNT_MAX {
            return Err(NoSpan);
        }
        match unit {
            'D' => Ok(Self::Days(count)),
            'W' => Ok(Self::Weeks(count)),
            'M' => Ok(Self::Months(count)),
            _ => Err(NoSpan),
        }
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Days(count) => write!(f, "P{count}D"),
            Self::Weeks(count) => write!(f, "P{count}W"),
            Self::Months(count) => write!(f, "P{count}M"),
        }
    }
}

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn spans_are_read_and_written() {
        for (text, span) in [
            ("P21D", Span::Days(21)),
            ("P4W", Span::Weeks(4)),
            ("P6M", Span::Months(6)),
        ] {
            assert_eq!(text.parse(), Ok(span));
            assert_eq!(span.to_string(), text);
        }
        for text in [
            "", "P", "PD", "21D", "P21", "P-1D", "P1Y", "P3661D", "P1M2D", "P99999D", "P٣D", "Pé",
        ] {
            assert_eq!(text.parse::<Span>(), Err(NoSpan), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_breaks_it(text in r"P?\PC{0,8}") {
            if let Ok(span) = text.parse::<Span>() {
                prop_assert!(span.after(0) >= 0);
            }
        }
    }
}
