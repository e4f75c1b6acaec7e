//! Who may review what, and how a record goes from one state to the next.

use super::*;
use crate::{
    contact::{Contact, ContactKind},
    count::{Count, CountStep},
    entry::{Amends, Entry},
    fixtures::*,
    journal::Journal,
    round::{AbsenceReason, Check, CouldNot, PersonCheck, Round, RoundEvent, RoundStep, Stop},
};

fn contact(text: &str) -> Contact {
    Contact {
        kind: ContactKind::Welfare,
        quality: None,
        text: text.into(),
        follow_up: None,
    }
}

fn decide(entry: &Entry, decision: Decision) -> Review {
    Review {
        entry: entry.id(),
        decision,
        reason: Some("Why?".into()),
    }
}

#[test]
fn who_may_review() {
    let table = [
        (Book::Wing, 50, Role::Supervisor, true),
        (Book::Wing, 50, Role::Officer, false),
        (Book::Wing, 60, Role::Supervisor, false),
        (Book::Casework, 50, Role::Supervisor, true),
        (Book::Health, 50, Role::Supervisor, false),
        (Book::Health, 50, Role::HealthLead, true),
        (Book::Roster, 50, Role::Supervisor, false),
    ];
    for (book, author, role, wanted) in table {
        assert_eq!(
            may_review(book, person(author), person(60), &[role]),
            wanted,
            "{book} {role}"
        );
    }
}

#[test]
fn a_review_of_ones_own_record_is_known_by_the_two() {
    let (mut apio, mut ruth) = (Pen::new(50), Pen::new(60));
    let talk = apio.about(at(9, 0), &contact("Vague."), &[person(1)]);
    let other = apio.about(at(9, 1), &contact("Clear."), &[person(1)]);
    let (own, theirs) = (
        apio.write(at(9, 5), &decide(&talk, Decision::Accepted)),
        ruth.write(at(9, 5), &decide(&talk, Decision::Accepted)),
    );
    assert_eq!((reviewed(&own), reviewed(&talk)), (Some(talk.id()), None));
    assert!(is_of_own(&own, &talk));
    assert!(!is_of_own(&own, &other), "it names another record");
    assert!(!is_of_own(&theirs, &talk));
    assert!(!is_of_own(&talk, &talk), "it is no review");
}

#[test]
fn from_sent_back_to_accepted() {
    let (mut apio, mut ruth) = (Pen::new(50), Pen::new(60));
    let mut journal = prison();
    let mut put = |entry: &Entry| {
        journal.insert(entry);
        journal.clone()
    };
    let talk = apio.about(at(9, 0), &contact("Vague."), &[person(1)]);
    let word = |journal: &Journal| state(journal.live(), talk.id()).word();
    assert_eq!(word(&put(&talk)), ReviewWord::None);
    let back = ruth.write(at(10, 0), &decide(&talk, Decision::SentBack));
    let now = put(&back);
    assert_eq!(word(&now), ReviewWord::SentBack);
    let waiting = sent_back(now.live(), person(50));
    assert_eq!(waiting.len(), 1);
    assert_eq!(waiting[0].decided.reason.as_deref(), Some("Why?"));
    assert!(to_review(now.live(), person(60), &[Role::Supervisor], 0, at(11, 0)).is_empty());
    let better = apio.amend(
        at(11, 0),
        &talk,
        Amends::Correct,
        &contact("Precise."),
        &[person(1)],
    );
    let now = put(&better);
    assert_eq!(word(&now), ReviewWord::Returned);
    assert!(sent_back(now.live(), person(50)).is_empty());
    let queue = to_review(now.live(), person(60), &[Role::Supervisor], 0, at(11, 0));
    assert_eq!((queue.len(), queue[0].why), (1, Why::Returned));
    // A decision about the corrected version is one about the record.
    let fine = ruth.write(at(12, 0), &decide(&better, Decision::Accepted));
    let now = put(&fine);
    assert_eq!(word(&now), ReviewWord::Accepted);
    assert!(to_review(now.live(), person(60), &[Role::Supervisor], 0, at(13, 0)).is_empty());
    // Taken back, the one before stands: it was answered.
    let now = put(&ruth.withdraw(at(12, 1), &fine));
    assert_eq!(word(&now), ReviewWord::Returned);
}

