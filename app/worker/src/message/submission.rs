//! Sealed reports, as pages show them.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use wingbook_record::{
    access::Book,
    entry::PersonThen,
    id::EntryId,
    time::{Millis, Occurred},
};

/// Who can open what is sealed to a book.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadersView {
    /// Their names.
    pub names: Vec<String>,
    /// The facility's recovery key opens it too.
    pub recovery: bool,
}

/// The submissions of the books that somebody reads.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct SubmissionsView {
    /// These books.
    pub books: Vec<Book>,
    /// What this person's key opens, the latest first.
    pub opened: Vec<SubmissionView>,
    /// How many were sealed before this key could read them, and nobody has passed their keys on yet.
    pub locked: usize,
}

/// A report, opened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SubmissionView {
    /// The record inside.
    pub entry: EntryId,
    /// The book.
    pub book: Book,
    /// The form.
    pub form: String,
    /// The form's definition in the version with which it was written; `None` where it is not here.
    #[serde(with = "super::wire::json")]
    pub definition: Option<Value>,
    /// The answers.
    #[serde(with = "super::wire::json")]
    pub answers: Map<String, Value>,
    /// Name and staff number of whoever signed it; `None` where no certificate fits the signature.
    pub author: Option<(String, String)>,
    /// When it was written, corrected by the server's clock.
    pub recorded_ms: Millis,
    /// When it happened.
    pub occurred: Option<Occurred>,
    /// Whom it is about, as they were then.
    pub people: Vec<PersonThen>,
    /// Where.
    pub places: Vec<String>,
}
