//! Follow-ups, who was not spoken to, and figures that show nobody.

use super::*;
use crate::{
    entry::Amends,
    fixtures::*,
    journal::Journal,
    matter::SystemForm,
    whereabouts::{Move, MoveReason},
};

fn contact(quality: &str, follow_up: Option<(Option<u128>, &str)>) -> Contact {
    Contact {
        kind: ContactKind::Conversation,
        quality: Some(quality.into()),
        text: "Asked about the date.".into(),
        follow_up: follow_up.map(|(owner, date)| Promise {
            owner: owner.map(person),
            date: Some(date.into()),
        }),
    }
}

#[test]
fn a_follow_up_is_open_due_overdue_done() {
    let (mut apio, mut ocen) = (Pen::new(50), Pen::new(51));
    let mut journal = prison();
    let own = apio.about(
        at(9, 0),
        &contact("open", Some((None, "2026-11-25"))),
        &[person(1)],
    );
    let given = apio.about(
        at(9, 1),
        &contact("open", Some((Some(51), "2026-11-24"))),
        &[person(2)],
    );
    for entry in [&own, &given] {
        journal.insert(entry);
    }
    let states = |journal: &Journal, today: &str| -> Vec<FollowUpState> {
        follow_ups(journal.live(), today)
            .into_iter()
            .map(|one| one.state)
            .collect()
    };
    assert_eq!(
        states(&journal, "2026-11-24"),
        [FollowUpState::Due, FollowUpState::Open]
    );
    assert_eq!(
        states(&journal, "2026-11-26"),
        [FollowUpState::Overdue, FollowUpState::Overdue]
    );
    assert_eq!(
        follow_ups_of(journal.live(), person(50), "2026-11-24")[0].entry,
        own.id()
    );
    assert_eq!(
        follow_ups_about(journal.live(), person(2), "2026-11-24").len(),
        1
    );
    let done = FollowUpDone {
        entry: given.id(),
        text: Some("Told him.".into()),
    };
    let done = ocen.write(at(10, 0), &done);
    journal.insert(&done);
    assert!(follow_ups_of(journal.live(), person(51), "2026-11-26").is_empty());
    // Taken back, it is open again; with the contact withdrawn there is none.
    journal.insert(&ocen.withdraw(at(10, 1), &done));
    assert_eq!(
        follow_ups_of(journal.live(), person(51), "2026-11-26").len(),
        1
    );
    journal.insert(&apio.withdraw(at(10, 2), &given));
    assert_eq!(follow_ups(journal.live(), "2026-11-24").len(), 1);
}

#[test]
fn who_was_not_spoken_to() {
    let mut pen = Pen::new(50);
    let mut journal = prison();
    let now = at(24 * 10, 0);
    let spoken = pen.about(at(9, 0), &contact("brief", None), &[person(1)]);
    let refused = pen.about(at(24 * 5, 0), &contact("refused", None), &[person(2)]);
    let admitted = Move {
        person: person(3),
        from: None,
        to: Some(place(CELL_2)),
        reason: MoveReason::Admission,
    };
    let admitted = pen.write(at(24 * 7, 0), &admitted);
    for entry in [&spoken, &refused, &admitted] {
        journal.insert(entry);
    }
    let days = |n| last_spoken_to(journal.live(), person(n), now).days;
    assert_eq!(days(1), 9);
    assert_eq!(
        days(2),
        50,
        "refused is not spoken: since the first document"
    );
    assert_eq!(days(3), 3, "from admission");
    let long: Vec<PersonId> = not_spoken(journal.live(), place(WING_A), now, 9)
        .into_iter()
        .map(|one| one.person)
        .collect();
    assert_eq!(
        long,
        [person(2), person(4), person(5), person(6), person(1)]
    );
    // It was about somebody else.
    let meant = pen.amend(
        at(24 * 6, 0),
        &spoken,
        Amends::WrongPerson,
        &contact("brief", None),
        &[person(4)],
    );
    journal.insert(&meant);
    let days = |n| last_spoken_to(journal.live(), person(n), now).days;
    assert_eq!((days(1), days(4)), (50, 9));
}

#[test]
fn small_groups_are_not_shown() {
    assert_eq!(suppress(3, 9), Err(Suppressed));
    assert_eq!(suppress(3, 10), Ok(3));
    let journal = prison();
    let figures = since_contact(journal.live(), &[place(WING_A)], at(0, 0), &[7, 14]);
    assert_eq!(
        figures,
        vec![Err(Suppressed); 3],
        "six people are in wing A"
    );
}

#[test]
fn answers_read_back() {
    let table = [
        contact("open", None),
        contact("hostile", Some((Some(51), "2026-11-25"))),
        Contact {
            kind: ContactKind::from("other"),
            quality: None,
            ..contact("open", Some((None, "2026-11-25")))
        },
    ];
    for says in table {
        assert_eq!(Contact::read(&says.answers()), Some(says));
    }
    let done = FollowUpDone {
        entry: crate::id::EntryId(crate::id::Uuid::from_u128(5)),
        text: None,
    };
    assert_eq!(FollowUpDone::read(&done.answers()), Some(done));
}
