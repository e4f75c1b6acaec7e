//! Writes registers into a file that anybody can check offline (`wingbook_record::evidence` describes it).
//!
//! Records are read one after the other in the order of their chains and written as they are read: however many there
//! are, little of them is in memory at a time. One snapshot of the data file is read; a server may go on over it.

use std::{
    fs::{File, OpenOptions},
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use rusqlite::Connection;
use serde_json::Value;
use thiserror::Error;
use wingbook_record::{
    access::Book,
    canonical::CanonicalError,
    entry::Entry,
    evidence::export::{FORMAT, Opening, Writer},
    id::CertificateId,
    time::Millis,
};

use crate::{
    facility::Facility,
    hub::VERSION,
    pushing::own_value,
    store::{Store, StoreError, databases, now_ms, reading},
};

/// What goes into the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The registers; all their headers go in.
    pub books: Vec<Book>,
    /// From when on bodies go in.
    pub from_ms: Option<Millis>,
    /// Until when, exclusive.
    pub to_ms: Option<Millis>,
}

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Written {
    /// Records.
    pub records: u64,
    /// Bodies that were left out because of their time.
    pub left_out: u64,
    /// Certificates.
    pub certificates: u64,
}

/// Why nothing was written. What was begun is taken away again.
#[derive(Debug, Error)]
pub enum ExportError {
    /// The data file.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The new file.
    #[error("{path}: {why}; nothing was written")]
    File {
        /// Where.
        path: PathBuf,
        /// What the operating system says.
        why: io::Error,
    },
    /// The register lacks its database or the facility its document.
    #[error("the data file holds no {0}")]
    Missing(String),
    /// A document that can't stand in an export.
    #[error("{id} can't be written down: {why}; nothing was written")]
    Document {
        /// Which.
        id: String,
        /// Why.
        why: CanonicalError,
    },
    /// Records that no chain holds would be left out silently.
    #[error(
        "{book} holds {documents} records, and its chains {linked}: the data file is damaged; nothing was written"
    )]
    Unlinked {
        /// The register.
        book: Book,
        /// Its records.
        documents: u64,
        /// Those that stand in a chain.
        linked: u64,
    },
}

/// Writes an export into a new file that its owner alone reads.
///
/// # Errors
/// When the file exists or can't be written, or the data file can't be read.
pub fn export(
    store: &Store,
    facility: &Facility,
    wanted: &Wanted,
    path: &Path,
) -> Result<Written, ExportError> {
    let failed = |why| ExportError::File {
        path: path.to_owned(),
        why,
    };
    let file = create(path).map_err(failed)?;
    let mut out = BufWriter::new(file);
    let written = store
        .read_now(|connection| write(connection, facility, wanted, path, &mut out))
        .and_then(|written| {
            out.flush().map_err(failed)?;
            out.get_ref().sync_all().map_err(failed)?;
            Ok(written)
        });
    if written.is_err() {
        // Half an export is of no use, and its name would be taken.
        drop(std::fs::remove_file(path));
    }
    written
}

fn create(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn write(
    connection: &Connection,
    facility: &Facility,
    wanted: &Wanted,
    path: &Path,
    out: &mut impl Write,
) -> Result<Written, ExportError> {
    let mut put = |line: Result<Vec<u8>, CanonicalError>, id: &str| {
        let line = line.map_err(|why| ExportError::Document {
            id: id.to_owned(),
            why,
        })?;
        out.write_all(&line).map_err(|why| ExportError::File {
            path: path.to_owned(),
            why,
        })
    };
    let document = facility.document(connection)?;
    let opening = Opening {
        v: FORMAT,
        facility: document
            .ok_or_else(|| ExportError::Missing("document of its facility".into()))?,
        books: wanted.books.clone(),
        from_ms: wanted.from_ms,
        to_ms: wanted.to_ms,
        made_ms: now_ms(),
        made_by: format!("wingbook-hub {VERSION}"),
    };
    let id = facility.id().document();
    let (mut writer, first) =
        Writer::begin(&opening).map_err(|why| ExportError::Document { id, why })?;
    let mut written = Written::default();
    put(Ok(first), "")?;

    let roster = database(connection, facility, Book::Roster)?;
    reading::of_kind(connection, roster, CertificateId::KIND, |id, json| {
        let certificate = own_value(id, json)?;
        written.certificates += 1;
        put(writer.certificate(&certificate), id)
    })?;
    for book in &wanted.books {
        let db = database(connection, facility, *book)?;
        let documents = reading::count_of_kind(connection, db, "entry")?;
        let mut linked = 0;
        reading::in_chains(connection, db, |id, json, receipt| {
            let mut record = own_value(id, json)?;
            if leaves_out(&mut record, &opening) {
                written.left_out += 1;
            }
            let receipt = receipt
                .map(|receipt| own_receipt(id, receipt))
                .transpose()?;
            linked += 1;
            put(writer.record(&record, receipt.as_ref()), id)
        })?;
        if linked != documents {
            return Err(ExportError::Unlinked {
                book: *book,
                documents,
                linked,
            });
        }
        written.records += linked;
    }
    put(writer.end(Some(facility.signer())), "the last line")?;
    Ok(written)
}

fn database(connection: &Connection, facility: &Facility, book: Book) -> Result<i64, ExportError> {
    let name = book.database(facility.slug());
    let found = databases::find(connection, &name)?;
    Ok(found
        .ok_or_else(|| ExportError::Missing(format!("database {name}")))?
        .db)
}

/// Takes a body out that is not wanted. What can't be read goes in as it is: whoever checks finds out what is wrong.
fn leaves_out(record: &mut Value, opening: &Opening) -> bool {
    if opening.from_ms.is_none() && opening.to_ms.is_none() {
        return false;
    }
    let is_wanted = Entry::read(record.clone()).map_or(true, |entry| {
        opening.wants_body(entry.header().recorded.corrected_ms())
    });
    let members = record.as_object_mut().filter(|_| !is_wanted);
    members.is_some_and(|members| members.remove("body").is_some())
}

fn own_receipt(id: &str, json: &str) -> Result<Value, StoreError> {
    serde_json::from_str(json)
        .map_err(|error| StoreError::Damaged(format!("the receipt of {id}: {error}")))
}
