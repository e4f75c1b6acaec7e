//! Who is perhaps the same: by hand, from both sides, and among ten thousand.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::{
    fixtures::{person, place, someone},
    person::Sex,
};

fn born(name: &str, born: &str) -> Person {
    Person {
        born: (!born.is_empty()).then(|| born.to_owned()),
        ..someone(name, None, None)
    }
}

#[test]
fn names_across_spellings_and_scripts() {
    use Reason::{PartOfName, SameName, SameSound, SimilarName};
    let table = [
        ("Okello John", "john OKELLO", Some(SameName)),
        ("Émile N'Guessan", "Nguessan Emile", Some(SameName)),
        ("أحمد الطرابلسي", "احمد طرابلسي", Some(SameName)),
        ("Mohamed Ben Ali", "محمد بن علي", Some(SameSound)),
        ("Muhammad Yusuf", "Mohamed Youssef", Some(SameSound)),
        ("Қасымов Нұрлан", "Nurlan Kasymov", Some(SameSound)),
        ("Abd el-Rahman Sami", "Abdelrahman Sami", Some(SameSound)),
        ("عبد الرحمن سامي", "Abdelrahman Sami", Some(SameSound)),
        ("Ssali David", "Sali David", Some(SameSound)),
        ("Mugisha Peter", "Mugisa Peter", Some(SimilarName)),
        ("Byaruhanga Moses", "Byaruanga Moze", None),
        ("Byaruhanga Moses", "Biaruanga Moses", Some(SimilarName)),
        ("Okello John", "Okello John Bosco", Some(SimilarName)),
        ("Okello", "Okello John", Some(PartOfName)),
        ("Okello Peter", "Okello John", Some(PartOfName)),
        // Short names have few sounds; a person decides.
        ("Kato", "Kate", Some(SameSound)),
        ("Kato", "Kizito", None),
        ("Mukasa Isaac", "Okello John", None),
        ("", "Okello", None),
        ("…", "…", None),
    ];
    for (one, other, wanted) in table {
        let reasons = likeness(&born(one, ""), &born(other, "")).reasons;
        assert_eq!(
            reasons,
            wanted.into_iter().collect::<Vec<_>>(),
            "{one} {other}"
        );
    }
    let renamed = Person {
        other_names: vec!["Нурлан Касымов".into()],
        ..born("N. K.", "")
    };
    assert_eq!(
        likeness(&renamed, &born("Kasymov Nurlan", "")).reasons,
        [SameSound]
    );
}

#[test]
fn birth_dates_as_far_as_they_are_known() {
    use Reason::{NearBirthYear, OtherBirthYear, SameBirthDate, SameBirthMonth, SameBirthYear};
    for (one, other, wanted) in [
        ("1988-05-02", "1988-05-02", Some(SameBirthDate)),
        ("1988-05-02", "1988-05", Some(SameBirthMonth)),
        ("1988-05", "1988", Some(SameBirthYear)),
        ("1988", "1988", Some(SameBirthYear)),
        ("1988-05-02", "1988-05-03", Some(NearBirthYear)),
        ("1988", "1990", Some(NearBirthYear)),
        ("1988-01-01", "1990-12-31", Some(NearBirthYear)),
        ("1988-12-31", "1991-01-01", Some(OtherBirthYear)),
        ("1988", "1991", Some(OtherBirthYear)),
        ("1988", "", None),
        ("soon", "1988", None),
    ] {
        let reasons = likeness(&born("A", one), &born("B", other)).reasons;
        assert_eq!(
            reasons,
            wanted.into_iter().collect::<Vec<_>>(),
            "{one} {other}"
        );
    }
}

