//! What one tap at a stop states: who was seen, who is not here and why, how many were counted. What the button
//! says and what is recorded come from here, so that they can't differ.

use std::collections::BTreeMap;

use wingbook_record::{
    entry::Origin,
    id::{EntryId, PersonId},
    place::PlaceKind,
    time::Occurred,
};
use wingbook_worker::message::{PersonCheck, PersonLine, StopCheck, StopPerson, StopView};

/// Why somebody is not here, in the order in which it is offered. The last one is an alarm.
pub const REASONS: [&str; 6] = ["court", "hospital", "work", "visit", "moved", "unknown"];

/// Why a place could not be checked.
pub const COULD_NOT: [&str; 5] = [
    "asleep_covered",
    "door_blocked",
    "incident",
    "no_key",
    OTHER,
];

/// A reason that needs words of its own.
pub const OTHER: &str = "other";

/// What is said of one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Says {
    /// Seen, no concern; in a ward: among those counted.
    Seen,
    /// Not here, and why.
    Absent(String),
    /// Not looked at.
    NotChecked,
}

impl Says {
    /// As messages carry it.
    pub fn words(self, person: PersonId) -> PersonCheck {
        let (state, reason) = match self {
            Says::Seen => ("seen", None),
            Says::Absent(reason) => ("absent", Some(reason)),
            Says::NotChecked => ("not_checked", None),
        };
        PersonCheck {
            person,
            state: state.to_owned(),
            reason,
        }
    }

    /// What messages say.
    pub fn of_words(state: &str, reason: Option<&str>) -> Self {
        match state {
            "seen" => Says::Seen,
            "absent" => Says::Absent(reason.unwrap_or("unknown").to_owned()),
            _ => Says::NotChecked,
        }
    }
}

/// Exceptions as tapped, by person. Who isn't named is as expected.
pub type Exceptions = BTreeMap<PersonId, Says>;

/// Somebody whom the stop shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Present {
    /// Who.
    pub line: PersonLine,
    /// What holds unless the officer says otherwise.
    pub expected: Says,
    /// Moved elsewhere since the round began: where; empty for out of the house.
    pub moved_to: Option<String>,
    /// Came since the round began.
    pub arrived: bool,
    /// What the check that stands says.
    pub said: Option<Says>,
}

/// Everybody at a stop: those of the start, then those who came since.
pub fn present(stop: &StopView) -> Vec<Present> {
    let mut all: Vec<Present> = stop
        .people
        .iter()
        .map(|one| Present {
            line: one.person.clone(),
            expected: expected(one),
            moved_to: one.moved_to.clone(),
            arrived: stop.arrived.iter().any(|line| line.id == one.person.id),
            said: said(one),
        })
        .collect();
    let came = stop
        .arrived
        .iter()
        .filter(|line| !stop.people.iter().any(|one| one.person.id == line.id));
    all.extend(came.map(|line| Present {
        line: line.clone(),
        expected: away(line).unwrap_or(Says::Seen),
        moved_to: None,
        arrived: true,
        said: None,
    }));
    all
}

/// Who moved or is out by the register is not stated as seen by a tap that nobody thought about.
fn expected(one: &StopPerson) -> Says {
    match one.moved_to {
        Some(_) => Says::Absent("moved".to_owned()),
        None => away(&one.person).unwrap_or(Says::Seen),
    }
}

fn away(line: &PersonLine) -> Option<Says> {
    line.out.clone().map(Says::Absent)
}

fn said(one: &StopPerson) -> Option<Says> {
    let state = one.state.as_deref()?;
    Some(Says::of_words(state, one.reason.as_deref()))
}

/// Whether people are counted here and not called by name.
pub fn is_counted(kind: PlaceKind) -> bool {
    !matches!(kind, PlaceKind::Cell)
}

