//! The change feed without its transport: sequences, what was asked, and pages of rows.

use std::{collections::HashSet, time::Duration};

use rusqlite::Connection;
use serde_json::Value;
use thiserror::Error;

use crate::{
    rendering::{AttachmentsAs, Extras, Rendered, attachments_member, write_text},
    selector::Selector,
    store::{
        Database, StoreError,
        reading::{self, Listed, Span, With},
    },
};

/// A sequence that is none of this server's.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("Malformed sequence supplied in 'since' parameter.")]
pub struct SequenceSyntax;

/// A sequence as clients see it: opaque to them, and worth nothing in another incarnation of the database.
pub fn write_seq(seq: i64, database: &Database) -> String {
    format!("{seq}-{}", database.uuid)
}

/// The number behind a sequence. One of an earlier incarnation, or of a data file that was since restored
/// from a backup, begins again at 0.
///
/// # Errors
/// When no server like this gave it.
pub fn read_seq(text: &str, database: &Database) -> Result<i64, SequenceSyntax> {
    let text = text.trim_matches('"');
    match text {
        "now" => return Ok(database.update_seq),
        "" | "0" => return Ok(0),
        _ => {}
    }
    let (seq, uuid) = text.split_once('-').ok_or(SequenceSyntax)?;
    let seq: i64 = seq.parse().map_err(|_| SequenceSyntax)?;
    if seq < 0
        || uuid.len() != database.uuid.len()
        || !uuid.bytes().all(|byte| byte.is_ascii_hexdigit())
    {
        return Err(SequenceSyntax);
    }
    Ok(if uuid == database.uuid && seq <= database.update_seq {
        seq
    } else {
        0
    })
}

/// Which rows are left out.
#[derive(Debug, Clone, PartialEq)]
pub enum Filter {
    /// None.
    Everything,
    /// All but these documents.
    Documents(HashSet<String>),
    /// All whose winner does not match.
    Matching(Selector),
    /// All but design documents.
    Designs,
}

/// How a feed is delivered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    /// What there is.
    Normal,
    /// What there is, or the next thing that happens.
    Longpoll,
    /// Everything from now on, a row a line.
    Continuous,
}

/// What was asked of a feed.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    /// After which sequence.
    pub since: i64,
    /// How many rows at most.
    pub limit: Option<i64>,
    /// The newest first.
    pub descending: bool,
    /// With each winner's content.
    pub include_docs: bool,
    /// With the bytes of attachments.
    pub attachments: bool,
    /// With the other leaves in each document.
    pub conflicts: bool,
    /// With every leaf's revision, not only the winner's.
    pub all_leaves: bool,
    /// Only each n-th row tells its sequence.
    pub seq_interval: Option<i64>,
    /// What is left out.
    pub filter: Filter,
    /// How it is delivered.
    pub delivery: Delivery,
    /// A sign of life each so often.
    pub heartbeat: Option<Duration>,
    /// How long to wait for something to happen.
    pub timeout: Duration,
}

/// Some rows of a feed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Page {
    /// Rows as JSON text, in order.
    pub rows: Vec<String>,
    /// Everything up to here was looked at (down to here, where the newest come first).
    pub seen: i64,
    /// There is nothing after it now.
    pub is_last: bool,
}

/// Reads the next rows: from the beginning, or from where an earlier page ended.
///
/// # Errors
/// When the data file can't be read.
pub fn page(
    connection: &Connection,
    database: &Database,
    asked: &Asked,
    seen: Option<i64>,
    limit: i64,
    sent: i64,
) -> Result<Page, StoreError> {
    let with = With {
        bodies: asked.include_docs || matches!(asked.filter, Filter::Matching(_)),
        conflicts: asked.all_leaves || asked.conflicts,
        trees: false,
    };
    let span = Span {
        after: seen.filter(|_| !asked.descending).unwrap_or(asked.since),
        before: seen.filter(|_| asked.descending),
        descending: asked.descending,
    };
    let db = database.db;
    let listed = match &asked.filter {
        Filter::Everything => reading::changes(connection, db, span, limit, with)?,
        Filter::Documents(ids) => reading::changes_of(connection, db, ids, span, limit, with)?,
        // They pass most rows over: a small limit must not make small pages.
        Filter::Matching(_) | Filter::Designs => {
            reading::changes(connection, db, span, i64::MAX, with)?
        }
    };
    let mut page = Page {
        rows: Vec::new(),
        seen: seen.unwrap_or(asked.since),
        is_last: !listed.goes_on,
    };
    for row in &listed.rows {
        let count = sent + i64::try_from(page.rows.len()).unwrap_or(i64::MAX);
        if count - sent >= limit {
            page.is_last = false;
            break;
        }
        page.seen = row.seq;
        if passes(&asked.filter, row) {
            page.rows
                .push(readable_row(connection, database, asked, row, count)?);
        }
    }
    Ok(page)
}

