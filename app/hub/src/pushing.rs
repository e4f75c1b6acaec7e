//! Writing documents: what is asked, what the book lets in, what the tree makes of it.
//!
//! A push is judged on a reading thread (hashes and signatures cost most) and then written in one turn of
//! the writer. Each document has its own answer; none blocks another.

use std::{collections::HashMap, num::NonZero, sync::Arc};

use rusqlite::Connection;
use serde_json::{Value, json};
use thiserror::Error;
use wingbook_record::access::Book;

use crate::{
    admission::{self, Admitted, Certificates, Refusal},
    document::{DocumentError, NewAttachment, NewDocument, Source},
    facility::Facility,
    revisions::{Path, Revision, Tree},
    store::{
        Database, Store, StoreError, Turn,
        blobs::{self, Attachment},
        certificates, databases,
        documents::{self, Body, Document, Incoming},
        receipts,
    },
};

/// From how many documents on judging is spread over all cores.
const SPREAD_FROM: usize = 64;

/// How a push names revisions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// The sender names the revision that it builds upon; the hub makes the new one (`new_edits: true`).
    Edit,
    /// The sender names the revision itself, with its ancestry (`new_edits: false`).
    Replicate,
}

/// Why one document was not written.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RowError {
    /// It builds upon a revision that is no leaf.
    #[error("Document update conflict.")]
    Conflict,
    /// The book does not let it in.
    #[error("{0}")]
    Forbidden(Refusal),
    /// It counts on an attachment that the hub does not have.
    #[error("{0}")]
    MissingStub(String),
    /// It can't be read.
    #[error("{0}")]
    Document(#[from] DocumentError),
}

impl From<Refusal> for RowError {
    fn from(refusal: Refusal) -> Self {
        Self::Forbidden(refusal)
    }
}

/// What became of one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pushed {
    /// Its id.
    pub id: String,
    /// The revision that its sender named, if any.
    pub named: Option<Revision>,
    /// Its revision now, or why it was not written.
    pub result: Result<Revision, RowError>,
}

/// A document that passed and waits for its turn.
struct Ready {
    document: NewDocument,
    id: String,
    json: String,
    admitted: Option<Admitted>,
    /// The hash of its revision, where content alone decides it.
    hash: Option<String>,
    receipt: Option<String>,
}

/// Pushes documents into a database. Whether the caller may write there at all is asked before (`access`).
///
/// # Errors
/// When the store can't be read or written; refusals stand in the rows.
pub async fn push(
    store: &Store,
    facility: &Arc<Facility>,
    database: &Database,
    new: Vec<NewDocument>,
    mode: Mode,
) -> Result<Vec<Pushed>, StoreError> {
    let (db, book) = (database.db, facility.book_of(&database.name));
    let facility = Arc::clone(facility);
    let judged = store
        .read(move |connection| -> Result<_, StoreError> {
            let named: Vec<_> = new
                .iter()
                .map(|document| {
                    (
                        document.id.clone().unwrap_or_default(),
                        document.revision.clone(),
                    )
                })
                .collect();
            let ready = match book {
                Some(book) => judge_all(connection, &facility, db, book, new, mode)?,
                None => new.into_iter().map(prepare_general).collect(),
            };
            Ok(named.into_iter().zip(ready).collect::<Vec<_>>())
        })
        .await?;
    store
        .write(move |turn| {
            let mut pushed = Vec::with_capacity(judged.len());
            for ((id, named), ready) in judged {
                let result = match ready {
                    Ok(ready) => write_one(turn, db, &ready, mode)?,
                    Err(refused) => Err(refused),
                };
                pushed.push(Pushed { id, named, result });
            }
            Ok(pushed)
        })
        .await
}

fn prepare_general(document: NewDocument) -> Result<Ready, RowError> {
    let id = document.id.clone().unwrap_or_default();
    let json = document.json()?;
    Ok(Ready {
        document,
        id,
        json,
        admitted: None,
        hash: None,
        receipt: None,
    })
}

