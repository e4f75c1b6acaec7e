//! The fault matrix as it is tested: its rows, the tests that name them, and the table of both.

use super::named::Test;
use std::fmt::Write;

/// A row of the matrix.
pub struct Row {
    /// Its name: `R1`.
    pub name: &'static str,
    /// The fault.
    pub fault: &'static str,
    /// What no test shows, in a sentence; empty where all of it is shown.
    pub missing: &'static str,
}

const fn row(name: &'static str, fault: &'static str, missing: &'static str) -> Row {
    Row {
        name,
        fault,
        missing,
    }
}

/// The rows that need a test. Tests may name others too, which then stand in the table as well.
pub const ROWS: [Row; 16] = [
    row(
        "R1",
        "Killed, or without power, right after *saved* and in the middle of a write",
        "",
    ),
    row(
        "R2",
        "No room: at save, at sending and receiving, when the app is installed",
        "Attachments are not built. Reference data is not dropped first.",
    ),
    row("R3", "Storage cleared, in whole or in part", ""),
    row(
        "R4",
        "The browser does not promise to keep the storage",
        "Private mode and Safari's seven days were not run: there is Chromium only. No warning asks to be acknowledged after days.",
    ),
    row(
        "R5",
        "The connection to the database is closed, or blocked",
        "",
    ),
    row(
        "R6",
        "Files of the database, or values in it, are damaged",
        "",
    ),
    row(
        "R7",
        "Written by an older or a newer version of the app",
        "There is one release so far, and so one sample.",
    ),
    row("R8", "Two tabs and five, one of them frozen", ""),
    row(
        "R9",
        "Many records",
        "100,000 and 500,000 were not run; `cargo xtask bench` opens 50,000.",
    ),
    row(
        "R11",
        "The tablet dies in the middle of a form; the form is open twice",
        "",
    ),
    row("R12", "Saved twice by a hasty hand", ""),
    row("R25", "A wrong clock, and one that jumps", ""),
    row("R29", "Somebody else signs in while work waits", ""),
    row(
        "R30",
        "An account is closed, a passphrase changed, a key lost",
        "",
    ),
    row("R31", "The disk is searched", ""),
    row("R32", "Signed out or wiped from afar while work waits", ""),
];

const HEAD: &str = "\
# Faults

Written by `cargo xtask faults`, which runs every test that names a row of the fault matrix: the fault is really injected,
and everything that a user saw *saved* must be there once and unchanged, and the screen must tell the truth. What was done
is the name of the test.
";

/// What becomes of a test: its column in the table.
pub type Results<'a> = &'a dyn Fn(&Test) -> String;

/// The table of all rows.
pub fn table(tests: &[Test], result: Results) -> String {
    let mut page = HEAD.to_owned();
    for (name, fault, missing) in rows(tests) {
        // Writing into a text can't fail.
        let _ = write!(
            page,
            "\n## {name}{}{fault}\n\n",
            if fault.is_empty() { "" } else { ": " }
        );
        let of_row: Vec<&Test> = tests.iter().filter(|test| test.is_of(&name)).collect();
        if !of_row.is_empty() {
            page.push_str("| what was done | where | result |\n| --- | --- | --- |\n");
        }
        for test in &of_row {
            let _ = writeln!(
                page,
                "| {} | `{}` | {} |",
                test.what,
                test.path,
                result(test)
            );
        }
        if !missing.is_empty() {
            let _ = writeln!(
                page,
                "{}Not shown: {missing}",
                if of_row.is_empty() { "" } else { "\n" }
            );
        }
    }
    page
}

/// Every row that is wanted or named by a test, in the order of its number: name, fault, what is missing.
fn rows(tests: &[Test]) -> Vec<(String, &'static str, &'static str)> {
    let mut names: Vec<String> = tests.iter().flat_map(|test| test.rows.clone()).collect();
    names.extend(ROWS.iter().map(|row| row.name.to_owned()));
    names.sort_by_key(|name| number(name));
    names.dedup();
    let known = |name: String| match ROWS.iter().find(|row| row.name == name) {
        Some(row) => (name, row.fault, row.missing),
        None => (name, "", ""),
    };
    names.into_iter().map(known).collect()
}

fn number(name: &str) -> u32 {
    name.trim_start_matches('R').parse().unwrap_or_default()
}

/// Rows without a test, and a table that does not fit the tests. Results are not compared: they are of the last run.
pub fn problems(tests: &[Test], written: &str) -> Vec<String> {
    let untested = ROWS
        .iter()
        .filter(|row| !tests.iter().any(|test| test.is_of(row.name)));
    let mut problems: Vec<String> = untested
        .map(|row| format!("no test names {} ({})", row.name, row.fault))
        .collect();
    let expected = table(tests, &|_| String::new());
    if !without_results(&expected).eq(without_results(written)) {
        problems.push(
            "tests/faults.md does not fit the tests: run `cargo xtask faults`, or change what it says".to_owned(),
        );
    }
    problems
}

/// The lines of a table without their last cells.
fn without_results(page: &str) -> impl Iterator<Item = &str> {
    page.lines().map(|line| match line.strip_suffix('|') {
        Some(cells) => cells.rsplit_once('|').map_or(line, |(before, _)| before),
        None => line,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> Vec<Test> {
        let of = |row: &Row| Test {
            rows: vec![row.name.to_owned()],
            what: "it is broken".to_owned(),
            path: "tests/faults/a.spec.ts".to_owned(),
            name: "it is broken".to_owned(),
        };
        ROWS.iter().map(of).collect()
    }

    #[test]
    fn a_table_fits_whatever_came_of_its_tests() {
        let tests = all();
        let written = table(&tests, &|_| "failed".to_owned());
        assert_eq!(problems(&tests, &written), Vec::<String>::new());
    }

    #[test]
    fn a_row_without_a_test_and_a_test_of_another_name_are_found() {
        let mut tests = all();
        let written = table(&tests, &|_| "passed".to_owned());
        tests[0].what.push_str(" twice");
        assert_eq!(problems(&tests, &written).len(), 1);
        tests.remove(0);
        assert!(problems(&tests, &written)[0].contains("no test names R1 "));
    }
}
