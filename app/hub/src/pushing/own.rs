//! Documents that the hub itself makes: the facility's, certificates, its audit.

use rusqlite::Connection;
use serde_json::Value;

use super::judging::prepare_general;
use crate::{
    document::NewDocument,
    revisions::{Path, Revision},
    store::{
        StoreError, Turn, databases,
        documents::{self, Body, Incoming},
    },
};

pub(crate) fn own_value(id: &str, json: &str) -> Result<Value, StoreError> {
    let damaged = |error: serde_json::Error| StoreError::Damaged(format!("{id}: {error}"));
    let mut value: Value = serde_json::from_str(json).map_err(damaged)?;
    value["_id"] = Value::String(id.to_owned());
    Ok(value)
}

/// Writes a document that the hub itself made (the facility's, a certificate), on top of what is there.
///
/// # Errors
/// When the data file can't be written.
pub fn put_own(turn: &mut Turn<'_>, database: &str, document: Value) -> Result<(), StoreError> {
    let unsound =
        |what: String| StoreError::Failed(format!("a document of the hub itself: {what}"));
    let database = databases::find(turn.connection, database)?
        .ok_or_else(|| unsound(format!("there is no database {database}")))?;
    let document = NewDocument::read(document).map_err(|error| unsound(error.to_string()))?;
    let ready = prepare_general(document).map_err(|error| unsound(error.to_string()))?;
    let hash = ready
        .document
        .book_hash()
        .ok_or_else(|| unsound("no canonical bytes".into()))?;
    let before = documents::find(turn.connection, database.db, &ready.id)?;
    let parent = before.as_ref().and_then(|before| {
        let winner = before.tree.winner()?;
        before.tree.path_of(&winner.revision)
    });
    let path = match parent {
        Some(parent) if parent.head().hash == hash => return Ok(()),
        Some(parent) => {
            let next = parent.head().next(hash);
            let next = next.ok_or_else(|| unsound(format!("{} has no next one", parent.head())))?;
            Path::onto(next, &parent)
        }
        None => Path::alone(Revision::new(1, hash)),
    };
    let body = Body {
        json: ready.json,
        attachments: Vec::new(),
    };
    let incoming = Incoming {
        id: ready.id,
        path,
        deleted: false,
        body,
    };
    documents::add_to(turn, database.db, before, &incoming)?;
    Ok(())
}

/// A document's winner as its author made it, without the store's own members.
///
/// # Errors
/// When the data file can't be read.
pub fn get_own(
    connection: &Connection,
    database: &str,
    id: &str,
) -> Result<Option<Value>, StoreError> {
    let Some(database) = databases::find(connection, database)? else {
        return Ok(None);
    };
    let Some(found) = documents::find(connection, database.db, id)? else {
        return Ok(None);
    };
    let Some(body) = found
        .tree
        .winner()
        .filter(|node| !node.deleted)
        .and_then(|node| node.body)
    else {
        return Ok(None);
    };
    own_value(id, &documents::body(connection, body)?.json).map(Some)
}
