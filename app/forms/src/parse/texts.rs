//! Labels, hints and messages in every language, and the choice lists.

use super::columns::{Cell, Column, Columns, cells};
use super::finding::{Finding, FindingKind, Sheet};
use super::resolve::{Index, Names};
use super::sheets::{Row, Sheets};
use crate::form::{Choice, Form, Kind, List, Part, Text};

/// Reads the choices sheet.
pub(super) fn read_lists(
    sheets: &Sheets,
    columns: &Columns,
    findings: &mut Vec<Finding>,
    warnings: &mut Vec<Finding>,
) -> Vec<List> {
    let further = columns.further_choice_columns();
    let mut lists: Vec<List> = Vec::new();
    let mut by_name = Index::new();
    let mut first_rows = Index::new();
    for row in sheets.choices.iter().filter(|row| !row.cells.is_empty()) {
        let mut report = |column: &str, kind: FindingKind| {
            findings.push(Finding {
                sheet: Sheet::Choices,
                row: row.number,
                column: column.to_owned(),
                kind,
            });
        };
        let (list_name, choice) = read_choice(row, columns, &further);
        if list_name.is_empty() || choice.name.is_empty() {
            let column = if list_name.is_empty() {
                "list_name"
            } else {
                "name"
            };
            report(column, FindingKind::Missing);
            continue;
        }
        if choice.name.contains(char::is_whitespace) {
            report("name", FindingKind::SpaceInChoice(choice.name.clone()));
        }
        let index = *by_name.entry((0, list_name.to_owned())).or_insert_with(|| {
            lists.push(List {
                name: list_name.to_owned(),
                columns: further.clone(),
                choices: Vec::new(),
            });
            lists.len() as u32 - 1
        });
        let key = (index, choice.name.clone());
        let first_row = *first_rows.entry(key).or_insert(row.number);
        if first_row != row.number {
            report("name", FindingKind::DuplicateName { first_row });
        }
        untranslated(
            &choice.label,
            "label",
            Sheet::Choices,
            row,
            columns,
            warnings,
        );
        lists[index as usize].choices.push(choice);
    }
    lists
}

/// A row of the choices sheet, and the list that it belongs to.
fn read_choice<'a>(row: &'a Row, columns: &Columns, further: &[String]) -> (&'a str, Choice) {
    let mut choice = Choice {
        name: String::new(),
        label: columns.no_text(),
        extras: vec![String::new(); further.len()],
    };
    let mut list_name = "";
    for (header, text) in &row.cells {
        let Some((column, language)) = columns.find(Sheet::Choices, header) else {
            continue;
        };
        match column {
            Column::ListName => list_name = text,
            Column::Name => choice.name.clone_from(text),
            Column::Label => choice.label.written[language] = plain(text),
            _ => {
                if let Some(at) = further.iter().position(|known| known == header) {
                    choice.extras[at].clone_from(text);
                }
            }
        }
    }
    (list_name, choice)
}

/// Reads the texts of all items.
pub(super) fn read_texts(
    form: &mut Form,
    rows: &[Option<&Row>],
    columns: &Columns,
    findings: &mut Vec<Finding>,
    warnings: &mut Vec<Finding>,
) {
    let names = Names::of(&form.items);
    for (item, row) in form.items.iter_mut().zip(rows) {
        let Some(row) = row else { continue };
        let mut read = |column: Column| {
            let mut text = Text::default();
            for cell in cells(columns, Sheet::Survey, row).filter(|cell| cell.column == column) {
                if text.written.is_empty() {
                    text = columns.no_text();
                }
                text.written[cell.language] = parts(&cell, row, &names, findings);
            }
            untranslated(&text, header(column), Sheet::Survey, row, columns, warnings);
            text
        };
        item.label = read(Column::Label);
        item.hint = read(Column::Hint);
        item.guidance = read(Column::Guidance);
        item.constraint_message = read(Column::ConstraintMessage);
        item.required_message = read(Column::RequiredMessage);
        let may_be_bare = item.kind.is_silent() || item.kind.is_group();
        if item.label.is_empty() && !may_be_bare && item.kind != Kind::Hidden {
            warnings.push(Finding {
                sheet: Sheet::Survey,
                row: row.number,
                column: "label".to_owned(),
                kind: FindingKind::NoLabel,
            });
        }
    }
}

fn header(column: Column) -> &'static str {
    match column {
        Column::Label => "label",
        Column::Hint => "hint",
        Column::Guidance => "guidance_hint",
        Column::ConstraintMessage => "constraint_message",
        _ => "required_message",
    }
}

fn plain(text: &str) -> Vec<Part> {
    vec![Part::Plain(text.to_owned())]
}

/// Cuts a text at `${name}`.
fn parts(cell: &Cell<'_>, row: &Row, names: &Names, findings: &mut Vec<Finding>) -> Vec<Part> {
    let mut found = Vec::new();
    let mut rest = cell.text;
    while let Some((before, (name, after))) = rest
        .split_once("${")
        .and_then(|(before, tail)| Some((before, tail.split_once('}')?)))
    {
        if !before.is_empty() {
            found.push(Part::Plain(before.to_owned()));
        }
        match names.find(name.trim()) {
            Ok(item) => found.push(Part::Answer(item)),
            Err(kind) => findings.push(Finding {
                sheet: Sheet::Survey,
                row: row.number,
                column: cell.header.to_owned(),
                kind,
            }),
        }
        rest = after;
    }
    if !rest.is_empty() {
        found.push(Part::Plain(rest.to_owned()));
    }
    found
}

/// Warns of languages in which a text is missing though another has it.
fn untranslated(
    text: &Text,
    column: &str,
    sheet: Sheet,
    row: &Row,
    columns: &Columns,
    warnings: &mut Vec<Finding>,
) {
    if text.is_empty() {
        return;
    }
    for (written, language) in text.written.iter().zip(&columns.languages) {
        if written.is_empty() {
            warnings.push(Finding {
                sheet,
                row: row.number,
                column: format!("{column}::{}", language.name),
                kind: FindingKind::Untranslated(language.name.clone()),
            });
        }
    }
}
