//! What a vault needs from a database: six object stores fixed for life, reads
//! by key and range, and one atomic, durable commit.
//!
//! A store sees only keys and sealed bytes. It knows nothing of books, people
//! or keys, never interprets a value, and is never upgraded: whatever changes
//! in a later release changes inside the sealed, versioned values.

use std::future::Future;
use std::rc::Rc;

use thiserror::Error;

/// One of the object stores. The list is fixed for life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StoreName {
    /// Tablet identity, chain heads, checkpoints, settings. Text keys.
    State,
    /// Sealed documents, one a row. Binary keys.
    Rows,
    /// Sealed pages of settled entries. Binary keys.
    Pages,
    /// User rows and wrapped book epochs. Text keys.
    Keys,
    /// What waits to be sent, and what became of it. Binary keys.
    Outbox,
    /// Unfinished forms, each sealed under its author's key. Binary keys.
    Drafts,
}

impl StoreName {
    /// Every store, in the order in which a dump lists them.
    pub const ALL: [Self; 6] = [
        Self::State,
        Self::Rows,
        Self::Pages,
        Self::Keys,
        Self::Outbox,
        Self::Drafts,
    ];

    /// The name inside the database and inside a rescue dump.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::State => "state",
            Self::Rows => "rows",
            Self::Pages => "pages",
            Self::Keys => "keys",
            Self::Outbox => "outbox",
            Self::Drafts => "drafts",
        }
    }

    /// The store with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|store| store.as_str() == name)
    }

    /// Whether the keys of this store are ASCII text (else any bytes).
    #[must_use]
    pub const fn has_text_keys(self) -> bool {
        matches!(self, Self::State | Self::Keys)
    }
}

/// A run of keys in one store, in byte order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyRange {
    lower: Vec<u8>,
    lower_open: bool,
    upper: Option<Vec<u8>>,
}

impl KeyRange {
    /// Every key of a store.
    #[must_use]
    pub const fn all() -> Self {
        Self {
            lower: Vec::new(),
            lower_open: false,
            upper: None,
        }
    }

    /// Every key that begins with these bytes.
    #[must_use]
    pub fn prefix(prefix: &[u8]) -> Self {
        Self {
            lower: prefix.to_vec(),
            lower_open: false,
            upper: successor(prefix),
        }
    }

    /// The rest of this range behind `key`, to read on where a chunk ended.
    #[must_use]
    pub fn after(&self, key: &[u8]) -> Self {
        Self {
            lower: key.to_vec(),
            lower_open: true,
            upper: self.upper.clone(),
        }
    }

    /// The lowest key, and whether that key itself is left out.
    #[must_use]
    pub fn lower(&self) -> (&[u8], bool) {
        (&self.lower, self.lower_open)
    }

    /// The key before which the range ends, if it ends.
    #[must_use]
    pub fn upper(&self) -> Option<&[u8]> {
        self.upper.as_deref()
    }

    /// Whether a key lies in the range.
    #[must_use]
    pub fn holds(&self, key: &[u8]) -> bool {
        let above = if self.lower_open {
            key > self.lower.as_slice()
        } else {
            key >= self.lower.as_slice()
        };
        above && self.upper.as_deref().is_none_or(|upper| key < upper)
    }
}

/// The first key behind all keys that begin with `prefix`.
fn successor(prefix: &[u8]) -> Option<Vec<u8>> {
    let last = prefix.iter().rposition(|&byte| byte != u8::MAX)?;
    let mut upper = prefix[..=last].to_vec();
    upper[last] += 1;
    Some(upper)
}

/// What must still be true when a batch commits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expected {
    /// Nothing is stored under the key.
    Absent,
    /// Exactly these bytes are stored under the key.
    Bytes(Vec<u8>),
}

impl Expected {
    /// What was read becomes what must still stand there.
    #[must_use]
    pub fn as_read(value: Option<Vec<u8>>) -> Self {
        value.map_or(Self::Absent, Self::Bytes)
    }

    /// Whether what is stored now is what was expected.
    #[must_use]
    pub fn is_met_by(&self, stored: Option<&[u8]>) -> bool {
        match (self, stored) {
            (Self::Absent, None) => true,
            (Self::Bytes(expected), Some(stored)) => expected == stored,
            _ => false,
        }
    }
}

