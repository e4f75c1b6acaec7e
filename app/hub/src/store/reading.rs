//! Reading many documents: the change feed's rows and the lists by id.

use rusqlite::{Connection, Row, ToSql};

use super::{StoreError, blobs::Attachment, documents};
use crate::revisions::Tree;

/// How many rows are read at once.
const PAGE_ROWS: i64 = 500;

/// How many bytes of content are read at once; the row that goes past it is the last one.
const PAGE_BYTES: usize = 1 << 20;

/// What a row takes beside its content, about.
const ROW_BYTES: usize = 256;

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
    /// The winner's content as JSON text, and its attachments; `None` also where they can't be read.
    pub body: Option<(String, Vec<Attachment>)>,
    /// The tree, where it was asked for or has more than one leaf; `None` also where it can't be read.
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

/// Rows that were read at once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Page {
    /// In order.
    pub rows: Vec<Listed>,
    /// Further ones may follow.
    pub goes_on: bool,
}

impl Listed {
    /// How much memory it takes, its attachments as if they were read too.
    fn weight(&self) -> usize {
        let content = self.body.as_ref().map_or(0, |(json, attachments)| {
            let attached = attachments.iter().map(|attachment| attachment.length);
            let attached = usize::try_from(attached.sum::<u64>()).unwrap_or(usize::MAX);
            json.len().saturating_add(attached)
        });
        content.saturating_add(ROW_BYTES)
    }
}

/// Rows until there are `limit` of them or they weigh enough.
fn page(
    limit: i64,
    mut next: impl FnMut() -> Result<Option<Listed>, StoreError>,
) -> Result<Page, StoreError> {
    let limit = usize::try_from(limit).unwrap_or(0);
    let mut page = Page::default();
    let mut weight = 0usize;
    while page.rows.len() < limit && weight < PAGE_BYTES {
        let Some(row) = next()? else {
            return Ok(page);
        };
        weight = weight.saturating_add(row.weight());
        page.rows.push(row);
    }
    page.goes_on = true;
    Ok(page)
}

fn rows(
    connection: &Connection,
    sql: &str,
    parameters: &[&dyn ToSql],
    limit: i64,
) -> Result<Page, StoreError> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(parameters)?;
    page(limit, || rows.next()?.map(listed).transpose())
}

fn listed(row: &Row<'_>) -> Result<Listed, StoreError> {
    let id: String = row.get(0)?;
    let json: Option<String> = row.get(5)?;
    let attachments: Option<String> = row.get(6)?;
    let tree: Option<String> = row.get(7)?;
    let body = json.and_then(|json| {
        let attachments = documents::read_attachments(attachments.as_deref());
        Some((json, unless_damaged(&id, attachments)?))
    });
    let tree = tree.and_then(|text| unless_damaged(&id, documents::read_tree(&id, &text)));
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

/// A part of a document's row, if it can be read. One that can't must not keep everybody from all other documents: the
/// row is listed without it, and whoever runs the server is told.
fn unless_damaged<T>(id: &str, read: Result<T, StoreError>) -> Option<T> {
    read.inspect_err(|error| tracing::error!(id, %error, "a document is listed without what can't be read of it"))
        .ok()
}

/// A stretch of a feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Span {
    /// After this sequence.
    pub after: i64,
    /// Before this one, where there is an end.
    pub before: Option<i64>,
    /// The newest first.
    pub descending: bool,
}

impl Span {
    fn holds(&self, seq: i64) -> bool {
        seq > self.after && self.before.is_none_or(|before| seq < before)
    }
}

/// The next changes of a stretch: `limit` of them, or fewer and the page says that it goes on.
///
/// # Errors
/// When the data file can't be read.
pub fn changes(
    connection: &Connection,
    db: i64,
    span: Span,
    limit: i64,
    with: With,
) -> Result<Page, StoreError> {
    let order = if span.descending { "DESC" } else { "ASC" };
    let sql = with.sql(&format!(
        "WHERE d.db = ?1 AND d.seq > ?2 AND d.seq < ?3 ORDER BY d.seq {order} LIMIT ?4"
    ));
    let (before, limit) = (span.before.unwrap_or(i64::MAX), limit.min(PAGE_ROWS));
    rows(
        connection,
        &sql,
        &[&db, &span.after, &before, &limit],
        limit,
    )
}

/// The next changes of a stretch among some documents.
///
/// # Errors
/// When the data file can't be read.
pub fn changes_of<'a>(
    connection: &Connection,
    db: i64,
    ids: impl IntoIterator<Item = &'a String>,
    span: Span,
    limit: i64,
    with: With,
) -> Result<Page, StoreError> {
    let mut found = Vec::new();
    for id in ids {
        let row = one(connection, db, id, With::default())?;
        found.extend(
            row.map(|row| row.seq)
                .filter(|seq| span.holds(*seq))
                .map(|seq| (seq, id)),
        );
    }
    found.sort_unstable();
    if span.descending {
        found.reverse();
    }
    let mut found = found.into_iter();
    page(limit, || match found.next() {
        Some((_, id)) => one(connection, db, id, with),
        None => Ok(None),
    })
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
    /// How many to give at most.
    pub limit: Option<i64>,
}