#[test]
fn what_is_escalated_waits_for_another_reviewer() {
    let (mut apio, mut ruth, mut stella) = (Pen::new(50), Pen::new(60), Pen::new(61));
    let mut journal = prison();
    let talk = apio.about(at(9, 0), &contact("A threat."), &[person(1)]);
    journal.insert(&talk);
    journal.insert(&ruth.write(at(10, 0), &decide(&talk, Decision::Escalated)));
    let queue = |journal: &Journal, reviewer| {
        to_review(
            journal.live(),
            person(reviewer),
            &[Role::Supervisor],
            0,
            at(11, 0),
        )
    };
    assert!(queue(&journal, 60).is_empty(), "she decided what she could");
    let waiting = queue(&journal, 61);
    assert_eq!((waiting.len(), waiting[0].why), (1, Why::New));
    assert!(waiting[0].is_escalated());
    let reason = waiting[0]
        .decided
        .as_ref()
        .and_then(|one| one.reason.as_deref());
    assert_eq!(reason, Some("Why?"));
    // Before what presses, however much newer that is.
    let differs = Count {
        round: None,
        wing: None,
        expected: 20,
        counted: 19,
        absent: Vec::new(),
        named_missing: Vec::new(),
        step: CountStep::First,
        control_told: false,
        note: None,
    };
    let differs_entry = apio.write(at(10, 20), &differs);
    journal.insert(&differs_entry);
    let whys: Vec<_> = queue(&journal, 61)
        .iter()
        .map(|item| (item.is_escalated(), item.why))
        .collect();
    assert_eq!(whys, [(true, Why::New), (false, Why::CountDiffers)]);
    journal.insert(&stella.write(at(10, 30), &decide(&talk, Decision::Accepted)));
    journal.insert(&stella.write(at(10, 31), &decide(&differs_entry, Decision::Accepted)));
    assert!(queue(&journal, 60).is_empty() && queue(&journal, 61).is_empty());
}

#[test]
fn nobody_reviews_their_own() {
    let mut ruth = Pen::new(60);
    let mut journal = prison();
    let own = ruth.about(at(9, 0), &contact("Spoke."), &[person(1)]);
    let praise = ruth.write(at(9, 1), &decide(&own, Decision::Accepted));
    journal.insert(&own);
    journal.insert(&praise);
    assert_eq!(state(journal.live(), own.id()), ReviewState::None);
    assert!(is_own(journal.live(), own.id(), person(60)));
    assert!(
        to_review(
            journal.live(),
            person(60),
            &[Role::Supervisor],
            0,
            at(10, 0)
        )
        .is_empty()
    );
    assert_eq!(
        to_review(
            journal.live(),
            person(61),
            &[Role::Supervisor],
            0,
            at(10, 0)
        )
        .len(),
        1
    );
}

#[test]
fn a_reply_of_somebody_else_is_none() {
    let (mut apio, mut ocen, mut ruth) = (Pen::new(50), Pen::new(51), Pen::new(60));
    let mut journal = prison();
    let talk = apio.about(at(9, 0), &contact("Vague."), &[person(1)]);
    let back = ruth.write(at(10, 0), &decide(&talk, Decision::SentBack));
    let reply = Reply {
        entry: talk.id(),
        text: "Well.".into(),
    };
    for entry in [&talk, &back, &ocen.write(at(11, 0), &reply)] {
        journal.insert(entry);
    }
    assert_eq!(
        state(journal.live(), talk.id()).word(),
        ReviewWord::SentBack
    );
    journal.insert(&apio.write(at(12, 0), &reply));
    assert_eq!(
        state(journal.live(), talk.id()).word(),
        ReviewWord::Returned
    );
}

