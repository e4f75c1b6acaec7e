//! Courses by hand, from the reference's intervals.

use super::*;
use crate::{
    id::Uuid,
    time::{HOUR, parse_date},
    vaccination::{
        catalogue::tests::bundled,
        dose::{DoseSource, Outcome, WhyNot},
    },
};

pub(super) fn id(n: u128) -> EntryId {
    EntryId(Uuid::from_u128(n))
}

pub(super) fn day(text: &str) -> Day {
    parse_date(text).expect(text)
}

/// A dose given here on a day, at nine.
pub(super) fn here(n: u128, product: &str, on: &str) -> DoseEntry {
    let on: PartialDate = on.parse().expect(on);
    DoseEntry {
        entry: id(n),
        at_ms: on.day().expect("a day") * 24 * HOUR + 6 * HOUR,
        utc_offset_minutes: 180,
        dose: Dose {
            outcome: Outcome::Given,
            source: DoseSource::Here,
            on,
            disease: Some("covid_19".into()),
            product: (!product.is_empty()).then(|| product.to_owned()),
            lot: None,
            lot_expiry: PartialDate::UNKNOWN,
            session: None,
            site: None,
            vaccinator: None,
            why_not: None,
            override_reason: None,
        },
    }
}

/// A dose copied on 1 June 2022 from somewhere.
pub(super) fn copied(n: u128, source: DoseSource, product: &str, on: &str) -> DoseEntry {
    let mut entry = here(n, product, "2022-06-01");
    entry.dose.source = source;
    entry.dose.on = on.parse().expect(on);
    entry
}

pub(super) fn card(n: u128, product: &str, on: &str) -> DoseEntry {
    copied(n, DoseSource::Card, product, on)
}

pub(super) fn course_of(born: &str, entries: &[DoseEntry]) -> Course {
    let born = born.parse().expect(born);
    course(&bundled(), "covid_19", born, day("2022-06-06"), entries)
        .expect("a disease of the catalogue")
}

/// The first day on which the next dose is usually given, or the state where there is none.
fn due(course: &Course) -> String {
    match course.next.map(|next| next.due) {
        None => "none".into(),
        Some(Due::AnyTime) => "any time".into(),
        Some(Due::NotKnown) => "not known".into(),
        Some(Due::Between {
            not_before,
            from,
            until,
        }) => {
            let text = |day| PartialDate::of_day(day).to_string();
            let until = until.map_or("-".into(), |until| text(until.last));
            format!("{} {} {until}", text(not_before.first), text(from.first))
        }
    }
}

/// Not before, from and until, by hand from health.md, section 2.1. Vaxzevria's is 8 to 12 weeks: the 10 days that go
/// round would be 26 May.
#[test]
fn the_second_dose_is_due_after_its_products_interval() {
    for (product, wanted) in [
        ("comirnaty", "2022-06-06 2022-06-06 2022-07-11"),
        ("vaxzevria", "2022-06-13 2022-07-11 2022-08-08"),
        ("covishield", "2022-06-13 2022-07-11 2022-08-08"),
        ("spikevax", "2022-06-13 2022-06-13 2022-07-11"),
        ("covilo", "2022-06-06 2022-06-06 2022-06-13"),
        ("coronavac", "2022-05-30 2022-05-30 2022-06-13"),
        ("covaxin", "2022-06-13 2022-06-13 -"),
        ("nuvaxovid", "2022-06-06 2022-06-06 -"),
        ("sputnik_v", "2022-06-06 2022-06-06 -"),
        ("corbevax", "not known"),
    ] {
        let course = course_of("1988", &[here(1, product, "2022-05-16")]);
        assert_eq!(due(&course), wanted, "{product}");
        assert_eq!(course.primary, Primary::Incomplete, "{product}");
        let next = course.next.unwrap();
        assert_eq!((next.number, next.stage), (2, Stage::Primary), "{product}");
        assert_eq!(course.doses[0].warnings, [], "{product}");
    }
}

