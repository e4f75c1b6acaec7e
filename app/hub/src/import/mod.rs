//! `wingbook-hub import`: a roster from a spreadsheet's CSV, or earlier vaccine doses ([`doses`]); all of it or nothing.
//!
//! bytes → text ([`encoding`]) → rows ([`table`]) → columns ([`columns`]) → people ([`people`]) → signed
//! documents, written in one transaction. Whatever can't be right is reported by line; nothing is guessed and
//! nothing is written then.

pub mod columns;
pub mod doses;
pub mod encoding;
pub mod people;
pub mod table;
mod writing;

use std::collections::BTreeMap;

use encoding_rs::Encoding;
use thiserror::Error;

use self::{
    columns::Column,
    people::{Problem, Row},
    table::TableError,
};
use crate::{
    facility::{Facility, FacilityError},
    seed::SeedError,
    store::{Store, StoreError},
    users::{self, User},
};

/// How large a file may be.
const FILE_BYTES_MAX: usize = 64 * 1024 * 1024;

/// How a file is to be read, where it doesn't tell.
#[derive(Debug, Clone)]
pub struct Reading<C = Column> {
    /// Its encoding; found out by itself if not given.
    pub encoding: Option<&'static Encoding>,
    /// What separates its columns; found out by itself if not given.
    pub delimiter: Option<u8>,
    /// Headers that say nothing to us, with what they hold.
    pub mapped: Vec<(String, C)>,
}

impl<C> Default for Reading<C> {
    fn default() -> Self {
        Self {
            encoding: None,
            delimiter: None,
            mapped: Vec::new(),
        }
    }
}

/// Whom the file is about, and in whose name it is written.
#[derive(Debug, Clone)]
pub struct Order {
    /// What its people are, where no column tells: prisoner, staff, visitor or child.
    pub category: &'static str,
    /// The account in whose name it is signed; the first one that may, if not given.
    pub signer: Option<String>,
    /// Make wings and cells that the roster doesn't have.
    pub create_places: bool,
    /// Read and report only.
    pub dry_run: bool,
}

/// Why nothing was imported.
#[derive(Debug, Error)]
pub enum ImportError {
    /// The data file.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The facility.
    #[error(transparent)]
    Facility(#[from] FacilityError),
    /// The file is no table.
    #[error(transparent)]
    Table(#[from] TableError),
    /// The file is too large.
    #[error("the file is larger than 64 MB; split it")]
    TooLarge,
    /// No column holds a name.
    #[error(
        "no column holds a name; the headers are {0}. Say which one does with --map HEADER=name"
    )]
    NoName(String),
    /// No column says whose dose a row is.
    #[error(
        "no column holds a prisoner or staff number; the headers are {0}. Say which one does with --map HEADER=number"
    )]
    NoNumber(String),
    /// The vaccines that ship with the program can't be read: a fault of the build.
    #[error("the catalogue of vaccines can't be read: {0}")]
    Catalogue(String),
    /// `--map` names a header that is not there.
    #[error("there is no column {0:?}")]
    NoColumn(String),
    /// Rows that can't be right.
    #[error("{} rows can't be right; nothing was imported", .0.len())]
    Problems(Vec<Problem>),
    /// Nobody may write these people.
    #[error("{0}")]
    Signer(String),
    /// A document could not be made.
    #[error(transparent)]
    Seed(#[from] SeedError),
}

/// What an import did, or would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// How many people.
    pub people: usize,
    /// How many places were made.
    pub places: usize,
    /// The encoding in which the file was read.
    pub encoding: &'static str,
    /// Headers of columns that were taken, with what they hold.
    pub taken: Vec<(String, Column)>,
    /// Headers of columns that were passed over.
    pub passed_over: Vec<String>,
}

/// A file, read but not written.
pub(crate) struct Read {
    pub(crate) rows: Vec<Row>,
    pub(crate) problems: Vec<Problem>,
    pub(crate) report: Report,
}

/// Imports a file into the roster.
///
/// # Errors
/// Why nothing was imported; [`ImportError::Problems`] holds every row that can't be right.
pub fn import(
    store: &Store,
    facility: &std::sync::Arc<Facility>,
    bytes: &[u8],
    reading: &Reading,
    order: &Order,
) -> Result<Report, ImportError> {
    let mut read = read(bytes, reading, order.category)?;
    let mut plan = writing::plan(store, facility, read.rows, order)?;
    read.problems.append(&mut plan.problems);
    if !read.problems.is_empty() {
        read.problems.sort();
        return Err(ImportError::Problems(read.problems));
    }
    read.report.places = plan.places();
    if !order.dry_run {
        writing::write(store, facility, plan)?;
    }
    Ok(read.report)
}

/// Reads a file of people.
///
/// # Errors
/// Why there are none in it; a row that can't be right is among the problems.
pub(crate) fn read(
    bytes: &[u8],
    reading: &Reading,
    category: &'static str,
) -> Result<Read, ImportError> {
    if bytes.len() > FILE_BYTES_MAX {
        return Err(ImportError::TooLarge);
    }
    let (text, encoding) = encoding::decode(bytes, reading.encoding);
    let table = table::read(&text, reading.delimiter)?;
    let (columns, taken, passed_over) =
        find_columns(&table.header, &reading.mapped, columns::of_header)?;
    let has_name = [Column::Name, Column::FamilyName, Column::GivenName]
        .iter()
        .any(|name| columns.contains_key(name));
    if !has_name {
        return Err(ImportError::NoName(table.header.join(", ")));
    }
    let (rows, problems) = people::read(&table.rows, table.header.len(), &columns, category);
    let report = Report {
        people: rows.len(),
        places: 0,
        encoding: encoding.name(),
        taken,
        passed_over,
    };
    Ok(Read {
        rows,
        problems,
        report,
    })
}

/// Columns by what they hold; those that were taken; those that were passed over.
type Found<C> = (BTreeMap<C, usize>, Vec<(String, C)>, Vec<String>);

fn find_columns<C: Copy + Ord>(
    header: &[String],
    mapped: &[(String, C)],
    of_header: impl Fn(&str) -> Option<C>,
) -> Result<Found<C>, ImportError> {
    let mut columns = BTreeMap::new();
    let mut taken = Vec::new();
    for (name, column) in mapped {
        let at = header.iter().position(|cell| cell == name);
        columns.insert(
            *column,
            at.ok_or_else(|| ImportError::NoColumn(name.clone()))?,
        );
        taken.push((name.clone(), *column));
    }
    let mut passed_over = Vec::new();
    for (at, name) in header.iter().enumerate() {
        if columns.values().any(|used| *used == at) {
            continue;
        }
        match of_header(name) {
            // The first column of a kind counts.
            Some(column) if !columns.contains_key(&column) => {
                columns.insert(column, at);
                taken.push((name.clone(), column));
            }
            _ => passed_over.push(name.clone()),
        }
    }
    Ok((columns, taken, passed_over))
}

/// What stands in a column of a row, its white space put in order; nothing for an empty cell.
fn cell<C: Ord>(cells: &[String], columns: &BTreeMap<C, usize>, column: C) -> Option<String> {
    let text = columns.get(&column).and_then(|at| cells.get(*at))?;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

/// The account with a staff number, however it is spelled.
fn account<'u>(users: &'u [User], number: &str) -> Result<&'u User, ImportError> {
    let wanted = users::lookup_number(number);
    let mut all = users.iter();
    all.find(|user| users::lookup_number(&user.staff_number) == wanted)
        .ok_or_else(|| ImportError::Signer(format!("there is no account {wanted}")))
}
