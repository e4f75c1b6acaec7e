//! Numbers as text and back, without the tables that the standard library's
//! conversions bring along: a tablet downloads every byte of them.

use serde_json::Number;

/// Significant digits that are read exactly; further ones can't matter.
const DIGITS_MAX: usize = 19;

/// The most decimal places that [`divide`] rounds correctly.
const PLACES_MAX: usize = 21;

/// A number as XPath writes it: no exponent, no `.0`, no `-0`.
#[must_use]
pub fn write_number(number: f64) -> String {
    if number == number.trunc() && number.abs() < 1e15 {
        // Exact: the magnitude was just checked.
        return (number as i64).to_string();
    }
    match Number::from_f64(number) {
        Some(finite) => expand(&finite.to_string()),
        None if number.is_nan() => "NaN".to_owned(),
        None if number > 0.0 => "Infinity".to_owned(),
        None => "-Infinity".to_owned(),
    }
}

/// Writes `1.5e-7` as `0.00000015`.
fn expand(short: &str) -> String {
    let Some((mantissa, exponent)) = short.split_once('e') else {
        return short.strip_suffix(".0").unwrap_or(short).to_owned();
    };
    let (sign, mantissa) = match mantissa.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", mantissa),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let fraction = fraction.trim_end_matches('0');
    let digits = whole.to_owned() + fraction;
    let exponent: isize = exponent.parse().unwrap_or(0);
    // Where the point stands, counted from the first digit.
    let point = exponent.saturating_add_unsigned(whole.len());
    let zeros = |count: usize| "0".repeat(count.min(400));
    if point <= 0 {
        return sign.to_owned() + "0." + &zeros(point.unsigned_abs()) + &digits;
    }
    let point = point.unsigned_abs();
    match digits.len().checked_sub(point) {
        Some(1..) => sign.to_owned() + &digits[..point] + "." + &digits[point..],
        Some(0) => sign.to_owned() + &digits,
        None => sign.to_owned() + &digits + &zeros(point - digits.len()),
    }
}

/// Reads digits with at most one sign and one point; no exponent, no names.
#[must_use]
pub fn read_plain_number(text: &str) -> Option<f64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (mut kept, mut mantissa, mut places, mut dropped) = (0, 0u64, 0, 0);
    let (mut has_digit, mut has_point) = (false, false);
    for byte in digits.bytes() {
        match byte {
            b'0'..=b'9' => {
                has_digit = true;
                if kept < DIGITS_MAX && !(has_point && places == PLACES_MAX) {
                    mantissa = mantissa * 10 + u64::from(byte - b'0');
                    kept += usize::from(mantissa != 0);
                    places += usize::from(has_point);
                } else if !has_point {
                    dropped += 1;
                }
            }
            b'.' if !has_point => has_point = true,
            _ => return None,
        }
    }
    if !has_digit {
        return None;
    }
    let mut number = divide(mantissa, places);
    for _ in 0..dropped.min(400) {
        number *= 10.0;
    }
    Some(if digits.len() < text.len() {
        -number
    } else {
        number
    })
}

/// `mantissa / 10^places`, rounded to the nearest float, ties to even: the
/// quotient has more bits than a float, and whatever remains makes it odd.
fn divide(mantissa: u64, places: usize) -> f64 {
    if mantissa == 0 || places == 0 {
        return mantissa as f64;
    }
    let divisor = 10u128.pow(places as u32);
    let shift = mantissa.leading_zeros() + 63;
    let dividend = u128::from(mantissa) << shift;
    let quotient = (dividend / divisor) | u128::from(!dividend.is_multiple_of(divisor));
    // Exact but for the one rounding: a power of two only moves the exponent.
    quotient as f64 * 0.5f64.powi(shift as i32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_written_as_xpath_does() {
        for (number, expected) in [
            (0.0, "0"),
            (-0.0, "0"),
            (-3.5, "-3.5"),
            (1e6, "1000000"),
            (1e21, "1000000000000000000000"),
            (-1.5e-9, "-0.0000000015"),
            (1.25e17, "125000000000000000"),
            (0.1 + 0.2, "0.30000000000000004"),
            (f64::NAN, "NaN"),
            (f64::NEG_INFINITY, "-Infinity"),
        ] {
            assert_eq!(write_number(number), expected);
        }
    }

    proptest! {
        #[test]
        fn writes_as_short_as_the_standard_library_and_the_same_number(number in any::<f64>()) {
            if number.is_finite() && number != 0.0 {
                let written = write_number(number);
                // Of two shortest spellings equally near, each library may choose either.
                prop_assert_eq!(written.len(), number.to_string().len());
                prop_assert_eq!(written.parse::<f64>(), Ok(number));
            }
        }

        #[test]
        fn reads_like_the_standard_library(text in "-?[0-9]{0,10}(\\.[0-9]{0,9})?") {
            prop_assert_eq!(read_plain_number(&text), text.parse::<f64>().ok());
        }

        #[test]
        fn results_of_calculations_survive_as_text(number in -1e6f64..1e6) {
            prop_assert_eq!(read_plain_number(&write_number(number)), Some(number));
        }
    }
}
