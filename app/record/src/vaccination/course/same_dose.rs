//! Which records are of one dose, by hand.

use super::{
    tests::{card, copied, course_of, day, here, id},
    *,
};
use crate::{time::HOUR, vaccination::dose::DoseSource};

/// How many doses these records are of.
#[test]
fn the_same_dose_on_card_and_in_register_counts_once() {
    use DoseSource::{Memory, Register};
    let with_lot = |mut entry: DoseEntry, lot: &str| {
        entry.dose.lot = Some(lot.into());
        entry
    };
    let at = |mut entry: DoseEntry, on: &str| {
        entry.at_ms = day(on) * 24 * HOUR;
        entry
    };
    let table: Vec<(&str, Vec<DoseEntry>, usize)> = vec![
        (
            "card and register, same day",
            vec![
                card(1, "vaxzevria", "2021-05-03"),
                copied(2, Register, "vaxzevria", "2021-05-03"),
            ],
            1,
        ),
        (
            "card, register and a year from memory",
            vec![
                card(1, "vaxzevria", "2021-05-03"),
                copied(2, Register, "vaxzevria", "2021-05"),
                copied(3, Memory, "", "2021"),
            ],
            1,
        ),
        (
            "memory without a date",
            vec![
                card(1, "vaxzevria", "2021-05-03"),
                copied(2, Memory, "", ""),
            ],
            1,
        ),
        (
            "one day apart: somebody must look",
            vec![
                card(1, "vaxzevria", "2021-05-03"),
                copied(2, Register, "vaxzevria", "2021-05-04"),
            ],
            2,
        ),
        (
            "another product",
            vec![
                card(1, "vaxzevria", "2021-05-03"),
                copied(2, Register, "comirnaty", "2021-05-03"),
            ],
            2,
        ),
        (
            "another lot",
            vec![
                with_lot(card(1, "vaxzevria", "2021-05"), "ABV-1"),
                with_lot(copied(2, Register, "vaxzevria", "2021-05"), "ABV-2"),
            ],
            2,
        ),
        (
            "the lot written otherwise",
            vec![
                with_lot(card(1, "vaxzevria", "2021-05"), "ABV-1"),
                with_lot(copied(2, Register, "vaxzevria", "2021-05"), "abv 1"),
            ],
            1,
        ),
        (
            "two of one year from memory are two",
            vec![copied(1, Memory, "", "2021"), copied(2, Memory, "", "2021")],
            2,
        ),
        (
            "and are those two of the card",
            vec![
                copied(1, Memory, "", "2021"),
                copied(2, Memory, "", "2021"),
                card(3, "vaxzevria", "2021-05-03"),
                card(4, "vaxzevria", "2021-08-01"),
            ],
            2,
        ),
        (
            "two from memory, of which the second names a product",
            vec![
                copied(1, Memory, "", "2021"),
                copied(2, Memory, "comirnaty", "2021"),
                card(3, "comirnaty", "2021-05-03"),
                card(4, "vaxzevria", "2021-08-01"),
            ],
            2,
        ),
        (
            "or the first",
            vec![
                copied(1, Memory, "comirnaty", "2021"),
                copied(2, Memory, "", "2021"),
                card(3, "comirnaty", "2021-05-03"),
                card(4, "vaxzevria", "2021-08-01"),
            ],
            2,
        ),
        (
            "a register that knows the month of one and the product of the other",
            vec![
                copied(1, Register, "", "2021-05"),
                copied(2, Register, "comirnaty", "2021"),
                card(3, "comirnaty", "2021-05-03"),
                card(4, "vaxzevria", "2021-05"),
            ],
            2,
        ),
        (
            "the card copied twice",
            vec![
                card(1, "vaxzevria", "2021-05-03"),
                card(2, "vaxzevria", "2021-05-03"),
            ],
            1,
        ),
        (
            "two months of one card",
            vec![
                card(1, "vaxzevria", "2021-05"),
                card(2, "vaxzevria", "2021-05"),
            ],
            2,
        ),
        (
            "our own dose, read back from the card",
            vec![
                here(1, "vaxzevria", "2022-05-16"),
                card(2, "vaxzevria", "2022-05-16"),
            ],
            1,
        ),
        (
            "told before today's dose was given",
            vec![
                here(1, "vaxzevria", "2022-05-16"),
                at(copied(2, Memory, "", "2022"), "2022-05-16"),
            ],
            2,
        ),
        (
            "two tablets gave it on one day",
            vec![
                here(1, "vaxzevria", "2022-05-16"),
                here(2, "vaxzevria", "2022-05-16"),
                card(3, "vaxzevria", "2022-05-16"),
            ],
            2,
        ),
    ];
    for (what, entries, wanted) in table {
        let course = course_of("1988", &entries);
        assert_eq!(course.doses.len(), wanted, "{what}");
        let records: usize = course.doses.iter().map(|one| 1 + one.also.len()).sum();
        assert_eq!(
            records,
            entries.len(),
            "{what}: each record stands somewhere"
        );
    }
}

#[test]
fn a_record_from_memory_may_say_more_than_the_card() {
    let told = copied(1, DoseSource::Memory, "vaxzevria", "2021-05-03");
    let course = course_of("1988", &[told, card(2, "", "2021")]);
    let dose = &course.doses[0];
    assert_eq!((dose.entry, &dose.also[..]), (id(1), &[id(2)][..]));
    assert_eq!(dose.on, Some(DayRange::one(day("2021-05-03"))));
}

#[test]
fn the_record_that_says_most_stands_for_the_dose() {
    let mut told = copied(1, DoseSource::Memory, "vaxzevria", "2021");
    told.dose.lot = Some("ABV1".into());
    let course = course_of("1988", &[told, card(2, "", "2021-05-03")]);
    let dose = &course.doses[0];
    assert_eq!((dose.entry, &dose.also[..]), (id(2), &[id(1)][..]));
    assert_eq!(dose.product.as_deref(), Some("vaxzevria"));
    assert_eq!(dose.on, Some(DayRange::one(day("2021-05-03"))));
}
