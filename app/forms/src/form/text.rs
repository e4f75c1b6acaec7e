//! Texts in several languages, with `${name}` inside.

/// A language of a form: `French (fr)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Language {
    /// Its name as the form has it.
    pub name: String,
    /// Its code; the name in lower case if the form gives none.
    pub code: String,
}

impl Language {
    /// Reads `French (fr)`.
    pub(crate) fn read(text: &str) -> Self {
        let text = text.trim();
        let coded = text
            .strip_suffix(')')
            .and_then(|rest| rest.rsplit_once('('));
        match coded {
            Some((name, code)) => Language {
                name: name.trim().to_owned(),
                code: code.trim().to_ascii_lowercase(),
            },
            None => Language {
                name: text.to_owned(),
                code: text.to_ascii_lowercase(),
            },
        }
    }
}

/// One of a form's languages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LanguageId(pub(crate) usize);

/// A text in the form's languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// By language; empty where nothing is written.
    pub(crate) written: Vec<Vec<Part>>,
}

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Plain(String),
    /// The answer of an item.
    Answer(u32),
}

impl Text {
    /// Whether nothing is written in any language.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.written.iter().all(Vec::is_empty)
    }

    pub(crate) fn parts(&self, language: LanguageId, default: LanguageId) -> Option<&[Part]> {
        let filled = |id: LanguageId| self.written.get(id.0).filter(|parts| !parts.is_empty());
        filled(language)
            .or_else(|| filled(default))
            .or_else(|| self.written.iter().find(|parts| !parts.is_empty()))
            .map(Vec::as_slice)
    }

    /// The items that it names, in any language.
    pub(crate) fn references(&self) -> impl Iterator<Item = u32> {
        self.written.iter().flatten().filter_map(|part| match part {
            Part::Answer(item) => Some(*item),
            Part::Plain(_) => None,
        })
    }
}