#[test]
fn after_the_primary_series_a_booster_is_due_and_then_nothing() {
    for (products, wanted) in [
        (
            &["comirnaty", "comirnaty"][..],
            "2022-09-30 2022-09-30 2022-11-30",
        ),
        (&["jcovden"], "2022-07-26 2022-07-31 2022-11-30"),
        (&["convidecia"], "2022-09-30 2022-09-30 2022-11-30"),
        (
            &["vaxzevria", "comirnaty"],
            "2022-09-30 2022-09-30 2022-11-30",
        ),
        (&["comirnaty", "comirnaty", "comirnaty"], "none"),
        (&["jcovden", "jcovden"], "none"),
        (&["comirnaty", "comirnaty", "bimervax"], "none"),
    ] {
        let dates = ["2021-03-01", "2021-09-01", "2022-05-31"];
        let from = dates.len() - products.len();
        let entries: Vec<DoseEntry> = (products.iter().zip(&dates[from..]).enumerate())
            .map(|(n, (product, on))| here(n as u128, product, on))
            .collect();
        let course = course_of("1988", &entries);
        assert_eq!(due(&course), wanted, "{products:?}");
        assert!(
            matches!(course.primary, Primary::Complete { .. }),
            "{products:?}"
        );
    }
    assert_eq!(due(&course_of("1988", &[])), "any time");
}

#[test]
fn older_people_need_a_third_dose_of_an_inactivated_vaccine() {
    let two = [
        here(1, "covilo", "2022-01-10"),
        here(2, "covilo", "2022-02-10"),
    ];
    for (born, complete, next) in [
        ("1988", true, Stage::Booster),
        // 59 at both doses, 60 today: what was complete stays so, and one more is advised.
        ("1962-06-06", true, Stage::Primary),
        ("1962-02-10", false, Stage::Primary),
        ("1962-02-11", true, Stage::Primary),
        ("1962-06-07", true, Stage::Booster),
        ("1962", true, Stage::Booster),
        ("1961", false, Stage::Primary),
        ("", true, Stage::Booster),
    ] {
        let course = course_of(born, &two);
        assert_eq!(
            course.primary == Primary::Complete { number: 2 },
            complete,
            "{born}"
        );
        assert_eq!(course.next.unwrap().stage, next, "{born}");
    }
    assert_eq!(
        due(&course_of("1950", &two)),
        "not known",
        "no source gives the third dose's interval"
    );
    let mut three = two.to_vec();
    three.push(here(3, "covilo", "2022-05-20"));
    assert_eq!(
        course_of("1950", &three).primary,
        Primary::Complete { number: 3 }
    );
}

#[test]
fn turning_sixty_rewrites_no_history() {
    let mut entries = vec![
        here(1, "covilo", "2021-01-10"),
        here(2, "covilo", "2021-02-10"),
        here(3, "covilo", "2021-07-10"),
    ];
    let stages = |born: &str, entries: &[DoseEntry]| {
        let course = course_of(born, entries);
        let stages: Vec<Stage> = course.doses.iter().map(|one| one.stage).collect();
        (course.primary, stages)
    };
    use Stage::{Booster, Primary};
    let complete = super::Primary::Complete { number: 2 };
    let boosted = (complete, vec![Primary, Primary, Booster]);
    // 60 on 1 January 2022.
    assert_eq!(stages("1962-01-01", &entries), boosted);
    assert_eq!(course_of("1962-01-01", &entries).next, None);
    entries[2] = here(3, "covilo", "2022-02-01");
    let third = course_of("1962-01-01", &entries);
    assert_eq!(third.primary, complete);
    assert_eq!(third.doses[2].stage, Primary, "60 by then");
    assert_eq!(third.next.map(|next| next.stage), Some(Booster));
}

#[test]
fn a_booster_only_product_inside_the_series_is_none_of_the_planned_boosters() {
    let mut entries = vec![
        here(1, "comirnaty", "2021-06-01"),
        here(2, "bimervax", "2021-06-20"),
    ];
    let begun = course_of("1988", &entries);
    assert_eq!(begun.primary, Primary::Incomplete);
    assert_eq!(due(&begun), "2021-07-11 2021-07-11 2021-08-15");
    assert!(begun.doses[1].warnings.contains(&Warning::BoosterOnly));
    entries.push(here(3, "comirnaty", "2021-07-11"));
    let complete = course_of("1988", &entries);
    assert_eq!(complete.primary, Primary::Complete { number: 3 });
    assert_eq!(complete.doses[2].stage, Stage::Primary);
    assert_eq!(
        complete.doses[2].warnings,
        [Warning::Mixed {
            before: "bimervax".into()
        }]
    );
    assert_eq!(complete.next.map(|next| next.stage), Some(Stage::Booster));
    assert_eq!(due(&complete), "2021-11-11 2021-11-11 2022-01-11");
    // Two of them, and still it is no primary dose that goes beyond the catalogue.
    let two = [
        here(1, "bimervax", "2021-06-01"),
        here(2, "bimervax", "2021-12-20"),
        here(3, "comirnaty", "2022-05-20"),
    ];
    for dose in course_of("1988", &two).doses {
        let beyond = |one: &Warning| matches!(one, Warning::BeyondCatalogue { .. });
        assert!(!dose.warnings.iter().any(beyond), "{dose:?}");
    }
}

