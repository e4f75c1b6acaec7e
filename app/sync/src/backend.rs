//! What a backend is: the one trait that every adapter implements.
//!
//! An adapter turns these few questions into its protocol and its protocol's answers into documents. It keeps no
//! state that matters, knows nothing of vaults or outboxes, and decides nothing: when to ask, how much at once and
//! what to do after a failure is the [engine](crate::engine)'s. A backend that can't do something (a form server
//! has no change feed to wait on, a file no marks) keeps the default, and says so in its [`Description`].

use serde::{Deserialize, Serialize};
use serde_json::Value;
use wingbook_record::{access::Book, receipt::Receipt};

use crate::{fault::BackendError, replica::Outgoing};

/// The name under which a tablet keeps its dealings with one configured backend. Chosen once when the backend is
/// added; it survives a change of address.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BackendId(pub String);

/// A place in a backend's change feed. Opaque: never parsed, never ordered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cursor(pub String);

/// What answers at an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Product {
    /// Wingbook's own hub.
    Hub,
    /// Apache CouchDB, or a service that says so.
    CouchDb,
    /// A PouchDB server.
    PouchDb,
    /// Speaks CouchDB's HTTP API under another name.
    CouchLike,
}

/// What a backend is and what it can do, for the *Connect* page and for the engine's plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Description {
    /// What it is.
    pub product: Product,
    /// Name and version in its own words.
    pub name: String,
    /// Its identity, if it has one; changes when it is set up anew.
    pub server: String,
    /// Signs a receipt for each record that it accepted.
    pub receipts: bool,
    /// Documents can be read back and compared; without this a record stays at *sent*.
    pub reads_back: bool,
    /// Documents can be fetched from it.
    pub receives: bool,
    /// It can be waited on for changes (long poll).
    pub tells: bool,
    /// The server's clock when it answered, where it may be read. A claim, not a proof.
    pub date_ms: Option<i64>,
}

/// Which history of a book stands at a backend. Another one means that everything starts over.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Identity {
    /// The server's identity.
    pub server: String,
    /// When the book's database was made there.
    pub instance: String,
}

/// A revision of a document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Leaf {
    /// The document's id.
    pub id: String,
    /// The revision.
    pub rev: String,
}

/// A document that changed at the backend, with all its leaves (rivals and deleted ones included).
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The document's id.
    pub id: String,
    /// All leaf revisions, the winner first. What isn't listed has been superseded there.
    pub leaves: Vec<String>,
    /// The documents of leaves, `_id`, `_rev` and perhaps `_deleted` included. From a backend: those that came with
    /// the feed (the winner's, as a rule). To a replica: those that it did not know.
    pub documents: Vec<Value>,
}

/// The revision of a document that came from a backend.
pub fn revision_of(document: &Value) -> Option<&str> {
    document.get("_rev").and_then(Value::as_str)
}

/// A stretch of a book's change feed.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// What changed, each document at most once.
    pub changes: Vec<Change>,
    /// Where the next page begins.
    pub cursor: Cursor,
    /// How many changes are left after this page, if the backend says so.
    pub pending: Option<u64>,
    /// Whether there is a next page.
    pub more: bool,
    /// The size of the answer.
    pub bytes: usize,
}

/// What the backend said of one document in a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It has it, now or already.
    Stored,
    /// It will never take it as it is; the server's code and words.
    Refused(Refusal),
    /// It could not take it this time; the server's words.
    Failed(String),
}

/// Why a document was not accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// The kind, for the sentence shown and what to do about it.
    pub code: RefusalCode,
    /// The server's words.
    pub detail: String,
}

/// The kinds of refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefusalCode {
    /// The person signed in may not write it there.
    NotAllowed,
    /// The server finds the document itself wrong.
    Invalid,
    /// Larger than the server takes, even alone.
    TooLarge,
    /// The server holds something else under the same revision.
    Differs,
}

