//! A list of words, and which of them go on from what was typed.

/// Letters that must be there before anything is offered.
pub const LETTERS_MIN: usize = 3;
/// The most words that are offered: more are no help.
pub const OFFERED_MAX: usize = 4;

/// What a word is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alphabet {
    /// English and French.
    Latin,
    /// Arabic.
    Arabic,
    /// Russian.
    Cyrillic,
}

impl Alphabet {
    /// The alphabet of a letter.
    fn of(letter: char) -> Option<Self> {
        match u32::from(letter) {
            0x41..=0x5a | 0x61..=0x7a | 0xc0..=0x17f => Some(Self::Latin),
            0x400..=0x4ff => Some(Self::Cyrillic),
            0x620..=0x65f => Some(Self::Arabic),
            _ => None,
        }
    }

    /// The alphabet of a language.
    pub fn of_language(code: &str) -> Self {
        match code {
            "ar" => Self::Arabic,
            "ru" => Self::Cyrillic,
            _ => Self::Latin,
        }
    }

    /// The names of its lists; the language on screen comes first.
    pub fn lists(self, language: &str) -> &'static [&'static str] {
        match (self, language) {
            (Self::Arabic, _) => &["ar"],
            (Self::Cyrillic, _) => &["ru"],
            (Self::Latin, "fr") => &["fr", "en"],
            (Self::Latin, _) => &["en", "fr"],
        }
    }
}

/// The word at the end of what was typed, where it is long enough: where it begins, and in which alphabet.
pub fn begun(typed: &str) -> Option<(usize, Alphabet)> {
    let start = typed
        .char_indices()
        .rev()
        .take_while(|(_, letter)| letter.is_alphabetic() || is_mark(*letter))
        .last()
        .map(|(at, _)| at)?;
    let word = typed.get(start..)?;
    let alphabet = Alphabet::of(word.chars().next()?)?;
    (folded(word).chars().count() >= LETTERS_MIN).then_some((start, alphabet))
}

/// A list as it is read: a word a line.
pub struct List {
    words: Vec<(String, String)>,
}

impl List {
    /// Reads a list.
    pub fn read(text: &str) -> Self {
        let words = text.lines().map(str::trim).filter(|word| !word.is_empty());
        Self {
            words: words.map(|word| (folded(word), word.to_owned())).collect(),
        }
    }

    /// How many words it has.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// The word at a place.
    pub fn word(&self, at: usize) -> Option<&str> {
        self.words.get(at).map(|(_, word)| word.as_str())
    }
}

/// The words that begin as this one does, without those that are typed whole already.
pub fn offered(lists: &[List], typed: &str) -> Vec<String> {
    let wanted = folded(typed);
    let mut found: Vec<String> = Vec::new();
    for list in lists {
        for (folded, word) in &list.words {
            if found.len() < OFFERED_MAX
                && folded.starts_with(&wanted)
                && word != typed
                && !found.contains(word)
            {
                found.push(word.clone());
            }
        }
    }
    found
}

/// Accents, vowel signs, and the little sign of the hamza are left out by many who type.
fn is_mark(letter: char) -> bool {
    matches!(u32::from(letter), 0x300..=0x36f | 0x64b..=0x65f | 0x640)
}

/// A word without what many leave out.
fn folded(word: &str) -> String {
    let letters = word.chars().filter(|letter| !is_mark(*letter));
    letters
        .flat_map(char::to_lowercase)
        .map(|letter| match letter {
            'à' | 'â' | 'ä' | 'á' => 'a',
            'ç' => 'c',
            'é' | 'è' | 'ê' | 'ë' => 'e',
            'î' | 'ï' | 'í' => 'i',
            'ô' | 'ö' | 'ó' => 'o',
            'ù' | 'û' | 'ü' | 'ú' => 'u',
            'ё' => 'е',
            'й' => 'и',
            'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
            'ى' => 'ي',
            'ة' => 'ه',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

    use std::collections::BTreeSet;

    use super::*;

    fn list(name: &str) -> List {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../public/words");
        List::read(&std::fs::read_to_string(format!("{folder}/{name}.txt")).unwrap())
    }

    #[test]
    fn each_list_has_2048_words_of_which_four_letters_leave_hardly_a_choice() {
        for name in ["ar", "en", "fr", "ru"] {
            let list = list(name);
            assert_eq!(list.len(), 2_048, "{name}");
            let words: BTreeSet<&str> = list.words.iter().map(|(_, word)| word.as_str()).collect();
            assert_eq!(words.len(), 2_048, "{name}: none twice");
            for (folded, word) in list.words.iter().filter(|(one, _)| one.chars().count() > 3) {
                let begin: String = folded.chars().take(4).collect();
                let alike = list.words.iter().filter(|(one, _)| one.starts_with(&begin));
                assert!(alike.count() <= OFFERED_MAX, "{name}: {word}");
                assert!(word.chars().all(char::is_alphabetic), "{name}: {word}");
            }
        }
    }

    #[test]
    fn words_go_on_from_their_first_letters_in_every_script() {
        for (name, typed, word) in [
            ("en", "aban", "abandon"),
            ("en", "ABAN", "abandon"),
            ("fr", "écla", "éclairer"),
            ("fr", "ecla", "éclairer"),
            ("ru", "апел", "апельсин"),
            ("ar", "اجنح", "أجنحة"),
            ("ar", "حديق", "حديقة"),
        ] {
            assert_eq!(offered(&[list(name)], typed), [word], "{typed}");
        }
        let three = offered(&[list("en")], "pro");
        assert_eq!(three.len(), OFFERED_MAX);
        assert!(
            offered(&[list("en")], "abandon").is_empty(),
            "nothing to add"
        );
        assert!(offered(&[list("en")], "xyzz").is_empty());
    }

    #[test]
    fn a_word_is_taken_up_from_its_third_letter() {
        for (typed, start) in [
            ("aba", Some(0)),
            ("seven quiet lan", Some(12)),
            ("kettle-win", Some(7)),
            ("حديقة شمع", Some("حديقة ".len())),
            ("ab", None),
            ("seven ", None),
            ("4711", None),
            ("", None),
        ] {
            assert_eq!(begun(typed).map(|(start, _)| start), start, "{typed}");
        }
        assert_eq!(begun("апел").unwrap().1, Alphabet::Cyrillic);
    }
}