/// A walk over the documents of a range that are not deleted, by id.
#[derive(Debug, Clone)]
pub struct Walk {
    range: Range,
    with: With,
    /// The last one that was given.
    last: Option<String>,
    left: i64,
    goes_on: bool,
}

impl Walk {
    /// At the beginning of a range.
    pub fn new(range: Range, with: With) -> Self {
        let left = range.limit.unwrap_or(i64::MAX);
        Self {
            range,
            with,
            last: None,
            left,
            goes_on: left > 0,
        }
    }

    /// Whether there may be more.
    pub fn goes_on(&self) -> bool {
        self.goes_on
    }

    /// The next rows; none where it ends.
    ///
    /// # Errors
    /// When the data file can't be read.
    pub fn next(&mut self, connection: &Connection, db: i64) -> Result<Vec<Listed>, StoreError> {
        if !self.goes_on {
            return Ok(Vec::new());
        }
        let limit = self.left.min(PAGE_ROWS);
        let page = by_id(
            connection,
            db,
            &self.range,
            self.last.as_deref(),
            limit,
            self.with,
        )?;
        self.left -= i64::try_from(page.rows.len()).unwrap_or(i64::MAX);
        self.goes_on = page.goes_on && self.left > 0;
        self.last = page.rows.last().map(|row| row.id.clone());
        // What is passed over is passed over once.
        self.range.skip = 0;
        Ok(page.rows)
    }
}

fn by_id(
    connection: &Connection,
    db: i64,
    range: &Range,
    last: Option<&str>,
    limit: i64,
    with: With,
) -> Result<Page, StoreError> {
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
    let last_sql = match last {
        None => "AND ?6 IS NULL",
        Some(_) if range.descending => "AND d.id < ?6",
        Some(_) => "AND d.id > ?6",
    };
    let sql = with.sql(&format!(
        "WHERE d.db = ?1 AND d.deleted = 0 {low_sql} {high_sql} {last_sql}
         ORDER BY d.id {order} LIMIT ?4 OFFSET ?5"
    ));
    let parameters: [&dyn ToSql; 6] = [&db, low, high, &limit, &range.skip, &last];
    rows(connection, &sql, &parameters, limit)
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
    Ok(rows(connection, &sql, &[&db, &id], 1)?.rows.pop())
}

/// Visits the winners of a kind of document, with their content as JSON text.
///
/// # Errors
/// When the data file can't be read, or what the visitor says.
pub fn of_kind<E: From<StoreError>>(
    connection: &Connection,
    db: i64,
    kind: &str,
    mut visit: impl FnMut(&str, &str) -> Result<(), E>,
) -> Result<(), E> {
    let sql = "SELECT d.id, b.json FROM docs d JOIN bodies b ON b.body = d.body
         WHERE d.db = ?1 AND d.id >= ?2 AND d.id < ?3 AND NOT d.deleted ORDER BY d.id";
    let mut statement = connection.prepare_cached(sql).map_err(StoreError::from)?;
    let (from, until) = ids_of_kind(kind);
    let mut rows = statement
        .query((db, from, until))
        .map_err(StoreError::from)?;
    while let Some(row) = rows.next().map_err(StoreError::from)? {
        let text = |at: usize| -> Result<String, StoreError> { Ok(row.get(at)?) };
        visit(&text(0)?, &text(1)?)?;
    }
    Ok(())
}

/// How many documents of a kind there are.
///
/// # Errors
/// When the data file can't be read.
pub fn count_of_kind(connection: &Connection, db: i64, kind: &str) -> Result<u64, StoreError> {
    let sql = "SELECT count(*) FROM docs
         WHERE db = ?1 AND id >= ?2 AND id < ?3 AND NOT deleted";
    let (from, until) = ids_of_kind(kind);
    let mut statement = connection.prepare_cached(sql)?;
    let count: i64 = statement.query_row((db, from, until), |row| row.get(0))?;
    Ok(count.unsigned_abs())
}

/// Between which ids the documents of a kind lie.
fn ids_of_kind(kind: &str) -> (String, String) {
    (format!("{kind}:"), format!("{kind};"))
}

/// Visits all records of a book chain by chain, in the order of their numbers, with their content and receipt as JSON
/// text. Nothing is sorted: they lie in this order.
///
/// # Errors
/// When the data file can't be read, or what the visitor says.
pub fn in_chains<E: From<StoreError>>(
    connection: &Connection,
    db: i64,
    mut visit: impl FnMut(&str, &str, Option<&str>) -> Result<(), E>,
) -> Result<(), E> {
    let sql = "SELECT l.id, b.json, r.receipt FROM links l
         CROSS JOIN docs d ON d.db = l.db AND d.id = l.id
         CROSS JOIN bodies b ON b.body = d.body
         LEFT JOIN receipts r ON r.db = l.db AND r.id = l.id
         WHERE l.db = ?1 ORDER BY l.chain, l.seq, l.id";
    let mut statement = connection.prepare_cached(sql).map_err(StoreError::from)?;
    let mut rows = statement.query([db]).map_err(StoreError::from)?;
    while let Some(row) = rows.next().map_err(StoreError::from)? {
        let text = |at: usize| -> Result<Option<String>, StoreError> { Ok(row.get(at)?) };
        let id = text(0)?.unwrap_or_default();
        let json = text(1)?.unwrap_or_default();
        visit(&id, &json, text(2)?.as_deref())?;
    }
    Ok(())
}
