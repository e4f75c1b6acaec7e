//! Check-in, and what is due for health staff: somebody arrives, is seen, and perhaps kept apart.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use wingbook_record::{
    health_check::rules::Proposal,
    id::{EntryId, PersonId, PlaceId},
    isolation::Until,
    people::likeness::Reason,
    person::{Category, Sex},
    time::Millis,
    vaccination::course::Stage,
};

use super::{PersonLine, VaccinationView};

/// What the pages of check-in ask. Each names the [`super::Response`] or the [`CheckedIn`] that answers it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum CheckIn {
    /// Anybody by name, number or cell, those too who left. → `People`
    Find {
        /// Words; nobody where there are none.
        query: String,
        /// Show so many.
        limit: usize,
    },
    /// Who is perhaps the same as somebody to be added. → [`CheckedIn::Alike`]
    Alike(NewPerson),
    /// Add somebody. → `Someone`
    Add(NewPerson),
    /// Somebody who arrives, with everything that check-in shows. → [`CheckedIn::Person`]
    Person {
        /// Who.
        id: PersonId,
    },
    /// Somebody arrives, comes back or leaves for good: a move. → `Saved`
    Arrive {
        /// Who.
        person: PersonId,
        /// Why, by the words of moves.
        reason: String,
        /// Into which cell or ward, where they stay.
        to: Option<PlaceId>,
    },
    /// What the rules propose for the answers of a health check. → [`CheckedIn::Proposal`]
    Propose {
        /// Answers as far as they are given.
        #[serde(with = "super::wire::json")]
        answers: Map<String, Value>,
        /// The day of the check, where it is not today.
        at_ms: Option<Millis>,
    },
    /// Keep somebody apart. → `Saved`
    KeepApart(KeepApartAsked),
    /// Somebody is no longer kept apart. → `Saved`
    EndApart {
        /// The decision that ends.
        keep_apart: EntryId,
        /// Why, by the words of such ends.
        why: String,
        /// In the writer's words.
        note: Option<String>,
    },
    /// Somebody who is kept apart was seen today. → `Saved`
    VisitApart {
        /// The decision by which they are.
        keep_apart: EntryId,
        /// What was seen.
        note: Option<String>,
    },
    /// Two people are one. → `Saved`
    SamePerson {
        /// The one.
        one: PersonId,
        /// And the other.
        other: PersonId,
    },
    /// Somebody is no other after all: everything that said so is taken back. → `Saved`
    NotSamePerson {
        /// Who.
        person: PersonId,
    },
    /// What is due for health staff. → [`CheckedIn::Due`]
    Due {
        /// Of whom: name, number or cell; of everybody where there are no words.
        query: String,
    },
}

impl CheckIn {
    /// Whether it is to be written, and not only answered.
    pub fn writes(&self) -> bool {
        match self {
            Self::Find { .. }
            | Self::Alike(_)
            | Self::Person { .. }
            | Self::Propose { .. }
            | Self::Due { .. } => false,
            Self::Add(_)
            | Self::Arrive { .. }
            | Self::KeepApart(_)
            | Self::EndApart { .. }
            | Self::VisitApart { .. }
            | Self::SamePerson { .. }
            | Self::NotSamePerson { .. } => true,
        }
    }
}

/// Somebody to add. One name is enough.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewPerson {
    /// What brings them here; never staff.
    pub category: Category,
    /// Full name.
    pub name: String,
    /// Prisoner number.
    pub number: Option<String>,
    /// Birth date as far as it is known.
    pub born: Option<String>,
    /// Sex.
    pub sex: Option<Sex>,
    /// Cell or ward.
    pub place: Option<PlaceId>,
}

/// A decision to keep somebody apart. Who decides is whoever is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeepApartAsked {
    /// Whom.
    pub person: PersonId,
    /// Where.
    pub place: PlaceId,
    /// Until when, or when it is reviewed.
    pub until: Until,
    /// The health check that it follows from.
    pub check: Option<EntryId>,
}

/// What a [`CheckIn`] brings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum CheckedIn {
    /// See [`CheckIn::Alike`]; the likeliest first.
    Alike(Vec<AlikeView>),
    /// See [`CheckIn::Person`].
    Person(Box<CheckInView>),
    /// See [`CheckIn::Propose`]; `None` where there are no rules on this tablet.
    Proposal(Option<Proposal>),
    /// See [`CheckIn::Due`].
    Due(DueView),
}

/// Somebody who is perhaps the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlikeView {
    /// Who.
    pub person: PersonLine,
    /// Left: released, dismissed or dead.
    pub left: bool,
    /// What speaks for it and against it.
    pub reasons: Vec<Reason>,
}

/// Somebody who arrives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckInView {
    /// Who.
    pub line: PersonLine,
    /// Left: released, dismissed or dead.
    pub left: bool,
    /// Earlier doses; for whoever reads the health book.
    pub vaccination: Option<VaccinationView>,
    /// Health checks, the newest first; none for whoever does not read the health book.
    pub checks: Vec<CheckLine>,
    /// By which decisions they are kept apart.
    pub apart: Vec<ApartView>,
    /// Others who were found to be the same person.
    pub same: Vec<PersonLine>,
    /// Others who perhaps are.
    pub alike: Vec<AlikeView>,
}

/// A health check in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckLine {
    /// Its record.
    pub entry: EntryId,
    /// When.
    pub at_ms: Millis,
    /// It was made today.
    pub today: bool,
    /// By whom.
    pub author: String,
    /// `clear`, `keep_apart`, `refer`.
    pub decision: Option<String>,
    /// The reading that counts.
    pub temperature: Option<String>,
    /// Decided, or proposed by the rules until a clinician has seen the person: keep apart.
    pub keeps_apart: bool,
    /// Until when the rules propose to keep apart, at the end of that day.
    pub until_ms: Option<Millis>,
}

/// Somebody who is kept apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApartView {
    /// The decision's record.
    pub entry: EntryId,
    /// Who.
    pub person: PersonLine,
    /// Where.
    pub place: String,
    /// Where.
    pub place_id: PlaceId,
    /// That is a punishment cell.
    pub punishment: bool,
    /// Since when.
    pub since_ms: Millis,
    /// Until when, or when it is reviewed.
    pub until: Until,
    /// Who decided.
    pub decider: String,
    /// When health staff saw them last.
    pub last_visit_ms: Option<Millis>,
    /// Nobody saw them today.
    pub visit_due: bool,
    /// The end or the review lies behind.
    pub review_overdue: bool,
}

/// What is due for health staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DueView {
    /// Of whom it was decided to keep them apart, and where was not said yet.
    pub without_place: Vec<PersonLine>,
    /// Who is kept apart, whoever is overdue first.
    pub apart: Vec<ApartView>,
    /// Doses that are due, the one that is due for longest first; as many as a page shows.
    pub doses: Vec<DueDoseView>,
    /// All that are due.
    pub doses_total: usize,
    /// How many of all who are kept apart were not visited today, whoever is asked for.
    pub visits_due: usize,
}

/// A dose that is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DueDoseView {
    /// Whose.
    pub person: PersonLine,
    /// The disease's name.
    pub disease: String,
    /// Which dose.
    pub number: u32,
    /// Of the primary series, or a booster.
    pub stage: Stage,
    /// Since which day, `YYYY-MM-DD`.
    pub since: String,
}
