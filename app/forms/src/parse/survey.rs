//! The rows of the survey as a tree of items.

use super::columns::{Column, Columns, cells};
use super::finding::{Finding, FindingKind, Sheet};
use super::kinds::{self, RowType};
use super::resolve::Index;
use super::sheets::{Row, Sheets};
use crate::form::{Item, Kind, List, Rules, Text};
use crate::xpath::is_name;

/// How deeply groups may nest.
const GROUP_DEPTH_MAX: u32 = 32;

/// The tree, and the row behind each item.
pub(super) struct Survey<'a> {
    pub(super) items: Vec<Item>,
    /// The outermost group has none.
    pub(super) rows: Vec<Option<&'a Row>>,
}

/// A row being read.
struct Cells<'a> {
    kind: &'a str,
    name: &'a str,
    parameters: &'a str,
    appearance: &'a str,
}

struct Reader<'a, 'b> {
    items: Vec<Item>,
    rows: Vec<Option<&'a Row>>,
    open: Vec<u32>,
    names: Index,
    findings: &'b mut Vec<Finding>,
}

impl<'a> Survey<'a> {
    pub(super) fn read(
        sheets: &'a Sheets,
        columns: &'a Columns,
        lists: &[List],
        findings: &mut Vec<Finding>,
    ) -> Self {
        let mut reader = Reader {
            items: vec![item("data", Kind::Group, "", None, 0)],
            rows: vec![None],
            open: vec![0],
            names: Index::new(),
            findings,
        };
        for row in &sheets.survey {
            reader.read_row(row, columns, lists);
        }
        for open in reader.open.split_off(1) {
            let ends = match reader.items[open as usize].kind {
                Kind::Repeat => "repeat",
                _ => "group",
            };
            if let Some(row) = reader.rows[open as usize] {
                reader.report(row, "type", FindingKind::Unclosed(ends));
            }
        }
        if reader.items.len() == 1 && reader.findings.is_empty() {
            reader.report(&Row::default(), "type", FindingKind::NoQuestions);
        }
        Survey {
            items: reader.items,
            rows: reader.rows,
        }
    }
}

impl<'a> Reader<'a, '_> {
    fn report(&mut self, row: &Row, column: &str, kind: FindingKind) {
        self.findings.push(Finding {
            sheet: Sheet::Survey,
            row: row.number.max(1),
            column: column.to_owned(),
            kind,
        });
    }

    fn read_row(&mut self, row: &'a Row, columns: &'a Columns, lists: &[List]) {
        let mut found = Cells {
            kind: "",
            name: "",
            parameters: "",
            appearance: "",
        };
        for cell in cells(columns, Sheet::Survey, row) {
            match cell.column {
                Column::Type => found.kind = cell.text,
                Column::Name => found.name = cell.text,
                Column::Parameters => found.parameters = cell.text,
                Column::Appearance => found.appearance = cell.text,
                Column::NotYet => {
                    let kind = FindingKind::NotYet(format!("the column {}", cell.header));
                    self.report(row, cell.header, kind);
                }
                _ => {}
            }
        }
        if row.cells.is_empty() {
            return;
        }
        if found.kind.is_empty() {
            return self.report(row, "type", FindingKind::Missing);
        }
        match kinds::read(found.kind, found.parameters, lists) {
            Ok(RowType::Question(kind)) => {
                self.add(row, &found, kind);
            }
            Ok(RowType::Begin(kind)) => {
                let added = self.add(row, &found, kind);
                self.open.push(added);
                if self.open.len() as u32 > GROUP_DEPTH_MAX {
                    self.report(row, "type", FindingKind::TooDeep);
                }
            }
            Ok(RowType::End(kind)) => self.end(row, &kind),
            Err(kind) => {
                let column = match kind {
                    FindingKind::BadRange => "parameters",
                    _ => "type",
                };
                self.report(row, column, kind);
                // Its name still counts, or every reference to it would be
                // reported too.
                self.add(row, &found, Kind::Hidden);
            }
        }
    }

    fn add(&mut self, row: &'a Row, found: &Cells<'a>, kind: Kind) -> u32 {
        let index = self.items.len() as u32;
        let parent = self.open.last().copied().unwrap_or(0);
        let mut name = found.name.to_owned();
        if name.is_empty() && kind.is_silent() && kind != Kind::Calculate && kind != Kind::Hidden {
            name = found.kind.to_owned();
        }
        if name.is_empty() {
            self.report(row, "name", FindingKind::Missing);
        } else if !is_name(&name) {
            self.report(row, "name", FindingKind::BadName);
        } else if let Some(first) = self.names.insert((parent, name.clone()), index)
            && !found.name.is_empty()
        {
            let first_row = self.rows[first as usize].map_or(1, |row| row.number);
            self.report(row, "name", FindingKind::DuplicateName { first_row });
        }
        let place = self.items[parent as usize].children.len() as u32;
        self.items[parent as usize].children.push(index);
        let depth = self.items[parent as usize].depth + 1;
        let mut new = item(&name, kind, found.appearance, Some(parent), depth);
        new.place = place;
        self.items.push(new);
        self.rows.push(Some(row));
        index
    }

    fn end(&mut self, row: &Row, kind: &Kind) {
        let open = self.open.last().copied().unwrap_or(0);
        if open == 0 || self.items[open as usize].kind != *kind {
            return self.report(row, "type", FindingKind::UnexpectedEnd);
        }
        self.open.pop();
    }
}

fn item(name: &str, kind: Kind, appearance: &str, parent: Option<u32>, depth: u32) -> Item {
    Item {
        name: name.to_owned(),
        kind,
        label: Text::default(),
        hint: Text::default(),
        guidance: Text::default(),
        constraint_message: Text::default(),
        required_message: Text::default(),
        appearance: appearance.to_owned(),
        parent,
        children: Vec::new(),
        place: 0,
        depth,
        rules: Rules::default(),
    }
}
