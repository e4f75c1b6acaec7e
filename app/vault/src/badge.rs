//! A badge: a secret of 128 bits on paper, read by the camera or typed, that opens its owner's keys on one tablet together
//! with a PIN.
//!
//! The paper says nothing about anybody. The tablet finds whose badge it is by its [`Badge::handle`], which is derived from
//! the secret: a hash of 128 random bits gives nothing back. Secret, PIN, tablet and person go through Argon2id at the cost of a
//! passphrase, so that whoever has the tablet's files and the badge still needs a million of those for the PIN; whoever has
//! the files alone needs the secret, which nobody guesses.

use thiserror::Error;
use zeroize::{Zeroize, Zeroizing};

use crate::kdf::{KdfError, KdfMemory, KdfParams, VaultKey, stretch};
use crate::keyring::{PersonTag, TabletId};
use crate::pin::{BadPin, Pin};
use crate::seal::{SealError, hkdf, plain_digest16, random};
use crate::written::{self, Slip};

/// How many digits the PIN of a badge has. It guards what a copied disk holds, too: more than the keeper's.
pub const PIN_DIGITS: usize = 6;
/// The format that this build writes.
const VERSION: u8 = 1;
const SECRET_LEN: usize = 16;
const CHECK_LEN: usize = 3;
/// Bytes on the paper: with five bits a letter no letter is left half empty.
const PAPER_LEN: usize = 1 + SECRET_LEN + CHECK_LEN;

/// Why something is no badge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum BadgeError {
    /// A group doesn't fit its check: it was copied wrongly.
    #[error("group {group} was copied wrongly")]
    Group {
        /// Which, from 1.
        group: usize,
    },
    /// Another code, or not the whole of it.
    #[error("this is not a badge")]
    NotABadge,
    /// Printed by a newer release.
    #[error("the badge was printed by a newer app (format {version})")]
    NeedsNewerApp {
        /// The format found.
        version: u8,
    },
}

/// The secret of a badge. Wiped when dropped, never printed but on its paper.
#[derive(Clone, PartialEq, Eq)]
pub struct Badge([u8; SECRET_LEN]);

impl Drop for Badge {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl std::fmt::Debug for Badge {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Badge(…)")
    }
}

impl Badge {
    /// A new one.
    ///
    /// # Errors
    /// Without randomness.
    pub fn make() -> Result<Self, SealError> {
        let mut secret = [0; SECRET_LEN];
        random(&mut secret)?;
        Ok(Self(secret))
    }

    /// As it is printed, in the square code and below it: groups of six letters.
    #[must_use]
    pub fn to_text(&self) -> Zeroizing<String> {
        let mut bytes = Zeroizing::new(Vec::with_capacity(PAPER_LEN));
        bytes.push(VERSION);
        bytes.extend_from_slice(&self.0);
        let check = plain_digest16(&bytes);
        bytes.extend_from_slice(&check[..CHECK_LEN]);
        written::write(&bytes)
    }

    /// A badge as a camera read it, or as somebody typed it.
    ///
    /// # Errors
    /// What is wrong with it; for a slip of the pen, in which group.
    pub fn read(typed: &str) -> Result<Self, BadgeError> {
        let bytes = written::read(typed).map_err(|slip| match slip {
            Slip::Group { group } => BadgeError::Group { group },
            Slip::Letter => BadgeError::NotABadge,
        })?;
        match bytes.first() {
            Some(&version) if version > VERSION && bytes.len() == PAPER_LEN => {
                return Err(BadgeError::NeedsNewerApp { version });
            }
            Some(&VERSION) if bytes.len() == PAPER_LEN => {}
            _ => return Err(BadgeError::NotABadge),
        }
        let (content, check) = bytes.split_at(PAPER_LEN - CHECK_LEN);
        if plain_digest16(content)[..CHECK_LEN] != *check {
            return Err(BadgeError::NotABadge);
        }
        let secret = content[1..].try_into();
        secret.map(Self).map_err(|_| BadgeError::NotABadge)
    }

