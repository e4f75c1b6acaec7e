//! How strong a passphrase is: about how many guesses, as a power of two, somebody needs who knows how people choose.
//!
//! The measure is coarse on purpose and errs to the weak side: words count as words of a list, whatever their length;
//! rows, repetitions, years, and what everybody knows of its owner count for next to nothing. It works for every script
//! that the project carries, and needs no list of words.

use std::collections::BTreeSet;

/// The least that is taken, in bits: three words of a list of 7,776 that don't belong together, or eight letters and
/// digits without a pattern. At a third of a second for each guess (Argon2id, 64 MiB) and a thousand machines that is
/// three years on average.
pub const BITS_MIN: f64 = 38.0;

/// A word of a list of 7,776, as dice give it.
const WORD_BITS: f64 = 12.9;
/// A letter that is part of no word: of 26.
const LETTER_BITS: f64 = 4.7;
/// A digit.
const DIGIT_BITS: f64 = 3.3;
/// A year of the last hundred, a month, a day: what dates are made of.
const YEAR_BITS: f64 = 6.5;
/// However long a number: it is somebody's telephone, or account, or two dates.
const NUMBER_BITS_MAX: f64 = 24.0;
/// A mark between the words, the same one each time.
const MARK_BITS: f64 = 3.0;
/// What can be guessed from what stands before it, or from the person.
const KNOWN_BITS: f64 = 1.0;

/// What anybody tries first, without their digits. Longer words are judged as words, these as nothing.
const COMMON: [&str; 28] = [
    "password",
    "passwort",
    "motdepasse",
    "пароль",
    "passw",
    "qwerty",
    "azerty",
    "йцукен",
    "admin",
    "administrator",
    "welcome",
    "bienvenue",
    "letmein",
    "secret",
    "wingbook",
    "prison",
    "officer",
    "iloveyou",
    "dragon",
    "monkey",
    "master",
    "login",
    "test",
    "tablet",
    "tablette",
    "planshet",
    "планшет",
    "سجن",
];
/// Rows of keyboards and alphabets, of which a run of four letters is one guess.
const ROWS: [&str; 8] = [
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "azertyuiop",
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "йцукенгшщзхъ",
    "01234567890",
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Letters,
    Digits,
    Marks,
}

fn kind_of(one: char) -> Kind {
    if one.is_numeric() {
        Kind::Digits
    } else if one.is_alphabetic() || unicode_mark(one) {
        Kind::Letters
    } else {
        Kind::Marks
    }
}

/// Vowel signs of Arabic stand on their letters.
fn unicode_mark(one: char) -> bool {
    ('\u{64b}'..='\u{65f}').contains(&one) || ('\u{300}'..='\u{36f}').contains(&one)
}

/// Runs of letters, of digits and of marks.
fn runs(text: &str) -> Vec<(Kind, String)> {
    let mut runs: Vec<(Kind, String)> = Vec::new();
    for one in text.chars() {
        let kind = kind_of(one);
        match runs.last_mut() {
            Some((last, run)) if *last == kind => run.push(one),
            _ => runs.push((kind, one.to_string())),
        }
    }
    runs
}

/// Whether every step from one character to the next is the same, or all lie in one row of a keyboard.
fn is_row(run: &str) -> bool {
    let letters: Vec<u32> = run.chars().map(u32::from).collect();
    let steps: BTreeSet<i64> = letters
        .windows(2)
        .map(|pair| i64::from(pair[1]) - i64::from(pair[0]))
        .collect();
    let backwards: String = run.chars().rev().collect();
    letters.len() > 2 && steps.len() == 1
        || letters.len() >= 4
            && ROWS
                .iter()
                .any(|row| row.contains(run) || row.contains(&backwards))
}

/// How strong a passphrase is, in bits. `known` is what others know of its owner: name, staff number, prison.
#[must_use]
pub fn bits(passphrase: &str, known: &[&str]) -> f64 {
    let text = passphrase.to_lowercase();
    let known: BTreeSet<String> = known
        .iter()
        .flat_map(|text| runs(&text.to_lowercase()))
        .filter(|(kind, run)| *kind != Kind::Marks && run.chars().count() >= 2)
        .map(|(_, run)| run)
        .collect();
    let plain: String = text.chars().map(unmasked).collect();
    // As it stands; with signs read as the letters that they stand for; and with letters and digits that take turns apart.
    let readings = [
        Some(bits_of(&text, &known)),
        Some(bits_of(&plain, &known) + KNOWN_BITS),
        taken_apart(&text).map(|apart| bits_of(&apart, &known) + KNOWN_BITS),
    ];
    readings.into_iter().flatten().fold(f64::INFINITY, f64::min)
}

