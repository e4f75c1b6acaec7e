//! Records with the indexes by which they are found. Nothing in it depends on the order in which they came:
//! the lists in the indexes are sets, put in order by whoever reads them.

use std::{
    collections::{BTreeMap, HashMap},
    hash::Hash,
};

use crate::{
    id::{EntryId, PersonId, PlaceId},
    matter::Matter,
};

use super::record::{Position, Record};

type Slot = u32;
type Index<K> = HashMap<K, Vec<Slot>>;

/// A set of records: those that count, or those of practice.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ledger {
    records: Vec<Option<Record>>,
    free: Vec<Slot>,
    by_id: HashMap<EntryId, Slot>,
    order: BTreeMap<Position, Slot>,
    by_person: Index<PersonId>,
    by_place: Index<PlaceId>,
    by_author: Index<PersonId>,
    by_form: Index<Box<str>>,
    by_whole: Index<EntryId>,
    by_about: Index<EntryId>,
    amendments: Index<EntryId>,
    moves: Index<PersonId>,
}

/// What inserting a record did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inserted {
    /// It is new.
    New,
    /// It was there already.
    Known,
    /// It took the place of another with the same id: its body was removed, or it is a rival.
    Replaced,
}

impl Ledger {
    /// Inserts a record. Of two with one id the one without a body stands (a removal is final); of two rivals
    /// with different headers the one with the smaller hash, whichever came first.
    pub(crate) fn insert(&mut self, record: Record) -> Inserted {
        let outcome = match self.get(record.id()) {
            None => Inserted::New,
            Some(held) if rank(held) <= rank(&record) => return Inserted::Known,
            Some(_) => {
                self.remove(record.id());
                Inserted::Replaced
            }
        };
        let slot = match self.free.pop() {
            Some(slot) => slot,
            None => {
                self.records.push(None);
                (self.records.len() - 1) as Slot
            }
        };
        self.index(&record, slot, |list, slot| list.push(slot));
        self.by_id.insert(record.id(), slot);
        self.order.insert(record.position, slot);
        self.records[slot as usize] = Some(record);
        outcome
    }

    /// Forgets a record (it aged out of the window).
    pub(crate) fn remove(&mut self, id: EntryId) -> Option<Record> {
        let slot = self.by_id.remove(&id)?;
        let record = self.records[slot as usize].take()?;
        self.order.remove(&record.position);
        self.index(&record, slot, |list, slot| list.retain(|one| *one != slot));
        self.free.push(slot);
        Some(record)
    }

    fn index(&mut self, record: &Record, slot: Slot, change: fn(&mut Vec<Slot>, Slot)) {
        fn at<K: Eq + Hash>(
            index: &mut Index<K>,
            key: K,
            slot: Slot,
            change: fn(&mut Vec<Slot>, Slot),
        ) {
            change(index.entry(key).or_default(), slot);
        }
        for person in &record.people {
            at(&mut self.by_person, *person, slot, change);
        }
        for place in &record.places {
            at(&mut self.by_place, *place, slot, change);
        }
        at(&mut self.by_author, record.author, slot, change);
        at(&mut self.by_form, record.form.clone(), slot, change);
        if let Some(whole) = record.matter.whole() {
            at(&mut self.by_whole, whole, slot, change);
        }
        if let Some(entry) = record.matter.about() {
            at(&mut self.by_about, entry, slot, change);
        }
        if let Some(correction) = &record.corrects {
            at(&mut self.amendments, correction.entry, slot, change);
        }
        if let Matter::Move(moved) = &record.matter {
            at(&mut self.moves, moved.person, slot, change);
        }
    }

    pub(crate) fn get(&self, id: EntryId) -> Option<&Record> {
        self.at(*self.by_id.get(&id)?)
    }

    fn at(&self, slot: Slot) -> Option<&Record> {
        self.records.get(slot as usize)?.as_ref()
    }

    pub(crate) fn len(&self) -> usize {
        self.by_id.len()
    }

    /// All records between two times (the first included), oldest first.
    pub(crate) fn between(
        &self,
        from_ms: i64,
        to_ms: i64,
    ) -> impl DoubleEndedIterator<Item = &Record> {
        let nil = uuid::Uuid::nil();
        let edge = |at_ms| Position {
            at_ms,
            chain: crate::id::ChainId(nil),
            seq: 0,
            id: EntryId(nil),
        };
        self.order
            .range(edge(from_ms)..edge(to_ms.max(from_ms)))
            .filter_map(|(_, slot)| self.at(*slot))
    }

    fn listed<'a>(&'a self, slots: Option<&'a Vec<Slot>>) -> Vec<&'a Record> {
        let mut records: Vec<&Record> = slots
            .into_iter()
            .flatten()
            .filter_map(|slot| self.at(*slot))
            .collect();
        records.sort_unstable_by_key(|record| record.position);
        records
    }

    pub(crate) fn of_person(&self, person: PersonId) -> Vec<&Record> {
        self.listed(self.by_person.get(&person))
    }

    pub(crate) fn of_place(&self, place: PlaceId) -> Vec<&Record> {
        self.listed(self.by_place.get(&place))
    }

    pub(crate) fn of_author(&self, author: PersonId) -> Vec<&Record> {
        self.listed(self.by_author.get(&author))
    }

    pub(crate) fn of_form(&self, form: &str) -> Vec<&Record> {
        self.listed(self.by_form.get(form))
    }

    pub(crate) fn parts_of(&self, whole: EntryId) -> Vec<&Record> {
        self.listed(self.by_whole.get(&whole))
    }

    pub(crate) fn about(&self, entry: EntryId) -> Vec<&Record> {
        self.listed(self.by_about.get(&entry))
    }

    pub(crate) fn amendments(&self, entry: EntryId) -> Vec<&Record> {
        self.listed(self.amendments.get(&entry))
    }

    pub(crate) fn is_amended(&self, entry: EntryId) -> bool {
        self.amendments
            .get(&entry)
            .is_some_and(|slots| !slots.is_empty())
    }

    pub(crate) fn moves(&self, person: PersonId) -> Vec<&Record> {
        self.listed(self.moves.get(&person))
    }

    pub(crate) fn person_count(&self, person: PersonId) -> usize {
        self.by_person.get(&person).map_or(0, Vec::len)
    }

    pub(crate) fn place_count(&self, place: PlaceId) -> usize {
        self.by_place.get(&place).map_or(0, Vec::len)
    }

    pub(crate) fn author_count(&self, author: PersonId) -> usize {
        self.by_author.get(&author).map_or(0, Vec::len)
    }

    pub(crate) fn form_count(&self, form: &str) -> usize {
        self.by_form.get(form).map_or(0, Vec::len)
    }

    /// The forms that occur, with how many records each.
    pub(crate) fn forms(&self) -> BTreeMap<&str, usize> {
        let occurring = self.by_form.iter().filter(|(_, slots)| !slots.is_empty());
        occurring
            .map(|(form, slots)| (&**form, slots.len()))
            .collect()
    }

    /// The authors that occur.
    pub(crate) fn authors(&self) -> std::collections::BTreeSet<PersonId> {
        let occurring = self.by_author.iter().filter(|(_, slots)| !slots.is_empty());
        occurring.map(|(author, _)| *author).collect()
    }
}

/// The lower stands.
fn rank(record: &Record) -> (crate::digest::Digest, bool) {
    (record.digest, !record.is_removed())
}