#[test]
fn two_different_products_that_who_lists_complete_a_series_and_another_does_not() {
    for (first, second, wanted) in [
        ("vaxzevria", "comirnaty", Primary::Complete { number: 2 }),
        ("covilo", "spikevax", Primary::Complete { number: 2 }),
        ("sputnik_v", "comirnaty", Primary::Incomplete),
        ("sputnik_v", "sputnik_v", Primary::Complete { number: 2 }),
        ("", "comirnaty", Primary::Unclear),
        ("a blue one", "another", Primary::Unclear),
        ("comirnaty", "bimervax", Primary::Incomplete),
    ] {
        let course = course_of(
            "1988",
            &[here(1, first, "2022-01-10"), here(2, second, "2022-05-10")],
        );
        assert_eq!(course.primary, wanted, "{first} {second}");
    }
}

fn warnings(entries: &[DoseEntry], of: u128) -> Vec<Warning> {
    course_of("1988", entries).warnings(id(of)).to_vec()
}

#[test]
fn too_early_says_by_how_many_days() {
    for (first, second, on, wanted) in [
        (
            "comirnaty",
            "comirnaty",
            "2022-06-05",
            Some((1, "2022-06-06")),
        ),
        ("comirnaty", "comirnaty", "2022-06-06", None),
        (
            "vaxzevria",
            "vaxzevria",
            "2022-05-26",
            Some((18, "2022-06-13")),
        ),
        ("vaxzevria", "vaxzevria", "2022-06-13", None),
        // Mixed: the longer of 21 and 28 days.
        (
            "comirnaty",
            "vaxzevria",
            "2022-06-10",
            Some((3, "2022-06-13")),
        ),
        (
            "vaxzevria",
            "comirnaty",
            "2022-06-10",
            Some((3, "2022-06-13")),
        ),
        // After one dose of Janssen, a booster: 56 days before its own, 4 months before another, 180 before Bimervax.
        ("jcovden", "jcovden", "2022-07-10", Some((1, "2022-07-11"))),
        ("jcovden", "jcovden", "2022-07-11", None),
        (
            "jcovden",
            "comirnaty",
            "2022-07-11",
            Some((67, "2022-09-16")),
        ),
        (
            "jcovden",
            "bimervax",
            "2022-07-11",
            Some((124, "2022-11-12")),
        ),
        (
            "convidecia",
            "comirnaty",
            "2022-09-15",
            Some((1, "2022-09-16")),
        ),
        ("corbevax", "corbevax", "2022-05-17", None),
    ] {
        let found = warnings(&[here(1, first, "2022-05-16"), here(2, second, on)], 2);
        let early = found
            .iter()
            .find(|one| matches!(one, Warning::TooEarly { .. }));
        let wanted = wanted.map(|(by_days, not_before)| Warning::TooEarly {
            by_days,
            not_before: day(not_before),
        });
        assert_eq!(early, wanted.as_ref(), "{first} {second} {on}");
    }
}

