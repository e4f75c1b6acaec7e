//! What no order of arrival, no repetition and no odd input may change about a course.

use proptest::prelude::*;

use super::{
    tests::{card, course_of, here, id},
    *,
};
use crate::{
    time::HOUR,
    vaccination::dose::{DoseSource, Outcome},
};

fn any_date() -> impl Strategy<Value = String> {
    prop_oneof![
        1 => Just(String::new()),
        2 => (2021..2023).prop_map(|year: i32| year.to_string()),
        3 => (2021..2023, 1..13).prop_map(|(year, month)| format!("{year}-{month:02}")),
        6 => (2021..2023, 1..13, 1..29).prop_map(|(year, month, day)| format!("{year}-{month:02}-{day:02}")),
    ]
}

fn any_entry() -> impl Strategy<Value = DoseEntry> {
    const PRODUCTS: &[&str] = &[
        "",
        "comirnaty",
        "vaxzevria",
        "jcovden",
        "covilo",
        "bimervax",
        "sputnik_v",
        "blue",
    ];
    let sources = prop::sample::select(DoseSource::KNOWN);
    let lots = prop::option::of(prop::sample::select(&["A1", "a-1", "B2"][..]));
    let outcomes = prop::sample::select(&["given", "given", "given", "refused"][..]);
    (
        prop::sample::select(PRODUCTS),
        sources,
        any_date(),
        lots,
        outcomes,
        18_900_i64..19_200,
    )
        .prop_map(|(product, source, on, lot, outcome, written)| {
            let mut entry = here(0, product, "2022-01-01");
            entry.at_ms = written * 24 * HOUR;
            entry.dose.source = source.into();
            entry.dose.on = on.parse().unwrap();
            if entry.dose.source == DoseSource::Here {
                entry.dose.on = PartialDate::of_day(written);
            }
            entry.dose.lot = lot.map(str::to_owned);
            entry.dose.outcome = outcome.into();
            entry
        })
}

fn any_entries() -> impl Strategy<Value = Vec<DoseEntry>> {
    prop::collection::vec(any_entry(), 0..9).prop_map(|mut entries| {
        for (entry, n) in entries.iter_mut().zip(1..) {
            entry.entry = id(n);
        }
        entries
    })
}

proptest! {
    #[test]
    fn no_order_of_arrival_and_no_repetition_changes_the_answer(
        (entries, shuffled) in any_entries().prop_flat_map(|entries| {
            let twice = [entries.clone(), entries.clone()].concat();
            (Just(entries), Just(twice).prop_shuffle())
        }),
        born in any_date(),
    ) {
        prop_assert_eq!(course_of(&born, &shuffled), course_of(&born, &entries));
    }

    #[test]
    fn each_given_record_stands_in_one_dose_and_numbers_run_on(entries in any_entries()) {
        let course = course_of("1988", &entries);
        let mut stated: Vec<EntryId> = course.doses.iter().flat_map(|one| one.also.iter().copied().chain([one.entry])).collect();
        stated.sort_unstable();
        let given: Vec<EntryId> = entries
            .iter()
            .filter(|one| one.dose.outcome == Outcome::Given)
            .map(|one| one.entry)
            .collect();
        prop_assert_eq!(stated, given);
        let numbers: Vec<u32> = course.doses.iter().map(|one| one.number).collect();
        prop_assert_eq!(numbers, (1..=course.doses.len() as u32).collect::<Vec<_>>());
        if let Some(next) = course.next {
            prop_assert_eq!(next.number as usize, course.doses.len() + 1);
        }
    }

    #[test]
    fn which_of_the_copied_was_written_first_invents_no_dose(
        (entries, shuffled) in any_entries().prop_flat_map(|entries| (Just(entries.clone()), Just(entries).prop_shuffle())),
    ) {
        let copied_in = |entries: Vec<DoseEntry>| {
            let mut entries = entries;
            entries.retain(|one| one.dose.source != DoseSource::Here);
            for (entry, n) in entries.iter_mut().zip(1..) {
                entry.entry = id(n);
                entry.at_ms = 19_400 * 24 * HOUR + n as i64;
            }
            course_of("1988", &entries).doses.len()
        };
        prop_assert_eq!(copied_in(shuffled), copied_in(entries));
    }

    #[test]
    fn our_own_doses_copied_back_from_a_card_are_no_new_ones(
        days in prop::collection::btree_set(18_700_i64..19_144, 1..6),
        keep in 4_usize..11,
    ) {
        let given: Vec<DoseEntry> = days
            .iter()
            .zip(1..)
            .map(|(day, n)| here(n, "comirnaty", &PartialDate::of_day(*day).to_string()))
            .collect();
        let mut all = given.clone();
        for one in &given {
            let date = one.dose.on.to_string();
            let date = date[..keep.min(10)].trim_end_matches('-');
            let date = if date.len() == 9 || date.len() == 6 { &date[..4] } else { date };
            all.push(card(100 + one.entry.0.as_u128(), "comirnaty", date));
        }
        let (alone, with_card) = (course_of("1988", &given), course_of("1988", &all));
        prop_assert_eq!(with_card.doses.len(), given.len());
        prop_assert_eq!(with_card.next, alone.next);
    }

    #[test]
    fn nothing_that_is_written_breaks_it(on in r"\PC{0,12}", at_ms in any::<i64>(), year in 0_u32..99_999, product in r"\PC{0,6}") {
        for text in [on, format!("{year}"), format!("{year:04}-12-31")] {
            let mut entry = card(1, &product, "");
            entry.dose.on = text.parse().unwrap_or(PartialDate::UNKNOWN);
            entry.at_ms = at_ms;
            let second = here(2, "vaxzevria", "2022-05-16");
            course_of(&text.parse::<PartialDate>().unwrap_or_default().to_string(), &[entry, second]);
        }
    }
}
