//! Names across spellings and scripts: what must meet, what must not, in which order, and how fast.

use std::collections::HashMap;

use proptest::prelude::*;

use super::{
    collate::sort_key,
    fold::{compact, fold, one_slip, sound, words},
    same_name::same_names,
    search::{Match, PeopleQuery, SearchIndex},
    tree::PlaceTree,
};
use crate::{
    fixtures::{person, place, prison, someone},
    id::PersonId,
    place::{Place, PlaceKind},
};

#[test]
fn spellings_that_fold_alike() {
    let table = [
        ("Éric", "eric"),
        ("N'Guessan", "nguessan"),
        ("ŁÓDŹ", "lodz"),
        ("Straße", "strasse"),
        ("أحمَد", "احمد"),
        ("فاطمة", "فاطمه"),
        ("ليلى", "ليلي"),
        ("محـــمد", "محمد"),
        ("مؤمن", "مومن"),
        ("Қасымов", "касымов"),
        ("Ғалым Өмірзақ", "галым омирзак"),
        ("Жұмабаев", "жумабаев"),
        ("Артём", "артем"),
        ("٢٠٢٦", "2026"),
        ("۱۴", "14"),
        ("A-12", "a 12"),
        ("\u{202b}سامي\u{202c}", "سامي"),
    ];
    for (text, wanted) in table {
        assert_eq!(fold(text), fold(wanted), "{text}");
    }
    assert_eq!(compact("A - 12"), "a12");
    assert_eq!(
        words("Ben-Ali الطرابلسي"),
        ["ben", "ali", "benali", "الطرابلسي", "طرابلسي"]
    );
}

#[test]
fn names_that_sound_alike_in_two_scripts() {
    let table = [
        ("Mohamed", "محمد"),
        ("Mohammed", "Мухаммед"),
        ("Youssef", "يوسف"),
        ("Khadija", "خديجة"),
        ("Omar", "عمر"),
        ("Ali", "علي"),
        ("Oualid", "وليد"),
        ("Hichem", "هشام"),
        ("Sarah", "سارة"),
        ("Ibrahim", "إبراهيم"),
        ("Zhumabayev", "Жұмабаев"),
        ("Nurlan", "Нұрлан"),
        ("Kanat", "Қанат"),
        ("Galym", "Ғалым"),
        ("Sergey", "Сергей"),
        ("Philip", "Филип"),
    ];
    for (one, other) in table {
        assert_eq!(sound(&fold(one)), sound(&fold(other)), "{one} {other}");
    }
    for (one, other) in [("Kato", "Okello"), ("محمد", "أحمد"), ("Нұрлан", "Ерлан")]
    {
        assert_ne!(sound(&fold(one)), sound(&fold(other)), "{one} {other}");
    }
}

#[test]
fn one_slip_of_the_finger() {
    let table = [
        ("mugisa", "mugisha", false, true),
        ("mugihsa", "mugisha", false, true),
        ("mugishaa", "mugisha", false, true),
        ("nugisha", "mugisha", false, true),
        ("mugisha", "mugisha", false, true),
        ("mugis", "mugisha", false, false),
        ("mugis", "mugisha", true, true),
        ("mgis", "mugisha", true, true),
        ("mukasa", "mugisha", true, false),
        ("", "a", false, true),
        ("", "ab", false, false),
        ("ba", "ab", false, true),
    ];
    for (typed, word, prefix, wanted) in table {
        assert_eq!(
            one_slip(typed, word, prefix),
            wanted,
            "{typed} {word} {prefix}"
        );
    }
}

/// Found by the property below.
#[test]
fn a_sign_alone_leaves_no_gap_behind() {
    assert_eq!(fold("0-Ъ"), "0");
    assert_eq!(fold("Ъ-0"), "0");
    assert_eq!(fold("a-Ъ-b"), "a b");
}