#[test]
fn a_date_known_in_part_makes_ranges_of_what_follows() {
    let mut second = here(2, "comirnaty", "2022-05-20");
    for (first, wanted) in [
        ("2022-04", Some(Warning::MaybeTooEarly { by_days_max: 1 })),
        ("2022-03", None),
        ("2022", Some(Warning::MaybeTooEarly { by_days_max: 14 })),
        // Of no date, it is known that it was given before it was written down.
        ("", Some(Warning::MaybeTooEarly { by_days_max: 14 })),
        (
            "2022-05",
            Some(Warning::TooEarly {
                by_days: 2,
                not_before: day("2022-05-22"),
            }),
        ),
    ] {
        let mut earlier = card(1, "comirnaty", first);
        // Copied on 12 May: "2022" and "2022-05" end on the day after, at the latest.
        earlier.at_ms = day("2022-05-12") * 24 * HOUR;
        let found = warnings(&[earlier, second.clone()], 2);
        assert_eq!(found.first(), wanted.as_ref(), "{first}");
    }
    let month = course_of("1988", &[card(1, "vaxzevria", "2022-04")]);
    assert_eq!(
        month.next.unwrap().due,
        Due::Between {
            not_before: DayRange {
                first: day("2022-04-29"),
                last: day("2022-05-28")
            },
            from: DayRange {
                first: day("2022-05-27"),
                last: day("2022-06-25")
            },
            until: Some(DayRange {
                first: day("2022-06-24"),
                last: day("2022-07-23")
            }),
        }
    );
    assert_eq!(
        due(&course_of("1988", &[card(1, "vaxzevria", "")])),
        "not known"
    );
    // Which of the two was the last is not known: the later end of either counts.
    second.dose.product = Some("covaxin".into());
    let Some(Due::Between { not_before, .. }) =
        course_of("1988", &[card(1, "sputnik_v", "2022"), second])
            .next
            .map(|next| next.due)
    else {
        panic!("a dose is due")
    };
    let wanted = DayRange {
        first: day("2022-06-17"),
        last: day("2022-06-30"),
    };
    assert_eq!(not_before, wanted);
}

#[test]
fn janssen_after_another_series_waits_as_any_booster() {
    let series = [
        here(1, "comirnaty", "2021-12-01"),
        here(2, "comirnaty", "2022-01-10"),
    ];
    let third = |on: &str| {
        let all = [&series[..], &[here(3, "jcovden", on)]].concat();
        let found = warnings(&all, 3);
        found
            .iter()
            .any(|one| matches!(one, Warning::TooEarly { .. }))
    };
    assert!(third("2022-05-09"), "after 56 days, before 4 months");
    assert!(!third("2022-05-10"));
}

#[test]
fn every_dose_before_counts_and_not_only_the_one_in_front() {
    let early = |by_days, not_before| Warning::TooEarly {
        by_days,
        not_before: day(not_before),
    };
    // The year from memory may have been after the dose of May: until 1 June and the day after.
    let may = here(1, "covaxin", "2022-05-16");
    let year = copied(2, DoseSource::Memory, "sputnik_v", "2022");
    let found = warnings(&[year, may, here(3, "covaxin", "2022-06-20")], 3);
    assert_eq!(found[0], Warning::MaybeTooEarly { by_days_max: 10 });
    // A dose of the same day does not hide the one three weeks ago.
    let three = [
        here(1, "corbevax", "2022-05-16"),
        here(2, "comirnaty", "2022-05-30"),
        here(3, "sputnik_v", "2022-05-30"),
    ];
    let second = Warning::SecondToday { other: id(3) };
    assert_eq!(warnings(&three, 2)[..2], [second, early(7, "2022-06-06")]);
}

#[test]
fn too_early_is_certain_only_where_the_order_is() {
    let maybe = |by_days_max| vec![Warning::MaybeTooEarly { by_days_max }];
    // Either may have been the first: 2 to 29 days lie between them, or none.
    let partly = [
        card(1, "comirnaty", "2022-04"),
        card(2, "comirnaty", "2022-04-02"),
    ];
    assert_eq!(warnings(&partly, 2), maybe(21));
    let apart = [
        card(1, "comirnaty", "2022-04-30"),
        card(2, "comirnaty", "2022-05-01"),
    ];
    assert!(matches!(
        warnings(&apart, 2)[..],
        [Warning::TooEarly { by_days: 20, .. }]
    ));
    // What had been written down when a dose was given here was given before.
    let mut month = card(1, "comirnaty", "2022-05");
    month.at_ms = day("2022-05-20") * 24 * HOUR;
    let given = here(2, "comirnaty", "2022-05-20");
    let found = warnings(&[month.clone(), given.clone()], 2);
    assert!(matches!(found[..], [Warning::TooEarly { by_days: 2, .. }]));
    month.at_ms = day("2022-06-20") * 24 * HOUR;
    month.dose.lot = Some("A1".into());
    let mut given = given;
    given.dose.lot = Some("B2".into());
    assert_eq!(warnings(&[month, given], 2), maybe(21));
}