fn judge_all(
    connection: &Connection,
    facility: &Facility,
    db: i64,
    book: Book,
    new: Vec<NewDocument>,
    mode: Mode,
) -> Result<Vec<Result<Ready, RowError>>, StoreError> {
    let mut held: Certificates = HashMap::new();
    for key in new.iter().filter_map(admission::key_named) {
        if let std::collections::hash_map::Entry::Vacant(vacant) = held.entry(key) {
            let certified = certificates::of_key(connection, key)?;
            vacant.insert(
                certified
                    .into_iter()
                    .map(|(_, certified)| certified)
                    .collect(),
            );
        }
    }
    let mut contexts = Vec::with_capacity(new.len());
    for document in &new {
        contexts.push(context_of(connection, db, document)?);
    }
    let judge = |(document, context): (NewDocument, Context)| {
        judge_one(facility, book, document, context, mode, &held)
    };
    let pairs: Vec<_> = new.into_iter().zip(contexts).collect();
    let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
    if pairs.len() < SPREAD_FROM || cores == 1 {
        return Ok(pairs.into_iter().map(judge).collect());
    }
    let share = pairs.len().div_ceil(cores);
    let mut rest = pairs.into_iter();
    std::thread::scope(|scope| {
        let mut workers = Vec::new();
        loop {
            let part: Vec<_> = rest.by_ref().take(share).collect();
            if part.is_empty() {
                break;
            }
            workers.push(scope.spawn(|| part.into_iter().map(judge).collect::<Vec<_>>()));
        }
        let mut all = Vec::new();
        for worker in workers {
            let part = worker
                .join()
                .map_err(|_| StoreError::Failed("a check stopped unexpectedly".into()))?;
            all.extend(part);
        }
        Ok(all)
    })
}

/// What the book holds of a document already.
struct Context {
    tree: Option<Tree>,
    /// The newest ancestor that is held (or the winner, for a branch of its own), and whether it is the
    /// very parent.
    earlier: Option<(Value, bool)>,
}

fn context_of(
    connection: &Connection,
    db: i64,
    document: &NewDocument,
) -> Result<Context, StoreError> {
    let id = document.id.as_deref().unwrap_or_default();
    let Some(found) = documents::find(connection, db, id)? else {
        return Ok(Context {
            tree: None,
            earlier: None,
        });
    };
    // Records have no successors: their one revision is compared by name.
    if id.starts_with("entry:") {
        return Ok(Context {
            tree: Some(found.tree),
            earlier: None,
        });
    }
    let ancestors: Vec<Revision> = match (&document.path, &document.revision) {
        (Some(path), _) => path.revisions()[1..].to_vec(),
        (None, Some(revision)) => vec![revision.clone()],
        (None, None) => Vec::new(),
    };
    let held = ancestors.iter().zip(0..).find_map(|(revision, back)| {
        let body = found.tree.node(revision)?.body?;
        Some((body, back == 0))
    });
    let winner = found
        .tree
        .winner()
        .and_then(|node| node.body)
        .map(|body| (body, false));
    let earlier = match held.or(winner) {
        Some((body, is_parent)) => {
            let body = documents::body(connection, body)?;
            Some((own_value(id, &body.json)?, is_parent))
        }
        None => None,
    };
    Ok(Context {
        tree: Some(found.tree),
        earlier,
    })
}

fn own_value(id: &str, json: &str) -> Result<Value, StoreError> {
    let damaged = |error: serde_json::Error| StoreError::Damaged(format!("{id}: {error}"));
    let mut value: Value = serde_json::from_str(json).map_err(damaged)?;
    value["_id"] = Value::String(id.to_owned());
    Ok(value)
}

fn judge_one(
    facility: &Facility,
    book: Book,
    document: NewDocument,
    context: Context,
    mode: Mode,
    held: &Certificates,
) -> Result<Ready, RowError> {
    let id = document.id.clone().unwrap_or_default();
    let json = document.json()?;
    let bytes = || {
        Refusal::new(
            "bytes",
            "the document has no canonical bytes (a decimal number, a key outside ASCII)",
        )
    };
    let hash = document.book_hash().ok_or_else(bytes)?;
    if mode == Mode::Replicate && document.replicated_path()?.head().hash != hash {
        return Err(
            Refusal::new("revision", "the revision's hash is not that of its content").into(),
        );
    }
    let is_entry = id.starts_with("entry:");
    if is_entry && let Some(tree) = &context.tree {
        return repeat_of_entry(
            tree,
            Ready {
                document,
                id,
                json,
                admitted: None,
                hash: Some(hash),
                receipt: None,
            },
        );
    }
    let admitted = admission::judge(book, &document, held)?;
    if let Some((earlier, is_parent)) = context.earlier {
        // An edit names its parent in `_rev`; a replicated head with one revision only is a root of its own.
        let is_parent = is_parent && (mode == Mode::Edit || document.path.is_some());
        admission::judge_succession(&document, earlier, is_parent, held)?;
    }
    let receipt = match &admitted {
        Admitted::Entry { header } => facility.receipt(&id, *header),
        Admitted::Roster => None,
    };
    let receipt = receipt.and_then(|receipt| serde_json::to_string(&receipt).ok());
    Ok(Ready {
        document,
        id,
        json,
        admitted: Some(admitted),
        hash: Some(hash),
        receipt,
    })
}

