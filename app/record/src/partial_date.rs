//! Dates of which perhaps only a part is known: a birth year, the month on a vaccination card, nothing at all.
//!
//! A date is kept as far as it is known and never completed by a guess (no 1 January for "1988"). What follows from it
//! is a range: the days that it may be, an age between two numbers. Text is FHIR's `date` (`1988`, `1988-05`,
//! `1988-05-02`; R4, section 2.24.0.1), and an empty text for a date not known, as in the EU's certificates
//! (health.md, section 1.3). Nothing here shows a date: that is the page's, in its language.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use thiserror::Error;

use crate::{
    people::fold::latin_digits,
    time::{civil_from_days, days_from_civil},
};

/// A day, as the number of days since 1970-01-01 (see [`crate::time::days_from_civil`]).
pub type Day = i64;

/// The years that can be written with four digits.
const YEARS: std::ops::RangeInclusive<i64> = 1..=9999;

/// A date as far as it is known.
///
/// ```
/// use wingbook_record::partial_date::PartialDate;
/// let born: PartialDate = "1988/5".parse().unwrap();
/// assert_eq!(born.to_string(), "1988-05");
/// assert_eq!(born.range().unwrap().days(), 31);
/// assert!("1988-02-30".parse::<PartialDate>().is_err());
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate(Known);

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Known {
    #[default]
    Nothing,
    Year(i64),
    Month(i64, u32),
    Day(i64, u32, u32),
}

/// Why a text is no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error(
    "no date: write the year, then perhaps the month and the day, as in 1988, 1988-05 or 1988-05-02"
)]
pub struct NoDate;

impl PartialDate {
    /// A date of which nothing is known.
    pub const UNKNOWN: Self = Self(Known::Nothing);

    /// A date known to the day; unknown for a day outside the years 1 to 9999.
    pub fn of_day(day: Day) -> Self {
        // Far from where the arithmetic of dates ends.
        let day = day.clamp(-1_000_000, 4_000_000);
        let (year, month, day) = civil_from_days(day);
        match YEARS.contains(&year) {
            true => Self(Known::Day(year, month, day)),
            false => Self::UNKNOWN,
        }
    }

    /// Whether nothing is known of it.
    pub fn is_unknown(self) -> bool {
        self == Self::UNKNOWN
    }

    /// The day, if it is known to the day.
    pub fn day(self) -> Option<Day> {
        match self.0 {
            Known::Day(year, month, day) => Some(days_from_civil(year, month, day)),
            _ => None,
        }
    }

    /// The days that it may be; `None` if nothing is known.
    pub fn range(self) -> Option<DayRange> {
        let (first, after) = match self.0 {
            Known::Nothing => return None,
            Known::Year(year) => (days_from_civil(year, 1, 1), days_from_civil(year + 1, 1, 1)),
            Known::Month(year, month) => {
                let first = days_from_civil(year, month, 1);
                (first, add_months(first, 1))
            }
            Known::Day(year, month, day) => {
                let day = days_from_civil(year, month, day);
                (day, day + 1)
            }
        };
        Some(DayRange {
            first,
            last: after - 1,
        })
    }
}

/// Reads what was typed or stored: the year first, with `-`, `/` or `.`, in Latin or Arabic digits; empty is unknown.
impl FromStr for PartialDate {
    type Err = NoDate;

    fn from_str(text: &str) -> Result<Self, NoDate> {
        let text = latin_digits(text.trim());
        if text.is_empty() {
            return Ok(Self::UNKNOWN);
        }
        // Month and year as vials print them: the year has four digits wherever it stands.
        let turned = match text.split_once(['-', '/', '.']) {
            Some((month, year)) if month.len() <= 2 && number(year, 4..=4).is_some() => {
                format!("{year}-{month}")
            }
            _ => text,
        };
        let mut parts = turned.split(['-', '/', '.']);
        let mut next = |length| parts.next().map(|part| number(part, length));
        let year = next(4..=4).flatten().ok_or(NoDate)?;
        let month = next(1..=2);
        let day = next(1..=2);
        let year = i64::from(year);
        let known = match (month, day) {
            (None, _) => Known::Year(year),
            (Some(month), None) => Known::Month(year, month.ok_or(NoDate)?),
            (Some(month), Some(day)) => Known::Day(year, month.ok_or(NoDate)?, day.ok_or(NoDate)?),
        };
        if parts.next().is_some() || !YEARS.contains(&year) {
            return Err(NoDate);
        }
        let whole = match known {
            Known::Day(_, month, day) => (year, month, day),
            Known::Month(_, month) => (year, month, 1),
            _ => (year, 1, 1),
        };
        let exists = (1..=12).contains(&whole.1)
            && civil_from_days(days_from_civil(whole.0, whole.1, whole.2)) == whole;
        exists.then_some(Self(known)).ok_or(NoDate)
    }
}

