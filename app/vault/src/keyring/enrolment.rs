//! Who comes to a tablet, comes back without their passphrase, and leaves it.

use serde_json::Map;

use super::person::{
    NewPerson, PERSON_VERSION, PersonRow, RowSeal, Unlocked, WHAT, Way, make_recovery, make_way,
};
use super::{Keyring, PersonTag, row};
use crate::error::VaultError;
use crate::seal::{self, SealPair, Secret};
use crate::store::{Batch, Expected, Store, StoreName};

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
        let seal = RowSeal::of(tag, pair.public());
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
            recovery: recovery.transpose()?.flatten(),
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
}