/// A record that is there: the same content again is what a lost answer looks like; any other is refused.
fn repeat_of_entry(tree: &Tree, ready: Ready) -> Result<Ready, RowError> {
    let hash = ready.hash.clone().unwrap_or_default();
    if tree.node(&Revision::new(1, hash)).is_some() {
        Ok(ready)
    } else {
        Err(entry_exists().into())
    }
}

fn entry_exists() -> Refusal {
    Refusal::new(
        "exists",
        "a record that exists is never changed; correct it with a new record",
    )
}

fn write_one(
    turn: &mut Turn<'_>,
    db: i64,
    ready: &Ready,
    mode: Mode,
) -> Result<Result<Revision, RowError>, StoreError> {
    let before = documents::find(turn.connection, db, &ready.id)?;
    let is_entry = ready.hash.is_some() && ready.id.starts_with("entry:");
    let path = match path_of(before.as_ref(), ready, mode, is_entry) {
        Ok(path) => path,
        Err(error) => return Ok(Err(error)),
    };
    let head = path.head().clone();
    if before
        .as_ref()
        .is_some_and(|before| before.tree.node(&head).is_some())
    {
        return Ok(Ok(head));
    }
    if ready.admitted.is_none() && ready.hash.is_some() {
        // It was judged as a repeat, and what it repeated is gone: nothing but a deleted database does that.
        return Ok(Err(RowError::Conflict));
    }
    let attachments = match keep_attachments(turn, db, before.as_ref(), ready, &path, mode)? {
        Ok(attachments) => attachments,
        Err(error) => return Ok(Err(error)),
    };
    let body = Body {
        json: ready.json.clone(),
        attachments,
    };
    let incoming = Incoming {
        id: ready.id.clone(),
        path,
        deleted: ready.document.deleted,
        body,
    };
    documents::add_to(turn, db, before, &incoming)?;
    if let Some(receipt) = &ready.receipt {
        receipts::keep(turn, db, &ready.id, receipt)?;
    }
    Ok(Ok(head))
}

/// The new revision with its ancestry.
fn path_of(
    before: Option<&Document>,
    ready: &Ready,
    mode: Mode,
    is_entry: bool,
) -> Result<Path, RowError> {
    if is_entry {
        let revision = Revision::new(1, ready.hash.clone().unwrap_or_default());
        return match before {
            Some(before) if before.tree.node(&revision).is_none() => Err(entry_exists().into()),
            _ => Ok(Path::alone(revision)),
        };
    }
    if mode == Mode::Replicate {
        return Ok(ready.document.replicated_path()?);
    }
    let named = ready.document.revision.as_ref();
    if let Some(repeated) = repeat_of_edit(before, named, ready.hash.as_deref()) {
        return Ok(repeated);
    }
    let parent = parent_of(before, named)?;
    let revision = Revision::new(
        parent
            .as_ref()
            .map_or(1, |parent| parent.head().generation + 1),
        ready.hash.clone().unwrap_or_else(|| {
            let names = ready
                .document
                .attachments
                .iter()
                .map(|attachment| attachment_mark(attachment));
            let parent = parent.as_ref().map(Path::head);
            ready
                .document
                .general_hash(parent, &names.collect::<Vec<_>>())
        }),
    );
    Ok(parent.map_or_else(
        || Path::alone(revision.clone()),
        |parent| Path::onto(revision.clone(), &parent),
    ))
}