/// A round begun late, under way: its start, a check in order, one with somebody missing, one that could not
/// be made, a count that differs.
fn a_round_with_exceptions(apio: &mut Pen) -> [Entry; 5] {
    let stops: Vec<Stop> = [(CELL_1, vec![1, 2]), (CELL_2, vec![3])]
        .into_iter()
        .map(|(at, people)| Stop {
            place: place(at),
            people: people.into_iter().map(person).collect(),
        })
        .collect();
    let round = Round {
        plan: Some(plan_id(1)),
        name: "Night round".into(),
        wing: place(WING_A),
        due_ms: Some(at(22, 0)),
        stops: stops.clone(),
    };
    let start = apio.write(at(22, 40), &round);
    let id = start.id();
    let fine = apio.write(at(22, 41), &Check::all_seen(id, &stops[0]));
    let gone = Check {
        people: vec![PersonCheck::absent(person(3), AbsenceReason::Unknown)],
        ..Check::all_seen(id, &stops[1])
    };
    let gone = apio.write(at(22, 42), &gone);
    let blocked = apio.write(
        at(22, 43),
        &Check::could_not(id, place(WARD), CouldNot::NoKey),
    );
    let differs = Count {
        round: Some(id),
        wing: Some(place(WING_A)),
        expected: 6,
        counted: 5,
        absent: vec![],
        step: CountStep::First,
        named_missing: vec![],
        control_told: false,
        note: None,
    };
    let differs = apio.write(at(22, 50), &differs);
    [start, fine, gone, blocked, differs]
}

#[test]
fn a_round_is_reviewed_as_a_whole_and_its_exceptions_singly() {
    let (mut apio, mut ruth) = (Pen::new(50), Pen::new(60));
    let mut journal = prison();
    let all = a_round_with_exceptions(&mut apio);
    for entry in &all {
        journal.insert(entry);
    }
    let [start, _, gone, blocked, differs] = all;
    let id = start.id();
    let queue = |journal: &Journal| -> Vec<(EntryId, Why)> {
        let items = to_review(
            journal.live(),
            person(60),
            &[Role::Supervisor],
            0,
            at(23, 0),
        );
        items
            .into_iter()
            .map(|item| (item.entry, item.why))
            .collect()
    };
    let exceptions = [
        (differs.id(), Why::CountDiffers),
        (gone.id(), Why::Missing),
        (blocked.id(), Why::CouldNot),
    ];
    assert_eq!(
        queue(&journal),
        exceptions,
        "a round under way waits until it is over"
    );
    let end = RoundEvent {
        round: id,
        event: RoundStep::Ended,
        to: None,
        reason: None,
    };
    journal.insert(&apio.write(at(22, 55), &end));
    assert_eq!(queue(&journal).last(), Some(&(id, Why::Overdue)));
    journal.insert(&ruth.write(at(23, 0), &decide(&start, Decision::Accepted)));
    assert_eq!(queue(&journal), exceptions, "the exceptions still wait");
    journal.insert(&ruth.write(at(23, 1), &decide(&gone, Decision::Escalated)));
    assert_eq!(queue(&journal), [exceptions[0], exceptions[2]]);
    // Who had a part in a round does not review it.
    assert!(is_own(journal.live(), id, person(50)));
}

#[test]
fn answers_read_back() {
    let review = Review {
        entry: EntryId(crate::id::Uuid::from_u128(1)),
        decision: Decision::from("returned_to_sender"),
        reason: None,
    };
    assert_eq!(Review::read(&review.answers()), Some(review));
    let reply = Reply {
        entry: EntryId(crate::id::Uuid::from_u128(1)),
        text: "Yes.".into(),
    };
    assert_eq!(Reply::read(&reply.answers()), Some(reply));
}
