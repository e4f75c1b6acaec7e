//! Civil dates, times of day and moments: just the arithmetic that forms need.
//!
//! The calendar is the proleptic Gregorian one of ISO 8601. There is no clock
//! and no table of time zones here: "now" comes in as a [`Moment`], with the
//! offset that holds where the tablet stands.

/// Milliseconds in a day.
pub const DAY_MS: i64 = 86_400_000;

const MINUTE_MS: i64 = 60_000;

/// A moment and the offset from UTC in which it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Milliseconds since 1970-01-01T00:00Z.
    pub unix_ms: i64,
    /// Minutes east of Greenwich.
    pub utc_offset_minutes: i32,
}

impl Moment {
    /// The day number (days since 1970-01-01) where the tablet stands.
    #[must_use]
    pub fn day(self) -> i64 {
        self.local_ms().div_euclid(DAY_MS)
    }

    /// Milliseconds since local midnight.
    #[must_use]
    pub fn ms_of_day(self) -> i64 {
        self.local_ms().rem_euclid(DAY_MS)
    }

    /// `YYYY-MM-DD`.
    #[must_use]
    pub fn date(self) -> String {
        write_date(self.day())
    }

    /// `YYYY-MM-DDTHH:MM:SS.mmm+HH:MM`.
    #[must_use]
    pub fn date_time(self) -> String {
        let ms = self.ms_of_day();
        let sign = if self.utc_offset_minutes < 0 {
            '-'
        } else {
            '+'
        };
        let offset = self.utc_offset_minutes.unsigned_abs();
        format!(
            "{}T{:02}:{:02}:{:02}.{:03}{sign}{:02}:{:02}",
            self.date(),
            ms / 3_600_000,
            ms / MINUTE_MS % 60,
            ms / 1000 % 60,
            ms % 1000,
            offset / 60,
            offset % 60,
        )
    }

    fn local_ms(self) -> i64 {
        self.unix_ms
            .saturating_add(i64::from(self.utc_offset_minutes) * MINUTE_MS)
    }
}

/// Days since 1970-01-01 of a civil date (Howard Hinnant's algorithm).
#[must_use]
pub fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// Year, month and day of a day number.
#[must_use]
pub fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    (year, month, day_of_year - (153 * shifted + 2) / 5 + 1)
}

/// The day of the week of a day number: 0 is Sunday.
#[must_use]
pub fn weekday(days: i64) -> usize {
    (days + 4).rem_euclid(7) as usize
}

/// `YYYY-MM-DD` of a day number.
#[must_use]
pub fn write_date(days: i64) -> String {
    let (year, month, day) = civil_from_days(days);
    format!("{year:04}-{month:02}-{day:02}")
}

/// Reads `YYYY-MM-DD` to a day number; refuses days that do not exist.
#[must_use]
pub fn read_date(text: &str) -> Option<i64> {
    let mut parts = text.splitn(3, '-');
    let year = digits(parts.next()?, 4)?;
    let month = digits(parts.next()?, 2)?;
    let day = digits(parts.next()?, 2)?;
    if !(1..=12).contains(&month) || day < 1 {
        return None;
    }
    let days = days_from_civil(year, month, day);
    (civil_from_days(days) == (year, month, day)).then_some(days)
}

/// Reads `HH:MM[:SS[.fff]][Z|±HH:MM]`: milliseconds since midnight and, where
/// one is written, the offset in minutes.
#[must_use]
pub fn read_time(text: &str) -> Option<(i64, Option<i32>)> {
    let (clock, offset) = match text.find(['Z', '+', '-']) {
        Some(at) => (text.get(..at)?, Some(read_offset(text.get(at..)?)?)),
        None => (text, None),
    };
    let mut parts = clock.splitn(3, ':');
    let hour = digits(parts.next()?, 2)?;
    let minute = digits(parts.next()?, 2)?;
    let (second, ms) = match parts.next() {
        None => (0, 0),
        Some(rest) => match rest.split_once('.') {
            None => (digits(rest, 2)?, 0),
            Some((second, fraction)) => (digits(second, 2)?, read_ms(fraction)?),
        },
    };
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let total = ((hour * 60 + minute) * 60 + second) * 1000 + ms;
    Some((total, offset))
}

/// Reads a date or a date and time to milliseconds since the epoch. What is
/// written without an offset is taken at `utc_offset_minutes`.
#[must_use]
pub fn read_moment(text: &str, utc_offset_minutes: i32) -> Option<i64> {
    let (date, time) = match text.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (text, None),
    };
    let days = read_date(date)?;
    let (ms, offset) = match time {
        Some(time) => read_time(time)?,
        None => (0, None),
    };
    let offset = i64::from(offset.unwrap_or(utc_offset_minutes));
    Some(days * DAY_MS + ms - offset * MINUTE_MS)
}

fn read_offset(text: &str) -> Option<i32> {
    if text == "Z" {
        return Some(0);
    }
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let (hours, minutes) = text.get(1..)?.split_once(':')?;
    let (hours, minutes) = (digits(hours, 2)?, digits(minutes, 2)?);
    let total = i32::try_from(hours * 60 + minutes).ok()?;
    (minutes < 60 && total <= 14 * 60).then_some(sign * total)
}

/// A fraction of a second, cut to milliseconds.
fn read_ms(fraction: &str) -> Option<i64> {
    if fraction.is_empty() || fraction.len() > 9 || !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let mut ms = 0;
    for index in 0..3 {
        let digit = fraction.as_bytes().get(index).map_or(0, |b| b - b'0');
        ms = ms * 10 + i64::from(digit);
    }
    Some(ms)
}

fn digits(text: &str, count: usize) -> Option<i64> {
    (text.len() == count && text.bytes().all(|b| b.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn dates_that_exist_are_read() {
        for (text, expected) in [
            ("1970-01-01", Some(0)),
            ("2000-02-29", Some(11_016)),
            ("1900-02-29", None),
            ("2026-13-01", None),
            ("2026-11-31", None),
            ("2026-1-1", None),
            ("+026-01-01", None),
            ("", None),
        ] {
            assert_eq!(read_date(text), expected, "{text}");
        }
    }

    #[test]
    fn times_and_moments_are_read() {
        for (text, expected) in [
            ("21:42", Some((78_120_000, None))),
            ("21:42:03.5", Some((78_123_500, None))),
            ("21:42:03.123+03:00", Some((78_123_123, Some(180)))),
            ("00:00Z", Some((0, Some(0)))),
            ("24:00", None),
            ("12:60", None),
            ("12:00+15:00", None),
            ("12:00é", None),
        ] {
            assert_eq!(read_time(text), expected, "{text}");
        }
        let moment = Moment {
            unix_ms: 1_763_955_444_123,
            utc_offset_minutes: 180,
        };
        assert_eq!(moment.date_time(), "2025-11-24T06:37:24.123+03:00");
        assert_eq!(read_moment(&moment.date_time(), 0), Some(1_763_955_444_123));
        assert_eq!(weekday(0), 4);
    }

    proptest! {
        #[test]
        fn days_survive_the_way_there_and_back(days in -1_000_000i64..4_000_000) {
            let (year, month, day) = civil_from_days(days);
            prop_assert_eq!(days_from_civil(year, month, day), days);
        }

        #[test]
        fn no_text_makes_a_reader_panic(text in "\\PC*") {
            let _ = (read_date(&text), read_time(&text), read_moment(&text, 60));
        }
    }
}
