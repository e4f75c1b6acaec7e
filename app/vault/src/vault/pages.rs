//! Sealed pages: what has settled lies many to a value, by book and month.
//!
//! Opening a big vault is then a few large reads, taking over a part of a feed a
//! few large writes. Each month of a book has a key of its own, sealed with the
//! book's, so that a month that ages out goes with its key. (A browser's database
//! may keep what was deleted on the disk for a while; see `ARCHITECTURE.md`.)
//!
//! A month's key lies under `book tag ‖ epoch tag ‖ month tag`, its pages under
//! that and eight random bytes; the month itself can't be read without the book's
//! key. A page holds whole documents, each as in a row. What is written again
//! leaves its page and lies in a row, which counts.
//!
//! Which page holds a document is remembered from the last time when the pages
//! were read; another tab may have written more since, so whoever misses a
//! document here looks for new pages first.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::{BuildHasher, RandomState};

use super::documents::{self, DocumentRef, Loading};
use super::page::{
    Month, MonthKey, PAGE_BYTES_MAX, WHAT, fits, frame, open_month_key, place, read_page,
    seal_month_key, seal_page,
};
use super::{Document, Vault};
use crate::book::BookName;
use crate::error::VaultError;
use crate::keyring::Epoch;
use crate::seal::{self, SealError};
use crate::store::{Batch, Expected, KeyRange, Row, Store, StoreError, StoreName};

/// Fewer documents of a month than these stay in their rows: a page of two is no
/// gain.
pub(super) const DOCUMENTS_MIN: usize = 16;
/// Pages read in one go.
pub(super) const CHUNK_PAGES: usize = 64;
/// How often a change is planned anew when another tab was faster.
const ROUNDS_MAX: usize = 8;

/// Bytes of a month's tag, and of what tells its pages apart.
const TAG_LEN: usize = 8;
/// Bytes of the key of a month's key; its pages have more.
const MONTH_KEY_LEN: usize = 16 + TAG_LEN;
/// Stands in the store of pages as long as there ever were some, and a note of that
/// elsewhere: a browser that has lost this store and kept the others is found out.
const MARK: [u8; 1] = [1];
/// Under which that note lies.
const NOTE_KEY: &str = "pages";

/// A document that won't change any more but by its removal, and its month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfMonth {
    /// The month with which it ages out.
    pub month: Month,
    /// The document.
    pub document: Document,
}

/// Where a document lies, and in which revision.
#[derive(Debug, Clone, Copy)]
struct Spot {
    page: u32,
    rev: u32,
    generation: u64,
}

/// The pages of a book, as last read or written here.
#[derive(Debug, Default)]
pub(super) struct Pages {
    /// By the key of their row.
    pub(super) months: HashMap<Vec<u8>, MonthKey>,
    /// Page keys; spots name them by their number.
    keys: Vec<Vec<u8>>,
    known: HashSet<Vec<u8>>,
    /// By a hash of the document's id, random in each start.
    spots: HashMap<u64, Spot>,
    hasher: RandomState,
    /// Every page of the held epochs was read.
    is_whole: bool,
}

/// A page that is being written.
#[derive(Debug)]
struct NewPage {
    key: Vec<u8>,
    /// Id and revision of each document.
    names: Vec<(String, String)>,
}

/// Changes to [`Pages`] that count once their batch is committed.
#[derive(Debug, Default)]
pub(super) struct Staged {
    months: Vec<(Vec<u8>, MonthKey)>,
    pages: Vec<NewPage>,
    rewritten: Vec<Vec<u8>>,
    gone: Vec<String>,
}

impl Pages {
    fn id_hash(&self, id: &str) -> u64 {
        self.hasher.hash_one(id)
    }

    fn rev_hash(&self, rev: &str) -> u32 {
        // The lower half of a hash is a hash.
        self.hasher.hash_one(rev) as u32
    }

    fn spot(&self, id: &str) -> Option<Spot> {
        self.spots.get(&self.id_hash(id)).copied()
    }

    fn page_of(&self, id: &str) -> Option<Vec<u8>> {
        self.keys.get(self.spot(id)?.page as usize).cloned()
    }

    fn holds(&self, id: &str, rev: &str) -> bool {
        self.spot(id)
            .is_some_and(|spot| spot.rev == self.rev_hash(rev))
    }

    fn add_page(&mut self, key: Vec<u8>) -> u32 {
        self.known.insert(key.clone());
        self.keys.push(key);
        // Four thousand million pages are beyond any tablet.
        u32::try_from(self.keys.len() - 1).unwrap_or(u32::MAX)
    }

