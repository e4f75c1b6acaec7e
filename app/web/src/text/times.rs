//! Dates and times as people read them, in the facility's zone and the user's language (reactive in both).
//! Milliseconds are since 1970 in UTC, as entries carry them.

use super::{Language, intl, language, zone};

const MINUTE_MS: f64 = 60_000.0;
const HOUR_MS: f64 = 60.0 * MINUTE_MS;
const DAY_MS: f64 = 24.0 * HOUR_MS;

fn moment(at_ms: i64, options: &[(&str, &str)]) -> String {
    intl::moment(language(), zone().as_deref(), at_ms as f64, options)
}

/// `21:42`.
pub fn time_of_day(at_ms: i64) -> String {
    moment(
        at_ms,
        &[
            ("hour", "2-digit"),
            ("minute", "2-digit"),
            ("hourCycle", "h23"),
        ],
    )
}

/// `Tue 24 Nov`.
pub fn day(at_ms: i64) -> String {
    moment(
        at_ms,
        &[("weekday", "short"), ("day", "numeric"), ("month", "short")],
    )
}

/// `Tuesday 24 November 2026`.
pub fn day_long(at_ms: i64) -> String {
    moment(
        at_ms,
        &[
            ("weekday", "long"),
            ("day", "numeric"),
            ("month", "long"),
            ("year", "numeric"),
        ],
    )
}

/// `24 Nov 2026, 21:42`: whole and unambiguous, for records and print.
pub fn day_and_time(at_ms: i64) -> String {
    moment(
        at_ms,
        &[
            ("day", "numeric"),
            ("month", "short"),
            ("year", "numeric"),
            ("hour", "2-digit"),
            ("minute", "2-digit"),
            ("hourCycle", "h23"),
        ],
    )
}

/// `24 Nov` with the weekday, or the time alone where both moments fall on one day of the facility.
pub fn short(at_ms: i64, now_ms: i64) -> String {
    if same_day(at_ms, now_ms) {
        time_of_day(at_ms)
    } else {
        let options = [
            ("weekday", "short"),
            ("day", "numeric"),
            ("month", "short"),
            ("hour", "2-digit"),
            ("minute", "2-digit"),
            ("hourCycle", "h23"),
        ];
        moment(at_ms, &options)
    }
}

/// Whether two moments fall on the same day in the facility's zone.
pub fn same_day(one_ms: i64, other_ms: i64) -> bool {
    date(one_ms) == date(other_ms)
}

/// `2026-11-24` in the facility's zone, as answers and filters hold a date.
pub fn date(at_ms: i64) -> String {
    intl::iso_date(zone().as_deref(), at_ms as f64)
}

/// A date such as `2026-11-24` for reading: `Tue 24 Nov`. What isn't a date is shown as it is.
pub fn date_in_words(date: &str) -> String {
    let at_ms = js_sys::Date::parse(&format!("{date}T12:00:00Z"));
    if at_ms.is_nan() {
        return date.to_owned();
    }
    let options = [
        ("weekday", "short"),
        ("day", "numeric"),
        ("month", "short"),
        ("year", "numeric"),
    ];
    intl::moment(language(), Some("UTC"), at_ms, &options)
}

/// A date as far as it is known, for reading: `2021`, `May 2021`, `Fri 14 May 2021`; nothing for one that is not.
pub fn partial_date(date: &str) -> String {
    let (day, options): (String, &[(&str, &str)]) = match date.len() {
        4 => (format!("{date}-01-01"), &[("year", "numeric")]),
        7 => (
            format!("{date}-01"),
            &[("month", "long"), ("year", "numeric")],
        ),
        _ => return date_in_words(date),
    };
    let at_ms = js_sys::Date::parse(&format!("{day}T12:00:00Z"));
    if at_ms.is_nan() {
        return date.to_owned();
    }
    intl::moment(language(), Some("UTC"), at_ms, options)
}

/// `Today`, `Tomorrow`, `Yesterday`, or the date for reading.
pub fn day_words(date: &str, now_ms: i64) -> String {
    let today = self::date(now_ms);
    let is = |days: i32| date_plus_days(&today, days) == date;
    if is(0) {
        super::say("date-today", &[])
    } else if is(1) {
        super::say("date-tomorrow", &[])
    } else if is(-1) {
        super::say("date-yesterday", &[])
    } else {
        date_in_words(date)
    }
}

/// A date moved by whole days: `("2026-11-30", 1)` gives `2026-12-01`. What isn't a date is given back.
pub fn date_plus_days(date: &str, days: i32) -> String {
    let at_ms = js_sys::Date::parse(&format!("{date}T12:00:00Z"));
    if at_ms.is_nan() {
        return date.to_owned();
    }
    intl::iso_date(Some("UTC"), at_ms + f64::from(days) * DAY_MS)
}

/// `12 min. ago`, `in 2 hr.`, `yesterday`: from `now_ms`, in the largest unit that says enough.
pub fn relative(at_ms: i64, now_ms: i64) -> String {
    let distance_ms = (at_ms - now_ms) as f64;
    let size_ms = distance_ms.abs();
    let (unit, unit_ms) = if size_ms < HOUR_MS {
        ("minute", MINUTE_MS)
    } else if size_ms < DAY_MS {
        ("hour", HOUR_MS)
    } else {
        ("day", DAY_MS)
    };
    // Towards zero: "in 10 min" must not be said when nine and a half are left.
    intl::relative(language(), (distance_ms / unit_ms).trunc(), unit)
}

/// `21:42` with Latin digits, as answers hold a time of day.
pub fn clock_time(at_ms: i64) -> String {
    let options = [
        ("hour", "2-digit"),
        ("minute", "2-digit"),
        ("hourCycle", "h23"),
    ];
    intl::moment(Language::English, zone().as_deref(), at_ms as f64, &options)
}

/// Minutes east of Greenwich in the facility's zone at a moment.
pub fn offset_minutes(at_ms: i64) -> i32 {
    let local = format!("{}T{}:00Z", date(at_ms), clock_time(at_ms));
    let local_ms = js_sys::Date::parse(&local);
    if local_ms.is_nan() {
        return 0;
    }
    let whole_minute = (at_ms as f64 / MINUTE_MS).floor() * MINUTE_MS;
    ((local_ms - whole_minute) / MINUTE_MS) as i32
}

/// The moment of a local day `2026-11-24` and time `21:42` in the facility's zone; nothing where they are none.
pub fn moment_of(date: &str, time: &str) -> Option<i64> {
    let as_utc = js_sys::Date::parse(&format!("{date}T{time}:00Z"));
    if as_utc.is_nan() {
        return None;
    }
    let as_utc = as_utc as i64;
    let shifted = |offset: i32| as_utc - i64::from(offset) * MINUTE_MS as i64;
    // The second look matters only where the clocks change that day.
    let guess = shifted(offset_minutes(as_utc));
    Some(shifted(offset_minutes(guess)))
}
