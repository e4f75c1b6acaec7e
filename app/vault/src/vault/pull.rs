//! Taking over what a backend sent: documents and the place in its feed in one
//! transaction, so that the place never passes what isn't stored.
//!
//! A place in a feed says "all before it is here", which is true only for whoever
//! can open it. It is sealed with the book's current key and lists the epochs it
//! relies on; whoever lacks one of them starts over, and loses nothing by it.

use std::collections::{BTreeSet, HashSet};

use serde::{Deserialize, Serialize};

use super::{Document, OfMonth, Vault};
use crate::book::BookName;
use crate::error::VaultError;
use crate::keyring::Epoch;
use crate::seal::{self, Place};
use crate::store::{Batch, KeyRange, Store, StoreName};

const WHAT: &str = "the place in a feed";

/// A part of a backend's feed, verified by the caller.
#[derive(Debug, Clone, Copy)]
pub struct Pull<'a> {
    /// The backend.
    pub backend: &'a str,
    /// Documents to store, replacing what was held under their ids.
    pub documents: &'a [Document],
    /// Documents that won't change any more: many of one month lie in a page.
    pub settled: &'a [OfMonth],
    /// Ids of documents to remove.
    pub removed: &'a [String],
    /// The place in the feed behind them, if it moves.
    pub checkpoint: Option<&'a str>,
}

/// What [`Vault::forget_documents`] did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Forgotten {
    /// Documents removed from this tablet.
    pub removed: usize,
    /// Ids that still wait to be sent, and therefore stay.
    pub kept: Vec<String>,
}

#[derive(Serialize, Deserialize)]
struct CheckpointRow {
    v: u32,
    checkpoint: String,
    relies_on: Vec<String>,
}

fn epoch_tags<'a>(epochs: impl IntoIterator<Item = &'a std::rc::Rc<Epoch>>) -> BTreeSet<String> {
    epochs
        .into_iter()
        .map(|epoch| hex::encode(epoch.seal.id().tag()))
        .collect()
}

impl<S: Store> Vault<S> {
    /// The row keys of a backend's place: all of the book share a prefix.
    fn checkpoint_key(&self, book: &BookName, epoch: &Epoch, backend: &str) -> String {
        let backend = seal::name(&epoch.names, &[b"checkpoint", backend.as_bytes()]);
        let tag = hex::encode(epoch.seal.id().tag());
        format!(
            "checkpoint:{}:{tag}:{}",
            hex::encode(self.book_tag(book)),
            hex::encode(backend)
        )
    }

    /// Store a part of a feed and the place behind it, together.
    ///
    /// # Errors
    /// [`VaultError::BookLocked`], or the store's; then nothing was stored and the
    /// same part can be pulled again.
    pub async fn apply_pull(&self, book: &BookName, pull: Pull<'_>) -> Result<(), VaultError> {
        let (documents, removed) = (pull.documents, pull.removed);
        self.commit_documents(book, documents, pull.settled, removed, |batch| {
            match pull.checkpoint {
                Some(place) => self.plan_checkpoint(batch, book, pull.backend, place),
                None => Ok(()),
            }
        })
        .await
    }

    fn plan_checkpoint(
        &self,
        batch: &mut Batch,
        book: &BookName,
        backend: &str,
        checkpoint: &str,
    ) -> Result<(), VaultError> {
        let epoch = self.current(book)?;
        let key = self.checkpoint_key(book, &epoch, backend);
        let row = CheckpointRow {
            v: 1,
            checkpoint: checkpoint.to_owned(),
            relies_on: epoch_tags(&self.epochs(book)?).into_iter().collect(),
        };
        let content = serde_json::to_vec(&row).map_err(|_| VaultError::Damaged { what: WHAT })?;
        let place = Place {
            store: StoreName::State,
            key: key.as_bytes(),
            owner: book.as_str(),
        };
        let sealed = epoch
            .seal
            .seal(&place, &content)
            .map_err(VaultError::sealing(WHAT))?;
        batch.put(StoreName::State, key.as_str(), sealed);
        Ok(())
    }

    /// The place in a backend's feed up to which everything is here and readable;
    /// `None` where the feed has to be read from its beginning. One that can't be
    /// read counts as none: pulling again is safe.
    ///
    /// # Errors
    /// [`VaultError::BookLocked`], or the store's.
    pub async fn checkpoint(
        &self,
        book: &BookName,
        backend: &str,
    ) -> Result<Option<String>, VaultError> {
        let epochs = self.epochs(book)?;
        let held = epoch_tags(&epochs);
        for epoch in epochs.iter().rev() {
            let key = self.checkpoint_key(book, epoch, backend);
            let Some(sealed) = self.store.get(StoreName::State, key.as_bytes()).await? else {
                continue;
            };
            let place = Place {
                store: StoreName::State,
                key: key.as_bytes(),
                owner: book.as_str(),
            };
            let row = epoch
                .seal
                .open(&place, &sealed)
                .ok()
                .and_then(|content| serde_json::from_slice::<CheckpointRow>(&content).ok());
            if let Some(row) = row
                && row.relies_on.iter().all(|tag| held.contains(tag))
            {
                return Ok(Some(row.checkpoint));
            }
        }
        Ok(None)
    }

    /// Read every feed of a book from its beginning next time: the server was
    /// restored, or its answers made no sense.
    ///
    /// # Errors
    /// When the store refuses.
    pub async fn forget_checkpoints(&self, book: &BookName) -> Result<(), VaultError> {
        let prefix = format!("checkpoint:{}:", hex::encode(self.book_tag(book)));
        let mut batch = Batch::new();
        batch.delete_range(StoreName::State, KeyRange::prefix(prefix.as_bytes()));
        Ok(self.store.commit(batch).await?)
    }

    /// Remove documents that have left this tablet's window. What still waits to
    /// be sent stays.
    ///
    /// # Errors
    /// [`VaultError::BookLocked`], or the store's.
    pub async fn forget_documents(
        &self,
        book: &BookName,
        ids: &[String],
    ) -> Result<Forgotten, VaultError> {
        let waiting = self.waiting_ids(book).await?;
        let stays = |id: &String| waiting.as_ref().is_none_or(|waiting| waiting.contains(id));
        let (kept, gone): (Vec<String>, Vec<String>) = ids.iter().cloned().partition(stays);
        self.commit_documents(book, &[], &[], &gone, |_| Ok(()))
            .await?;
        Ok(Forgotten {
            removed: gone.len(),
            kept,
        })
    }

    /// The ids of a book's documents that no backend has proved to hold; `None` where some can't be read.
    pub(super) async fn waiting_ids(
        &self,
        book: &BookName,
    ) -> Result<Option<HashSet<String>>, VaultError> {
        let outbox = self.outbox().await?;
        if outbox.newer > 0 || !outbox.damaged.is_empty() {
            return Ok(None);
        }
        let of_book = outbox.items.into_iter().filter(|item| &item.book == book);
        Ok(Some(of_book.map(|item| item.id).collect()))
    }
}
