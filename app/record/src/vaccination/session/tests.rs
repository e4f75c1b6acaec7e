//! Sessions by hand, and what no order of arrival may change.

use proptest::prelude::*;

use super::*;
use crate::{
    fixtures::person,
    id::{ChainId, Uuid},
};

fn id(n: u128) -> EntryId {
    EntryId(Uuid::from_u128(n))
}

const SESSION: u128 = 1;
const APIO: u128 = 50;
const OCEN: u128 = 51;

/// A record written in a minute of the session; its id follows from it.
fn entry(minute: u64, author: u128, says: Says) -> SessionEntry {
    SessionEntry {
        position: Position {
            at_ms: i64::try_from(minute).unwrap() * 60_000,
            chain: ChainId(Uuid::from_u128(author)),
            seq: minute,
            id: id(1_000 + u128::from(minute)),
        },
        author: person(author),
        says,
    }
}

fn step(step: Step, lot: &str, vials: u32, doses: u32) -> SessionStep {
    SessionStep {
        session: id(SESSION),
        step,
        product: Some("vaxzevria".into()),
        lot: Some(lot.into()),
        lot_expiry: PartialDate::UNKNOWN,
        vials,
        doses,
        waste: None,
        to: None,
    }
}

fn wasted(lot: &str, doses: u32, why: WasteReason) -> Says {
    Says::Step(SessionStep {
        waste: Some(why),
        ..step(Step::Wasted, lot, 0, doses)
    })
}

fn dose(lot: &str) -> Dose {
    Dose {
        outcome: Outcome::Given,
        source: DoseSource::Here,
        on: PartialDate::UNKNOWN,
        disease: None,
        product: Some("vaxzevria".into()),
        lot: Some(lot.into()),
        lot_expiry: PartialDate::UNKNOWN,
        session: Some(id(SESSION)),
        site: None,
        vaccinator: None,
        why_not: None,
        override_reason: None,
    }
}

fn of(all: Vec<Says>) -> Vec<SessionEntry> {
    (1..)
        .zip(all)
        .map(|(minute, says)| entry(minute, APIO, says))
        .collect()
}

fn given(lot: &str, times: usize) -> Vec<Says> {
    vec![Says::Dose(dose(lot)); times]
}

fn opened(lot: &str, vials: u32, doses: u32) -> Says {
    Says::Step(step(Step::Opened, lot, vials, doses))
}

fn left(lot: &str, doses: u32) -> Says {
    Says::Step(step(Step::Left, lot, 0, doses))
}

fn ended() -> Says {
    Says::Step(step(Step::Ended, "", 0, 0))
}

fn extra(lot: &str, doses: u32) -> Says {
    Says::Step(step(Step::Extra, lot, 0, doses))
}

fn state_of(entries: &[SessionEntry]) -> SessionState {
    state(id(SESSION), person(APIO), entries)
}

