//! The people of this tablet and the keys of its books.
//!
//! A person's row holds the public half of their key pair in the clear and the
//! private half sealed under a user key, which is wrapped once for each way in
//! (passphrase, badge, passkey, the facility's recovery key). A book's epochs are
//! random keys, each wrapped to everybody entitled. Nothing here names anybody:
//! rows are found by an opaque tag of the staff number, and names, roles and
//! certificates lie in the sealed profile.
//!
//! The tag is a keyed hash, not a secret: whoever holds the tablet's files and a
//! list of staff numbers can tell who is enrolled, and nothing else.
//!
//! Who is entitled to what is decided by the caller, from verified certificates.

mod enrolment;
mod epochs;
mod person;
mod row;
mod tries;
mod ways;

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;

use std::fmt;
use std::str::FromStr;

use base64ct::{Base64, Encoding};
use serde::{Deserialize, Serialize};

#[cfg(all(test, not(target_arch = "wasm32")))]
use crate::kdf::VaultKey;
pub(crate) use epochs::Epoch;
pub use epochs::{BookKeys, Entitlement, Readers, Upkeep};
pub use person::{NewPerson, Unlocked, Way};
pub use tries::Try;

use crate::error::VaultError;
use crate::seal::{self, Secret};
use crate::store::{Batch, Expected, KeyRange, Store, StoreError, StoreName, scan_all};

/// How often a change is planned anew when another tab was faster.
const ROUNDS_MAX: usize = 8;

/// Sixteen random bytes that name this vault for as long as it lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TabletId(pub(crate) [u8; 16]);

impl TabletId {
    /// As text.
    #[must_use]
    pub fn to_hex(&self) -> String {
        hex::encode(self.0)
    }
}

/// Under which a person's row is found on this tablet; says nothing elsewhere.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonTag([u8; 16]);

impl PersonTag {
    fn row_key(self) -> String {
        format!("user:{self}")
    }
}

impl fmt::Display for PersonTag {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&hex::encode(self.0))
    }
}

/// Not the tag of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a person's tag is 32 hexadecimal digits")]
pub struct BadPersonTag;

impl FromStr for PersonTag {
    type Err = BadPersonTag;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut tag = [0; 16];
        hex::decode_to_slice(text, &mut tag).map_err(|_| BadPersonTag)?;
        Ok(Self(tag))
    }
}

impl fmt::Debug for PersonTag {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "PersonTag({self})")
    }
}

/// Somebody who has signed in on this tablet, as seen without any key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrolled {
    /// Their tag.
    pub tag: PersonTag,
    /// The public half to which secrets are wrapped for them. Not certified by
    /// standing here: compare it with a verified certificate.
    pub seal_public: [u8; 32],
}

#[derive(Serialize, Deserialize)]
struct TabletRow {
    v: u32,
    #[serde(with = "hex::serde")]
    tablet: [u8; 16],
}

const TABLET_KEY: &str = "tablet";
const TABLET_VERSION: u32 = 1;

/// Access to the rows of people and book keys.
#[derive(Debug)]
pub struct Keyring<S> {
    store: S,
    tablet: TabletId,
    is_new: bool,
}

impl<S: Store> Keyring<S> {
    /// Open the keyring of a store; the first time, name the tablet.
    ///
    /// # Errors
    /// When the store refuses, or its identity can't be read.
    pub async fn open(store: S) -> Result<Self, VaultError> {
        for _ in 0..ROUNDS_MAX {
            if let Some(row) = store.get(StoreName::State, TABLET_KEY.as_bytes()).await? {
                let tablet = read_tablet(&row)?;
                return Ok(Self {
                    store,
                    tablet,
                    is_new: false,
                });
            }
            let mut tablet = [0; 16];
            seal::random(&mut tablet).map_err(VaultError::sealing("the tablet's identity"))?;
            let row = TabletRow {
                v: TABLET_VERSION,
                tablet,
            };
            let mut batch = Batch::new();
            batch.expect(StoreName::State, TABLET_KEY, Expected::Absent);
            batch.put(StoreName::State, TABLET_KEY, row::to_bytes(&row)?);
            match store.commit(batch).await.map_err(VaultError::from) {
                Ok(()) => {
                    return Ok(Self {
                        store,
                        tablet: TabletId(tablet),
                        is_new: true,
                    });
                }
                Err(error) if error.is_conflict() => {}
                Err(error) => return Err(error),
            }
        }
        Err(VaultError::Contention)
    }

