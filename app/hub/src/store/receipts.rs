//! Receipts: kept from the moment a record is accepted, and never replaced.

use rusqlite::{Connection, OptionalExtension};

use super::{StoreError, Turn};

/// Keeps a receipt (JSON text); the first one for a record stands.
///
/// # Errors
/// When the data file can't be written.
pub fn keep(turn: &mut Turn<'_>, db: i64, id: &str, receipt: &str) -> Result<(), StoreError> {
    let mut statement = turn.connection.prepare_cached(
        "INSERT INTO receipts (db, id, receipt) VALUES (?1, ?2, ?3) ON CONFLICT (db, id) DO NOTHING",
    )?;
    statement.execute((db, id, receipt))?;
    Ok(())
}

/// A record's receipt as JSON text.
///
/// # Errors
/// When the data file can't be read.
pub fn get(connection: &Connection, db: i64, id: &str) -> Result<Option<String>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT receipt FROM receipts WHERE db = ?1 AND id = ?2")?;
    Ok(statement.query_row((db, id), |row| row.get(0)).optional()?)
}
