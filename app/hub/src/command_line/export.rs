//! `wingbook-hub export`: registers as a file that anybody can check.

use std::path::PathBuf;

use clap::Args;
use jiff::{ToSpan, civil::Date, tz::TimeZone};
use wingbook_record::{access::Book, time::Millis};

use super::{Data, Failure, facts::open_existing};
use crate::{
    export::{self, Wanted},
    facility::{Facility, FacilityError},
};

#[derive(Args)]
pub struct Export {
    #[command(flatten)]
    data: Data,
    /// The register: wing, health, casework, roster, training, audit; several with commas
    #[arg(long, value_name = "REGISTER", required = true, value_delimiter = ',', value_parser = book)]
    book: Vec<Book>,
    /// The new file; it holds the register readably: keep it as you would the register
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// The first day of which the contents go in; of earlier records only their signed headers
    #[arg(long, value_name = "YYYY-MM-DD")]
    from: Option<Date>,
    /// The last day of which the contents go in
    #[arg(long, value_name = "YYYY-MM-DD")]
    to: Option<Date>,
}

fn book(word: &str) -> Result<Book, String> {
    word.parse()
        .map_err(|_| "wing, health, casework, roster, training or audit".to_owned())
}

impl Export {
    pub fn run(self) -> Result<(), Failure> {
        if self.from.zip(self.to).is_some_and(|(from, to)| from > to) {
            return Err("--from lies after --to; nothing was written".into());
        }
        let store = open_existing(&self.data.data)?;
        let facility = Facility::load(&store)?;
        let zone = facility.zone();
        let wanted = Wanted {
            books: self.book,
            from_ms: self.from.map(|day| midnight(day, zone)).transpose()?,
            to_ms: self
                .to
                .map(|day| midnight(day.saturating_add(1.day()), zone))
                .transpose()?,
        };
        let written = export::export(&store, &facility, &wanted, &self.out)?;
        println!(
            "{} records and {} certificates written to {}: keep it as you would the register.",
            written.records,
            written.certificates,
            self.out.display()
        );
        if written.left_out > 0 {
            println!(
                "The contents of {} are left out because of their day; their headers are there.",
                written.left_out
            );
        }
        println!(
            "`wingbook-hub verify` or More → Check an export checks it. Tell whoever checks it, by another way than with\n\
             the file, the fingerprint of this prison's key: {}",
            facility.public().id().fingerprint()
        );
        Ok(())
    }
}

/// When a day begins at the prison.
fn midnight(day: Date, zone: &str) -> Result<Millis, Failure> {
    let zone = TimeZone::get(zone).map_err(|_| FacilityError::Zone(zone.to_owned()))?;
    Ok(day.to_zoned_datetime(zone)?.timestamp().as_millisecond())
}
