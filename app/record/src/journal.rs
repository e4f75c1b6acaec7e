//! The journal: the index that the worker holds of all records and documents of the signed-in person's books.
//!
//! It is fed with entries and revisions in any order, any number of times, and always ends in the same state.
//! Practice records are kept apart: [`Journal::live`] never sees one, [`Journal::practice`] sees nothing else
//! (but the same people, places and moves). Every rule of the book is a function of a [`View`].

mod amended;
mod ledger;
mod query;
mod record;

use std::{
    collections::{BTreeSet, HashMap},
    sync::OnceLock,
};

pub use amended::Amended;
pub use ledger::Inserted;
pub use query::{Filter, Page, Row, Rows, TimelineRow};
pub use record::{Position, Record, SUMMARY_CHARACTERS};

use crate::{
    access::Book,
    digest::Digest,
    directory::Directory,
    entry::{Entry, PersonThen, PlaceThen},
    id::{EntryId, PersonId, PlaceId},
    matter::Matter,
    people::{
        same_name::same_names,
        search::{Found, PeopleQuery, SearchIndex},
    },
    person::Category,
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

/// The journal as one sees it: without practice, or only practice.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    journal: &'a Journal,
    pub(crate) ledger: &'a Ledger,
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

impl<'a> View<'a> {
    /// The journal behind it.
    pub fn journal(&self) -> &'a Journal {
        self.journal
    }

    /// People, places, plans.
    pub fn directory(&self) -> &'a Directory {
        &self.journal.directory
    }

    /// Where people are.
    pub fn whereabouts(&self) -> &'a Whereabouts {
        &self.journal.whereabouts
    }

    /// How many records there are.
    pub fn len(&self) -> usize {
        self.ledger.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A record.
    pub fn record(&self, id: EntryId) -> Option<&'a Record> {
        self.ledger.get(id)
    }

    /// A record's state after everything that amended it; asked of a version, that of its root.
    pub fn amended(&self, id: EntryId) -> Option<Amended> {
        self.ledger.amended(id)
    }

    /// The record that a version goes back to.
    pub fn root(&self, id: EntryId) -> EntryId {
        self.ledger.root(id)
    }

    /// The record whose answers stand for this one, or `None` if it was withdrawn or isn't here.
    pub fn standing(&self, id: EntryId) -> Option<&'a Record> {
        self.ledger.standing(self.ledger.get(self.ledger.root(id))?)
    }

    /// Records that answer this one (reviews, replies, follow-ups done), to whichever version, oldest first.
    pub fn answers_to(&self, id: EntryId) -> Vec<&'a Record> {
        let root = self.ledger.root(id);
        let mut records = self.ledger.about(root);
        if self.ledger.is_amended(root)
            && let Some(state) = self.ledger.amended(root)
        {
            for version in state.amendments {
                records.extend(self.ledger.about(version));
            }
            records.sort_unstable_by_key(|record| record.position);
        }
        records
    }

    /// Checks, events and counts of a round that stand: first written version and what stands of it.
    pub(crate) fn of_round(&self, round: EntryId) -> Vec<(&'a Record, &'a Record)> {
        self.stand(self.ledger.of_round(round))
    }

    /// Records made with a form that stand: first written version and what stands of it, oldest first.
    pub(crate) fn standing_of_form(&self, form: &str) -> Vec<(&'a Record, &'a Record)> {
        self.stand(self.ledger.of_form(form))
    }

    pub(crate) fn stand(&self, records: Vec<&'a Record>) -> Vec<(&'a Record, &'a Record)> {
        let roots = records.into_iter().filter(|one| self.ledger.is_root(one));
        roots
            .filter_map(|root| Some((root, self.ledger.standing(root)?)))
            .collect()
    }

    /// The wing that a record belongs to: that of the first place that it names, else the one where its first
    /// person was then.
    pub fn wing_of(&self, record: &Record) -> Option<PlaceId> {
        let tree = self.directory().tree();
        if let Some(wing) = record.places.iter().find_map(|place| tree.wing(*place)) {
            return Some(wing);
        }
        let person = record.people.first()?;
        let home = self.whereabouts().at(*person, record.occurred_ms).home?;
        tree.wing(home)
    }

    /// The forms that occur, with how many records each.
    pub fn forms(&self) -> std::collections::BTreeMap<&'a str, usize> {
        self.ledger.forms()
    }

    /// The authors that occur.
    pub fn authors(&self) -> BTreeSet<PersonId> {
        self.ledger.authors()
    }

    /// A person as they are now, for the body of a new record.
    pub fn person_then(&self, id: PersonId) -> Option<PersonThen> {
        let person = self.directory().person(id)?;
        let place = self.whereabouts().home(id);
        let place = place.and_then(|place| self.directory().tree().full_name(place));
        Some(PersonThen {
            id,
            name: person.name.clone(),
            number: person
                .number
                .clone()
                .or_else(|| person.staff_number.clone()),
            place: place.map(str::to_owned),
            born: person.born.clone(),
        })
    }

    /// A place as it is called now, for the body of a new record.
    pub fn place_then(&self, id: PlaceId) -> Option<PlaceThen> {
        let name = self.directory().tree().full_name(id)?.to_owned();
        Some(PlaceThen { id, name })
    }

    /// Finds people by name, number or cell.
    pub fn find_people(&self, query: &PeopleQuery) -> Found {
        let tree = self.directory().tree();
        self.journal.search.find(query, |word| {
            let mut people = Vec::new();
            // "Wing A" would name everybody in it at the first letter: whole names only for what holds others.
            for (place, whole) in tree.named(word) {
                let inner = tree.subtree(place);
                if whole || inner.len() == 1 {
                    people.extend(
                        inner
                            .iter()
                            .flat_map(|at| self.whereabouts().residents(*at)),
                    );
                }
            }
            people
        })
    }

    /// Who is on the roll of a place and all that is in it now, in the order of walking, then by name.
    /// Those who left are not.
    pub fn residents(&self, place: PlaceId) -> Vec<PersonId> {
        let mut all = Vec::new();
        for inner in self.directory().tree().subtree(place) {
            let mut here: Vec<PersonId> = self
                .whereabouts()
                .residents(*inner)
                .filter(|id| self.is_here(*id))
                .collect();
            here.sort_by_cached_key(|id| (self.sort_key(*id), *id));
            all.extend(here);
        }
        all
    }

    /// Who was on the roll of a place and all that is in it at a moment, in the order of walking.
    pub fn residents_at(&self, place: PlaceId, at_ms: i64) -> Vec<PersonId> {
        let tree = self.directory().tree();
        let mut here: Vec<(usize, PersonId)> = self
            .whereabouts()
            .everybody()
            .filter_map(|id| {
                let home = self.whereabouts().at(id, at_ms).home?;
                tree.contains(place, home).then(|| (tree.order(home), id))
            })
            .collect();
        here.sort_by_cached_key(|(order, id)| (*order, self.sort_key(*id), *id));
        here.into_iter().map(|(_, id)| id).collect()
    }

    fn is_here(&self, id: PersonId) -> bool {
        self.directory().person(id).is_none_or(|one| !one.left)
    }

    fn sort_key(&self, id: PersonId) -> Option<crate::people::collate::SortKey> {
        let person = self.directory().person(id)?;
        Some(crate::people::collate::sort_key(&person.name))
    }

    /// Others of the same wing whose name is the same or nearly: whether a row says "check the number".
    pub fn has_same_name(&self, id: PersonId) -> bool {
        self.alike().contains_key(&id)
    }

    /// Those others.
    pub fn same_name(&self, id: PersonId) -> BTreeSet<PersonId> {
        self.alike().get(&id).cloned().unwrap_or_default()
    }

    fn alike(&self) -> &'a HashMap<PersonId, BTreeSet<PersonId>> {
        self.journal.alike.get_or_init(|| {
            let tree = self.directory().tree();
            let mut all = HashMap::new();
            for wing in tree.wings() {
                let residents = self.residents(wing);
                let held = residents.iter().filter_map(|id| {
                    let person = self.directory().person(*id)?;
                    (person.category != Category::Staff).then_some((*id, person.name.as_str()))
                });
                all.extend(same_names(held));
            }
            all
        })
    }
}

#[cfg(test)]
mod tests;
