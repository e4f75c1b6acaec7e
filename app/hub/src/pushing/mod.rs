//! Writing documents: what is asked, what the book lets in, what the tree makes of it.
//!
//! A push is judged on a reading thread (hashes and signatures cost most) and then written in one turn of
//! the writer, which also judges where a revision stands: what it replaces may have come with it. Each document has its
//! own answer; none blocks another.

mod judging;
mod own;
mod succession;
mod writing;

use std::{fmt, sync::Arc};

use serde_json::{Value, json};
use thiserror::Error;
use wingbook_record::id::{ChainId, DeviceId};

pub(crate) use self::own::own_value;
pub use self::own::{get_own, put_own};
use self::{
    judging::{judge_all, prepare_general},
    writing::write_one,
};
use crate::{
    admission::{Admitted, Refusal},
    document::{DocumentError, NewDocument},
    facility::Facility,
    revisions::Revision,
    store::{Database, Store, StoreError, chains::Side},
};

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
    /// The fork that came to light with it, if any.
    pub fork: Option<Fork>,
}

/// Records that stand in one place of one chain. A chain has one record there: somebody wrote on from a copy of the
/// vault, or with a key that they had certified for the tablet that the chain names. All of them are kept, and which is
/// right is for people to find out; they are told whose key signed each. The tablet is only what all of them name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fork {
    /// The chain.
    pub chain: ChainId,
    /// The place of the one that came last.
    pub seq: u64,
    /// The tablet that they name.
    pub device: DeviceId,
    /// The records, the one that came last first.
    pub sides: Vec<Side>,
}

impl fmt::Display for Fork {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            chain,
            seq,
            device,
            sides,
        } = self;
        let sides: Vec<String> = sides.iter().map(ToString::to_string).collect();
        write!(
            f,
            "chain {chain}, in which every record names tablet {device}, has rivals at {seq}: {}",
            sides.join("; ")
        )
    }
}

impl Fork {
    fn of(ready: &Ready, rivals: Vec<Side>) -> Option<Self> {
        let Some(Admitted::Entry { link, .. }) = &ready.admitted else {
            return None;
        };
        if rivals.is_empty() {
            return None;
        }
        let mut sides = vec![Side::of(&ready.id, link)];
        sides.extend(rivals);
        Some(Self {
            chain: link.chain,
            seq: link.seq,
            device: link.device,
            sides,
        })
    }
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
    let pushed: Vec<Pushed> = store
        .write(move |turn| -> Result<_, StoreError> {
            let mut pushed = Vec::with_capacity(judged.len());
            for ((id, named), ready) in judged {
                let (result, fork) = match ready {
                    Ok(ready) => match write_one(turn, db, &ready, mode)? {
                        Ok(written) => (Ok(written.revision), Fork::of(&ready, written.rivals)),
                        Err(refused) => (Err(refused), None),
                    },
                    Err(refused) => (Err(refused), None),
                };
                pushed.push(Pushed {
                    id,
                    named,
                    result,
                    fork,
                });
            }
            Ok(pushed)
        })
        .await?;
    for fork in pushed.iter().filter_map(|row| row.fork.as_ref()) {
        tracing::error!(%fork, "a chain forks: a copy of a tablet's vault was written on, or somebody used a key certified for that tablet elsewhere");
    }
    Ok(pushed)
}

fn entry_exists() -> Refusal {
    Refusal::new(
        "exists",
        "a record that exists is never changed; correct it with a new record",
    )
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
