//! What must hold of the index: no order of arrival gives two answers, nothing counts twice, practice never.

use proptest::prelude::*;

use super::*;
use crate::{
    contact::{self, Contact, ContactKind, ContactQuality, FollowUpDone, Promise},
    count::{self, Count, CountStep},
    entry::Amends,
    fixtures::*,
    matter::Withdrawal,
    notice::{self, Notice},
    review::{self, Decision, Reply, Review},
    round::{self, AbsenceReason, Check, CouldNot, PersonCheck, RoundEvent, RoundStep},
    schedule,
    time::DAY,
    whereabouts::{Move, MoveReason},
};

fn contact(text: &str) -> Contact {
    Contact {
        kind: ContactKind::Conversation,
        quality: Some(ContactQuality::Open),
        text: text.into(),
        follow_up: None,
    }
}

fn moved(n: u128, to: Option<u128>, reason: MoveReason) -> Move {
    Move {
        person: person(n),
        from: None,
        to: to.map(place),
        reason,
    }
}

/// A night in wing A: a round on two tablets, corrections, a review, moves, notices, a practised contact.
fn a_night() -> Vec<Entry> {
    let (mut apio, mut ocen, mut ruth) = (Pen::new(50), Pen::new(51), Pen::new(60));
    let mut all = a_round(&mut apio, &mut ocen);
    let round = all[0].id();
    all.extend(talks(&mut apio, &mut ocen, &mut ruth, round));
    all.extend(moves(&mut apio, &mut ocen));
    apio.practice = true;
    all.push(apio.about(at(20, 0), &contact("Practice."), &[person(1)]));
    all
}

fn a_round(apio: &mut Pen, ocen: &mut Pen) -> Vec<Entry> {
    let journal = prison();
    let round = round::start(
        journal.live(),
        Some(plan_id(1)),
        "Night round",
        place(WING_A),
        Some(at(22, 0)),
        &[place(WING_A)],
        None,
    );
    let start = apio.write(at(22, 5), &round);
    let id = start.id();
    let [one, two, ward] = [&round.stops[0], &round.stops[1], &round.stops[2]];
    let first = apio.write(at(22, 6), &Check::all_seen(id, one));
    let slip = apio.write(at(22, 7), &Check::all_seen(id, two));
    let undo = apio.withdraw(at(22, 7), &slip);
    let missing = Check {
        people: vec![PersonCheck::absent(two.people[0], AbsenceReason::Unknown)],
        ..Check::all_seen(id, two)
    };
    let gone = ocen.write(at(22, 9), &missing);
    let again = ocen.write(
        at(22, 10),
        &Check::could_not(id, one.place, CouldNot::NoKey),
    );
    let ward_check = Check::counted(id, ward.place, 2, vec![]);
    let counted = ocen.write(at(22, 12), &ward_check);
    let event = |event, to: Option<u128>| RoundEvent {
        round: id,
        event,
        to: to.map(person),
        reason: None,
    };
    let pause = apio.write(at(22, 8), &event(RoundStep::Paused, None));
    let resume = apio.write(at(22, 11), &event(RoundStep::HandedOver, Some(51)));
    let end = ocen.write(at(22, 20), &event(RoundStep::Ended, None));
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
    let counting = ocen.write(at(22, 22), &differs);
    vec![
        start, first, slip, undo, gone, again, counted, pause, resume, end, counting,
    ]
}

fn talks(apio: &mut Pen, ocen: &mut Pen, ruth: &mut Pen, round: EntryId) -> Vec<Entry> {
    let talk = apio.about(at(18, 0), &contact("Asked about his visit."), &[person(1)]);
    let fixed = apio.amend(
        at(18, 5),
        &talk,
        Amends::Correct,
        &contact("Asked about the visit on Monday."),
        &[person(1)],
    );
    let wrong = Pen::second_of(50, 52).amend(
        at(18, 6),
        &talk,
        Amends::WrongPerson,
        &contact("Asked about his visit."),
        &[person(2)],
    );
    let promise = Contact {
        follow_up: Some(Promise {
            owner: Some(person(51)),
            date: Some("2026-11-25".into()),
        }),
        ..contact("Wants to write home.")
    };
    let promised = apio.about(at(17, 0), &promise, &[person(3)]);
    let kept = ocen.write(
        at(19, 0),
        &FollowUpDone {
            entry: promised.id(),
            text: None,
        },
    );
    let sent_back = ruth.write(
        at(23, 0),
        &Review {
            entry: promised.id(),
            decision: Decision::SentBack,
            reason: Some("When?".into()),
        },
    );
    let reply = apio.write(
        at(23, 5),
        &Reply {
            entry: promised.id(),
            text: "This week.".into(),
        },
    );
    let accepted = ruth.write(
        at(23, 30),
        &Review {
            entry: round,
            decision: Decision::Accepted,
            reason: None,
        },
    );
    vec![
        talk, fixed, wrong, promised, kept, sent_back, reply, accepted,
    ]
}

