//! Who is kept apart now, and what is due for them: decisions without an end, with the last visit.

use std::collections::HashMap;

use super::{ApartVisit, KeepApart, KeepApartEnd, WingNotice, is_visit_due};
use crate::{
    access::Book,
    health_check::{decided::Decided, rules::Decision},
    id::{DeviceId, EntryId, PersonId},
    journal::{Record, View},
    matter::{Matter, SystemForm},
    notice::{self, NoticeEnd},
    time::{Millis, local_date, parse_date},
};

/// Somebody who is kept apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Apart {
    /// The decision's record, as first written.
    pub entry: EntryId,
    /// Who.
    pub person: PersonId,
    /// Since when.
    pub since_ms: Millis,
    /// What was decided.
    pub decided: KeepApart,
    /// When health staff saw them last.
    pub last_visit_ms: Option<Millis>,
    /// Nobody of health staff saw them today.
    pub visit_due: bool,
    /// The end or the review lies behind.
    pub review_overdue: bool,
}

/// Everybody who is kept apart, whoever is overdue first, then by the time of the end or review.
pub fn standing(view: View<'_>, now_ms: Millis, utc_offset_minutes: i32) -> Vec<Apart> {
    let day = |at_ms| parse_date(&local_date(at_ms, utc_offset_minutes)).unwrap_or_default();
    let over = over(view);
    let mut visits: HashMap<EntryId, Millis> = HashMap::new();
    for (root, stands) in in_health(view, ApartVisit::FORM) {
        if let Matter::ApartVisit(visit) = &stands.matter {
            let last = visits.entry(view.root(visit.keep_apart)).or_default();
            *last = (*last).max(root.occurred_ms);
        }
    }
    let mut all: Vec<Apart> = decisions(view)
        .filter(|(root, _)| !over.contains_key(&root.id()))
        .filter_map(|(root, decided)| {
            let last_visit_ms = visits.get(&root.id()).copied();
            Some(Apart {
                entry: root.id(),
                person: *view.people_of(root).first()?,
                since_ms: root.occurred_ms,
                decided: decided.clone(),
                last_visit_ms,
                visit_due: is_visit_due(day(root.occurred_ms), last_visit_ms.map(day), day(now_ms)),
                review_overdue: decided.until.at_ms() <= now_ms,
            })
        })
        .collect();
    all.sort_by_key(|one| (one.decided.until.at_ms(), one.entry));
    all
}

/// Of whom it was decided to keep them apart in a health check since a moment, and no place was said yet: nobody is kept
/// apart by that. A later check or a later decision about the same person settles it. The check's record with the person,
/// the newest first.
pub fn without_place(view: View<'_>, since_ms: Millis) -> Vec<(EntryId, PersonId)> {
    let mut newest: HashMap<PersonId, (Millis, EntryId, bool)> = HashMap::new();
    let checks = in_health(view, Decided::FORM).filter_map(|(root, stands)| match &stands.matter {
        Matter::HealthCheck(check) => Some((root, check.decision == Some(Decision::KeepApart))),
        _ => None,
    });
    let placed = decisions(view).map(|(root, _)| (root, false));
    for (root, waits) in checks.chain(placed) {
        for person in view.people_of(root) {
            let one = newest
                .entry(person)
                .or_insert((Millis::MIN, root.id(), false));
            if root.occurred_ms >= one.0 {
                *one = (root.occurred_ms, root.id(), waits);
            }
        }
    }
    let mut all: Vec<_> = newest
        .into_iter()
        .filter(|(_, (at_ms, _, waits))| *waits && *at_ms >= since_ms)
        .map(|(person, (at_ms, check, _))| (at_ms, check, person))
        .collect();
    all.sort_by_key(|one| std::cmp::Reverse(*one));
    all.into_iter()
        .map(|(_, check, person)| (check, person))
        .collect()
}

fn in_health<'v>(view: View<'v>, form: &str) -> impl Iterator<Item = (&'v Record, &'v Record)> {
    let all = view.standing_of_form(form).into_iter();
    all.filter(|(root, _)| root.book == Book::Health)
}

fn decisions(view: View<'_>) -> impl Iterator<Item = (&Record, &KeepApart)> {
    in_health(view, KeepApart::FORM).filter_map(|(root, stands)| match &stands.matter {
        Matter::KeepApart(decided) => Some((root, decided)),
        _ => None,
    })
}