proptest! {
    /// Folding twice is folding once; a letter left out is one slip, whichever it was.
    #[test]
    fn folding_settles(text in "[a-zA-Zéàüñ'\\- ёқғіңәА-я0-9أإةىمحد]{0,24}") {
        prop_assert_eq!(fold(&fold(&text)), fold(&text));
    }

    #[test]
    fn any_letter_left_out_is_one_slip(word in "[a-z]{2,12}", at in any::<prop::sample::Index>()) {
        let mut short = word.clone();
        short.remove(at.index(word.len()));
        prop_assert!(one_slip(&short, &word, false));
        prop_assert!(one_slip(&word, &short, false));
    }

    /// Whatever is typed, nothing breaks, and everybody found is there.
    #[test]
    fn any_text_may_be_typed(text in "\\PC{0,16}") {
        let found = prison().live().find_people(&query(&text));
        prop_assert!(found.people.len() <= 20);
        prop_assert!(found.people.len() <= found.total);
    }

    /// The same names are found by comparing each with each.
    #[test]
    fn same_names_as_by_comparing_all(names in prop::collection::vec("[ab]{1,4}( [ab]{1,3})?", 0..14)) {
        let people: Vec<(PersonId, &str)> = names
            .iter()
            .zip(1..)
            .map(|(name, n)| (person(n), name.as_str()))
            .collect();
        let sorted = |name: &str| {
            let mut parts: Vec<&str> = name.split(' ').collect();
            parts.sort_unstable();
            parts.join(" ")
        };
        let found = same_names(people.clone());
        for (id, name) in &people {
            let alike: Vec<PersonId> = people
                .iter()
                .filter(|(other, _)| other != id)
                .filter(|(_, other)| one_slip(&sorted(name), &sorted(other), false))
                .map(|(other, _)| *other)
                .collect();
            let others: Vec<PersonId> = found.get(id).into_iter().flatten().copied().collect();
            prop_assert_eq!(others, alike, "{}", name);
        }
    }
}

fn query(text: &str) -> PeopleQuery {
    PeopleQuery {
        text: text.to_owned(),
        limit: 20,
        ..PeopleQuery::default()
    }
}

#[test]
fn people_of_the_small_prison_are_found() {
    let journal = prison();
    let view = journal.live();
    let find = |text: &str| -> Vec<(u128, Match)> {
        let found = view.find_people(&query(text));
        let number = |id: PersonId| id.0.as_u128() - 0x1000;
        found
            .people
            .into_iter()
            .map(|(id, how)| (number(id), how))
            .collect()
    };
    assert_eq!(find("UG-0103"), [(3, Match::Number)]);
    assert_eq!(find("ug 0103"), [(3, Match::Number)]);
    assert_eq!(find("103"), [(3, Match::Number)]);
    assert_eq!(find("P-200"), [(60, Match::Number)]);
    assert_eq!(find("muk"), [(6, Match::NameBegins)]);
    assert_eq!(find("isaac muk"), [(6, Match::Name)]);
    assert_eq!(find("byarunhanga"), [(5, Match::Slip)]);
    let okellos: Vec<u128> = find("john okel").into_iter().map(|(n, _)| n).collect();
    assert_eq!(okellos, [4, 1, 7]);
    let cell: Vec<u128> = find("A-1").into_iter().map(|(n, _)| n).collect();
    assert_eq!(cell, [2, 1]);
    let ward: Vec<u128> = find("ward 1").into_iter().map(|(n, _)| n).collect();
    assert_eq!(ward, [5, 4, 6]);
    assert!(find("xyzzy").is_empty());
    assert_eq!(view.find_people(&query("")).total, 10);
}

#[test]
fn same_names_are_marked_within_a_wing() {
    let journal = prison();
    let view = journal.live();
    // "Okello John" and "John Okelo" are both in wing A; the other Okello John is in wing B.
    assert!(view.has_same_name(person(1)) && view.has_same_name(person(4)));
    assert!(!view.has_same_name(person(7)) && !view.has_same_name(person(2)));
    assert!(view.same_name(person(1)).contains(&person(4)));
}

