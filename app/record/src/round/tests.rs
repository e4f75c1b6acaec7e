//! A round by hand: what each record does to its state.

use super::*;
use crate::{
    count::{self, Absence, Count, CountStep, Following, Next},
    entry::Entry,
    fixtures::*,
    id::EntryId,
    journal::Journal,
    matter::SystemForm,
    whereabouts::{Move, MoveReason},
};

struct Night {
    journal: Journal,
    apio: Pen,
    ocen: Pen,
    round: Round,
    id: EntryId,
}

impl Night {
    fn begin() -> Self {
        let mut journal = prison();
        let mut apio = Pen::new(50);
        let round = start(
            journal.live(),
            Some(plan_id(1)),
            "Night round",
            place(WING_A),
            Some(at(22, 0)),
            &[place(WING_A)],
            None,
        );
        let entry = apio.write(at(22, 0), &round);
        journal.insert(&entry);
        Self {
            id: entry.id(),
            journal,
            apio,
            ocen: Pen::new(51),
            round,
        }
    }

    fn apio<F: SystemForm>(&mut self, minute: i64, says: &F) -> Entry {
        let entry = self.apio.write(at(22, minute), says);
        self.journal.insert(&entry);
        entry
    }

    fn ocen<F: SystemForm>(&mut self, minute: i64, says: &F) -> Entry {
        let entry = self.ocen.write(at(22, minute), says);
        self.journal.insert(&entry);
        entry
    }

    fn event(&self, event: RoundStep, to: Option<u128>) -> RoundEvent {
        RoundEvent {
            round: self.id,
            event,
            to: to.map(person),
            reason: None,
        }
    }

    fn seen(&self, stop: usize) -> Check {
        Check::all_seen(self.id, &self.round.stops[stop])
    }

    fn state(&self) -> RoundState {
        state(self.journal.live(), self.id).unwrap()
    }
}

#[test]
fn it_begins_with_cells_and_wards_and_who_is_there() {
    let night = Night::begin();
    let stops: Vec<(u128, usize)> = night
        .round
        .stops
        .iter()
        .map(|stop| (stop.place.0.as_u128() - 0x2000, stop.people.len()))
        .collect();
    assert_eq!(stops, [(CELL_1, 2), (CELL_2, 1), (WARD, 3)]);
    let state = night.state();
    assert_eq!(state.checked(), (0, 6));
    assert_eq!(state.next, Some(0));
    assert_eq!(state.phase, Phase::Running);
    assert_eq!(state.holder, Some(person(50)));
}

#[test]
fn a_round_of_some_rooms_does_not_cover_the_wing() {
    let night = Night::begin();
    let view = night.journal.live();
    let mut state = night.state();
    assert!(state.covers(view, place(WING_A)));
    state.stops.remove(1);
    assert!(!state.covers(view, place(WING_A)));
}

#[test]
fn it_resumes_after_the_stop_checked_last() {
    let mut night = Night::begin();
    night.apio(1, &night.seen(1));
    assert_eq!(night.state().next, Some(2));
    let ward = Check::counted(night.id, place(WARD), 3, vec![]);
    night.apio(2, &ward);
    assert_eq!(night.state().next, Some(0));
    night.apio(3, &night.seen(0));
    let state = night.state();
    assert_eq!(
        (state.next, state.checked(), state.stops_done()),
        (None, (6, 6), 3)
    );
    assert_eq!(state.stops[2].difference, Some(0));
    assert!(
        state.stops[2]
            .people
            .iter()
            .all(|one| one.counted && one.state.is_none())
    );
}

#[test]
fn what_could_not_be_checked_or_differs_is_an_exception_and_later_moves_change_nothing() {
    let mut night = Night::begin();
    assert_eq!(
        (night.state().stops_checked(), night.state().exceptions()),
        (0, 3),
        "nothing is checked"
    );
    night.apio(1, &night.seen(0));
    let blocked = Check {
        could_not: Some(CouldNot::DoorBlocked),
        people: Vec::new(),
        ..night.seen(1)
    };
    night.apio(2, &blocked);
    let short = Check::counted(night.id, place(WARD), 2, vec![]);
    night.apio(3, &short);
    let state = night.state();
    assert_eq!((state.stops_done(), state.stops_checked()), (3, 2));
    let exceptions = |state: &RoundState| -> Vec<bool> {
        state.stops.iter().map(StopState::is_exception).collect()
    };
    assert_eq!(exceptions(&state), [false, true, true]);
    assert_eq!(state.stops[2].expected(), Some(3));
    assert_eq!(state.exceptions(), 2);
    // One of the ward moves after it was counted: the number was short then, and stays short.
    let mover = night.round.stops[2].people[0];
    let moved = Move {
        person: mover,
        from: Some(place(WARD)),
        to: Some(place(CELL_1)),
        reason: MoveReason::Move,
    };
    night.apio(9, &moved);
    assert_eq!(night.state().stops[2].difference, Some(-1));
    // A count that differs is one more, until a recount agrees.
    let mut count = Count {
        round: Some(night.id),
        wing: Some(place(WING_A)),
        expected: 6,
        counted: 5,
        absent: Vec::new(),
        step: CountStep::First,
        named_missing: Vec::new(),
        control_told: false,
        note: None,
    };
    night.apio(10, &count);
    assert_eq!(night.state().count_differs, Some((5, 6)));
    assert_eq!(night.state().exceptions(), 3);
    count.counted = 6;
    count.step = CountStep::Recount;
    night.apio(12, &count);
    assert_eq!(night.state().exceptions(), 2);
}

