//! What the reader of a form has to tell its author.

use std::fmt;

use crate::xpath::SyntaxError;

/// A sheet of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sheet {
    /// `settings`
    Settings,
    /// `survey`
    Survey,
    /// `choices`
    Choices,
}

impl fmt::Display for Sheet {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Sheet::Settings => "settings",
            Sheet::Survey => "survey",
            Sheet::Choices => "choices",
        })
    }
}

/// An error or warning, and the cell that it is about. Shown as
/// `survey:7:relevant: there is no question named agee (did you mean age?)`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{sheet}:{row}:{column}: {kind}")]
pub struct Finding {
    /// The sheet.
    pub sheet: Sheet,
    /// The row as a spreadsheet counts: the header is 1.
    pub row: u32,
    /// The column's header.
    pub column: String,
    /// What is wrong.
    pub kind: FindingKind,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FindingKind {
    /// Not JSON at all.
    #[error("this is not readable as JSON: {0}")]
    NotJson(String),
    /// Not a table.
    #[error("a sheet is a list of rows, a row an object of cells")]
    NotRows,
    /// The survey asks nothing.
    #[error("the form has no questions")]
    NoQuestions,
    /// Beyond what the engine takes.
    #[error("the form is too large: at most {0} rows")]
    TooManyRows(usize),
    /// Groups in groups in groups.
    #[error("groups are nested too deeply")]
    TooDeep,
    /// A cell that must be filled is empty.
    #[error("this cell must be filled")]
    Missing,
    /// A type nobody knows.
    #[error("there is no type {given}{}", suggest(.suggestion))]
    UnknownType {
        /// As written.
        given: String,
        /// Perhaps meant.
        suggestion: Option<String>,
    },
    /// Something of XLSForm that this engine does not do yet.
    #[error("{0} is not supported yet")]
    NotYet(String),
    /// Not a name.
    #[error("a name starts with a letter or _ and has only letters, digits, _, - and .")]
    BadName,
    /// A name used before.
    #[error("this name is taken by row {first_row}: choose another")]
    DuplicateName {
        /// Where it was first.
        first_row: u32,
    },
    /// A choice list nobody wrote.
    #[error("there is no choice list {given}{}", suggest(.suggestion))]
    UnknownList {
        /// As written.
        given: String,
        /// Perhaps meant.
        suggestion: Option<String>,
    },
    /// A choice's name with a space, which answers could not tell apart.
    #[error("a choice's name has no spaces: write {}", .0.replace(' ', "_"))]
    SpaceInChoice(String),
    /// An end without a beginning, or the wrong one.
    #[error("nothing is open here that this could end")]
    UnexpectedEnd,
    /// A group or repeat without its end.
    #[error("this is never ended: add a row ‘end {0}’")]
    Unclosed(&'static str),
    /// A misspelled expression.
    #[error("{0}")]
    Expression(#[from] SyntaxError),
    /// A reference to nothing.
    #[error("there is no question named {given}{}", suggest(.suggestion))]
    UnknownReference {
        /// As written.
        given: String,
        /// Perhaps meant.
        suggestion: Option<String>,
    },
    /// A reference to one of several.
    #[error("several questions are named {0}: rename them")]
    AmbiguousReference(String),
    /// A path that leads nowhere.
    #[error("this path leads to no question (at character {})", at + 1)]
    DeadPath {
        /// Bytes from the start of the expression.
        at: usize,
    },
    /// Expressions that wait for each other.
    #[error("these depend on each other in a circle: {}", .0.join(" → "))]
    Cycle(Vec<String>),
    /// Bounds of a range that are none.
    #[error("write start=0 end=10 step=1 with numbers, start below end, step above 0")]
    BadRange,
    /// A default that is no answer to the question.
    #[error("this default is no valid answer to the question")]
    BadDefault,
    /// A calculation is missing.
    #[error("a calculate row needs a calculation")]
    NoCalculation,
    /// A language that the form isn't written in.
    #[error("the form has no column in this language")]
    UnknownLanguage,
    /// Warning: a column nobody reads.
    #[error("this column is not read{}", suggest(.0))]
    UnreadColumn(Option<String>),
    /// Warning: a text missing in a language.
    #[error("not translated into {0}")]
    Untranslated(String),
    /// Warning: a question without a label.
    #[error("this question has no label")]
    NoLabel,
}

fn suggest(suggestion: &Option<String>) -> String {
    match suggestion {
        Some(word) => format!(" (did you mean {word}?)"),
        None => String::new(),
    }
}

/// Everything wrong with a form, in the order of its sheets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Findings(pub Vec<Finding>);

impl std::error::Error for Findings {}

impl fmt::Display for Findings {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, finding) in self.0.iter().enumerate() {
            if index > 0 {
                out.write_str("\n")?;
            }
            write!(out, "{finding}")?;
        }
        Ok(())
    }
}

/// The known word nearest to a misspelled one: at most two letters off.
pub(crate) fn nearest(given: &str, known: &mut dyn Iterator<Item = &str>) -> Option<String> {
    let longest = 2.min(given.chars().count() / 2);
    known
        .filter(|word| word.len().abs_diff(given.len()) <= 4)
        .map(|word| (distance(given, word), word))
        .filter(|(distance, _)| *distance <= longest)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, word)| word.to_owned())
}

/// Levenshtein's distance in letters.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, letter) in one.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, wanted) in other.iter().enumerate() {
            let replaced = diagonal + usize::from(letter != *wanted);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[other.len()]
}
