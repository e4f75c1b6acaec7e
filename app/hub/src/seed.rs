//! Writing many documents that are already signed, quickly and with receipts: demonstrations, imports, benches.
//!
//! Nothing is verified here: whoever calls this made the documents. They are still read, so that what is no
//! record can't get in.

use std::collections::BTreeMap;

use serde_json::Value;
use thiserror::Error;
use wingbook_record::{
    access::Book,
    certificate::Certificate,
    entry::Entry,
    id::{CertificateId, EntryId},
    receipt::Receipt,
};

use crate::{
    document::{DocumentError, NewDocument},
    facility::Facility,
    revisions::{Path, Revision},
    store::{
        Store, StoreError, Turn, certificates,
        chains::{self, Link},
        databases,
        documents::{self, Body, Incoming},
        receipts,
    },
};

/// How many documents share a commit.
const DOCUMENTS_PER_COMMIT: usize = 2_000;

/// How long a record took from the tablet to the hub, where nobody knows.
const TRAVEL_MS: i64 = 1_500;

/// Why documents could not be written.
#[derive(Debug, Error)]
pub enum SeedError {
    /// The data file.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A document that is none.
    #[error("{id}: {why}")]
    Document {
        /// Its id.
        id: String,
        /// What is wrong with it.
        why: String,
    },
}

/// A document with what is written beside it, made off the writing thread.
struct Prepared {
    book: Book,
    incoming: Incoming,
    receipt: Option<String>,
    link: Option<Link>,
    certificate: Option<Certificate>,
}

/// Writes documents into their books and gives their number. Records get a receipt as if they had arrived
/// right after they were made; a roster document that exists gets a further revision.
///
/// # Errors
/// When one of them is no document, or the data file can't be written. What was committed before stays.
pub fn seed(
    store: &Store,
    facility: &Facility,
    documents: impl IntoIterator<Item = (Book, Value)>,
) -> Result<usize, SeedError> {
    let mut documents = documents.into_iter();
    let mut count = 0;
    loop {
        let batch: Vec<(Book, Value)> = documents.by_ref().take(DOCUMENTS_PER_COMMIT).collect();
        if batch.is_empty() {
            return Ok(count);
        }
        count += batch.len();
        seed_at_once(store, facility, batch)?;
    }
}

/// Writes documents into their books in one transaction: all of them or none.
///
/// # Errors
/// As [`seed`]; nothing is written then.
pub fn seed_at_once(
    store: &Store,
    facility: &Facility,
    documents: Vec<(Book, Value)>,
) -> Result<(), SeedError> {
    let prepared = prepare_all(facility, documents)?;
    let slug = facility.slug().to_owned();
    store.write_now(move |turn| -> Result<(), StoreError> {
        let mut rows: BTreeMap<Book, i64> = BTreeMap::new();
        for book in Book::ALL {
            let found = databases::find(turn.connection, &book.database(&slug))?;
            rows.extend(found.map(|database| (*book, database.db)));
        }
        for one in prepared {
            let missing = || StoreError::Failed(format!("there is no register {}", one.book));
            let db = rows.get(&one.book).copied().ok_or_else(missing)?;
            write(turn, db, one)?;
        }
        Ok(())
    })?;
    Ok(())
}

/// Hashing and signing cost most: they are spread over all cores.
fn prepare_all(facility: &Facility, batch: Vec<(Book, Value)>) -> Result<Vec<Prepared>, SeedError> {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let share = batch.len().div_ceil(cores).max(1);
    let mut rest = batch.into_iter();
    std::thread::scope(|scope| {
        let mut workers = Vec::new();
        loop {
            let part: Vec<_> = rest.by_ref().take(share).collect();
            if part.is_empty() {
                break;
            }
            let prepare = move || {
                part.into_iter()
                    .map(|(book, document)| prepare(facility, book, document))
            };
            workers.push(scope.spawn(move || prepare().collect::<Result<Vec<_>, _>>()));
        }
        let mut all = Vec::new();
        for worker in workers {
            let part = worker
                .join()
                .map_err(|_| StoreError::Failed("preparing documents stopped".into()))?;
            all.extend(part?);
        }
        Ok(all)
    })
}

fn prepare(facility: &Facility, book: Book, document: Value) -> Result<Prepared, SeedError> {
    let id = document["_id"].as_str().unwrap_or_default().to_owned();
    let wrong = |why: String| SeedError::Document {
        id: id.clone(),
        why,
    };
    let unreadable = |error: DocumentError| wrong(error.to_string());
    let (receipt, link) = if EntryId::from_document(&id).is_some() {
        let entry = Entry::read(document.clone()).map_err(|error| wrong(error.to_string()))?;
        let received = entry
            .header()
            .recorded
            .corrected_ms()
            .saturating_add(TRAVEL_MS);
        let receipt = facility.receipt_at(&id, entry.header_digest(), received);
        (receipt, Some(Link::from(entry.header())))
    } else {
        (None, None)
    };
    let certificate = if CertificateId::from_document(&id).is_some() {
        let read = Certificate::read(document.clone(), &facility.public());
        Some(read.map_err(|error| wrong(error.to_string()))?)
    } else {
        None
    };
    let new = NewDocument::read(document).map_err(unreadable)?;
    let hash = new
        .book_hash()
        .ok_or_else(|| wrong("it has no canonical bytes".into()))?;
    let json = new.json().map_err(unreadable)?;
    let text = |receipt: Receipt| serde_json::to_string(&receipt).ok();
    Ok(Prepared {
        book,
        receipt: receipt.and_then(text),
        link,
        certificate,
        incoming: Incoming {
            id: id.clone(),
            path: Path::alone(Revision::new(1, hash)),
            deleted: false,
            body: Body {
                json,
                attachments: Vec::new(),
            },
        },
    })
}

fn write(turn: &mut Turn<'_>, db: i64, mut one: Prepared) -> Result<(), StoreError> {
    let before = documents::find(turn.connection, db, &one.incoming.id)?;
    let winner = before
        .as_ref()
        .and_then(|before| before.tree.winner().map(|node| node.revision.clone()));
    if let (Some(before), Some(winner)) = (&before, winner) {
        let is_record = one.incoming.id.starts_with("entry:");
        if is_record || winner.hash == one.incoming.path.head().hash {
            return Ok(());
        }
        let next = winner.next(one.incoming.path.head().hash.clone());
        if let (Some(next), Some(path)) = (next, before.tree.path_of(&winner)) {
            one.incoming.path = Path::onto(next, &path);
        }
    }
    documents::add_to(turn, db, before, &one.incoming)?;
    if let Some(link) = &one.link {
        chains::claim(turn, db, link)?;
        chains::file(turn, db, &one.incoming.id, link)?;
    }
    if let Some(receipt) = &one.receipt {
        receipts::keep(turn, db, &one.incoming.id, receipt)?;
    }
    if let Some(certificate) = &one.certificate {
        certificates::file(turn, &one.incoming.id, certificate.certified())?;
    }
    Ok(())
}