/// The letter for which a sign or digit often stands.
fn unmasked(one: char) -> char {
    match one {
        '@' | '4' => 'a',
        '0' => 'o',
        '1' | '!' => 'i',
        '3' => 'e',
        '5' | '$' => 's',
        '7' => 't',
        other => other,
    }
}

/// `1q2w3e4r`: all letters, then all digits, where they take turns at every third character at the latest.
fn taken_apart(text: &str) -> Option<String> {
    let runs = runs(text);
    let takes_turns = runs.len() >= 4
        && runs
            .iter()
            .all(|(kind, run)| *kind != Kind::Marks && run.chars().count() <= 3);
    let of = |wanted: Kind| {
        let wanted = runs.iter().filter(move |(kind, _)| *kind == wanted);
        wanted.map(|(_, run)| run.as_str()).collect::<String>()
    };
    takes_turns.then(|| of(Kind::Letters) + &of(Kind::Digits))
}

fn bits_of(text: &str, known: &BTreeSet<String>) -> f64 {
    let mut seen = BTreeSet::new();
    let mut sum = 0.0;
    for (kind, run) in runs(text) {
        let length = run.chars().count();
        // No passphrase is longer than a thousand bytes: exact as a float.
        let count = length as f64;
        let is_new = seen.insert(run.clone());
        sum += if !is_new || known.contains(&run) || is_common(&run) || is_row(&run) {
            KNOWN_BITS
        } else {
            match kind {
                Kind::Letters => (count * LETTER_BITS).min(WORD_BITS + extra(length)),
                Kind::Digits if is_year(&run) => YEAR_BITS,
                Kind::Digits => (count * DIGIT_BITS).min(NUMBER_BITS_MAX),
                Kind::Marks => MARK_BITS * count.min(2.0),
            }
        };
    }
    sum
}

/// One of those, with a letter or two behind it at most.
fn is_common(run: &str) -> bool {
    let length = run.chars().count();
    COMMON
        .iter()
        .any(|word| run.starts_with(word) && length <= word.chars().count() + 2)
}

/// A run of letters longer than any word of a list is several words, or none: half of the rest counts as letters.
fn extra(length: usize) -> f64 {
    const WORD_LEN_MAX: usize = 9;
    let more = length.saturating_sub(WORD_LEN_MAX);
    more as f64 * LETTER_BITS / 2.0
}

fn is_year(run: &str) -> bool {
    run.len() == 4
        && run
            .parse::<u32>()
            .is_ok_and(|year| (1900..2100).contains(&year))
}

/// Whether a passphrase may be chosen.
#[must_use]
pub fn is_enough(passphrase: &str, known: &[&str]) -> bool {
    bits(passphrase, known) >= BITS_MIN
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    const KNOWN: [&str; 3] = ["Ruth Nabirye", "S-1042", "Testvale Prison"];

    #[test]
    fn words_that_do_not_belong_together_are_enough_in_every_script() {
        for good in [
            "seven quiet lanterns",
            "kettle window marble forty",
            "harbor-paper-lantern-38",
            "сорок белых чаек",
            "ثلاثة أبواب زرقاء قديمة",
            "trois lanternes calmes",
            "samaki watatu wekundu",
            "xk7 qvw 2bz jm4",
        ] {
            assert!(is_enough(good, &KNOWN), "{good}: {}", bits(good, &KNOWN));
        }
    }

    #[test]
    fn what_people_choose_in_a_hurry_is_not() {
        for weak in [
            "",
            "password",
            "Password123!",
            "qwertyuiop12345",
            "aaaaaaaaaaaaaaaa",
            "123456789012",
            "Nabirye1988",
            "ruth nabirye s-1042 prison",
            "wingbook-prison-2026",
            "lantern lantern lantern lantern",
            "summer2026",
            "P@ssw0rd1!",
            "1q2w3e4r5t",
            "a1b2c3d4e5",
            "1qaz2wsx3edc",
            "пароль2026",
            "йцукенгшщзхъ",
        ] {
            assert!(!is_enough(weak, &KNOWN), "{weak}: {}", bits(weak, &KNOWN));
        }
    }

    #[test]
    fn more_is_never_weaker() {
        use proptest::prelude::*;
        proptest!(|(one in "\\PC{0,40}", word in "[a-z]{4,8}")| {
            let longer = format!("{one} {word}");
            prop_assert!(bits(&longer, &[]) >= bits(&one, &[]) - 0.001, "{one}");
        });
    }
}