#[test]
fn two_tablets_join_without_doubles() {
    let mut night = Night::begin();
    let first = night.apio(1, &night.seen(0));
    let gone = Check {
        people: vec![
            PersonCheck::seen(person(1)),
            PersonCheck::absent(person(2), AbsenceReason::Unknown),
        ],
        ..night.seen(0)
    };
    let second = night.ocen(4, &gone);
    night.ocen(5, &night.seen(1));
    let state = night.state();
    assert_eq!(state.checked(), (3, 6), "counted once");
    let stop = &state.stops[0];
    assert_eq!(stop.checks, [first.id(), second.id()], "both are kept");
    let mugisha = stop
        .people
        .iter()
        .find(|one| one.person == person(2))
        .unwrap();
    assert!(mugisha.differs && mugisha.is_missing());
    assert_eq!(
        mugisha.author,
        Some(person(51)),
        "each check keeps its author"
    );
    let okello = stop
        .people
        .iter()
        .find(|one| one.person == person(1))
        .unwrap();
    assert!(!okello.differs);
    assert_eq!(state.missing(), [person(2)]);
    assert_eq!(state.authors, [person(50), person(51)]);
}

#[test]
fn a_withdrawn_check_was_never_made_and_a_corrected_one_says_the_new() {
    let mut night = Night::begin();
    let slip = night.apio(1, &night.seen(0));
    let undo = night.apio.withdraw(at(22, 1), &slip);
    night.journal.insert(&undo);
    assert_eq!(night.state().checked(), (0, 6));
    let wrong = night.apio(2, &night.seen(1));
    let right = Check::could_not(night.id, place(CELL_2), CouldNot::DoorBlocked);
    let how = crate::entry::Amends::Correct;
    let fixed = night.apio.amend(at(22, 3), &wrong, how, &right, &[]);
    night.journal.insert(&fixed);
    let state = night.state();
    let result = state.stops[1].result.as_ref().unwrap();
    assert_eq!(result.could_not, Some(CouldNot::DoorBlocked));
    assert_eq!(result.entry, wrong.id());
    assert_eq!(
        state.unchecked_stops(),
        [place(CELL_1), place(CELL_2), place(WARD)]
    );
    assert_eq!(state.unchecked().len(), 6);
}

#[test]
fn pause_hand_over_and_end() {
    let mut night = Night::begin();
    night.apio(1, &night.event(RoundStep::Paused, None));
    assert!(matches!(night.state().phase, Phase::Paused { since_ms, .. } if since_ms == at(22, 1)));
    night.apio(9, &night.event(RoundStep::Resumed, None));
    night.apio(10, &night.event(RoundStep::HandedOver, Some(51)));
    let state = night.state();
    assert_eq!(
        (state.holder, state.offered_to),
        (Some(person(51)), Some(person(51)))
    );
    night.ocen(11, &night.seen(0));
    assert_eq!(night.state().offered_to, None, "who checks has taken it");
    night.apio(12, &night.event(RoundStep::TakenOver, None));
    assert_eq!(night.state().holder, Some(person(50)));
    night.apio(20, &night.event(RoundStep::Ended, None));
    night.ocen(21, &night.event(RoundStep::Ended, None));
    let state = night.state();
    assert_eq!(
        state.phase,
        Phase::Ended {
            at_ms: at(22, 20),
            by: person(50),
            reason: None,
        }
    );
    assert_eq!(state.pauses.len(), 1);
    assert_eq!(state.pauses[0].to_ms, Some(at(22, 9)));
    // A check that comes late still counts.
    night.ocen(22, &night.seen(1));
    assert_eq!(night.state().checked(), (3, 6));
}

#[test]
fn it_keeps_its_starting_list_and_shows_who_moved() {
    let mut night = Night::begin();
    let moved = Move {
        person: person(3),
        from: Some(place(CELL_2)),
        to: Some(place(WARD)),
        reason: MoveReason::Move,
    };
    night.apio(5, &moved);
    let state = night.state();
    assert_eq!(state.stops[1].people[0].moved_to, Some(Some(place(WARD))));
    assert_eq!(state.stops[2].moved_in, [person(3)]);
    night.apio(6, &Check::counted(night.id, place(WARD), 4, vec![]));
    assert_eq!(night.state().stops[2].difference, Some(0));
    let beyond = Check::all_seen(
        night.id,
        &Stop {
            place: place(CELL_B),
            people: vec![person(7)],
        },
    );
    night.apio(7, &beyond);
    let state = night.state();
    assert_eq!(state.beyond.len(), 1);
    assert_eq!(state.checked().1, 6);
}

