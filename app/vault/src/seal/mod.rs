//! Sealing: the only way in which bytes get into a store, and out of it.
//!
//! A sealed value is `version ‖ key tag (8) ‖ nonce (24) ‖ ciphertext ‖ tag (16)`
//! under XChaCha20-Poly1305. Its place (store, row key, owner and key id) and the
//! version are bound as associated data: a value moved to another row, store,
//! book or key is refused like a damaged one. A version that this build doesn't
//! know is an error of its own, and the value is left as it is.
//!
//! This module doesn't choose keys and stores nothing.

mod hazmat;
mod secret;
mod wrap;

use std::fmt;

use thiserror::Error;

pub use secret::Secret;
pub use wrap::{RecipientId, SealPair, recipient_id, unwrap_secret, wrap_secret};

pub(crate) use hazmat::{NONCE_LEN, TAG_LEN, decrypt, encrypt, make_nonce};
pub(crate) use hazmat::{hkdf, name, plain_digest16, random, short_digest};

use crate::store::StoreName;

/// The sealed format that this build writes.
const VERSION: u8 = 1;
/// Bytes of the key tag.
const KEY_TAG_LEN: usize = 8;
/// Bytes before the ciphertext.
const HEADER_LEN: usize = 1 + KEY_TAG_LEN + hazmat::NONCE_LEN;
/// What a sealed value is longer than its content.
pub const SEALED_OVERHEAD: usize = HEADER_LEN + hazmat::TAG_LEN;

/// Why a value could not be sealed or opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SealError {
    /// Written by a newer release in a format unknown here. Keep it untouched.
    #[error("the value needs a newer app (format {version})")]
    NeedsNewerApp {
        /// The format found.
        version: u8,
    },
    /// Changed, cut, moved, or sealed with another key.
    #[error("the value is damaged or was moved")]
    Damaged,
    /// Sealed with a key that isn't the one given.
    #[error("the value is sealed with another key")]
    OtherKey,
    /// The platform gives no random bytes.
    #[error("the platform gives no randomness")]
    NoRandomness,
    /// Longer than the cipher allows.
    #[error("the value is too long to seal")]
    TooLong,
}

/// Sixteen random bytes that name a sealing key; not secret.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyId(pub [u8; 16]);

impl KeyId {
    /// The part of the id that stands before each value sealed with the key.
    #[must_use]
    pub fn tag(&self) -> [u8; KEY_TAG_LEN] {
        let mut tag = [0; KEY_TAG_LEN];
        tag.copy_from_slice(&self.0[..KEY_TAG_LEN]);
        tag
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "KeyId({})", hex::encode(self.0))
    }
}

/// Where a sealed value lies; bound to it.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// The object store.
    pub store: StoreName,
    /// The row key.
    pub key: &'a [u8],
    /// The book, or whose personal value it is.
    pub owner: &'a str,
}

impl Place<'_> {
    fn associated_data(&self, id: &KeyId) -> Vec<u8> {
        const DOMAIN: &[u8] = b"wingbook/sealed";
        let store = self.store.as_str().as_bytes();
        let owner = self.owner.as_bytes();
        let parts = [DOMAIN, store, self.key, owner];
        let mut data = Vec::with_capacity(64 + self.key.len() + owner.len());
        data.push(VERSION);
        for part in parts {
            // Rows, books and names are far below 4 GiB.
            data.extend_from_slice(&(part.len() as u32).to_be_bytes());
            data.extend_from_slice(part);
        }
        data.extend_from_slice(&id.0);
        data
    }
}

/// A key that seals values, with the id that it is found by.
#[derive(Debug, Clone)]
pub struct SealingKey {
    id: KeyId,
    key: Secret,
}

impl SealingKey {
    /// A key and its id.
    #[must_use]
    pub const fn new(id: KeyId, key: Secret) -> Self {
        Self { id, key }
    }

    /// The id.
    #[must_use]
    pub const fn id(&self) -> KeyId {
        self.id
    }

    /// Seal content for a place.
    ///
    /// # Errors
    /// Without randomness.
    pub fn seal(&self, place: &Place<'_>, content: &[u8]) -> Result<Vec<u8>, SealError> {
        self.seal_with(place, content.len(), |sealed| {
            sealed.extend_from_slice(content)
        })
    }

    /// Seal content that `write` appends, without copying it once more.
    pub(crate) fn seal_with(
        &self,
        place: &Place<'_>,
        length_hint: usize,
        write: impl FnOnce(&mut Vec<u8>),
    ) -> Result<Vec<u8>, SealError> {
        let nonce = make_nonce()?;
        let mut sealed = Vec::with_capacity(SEALED_OVERHEAD + length_hint);
        sealed.push(VERSION);
        sealed.extend_from_slice(&self.id.tag());
        sealed.extend_from_slice(&nonce);
        write(&mut sealed);
        let associated = place.associated_data(&self.id);
        let tag = hazmat::encrypt(&self.key, &nonce, &associated, &mut sealed[HEADER_LEN..])?;
        sealed.extend_from_slice(&tag);
        Ok(sealed)
    }

    /// Open a value that lies at a place.
    ///
    /// # Errors
    /// When it was changed or moved, or its format or key is unknown.
    pub fn open(&self, place: &Place<'_>, sealed: &[u8]) -> Result<Vec<u8>, SealError> {
        let mut sealed = sealed.to_vec();
        Ok(self.open_in_place(place, &mut sealed)?.to_vec())
    }

    /// Open a value where it lies in memory; what is returned points into it.
    pub(crate) fn open_in_place<'b>(
        &self,
        place: &Place<'_>,
        sealed: &'b mut [u8],
    ) -> Result<&'b [u8], SealError> {
        if sealed_by(sealed)? != self.id.tag() {
            return Err(SealError::OtherKey);
        }
        let (header, rest) = sealed
            .split_at_mut_checked(HEADER_LEN)
            .ok_or(SealError::Damaged)?;
        let (text, tag) = rest
            .split_last_chunk_mut::<{ hazmat::TAG_LEN }>()
            .ok_or(SealError::Damaged)?;
        let nonce = header[1 + KEY_TAG_LEN..]
            .first_chunk::<{ hazmat::NONCE_LEN }>()
            .ok_or(SealError::Damaged)?;
        let associated = place.associated_data(&self.id);
        hazmat::decrypt(&self.key, nonce, &associated, text, tag)?;
        Ok(text)
    }
}

/// The tag of the key that sealed a value.
///
/// # Errors
/// When the format is unknown or the value is too short to be one.
pub fn sealed_by(sealed: &[u8]) -> Result<[u8; KEY_TAG_LEN], SealError> {
    match sealed.split_first() {
        Some((&VERSION, rest)) if rest.len() >= SEALED_OVERHEAD - 1 => rest
            .first_chunk::<KEY_TAG_LEN>()
            .copied()
            .ok_or(SealError::Damaged),
        // Zero was never a version: such a value is damaged, not new.
        Some((&version, _)) if version > VERSION => Err(SealError::NeedsNewerApp { version }),
        _ => Err(SealError::Damaged),
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