#[test]
fn lots_add_up_or_say_how_they_do_not() {
    use Difference::{Missing, MoreThanDrawn, NotOpened};
    let pieces = |pieces: Vec<Vec<Says>>| of(pieces.concat());
    let table: Vec<(&str, Vec<SessionEntry>, Option<Difference>)> = vec![
        (
            "all given",
            pieces(vec![vec![opened("A", 2, 5)], given("A", 10), vec![ended()]]),
            None,
        ),
        (
            "some left, counted",
            pieces(vec![
                vec![opened("A", 1, 10)],
                given("A", 7),
                vec![left("A", 3), ended()],
            ]),
            None,
        ),
        (
            "some thrown away",
            pieces(vec![
                vec![opened("A", 1, 10)],
                given("A", 7),
                vec![
                    wasted("A", 2, WasteReason::PartialUse),
                    wasted("A", 1, WasteReason::Contamination),
                    ended(),
                ],
            ]),
            None,
        ),
        (
            "six from a vial of five",
            pieces(vec![
                vec![opened("A", 1, 5), extra("A", 1)],
                given("A", 6),
                vec![ended()],
            ]),
            None,
        ),
        (
            "six, and nobody said so",
            pieces(vec![vec![opened("A", 1, 5)], given("A", 6)]),
            Some(MoreThanDrawn { doses: 1 }),
        ),
        (
            "running",
            pieces(vec![vec![opened("A", 1, 10)], given("A", 7)]),
            None,
        ),
        (
            "ended without a count",
            pieces(vec![vec![opened("A", 1, 10)], given("A", 7), vec![ended()]]),
            Some(Missing { doses: 3 }),
        ),
        (
            "counted one too few, running",
            pieces(vec![
                vec![opened("A", 1, 10)],
                given("A", 7),
                vec![left("A", 2)],
            ]),
            None,
        ),
        (
            "counted one too few",
            pieces(vec![
                vec![opened("A", 1, 10)],
                given("A", 7),
                vec![left("A", 2), ended()],
            ]),
            Some(Missing { doses: 1 }),
        ),
        (
            "counted at noon, and gone on",
            pieces(vec![
                vec![opened("A", 1, 10)],
                given("A", 4),
                vec![left("A", 6)],
                given("A", 3),
                vec![opened("A", 1, 10), extra("A", 1)],
                given("A", 5),
                vec![wasted("A", 2, WasteReason::PartialUse)],
            ]),
            None,
        ),
        (
            "counted at noon, and ended",
            pieces(vec![
                vec![opened("A", 1, 10)],
                given("A", 4),
                vec![left("A", 6)],
                given("A", 3),
                vec![ended()],
            ]),
            None,
        ),
        (
            "counted one too few at noon",
            pieces(vec![
                vec![opened("A", 1, 10)],
                given("A", 4),
                vec![left("A", 5)],
                given("A", 3),
                vec![ended()],
            ]),
            Some(Missing { doses: 1 }),
        ),
        (
            "more given after the count than was left",
            pieces(vec![
                vec![opened("A", 1, 10)],
                given("A", 8),
                vec![left("A", 2)],
                given("A", 3),
            ]),
            Some(MoreThanDrawn { doses: 1 }),
        ),
        (
            "counted one too many",
            pieces(vec![
                vec![opened("A", 1, 10)],
                given("A", 7),
                vec![left("A", 4)],
            ]),
            Some(MoreThanDrawn { doses: 1 }),
        ),
        (
            "counted twice: the later",
            pieces(vec![
                vec![opened("A", 1, 10)],
                given("A", 7),
                vec![left("A", 9), left("A", 3)],
            ]),
            None,
        ),
        (
            "never opened",
            pieces(vec![given("A", 2)]),
            Some(NotOpened { doses: 2 }),
        ),
    ];
    for (what, entries, wanted) in table {
        let state = state_of(&entries);
        assert_eq!(state.lots.len(), 1, "{what}");
        assert_eq!(state.lots[0].difference, wanted, "{what}");
        assert_eq!(state.reconciles(), wanted.is_none(), "{what}");
    }
}

#[test]
fn each_lot_adds_up_alone_however_it_is_written() {
    let mut all = vec![opened("AB-1", 1, 10), opened("C2", 1, 10)];
    all.extend(given("ab 1", 11));
    all.extend(given("C2", 8));
    all.extend([wasted("C2", 1, WasteReason::Expiry), ended()]);
    let state = state_of(&of(all));
    let lots: Vec<_> = state
        .lots
        .iter()
        .map(|one| (one.lot.as_deref(), one.difference))
        .collect();
    assert_eq!(
        lots,
        [
            (Some("AB-1"), Some(Difference::MoreThanDrawn { doses: 1 })),
            (Some("C2"), Some(Difference::Missing { doses: 1 })),
        ],
        "a dose too many here does not make up for one too few there"
    );
    let total = &state.total;
    assert_eq!(
        (total.vials, total.drawn, total.given, total.wasted_doses()),
        (2, 20, 19, 1)
    );
    assert_eq!(total.wasted.get(&Some(WasteReason::Expiry)), Some(&1));
    assert!(!state.reconciles());
}

