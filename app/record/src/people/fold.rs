//! Folding: the same word in two spellings becomes the same letters. Case, Latin diacritics, Arabic letter
//! forms and vowel signs, Kazakh letters beside Russian ones. For comparing only, never for showing; sorting
//! has its own order ([`super::collate`]).

/// Folds a text: small letters of one form each, digits as 0–9, words separated by one space.
///
/// ```
/// use wingbook_record::people::fold::fold;
/// assert_eq!(fold("  Émile N'Guessan-Kone "), "emile nguessan kone");
/// assert_eq!(fold("أحمَد"), fold("احمد"));
/// assert_eq!(fold("Әлия Қасымова"), fold("Алия Касымова"));
/// ```
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for character in text.chars().flat_map(char::to_lowercase) {
        if is_silent(character) {
            continue;
        }
        if !character.is_alphanumeric() {
            gap = true;
            continue;
        }
        let folded = letter(character);
        // A sign that is no letter of its own begins no word.
        if matches!(folded, Folded::None) {
            continue;
        }
        if gap && !out.is_empty() {
            out.push(' ');
        }
        gap = false;
        match folded {
            Folded::One(one) => out.push(one),
            Folded::Two(two) => out.push_str(two),
            Folded::None => {}
        }
    }
    out
}

/// Digits of an Arabic or Persian keyboard as 0–9; everything else is left as it is.
pub fn latin_digits(text: &str) -> String {
    text.chars()
        .map(|letter| match letter {
            '\u{0660}'..='\u{0669}' => char::from(b'0' + (letter as u32 - 0x0660) as u8),
            '\u{06f0}'..='\u{06f9}' => char::from(b'0' + (letter as u32 - 0x06f0) as u8),
            other => other,
        })
        .collect()
}

/// Folds a text and leaves out what stands between its words: `A-12` and `a 12` are the same.
pub fn compact(text: &str) -> String {
    let mut folded = fold(text);
    folded.retain(|character| character != ' ');
    folded
}

/// The words of a text, folded, and for a word with a hyphen also the whole of it.
pub fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut add = |word: &str| {
        if !word.is_empty() && !words.iter().any(|known| known == word) {
            words.push(word.to_owned());
        }
    };
    for word in text.split_whitespace() {
        let folded = fold(word);
        for part in folded.split(' ') {
            add(part);
            // The Arabic article is written on to the name; people look for it with and without.
            if let Some(rest) = part.strip_prefix("ال")
                && rest.chars().count() >= 3
            {
                add(rest);
            }
        }
        if folded.contains(' ') {
            add(&folded.replace(' ', ""));
        }
    }
    words
}