/// A condition of a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Precondition {
    /// Where.
    pub store: StoreName,
    /// Under which key.
    pub key: Vec<u8>,
    /// What must stand there.
    pub expected: Expected,
}

/// One change of a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Store a value, whatever stood there.
    Put {
        /// Where.
        store: StoreName,
        /// Under which key.
        key: Vec<u8>,
        /// The value.
        value: Vec<u8>,
    },
    /// Remove a value, if there is one.
    Delete {
        /// Where.
        store: StoreName,
        /// Under which key.
        key: Vec<u8>,
    },
    /// Remove every value of a range.
    DeleteRange {
        /// Where.
        store: StoreName,
        /// Which keys.
        range: KeyRange,
    },
}

impl Change {
    /// The store that this changes.
    #[must_use]
    pub const fn store(&self) -> StoreName {
        match self {
            Self::Put { store, .. }
            | Self::Delete { store, .. }
            | Self::DeleteRange { store, .. } => *store,
        }
    }
}

/// Conditions and changes that happen together or not at all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[must_use]
pub struct Batch {
    /// All must hold, or nothing changes.
    pub preconditions: Vec<Precondition>,
    /// Applied in this order.
    pub changes: Vec<Change>,
}

impl Batch {
    /// An empty batch.
    pub fn new() -> Self {
        Self::default()
    }

    /// Commit only if `key` still holds what is expected.
    pub fn expect(&mut self, store: StoreName, key: impl Into<Vec<u8>>, expected: Expected) {
        let key = key.into();
        self.preconditions.push(Precondition {
            store,
            key,
            expected,
        });
    }

    /// Store a value.
    pub fn put(&mut self, store: StoreName, key: impl Into<Vec<u8>>, value: Vec<u8>) {
        let key = key.into();
        self.changes.push(Change::Put { store, key, value });
    }

    /// Remove a value.
    pub fn delete(&mut self, store: StoreName, key: impl Into<Vec<u8>>) {
        let key = key.into();
        self.changes.push(Change::Delete { store, key });
    }

    /// Remove a range of values.
    pub fn delete_range(&mut self, store: StoreName, range: KeyRange) {
        self.changes.push(Change::DeleteRange { store, range });
    }

    /// Whether there is nothing to do.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.preconditions.is_empty() && self.changes.is_empty()
    }

    /// The stores that this batch reads or changes, each once.
    #[must_use]
    pub fn stores(&self) -> Vec<StoreName> {
        let conditions = self.preconditions.iter().map(|condition| condition.store);
        let mut stores: Vec<_> = conditions
            .chain(self.changes.iter().map(Change::store))
            .collect();
        stores.sort_unstable();
        stores.dedup();
        stores
    }
}

/// A key and its value.
pub type Row = (Vec<u8>, Vec<u8>);

/// Why a store did not do what it was asked.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum StoreError {
    /// A precondition no longer holds; nothing was changed. Read again and retry.
    #[error("another writer changed {} first", store.as_str())]
    Conflict {
        /// Where the condition failed.
        store: StoreName,
        /// Under which key.
        key: Vec<u8>,
    },
    /// The disk or the browser's quota is full; nothing was changed.
    #[error("the storage of this tablet is full")]
    Quota,
    /// The browser closed the connection; it is opened anew at the next call.
    #[error("the browser closed the database")]
    Closed,
    /// Another tab holds the database so that it can't be opened now.
    #[error("another tab keeps the database from opening")]
    Blocked,
    /// The database was there and is gone: evicted, or removed from outside.
    #[error("the stored data has vanished from this tablet")]
    Vanished,
    /// A newer release changed the database itself.
    #[error("the database was written by a newer release")]
    NeedsNewerApp,
    /// No database can be used here (private mode, switched off, no browser).
    #[error("no database is available here")]
    NotAvailable,
    /// The browser reports that its files can't be read.
    #[error("the database can't be read: {detail}")]
    Corrupt {
        /// The browser's own words.
        detail: String,
    },
    /// Anything else the browser reported.
    #[error("the database failed: {detail}")]
    Failed {
        /// The browser's own words.
        detail: String,
    },
}

impl StoreError {
    /// Whether the same call may succeed when repeated without any change.
    #[must_use]
    pub const fn is_worth_retrying(&self) -> bool {
        matches!(self, Self::Closed | Self::Blocked)
    }
}

