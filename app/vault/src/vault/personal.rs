//! What is one person's alone: drafts and settings, sealed with their own key.
//! Nobody else on the tablet opens them, whatever books they hold.

use super::{DamagedRow, Vault};
use crate::error::VaultError;
use crate::keyring::Unlocked;
use crate::seal::{self, Place};
use crate::store::{Batch, KeyRange, Store, StoreName, scan_all};

const WHAT_DRAFT: &str = "a draft";
const WHAT_SETTING: &str = "a setting";

/// An unfinished form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Its id.
    pub id: String,
    /// Its content; opaque here.
    pub content: Vec<u8>,
}

fn draft_key(person: &Unlocked, id: &str) -> Vec<u8> {
    let name = seal::name(&person.personal_names(), &[b"draft", id.as_bytes()]);
    [person.personal_key().id().0, name].concat()
}

fn setting_key(person: &Unlocked, name: &str) -> String {
    let hidden = seal::name(&person.personal_names(), &[b"setting", name.as_bytes()]);
    let owner = person.personal_key().id();
    format!("person:{}:{}", hex::encode(owner.0), hex::encode(hidden))
}

const fn place(store: StoreName, key: &[u8]) -> Place<'_> {
    Place {
        store,
        key,
        owner: "person",
    }
}

/// A draft's id stands before its content, with its length.
fn split_draft(content: &[u8]) -> Option<Draft> {
    let (length, rest) = content.split_first_chunk::<2>()?;
    let (id, content) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
    Some(Draft {
        id: std::str::from_utf8(id).ok()?.to_owned(),
        content: content.to_vec(),
    })
}

impl<S: Store> Vault<S> {
    fn signed_in(&self) -> Result<&Unlocked, VaultError> {
        self.person.as_ref().ok_or(VaultError::NobodySignedIn)
    }

    /// Keep a draft as it is now, durably.
    ///
    /// # Errors
    /// When nobody is signed in, or the store refuses: the last state is kept.
    pub async fn put_draft(&self, id: &str, content: &[u8]) -> Result<(), VaultError> {
        let mut batch = Batch::new();
        self.plan_draft(&mut batch, id, content)?;
        Ok(self.store.commit(batch).await?)
    }

    pub(super) fn plan_draft(
        &self,
        batch: &mut Batch,
        id: &str,
        content: &[u8],
    ) -> Result<(), VaultError> {
        let person = self.signed_in()?;
        let key = draft_key(person, id);
        let id_len =
            u16::try_from(id.len()).map_err(|_| VaultError::TooLong { what: WHAT_DRAFT })?;
        let length = 2 + id.len() + content.len();
        let sealed = person
            .personal_key()
            .seal_with(&place(StoreName::Drafts, &key), length, |text| {
                text.extend_from_slice(&id_len.to_be_bytes());
                text.extend_from_slice(id.as_bytes());
                text.extend_from_slice(content);
            })
            .map_err(VaultError::sealing(WHAT_DRAFT))?;
        batch.put(StoreName::Drafts, key, sealed);
        Ok(())
    }

    /// All drafts of whoever is signed in, and rows of theirs that don't open.
    ///
    /// # Errors
    /// When nobody is signed in, or the store refuses.
    pub async fn drafts(&self) -> Result<(Vec<Draft>, Vec<DamagedRow>), VaultError> {
        let person = self.signed_in()?;
        let sealing = person.personal_key();
        let range = KeyRange::prefix(&sealing.id().0);
        let mut drafts = Vec::new();
        let mut damaged = Vec::new();
        for (key, sealed) in scan_all(&self.store, StoreName::Drafts, range).await? {
            let opened = sealing.open(&place(StoreName::Drafts, &key), &sealed).ok();
            match opened.as_deref().and_then(split_draft) {
                Some(draft) => drafts.push(draft),
                None => damaged.push(DamagedRow {
                    store: StoreName::Drafts,
                    key,
                }),
            }
        }
        Ok((drafts, damaged))
    }

    /// Throw a draft away.
    ///
    /// # Errors
    /// When nobody is signed in, or the store refuses.
    pub async fn delete_draft(&self, id: &str) -> Result<(), VaultError> {
        let mut batch = Batch::new();
        self.plan_draft_removal(&mut batch, id)?;
        Ok(self.store.commit(batch).await?)
    }

    pub(super) fn plan_draft_removal(&self, batch: &mut Batch, id: &str) -> Result<(), VaultError> {
        batch.delete(StoreName::Drafts, draft_key(self.signed_in()?, id));
        Ok(())
    }

    /// A setting of whoever is signed in.
    ///
    /// # Errors
    /// When nobody is signed in, it can't be read, or the store refuses.
    pub async fn setting(&self, name: &str) -> Result<Option<Vec<u8>>, VaultError> {
        let person = self.signed_in()?;
        let key = setting_key(person, name);
        let Some(sealed) = self.store.get(StoreName::State, key.as_bytes()).await? else {
            return Ok(None);
        };
        person
            .personal_key()
            .open(&place(StoreName::State, key.as_bytes()), &sealed)
            .map(Some)
            .map_err(|error| VaultError::opening(WHAT_SETTING, error))
    }

    /// Keep a setting of whoever is signed in.
    ///
    /// # Errors
    /// When nobody is signed in, or the store refuses.
    pub async fn put_setting(&self, name: &str, value: &[u8]) -> Result<(), VaultError> {
        let person = self.signed_in()?;
        let key = setting_key(person, name);
        let sealed = person
            .personal_key()
            .seal(&place(StoreName::State, key.as_bytes()), value)
            .map_err(VaultError::sealing(WHAT_SETTING))?;
        let mut batch = Batch::new();
        batch.put(StoreName::State, key, sealed);
        Ok(self.store.commit(batch).await?)
    }
}
