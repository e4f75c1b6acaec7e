//! A person's vaccinations, as a page shows them.

use serde::{Deserialize, Serialize};
use wingbook_record::{
    id::EntryId,
    time::Millis,
    vaccination::course::{Next, Primary, Stage, Warning},
};

/// What is known of a person's vaccinations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VaccinationView {
    /// When everything of other tablets had come: a dose that was given there since is not here yet. `None` if never.
    pub as_of_ms: Option<Millis>,
    /// Disease by disease.
    pub courses: Vec<CourseView>,
    /// Doses of which nobody knows against what: a vaccine that the catalogue lacks, or none named. While there are any,
    /// no course says which dose is next.
    pub unassigned: Vec<DoseView>,
}

/// Doses against one disease.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CourseView {
    /// The disease's name.
    pub disease: String,
    /// Doses that were given, the first one first.
    pub doses: Vec<DoseView>,
    /// How the primary series stands.
    pub primary: Primary,
    /// The next dose; `None` if none is planned, or which one it is can't be told.
    pub next: Option<Next>,
    /// Doses refused or put off, the newest first.
    pub not_given: Vec<NotGivenView>,
}

/// A dose that was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoseView {
    /// The record of it that says most.
    pub entry: EntryId,
    /// Its number; 0 where it is not known of which course it is one.
    pub number: u32,
    /// Of the primary series, or a booster.
    pub stage: Stage,
    /// On which day, as far as it is known: `2021`, `2021-05`, `2021-05-14`, or empty.
    pub on: String,
    /// The vaccine: its name in the catalogue, or as it was written.
    pub product: Option<String>,
    /// `here`, `card`, `register`, `memory`.
    pub source: String,
    /// The lot.
    pub lot: Option<String>,
    /// How many further records say the same.
    pub also: usize,
    /// Under which other record of the same person it stands: that one's name and number. `None` where it is this one's.
    pub stands_under: Option<String>,
    /// What looks wrong with it.
    pub warnings: Vec<Warning>,
}

/// A dose that was refused or put off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotGivenView {
    /// The record.
    pub entry: EntryId,
    /// `refused` or `not_today`.
    pub outcome: String,
    /// Why.
    pub why_not: Option<String>,
    /// When.
    pub at_ms: Millis,
}
