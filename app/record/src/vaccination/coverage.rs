//! Coverage: of everybody who is here, how many had a dose, completed the series, had a booster; how many doses a day; how
//! many are due; why doses were not given. By wing, category, sex and age group, never by person, and a group under ten
//! shows no figure, because it would show persons.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    catalogue::Catalogue,
    course::{Course, Due, Primary, Stage, course},
    dose::{Dose, DoseSource, Outcome, WhyNot},
    due::is_here,
    history,
};
use crate::{
    contact::{Figure, GROUP_MIN, suppress},
    id::{PersonId, PlaceId},
    journal::View,
    matter::{Matter, SystemForm},
    partial_date::{Age, Day, DayRange, PartialDate},
    people::identity::Identities,
    person::{Category, Person, Sex},
    time::{local_date, parse_date},
};

/// What puts people into one group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// Everybody.
    All,
    /// Where they live; `None` for those who live in no wing.
    Wing(Option<PlaceId>),
    /// What brings them here.
    Category(Category),
    /// Their sex; `None` if it is not known.
    Sex(Option<Sex>),
    /// Their age group by its first year ([`crate::partial_date::AGE_GROUPS`]); `None` if it can't be told.
    Age(Option<u32>),
}

/// People of a group, and how far they are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reached {
    /// All of them.
    pub people: usize,
    /// With one dose at least.
    pub one_dose: usize,
    /// With two doses at least.
    pub two_doses: usize,
    /// Whose primary series is complete.
    pub complete: usize,
    /// With a booster after it.
    pub booster: usize,
}

impl Reached {
    fn count(&mut self, course: &Course) {
        self.people += 1;
        self.one_dose += usize::from(!course.doses.is_empty());
        self.two_doses += usize::from(course.doses.len() > 1);
        let is_complete = matches!(course.primary, Primary::Complete { .. });
        self.complete += usize::from(is_complete);
        let booster = |one: &super::course::Counted| one.stage == Stage::Booster;
        self.booster += usize::from(is_complete && course.doses.iter().any(booster));
    }

    /// A figure of this group, unless the group is too small to show one.
    ///
    /// # Errors
    /// [`crate::contact::Suppressed`] for a group under ten.
    pub fn figure(&self, figure: usize) -> Figure {
        suppress(figure, self.people)
    }
}

/// Whose next dose is due, of those of whom it is certain.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DuePeople {
    /// Today, or since some time.
    pub now: usize,
    /// In the seven days after today.
    pub next_week: usize,
}

/// Coverage of a facility.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Its groups.
    pub groups: BTreeMap<By, Reached>,
    /// Doses given here, by day.
    pub doses_by_day: BTreeMap<Day, usize>,
    /// Doses not given, by reason; `None` where none was written.
    pub not_given: BTreeMap<(Outcome, Option<WhyNot>), usize>,
    /// Whose next dose is due.
    pub due: DuePeople,
}

impl By {
    /// The way of grouping to which it belongs.
    fn dimension(self) -> std::mem::Discriminant<Self> {
        std::mem::discriminant(&self)
    }
}

impl Coverage {
    /// Every group with its people, and with its figures unless they would show persons: those of a group under ten are
    /// hidden, and with them those of the next smallest, until all that is hidden of one way of grouping are two groups
    /// and ten people at least, for what is hidden together can be reckoned from the whole. Two ways of grouping laid
    /// beside each other may still tell of a few: this is for the eyes of the health lead, who reads every record.
    pub fn shown(&self) -> Vec<(By, usize, Option<Reached>)> {
        let mut hidden: Vec<By> = Vec::new();
        let mut kinds: Vec<By> = self.groups.keys().copied().collect();
        kinds.dedup_by_key(|by| by.dimension());
        for kind in kinds {
            let of_kind = self.groups.iter();
            let mut of_kind: Vec<(&By, &Reached)> = of_kind
                .filter(|(by, _)| by.dimension() == kind.dimension())
                .collect();
            of_kind.sort_by_key(|(_, reached)| reached.people);
            let (mut groups, mut people) = (0, 0);
            for (by, reached) in of_kind {
                let is_small = reached.figure(0).is_err();
                let can_be_reckoned = groups > 0 && (groups < 2 || people < GROUP_MIN);
                if !is_small && !can_be_reckoned {
                    break;
                }
                hidden.push(*by);
                groups += 1;
                people += reached.people;
            }
        }
        let hidden = |by: By| hidden.contains(&by);
        let all = self.groups.iter();
        all.map(|(by, reached)| (*by, reached.people, (!hidden(*by)).then_some(*reached)))
            .collect()
    }
}

