//! From text to rows: which character separates the columns, and which line each row began in.

use thiserror::Error;

/// What may separate columns; the first wins a tie.
const DELIMITERS: &[u8] = b",;\t|";

/// How many lines are looked at to find the separator.
const SAMPLE_LINES: usize = 20;

/// How many rows one file may have.
const ROWS_MAX: usize = 200_000;

/// Why a file is no table.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TableError {
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// Quotes that don't fit, or the like.
    #[error("line {line}: the row can't be read ({why})")]
    Row {
        /// Where.
        line: u64,
        /// What is wrong.
        why: String,
    },
    /// Too many rows.
    #[error("the file has more than {ROWS_MAX} rows; split it")]
    TooLong,
}

/// A header and the rows under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The header's cells.
    pub header: Vec<String>,
    /// The rows with the lines in which they began.
    pub rows: Vec<(u64, Vec<String>)>,
}

/// Reads a table.
///
/// # Errors
/// Why it is none.
pub fn read(text: &str, delimiter: Option<u8>) -> Result<Table, TableError> {
    let delimiter = delimiter.unwrap_or_else(|| detect(text));
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let mut lines = Lines {
        text,
        at: 0,
        line: 1,
    };
    let mut table = Table {
        header: Vec::new(),
        rows: Vec::new(),
    };
    for record in reader.records() {
        let record = record.map_err(|error| TableError::Row {
            line: lines.of(error.position().map_or(0, csv::Position::byte)),
            why: error.to_string(),
        })?;
        let line = lines.of(record.position().map_or(0, csv::Position::byte));
        let cells: Vec<String> = record.iter().map(str::to_owned).collect();
        if cells.iter().all(String::is_empty) {
            continue;
        }
        if table.header.is_empty() {
            table.header = cells;
        } else if table.rows.len() >= ROWS_MAX {
            return Err(TableError::TooLong);
        } else {
            table.rows.push((line, cells));
        }
    }
    if table.header.is_empty() {
        Err(TableError::Empty)
    } else {
        Ok(table)
    }
}

/// Counts lines up to where rows begin; the reader's own count stops before the empty lines above a row.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: u64,
}

impl Lines<'_> {
    /// The line of the first row at or after a byte; bytes never go back.
    fn of(&mut self, byte: u64) -> u64 {
        let bytes = self.text.as_bytes();
        let mut start = usize::try_from(byte).unwrap_or(usize::MAX).min(bytes.len());
        while bytes
            .get(start)
            .is_some_and(|byte| matches!(byte, b'\n' | b'\r'))
        {
            start += 1;
        }
        // A line ends with a line feed, a carriage return, or both one after the other.
        let breaks = (self.at..start).filter(|&at| match bytes.get(at) {
            Some(b'\n') => true,
            Some(b'\r') => bytes.get(at + 1) != Some(&b'\n'),
            _ => false,
        });
        self.line += u64::try_from(breaks.count()).unwrap_or(0);
        self.at = start.max(self.at);
        self.line
    }
}

/// The separator that stands in most lines equally often, quoted text apart.
fn detect(text: &str) -> u8 {
    let lines: Vec<&str> = text
        .split(['\n', '\r'])
        .filter(|line| !line.trim().is_empty())
        .take(SAMPLE_LINES)
        .collect();
    let score = |delimiter: u8| {
        let counts: Vec<usize> = lines
            .iter()
            .map(|line| count_unquoted(line, delimiter))
            .collect();
        let first = counts.first().copied().unwrap_or(0);
        let alike = counts.iter().filter(|count| **count == first).count();
        if first == 0 { 0 } else { alike * 100 + first }
    };
    DELIMITERS
        .iter()
        .copied()
        .fold((0, b','), |best, delimiter| {
            let score = score(delimiter);
            if score > best.0 {
                (score, delimiter)
            } else {
                best
            }
        })
        .1
}

fn count_unquoted(line: &str, delimiter: u8) -> usize {
    let mut quoted = false;
    let mut count = 0;
    for byte in line.bytes() {
        if byte == b'"' {
            quoted = !quoted;
        } else if byte == delimiter && !quoted {
            count += 1;
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_and_lines() {
        for separator in [",", ";", "\t", "|"] {
            let text = format!(
                "Name{separator}No\n\"Okot, Peter; | J\"{separator}7\n\nBila{separator}8\n"
            );
            let table = read(&text, None).unwrap();
            assert_eq!(table.header, ["Name", "No"], "{separator:?}");
            assert_eq!(table.rows[0].1[0], "Okot, Peter; | J");
            assert_eq!(table.rows[1].0, 4);
        }
        assert_eq!(read(" \n\n", None), Err(TableError::Empty));
    }

    #[test]
    fn lines_end_in_three_ways() {
        for end in ["\n", "\r", "\r\n"] {
            let lines = [
                "Name;No;Remark",
                "Okot;7;\"two",
                "lines\"",
                "",
                "Bila;8;",
                "Ann;9;",
            ];
            let table = read(&lines.join(end), None).unwrap();
            let at: Vec<u64> = table.rows.iter().map(|(line, _)| *line).collect();
            assert_eq!(at, [2, 5, 6], "{end:?}");
            assert_eq!(table.header.len(), 3, "{end:?}");
        }
    }
}
