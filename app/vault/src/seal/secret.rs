//! Thirty-two secret bytes that are wiped when dropped and never printed.

use std::fmt;

use zeroize::Zeroize;

use super::{SealError, hazmat};

/// A 256-bit secret: a key, a seed, or what a key is derived from.
#[derive(Clone)]
pub struct Secret([u8; Self::LEN]);

impl Secret {
    /// Bytes of a secret.
    pub const LEN: usize = 32;

    /// A new random secret.
    ///
    /// # Errors
    /// When the platform gives no randomness.
    pub fn make() -> Result<Self, SealError> {
        let mut bytes = [0; Self::LEN];
        hazmat::random(&mut bytes)?;
        Ok(Self(bytes))
    }

    /// Take over bytes that are already secret.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; Self::LEN]) -> Self {
        Self(bytes)
    }

    /// Take over a slice, if it has the right length.
    #[must_use]
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// An independent secret for one purpose.
    #[must_use]
    pub fn derive(&self, purpose: &str) -> Self {
        hazmat::hkdf(&[], &self.0, purpose.as_bytes())
    }

    /// The bytes themselves. Whoever copies them must wipe the copy.
    #[must_use]
    pub const fn expose(&self) -> &[u8; Self::LEN] {
        &self.0
    }

    /// The bytes, to be opened in place.
    pub(super) const fn expose_mut(&mut self) -> &mut [u8; Self::LEN] {
        &mut self.0
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret(…)")
    }
}
