//! What waits to be sent, and what became of it: one row per document and
//! backend, sealed with the book's key, so that anyone who holds the book can
//! send what a colleague left behind.
//!
//! Row keys begin with `w` while something is open, with `r` once the backend has
//! proved that it holds the same, and with `q` while a backend that may have lost it
//! is asked: how many records wait can be counted before anybody signs in.

use serde::{Deserialize, Serialize};

use super::{BOOK_TAG_LEN, DamagedRow, Document, Vault};
use crate::book::BookName;
use crate::error::VaultError;
use crate::keyring::Epoch;
use crate::seal::{self, Place, SealError};
use crate::store::{Batch, Expected, KeyRange, Store, StoreError, StoreName, scan_all};

/// First byte of keys of what isn't received yet.
pub(crate) const OPEN: u8 = b'w';
/// First byte of keys of what is received.
const RECEIVED: u8 = b'r';
/// First byte of keys of what a backend is only asked for: it had it once, so nothing of it waits to be sent.
const ASKED: u8 = b'q';
/// Bytes of an epoch's tag in row keys.
const EPOCH_TAG_LEN: usize = 8;
const VERSION: u8 = 1;
const WHAT: &str = "a record's delivery";

/// How far a record has come with one backend.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Delivery {
    /// Saved here, not sent yet.
    Waiting {
        /// Since when.
        since_ms: i64,
    },
    /// The backend accepted it; not yet read back.
    Sent {
        /// Since when it had been waiting.
        since_ms: i64,
        /// When it was accepted.
        at_ms: i64,
    },
    /// Read back and equal, or receipted over the same hash.
    Received {
        /// When, if anybody can say.
        at_ms: Option<i64>,
        /// The signed receipt, where the backend gives one; opaque here.
        receipt: Option<String>,
    },
    /// The backend doesn't take it; it is kept.
    Refused {
        /// Since when it had been waiting.
        since_ms: i64,
        /// When it was refused.
        at_ms: i64,
        /// Why, as a code that the page explains.
        reason: String,
    },
}

impl Delivery {
    const fn key_prefix(&self, again: Option<&Again>) -> u8 {
        match (self, again) {
            (Self::Received { .. }, _) => RECEIVED,
            (_, Some(_)) => ASKED,
            (Self::Waiting { .. } | Self::Sent { .. } | Self::Refused { .. }, None) => OPEN,
        }
    }
}

/// A document that lay at the backend once is offered again, because the backend may
/// have lost it: what was known of it before. Kept with the row, so that whoever goes
/// on after a lock or a crash still asks for it first instead of sending it as new.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "was", rename_all = "snake_case")]
pub enum Again {
    /// It came from there: the row stands only for the sake of this question.
    Fetched,
    /// It was written here, and received there.
    Received {
        /// When, if anybody could say.
        at_ms: Option<i64>,
        /// The signed receipt, where there was one.
        receipt: Option<String>,
    },
}

/// A document that is to wait for a backend too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offered {
    /// Its id.
    pub id: String,
    /// The revision that is held.
    pub rev: String,
    /// Where it lay at the backend before.
    pub again: Option<Again>,
}

#[derive(Serialize, Deserialize)]
struct Row<'a> {
    id: std::borrow::Cow<'a, str>,
    rev: std::borrow::Cow<'a, str>,
    backend: std::borrow::Cow<'a, str>,
    /// The revision at the backend that this one replaces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    replaces: Option<std::borrow::Cow<'a, str>>,
    delivery: Delivery,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    again: Option<std::borrow::Cow<'a, Again>>,
}

/// One record on its way to one backend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxItem {
    /// The book.
    pub book: BookName,
    /// The document's id.
    pub id: String,
    /// The revision that is to be sent.
    pub rev: String,
    /// The backend.
    pub backend: String,
    /// How far it has come.
    pub delivery: Delivery,
    /// The revision at the backend that this one replaces; `None` for a first
    /// one, and where that isn't known.
    pub replaces: Option<String>,
    /// It lay at the backend before, and is only asked for as long as this stands.
    pub again: Option<Again>,
    key: Vec<u8>,
    sealed: Vec<u8>,
}

/// What became of rows that were to be marked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marked {
    /// Those that were noted, as they lie in the outbox now.
    pub noted: Vec<OutboxItem>,
    /// Those that left the line, as they were.
    pub gone: Vec<OutboxItem>,
}

