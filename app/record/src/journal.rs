//! The journal: the index that the worker holds of all records and documents of the signed-in person's books.
//!
//! It is fed with entries and revisions in any order, any number of times, and always ends in the same state.
//! Practice records are kept apart: [`Journal::live`] never sees one, [`Journal::practice`] sees nothing else
//! (but the same people, places and moves). Every rule of the book is a function of a [`View`].

mod amended;
mod ledger;
mod query;
mod record;
mod view;

use std::{
    collections::{BTreeSet, HashMap},
    sync::OnceLock,
};

pub use amended::Amended;
pub use ledger::Inserted;
pub use query::{Filter, Page, Row, Rows, TimelineRow};
pub use record::{Position, Record, SUMMARY_CHARACTERS};
pub use view::View;

use crate::{
    access::Book,
    digest::Digest,
    directory::Directory,
    entry::Entry,
    id::{EntryId, PersonId, PlaceId},
    matter::Matter,
    people::search::SearchIndex,
    roster::Revision,
    whereabouts::{Moved, Whereabouts},
};

use ledger::Ledger;

/// Everything that is known, in memory.
#[derive(Debug, Clone, Default)]
pub struct Journal {
    live: Ledger,
    practice: Ledger,
    directory: Directory,
    whereabouts: Whereabouts,
    search: SearchIndex,
    alike: OnceLock<HashMap<PersonId, BTreeSet<PersonId>>>,
}

impl Journal {
    /// An empty journal.
    pub fn new() -> Self {
        Self::default()
    }

    /// Inserts an entry.
    pub fn insert(&mut self, entry: &Entry) -> Inserted {
        self.insert_record(Record::of(entry))
    }

    /// Inserts what [`Record::of`] made of an entry.
    pub fn insert_record(&mut self, record: Record) -> Inserted {
        if record.practice {
            return self.practice.insert(record);
        }
        let id = record.id();
        let before = self.live.get(id).and_then(moved_person);
        let outcome = self.live.insert(record);
        if outcome != Inserted::Known {
            self.follow_moves(id);
            before
                .into_iter()
                .for_each(|person| self.settle_person(person));
        }
        outcome
    }

    /// Inserts a revision of a document that changes; `false` if it was there.
    pub fn insert_revision(&mut self, revision: &Revision) -> bool {
        let new = self.directory.insert(revision);
        if new {
            self.document_changed(revision.id());
        }
        new
    }

    /// Makes a revision the winner among rival ones, as the backend did.
    pub fn prefer_revision(&mut self, document: &str, digest: Digest) {
        self.directory.prefer(document, digest);
        self.document_changed(document);
    }

    /// Forgets an entry.
    pub fn remove(&mut self, id: EntryId) -> bool {
        let amended = self.live.root(id);
        let removed = self.live.remove(id);
        if let Some(record) = &removed {
            if let Some(person) = moved_person(record) {
                self.settle_person(person);
            }
            let orphans: Vec<EntryId> = self
                .live
                .amendments(id)
                .iter()
                .map(|one| one.id())
                .collect();
            for version in orphans {
                self.follow_moves(version);
            }
            self.follow_moves(amended);
        }
        removed.is_some() || self.practice.remove(id).is_some()
    }

    /// Forgets a document that changes, with all its revisions.
    pub fn remove_document(&mut self, document: &str) -> bool {
        let removed = self.directory.remove(document);
        self.document_changed(document);
        removed
    }

    /// What counts.
    pub fn live(&self) -> View<'_> {
        View {
            journal: self,
            ledger: &self.live,
        }
    }

    /// What was only practised.
    pub fn practice(&self) -> View<'_> {
        View {
            journal: self,
            ledger: &self.practice,
        }
    }

    /// One or the other.
    pub fn view(&self, practice: bool) -> View<'_> {
        if practice {
            self.practice()
        } else {
            self.live()
        }
    }

    /// A record, live or practised.
    pub fn record(&self, id: EntryId) -> Option<&Record> {
        self.live.get(id).or_else(|| self.practice.get(id))
    }

    /// People, places, plans.
    pub fn directory(&self) -> &Directory {
        &self.directory
    }

    /// Where people are.
    pub fn whereabouts(&self) -> &Whereabouts {
        &self.whereabouts
    }

    fn document_changed(&mut self, document: &str) {
        if let Some(person) = PersonId::from_document(document) {
            match self.directory.person(person) {
                Some(value) => self.search.insert(person, value),
                None => self.search.remove(person),
            }
            self.settle_person(person);
        } else if PlaceId::from_document(document).is_some() {
            self.alike = OnceLock::new();
        }
    }

    /// A record came that is a move or a version of one: whoever it names stands somewhere else now.
    fn follow_moves(&mut self, id: EntryId) {
        let Some(record) = self.live.get(id) else {
            return;
        };
        let is_alone = record.corrects.is_none() && !self.live.is_amended(id);
        if is_alone {
            if let Some(person) = moved_person(record) {
                self.settle_person(person);
            }
            return;
        }
        let mut people: BTreeSet<PersonId> = BTreeSet::new();
        let root = self.live.root(id);
        let mut versions = vec![root, id];
        if let Some(state) = self.live.amended(root) {
            versions.extend(state.amendments);
        }
        for version in versions {
            people.extend(self.live.get(version).and_then(moved_person));
        }
        for person in people {
            self.settle_person(person);
        }
    }

    fn settle_person(&mut self, person: PersonId) {
        let mut moves: Vec<(Position, Moved)> = Vec::new();
        let mut roots: BTreeSet<EntryId> = BTreeSet::new();
        for record in self.live.moves(person) {
            let Some(root) = self.live.get(self.live.root(record.id())) else {
                continue;
            };
            if !roots.insert(root.id()) {
                continue;
            }
            if let Some(standing) = self.live.standing(root)
                && let Matter::Move(moved) = &standing.matter
                && moved.person == person
                && root.book == Book::Roster
            {
                let fact = Moved {
                    at_ms: standing.occurred_ms,
                    entry: root.id(),
                    what: moved.clone(),
                };
                moves.push((root.position, fact));
            }
        }
        moves.sort_by_key(|(position, moved)| (moved.at_ms, *position));
        let first = self.directory.person(person).and_then(|one| one.place);
        let moves = moves.into_iter().map(|(_, moved)| moved).collect();
        self.whereabouts.set(person, first, moves);
        self.alike = OnceLock::new();
    }
}

fn moved_person(record: &Record) -> Option<PersonId> {
    match &record.matter {
        Matter::Move(moved) => Some(moved.person),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