/// Days of a week after today.
const WEEK: Day = 7;

/// Works out the coverage against a disease of everybody who is here: prisoners and children on the roll, staff and their
/// families, not visitors and not who left. Doses and refusals are counted from a day on, of whomever.
pub fn coverage(
    view: View<'_>,
    catalogue: &Catalogue,
    disease: &str,
    today: Day,
    from: Day,
) -> Coverage {
    let mut coverage = Coverage::default();
    let identities = Identities::of_journal(view);
    for (id, person) in view.directory().people() {
        if person.category == Category::Visitor || !is_here(view, id) {
            continue;
        }
        // Who stands under several records is one: the first of them that is here.
        let own = identities.all(id);
        if own.iter().copied().find(|one| is_here(view, *one)) != Some(id) {
            continue;
        }
        let given = history::of_people(view, &own).given;
        let born = person.birth_date();
        let Some(course) = course(catalogue, disease, born, today, &given) else {
            continue;
        };
        for by in groups(view, id, person, born, today) {
            coverage.groups.entry(by).or_default().count(&course);
        }
        match due_from(&course) {
            Some(from) if from.last <= today => coverage.due.now += 1,
            Some(from) if from.last <= today + WEEK => coverage.due.next_week += 1,
            _ => {}
        }
    }
    let is_of = |dose: &Dose| {
        let product = dose.product.as_deref().and_then(|id| catalogue.product(id));
        let against = product.map(|one| &one.disease).or(dose.disease.as_ref());
        against.is_none_or(|against| against == disease)
    };
    for (first, stands) in view.standing_of_form(Dose::FORM) {
        let Matter::Dose(dose) = &stands.matter else {
            continue;
        };
        let day = parse_date(&local_date(
            first.occurred_ms,
            first.recorded.utc_offset_minutes,
        ));
        let Some(day) = day.filter(|day| (from..=today).contains(day) && is_of(dose)) else {
            continue;
        };
        match dose.outcome {
            Outcome::Given if dose.source == DoseSource::Here => {
                *coverage.doses_by_day.entry(day).or_default() += 1;
            }
            Outcome::Given => {}
            _ => {
                let why = (dose.outcome.clone(), dose.why_not.clone());
                *coverage.not_given.entry(why).or_default() += 1;
            }
        }
    }
    coverage
}

/// From when the next dose is due, where an interval says so: that a first one can be given at any time makes nobody due.
fn due_from(course: &Course) -> Option<DayRange> {
    match course.next?.due {
        Due::Between { from, .. } => Some(from),
        Due::AnyTime | Due::NotKnown => None,
    }
}