/// What the outbox holds for whoever is signed in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outbox {
    /// What can be read.
    pub items: Vec<OutboxItem>,
    /// Rows of books or epochs whose keys aren't held: a colleague's work, safe.
    pub locked: usize,
    /// Such rows that a backend is only asked for.
    pub locked_asked: usize,
    /// Rows written by a newer release.
    pub newer: usize,
    /// Rows that can't be opened any more.
    pub damaged: Vec<DamagedRow>,
}

fn outbox_key(
    state: u8,
    book_tag: &[u8; BOOK_TAG_LEN],
    epoch: &Epoch,
    backend: &str,
    id: &str,
) -> Vec<u8> {
    let name = seal::name(
        &epoch.names,
        &[b"outbox", backend.as_bytes(), id.as_bytes()],
    );
    [&[state], book_tag.as_slice(), &epoch.seal.id().tag(), &name].concat()
}

fn place<'a>(book: &'a BookName, key: &'a [u8]) -> Place<'a> {
    Place {
        store: StoreName::Outbox,
        key,
        owner: book.as_str(),
    }
}

fn seal_row(
    book: &BookName,
    epoch: &Epoch,
    key: &[u8],
    row: &Row<'_>,
) -> Result<Vec<u8>, VaultError> {
    let json = serde_json::to_vec(row).map_err(|_| VaultError::Damaged { what: WHAT })?;
    epoch
        .seal
        .seal_with(&place(book, key), json.len() + 1, |content| {
            content.push(VERSION);
            content.extend_from_slice(&json);
        })
        .map_err(VaultError::sealing(WHAT))
}

fn open_row(
    book: &BookName,
    epoch: &Epoch,
    key: Vec<u8>,
    sealed: Vec<u8>,
) -> Result<OutboxItem, (SealError, Vec<u8>)> {
    let opened = epoch
        .seal
        .open(&place(book, &key), &sealed)
        .and_then(|content| match content.split_first() {
            Some((&VERSION, json)) => {
                serde_json::from_slice::<Row<'static>>(json).map_err(|_| SealError::Damaged)
            }
            Some((&version, _)) if version > VERSION => Err(SealError::NeedsNewerApp { version }),
            _ => Err(SealError::Damaged),
        });
    match opened {
        Ok(row) => Ok(OutboxItem {
            book: book.clone(),
            id: row.id.into_owned(),
            rev: row.rev.into_owned(),
            backend: row.backend.into_owned(),
            delivery: row.delivery,
            replaces: row.replaces.map(std::borrow::Cow::into_owned),
            again: row.again.map(std::borrow::Cow::into_owned),
            key,
            sealed,
        }),
        Err(error) => Err((error, key)),
    }
}

impl<S: Store> Vault<S> {
    /// What isn't received yet (waiting, sent or refused), and what backends are only asked for.
    ///
    /// # Errors
    /// When the store refuses.
    pub async fn outbox(&self) -> Result<Outbox, VaultError> {
        let mut open = self.read_outbox(OPEN).await?;
        let asked = self.read_outbox(ASKED).await?;
        open.items.extend(asked.items);
        open.locked_asked = asked.locked;
        open.newer += asked.newer;
        open.damaged.extend(asked.damaged);
        Ok(open)
    }

    /// What backends have proved to hold.
    ///
    /// # Errors
    /// When the store refuses.
    pub async fn received(&self) -> Result<Outbox, VaultError> {
        self.read_outbox(RECEIVED).await
    }

    async fn read_outbox(&self, state: u8) -> Result<Outbox, VaultError> {
        let mut outbox = Outbox::default();
        let rows = scan_all(&self.store, StoreName::Outbox, KeyRange::prefix(&[state])).await?;
        for (key, sealed) in rows {
            let Some((book, epoch)) = self.key_owner(&key) else {
                outbox.locked += 1;
                continue;
            };
            match open_row(&book, &epoch, key, sealed) {
                Ok(item) => outbox.items.push(item),
                Err((SealError::NeedsNewerApp { .. }, _)) => outbox.newer += 1,
                Err((_, key)) => outbox.damaged.push(DamagedRow {
                    store: StoreName::Outbox,
                    key,
                }),
            }
        }
        Ok(outbox)
    }

    /// The book and epoch that an outbox key names, if held.
    fn key_owner(&self, key: &[u8]) -> Option<(BookName, std::rc::Rc<Epoch>)> {
        let (book_tag, rest) = key.get(1..)?.split_first_chunk::<BOOK_TAG_LEN>()?;
        let epoch_tag = rest.first_chunk::<EPOCH_TAG_LEN>()?;
        let books = self.books.borrow();
        let book = books
            .books()
            .find(|book| &self.book_tag(book) == book_tag)?;
        let mut epochs = books.epochs(book).iter();
        let epoch = epochs.find(|epoch| &epoch.seal.id().tag() == epoch_tag)?;
        Some((book.clone(), epoch.clone()))
    }