fn moves(apio: &mut Pen, ocen: &mut Pen) -> Vec<Entry> {
    let court = apio.write(at(8, 0), &moved(5, None, MoveReason::Court));
    let cell = apio.write(at(22, 15), &moved(3, Some(CELL_1), MoveReason::Move));
    let other = ocen.write(at(9, 0), &moved(6, Some(CELL_B), MoveReason::Move));
    let meant = ocen.amend(
        at(9, 5),
        &other,
        Amends::WrongPerson,
        &moved(4, Some(CELL_B), MoveReason::Move),
        &[person(4)],
    );
    let notice = apio.write(
        at(10, 0),
        &Notice {
            text: "Use the north stairs.".into(),
            urgent: false,
            person: None,
            place: Some(place(WING_A)),
            until_ms: Some(at(30, 0)),
            review_ms: None,
            source: None,
            wording: None,
        },
    );
    vec![court, cell, other, meant, notice]
}

/// Everything that a page could show, in words.
fn everything(journal: &Journal) -> String {
    let view = journal.live();
    let now = at(24, 0);
    let mut out = String::new();
    let mut add = |what: &dyn std::fmt::Debug| out.push_str(&format!("{what:?}\n"));
    let all = Page {
        limit: usize::MAX,
        ..Page::default()
    };
    add(&view.query(&Filter::default(), all));
    add(&view.forms());
    for n in 1..8 {
        add(&view.timeline(person(n), &Filter::default()));
        add(&view.whereabouts().now(person(n)));
        add(&view.whereabouts().at(person(n), at(9, 2)));
        add(&view.same_name(person(n)));
        add(&contact::last_spoken_to(view, person(n), now));
    }
    for record in view.ledger.between(i64::MIN, i64::MAX) {
        add(&view.amended(record.id()));
        add(&review::state(view, record.id()));
        add(&round::state(view, record.id()));
        add(&round::state(view, record.id()).map(|state| state.exceptions()));
        add(&count::of_round(view, record.id()));
        add(&view.wing_of(record));
    }
    add(&view.residents(place(WING_A)));
    add(&contact::follow_ups(view, "2026-11-24"));
    add(&notice::active(view, now));
    let due = schedule::due_rounds(
        view,
        view.directory().plans(),
        at(0, 0),
        at(26, 0),
        OFFSET,
        now,
    );
    add(&due);
    add(&review::to_review(
        view,
        person(60),
        &[crate::access::Role::Supervisor],
        0,
        now,
    ));
    add(&review::sent_back(view, person(50)));
    add(&contact::rounds_by_day(
        view,
        view.directory().plans(),
        now - 3 * DAY,
        now,
        OFFSET,
    ));
    out
}

#[derive(Debug, Clone)]
enum Arrival {
    Entry(Box<Entry>),
    Document(Box<Revision>),
}

fn arrivals() -> Vec<Arrival> {
    let mut all: Vec<Arrival> = a_night()
        .into_iter()
        .map(|entry| Arrival::Entry(Box::new(entry)))
        .collect();
    let documents = documents();
    // A second revision of a person, and a rival of it.
    let mut known = someone("Mukasa Isaac", Some("UG-0106"), Some(place(WARD)));
    let before = documents
        .iter()
        .find(|one| one.id() == person(6).document())
        .cloned()
        .unwrap();
    let later = revise(&person(6).document(), &known, at(1, 0), Some(&before));
    known.name = "Mukasa Isaak".into();
    let rival = revise(&person(6).document(), &known, at(2, 0), Some(&before));
    let documents = documents.into_iter().chain([later, rival]);
    all.extend(documents.map(|one| Arrival::Document(Box::new(one))));
    all
}

