//! `_local` documents: a replicator's checkpoints. They have a counter instead of a tree and never replicate.

use rusqlite::{Connection, OptionalExtension};

use super::{StoreError, Turn};

/// A checkpoint's counter and content.
///
/// # Errors
/// When the data file can't be read.
pub fn get(
    connection: &Connection,
    db: i64,
    id: &str,
) -> Result<Option<(i64, String)>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT rev, json FROM locals WHERE db = ?1 AND id = ?2")?;
    Ok(statement
        .query_row((db, id), |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?)
}

/// Writes a checkpoint and gives its new counter.
///
/// # Errors
/// When the data file can't be written.
pub fn put(turn: &mut Turn<'_>, db: i64, id: &str, json: &str) -> Result<i64, StoreError> {
    let mut statement = turn.connection.prepare_cached(
        "INSERT INTO locals (db, id, rev, json) VALUES (?1, ?2, 1, ?3)
         ON CONFLICT (db, id) DO UPDATE SET rev = rev + 1, json = ?3 RETURNING rev",
    )?;
    Ok(statement.query_row((db, id, json), |row| row.get(0))?)
}

/// Deletes a checkpoint; `false` if there was none.
///
/// # Errors
/// When the data file can't be written.
pub fn delete(turn: &mut Turn<'_>, db: i64, id: &str) -> Result<bool, StoreError> {
    Ok(turn
        .connection
        .execute("DELETE FROM locals WHERE db = ?1 AND id = ?2", (db, id))?
        == 1)
}
