//! What an administrator, reception or a supervisor changes of the prison: rooms, places, people, plans.

use serde::{Deserialize, Serialize};
use wingbook_record::{
    id::{PersonId, PlaceId, PlanId},
    person::Sex,
};

/// Rooms to add, all of one sort.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rooms {
    /// Their names, in the order of walking.
    pub names: Vec<String>,
    /// Wards, counted rather than called by name; else cells.
    pub wards: bool,
    /// For how many each of them is.
    pub capacity: Option<u32>,
}

/// What is asked about a place that is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceChange {
    /// Which.
    pub id: PlaceId,
    /// Its name.
    pub name: String,
    /// For how many it is.
    pub capacity: Option<u32>,
    /// Closed for repair, sealed.
    pub out_of_use: bool,
    /// A punishment cell.
    pub punishment: bool,
}

/// Who somebody is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonChange {
    /// Who; `None` for somebody new, a prisoner.
    pub id: Option<PersonId>,
    /// Full name.
    pub name: String,
    /// Prisoner number.
    pub number: Option<String>,
    /// Birth date as far as it is known.
    pub born: Option<String>,
    /// Sex.
    pub sex: Option<Sex>,
    /// Cell or ward; `None` leaves somebody where they are.
    pub place: Option<PlaceId>,
    /// Released or dead.
    pub left: bool,
}

/// When a wing is walked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanChange {
    /// Which plan; `None` for a new one.
    pub id: Option<PlanId>,
    /// What staff call it.
    pub name: String,
    /// The wing of a new plan.
    pub wing: PlaceId,
    /// Start times, `HH:MM`.
    pub times: Vec<String>,
    /// How many minutes after a start time the round may begin.
    pub window_minutes: u32,
}