    fn note(&mut self, page: u32, id: &str, rev: &str) {
        let spot = Spot {
            page,
            rev: self.rev_hash(rev),
            generation: documents::generation(rev),
        };
        self.spots.insert(self.id_hash(id), spot);
    }

    /// Forget a month, and what lay in its pages.
    pub(super) fn forget_month(&mut self, month: &[u8], gone: &[String]) {
        self.months.remove(month);
        for id in gone {
            self.spots.remove(&self.id_hash(id));
        }
    }

    /// Read a page, or the key of a month, anew next time: it is not as it was.
    fn unlearn(&mut self, key: &[u8]) {
        self.months.remove(key);
        if self.known.remove(key) {
            let keys = &self.keys;
            self.spots.retain(|_, spot| {
                let page = keys.get(spot.page as usize);
                page.is_some_and(|page| page != key)
            });
        }
    }

    /// Forget what lay in pages that have gone.
    fn keep_only(&mut self, there: &HashSet<Vec<u8>>) {
        self.months.retain(|key, _| there.contains(key));
        let before = self.known.len();
        self.known.retain(|key| there.contains(key));
        if self.known.len() < before {
            let keys = &self.keys;
            self.spots.retain(|_, spot| {
                let key = keys.get(spot.page as usize);
                key.is_some_and(|key| there.contains(key))
            });
        }
    }

    pub(super) fn take_over(&mut self, staged: Staged) {
        self.months.extend(staged.months);
        for id in staged.gone {
            self.spots.remove(&self.id_hash(&id));
        }
        for NewPage { key, names } in staged.pages {
            let page = self.add_page(key);
            for (id, rev) in names {
                self.note(page, &id, &rev);
            }
        }
    }

    /// Take in a row of the store: a month's key, or a page whose documents are
    /// shown to `visit`.
    pub(super) fn take(
        &mut self,
        book: &BookName,
        epoch: &Epoch,
        (key, mut sealed): Row,
        mut visit: impl FnMut(DocumentRef<'_>),
    ) -> Result<(), (SealError, Vec<u8>)> {
        if key.len() == MONTH_KEY_LEN {
            return match open_month_key(book, epoch, &key, &sealed) {
                Ok(month) => {
                    self.months.insert(key, month);
                    Ok(())
                }
                Err(error) => Err((error, key)),
            };
        }
        let month = key
            .get(..MONTH_KEY_LEN)
            .and_then(|key| self.months.get(key));
        let Some(month) = month.cloned() else {
            return Err((SealError::Damaged, key));
        };
        let opened = month.seal.open_in_place(&place(book, &key), &mut sealed);
        match opened.and_then(read_page) {
            Ok(documents) => {
                // Only now: one that could not be opened is tried again.
                let page = self.add_page(key);
                for document in documents {
                    self.note(page, document.id, document.rev);
                    visit(document);
                }
                Ok(())
            }
            Err(error) => Err((error, key)),
        }
    }
}

impl<S: Store> Vault<S> {
    pub(super) fn epoch_prefix(&self, book: &BookName, epoch: &Epoch) -> Vec<u8> {
        [self.book_tag(book).as_slice(), &epoch.seal.id().tag()].concat()
    }

    fn month_row_key(&self, book: &BookName, epoch: &Epoch, month: Month) -> Vec<u8> {
        let name = seal::name(&epoch.names, &[b"month", &month.0.to_be_bytes()]);
        [self.epoch_prefix(book, epoch).as_slice(), &name[..TAG_LEN]].concat()
    }