#[test]
fn who_is_shown() {
    let with = |name: &str, when: &str, number: Option<&str>, sex: Option<Sex>| Person {
        number: number.map(str::to_owned),
        sex,
        ..born(name, when)
    };
    let okello = with("Okello John", "1988", Some("UG-0101"), Some(Sex::Male));
    let table = [
        (
            "the number says enough",
            with("X", "", Some("ug 0101"), None),
            true,
        ),
        (
            "same name, nothing else known",
            with("John Okello", "", None, None),
            true,
        ),
        (
            "come back under another number",
            with("Okelo John", "1988", Some("UG-0777"), Some(Sex::Male)),
            true,
        ),
        (
            "same name, a generation apart",
            with("Okello John", "1965", None, Some(Sex::Male)),
            false,
        ),
        (
            "same name, a woman",
            with("Okello John", "1988", None, Some(Sex::Female)),
            false,
        ),
        (
            "part of the name and the year",
            with("Okello Peter", "1988", None, Some(Sex::Male)),
            false,
        ),
        (
            "somebody else",
            with("Mukasa Isaac", "1988", None, Some(Sex::Male)),
            false,
        ),
    ];
    for (what, other, wanted) in table {
        assert_eq!(likeness(&okello, &other).is_likely(), wanted, "{what}");
    }
    // The rule that it must at least follow: two slips, the same sex, two years.
    let one = with("Byaruhanga Moses", "1988", None, Some(Sex::Male));
    let other = with("Biaruanga Moses", "1990", None, Some(Sex::Male));
    let found = likeness(&one, &other);
    assert_eq!(found.reasons, [Reason::SimilarName, Reason::NearBirthYear]);
    assert_eq!(found.points, POINTS_MIN);
    // And under another prisoner number, as people come back.
    let numbered = |person: &Person, number: &str| Person {
        number: Some(number.to_owned()),
        ..person.clone()
    };
    let found = likeness(&numbered(&one, "UG-0101"), &numbered(&other, "UG-0777"));
    assert_eq!(
        found.reasons,
        [
            Reason::OtherNumber,
            Reason::SimilarName,
            Reason::NearBirthYear
        ]
    );
    assert!(found.is_likely(), "{found:?}");
}

#[test]
fn numbers_and_places() {
    let staff = |number: &str| Person {
        staff_number: Some(number.into()),
        ..born("", "")
    };
    let prisoner = |number: &str| someone("", Some(number), None);
    let reasons = |one: &Person, other: &Person| likeness(one, other).reasons;
    assert_eq!(
        reasons(&staff("P-100"), &staff("p100")),
        [Reason::SameNumber]
    );
    assert_eq!(
        reasons(&staff("P-100"), &staff("P-101")),
        [Reason::OtherStaffNumber]
    );
    assert_eq!(
        reasons(&prisoner("P-100"), &prisoner("P-101")),
        [Reason::OtherNumber]
    );
    assert_eq!(
        reasons(&staff("P-100"), &prisoner("P-100")),
        [],
        "numbers of two kinds"
    );
    assert_eq!(
        reasons(&prisoner("-"), &prisoner("-")),
        [],
        "a dash is no number"
    );
    let here = |at: u128| someone("", None, Some(place(at)));
    assert_eq!(reasons(&here(1), &here(1)), [Reason::SamePlace]);
    assert_eq!(reasons(&here(1), &here(2)), []);
}

#[test]
fn at_most_two_slips() {
    for (one, other, wanted) in [
        ("byaruhanga", "biaruanga", true),
        ("byaruhanga", "biaruanka", false),
        ("nakalembe", "nakalembe", true),
        ("nakalembe", "akalemb", true),
        ("nakalembe", "kalemb", false),
        ("namukasa", "amnukasa", true),
        ("", "ab", true),
        ("", "abc", false),
    ] {
        assert_eq!(is_within_two(one, other), wanted, "{one} {other}");
        assert_eq!(is_within_two(other, one), wanted, "{other} {one}");
    }
}

/// People with invented names: so many surnames and first names, as a prison has them.
fn crowd(count: u32) -> BTreeMap<PersonId, Person> {
    let syllables = [
        "ka", "mu", "ge", "sha", "lo", "ny", "ru", "te", "bi", "wa", "fo", "zi", "ha", "de",
    ];
    let word = |mut n: u32, length: u32| {
        let mut word = String::new();
        for _ in 0..length {
            word.push_str(syllables[n as usize % syllables.len()]);
            n /= syllables.len() as u32;
        }
        word
    };
    (0..count)
        .map(|n| {
            let mixed = n.wrapping_mul(2_654_435_761) >> 7;
            let name = format!(
                "{} {}",
                word(mixed % 2_000, 4),
                word(mixed / 2_000 % 150, 3)
            );
            let born = 1950 + mixed % 55;
            (person(u128::from(n)), self::born(&name, &born.to_string()))
        })
        .collect()
}