fn arrive(journal: &mut Journal, arrival: &Arrival) {
    match arrival {
        Arrival::Entry(entry) => {
            journal.insert(entry);
        }
        Arrival::Document(document) => {
            journal.insert_revision(document);
        }
    }
}

fn in_order(arrivals: &[Arrival]) -> Journal {
    let mut journal = Journal::new();
    for arrival in arrivals {
        arrive(&mut journal, arrival);
    }
    journal
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// No order of arrival gives two answers, and what arrives twice counts once.
    #[test]
    fn any_order_gives_one_answer(shuffled in Just(arrivals()).prop_shuffle(), again in 0usize..40) {
        let wanted = everything(&in_order(&arrivals()));
        let mut journal = in_order(&shuffled);
        for arrival in shuffled.iter().take(again) {
            arrive(&mut journal, arrival);
        }
        prop_assert_eq!(everything(&journal), wanted);
    }

    /// What is removed and comes back leaves no trace; what is removed for good is as if it never came.
    #[test]
    fn removal_leaves_nothing(picks in prop::collection::btree_set(0usize..25, 0..10)) {
        let all = arrivals();
        let mut journal = in_order(&all);
        let entries = a_night();
        for pick in &picks {
            prop_assert!(journal.remove(entries[*pick].id()));
        }
        let rest: Vec<Arrival> = all
            .iter()
            .filter(|arrival| match arrival {
                Arrival::Entry(entry) => !picks.iter().any(|pick| entries[*pick].id() == entry.id()),
                Arrival::Document(_) => true,
            })
            .cloned()
            .collect();
        prop_assert_eq!(everything(&journal), everything(&in_order(&rest)));
        for pick in &picks {
            journal.insert(&entries[*pick]);
        }
        prop_assert_eq!(everything(&journal), everything(&in_order(&all)));
    }

    /// Pages put together are the list, whatever their size, and after a row comes the next one.
    #[test]
    fn pages_make_up_the_list(limit in 1usize..9, newest_first: bool) {
        let journal = in_order(&arrivals());
        let filter = Filter::default();
        let whole = Page { after: None, offset: 0, limit: usize::MAX, newest_first };
        let wanted = journal.live().query(&filter, whole);
        let mut by_offset = Vec::new();
        let mut by_row = Vec::new();
        for page in 0..wanted.total.div_ceil(limit) {
            let offset = page * limit;
            by_offset.extend(journal.live().query(&filter, Page { offset, limit, ..whole }).rows);
            let after = by_row.last().map(|row: &Row| row.position);
            by_row.extend(journal.live().query(&filter, Page { after, limit, ..whole }).rows);
        }
        prop_assert_eq!(&by_offset, &wanted.rows);
        prop_assert_eq!(&by_row, &wanted.rows);
    }
}

#[test]
fn two_tablets_corrected_without_knowing_of_each_other() {
    let journal = in_order(&arrivals());
    let night = a_night();
    let (talk, fixed, wrong) = (&night[11], &night[12], &night[13]);
    let state = journal.live().amended(talk.id()).unwrap();
    assert!(state.concurrent && state.corrected && !state.withdrawn);
    assert_eq!(state.amendments, [fixed.id(), wrong.id()]);
    assert_eq!(state.people, [person(2)]);
    assert_eq!(state.former_people, [person(1)]);
    assert_eq!(state.latest, wrong.id());
    // Asked of a version, the state is the record's.
    assert_eq!(journal.live().amended(fixed.id()), Some(state));
}

#[test]
fn a_record_about_the_wrong_person_stays_folded_there() {
    let journal = in_order(&arrivals());
    let talk = &a_night()[11];
    let folded = |n| {
        let rows = journal.live().timeline(person(n), &Filter::default());
        let row = rows.into_iter().find(|row| row.row.id == talk.id());
        row.map(|row| row.folded)
    };
    assert_eq!(folded(1), Some(true));
    assert_eq!(folded(2), Some(false));
    assert_eq!(folded(3), None);
}

