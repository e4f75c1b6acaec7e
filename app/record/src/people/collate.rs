//! The order of a list of names: Latin, then Cyrillic in the order of the Kazakh alphabet (of which the
//! Russian one is a part), then Arabic with the forms of a letter together. Numbers count as numbers, so that
//! A-2 stands before A-10.

/// The Kazakh alphabet of 42 letters in its order.
const KAZAKH: &str = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя";

/// The Arabic alphabet in its order, Persian additions beside the letter that they resemble.
const ARABIC: &str = "ءابپتثجچحخدذرزژسشصضطظعغفڤقڨكگلمنهوي";

/// A key by which names are sorted; compare keys byte by byte.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct SortKey(Box<str>);

/// The key of a name.
///
/// ```
/// use wingbook_record::people::collate::sort_key;
/// let mut names = ["Қанат", "Кайрат", "Лаура", "A-10", "A-2"];
/// names.sort_by_key(|name| sort_key(name));
/// assert_eq!(names, ["A-2", "A-10", "Кайрат", "Қанат", "Лаура"]);
/// ```
pub fn sort_key(name: &str) -> SortKey {
    let mut key = String::with_capacity(name.len() + 8);
    let mut digits = String::new();
    let mut gap = false;
    for character in name.chars().flat_map(char::to_lowercase) {
        let folded = super::fold::fold(character.encode_utf8(&mut [0; 4]));
        if let Some(digit) = folded.chars().next().filter(char::is_ascii_digit) {
            digits.push(digit);
            continue;
        }
        flush(&mut digits, &mut key);
        match weight(character) {
            Some(weight) => {
                if gap && !key.is_empty() {
                    key.push(' ');
                }
                gap = false;
                key.push(weight);
            }
            None if folded.is_empty() => gap |= !is_mark(character),
            None => {
                if gap && !key.is_empty() {
                    key.push(' ');
                }
                gap = false;
                key.push_str(&folded);
            }
        }
    }
    flush(&mut digits, &mut key);
    SortKey(key.into())
}

/// A number as its length and digits: longer ones are greater.
fn flush(digits: &mut String, key: &mut String) {
    if digits.is_empty() {
        return;
    }
    let number = digits.trim_start_matches('0');
    let length = u32::try_from(number.len().min(80)).unwrap_or(80);
    key.push(char::from_u32(0x21 + length).unwrap_or('!'));
    key.push_str(number);
    key.push('!');
    digits.clear();
}

/// The letter's place in its alphabet, as a private character after all Latin letters.
fn weight(character: char) -> Option<char> {
    let arabic = match character {
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ؤ' => 'و',
        'ئ' | 'ى' | 'ی' => 'ي',
        'ة' => 'ه',
        'ک' => 'ك',
        other => other,
    };
    let place = |alphabet: &str, letter: char| alphabet.chars().position(|one| one == letter);
    let (base, index) = if let Some(index) = place(KAZAKH, character) {
        (0xE000, index)
    } else {
        (0xE100, place(ARABIC, arabic)?)
    };
    char::from_u32(base + u32::try_from(index).ok()?)
}

/// Signs on letters part no words: vowel signs, tatweel, combining accents, apostrophes.
fn is_mark(character: char) -> bool {
    matches!(character,
        '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{640}' | '\'' | '’' | 'ʼ')
}
