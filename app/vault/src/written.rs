//! Bytes on paper: letters and digits that nobody mistakes for each other (Crockford's base 32), in groups of six. The sixth
//! of each group is its check, so that whoever types it is told which group to look at.

use zeroize::Zeroizing;

/// Letters of a group that carry something; one more checks them.
const GROUP_LEN: usize = 5;
/// Crockford's letters: no I, L, O and U.
pub(crate) const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Why what was typed is not what was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Slip {
    /// A group doesn't fit its check.
    Group {
        /// Which, from 1.
        group: usize,
    },
    /// Something that is never written.
    Letter,
}

/// Bytes as they are written. Five bytes fill eight letters: with other lengths the last letter is half empty.
pub(crate) fn write(bytes: &[u8]) -> Zeroizing<String> {
    let letters = to_letters(bytes);
    let groups = letters.chunks(GROUP_LEN).map(|group| {
        let letters = group.iter().copied().chain([check_of(group)]);
        letters
            .map(|letter| char::from(LETTERS[usize::from(letter)]))
            .collect::<String>()
    });
    Zeroizing::new(groups.collect::<Vec<_>>().join(" "))
}

/// Bytes as somebody typed them: small letters, any spacing, and the letters that are no letters here taken for those that
/// they look like.
pub(crate) fn read(typed: &str) -> Result<Zeroizing<Vec<u8>>, Slip> {
    let is_spacing = |one: &char| one.is_whitespace() || matches!(one, '-' | '·' | '.');
    let letters: Option<Vec<u8>> = typed
        .chars()
        .filter(|one| !is_spacing(one))
        .map(value_of)
        .collect();
    let letters = Zeroizing::new(letters.ok_or(Slip::Letter)?);
    let mut carried = Zeroizing::new(Vec::with_capacity(letters.len()));
    for (at, group) in letters.chunks(GROUP_LEN + 1).enumerate() {
        let Some((check, rest)) = group.split_last() else {
            return Err(Slip::Letter);
        };
        if check_of(rest) != *check {
            return Err(Slip::Group { group: at + 1 });
        }
        carried.extend_from_slice(rest);
    }
    Ok(from_letters(&carried))
}

/// The check of a group: its letters as a polynomial over GF(32), so that one wrong letter shows, and two in each other's
/// place.
fn check_of(group: &[u8]) -> u8 {
    group.iter().fold(0, |sum, letter| {
        let sum = sum ^ letter;
        // Times x modulo x⁵ + x² + 1.
        (sum << 1 & 31) ^ (5 * (sum >> 4 & 1))
    })
}

fn to_letters(bytes: &[u8]) -> Zeroizing<Vec<u8>> {
    let bit = |at: usize| bytes.get(at / 8).map_or(0, |byte| byte >> (7 - at % 8) & 1);
    let letters = (0..bytes.len() * 8).step_by(5);
    let letter = |from: usize| (from..from + 5).fold(0, |letter, at| letter << 1 | bit(at));
    Zeroizing::new(letters.map(letter).collect())
}

fn from_letters(letters: &[u8]) -> Zeroizing<Vec<u8>> {
    let bit = |at: usize| {
        letters
            .get(at / 5)
            .map_or(0, |letter| letter >> (4 - at % 5) & 1)
    };
    let bytes = (0..letters.len() * 5 / 8).map(|at| {
        let from = at * 8;
        (from..from + 8).fold(0, |byte, at| byte << 1 | bit(at))
    });
    Zeroizing::new(bytes.collect())
}

fn value_of(typed: char) -> Option<u8> {
    let letter = match typed.to_ascii_uppercase() {
        'I' | 'L' => '1',
        'O' => '0',
        other => other,
    };
    let at = LETTERS.iter().position(|&one| char::from(one) == letter)?;
    u8::try_from(at).ok()
}