    /// Read the pages of an epoch while a book is loaded.
    pub(super) async fn load_pages(
        &self,
        book: &BookName,
        epoch: &Epoch,
        pages: &mut Pages,
        loading: &mut Loading,
        visit: &mut impl FnMut(DocumentRef<'_>),
    ) -> Result<(), VaultError> {
        let range = KeyRange::prefix(&self.epoch_prefix(book, epoch));
        self.in_chunks(StoreName::Pages, &range, CHUNK_PAGES, |rows| {
            loading.rows_of_pages += rows.len() as u64;
            for row in rows {
                let taken = pages.take(book, epoch, row, |document| {
                    if loading.is_news(&document) {
                        visit(document);
                    }
                });
                if let Err((error, key)) = taken {
                    loading.report.note(error, StoreName::Pages, &key);
                }
            }
        })
        .await
    }

    /// Remember which pages a book has, all of them having been read.
    pub(super) fn keep_pages(&self, book: &BookName, mut pages: Pages) {
        pages.is_whole = true;
        self.pages.borrow_mut().insert(book.clone(), pages);
    }

    /// Come to know the pages that were written since they were last read here, and
    /// those that have gone.
    pub(super) async fn know_pages(&self, book: &BookName) -> Result<(), VaultError> {
        let mut there = HashSet::new();
        for epoch in self.epochs(book)? {
            let range = KeyRange::prefix(&self.epoch_prefix(book, &epoch));
            for key in self.store.keys(StoreName::Pages, &range).await? {
                let is_known = self.pages.borrow().get(book).is_some_and(|pages| {
                    pages.known.contains(&key) || pages.months.contains_key(&key)
                });
                there.insert(key.clone());
                if is_known {
                    continue;
                }
                // Gone again in this moment: then there is nothing to know.
                let Some(sealed) = self.store.get(StoreName::Pages, &key).await? else {
                    continue;
                };
                let mut all = self.pages.borrow_mut();
                let pages = all.entry(book.clone()).or_default();
                // A damaged one was reported when the book was loaded.
                let _ = pages.take(book, &epoch, (key, sealed), |_| {});
            }
        }
        let mut all = self.pages.borrow_mut();
        let pages = all.entry(book.clone()).or_default();
        pages.keep_only(&there);
        pages.is_whole = true;
        Ok(())
    }

    /// Whether the pages of this tablet have been lost, and the other stores were not:
    /// what lay in them is to be fetched again.
    ///
    /// # Errors
    /// When the store refuses.
    pub async fn have_pages_vanished(&self) -> Result<bool, VaultError> {
        let note = self
            .store
            .get(StoreName::State, NOTE_KEY.as_bytes())
            .await?;
        let mark = self.store.get(StoreName::Pages, &MARK).await?;
        Ok(note.is_some() && mark.is_none())
    }

    /// Note that there are pages, or were: after those that vanished were asked for again,
    /// however few come.
    ///
    /// # Errors
    /// When the store refuses.
    pub async fn mark_pages(&self) -> Result<(), VaultError> {
        let mut batch = Batch::new();
        batch.put(StoreName::Pages, MARK, Vec::new());
        Ok(self.store.commit(batch).await?)
    }

    /// The generation of the revision that is known to lie in a page.
    pub(super) fn generation_in_page(&self, book: &BookName, id: &str) -> Option<u64> {
        let all = self.pages.borrow();
        Some(all.get(book)?.spot(id)?.generation)
    }

    /// Come to know the pages, if nobody has read them yet.
    pub(super) async fn ensure_pages_known(&self, book: &BookName) -> Result<(), VaultError> {
        let is_whole = self
            .pages
            .borrow()
            .get(book)
            .is_some_and(|one| one.is_whole);
        if is_whole {
            return Ok(());
        }
        self.know_pages(book).await
    }

    /// Whether a document is known to lie in a page, in whatever revision.
    pub(super) fn is_in_page(&self, book: &BookName, id: &str) -> bool {
        let all = self.pages.borrow();
        all.get(book).is_some_and(|pages| pages.spot(id).is_some())
    }

    /// One document out of its page.
    pub(super) async fn document_in_page(
        &self,
        book: &BookName,
        id: &str,
    ) -> Result<Option<Document>, VaultError> {
        if let Some(found) = self.known_in_page(book, id).await? {
            return Ok(Some(found));
        }
        self.know_pages(book).await?;
        self.known_in_page(book, id).await
    }

    async fn known_in_page(
        &self,
        book: &BookName,
        id: &str,
    ) -> Result<Option<Document>, VaultError> {
        let Some(key) = self.page_of(book, id) else {
            return Ok(None);
        };
        let frames = match self.open_page(book, &key).await {
            Ok(Some((_, frames))) => frames,
            // Gone, or not known any more: whoever asks looks for new pages and asks again.
            Ok(None) | Err(VaultError::Contention) => return Ok(None),
            Err(error) => return Err(error),
        };
        let found = frames.into_iter().find(|document| document.id == id);
        Ok(found)
    }

    fn page_of(&self, book: &BookName, id: &str) -> Option<Vec<u8>> {
        self.pages.borrow().get(book)?.page_of(id)
    }

    /// The bytes of a page and its documents.
    pub(super) async fn open_page(
        &self,
        book: &BookName,
        key: &[u8],
    ) -> Result<Option<(Vec<u8>, Vec<Document>)>, VaultError> {
        let Some(bytes) = self.store.get(StoreName::Pages, key).await? else {
            return Ok(None);
        };
        // Another task has just found that it is not as it was.
        let month = self.month_of_page(book, key);
        let month = month.ok_or(VaultError::Contention)?;
        Self::read_documents(book, key, &month, bytes).map(Some)
    }

    /// The documents of a page, with its bytes.
    pub(super) fn read_documents(
        book: &BookName,
        key: &[u8],
        month: &MonthKey,
        bytes: Vec<u8>,
    ) -> Result<(Vec<u8>, Vec<Document>), VaultError> {
        let mut sealed = bytes.clone();
        let documents = month
            .seal
            .open_in_place(&place(book, key), &mut sealed)
            .and_then(read_page)
            .map_err(|error| VaultError::opening(WHAT, error))?
            .iter()
            .map(DocumentRef::to_document)
            .collect();
        Ok((bytes, documents))
    }

    fn month_of_page(&self, book: &BookName, key: &[u8]) -> Option<MonthKey> {
        let all = self.pages.borrow();
        all.get(book)?
            .months
            .get(key.get(..MONTH_KEY_LEN)?)
            .cloned()
    }

    /// Add to a batch what takes documents out of the pages that they lie in.
    pub(super) async fn plan_out_of_pages(
        &self,
        batch: &mut Batch,
        staged: &mut Staged,
        book: &BookName,
        ids: impl IntoIterator<Item = &str>,
    ) -> Result<(), VaultError> {
        let mut by_page: BTreeMap<Vec<u8>, HashSet<&str>> = BTreeMap::new();
        for id in ids {
            if let Some(page) = self.page_of(book, id) {
                by_page.entry(page).or_default().insert(id);
            }
        }
        for (key, ids) in by_page {
            let (Some((bytes, documents)), Some(month)) = (
                self.open_page(book, &key).await?,
                self.month_of_page(book, &key),
            ) else {
                continue;
            };
            batch.expect(StoreName::Pages, key.as_slice(), Expected::Bytes(bytes));
            let stay = documents
                .iter()
                .filter(|document| !ids.contains(document.id.as_str()));
            let frames = stay.map(frame).collect::<Result<Vec<_>, _>>()?;
            if frames.is_empty() {
                batch.delete(StoreName::Pages, key.as_slice());
            } else {
                let sealed = seal_page(book, &month, &key, &frames)?;
                batch.put(StoreName::Pages, key.as_slice(), sealed);
            }
            staged.gone.extend(ids.into_iter().map(str::to_owned));
            staged.rewritten.push(key);
        }
        Ok(())
    }

    /// The key of a month: the one that is there, or a new one that the batch
    /// brings along.
    async fn plan_month(
        &self,
        batch: &mut Batch,
        staged: &mut Staged,
        book: &BookName,
        epoch: &Epoch,
        month: Month,
    ) -> Result<(Vec<u8>, MonthKey), VaultError> {
        let key = self.month_row_key(book, epoch, month);
        let stored = self.store.get(StoreName::Pages, &key).await?;
        let found = match stored {
            Some(sealed) => {
                let opened = open_month_key(book, epoch, &key, &sealed)
                    .map_err(|error| VaultError::opening(WHAT, error))?;
                // It may age out in another tab before this is committed. And it is written anew,
                // so that whoever lets it go, or adds to it, at the same time finds it changed.
                batch.expect(StoreName::Pages, key.as_slice(), Expected::Bytes(sealed));
                let again = seal_month_key(book, epoch, &key, &opened)?;
                batch.put(StoreName::Pages, key.as_slice(), again);
                opened
            }
            None => {
                let made = MonthKey::make(month)?;
                let sealed = seal_month_key(book, epoch, &key, &made)?;
                batch.put(StoreName::Pages, MARK, Vec::new());
                batch.put(StoreName::State, NOTE_KEY, Vec::new());
                batch.expect(StoreName::Pages, key.as_slice(), Expected::Absent);
                batch.put(StoreName::Pages, key.as_slice(), sealed);
                made
            }
        };
        staged.months.push((key.clone(), found.clone()));
        Ok((key, found))
    }

    /// Add to a batch the pages that documents of one month fill.
    pub(super) async fn plan_pages<'d>(
        &self,
        batch: &mut Batch,
        staged: &mut Staged,
        book: &BookName,
        epoch: &Epoch,
        month: Month,
        documents: impl IntoIterator<Item = &'d Document>,
    ) -> Result<(), VaultError> {
        let (month_key, month) = self.plan_month(batch, staged, book, epoch, month).await?;
        let mut page = (Vec::new(), Vec::new());
        let mut length = 0;
        let mut pages = Vec::new();
        for document in documents {
            let frame = frame(document)?;
            if length + frame.len() + 4 > PAGE_BYTES_MAX {
                pages.push(std::mem::take(&mut page));
                length = 0;
            }
            length += frame.len() + 4;
            page.0.push(frame);
            page.1.push((document.id.clone(), document.rev.clone()));
        }
        pages.push(page);
        for (frames, names) in pages {
            let mut number = [0; TAG_LEN];
            seal::random(&mut number).map_err(VaultError::sealing(WHAT))?;
            let key = [month_key.as_slice(), &number].concat();
            let sealed = seal_page(book, &month, &key, &frames)?;
            batch.put(StoreName::Pages, key.as_slice(), sealed);
            staged.pages.push(NewPage { key, names });
        }
        Ok(())
    }

