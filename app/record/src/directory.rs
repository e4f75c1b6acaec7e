//! People, places, plans and forms as they stand now: the current revision of every document that changes.
//!
//! Of several revisions of one document those stand that no other held one continues; of these the one that
//! the backend made the winner, else the latest by time, then by hash. The answer is the same for any order of
//! arrival. A losing edit is kept ([`Directory::losing`]), to be offered again.

use std::{
    collections::{BTreeMap, HashMap},
    sync::OnceLock,
};

use serde_json::Value;

use crate::{
    digest::Digest,
    facility::Facility,
    id::{FacilityId, PersonId, PlaceId, PlanId},
    people::tree::PlaceTree,
    person::{Category, Person},
    place::{Place, name_key},
    plan::Plan,
    roster::{Edited, Revision},
    time::Millis,
};

#[derive(Debug, Clone)]
struct Held {
    edited: Edited,
    digest: Digest,
    value: Value,
}

#[derive(Debug, Clone, Default)]
struct Document {
    revisions: Vec<Held>,
    preferred: Option<Digest>,
}

impl Document {
    fn tips(&self) -> impl Iterator<Item = &Held> {
        self.revisions.iter().filter(|one| {
            !self
                .revisions
                .iter()
                .any(|other| other.edited.previous == Some(one.digest))
        })
    }

    fn current(&self) -> Option<&Held> {
        self.tips().max_by_key(|held| {
            let preferred = self.preferred == Some(held.digest);
            (preferred, held.edited.at_ms, held.digest)
        })
    }
}

/// The documents that change, as they stand.
#[derive(Debug, Clone, Default)]
pub struct Directory {
    documents: BTreeMap<String, Document>,
    people: HashMap<PersonId, Person>,
    places: HashMap<PlaceId, Place>,
    plans: BTreeMap<PlanId, Plan>,
    facility: Option<(FacilityId, Facility)>,
    tree: OnceLock<PlaceTree>,
}

impl Directory {
    /// Inserts a revision; `false` if it was there.
    pub(crate) fn insert(&mut self, revision: &Revision) -> bool {
        let document = self.documents.entry(revision.id().to_owned()).or_default();
        if document
            .revisions
            .iter()
            .any(|held| held.digest == revision.digest())
        {
            return false;
        }
        document.revisions.push(Held {
            edited: revision.edited().clone(),
            digest: revision.digest(),
            value: revision.document()["value"].clone(),
        });
        self.settle(revision.id());
        true
    }

    /// Makes a revision the winner among rivals, as the backend did.
    pub(crate) fn prefer(&mut self, id: &str, digest: Digest) {
        if let Some(document) = self.documents.get_mut(id) {
            document.preferred = Some(digest);
            self.settle(id);
        }
    }

    /// Forgets a document.
    pub(crate) fn remove(&mut self, id: &str) -> bool {
        let held = self.documents.remove(id).is_some();
        self.settle(id);
        held
    }

    fn settle(&mut self, id: &str) {
        fn read<T: serde::de::DeserializeOwned>(value: Option<&Value>) -> Option<T> {
            T::deserialize(value?).ok()
        }
        let value = self
            .documents
            .get(id)
            .and_then(Document::current)
            .map(|held| &held.value);
        if let Some(person) = PersonId::from_document(id) {
            match read(value) {
                Some(read) => drop(self.people.insert(person, read)),
                None => drop(self.people.remove(&person)),
            }
        } else if let Some(place) = PlaceId::from_document(id) {
            match read(value) {
                Some(read) => drop(self.places.insert(place, read)),
                None => drop(self.places.remove(&place)),
            }
            self.tree = OnceLock::new();
        } else if let Some(plan) = PlanId::from_document(id) {
            match read(value) {
                Some(read) => drop(self.plans.insert(plan, read)),
                None => drop(self.plans.remove(&plan)),
            }
        } else if let Some(facility) = FacilityId::from_document(id) {
            self.facility = read(value).map(|read| (facility, read));
        }
    }

    /// A person.
    pub fn person(&self, id: PersonId) -> Option<&Person> {
        self.people.get(&id)
    }

    /// The prisoner with this number, however it is written (`UG-12`, `ug 12`); whoever has left keeps theirs.
    pub fn numbered(&self, number: &str) -> Option<PersonId> {
        let wanted = name_key(number);
        let has_it = |person: &Person| {
            let own = person.number.as_deref().map(name_key);
            person.category == Category::Prisoner && own.as_ref() == Some(&wanted)
        };
        let found = self.people.iter().find(|(_, person)| has_it(person));
        found.map(|(id, _)| *id)
    }

