//! What is tapped on a round and at its count.

use serde::{Deserialize, Serialize};
use wingbook_record::{
    entry::Origin,
    id::{EntryId, PersonId, PlaceId},
    time::Occurred,
};

/// What a person taps at a stop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StopCheck {
    /// The round; `None` for a check outside of one.
    pub round: Option<EntryId>,
    /// The cell or ward.
    pub place: PlaceId,
    /// Each person's state: `seen`, or `absent` with its reason, or `not_checked`.
    pub people: Vec<PersonCheck>,
    /// In a ward: how many were counted.
    pub counted: Option<u32>,
    /// Why the place could not be checked.
    pub could_not: Option<String>,
    /// What else was seen.
    pub note: Option<String>,
    /// Live, or copied from the paper sheet.
    pub origin: Origin,
    /// When, if not now.
    pub occurred: Option<Occurred>,
}

/// One person at a stop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonCheck {
    /// Who.
    pub person: PersonId,
    /// `seen`, `absent` or `not_checked`.
    pub state: String,
    /// For `absent`: `court`, `hospital`, `work`, `visit`, `moved`, `unknown`.
    pub reason: Option<String>,
}

/// What was tapped at a stop and is not stated yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StopMarks {
    /// The cell or ward.
    pub place: PlaceId,
    /// What is said of single people.
    pub people: Vec<PersonCheck>,
    /// In a ward: the number as it was changed.
    pub counted: Option<u32>,
}

/// What is said of a round as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundAction {
    /// The round.
    pub round: EntryId,
    /// `paused`, `resumed`, `handed_over`, `taken_over`, `ended`.
    pub event: String,
    /// For `handed_over`: to whom.
    pub to: Option<PersonId>,
    /// In the officer's words.
    pub reason: Option<String>,
    /// When, if it is copied from a sheet of paper.
    pub occurred: Option<Occurred>,
}

/// A roll count as signed off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountSigned {
    /// The round that it closes.
    pub round: Option<EntryId>,
    /// The wing.
    pub wing: PlaceId,
    /// Who should be here.
    pub expected: u32,
    /// Who was counted.
    pub counted: u32,
    /// Who is absent, and why.
    pub absent: Vec<(PersonId, String)>,
    /// `first`, `recount` or `named`.
    pub step: String,
    /// In a named count: who is missing.
    pub missing: Vec<PersonId>,
    /// "Control told by radio".
    pub control_told: bool,
    /// In the officer's words.
    pub note: Option<String>,
}
