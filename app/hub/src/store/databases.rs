//! The databases: one per book, and general ones that an administrator makes.

use rusqlite::{Connection, OptionalExtension, Row};
use uuid::Uuid;

use super::{StoreError, Turn, now_ms};

/// A database's row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Database {
    /// Its row; never given twice.
    pub db: i64,
    /// Its name.
    pub name: String,
    /// Its incarnation: another one after it was deleted and made again.
    pub uuid: String,
    /// When it was made.
    pub created_ms: i64,
    /// The sequence of its newest change.
    pub update_seq: i64,
    /// How many documents are not deleted.
    pub doc_count: i64,
    /// How many are.
    pub deleted_count: i64,
    /// The security object, where one was put.
    pub security: Option<String>,
}

const COLUMNS: &str = "db, name, uuid, created_ms, update_seq, doc_count, deleted_count, security";

fn from_row(row: &Row<'_>) -> rusqlite::Result<Database> {
    Ok(Database {
        db: row.get(0)?,
        name: row.get(1)?,
        uuid: row.get(2)?,
        created_ms: row.get(3)?,
        update_seq: row.get(4)?,
        doc_count: row.get(5)?,
        deleted_count: row.get(6)?,
        security: row.get(7)?,
    })
}

/// A database by its name.
///
/// # Errors
/// When the data file can't be read.
pub fn find(connection: &Connection, name: &str) -> Result<Option<Database>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM databases WHERE name = ?1");
    let mut statement = connection.prepare_cached(&sql)?;
    Ok(statement.query_row([name], from_row).optional()?)
}

/// All databases by name.
///
/// # Errors
/// When the data file can't be read.
pub fn all(connection: &Connection) -> Result<Vec<Database>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM databases ORDER BY name");
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map([], from_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Makes a database; `false` if it was there.
///
/// # Errors
/// When the data file can't be written.
pub fn create(turn: &mut Turn<'_>, name: &str) -> Result<bool, StoreError> {
    let mut statement = turn.connection.prepare_cached(
        "INSERT INTO databases (name, uuid, created_ms) VALUES (?1, ?2, ?3) ON CONFLICT (name) DO NOTHING",
    )?;
    let uuid = Uuid::new_v4().simple().to_string();
    Ok(statement.execute((name, uuid, now_ms()))? == 1)
}

/// Deletes a database with all that is in it.
///
/// # Errors
/// When the data file can't be written.
pub fn delete(turn: &mut Turn<'_>, db: i64) -> Result<(), StoreError> {
    for sql in [
        "DELETE FROM bodies WHERE doc IN (SELECT doc FROM docs WHERE db = ?1)",
        "DELETE FROM docs WHERE db = ?1",
        "DELETE FROM blobs WHERE db = ?1",
        "DELETE FROM locals WHERE db = ?1",
        "DELETE FROM receipts WHERE db = ?1",
        "DELETE FROM databases WHERE db = ?1",
    ] {
        turn.connection.execute(sql, [db])?;
    }
    turn.touch(db);
    Ok(())
}

/// Puts a security object.
///
/// # Errors
/// When the data file can't be written.
pub fn set_security(turn: &mut Turn<'_>, db: i64, security: &str) -> Result<(), StoreError> {
    turn.connection.execute(
        "UPDATE databases SET security = ?2 WHERE db = ?1",
        (db, security),
    )?;
    Ok(())
}

/// Counts one change: the next sequence, and what it did to the numbers of documents.
pub(super) fn count_change(
    turn: &mut Turn<'_>,
    db: i64,
    documents: i64,
    deleted: i64,
) -> Result<i64, StoreError> {
    let mut statement = turn.connection.prepare_cached(
        "UPDATE databases SET update_seq = update_seq + 1, doc_count = doc_count + ?2,
         deleted_count = deleted_count + ?3 WHERE db = ?1 RETURNING update_seq",
    )?;
    let seq = statement
        .query_row((db, documents, deleted), |row| row.get(0))
        .optional()?;
    turn.touch(db);
    seq.ok_or_else(|| StoreError::Failed("the database was deleted meanwhile".into()))
}
