//! The tablet's side of replication, as the engine sees it.
//!
//! The worker implements it over the vault, the tests in memory. Every method is one durable step: when it returned,
//! it holds after a power cut; when it failed or was cut off, nothing of it happened. The engine never holds
//! anything that isn't there: it can be dropped between any two steps.

use serde::{Deserialize, Serialize};
use wingbook_record::access::Book;

use crate::backend::{BackendId, Change, Cursor, Identity, Leaf, Received, Refusal};

/// How far replication of one book with one backend has come. The replica stores it as it is and looks at nothing
/// in it but, perhaps, [`Checkpoint::cursor`] (for a long poll).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Checkpoint {
    /// The history this belongs to; `None` before the first contact.
    pub identity: Option<Identity>,
    /// Everything before it is stored here.
    pub cursor: Option<Cursor>,
    /// Stamped on whatever the backend acknowledges from now on; see [`Outcome::Sent`].
    pub epoch: u64,
    /// The note that surely stands at the backend, and the cursor when it was written.
    pub mark: Option<Marked>,
    /// A note whose writing was begun and never confirmed.
    pub attempted: Option<Marked>,
    /// Something was sent since the last note was written or attempted.
    pub sent_since: bool,
    /// The backend took no note when it was last asked.
    pub unmarkable: bool,
}

/// A note left at a backend: what was sent with an epoch up to this one, and what was fetched up to the cursor,
/// is in the backend's past.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Marked {
    /// The number in the note.
    pub epoch: u64,
    /// The cursor when it was written.
    pub cursor: Option<Cursor>,
}

/// A document on its way out: one row of the outbox, which has one for each document revision and backend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outgoing {
    /// The row's place in line; grows with each new row of this backend and book.
    pub ticket: u64,
    /// The document's id.
    pub id: String,
    /// Its revision, see [`crate::revision`].
    pub rev: String,
    /// The revision it replaces; `None` for a first one (records always). Of a document fetched from a backend and
    /// offered again, as far as it is known: a revision without its parent makes a branch of its own.
    pub parent: Option<String>,
    /// The canonical JSON of the document, `_id` included, without `_rev` and `_revisions`.
    pub bytes: Vec<u8>,
    /// How often it was offered and came back as [`Outcome::Waiting`]. Batches around it shrink with this number.
    pub attempts: u32,
    /// The backend acknowledged or delivered it once, and it is only asked whether it is still there.
    pub reoffered: bool,
}

/// Which rows of the outbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stage {
    /// Waiting to be sent: new ones, those that came back as [`Outcome::Waiting`], and those offered again. Not
    /// those set aside.
    ToSend,
    /// Sent, and not yet read back.
    ToConfirm,
}

/// What became of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The backend accepted it: *sent*. Moves to [`Stage::ToConfirm`]. The epoch is kept with the row, for
    /// [`Reoffer::AcknowledgedAfter`].
    Sent {
        /// The checkpoint's epoch at that time.
        epoch: u64,
    },
    /// Offered again, and the backend has it still: the row returns to what it was before the re-offer.
    Held {
        /// The checkpoint's epoch at that time.
        epoch: u64,
    },
    /// Read back and equal, or a receipt: *received by the server*. Done.
    Received(Received),
    /// The server holds a successor of this revision, which is no longer current here. Done; shown as *sent*.
    Superseded,
    /// Not this time: stays in [`Stage::ToSend`], `attempts` grows by one.
    Waiting {
        /// Why, in the server's words.
        detail: String,
    },
    /// Not accepted: set aside and shown, never deleted, offered again only when a person says so (which sets
    /// `attempts` to 0). A row that exists only because somebody else's document was offered again may just go.
    Refused(Refusal),
}

/// A row and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// The row.
    pub ticket: u64,
    /// What became of it.
    pub outcome: Outcome,
}

/// What to offer again to a backend that lost some of its past.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reoffer {
    /// The rows that it acknowledged with an epoch above this one.
    AcknowledgedAfter(u64),
    /// Every document of the book that it ever acknowledged or delivered, whoever wrote it.
    Everything,
}

/// What a page brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Applied {
    /// Documents that were not here before.
    pub new: u32,
    /// Documents kept apart because they don't verify. They never stop a page.
    pub doubtful: u32,
}

/// How much waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Waiting {
    /// Rows in [`Stage::ToSend`].
    pub to_send: u64,
    /// Rows in [`Stage::ToConfirm`].
    pub to_confirm: u64,
}

/// A tablet's store, as far as replication needs it.
#[allow(
    async_fn_in_trait,
    reason = "futures stay on the worker's thread; a Send bound would shut the browser out"
)]
pub trait Replica {
    /// Why the store failed. The round ends; nothing is lost.
    type Error: std::error::Error;

    /// The stored checkpoint, or the default.
    ///
    /// # Errors
    /// When the store can't be read.
    async fn checkpoint(&self, backend: &BackendId, book: Book) -> Result<Checkpoint, Self::Error>;

    /// Stores a checkpoint.
    ///
    /// # Errors
    /// When the store can't be written.
    async fn save_checkpoint(
        &self,
        backend: &BackendId,
        book: Book,
        checkpoint: &Checkpoint,
    ) -> Result<(), Self::Error>;

    /// Of which of these revisions the documents are held here, current or not, in the same order. They are not
    /// handed over again.
    ///
    /// # Errors
    /// When the store can't be read.
    async fn knows(&self, book: Book, leaves: &[Leaf]) -> Result<Vec<bool>, Self::Error>;

    /// Verifies and stores a page of changes together with the checkpoint, in one step. A document that does not
    /// verify is kept apart and never fails the page. A change may come without documents: all its leaves are held
    /// already, as for the echo of what was sent.
    ///
    /// Of a changed document, the leaves are current from now on, and held revisions that are no leaves are
    /// superseded, with two exceptions: an edit made here that the backend never acknowledged stays current, and a
    /// revision that a held one names as its predecessor never is.
    ///
    /// # Errors
    /// When the store can't be written; then neither page nor checkpoint is.
    async fn apply(
        &self,
        backend: &BackendId,
        book: Book,
        changes: Vec<Change>,
        checkpoint: &Checkpoint,
    ) -> Result<Applied, Self::Error>;

    /// At most `limit` rows of a stage with tickets above `after`, by ticket.
    ///
    /// # Errors
    /// When the store can't be read.
    async fn outbox(
        &self,
        backend: &BackendId,
        book: Book,
        stage: Stage,
        after: u64,
        limit: usize,
    ) -> Result<Vec<Outgoing>, Self::Error>;

    /// How many rows wait, for the plan and for progress.
    ///
    /// # Errors
    /// When the store can't be read.
    async fn waiting(&self, backend: &BackendId, book: Book) -> Result<Waiting, Self::Error>;

    /// Notes what became of rows, all in one step.
    ///
    /// # Errors
    /// When the store can't be written.
    async fn settle(
        &self,
        backend: &BackendId,
        book: Book,
        settled: &[Settled],
    ) -> Result<(), Self::Error>;

    /// Puts documents back into [`Stage::ToSend`], marked [`Outgoing::reoffered`]; returns how many. What is shown
    /// of them doesn't change until the backend turns out to lack them. Doing it twice is doing it once. Rows set
    /// aside stay so.
    ///
    /// # Errors
    /// When the store can't be written.
    async fn reoffer(
        &self,
        backend: &BackendId,
        book: Book,
        what: Reoffer,
    ) -> Result<u64, Self::Error>;
}
