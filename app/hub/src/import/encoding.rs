//! Which encoding a file has: spreadsheets rarely say.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1251, WINDOWS_1252, WINDOWS_1256};

/// The eight-bit encodings of the languages we serve; the first wins a tie.
const CANDIDATES: [&Encoding; 3] = [WINDOWS_1252, WINDOWS_1251, WINDOWS_1256];

/// How much of a file is looked at.
const SAMPLE_BYTES: usize = 64 * 1024;

/// A file as text, and the encoding that it was read in.
pub fn decode(bytes: &[u8], named: Option<&'static Encoding>) -> (String, &'static Encoding) {
    let encoding = named.unwrap_or_else(|| detect(bytes));
    // A byte order mark wins over everything and is not part of the text.
    let (text, used, _) = encoding.decode(bytes);
    (text.into_owned(), used)
}

fn detect(bytes: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    let sample = &bytes[..bytes.len().min(SAMPLE_BYTES)];
    if let Some(encoding) = detect_utf16(sample) {
        return encoding;
    }
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    let scored = CANDIDATES
        .into_iter()
        .map(|encoding| (score(&encoding.decode(sample).0), encoding));
    scored
        .fold((i64::MIN, WINDOWS_1252), |best, one| {
            if one.0 > best.0 { one } else { best }
        })
        .1
}

/// Without a mark: separators and digits make every second byte of a table zero.
fn detect_utf16(sample: &[u8]) -> Option<&'static Encoding> {
    let zeros = |offset: usize| {
        sample
            .iter()
            .skip(offset)
            .step_by(2)
            .filter(|byte| **byte == 0)
            .count()
    };
    let (even, odd, half) = (zeros(0), zeros(1), sample.len() / 2);
    if half > 0 && odd * 10 > half && even * 50 < half {
        Some(UTF_16LE)
    } else if half > 0 && even * 10 > half && odd * 50 < half {
        Some(UTF_16BE)
    } else {
        None
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Cyrillic,
    Arabic,
    Other,
}

fn script(character: char) -> Script {
    match character {
        'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' => Script::Latin,
        '\u{400}'..='\u{4ff}' => Script::Cyrillic,
        '\u{600}'..='\u{6ff}' => Script::Arabic,
        _ => Script::Other,
    }
}

/// How much a text looks like one: letters stand beside letters of their own script, capitals at the
/// beginning of words, and few signs stand inside them.
fn score(text: &str) -> i64 {
    let mut score = 0;
    let mut before = ' ';
    for character in text.chars() {
        let (here, there) = (script(character), script(before));
        let is_foreign = !character.is_ascii() || !before.is_ascii();
        if is_foreign && character.is_alphabetic() && before.is_alphabetic() {
            score += if here == there && here != Script::Other {
                2
            } else {
                -4
            };
            // Cyrillic read where another script was written changes between capitals and small letters.
            if before.is_lowercase() && character.is_uppercase() {
                score -= 6;
            }
        } else if !character.is_ascii()
            && !character.is_alphanumeric()
            && !character.is_whitespace()
        {
            score -= 3;
        }
        before = character;
    }
    score
}

#[cfg(test)]
mod tests {
    use super::*;

    const RUSSIAN: &str =
        "Фамилия;Имя;Дата рождения\nИванов;Пётр;12.03.1988\nСейткали;Нурлан;1990\n";
    const FRENCH: &str = "Nom;Prénom;Né le\nBéjaoui;Hélène;03/04/1991\nOuertani;François;1985\n";
    const ARABIC: &str =
        "الاسم;رقم السجين;تاريخ الميلاد\nكريم الورتاني;77;1988\nمنى الطرابلسي;78;1990\n";

    fn check(text: &str, encoding: &'static Encoding) {
        let (bytes, _, unmappable) = encoding.encode(text);
        assert!(!unmappable);
        assert_eq!(decode(&bytes, None), (text.to_owned(), encoding));
    }

    #[test]
    fn each_language_in_its_encodings() {
        check(RUSSIAN, WINDOWS_1251);
        check(FRENCH, WINDOWS_1252);
        check(ARABIC, WINDOWS_1256);
        for text in [RUSSIAN, FRENCH, ARABIC, "a,b\n1,2\n"] {
            check(text, UTF_8);
            for (encoding, units) in [
                (
                    UTF_16LE,
                    text.encode_utf16()
                        .flat_map(u16::to_le_bytes)
                        .collect::<Vec<u8>>(),
                ),
                (
                    UTF_16BE,
                    text.encode_utf16()
                        .flat_map(u16::to_be_bytes)
                        .collect::<Vec<u8>>(),
                ),
            ] {
                assert_eq!(decode(&units, None), (text.to_owned(), encoding));
            }
            let marked = [b"\xef\xbb\xbf", text.as_bytes()].concat();
            assert_eq!(decode(&marked, None), (text.to_owned(), UTF_8));
        }
    }
}
