//! A person's keys on this tablet: enrolment, ways in, and what is unlocked.
//!
//! Names, roles, the certificate and credentials of backends go into `profile`,
//! bytes that only their owner's keys open and whose meaning is the caller's.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Enrolled, Keyring, PersonTag, Try, from_base64, row, to_base64};
use crate::error::VaultError;
use crate::kdf::{KdfParams, VaultKey};
use crate::seal::{
    self, KeyId, Place, SealPair, SealingKey, Secret, recipient_id, unwrap_secret, wrap_secret,
};
use crate::store::{Batch, Expected, Store, StoreName};

/// The version of a person's row that this build writes.
pub(super) const PERSON_VERSION: u32 = 1;
const WHAT: &str = "a person's keys";

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
    const fn as_str(self) -> &'static str {
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
    v: u32,
    #[serde(with = "hex::serde")]
    seal_public: [u8; 32],
    pub(super) ways: Vec<WayRow>,
    /// The user key for the facility's recovery key, once that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    recovery: Option<RecoveryRow>,
    /// The private half, sealed under the user key.
    private: String,
    /// What the caller keeps for this person, sealed under the user key.
    profile: String,
    #[serde(flatten)]
    unknown: Map<String, Value>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct WayRow {
    pub(super) kind: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) kdf: Option<KdfParams>,
    user_key: String,
    #[serde(flatten)]
    unknown: Map<String, Value>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct RecoveryRow {
    recipient: String,
    user_key: String,
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
    tag: PersonTag,
    user_key: Secret,
    pair: SealPair,
    sign_seed: Secret,
    profile: Vec<u8>,
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
struct RowSeal {
    tag: PersonTag,
    id: KeyId,
}

impl RowSeal {
    fn seal(&self, key: &Secret, part: &str, content: &[u8]) -> Result<String, VaultError> {
        self.with_place(part, |place, id| {
            let sealed =
                SealingKey::new(id, key.derive("wingbook/person/v1")).seal(&place, content);
            Ok(to_base64(&sealed.map_err(VaultError::sealing(WHAT))?))
        })
    }

    fn open(&self, key: &Secret, part: &str, sealed: &str) -> Result<Vec<u8>, VaultError> {
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

fn recovery_purpose(tag: PersonTag) -> Vec<u8> {
    format!("wingbook/user-key/v1:{tag}").into_bytes()
}

fn make_way(
    seal: &RowSeal,
    way: Way,
    kdf: Option<KdfParams>,
    key: &VaultKey,
    user_key: &Secret,
) -> Result<WayRow, VaultError> {
    Ok(WayRow {
        kind: way.as_str().to_owned(),
        kdf,
        user_key: seal.seal(&key.0, way.as_str(), user_key.expose())?,
        unknown: Map::new(),
    })
}

fn make_recovery(
    tag: PersonTag,
    user_key: &Secret,
    recovery: &[u8; 32],
) -> Result<RecoveryRow, VaultError> {
    let wrapped = wrap_secret(recovery, &recovery_purpose(tag), user_key)
        .map_err(VaultError::sealing("the recovery key"))?;
    Ok(RecoveryRow {
        recipient: recipient_id(recovery),
        user_key: to_base64(&wrapped),
    })
}

fn unlock_row(tag: PersonTag, row: &PersonRow, user_key: Secret) -> Result<Unlocked, VaultError> {
    let seal = RowSeal {
        tag,
        id: key_id(&row.seal_public),
    };
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

impl<S: Store> Keyring<S> {
    /// Enrol somebody: make their key pair and signing seed, and store both sealed.
    ///
    /// # Errors
    /// [`VaultError::AlreadyEnrolled`], or the store's.
    pub async fn enrol(&self, person: NewPerson<'_>) -> Result<Unlocked, VaultError> {
        let (unlocked, mut batch) = self.plan_enrolment(&person)?;
        batch.expect(StoreName::Keys, unlocked.tag.row_key(), Expected::Absent);
        match self.store.commit(batch).await.map_err(VaultError::from) {
            Ok(()) => Ok(unlocked),
            Err(error) if error.is_conflict() => Err(VaultError::AlreadyEnrolled),
            Err(error) => Err(error),
        }
    }

    /// Enrol somebody whose old passphrase is forgotten, with new keys. The old
    /// row is set aside, where the facility's recovery key still opens it.
    ///
    /// # Errors
    /// [`VaultError::UnknownPerson`] when there is no old row, or the store's.
    pub async fn enrol_again(&self, person: NewPerson<'_>) -> Result<Unlocked, VaultError> {
        let (unlocked, mut batch) = self.plan_enrolment(&person)?;
        self.plan_setting_aside(unlocked.tag, &mut batch).await?;
        self.store.commit(batch).await?;
        Ok(unlocked)
    }

    /// Take somebody off this tablet. Their row is set aside, not destroyed, so
    /// that the recovery key still opens what only they could read; their wraps
    /// of book keys go with the next [`Keyring::ensure_epochs`].
    ///
    /// # Errors
    /// [`VaultError::UnknownPerson`], or the store's.
    pub async fn retire(&self, tag: PersonTag) -> Result<(), VaultError> {
        let mut batch = Batch::new();
        self.plan_setting_aside(tag, &mut batch).await?;
        batch.delete(StoreName::Keys, tag.row_key());
        batch.delete(StoreName::Keys, format!("tries:{tag}"));
        Ok(self.store.commit(batch).await?)
    }

    fn plan_enrolment(&self, person: &NewPerson<'_>) -> Result<(Unlocked, Batch), VaultError> {
        let sealing = VaultError::sealing(WHAT);
        let tag = self.tag(person.staff_number);
        let user_key = Secret::make().map_err(&sealing)?;
        let pair = SealPair::make().map_err(&sealing)?;
        let sign_seed = Secret::make().map_err(&sealing)?;
        let seal = RowSeal {
            tag,
            id: key_id(pair.public()),
        };
        let mut private = [pair.secret().expose().as_slice(), sign_seed.expose()].concat();
        let sealed_private = seal.seal(&user_key, "private", &private)?;
        zeroize::Zeroize::zeroize(&mut private);
        let kdf = Some(person.kdf.clone());
        let recovery = person
            .recovery
            .map(|recovery| make_recovery(tag, &user_key, &recovery));
        let row = PersonRow {
            v: PERSON_VERSION,
            seal_public: *pair.public(),
            ways: vec![make_way(
                &seal,
                Way::Passphrase,
                kdf,
                person.vault_key,
                &user_key,
            )?],
            recovery: recovery.transpose()?,
            private: sealed_private,
            profile: seal.seal(&user_key, "profile", person.profile)?,
            unknown: Map::new(),
        };
        let mut batch = Batch::new();
        batch.put(StoreName::Keys, tag.row_key(), row::to_bytes(&row)?);
        let unlocked = Unlocked {
            tag,
            user_key,
            pair,
            sign_seed,
            profile: person.profile.to_vec(),
        };
        Ok((unlocked, batch))
    }

    async fn plan_setting_aside(
        &self,
        tag: PersonTag,
        batch: &mut Batch,
    ) -> Result<(), VaultError> {
        let old = self
            .store
            .get(StoreName::Keys, tag.row_key().as_bytes())
            .await?;
        let old = old.ok_or(VaultError::UnknownPerson)?;
        let id: [u8; 8] = seal::short_digest(&[&old]);
        let aside = format!("former:{tag}:{}", hex::encode(id));
        batch.expect(StoreName::Keys, tag.row_key(), Expected::Bytes(old.clone()));
        batch.put(StoreName::Keys, aside, old);
        Ok(())
    }

    /// Open a person's keys with what they typed or showed.
    ///
    /// # Errors
    /// [`VaultError::WrongSecret`], or the store's.
    pub async fn unlock(
        &self,
        attempt: Try,
        way: Way,
        key: &VaultKey,
    ) -> Result<Unlocked, VaultError> {
        let Try { tag, row } = attempt;
        let wrapped = row.way(way).ok_or(VaultError::WrongSecret)?;
        let seal = RowSeal {
            tag,
            id: key_id(&row.seal_public),
        };
        let user_key = match seal.open(&key.0, way.as_str(), &wrapped.user_key) {
            // Whether the secret is wrong or the row damaged can't be told apart.
            Err(VaultError::Damaged { .. }) => return Err(VaultError::WrongSecret),
            opened => Secret::from_slice(&zeroize::Zeroizing::new(opened?)),
        };
        let user_key = user_key.ok_or(VaultError::Damaged { what: WHAT })?;
        let unlocked = unlock_row(tag, &row, user_key)?;
        self.forget_tries(tag).await?;
        Ok(unlocked)
    }

    /// Open a person's keys again with the user key that the keeper remembers.
    ///
    /// # Errors
    /// [`VaultError::UnknownPerson`] when the row is gone, or the store's.
    pub async fn unlock_again(
        &self,
        tag: PersonTag,
        user_key: Secret,
    ) -> Result<Unlocked, VaultError> {
        let (_, row) = self.person_row(tag).await?;
        unlock_row(tag, &row, user_key)
    }

    /// Open the keys of somebody who can't, with the facility's recovery key.
    /// Those of people who were set aside are opened too.
    ///
    /// # Errors
    /// When the store refuses. Rows that don't open are left out.
    pub async fn unlock_all_by_recovery(
        &self,
        recovery: &SealPair,
    ) -> Result<Vec<Unlocked>, VaultError> {
        let mut opened = Vec::new();
        for prefix in ["user:", "former:"] {
            let range = crate::store::KeyRange::prefix(prefix.as_bytes());
            for (key, value) in crate::store::scan_all(&self.store, StoreName::Keys, range).await? {
                if let Some(unlocked) = unlock_by_recovery(prefix, &key, &value, recovery) {
                    opened.push(unlocked);
                }
            }
        }
        Ok(opened)
    }

    /// Give a person a way in, or replace it: a new passphrase, a badge.
    ///
    /// # Errors
    /// When the store refuses or another tab was faster.
    pub async fn set_way(
        &self,
        unlocked: &Unlocked,
        way: Way,
        kdf: Option<KdfParams>,
        key: &VaultKey,
    ) -> Result<(), VaultError> {
        let seal = RowSeal {
            tag: unlocked.tag,
            id: key_id(unlocked.pair.public()),
        };
        let new = make_way(&seal, way, kdf, key, &unlocked.user_key)?;
        self.change_row(unlocked, |row| {
            row.ways.retain(|old| old.kind != new.kind);
            row.ways.push(new);
        })
        .await
    }

    /// Take a way in from a person: a lost badge.
    ///
    /// # Errors
    /// When the store refuses or another tab was faster.
    pub async fn remove_way(&self, unlocked: &Unlocked, way: Way) -> Result<(), VaultError> {
        self.change_row(unlocked, |row| {
            row.ways.retain(|old| old.kind != way.as_str())
        })
        .await
    }

    /// Let the facility's recovery key open what is this person's alone.
    ///
    /// # Errors
    /// When the store refuses or another tab was faster.
    pub async fn ensure_recovery(
        &self,
        unlocked: &Unlocked,
        recovery: &[u8; 32],
    ) -> Result<(), VaultError> {
        let (_, row) = self.person_row(unlocked.tag).await?;
        let recipient = recipient_id(recovery);
        if row.recovery.is_some_and(|held| held.recipient == recipient) {
            return Ok(());
        }
        let wrapped = make_recovery(unlocked.tag, &unlocked.user_key, recovery)?;
        self.change_row(unlocked, |row| row.recovery = Some(wrapped))
            .await
    }

    /// Replace what is kept for a person.
    ///
    /// # Errors
    /// When the store refuses or another tab was faster.
    pub async fn put_profile(
        &self,
        unlocked: &mut Unlocked,
        profile: &[u8],
    ) -> Result<(), VaultError> {
        let seal = RowSeal {
            tag: unlocked.tag,
            id: key_id(unlocked.pair.public()),
        };
        let sealed = seal.seal(&unlocked.user_key, "profile", profile)?;
        self.change_row(unlocked, |row| row.profile = sealed)
            .await?;
        unlocked.profile = profile.to_vec();
        Ok(())
    }

    async fn person_row(&self, tag: PersonTag) -> Result<(Vec<u8>, PersonRow), VaultError> {
        let bytes = self
            .store
            .get(StoreName::Keys, tag.row_key().as_bytes())
            .await?;
        let bytes = bytes.ok_or(VaultError::UnknownPerson)?;
        let row = row::from_bytes(WHAT, PERSON_VERSION, &bytes)?;
        Ok((bytes, row))
    }

    async fn change_row(
        &self,
        unlocked: &Unlocked,
        change: impl FnOnce(&mut PersonRow),
    ) -> Result<(), VaultError> {
        let (before, mut row) = self.person_row(unlocked.tag).await?;
        if &row.seal_public != unlocked.pair.public() {
            // Enrolled again meanwhile: these are keys of the row set aside.
            return Err(VaultError::UnknownPerson);
        }
        change(&mut row);
        let key = unlocked.tag.row_key();
        let mut batch = Batch::new();
        batch.expect(StoreName::Keys, key.as_str(), Expected::Bytes(before));
        batch.put(StoreName::Keys, key.as_str(), row::to_bytes(&row)?);
        match self.store.commit(batch).await.map_err(VaultError::from) {
            Err(error) if error.is_conflict() => Err(VaultError::Contention),
            committed => committed,
        }
    }
}

fn unlock_by_recovery(
    prefix: &str,
    key: &[u8],
    value: &[u8],
    recovery: &SealPair,
) -> Option<Unlocked> {
    let rest = std::str::from_utf8(key).ok()?.strip_prefix(prefix)?;
    let mut tag = [0; 16];
    hex::decode_to_slice(rest.split(':').next()?, &mut tag).ok()?;
    let tag = PersonTag(tag);
    let row: PersonRow = row::from_bytes(WHAT, PERSON_VERSION, value).ok()?;
    let wrapped = from_base64(WHAT, &row.recovery.as_ref()?.user_key).ok()?;
    let user_key = unwrap_secret(recovery, &recovery_purpose(tag), &wrapped).ok()?;
    unlock_row(tag, &row, user_key).ok()
}
