//! `cargo xtask test`: every stage, its time, and one last line that counts.
//! A stage that fails never keeps the next from running.

mod counts;
mod stages;

use crate::failure::{Failure, Outcome};
use counts::Counts;
pub use stages::{in_browser, journeys_report, playwright};
use std::time::Instant;

/// A stage's name, what it does, and how.
type Stage = (&'static str, fn() -> Outcome<Counts>);

const STAGES: [Stage; 11] = [
    ("format", stages::format),
    ("tidy", stages::tidy),
    ("lint", stages::lint),
    ("lint-wasm", stages::lint_wasm),
    ("types", stages::types),
    ("native", stages::native),
    ("vectors", stages::vectors),
    ("browser", stages::browser),
    ("app", stages::app),
    ("hub", stages::hub),
    ("journeys", stages::journeys),
];

/// Runs the stages that the command line asks for.
pub fn run(mut arguments: lexopt::Parser) -> Outcome {
    let (mut only, mut skip) = (Vec::new(), Vec::new());
    while let Some(argument) = arguments.next()? {
        let list = match argument {
            lexopt::Arg::Long("only") => &mut only,
            lexopt::Arg::Long("skip") => &mut skip,
            other => return Err(other.unexpected().into()),
        };
        list.push(known_stage(&arguments.value()?.to_string_lossy())?);
    }
    let chosen = STAGES
        .iter()
        .filter(|(name, _)| (only.is_empty() || only.contains(name)) && !skip.contains(name));
    let mut total = Counts::default();
    let mut table = String::new();
    for (name, stage) in chosen {
        println!("\n── {name}");
        let start = Instant::now();
        let counts = stage().unwrap_or_else(|failure| {
            println!("{failure}");
            Counts::one(false)
        });
        let row = format!(
            "{name:<12}{:>8.1} s{:>8} passed{:>6} failed\n",
            start.elapsed().as_secs_f64(),
            counts.passed,
            counts.failed
        );
        print!("{row}");
        table.push_str(&row);
        total += counts;
    }
    println!("\n{table}");
    println!("{} passed, {} failed", total.passed, total.failed);
    if total.failed > 0 {
        return Err(Failure::Tests);
    }
    Ok(())
}

fn known_stage(name: &str) -> Outcome<&'static str> {
    STAGES
        .iter()
        .map(|(known, _)| *known)
        .find(|known| *known == name)
        .ok_or_else(|| {
            let names: Vec<&str> = STAGES.iter().map(|(name, _)| *name).collect();
            Failure::Usage(format!(
                "there is no stage `{name}`; the stages are {}.",
                names.join(", ")
            ))
        })
}
