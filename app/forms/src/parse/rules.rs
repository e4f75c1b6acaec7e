//! The columns that hold expressions.

use super::columns::{Column, Columns, cells};
use super::finding::{Finding, FindingKind, Sheet};
use super::resolve::{Names, Needs, Resolver};
use super::sheets::Row;
use crate::form::{Aspect, Condition, Form, Kind, Preset, Rules, Task};
use crate::instance::lexical;
use crate::xpath::{self, Expr};

/// What the expression of one cell needs.
pub(super) struct Found {
    pub(super) task: Task,
    pub(super) column: String,
    pub(super) needs: Needs,
}

/// Reads and resolves the expressions of all items.
pub(super) fn read_rules(
    form: &mut Form,
    rows: &[Option<&Row>],
    columns: &Columns,
    findings: &mut Vec<Finding>,
) -> Vec<Found> {
    let names = Names::of(&form.items);
    let mut found = Vec::new();
    for (index, row) in (0u32..).zip(rows) {
        let Some(row) = row else { continue };
        let mut reader = Reader {
            form,
            names: &names,
            item: index,
            row: row.number,
            found: &mut found,
            findings,
        };
        let rules = reader.read(row, columns);
        form.items[index as usize].rules = rules;
    }
    found
}

struct Reader<'a> {
    form: &'a Form,
    names: &'a Names,
    item: u32,
    row: u32,
    found: &'a mut Vec<Found>,
    findings: &'a mut Vec<Finding>,
}

impl Reader<'_> {
    fn report(&mut self, column: &str, kind: FindingKind) {
        self.findings.push(Finding {
            sheet: Sheet::Survey,
            row: self.row,
            column: column.to_owned(),
            kind,
        });
    }

    fn read(&mut self, row: &Row, columns: &Columns) -> Rules {
        let mut rules = Rules::default();
        for cell in cells(columns, Sheet::Survey, row) {
            let (text, header) = (cell.text, cell.header);
            match cell.column {
                Column::Relevant => {
                    rules.relevant = self.condition(text, header, Aspect::Relevance);
                }
                Column::Required => {
                    rules.required = self.condition(text, header, Aspect::Required);
                }
                Column::Readonly => {
                    rules.readonly = self.condition(text, header, Aspect::Readonly);
                }
                Column::Constraint => {
                    rules.constraint = self.expression(text, header, Some(Aspect::Check));
                }
                Column::Calculation => {
                    rules.calculation = self.expression(text, header, Some(Aspect::Value));
                }
                Column::ChoiceFilter => {
                    rules.choice_filter = self.expression(text, header, Some(Aspect::Choices));
                }
                Column::Default => rules.default = self.preset(text, header),
                _ => {}
            }
        }
        let kind = &self.form.item(self.item).kind;
        if *kind == Kind::Calculate
            && rules.calculation.is_none()
            && matches!(rules.default, Preset::Nothing)
            && row.cell("calculation").is_empty()
        {
            self.report("calculation", FindingKind::NoCalculation);
        }
        rules
    }

    fn condition(&mut self, text: &str, column: &str, aspect: Aspect) -> Condition {
        match text.to_ascii_lowercase().as_str() {
            "yes" | "true" | "true()" => Condition::Always,
            "no" | "false" | "false()" => Condition::Never,
            _ => match self.expression(text, column, Some(aspect)) {
                Some(expr) => Condition::When(expr),
                None => Condition::Unset,
            },
        }
    }

    /// Defaults are evaluated once, at the start: they depend on nothing later.
    fn preset(&mut self, text: &str, column: &str) -> Preset {
        if is_dynamic(text) {
            return match self.expression(text, column, None) {
                Some(expr) => Preset::Computed(expr),
                None => Preset::Nothing,
            };
        }
        let kind = &self.form.item(self.item).kind;
        let fits = lexical::check(kind, text).is_ok()
            && lexical::unknown_choice(self.form, kind, text, None).is_none();
        if !fits {
            self.report(column, FindingKind::BadDefault);
        }
        Preset::Text(text.to_owned())
    }

    fn expression(&mut self, text: &str, column: &str, aspect: Option<Aspect>) -> Option<Expr> {
        let mut expr = match xpath::parse(text) {
            Ok(expr) => expr,
            Err(error) => {
                self.report(column, error.into());
                return None;
            }
        };
        let mut resolver = Resolver {
            form: self.form,
            names: self.names,
            item: self.item,
            needs: Needs::default(),
            problems: Vec::new(),
        };
        resolver.resolve(&mut expr, aspect == Some(Aspect::Choices));
        let Resolver {
            needs, problems, ..
        } = resolver;
        for problem in problems {
            self.report(column, problem);
        }
        if let Some(aspect) = aspect {
            self.found.push(Found {
                task: Task {
                    item: self.item,
                    aspect,
                },
                column: column.to_owned(),
                needs,
            });
        }
        Some(expr)
    }
}

/// Whether a default is an expression: it names a question or calls a
/// function. Anything else (`2026-01-01`, `a - b`) is the answer itself.
fn is_dynamic(text: &str) -> bool {
    let calls = || {
        let is_call = |(at, _): (usize, &str)| text[..at].ends_with(xpath::continues_name);
        text.match_indices('(').any(is_call) && xpath::parse(text).is_ok()
    };
    text.contains("${") || calls()
}
