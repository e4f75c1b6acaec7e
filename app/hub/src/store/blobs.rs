//! The bytes of attachments, kept once per database under their SHA-256.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use md5::Md5;
use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::{StoreError, Turn};

/// An attachment of one revision: its name and type, and where its bytes are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub content_type: String,
    /// `md5-` and base64, as CouchDB writes it.
    pub digest: String,
    /// Bytes.
    pub length: u64,
    /// The generation in which it came.
    pub revpos: u64,
    /// The row of its bytes.
    pub blob: i64,
}

/// Keeps bytes and says where: their row and their digest as CouchDB writes it.
///
/// # Errors
/// When the data file can't be written.
pub fn keep(turn: &mut Turn<'_>, db: i64, bytes: &[u8]) -> Result<(i64, String), StoreError> {
    let sha256 = Sha256::digest(bytes).to_vec();
    let mut find = turn
        .connection
        .prepare_cached("SELECT blob, md5 FROM blobs WHERE db = ?1 AND sha256 = ?2")?;
    let known = find
        .query_row((db, &sha256), |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    if let Some(known) = known {
        return Ok(known);
    }
    let digest = format!("md5-{}", STANDARD.encode(Md5::digest(bytes)));
    let mut insert = turn
        .connection
        .prepare_cached("INSERT INTO blobs (db, sha256, md5, bytes) VALUES (?1, ?2, ?3, ?4)")?;
    let blob = insert.insert((db, sha256, &digest, bytes))?;
    Ok((blob, digest))
}

/// The bytes of a row.
///
/// # Errors
/// When the data file can't be read, or the row is gone.
pub fn bytes(connection: &Connection, blob: i64) -> Result<Vec<u8>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT bytes FROM blobs WHERE blob = ?1")?;
    let bytes = statement.query_row([blob], |row| row.get(0)).optional()?;
    bytes.ok_or_else(|| StoreError::Damaged("the bytes of an attachment are missing".into()))
}
