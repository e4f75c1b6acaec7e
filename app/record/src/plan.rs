//! Round plans: which places are passed, when. And how the times of a day are read from what somebody types.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::{id::PlaceId, people::fold::latin_digits};

/// A round every quarter of an hour, day and night; more starts than that nobody keeps.
pub const TIMES_MAX: usize = 96;

/// A round that may begin a day late is not planned.
pub const WINDOW_MINUTES_MAX: u32 = 720;

/// The value of a `plan` document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// What staff call it.
    pub name: String,
    /// The wing.
    pub wing: PlaceId,
    /// The stops, in the order of walking.
    pub places: Vec<PlaceId>,
    /// Start times of the day in the facility's zone, `HH:MM`, sorted.
    pub times: Vec<String>,
    /// How many minutes after a start time the round may begin before it is overdue.
    pub window_minutes: u32,
}

/// Why times of a day can't be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TimesError {
    /// None is named.
    #[error("no time is named")]
    Empty,
    /// Something else than a time stands there.
    #[error("not a time of the day")]
    NotATime,
    /// More than [`TIMES_MAX`].
    #[error("more than {TIMES_MAX} times")]
    TooMany,
}

/// Times of the day as a plan keeps them: `HH:MM`, sorted, each once. They are typed with spaces, commas or lines
/// between them, as `21:30`, `6:00`, `6.00` or `6h00`.
///
/// ```
/// use wingbook_record::plan::parse_times;
/// assert_eq!(parse_times("21:30, 6.00"), Ok(vec!["06:00".into(), "21:30".into()]));
/// ```
///
/// # Errors
/// What is wrong with them.
pub fn parse_times(text: &str) -> Result<Vec<String>, TimesError> {
    let text = latin_digits(text);
    let parts = text.split([',', ';', '\n', ' ', '،', '؛']);
    let mut times = BTreeSet::new();
    for part in parts.map(str::trim).filter(|part| !part.is_empty()) {
        times.insert(time(part).ok_or(TimesError::NotATime)?);
    }
    match times.len() {
        0 => Err(TimesError::Empty),
        1..=TIMES_MAX => Ok(times.into_iter().collect()),
        _ => Err(TimesError::TooMany),
    }
}

fn time(part: &str) -> Option<String> {
    let (hours, minutes) = part.split_once([':', '.', 'h'])?;
    let number = |digits: &str, least: usize| {
        let fits = (least..=2).contains(&digits.len())
            && digits.bytes().all(|digit| digit.is_ascii_digit());
        fits.then(|| digits.parse::<u8>().ok()).flatten()
    };
    let (hours, minutes) = (number(hours, 1)?, number(minutes, 2)?);
    (hours < 24 && minutes < 60).then(|| format!("{hours:02}:{minutes:02}"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn times_as_people_write_them() {
        let read = |text: &str| parse_times(text).expect("times");
        assert_eq!(read("21:30 6:00"), ["06:00", "21:30"]);
        assert_eq!(
            read("6h00, 06.00; 00:00\n23:59"),
            ["00:00", "06:00", "23:59"]
        );
        assert_eq!(read("٠٦:٠٠، ٢١:٣٠"), ["06:00", "21:30"]);
    }

    #[test]
    fn what_is_no_time() {
        assert_eq!(parse_times(" ,"), Err(TimesError::Empty));
        for text in [
            "24:00", "6:60", "6", "6:0", "six", "06:00:00", "+6:00", "-1:00", "6:00 7",
        ] {
            assert_eq!(parse_times(text), Err(TimesError::NotATime), "{text}");
        }
        let every_ten_minutes: Vec<String> = (0..144)
            .map(|n| format!("{:02}:{:02}", n / 6, n % 6 * 10))
            .collect();
        assert_eq!(
            parse_times(&every_ten_minutes.join(" ")),
            Err(TimesError::TooMany)
        );
    }

    proptest! {
        #[test]
        fn times_come_out_sorted_and_once(starts in prop::collection::vec((0_u8..24, 0_u8..60), 1..40)) {
            let typed: Vec<String> = starts.iter().map(|(h, m)| format!("{h}:{m:02}")).collect();
            let read = parse_times(&typed.join(", ")).expect("times");
            prop_assert!(read.is_sorted());
            let all: BTreeSet<String> = starts.iter().map(|(h, m)| format!("{h:02}:{m:02}")).collect();
            prop_assert_eq!(read.clone(), all.into_iter().collect::<Vec<_>>());
            prop_assert_eq!(parse_times(&read.join(" ")), Ok(read));
        }

        #[test]
        fn nothing_that_is_typed_breaks_it(text in r"\PC{0,30}") {
            if let Ok(times) = parse_times(&text) {
                prop_assert!(times.iter().all(|time| time.len() == 5));
            }
        }
    }
}
