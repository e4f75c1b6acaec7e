//! The journal as one sees it: every rule of the book asks a [`View`], never the indexes behind it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::{
    directory::Directory,
    entry::{PersonThen, PlaceThen},
    id::{EntryId, PersonId, PlaceId},
    people::{
        collate::{SortKey, sort_key},
        likeness::{self, Likeness},
        same_name::same_names,
        search::{Found, PeopleQuery},
    },
    person::{Category, Person},
    time::Millis,
    whereabouts::Whereabouts,
};

use super::{Amended, Journal, Record, ledger::Ledger};

/// The journal as one sees it: without practice, or only practice.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    pub(super) journal: &'a Journal,
    pub(crate) ledger: &'a Ledger,
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

    /// The version that the next amendment of a record goes on from: what was begun on another one says what no longer
    /// stands.
    pub fn latest(&self, id: EntryId) -> EntryId {
        self.amended(id).map_or(id, |state| state.latest)
    }

    /// The record that a version goes back to.
    pub fn root(&self, id: EntryId) -> EntryId {
        self.ledger.root(id)
    }

    /// The record with the last words of this one: what stands, or what stood until it was withdrawn.
    pub fn last_words(&self, id: EntryId) -> Option<&'a Record> {
        let root = self.root(id);
        let last = || self.ledger.get(self.amended(root)?.answers_from);
        self.standing(root).or_else(last)
    }

    /// The record whose answers stand for this one, or `None` if it was withdrawn or isn't here.
    pub fn standing(&self, id: EntryId) -> Option<&'a Record> {
        self.ledger.standing(self.ledger.get(self.ledger.root(id))?)
    }

    /// The people whom a record is about, whatever was amended; `root` is its first version. Nobody if it was withdrawn.
    pub fn people_of(&self, root: &Record) -> Vec<PersonId> {
        if !self.ledger.is_amended(root.id()) {
            return root.people.to_vec();
        }
        let amended = self.amended(root.id());
        amended.map(|state| state.people).unwrap_or_default()
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

    /// The parts of a round or of a vaccination session that stand: first written version and what stands of it.
    pub(crate) fn parts_of(&self, whole: EntryId) -> Vec<(&'a Record, &'a Record)> {
        self.stand(self.ledger.parts_of(whole))
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
    pub fn forms(&self) -> BTreeMap<&'a str, usize> {
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

    /// Those who are perhaps the same as somebody, the likeliest first.
    pub fn likely(&self, person: &Person) -> Vec<(PersonId, Likeness)> {
        let known = |id| self.directory().person(id);
        likeness::likely(&self.journal.search, person, known)
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
    pub fn residents_at(&self, place: PlaceId, at_ms: Millis) -> Vec<PersonId> {
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

    fn sort_key(&self, id: PersonId) -> Option<SortKey> {
        let person = self.directory().person(id)?;
        Some(sort_key(&person.name))
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