#[test]
fn what_was_not_given_in_this_session_does_not_count() {
    let mut refused = dose("A");
    refused.outcome = Outcome::Refused;
    let mut from_card = dose("A");
    from_card.source = DoseSource::Card;
    let mut elsewhere = dose("A");
    elsewhere.session = Some(id(2));
    let mut step_elsewhere = step(Step::Opened, "A", 9, 9);
    step_elsewhere.session = id(2);
    let all = vec![
        opened("A", 1, 1),
        Says::Dose(refused),
        Says::Dose(from_card),
        Says::Dose(elsewhere),
        Says::Step(step_elsewhere),
        Says::Dose(dose("A")),
    ];
    let tally = state_of(&of(all)).total;
    assert_eq!((tally.vials, tally.drawn, tally.given), (1, 1, 1));
}

#[test]
fn an_opened_vial_is_thrown_away_six_hours_later() {
    let minute = |all: Vec<Vec<Says>>| {
        let lot = &state_of(&of(all.concat())).lots[0];
        lot.discard_ms.map(|at| (at - 6 * HOUR) / 60_000)
    };
    let two = vec![opened("A", 1, 5), opened("A", 1, 5)];
    assert_eq!(
        minute(vec![two.clone()]),
        Some(1),
        "the first may hold doses"
    );
    assert_eq!(minute(vec![two.clone(), given("A", 9)]), Some(1));
    assert_eq!(minute(vec![two, given("A", 10)]), None, "nothing is left");
    let first = [vec![opened("A", 1, 5)], given("A", 5)].concat();
    let second = vec![opened("A", 1, 5)];
    assert_eq!(minute(vec![first.clone(), second.clone()]), Some(7));
    assert_eq!(
        minute(vec![first, vec![extra("A", 1)], second.clone()]),
        Some(1),
        "one more was in the first"
    );
    let unwritten = vec![opened("A", 1, 0), opened("A", 1, 0)];
    assert_eq!(minute(vec![unwritten]), Some(1), "doses not written down");
    let empty = vec![opened("A", 1, 5), left("A", 0)];
    assert_eq!(minute(vec![empty, second]), Some(3), "counted: none left");
}

#[test]
fn a_session_handed_over_goes_on() {
    let hand_over = |to: Option<u128>| {
        Says::Step(SessionStep {
            to: to.map(person),
            ..step(Step::HandedOver, "", 0, 0)
        })
    };
    let taken = Says::Step(step(Step::TakenOver, "", 0, 0));
    let holder = |entries: &[SessionEntry]| {
        let state = state_of(entries);
        (state.holder, state.offered_to)
    };
    let mut entries = vec![
        entry(1, APIO, opened("A", 1, 5)),
        entry(2, APIO, hand_over(Some(OCEN))),
    ];
    assert_eq!(holder(&entries[..1]), (Some(person(APIO)), None));
    assert_eq!(holder(&entries), (Some(person(OCEN)), Some(person(OCEN))));
    entries.push(entry(3, APIO, Says::Dose(dose("A"))));
    assert_eq!(
        holder(&entries).1,
        Some(person(OCEN)),
        "the other goes on meanwhile"
    );
    entries.push(entry(4, OCEN, Says::Dose(dose("A"))));
    assert_eq!(holder(&entries), (Some(person(OCEN)), None));
    entries.push(entry(5, OCEN, hand_over(None)));
    assert_eq!(holder(&entries), (None, None), "offered to anybody");
    entries.push(entry(6, APIO, taken));
    assert_eq!(holder(&entries), (Some(person(APIO)), None));
    entries.push(entry(7, APIO, ended()));
    entries.push(entry(8, OCEN, ended()));
    let state = state_of(&entries);
    assert_eq!(
        state.ended,
        Some((7 * 60_000, person(APIO))),
        "the first end counts"
    );
    assert_eq!(state.total.given, 2);
}