#[test]
fn an_undated_dose_was_given_before_it_was_written_down() {
    let undated = copied(1, DoseSource::Memory, "vaxzevria", "");
    let now = here(2, "comirnaty", "2022-06-02");
    assert_eq!(
        warnings(&[undated.clone(), now], 2)[0],
        Warning::MaybeTooEarly { by_days_max: 28 }
    );
    let earlier = card(3, "comirnaty", "2022-03-01");
    let course = course_of("1950", &[undated, earlier, card(4, "sputnik_v", "2022-02")]);
    let Some(Due::Between { not_before, .. }) = course.next.map(|next| next.due) else {
        panic!("a dose is due")
    };
    assert_eq!(not_before.first, day("2022-07-01"));
    assert_eq!(not_before.last, day("2022-10-02"), "written on 1 June");
}

#[test]
fn a_dose_given_here_without_a_date_was_given_when_it_was_written() {
    for (on, hour, wanted) in [
        ("", 6, "2022-05-16"),
        // One o'clock at night in Uganda.
        ("", 22, "2022-05-17"),
        ("2022", 6, "2022-05-16"),
        ("2022-05", 6, "2022-05-16"),
        ("2022-05-14", 6, "2022-05-14"),
    ] {
        let mut dose = here(1, "comirnaty", "2022-05-16");
        dose.dose.on = on.parse().unwrap();
        dose.at_ms = day("2022-05-16") * 24 * HOUR + hour * HOUR;
        let found = course_of("1988", &[dose]).doses[0].on;
        assert_eq!(found, Some(DayRange::one(day(wanted))), "{on} {hour}");
    }
    let mut of_another_year = here(1, "comirnaty", "2022-05-16");
    of_another_year.dose.on = "2021".parse().unwrap();
    let found = course_of("1988", &[of_another_year]).doses[0].on.unwrap();
    assert_eq!(found.first, day("2021-01-01"), "written down late");
}

#[test]
fn a_second_dose_of_a_day_or_session_is_warned_about_and_counted() {
    let two = [
        here(1, "comirnaty", "2022-05-16"),
        here(2, "comirnaty", "2022-05-16"),
    ];
    assert_eq!(warnings(&two, 2), [Warning::SecondToday { other: id(1) }]);
    assert_eq!(warnings(&two, 1), [Warning::SecondToday { other: id(2) }]);
    assert_eq!(course_of("1988", &two).doses.len(), 2);
    let mut night = [
        here(1, "comirnaty", "2022-05-16"),
        here(2, "comirnaty", "2022-05-17"),
    ];
    for entry in &mut night {
        entry.dose.session = Some(id(99));
    }
    assert_eq!(warnings(&night, 2), [Warning::SecondToday { other: id(1) }]);
    let card_today = [here(1, "comirnaty", "2022-06-01"), {
        let mut other = card(2, "vaxzevria", "2022-06-01");
        other.at_ms -= HOUR;
        other
    }];
    assert_eq!(
        warnings(&card_today, 1),
        [
            Warning::SecondToday { other: id(2) },
            Warning::Mixed {
                before: "vaxzevria".into()
            }
        ],
        "the one on the card was given before"
    );
}