#[test]
fn foreign_words_are_kept() {
    let mut night = Night::begin();
    let odd = Check {
        people: vec![PersonCheck {
            person: person(1),
            state: CheckState::from("levitating"),
            reason: None,
        }],
        could_not: Some(CouldNot::from("flooded")),
        ..night.seen(0)
    };
    night.apio(1, &odd);
    night.apio(2, &night.event(RoundStep::from("celebrated"), None));
    let state = night.state();
    assert_eq!(
        state.stops[0]
            .result
            .as_ref()
            .unwrap()
            .could_not
            .as_ref()
            .unwrap()
            .word(),
        "flooded"
    );
    assert!(!state.stops[0].people[0].is_checked());
    assert_eq!(state.phase, Phase::Running);
}

#[test]
fn answers_read_back() {
    let night = Night::begin();
    assert_eq!(
        Round::read(&night.round.answers()),
        Some(night.round.clone())
    );
    let check = Check {
        people: vec![PersonCheck::absent(person(1), AbsenceReason::Court)],
        counted: Some(3),
        could_not: Some(CouldNot::from("other")),
        note: Some("Note.".into()),
        ..night.seen(0)
    };
    assert_eq!(Check::read(&check.answers()), Some(check));
    let event = night.event(RoundStep::HandedOver, Some(51));
    assert_eq!(RoundEvent::read(&event.answers()), Some(event));
}

#[test]
fn the_arithmetic_of_a_count() {
    let mut night = Night::begin();
    let court = Move {
        person: person(5),
        from: None,
        to: None,
        reason: MoveReason::Court,
    };
    night.apio(0, &court);
    let away = Check {
        people: vec![
            PersonCheck::seen(person(1)),
            PersonCheck::absent(person(2), AbsenceReason::Hospital),
        ],
        ..night.seen(0)
    };
    night.apio(1, &away);
    night.apio(2, &night.seen(1));
    let exceptions = vec![PersonCheck::absent(person(5), AbsenceReason::Court)];
    night.apio(3, &Check::counted(night.id, place(WARD), 2, exceptions));
    let tally = count::tally(night.journal.live(), place(WING_A), Some(&night.state()));
    assert_eq!(tally.on_roll.len(), 6);
    assert_eq!(
        (tally.expected, tally.counted, tally.difference()),
        (4, 4, 0)
    );
    assert!(tally.unaccounted.is_empty());
    assert_eq!(tally.absent_by_reason()[&AbsenceReason::Hospital], 1);
    // One fewer in the ward: nobody of it is accounted for by name.
    let exceptions = vec![PersonCheck::absent(person(5), AbsenceReason::Court)];
    night.ocen(8, &Check::counted(night.id, place(WARD), 1, exceptions));
    let tally = count::tally(night.journal.live(), place(WING_A), Some(&night.state()));
    assert_eq!((tally.counted, tally.difference()), (3, -1));
    assert_eq!(tally.unaccounted, [person(4), person(6)]);
    // Without a round only the register of moves speaks.
    let tally = count::tally(night.journal.live(), place(WING_A), None);
    assert_eq!(
        (tally.expected, tally.counted, tally.unaccounted.len()),
        (5, 0, 5)
    );
    let absent = [Absence {
        person: person(5),
        reason: AbsenceReason::Court,
    }];
    assert_eq!(tally.absent, absent);
}

fn counted(step: CountStep, expected: i64, counted: i64) -> Count {
    Count {
        round: None,
        wing: Some(place(WING_A)),
        expected,
        counted,
        absent: Vec::new(),
        step,
        named_missing: Vec::new(),
        control_told: false,
        note: None,
    }
}

#[test]
fn a_difference_leads_from_step_to_step() {
    use CountStep::{First, Named, Recount};
    let table: [(&[Count], Next); 8] = [
        (&[], Next::First),
        (&[counted(First, 6, 6)], Next::Agreed),
        (&[counted(First, 6, 5)], Next::Recount),
        (
            &[counted(First, 6, 5), counted(Recount, 6, 6)],
            Next::Agreed,
        ),
        (&[counted(First, 6, 5), counted(Recount, 6, 5)], Next::Named),
        (
            &[
                counted(First, 6, 5),
                counted(Recount, 6, 5),
                counted(Named, 6, 5),
            ],
            Next::Alarm,
        ),
        (&[counted(First, 6, 5), counted(First, 6, 7)], Next::Named),
        (&[counted(Named, 6, 5), counted(First, 6, 6)], Next::Agreed),
    ];
    for (counts, wanted) in table {
        assert_eq!(count::next(counts), wanted, "{counts:?}");
    }
    assert!(count::following(&counted(First, 6, 6)).is_empty());
    assert_eq!(
        count::following(&counted(First, 6, 5)),
        [Following::Exception]
    );
    let twice = count::following(&counted(Recount, 6, 5));
    assert!(twice.contains(&Following::TellControl));
    assert!(
        twice
            .iter()
            .any(|one| matches!(one, Following::UrgentNotice { .. }))
    );
    let written = counted(Named, 6, 5);
    assert_eq!(Count::read(&written.answers()), Some(written));
}
