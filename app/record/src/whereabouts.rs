//! Where people are: the latest move over the place where they were put first. Who goes to court, hospital,
//! work or a visit stays on the wing's roll and is away; who moves cell changes home.

use std::collections::{BTreeSet, HashMap};

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::{
    id::{EntryId, PersonId, PlaceId},
    matter::{self, Answers, SystemForm},
    time::Millis,
    words::open_words,
};

open_words!(
    /// Why somebody goes somewhere.
    MoveReason {
        /// To another cell, ward or wing.
        Move = "move",
        /// To court.
        Court = "court",
        /// To hospital.
        Hospital = "hospital",
        /// To work.
        Work = "work",
        /// To a visit.
        Visit = "visit",
        /// Back from any of these.
        Return = "return",
        /// Let go.
        Release = "release",
        /// Taken in.
        Admission = "admission",
        /// Taken in from another prison.
        TransferIn = "transfer_in",
        /// Came to work: a member of staff.
        Shift = "shift",
        /// Came to see a prisoner, or with somebody who works here.
        Visiting = "visiting",
    }
);

impl MoveReason {
    /// Whether the person stays on the roll and is only away.
    pub fn is_away(&self) -> bool {
        matches!(
            self,
            Self::Court | Self::Hospital | Self::Work | Self::Visit
        )
    }
}

/// A move: the answers of the form `move`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    /// Who.
    pub person: PersonId,
    /// From where.
    pub from: Option<PlaceId>,
    /// To where; `None` is outside.
    pub to: Option<PlaceId>,
    /// Why.
    pub reason: MoveReason,
}

impl SystemForm for Move {
    const FORM: &'static str = "move";

    fn read(answers: &Answers) -> Option<Self> {
        Some(Self {
            person: matter::id(answers, "person")?,
            from: matter::id(answers, "from"),
            to: matter::id(answers, "to"),
            reason: matter::word(answers, "reason")?,
        })
    }

    fn answers(&self) -> Answers {
        matter::answers([
            ("person", json!(self.person)),
            ("from", json!(self.from)),
            ("to", json!(self.to)),
            ("reason", json!(self.reason)),
        ])
    }
}

/// Away from home but on its roll.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Away {
    /// Why.
    pub reason: MoveReason,
    /// Since when.
    pub since_ms: Millis,
    /// Where, if it is a place of the facility.
    pub to: Option<PlaceId>,
}

/// Where a person is at a time.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Standing {
    /// The cell or ward on whose roll they are.
    pub home: Option<PlaceId>,
    /// Set while they are away.
    pub away: Option<Away>,
    /// Let go.
    pub released: bool,
    /// Since when they are at home there; `None` if no move says so.
    pub since_ms: Option<Millis>,
    /// When they were last taken in, if a move says so.
    pub admitted_ms: Option<Millis>,
    /// The move that says so.
    pub entry: Option<EntryId>,
}

impl Standing {
    /// The place where they are now: home, or where they went inside the facility.
    pub fn place(&self) -> Option<PlaceId> {
        match &self.away {
            Some(away) => away.to,
            None => self.home,
        }
    }

    fn follow(&mut self, moved: &Moved) {
        let went = &moved.what;
        self.entry = Some(moved.entry);
        match &went.reason {
            reason if reason.is_away() => {
                self.away = Some(Away {
                    reason: reason.clone(),
                    since_ms: moved.at_ms,
                    to: went.to,
                });
            }
            MoveReason::Return => {
                self.away = None;
                if went.to.is_some() && went.to != self.home {
                    self.home = went.to;
                    self.since_ms = Some(moved.at_ms);
                }
            }
            // Who comes for some hours lives nowhere here.
            MoveReason::Shift | MoveReason::Visiting => {}
            MoveReason::Release => {
                *self = Self {
                    released: true,
                    since_ms: Some(moved.at_ms),
                    admitted_ms: self.admitted_ms,
                    entry: Some(moved.entry),
                    ..Self::default()
                };
            }
            reason => {
                self.home = went.to;
                self.away = None;
                self.released = false;
                self.since_ms = Some(moved.at_ms);
                if matches!(reason, MoveReason::Admission | MoveReason::TransferIn) {
                    self.admitted_ms = Some(moved.at_ms);
                }
            }
        }
    }
}

/// A move that stands (not withdrawn), in the order in which moves happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// When it happened.
    pub at_ms: Millis,
    /// Its record.
    pub entry: EntryId,
    /// What it says.
    pub what: Move,
}

/// Everybody's moves and where they lead, kept by the journal.
#[derive(Debug, Clone, Default)]
pub struct Whereabouts {
    people: HashMap<PersonId, Path>,
    residents: HashMap<PlaceId, BTreeSet<PersonId>>,
}

#[derive(Debug, Clone, Default)]
struct Path {
    first: Option<PlaceId>,
    moves: Vec<Moved>,
    now: Standing,
}

impl Whereabouts {
    /// Replaces what is known of a person: the first place, and the moves in order.
    pub(crate) fn set(&mut self, person: PersonId, first: Option<PlaceId>, moves: Vec<Moved>) {
        self.forget(person);
        let mut now = Standing {
            home: first,
            ..Standing::default()
        };
        for moved in &moves {
            now.follow(moved);
        }
        if let Some(home) = now.home {
            self.residents.entry(home).or_default().insert(person);
        }
        self.people.insert(person, Path { first, moves, now });
    }

    fn forget(&mut self, person: PersonId) {
        if let Some(path) = self.people.remove(&person)
            && let Some(home) = path.now.home
            && let Some(residents) = self.residents.get_mut(&home)
        {
            residents.remove(&person);
            if residents.is_empty() {
                self.residents.remove(&home);
            }
        }
    }

    /// Where a person is now.
    pub fn now(&self, person: PersonId) -> Standing {
        self.people
            .get(&person)
            .map(|path| path.now.clone())
            .unwrap_or_default()
    }

    /// The cell or ward on whose roll a person is now.
    pub fn home(&self, person: PersonId) -> Option<PlaceId> {
        self.people.get(&person)?.now.home
    }

    /// Where a person was at a moment.
    pub fn at(&self, person: PersonId, at_ms: Millis) -> Standing {
        let Some(path) = self.people.get(&person) else {
            return Standing::default();
        };
        let mut standing = Standing {
            home: path.first,
            ..Standing::default()
        };
        for moved in path.moves.iter().take_while(|moved| moved.at_ms <= at_ms) {
            standing.follow(moved);
        }
        standing
    }

    /// A person's moves that stand, oldest first.
    pub fn moves(&self, person: PersonId) -> &[Moved] {
        self.people
            .get(&person)
            .map_or(&[], |path| path.moves.as_slice())
    }

    /// Who is on the roll of exactly this place now.
    pub fn residents(&self, place: PlaceId) -> impl Iterator<Item = PersonId> + '_ {
        self.residents.get(&place).into_iter().flatten().copied()
    }

    /// Everybody of whom a place or a move is known, in no particular order.
    pub(crate) fn everybody(&self) -> impl Iterator<Item = PersonId> + '_ {
        self.people.keys().copied()
    }
}
