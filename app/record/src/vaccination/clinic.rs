//! A session as the journal holds it: its records as they stand, and who came to it.

use std::collections::BTreeSet;

use super::{
    dose::Dose,
    session::{self, Says, Session, SessionEntry, SessionState, SessionStep},
};
use crate::{
    id::{EntryId, PersonId},
    journal::{Record, View},
    matter::{Matter, SystemForm},
    time::Millis,
};

/// Somebody who came: a dose given, refused or put off in the session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The record, as first written.
    pub entry: EntryId,
    /// Who.
    pub person: PersonId,
    /// When.
    pub at_ms: Millis,
    /// Who wrote it down.
    pub author: PersonId,
    /// What came of it.
    pub dose: Dose,
}

/// A step of a session: a vial opened, doses thrown away or counted, handed over, ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The record, as first written.
    pub entry: EntryId,
    /// When.
    pub at_ms: Millis,
    /// Who wrote it down.
    pub author: PersonId,
    /// The step as it stands.
    pub step: SessionStep,
}

/// A session with everything in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clinic {
    /// Its id.
    pub id: EntryId,
    /// What was said at its start.
    pub session: Session,
    /// When that was.
    pub begun_ms: Millis,
    /// Who began it.
    pub begun_by: PersonId,
    /// How it stands.
    pub state: SessionState,
    /// Who came, in order.
    pub seen: Vec<Seen>,
    /// What else was written down, in order.
    pub steps: Vec<Taken>,
}

impl Clinic {
    /// Whether anything was done in it: then it is not taken back, for its doses would belong to nothing.
    pub fn has_begun(&self) -> bool {
        !self.seen.is_empty() || !self.state.lots.is_empty()
    }
}

/// A session; `None` if it is not held here or was withdrawn.
pub fn clinic(view: View<'_>, id: EntryId) -> Option<Clinic> {
    let root = view.record(view.root(id))?;
    let Matter::Session(session) = &view.standing(root.id())?.matter else {
        return None;
    };
    let mut entries = Vec::new();
    let (mut seen, mut steps) = (Vec::new(), Vec::new());
    let mut taken = BTreeSet::new();
    for (first, stands) in view.parts_of(root.id()) {
        let says = match &stands.matter {
            Matter::SessionStep(step) => Says::Step((**step).clone()),
            Matter::Dose(dose) => Says::Dose((**dose).clone()),
            _ => continue,
        };
        if !taken.insert(first.id()) {
            continue;
        }
        match &says {
            Says::Dose(dose) => seen.extend(view.people_of(first).first().map(|person| Seen {
                entry: first.id(),
                person: *person,
                at_ms: first.occurred_ms,
                author: first.author,
                dose: dose.clone(),
            })),
            Says::Step(step) => steps.push(Taken {
                entry: first.id(),
                at_ms: first.occurred_ms,
                author: first.author,
                step: step.clone(),
            }),
        }
        entries.push(SessionEntry {
            position: first.position,
            author: first.author,
            says,
        });
    }
    Some(Clinic {
        id: root.id(),
        session: session.clone(),
        begun_ms: root.occurred_ms,
        begun_by: root.author,
        state: session::state(root.id(), root.author, &entries),
        seen,
        steps,
    })
}

/// All sessions that are held here, the newest first.
pub fn clinics<'v>(view: View<'v>) -> impl Iterator<Item = &'v Record> {
    let all = view.standing_of_form(Session::FORM).into_iter().rev();
    all.map(|(first, _)| first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        entry::Amends,
        fixtures::{Pen, at, person, prison},
        partial_date::PartialDate,
        time::MINUTE,
        vaccination::{
            dose::{DoseSource, Outcome},
            session::{OBSERVATION_MINUTES, SessionStep, Step},
        },
    };

    fn opened(session: EntryId) -> SessionStep {
        SessionStep {
            session,
            step: Step::Opened,
            product: Some("covilo".into()),
            lot: Some("B1".into()),
            lot_expiry: PartialDate::UNKNOWN,
            vials: 1,
            doses: 2,
            waste: None,
            to: None,
        }
    }

    fn given(session: EntryId, lot: &str) -> Dose {
        Dose {
            outcome: Outcome::Given,
            source: DoseSource::Here,
            on: PartialDate::UNKNOWN,
            disease: None,
            product: Some("covilo".into()),
            lot: Some(lot.into()),
            lot_expiry: PartialDate::UNKNOWN,
            session: Some(session),
            site: None,
            vaccinator: None,
            why_not: None,
            override_reason: None,
        }
    }

    #[test]
    fn what_was_corrected_moved_and_withdrawn_counts_as_it_stands() {
        let mut nurse = Pen::new(70);
        let start = Session {
            place: None,
            site: None,
            vaccinator: None,
            observation_minutes: OBSERVATION_MINUTES,
        };
        let start = nurse.write(at(9, 0), &start);
        let id = start.id();
        let vial = nurse.write(at(9, 1), &opened(id));
        let one = nurse.about(at(9, 2), &given(id, "B1"), &[person(1)]);
        let two = nurse.about(at(9, 3), &given(id, "B1"), &[person(2)]);
        let three = nurse.about(at(9, 4), &given(id, "B2"), &[person(3)]);
        let moved = nurse.amend(
            at(9, 5),
            &one,
            Amends::WrongPerson,
            &given(id, "B1"),
            &[person(4)],
        );
        let corrected = nurse.amend(
            at(9, 6),
            &three,
            Amends::Correct,
            &given(id, "b 1"),
            &[person(3)],
        );
        let withdrawn = nurse.withdraw(at(9, 7), &two);
        let all = [
            &start, &vial, &one, &two, &three, &moved, &corrected, &withdrawn,
        ];
        for turned in 0..all.len() {
            let mut journal = prison();
            for index in 0..all.len() {
                journal.insert(all[(index + turned) % all.len()]);
            }
            let clinic = clinic(journal.live(), id).unwrap();
            let seen: Vec<PersonId> = clinic.seen.iter().map(|one| one.person).collect();
            assert_eq!(seen, [person(4), person(3)], "turned by {turned}");
            assert_eq!(clinic.state.lots.len(), 1, "one lot, however it is written");
            assert_eq!(clinic.state.in_use, Some(0));
            let tally = &clinic.state.total;
            assert_eq!((tally.drawn, tally.given), (2, 2));
            assert!(clinic.state.reconciles());
            assert_eq!(
                clinic.session.watched_until_ms(clinic.seen[0].at_ms),
                at(9, 2) + 15 * MINUTE
            );
            assert_eq!(clinics(journal.live()).count(), 1);
        }
        let mut journal = prison();
        journal.insert(&vial);
        assert_eq!(
            clinic(journal.live(), id),
            None,
            "its start is not here yet"
        );
    }
}
