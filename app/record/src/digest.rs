//! SHA-256 with the purpose bound in: the same bytes never hash alike for two purposes.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest as _, Sha256};

/// What bytes are hashed or signed for. The label is part of the hash (`label || 0x00 || bytes`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A record's header: what the next header of the chain points at.
    Header,
    /// A record's body, salted.
    Body,
    /// A revision of a document that changes (person, place, plan, form, facility).
    Roster,
    /// A signer's certificate.
    Certificate,
    /// The hub's receipt for a record.
    Receipt,
    /// The decision by which a body is removed.
    Removal,
    /// An export: all its lines but the last.
    Export,
    /// A sealed submission, as a receipt names it.
    Submission,
}

impl Purpose {
    /// The label that goes before hashed bytes.
    pub const fn hash_label(self) -> &'static [u8] {
        match self {
            Self::Header => b"wingbook/header/v1",
            Self::Body => b"wingbook/body/v1",
            Self::Roster => b"wingbook/roster/v1",
            Self::Certificate => b"wingbook/certificate/v1",
            Self::Receipt => b"wingbook/receipt/v1",
            Self::Removal => b"wingbook/removal/v1",
            Self::Export => b"wingbook/export/v1",
            Self::Submission => b"wingbook/submission/v1",
        }
    }

    /// The label that goes before a signed digest. A body is never signed alone: its hash is in the header.
    pub const fn sign_label(self) -> &'static [u8] {
        match self {
            Self::Header | Self::Body => b"wingbook/sign/entry/v1",
            Self::Roster => b"wingbook/sign/roster/v1",
            Self::Certificate => b"wingbook/sign/certificate/v1",
            Self::Receipt => b"wingbook/sign/receipt/v1",
            Self::Removal => b"wingbook/sign/removal/v1",
            Self::Export => b"wingbook/sign/export/v1",
            Self::Submission => b"wingbook/sign/submission/v1",
        }
    }
}

/// A SHA-256 hash; in JSON 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest(pub [u8; 32]);

impl Digest {
    /// Hashes `bytes` for a purpose.
    pub fn of(purpose: Purpose, bytes: &[u8]) -> Self {
        let mut hashing = Hashing::begin(purpose);
        hashing.add(bytes);
        hashing.end()
    }
}

/// A hash over bytes that come piece by piece.
#[derive(Clone)]
pub struct Hashing(Sha256);

impl Hashing {
    /// Nothing hashed yet but the purpose.
    pub fn begin(purpose: Purpose) -> Self {
        let mut hasher = Sha256::new();
        hasher.update(purpose.hash_label());
        hasher.update([0]);
        Self(hasher)
    }

    /// Takes the next bytes.
    pub fn add(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The hash of all of them.
    pub fn end(self) -> Digest {
        Digest(self.0.finalize().into())
    }
}

impl fmt::Debug for Hashing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hashing")
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({self})")
    }
}

impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&hex::encode(self.0))
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        parse_hex(&String::deserialize(deserializer)?)
            .map(Self)
            .ok_or_else(|| serde::de::Error::custom("a hash is 64 lower-case hexadecimal digits"))
    }
}

/// Bytes from lower-case hexadecimal digits of exactly their length; capitals are refused, because two
/// spellings of one key or hash would be two documents.
pub fn parse_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return None;
    }
    let mut out = [0u8; N];
    hex::decode_to_slice(text, &mut out).ok()?;
    Some(out)
}
