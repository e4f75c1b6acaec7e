//! Forms, the choices in them, and drafts, as pages show them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use wingbook_record::{
    entry::{Amends, Origin},
    id::{EntryId, PersonId, PlaceId},
    time::{Millis, Occurred},
};

/// A form that may be filled in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormLine {
    /// Its id.
    pub form: String,
    /// Its version.
    pub version: String,
    /// Titles by language.
    pub title: BTreeMap<String, String>,
    /// Whoever is signed in may fill it in.
    pub writable: bool,
    /// It came by sync (else bundled with the app).
    pub synced: bool,
    /// When it came.
    pub received_ms: Option<Millis>,
}

/// A form's definition.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FormView {
    /// Its id.
    pub form: String,
    /// Its version.
    pub version: String,
    /// The sheets, as JSON.
    #[serde(with = "super::wire::json")]
    pub definition: Value,
}

/// An option of one of Wingbook's own choice lists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChoiceView {
    /// What is stored.
    pub value: String,
    /// What is shown.
    pub label: String,
    /// Below it: number, place, birth year.
    pub detail: String,
}

/// What somebody has begun to write.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DraftView {
    /// Its id, made by the page.
    pub id: String,
    /// The form.
    pub form: String,
    /// The form's version.
    pub form_version: String,
    /// About whom.
    pub people: Vec<PersonId>,
    /// Where.
    pub places: Vec<PlaceId>,
    /// When it happened.
    pub occurred: Option<Occurred>,
    /// How it came about.
    pub origin: Origin,
    /// What it corrects, how and why.
    pub corrects: Option<(EntryId, Amends, String)>,
    /// The version that it corrects: the one that stood when it was begun. `None` is the record as first written.
    #[serde(default)]
    pub version: Option<EntryId>,
    /// The record was amended since it was begun. Filled in by the worker.
    #[serde(default)]
    pub outdated: bool,
    /// The engine's draft of the answers, irrelevant ones included.
    #[serde(with = "super::wire::json")]
    pub answers: Value,
    /// The question that had the focus, and the cursor in it.
    pub focus: Option<(String, u32)>,
    /// Last change.
    pub changed_ms: Millis,
    /// For lists: about whom, in words. Filled in by the worker.
    pub about: String,
}