#[test]
fn one_after_the_other_is_no_conflict() {
    let mut apio = Pen::new(50);
    let mut elsewhere = Pen::second_of(50, 51);
    let first = apio.about(at(1, 0), &contact("One."), &[person(1)]);
    let second = elsewhere.amend(
        at(2, 0),
        &first,
        Amends::Correct,
        &contact("Two."),
        &[person(1)],
    );
    // Earlier by its own clock, yet it continues the second version.
    let third = apio.amend(
        at(1, 30),
        &second,
        Amends::Correct,
        &contact("Three."),
        &[person(1)],
    );
    let mut journal = prison();
    for entry in [&third, &first, &second] {
        journal.insert(entry);
    }
    let state = journal.live().amended(first.id()).unwrap();
    assert!(!state.concurrent);
    assert_eq!(state.answers_from, third.id());
    for version in [&first, &second, &third] {
        assert_eq!(journal.live().latest(version.id()), third.id());
    }
    // Withdrawn, nothing stands; what was said last is still what was said.
    let taken_back = apio.amend(at(3, 0), &third, Amends::Withdraw, &Withdrawal, &[]);
    journal.insert(&taken_back);
    assert!(journal.live().standing(first.id()).is_none());
    let last = journal.live().last_words(first.id()).unwrap();
    assert_eq!(last.id(), third.id());
    let rows = journal.live().query(&Filter::default(), Page::default());
    assert_eq!(rows.total, 1, "versions are no rows of their own");
}

#[test]
fn nobody_amends_what_somebody_else_wrote() {
    let (mut apio, mut ocen) = (Pen::new(50), Pen::new(51));
    let first = apio.about(at(1, 0), &contact("One."), &[person(1)]);
    let own = apio.amend(
        at(1, 5),
        &first,
        Amends::Correct,
        &contact("One and a half."),
        &[person(1)],
    );
    let forged = ocen.amend(
        at(2, 0),
        &first,
        Amends::Correct,
        &contact("Nothing of it."),
        &[person(2)],
    );
    let taken = ocen.withdraw(at(2, 5), &own);
    let all = [&first, &own, &forged, &taken];
    for order in [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1]] {
        let mut journal = prison();
        for at in order {
            journal.insert(all[at]);
        }
        let state = journal.live().amended(first.id()).unwrap();
        assert_eq!(state.amendments, [own.id()]);
        assert!(state.corrected && !state.withdrawn && !state.concurrent);
        assert_eq!(state.people, [person(1)]);
        // What claims to amend it stands beside it, with its own author.
        let rows = journal.live().query(&Filter::default(), Page::default());
        assert!(rows.rows.iter().any(|row| row.id == forged.id()));
    }
}

#[test]
fn a_ring_of_corrections_ends() {
    let mut pen = Pen::new(50);
    let first = pen.about(at(1, 0), &contact("One."), &[person(1)]);
    let second = pen.amend(
        at(1, 1),
        &first,
        Amends::Correct,
        &contact("Two."),
        &[person(1)],
    );
    let mut forged = Record::of(&first);
    forged.corrects = Some(crate::entry::Correction {
        entry: second.id(),
        how: Amends::Correct,
        reason: String::new(),
    });
    for order in [[0, 1], [1, 0]] {
        let mut journal = prison();
        for one in order {
            journal.insert_record([&forged, &Record::of(&second)][one].clone());
        }
        let state = journal.live().amended(second.id()).unwrap();
        assert_eq!(state.root, first.id());
        assert_eq!(
            journal
                .live()
                .query(&Filter::default(), Page::default())
                .total,
            1
        );
    }
}

#[test]
fn practice_is_seen_only_in_practice() {
    let journal = in_order(&arrivals());
    let practised = a_night().pop().unwrap();
    assert!(journal.live().record(practised.id()).is_none());
    let rows = journal
        .practice()
        .query(&Filter::default(), Page::default());
    assert_eq!(rows.total, 1);
    assert_eq!(rows.rows[0].id, practised.id());
}

