//! `wingbook-hub import`.

use std::{path::PathBuf, sync::Arc, time::Instant};

use clap::Args;
use encoding_rs::Encoding;

use super::{Data, Failure, facts::open_existing};
use crate::{
    facility::Facility,
    import::{
        self, ImportError, Order, Reading,
        columns::{self, Column},
        people,
    },
};

/// How many bad rows are printed; the rest is counted.
const PRINTED_MAX: usize = 200;

#[derive(Args)]
pub struct Import {
    #[command(flatten)]
    data: Data,
    /// The CSV file
    file: PathBuf,
    /// What its people are, where no column tells: prisoner, staff, visitor, child
    #[arg(long, default_value = "prisoner", value_parser = category)]
    category: &'static str,
    /// The account in whose name the documents are signed
    #[arg(long = "as", value_name = "NUMBER")]
    signer: Option<String>,
    /// Say what a column holds: HEADER=name, number, born, sex, wing, cell, …
    #[arg(long, value_name = "HEADER=COLUMN", value_parser = mapping)]
    map: Vec<(String, Column)>,
    /// The file's encoding, such as windows-1251, where it is not found out
    #[arg(long, value_parser = encoding)]
    encoding: Option<&'static Encoding>,
    /// What separates its columns
    #[arg(long, value_name = "CHARACTER", value_parser = delimiter)]
    delimiter: Option<u8>,
    /// Make wings and cells that are not there yet
    #[arg(long)]
    create_places: bool,
    /// Read and report, write nothing
    #[arg(long)]
    dry_run: bool,
}

fn category(text: &str) -> Result<&'static str, String> {
    people::known_category(text).ok_or_else(|| "prisoner, staff, visitor or child".to_owned())
}

fn mapping(text: &str) -> Result<(String, Column), String> {
    let (header, word) = text.rsplit_once('=').ok_or("HEADER=COLUMN")?;
    let column = columns::of_word(word).ok_or_else(|| format!("there is no column {word:?}"))?;
    Ok((header.to_owned(), column))
}

fn encoding(text: &str) -> Result<&'static Encoding, String> {
    Encoding::for_label(text.as_bytes()).ok_or_else(|| format!("there is no encoding {text:?}"))
}

fn delimiter(text: &str) -> Result<u8, String> {
    match text.as_bytes() {
        _ if text == "tab" || text == "\\t" => Ok(b'\t'),
        [one] if one.is_ascii() => Ok(*one),
        _ => Err("one character, or tab".into()),
    }
}

impl Import {
    pub fn run(self) -> Result<(), Failure> {
        let begun = Instant::now();
        let bytes = std::fs::read(&self.file)
            .map_err(|error| format!("{}: {error}", self.file.display()))?;
        let store = open_existing(&self.data.data)?;
        let facility = Arc::new(Facility::load(&store)?);
        let reading = Reading {
            encoding: self.encoding,
            delimiter: self.delimiter,
            mapped: self.map,
        };
        let order = Order {
            category: self.category,
            signer: self.signer,
            create_places: self.create_places,
            dry_run: self.dry_run,
        };
        let report = match import::import(&store, &facility, &bytes, &reading, &order) {
            Ok(report) => report,
            Err(error) => {
                if let ImportError::Problems(problems) = &error {
                    for problem in problems.iter().take(PRINTED_MAX) {
                        eprintln!("line {}: {}", problem.line, problem.what);
                    }
                    if let Some(more) = problems
                        .len()
                        .checked_sub(PRINTED_MAX)
                        .filter(|more| *more > 0)
                    {
                        eprintln!("… and {more} more");
                    }
                }
                return Err(error.into());
            }
        };
        for (header, column) in &report.taken {
            println!("{header:<28} → {column:?}");
        }
        if !report.passed_over.is_empty() {
            println!("passed over: {}", report.passed_over.join(", "));
        }
        let done = if order.dry_run {
            "would be imported"
        } else {
            "imported"
        };
        let (people, places, seconds) =
            (report.people, report.places, begun.elapsed().as_secs_f64());
        println!(
            "{people} people and {places} places {done} ({}, {seconds:.1} s).",
            report.encoding
        );
        Ok(())
    }
}