    /// Whether this call made the vault: nothing was stored here before.
    #[must_use]
    pub const fn is_new(&self) -> bool {
        self.is_new
    }

    /// The identity of this vault.
    #[must_use]
    pub const fn tablet(&self) -> TabletId {
        self.tablet
    }

    /// The store underneath.
    #[must_use]
    pub const fn store(&self) -> &S {
        &self.store
    }

    /// The tag of a staff number on this tablet.
    #[must_use]
    pub fn tag(&self, staff_number: &str) -> PersonTag {
        let key = Secret::from_bytes(seal::short_digest(&[b"wingbook/tablet", &self.tablet.0]));
        PersonTag(seal::name(
            &key,
            &[b"staff-number", staff_number.as_bytes()],
        ))
    }

    /// Everybody who has signed in here, as far as rows can be read.
    ///
    /// # Errors
    /// When the store refuses.
    pub async fn people(&self) -> Result<Vec<Enrolled>, VaultError> {
        let rows = scan_all(&self.store, StoreName::Keys, KeyRange::prefix(b"user:")).await?;
        Ok(rows
            .iter()
            .filter_map(|(key, value)| person::enrolled(key, value))
            .collect())
    }

    /// How many records wait to be sent, whoever may open them.
    ///
    /// # Errors
    /// When the store refuses.
    pub async fn waiting_count(&self) -> Result<u64, VaultError> {
        let waiting = KeyRange::prefix(&[crate::vault::OUTBOX_OPEN]);
        Ok(self.store.count(StoreName::Outbox, &waiting).await?)
    }

    /// How many drafts lie here, whoever wrote them.
    ///
    /// # Errors
    /// When the store refuses.
    pub async fn draft_count(&self) -> Result<u64, VaultError> {
        let all = KeyRange::prefix(&[]);
        Ok(self.store.count(StoreName::Drafts, &all).await?)
    }

    /// Whether documents lie here, whoever may open them. How many only their keys tell: a
    /// page holds many.
    ///
    /// # Errors
    /// When the store refuses.
    pub async fn holds_documents(&self) -> Result<bool, VaultError> {
        let all = KeyRange::all();
        Ok(self.store.count(StoreName::Rows, &all).await? > 0
            || self.store.count(StoreName::Pages, &all).await? > 0)
    }

    /// A note that is readable before anybody signs in.
    ///
    /// # Errors
    /// When the store refuses.
    pub async fn note(&self, name: &str) -> Result<Option<Vec<u8>>, VaultError> {
        let key = format!("note:{name}");
        Ok(self.store.get(StoreName::State, key.as_bytes()).await?)
    }

    /// Keep a note in the clear: the server's address, the tablet's name. Never
    /// anything about a person. Made of the note that was `read` before.
    ///
    /// # Errors
    /// [`VaultError::Contention`] where it is not that one any more, or the store's.
    pub async fn put_note(
        &self,
        name: &str,
        read: Option<Vec<u8>>,
        value: &[u8],
    ) -> Result<(), VaultError> {
        let key = format!("note:{name}");
        let mut batch = Batch::new();
        batch.expect(StoreName::State, key.as_str(), Expected::as_read(read));
        batch.put(StoreName::State, key, value.to_vec());
        match self.store.commit(batch).await {
            Err(StoreError::Conflict { .. }) => Err(VaultError::Contention),
            put => Ok(put?),
        }
    }
}

fn read_tablet(row: &[u8]) -> Result<TabletId, VaultError> {
    const WHAT: &str = "the tablet's identity";
    let row: TabletRow = row::from_bytes(WHAT, TABLET_VERSION, row)?;
    Ok(TabletId(row.tablet))
}

fn to_base64(bytes: &[u8]) -> String {
    Base64::encode_string(bytes)
}

fn from_base64(what: &'static str, text: &str) -> Result<Vec<u8>, VaultError> {
    Base64::decode_vec(text).map_err(|_| VaultError::Damaged { what })
}
