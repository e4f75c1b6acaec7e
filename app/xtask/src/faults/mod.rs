//! `cargo xtask faults`: every test that names a row of the fault matrix, and the table of what came of them.

mod matrix;
mod named;

use crate::failure::{Failure, Outcome};
use crate::test::{in_browser, journeys_report};
use crate::{metadata, process, workspace};
use named::Test;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::Command;

/// Titles with a row at their start.
const NAMED: &str = r"\bR\d+ ";

fn page() -> PathBuf {
    workspace::root().join("tests/faults.md")
}

/// Rows without a test, and a table that does not fit the tests.
pub fn check() -> Outcome<Vec<String>> {
    let written = workspace::read(&page())?;
    Ok(matrix::problems(&named::read()?, &written))
}

/// Runs the tests, on builds that stand, and writes the table.
pub fn run() -> Outcome {
    let tests = named::read()?;
    let rust = rust_results(&tests)?;
    let titles = titles_of(&journeys_report(&["--grep", NAMED])?);
    let result = |test: &Test| {
        let outcomes: Vec<bool> = if test.is_journey() {
            let of = |(title, _): &&(String, bool)| fits(&test.name, title);
            titles
                .iter()
                .filter(of)
                .map(|(_, passed)| *passed)
                .collect()
        } else {
            rust.get(&test.name).copied().into_iter().collect()
        };
        match (outcomes.is_empty(), outcomes.contains(&false)) {
            (true, _) => "not run".to_owned(),
            (_, true) => "failed".to_owned(),
            (_, false) => "passed".to_owned(),
        }
    };
    workspace::write(&page(), matrix::table(&tests, &result))?;
    let missed: Vec<&Test> = tests
        .iter()
        .filter(|test| result(test) != "passed")
        .collect();
    for test in &missed {
        println!("{}: {} ({})", result(test), test.what, test.path);
    }
    println!(
        "{} passed, {} not",
        tests.len() - missed.len(),
        missed.len()
    );
    if missed.is_empty() {
        Ok(())
    } else {
        Err(Failure::Tests)
    }
}

/// What came of each Rust test, by the name of its function.
fn rust_results(tests: &[Test]) -> Outcome<BTreeMap<String, bool>> {
    let packages: BTreeSet<String> = tests.iter().filter_map(Test::package).collect();
    let mut results = BTreeMap::new();
    for package in metadata::workspace_packages()? {
        if !packages.contains(&package.name) {
            continue;
        }
        let mut native = Command::new("cargo");
        native
            .args([
                "test",
                "--locked",
                "--no-fail-fast",
                "--all-targets",
                "-p",
                &package.name,
            ])
            .current_dir(workspace::root());
        let mut printed = process::show_and_keep(&mut native)?.text;
        if package.has_browser_tests() {
            let mut browser = in_browser(&["-p", &package.name, "--lib", "--tests"])?;
            printed.push_str(&process::show_and_keep(&mut browser)?.text);
        }
        for (name, passed) in lines_of(&printed) {
            *results.entry(name).or_insert(true) &= passed;
        }
    }
    Ok(results)
}

/// `test vault::tests::a_name ... ok`
fn lines_of(printed: &str) -> impl Iterator<Item = (String, bool)> {
    printed.lines().filter_map(|line| {
        let (path, outcome) = line
            .trim_start()
            .strip_prefix("test ")?
            .split_once(" ... ")?;
        let name = path.rsplit("::").next()?.trim();
        let outcome = outcome.trim();
        (!outcome.starts_with("ignored")).then(|| (name.to_owned(), outcome.starts_with("ok")))
    })
}

/// Every test of Playwright's report with whether it passed.
fn titles_of(report: &Value) -> Vec<(String, bool)> {
    let mut found = Vec::new();
    let mut open: Vec<&Value> = report["suites"].as_array().into_iter().flatten().collect();
    while let Some(suite) = open.pop() {
        open.extend(suite["suites"].as_array().into_iter().flatten());
        for spec in suite["specs"].as_array().into_iter().flatten() {
            let title = spec["title"].as_str().unwrap_or_default();
            found.push((title.to_owned(), spec["ok"] == true));
        }
    }
    found
}

/// Whether a title is what this one, in which `${…}` stands for anything, became.
fn fits(template: &str, title: &str) -> bool {
    let parts = template.split("${").enumerate();
    let mut parts = parts.map(|(at, part)| match at {
        0 => part,
        _ => part.split_once('}').map_or("", |(_, rest)| rest),
    });
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = title.strip_prefix(first) else {
        return false;
    };
    for part in parts {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    template.contains("${") || rest.is_empty()
}

#[cfg(test)]
mod own_tests {
    use super::*;

    #[test]
    fn a_title_that_was_put_together_is_known_again() {
        assert!(fits(
            "R1 a log without ${cut} bytes",
            "R1 a log without 5 bytes"
        ));
        assert!(!fits(
            "R1 a log without ${cut} bytes",
            "R1 a log without 5 pages"
        ));
        assert!(fits("R1 a", "R1 a"));
        assert!(!fits("R1 a", "R1 ab"));
    }

    #[test]
    fn lines_of_both_runners_are_read() {
        let printed = "test a::b::one ... ok\n   test two ... FAIL\ntest three ... ignored\nother";
        let found: Vec<_> = lines_of(printed).collect();
        assert_eq!(found, [("one".to_owned(), true), ("two".to_owned(), false)]);
    }
}
