//! The pseudo-language: English accented and made some 40 % longer, so that a test sees what wouldn't fit in another
//! language and what never went through a catalogue.

/// Writes `text` accented, its vowels and every n doubled.
pub fn write(out: &mut String, text: &str) {
    for letter in text.chars() {
        let accented = accented(letter);
        out.push(accented);
        if matches!(
            letter,
            'a' | 'e' | 'i' | 'o' | 'u' | 'A' | 'E' | 'I' | 'O' | 'U' | 'y' | 'n'
        ) {
            out.push(accented);
        }
    }
}

fn accented(letter: char) -> char {
    match letter {
        'a' => 'á',
        'c' => 'ç',
        'd' => 'ð',
        'e' => 'é',
        'g' => 'ğ',
        'i' => 'í',
        'l' => 'ł',
        'n' => 'ñ',
        'o' => 'ö',
        's' => 'š',
        't' => 'ţ',
        'u' => 'ü',
        'y' => 'ý',
        'z' => 'ž',
        'A' => 'Å',
        'C' => 'Č',
        'E' => 'É',
        'I' => 'Î',
        'N' => 'Ñ',
        'O' => 'Ø',
        'R' => 'Ř',
        'S' => 'Š',
        'U' => 'Ü',
        'W' => 'Ŵ',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn longer_by_two_fifths() {
        let mut out = String::new();
        super::write(&mut out, "Waiting to send since this morning");
        assert!(out.chars().count() * 100 >= "Waiting to send since this morning".len() * 140);
        assert!(out.starts_with("Ŵááííţ"));
    }
}