    /// By which a tablet knows whose it is. Says nothing of the secret.
    #[must_use]
    pub fn handle(&self) -> [u8; 16] {
        let derived = hkdf(b"", &self.0, b"wingbook/badge-handle/v1");
        let mut handle = [0; 16];
        handle.copy_from_slice(&derived.expose()[..16]);
        handle
    }

    /// What opens the keys of its owner on this tablet, with the PIN.
    ///
    /// # Errors
    /// When the parameters are refused or memory is short.
    pub fn vault_key(
        &self,
        pin: &Pin,
        tablet: TabletId,
        owner: PersonTag,
        params: &KdfParams,
        memory: &mut KdfMemory,
    ) -> Result<VaultKey, KdfError> {
        let (tablet, owner) = (tablet.to_hex(), owner.to_string());
        let whole = Zeroizing::new(
            [
                self.0.as_slice(),
                tablet.as_bytes(),
                owner.as_bytes(),
                pin.as_str().as_bytes(),
            ]
            .concat(),
        );
        let stretched = stretch(&whole, params, memory)?;
        Ok(VaultKey(stretched.derive("wingbook/badge-key/v1")))
    }
}

/// A PIN that somebody chooses for their badge.
///
/// # Errors
/// [`BadPin`].
pub fn choose_pin(typed: &str) -> Result<Pin, BadPin> {
    let pin = Pin::choose(typed)?;
    if pin.as_str().len() != PIN_DIGITS {
        return Err(BadPin::Shape);
    }
    Ok(pin)
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_is_read_again_however_it_is_typed() {
        let badge = Badge::make().unwrap();
        let text = badge.to_text();
        assert_eq!(text.split(' ').count(), 7);
        assert_eq!(Badge::read(&text).unwrap(), badge);
        let typed = text
            .to_lowercase()
            .replace('0', "o")
            .replace('1', "i")
            .replace(' ', " - ");
        assert_eq!(Badge::read(&typed).unwrap(), badge);
        let mut letters: Vec<char> = text.chars().collect();
        letters[8] = if letters[8] == 'A' { 'B' } else { 'A' };
        let wrong: String = letters.into_iter().collect();
        assert_eq!(Badge::read(&wrong), Err(BadgeError::Group { group: 2 }));
    }

    #[test]
    fn other_codes_are_no_badge() {
        let part = {
            let key = crate::seal::SealPair::make().unwrap();
            let parts = crate::recovery::split(&key, 1, 1).unwrap();
            parts[0].to_text().to_string()
        };
        let text = Badge::make().unwrap().to_text().to_string();
        for other in ["", "V-4410", "https://example.org", &part, &text[..20]] {
            assert!(Badge::read(other).is_err(), "{other}");
        }
        let mut newer = vec![2];
        newer.extend_from_slice(&[7; PAPER_LEN - 1]);
        assert_eq!(
            Badge::read(&written::write(&newer)),
            Err(BadgeError::NeedsNewerApp { version: 2 })
        );
    }

    #[test]
    fn a_badge_is_never_printed_by_accident_and_its_handle_is_not_its_secret() {
        let badge = Badge([7; SECRET_LEN]);
        assert_eq!(format!("{badge:?}"), "Badge(…)");
        assert_ne!(badge.handle(), badge.0);
        assert_ne!(badge.handle(), Badge([8; SECRET_LEN]).handle());
    }

    #[test]
    fn the_pin_of_a_badge_has_six_digits_that_are_not_obvious() {
        assert!(choose_pin("471138").is_ok());
        for wrong in ["4711", "4711382", "47113a"] {
            assert_eq!(choose_pin(wrong), Err(BadPin::Shape), "{wrong}");
        }
        assert_eq!(choose_pin("123456"), Err(BadPin::Obvious));
    }

    #[test]
    fn nothing_shown_makes_it_panic() {
        use proptest::prelude::*;
        proptest!(|(shown in "\\PC{0,80}", letters in "[0-9A-Z ]{0,60}")| {
            let _ = Badge::read(&shown);
            let _ = Badge::read(&letters);
        });
    }
}
