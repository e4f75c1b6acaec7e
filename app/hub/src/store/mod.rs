//! The hub's data file: one SQLite database, one writing thread, many readers.
//!
//! Every write goes through the writer, which commits what waits together ([`writer`]); reads run on
//! connections of their own and see the last committed state. SQLite's errors end here ([`StoreError`]).
//! What may be written is not decided here (see `admission` and `access`).

pub mod blobs;
pub mod certificates;
pub mod chains;
pub mod databases;
pub mod documents;
pub mod feeds;
pub mod locals;
mod place;
pub mod reading;
pub mod receipts;
mod schema;
pub mod settings;
pub mod tablets;
mod writer;

use std::{
    path::Path,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use rusqlite::{Connection, OpenFlags, ffi::ErrorCode};
use thiserror::Error;
use tokio::sync::Semaphore;

pub use self::{databases::Database, writer::Turn};
use self::{feeds::Feeds, place::Place, writer::Writer};

/// How many reads run at once; more wait their turn.
const READERS_MAX: usize = 8;

/// How many prepared statements a connection keeps.
const STATEMENTS_MAX: usize = 64;

/// What can go wrong below the HTTP surface.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum StoreError {
    /// The disk is full: nothing was written; free space and try again.
    #[error("the disk of the prison server is full; nothing was written")]
    Full,
    /// The file is no data file of the hub, or is damaged.
    #[error("the data file can't be read: {0}")]
    Damaged(String),
    /// Written by a newer version.
    #[error(
        "the data file was written by a newer wingbook-hub (its version {found}, known here {known}); install that one"
    )]
    Newer {
        /// The version in the file.
        found: i64,
        /// The newest that this program knows.
        known: i64,
    },
    /// The file was taken away from under the running server.
    #[error(
        "the prison server's data file was removed or replaced while it ran; nothing is accepted until the file is put \
         back or the server started again"
    )]
    Gone,
    /// The store is closing.
    #[error("the prison server is stopping")]
    Closed,
    /// Anything else; nothing was written.
    #[error("the data file could not be used: {0}")]
    Failed(String),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                Self::Damaged(error.to_string())
            }
            _ => Self::Failed(error.to_string()),
        }
    }
}

/// An open data file. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    place: Arc<Place>,
    writer: Writer,
    idle_readers: Mutex<Vec<Connection>>,
    reading: Semaphore,
    feeds: Arc<Feeds>,
}

impl Store {
    /// Opens a data file, making it (readable by its owner alone) where there is none.
    ///
    /// # Errors
    /// When it can't be opened, is no data file, or is a newer version's.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        make_private(path)?;
        let mut connection = connect(
            path,
            OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
        )?;
        schema::prepare(&mut connection)?;
        let feeds = Arc::new(Feeds::default());
        let place = Arc::new(Place::of(path)?);
        let writer = Writer::start(connection, Arc::clone(&feeds), Arc::clone(&place))?;
        let inner = Inner {
            place,
            writer,
            idle_readers: Mutex::new(Vec::new()),
            reading: Semaphore::new(READERS_MAX),
            feeds,
        };
        Ok(Self {
            inner: Arc::new(inner),
        })
    }

    /// Where the data file is.
    pub fn path(&self) -> &Path {
        self.inner.place.path()
    }

    /// Whether the data file still lies where it was opened: asked before anything that was written is vouched for.
    ///
    /// # Errors
    /// [`StoreError::Gone`].
    pub fn check_place(&self) -> Result<(), StoreError> {
        self.inner.place.check()
    }

    /// Who waits for changes.
    pub fn feeds(&self) -> &Feeds {
        &self.inner.feeds
    }

    /// Runs a read on a thread where it may block.
    ///
    /// # Errors
    /// What the read says, or that the store is closing.
    pub async fn read<T, E>(
        &self,
        job: impl FnOnce(&Connection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let _turn = self
            .inner
            .reading
            .acquire()
            .await
            .map_err(|_| StoreError::Closed)?;
        let store = self.clone();
        tokio::task::spawn_blocking(move || store.read_now(job))
            .await
            .map_err(|error| StoreError::Failed(error.to_string()))?
    }

    /// Runs a read on this thread: for the command line and for threads that may block.
    ///
    /// # Errors
    /// What the read says.
    pub fn read_now<T, E: From<StoreError>>(
        &self,
        job: impl FnOnce(&Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        let idle = self
            .inner
            .idle_readers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop();
        let connection = match idle {
            Some(connection) => connection,
            None => self.connect_reader()?,
        };
        // One snapshot for the whole read: a document's row and its body belong together.
        connection
            .execute_batch("BEGIN")
            .map_err(StoreError::from)?;
        let result = job(&connection);
        connection
            .execute_batch("COMMIT")
            .map_err(StoreError::from)?;
        self.inner
            .idle_readers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(connection);
        result
    }

    /// A further connection, to the same file as the others.
    fn connect_reader(&self) -> Result<Connection, StoreError> {
        self.check_place()?;
        let connection = connect(self.path(), OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        self.check_place()?;
        Ok(connection)
    }

    /// Queues a write and waits until it is durable.
    ///
    /// # Errors
    /// What the write says (then nothing of it was written), or that committing failed.
    pub async fn write<T, E>(
        &self,
        job: impl FnOnce(&mut Turn<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (send, receive) = tokio::sync::oneshot::channel();
        self.inner
            .writer
            .queue(job, move |result| drop(send.send(result)))?;
        receive.await.map_err(|_| StoreError::Closed)?
    }

    /// Queues a write and blocks until it is durable: for the command line and for threads that may block.
    ///
    /// # Errors
    /// As [`Store::write`].
    pub fn write_now<T, E>(
        &self,
        job: impl FnOnce(&mut Turn<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (send, receive) = std::sync::mpsc::sync_channel(1);
        self.inner
            .writer
            .queue(job, move |result| drop(send.send(result)))?;
        receive.recv().map_err(|_| StoreError::Closed)?
    }
}

fn connect(path: &Path, flags: OpenFlags) -> Result<Connection, StoreError> {
    let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(Duration::from_secs(10))?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS_MAX);
    connection.execute_batch(
        "PRAGMA cache_size = -16000; PRAGMA mmap_size = 268435456; PRAGMA trusted_schema = OFF;",
    )?;
    Ok(connection)
}

/// The data file holds the facility's key: nobody but its owner reads it.
fn make_private(path: &Path) -> Result<(), StoreError> {
    let mut options = std::fs::OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(_) => Ok(()),
        Err(error) => Err(StoreError::Failed(format!("{}: {error}", path.display()))),
    }
}

/// The wall clock, in milliseconds since 1970.
pub fn now_ms() -> i64 {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests;
