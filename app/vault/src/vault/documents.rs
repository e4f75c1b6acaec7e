//! Documents: reading one, reading all of a book, and the changes that put one
//! into its sealed row.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::future::poll_fn;
use std::pin::pin;

use super::pages::Pages;
use super::{BOOK_TAG_LEN, DamagedRow, Vault};
use crate::book::BookName;
use crate::error::VaultError;
use crate::keyring::Epoch;
use crate::seal::{self, Place, SealError};
use crate::store::{Batch, KeyRange, Row, Store, StoreName};

/// Rows read in one go: large enough to be fast, small enough that the worker
/// answers in between.
const CHUNK_ROWS: usize = 2_000;
/// Of so many documents each is asked for by its key.
const ASKED_ONE_BY_ONE: usize = 8;
/// The framing of a row's content that this build writes.
const CONTENT_VERSION: u8 = 1;
const WHAT: &str = "a record";

/// A document to be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its id, as in the backend.
    pub id: String,
    /// Its revision, `<generation>-<hash>`.
    pub rev: String,
    /// The document itself; opaque here.
    pub body: Vec<u8>,
}

/// A document as it was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DocumentRef<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its revision.
    pub rev: &'a str,
    /// The document itself.
    pub body: &'a [u8],
}

impl DocumentRef<'_> {
    /// A copy that outlives the row.
    #[must_use]
    pub fn to_document(&self) -> Document {
        Document {
            id: self.id.to_owned(),
            rev: self.rev.to_owned(),
            body: self.body.to_vec(),
        }
    }
}

/// What loading a book came upon.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LoadReport {
    /// Documents read.
    pub documents: usize,
    /// Rows and pages sealed with keys that whoever is signed in doesn't hold.
    pub locked: u64,
    /// Rows and pages written by a newer release.
    pub newer: usize,
    /// Rows and pages that can't be opened any more. Report them; the rest is fine.
    pub damaged: Vec<DamagedRow>,
}

pub(super) fn row_key(book_tag: &[u8; BOOK_TAG_LEN], epoch: &Epoch, id: &str) -> Vec<u8> {
    let name = seal::name(&epoch.names, &[b"document", id.as_bytes()]);
    let epoch_tag = epoch.seal.id().tag();
    [book_tag.as_slice(), &epoch_tag, &name].concat()
}

fn place<'a>(book: &'a BookName, key: &'a [u8]) -> Place<'a> {
    Place {
        store: StoreName::Rows,
        key,
        owner: book.as_str(),
    }
}

pub(super) fn seal_document(
    book: &BookName,
    epoch: &Epoch,
    key: &[u8],
    document: &Document,
) -> Result<Vec<u8>, VaultError> {
    let length = 5 + document.id.len() + document.rev.len() + document.body.len();
    let mut written = Ok(());
    let sealed = epoch
        .seal
        .seal_with(&place(book, key), length, |content| {
            written = write_frame(document, content);
        })
        .map_err(VaultError::sealing(WHAT));
    written?;
    sealed
}

/// Append a document as [`parse`] reads it.
pub(crate) fn write_frame(document: &Document, content: &mut Vec<u8>) -> Result<(), VaultError> {
    let too_long = VaultError::TooLong {
        what: "a record's id",
    };
    let id_len = u16::try_from(document.id.len()).map_err(|_| too_long.clone())?;
    let rev_len = u16::try_from(document.rev.len()).map_err(|_| too_long)?;
    content.reserve(5 + document.id.len() + document.rev.len() + document.body.len());
    content.push(CONTENT_VERSION);
    content.extend_from_slice(&id_len.to_be_bytes());
    content.extend_from_slice(document.id.as_bytes());
    content.extend_from_slice(&rev_len.to_be_bytes());
    content.extend_from_slice(document.rev.as_bytes());
    content.extend_from_slice(&document.body);
    Ok(())
}

fn split_text(content: &[u8]) -> Option<(&str, &[u8])> {
    let (length, rest) = content.split_first_chunk::<2>()?;
    let (text, rest) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
    Some((std::str::from_utf8(text).ok()?, rest))
}

pub(super) fn parse(content: &[u8]) -> Result<DocumentRef<'_>, SealError> {
    let (&version, rest) = content.split_first().ok_or(SealError::Damaged)?;
    if version > CONTENT_VERSION {
        return Err(SealError::NeedsNewerApp { version });
    }
    let parsed = split_text(rest).and_then(|(id, rest)| {
        let (rev, body) = split_text(rest)?;
        Some(DocumentRef { id, rev, body })
    });
    parsed.ok_or(SealError::Damaged)
}

pub(super) fn open_document<'b>(
    book: &BookName,
    epoch: &Epoch,
    key: &[u8],
    sealed: &'b mut [u8],
) -> Result<DocumentRef<'b>, SealError> {
    parse(epoch.seal.open_in_place(&place(book, key), sealed)?)
}

/// The generation of a revision; what isn't a revision is older than any.
pub(super) fn generation(rev: &str) -> u64 {
    let (generation, _) = rev.split_once('-').unwrap_or_default();
    generation.parse().unwrap_or_default()
}

