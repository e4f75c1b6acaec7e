//! Settling and ageing: documents move from rows into pages once they have settled,
//! and leave the tablet by whole months.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::documents::{self, DocumentRef, row_key, seal_document};
use super::page::{Month, MonthKey, fits};
use super::pages::{DOCUMENTS_MIN, Staged};
use super::{Document, Forgotten, Vault};
use crate::book::BookName;
use crate::error::VaultError;
use crate::keyring::Epoch;
use crate::store::{Batch, Expected, KeyRange, Row, Store, StoreError, StoreName};

/// Rows read in one go when they settle.
const CHUNK_ROWS: usize = 512;
/// Documents that settle in one transaction.
const SETTLE_DOCUMENTS: usize = 1_024;

impl<S: Store> Vault<S> {
    /// Let documents that have settled move from their rows into pages: those that
    /// `month_of` gives a month. Answers how many did.
    ///
    /// Each stays with the key that it was sealed with: who may read it doesn't
    /// change. May be stopped at any time, and be called as often as one likes.
    ///
    /// # Errors
    /// [`VaultError::BookLocked`], or the store's; what has moved is in its page,
    /// the rest in its rows.
    pub async fn settle(
        &self,
        book: &BookName,
        month_of: impl Fn(&DocumentRef<'_>) -> Option<Month>,
    ) -> Result<usize, VaultError> {
        let mut moved = 0;
        for epoch in self.epochs(book)? {
            let range = KeyRange::prefix(&self.epoch_prefix(book, &epoch));
            let mut rest = range.clone();
            let mut gathered: BTreeMap<Month, Vec<(Row, Document)>> = BTreeMap::new();
            loop {
                let rows = self.store.scan(StoreName::Rows, &rest, CHUNK_ROWS).await?;
                let Some((last, _)) = rows.last() else { break };
                let is_last = rows.len() < CHUNK_ROWS;
                rest = range.after(last);
                for (key, sealed) in rows {
                    let mut opened = sealed.clone();
                    let document = documents::open_document(book, &epoch, &key, &mut opened);
                    // What can't be opened stays where it is.
                    let Ok(document) = document else { continue };
                    let Some(month) = month_of(&document) else {
                        continue;
                    };
                    let document = document.to_document();
                    if fits(&document) {
                        let of_month = gathered.entry(month).or_default();
                        of_month.push(((key, sealed), document));
                    }
                }
                for (month, documents) in &mut gathered {
                    while documents.len() >= SETTLE_DOCUMENTS {
                        let part = documents.split_off(documents.len() - SETTLE_DOCUMENTS);
                        moved += self.settle_part(book, &epoch, *month, part).await?;
                    }
                }
                if is_last {
                    break;
                }
            }
            for (month, documents) in gathered {
                if documents.len() >= DOCUMENTS_MIN {
                    moved += self.settle_part(book, &epoch, month, documents).await?;
                }
            }
        }
        Ok(moved)
    }

    async fn settle_part(
        &self,
        book: &BookName,
        epoch: &Rc<Epoch>,
        month: Month,
        part: Vec<(Row, Document)>,
    ) -> Result<usize, VaultError> {
        let (mut batch, mut staged) = (Batch::new(), Staged::default());
        self.know_pages(book).await?;
        // Of what lies in a page already the later revision stays there.
        let is_newer = |document: &Document| {
            let in_page = self.generation_in_page(book, &document.id);
            in_page.is_none_or(|held| documents::generation(&document.rev) > held)
        };
        let newer = || {
            let documents = part.iter().map(|(_, document)| document);
            documents.filter(|document| is_newer(document))
        };
        let ids = newer().map(|document| document.id.as_str());
        self.plan_out_of_pages(&mut batch, &mut staged, book, ids)
            .await?;
        for ((key, sealed), _) in &part {
            // Changed in the meantime (its body was removed, say): then not now.
            let stands = Expected::Bytes(sealed.clone());
            batch.expect(StoreName::Rows, key.as_slice(), stands);
            batch.delete(StoreName::Rows, key.as_slice());
        }
        if newer().next().is_some() {
            self.plan_pages(&mut batch, &mut staged, book, epoch, month, newer())
                .await?;
        }
        let committed = self.store.commit(batch).await;
        self.learn(book, staged, &committed);
        match committed {
            Ok(()) => {
                if let Some(earlier) = self.earlier.borrow_mut().get_mut(book) {
                    for ((key, _), _) in &part {
                        earlier.remove(key);
                    }
                }
                Ok(part.len())
            }
            Err(StoreError::Conflict { .. }) => Ok(0),
            Err(error) => Err(error.into()),
        }
    }

    /// Let months go that have left this tablet's window: all before `first`, each with
    /// its key, in one transaction a month. What still waits to be sent stays, in a
    /// row, and so does what `leaves` says no to.
    ///
    /// What lies in rows is for [`Vault::forget_documents`].
    ///
    /// # Errors
    /// [`VaultError::BookLocked`], or the store's; months that went are gone, the
    /// others whole.
    pub async fn forget_months_before(
        &self,
        book: &BookName,
        first: Month,
        leaves: impl Fn(&str) -> bool,
    ) -> Result<Forgotten, VaultError> {
        self.know_pages(book).await?;
        // What can't be read may be waiting too.
        let Some(waiting) = self.waiting_ids(book).await? else {
            return Ok(Forgotten::default());
        };
        let leaves = |id: &str| !waiting.contains(id) && leaves(id);
        let mut forgotten = Forgotten::default();
        for epoch in self.epochs(book)? {
            let prefix = self.epoch_prefix(book, &epoch);
            let months: Vec<(Vec<u8>, MonthKey)> = {
                let all = self.pages.borrow();
                let months = all.get(book).into_iter().flat_map(|pages| &pages.months);
                months
                    .filter(|(key, month)| key.starts_with(&prefix) && month.month < first)
                    .map(|(key, month)| (key.clone(), month.clone()))
                    .collect()
            };
            for (key, month) in &months {
                self.forget_month(book, &epoch, (key, month), &leaves, &mut forgotten)
                    .await?;
            }
        }
        Ok(forgotten)
    }

    /// Let one month go: as a whole, or not now.
    async fn forget_month(
        &self,
        book: &BookName,
        epoch: &Epoch,
        (month_key, month): (&[u8], &MonthKey),
        leaves: &impl Fn(&str) -> bool,
        forgotten: &mut Forgotten,
    ) -> Result<(), VaultError> {
        let range = KeyRange::prefix(month_key);
        let mut batch = Batch::new();
        let (mut gone, mut kept, mut removed) = (Vec::new(), Vec::new(), 0);
        let tag = self.book_tag(book);
        for key in self.store.keys(StoreName::Pages, &range).await? {
            let Some(bytes) = self.store.get(StoreName::Pages, &key).await? else {
                return Ok(());
            };
            batch.expect(
                StoreName::Pages,
                key.as_slice(),
                Expected::Bytes(bytes.clone()),
            );
            // Whoever adds a page to this month writes its key anew.
            if key == month_key {
                continue;
            }
            let documents = match Self::read_documents(book, &key, month, bytes) {
                Ok((_, documents)) => documents,
                // It goes with its month: nothing of it can be read.
                Err(VaultError::Damaged { .. }) => continue,
                // A newer app reads it, and then lets it go.
                Err(_) => return Ok(()),
            };
            for document in documents {
                if leaves(&document.id) {
                    removed += 1;
                } else {
                    let key = row_key(&tag, epoch, &document.id);
                    let sealed = seal_document(book, epoch, &key, &document)?;
                    // A row that is there already is newer than its copy in a page.
                    if self.store.get(StoreName::Rows, &key).await?.is_none() {
                        batch.expect(StoreName::Rows, key.as_slice(), Expected::Absent);
                        batch.put(StoreName::Rows, key, sealed);
                    }
                    kept.push(document.id.clone());
                }
                gone.push(document.id);
            }
        }
        batch.delete_range(StoreName::Pages, range);
        match self.store.commit(batch).await {
            Ok(()) => {}
            // Somebody adds to it just now: the next look lets it go.
            Err(StoreError::Conflict { .. }) => return Ok(()),
            Err(error) => return Err(error.into()),
        }
        forgotten.removed += removed;
        forgotten.kept.append(&mut kept);
        let mut all = self.pages.borrow_mut();
        if let Some(pages) = all.get_mut(book) {
            pages.forget_month(month_key, &gone);
        }
        Ok(())
    }
}
