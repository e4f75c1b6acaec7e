//! The facility's recovery key on paper: split into parts for several holders, of whom some together give it back.
//!
//! Shamir's scheme over GF(256), byte by byte, with the polynomial of AES: fewer parts than needed tell nothing about the
//! key. A part is written in groups of letters (`written`). In front stand a version, the number of the set, how many parts
//! are needed and which one this is.
//!
//! Nothing here stores or prints anything.

use thiserror::Error;
use zeroize::{Zeroize, Zeroizing};

use crate::seal::{SealError, SealPair, Secret, plain_digest16, random};
use crate::written::{self, Slip};

/// The format that this build writes.
const VERSION: u8 = 1;
/// Version, set, parts needed, number of the part.
const HEAD_LEN: usize = 5;
/// Bytes of the check over a whole part.
const CHECK_LEN: usize = 3;
/// Bytes of a part: with five bits a letter no letter is left half empty.
const PART_LEN: usize = HEAD_LEN + Secret::LEN + CHECK_LEN;
/// The most holders: more than anybody would call together.
pub const PARTS_MAX: u8 = 9;

/// Why there is no key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum RecoveryError {
    /// One holder can't be several, and nobody can need more parts than there are.
    #[error("at least one part is needed, and at most as many as there are, up to {PARTS_MAX}")]
    Holders,
    /// A group doesn't fit its check: it was copied wrongly.
    #[error("group {group} was copied wrongly")]
    Group {
        /// Which, from 1.
        group: usize,
    },
    /// Too few or too many letters, or not a part at all.
    #[error("this is not a whole part")]
    Part,
    /// Written by a newer release.
    #[error("the part was printed by a newer app (format {version})")]
    NeedsNewerApp {
        /// The format found.
        version: u8,
    },
    /// Parts of two keys.
    #[error("these parts are not of one key")]
    Mixed,
    /// Not enough different parts yet.
    #[error("{missing} more parts are needed")]
    TooFew {
        /// How many.
        missing: u8,
    },
    /// The platform gives no random bytes.
    #[error("the platform gives no randomness")]
    NoRandomness,
}

impl From<SealError> for RecoveryError {
    fn from(_: SealError) -> Self {
        Self::NoRandomness
    }
}

/// One holder's part, as it is printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Part {
    set: [u8; 2],
    needed: u8,
    number: u8,
    share: [u8; Secret::LEN],
}

impl Drop for Part {
    fn drop(&mut self) {
        self.share.zeroize();
    }
}

impl std::fmt::Debug for Part {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Part({} of a set, …)", self.number)
    }
}

impl Part {
    /// Which of the parts this is, from 1.
    #[must_use]
    pub const fn number(&self) -> u8 {
        self.number
    }

    /// How many parts are needed.
    #[must_use]
    pub const fn needed(&self) -> u8 {
        self.needed
    }

    fn bytes(&self) -> Zeroizing<Vec<u8>> {
        let mut bytes = Zeroizing::new(Vec::with_capacity(PART_LEN));
        bytes.push(VERSION);
        bytes.extend_from_slice(&self.set);
        bytes.extend_from_slice(&[self.needed, self.number]);
        bytes.extend_from_slice(&self.share);
        let check = plain_digest16(&bytes);
        bytes.extend_from_slice(&check[..CHECK_LEN]);
        bytes
    }

    /// The part as it is printed: groups of six letters.
    #[must_use]
    pub fn to_text(&self) -> Zeroizing<String> {
        written::write(&self.bytes())
    }

    /// A part as somebody typed it.
    ///
    /// # Errors
    /// What is wrong with it; for a slip of the pen, in which group.
    pub fn read(typed: &str) -> Result<Self, RecoveryError> {
        let bytes = written::read(typed).map_err(|slip| match slip {
            Slip::Group { group } => RecoveryError::Group { group },
            Slip::Letter => RecoveryError::Part,
        })?;
        Self::from_bytes(&bytes)
    }

    fn from_bytes(bytes: &[u8]) -> Result<Self, RecoveryError> {
        match bytes.first() {
            Some(&version) if version > VERSION => {
                return Err(RecoveryError::NeedsNewerApp { version });
            }
            Some(&VERSION) if bytes.len() == PART_LEN => {}
            _ => return Err(RecoveryError::Part),
        }
        let (content, check) = bytes.split_at(PART_LEN - CHECK_LEN);
        let share = Secret::from_slice(&content[HEAD_LEN..]).ok_or(RecoveryError::Part)?;
        let (needed, number) = (content[3], content[4]);
        let is_sound = plain_digest16(content)[..CHECK_LEN] == *check
            && needed > 0
            && (1..=PARTS_MAX).contains(&number);
        if !is_sound {
            return Err(RecoveryError::Part);
        }
        Ok(Self {
            set: [content[1], content[2]],
            needed,
            number,
            share: *share.expose(),
        })
    }
}