/// In a book, content names its revision: the same edit of the same parent is the one that is there already,
/// sent again because its answer was lost.
fn repeat_of_edit(
    before: Option<&Document>,
    named: Option<&Revision>,
    hash: Option<&str>,
) -> Option<Path> {
    let (before, hash) = (before?, hash?);
    let revision = Revision::new(named.map_or(1, |named| named.generation + 1), hash);
    let path = before.tree.path_of(&revision)?;
    (path.revisions().get(1) == named).then_some(path)
}

fn attachment_mark(attachment: &NewAttachment) -> String {
    use sha2::{Digest as _, Sha256};
    let content = match &attachment.source {
        Source::Bytes(bytes) => hex::encode(Sha256::digest(bytes)),
        Source::Stub | Source::Follows => "stub".into(),
    };
    format!("{} {} {content}", attachment.name, attachment.content_type)
}

/// The leaf that an edit builds upon. An edit that names none begins a document, or brings a deleted one back.
fn parent_of(
    before: Option<&Document>,
    named: Option<&Revision>,
) -> Result<Option<Path>, RowError> {
    match (before, named) {
        (None, None) => Ok(None),
        (None, Some(_)) => Err(RowError::Conflict),
        (Some(before), None) => match before.tree.winner() {
            Some(winner) if winner.deleted => Ok(before.tree.path_of(&winner.revision)),
            _ => Err(RowError::Conflict),
        },
        (Some(before), Some(named)) if before.tree.is_leaf(named) => Ok(before.tree.path_of(named)),
        (Some(_), Some(_)) => Err(RowError::Conflict),
    }
}

fn keep_attachments(
    turn: &mut Turn<'_>,
    db: i64,
    before: Option<&Document>,
    ready: &Ready,
    path: &Path,
    mode: Mode,
) -> Result<Result<Vec<Attachment>, RowError>, StoreError> {
    let mut kept = Vec::with_capacity(ready.document.attachments.len());
    for attachment in &ready.document.attachments {
        let NewAttachment {
            name,
            content_type,
            revpos,
            source,
        } = attachment;
        let generation = path.head().generation;
        match source {
            Source::Bytes(bytes) => {
                let (blob, digest) = blobs::keep(turn, db, bytes)?;
                let revpos = revpos
                    .filter(|_| mode == Mode::Replicate)
                    .unwrap_or(generation);
                let length = bytes.len() as u64;
                let (name, content_type) = (name.clone(), content_type.clone());
                kept.push(Attachment {
                    name,
                    content_type,
                    digest,
                    length,
                    revpos,
                    blob,
                });
            }
            Source::Stub | Source::Follows => {
                match earlier_attachment(turn.connection, before, path, name)? {
                    Some(attachment) => kept.push(attachment),
                    None => {
                        return Ok(Err(RowError::MissingStub(format!(
                            "id: {}, name: {name}",
                            ready.id
                        ))));
                    }
                }
            }
        }
    }
    Ok(Ok(kept))
}

/// An attachment of the newest ancestor that has it.
fn earlier_attachment(
    connection: &Connection,
    before: Option<&Document>,
    path: &Path,
    name: &str,
) -> Result<Option<Attachment>, StoreError> {
    let Some(before) = before else {
        return Ok(None);
    };
    for revision in &path.revisions()[1..] {
        let Some(body) = before.tree.node(revision).and_then(|node| node.body) else {
            continue;
        };
        let body = documents::body(connection, body)?;
        if let Some(found) = body
            .attachments
            .into_iter()
            .find(|attachment| attachment.name == name)
        {
            return Ok(Some(found));
        }
    }
    Ok(None)
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
        Some(parent) => Path::onto(Revision::new(parent.head().generation + 1, hash), &parent),
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

/// A row of a push as CouchDB writes it.
pub fn row_json(pushed: &Pushed) -> Value {
    match &pushed.result {
        Ok(revision) => json!({"ok": true, "id": pushed.id, "rev": revision.to_string()}),
        Err(error) => {
            let word = match error {
                RowError::Conflict => "conflict",
                RowError::Forbidden(_) => "forbidden",
                RowError::MissingStub(_) => "missing_stub",
                RowError::Document(DocumentError::TooLarge(_)) => "document_too_large",
                RowError::Document(_) => "doc_validation",
            };
            let mut row = json!({"id": pushed.id, "error": word, "reason": error.to_string()});
            if let Some(named) = &pushed.named {
                row["rev"] = Value::String(named.to_string());
            }
            row
        }
    }
}
