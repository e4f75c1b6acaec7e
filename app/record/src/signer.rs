//! Signing and checking: Ed25519 (RFC 8032) over a purpose and a digest.

use std::fmt;

use ed25519_dalek::{Signature as EdSignature, Signer as _, SigningKey, VerifyingKey};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest as _, Sha256};

use crate::digest::{Digest, Purpose, parse_hex};

macro_rules! hex_bytes {
    ($(#[$doc:meta])* $name:ident, $length:literal, $what:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; $length]);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&hex::encode(self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({self})", stringify!($name))
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&hex::encode(self.0))
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                parse_hex(&String::deserialize(deserializer)?)
                    .map(Self)
                    .ok_or_else(|| serde::de::Error::custom($what))
            }
        }
    };
}

hex_bytes!(
    /// An Ed25519 public key.
    PublicKey, 32, "a public key is 64 lower-case hexadecimal digits"
);
hex_bytes!(
    /// An Ed25519 signature.
    Signature, 64, "a signature is 128 lower-case hexadecimal digits"
);
hex_bytes!(
    /// A signer's key by its short name: the first 16 bytes of the SHA-256 of its public key.
    KeyId, 16, "a key id is 32 lower-case hexadecimal digits"
);

impl KeyId {
    /// In groups of four digits, as people compare it.
    pub fn fingerprint(&self) -> String {
        let groups = self.0.chunks(2).map(hex::encode);
        groups.collect::<Vec<_>>().join(" ")
    }
}

impl PublicKey {
    /// The key's short name.
    pub fn id(&self) -> KeyId {
        let hash: [u8; 32] = Sha256::digest(self.0).into();
        let mut short = [0u8; 16];
        short.copy_from_slice(&hash[..16]);
        KeyId(short)
    }

    /// Whether `signature` was made for this purpose and digest by the holder of this key. Strict: weak keys
    /// and malleable signatures are refused, so that a record has one valid signature.
    pub fn verifies(&self, purpose: Purpose, digest: Digest, signature: &Signature) -> bool {
        VerifyingKey::from_bytes(&self.0).is_ok_and(|key| {
            key.verify_strict(
                &message(purpose, digest),
                &EdSignature::from_bytes(&signature.0),
            )
            .is_ok()
        })
    }
}

/// One person's signing key on one tablet (or a facility's). The secret is wiped when it is dropped.
#[derive(Clone)]
pub struct Signer(SigningKey);

impl Signer {
    /// From its 32 secret bytes, which must be random.
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(seed))
    }

    /// The public half.
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key().to_bytes())
    }

    /// The key's short name.
    pub fn id(&self) -> KeyId {
        self.public().id()
    }

    /// Signs a digest for a purpose.
    pub fn sign(&self, purpose: Purpose, digest: Digest) -> Signature {
        Signature(self.0.sign(&message(purpose, digest)).to_bytes())
    }
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signer({})", self.id())
    }
}

fn message(purpose: Purpose, digest: Digest) -> Vec<u8> {
    let label = purpose.sign_label();
    let mut message = Vec::with_capacity(label.len() + 33);
    message.extend_from_slice(label);
    message.push(0);
    message.extend_from_slice(&digest.0);
    message
}