/// When the backend received a record, as far as it can be known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Received {
    /// The hub's signed receipt over the same hash.
    Signed(Box<Receipt>),
    /// Read back equal; the server's clock said this at that moment.
    Dated {
        /// Milliseconds since 1970, by the server's `Date`.
        date_ms: i64,
    },
    /// Read back equal, without a time.
    Undated,
}

/// What reading a sent document back showed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Echo {
    /// It is there, equal to the byte of its canonical form.
    Equal(Received),
    /// The server holds a successor of it.
    Superseded,
    /// It isn't there, whatever the server said before.
    Absent,
    /// Something else stands there under its revision.
    Different,
    /// The backend could not say.
    Unclear,
}

/// A note that a tablet leaves at a backend, in a document of its own that is never replicated. A backend restored
/// from a backup shows an older note, or none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The number written.
    pub epoch: u64,
    /// What the adapter needs to overwrite it.
    pub rev: Option<String>,
}

/// Whether a wait ended because something changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// There is something to fetch.
    Changed,
    /// Nothing in this time.
    Nothing,
}

/// Something that Wingbook replicates with.
#[allow(
    async_fn_in_trait,
    reason = "futures stay on the worker's thread; a Send bound would shut the browser out"
)]
pub trait Backend {
    /// What is there. Needs no credentials where the protocol allows.
    ///
    /// # Errors
    /// [`Fault::NotABackend`](crate::fault::Fault::NotABackend) if something else answers.
    async fn describe(&self) -> Result<Description, BackendError>;

    /// Which history of this book stands there.
    ///
    /// # Errors
    /// When the book can't be reached.
    async fn identify(&self, book: Book) -> Result<Identity, BackendError>;

    /// The next page of the book's changes, at most `limit` documents.
    ///
    /// # Errors
    /// When no whole page came. A cursor that the backend doesn't understand is `Unprocessable`.
    async fn pull(
        &self,
        book: Book,
        since: Option<&Cursor>,
        limit: u32,
        timeout_ms: u32,
    ) -> Result<Page, BackendError>;

    /// The documents of these leaves; one that can't be had is left out.
    ///
    /// # Errors
    /// When no whole answer came.
    async fn fetch(&self, book: Book, leaves: &[Leaf]) -> Result<Vec<Value>, BackendError>;

    /// Offers documents, each with its revision, and says of each what became of it, in the same order. Offering
    /// again what is there changes nothing.
    ///
    /// # Errors
    /// When the batch as a whole failed; some of it may have been stored.
    async fn push(
        &self,
        book: Book,
        items: &[Outgoing],
        timeout_ms: u32,
    ) -> Result<Vec<Verdict>, BackendError>;

    /// Reads sent documents back and compares them, in the same order.
    ///
    /// # Errors
    /// When no whole answer came.
    async fn read_back(&self, book: Book, items: &[Outgoing]) -> Result<Vec<Echo>, BackendError>;

    /// Which of these revisions the backend lacks, in the same order. Saves sending again what is there.
    ///
    /// # Errors
    /// When no whole answer came.
    async fn lacks(&self, _book: Book, leaves: &[Leaf]) -> Result<Vec<bool>, BackendError> {
        Ok(vec![true; leaves.len()])
    }

    /// The note that was left under this name.
    ///
    /// # Errors
    /// When the backend can't be asked.
    async fn read_mark(&self, _book: Book, _name: &str) -> Result<Option<Mark>, BackendError> {
        Ok(None)
    }

    /// Leaves a note under this name, over the one `before`. `None` if this backend keeps none.
    ///
    /// # Errors
    /// When it is unknown whether it was written.
    async fn write_mark(
        &self,
        _book: Book,
        _name: &str,
        _epoch: u64,
        _before: Option<&Mark>,
    ) -> Result<Option<Mark>, BackendError> {
        Ok(None)
    }

    /// Waits until something changes in the book, at most `timeout_ms`.
    ///
    /// # Errors
    /// When the wait broke off.
    async fn wait(
        &self,
        book: Book,
        since: Option<&Cursor>,
        timeout_ms: u32,
    ) -> Result<Told, BackendError>;
}
