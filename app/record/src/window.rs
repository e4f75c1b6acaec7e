//! The device window: how much of a register lies on a tablet, and what leaves it.
//!
//! A tablet holds what a shift needs; everything is at the server, and comes on demand. Whole months leave, so that they
//! leave with the key that they are sealed with: what lies between the window and the month's beginning stays as long.
//! What is still owed stays for ever: see [`leaving`].

use std::{collections::HashSet, ops::Range};

use crate::{
    access::Book,
    contact,
    id::EntryId,
    journal::View,
    person::Category,
    review::{self, ReviewState},
    time::{DAY, Millis, civil_from_days, days_from_civil},
};

impl Book {
    /// For how many days records of this register stay on a tablet (design, "The books"); `None` for as long as it holds
    /// the register.
    pub const fn window_days(self) -> Option<i64> {
        match self {
            Self::Wing => Some(90),
            _ => None,
        }
    }
}

/// The number of a calendar month in UTC; each is one more than the one before.
pub fn month_of(at_ms: Millis) -> u32 {
    let (year, month, _) = civil_from_days(at_ms.div_euclid(DAY));
    // Whatever lies before our era, or beyond a u32 of months, counts as the first or last of them.
    u32::try_from(year * 12 + i64::from(month) - 1).unwrap_or(if year < 0 { 0 } else { u32::MAX })
}

/// When the window of a register begins: the first moment of the month in which its last day lies.
pub fn begins_ms(now_ms: Millis, days: i64) -> Millis {
    let (year, month, _) = civil_from_days((now_ms - days * DAY).div_euclid(DAY));
    days_from_civil(year, month, 1) * DAY
}

/// On how many of the last days a register must have been written in before its window is believed. A clock that runs
/// ahead stands before days without a record; a wing's register is written in every day.
const DAYS_IN_USE_MIN: usize = 7;
const DAYS_LOOKED_AT: i64 = 31;

/// Whether a register was in use until now, as far as the clock goes by which its window begins.
pub fn is_in_use(view: View<'_>, book: Book, now_ms: Millis) -> bool {
    let lately = view
        .ledger
        .between(now_ms - DAYS_LOOKED_AT * DAY, now_ms + DAY);
    let of_book = lately.filter(|record| record.book == book);
    let days: HashSet<i64> = of_book
        .map(|record| record.position.at_ms.div_euclid(DAY))
        .collect();
    days.len() >= DAYS_IN_USE_MIN
}

/// The records of a register that leave a tablet: written in this time, at whose end the window begins. It starts with the
/// house: what is older was written on a tablet whose clock had fallen back, and nobody knows when.
///
/// Whole threads leave, and none of which anything is younger: a round with its checks, a record with its corrections,
/// reviews and replies. Whatever somebody still owes stays: an open follow-up, a record that was sent back, returned or
/// escalated; and so does the last contact with everybody who is here, or they would seem never to have been spoken to.
pub fn leaving(
    view: View<'_>,
    book: Book,
    Range { start, end }: Range<Millis>,
    today: &str,
) -> Vec<EntryId> {
    let mut stays: HashSet<EntryId> = HashSet::new();
    for record in view.ledger.between(end, Millis::MAX) {
        stays.insert(thread_of(view, record.id()));
    }
    let follow_ups = contact::follow_ups(view, today).into_iter();
    let owed = follow_ups.filter(contact::FollowUp::is_open);
    stays.extend(owed.map(|one| thread_of(view, one.entry)));
    let people = view.directory().people();
    let prisoners = people.filter(|(_, one)| one.category == Category::Prisoner);
    for (person, _) in prisoners {
        let spoken = contact::last_spoken_to(view, person, end);
        stays.extend(spoken.entry.map(|entry| thread_of(view, entry)));
    }
    let mut leaving = Vec::new();
    for record in view.ledger.between(start, end) {
        if record.book != book {
            continue;
        }
        let thread = thread_of(view, record.id());
        if stays.contains(&thread) {
            continue;
        }
        let is_owed = matches!(
            review::state(view, thread),
            ReviewState::SentBack(_) | ReviewState::Returned(_) | ReviewState::Escalated(_)
        );
        if is_owed {
            stays.insert(thread);
        } else {
            leaving.push(record.id());
        }
    }
    leaving
}