    /// The cells and wards in a place, in the order of walking.
    pub fn rooms(&self, place: PlaceId) -> Vec<PlaceId> {
        let is_room = |id: &PlaceId| self.place(*id).is_some_and(|one| one.kind.is_room());
        let inside = self.tree().subtree(place).iter().copied();
        inside.filter(is_room).collect()
    }

    /// Everybody, in no particular order.
    pub fn people(&self) -> impl Iterator<Item = (PersonId, &Person)> {
        self.people.iter().map(|(id, person)| (*id, person))
    }

    /// A place.
    pub fn place(&self, id: PlaceId) -> Option<&Place> {
        self.places.get(&id)
    }

    /// The tree of places.
    pub fn tree(&self) -> &PlaceTree {
        self.tree.get_or_init(|| PlaceTree::of(&self.places))
    }

    /// A round plan.
    pub fn plan(&self, id: PlanId) -> Option<&Plan> {
        self.plans.get(&id)
    }

    /// Every round plan, by id.
    pub fn plans(&self) -> impl Iterator<Item = (PlanId, &Plan)> {
        self.plans.iter().map(|(id, plan)| (*id, plan))
    }

    /// The facility.
    pub fn facility(&self) -> Option<&(FacilityId, Facility)> {
        self.facility.as_ref()
    }

    /// The value of any document as it stands.
    pub fn value(&self, id: &str) -> Option<&Value> {
        Some(&self.documents.get(id)?.current()?.value)
    }

    /// The values of all documents of a kind, by id.
    pub fn values<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = (&'a str, &'a Value)> {
        self.documents
            .range(format!("{kind}:")..format!("{kind};"))
            .filter_map(|(id, document)| Some((id.as_str(), &document.current()?.value)))
    }

    /// What the next revision of a document names as `previous`.
    pub fn digest(&self, id: &str) -> Option<Digest> {
        Some(self.documents.get(id)?.current()?.digest)
    }

    /// Who made the current revision of a document, and when.
    pub fn edited(&self, id: &str) -> Option<&Edited> {
        Some(&self.documents.get(id)?.current()?.edited)
    }

    /// Edits that lost against the current revision and that nobody continued: author, time, value.
    pub fn losing(&self, id: &str) -> Vec<(&Edited, &Value)> {
        let Some(document) = self.documents.get(id) else {
            return Vec::new();
        };
        let current = document.current().map(|held| held.digest);
        let mut losing: Vec<_> = document
            .tips()
            .filter(|held| Some(held.digest) != current)
            .collect();
        losing.sort_by_key(|held| (held.edited.at_ms, held.digest));
        losing
            .into_iter()
            .map(|held| (&held.edited, &held.value))
            .collect()
    }

    /// When a document was first made, as far as its revisions are held.
    pub fn first_ms(&self, id: &str) -> Option<Millis> {
        let revisions = &self.documents.get(id)?.revisions;
        revisions.iter().map(|held| held.edited.at_ms).min()
    }

    /// The plan that was in force at a moment, from the revisions that are held. `None` if the plan did not
    /// exist yet, or if nobody can say: then no round is called missed.
    pub fn plan_at(&self, id: PlanId, at_ms: Millis) -> Option<Plan> {
        let document = self.documents.get(&id.document())?;
        let current = document.current()?;
        let mut line = vec![current];
        while let Some(previous) = line.last().and_then(|held| held.edited.previous) {
            let before = document
                .revisions
                .iter()
                .find(|held| held.digest == previous);
            match before {
                Some(held) if line.len() <= document.revisions.len() => line.push(held),
                _ => break,
            }
        }
        let in_force = line.into_iter().find(|held| held.edited.at_ms <= at_ms)?;
        serde_json::from_value(in_force.value.clone()).ok()
    }
}

#[cfg(test)]
mod tests {
    use crate::fixtures::{CELL_1, CELL_2, FACILITY, WARD, WING_A, person, place, prison};

    #[test]
    fn a_prisoner_number_is_found_however_it_is_written() {
        let journal = prison();
        let directory = journal.directory();
        assert_eq!(directory.numbered("ug 0103"), Some(person(3)));
        assert_eq!(directory.numbered("UG-010"), None);
        // A staff number is another matter.
        assert_eq!(directory.numbered("P-100"), None);
        assert_eq!(directory.numbered(""), None);
    }

    #[test]
    fn the_rooms_of_a_wing_stand_in_the_order_of_walking() {
        let journal = prison();
        let directory = journal.directory();
        assert_eq!(
            directory.rooms(place(WING_A)),
            [place(CELL_1), place(CELL_2), place(WARD)]
        );
        assert_eq!(directory.rooms(place(FACILITY)).len(), 4);
        assert_eq!(directory.rooms(place(CELL_1)), [place(CELL_1)]);
    }
}