    /// Plan a change of pages, commit it, and remember what it did; planned anew
    /// where another tab was faster.
    async fn commit_pages(
        &self,
        book: &BookName,
        plan: impl AsyncFn(&mut Batch, &mut Staged) -> Result<(), VaultError>,
    ) -> Result<(), VaultError> {
        for _ in 0..ROUNDS_MAX {
            self.know_pages(book).await?;
            let (mut batch, mut staged) = (Batch::new(), Staged::default());
            match plan(&mut batch, &mut staged).await {
                Ok(()) => {}
                Err(VaultError::Contention) => continue,
                Err(error) => return Err(error),
            }
            let committed = self.store.commit(batch).await;
            self.learn(book, staged, &committed);
            match committed {
                // Planned anew on what is there now.
                Err(StoreError::Conflict { .. }) => {}
                committed => return Ok(committed?),
            }
        }
        Err(VaultError::Contention)
    }

    /// Remember what a commit has done to the pages, or that it isn't known.
    pub(super) fn learn(
        &self,
        book: &BookName,
        staged: Staged,
        committed: &Result<(), StoreError>,
    ) {
        let mut all = self.pages.borrow_mut();
        let pages = all.entry(book.clone()).or_default();
        match committed {
            Ok(()) => pages.take_over(staged),
            Err(StoreError::Conflict { key, .. }) => pages.unlearn(key),
            Err(_) => {
                for key in &staged.rewritten {
                    pages.unlearn(key);
                }
            }
        }
    }

