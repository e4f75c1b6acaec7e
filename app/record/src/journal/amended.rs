//! What has become of a record: corrections, moves to the right person and withdrawals, folded into one state.
//!
//! A correction names the version that it continues, so a line of corrections has one end. Where two tablets
//! corrected the same version without knowing of each other, both are applied, in an order that is the same
//! everywhere, and the record is flagged for somebody to look at.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{
    entry::Amends,
    id::{EntryId, PersonId, PlaceId},
    matter::Matter,
};

use super::{
    ledger::Ledger,
    record::{Position, Record},
};

/// How many links of a line of corrections are followed: nobody corrects one record more often.
const AMENDMENTS_MAX: usize = 1_000;

/// A record's state after everything that amended it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amended {
    /// The record as first written: the row in a list.
    pub root: EntryId,
    /// The version whose answers stand.
    pub answers_from: EntryId,
    /// What the next correction names.
    pub latest: EntryId,
    /// Everything that amended it, in the order in which it was applied.
    pub amendments: Vec<EntryId>,
    /// Its answers were replaced.
    pub corrected: bool,
    /// It was taken back.
    pub withdrawn: bool,
    /// Whom it is about now.
    pub people: Vec<PersonId>,
    /// Whom it was about by mistake: it stays visible there, folded away.
    pub former_people: Vec<PersonId>,
    /// Where it is about now.
    pub places: Vec<PlaceId>,
    /// Two tablets amended the same version without knowing of each other.
    pub concurrent: bool,
}

impl Amended {
    fn plain(record: &Record) -> Self {
        Self {
            root: record.id(),
            answers_from: record.id(),
            latest: record.id(),
            amendments: Vec::new(),
            corrected: false,
            withdrawn: false,
            people: record.people.to_vec(),
            former_people: Vec::new(),
            places: record.places.to_vec(),
            concurrent: false,
        }
    }

    fn apply(&mut self, amendment: &Record) {
        let Some(correction) = &amendment.corrects else {
            return;
        };
        self.latest = amendment.id();
        self.amendments.push(amendment.id());
        let says_something = amendment.matter != Matter::Other || !amendment.summary.is_empty();
        match correction.how {
            Amends::Withdraw => self.withdrawn = true,
            Amends::Correct => {
                self.corrected = true;
                self.withdrawn = false;
                self.answers_from = amendment.id();
                if !amendment.places.is_empty() {
                    self.places = amendment.places.to_vec();
                }
                if !amendment.people.is_empty() {
                    self.about(&amendment.people);
                }
            }
            Amends::WrongPerson => {
                self.withdrawn = false;
                if says_something {
                    self.answers_from = amendment.id();
                }
                if !amendment.places.is_empty() {
                    self.places = amendment.places.to_vec();
                }
                self.about(&amendment.people);
            }
        }
    }

    fn about(&mut self, people: &[PersonId]) {
        for person in std::mem::take(&mut self.people) {
            if !people.contains(&person) && !self.former_people.contains(&person) {
                self.former_people.push(person);
            }
        }
        self.former_people.retain(|person| !people.contains(person));
        self.people = people.to_vec();
    }
}

impl Ledger {
    /// The record that a version goes back to: itself, unless it amends one that is held. In a ring (which
    /// only a forger can make) the smallest id of the ring.
    pub(crate) fn root(&self, id: EntryId) -> EntryId {
        let mut seen = vec![id];
        let mut current = id;
        while let Some(before) = self.amends(current) {
            if let Some(start) = seen.iter().position(|one| *one == before) {
                return seen[start..].iter().copied().min().unwrap_or(id);
            }
            if seen.len() > AMENDMENTS_MAX {
                break;
            }
            seen.push(before);
            current = before;
        }
        current
    }

    /// The record that this one amends, if that is held and may be amended by it.
    fn amends(&self, id: EntryId) -> Option<EntryId> {
        let record = self.get(id)?;
        let target = self.get(record.corrects.as_ref()?.entry)?;
        may_amend(record, target).then(|| target.id())
    }

    /// Whether a record is a row of its own, not a version of another.
    pub(crate) fn is_root(&self, record: &Record) -> bool {
        record.corrects.is_none() || self.root(record.id()) == record.id()
    }

    /// The state of a record after everything that amended it; asked of a version, that of its root.
    pub(crate) fn amended(&self, id: EntryId) -> Option<Amended> {
        let root = self.get(self.root(id))?;
        let mut state = Amended::plain(root);
        if !self.is_amended(root.id()) {
            return Some(state);
        }
        // Kahn's order: a version never before the one that it continues, ties by position.
        let mut ready: BTreeMap<Position, &Record> = BTreeMap::new();
        let mut seen = BTreeSet::from([root.id()]);
        let mut next = Some(root);
        while let Some(version) = next {
            if version.id() != root.id() {
                state.apply(version);
            }
            let children = self.amendments(version.id());
            state.concurrent |= are_rivals(&children, root);
            for child in children {
                if may_amend(child, root) && seen.len() <= AMENDMENTS_MAX && seen.insert(child.id())
                {
                    ready.insert(child.position, child);
                }
            }
            next = ready.pop_first().map(|(_, record)| record);
        }
        Some(state)
    }

    /// The record whose answers stand, or `None` if it was withdrawn. Fast for what nobody amended.
    pub(crate) fn standing<'a>(&'a self, root: &'a Record) -> Option<&'a Record> {
        if !self.is_amended(root.id()) {
            return Some(root);
        }
        let state = self.amended(root.id())?;
        if state.withdrawn {
            return None;
        }
        self.get(state.answers_from)
    }
}

/// Whoever wrote a record may amend it, in its own book, and nobody else: what claims to, however it came here, is a
/// record of its own and changes nothing.
fn may_amend(amendment: &Record, amended: &Record) -> bool {
    amendment.book == amended.book && amendment.author == amended.author
}

/// Versions continue the same one without knowing of each other, unless one chain holds them all: a tablet
/// knows its own records.
fn are_rivals(children: &[&Record], root: &Record) -> bool {
    let mut chains = children
        .iter()
        .filter(|child| may_amend(child, root))
        .map(|child| child.position.chain);
    let first = chains.next();
    chains.any(|chain| Some(chain) != first)
}