/// What the tap states, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Statement {
    /// In a ward: the number counted.
    pub counted: Option<u32>,
    /// Seen by name; in a ward: expected to be among the counted.
    pub seen: usize,
    /// Not here, for a reason that is known.
    pub absent: usize,
    /// Not here, and nobody knows where.
    pub missing: usize,
    /// Not looked at.
    pub not_checked: usize,
}

/// What holds of one person now.
pub fn says(one: &Present, exceptions: &Exceptions) -> Says {
    exceptions
        .get(&one.line.id)
        .cloned()
        .unwrap_or_else(|| one.expected.clone())
}

/// What a tap states now. `counted` is the number as the officer changed it.
pub fn statement(
    kind: PlaceKind,
    people: &[Present],
    exceptions: &Exceptions,
    counted: Option<u32>,
) -> Statement {
    let mut all = Statement::default();
    for one in people {
        match says(one, exceptions) {
            Says::Seen => all.seen += 1,
            Says::Absent(reason) if reason == "unknown" => all.missing += 1,
            Says::Absent(_) => all.absent += 1,
            Says::NotChecked => all.not_checked += 1,
        }
    }
    if is_counted(kind) {
        all.counted = Some(counted.unwrap_or_else(|| u32::try_from(all.seen).unwrap_or(u32::MAX)));
    }
    all
}

/// The record of a tap. In a ward only those are named who are not among the number counted.
pub fn check(
    round: EntryId,
    stop: &StopView,
    exceptions: &Exceptions,
    counted: Option<u32>,
    paper_ms: Option<i64>,
) -> StopCheck {
    let people = present(stop);
    let stated = statement(stop.kind, &people, exceptions, counted);
    let named = people
        .iter()
        .map(|one| (one.line.id, says(one, exceptions)))
        .filter(|(_, says)| stated.counted.is_none() || *says != Says::Seen)
        .map(|(person, says)| says.words(person))
        .collect();
    StopCheck {
        people: named,
        counted: stated.counted,
        ..empty(round, stop, paper_ms)
    }
}

/// A stop as it will be once this check is in the register.
pub fn with_check(stop: StopView, check: &StopCheck) -> StopView {
    let said = |person: PersonId| check.people.iter().find(|said| said.person == person);
    let people = stop.people.into_iter().map(|one| {
        let said = said(one.person.id);
        StopPerson {
            state: said.map(|said| said.state.clone()),
            reason: said.and_then(|said| said.reason.clone()),
            ..one
        }
    });
    StopView {
        people: people.collect(),
        checked: true,
        counted: check.counted,
        could_not: check.could_not.clone(),
        ..stop
    }
}

/// The record of a place that could not be checked: nobody there was looked at.
pub fn could_not(
    round: EntryId,
    stop: &StopView,
    why: &str,
    note: Option<String>,
    paper_ms: Option<i64>,
) -> StopCheck {
    StopCheck {
        could_not: Some(why.to_owned()),
        note,
        ..empty(round, stop, paper_ms)
    }
}

fn empty(round: EntryId, stop: &StopView, paper_ms: Option<i64>) -> StopCheck {
    StopCheck {
        round: Some(round),
        place: stop.place,
        people: Vec::new(),
        counted: None,
        could_not: None,
        note: None,
        origin: match paper_ms {
            Some(_) => Origin::Paper,
            None => Origin::Live,
        },
        occurred: paper_ms.map(Occurred::exactly),
    }
}

#[cfg(test)]
mod tests {
    use wingbook_record::{
        id::{PlaceId, Uuid},
        person::Category,
    };

    use super::*;

    fn line(id: u128, out: Option<&str>) -> PersonLine {
        PersonLine {
            id: PersonId(Uuid::from_u128(id)),
            name: format!("Person {id}"),
            number: None,
            born: None,
            place: None,
            place_id: None,
            out: out.map(str::to_owned),
            category: Category::Prisoner,
            same_name: false,
            notices: Vec::new(),
        }
    }