    /// Put documents into rows and settled ones into pages, take others away, and
    /// whatever `also` adds: one transaction.
    ///
    /// A first revision that comes once more may lie in a row and in a page then:
    /// the row counts, and asking for every one of them whether there is a row would
    /// cost more than the pages save. A later revision always takes the row.
    pub(super) async fn commit_documents(
        &self,
        book: &BookName,
        documents: &[Document],
        settled: &[OfMonth],
        removed: &[String],
        also: impl Fn(&mut Batch) -> Result<(), VaultError>,
    ) -> Result<(), VaultError> {
        let epoch = self.current(book)?;
        if documents.is_empty() && settled.is_empty() && removed.is_empty() {
            let mut batch = Batch::new();
            also(&mut batch)?;
            return Ok(self.store.commit(batch).await?);
        }
        self.commit_pages(book, async |batch, staged| {
            let mut by_month: BTreeMap<Month, Vec<&Document>> = BTreeMap::new();
            let mut in_rows: Vec<&Document> = documents.iter().collect();
            for OfMonth { month, document } in settled {
                if self.holds_in_page(book, document) {
                    // It came once more.
                } else if fits(document) && documents::generation(&document.rev) <= 1 {
                    by_month.entry(*month).or_default().push(document);
                } else {
                    in_rows.push(document);
                }
            }
            by_month.retain(|_, documents| {
                let is_enough = documents.len() >= DOCUMENTS_MIN;
                if !is_enough {
                    in_rows.append(documents);
                }
                is_enough
            });
            let written = in_rows
                .iter()
                .copied()
                .chain(by_month.values().flatten().copied());
            let leave = written
                .map(|document| document.id.as_str())
                .chain(removed.iter().map(String::as_str));
            self.plan_out_of_pages(batch, staged, book, leave).await?;
            for document in in_rows {
                self.plan_put(batch, book, document)?;
            }
            for (month, documents) in by_month {
                self.plan_pages(batch, staged, book, &epoch, month, documents)
                    .await?;
            }
            for id in removed {
                self.plan_removal(batch, book, id)?;
            }
            also(batch)
        })
        .await
    }

    fn holds_in_page(&self, book: &BookName, document: &Document) -> bool {
        let all = self.pages.borrow();
        all.get(book)
            .is_some_and(|pages| pages.holds(&document.id, &document.rev))
    }
}
