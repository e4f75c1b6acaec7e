//! The two times in HTTP headers that replication reads: `Date` and `Retry-After` (RFC 9110 §5.6.7, §10.2.3).

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// Milliseconds since 1970 of `Sun, 06 Nov 1994 08:49:37 GMT`. The two obsolete forms are not read: no server
/// of the last twenty years sends them.
pub fn parse_http_date(text: &str) -> Option<i64> {
    let rest = text.trim().split_once(", ")?.1.strip_suffix(" GMT")?;
    let mut parts = rest.split(' ');
    let day: i64 = parts.next()?.parse().ok()?;
    let name = parts.next()?;
    let month = MONTHS.iter().position(|month| *month == name)? as i64 + 1;
    let year: i64 = parts.next()?.parse().ok()?;
    let mut clock = parts
        .next()?
        .split(':')
        .map(|part| part.parse::<i64>().ok());
    let (hour, minute, second) = (clock.next()??, clock.next()??, clock.next()??);
    let plausible = (1970..=9999).contains(&year)
        && (1..=31).contains(&day)
        && (0..24).contains(&hour)
        && (0..60).contains(&minute)
        && (0..=60).contains(&second);
    if !plausible || parts.next().is_some() || clock.next().is_some() {
        return None;
    }
    let seconds = days_since_1970(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second;
    Some(seconds * 1_000)
}

/// Days from 1970-01-01 in the Gregorian calendar (Hinnant's `days_from_civil`).
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// How long `Retry-After` asks to wait: seconds, or a date, which only means something beside the answer's own
/// `Date` (a tablet's clock may be years off).
pub fn parse_retry_after(retry_after: &str, date: Option<&str>) -> Option<u64> {
    let retry_after = retry_after.trim();
    if let Ok(seconds) = retry_after.parse::<u64>() {
        return Some(seconds.saturating_mul(1_000));
    }
    let until = parse_http_date(retry_after)?;
    let now = parse_http_date(date?)?;
    u64::try_from(until - now).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates() {
        let check = |text: &str, expected: Option<i64>| {
            assert_eq!(parse_http_date(text), expected, "{text}")
        };
        check("Thu, 01 Jan 1970 00:00:00 GMT", Some(0));
        check("Sun, 06 Nov 1994 08:49:37 GMT", Some(784_111_777_000));
        check("Thu, 29 Feb 2024 23:59:59 GMT", Some(1_709_251_199_000));
        check("Sun, 06 Nov 1994 08:49:37", None);
        check("Sunday, 06-Nov-94 08:49:37 GMT", None);
        check("Sun, 06 Nov 1994 25:49:37 GMT", None);
        check("Sun, 99 Nov 1994 08:49:37 GMT", None);
        check("", None);
    }

    #[test]
    fn waits() {
        let date = Some("Sun, 06 Nov 1994 08:49:37 GMT");
        let check = |text: &str, date, expected| {
            assert_eq!(parse_retry_after(text, date), expected, "{text}")
        };
        check("120", None, Some(120_000));
        check("Sun, 06 Nov 1994 08:50:37 GMT", date, Some(60_000));
        check("Sun, 06 Nov 1994 08:50:37 GMT", None, None);
        check("Sun, 06 Nov 1994 08:48:37 GMT", date, None);
        check("soon", date, None);
        check("-1", date, None);
    }
}
