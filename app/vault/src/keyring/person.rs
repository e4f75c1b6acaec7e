//! A person's keys on this tablet: how they are stored, and what is unlocked.
//!
//! Names, roles, the certificate and credentials of backends go into `profile`,
//! bytes that only their owner's keys open and whose meaning is the caller's.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Enrolled, PersonTag, from_base64, row, to_base64};
use crate::error::VaultError;
use crate::kdf::{KdfParams, VaultKey};
use crate::seal::{
    self, KeyId, Place, SealError, SealPair, SealingKey, Secret, recipient_id, wrap_secret,
};
use crate::store::StoreName;

/// The version of a person's row that this build writes.
pub(super) const PERSON_VERSION: u32 = 1;
pub(super) const WHAT: &str = "a person's keys";

/// What a person opens their keys with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Way {
    /// Words, stretched.
    Passphrase,
    /// The secret of a printed badge, stretched together with a PIN.
    Badge,
    /// The secret that a passkey gives.
    Passkey,
}

impl Way {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Passphrase => "passphrase",
            Self::Badge => "badge",
            Self::Passkey => "passkey",
        }
    }

    pub(super) fn from_name(name: &str) -> Option<Self> {
        [Self::Passphrase, Self::Badge, Self::Passkey]
            .into_iter()
            .find(|way| way.as_str() == name)
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct PersonRow {
    pub(super) v: u32,
    #[serde(with = "hex::serde")]
    pub(super) seal_public: [u8; 32],
    pub(super) ways: Vec<WayRow>,
    /// The user key for the facility's recovery key, once that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) recovery: Option<RecoveryRow>,
    /// The private half, sealed under the user key.
    pub(super) private: String,
    /// What the caller keeps for this person, sealed under the user key.
    pub(super) profile: String,
    #[serde(flatten)]
    pub(super) unknown: Map<String, Value>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct WayRow {
    pub(super) kind: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) kdf: Option<KdfParams>,
    /// By which a badge or passkey that is shown finds its row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) handle: Option<String>,
    pub(super) user_key: String,
    #[serde(flatten)]
    pub(super) unknown: Map<String, Value>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct RecoveryRow {
    pub(super) recipient: String,
    pub(super) user_key: String,
}

impl PersonRow {
    pub(super) fn way(&self, way: Way) -> Option<&WayRow> {
        self.ways.iter().find(|row| row.kind == way.as_str())
    }
}

/// The person whose row this is, if it can be read at all.
pub(super) fn enrolled(key: &[u8], value: &[u8]) -> Option<Enrolled> {
    let tag = std::str::from_utf8(key).ok()?.strip_prefix("user:")?;
    let mut bytes = [0; 16];
    hex::decode_to_slice(tag, &mut bytes).ok()?;
    let row: PersonRow = row::from_bytes(WHAT, PERSON_VERSION, value).ok()?;
    Some(Enrolled {
        tag: PersonTag(bytes),
        seal_public: row.seal_public,
    })
}

/// Somebody who signs in on this tablet for the first time.
#[derive(Debug)]
pub struct NewPerson<'a> {
    /// Their staff number; only its tag is stored.
    pub staff_number: &'a str,
    /// How their passphrase was stretched.
    pub kdf: KdfParams,
    /// What came out of it.
    pub vault_key: &'a VaultKey,
    /// What the caller keeps for them, sealed.
    pub profile: &'a [u8],
    /// The facility's recovery public key, once known.
    pub recovery: Option<[u8; 32]>,
}

/// A person's opened keys. Dropping it wipes them.
#[derive(Debug)]
pub struct Unlocked {
    pub(super) tag: PersonTag,
    pub(super) user_key: Secret,
    pub(super) pair: SealPair,
    pub(super) sign_seed: Secret,
    pub(super) profile: Vec<u8>,
}

impl Drop for Unlocked {
    fn drop(&mut self) {
        zeroize::Zeroize::zeroize(&mut self.profile);
    }
}

impl Unlocked {
    /// Whose keys these are.
    #[must_use]
    pub const fn tag(&self) -> PersonTag {
        self.tag
    }

    /// The pair to which book keys are wrapped for this person.
    #[must_use]
    pub const fn pair(&self) -> &SealPair {
        &self.pair
    }

    /// The seed of this person's Ed25519 signing key on this tablet.
    #[must_use]
    pub const fn sign_seed(&self) -> &Secret {
        &self.sign_seed
    }

    /// What the caller keeps for this person.
    #[must_use]
    pub fn profile(&self) -> &[u8] {
        &self.profile
    }

    /// The key that re-opens everything, for the keeper's memory. Never stored.
    #[must_use]
    pub const fn user_key(&self) -> &Secret {
        &self.user_key
    }

    /// The key for what is this person's alone: drafts, settings.
    pub(crate) fn personal_key(&self) -> SealingKey {
        let id = key_id(self.pair.public());
        SealingKey::new(id, self.user_key.derive("wingbook/personal/v1"))
    }

    /// The key that hides the names of personal values.
    pub(crate) fn personal_names(&self) -> Secret {
        self.user_key.derive("wingbook/personal-names/v1")
    }
}

fn key_id(seal_public: &[u8; 32]) -> KeyId {
    KeyId(seal::plain_digest16(seal_public))
}

/// Seals the parts of one person's row.
pub(super) struct RowSeal {
    tag: PersonTag,
    id: KeyId,
}

impl RowSeal {
    pub(super) fn of(tag: PersonTag, seal_public: &[u8; 32]) -> Self {
        Self {
            tag,
            id: key_id(seal_public),
        }
    }

    pub(super) fn seal(
        &self,
        key: &Secret,
        part: &str,
        content: &[u8],
    ) -> Result<String, VaultError> {
        self.with_place(part, |place, id| {
            let sealed =
                SealingKey::new(id, key.derive("wingbook/person/v1")).seal(&place, content);
            Ok(to_base64(&sealed.map_err(VaultError::sealing(WHAT))?))
        })
    }

    pub(super) fn open(
        &self,
        key: &Secret,
        part: &str,
        sealed: &str,
    ) -> Result<Vec<u8>, VaultError> {
        let sealed = from_base64(WHAT, sealed)?;
        self.with_place(part, |place, id| {
            SealingKey::new(id, key.derive("wingbook/person/v1"))
                .open(&place, &sealed)
                .map_err(|error| VaultError::opening(WHAT, error))
        })
    }

    fn with_place<T>(&self, part: &str, act: impl FnOnce(Place<'_>, KeyId) -> T) -> T {
        let key = format!("{}/{part}", self.tag.row_key());
        let place = Place {
            store: StoreName::Keys,
            key: key.as_bytes(),
            owner: "person",
        };
        act(place, self.id)
    }
}

pub(super) fn recovery_purpose(tag: PersonTag) -> Vec<u8> {
    format!("wingbook/user-key/v1:{tag}").into_bytes()
}

pub(super) fn make_way(
    seal: &RowSeal,
    way: Way,
    kdf: Option<KdfParams>,
    key: &VaultKey,
    user_key: &Secret,
) -> Result<WayRow, VaultError> {
    Ok(WayRow {
        kind: way.as_str().to_owned(),
        kdf,
        handle: None,
        user_key: seal.seal(&key.0, way.as_str(), user_key.expose())?,
        unknown: Map::new(),
    })
}

/// The user key for a recovery key; nothing for one that is none, which keeps nobody from theirs.
pub(super) fn make_recovery(
    tag: PersonTag,
    user_key: &Secret,
    recovery: &[u8; 32],
) -> Result<Option<RecoveryRow>, VaultError> {
    match wrap_secret(recovery, &recovery_purpose(tag), user_key) {
        Ok(wrapped) => Ok(Some(RecoveryRow {
            recipient: recipient_id(recovery),
            user_key: to_base64(&wrapped),
        })),
        Err(SealError::Damaged) => Ok(None),
        Err(error) => Err(VaultError::sealing("the recovery key")(error)),
    }
}

pub(super) fn unlock_row(
    tag: PersonTag,
    row: &PersonRow,
    user_key: Secret,
) -> Result<Unlocked, VaultError> {
    let seal = RowSeal::of(tag, &row.seal_public);
    let mut private = seal.open(&user_key, "private", &row.private)?;
    let secrets = private.split_first_chunk::<{ Secret::LEN }>();
    let opened = secrets.and_then(|(pair, seed)| {
        let pair = SealPair::from_secret(&Secret::from_bytes(*pair));
        Some((pair, Secret::from_slice(seed)?))
    });
    zeroize::Zeroize::zeroize(&mut private);
    let (pair, sign_seed) = opened.ok_or(VaultError::Damaged { what: WHAT })?;
    if pair.public() != &row.seal_public {
        return Err(VaultError::Damaged { what: WHAT });
    }
    let profile = seal.open(&user_key, "profile", &row.profile)?;
    Ok(Unlocked {
        tag,
        user_key,
        pair,
        sign_seed,
        profile,
    })
}