fn passes(filter: &Filter, row: &Listed) -> bool {
    match filter {
        Filter::Everything | Filter::Documents(_) => true,
        Filter::Designs => row.id.starts_with("_design/"),
        Filter::Matching(selector) => {
            let json = row.body.as_ref().map_or("{}", |(json, _)| json.as_str());
            let mut document: Value = match serde_json::from_str(json) {
                Ok(document) => document,
                Err(error) => {
                    tracing::error!(id = row.id, %error, "a document that can't be read matches nothing");
                    return false;
                }
            };
            document["_id"] = Value::String(row.id.clone());
            document["_rev"] = Value::String(row.winner.clone());
            if row.deleted {
                document["_deleted"] = Value::Bool(true);
            }
            selector.matches(&document)
        }
    }
}

/// A row, without its document where that can't be read: one damaged document must not keep everybody from all others.
fn readable_row(
    connection: &Connection,
    database: &Database,
    asked: &Asked,
    row: &Listed,
    count: i64,
) -> Result<String, StoreError> {
    match row_text(connection, database, asked, row, count) {
        Err(StoreError::Damaged(what)) if row.body.is_some() => {
            tracing::error!(id = row.id, what, "a change is told without its document");
            let bare = Listed {
                body: None,
                ..row.clone()
            };
            row_text(connection, database, asked, &bare, count)
        }
        told => told,
    }
}

fn row_text(
    connection: &Connection,
    database: &Database,
    asked: &Asked,
    row: &Listed,
    count: i64,
) -> Result<String, StoreError> {
    let body_length = row.body.as_ref().map_or(0, |(json, _)| json.len());
    let mut out = String::with_capacity(160 + body_length);
    // The interval saves the sequence's text; the last one always stands at the end of the answer.
    let silent = asked
        .seq_interval
        .is_some_and(|every| every > 1 && (count + 1) % every != 0);
    if silent {
        out.push_str("{\"seq\":null,\"id\":");
    } else {
        out.push_str("{\"seq\":\"");
        out.push_str(&write_seq(row.seq, database));
        out.push_str("\",\"id\":");
    }
    write_text(&row.id, &mut out);
    out.push_str(",\"changes\":[");
    match row.tree.as_ref().filter(|_| asked.all_leaves) {
        None => push_leaf(&row.winner, &mut out),
        Some(tree) => {
            for (index, leaf) in tree.leaves().iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                push_leaf(&leaf.revision.to_string(), &mut out);
            }
        }
    }
    out.push(']');
    if row.deleted {
        out.push_str(",\"deleted\":true");
    }
    if asked.include_docs {
        out.push_str(",\"doc\":");
        write_winner(
            connection,
            row,
            asked.attachments,
            asked.conflicts,
            &mut out,
        )?;
    }
    out.push('}');
    Ok(out)
}

fn push_leaf(revision: &str, out: &mut String) {
    out.push_str("{\"rev\":\"");
    out.push_str(revision);
    out.push_str("\"}");
}

/// Appends a listed document's winner.
///
/// # Errors
/// When an attachment's bytes can't be read.
pub fn write_winner(
    connection: &Connection,
    row: &Listed,
    inline: bool,
    conflicts: bool,
    out: &mut String,
) -> Result<(), StoreError> {
    let Some((json, attachments)) = &row.body else {
        out.push_str("null");
        return Ok(());
    };
    let how = if inline {
        AttachmentsAs::Inline
    } else {
        AttachmentsAs::Stubs
    };
    let attachments = match attachments.as_slice() {
        [] => None,
        attachments => Some(attachments_member(connection, attachments, how)?),
    };
    let extras = match row.tree.as_ref().filter(|_| conflicts) {
        Some(tree) => Extras::default().with_conflicts(tree),
        None => Extras::default(),
    };
    Rendered {
        id: &row.id,
        revision: &row.winner,
        deleted: row.deleted,
        json,
        attachments,
        extras,
    }
    .write(out);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn database() -> Database {
        Database {
            db: 1,
            name: "wing".into(),
            uuid: "0123456789abcdef0123456789abcdef".into(),
            created_ms: 0,
            update_seq: 7,
            doc_count: 0,
            deleted_count: 0,
            security: None,
        }
    }

    #[test]
    fn sequences_read_back_and_others_begin_again() {
        let here = database();
        let check = |text: &str, expected: Result<i64, SequenceSyntax>| {
            assert_eq!(read_seq(text, &here), expected, "{text}");
        };
        check(&write_seq(5, &here), Ok(5));
        check("0", Ok(0));
        check("now", Ok(7));
        check("5-ffffffffffffffffffffffffffffffff", Ok(0));
        check(&write_seq(8, &here), Ok(0));
        for garbage in [
            "5",
            "x",
            "-1",
            "5-",
            "5-zz",
            "a-0123456789abcdef0123456789abcdef",
        ] {
            check(garbage, Err(SequenceSyntax));
        }
    }
}
