//! Files of people that somebody exported from a spreadsheet.

use crate::import::{self, Reading, encoding, table};

/// Every row of a file becomes somebody or a problem that names its line, whatever the encoding and the separator.
pub fn people(bytes: &[u8]) {
    let (text, _) = encoding::decode(bytes, None);
    // A line ends with a line feed, a carriage return, or both.
    let lines = text.replace("\r\n", "\n").split(['\r', '\n']).count() as u64;
    let rows = table::read(&text, None).map_or(0, |table| {
        let mut before = 0;
        for (line, _) in &table.rows {
            assert!(before < *line && *line <= lines, "line {line} of {lines}");
            before = *line;
        }
        table.rows.len()
    });
    let Ok(read) = import::read(bytes, &Reading::default(), "prisoner") else {
        return;
    };
    assert!(read.rows.len() <= rows && rows <= read.rows.len() + read.problems.len());
    assert_eq!(read.report.people, read.rows.len());
    for row in &read.rows {
        assert!(!row.name.trim().is_empty());
    }
}
