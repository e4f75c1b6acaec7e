//! Who was found to be the same person. Two records of one person stay two; that they are one is said by a record of its
//! own, and taken back by another (FHIR: `Patient.link`, never a deletion; health.md, sections 1.2 and 7).
//!
//! A statement is undone by name: *not the same after all* says which statements it takes back, as whoever wrote it saw
//! them. So no clock decides, records may arrive in any order, and what another tablet said at the same time, unseen,
//! stands until somebody looks at that too. Who is one is then what the standing statements connect.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::{
    id::{EntryId, PersonId},
    journal::View,
    matter::{self, Answers, Matter, SystemForm},
};

/// Two people are one: the answers of the form `same_person`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SamePerson {
    /// The one.
    pub one: PersonId,
    /// And the other.
    pub other: PersonId,
}

impl SystemForm for SamePerson {
    const FORM: &'static str = "same_person";

    fn read(answers: &Answers) -> Option<Self> {
        Some(Self {
            one: matter::id(answers, "one")?,
            other: matter::id(answers, "other")?,
        })
    }

    fn answers(&self) -> Answers {
        matter::answers([("one", json!(self.one)), ("other", json!(self.other))])
    }
}

/// They are not: the answers of the form `not_same_person`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotSamePerson {
    /// The records of [`SamePerson`] that it takes back.
    pub undoes: Vec<EntryId>,
}

impl SystemForm for NotSamePerson {
    const FORM: &'static str = "not_same_person";

    fn read(answers: &Answers) -> Option<Self> {
        let undoes = matter::ids(answers, "undoes");
        (!undoes.is_empty()).then_some(Self { undoes })
    }

    fn answers(&self) -> Answers {
        matter::answers([("undoes", json!(self.undoes))])
    }
}

/// Who is one with whom.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Identities {
    /// For those who are one with somebody: who stands for all of them.
    main: BTreeMap<PersonId, PersonId>,
    standing: BTreeMap<EntryId, SamePerson>,
}

impl Identities {
    /// Works out who is one from what stands in the journal.
    pub fn of_journal(view: View<'_>) -> Self {
        let said = view.standing_of_form(SamePerson::FORM).into_iter();
        let said: Vec<(EntryId, SamePerson)> = said
            .filter_map(|(root, stands)| match &stands.matter {
                Matter::SamePerson(same) => Some((root.id(), *same)),
                _ => None,
            })
            .collect();
        let undone = view.standing_of_form(NotSamePerson::FORM).into_iter();
        let undone: Vec<NotSamePerson> = undone
            .filter_map(|(_, stands)| match &stands.matter {
                Matter::NotSamePerson(undo) => Some(undo.clone()),
                _ => None,
            })
            .collect();
        Self::resolve(&said, &undone)
    }

    /// Works out who is one from everything that was said.
    pub fn resolve(said: &[(EntryId, SamePerson)], undone: &[NotSamePerson]) -> Self {
        let undone: BTreeSet<EntryId> = undone
            .iter()
            .flat_map(|one| one.undoes.iter().copied())
            .collect();
        let standing: BTreeMap<EntryId, SamePerson> = said
            .iter()
            .filter(|(entry, same)| !undone.contains(entry) && same.one != same.other)
            .copied()
            .collect();
        let mut group_of: BTreeMap<PersonId, usize> = BTreeMap::new();
        let mut groups: Vec<BTreeSet<PersonId>> = Vec::new();
        for same in standing.values() {
            let known = |person| group_of.get(&person).copied();
            let (into, from) = match (known(same.one), known(same.other)) {
                (Some(into), from) => (into, from),
                (None, Some(into)) => (into, None),
                (None, None) => {
                    groups.push(BTreeSet::new());
                    (groups.len() - 1, None)
                }
            };
            let moved = from
                .map(|from| std::mem::take(&mut groups[from]))
                .unwrap_or_default();
            for person in moved.into_iter().chain([same.one, same.other]) {
                groups[into].insert(person);
                group_of.insert(person, into);
            }
        }
        let mut main = BTreeMap::new();
        for group in &groups {
            for person in group {
                main.extend(group.first().map(|first| (*person, *first)));
            }
        }
        Self { main, standing }
    }

    /// Who stands for a person: of all who are one, the one with the smallest id; themselves if they are alone.
    pub fn of(&self, person: PersonId) -> PersonId {
        self.main.get(&person).copied().unwrap_or(person)
    }

    /// All who are one with a person, themselves included, by id.
    pub fn all(&self, person: PersonId) -> Vec<PersonId> {
        let wanted = self.of(person);
        let same = self.main.iter().filter(|(_, main)| **main == wanted);
        let mut all: Vec<PersonId> = same.map(|(one, _)| *one).collect();
        if all.is_empty() {
            all.push(person);
        }
        all
    }

