//! Coverage by vaccination, as a page shows it.

use serde::{Deserialize, Serialize};
use wingbook_record::vaccination::coverage::{By, DuePeople, Reached};

/// Coverage of the facility against one disease.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoverageView {
    /// The disease's name.
    pub disease: String,
    /// Its groups, each way of grouping after the other.
    pub groups: Vec<GroupView>,
    /// Doses given here by day, `YYYY-MM-DD`, every day of the time asked for.
    pub doses_by_day: Vec<(String, u32)>,
    /// Doses not given: `refused` or `not_today`, why, how many; nothing where so few were that they would show persons.
    pub not_given: Option<Vec<(String, Option<String>, usize)>>,
    /// How many doses were not given.
    pub not_given_total: usize,
    /// Whose next dose is due.
    pub due: DuePeople,
}

/// A group of people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupView {
    /// Which.
    pub by: By,
    /// The name of a wing.
    pub name: Option<String>,
    /// How many they are.
    pub people: usize,
    /// How far they are; `None` where that would show persons.
    pub reached: Option<Reached>,
}
