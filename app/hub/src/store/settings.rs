//! Named values that belong to the whole data file (keys, the facility's document, the server's id).

use rusqlite::{Connection, OptionalExtension};

use super::{StoreError, Turn};

/// A setting's bytes, if it was ever made.
///
/// # Errors
/// When the data file can't be read.
pub fn get(connection: &Connection, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT value FROM settings WHERE key = ?1")?;
    Ok(statement.query_row([key], |row| row.get(0)).optional()?)
}

/// A setting that is text.
///
/// # Errors
/// When the data file can't be read, or the bytes are no text.
pub fn text(connection: &Connection, key: &str) -> Result<Option<String>, StoreError> {
    get(connection, key)?
        .map(|bytes| {
            String::from_utf8(bytes)
                .map_err(|_| StoreError::Damaged(format!("the setting {key} is no text")))
        })
        .transpose()
}

/// Makes or replaces a setting.
///
/// # Errors
/// When the data file can't be written.
pub fn set(turn: &mut Turn<'_>, key: &str, value: &[u8]) -> Result<(), StoreError> {
    let mut statement = turn
        .connection
        .prepare_cached("INSERT INTO settings (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2")?;
    statement.execute((key, value))?;
    Ok(())
}
