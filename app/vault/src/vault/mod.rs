//! What is written and read once somebody is signed in.
//!
//! A document is an id, a revision and opaque bytes. It lies sealed in one row,
//! whose key is `book tag ‖ epoch tag ‖ keyed hash of the id`: nothing about it
//! can be read without the book's key. What has settled lies in sealed [`pages`],
//! many to a value. Everything that belongs together (an
//! entry, the chain's head, what is to be sent, the draft it came from) is sealed
//! first and then written in one transaction.
//!
//! A row that can't be opened is reported and left as it is; the rest stays
//! readable. Nothing here ever resets anything.

mod documents;
mod head;
mod outbox;
mod page;
mod pages;
mod personal;
mod pull;
mod saving;
mod settling;

#[cfg(all(test, not(target_arch = "wasm32")))]
mod damage_tests;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod histories;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod pages_tests;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod sharing_tests;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

#[cfg(all(any(test, fuzzing), not(target_arch = "wasm32")))]
pub(crate) use documents::write_frame;
pub use documents::{Document, DocumentRef, LoadReport};
pub use head::Head;
pub(crate) use outbox::OPEN as OUTBOX_OPEN;
pub use outbox::{Again, Delivery, Marked, Offered, Outbox, OutboxItem};
pub use page::Month;
#[cfg(all(any(test, fuzzing), not(target_arch = "wasm32")))]
pub(crate) use page::read_page;
pub use pages::OfMonth;
pub use personal::Draft;
pub use pull::{Forgotten, Pull};
pub use saving::{Edit, Entries, SaveError};

use pages::Pages;

use crate::book::BookName;
use crate::error::VaultError;
use crate::keyring::{BookKeys, Epoch, TabletId, Unlocked};
use crate::seal;
use crate::store::{Store, StoreName, wipe};

/// Bytes of a book's tag in row keys.
const BOOK_TAG_LEN: usize = 8;

/// A stored value that could not be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DamagedRow {
    /// Where it lies.
    pub store: StoreName,
    /// Under which key.
    pub key: Vec<u8>,
}

/// The vault with the keys of whoever is signed in.
///
/// Dropping it forgets the keys. One vault may be used by many tasks at once;
/// no future of it holds anything locked while it waits.
#[derive(Debug)]
pub struct Vault<S> {
    store: S,
    tablet: TabletId,
    books: RefCell<BookKeys>,
    person: Option<Unlocked>,
    /// Row keys of earlier epochs, by book, once the book has been loaded: a
    /// document that is written again moves to the last epoch.
    earlier: RefCell<BTreeMap<BookName, BTreeSet<Vec<u8>>>>,
    /// The heads as last read or written here: a save tries them first and reads
    /// only when another tab has moved on.
    heads: RefCell<BTreeMap<BookName, Option<Vec<u8>>>>,
    /// Which pages a book has, and what lies in them.
    pages: RefCell<BTreeMap<BookName, Pages>>,
}

impl<S: Store> Vault<S> {
    /// The vault of somebody signed in.
    pub fn open(store: S, tablet: TabletId, books: BookKeys, person: Unlocked) -> Self {
        Self::with(store, tablet, books, Some(person))
    }

    /// The vault as the facility's recovery key sees it: books, but nobody's
    /// drafts or settings.
    pub fn open_for_recovery(store: S, tablet: TabletId, books: BookKeys) -> Self {
        Self::with(store, tablet, books, None)
    }

    fn with(store: S, tablet: TabletId, books: BookKeys, person: Option<Unlocked>) -> Self {
        Self {
            store,
            tablet,
            books: RefCell::new(books),
            person,
            earlier: RefCell::default(),
            heads: RefCell::default(),
            pages: RefCell::default(),
        }
    }

    /// The store underneath.
    #[must_use]
    pub const fn store(&self) -> &S {
        &self.store
    }

    /// Whoever is signed in.
    #[must_use]
    pub const fn person(&self) -> Option<&Unlocked> {
        self.person.as_ref()
    }

    /// Whoever is signed in, to change their profile.
    pub const fn person_mut(&mut self) -> Option<&mut Unlocked> {
        self.person.as_mut()
    }

    /// The books that can be opened.
    #[must_use]
    pub fn books(&self) -> Vec<BookName> {
        self.books.borrow().books().cloned().collect()
    }

    /// Take over newly opened keys, after wraps were added or an epoch began.
    pub fn renew_books(&self, books: BookKeys) {
        self.books.replace(books);
        self.earlier.borrow_mut().clear();
        self.pages.borrow_mut().clear();
    }

    /// Remove everything from this tablet.
    ///
    /// # Errors
    /// When the store refuses; then nothing was removed.
    pub async fn wipe(&self) -> Result<(), VaultError> {
        Ok(wipe(&self.store).await?)
    }

    /// The held epochs of a book, oldest first; at least one.
    fn epochs(&self, book: &BookName) -> Result<Vec<Rc<Epoch>>, VaultError> {
        let epochs = self.books.borrow().epochs(book).to_vec();
        if epochs.is_empty() {
            return Err(VaultError::BookLocked { book: book.clone() });
        }
        Ok(epochs)
    }

    /// The epoch that new values of a book are sealed with.
    fn current(&self, book: &BookName) -> Result<Rc<Epoch>, VaultError> {
        let books = self.books.borrow();
        let last = books.epochs(book).last().cloned();
        last.ok_or_else(|| VaultError::BookLocked { book: book.clone() })
    }

    /// What stands for a book in row keys. Differs from tablet to tablet.
    fn book_tag(&self, book: &BookName) -> [u8; BOOK_TAG_LEN] {
        seal::short_digest(&[b"wingbook/book", &self.tablet.0, book.as_str().as_bytes()])
    }
}
