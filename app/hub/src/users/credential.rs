//! From a passphrase to the credential that the hub is shown (design, *Keys*).
//!
//! The derivation is the tablet's own (`wingbook-vault`). The vault key that comes out of it too is dropped
//! at once: it opens tablets and is none of the hub's business.

use thiserror::Error;
use unicode_normalization::UnicodeNormalization;
use wingbook_record::digest::parse_hex;
pub use wingbook_vault::kdf::KdfParams as Derivation;
use wingbook_vault::kdf::{KdfError, KdfMemory, derive_passphrase_secrets};
use zeroize::Zeroizing;

/// Why no credential came out.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CredentialError {
    /// The operating system gave no random bytes.
    #[error("this machine gives no random numbers: {0}")]
    Random(String),
    /// The derivation refused.
    #[error(transparent)]
    Derivation(#[from] KdfError),
}

/// What a user shows to the hub instead of a passphrase.
pub struct Credential(Zeroizing<[u8; 32]>);

impl Credential {
    /// From its 64 hexadecimal digits.
    pub fn from_hex(text: &str) -> Option<Self> {
        parse_hex(text).map(|bytes| Self(Zeroizing::new(bytes)))
    }

    /// Derives it from a passphrase, in the form in which browsers normalise it. Takes as long as it is meant
    /// to: some tenths of a second.
    ///
    /// # Errors
    /// When the parameters are no good, or there is no memory for them.
    pub fn derive(passphrase: &str, derivation: &Derivation) -> Result<Self, CredentialError> {
        let normal = Zeroizing::new(passphrase.nfc().collect::<String>());
        let secrets = derive_passphrase_secrets(&normal, derivation, &mut KdfMemory::new())?;
        Ok(Self(Zeroizing::new(*secrets.hub_credential.expose())))
    }

    /// Its bytes.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Its 64 hexadecimal digits, as Basic authentication carries it.
    pub fn to_hex(&self) -> String {
        hex::encode(self.0.as_ref())
    }
}

/// Today's derivation with a fresh salt.
///
/// # Errors
/// When the machine gives no random bytes.
pub fn make_derivation() -> Result<Derivation, CredentialError> {
    Ok(Derivation::standard(make_random()?))
}

/// Random bytes from the operating system.
///
/// # Errors
/// When it gives none.
pub fn make_random<const N: usize>() -> Result<[u8; N], CredentialError> {
    let mut bytes = [0u8; N];
    getrandom::fill(&mut bytes).map_err(|error| CredentialError::Random(error.to_string()))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_passphrase_typed_on_two_keyboards() {
        let derivation = Derivation::standard([7; 16]);
        let composed = Credential::derive("caf\u{e9} du matin", &derivation).unwrap();
        let decomposed = Credential::derive("cafe\u{301} du matin", &derivation).unwrap();
        assert_eq!(composed.bytes(), decomposed.bytes());
        let read = Credential::from_hex(&composed.to_hex()).unwrap();
        assert_eq!(read.bytes(), composed.bytes());
    }

    #[test]
    fn what_is_no_credential() {
        assert!(Credential::from_hex("ab").is_none());
        assert!(Credential::from_hex(&"AB".repeat(32)).is_none());
    }
}