    /// The statements that make a person one with others: what *not the same after all* has to name.
    pub fn statements(&self, person: PersonId) -> Vec<EntryId> {
        let wanted = self.of(person);
        let about = self
            .standing
            .iter()
            .filter(|(_, same)| self.of(same.one) == wanted);
        about.map(|(entry, _)| *entry).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{fixtures::person, id::Uuid};

    fn id(n: u128) -> EntryId {
        EntryId(Uuid::from_u128(n))
    }

    fn same(entry: u128, one: u128, other: u128) -> (EntryId, SamePerson) {
        let same = SamePerson {
            one: person(one),
            other: person(other),
        };
        (id(entry), same)
    }

    fn undo(entries: &[u128]) -> NotSamePerson {
        NotSamePerson {
            undoes: entries.iter().map(|entry| id(*entry)).collect(),
        }
    }

    fn people(numbers: &[u128]) -> Vec<PersonId> {
        numbers.iter().map(|n| person(*n)).collect()
    }

    #[test]
    fn statements_connect_and_taking_back_parts_again() {
        let said = [same(1, 3, 2), same(2, 2, 5), same(3, 8, 9)];
        let all = Identities::resolve(&said, &[]);
        assert_eq!(all.of(person(5)), person(2));
        assert_eq!(all.all(person(3)), people(&[2, 3, 5]));
        assert_eq!(all.statements(person(5)), [id(1), id(2)]);
        assert_eq!(
            (all.of(person(7)), all.all(person(7))),
            (person(7), people(&[7]))
        );
        let parted = Identities::resolve(&said, &[undo(&[1])]);
        assert_eq!(parted.all(person(3)), people(&[3]));
        assert_eq!(parted.all(person(5)), people(&[2, 5]));
        assert_eq!(parted.all(person(9)), people(&[8, 9]));
    }

    #[test]
    fn two_groups_become_one() {
        let said = [same(1, 1, 2), same(2, 3, 4), same(3, 4, 2)];
        assert_eq!(
            Identities::resolve(&said, &[]).all(person(3)),
            people(&[1, 2, 3, 4])
        );
    }

    #[test]
    fn what_was_not_seen_is_not_taken_back_and_a_new_statement_holds_again() {
        let undone = [undo(&[1])];
        let both = [same(1, 1, 2), same(2, 2, 1)];
        assert_eq!(
            Identities::resolve(&both, &undone).of(person(2)),
            person(1),
            "another tablet said so too"
        );
        assert_eq!(
            Identities::resolve(&both[..1], &undone).of(person(2)),
            person(2)
        );
        assert_eq!(
            Identities::resolve(&[both[0], same(9, 1, 2)], &undone).of(person(2)),
            person(1)
        );
    }

    #[test]
    fn somebody_is_no_other_than_themselves() {
        let alone = Identities::resolve(&[same(1, 4, 4)], &[]);
        assert_eq!(alone, Identities::default());
    }

    #[test]
    fn forms_read_what_they_write() {
        let (_, says) = same(1, 2, 3);
        assert_eq!(SamePerson::read(&says.answers()), Some(says));
        let back = undo(&[4, 5]);
        assert_eq!(NotSamePerson::read(&back.answers()), Some(back));
        assert_eq!(NotSamePerson::read(&undo(&[]).answers()), None);
    }

    proptest! {
        #[test]
        fn no_order_of_arrival_and_no_repetition_changes_who_is_one(
            (said, shuffled, undone, undone_shuffled) in (
                prop::collection::vec((0_u128..9, 0_u128..9), 0..14),
                prop::collection::vec(0_u128..14, 0..5),
            ).prop_flat_map(|(pairs, undone)| {
                let said: Vec<_> = (0..).zip(pairs).map(|(n, (one, other))| same(n, one, other)).collect();
                let undone: Vec<_> = undone.iter().map(|n| undo(&[*n])).collect();
                let twice = [said.clone(), said.clone()].concat();
                let undone_twice = [undone.clone(), undone.clone()].concat();
                (Just(said), Just(twice).prop_shuffle(), Just(undone), Just(undone_twice).prop_shuffle())
            }),
        ) {
            let resolved = Identities::resolve(&said, &undone);
            prop_assert_eq!(&Identities::resolve(&shuffled, &undone_shuffled), &resolved);
            // Connected, as by walking from one to the next.
            for start in 0..9 {
                let mut reached = BTreeSet::from([person(start)]);
                for _ in 0..9 {
                    for same in resolved.standing.values() {
                        if reached.contains(&same.one) || reached.contains(&same.other) {
                            reached.extend([same.one, same.other]);
                        }
                    }
                }
                prop_assert_eq!(resolved.all(person(start)), reached.into_iter().collect::<Vec<_>>());
            }
        }
    }
}
