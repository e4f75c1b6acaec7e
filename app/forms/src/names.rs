//! Question names as keys of canonical JSON.
//!
//! Canonical JSON has ASCII keys, XLSForm names may hold any letter. A letter
//! outside ASCII becomes `_uXXXX_` for each of its UTF-16 code units (upper
//! case). An underscore before a `u` is escaped the same way wherever it stands,
//! so the way back is unambiguous without looking further. Our own forms avoid it.

/// The length of `_uXXXX_`.
const UNIT_LENGTH: usize = 7;

/// A question's name as an ASCII key.
///
/// ```
/// use wingbook_forms::{escape_name, unescape_name};
/// assert_eq!(escape_name("follow_up"), "follow_u005F_up");
/// assert_eq!(escape_name("жалоба"), "_u0436__u0430__u043B__u043E__u0431__u0430_");
/// assert_eq!(escape_name("a_u0041"), "a_u005F_u0041");
/// assert_eq!(unescape_name(&escape_name("a_u0041é")), "a_u0041é");
/// ```
#[must_use]
pub fn escape_name(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    for (at, letter) in name.char_indices() {
        if letter.is_ascii() && !name[at..].starts_with("_u") {
            key.push(letter);
            continue;
        }
        for unit in letter.encode_utf16(&mut [0; 2]) {
            key.push_str(&format!("_u{unit:04X}_"));
        }
    }
    key
}

/// The name behind an ASCII key; what is no escape stays as it is.
#[must_use]
pub fn unescape_name(key: &str) -> String {
    let mut name = String::with_capacity(key.len());
    let mut rest = key;
    while let Some(letter) = rest.chars().next() {
        match leading_escape(rest) {
            Some((decoded, length)) => {
                name.push(decoded);
                rest = &rest[length..];
            }
            None => {
                name.push(letter);
                rest = &rest[letter.len_utf8()..];
            }
        }
    }
    name
}

/// The letter of the escape (or the surrogate pair of escapes) that `text`
/// starts with, and the bytes it takes.
fn leading_escape(text: &str) -> Option<(char, usize)> {
    let first = leading_unit(text)?;
    let second = text.get(UNIT_LENGTH..).and_then(leading_unit);
    let units = [first, second.unwrap_or(0)];
    let letter = char::decode_utf16(units).next()?.ok()?;
    Some((letter, letter.len_utf16() * UNIT_LENGTH))
}

fn leading_unit(text: &str) -> Option<u16> {
    let unit = text.get(..UNIT_LENGTH)?;
    let digits = unit.strip_prefix("_u")?.strip_suffix('_')?;
    let plain = digits.bytes().all(|b| b.is_ascii_hexdigit());
    plain
        .then(|| u16::from_str_radix(digits, 16).ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn names_survive_and_keys_are_ascii(name in "[_uUa-fA-F0-9éж😀.-]{0,24}") {
            let key = escape_name(&name);
            prop_assert!(key.is_ascii());
            prop_assert_eq!(unescape_name(&key), name);
        }
    }
}