fn groups(view: View<'_>, id: PersonId, person: &Person, born: PartialDate, today: Day) -> Vec<By> {
    let home = view.whereabouts().home(id);
    let wing = home.and_then(|home| view.directory().tree().wing(home));
    vec![
        By::All,
        By::Wing(wing),
        By::Category(person.category),
        By::Sex(person.sex),
        By::Age(Age::on(today, born).and_then(Age::group)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        fixtures::{Pen, WING_A, at, person, place, prison},
        id::EntryId,
    };

    const COVID: &str = "covid_19";

    fn dose(outcome: Outcome, source: DoseSource, on: &str) -> Dose {
        Dose {
            outcome,
            source,
            on: on.parse().unwrap(),
            disease: None,
            product: Some("vaxzevria".into()),
            lot: None,
            lot_expiry: PartialDate::UNKNOWN,
            session: None::<EntryId>,
            site: None,
            vaccinator: None,
            why_not: None,
            override_reason: None,
        }
    }

    fn today() -> Day {
        parse_date("2026-11-24").unwrap()
    }

    #[test]
    fn by_group_day_and_reason() {
        let catalogue = super::super::catalogue::tests::bundled();
        let mut nurse = Pen::new(70);
        let mut journal = prison();
        let card = |on: &str| dose(Outcome::Given, DoseSource::Card, on);
        let refused = Dose {
            why_not: Some(WhyNot::Objection),
            ..dose(Outcome::Refused, DoseSource::Here, "")
        };
        let records = [
            // Complete; the booster is due since long.
            nurse.about(at(9, 0), &card("2021-05-01"), &[person(1)]),
            nurse.about(at(9, 1), &card("2021-08-01"), &[person(1)]),
            // One dose on a day of this week: the second one is not due yet.
            nurse.about(
                at(9, 2),
                &dose(Outcome::Given, DoseSource::Here, ""),
                &[person(3)],
            ),
            nurse.about(at(9, 3), &refused, &[person(4)]),
        ];
        for record in &records {
            journal.insert(record);
        }
        let view = journal.live();
        let found = coverage(view, &catalogue, COVID, today(), today() - 6);
        let all = found.groups[&By::All];
        assert_eq!(
            (all.one_dose, all.two_doses, all.complete, all.booster),
            (2, 1, 1, 0)
        );
        let wing = found.groups[&By::Wing(Some(place(WING_A)))];
        assert_eq!((wing.people, wing.one_dose), (6, 2));
        assert!(
            wing.figure(wing.one_dose).is_err(),
            "six people are too few"
        );
        assert_eq!(found.doses_by_day, BTreeMap::from([(today(), 1)]));
        assert_eq!(
            found.not_given,
            BTreeMap::from([((Outcome::Refused, Some(WhyNot::Objection)), 1)])
        );
        assert_eq!(
            found.due,
            DuePeople {
                now: 1,
                next_week: 0
            }
        );
        // Every way of grouping has everybody once.
        let sum = |is: fn(&By) -> bool| -> usize {
            let of = found.groups.iter().filter(|(by, _)| is(by));
            of.map(|(_, reached)| reached.people).sum()
        };
        for whole in [
            sum(|by| matches!(by, By::Wing(_))),
            sum(|by| matches!(by, By::Category(_))),
            sum(|by| matches!(by, By::Sex(_))),
            sum(|by| matches!(by, By::Age(_))),
        ] {
            assert_eq!(whole, all.people);
        }
    }

    #[test]
    fn no_small_group_is_shown_nor_can_be_reckoned() {
        let of = |people: usize| Reached {
            people,
            one_dose: people / 2,
            ..Reached::default()
        };
        let wing = |n: u128| By::Wing(Some(place(n)));
        let shown = |groups: &[(By, usize)]| {
            let groups = groups.iter().map(|(by, people)| (*by, of(*people)));
            let coverage = Coverage {
                groups: groups.collect(),
                ..Coverage::default()
            };
            let shown = coverage.shown().into_iter();
            let shown = shown.filter(|(_, _, figures)| figures.is_some());
            shown.map(|(by, ..)| by).collect::<Vec<_>>()
        };
        let all = (By::All, 60);
        assert_eq!(
            shown(&[all, (wing(1), 30), (wing(2), 30)]),
            [By::All, wing(1), wing(2)]
        );
        // Wing 3 alone could be reckoned from the others.
        assert_eq!(
            shown(&[all, (wing(1), 40), (wing(2), 15), (wing(3), 5)]),
            [By::All, wing(1)]
        );
        assert_eq!(
            shown(&[all, (wing(1), 50), (wing(2), 5), (wing(3), 5)]),
            [By::All, wing(1)]
        );
        assert_eq!(shown(&[(By::All, 9), (wing(1), 9)]), []);
    }

    #[test]
    fn what_was_given_before_is_not_counted_by_day() {
        let catalogue = super::super::catalogue::tests::bundled();
        let mut nurse = Pen::new(70);
        let mut journal = prison();
        journal.insert(&nurse.about(
            at(9, 0),
            &dose(Outcome::Given, DoseSource::Card, "2026-11-24"),
            &[person(1)],
        ));
        let found = coverage(journal.live(), &catalogue, COVID, today(), today() - 6);
        assert!(found.doses_by_day.is_empty());
        assert_eq!(found.groups[&By::All].one_dose, 1);
    }
}
