//! The head of a book's chain: where the next entry goes on.
//!
//! It lies in the clear, with a checksum. It says how many entries a book has
//! (as does counting rows) and the hash of a header over a salted body, so it
//! tells nothing; and whoever signs in next must be able to go on with the chain
//! even where they hold none of the earlier keys. Truncation isn't prevented by
//! sealing it either: an old sealed head could be put back just as well.

use serde::{Deserialize, Serialize};

use super::Vault;
use crate::book::BookName;
use crate::error::VaultError;
use crate::seal;
use crate::store::{Store, StoreName};

const VERSION: u32 = 1;
const WHAT: &str = "the end of a chain";

/// The last entry of a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Which chain.
    pub chain: String,
    /// The last sequence number.
    pub seq: u64,
    /// The digest of the last header, in hex.
    pub digest: String,
}

#[derive(Serialize, Deserialize)]
struct HeadRow {
    v: u32,
    chain: String,
    seq: u64,
    digest: String,
    check: String,
}

/// The stored bytes, and what they say.
pub(super) type StoredHead = (Option<Vec<u8>>, Option<Result<Head, VaultError>>);

fn checksum(head: &Head) -> String {
    let seq = head.seq.to_be_bytes();
    let parts = [
        b"wingbook/head".as_slice(),
        head.chain.as_bytes(),
        &seq,
        head.digest.as_bytes(),
    ];
    hex::encode(seal::short_digest::<8>(&parts))
}

pub(super) fn to_bytes(head: &Head) -> Result<Vec<u8>, VaultError> {
    let row = HeadRow {
        v: VERSION,
        chain: head.chain.clone(),
        seq: head.seq,
        digest: head.digest.clone(),
        check: checksum(head),
    };
    serde_json::to_vec(&row).map_err(|_| VaultError::Damaged { what: WHAT })
}

fn from_bytes(bytes: &[u8]) -> Result<Head, VaultError> {
    let damaged = VaultError::Damaged { what: WHAT };
    let Ok(row) = serde_json::from_slice::<HeadRow>(bytes) else {
        return Err(damaged);
    };
    let head = Head {
        chain: row.chain,
        seq: row.seq,
        digest: row.digest,
    };
    match row.v {
        VERSION if row.check == checksum(&head) => Ok(head),
        newer if newer > VERSION => Err(VaultError::NeedsNewerApp { what: WHAT }),
        _ => Err(damaged),
    }
}

impl<S: Store> Vault<S> {
    pub(super) fn head_key(&self, book: &BookName) -> String {
        format!("head:{}", hex::encode(self.book_tag(book)))
    }

    /// The head of a book's chain on this tablet, if a chain was begun.
    ///
    /// # Errors
    /// When the store refuses, or the head can't be read. After damage the next
    /// entry begins another chain.
    pub async fn head(&self, book: &BookName) -> Result<Option<Head>, VaultError> {
        let (_, head) = self.stored_head(book).await?;
        head.transpose()
    }

    /// The head as stored, and what it says.
    pub(super) async fn stored_head(&self, book: &BookName) -> Result<StoredHead, VaultError> {
        let key = self.head_key(book);
        let bytes = self.store.get(StoreName::State, key.as_bytes()).await?;
        self.remember_head(book, bytes.clone());
        let head = bytes.as_deref().map(from_bytes);
        Ok((bytes, head))
    }

    /// The head as it was last seen here, read now if it never was. It may have
    /// moved: whoever writes makes it a condition.
    pub(super) async fn likely_head(&self, book: &BookName) -> Result<StoredHead, VaultError> {
        let seen = self.heads.borrow().get(book).cloned();
        match seen {
            Some(bytes) => {
                let head = bytes.as_deref().map(from_bytes);
                Ok((bytes, head))
            }
            None => self.stored_head(book).await,
        }
    }

    pub(super) fn remember_head(&self, book: &BookName, bytes: Option<Vec<u8>>) {
        self.heads.borrow_mut().insert(book.clone(), bytes);
    }

    /// Read the head anew next time: how the last write ended isn't known.
    pub(super) fn forget_head(&self, book: &BookName) {
        self.heads.borrow_mut().remove(book);
    }
}
