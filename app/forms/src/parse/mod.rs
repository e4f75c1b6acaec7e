//! From sheets to a form: every error at once, each with its cell.
//!
//! First the rows become a tree of named items, then texts and expressions are
//! read and their references looked up, last the order of evaluation is
//! worked out. A form with any error is refused as a whole, so that it never
//! replaces a working one.

mod columns;
mod dependencies;
mod finding;
mod kinds;
mod resolve;
mod rules;
mod sheets;
mod survey;
mod texts;

pub use finding::{Finding, FindingKind, Findings, Sheet};
pub use sheets::{Row, SHEET_ROWS_MAX, Sheets};

use crate::form::{Form, Graph};
use columns::{Column, Columns, cells};
pub(crate) use resolve::insert_sorted;
use survey::Survey;

/// How many errors an author is told of at once.
const FINDINGS_MAX: usize = 1_000;

impl Form {
    /// Reads a form from the JSON of its sheets.
    ///
    /// ```
    /// let form = wingbook_forms::Form::from_json_text(r#"{
    ///     "settings": {"form_id": "visit", "version": "1"},
    ///     "survey": [
    ///         {"type": "integer", "name": "age", "label::English (en)": "Age"},
    ///         {"type": "note", "name": "adult", "label::English (en)": "An adult", "relevant": "${agee} >= 18"}
    ///     ]}"#);
    /// assert_eq!(form.unwrap_err().to_string(),
    ///     "survey:3:relevant: there is no question named agee (did you mean age?)");
    /// ```
    ///
    /// # Errors
    /// Everything that is wrong, with sheet, row and column.
    pub fn from_json_text(text: &str) -> Result<Self, Findings> {
        Self::from_sheets(&Sheets::from_json_text(text)?)
    }

    /// Reads a form from JSON that is parsed already.
    ///
    /// # Errors
    /// As [`Form::from_json_text`].
    pub fn from_json(value: &serde_json::Value) -> Result<Self, Findings> {
        Self::from_sheets(&Sheets::from_json(value)?)
    }

    /// Reads a form from its sheets.
    ///
    /// # Errors
    /// As [`Form::from_json_text`].
    pub fn from_sheets(sheets: &Sheets) -> Result<Self, Findings> {
        let mut findings = Vec::new();
        let mut warnings = Vec::new();
        let columns = Columns::read(sheets, &mut findings, &mut warnings);
        let mut form = empty_form(sheets, &columns, &mut findings);
        form.lists = texts::read_lists(sheets, &columns, &mut findings, &mut warnings);
        let survey = Survey::read(sheets, &columns, &form.lists, &mut findings);
        form.items = survey.items;
        if let Some(root) = root_name(sheets) {
            form.items[0].name = root;
        }
        let rows = &survey.rows;
        texts::read_texts(&mut form, rows, &columns, &mut findings, &mut warnings);
        let found = rules::read_rules(&mut form, rows, &columns, &mut findings);
        dependencies::order(&mut form, &found, rows, &mut findings);
        if findings.is_empty() {
            form.warnings = warnings;
            Ok(form)
        } else {
            Err(in_order(findings))
        }
    }
}

/// Findings by sheet and row. Not a library sort: those are large, and these
/// lists short.
fn in_order(mut found: Vec<Finding>) -> Findings {
    found.truncate(FINDINGS_MAX);
    let mut ordered: Vec<Finding> = Vec::with_capacity(found.len());
    for finding in found {
        let place = (finding.sheet, finding.row);
        let at = ordered.partition_point(|known| (known.sheet, known.row) <= place);
        ordered.insert(at, finding);
    }
    Findings(ordered)
}

/// The first step of absolute paths; `data` unless the settings name another.
fn root_name(sheets: &Sheets) -> Option<String> {
    let name = sheets.settings.first()?.cell("name");
    crate::xpath::is_name(name).then(|| name.to_owned())
}

/// The form's own settings, nothing asked yet.
fn empty_form(sheets: &Sheets, columns: &Columns, findings: &mut Vec<Finding>) -> Form {
    let settings = sheets.settings.first().cloned().unwrap_or_default();
    let id = settings.cell("form_id").to_owned();
    if id.is_empty() {
        findings.push(Finding {
            sheet: Sheet::Settings,
            row: 2,
            column: "form_id".to_owned(),
            kind: FindingKind::Missing,
        });
    }
    let version = match settings.cell("version") {
        "" => "1",
        given => given,
    };
    let title = cells(columns, Sheet::Settings, &settings)
        .filter(|cell| cell.column == Column::Title)
        .fold(columns.no_text(), |mut title, cell| {
            title.written[cell.language] = vec![crate::form::Part::Plain(cell.text.to_owned())];
            title
        });
    Form {
        id,
        version: version.to_owned(),
        title,
        languages: columns.languages.clone(),
        default_language: columns.default_language,
        items: Vec::new(),
        lists: Vec::new(),
        graph: Graph::default(),
        warnings: Vec::new(),
    }
}
