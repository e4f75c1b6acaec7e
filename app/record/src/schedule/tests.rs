//! Planned starts by hand.

use super::*;
use crate::{
    fixtures::*,
    journal::Journal,
    round::{Round, RoundEvent, RoundStep},
};

fn round(due_ms: Millis) -> Round {
    Round {
        plan: Some(plan_id(1)),
        name: "Night round".into(),
        wing: place(WING_A),
        due_ms: Some(due_ms),
        stops: Vec::new(),
    }
}

fn due(journal: &Journal, now_ms: Millis) -> Vec<DueRound> {
    let view = journal.live();
    due_rounds(
        view,
        view.directory().plans(),
        at(0, 0),
        at(24, 0),
        OFFSET,
        now_ms,
    )
}

#[test]
fn a_start_goes_from_upcoming_to_missed() {
    let journal = prison();
    let table = [
        (at(21, 0), DueState::Upcoming),
        (at(21, 45), DueState::Due),
        (at(22, 30), DueState::Due),
        (at(22, 31), DueState::Overdue),
        (at(25, 59), DueState::Overdue),
        (at(26, 0), DueState::Missed),
        (at(90, 0), DueState::Missed),
    ];
    for (now_ms, wanted) in table {
        let all = due(&journal, now_ms);
        assert_eq!(all.len(), 2);
        assert_eq!((all[0].due_ms, all[1].due_ms), (at(2, 0), at(22, 0)));
        assert_eq!(all[1].state, wanted, "{now_ms}");
        assert_eq!(all[0].state, DueState::Missed);
    }
}

#[test]
fn a_miss_stays_and_a_late_arrival_is_none() {
    let mut journal = prison();
    let mut pen = Pen::new(50);
    // Begun at 7 for 2 o'clock: missed at 6:30, done late.
    let late = pen.write(at(7, 0), &round(at(2, 0)));
    let ended = pen.write(
        at(7, 20),
        &RoundEvent {
            round: late.id(),
            event: RoundStep::Ended,
            to: None,
            reason: None,
        },
    );
    // Begun in time, however late it arrives.
    let in_time = pen.write(at(22, 10), &round(at(22, 0)));
    for entry in [&late, &ended, &in_time] {
        journal.insert(entry);
    }
    let all = due(&journal, at(90, 0));
    assert_eq!(
        (all[0].state, all[0].missed, all[0].late),
        (DueState::Done, true, true)
    );
    assert_eq!(
        (all[1].state, all[1].missed, all[1].late),
        (DueState::Started, false, false)
    );
    assert_eq!(all[1].rounds, [in_time.id()]);
    // Taken back, it was never made.
    journal.insert(&pen.withdraw(at(22, 11), &in_time));
    assert_eq!(due(&journal, at(90, 0))[1].state, DueState::Missed);
}

#[test]
fn each_start_is_judged_by_the_plan_of_its_time() {
    let mut journal = prison();
    let first = documents()
        .into_iter()
        .find(|one| one.kind() == "plan")
        .unwrap();
    let mut plan: Plan = first.value().unwrap();
    plan.times = vec!["12:00".into()];
    let second = revise(first.id(), &plan, at(10, 0), Some(&first));
    journal.insert_revision(&second);
    let starts: Vec<Millis> = due(&journal, at(90, 0))
        .iter()
        .map(|one| one.due_ms)
        .collect();
    assert_eq!(starts, [at(2, 0), at(12, 0)]);
    // Only the second is held: before it, nobody is accused of a miss.
    let mut other = Journal::new();
    other.insert_revision(&second);
    let mut pen = Pen::new(50);
    let starts = |journal: &Journal| -> Vec<Millis> {
        due(journal, at(90, 0))
            .iter()
            .map(|one| one.due_ms)
            .collect()
    };
    assert_eq!(starts(&other), [at(12, 0)]);
    other.insert(&pen.write(at(2, 5), &round(at(2, 0))));
    assert_eq!(starts(&other), [at(2, 0), at(12, 0)]);
}

#[test]
fn times_that_are_none_are_left_out() {
    for (text, wanted) in [
        ("06:00", Some(360)),
        ("23:59", Some(1_439)),
        ("24:00", None),
        ("6:00", None),
        ("06:60", None),
        ("", None),
        ("ab:cd", None),
    ] {
        assert_eq!(minutes(text), wanted, "{text}");
    }
}

#[test]
fn a_sheet_of_paper_fulfils_the_start_that_was_due_then() {
    let journal = prison();
    let fulfilled = |journal: &Journal, begun_ms| {
        let view = journal.live();
        let plan = view.directory().plan(plan_id(1)).cloned();
        fulfilled_by(view, plan_id(1), &plan.unwrap(), begun_ms, OFFSET)
    };
    let table = [
        (at(21, 44), None),
        (at(21, 45), Some(at(22, 0))),
        (at(22, 10), Some(at(22, 0))),
        (at(25, 44), Some(at(22, 0))),
        // Late for the one, in time for the next.
        (at(25, 45), Some(at(26, 0))),
        // Missed hours ago: it is an extra round.
        (at(12, 0), None),
    ];
    for (begun_ms, wanted) in table {
        assert_eq!(fulfilled(&journal, begun_ms), wanted, "{begun_ms}");
    }
    // Somebody has begun that one.
    let mut journal = prison();
    journal.insert(&Pen::new(50).write(at(22, 5), &round(at(22, 0))));
    assert_eq!(fulfilled(&journal, at(22, 10)), None);
}
