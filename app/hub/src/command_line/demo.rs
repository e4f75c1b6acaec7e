//! `wingbook-hub demo`: a prison to look at, brought up to today.

use clap::Args;

use super::{
    Data, Failure,
    facts::{open, recovery_file},
};
use crate::{
    demonstration::{self, Country},
    facility::{Facility, FacilityError},
};

#[derive(Args)]
pub struct Demo {
    #[command(flatten)]
    data: Data,
    /// uganda, tunisia or kazakhstan: for a new data file
    #[arg(default_value = "uganda", value_parser = |text: &str| text.parse::<Country>())]
    country: Country,
}

impl Demo {
    pub fn run(self) -> Result<(), Failure> {
        let store = open(&self.data.data)?;
        match Facility::load(&store) {
            Ok(_) => {
                let count = demonstration::bring_up_to_date(&store)?;
                println!("The demonstration goes on until now: {count} documents.");
            }
            Err(FacilityError::Missing) => {
                println!("Preparing a demonstration prison…");
                demonstration::begin(&store, self.country, &recovery_file(&self.data.data))?;
                println!(
                    "Done: start it with `serve --data {}`.",
                    self.data.data.display()
                );
            }
            Err(error) => return Err(error.into()),
        }
        Ok(())
    }
}
