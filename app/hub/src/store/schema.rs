//! The tables, and how an older file becomes this version's: one step per version, each in one transaction.

use rusqlite::Connection;

use super::StoreError;

/// Steps from version 0 on; a file's `user_version` counts those that were taken. Never edit one that was
/// released: add another.
const STEPS: &[&str] = &[VERSION_1, VERSION_2, VERSION_3];

/// Marks the file as the hub's ("wbhb").
const APPLICATION_ID: i64 = 0x7762_6862;

const VERSION_1: &str = "
CREATE TABLE settings (key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;

CREATE TABLE databases (
    db INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    uuid TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    update_seq INTEGER NOT NULL DEFAULT 0,
    doc_count INTEGER NOT NULL DEFAULT 0,
    deleted_count INTEGER NOT NULL DEFAULT 0,
    security TEXT
);

-- One row per document: its revision tree, and the winner copied out so that feeds and lists need no tree.
CREATE TABLE docs (
    doc INTEGER PRIMARY KEY,
    db INTEGER NOT NULL,
    id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    winner TEXT NOT NULL,
    deleted INTEGER NOT NULL,
    leaves INTEGER NOT NULL,
    body INTEGER,
    tree TEXT NOT NULL
);
CREATE UNIQUE INDEX docs_by_id ON docs (db, id);
CREATE UNIQUE INDEX docs_by_seq ON docs (db, seq);

CREATE TABLE bodies (
    body INTEGER PRIMARY KEY,
    doc INTEGER NOT NULL,
    json TEXT NOT NULL,
    attachments TEXT
);

CREATE TABLE blobs (
    blob INTEGER PRIMARY KEY,
    db INTEGER NOT NULL,
    sha256 BLOB NOT NULL,
    md5 TEXT NOT NULL,
    bytes BLOB NOT NULL,
    UNIQUE (db, sha256)
);

CREATE TABLE locals (
    db INTEGER NOT NULL,
    id TEXT NOT NULL,
    rev INTEGER NOT NULL,
    json TEXT NOT NULL,
    PRIMARY KEY (db, id)
) WITHOUT ROWID;

CREATE TABLE receipts (
    db INTEGER NOT NULL,
    id TEXT NOT NULL,
    receipt TEXT NOT NULL,
    PRIMARY KEY (db, id)
) WITHOUT ROWID;

CREATE TABLE certificates (
    id TEXT PRIMARY KEY,
    key TEXT NOT NULL,
    person TEXT NOT NULL,
    certified TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX certificates_by_key ON certificates (key);

CREATE TABLE users (
    staff_number TEXT PRIMARY KEY,
    shown_number TEXT NOT NULL,
    person TEXT NOT NULL,
    name TEXT NOT NULL,
    roles TEXT NOT NULL,
    salt BLOB NOT NULL,
    memory_kib INTEGER NOT NULL,
    iterations INTEGER NOT NULL,
    lanes INTEGER NOT NULL,
    credential_hash BLOB NOT NULL,
    disabled INTEGER NOT NULL DEFAULT 0,
    changed_ms INTEGER NOT NULL
) WITHOUT ROWID;
";

/// Which record stands where in which chain, and which tablet its records name. What is there already is filed; where
/// they name several, the one that arrived first counts.
const VERSION_2: &str = "
CREATE TABLE chains (
    chain TEXT PRIMARY KEY,
    db INTEGER NOT NULL,
    device TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE links (
    db INTEGER NOT NULL,
    chain TEXT NOT NULL,
    seq INTEGER NOT NULL,
    id TEXT NOT NULL,
    prev TEXT,
    PRIMARY KEY (db, chain, seq, id)
) WITHOUT ROWID;
CREATE INDEX links_by_prev ON links (db, chain, prev);

CREATE TEMP TABLE filed AS
    SELECT d.db AS db, d.seq AS arrived, d.id AS id, json_extract(b.json, '$.header') AS header
    FROM docs d JOIN bodies b ON b.body = d.body JOIN databases x ON x.db = d.db
    WHERE d.id LIKE 'entry:%' AND x.name LIKE 'wb-%'
        AND json_type(b.json, '$.header.chain') = 'text' AND json_type(b.json, '$.header.seq') = 'integer'
        AND json_type(b.json, '$.header.device') = 'text';
INSERT INTO chains (chain, db, device)
    SELECT json_extract(header, '$.chain'), db, json_extract(header, '$.device') FROM filed WHERE true ORDER BY arrived
    ON CONFLICT (chain) DO NOTHING;
INSERT INTO links (db, chain, seq, id, prev)
    SELECT db, json_extract(header, '$.chain'), json_extract(header, '$.seq'), id, json_extract(header, '$.prev')
    FROM filed WHERE true
    ON CONFLICT (db, chain, seq, id) DO NOTHING;
DROP TABLE filed;
";

/// When each tablet was last in contact, and how far it is with what it was ordered.
const VERSION_3: &str = "
CREATE TABLE tablets (
    device TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    contact_ms INTEGER NOT NULL,
    person TEXT NOT NULL,
    obeyed_ms INTEGER,
    left INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
";

/// Sets the journal up and takes the steps that are missing.
pub fn prepare(connection: &mut Connection) -> Result<(), StoreError> {
    let known = i64::try_from(STEPS.len()).unwrap_or(i64::MAX);
    let found: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let owner: i64 = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    if found > 0 && owner != APPLICATION_ID {
        return Err(StoreError::Damaged("it belongs to another program".into()));
    }
    if found > known {
        return Err(StoreError::Newer { found, known });
    }
    connection.pragma_update(None, "journal_mode", "WAL")?;
    // FULL: "accepted" is said only of what is on the disk, also after a power cut.
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "wal_autocheckpoint", 2_000)?;
    for (version, step) in (1i64..)
        .zip(STEPS)
        .skip(usize::try_from(found).unwrap_or(0))
    {
        let transaction = connection.transaction()?;
        transaction.execute_batch(step)?;
        transaction.pragma_update(None, "user_version", version)?;
        transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
        transaction.commit()?;
    }
    Ok(())
}