    fn stop(kind: PlaceKind, people: Vec<StopPerson>, arrived: Vec<PersonLine>) -> StopView {
        StopView {
            place: PlaceId(Uuid::from_u128(9)),
            name: "A-9".to_owned(),
            path: "A › A-9".to_owned(),
            kind,
            checked: false,
            check: None,
            at_ms: None,
            by: None,
            counted: None,
            expected: None,
            exception: false,
            could_not: None,
            note: None,
            people,
            arrived,
            notices: Vec::new(),
            delivery: None,
        }
    }

    fn here(id: u128, out: Option<&str>, moved_to: Option<&str>) -> StopPerson {
        StopPerson {
            person: line(id, out),
            state: None,
            reason: None,
            moved_to: moved_to.map(str::to_owned),
        }
    }

    fn round() -> EntryId {
        EntryId(Uuid::from_u128(1))
    }

    #[test]
    fn a_tap_never_says_seen_of_somebody_who_is_out_or_moved() {
        let cell = stop(
            PlaceKind::Cell,
            vec![
                here(1, None, None),
                here(2, Some("court"), None),
                here(3, None, Some("B › B-4")),
            ],
            vec![line(4, None)],
        );
        let said: Vec<_> = check(round(), &cell, &Exceptions::new(), None, None)
            .people
            .into_iter()
            .map(|one| (one.state, one.reason))
            .collect();
        let word = |word: &str| Some(word.to_owned());
        assert_eq!(
            said,
            [
                ("seen".to_owned(), None),
                ("absent".to_owned(), word("court")),
                ("absent".to_owned(), word("moved")),
                ("seen".to_owned(), None),
            ]
        );
    }

    #[test]
    fn a_ward_is_counted_and_names_only_the_exceptions() {
        let ward = stop(
            PlaceKind::Ward,
            vec![
                here(1, None, None),
                here(2, None, None),
                here(3, Some("work"), None),
            ],
            vec![line(4, None)],
        );
        let plain = check(round(), &ward, &Exceptions::new(), None, None);
        assert_eq!(plain.counted, Some(3));
        assert_eq!(plain.people.len(), 1);

        let missing = Exceptions::from([(
            PersonId(Uuid::from_u128(2)),
            Says::Absent("unknown".to_owned()),
        )]);
        let tapped = check(round(), &ward, &missing, None, None);
        assert_eq!(tapped.counted, Some(2));
        assert_eq!(tapped.people.len(), 2);
        // The number that the officer counted stands, whatever was expected.
        assert_eq!(
            check(round(), &ward, &missing, Some(5), None).counted,
            Some(5)
        );
    }

    #[test]
    fn a_sheet_of_paper_carries_its_own_time() {
        let cell = stop(PlaceKind::Cell, vec![here(1, None, None)], Vec::new());
        let copied = check(round(), &cell, &Exceptions::new(), None, Some(42));
        assert_eq!(copied.origin, Origin::Paper);
        assert_eq!(copied.occurred, Some(Occurred::exactly(42)));
        let live = could_not(round(), &cell, "no_key", None, None);
        assert_eq!(
            (live.origin, live.occurred, live.people.len()),
            (Origin::Live, None, 0)
        );
    }

    #[test]
    fn a_stop_stands_as_it_was_tapped() {
        let people = vec![here(1, None, None), here(2, None, None)];
        let open = stop(PlaceKind::Cell, people, Vec::new());
        let not_checked = BTreeMap::from([(PersonId(Uuid::from_u128(2)), Says::NotChecked)]);
        let checked = with_check(
            open.clone(),
            &check(round(), &open, &not_checked, None, None),
        );
        assert!(checked.checked && checked.could_not.is_none());
        assert_eq!(said(&checked.people[0]), Some(Says::Seen));
        assert_eq!(said(&checked.people[1]), Some(Says::NotChecked));
        let closed = with_check(checked, &could_not(round(), &open, "no_key", None, None));
        assert_eq!(closed.could_not.as_deref(), Some("no_key"));
        assert!(closed.people.iter().all(|one| one.state.is_none()));
    }
}
