//! Opening a person's keys: by one of their ways in, by the keeper's memory, or by
//! the facility's recovery key; and changing those ways.

use super::person::{
    PERSON_VERSION, PersonRow, RowSeal, Unlocked, WHAT, Way, make_recovery, make_way,
    recovery_purpose, unlock_row,
};
use super::{Keyring, PersonTag, Try, from_base64, row, to_base64};
use crate::error::VaultError;
use crate::kdf::{KdfParams, VaultKey};
use crate::seal::{SealPair, Secret, recipient_id, unwrap_secret};
use crate::store::{Batch, Expected, KeyRange, Store, StoreName, scan_all};

impl<S: Store> Keyring<S> {
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
        let seal = RowSeal::of(tag, &row.seal_public);
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
            let range = KeyRange::prefix(prefix.as_bytes());
            for (key, value) in scan_all(&self.store, StoreName::Keys, range).await? {
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
        self.put_way(unlocked, way, kdf, key, None).await
    }

    /// Give a person a way in that is shown, not typed, or replace it. `handle` is that by which it is found again.
    ///
    /// # Errors
    /// When the store refuses or another tab was faster.
    pub async fn set_shown_way(
        &self,
        unlocked: &Unlocked,
        way: Way,
        kdf: Option<KdfParams>,
        key: &VaultKey,
        handle: &[u8],
    ) -> Result<(), VaultError> {
        self.put_way(unlocked, way, kdf, key, Some(to_base64(handle)))
            .await
    }

    async fn put_way(
        &self,
        unlocked: &Unlocked,
        way: Way,
        kdf: Option<KdfParams>,
        key: &VaultKey,
        handle: Option<String>,
    ) -> Result<(), VaultError> {
        let seal = RowSeal::of(unlocked.tag, unlocked.pair.public());
        let mut new = make_way(&seal, way, kdf, key, &unlocked.user_key)?;
        new.handle = handle;
        self.change_row(unlocked, |row| {
            row.ways.retain(|old| old.kind != new.kind);
            row.ways.push(new);
        })
        .await
    }

    /// The handles of all badges or passkeys that open something here, with whose they are.
    ///
    /// # Errors
    /// When the store refuses. Rows that can't be read are left out.
    pub async fn shown_ways(&self, way: Way) -> Result<Vec<(PersonTag, Vec<u8>)>, VaultError> {
        let rows = scan_all(&self.store, StoreName::Keys, KeyRange::prefix(b"user:")).await?;
        let found = rows.iter().filter_map(|(key, value)| {
            let tag = std::str::from_utf8(key).ok()?.strip_prefix("user:")?;
            let row: PersonRow = row::from_bytes(WHAT, PERSON_VERSION, value).ok()?;
            let handle = row.way(way)?.handle.as_ref()?;
            Some((tag.parse().ok()?, from_base64(WHAT, handle).ok()?))
        });
        Ok(found.collect())
    }

    /// Whose badge or passkey this is. Nobody's: it was replaced, or made on another tablet.
    ///
    /// # Errors
    /// When the store refuses.
    pub async fn whose(&self, way: Way, handle: &[u8]) -> Result<Option<PersonTag>, VaultError> {
        let shown = self.shown_ways(way).await?;
        let found = shown.into_iter().find(|(_, held)| held == handle);
        Ok(found.map(|(tag, _)| tag))
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
        match make_recovery(unlocked.tag, &unlocked.user_key, recovery)? {
            Some(wrapped) => {
                self.change_row(unlocked, |row| row.recovery = Some(wrapped))
                    .await
            }
            None => Ok(()),
        }
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
        let seal = RowSeal::of(unlocked.tag, unlocked.pair.public());
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
