//! A PIN: the few digits with which somebody comes back to what they have opened in the running app.
//!
//! It opens nothing by itself. What it gives back lies in the keeper's memory, which forgets it after a few wrong tries
//! and with the app; so a PIN may be short, where a passphrase may not.

use std::fmt;

use thiserror::Error;
use zeroize::Zeroize;

/// The fewest digits: with [`TRIES_MAX`] tries, one guess in two thousand.
pub const DIGITS_MIN: usize = 4;
/// The most: more are a passphrase typed into the wrong field.
pub const DIGITS_MAX: usize = 8;
/// Wrong tries after which the keeper forgets what a PIN opens (design, *Keys*). `public/keeper.js` counts them.
pub const TRIES_MAX: u8 = 5;

/// Why digits are no PIN.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum BadPin {
    /// Other characters than digits, too few, or too many.
    #[error("a PIN is {DIGITS_MIN} to {DIGITS_MAX} digits")]
    Shape,
    /// One of those that are tried first: 0000, 1234, 2580 down the pad.
    #[error("this PIN is one of the first that anybody tries")]
    Obvious,
}

/// A PIN in ASCII digits. Wiped when dropped, never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Pin(String);

impl Pin {
    /// A PIN as it was typed, in the digits of any of our scripts.
    ///
    /// # Errors
    /// [`BadPin::Shape`]. Whether it is too obvious to be chosen is asked apart: one chosen earlier still opens.
    pub fn read(typed: &str) -> Result<Self, BadPin> {
        let digits: Option<String> = typed.chars().map(ascii_digit).collect();
        match digits {
            Some(digits) if (DIGITS_MIN..=DIGITS_MAX).contains(&digits.len()) => Ok(Self(digits)),
            _ => Err(BadPin::Shape),
        }
    }

    /// A PIN that somebody chooses.
    ///
    /// # Errors
    /// [`BadPin`].
    pub fn choose(typed: &str) -> Result<Self, BadPin> {
        let pin = Self::read(typed)?;
        if pin.is_obvious() {
            return Err(BadPin::Obvious);
        }
        Ok(pin)
    }

    /// Its digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A run of digits at one distance (0000, 1234, 9876, 2468), a pair again and again (1212), or the middle of the pad.
    fn is_obvious(&self) -> bool {
        let digits = self.0.as_bytes();
        let steps: Vec<i16> = digits
            .windows(2)
            .map(|pair| i16::from(pair[1]) - i16::from(pair[0]))
            .collect();
        let is_run = steps.windows(2).all(|pair| pair[0] == pair[1]);
        let is_pair_again = digits
            .iter()
            .zip(digits.iter().skip(2))
            .all(|(one, other)| one == other);
        is_run || is_pair_again || ["2580", "0852"].contains(&self.0.as_str())
    }
}

impl Drop for Pin {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Debug for Pin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Pin(…)")
    }
}

/// A digit of ours, Arabic (U+0660) or Persian (U+06F0), as ASCII.
fn ascii_digit(typed: char) -> Option<char> {
    if typed.is_ascii_digit() {
        return Some(typed);
    }
    let zero = [0x660_u32, 0x6f0]
        .into_iter()
        .find(|zero| (*zero..zero + 10).contains(&u32::from(typed)))?;
    char::from_digit(u32::from(typed) - zero, 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_of_any_script_are_one_pin() {
        for typed in ["4711", "٤٧١١", "۴۷۱۱"] {
            assert_eq!(Pin::read(typed).unwrap().as_str(), "4711", "{typed}");
        }
        for wrong in ["", "471", "471138291", "47a1", "47 11", "四七一一"] {
            assert_eq!(Pin::read(wrong), Err(BadPin::Shape), "{wrong:?}");
        }
    }

    #[test]
    fn what_anybody_tries_first_is_not_chosen() {
        for wrong in [
            "0000", "1234", "9876", "2468", "1212", "2580", "99999999", "252525",
        ] {
            assert_eq!(Pin::choose(wrong), Err(BadPin::Obvious), "{wrong}");
            assert!(Pin::read(wrong).is_ok(), "{wrong} still opens");
        }
        for good in ["4711", "1357924", "1223", "12345789"] {
            assert!(Pin::choose(good).is_ok(), "{good}");
        }
    }

    #[test]
    fn a_pin_is_never_printed() {
        assert_eq!(format!("{:?}", Pin::read("4711")), "Ok(Pin(…))");
    }
}