/// Decisions that are over, each with the record that says so: its end, or the decision that stands in its place.
fn over(view: View<'_>) -> HashMap<EntryId, &Record> {
    let ended =
        in_health(view, KeepApartEnd::FORM).filter_map(|(root, stands)| match &stands.matter {
            Matter::KeepApartEnd(end) => Some((view.root(end.keep_apart), root)),
            _ => None,
        });
    let mut over: HashMap<EntryId, &Record> = HashMap::new();
    over.extend(ended);
    // A decision that was withdrawn no longer replaces anything, unless it was over itself by then: what it had replaced
    // does not come back by that.
    let mut replacing = replacing(view);
    loop {
        let known = over.len();
        replacing.retain(|(before, root)| {
            let by = match view.standing(root.id()) {
                Some(_) => Some(*root),
                None => over.get(&root.id()).copied(),
            };
            let is_settled = by.is_some();
            if let Some(by) = by {
                over.entry(*before).or_insert(by);
            }
            !is_settled
        });
        if over.len() == known {
            return over;
        }
    }
}

/// Every decision that was made in the place of another one, withdrawn ones too: the earlier one, and its record.
fn replacing(view: View<'_>) -> Vec<(EntryId, &Record)> {
    let all = view.ledger.of_form(KeepApart::FORM).into_iter();
    all.filter(|root| root.book == Book::Health && view.root(root.id()) == root.id())
        .filter_map(|root| {
            let last = view.last_words(root.id()).unwrap_or(root);
            match &last.matter {
                Matter::KeepApart(decided) => Some((view.root(decided.replaces?), root)),
                _ => None,
            }
        })
        .collect()
}

/// What the wing was not told yet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Untold {
    /// Notices to send out.
    pub notices: Vec<WingNotice>,
    /// Notices to end.
    pub ends: Vec<NoticeEnd>,
}

