//! Which notices stand, when, and where they show.

use super::*;
use crate::{
    contact::{Contact, ContactKind},
    entry::Amends,
    fixtures::*,
    id::{DeviceId, Uuid},
    journal::Journal,
    matter::Withdrawal,
    round::{AbsenceReason, Check, CouldNot, PersonCheck},
};

fn notice(text: &str) -> Notice {
    Notice {
        text: text.into(),
        urgent: false,
        person: None,
        place: None,
        until_ms: None,
        review_ms: None,
        source: None,
        wording: None,
    }
}

#[test]
fn a_notice_ends_or_is_to_be_reviewed() {
    let table = [
        (notice("no end"), at(24, 0), Some(false)),
        (notice("no end"), at(24 * 8, 0), Some(true)),
        (
            Notice {
                until_ms: Some(at(20, 0)),
                ..notice("until")
            },
            at(19, 59),
            Some(false),
        ),
        (
            Notice {
                until_ms: Some(at(20, 0)),
                ..notice("until")
            },
            at(20, 0),
            None,
        ),
        (
            Notice {
                review_ms: Some(at(20, 0)),
                ..notice("review")
            },
            at(19, 0),
            Some(false),
        ),
        (
            Notice {
                review_ms: Some(at(20, 0)),
                ..notice("review")
            },
            at(24 * 90, 0),
            Some(true),
        ),
    ];
    for (says, now_ms, wanted) in table {
        let mut journal = prison();
        journal.insert(&Pen::new(50).write(at(10, 0), &says));
        let active = active(journal.live(), now_ms);
        assert_eq!(
            active.first().map(|one| one.review_overdue),
            wanted,
            "{says:?} {now_ms}"
        );
    }
}

#[test]
fn it_shows_where_it_matters() {
    let mut pen = Pen::new(50);
    let mut journal = Journal::clone(&prison());
    let wing = pen.write(
        at(10, 0),
        &Notice {
            place: Some(place(WING_A)),
            ..notice("wing")
        },
    );
    let cell = pen.write(
        at(10, 1),
        &Notice {
            place: Some(place(CELL_1)),
            ..notice("cell")
        },
    );
    let whose = Notice {
        person: Some(person(3)),
        urgent: true,
        ..notice("person")
    };
    let whose = pen.write(at(9, 0), &whose);
    for entry in [&wing, &cell, &whose] {
        journal.insert(entry);
    }
    let view = journal.live();
    let all = active(view, at(12, 0));
    let texts = |notices: Vec<&ActiveNotice>| -> Vec<String> {
        notices
            .into_iter()
            .map(|one| one.notice.text.clone())
            .collect()
    };
    assert_eq!(
        texts(all.iter().collect()),
        ["person", "cell", "wing"],
        "urgent first"
    );
    assert_eq!(texts(at_place(view, &all, place(CELL_1))), ["cell", "wing"]);
    assert_eq!(
        texts(at_place(view, &all, place(CELL_2))),
        ["person", "wing"]
    );
    assert_eq!(
        texts(at_place(view, &all, place(WING_A))),
        ["person", "cell", "wing"]
    );
    assert!(at_place(view, &all, place(CELL_B)).is_empty());
    assert_eq!(texts(about_person(&all, person(3))), ["person"]);
    let gone = pen.withdraw(at(12, 1), &whose);
    journal.insert(&gone);
    assert_eq!(active(journal.live(), at(12, 2)).len(), 2);
}

#[test]
fn answers_read_back() {
    let says = Notice {
        urgent: true,
        person: Some(person(1)),
        place: Some(place(1)),
        until_ms: Some(5),
        review_ms: Some(4),
        ..notice("Use the north stairs.")
    };
    assert_eq!(Notice::read(&says.answers()), Some(says));
}

#[test]
fn what_went_out_with_a_record_is_found_after_it_was_taken_back() {
    let mut pen = Pen::new(50);
    let source = pen.write(at(9, 0), &notice("the check"));
    let warning = Notice {
        source: Some(source.id()),
        ..notice("missing")
    };
    let warned = pen.write(at(9, 1), &warning);
    let other = pen.write(at(9, 2), &notice("another"));
    let back = pen.amend(at(9, 3), &warned, Amends::Withdraw, &Withdrawal, &[]);
    let mut journal = prison();
    for entry in [&source, &warned, &other, &back] {
        journal.insert(entry);
    }
    let found: Vec<_> = sent_with(journal.live(), source.id())
        .into_iter()
        .map(Record::id)
        .collect();
    assert_eq!(found, [warned.id()]);
}

#[test]
fn a_notice_of_somebody_missing_is_owed_until_it_went_out() {
    let mut pen = Pen::new(50);
    let mut journal = prison();
    let absent = |who| Check {
        people: vec![PersonCheck::absent(person(who), AbsenceReason::Unknown)],
        ..Check::could_not(EntryId(Uuid::from_u128(1)), place(CELL_1), CouldNot::NoKey)
    };
    let check = pen.write(at(9, 0), &absent(1));
    let copied = pen.write(
        at(9, 1),
        &Contact {
            kind: ContactKind::Conversation,
            quality: None,
            text: "x".into(),
            follow_up: None,
        },
    );
    journal.insert(&check);
    journal.insert(&copied);
    let device = DeviceId(Uuid::from_u128(50));
    let owed_by =
        |journal: &Journal, author| owed(journal.live(), person(author), device, at(8, 0));
    let wanted = Owed {
        person: person(1),
        place: Some(place(CELL_1)),
        source: check.id(),
    };
    assert_eq!(owed_by(&journal, 50), [wanted]);
    assert_eq!(owed_by(&journal, 51), [], "its author owes it");
    let other = DeviceId(Uuid::from_u128(51));
    let elsewhere = owed(journal.live(), person(50), other, at(8, 0));
    assert_eq!(elsewhere, [], "the tablet that wrote it");
    let mut seen = journal.clone();
    let found = Check {
        people: vec![PersonCheck::seen(person(1))],
        ..absent(1)
    };
    seen.insert(&Pen::new(52).write(at(9, 2), &found));
    assert_eq!(owed_by(&seen, 50), [], "somebody saw them since");
    assert_eq!(
        owed(journal.live(), person(50), device, at(9, 1)),
        [],
        "too long ago"
    );

    let sent = Notice {
        person: Some(person(1)),
        source: Some(check.id()),
        urgent: true,
        ..notice("missing")
    };
    let sent = pen.write(at(9, 2), &sent);
    journal.insert(&sent);
    assert_eq!(owed_by(&journal, 50), []);
    // Found again, its author took it back: it is not sent out once more.
    journal.insert(&pen.withdraw(at(9, 3), &sent));
    assert_eq!(owed_by(&journal, 50), []);
    // The check was about somebody else: so is the notice that has gone out.
    let moved = pen.amend(
        at(9, 4),
        &check,
        Amends::WrongPerson,
        &absent(2),
        &[person(2)],
    );
    journal.insert(&moved);
    assert_eq!(owed_by(&journal, 50)[0].person, person(2));
    journal.insert(&pen.withdraw(at(9, 5), &check));
    assert_eq!(owed_by(&journal, 50), []);
}
