//! Times as they are written down: whole milliseconds since 1970-01-01T00:00Z, and what a clock was known to
//! be worth. No clock is read here.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Milliseconds since 1970-01-01T00:00Z.
pub type Millis = i64;

/// A minute, in milliseconds.
pub const MINUTE: Millis = 60_000;
/// An hour, in milliseconds.
pub const HOUR: Millis = 60 * MINUTE;
/// A day of 24 hours, in milliseconds.
pub const DAY: Millis = 24 * HOUR;

/// *Recorded at*: what the tablet's clocks said when a record was saved. The wall clock is a claim; the
/// monotonic reading orders records of one start of the worker even when somebody turned the clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recorded {
    /// The wall clock.
    pub wall_ms: Millis,
    /// The tablet's IANA time zone.
    pub zone: String,
    /// That zone's offset from UTC then.
    pub utc_offset_minutes: i32,
    /// Server clock minus tablet clock at the last contact; `None` if there never was one.
    pub server_offset_ms: Option<Millis>,
    /// Random for each start of the worker: monotonic readings compare only within one.
    pub start: Uuid,
    /// Milliseconds since that start, by a clock that nobody can set.
    pub monotonic_ms: Millis,
}

impl Recorded {
    /// The wall clock as the server would have read it: what lists are ordered by.
    pub fn corrected_ms(&self) -> Millis {
        self.wall_ms
            .saturating_add(self.server_offset_ms.unwrap_or(0))
    }
}

/// How well the time of an event is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// Seen on a clock.
    Exact,
    /// Within a quarter of an hour or so.
    About,
    /// Only the day is known.
    Date,
    /// Not known.
    Unknown,
}

/// *Occurred at*: when it happened, as its writer knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Occurred {
    /// How well it is known.
    pub certainty: Certainty,
    /// The moment, for [`Certainty::Exact`] and [`Certainty::About`].
    #[serde(default)]
    pub at_ms: Option<Millis>,
    /// The local day `YYYY-MM-DD`, for [`Certainty::Date`].
    #[serde(default)]
    pub date: Option<String>,
}

impl Occurred {
    /// An event seen at this moment.
    pub fn exactly(at_ms: Millis) -> Self {
        Self {
            certainty: Certainty::Exact,
            at_ms: Some(at_ms),
            date: None,
        }
    }
}

/// Days since 1970-01-01 of a date in the proleptic Gregorian calendar
/// (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms").
pub fn days_from_civil(year: i64, month: u32, day: u32) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month = i64::from(month);
    let day_of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + i64::from(day) - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// Year, month and day of a day number; the inverse of [`days_from_civil`].
pub fn civil_from_days(days: i64) -> (i64, u32, u32) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = (day_of_year - (153 * shifted + 2) / 5 + 1) as u32;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    } as u32;
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

/// The local day `YYYY-MM-DD` of a moment.
pub fn local_date(at: Millis, utc_offset_minutes: i32) -> String {
    let (year, month, day) =
        civil_from_days((at + i64::from(utc_offset_minutes) * MINUTE).div_euclid(DAY));
    format!("{year:04}-{month:02}-{day:02}")
}

/// The moment at which a local day begins.
pub fn local_midnight(at: Millis, utc_offset_minutes: i32) -> Millis {
    let offset = i64::from(utc_offset_minutes) * MINUTE;
    (at + offset).div_euclid(DAY) * DAY - offset
}

/// The day number of `YYYY-MM-DD`, or `None` if there is no such day.
pub fn parse_date(text: &str) -> Option<i64> {
    let mut parts = text.splitn(3, '-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if year.len() != 4 || month.len() != 2 || day.len() != 2 {
        return None;
    }
    // Where a number is read, a sign may stand; in a date none does.
    if text.contains('+') {
        return None;
    }
    let (year, month, day) = (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    let days = days_from_civil(year, month, day);
    (civil_from_days(days) == (year, month, day)).then_some(days)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn known_days() {
        assert_eq!(days_from_civil(1970, 1, 1), 0);
        assert_eq!(days_from_civil(2000, 2, 29), 11_016);
        assert_eq!(parse_date("2026-11-24"), Some(20_781));
        assert_eq!(parse_date("2026-02-29"), None);
        assert_eq!(parse_date("2026-2-09"), None);
        assert_eq!(parse_date("2026-+2-+9"), None);
        assert_eq!(parse_date("+202-02-09"), None);
        assert_eq!(local_date(1_763_955_444_123, 180), "2025-11-24");
        assert_eq!(local_date(-1, 0), "1969-12-31");
    }

    proptest! {
        #[test]
        fn days_there_and_back(days in -1_000_000i64..1_000_000) {
            let (year, month, day) = civil_from_days(days);
            prop_assert_eq!(days_from_civil(year, month, day), days);
        }

        #[test]
        fn midnight_is_of_the_same_day(at in 0i64..4_000_000_000_000, offset in -720i32..840) {
            let midnight = local_midnight(at, offset);
            prop_assert!(midnight <= at && at < midnight + DAY);
            prop_assert_eq!(local_date(midnight, offset), local_date(at, offset));
        }
    }
}
