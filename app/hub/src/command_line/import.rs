//! `wingbook-hub import`.

use std::{path::PathBuf, sync::Arc, time::Instant};

use clap::Args;
use encoding_rs::Encoding;

use super::{Data, Failure, facts::open_existing};
use crate::{
    facility::Facility,
    import::{self, ImportError, Order, Reading, columns, doses, people},
    store::Store,
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
    map: Vec<(String, String)>,
    /// The file's encoding, such as windows-1251, where it is not found out
    #[arg(long, value_parser = encoding)]
    encoding: Option<&'static Encoding>,
    /// What separates its columns
    #[arg(long, value_name = "CHARACTER", value_parser = delimiter)]
    delimiter: Option<u8>,
    /// Its rows are earlier vaccine doses of people in the roster, not people: number, date, vaccine, lot, …
    #[arg(long, conflicts_with_all = ["category", "create_places"])]
    doses: bool,
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

fn mapping(text: &str) -> Result<(String, String), String> {
    let (header, word) = text.rsplit_once('=').ok_or("HEADER=COLUMN")?;
    Ok((header.to_owned(), word.to_owned()))
}

/// The columns that `--map` names, by their words.
fn mapped<C>(
    map: Vec<(String, String)>,
    of_word: impl Fn(&str) -> Option<C>,
) -> Result<Vec<(String, C)>, Failure> {
    let column = |(header, word): (String, String)| {
        let column = of_word(&word).ok_or_else(|| format!("there is no column {word:?}"))?;
        Ok((header, column))
    };
    map.into_iter().map(column).collect()
}

/// Prints the rows that can't be right, and hands the error on.
fn with_rows(error: ImportError) -> Failure {
    if let ImportError::Problems(problems) = &error {
        for problem in problems.iter().take(PRINTED_MAX) {
            eprintln!("line {}: {}", problem.line, problem.what);
        }
        let more = problems.len().saturating_sub(PRINTED_MAX);
        if more > 0 {
            eprintln!("… and {more} more");
        }
    }
    error.into()
}

fn print_columns<C: std::fmt::Debug>(taken: &[(String, C)], passed_over: &[String]) {
    for (header, column) in taken {
        println!("{header:<28} → {column:?}");
    }
    if !passed_over.is_empty() {
        println!("passed over: {}", passed_over.join(", "));
    }
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
        if self.doses {
            return self.doses(&store, &facility, &bytes, begun);
        }
        let reading = Reading {
            encoding: self.encoding,
            delimiter: self.delimiter,
            mapped: mapped(self.map, columns::of_word)?,
        };
        let order = Order {
            category: self.category,
            signer: self.signer,
            create_places: self.create_places,
            dry_run: self.dry_run,
        };
        let report =
            import::import(&store, &facility, &bytes, &reading, &order).map_err(with_rows)?;
        print_columns(&report.taken, &report.passed_over);
        let done = done(order.dry_run);
        let (people, places, seconds) =
            (report.people, report.places, begun.elapsed().as_secs_f64());
        println!(
            "{people} people and {places} places {done} ({}, {seconds:.1} s).",
            report.encoding
        );
        Ok(())
    }

    fn doses(
        self,
        store: &Store,
        facility: &Arc<Facility>,
        bytes: &[u8],
        begun: Instant,
    ) -> Result<(), Failure> {
        let reading = Reading {
            encoding: self.encoding,
            delimiter: self.delimiter,
            mapped: mapped(self.map, doses::of_word)?,
        };
        let order = doses::Order {
            signer: self.signer,
            dry_run: self.dry_run,
        };
        let report = doses::import(store, facility, bytes, &reading, &order).map_err(with_rows)?;
        print_columns(&report.taken, &report.passed_over);
        for (product, count) in &report.unknown_products {
            println!("not in the catalogue, kept as written: {product:?} ({count})");
        }
        println!(
            "{} doses {}, {} were there already ({}, {:.1} s).",
            report.doses,
            done(order.dry_run),
            report.known,
            report.encoding,
            begun.elapsed().as_secs_f64()
        );
        Ok(())
    }
}

fn done(dry_run: bool) -> &'static str {
    if dry_run {
        "would be imported"
    } else {
        "imported"
    }
}
