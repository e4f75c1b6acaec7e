//! Whose next dose is due, of everybody who is here: in one walk over the doses, so that it is quick for a whole prison.

use std::collections::{BTreeMap, HashSet};

use super::{
    catalogue::Catalogue,
    course::{Due, Next, course},
    history::{self, History},
};
use crate::{
    id::{EntryId, PersonId},
    journal::View,
    partial_date::Day,
    people::identity::Identities,
};

/// Somebody's next dose, whose day has certainly come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueDose {
    /// Who.
    pub person: PersonId,
    /// Against which disease, by the catalogue's word.
    pub disease: String,
    /// Which dose.
    pub next: Next,
    /// Since which day.
    pub since: Day,
}

/// The doses that are due today, the one that is due for longest first. Only of those who are here, and not where a dose
/// of an unknown vaccine leaves open which one is next.
pub fn due(view: View<'_>, catalogue: &Catalogue, today: Day) -> Vec<DueDose> {
    due_of(view, catalogue, today, |_| true)
}

/// The same of those who are asked for.
pub fn due_of(
    view: View<'_>,
    catalogue: &Catalogue,
    today: Day,
    is_asked_for: impl Fn(PersonId) -> bool,
) -> Vec<DueDose> {
    let mut all = Vec::new();
    let identities = Identities::of_journal(view);
    for (person, history) in of_everybody(view, &identities) {
        // Of several records of one person the one that is not closed.
        let Some(person) = identities
            .all(person)
            .into_iter()
            .find(|id| is_here(view, *id))
        else {
            continue;
        };
        if !is_asked_for(person) {
            continue;
        }
        let Some(known) = view.directory().person(person) else {
            continue;
        };
        let born = known.birth_date();
        let mut assigned: HashSet<EntryId> = HashSet::new();
        let mut found = Vec::new();
        for disease in catalogue.diseases() {
            let Some(of_one) = course(catalogue, &disease.id, born, today, &history.given) else {
                continue;
            };
            for dose in &of_one.doses {
                assigned.extend(dose.also.iter().chain([&dose.entry]));
            }
            if let Some(next) = of_one.next
                && let Due::Between { from, .. } = next.due
                && from.last <= today
            {
                found.push(DueDose {
                    person,
                    disease: disease.id.clone(),
                    next,
                    since: from.last,
                });
            }
        }
        if history
            .given
            .iter()
            .all(|one| assigned.contains(&one.entry))
        {
            all.extend(found);
        }
    }
    all.sort_by(|a, b| (a.since, a.person, &a.disease).cmp(&(b.since, b.person, &b.disease)));
    all
}

/// Whether somebody is here: known, and neither released nor gone for good.
pub(super) fn is_here(view: View<'_>, id: PersonId) -> bool {
    let known = view.directory().person(id);
    known.is_some_and(|one| !one.left) && !view.whereabouts().now(id).released
}

/// Everybody of whom a dose is written down. The doses of two who were found to be one stand with the one who stands for
/// both.
fn of_everybody(view: View<'_>, identities: &Identities) -> BTreeMap<PersonId, History> {
    let mut all: BTreeMap<PersonId, History> = BTreeMap::new();
    for (people, dose) in history::all(view) {
        for person in people {
            let history = all.entry(identities.of(person)).or_default();
            history.add(dose.clone());
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;
    use crate::{
        access::Book,
        fixtures::{Pen, at, person, prison, revision},
        journal::Journal,
        matter::SystemForm,
        partial_date::PartialDate,
        people::identity::SamePerson,
        person::{Category, Person},
        time::{civil_from_days, local_date, parse_date},
        vaccination::dose::{Dose, DoseSource, Outcome},
    };

    const CATALOGUE: &str = include_str!("../../../../public/vaccines/covid_19.json");

    fn catalogue() -> Catalogue {
        Catalogue::parse(CATALOGUE).expect("the bundled catalogue")
    }

    fn today() -> Day {
        parse_date(&local_date(at(12, 0), 0)).expect("a day")
    }

    fn from_card(on: &str) -> Dose {
        Dose {
            outcome: Outcome::Given,
            source: DoseSource::Card,
            on: on.parse().expect("a day"),
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

    fn give(journal: &mut Journal, pen: &mut Pen, who: u128, on: &str) {
        let dose = from_card(on);
        let people = [person(who)];
        journal.insert(&pen.raw(
            at(8, 0),
            Book::Health,
            Dose::FORM,
            dose.answers(),
            &people,
            None,
        ));
    }

    #[test]
    fn who_waits_longest_stands_first_and_who_has_had_enough_nowhere() {
        let mut journal = prison();
        let mut pen = Pen::new(70);
        give(&mut journal, &mut pen, 1, "2021-06-01");
        give(&mut journal, &mut pen, 2, "2021-05-01");
        give(&mut journal, &mut pen, 3, "2021-05");
        let (year, month, day) = civil_from_days(today() - 1);
        give(
            &mut journal,
            &mut pen,
            4,
            &format!("{year:04}-{month:02}-{day:02}"),
        );
        let found = due(journal.live(), &catalogue(), today());
        let people: Vec<PersonId> = found.iter().map(|one| one.person).collect();
        assert_eq!(people, [person(2), person(3), person(1)]);
        assert!(found.iter().all(|one| one.next.number == 2));
    }

    #[test]
    fn two_records_of_one_person_have_one_course_and_stand_where_that_person_is() {
        let mut journal = prison();
        let mut pen = Pen::new(70);
        give(&mut journal, &mut pen, 1, "2021-05-01");
        give(&mut journal, &mut pen, 2, "2021-06-20");
        let people = |journal: &Journal| -> Vec<(PersonId, u32)> {
            let all = due(journal.live(), &catalogue(), today());
            all.iter()
                .map(|one| (one.person, one.next.number))
                .collect()
        };
        assert_eq!(people(&journal).len(), 2, "two who lack their second dose");
        let same = SamePerson {
            one: person(1),
            other: person(2),
        };
        let said = same.answers();
        journal.insert(&pen.raw(at(9, 0), Book::Roster, SamePerson::FORM, said, &[], None));
        let found = people(&journal);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0], (person(1), 3), "two doses of one person");
        let mut left = journal
            .directory()
            .person(person(1))
            .expect("known")
            .clone();
        left.left = true;
        journal.insert_revision(&revision(&person(1).document(), &left, at(10, 0)));
        assert_eq!(people(&journal)[0].0, person(2));
    }

    #[test]
    fn five_thousand_people_are_gone_through_at_once() {
        let mut journal = prison();
        let mut pen = Pen::new(70);
        for n in 0..5_000_u128 {
            let value = Person {
                category: Category::Prisoner,
                name: format!("Person {n}"),
                other_names: Vec::new(),
                number: Some(format!("N-{n}")),
                staff_number: None,
                sex: None,
                born: Some("1990".into()),
                place: None,
                roles: Vec::new(),
                languages: Vec::new(),
                left: false,
            };
            let who = 10_000 + n;
            assert!(journal.insert_revision(&revision(&person(who).document(), &value, at(1, 0))));
            give(&mut journal, &mut pen, who, "2021-05-14");
        }
        let catalogue = catalogue();
        let started = Instant::now();
        let found = due(journal.live(), &catalogue, today());
        let took = started.elapsed();
        println!("due among 5,000 people: {took:?}");
        assert_eq!(found.len(), 5_000);
        // Unoptimised, on a slow machine that does other things; a page waits for it no longer than that.
        assert!(took.as_millis() < 2_000, "{took:?}");
    }
}
