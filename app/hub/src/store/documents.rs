//! Documents as rows: reading one with its tree, and adding a revision.

use rusqlite::{Connection, OptionalExtension, Row};

use super::{StoreError, Turn, blobs::Attachment, databases};
use crate::revisions::{Grafted, Path, Revision, Tree};

/// A document with all its revisions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its row.
    pub doc: i64,
    /// Its id.
    pub id: String,
    /// The sequence of its newest change.
    pub seq: i64,
    /// Its revisions.
    pub tree: Tree,
}

/// The content of one revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// The members that are not the store's own (`_id`, `_rev` and so on), as JSON text.
    pub json: String,
    /// Its attachments, by name.
    pub attachments: Vec<Attachment>,
}

/// A revision that is to be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incoming {
    /// The document's id.
    pub id: String,
    /// The revision and its ancestry.
    pub path: Path,
    /// A tombstone.
    pub deleted: bool,
    /// Its content.
    pub body: Body,
}

/// A document by its id.
///
/// # Errors
/// When the data file can't be read, or the row is damaged.
pub fn find(connection: &Connection, db: i64, id: &str) -> Result<Option<Document>, StoreError> {
    let mut statement = connection
        .prepare_cached("SELECT doc, id, seq, tree FROM docs WHERE db = ?1 AND id = ?2")?;
    let row = statement.query_row((db, id), columns).optional()?;
    row.map(read_columns).transpose()
}

type Columns = (i64, String, i64, String);

fn columns(row: &Row<'_>) -> rusqlite::Result<Columns> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
}

fn read_columns((doc, id, seq, tree): Columns) -> Result<Document, StoreError> {
    let tree = read_tree(&id, &tree)?;
    Ok(Document { doc, id, seq, tree })
}

/// A tree from its text.
///
/// # Errors
/// When it is damaged; the message names the document.
pub fn read_tree(id: &str, text: &str) -> Result<Tree, StoreError> {
    Tree::from_text(text).ok_or_else(|| StoreError::Damaged(format!("the revisions of {id}")))
}

/// The content of a revision by its row.
///
/// # Errors
/// When the data file can't be read, or the row is gone.
pub fn body(connection: &Connection, body: i64) -> Result<Body, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT json, attachments FROM bodies WHERE body = ?1")?;
    let row: Option<(String, Option<String>)> = statement
        .query_row([body], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let (json, attachments) =
        row.ok_or_else(|| StoreError::Damaged("the content of a revision is missing".into()))?;
    Ok(Body {
        json,
        attachments: read_attachments(attachments.as_deref())?,
    })
}

/// The attachments of a body's row.
///
/// # Errors
/// When the row is damaged.
pub fn read_attachments(text: Option<&str>) -> Result<Vec<Attachment>, StoreError> {
    let Some(text) = text else {
        return Ok(Vec::new());
    };
    serde_json::from_str(text).map_err(|error| StoreError::Damaged(format!("attachments: {error}")))
}

/// Adds a revision; one that is there already changes nothing.
///
/// # Errors
/// When the data file can't be written.
pub fn add(turn: &mut Turn<'_>, db: i64, incoming: &Incoming) -> Result<Grafted, StoreError> {
    let before = find(turn.connection, db, &incoming.id)?;
    add_to(turn, db, before, incoming)
}

/// Adds a revision to a document that was just read in this turn.
///
/// # Errors
/// When the data file can't be written.
pub fn add_to(
    turn: &mut Turn<'_>,
    db: i64,
    before: Option<Document>,
    incoming: &Incoming,
) -> Result<Grafted, StoreError> {
    let head = incoming.path.head();
    // One such revision, and the document could not be read any more.
    if !head.is_sound() {
        return Err(StoreError::Failed(format!(
            "{} was to get a revision that is not read back",
            incoming.id
        )));
    }
    if before
        .as_ref()
        .is_some_and(|before| before.tree.node(head).is_some())
    {
        return Ok(Grafted::Known);
    }
    let was_deleted = before
        .as_ref()
        .map(|before| before.tree.winner().is_some_and(|node| node.deleted));
    let (doc, mut tree) = match before {
        Some(before) => (before.doc, before.tree),
        None => (next_row(turn.connection)?, Tree::new()),
    };
    let body = add_body(turn.connection, doc, &incoming.body)?;
    tree.graft(&incoming.path, incoming.deleted, Some(body));
    let deleted = tree.winner().is_some_and(|node| node.deleted);
    let (documents, tombstones) = match (was_deleted, deleted) {
        (None, false) => (1, 0),
        (None, true) => (0, 1),
        (Some(true), false) => (1, -1),
        (Some(false), true) => (-1, 1),
        (Some(_), _) => (0, 0),
    };
    let seq = databases::count_change(turn, db, documents, tombstones)?;
    write_row(
        turn.connection,
        db,
        &Document {
            doc,
            id: incoming.id.clone(),
            seq,
            tree,
        },
    )?;
    Ok(Grafted::Added)
}

fn next_row(connection: &Connection) -> Result<i64, StoreError> {
    let mut statement = connection.prepare_cached("SELECT ifnull(max(doc), 0) + 1 FROM docs")?;
    Ok(statement.query_row([], |row| row.get(0))?)
}

fn add_body(connection: &Connection, doc: i64, body: &Body) -> Result<i64, StoreError> {
    let attachments = if body.attachments.is_empty() {
        None
    } else {
        let text = serde_json::to_string(&body.attachments);
        Some(text.map_err(|error| StoreError::Failed(error.to_string()))?)
    };
    let mut statement = connection
        .prepare_cached("INSERT INTO bodies (doc, json, attachments) VALUES (?1, ?2, ?3)")?;
    Ok(statement.insert((doc, &body.json, attachments))?)
}

fn write_row(connection: &Connection, db: i64, document: &Document) -> Result<(), StoreError> {
    let leaves = document.tree.leaves();
    let Some(winner) = leaves.first() else {
        return Ok(());
    };
    let mut statement = connection.prepare_cached(
        "INSERT INTO docs (doc, db, id, seq, winner, deleted, leaves, body, tree)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
         ON CONFLICT (doc) DO UPDATE
         SET seq = ?4, winner = ?5, deleted = ?6, leaves = ?7, body = ?8, tree = ?9",
    )?;
    let count = i64::try_from(leaves.len()).unwrap_or(i64::MAX);
    statement.execute((
        document.doc,
        db,
        &document.id,
        document.seq,
        winner.revision.to_string(),
        winner.deleted,
        count,
        winner.body,
        document.tree.to_text(),
    ))?;
    Ok(())
}

/// A winner's revision as it stands in a document's row.
///
/// # Errors
/// When the row is damaged.
pub fn read_revision(text: &str) -> Result<Revision, StoreError> {
    text.parse()
        .map_err(|_| StoreError::Damaged(format!("the revision {text}")))
}
