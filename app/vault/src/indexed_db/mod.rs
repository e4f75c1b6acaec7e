//! The store of a tablet: IndexedDB, version 1 for ever.
//!
//! Every commit is one strict-durability transaction: conditions are read, changes
//! are queued, nothing else is awaited, and "committed" is reported only after the
//! browser's `complete` event. A connection that the browser closes is opened
//! anew at the next call. Once the database vanished while the app runs, every
//! call of this session says so: nothing is written to the empty one in its place.

mod connection;
mod error;
mod log;
mod transaction;

#[cfg(test)]
mod measures;
#[cfg(test)]
mod tests;

use std::cell::Cell;

use indexed_db_futures::database::Database;

use crate::store::{Batch, KeyRange, Row, Store, StoreError, StoreName};
use connection::Connection;

/// The name of the database on a tablet.
pub const DATABASE_NAME: &str = "wingbook";

/// The database in the browser.
#[derive(Debug)]
pub struct IndexedDbStore {
    connection: Connection,
    /// The browser's log was begun anew since this store was opened.
    has_new_log: Cell<bool>,
}

impl IndexedDbStore {
    /// Open the tablet's database; make it if it isn't there.
    ///
    /// # Errors
    /// [`StoreError::NotAvailable`], [`StoreError::Blocked`],
    /// [`StoreError::NeedsNewerApp`], [`StoreError::Corrupt`].
    pub async fn open() -> Result<Self, StoreError> {
        Self::open_named(DATABASE_NAME).await
    }

    /// Open a database of another name, for tests and benches.
    ///
    /// # Errors
    /// As [`IndexedDbStore::open`].
    pub async fn open_named(name: &str) -> Result<Self, StoreError> {
        let connection = Connection::new(name);
        connection.database().await?;
        Ok(Self {
            connection,
            has_new_log: Cell::new(false),
        })
    }

    /// Erase the tablet's database. Connections in other tabs are given up; one that is opened again finds that everything
    /// has vanished.
    ///
    /// # Errors
    /// [`StoreError::Blocked`] when another tab keeps it open, or the browser's.
    pub async fn erase() -> Result<(), StoreError> {
        connection::erase(DATABASE_NAME).await
    }

    /// Close the connection. The next call opens it anew.
    pub fn close(&self) {
        self.connection.close();
    }

    /// Do something on the connection; if the browser closed it, once more on a
    /// new one. What is repeated was aborted as a whole before.
    async fn with_database<T>(
        &self,
        mut act: impl AsyncFnMut(&Database) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let database = self.connection.database().await?;
        match act(&database).await {
            Err(StoreError::Closed) => {
                self.connection.close();
                let database = self.connection.database().await?;
                act(&database).await
            }
            done => done,
        }
    }
}

impl Store for IndexedDbStore {
    async fn commit(&self, batch: Batch) -> Result<(), StoreError> {
        if batch.is_empty() {
            return Ok(());
        }
        // Before anything is saved, and not before: reading needs no new log, and a start is to be quick.
        if !self.has_new_log.replace(true) {
            let database = self.connection.database().await?;
            // Saving works without it: a start that can't do it is no worse than one that doesn't.
            let _ = log::begin_anew(&database).await;
        }
        self.with_database(async |database| transaction::commit(database, &batch).await)
            .await
    }

    async fn get(&self, store: StoreName, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        self.with_database(async |database| transaction::get(database, store, key).await)
            .await
    }

    async fn scan(
        &self,
        store: StoreName,
        range: &KeyRange,
        limit: usize,
    ) -> Result<Vec<Row>, StoreError> {
        self.with_database(async |database| transaction::scan(database, store, range, limit).await)
            .await
    }

    async fn keys(&self, store: StoreName, range: &KeyRange) -> Result<Vec<Vec<u8>>, StoreError> {
        self.with_database(async |database| transaction::keys(database, store, range).await)
            .await
    }

    async fn count(&self, store: StoreName, range: &KeyRange) -> Result<u64, StoreError> {
        self.with_database(async |database| transaction::count(database, store, range).await)
            .await
    }
}
