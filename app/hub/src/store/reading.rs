//! Reading many documents: the change feed's rows and the lists by id.

use rusqlite::{Connection, Row, ToSql};

use super::{StoreError, blobs::Attachment, documents};
use crate::revisions::Tree;

/// A document's row without its tree, with the winner's content where it was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The document's id.
    pub id: String,
    /// The sequence of its newest change.
    pub seq: i64,
    /// The winning revision.
    pub winner: String,
    /// Whether the winner is a tombstone.
    pub deleted: bool,
    /// How many leaves the document has.
    pub leaves: i64,
    /// The winner's content as JSON text, and its attachments.
    pub body: Option<(String, Vec<Attachment>)>,
    /// The tree, where it was asked for or has more than one leaf.
    pub tree: Option<Tree>,
}

/// What comes with each row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct With {
    /// The winner's content.
    pub bodies: bool,
    /// The tree of documents with more than one leaf.
    pub conflicts: bool,
    /// Every tree.
    pub trees: bool,
}

impl With {
    fn sql(self, rest: &str) -> String {
        let (json, attachments, join) = if self.bodies {
            (
                "b.json",
                "b.attachments",
                "LEFT JOIN bodies b ON b.body = d.body",
            )
        } else {
            ("NULL", "NULL", "")
        };
        let tree = match (self.trees, self.conflicts) {
            (true, _) => "d.tree",
            (false, true) => "iif(d.leaves > 1, d.tree, NULL)",
            (false, false) => "NULL",
        };
        format!(
            "SELECT d.id, d.seq, d.winner, d.deleted, d.leaves, {json}, {attachments}, {tree}
             FROM docs d {join} {rest}"
        )
    }
}

fn rows(
    connection: &Connection,
    sql: &str,
    parameters: &[&dyn ToSql],
) -> Result<Vec<Listed>, StoreError> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(parameters)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(listed(row)?);
    }
    Ok(found)
}

fn listed(row: &Row<'_>) -> Result<Listed, StoreError> {
    let id: String = row.get(0)?;
    let json: Option<String> = row.get(5)?;
    let attachments: Option<String> = row.get(6)?;
    let tree: Option<String> = row.get(7)?;
    let body = match json {
        Some(json) => Some((json, documents::read_attachments(attachments.as_deref())?)),
        None => None,
    };
    let tree = tree
        .map(|text| documents::read_tree(&id, &text))
        .transpose()?;
    Ok(Listed {
        seq: row.get(1)?,
        winner: row.get(2)?,
        deleted: row.get(3)?,
        leaves: row.get(4)?,
        body,
        tree,
        id,
    })
}

/// Changes after a sequence, oldest first (or before everything, newest first).
///
/// # Errors
/// When the data file can't be read.
pub fn changes(
    connection: &Connection,
    db: i64,
    after: i64,
    descending: bool,
    limit: i64,
    with: With,
) -> Result<Vec<Listed>, StoreError> {
    let order = if descending { "DESC" } else { "ASC" };
    let sql = with.sql(&format!(
        "WHERE d.db = ?1 AND d.seq > ?2 ORDER BY d.seq {order} LIMIT ?3"
    ));
    rows(connection, &sql, &[&db, &after, &limit])
}

/// How many documents changed after a sequence.
///
/// # Errors
/// When the data file can't be read.
pub fn pending(connection: &Connection, db: i64, after: i64) -> Result<i64, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT count(*) FROM docs WHERE db = ?1 AND seq > ?2")?;
    Ok(statement.query_row((db, after), |row| row.get(0))?)
}

/// A range of ids; both ends belong to it unless `exclusive_end`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Range {
    /// The first id.
    pub from: Option<String>,
    /// The last id.
    pub to: Option<String>,
    /// Whether `to` itself stays out.
    pub exclusive_end: bool,
    /// From the last to the first.
    pub descending: bool,
    /// How many to pass over.
    pub skip: i64,
    /// How many to give at most; negative for all.
    pub limit: i64,
}

/// Documents that are not deleted, by id.
///
/// # Errors
/// When the data file can't be read.
pub fn by_id(
    connection: &Connection,
    db: i64,
    range: &Range,
    with: With,
) -> Result<Vec<Listed>, StoreError> {
    // Downwards, the range is given from its upper end.
    let (low, high) = if range.descending {
        (&range.to, &range.from)
    } else {
        (&range.from, &range.to)
    };
    let open = range.exclusive_end;
    let at_least = if open && range.descending { ">" } else { ">=" };
    let at_most = if open && !range.descending { "<" } else { "<=" };
    let order = if range.descending { "DESC" } else { "ASC" };
    let low_sql = if low.is_some() {
        format!("AND d.id {at_least} ?2")
    } else {
        "AND ?2 IS NULL".into()
    };
    let high_sql = if high.is_some() {
        format!("AND d.id {at_most} ?3")
    } else {
        "AND ?3 IS NULL".into()
    };
    let sql = with.sql(&format!(
        "WHERE d.db = ?1 AND d.deleted = 0 {low_sql} {high_sql} ORDER BY d.id {order} LIMIT ?4 OFFSET ?5"
    ));
    rows(
        connection,
        &sql,
        &[&db, low, high, &range.limit, &range.skip],
    )
}

/// One document by its id, deleted or not.
///
/// # Errors
/// When the data file can't be read.
pub fn one(
    connection: &Connection,
    db: i64,
    id: &str,
    with: With,
) -> Result<Option<Listed>, StoreError> {
    let sql = with.sql("WHERE d.db = ?1 AND d.id = ?2");
    Ok(rows(connection, &sql, &[&db, &id])?.pop())
}
