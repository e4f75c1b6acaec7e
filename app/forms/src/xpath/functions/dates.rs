//! Dates and times.

use super::super::number::read_plain_number;
use super::super::value::Value;
use super::{Call, Function};
use crate::civil::{self, DAY_MS, Moment};

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
const WEEKDAYS: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

pub(super) fn apply(call: &Call<'_>, function: Function) -> Option<Value> {
    let now = call.scope.now;
    let text = match function {
        Function::Today => now.date(),
        Function::Now => now.date_time(),
        Function::Date => moment(call).map_or_else(String::new, Moment::date),
        Function::DateTime => moment(call).map_or_else(String::new, Moment::date_time),
        Function::FormatDate | Function::FormatDateTime => {
            moment(call).map_or_else(String::new, |moment| format(moment, &call.text(1)))
        }
        Function::DecimalDateTime => {
            let days = moment(call).map(|moment| moment.unix_ms as f64 / DAY_MS as f64);
            return Some(Value::Number(days.unwrap_or(f64::NAN)));
        }
        Function::DecimalTime => {
            let time = civil::read_time(&call.text(0));
            let part = time.map(|(ms, _)| ms as f64 / DAY_MS as f64);
            return Some(Value::Number(part.unwrap_or(f64::NAN)));
        }
        _ => return None,
    };
    Some(Value::Text(text))
}

/// The first argument as a moment: ISO text, or days since 1970.
fn moment(call: &Call<'_>) -> Option<Moment> {
    let utc_offset_minutes = call.scope.tree.utc_offset_minutes();
    let days_to_ms = |days: f64| {
        let ms = (days * DAY_MS as f64).round();
        (ms.abs() < 1e15).then_some(ms as i64)
    };
    let unix_ms = match call.value(0) {
        Value::Number(days) => days_to_ms(days)?,
        value => {
            let text = value.into_text(call.scope.tree);
            match read_plain_number(text.trim()) {
                Some(days) => days_to_ms(days)?,
                None => civil::read_moment(text.trim(), utc_offset_minutes)?,
            }
        }
    };
    Some(Moment {
        unix_ms,
        utc_offset_minutes,
    })
}

/// ODK's format letters. Names of months and days are English: dates that
/// people read are shown by the host in their own language.
fn format(moment: Moment, pattern: &str) -> String {
    let (year, month, day) = civil::civil_from_days(moment.day());
    let ms = moment.ms_of_day();
    let (hour, minute, second) = (ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60);
    let name = |names: &[&'static str], index: usize| names.get(index).copied().unwrap_or_default();
    let mut out = String::with_capacity(pattern.len() + 8);
    let mut letters = pattern.chars();
    while let Some(letter) = letters.next() {
        if letter != '%' {
            out.push(letter);
            continue;
        }
        let (number, width) = match letters.next() {
            Some('Y') => (year, 4),
            Some('y') => (year.rem_euclid(100), 2),
            Some('m') => (month, 2),
            Some('n') => (month, 1),
            Some('d') => (day, 2),
            Some('e') => (day, 1),
            Some('H') => (hour, 2),
            Some('h') => (hour, 1),
            Some('M') => (minute, 2),
            Some('S') => (second, 2),
            Some('3') => (ms % 1000, 3),
            Some('b') => {
                out.push_str(name(&MONTHS, (month - 1) as usize));
                continue;
            }
            Some('a') => {
                out.push_str(name(&WEEKDAYS, civil::weekday(moment.day())));
                continue;
            }
            Some(other) => {
                out.push(other);
                continue;
            }
            None => break,
        };
        out.push_str(&format!("{number:0width$}"));
    }
    out
}