/// Splits a key into `all` parts, of which any `needed` give it back.
///
/// # Errors
/// When the numbers make no sense, or without randomness.
pub fn split(key: &SealPair, needed: u8, all: u8) -> Result<Vec<Part>, RecoveryError> {
    if needed == 0 || needed > all || all > PARTS_MAX {
        return Err(RecoveryError::Holders);
    }
    let mut set = [0; 2];
    random(&mut set)?;
    let secret = key.secret();
    // The key is the value at nought of a polynomial of degree `needed - 1` for each byte; the rest of it is random.
    let mut rest = Zeroizing::new(vec![[0_u8; Secret::LEN]; usize::from(needed) - 1]);
    for coefficients in rest.iter_mut() {
        random(coefficients)?;
    }
    let part = |number: u8| {
        let mut share = [0; Secret::LEN];
        for (at, byte) in share.iter_mut().enumerate() {
            // Horner's rule, from the highest power down.
            let higher = rest
                .iter()
                .rev()
                .fold(0, |sum, one| times(sum ^ one[at], number));
            *byte = higher ^ secret.expose()[at];
        }
        Part {
            set,
            needed,
            number,
            share,
        }
    };
    Ok((1..=all).map(part).collect())
}

/// The key of enough parts; the same part twice is one.
///
/// # Errors
/// When parts are of different keys, or too few. Parts of one set that were altered give another key: compare its public
/// half with the facility's.
pub fn join(parts: &[Part]) -> Result<SealPair, RecoveryError> {
    let mut different: Vec<&Part> = Vec::new();
    for part in parts {
        if different
            .iter()
            .any(|held| held.set != part.set || held.needed != part.needed)
        {
            return Err(RecoveryError::Mixed);
        }
        match different.iter().find(|held| held.number == part.number) {
            Some(held) if held.share != part.share => return Err(RecoveryError::Mixed),
            Some(_) => {}
            None => different.push(part),
        }
    }
    let needed = different.first().map_or(1, |part| part.needed);
    let held = u8::try_from(different.len()).unwrap_or(u8::MAX);
    if held < needed {
        return Err(RecoveryError::TooFew {
            missing: needed - held,
        });
    }
    different.truncate(usize::from(needed));
    // Lagrange's value at nought.
    let mut secret = Zeroizing::new([0_u8; Secret::LEN]);
    for part in &different {
        let others = different.iter().filter(|other| other.number != part.number);
        let weight = others.fold(1, |weight, other| {
            times(
                weight,
                times(other.number, inverse(other.number ^ part.number)),
            )
        });
        for (byte, share) in secret.iter_mut().zip(&part.share) {
            *byte ^= times(weight, *share);
        }
    }
    Ok(SealPair::from_secret(&Secret::from_bytes(*secret)))
}

/// Product in GF(256) modulo x⁸ + x⁴ + x³ + x + 1. Takes the same time whatever is multiplied.
fn times(one: u8, other: u8) -> u8 {
    let (mut shifted, mut product) = (one, 0);
    for bit in 0..8 {
        product ^= shifted & 0_u8.wrapping_sub(other >> bit & 1);
        shifted = shifted << 1 ^ (0x1b & 0_u8.wrapping_sub(shifted >> 7));
    }
    product
}

