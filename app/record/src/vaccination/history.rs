//! A person's doses as they stand in the book: corrected, moved to whom they are about, without what was withdrawn.

use std::collections::BTreeSet;

use super::{
    course::DoseEntry,
    dose::{Dose, Outcome},
};
use crate::{
    id::{EntryId, PersonId},
    journal::{Record, View},
    matter::{Matter, SystemForm},
};

/// What is written about doses of a person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History {
    /// Doses that were given, here or elsewhere.
    pub given: Vec<DoseEntry>,
    /// Doses that were refused or put off.
    pub not_given: Vec<DoseEntry>,
}

/// A person's doses, in the order in which they were first written down.
pub fn of_person(view: View<'_>, person: PersonId) -> History {
    let mut history = History::default();
    let all = view.ledger.of_person(person).into_iter();
    let roots: BTreeSet<EntryId> = all.map(|record| view.root(record.id())).collect();
    for root in roots.into_iter().filter_map(|root| view.record(root)) {
        let stands = view.standing(root.id()).map(|stands| &stands.matter);
        let Some(Matter::Dose(dose)) = stands else {
            continue;
        };
        if !view.people_of(root).contains(&person) {
            continue;
        }
        history.add(entry_of(root, dose));
    }
    history
}

/// The doses of several who were found to be one person, as those of one.
pub fn of_people(view: View<'_>, people: &[PersonId]) -> History {
    let mut whole = History::default();
    for person in people {
        let History { given, not_given } = of_person(view, *person);
        whole.given.extend(given);
        whole.not_given.extend(not_given);
    }
    whole
}

/// Every dose that stands, with whom it is about, in the order in which they were first written down.
pub(super) fn all(view: View<'_>) -> impl Iterator<Item = (Vec<PersonId>, DoseEntry)> {
    let all = view.standing_of_form(Dose::FORM).into_iter();
    all.filter_map(move |(root, stands)| match &stands.matter {
        Matter::Dose(dose) => Some((view.people_of(root), entry_of(root, dose))),
        _ => None,
    })
}

fn entry_of(root: &Record, dose: &Dose) -> DoseEntry {
    DoseEntry {
        entry: root.id(),
        at_ms: root.occurred_ms,
        utc_offset_minutes: root.recorded.utc_offset_minutes,
        dose: dose.clone(),
    }
}

impl History {
    /// Adds a dose where it belongs.
    pub(super) fn add(&mut self, entry: DoseEntry) {
        match entry.dose.outcome {
            Outcome::Given => self.given.push(entry),
            _ => self.not_given.push(entry),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        entry::Amends,
        fixtures::{Pen, at, person, prison},
        partial_date::PartialDate,
        vaccination::dose::{Dose, DoseSource, WhyNot},
    };

    fn dose(outcome: Outcome, on: &str) -> Dose {
        Dose {
            outcome,
            source: DoseSource::Card,
            on: on.parse().unwrap(),
            disease: None,
            product: Some("vaxzevria".into()),
            lot: None,
            lot_expiry: PartialDate::UNKNOWN,
            session: None,
            site: None,
            vaccinator: None,
            why_not: None,
            override_reason: None,
        }
    }

    #[test]
    fn what_was_corrected_moved_and_withdrawn_counts_as_it_stands() {
        let mut nurse = Pen::new(70);
        let first = nurse.about(at(9, 0), &dose(Outcome::Given, "2021"), &[person(1)]);
        let other = nurse.about(at(9, 1), &dose(Outcome::Given, "2022"), &[person(1)]);
        let refused = Dose {
            why_not: Some(WhyNot::Objection),
            ..dose(Outcome::Refused, "2022-05-16")
        };
        let refused = nurse.about(at(9, 2), &refused, &[person(1)]);
        let better = dose(Outcome::Given, "2021-08");
        let corrected = nurse.amend(at(9, 3), &first, Amends::Correct, &better, &[person(1)]);
        let moved = nurse.amend(
            at(9, 4),
            &other,
            Amends::WrongPerson,
            &dose(Outcome::Given, "2022"),
            &[person(2)],
        );
        let withdrawn = nurse.withdraw(at(9, 5), &refused);
        let all = [&first, &other, &refused, &corrected, &moved, &withdrawn];
        let told = |n| {
            let mut journal = prison();
            // In whatever order they come.
            for index in 0..all.len() {
                journal.insert(all[(index + n) % all.len()]);
            }
            let of = |n| of_person(journal.live(), person(n));
            (of(1), of(2))
        };
        let (one, two) = told(0);
        assert_eq!(one.given.len(), 1);
        assert_eq!(one.given[0].entry, first.id());
        assert_eq!(one.given[0].dose.on.to_string(), "2021-08");
        assert!(one.not_given.is_empty());
        assert_eq!(two.given.len(), 1);
        assert_eq!(two.given[0].entry, other.id());
        for turned in 1..all.len() {
            assert_eq!(
                told(turned),
                (one.clone(), two.clone()),
                "turned by {turned}"
            );
        }
    }
}