/// The record that another belongs to: the round of a check, the contact whose correction was reviewed.
fn thread_of(view: View<'_>, id: EntryId) -> EntryId {
    /// A reply to a review of a correction of a check of a round is as far as it goes.
    const STEPS_MAX: usize = 8;
    let mut at = view.root(id);
    for _ in 0..STEPS_MAX {
        let Some(record) = view.record(at) else { break };
        let Some(next) = record.matter.about().or_else(|| record.matter.whole()) else {
            break;
        };
        let next = view.root(next);
        if next == at {
            break;
        }
        at = next;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        contact::{Contact, ContactKind, Promise},
        entry::{Amends, Entry},
        fixtures::*,
        journal::Journal,
        review::{Decision, Review},
        round::{Check, CouldNot, Round, RoundEvent, RoundStep},
    };

    #[test]
    fn months_are_counted_and_windows_begin_with_one() {
        let day = |year, month, day| days_from_civil(year, month, day) * DAY;
        assert_eq!(
            month_of(day(2026, 12, 31) + DAY - 1) + 1,
            month_of(day(2027, 1, 1))
        );
        assert_eq!(month_of(day(2027, 1, 1)), month_of(day(2027, 1, 31)));
        assert_eq!(month_of(Millis::MIN), 0);
        assert_eq!(month_of(-1) + 1, month_of(0));
        assert_eq!(begins_ms(day(2026, 11, 27), 90), day(2026, 8, 1));
        assert_eq!(begins_ms(day(2026, 8, 30), 90), day(2026, 6, 1));
    }

    fn contact(text: &str, date: Option<&str>) -> Contact {
        Contact {
            kind: ContactKind::Conversation,
            quality: Some("open".into()),
            text: text.into(),
            follow_up: date.map(|date| Promise {
                owner: None,
                date: Some(date.into()),
            }),
        }
    }

    fn gone(journal: &Journal, first_ms: Millis) -> HashSet<EntryId> {
        leaving(journal.live(), Book::Wing, at(0, 0)..first_ms, "2026-12-31")
            .into_iter()
            .collect()
    }

    #[test]
    fn what_is_owed_and_what_is_talked_about_stays() {
        let (mut apio, mut ruth) = (Pen::new(50), Pen::new(60));
        let mut journal = prison();
        let mut put = |entry: &Entry| {
            journal.insert(entry);
            entry.id()
        };
        let first_ms = at(24 * 30, 0);
        let old = apio.about(at(1, 0), &contact("Old.", None), &[person(1)]);
        let last = apio.about(at(2, 0), &contact("Last.", None), &[person(1)]);
        let owed = apio.about(
            at(3, 0),
            &contact("Owed.", Some("2026-11-25")),
            &[person(1)],
        );
        let back = apio.about(at(1, 30), &contact("Vague.", None), &[person(1)]);
        let why = Review {
            entry: back.id(),
            decision: Decision::SentBack,
            reason: Some("Why?".into()),
        };
        let review = ruth.write(at(4, 0), &why);
        let fine = apio.about(at(1, 40), &contact("Clear.", None), &[person(1)]);
        let accepted = Review {
            entry: fine.id(),
            decision: Decision::Accepted,
            reason: None,
        };
        let accepted = ruth.write(at(4, 1), &accepted);
        let corrected = apio.about(at(1, 50), &contact("Wrogn.", None), &[person(1)]);
        let correction = apio.amend(
            at(24 * 31, 0),
            &corrected,
            Amends::Correct,
            &contact("Right.", None),
            &[person(1)],
        );
        let young = apio.about(at(24 * 32, 0), &contact("Young.", None), &[person(2)]);
        for entry in [
            &old,
            &last,
            &owed,
            &back,
            &review,
            &fine,
            &accepted,
            &corrected,
            &correction,
            &young,
        ] {
            put(entry);
        }
        // The one that is owed is also the last contact with this person.
        assert_eq!(
            gone(&journal, first_ms),
            HashSet::from([old.id(), last.id(), fine.id(), accepted.id()])
        );
        journal.insert(&apio.withdraw(at(5, 0), &owed));
        journal.insert(&apio.withdraw(at(24 * 33, 0), &correction));
        let gone = gone(&journal, first_ms);
        assert!(!gone.contains(&last.id()), "nobody was spoken to since");
        assert!(gone.contains(&owed.id()));
        assert!(!gone.contains(&corrected.id()), "it was withdrawn of late");
    }

    #[test]
    fn a_round_leaves_as_a_whole() {
        let mut apio = Pen::new(50);
        let mut journal = prison();
        let round = Round {
            plan: None,
            name: "Night round".into(),
            wing: place(WING_A),
            due_ms: None,
            stops: Vec::new(),
        };
        let root = apio.write(at(1, 0), &round);
        let blocked = Check::could_not(root.id(), place(CELL_1), CouldNot::NoKey);
        let check = apio.write(at(1, 1), &blocked);
        let ended = RoundEvent {
            round: root.id(),
            event: RoundStep::Ended,
            to: None,
            reason: None,
        };
        let ended = apio.write(at(1, 2), &ended);
        for entry in [&root, &check, &ended] {
            journal.insert(entry);
        }
        assert_eq!(
            gone(&journal, at(1, 2)),
            HashSet::new(),
            "its end is younger"
        );
        assert_eq!(gone(&journal, at(1, 3)).len(), 3);
        // Written by a clock that had fallen back before the house's first day.
        assert_eq!(
            leaving(journal.live(), Book::Wing, at(1, 1)..at(1, 3), "2026-12-31").len(),
            2
        );
        assert_eq!(
            leaving(
                journal.live(),
                Book::Health,
                at(0, 0)..at(9, 0),
                "2026-12-31"
            ),
            []
        );
    }

    #[test]
    fn a_register_is_in_use_on_most_days_or_the_clock_is_wrong() {
        let mut apio = Pen::new(50);
        let mut journal = prison();
        for day in 0..7 {
            let one = apio.about(at(24 * day + 1, 0), &contact("Talked.", None), &[person(1)]);
            journal.insert(&one);
            let is_in_use = |book, now_ms| is_in_use(journal.live(), book, now_ms);
            let evening = at(24 * day + 9, 0);
            assert_eq!(is_in_use(Book::Wing, evening), day == 6, "{day}");
            assert!(!is_in_use(Book::Health, evening));
            assert!(!is_in_use(Book::Wing, evening + 40 * DAY));
        }
        // One record by a clock that runs ahead changes nothing.
        let ahead = apio.about(at(24 * 100, 0), &contact("Ahead.", None), &[person(1)]);
        journal.insert(&ahead);
        assert!(!is_in_use(journal.live(), Book::Wing, at(24 * 100, 5)));
    }
}