#[test]
fn it_reads_what_it_writes_and_survives_nonsense() {
    let step = SessionStep {
        waste: Some(WasteReason::from("dropped")),
        to: Some(person(APIO)),
        ..step(Step::Wasted, "A", 3, 4)
    };
    assert_eq!(SessionStep::read(&step.answers()), Some(step.clone()));
    let mut answers = step.answers();
    answers.insert("vials".into(), json!(-5));
    answers.insert("doses".into(), json!(i64::MAX));
    answers.insert("lot_expiry".into(), json!("never"));
    let read = SessionStep::read(&answers).unwrap();
    assert_eq!(
        (read.vials, read.doses, read.lot_expiry),
        (0, 0, PartialDate::UNKNOWN)
    );
    let session = Session {
        place: None,
        site: Some(BodySite::LeftArm),
        vaccinator: Some(person(OCEN)),
        observation_minutes: 30,
    };
    assert_eq!(Session::read(&session.answers()), Some(session));
}

fn any_says() -> impl Strategy<Value = Says> {
    let lot = || prop::sample::select(&["A-1", "a1", "B", ""][..]);
    let numbers = prop_oneof![0_u32..12, Just(u32::MAX)];
    let steps = (
        prop::sample::select(Step::KNOWN),
        lot(),
        numbers.clone(),
        numbers,
        0_u128..2,
    )
        .prop_map(|(word, lot, vials, doses, to)| {
            let mut says = step(word.into(), lot, vials, doses);
            says.to = (to > 0).then(|| person(OCEN));
            Says::Step(says)
        });
    prop_oneof![steps, lot().prop_map(|lot| Says::Dose(dose(lot)))]
}

proptest! {
    #[test]
    fn no_order_of_arrival_and_no_repetition_changes_the_answer(
        (entries, shuffled) in prop::collection::vec((any_says(), any::<bool>()), 0..14).prop_flat_map(|all| {
            let entries: Vec<SessionEntry> = (1..)
                .zip(all)
                .map(|(minute, (says, first))| entry(minute, if first { APIO } else { OCEN }, says))
                .collect();
            let twice = [entries.clone(), entries.clone()].concat();
            (Just(entries), Just(twice).prop_shuffle())
        }),
    ) {
        prop_assert_eq!(state_of(&shuffled), state_of(&entries));
    }

    #[test]
    fn drawn_is_given_wasted_left_and_the_difference(
        vials in 0_u32..5, extra_doses in 0_u32..2, times in 0_usize..40, waste in 0_u32..4, remaining in 0_u32..10,
    ) {
        let mut all = vec![opened("A", vials, 5), extra("A", extra_doses), wasted("A", waste, WasteReason::Expiry)];
        all.extend(given("A", times));
        all.extend([left("A", remaining), ended()]);
        let state = state_of(&of(all));
        let difference = match state.lots[0].difference {
            None => 0,
            Some(Difference::Missing { doses }) => i64::try_from(doses).unwrap(),
            Some(Difference::MoreThanDrawn { doses } | Difference::NotOpened { doses }) => -i64::try_from(doses).unwrap(),
        };
        let accounted = times as i64 + i64::from(waste) + i64::from(remaining) + difference;
        prop_assert_eq!(accounted, i64::from(vials * 5 + extra_doses));
    }
}

#[test]
fn each_nurse_has_their_own_vial_and_the_last_reading_of_a_lot_holds() {
    let read = |lot: &str, expiry: &str| {
        Says::Step(SessionStep {
            lot_expiry: expiry.parse().unwrap(),
            ..step(Step::Opened, lot, 1, 5)
        })
    };
    let entries = [
        entry(1, APIO, read("A", "2022-05")),
        entry(2, OCEN, read("B", "2027-01")),
        entry(3, APIO, read("a", "2027-05")),
    ];
    let state = state_of(&entries);
    let lot = |author| state.lot_of(person(author)).map(|at| &state.lots[at]);
    assert_eq!(lot(APIO).unwrap().lot.as_deref(), Some("A"));
    assert_eq!(lot(APIO).unwrap().lot_expiry.to_string(), "2027-05");
    assert_eq!(lot(OCEN).unwrap().lot.as_deref(), Some("B"));
    // Whoever opened none goes on with the one that was opened last.
    assert_eq!(lot(99).unwrap().lot.as_deref(), Some("A"));
}
