//! The languages of the interface: their codes, directions and the locale that the browser's `Intl` is asked for.
//! What the words are stands in the catalogues under `public/locales`, not here.

/// A language that the interface can be read in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// English.
    English,
    /// French.
    French,
    /// Arabic, written from right to left.
    Arabic,
    /// Russian.
    Russian,
    /// English made longer and accented, to find words that don't fit or that no catalogue holds. For tests.
    Pseudo,
}

impl Language {
    /// The languages that a user may choose.
    pub const OFFERED: [Language; 4] = [
        Language::English,
        Language::French,
        Language::Arabic,
        Language::Russian,
    ];

    /// The code under which the choice is kept and which the page's `lang` shows.
    pub fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::French => "fr",
            Language::Arabic => "ar",
            Language::Russian => "ru",
            Language::Pseudo => "qps",
        }
    }

    /// The language's name in itself, as it stands on the buttons that choose it.
    pub fn own_name(self) -> &'static str {
        match self {
            Language::English => "English",
            Language::French => "Français",
            Language::Arabic => "العربية",
            Language::Russian => "Русский",
            Language::Pseudo => "Þšéúðö",
        }
    }

    /// The catalogue that is fetched: the pseudo-language is made from English.
    pub fn catalogue(self) -> &'static str {
        match self {
            Language::Pseudo => "en",
            other => other.code(),
        }
    }

    /// The locale for `Intl`: day before month, 24 hours, Latin digits (registers and wristbands carry them).
    pub fn locale(self) -> &'static str {
        match self {
            Language::English | Language::Pseudo => "en-GB",
            Language::French => "fr",
            Language::Arabic => "ar-TN-u-nu-latn",
            Language::Russian => "ru",
        }
    }

    /// `rtl` or `ltr`, for the page's `dir`.
    pub fn direction(self) -> &'static str {
        match self {
            Language::Arabic => "rtl",
            _ => "ltr",
        }
    }

    /// Whether text runs from right to left.
    pub fn is_rtl(self) -> bool {
        self == Language::Arabic
    }

    /// The language of a code or of a browser's tag such as `fr-TN`; nothing where it isn't offered.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or(tag);
        [
            Language::English,
            Language::French,
            Language::Arabic,
            Language::Russian,
            Language::Pseudo,
        ]
        .into_iter()
        .find(|language| language.code().eq_ignore_ascii_case(primary))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_find_their_language() {
        let check = |tag: &str, expected: Option<Language>| {
            assert_eq!(Language::from_tag(tag), expected, "{tag}")
        };
        check("en", Some(Language::English));
        check("fr-TN", Some(Language::French));
        check("AR", Some(Language::Arabic));
        check("ru_KZ", Some(Language::Russian));
        check("sw", None);
        check("", None);
    }
}