#[test]
fn filters_find_what_they_name() {
    let journal = in_order(&arrivals());
    let view = journal.live();
    let count = |filter: Filter| view.query(&filter, Page::default()).total;
    let all = count(Filter::default());
    assert_eq!(all, 8, "round, count, two contacts, three moves, a notice");
    let by = |change: fn(&mut Filter)| {
        let mut filter = Filter::default();
        change(&mut filter);
        filter
    };
    use crate::review::ReviewWord::{Accepted, Returned};
    let table = [
        (by(|one| one.wing = Some(place(WING_B))), 1),
        (by(|one| one.forms = vec!["contact".into()]), 2),
        (by(|one| one.forms = vec!["check".into()]), 5),
        (by(|one| one.author = Some(person(50))), 6),
        (by(|one| one.person = Some(person(2))), 1),
        (by(|one| one.words = "monday VISIT".into()), 0),
        (by(|one| one.words = "his visit".into()), 1),
        (by(|one| one.words = "north".into()), 1),
        (by(|one| one.books = Some(vec![Book::Roster])), 4),
        (by(|one| one.from_ms = Some(at(22, 0))), 3),
        (by(|one| one.to_ms = Some(at(9, 0))), 1),
        (by(|one| one.place = Some(place(CELL_1))), 1),
        (by(|one| one.review = Some(Accepted)), 1),
        (by(|one| one.review = Some(Returned)), 1),
    ];
    for (filter, wanted) in table {
        assert_eq!(count(filter.clone()), wanted, "{filter:?}");
    }
}

#[test]
fn rivals_with_one_id_end_alike() {
    let mut one = Pen::new(50);
    let mut other = Pen::new(50);
    let first = one.about(at(1, 0), &contact("One."), &[person(1)]);
    let rival = other.about(at(1, 0), &contact("Another."), &[person(2)]);
    assert_eq!(first.id(), rival.id());
    let ends = [[&first, &rival], [&rival, &first]].map(|pair| {
        let mut journal = prison();
        for entry in pair {
            journal.insert(entry);
        }
        everything(&journal)
    });
    assert_eq!(ends[0], ends[1]);
}

#[test]
fn the_winner_of_the_backend_shows_and_the_loser_is_kept() {
    let mut journal = in_order(&arrivals());
    let id = person(6).document();
    assert_eq!(
        journal.directory().person(person(6)).unwrap().name,
        "Mukasa Isaak"
    );
    assert_eq!(journal.directory().losing(&id).len(), 1);
    let documents = arrivals().into_iter().filter_map(|arrival| match arrival {
        Arrival::Document(document) if document.id() == id => Some(document.digest()),
        _ => None,
    });
    let second = documents.collect::<Vec<_>>()[1];
    journal.prefer_revision(&id, second);
    assert_eq!(
        journal.directory().person(person(6)).unwrap().name,
        "Mukasa Isaac"
    );
    assert_eq!(journal.directory().digest(&id), Some(second));
}

#[test]
fn a_move_in_another_book_moves_nobody() {
    let mut pen = Pen::new(50);
    let says = moved(1, Some(CELL_B), MoveReason::Move);
    use crate::matter::SystemForm as _;
    let entry = pen.raw(at(1, 0), Book::Wing, "move", says.answers(), &[], None);
    let mut journal = prison();
    journal.insert(&entry);
    assert_eq!(journal.whereabouts().home(person(1)), Some(place(CELL_1)));
}

#[test]
fn moves_lead_where_they_say() {
    let mut pen = Pen::new(50);
    let mut journal = prison();
    let steps = [
        (
            moved(1, None, MoveReason::Court),
            (Some(CELL_1), true, false),
        ),
        (
            moved(1, None, MoveReason::Return),
            (Some(CELL_1), false, false),
        ),
        (
            moved(1, Some(CELL_2), MoveReason::Move),
            (Some(CELL_2), false, false),
        ),
        (
            moved(1, None, MoveReason::Hospital),
            (Some(CELL_2), true, false),
        ),
        (
            moved(1, Some(WARD), MoveReason::Return),
            (Some(WARD), false, false),
        ),
        (moved(1, None, MoveReason::Release), (None, false, true)),
        (
            moved(1, Some(CELL_B), MoveReason::Admission),
            (Some(CELL_B), false, false),
        ),
    ];
    for (hour, (says, (home, away, released))) in (1..).zip(steps) {
        journal.insert(&pen.write(at(hour, 0), &says));
        let now = journal.whereabouts().now(person(1));
        assert_eq!(now.home, home.map(place), "{says:?}");
        assert_eq!(
            (now.away.is_some(), now.released),
            (away, released),
            "{says:?}"
        );
    }
    assert_eq!(
        journal.whereabouts().at(person(1), at(3, 30)).home,
        Some(place(CELL_2))
    );
    assert_eq!(
        journal.whereabouts().now(person(1)).admitted_ms,
        Some(at(7, 0))
    );
}
