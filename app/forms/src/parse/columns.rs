//! The columns of a form's sheets, their older names and their languages.

use super::finding::{Finding, FindingKind, Sheet, nearest};
use super::sheets::{Row, Sheets};
use crate::form::{Language, LanguageId, Text};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Type,
    Name,
    Label,
    Hint,
    Guidance,
    Required,
    RequiredMessage,
    Relevant,
    Constraint,
    ConstraintMessage,
    Calculation,
    Default,
    Readonly,
    ChoiceFilter,
    Appearance,
    Parameters,
    ListName,
    Title,
    /// Changes what a form means, but isn't supported yet.
    NotYet,
    /// A further column of choices, or one that nobody reads.
    Other,
}

impl Column {
    fn is_translated(self) -> bool {
        matches!(
            self,
            Column::Label
                | Column::Hint
                | Column::Guidance
                | Column::RequiredMessage
                | Column::ConstraintMessage
                | Column::Title
        )
    }
}

const SURVEY: &[(&str, Column)] = &[
    ("type", Column::Type),
    ("name", Column::Name),
    ("label", Column::Label),
    ("hint", Column::Hint),
    ("guidance_hint", Column::Guidance),
    ("required", Column::Required),
    ("required_message", Column::RequiredMessage),
    ("relevant", Column::Relevant),
    ("relevance", Column::Relevant),
    ("constraint", Column::Constraint),
    ("constraint_message", Column::ConstraintMessage),
    ("calculation", Column::Calculation),
    ("calculate", Column::Calculation),
    ("default", Column::Default),
    ("readonly", Column::Readonly),
    ("read_only", Column::Readonly),
    ("choice_filter", Column::ChoiceFilter),
    ("appearance", Column::Appearance),
    ("parameters", Column::Parameters),
    ("trigger", Column::NotYet),
    ("repeat_count", Column::NotYet),
    ("save_to", Column::NotYet),
];

const CHOICES: &[(&str, Column)] = &[
    ("list_name", Column::ListName),
    ("name", Column::Name),
    ("value", Column::Name),
    ("label", Column::Label),
];

const SETTINGS: &[(&str, Column)] = &[("title", Column::Title), ("form_title", Column::Title)];

/// The headers that a form uses, each looked at once.
pub(super) struct Columns {
    pub(super) languages: Vec<Language>,
    pub(super) default_language: LanguageId,
    headers: Vec<(Sheet, String, Column, usize)>,
}

/// A filled cell.
pub(super) struct Cell<'a> {
    pub(super) column: Column,
    pub(super) language: usize,
    pub(super) header: &'a str,
    pub(super) text: &'a str,
}

impl Columns {
    pub(super) fn read(
        sheets: &Sheets,
        findings: &mut Vec<Finding>,
        warnings: &mut Vec<Finding>,
    ) -> Self {
        let settings = sheets.settings.first();
        let wanted = settings.map_or("", |row| row.cell("default_language"));
        let mut columns = Columns {
            languages: Vec::new(),
            default_language: LanguageId(0),
            headers: Vec::new(),
        };
        let default = (!wanted.is_empty()).then(|| Language::read(wanted));
        for (sheet, rows) in sheets.each() {
            for row in rows {
                for (header, _) in &row.cells {
                    if columns.find(sheet, header).is_none() {
                        let row = row.number;
                        columns.add(sheet, row, header, default.as_ref(), warnings);
                    }
                }
            }
        }
        if let Some(default) = default {
            let known = columns.languages.iter().position(|one| same(one, &default));
            match known {
                Some(index) => columns.default_language = LanguageId(index),
                None if columns.languages.is_empty() => columns.languages.push(default),
                None => findings.push(Finding {
                    sheet: Sheet::Settings,
                    row: 2,
                    column: "default_language".to_owned(),
                    kind: FindingKind::UnknownLanguage,
                }),
            }
        }
        if columns.languages.is_empty() {
            columns.languages.push(Language::read("default"));
        }
        columns
    }

    fn add(
        &mut self,
        sheet: Sheet,
        row: u32,
        header: &str,
        default: Option<&Language>,
        warnings: &mut Vec<Finding>,
    ) {
        let (base, language) = match header.split_once("::") {
            Some((base, language)) => (base, Some(Language::read(language))),
            None => (header, None),
        };
        let base = base.trim().to_ascii_lowercase().replace(' ', "_");
        let known = match sheet {
            Sheet::Survey => SURVEY,
            Sheet::Choices => CHOICES,
            Sheet::Settings => SETTINGS,
        };
        let found = known.iter().find(|(name, _)| *name == base);
        let column = found.map_or(Column::Other, |(_, column)| *column);
        if column == Column::Other && sheet == Sheet::Survey {
            let near = nearest(&base, &mut known.iter().map(|(name, _)| *name));
            warnings.push(Finding {
                sheet,
                row,
                column: header.to_owned(),
                kind: FindingKind::UnreadColumn(near),
            });
        }
        let mut index = 0;
        if column.is_translated() {
            let language = language
                .or_else(|| default.cloned())
                .unwrap_or_else(|| Language::read("default"));
            let known = self.languages.iter().position(|one| same(one, &language));
            index = known.unwrap_or_else(|| {
                self.languages.push(language);
                self.languages.len() - 1
            });
        }
        self.headers.push((sheet, header.to_owned(), column, index));
    }

    /// What a header means, and its language.
    pub(super) fn find(&self, sheet: Sheet, header: &str) -> Option<(Column, usize)> {
        let fits = |known: &&(Sheet, String, Column, usize)| known.0 == sheet && known.1 == header;
        let found = self.headers.iter().find(fits)?;
        Some((found.2, found.3))
    }

    /// A text with a place for every language and nothing written.
    pub(super) fn no_text(&self) -> Text {
        Text {
            written: vec![Vec::new(); self.languages.len()],
        }
    }

    /// The headers of further columns of choices.
    pub(super) fn further_choice_columns(&self) -> Vec<String> {
        let further = self
            .headers
            .iter()
            .filter(|(sheet, _, column, _)| *sheet == Sheet::Choices && *column == Column::Other);
        further.map(|(_, header, ..)| header.clone()).collect()
    }
}

/// The filled cells of a row with what they mean.
pub(super) fn cells<'a>(
    columns: &'a Columns,
    sheet: Sheet,
    row: &'a Row,
) -> impl Iterator<Item = Cell<'a>> {
    row.cells.iter().filter_map(move |(header, text)| {
        let (column, language) = columns.find(sheet, header)?;
        Some(Cell {
            column,
            language,
            header,
            text,
        })
    })
}

fn same(one: &Language, other: &Language) -> bool {
    one.code == other.code || one.name == other.name
}

impl Sheets {
    pub(super) fn each(&self) -> [(Sheet, &[Row]); 3] {
        [
            (Sheet::Settings, &self.settings),
            (Sheet::Survey, &self.survey),
            (Sheet::Choices, &self.choices),
        ]
    }
}