#[test]
fn what_else_is_warned_about() {
    let first = here(1, "vaxzevria", "2022-01-10");
    let second = |product: &str| here(2, product, "2022-05-10");
    let of_second = |second: DoseEntry| warnings(&[first.clone(), second], 2);
    assert_eq!(of_second(second("vaxzevria")), []);
    assert_eq!(
        of_second(second("comirnaty")),
        [Warning::Mixed {
            before: "vaxzevria".into()
        }]
    );
    let written = Some("AZ?".into());
    assert_eq!(
        of_second(second("AZ?")),
        [Warning::UnknownProduct { written }]
    );
    for (expiry, wanted) in [
        ("2022-05-10", None),
        ("2022-05-09", Some(1)),
        ("2022-05", None),
        ("2022-04", Some(10)),
        ("2021", Some(130)),
        ("", None),
    ] {
        let mut old_lot = second("vaxzevria");
        old_lot.dose.lot_expiry = expiry.parse().unwrap();
        let wanted: Vec<Warning> = wanted
            .map(|by_days| Warning::LotExpired { by_days })
            .into_iter()
            .collect();
        assert_eq!(of_second(old_lot), wanted, "{expiry}");
    }
    let alone = |born: &str| {
        course_of(born, &[here(1, "comirnaty", "2022-05-16")]).doses[0]
            .warnings
            .clone()
    };
    for (born, is_under) in [
        ("2006-05-16", false),
        ("2006-05-17", true),
        ("2006", false),
        ("2007", true),
        ("", false),
    ] {
        let wanted = if is_under {
            vec![Warning::UnderAge { minimum_years: 16 }]
        } else {
            vec![]
        };
        assert_eq!(alone(born), wanted, "{born}");
    }
    assert_eq!(
        warnings(&[here(1, "bimervax", "2022-05-16")], 1),
        [Warning::BoosterOnly]
    );
}

#[test]
fn a_dose_number_above_the_series_is_never_refused() {
    let entries: Vec<DoseEntry> = ["2021-01-01", "2021-02-01", "2021-08-01", "2022-03-01"]
        .iter()
        .zip(1..)
        .map(|(on, n)| here(n, "comirnaty", on))
        .collect();
    let course = course_of("1988", &entries);
    let counted: Vec<(u32, Stage)> = course
        .doses
        .iter()
        .map(|one| (one.number, one.stage))
        .collect();
    let wanted = [
        (1, Stage::Primary),
        (2, Stage::Primary),
        (3, Stage::Booster),
        (4, Stage::Booster),
    ];
    assert_eq!(counted, wanted);
    assert_eq!(course.doses[2].warnings, []);
    assert_eq!(
        course.doses[3].warnings,
        [Warning::BeyondCatalogue { boosters: 1 }]
    );
    assert_eq!(course.next, None);
}

#[test]
fn which_warnings_ask_for_a_reason() {
    let table = [
        (Warning::SecondToday { other: id(1) }, true),
        (
            Warning::TooEarly {
                by_days: 1,
                not_before: 0,
            },
            true,
        ),
        (Warning::MaybeTooEarly { by_days_max: 1 }, false),
        (Warning::Mixed { before: "x".into() }, true),
        (Warning::UnknownProduct { written: None }, false),
        (Warning::LotExpired { by_days: 1 }, true),
        (Warning::UnderAge { minimum_years: 16 }, true),
        (Warning::BoosterOnly, true),
        (Warning::BeyondCatalogue { boosters: 1 }, true),
    ];
    for (warning, wanted) in table {
        assert_eq!(warning.needs_reason(), wanted, "{warning:?}");
    }
}

#[test]
fn refused_and_other_diseases_doses_do_not_count() {
    let given = here(1, "comirnaty", "2022-05-16");
    let mut refused = here(2, "comirnaty", "2022-06-06");
    refused.dose.outcome = Outcome::Refused;
    refused.dose.why_not = Some(WhyNot::Objection);
    let mut other = here(3, "", "2022-06-06");
    other.dose.disease = Some("hepatitis_b".into());
    let alone = course_of("1988", std::slice::from_ref(&given));
    assert_eq!(course_of("1988", &[refused, given, other]), alone);
    let nothing = course(&bundled(), "measles", PartialDate::UNKNOWN, 0, &[]);
    assert_eq!(nothing, None);
}

#[test]
fn a_dose_dated_ahead_is_said_of_it_and_of_the_next() {
    // The sixth is today, and the tablet may be wrong about it.
    let course = course_of(
        "1990",
        &[
            card(1, "comirnaty", "2022-06-08"),
            here(2, "comirnaty", "2022-06-06"),
        ],
    );
    assert!(course.warnings(id(1)).contains(&Warning::DatedAhead));
    assert!(course.warnings(id(2)).contains(&Warning::DatedAhead));
    // A date known in part may be past.
    let partly = course_of(
        "1990",
        &[
            card(1, "comirnaty", "2022-06"),
            here(2, "comirnaty", "2022-06-06"),
        ],
    );
    assert!(!partly.warnings(id(2)).contains(&Warning::DatedAhead));
}
