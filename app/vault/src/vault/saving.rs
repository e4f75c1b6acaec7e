//! Saving what was written here: entries with their chain, and edits of the few
//! documents that change. One transaction each; said to be saved only after it.

use thiserror::Error;

use super::documents::{row_key, seal_document};
use super::{Document, Head, Vault, head};
use crate::book::BookName;
use crate::error::VaultError;
use crate::store::{Batch, Expected, Store, StoreError, StoreName};

/// How often a save is built anew when another tab was faster.
const ROUNDS_MAX: usize = 16;

/// New entries of one book, signed and chained onto its head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entries {
    /// The entries, in chain order. Never stored before.
    pub documents: Vec<Document>,
    /// The head of the chain after them.
    pub head: Head,
    /// The backends that are to get them.
    pub backends: Vec<String>,
    /// Since when they wait (milliseconds).
    pub saved_ms: i64,
    /// The draft that they came from; it goes with the same transaction.
    pub draft: Option<String>,
}

/// A new revision of a document that changes: a person, a place, a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The document in its new revision.
    pub document: Document,
    /// The revision that it replaces; `None` if it is new.
    pub replaces: Option<String>,
    /// The backends that are to get it.
    pub backends: Vec<String>,
    /// Since when it waits (milliseconds).
    pub saved_ms: i64,
    /// The draft that it came from.
    pub draft: Option<String>,
    /// What the draft becomes, in the same transaction; `None`: it goes.
    pub draft_becomes: Option<Vec<u8>>,
}

/// Why entries were not saved: the vault's reason, or that of whoever built them.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SaveError<E> {
    /// The vault refused.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// They could not be built.
    #[error("the record could not be made")]
    Build(E),
}

impl<E> From<StoreError> for SaveError<E> {
    fn from(error: StoreError) -> Self {
        Self::Vault(error.into())
    }
}

impl<S: Store> Vault<S> {
    /// Build entries onto the head of a book's chain and save them; if another
    /// tab was faster, build them anew onto the new head.
    ///
    /// `build` is given the head, or `None` where a chain is to be begun (also
    /// when the stored head is damaged). It hashes and signs without waiting.
    ///
    /// # Errors
    /// [`VaultError::AlreadySaved`] if one of the entries is in the vault, the
    /// store's, or the builder's own.
    pub async fn save_with_head<E>(
        &self,
        book: &BookName,
        mut build: impl FnMut(Option<&Head>) -> Result<Entries, E>,
    ) -> Result<Entries, SaveError<E>> {
        for _ in 0..ROUNDS_MAX {
            let (stored, head) = self.likely_head(book).await?;
            let head = match head {
                Some(Err(VaultError::Damaged { .. })) | None => None,
                Some(head) => Some(head?),
            };
            let entries = build(head.as_ref()).map_err(SaveError::Build)?;
            match self
                .commit_entries(book, &entries, Expected::as_read(stored))
                .await
            {
                Ok(()) => return Ok(entries),
                Err(VaultError::HeadMoved { .. }) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(VaultError::Contention.into())
    }

    /// Save entries that were built onto `before`.
    ///
    /// # Errors
    /// [`VaultError::HeadMoved`] if the chain has gone on since,
    /// [`VaultError::AlreadySaved`], or the store's.
    pub async fn save_entries(
        &self,
        book: &BookName,
        before: Option<&Head>,
        entries: &Entries,
    ) -> Result<(), VaultError> {
        let (stored, head) = self.stored_head(book).await?;
        if head.transpose()?.as_ref() != before {
            return Err(VaultError::HeadMoved { book: book.clone() });
        }
        self.commit_entries(book, entries, Expected::as_read(stored))
            .await
    }

    async fn commit_entries(
        &self,
        book: &BookName,
        entries: &Entries,
        head_before: Expected,
    ) -> Result<(), VaultError> {
        let epoch = self.current(book)?;
        match entries.draft {
            // Another tab may have the same form open, and have saved it a while ago.
            Some(_) => self.know_pages(book).await?,
            None => self.ensure_pages_known(book).await?,
        }
        let tag = self.book_tag(book);
        let head_key = self.head_key(book);
        let mut batch = Batch::new();
        for document in &entries.documents {
            // An entry is written once, under whichever key it was.
            if self.is_in_page(book, &document.id) {
                return Err(VaultError::AlreadySaved);
            }
            for held in self.epochs(book)? {
                batch.expect(
                    StoreName::Rows,
                    row_key(&tag, &held, &document.id),
                    Expected::Absent,
                );
            }
            let key = row_key(&tag, &epoch, &document.id);
            let sealed = seal_document(book, &epoch, &key, document)?;
            batch.put(StoreName::Rows, key, sealed);
            for backend in &entries.backends {
                self.plan_waiting(&mut batch, book, document, backend, entries.saved_ms, None)?;
            }
        }
        batch.expect(StoreName::State, head_key.as_str(), head_before);
        let head_after = head::to_bytes(&entries.head)?;
        batch.put(StoreName::State, head_key, head_after.clone());
        if let Some(draft) = &entries.draft {
            self.plan_draft_removal(&mut batch, draft)?;
        }
        let committed = self.store.commit(batch).await;
        match &committed {
            Ok(()) => self.remember_head(book, Some(head_after)),
            Err(_) => self.forget_head(book),
        }
        match committed {
            Err(StoreError::Conflict {
                store: StoreName::Rows,
                ..
            }) => Err(VaultError::AlreadySaved),
            Err(StoreError::Conflict { .. }) => Err(VaultError::HeadMoved { book: book.clone() }),
            committed => Ok(committed?),
        }
    }

    /// Save a new revision of a document that changes.
    ///
    /// # Errors
    /// [`VaultError::DocumentMoved`] if the vault holds another revision than the
    /// one replaced: show it and ask again. Or the store's.
    pub async fn save_edit(&self, book: &BookName, edit: &Edit) -> Result<(), VaultError> {
        let stored = self.stored_document(book, &edit.document.id).await?;
        let held = stored
            .as_ref()
            .map(|(_, _, document)| document.rev.as_str());
        if held != edit.replaces.as_deref() {
            return Err(VaultError::DocumentMoved);
        }
        let mut batch = Batch::new();
        let epoch = self.current(book)?;
        let key = row_key(&self.book_tag(book), &epoch, &edit.document.id);
        match stored {
            Some((stored_key, bytes, _)) => {
                batch.expect(StoreName::Rows, stored_key, Expected::Bytes(bytes));
            }
            None => batch.expect(StoreName::Rows, key, Expected::Absent),
        }
        self.plan_put(&mut batch, book, &edit.document)?;
        for backend in &edit.backends {
            let held = edit.replaces.as_deref();
            let replaces = self
                .replaced_at(book, backend, &edit.document.id, held)
                .await?;
            self.plan_outbox_removal(&mut batch, book, &edit.document.id, backend)?;
            let (document, since_ms) = (&edit.document, edit.saved_ms);
            let replaces = replaces.as_deref();
            self.plan_waiting(&mut batch, book, document, backend, since_ms, replaces)?;
        }
        if let Some(draft) = &edit.draft {
            match &edit.draft_becomes {
                Some(content) => self.plan_draft(&mut batch, draft, content)?,
                None => self.plan_draft_removal(&mut batch, draft)?,
            }
        }
        match self.store.commit(batch).await {
            Err(StoreError::Conflict { .. }) => Err(VaultError::DocumentMoved),
            committed => Ok(committed?),
        }
    }
}
