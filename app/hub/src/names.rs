//! Names that people type at the command line: what they may hold.

/// Whether a name shows what it holds: no control characters, no second line, and none of the marks that turn the
/// direction of what stands behind them, with which one name can be made to look like another.
pub fn is_plain(name: &str) -> bool {
    !name.chars().any(|character| {
        character.is_control()
            || matches!(
                character,
                '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
            )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_hides_in_a_name() {
        for name in [
            "Okot, Peter",
            "منى الطرابلسي",
            "Сейткали Нұрлан",
            "O'Neil-Ñandú",
        ] {
            assert!(is_plain(name), "{name}");
        }
        for name in [
            "two\nlines",
            "bell\u{7}",
            "\u{1b}[2Jgone",
            "over\u{202e}nrut",
            "iso\u{2067}lated\u{2069}",
            "mark\u{200f}",
            "para\u{2029}graph",
        ] {
            assert!(!is_plain(name), "{name:?}");
        }
    }
}