fn number(digits: &str, length: std::ops::RangeInclusive<usize>) -> Option<u32> {
    let fits = length.contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_digit());
    fits.then(|| digits.parse().ok()).flatten()
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Known::Nothing => Ok(()),
            Known::Year(year) => write!(f, "{year:04}"),
            Known::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Known::Day(year, month, day) => write!(f, "{year:04}-{month:02}-{day:02}"),
        }
    }
}

impl Serialize for PartialDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PartialDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(de::Error::custom)
    }
}

/// Days from the first to the last, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct DayRange {
    /// The first day that it may be.
    pub first: Day,
    /// The last day that it may be; never before the first.
    pub last: Day,
}

impl DayRange {
    /// One day.
    pub fn one(day: Day) -> Self {
        Self {
            first: day,
            last: day,
        }
    }

    /// How many days.
    pub fn days(self) -> i64 {
        self.last - self.first + 1
    }

    /// The days of both.
    pub fn both(self, other: Self) -> Option<Self> {
        let first = self.first.max(other.first);
        let last = self.last.min(other.last);
        (first <= last).then_some(Self { first, last })
    }

    /// Each end moved by the same rule, which must keep their order.
    pub fn map(self, moved: impl Fn(Day) -> Day) -> Self {
        Self {
            first: moved(self.first),
            last: moved(self.last),
        }
    }

    /// Every day of it lies before every day of the other.
    pub fn is_before(self, other: Self) -> bool {
        self.last < other.first
    }
}

/// The same day so many months later, or the last one of a shorter month: 31 August and six months is 28 February.
pub fn add_months(day: Day, months: u32) -> Day {
    let (year, month, day_of_month) = civil_from_days(day);
    let index = year * 12 + i64::from(month) - 1 + i64::from(months);
    let first_of = |index: i64| {
        let month = u32::try_from(index.rem_euclid(12)).unwrap_or(0) + 1;
        days_from_civil(index.div_euclid(12), month, 1)
    };
    let (first, after) = (first_of(index), first_of(index + 1));
    (first + i64::from(day_of_month) - 1).min(after - 1)
}

/// An age in completed years, between two numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Age {
    /// At least.
    pub min: u32,
    /// At most.
    pub max: u32,
}

/// Where the groups of an evaluation begin, in completed years: children before, of and after school's first years (the
/// children's formulation goes from 5 to 11), grown-ups (minimum age of most products), those called first (50) and
/// those who need a third dose of an inactivated vaccine (60). health.md, introduction and sections 1.4 and 2.1.
pub const AGE_GROUPS: [u32; 6] = [0, 5, 12, 18, 50, 60];

impl Age {
    /// The age on a day of somebody born on a date as far as it is known; `None` if nothing of it is known or they were
    /// not born yet.
    ///
    /// ```
    /// use wingbook_record::{partial_date::Age, time::parse_date};
    /// let age = Age::on(parse_date("2026-11-25").unwrap(), "1988".parse().unwrap()).unwrap();
    /// assert_eq!((age.min, age.max), (37, 38));
    /// ```
    pub fn on(day: Day, born: PartialDate) -> Option<Self> {
        let range = born.range()?;
        let max = years_between(range.first, day)?;
        let min = years_between(range.last, day).unwrap_or(0);
        Some(Self { min, max })
    }

    /// The group of [`AGE_GROUPS`], by its first year; `None` if the age may lie in two.
    pub fn group(self) -> Option<u32> {
        let of = |years: u32| AGE_GROUPS.iter().rev().find(|first| **first <= years);
        (of(self.min) == of(self.max)).then(|| of(self.min).copied())?
    }
}

