//! Exports of a register, which anybody may have written.

use super::edits::edited;
use crate::evidence::{Check, Report, export::Lines};

/// The published export: `tests/vectors/export.py` writes it.
const GENUINE: &[u8] = include_bytes!("../../../tests/vectors/export.jsonl");

fn check(file: &[u8], pieces: usize) -> Option<Report> {
    let mut lines = Lines::default();
    let mut check: Option<Check> = None;
    for piece in file.chunks(pieces.max(1)) {
        lines.push(piece);
        while let Some(line) = lines.next_line() {
            match &mut check {
                None => check = Some(Check::begin(line, None).ok()?),
                Some(check) => check.line(line),
            }
        }
    }
    Some(check?.finish(lines.rest()).report())
}

/// A check ends with a report, whatever stands in the file, and the same one however the file is read in pieces.
pub fn export(bytes: &[u8]) {
    let whole = check(bytes, bytes.len());
    let in_pieces = check(bytes, 7);
    assert_eq!(format!("{whole:?}"), format!("{in_pieces:?}"));
    if let Some(report) = &whole {
        assert_eq!(report.is_clean(), report.found() == 0);
    }
}

/// No byte of a genuine export is changed without its being found.
pub fn changed_export(script: &[u8]) {
    let file = edited(GENUINE, script);
    let Some(report) = check(&file, 4096) else {
        return;
    };
    assert_eq!(report.is_clean(), file == GENUINE);
}
