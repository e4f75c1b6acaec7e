//! Who waits for changes: one watch per database, moved on after each commit.

use std::{
    collections::{BTreeSet, HashMap},
    sync::{Mutex, PoisonError},
};

use rusqlite::{Connection, OptionalExtension};
use tokio::sync::watch;

use super::StoreError;

/// The newest sequence of each database that somebody waits on.
#[derive(Default)]
pub struct Feeds {
    watched: Mutex<HashMap<i64, watch::Sender<i64>>>,
}

impl Feeds {
    /// Waits on a database: the value is its newest sequence, and the channel closes when it is deleted.
    pub fn watch(&self, db: i64) -> watch::Receiver<i64> {
        let mut watched = self.watched.lock().unwrap_or_else(PoisonError::into_inner);
        watched
            .entry(db)
            .or_insert_with(|| watch::channel(0).0)
            .subscribe()
    }

    /// Wakes whoever waits on these databases.
    pub(super) fn publish(&self, connection: &Connection, touched: &BTreeSet<i64>) {
        let mut watched = self.watched.lock().unwrap_or_else(PoisonError::into_inner);
        for db in touched {
            match newest(connection, *db) {
                Ok(Some(seq)) => {
                    if let Some(sender) = watched.get(db) {
                        move_on(sender, seq);
                    }
                }
                Ok(None) => drop(watched.remove(db)),
                Err(error) => tracing::warn!(%error, "waiting feeds could not be woken"),
            }
        }
    }

    /// Wakes feeds whose database was written by another process (`wingbook-hub import` beside a running
    /// server).
    ///
    /// # Errors
    /// When the data file can't be read.
    pub fn refresh(&self, connection: &Connection) -> Result<(), StoreError> {
        let watched = self.watched.lock().unwrap_or_else(PoisonError::into_inner);
        for (db, sender) in watched.iter() {
            if let Some(seq) = newest(connection, *db)? {
                move_on(sender, seq);
            }
        }
        Ok(())
    }
}

fn move_on(sender: &watch::Sender<i64>, seq: i64) {
    sender.send_if_modified(|known| {
        let newer = seq > *known;
        *known = seq.max(*known);
        newer
    });
}

fn newest(connection: &Connection, db: i64) -> Result<Option<i64>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT update_seq FROM databases WHERE db = ?1")?;
    Ok(statement.query_row([db], |row| row.get(0)).optional()?)
}