#[test]
fn among_ten_thousand_few_are_compared_and_misspelt_names_are_found() {
    let people = crowd(10_000);
    let mut index = SearchIndex::default();
    for (id, one) in &people {
        index.insert(*id, one);
    }
    let (mut compared, mut asked) = (0, 0);
    for (id, one) in people.iter().step_by(797) {
        let (surname, first) = one.name.split_once(' ').unwrap();
        let slip = surname[..3].to_owned() + &surname[4..];
        for name in [
            format!("{first} {surname}"),
            format!("{slip} {first}"),
            surname.replacen('k', "kk", 1) + " " + first,
        ] {
            let typed = born(&name, one.born.as_deref().unwrap());
            let found = likely(&index, &typed, |id| people.get(&id));
            assert!(
                found.iter().any(|(found, _)| found == id),
                "{name} for {}",
                one.name
            );
            let reasons = found
                .windows(2)
                .all(|pair| pair[0].1.points >= pair[1].1.points);
            assert!(reasons, "the likeliest first");
        }
        compared += index.sharing(one).len();
        asked += 1;
    }
    let on_average = compared / asked;
    assert!(
        on_average < 1_000,
        "{on_average} of 10,000 compared for each"
    );
}

#[test]
fn who_is_in_two_scripts_or_in_one_word_is_found_by_the_index() {
    let mut index = SearchIndex::default();
    let known = [
        born("عبد الرحمن", "1990"),
        born("Abdelrahman", "1990"),
        someone("X", Some("UG-7"), None),
    ];
    for (n, one) in (0..).zip(&known) {
        index.insert(person(n), one);
    }
    let ids = |index: &SearchIndex, typed: &Person| {
        let mut ids = index.sharing(typed);
        ids.sort_unstable();
        ids
    };
    assert_eq!(
        ids(&index, &born("Abdel Rahman", "1990")),
        [person(0), person(1)]
    );
    assert_eq!(ids(&index, &someone("Y", Some("ug7"), None)), [person(2)]);
    index.insert(person(3), &born("Mugisha", "1990"));
    assert_eq!(
        ids(&index, &born("Mugisa", "1990")),
        [person(3)],
        "but for a slip"
    );
    index.remove(person(1));
    assert_eq!(index.sharing(&born("Abdel Rahman", "")), [person(0)]);
}

fn any_person() -> impl Strategy<Value = Person> {
    let name = prop_oneof![
        "[abko]{0,8}( [abko]{1,8}){0,3}",
        "[ab]{5,6}( [ab]{5,6}){1,3}",
        "(okello|okelo|john|jon|moses|byaruhanga|biaruanga|محمد|Мухаммед|mohamed|عبد|الرحمن)( (okello|okelo|john|jon|moses|محمد|mohamed)){0,3}",
        r"\PC{0,10}",
    ];
    let born = prop::option::of(prop_oneof![
        "19[5-9][0-9]",
        "198[0-9]-0[1-9]",
        "198[0-9]-0[1-9]-1[0-9]",
        r"\PC{0,6}"
    ]);
    let number = prop::option::of("[A-C]-?[1-3]");
    (
        prop::collection::vec(name, 1..4),
        born,
        number.clone(),
        number,
        prop::option::of(any::<bool>()),
    )
        .prop_map(|(mut names, born, number, staff_number, sex)| Person {
            other_names: names.split_off(1),
            born,
            staff_number,
            sex: sex.map(|male| if male { Sex::Male } else { Sex::Female }),
            ..someone(&names[0], number.as_deref(), None)
        })
}

proptest! {
    #[test]
    fn the_answer_is_the_same_from_both_sides(one in any_person(), other in any_person()) {
        prop_assert_eq!(likeness(&one, &other), likeness(&other, &one));
        let own = likeness(&one, &one);
        prop_assert!(own.reasons.iter().all(|reason| reason.points() > 0));
    }

    #[test]
    fn whoever_is_likely_is_among_those_compared(one in any_person(), other in any_person()) {
        let mut index = SearchIndex::default();
        index.insert(person(1), &other);
        let found = likely(&index, &one, |_| Some(&other));
        prop_assert_eq!(!found.is_empty(), likeness(&one, &other).is_likely());
    }
}