/// Completed years from one day to another; whoever is born on 29 February has their birthday on 1 March.
fn years_between(born: Day, day: Day) -> Option<u32> {
    let (from, to) = (civil_from_days(born), civil_from_days(day));
    let had_birthday = (to.1, to.2) >= (from.1, from.2);
    u32::try_from(to.0 - from.0 - i64::from(!had_birthday)).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::time::parse_date;

    fn date(text: &str) -> PartialDate {
        text.parse().expect(text)
    }

    fn day(text: &str) -> Day {
        parse_date(text).expect(text)
    }

    #[test]
    fn as_far_as_it_is_known() {
        for (typed, kept, first, last) in [
            ("1988", "1988", "1988-01-01", "1988-12-31"),
            (" 1988-5 ", "1988-05", "1988-05-01", "1988-05-31"),
            ("2024-02", "2024-02", "2024-02-01", "2024-02-29"),
            ("03/2027", "2027-03", "2027-03-01", "2027-03-31"),
            ("2023.12", "2023-12", "2023-12-01", "2023-12-31"),
            ("1988/5/2", "1988-05-02", "1988-05-02", "1988-05-02"),
            ("٢٠٢١-٠٣", "2021-03", "2021-03-01", "2021-03-31"),
        ] {
            let read = date(typed);
            assert_eq!(read.to_string(), kept);
            let range = read.range().expect(typed);
            assert_eq!(
                (range.first, range.last),
                (day(first), day(last)),
                "{typed}"
            );
        }
        assert_eq!(date("").range(), None);
        assert!(date(" ").is_unknown());
    }

    #[test]
    fn what_is_no_date() {
        for typed in [
            "88",
            "0000",
            "1988-13",
            "1988-00",
            "1988-02-30",
            "1988-",
            "1988--2",
            "1988-5-2-1",
            "02-05-1988",
            "+198",
            "-1988",
            "1988-05-02T10:00",
            "unknown",
        ] {
            assert_eq!(typed.parse::<PartialDate>(), Err(NoDate), "{typed}");
        }
    }

    #[test]
    fn months_end_where_they_end() {
        for (from, months, to) in [
            ("2021-08-31", 6, "2022-02-28"),
            ("2023-08-31", 6, "2024-02-29"),
            ("2021-11-15", 4, "2022-03-15"),
            ("2021-12-01", 12, "2022-12-01"),
            ("2021-05-31", 0, "2021-05-31"),
        ] {
            assert_eq!(add_months(day(from), months), day(to), "{from}");
        }
    }

    #[test]
    fn ages_lie_between_two_numbers() {
        let today = day("2026-11-25");
        for (born, wanted) in [
            ("1988", Some((37, 38))),
            ("1988-11", Some((37, 38))),
            ("1988-10", Some((38, 38))),
            ("1988-11-25", Some((38, 38))),
            ("1988-11-26", Some((37, 37))),
            ("2026", Some((0, 0))),
            ("2027", None),
            ("", None),
        ] {
            let age = Age::on(today, date(born)).map(|age| (age.min, age.max));
            assert_eq!(age, wanted, "{born}");
        }
        let leap = Age::on(day("2025-02-28"), date("2004-02-29"));
        assert_eq!(leap, Some(Age { min: 20, max: 20 }));
    }

    #[test]
    fn an_age_has_a_group_if_both_its_ends_lie_in_it() {
        for ((min, max), group) in [
            ((0, 4), Some(0)),
            ((4, 5), None),
            ((17, 17), Some(12)),
            ((17, 18), None),
            ((18, 49), Some(18)),
            ((60, 101), Some(60)),
        ] {
            assert_eq!(Age { min, max }.group(), group, "{min} {max}");
        }
    }

    proptest! {
        #[test]
        fn every_day_goes_there_and_back(number in -700_000_i64..2_900_000) {
            let kept = PartialDate::of_day(number);
            prop_assert_eq!(kept.day(), Some(number));
            prop_assert_eq!(date(&kept.to_string()), kept);
            let month = date(&kept.to_string()[..7]);
            let year = date(&kept.to_string()[..4]);
            prop_assert_eq!(month.range().unwrap().both(DayRange::one(number)), Some(DayRange::one(number)));
            prop_assert_eq!(year.range().unwrap().both(month.range().unwrap()), month.range());
        }

        #[test]
        fn an_age_grows_by_no_more_than_one_in_a_year(born in -25_000_i64..20_000, later in 0_i64..366, more in 0_i64..9_000) {
            let born = PartialDate::of_day(born);
            let at = born.day().unwrap() + more;
            let (now, then) = (Age::on(at, born).unwrap(), Age::on(at + later, born).unwrap());
            prop_assert!(then.max == now.max || then.max == now.max + 1);
        }

        #[test]
        fn nothing_that_is_typed_breaks_it(text in r"\PC{0,16}", day in any::<i64>()) {
            if let Ok(read) = text.parse::<PartialDate>() {
                prop_assert_eq!(date(&read.to_string()), read);
            }
            let _ = PartialDate::of_day(day).range();
        }
    }
}
