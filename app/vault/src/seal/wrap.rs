//! Wrapping a secret to somebody's public key (X25519), so that it reaches
//! people who aren't there.
//!
//! A wrapped secret is `version ‖ ephemeral public (32) ‖ nonce (24) ‖
//! ciphertext (32) ‖ tag (16)`. The wrapping key comes from HKDF-SHA256 over the
//! shared secret, with both public keys as salt; what the secret is for is bound
//! as associated data. Anybody can wrap; a wrap says nothing about who made it.

use std::fmt;

use x25519_dalek::{PublicKey, StaticSecret};

use super::{SealError, Secret, hazmat};

const VERSION: u8 = 1;
const PUBLIC_LEN: usize = 32;
const WRAPPED_LEN: usize = 1 + PUBLIC_LEN + hazmat::NONCE_LEN + Secret::LEN + hazmat::TAG_LEN;

/// The id of a public key: the first 16 bytes of its SHA-256, in hex.
pub type RecipientId = String;

/// The id by which wraps to a public key are found.
#[must_use]
pub fn recipient_id(public: &[u8; 32]) -> RecipientId {
    hex::encode(hazmat::plain_digest16(public))
}

/// An X25519 key pair to which secrets are wrapped.
#[derive(Clone)]
pub struct SealPair {
    secret: StaticSecret,
    public: [u8; PUBLIC_LEN],
}

impl SealPair {
    /// A new random pair.
    ///
    /// # Errors
    /// Without randomness.
    pub fn make() -> Result<Self, SealError> {
        Ok(Self::from_secret(&Secret::make()?))
    }

    /// The pair of a private half.
    #[must_use]
    pub fn from_secret(secret: &Secret) -> Self {
        let secret = StaticSecret::from(*secret.expose());
        let public = PublicKey::from(&secret).to_bytes();
        Self { secret, public }
    }

    /// The public half.
    #[must_use]
    pub const fn public(&self) -> &[u8; PUBLIC_LEN] {
        &self.public
    }

    /// The private half, to be sealed or printed as a recovery key.
    #[must_use]
    pub fn secret(&self) -> Secret {
        Secret::from_bytes(self.secret.to_bytes())
    }

    /// The id of the public half.
    #[must_use]
    pub fn id(&self) -> RecipientId {
        recipient_id(&self.public)
    }
}

impl fmt::Debug for SealPair {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "SealPair({}, …)", self.id())
    }
}

fn derive_wrapping_key(
    secret: &StaticSecret,
    theirs: &[u8; PUBLIC_LEN],
    ephemeral: &[u8; PUBLIC_LEN],
    recipient: &[u8; PUBLIC_LEN],
) -> Result<Secret, SealError> {
    let shared = secret.diffie_hellman(&PublicKey::from(*theirs));
    // A point of small order would make the key known to everybody.
    if !shared.was_contributory() {
        return Err(SealError::Damaged);
    }
    let salt = [ephemeral.as_slice(), recipient.as_slice()].concat();
    Ok(hazmat::hkdf(&salt, shared.as_bytes(), b"wingbook/wrap/v1"))
}

/// Wrap a secret to a public key, bound to what it is for.
///
/// # Errors
/// Without randomness, or when the public key isn't one.
pub fn wrap_secret(
    recipient: &[u8; 32],
    purpose: &[u8],
    secret: &Secret,
) -> Result<Vec<u8>, SealError> {
    let ephemeral = SealPair::make()?;
    let key = derive_wrapping_key(&ephemeral.secret, recipient, &ephemeral.public, recipient)?;
    let nonce = hazmat::make_nonce()?;
    let mut wrapped = Vec::with_capacity(WRAPPED_LEN);
    wrapped.push(VERSION);
    wrapped.extend_from_slice(&ephemeral.public);
    wrapped.extend_from_slice(&nonce);
    let start = wrapped.len();
    wrapped.extend_from_slice(secret.expose());
    let tag = hazmat::encrypt(&key, &nonce, purpose, &mut wrapped[start..])?;
    wrapped.extend_from_slice(&tag);
    Ok(wrapped)
}

/// Unwrap a secret with the private half that it was wrapped to.
///
/// # Errors
/// When it was wrapped to another key, for another purpose, or changed.
pub fn unwrap_secret(pair: &SealPair, purpose: &[u8], wrapped: &[u8]) -> Result<Secret, SealError> {
    let (&version, rest) = wrapped.split_first().ok_or(SealError::Damaged)?;
    if version > VERSION {
        return Err(SealError::NeedsNewerApp { version });
    }
    if version != VERSION || wrapped.len() != WRAPPED_LEN {
        return Err(SealError::Damaged);
    }
    let (ephemeral, rest) = rest
        .split_first_chunk::<PUBLIC_LEN>()
        .ok_or(SealError::Damaged)?;
    let (nonce, rest) = rest
        .split_first_chunk::<{ hazmat::NONCE_LEN }>()
        .ok_or(SealError::Damaged)?;
    let (text, tag) = rest
        .split_last_chunk::<{ hazmat::TAG_LEN }>()
        .ok_or(SealError::Damaged)?;
    let mut secret = Secret::from_slice(text).ok_or(SealError::Damaged)?;
    let key = derive_wrapping_key(&pair.secret, ephemeral, ephemeral, &pair.public)?;
    hazmat::decrypt(&key, nonce, purpose, secret.expose_mut(), tag)?;
    Ok(secret)
}
