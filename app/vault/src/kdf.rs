//! From a passphrase to the two unrelated secrets: what opens this tablet, and
//! what is shown to the prison's server.
//!
//! Argon2id over the passphrase, then HKDF-SHA256 with one purpose each; the
//! server never learns anything that opens a vault. The passphrase comes
//! normalised (NFC) from the caller: the browser can do that for nothing.

use std::fmt;

use argon2::{Algorithm, Argon2, Block, Params, Version};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use zeroize::Zeroize;

use crate::seal::{SealError, Secret, random};

#[cfg(all(feature = "cheap-kdf", not(debug_assertions)))]
compile_error!("`cheap-kdf` weakens every passphrase: it is for builds with debug assertions only");

const CHEAP: bool = cfg!(any(test, feature = "cheap-kdf"));

/// The least memory that a server may ask for: below it, guessing is cheap.
pub const MEMORY_KIB_MIN: u32 = if CHEAP { 8 } else { 65_536 };
/// The most: a tablet has to stay alive.
pub const MEMORY_KIB_MAX: u32 = 262_144;
/// The fewest passes over that memory.
pub const ITERATIONS_MIN: u32 = if CHEAP { 1 } else { 3 };
/// The most passes.
pub const ITERATIONS_MAX: u32 = 16;
/// The most lanes; they run one after another in a browser.
pub const LANES_MAX: u32 = 4;
/// The longest passphrase in bytes. Longer ones are a mistake or an attack.
pub const PASSPHRASE_BYTES_MAX: usize = 1_024;

/// Why no secrets came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum KdfError {
    /// Weaker than this app accepts; a server that says so isn't trusted.
    #[error("the key derivation asked for is weaker than this app accepts")]
    TooWeak,
    /// More than a tablet can do.
    #[error("the key derivation asked for is more than a tablet can do")]
    TooExpensive,
    /// The memory for it isn't free.
    #[error("not enough free memory to check a passphrase")]
    NoMemory,
    /// The passphrase is far too long.
    #[error("the passphrase is too long")]
    PassphraseTooLong,
}

/// How a person's passphrase is stretched; the same on every tablet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KdfParams {
    /// Per person, from the server.
    #[serde(with = "hex::serde")]
    pub salt: [u8; 16],
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub iterations: u32,
    /// Lanes.
    pub lanes: u32,
}

impl KdfParams {
    /// Today's cost for a salt: 64 MiB, three passes, one lane.
    #[must_use]
    pub const fn standard(salt: [u8; 16]) -> Self {
        Self {
            salt,
            memory_kib: 65_536,
            iterations: 3,
            lanes: 1,
        }
    }

    /// Today's cost with a new random salt, for a tablet without a server.
    ///
    /// # Errors
    /// Without randomness.
    pub fn make() -> Result<Self, SealError> {
        let mut salt = [0; 16];
        random(&mut salt)?;
        Ok(Self::standard(salt))
    }

    /// Refuse what is too weak or too much, before any work is done.
    ///
    /// # Errors
    /// [`KdfError::TooWeak`] or [`KdfError::TooExpensive`].
    pub const fn check(&self) -> Result<(), KdfError> {
        if self.memory_kib < MEMORY_KIB_MIN || self.iterations < ITERATIONS_MIN || self.lanes == 0 {
            return Err(KdfError::TooWeak);
        }
        if self.memory_kib > MEMORY_KIB_MAX
            || self.iterations > ITERATIONS_MAX
            || self.lanes > LANES_MAX
        {
            return Err(KdfError::TooExpensive);
        }
        Ok(())
    }
}

/// What opens a person's key pair on a tablet.
#[derive(Debug, Clone)]
pub struct VaultKey(pub(crate) Secret);

impl VaultKey {
    /// A vault key that isn't typed: the secret of a badge or a passkey.
    #[must_use]
    pub const fn from_secret(secret: Secret) -> Self {
        Self(secret)
    }
}

/// What is shown to the prison's server instead of the passphrase.
#[derive(Clone)]
pub struct HubCredential(Secret);

impl HubCredential {
    /// As it goes into the password field of HTTP Basic authentication.
    #[must_use]
    pub fn to_hex(&self) -> String {
        hex::encode(self.0.expose())
    }

    /// The bytes, of which the server keeps the SHA-256.
    #[must_use]
    pub const fn expose(&self) -> &[u8; 32] {
        self.0.expose()
    }
}

impl fmt::Debug for HubCredential {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("HubCredential(…)")
    }
}

/// Both secrets of a passphrase.
#[derive(Debug, Clone)]
pub struct PassphraseSecrets {
    /// Opens the vault.
    pub vault_key: VaultKey,
    /// Opens the server.
    pub hub_credential: HubCredential,
}

/// The memory that Argon2id works in, kept between tries of one sign-in.
///
/// WASM memory never shrinks, so asking for it anew each time would only
/// fragment it. It is wiped after each use.
#[derive(Default)]
pub struct KdfMemory {
    blocks: Vec<Block>,
}

impl fmt::Debug for KdfMemory {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "KdfMemory({} KiB)", self.blocks.len())
    }
}