/// What an author still owes the wing: what the notices that stand say is compared with the decisions that stand. The
/// record is saved before its notice is, and either may come first from another tablet, so whatever is missing is sent
/// out when its author signs in again, or when something came.
pub fn untold(view: View<'_>, author: PersonId, device: DeviceId, now_ms: Millis) -> Untold {
    let over = over(view);
    let active: Vec<_> = notice::active(view, now_ms)
        .into_iter()
        .filter(|one| one.notice.wording.is_some())
        .filter_map(|one| Some((view.root(one.notice.source?), one)))
        .collect();
    let own = |root: &Record| root.author == author && root.device == device;
    let stand = decisions(view).filter(|(root, _)| own(root) && !over.contains_key(&root.id()));
    let notices = stand
        .filter_map(|(root, decided)| {
            let person = *view.people_of(root).first()?;
            let is_told = active
                .iter()
                .any(|(source, one)| *source == root.id() && one.notice.person == Some(person));
            (!is_told).then(|| WingNotice::of(person, decided, root.id()))
        })
        .collect();
    let ends = active.iter().filter_map(|(source, one)| {
        // A decision that is not here yet may stand.
        let root = view.record(*source)?;
        let by = match over.get(source) {
            Some(by) => *by,
            None => {
                let names = view.people_of(root);
                let still = one
                    .notice
                    .person
                    .is_some_and(|person| names.contains(&person));
                if still && view.standing(*source).is_some() {
                    return None;
                }
                // Withdrawn, or about somebody else: by whoever did that.
                view.record(view.latest(*source))?
            }
        };
        (by.author == author).then(|| NoticeEnd {
            notice: one.entry,
            source: Some(by.id()),
        })
    });
    let ends = ends.collect();
    Untold { notices, ends }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        entry::Entry,
        fixtures::{Pen, at, person, place, prison},
        id::Uuid,
        isolation::{EndReason, Until},
        time::DAY,
    };

    fn decided() -> KeepApart {
        KeepApart {
            place: place(3),
            until: Until::End(at(20, 0)),
            decider: person(70),
            check: None,
            replaces: None,
        }
    }

    fn write<F: SystemForm>(
        pen: &mut Pen,
        book: Book,
        at_ms: Millis,
        says: &F,
        who: u128,
    ) -> Entry {
        pen.raw(at_ms, book, F::FORM, says.answers(), &[person(who)], None)
    }

    #[test]
    fn it_stands_until_it_is_ended_and_wants_a_visit_each_day() {
        let mut journal = prison();
        let mut nurse = Pen::new(70);
        let entry = write(&mut nurse, Book::Health, at(8, 0), &decided(), 1);
        let keep_apart = entry.header().id;
        journal.insert(&entry);
        let now = |journal: &crate::journal::Journal, at_ms| standing(journal.live(), at_ms, 0);
        let first = now(&journal, at(9, 0));
        assert_eq!((first.len(), first[0].person), (1, person(1)));
        assert!(first[0].visit_due && !first[0].review_overdue);

        let visit = ApartVisit {
            keep_apart,
            note: None,
        };
        journal.insert(&write(&mut nurse, Book::Health, at(10, 0), &visit, 1));
        assert!(!now(&journal, at(11, 0))[0].visit_due);
        let next_day = now(&journal, at(11, 0) + DAY);
        assert!(next_day[0].visit_due && next_day[0].review_overdue);

        let end = KeepApartEnd {
            keep_apart,
            why: EndReason::Recovered,
            note: None,
        };
        journal.insert(&write(&mut nurse, Book::Health, at(12, 0), &end, 1));
        assert_eq!(now(&journal, at(13, 0)), []);
    }

    #[test]
    fn a_later_decision_stands_in_its_place_and_the_wing_is_told_once() {
        let mut journal = prison();
        let mut nurse = Pen::new(70);
        let first = write(&mut nurse, Book::Health, at(8, 0), &decided(), 1);
        journal.insert(&first);
        let device = first.header().device;
        let owed = |journal: &crate::journal::Journal| {
            untold(journal.live(), person(70), device, at(9, 0))
        };
        let told = owed(&journal);
        assert_eq!((told.notices.len(), told.ends.len()), (1, 0));
        let notice = write(&mut nurse, Book::Roster, at(8, 1), &told.notices[0], 1);
        journal.insert(&notice);
        assert_eq!(owed(&journal), Untold::default());

        let mut later = decided();
        later.until = Until::Review(at(20, 0) + DAY);
        later.replaces = Some(first.id());
        let later = write(&mut nurse, Book::Health, at(8, 30), &later, 1);
        journal.insert(&later);
        let stand = standing(journal.live(), at(9, 0), 0);
        assert_eq!(stand.len(), 1);
        assert_eq!(stand[0].entry, later.id());
        let told = owed(&journal);
        assert_eq!(told.notices[0].source, later.id());
        let end = NoticeEnd {
            notice: notice.id(),
            source: Some(later.id()),
        };
        assert_eq!(told.ends, [end]);
        let another = untold(journal.live(), person(71), device, at(9, 0));
        assert_eq!(another, Untold::default(), "whoever wrote it sends it");

        // Taken back, the first one stands again.
        journal.insert(&nurse.withdraw(at(8, 40), &later));
        assert_eq!(standing(journal.live(), at(9, 0), 0)[0].entry, first.id());
    }

    #[test]
    fn in_the_wing_s_book_it_means_nothing() {
        let mut journal = prison();
        journal.insert(&write(
            &mut Pen::new(50),
            Book::Wing,
            at(8, 0),
            &decided(),
            1,
        ));
        assert_eq!(standing(journal.live(), at(9, 0), 0), []);
    }

    #[test]
    fn a_colleague_ends_the_notice_and_nobody_else_s() {
        let mut journal = prison();
        let (mut nurse, mut colleague) = (Pen::new(70), Pen::new(71));
        let crosses = WingNotice::of(person(1), &decided(), EntryId(Uuid::from_u128(9)));
        let ours = write(&mut nurse, Book::Roster, at(8, 0), &crosses, 1);
        journal.insert(&ours);
        let mut answers = crosses;
        answers.person = person(2);
        let mut others = notice::Notice::read(&answers.answers()).expect("a notice");
        others.wording = None;
        let others = write(&mut nurse, Book::Roster, at(8, 0), &others, 2);
        journal.insert(&others);
        assert_eq!(notice::active(journal.live(), at(9, 0)).len(), 2);
        for entry in [&ours, &others] {
            let end = NoticeEnd {
                notice: entry.header().id,
                source: None,
            };
            journal.insert(&write(&mut colleague, Book::Roster, at(9, 0), &end, 1));
        }
        let stand = notice::active(journal.live(), at(10, 0));
        assert_eq!(stand.len(), 1);
        assert_eq!(stand[0].notice.person, Some(person(2)));
    }

    #[test]
    fn what_was_replaced_does_not_come_back_by_a_withdrawal_in_the_middle() {
        let mut nurse = Pen::new(70);
        let first = write(&mut nurse, Book::Health, at(8, 0), &decided(), 1);
        let in_place_of = |before: &Entry| KeepApart {
            replaces: Some(before.id()),
            ..decided()
        };
        let second = write(&mut nurse, Book::Health, at(9, 0), &in_place_of(&first), 1);
        let third = write(
            &mut nurse,
            Book::Health,
            at(10, 0),
            &in_place_of(&second),
            1,
        );
        let withdrawn = nurse.withdraw(at(11, 0), &second);
        let stand = |entries: &[&Entry]| {
            let mut journal = prison();
            for entry in entries {
                journal.insert(entry);
            }
            let all = standing(journal.live(), at(12, 0), 0);
            all.iter().map(|one| one.entry).collect::<Vec<_>>()
        };
        assert_eq!(stand(&[&first, &second]), [second.id()]);
        assert_eq!(stand(&[&first, &second, &withdrawn]), [first.id()]);
        assert_eq!(stand(&[&first, &second, &third, &withdrawn]), [third.id()]);
    }

    #[test]
    fn a_notice_whose_decision_was_withdrawn_or_is_about_another_is_owed_its_end() {
        let mut journal = prison();
        let mut nurse = Pen::new(70);
        let first = write(&mut nurse, Book::Health, at(8, 0), &decided(), 1);
        journal.insert(&first);
        let device = first.header().device;
        let owed = |journal: &crate::journal::Journal, who: u128| {
            untold(journal.live(), person(who), device, at(9, 0))
        };
        let told = owed(&journal, 70).notices.remove(0);
        journal.insert(&write(&mut nurse, Book::Roster, at(8, 1), &told, 1));
        assert_eq!(owed(&journal, 70), Untold::default());
        // The tablet died between the two exchanges: the right one is to be told, the wrong one let out.
        let moved = nurse.amend(
            at(8, 2),
            &first,
            crate::entry::Amends::WrongPerson,
            &decided(),
            &[person(2)],
        );
        journal.insert(&moved);
        let both = owed(&journal, 70);
        assert_eq!((both.notices.len(), both.ends.len()), (1, 1));
        assert_eq!(both.notices[0].person, person(2));
        assert_eq!(owed(&journal, 51), Untold::default(), "nobody else's");
        journal.insert(&nurse.withdraw(at(8, 3), &moved));
        let withdrawn = owed(&journal, 70);
        assert_eq!((withdrawn.notices.len(), withdrawn.ends.len()), (0, 1));
    }

    #[test]
    fn decided_without_a_place_stays_in_view_until_it_is_said() {
        let mut journal = prison();
        let mut nurse = Pen::new(70);
        let check = |decision: &str| {
            crate::matter::answers([
                ("symptoms", serde_json::json!("none")),
                ("decision", serde_json::json!(decision)),
            ])
        };
        let mut examine = |at_ms, decision: &str| {
            let form = Decided::FORM;
            nurse.raw(
                at_ms,
                Book::Health,
                form,
                check(decision),
                &[person(1)],
                None,
            )
        };
        let first = examine(at(8, 0), "keep_apart");
        let later = examine(at(10, 0), "clear");
        journal.insert(&first);
        let waits = |journal: &crate::journal::Journal| without_place(journal.live(), at(0, 0));
        assert_eq!(waits(&journal), [(first.id(), person(1))]);
        assert_eq!(without_place(journal.live(), at(9, 0)), []);
        let mut cleared = prison();
        cleared.insert(&first);
        cleared.insert(&later);
        assert_eq!(waits(&cleared), []);
        let mut other = Pen::new(71);
        journal.insert(&write(&mut other, Book::Health, at(9, 0), &decided(), 1));
        assert_eq!(waits(&journal), []);
    }
}