impl<S: Store> Vault<S> {
    /// Read every document of a book, in no particular order.
    ///
    /// Right after an epoch began, a document may lie under two of them; it is
    /// then visited twice, and the later visit is the one that counts.
    ///
    /// # Errors
    /// [`VaultError::BookLocked`], or the store's. Rows that can't be opened are
    /// told in the report.
    pub async fn load_book(
        &self,
        book: &BookName,
        mut visit: impl FnMut(DocumentRef<'_>),
    ) -> Result<LoadReport, VaultError> {
        let epochs = self.epochs(book)?;
        let tag = self.book_tag(book);
        let of_book = KeyRange::prefix(&tag);
        let in_pages = self.store.count(StoreName::Pages, &of_book).await?;
        let mut loading = Loading {
            seen: (epochs.len() > 1 || in_pages > 0).then(HashMap::new),
            ..Loading::default()
        };
        let mut pages = Pages::default();
        // Newest epoch first, and rows before pages: what lies there counts, unless
        // an older one holds a later generation (written by a tab that didn't know
        // of the new epoch).
        for epoch in epochs.iter().rev() {
            let range = KeyRange::prefix(&self.epoch_prefix(book, epoch));
            self.in_chunks(StoreName::Rows, &range, CHUNK_ROWS, |rows| {
                loading.take(book, epoch, rows, &mut visit);
            })
            .await?;
            if in_pages > 0 {
                self.load_pages(book, epoch, &mut pages, &mut loading, &mut visit)
                    .await?;
            }
            loading.is_earlier = true;
        }
        self.keep_pages(book, pages);
        let in_rows = self.store.count(StoreName::Rows, &of_book).await?;
        loading.report.locked =
            in_rows.saturating_sub(loading.rows) + in_pages.saturating_sub(loading.rows_of_pages);
        self.earlier
            .borrow_mut()
            .insert(book.clone(), loading.earlier);
        Ok(loading.report)
    }

    /// Read a range chunk by chunk; the browser fetches the next one while the last
    /// is worked on.
    pub(super) async fn in_chunks(
        &self,
        store: StoreName,
        range: &KeyRange,
        chunk: usize,
        mut take: impl FnMut(Vec<Row>),
    ) -> Result<(), VaultError> {
        let mut rows = self.store.scan(store, range, chunk).await?;
        while let Some((last, _)) = rows.last() {
            if rows.len() < chunk {
                take(rows);
                break;
            }
            let rest = range.after(last);
            let next = self.store.scan(store, &rest, chunk);
            rows = working_meanwhile(next, || take(rows)).await?;
        }
        Ok(())
    }

    /// One document, if the vault holds it.
    ///
    /// # Errors
    /// [`VaultError::BookLocked`], [`VaultError::Damaged`],
    /// [`VaultError::NeedsNewerApp`], or the store's.
    pub async fn document(
        &self,
        book: &BookName,
        id: &str,
    ) -> Result<Option<Document>, VaultError> {
        match self.stored_document(book, id).await? {
            Some((_, _, document)) => {
                let in_page = self.generation_in_page(book, id);
                if in_page.is_some_and(|held| held > generation(&document.rev))
                    && let Some(newer) = self.document_in_page(book, id).await?
                {
                    return Ok(Some(newer));
                }
                Ok(Some(document))
            }
            None => self.document_in_page(book, id).await,
        }
    }

    /// In which revision each of these documents is held. Of many, the keys that the
    /// book has are looked through once, and only what is there is opened: a first
    /// pull asks of every document, and holds none. One that is damaged counts as not
    /// held.
    ///
    /// # Errors
    /// As [`Vault::document`].
    pub async fn revisions(
        &self,
        book: &BookName,
        ids: &[&str],
    ) -> Result<Vec<Option<String>>, VaultError> {
        let there = if ids.len() > ASKED_ONE_BY_ONE {
            self.know_pages(book).await?;
            Some(self.row_keys(book).await?)
        } else {
            None
        };
        let (tag, epochs) = (self.book_tag(book), self.epochs(book)?);
        let mut revisions = Vec::with_capacity(ids.len());
        for id in ids {
            let may_be_held = there.as_ref().is_none_or(|there| {
                let mut keys = epochs.iter().map(|epoch| row_key(&tag, epoch, id));
                keys.any(|key| there.contains(&key)) || self.is_in_page(book, id)
            });
            let held = match may_be_held {
                true => self.document(book, id).await,
                false => Ok(None),
            };
            revisions.push(match held {
                // It is not held any more; whoever asks may fetch it and put it in its place.
                Err(VaultError::Damaged { .. }) => None,
                held => held?.map(|held| held.rev),
            });
        }
        Ok(revisions)
    }

    /// The keys of all rows of a book that can be opened.
    async fn row_keys(&self, book: &BookName) -> Result<HashSet<Vec<u8>>, VaultError> {
        let mut keys = HashSet::new();
        for epoch in self.epochs(book)? {
            let range = KeyRange::prefix(&self.epoch_prefix(book, &epoch));
            keys.extend(self.store.keys(StoreName::Rows, &range).await?);
        }
        Ok(keys)
    }

    /// One document with the key and the bytes of its row.
    pub(super) async fn stored_document(
        &self,
        book: &BookName,
        id: &str,
    ) -> Result<Option<(Vec<u8>, Vec<u8>, Document)>, VaultError> {
        let tag = self.book_tag(book);
        let mut newest: Option<(Vec<u8>, Vec<u8>, Document)> = None;
        for epoch in self.epochs(book)?.iter().rev() {
            let key = row_key(&tag, epoch, id);
            let Some(bytes) = self.store.get(StoreName::Rows, &key).await? else {
                continue;
            };
            let mut sealed = bytes.clone();
            let document = open_document(book, epoch, &key, &mut sealed)
                .map_err(|error| VaultError::opening(WHAT, error))?
                .to_document();
            let is_newer =
                |(_, _, held): &(_, _, Document)| generation(&document.rev) > generation(&held.rev);
            if newest.as_ref().is_none_or(is_newer) {
                newest = Some((key, bytes, document));
            }
        }
        Ok(newest)
    }

    /// Add to a batch what puts a document into the current epoch, and takes it
    /// out of earlier ones.
    pub(super) fn plan_put(
        &self,
        batch: &mut Batch,
        book: &BookName,
        document: &Document,
    ) -> Result<(), VaultError> {
        let epoch = self.current(book)?;
        let key = row_key(&self.book_tag(book), &epoch, &document.id);
        let sealed = seal_document(book, &epoch, &key, document)?;
        batch.put(StoreName::Rows, key, sealed);
        self.plan_removal_from_earlier(batch, book, &document.id)
    }

    /// Add to a batch what removes a document from every held epoch.
    pub(super) fn plan_removal(
        &self,
        batch: &mut Batch,
        book: &BookName,
        id: &str,
    ) -> Result<(), VaultError> {
        let epoch = self.current(book)?;
        batch.delete(StoreName::Rows, row_key(&self.book_tag(book), &epoch, id));
        self.plan_removal_from_earlier(batch, book, id)
    }

    fn plan_removal_from_earlier(
        &self,
        batch: &mut Batch,
        book: &BookName,
        id: &str,
    ) -> Result<(), VaultError> {
        let epochs = self.epochs(book)?;
        let Some((_, earlier)) = epochs.split_last() else {
            return Ok(());
        };
        let known = self.earlier.borrow();
        let known = known.get(book);
        let tag = self.book_tag(book);
        for epoch in earlier {
            let key = row_key(&tag, epoch, id);
            // Before the book was loaded nobody knows, so it is tried.
            if known.is_none_or(|known| known.contains(&key)) {
                batch.delete(StoreName::Rows, key);
            }
        }
        Ok(())
    }
}

/// Start waiting for something, do some work, and wait on.
async fn working_meanwhile<T>(waiting: impl Future<Output = T>, work: impl FnOnce()) -> T {
    let mut waiting = pin!(waiting);
    let mut work = Some(work);
    poll_fn(|context| {
        let outcome = waiting.as_mut().poll(context);
        if let Some(work) = work.take() {
            work();
        }
        outcome
    })
    .await
}

/// A book on its way out of its rows and pages.
#[derive(Default)]
pub(super) struct Loading {
    pub(super) report: LoadReport,
    /// Rows read so far, whatever became of them.
    rows: u64,
    /// Pages and keys of months read so far.
    pub(super) rows_of_pages: u64,
    /// Whether the rows now read lie under an epoch that isn't the last.
    is_earlier: bool,
    /// Row keys of such epochs.
    earlier: BTreeSet<Vec<u8>>,
    /// Generations by id, where a document may lie in two places.
    seen: Option<HashMap<Box<str>, u64>>,
}

impl Loading {
    fn take(
        &mut self,
        book: &BookName,
        epoch: &Epoch,
        rows: Vec<Row>,
        visit: &mut impl FnMut(DocumentRef<'_>),
    ) {
        self.rows += rows.len() as u64;
        for (key, mut sealed) in rows {
            match open_document(book, epoch, &key, &mut sealed) {
                Ok(document) if self.is_news(&document) => visit(document),
                Ok(_) => {}
                Err(error) => self.report.note(error, StoreName::Rows, &key),
            }
            if self.is_earlier {
                self.earlier.insert(key);
            }
        }
    }

    /// Whether a document is new, or newer than the one visited before.
    pub(super) fn is_news(&mut self, document: &DocumentRef<'_>) -> bool {
        let Some(seen) = &mut self.seen else {
            self.report.documents += 1;
            return true;
        };
        let found = generation(document.rev);
        match seen.get_mut(document.id) {
            Some(held) if *held >= found => false,
            Some(held) => {
                *held = found;
                true
            }
            None => {
                seen.insert(document.id.into(), found);
                self.report.documents += 1;
                true
            }
        }
    }
}

impl LoadReport {
    pub(super) fn note(&mut self, error: SealError, store: StoreName, key: &[u8]) {
        match error {
            SealError::NeedsNewerApp { .. } => self.newer += 1,
            _ => self.damaged.push(DamagedRow {
                store,
                key: key.to_vec(),
            }),
        }
    }
}