impl KdfMemory {
    /// No memory yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    fn blocks(&mut self, count: usize) -> Result<&mut [Block], KdfError> {
        if self.blocks.len() < count {
            let missing = count - self.blocks.len();
            self.blocks
                .try_reserve_exact(missing)
                .map_err(|_| KdfError::NoMemory)?;
            self.blocks.resize(count, Block::new());
        }
        Ok(&mut self.blocks[..count])
    }
}

/// Stretch a passphrase (already NFC) and split it into the two secrets.
///
/// # Errors
/// When the parameters are refused or memory is short.
pub fn derive_passphrase_secrets(
    passphrase: &str,
    params: &KdfParams,
    memory: &mut KdfMemory,
) -> Result<PassphraseSecrets, KdfError> {
    let stretched = stretch(passphrase.as_bytes(), params, memory)?;
    Ok(PassphraseSecrets {
        vault_key: VaultKey(stretched.derive("wingbook/vault-key/v1")),
        hub_credential: HubCredential(stretched.derive("wingbook/hub-credential/v1")),
    })
}

/// Argon2id over what somebody knows or shows.
pub(crate) fn stretch(
    known: &[u8],
    params: &KdfParams,
    memory: &mut KdfMemory,
) -> Result<Secret, KdfError> {
    params.check()?;
    if known.len() > PASSPHRASE_BYTES_MAX {
        return Err(KdfError::PassphraseTooLong);
    }
    let argon2_params = Params::new(
        params.memory_kib,
        params.iterations,
        params.lanes,
        Some(Secret::LEN),
    )
    .map_err(|_| KdfError::TooWeak)?;
    let blocks = memory.blocks(argon2_params.block_count())?;
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, argon2_params);
    let mut stretched = [0; Secret::LEN];
    let worked =
        argon2.hash_password_into_with_memory(known, &params.salt, &mut stretched, &mut *blocks);
    for block in blocks.iter_mut() {
        block.zeroize();
    }
    let stretched = Secret::from_bytes(stretched);
    worked.map_err(|_| KdfError::NoMemory)?;
    Ok(stretched)
}

#[cfg(test)]
mod tests {
    //! Known answers, computed with Python's `cryptography`.

    use super::*;

    #[test]
    fn debug_shows_no_secret() {
        let params = KdfParams {
            salt: [7; 16],
            memory_kib: 8,
            iterations: 1,
            lanes: 1,
        };
        let secrets = derive_passphrase_secrets("x", &params, &mut KdfMemory::new()).unwrap();
        let printed = format!("{secrets:?}");
        assert!(!printed.contains(&secrets.hub_credential.to_hex()));
        assert_eq!(
            printed,
            "PassphraseSecrets { vault_key: VaultKey(Secret(…)), hub_credential: HubCredential(…) }"
        );
    }

    #[test]
    fn secrets_are_those_of_another_implementation() {
        let cases = [
            (
                "four words in a row",
                KdfParams {
                    salt: [7; 16],
                    memory_kib: 64,
                    iterations: 2,
                    lanes: 1,
                },
                "3691f7b4e1120ac076c84f98c0f210c8fbc8ba24327c9fdafbe4ee28547decbb",
                "98902ef4df58dd4931f64869caf6ff612f2ab7e8df3f05b4b26ee942daba0692",
            ),
            (
                "сорок слов",
                KdfParams::standard(*b"0123456789abcdef"),
                "84f685db9b3c642adef2b3d16e87e648148809a8bc0509d02bc97eb7ea9ff519",
                "adfecfd857824205e84d661eddd0b2fe83f39134c7cc332a22695d70c0e398c3",
            ),
        ];
        let mut memory = KdfMemory::new();
        for (passphrase, params, vault_key, credential) in cases {
            let secrets = derive_passphrase_secrets(passphrase, &params, &mut memory).unwrap();
            assert_eq!(
                hex::encode(secrets.vault_key.0.expose()),
                vault_key,
                "{passphrase}"
            );
            assert_eq!(secrets.hub_credential.to_hex(), credential, "{passphrase}");
        }
    }

    #[test]
    fn a_server_can_ask_neither_too_little_nor_too_much() {
        let standard = KdfParams::standard([0; 16]);
        let cases = [
            (standard.clone(), Ok(())),
            (
                KdfParams {
                    memory_kib: MEMORY_KIB_MIN - 1,
                    ..standard.clone()
                },
                Err(KdfError::TooWeak),
            ),
            (
                KdfParams {
                    iterations: ITERATIONS_MIN - 1,
                    ..standard.clone()
                },
                Err(KdfError::TooWeak),
            ),
            (
                KdfParams {
                    lanes: 0,
                    ..standard.clone()
                },
                Err(KdfError::TooWeak),
            ),
            (
                KdfParams {
                    memory_kib: u32::MAX,
                    ..standard.clone()
                },
                Err(KdfError::TooExpensive),
            ),
            (
                KdfParams {
                    iterations: 17,
                    ..standard.clone()
                },
                Err(KdfError::TooExpensive),
            ),
            (
                KdfParams {
                    lanes: 5,
                    ..standard
                },
                Err(KdfError::TooExpensive),
            ),
        ];
        for (params, expected) in cases {
            assert_eq!(params.check(), expected, "{params:?}");
        }
    }
}