    /// The revision at a backend that a new one replaces: the one held here, or,
    /// where that one never reached the backend, what it would have replaced.
    pub(super) async fn replaced_at(
        &self,
        book: &BookName,
        backend: &str,
        id: &str,
        held: Option<&str>,
    ) -> Result<Option<String>, VaultError> {
        let tag = self.book_tag(book);
        for epoch in self.epochs(book)? {
            let key = outbox_key(OPEN, &tag, &epoch, backend, id);
            let Some(sealed) = self.store.get(StoreName::Outbox, &key).await? else {
                continue;
            };
            // A row that can't be read says nothing; the backend then decides.
            if let Ok(item) = open_row(book, &epoch, key, sealed)
                && !matches!(item.delivery, Delivery::Sent { .. })
            {
                return Ok(item.replaces);
            }
        }
        Ok(held.map(str::to_owned))
    }

    /// Add to a batch that a document waits for a backend.
    pub(super) fn plan_waiting(
        &self,
        batch: &mut Batch,
        book: &BookName,
        document: &Document,
        backend: &str,
        since_ms: i64,
        replaces: Option<&str>,
    ) -> Result<(), VaultError> {
        let row = Row {
            id: document.id.as_str().into(),
            rev: document.rev.as_str().into(),
            replaces: replaces.map(Into::into),
            backend: backend.into(),
            delivery: Delivery::Waiting { since_ms },
            again: None,
        };
        self.plan_row(batch, book, &row)
    }

    fn plan_row(&self, batch: &mut Batch, book: &BookName, row: &Row) -> Result<(), VaultError> {
        let epoch = self.current(book)?;
        let state = row.delivery.key_prefix(row.again.as_deref());
        let key = outbox_key(state, &self.book_tag(book), &epoch, &row.backend, &row.id);
        let sealed = seal_row(book, &epoch, &key, row)?;
        batch.put(StoreName::Outbox, key, sealed);
        Ok(())
    }

    /// Add to a batch that rows of earlier revisions, received or not, give way.
    pub(super) fn plan_outbox_removal(
        &self,
        batch: &mut Batch,
        book: &BookName,
        id: &str,
        backend: &str,
    ) -> Result<(), VaultError> {
        let tag = self.book_tag(book);
        for epoch in self.epochs(book)? {
            for state in [OPEN, RECEIVED, ASKED] {
                let key = outbox_key(state, &tag, &epoch, backend, id);
                batch.delete(StoreName::Outbox, key);
            }
        }
        Ok(())
    }

    /// Let documents that are stored already wait for a backend too: one that was
    /// added, or one that lost them.
    ///
    /// # Errors
    /// [`VaultError::BookLocked`], or the store's.
    pub async fn offer_again(
        &self,
        book: &BookName,
        documents: &[Offered],
        backend: &str,
        since_ms: i64,
    ) -> Result<(), VaultError> {
        let mut batch = Batch::new();
        for offered in documents {
            self.plan_outbox_removal(&mut batch, book, &offered.id, backend)?;
            let row = Row {
                id: offered.id.as_str().into(),
                rev: offered.rev.as_str().into(),
                replaces: None,
                backend: backend.into(),
                delivery: Delivery::Waiting { since_ms },
                again: offered.again.as_ref().map(std::borrow::Cow::Borrowed),
            };
            self.plan_row(&mut batch, book, &row)?;
        }
        Ok(self.store.commit(batch).await?)
    }

    /// Note how far records have come, and take others out of the line as if they had
    /// never been offered, all in one transaction. Items that changed since they were
    /// read (a newer revision waits now) are left alone.
    ///
    /// # Errors
    /// [`VaultError::BookLocked`], or the store's.
    pub async fn mark(
        &self,
        marks: &[(OutboxItem, Delivery)],
        gone: &[OutboxItem],
    ) -> Result<Marked, VaultError> {
        let mut changes = Vec::new();
        for (item, delivery) in marks {
            changes.push((item, Some(self.plan_mark(item, delivery)?)));
        }
        changes.extend(gone.iter().map(|item| (item, None)));
        let mut made = Marked::default();
        for (item, after) in self.change_rows(changes).await? {
            match after {
                Some(after) => made.noted.push(after),
                None => made.gone.push(item.clone()),
            }
        }
        Ok(made)
    }