/// A database with the six stores.
///
/// Futures need not be `Send`: on a tablet everything lives in one worker.
pub trait Store {
    /// Check all preconditions and apply all changes in one transaction.
    ///
    /// Answers only after the change is durable (strict durability); nothing
    /// but the database is awaited inside the transaction.
    fn commit(&self, batch: Batch) -> impl Future<Output = Result<(), StoreError>>;

    /// The value under a key.
    fn get(
        &self,
        store: StoreName,
        key: &[u8],
    ) -> impl Future<Output = Result<Option<Vec<u8>>, StoreError>>;

    /// Up to `limit` rows of a range, in key order.
    fn scan(
        &self,
        store: StoreName,
        range: &KeyRange,
        limit: usize,
    ) -> impl Future<Output = Result<Vec<Row>, StoreError>>;

    /// The keys of a range, in their order.
    fn keys(
        &self,
        store: StoreName,
        range: &KeyRange,
    ) -> impl Future<Output = Result<Vec<Vec<u8>>, StoreError>>;

    /// How many rows a range holds.
    fn count(
        &self,
        store: StoreName,
        range: &KeyRange,
    ) -> impl Future<Output = Result<u64, StoreError>>;
}

impl<S: Store> Store for Rc<S> {
    fn commit(&self, batch: Batch) -> impl Future<Output = Result<(), StoreError>> {
        (**self).commit(batch)
    }

    fn get(
        &self,
        store: StoreName,
        key: &[u8],
    ) -> impl Future<Output = Result<Option<Vec<u8>>, StoreError>> {
        (**self).get(store, key)
    }

    fn scan(
        &self,
        store: StoreName,
        range: &KeyRange,
        limit: usize,
    ) -> impl Future<Output = Result<Vec<Row>, StoreError>> {
        (**self).scan(store, range, limit)
    }

    fn keys(
        &self,
        store: StoreName,
        range: &KeyRange,
    ) -> impl Future<Output = Result<Vec<Vec<u8>>, StoreError>> {
        (**self).keys(store, range)
    }

    fn count(
        &self,
        store: StoreName,
        range: &KeyRange,
    ) -> impl Future<Output = Result<u64, StoreError>> {
        (**self).count(store, range)
    }
}

/// Remove everything from every store in one transaction.
///
/// # Errors
/// When the store refuses; then nothing was removed.
pub async fn wipe(store: &impl Store) -> Result<(), StoreError> {
    let mut batch = Batch::new();
    for name in StoreName::ALL {
        batch.delete_range(name, KeyRange::all());
    }
    store.commit(batch).await
}

/// Rows read in one go by [`scan_all`].
const SCAN_ROWS_MAX: usize = 2_000;

/// All rows of a range. For ranges known to be small.
pub(crate) async fn scan_all(
    store: &impl Store,
    name: StoreName,
    range: KeyRange,
) -> Result<Vec<Row>, StoreError> {
    let mut rows = store.scan(name, &range, SCAN_ROWS_MAX).await?;
    let mut full = rows.len() == SCAN_ROWS_MAX;
    while full {
        let Some((last, _)) = rows.last() else { break };
        let chunk = store.scan(name, &range.after(last), SCAN_ROWS_MAX).await?;
        full = chunk.len() == SCAN_ROWS_MAX;
        rows.extend(chunk);
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_holds_its_keys_and_no_others() {
        let cases: [(&[u8], &[u8], bool); 8] = [
            (b"ab", b"ab", true),
            (b"ab", b"ab\xff\xff", true),
            (b"ab", b"ac", false),
            (b"ab", b"aa\xff", false),
            (b"a\xff", b"a\xff\x01", true),
            (b"a\xff", b"b", false),
            (b"\xff\xff", b"\xff\xff\xff", true),
            (b"", b"", true),
        ];
        for (prefix, key, holds) in cases {
            assert_eq!(
                KeyRange::prefix(prefix).holds(key),
                holds,
                "{prefix:?} {key:?}"
            );
        }
    }

    #[test]
    fn after_leaves_the_key_itself_out() {
        let range = KeyRange::prefix(b"a").after(b"ab");
        assert!(!range.holds(b"ab"));
        assert!(range.holds(b"ab\0"));
        assert!(!range.holds(b"b"));
    }
}