/// The inverse in GF(256): the 254th power. Of nought there is none, and nobody asks.
fn inverse(one: u8) -> u8 {
    (0..253).fold(one, |power, _| times(power, one))
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::written::LETTERS;

    fn texts(parts: &[Part]) -> Vec<String> {
        parts
            .iter()
            .map(|part| part.to_text().to_string())
            .collect()
    }

    fn read(texts: &[String]) -> Vec<Part> {
        texts.iter().map(|text| Part::read(text).unwrap()).collect()
    }

    #[test]
    fn any_two_of_three_give_the_key_back_and_one_gives_nothing() {
        let key = SealPair::make().unwrap();
        let parts = split(&key, 2, 3).unwrap();
        let printed = texts(&parts);
        for pair in [[0, 1], [0, 2], [1, 2], [2, 0]] {
            let chosen: Vec<_> = pair.iter().map(|&at| printed[at].clone()).collect();
            assert_eq!(
                join(&read(&chosen)).unwrap().public(),
                key.public(),
                "{pair:?}"
            );
        }
        let all = join(&read(&printed)).unwrap();
        assert_eq!(all.public(), key.public());
        let one = [parts[0].clone(), parts[0].clone()];
        assert_eq!(
            join(&one).unwrap_err(),
            RecoveryError::TooFew { missing: 1 }
        );
        assert_ne!(&parts[0].share, key.secret().expose());
    }

    #[test]
    fn every_number_of_holders_works() {
        let key = SealPair::make().unwrap();
        for all in 1..=PARTS_MAX {
            for needed in 1..=all {
                let mut parts = split(&key, needed, all).unwrap();
                parts.reverse();
                parts.truncate(usize::from(needed));
                assert_eq!(
                    join(&parts).unwrap().public(),
                    key.public(),
                    "{needed} of {all}"
                );
            }
        }
        for (needed, all) in [(0, 0), (0, 3), (4, 3), (2, 10)] {
            assert_eq!(
                split(&key, needed, all).unwrap_err(),
                RecoveryError::Holders
            );
        }
    }

    #[test]
    fn the_field_is_that_of_aes() {
        // FIPS 197, section 4.2, and the inverse that its S-box begins with.
        assert_eq!((times(0x57, 0x83), times(0x57, 0x13)), (0xc1, 0xfe));
        assert_eq!(inverse(0x53), 0xca);
        for one in 1..=u8::MAX {
            assert_eq!(times(one, inverse(one)), 1, "{one}");
        }
    }

    #[test]
    fn parts_join_as_another_program_computes_them() {
        // By a few lines of Python over the same field: f(0) = 9, f(x) = 9 + 3x; f(5) = 6, f(2) = 15.
        let part = |number: u8, share: u8| Part {
            set: [0, 0],
            needed: 2,
            number,
            share: [share; 32],
        };
        let key = SealPair::from_secret(&Secret::from_bytes([9; 32]));
        let joined = join(&[part(5, 0x06), part(2, 0x0f)]).unwrap();
        assert_eq!(joined.public(), key.public());
    }

    #[test]
    fn a_slip_of_the_pen_names_its_group() {
        let key = SealPair::make().unwrap();
        let printed = texts(&split(&key, 2, 3).unwrap());
        let text = &printed[1];
        assert_eq!(text.split(' ').count(), 13);
        let typed = text
            .to_lowercase()
            .replace('0', "o")
            .replace('1', "l")
            .replace(' ', "-");
        assert_eq!(Part::read(&typed).unwrap(), Part::read(text).unwrap());

        let letters: Vec<char> = text.chars().collect();
        for at in 0..letters.len() {
            if letters[at] == ' ' {
                continue;
            }
            for &other in LETTERS {
                let mut wrong = letters.clone();
                wrong[at] = char::from(other);
                if wrong == letters {
                    continue;
                }
                let wrong: String = wrong.into_iter().collect();
                let group = RecoveryError::Group { group: at / 7 + 1 };
                assert_eq!(Part::read(&wrong), Err(group), "{wrong}");
            }
        }
        // Two letters in each other's place.
        for at in 0..letters.len() - 1 {
            let mut wrong = letters.clone();
            wrong.swap(at, at + 1);
            if letters[at] == ' ' || letters[at + 1] == ' ' || wrong == letters {
                continue;
            }
            let wrong: String = wrong.into_iter().collect();
            assert!(
                matches!(Part::read(&wrong), Err(RecoveryError::Group { .. })),
                "{wrong}"
            );
        }
        for cut in [
            "",
            "7",
            &text[..20],
            &text[..text.len() - 7],
            "it is not a part",
        ] {
            assert!(Part::read(cut).is_err(), "{cut}");
        }
    }

    #[test]
    fn parts_of_two_keys_are_never_joined() {
        let parts = |seed: u8| {
            let key = SealPair::from_secret(&Secret::from_bytes([seed; 32]));
            split(&key, 2, 2).unwrap()
        };
        let (ours, theirs) = (parts(1), parts(2));
        let mixed = join(&[ours[0].clone(), theirs[1].clone()]);
        // Sets are told apart by a random number: one time in 65,536 two have the same.
        match mixed {
            Err(error) => assert_eq!(error, RecoveryError::Mixed),
            Ok(key) => assert_eq!(ours[0].set, theirs[1].set, "{key:?}"),
        }
    }

    #[test]
    fn nothing_typed_makes_it_panic() {
        use proptest::prelude::*;
        proptest!(|(typed in "\\PC{0,120}", letters in "[0-9A-Z ]{0,120}")| {
            let _ = Part::read(&typed);
            let _ = Part::read(&letters);
        });
    }
}
