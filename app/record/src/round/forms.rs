//! The three records of a round: its start, a check at a stop, and what happened to the round itself.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{
    id::{EntryId, PersonId, PlaceId, PlanId},
    matter::{self, Answers, SystemForm},
    time::Millis,
    words::open_words,
};

open_words!(
    /// What was seen of a person.
    CheckState {
        /// Seen, no concern.
        Seen = "seen",
        /// Not here.
        Absent = "absent",
        /// Not looked at.
        NotChecked = "not_checked",
    }
);

open_words!(
    /// Why somebody is not here.
    AbsenceReason {
        /// At court.
        Court = "court",
        /// In hospital.
        Hospital = "hospital",
        /// At work.
        Work = "work",
        /// At a visit.
        Visit = "visit",
        /// Moved to another place.
        Moved = "moved",
        /// Let go.
        Release = "release",
        /// Nobody knows: an urgent notice follows.
        Unknown = "unknown",
    }
);

open_words!(
    /// Why a stop could not be checked.
    CouldNot {
        /// Asleep and covered.
        AsleepCovered = "asleep_covered",
        /// The door or hatch is blocked.
        DoorBlocked = "door_blocked",
        /// An incident.
        Incident = "incident",
        /// No key.
        NoKey = "no_key",
    }
);

open_words!(
    /// What happened to a round.
    RoundStep {
        /// Put aside for an alarm.
        Paused = "paused",
        /// Taken up again.
        Resumed = "resumed",
        /// Given to a colleague.
        HandedOver = "handed_over",
        /// Taken on by its author.
        TakenOver = "taken_over",
        /// Over.
        Ended = "ended",
    }
);

/// A place of a round, with who belonged there when it started.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stop {
    /// The place.
    pub place: PlaceId,
    /// Its people at the start.
    pub people: Vec<PersonId>,
}

/// The start of a round. Its record's id is the round's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    /// The plan; `None` for an unplanned one.
    pub plan: Option<PlanId>,
    /// What staff call it.
    pub name: String,
    /// The wing.
    pub wing: PlaceId,
    /// The planned start.
    pub due_ms: Option<Millis>,
    /// The stops, in the order of walking.
    pub stops: Vec<Stop>,
}

impl SystemForm for Round {
    const FORM: &'static str = "round";

    fn read(answers: &Answers) -> Option<Self> {
        Some(Self {
            plan: matter::id(answers, "plan"),
            name: matter::text(answers, "name").unwrap_or_default(),
            wing: matter::id(answers, "wing")?,
            due_ms: matter::whole(answers, "due_ms"),
            stops: matter::list(answers, "stops", |value| {
                let stop = value.as_object()?;
                Some(Stop {
                    place: matter::id(stop, "place")?,
                    people: matter::ids(stop, "people"),
                })
            }),
        })
    }

    fn answers(&self) -> Answers {
        matter::answers([
            ("plan", json!(self.plan)),
            ("name", json!(self.name)),
            ("wing", json!(self.wing)),
            ("due_ms", json!(self.due_ms)),
            ("stops", json!(self.stops)),
        ])
    }
}

/// What a check says of one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonCheck {
    /// Who.
    pub person: PersonId,
    /// What was seen.
    pub state: CheckState,
    /// Why not here.
    pub reason: Option<AbsenceReason>,
}

impl PersonCheck {
    /// Seen, no concern.
    pub fn seen(person: PersonId) -> Self {
        Self {
            person,
            state: CheckState::Seen,
            reason: None,
        }
    }

    /// Not here, and why.
    pub fn absent(person: PersonId, reason: AbsenceReason) -> Self {
        Self {
            person,
            state: CheckState::Absent,
            reason: Some(reason),
        }
    }

    /// Not here, and nobody knows why.
    pub fn is_missing(&self) -> bool {
        self.state == CheckState::Absent
            && matches!(self.reason, None | Some(AbsenceReason::Unknown))
    }
}

/// A check at one place: person by person in a cell; a number, and exceptions by person, in a ward.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// The round; `None` for a check outside a round.
    pub round: Option<EntryId>,
    /// The place.
    pub place: PlaceId,
    /// Those who were looked at one by one.
    pub people: Vec<PersonCheck>,
    /// How many were counted, in a ward.
    pub counted: Option<i64>,
    /// Why it could not be checked.
    pub could_not: Option<CouldNot>,
    /// A remark.
    pub note: Option<String>,
}

impl Check {
    /// One tap at a cell: everybody seen, no concern.
    pub fn all_seen(round: EntryId, stop: &Stop) -> Self {
        Self {
            round: Some(round),
            place: stop.place,
            people: stop.people.iter().copied().map(PersonCheck::seen).collect(),
            counted: None,
            could_not: None,
            note: None,
        }
    }

    /// A number counted in a ward, with the exceptions by person.
    pub fn counted(
        round: EntryId,
        place: PlaceId,
        counted: i64,
        exceptions: Vec<PersonCheck>,
    ) -> Self {
        Self {
            round: Some(round),
            place,
            people: exceptions,
            counted: Some(counted),
            could_not: None,
            note: None,
        }
    }

    /// The stop could not be checked.
    pub fn could_not(round: EntryId, place: PlaceId, why: CouldNot) -> Self {
        Self {
            round: Some(round),
            place,
            people: Vec::new(),
            counted: None,
            could_not: Some(why),
            note: None,
        }
    }

    /// Those who are not here without anybody knowing why: an urgent notice follows.
    pub fn missing(&self) -> Vec<PersonId> {
        self.people
            .iter()
            .filter(|one| one.is_missing())
            .map(|one| one.person)
            .collect()
    }
}

impl SystemForm for Check {
    const FORM: &'static str = "check";

    fn read(answers: &Answers) -> Option<Self> {
        Some(Self {
            round: matter::id(answers, "round"),
            place: matter::id(answers, "place")?,
            people: matter::list(answers, "people", |value| {
                let one = value.as_object()?;
                Some(PersonCheck {
                    person: matter::id(one, "person")?,
                    state: matter::word(one, "state")?,
                    reason: matter::word(one, "reason"),
                })
            }),
            counted: matter::whole(answers, "counted"),
            could_not: matter::word(answers, "could_not"),
            note: matter::text(answers, "note"),
        })
    }

    fn answers(&self) -> Answers {
        matter::answers([
            ("round", json!(self.round)),
            ("place", json!(self.place)),
            ("people", json!(self.people)),
            ("counted", json!(self.counted)),
            ("could_not", json!(self.could_not)),
            ("note", json!(self.note)),
        ])
    }
}

/// Something that happened to a round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundEvent {
    /// The round.
    pub round: EntryId,
    /// What.
    pub event: RoundStep,
    /// To whom it was handed over.
    pub to: Option<PersonId>,
    /// Why.
    pub reason: Option<String>,
}

impl SystemForm for RoundEvent {
    const FORM: &'static str = "round_event";

    fn read(answers: &Answers) -> Option<Self> {
        Some(Self {
            round: matter::id(answers, "round")?,
            event: matter::word(answers, "event")?,
            to: matter::id(answers, "to"),
            reason: matter::text(answers, "reason"),
        })
    }

    fn answers(&self) -> Answers {
        matter::answers([
            ("round", json!(self.round)),
            ("event", json!(self.event)),
            ("to", json!(self.to)),
            (
                "reason",
                self.reason.as_ref().map_or(Value::Null, |text| json!(text)),
            ),
        ])
    }
}