enum Folded {
    One(char),
    Two(&'static str),
    None,
}

/// Signs that stand on, in or around letters and are no letters: combining marks, Arabic vowel signs and
/// tatweel, marks of direction and joining, apostrophes.
fn is_silent(character: char) -> bool {
    matches!(character,
        '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{640}' | '\u{610}'..='\u{61a}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{61c}' | '\u{feff}'
        | '\'' | '’' | '‘' | 'ʼ' | 'ʹ' | '`')
}

fn letter(character: char) -> Folded {
    use Folded::{None, One, Two};
    match character {
        'a'..='z' | '0'..='9' => One(character),
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ǎ' => One('a'),
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => One('c'),
        'ď' | 'đ' | 'ð' | 'ḍ' => One('d'),
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' | 'ə' => One('e'),
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => One('g'),
        'ĥ' | 'ħ' | 'ḥ' => One('h'),
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => One('i'),
        'ĵ' => One('j'),
        'ķ' => One('k'),
        'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => One('l'),
        'ñ' | 'ń' | 'ņ' | 'ň' | 'ŋ' => One('n'),
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => One('o'),
        'ŕ' | 'ŗ' | 'ř' => One('r'),
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' | 'ṣ' => One('s'),
        'ţ' | 'ť' | 'ŧ' | 'ț' | 'ṭ' => One('t'),
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => One('u'),
        'ŵ' => One('w'),
        'ý' | 'ÿ' | 'ŷ' => One('y'),
        'ź' | 'ż' | 'ž' | 'ẓ' => One('z'),
        'æ' => Two("ae"),
        'œ' => Two("oe"),
        'ß' => Two("ss"),
        'þ' => Two("th"),
        'أ' | 'إ' | 'آ' | 'ٱ' => One('ا'),
        'ى' | 'ئ' | 'ی' | 'ې' => One('ي'),
        'ؤ' => One('و'),
        'ة' | 'ۀ' | 'ہ' | 'ە' => One('ه'),
        'ک' | 'گ' | 'ڭ' => One('ك'),
        'پ' => One('ب'),
        'چ' => One('ج'),
        'ڤ' => One('ف'),
        'ڨ' => One('ق'),
        'ژ' => One('ز'),
        'ء' | 'ٴ' | 'ъ' | 'ь' => None,
        'ё' | 'є' => One('е'),
        'й' | 'і' | 'ї' => One('и'),
        'ә' => One('а'),
        'ғ' | 'ґ' => One('г'),
        'қ' => One('к'),
        'ң' => One('н'),
        'ө' => One('о'),
        'ұ' | 'ү' | 'ў' => One('у'),
        'һ' => One('х'),
        '٠'..='٩' => digit(character, '٠'),
        '۰'..='۹' => digit(character, '۰'),
        other => One(other),
    }
}

fn digit(character: char, zero: char) -> Folded {
    char::from_digit(character as u32 - zero as u32, 10).map_or(Folded::None, Folded::One)
}

/// How a folded word sounds, roughly: its consonants in Latin letters, so that *Mohamed*, *Mukhammed*,
/// *Мухаммед* and *محمد* meet. Arabic writes no short vowels, so vowels count only at the beginning.
///
/// ```
/// use wingbook_record::people::fold::{fold, sound};
/// assert_eq!(sound(&fold("Mohamed")), sound(&fold("محمد")));
/// assert_eq!(sound(&fold("Юсуф")), sound(&fold("يوسف")));
/// ```
pub fn sound(word: &str) -> String {
    let latin: Vec<u8> = word.chars().flat_map(|one| latin(one).bytes()).collect();
    let mut out = String::with_capacity(latin.len());
    let mut at = 0;
    while at < latin.len() {
        let (sound, length) = consonant(&latin[at..], at == 0);
        at += length;
        if let Some(sound) = sound
            && !out.ends_with(sound)
        {
            out.push(sound);
        }
    }
    // "Sarah" and "سارة" end in a letter that nobody hears.
    if out.len() > 1 && out.ends_with('h') {
        out.pop();
    }
    out
}

/// The sound at the beginning of `rest`, and how many letters write it. `S` stands for sh, ch, tch.
fn consonant(rest: &[u8], begins: bool) -> (Option<char>, usize) {
    let next = rest.get(1).copied().unwrap_or(b' ');
    let is_vowel = |letter: u8| b"aeiou".contains(&letter);
    match (rest[0], next) {
        (b't', b'c') if rest.get(2) == Some(&b'h') => (Some('S'), 3),
        (b's' | b'c', b'h') => (Some('S'), 2),
        (b'k', b'h') => (Some('h'), 2),
        (b'g', b'h') => (Some('g'), 2),
        (b'z', b'h') | (b'd', b'j') => (Some('j'), 2),
        (b'd', b'z') if rest.get(2) == Some(&b'h') => (Some('j'), 3),
        (b't', b'h') => (Some('t'), 2),
        (b'd', b'h') => (Some('d'), 2),
        (b'p', b'h') => (Some('f'), 2),
        (b'o', b'u') if begins && rest.get(2).copied().is_some_and(is_vowel) => (Some('w'), 2),
        (b'c', b'e' | b'i') => (Some('s'), 1),
        (b'c' | b'q', _) => (Some('k'), 1),
        (b'x', _) => (Some('k'), 1),
        (b'y' | b'w', _) if begins => (Some(char::from(rest[0])), 1),
        (b'y' | b'w', _) => (None, 1),
        (vowel, _) if is_vowel(vowel) => (begins.then_some('a'), 1),
        (letter, _) => (Some(char::from(letter)), 1),
    }
}

/// A folded letter in Latin letters.
fn latin(letter: char) -> &'static str {
    const LATIN: &str = "abcdefghijklmnopqrstuvwxyz0123456789";
    if let Some(index) = LATIN.find(letter) {
        return &LATIN[index..=index];
    }
    match letter {
        'ا' | 'ع' => "a",
        'ب' | 'б' => "b",
        'ت' | 'ث' | 'ط' | 'т' => "t",
        'ج' | 'ж' => "j",
        'ح' | 'خ' | 'ه' | 'х' => "h",
        'د' | 'ذ' | 'ض' | 'д' => "d",
        'ر' | 'р' => "r",
        'ز' | 'ظ' | 'з' => "z",
        'س' | 'ص' | 'с' | 'ц' => "s",
        'ش' | 'ш' | 'щ' | 'ч' => "sh",
        'غ' | 'г' => "g",
        'ف' | 'ф' => "f",
        'ق' | 'ك' | 'к' => "k",
        'ل' | 'л' => "l",
        'م' | 'м' => "m",
        'ن' | 'н' => "n",
        'و' => "w",
        'ي' => "y",
        'а' => "a",
        'в' => "v",
        'е' | 'э' => "e",
        'и' | 'ы' => "i",
        'о' => "o",
        'п' => "p",
        'у' => "u",
        'ю' => "yu",
        'я' => "ya",
        _ => "",
    }
}

/// Whether one slip of the finger lies between two words: a letter too many, too few, another, or two
/// swapped. With `prefix`, between `typed` and the beginning of `word`.
pub fn one_slip(typed: &str, word: &str, prefix: bool) -> bool {
    fn matches<'a>(
        typed: impl Iterator<Item = char>,
        mut word: impl Iterator<Item = char> + 'a,
        prefix: bool,
    ) -> bool {
        for letter in typed {
            if word.next() != Some(letter) {
                return false;
            }
        }
        prefix || word.next().is_none()
    }
    let (mut left, mut right) = (typed.chars(), word.chars());
    loop {
        let (rest_typed, rest_word) = (left.clone(), right.clone());
        match (left.next(), right.next()) {
            (Some(a), Some(b)) if a == b => {}
            (None, None) => return true,
            (None, Some(_)) => return prefix || right.next().is_none(),
            (Some(_), None) => return left.next().is_none(),
            (Some(a), Some(b)) => {
                let (mut after_typed, mut after_word) = (left.clone(), right.clone());
                let swapped = after_typed.next() == Some(b)
                    && after_word.next() == Some(a)
                    && matches(after_typed, after_word, prefix);
                return swapped
                    || matches(left.clone(), right.clone(), prefix)
                    || matches(left, rest_word, prefix)
                    || matches(rest_typed, right, prefix);
            }
        }
    }
}