    /// Put other rows in the places of these, or none. Answers which changes were made:
    /// not those of rows that are not as they were read.
    async fn change_rows<'i>(
        &self,
        mut changes: Vec<(&'i OutboxItem, Option<OutboxItem>)>,
    ) -> Result<Vec<(&'i OutboxItem, Option<OutboxItem>)>, VaultError> {
        loop {
            let mut batch = Batch::new();
            for (item, after) in &changes {
                let stands = Expected::Bytes(item.sealed.clone());
                batch.expect(StoreName::Outbox, item.key.as_slice(), stands);
                if after.as_ref().is_none_or(|after| after.key != item.key) {
                    batch.delete(StoreName::Outbox, item.key.as_slice());
                }
                if let Some(after) = after {
                    let (key, sealed) = (after.key.as_slice(), after.sealed.clone());
                    batch.put(StoreName::Outbox, key, sealed);
                }
            }
            match self.store.commit(batch).await {
                Ok(()) => return Ok(changes),
                Err(StoreError::Conflict { key, .. })
                    if changes.iter().any(|(item, _)| item.key == key) =>
                {
                    changes.retain(|(item, _)| item.key != key);
                }
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// Take back a document that does not stand in line for any of these backends, and make its draft what it was before,
    /// together.
    ///
    /// # Errors
    /// [`VaultError::DocumentMoved`] if it stands in line already: it may be on its way. Or the store's.
    pub async fn take_back(
        &self,
        book: &BookName,
        id: &str,
        backends: &[String],
        (draft, before): (&str, Option<&[u8]>),
    ) -> Result<(), VaultError> {
        let mut batch = Batch::new();
        let tag = self.book_tag(book);
        for epoch in self.epochs(book)? {
            for (state, backend) in [OPEN, RECEIVED, ASKED]
                .into_iter()
                .flat_map(|state| backends.iter().map(move |backend| (state, backend)))
            {
                let key = outbox_key(state, &tag, &epoch, backend, id);
                batch.expect(StoreName::Outbox, key, Expected::Absent);
            }
        }
        self.plan_removal(&mut batch, book, id)?;
        match before {
            Some(before) => self.plan_draft(&mut batch, draft, before)?,
            None => self.plan_draft_removal(&mut batch, draft)?,
        }
        match self.store.commit(batch).await {
            Err(StoreError::Conflict { .. }) => Err(VaultError::DocumentMoved),
            committed => Ok(committed?),
        }
    }

    /// Remove documents that a backend has proved to hold, with the rows that say so: nothing tells any more that they were
    /// here. A row that changed since it was read stays, with its document.
    ///
    /// # Errors
    /// [`VaultError::BookLocked`], or the store's.
    pub async fn let_go(&self, received: &[OutboxItem]) -> Result<(), VaultError> {
        for item in received {
            let mut batch = Batch::new();
            let stands = Expected::Bytes(item.sealed.clone());
            batch.expect(StoreName::Outbox, item.key.as_slice(), stands);
            batch.delete(StoreName::Outbox, item.key.as_slice());
            self.plan_removal(&mut batch, &item.book, &item.id)?;
            match self.store.commit(batch).await {
                Ok(()) | Err(StoreError::Conflict { .. }) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    fn plan_mark(&self, item: &OutboxItem, delivery: &Delivery) -> Result<OutboxItem, VaultError> {
        let locked = || VaultError::BookLocked {
            book: item.book.clone(),
        };
        let (book, epoch) = self.key_owner(&item.key).ok_or_else(locked)?;
        // Sent, received or refused anew: what was known before counts no longer.
        let still_asked = matches!(delivery, Delivery::Waiting { .. });
        let again = item.again.clone().filter(|_| still_asked);
        let mut key = item.key.clone();
        if let Some(state) = key.first_mut() {
            *state = delivery.key_prefix(again.as_ref());
        }
        let row = Row {
            id: item.id.as_str().into(),
            rev: item.rev.as_str().into(),
            backend: item.backend.as_str().into(),
            replaces: item.replaces.as_deref().map(Into::into),
            delivery: delivery.clone(),
            again: again.as_ref().map(std::borrow::Cow::Borrowed),
        };
        let sealed = seal_row(&book, &epoch, &key, &row)?;
        Ok(OutboxItem {
            delivery: delivery.clone(),
            again,
            key,
            sealed,
            ..item.clone()
        })
    }
}
