//! A form as sheets of rows, and the JSON that holds them.
//!
//! The JSON has the sheets as keys: `settings` an object, `survey` and
//! `choices` lists of objects, each object a row with the columns' headers as
//! keys. Row numbers count as in a spreadsheet, so that an error points to the
//! same cell wherever the form came from.

use serde_json::{Map, Value};

use super::finding::{Finding, FindingKind, Findings, Sheet};

/// The most rows that a sheet may have.
pub const SHEET_ROWS_MAX: usize = 50_000;

/// A row: filled cells by header.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Its number in the sheet; the header is 1.
    pub number: u32,
    /// Header and trimmed text of each filled cell.
    pub cells: Vec<(String, String)>,
}

/// The sheets of a form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheets {
    /// One row of settings.
    pub settings: Vec<Row>,
    /// The questions.
    pub survey: Vec<Row>,
    /// The choices.
    pub choices: Vec<Row>,
}

impl Sheets {
    /// Reads sheets from JSON text.
    ///
    /// # Errors
    /// If the text is no JSON, or not of this shape.
    pub fn from_json_text(text: &str) -> Result<Self, Findings> {
        match serde_json::from_str(text) {
            Ok(value) => Self::from_json(&value),
            Err(error) => {
                let kind = FindingKind::NotJson(error.to_string());
                Err(Findings(vec![shape(Sheet::Survey, 1, kind)]))
            }
        }
    }

    /// Reads sheets from JSON.
    ///
    /// # Errors
    /// If a sheet is not a list of rows or a row not an object.
    pub fn from_json(value: &Value) -> Result<Self, Findings> {
        let mut findings = Vec::new();
        let mut read = |sheet: Sheet| rows(value, sheet, &mut findings);
        let sheets = Sheets {
            settings: read(Sheet::Settings),
            survey: read(Sheet::Survey),
            choices: read(Sheet::Choices),
        };
        if findings.is_empty() {
            Ok(sheets)
        } else {
            Err(Findings(findings))
        }
    }
}

impl Row {
    /// The text of a cell; empty if it isn't filled.
    #[must_use]
    pub fn cell(&self, header: &str) -> &str {
        let found = self.cells.iter().find(|(known, _)| known == header);
        found.map_or("", |(_, text)| text)
    }
}

fn shape(sheet: Sheet, row: u32, kind: FindingKind) -> Finding {
    Finding {
        sheet,
        row,
        column: "-".to_owned(),
        kind,
    }
}

fn rows(value: &Value, sheet: Sheet, findings: &mut Vec<Finding>) -> Vec<Row> {
    let one;
    let list = match value.get(sheet.to_string()) {
        None | Some(Value::Null) => return Vec::new(),
        Some(Value::Array(list)) => list,
        Some(object @ Value::Object(_)) => {
            one = vec![object.clone()];
            &one
        }
        Some(_) => {
            findings.push(shape(sheet, 1, FindingKind::NotRows));
            return Vec::new();
        }
    };
    if list.len() > SHEET_ROWS_MAX {
        let kind = FindingKind::TooManyRows(SHEET_ROWS_MAX);
        findings.push(shape(sheet, 1, kind));
        return Vec::new();
    }
    let mut rows = Vec::with_capacity(list.len());
    for (number, row) in (2u32..).zip(list) {
        match row {
            Value::Object(cells) => rows.push(read_row(number, cells)),
            _ => findings.push(shape(sheet, number, FindingKind::NotRows)),
        }
    }
    rows
}

fn read_row(number: u32, cells: &Map<String, Value>) -> Row {
    let text = |value: &Value| match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Null => String::new(),
        other => other.to_string(),
    };
    let cells = cells
        .iter()
        .map(|(header, value)| (header.clone(), text(value)))
        .filter(|(_, text)| !text.is_empty())
        .collect();
    Row { number, cells }
}
