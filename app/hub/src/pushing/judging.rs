//! Judging a push before it is written: what the book holds already, and what it lets in.

use std::{collections::HashMap, num::NonZero};

use rusqlite::Connection;
use wingbook_record::{
    access::Book,
    entry::Entry,
    matter::SystemForm,
    review::{self, Review},
    submission::is_written_once,
};

use super::{Mode, Ready, RowError, entry_exists, own::own_value};
use crate::{
    admission::{self, Admitted, Certificates, Refusal},
    document::NewDocument,
    facility::Facility,
    revisions::{Revision, Tree},
    store::{StoreError, certificates, documents},
};

/// From how many documents on judging is spread over all cores.
const SPREAD_FROM: usize = 64;

pub(super) fn prepare_general(document: NewDocument) -> Result<Ready, RowError> {
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

pub(super) fn judge_all(
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

/// What the book holds already that a document is judged by. Where a roster document's revision stands is judged when it
/// is written (`succession`): what arrives together may build upon each other.
struct Context {
    /// The revisions of a record.
    tree: Option<Tree>,
    /// What a review is of, if it is held.
    reviewed: Option<Entry>,
}

fn context_of(
    connection: &Connection,
    db: i64,
    document: &NewDocument,
) -> Result<Context, StoreError> {
    let id = document.id.as_deref().unwrap_or_default();
    let found = if is_written_once(id) {
        documents::find(connection, db, id)?
    } else {
        None
    };
    // Records have no successors: their one revision is compared by name.
    let (tree, reviewed) = match found {
        Some(found) => (Some(found.tree), None),
        None => (None, reviewed(connection, db, document)?),
    };
    Ok(Context { tree, reviewed })
}

/// The record that a review names. It may not have arrived yet: then nothing is known about it.
fn reviewed(
    connection: &Connection,
    db: i64,
    document: &NewDocument,
) -> Result<Option<Entry>, StoreError> {
    let header = document.members.get("header");
    let form = header.and_then(|header| header.get("form")?.as_str());
    if form != Some(Review::FORM) {
        return Ok(None);
    }
    let named = Entry::read(document.content());
    let Some(id) = named.ok().as_ref().and_then(review::reviewed) else {
        return Ok(None);
    };
    let id = id.document();
    let Some(found) = documents::find(connection, db, &id)? else {
        return Ok(None);
    };
    let Some(body) = found.tree.winner().and_then(|node| node.body) else {
        return Ok(None);
    };
    let value = own_value(&id, &documents::body(connection, body)?.json)?;
    Ok(Entry::read(value).ok())
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
    if let Some(tree) = &context.tree {
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
    if let Some(reviewed) = &context.reviewed {
        admission::judge_review(&document, reviewed)?;
    }
    let receipt = match &admitted {
        Admitted::Entry { header, .. } => facility.receipt(&id, *header),
        Admitted::Submission(digest) => facility.receipt(&id, *digest),
        Admitted::Roster(_) | Admitted::PassedOn => None,
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
    if !ready.document.attachments.is_empty() {
        return Err(entry_exists().into());
    }
    if tree.node(&Revision::new(1, hash)).is_some() {
        Ok(ready)
    } else {
        Err(entry_exists().into())
    }
}
