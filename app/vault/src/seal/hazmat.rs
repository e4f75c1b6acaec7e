//! The primitives, without any rule about how to use them. Private to `seal`
//! and the derivation; everything else goes through the safe API.

use std::cell::RefCell;

use chacha20poly1305::aead::{AeadInOut, KeyInit};
use chacha20poly1305::{Key, Tag, XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};

use super::{SealError, Secret};

/// Bytes of an XChaCha20 nonce: long enough to be drawn at random for ever.
pub(crate) const NONCE_LEN: usize = 24;
/// Bytes of a Poly1305 tag.
pub(crate) const TAG_LEN: usize = 16;

/// Fill a buffer with random bytes.
pub(crate) fn random(buffer: &mut [u8]) -> Result<(), SealError> {
    getrandom::fill(buffer).map_err(|_| SealError::NoRandomness)
}

/// Nonces fetched in one call: asking the browser costs more than sealing.
const NONCES_POOLED: usize = 64;

thread_local! {
    static NONCES: RefCell<Vec<[u8; NONCE_LEN]>> = const { RefCell::new(Vec::new()) };
}

/// A fresh random nonce. Nonces are public, so keeping some ready is harmless.
pub(crate) fn make_nonce() -> Result<[u8; NONCE_LEN], SealError> {
    NONCES.with_borrow_mut(|pool| {
        if let Some(nonce) = pool.pop() {
            return Ok(nonce);
        }
        let mut bytes = [0; NONCE_LEN * NONCES_POOLED];
        random(&mut bytes)?;
        let (nonces, _) = bytes.as_chunks::<NONCE_LEN>();
        pool.extend_from_slice(nonces);
        pool.pop().ok_or(SealError::NoRandomness)
    })
}

/// Encrypt in place and return the tag.
pub(crate) fn encrypt(
    key: &Secret,
    nonce: &[u8; NONCE_LEN],
    associated: &[u8],
    text: &mut [u8],
) -> Result<[u8; TAG_LEN], SealError> {
    let cipher = XChaCha20Poly1305::new(&Key::from(*key.expose()));
    let tag = cipher
        .encrypt_inout_detached(&XNonce::from(*nonce), associated, text.into())
        .map_err(|_| SealError::TooLong)?;
    Ok(tag.into())
}

/// Check the tag, then decrypt in place.
pub(crate) fn decrypt(
    key: &Secret,
    nonce: &[u8; NONCE_LEN],
    associated: &[u8],
    text: &mut [u8],
    tag: &[u8; TAG_LEN],
) -> Result<(), SealError> {
    let cipher = XChaCha20Poly1305::new(&Key::from(*key.expose()));
    cipher
        .decrypt_inout_detached(
            &XNonce::from(*nonce),
            associated,
            text.into(),
            &Tag::from(*tag),
        )
        .map_err(|_| SealError::Damaged)
}

/// HKDF-SHA256, 32 bytes out.
pub(crate) fn hkdf(salt: &[u8], secret: &[u8], info: &[u8]) -> Secret {
    let mut out = [0; Secret::LEN];
    // Expansion fails only beyond 255 blocks; one block is asked for.
    let expanded = Hkdf::<Sha256>::new(Some(salt), secret).expand(info, &mut out);
    debug_assert!(expanded.is_ok());
    Secret::from_bytes(out)
}

/// The first 16 bytes of HMAC-SHA256 over parts, each with its length before it.
pub(crate) fn name(key: &Secret, parts: &[&[u8]]) -> [u8; 16] {
    let mut full = [0; 32];
    // HMAC takes keys of any length, so this never refuses.
    if let Ok(mut mac) = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(key.expose()) {
        for part in parts {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        full = mac.finalize().into_bytes().into();
    }
    let mut short = [0; 16];
    short.copy_from_slice(&full[..16]);
    short
}

/// The first `N` bytes of SHA-256 over parts, each with its length before it.
pub(crate) fn short_digest<const N: usize>(parts: &[&[u8]]) -> [u8; N] {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update((part.len() as u64).to_be_bytes());
        digest.update(part);
    }
    let full: [u8; 32] = digest.finalize().into();
    let mut short = [0; N];
    short.copy_from_slice(&full[..N]);
    short
}

/// The first 16 bytes of SHA-256 over bytes as they are: a public key's id.
pub(crate) fn plain_digest16(bytes: &[u8]) -> [u8; 16] {
    let full: [u8; 32] = Sha256::digest(bytes).into();
    let mut short = [0; 16];
    short.copy_from_slice(&full[..16]);
    short
}