#[test]
fn kazakh_and_arabic_stand_in_their_own_order() {
    let check = |wanted: &[&str]| {
        let mut sorted = wanted.to_vec();
        sorted.reverse();
        sorted.sort_by_key(|name| sort_key(name));
        assert_eq!(sorted, wanted);
    };
    check(&[
        "Абай",
        "Әбіл",
        "Болат",
        "Қанат",
        "Ләззат",
        "Назар",
        "Ңұр",
        "Ораз",
        "Өмір",
        "Үміт",
        "Хан",
        "Ілияс",
    ]);
    check(&[
        "أحمد",
        "بلال",
        "خالد",
        "سامي",
        "علي",
        "فاطمة",
        "محمد",
        "وليد",
    ]);
    check(&["Adam", "Zoé", "Аскар", "Яна", "أحمد"]);
    check(&["A-1", "A-2", "A-10", "A-010b", "B-1"]);
    check(&["Ben Ali", "Benali"]);
}

#[test]
fn full_names_and_the_order_of_walking() {
    let journal = prison();
    let tree = journal.directory().tree();
    assert_eq!(tree.full_name(place(3)), Some("Wing A › Landing 1 › A-1"));
    assert_eq!(tree.full_name(place(1)), Some("Wing A"));
    assert_eq!(tree.wing(place(5)), Some(place(1)));
    assert_eq!(tree.wing(place(0)), None);
    let walk: Vec<u128> = tree
        .walk()
        .iter()
        .map(|id| id.0.as_u128() - 0x2000)
        .collect();
    assert_eq!(walk, [0, 1, 2, 3, 4, 5, 6, 7]);
    assert_eq!(tree.subtree(place(2)), [place(2), place(3), place(4)]);
    assert_eq!(
        tree.ancestors(place(3)),
        [place(3), place(2), place(1), place(0)]
    );
    assert!(tree.contains(place(1), place(4)) && !tree.contains(place(6), place(4)));
}

#[test]
fn a_ring_of_places_is_no_trap() {
    let spot = |parent| Place {
        name: "X".into(),
        kind: PlaceKind::Area,
        parent: Some(parent),
        capacity: None,
        out_of_use: false,
        order: 0,
        punishment: false,
    };
    let places: HashMap<_, _> = [
        (place(1), spot(place(2))),
        (place(2), spot(place(1))),
        (place(3), spot(place(1))),
        (place(4), spot(place(99))),
    ]
    .into();
    assert_eq!(PlaceTree::of(&places).walk().len(), 4);
}

/// Ten thousand people, each keystroke of some queries; run with `--release --ignored --nocapture`.
#[test]
#[ignore = "figures are for release builds"]
fn a_keystroke_among_ten_thousand() {
    let mut index = SearchIndex::default();
    let syllables = [
        "ka", "mu", "ta", "na", "sse", "byo", "ki", "ro", "wa", "di", "lu", "gi",
    ];
    for n in 0..10_000_usize {
        let name = |mut n: usize| {
            let mut name = String::new();
            for _ in 0..3 {
                name.push_str(syllables[n % 12]);
                n = n / 12 + n % 7;
            }
            name
        };
        let full = format!("{} {}", name(n), name(n * 31 + 5));
        let number = format!("UG-{n:05}");
        index.insert(person(n as u128), &someone(&full, Some(&number), None));
    }
    let mut slowest = std::time::Duration::ZERO;
    for typed in ["kamuta", "bysose wa", "UG-04711", "kamuat", "m", "mohamed"] {
        for end in 1..=typed.len() {
            let begun = std::time::Instant::now();
            let found = index.find(&query(&typed[..end]), |_| Vec::new());
            let took = begun.elapsed();
            println!("{:10} {:6} {took:?}", &typed[..end], found.total);
            slowest = slowest.max(took);
        }
    }
    println!("slowest keystroke {slowest:?}");
}
