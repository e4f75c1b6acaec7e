//! `wingbook-hub demo`: a prison to look at.

use clap::Args;

use super::{
    Data, Failure,
    facts::{open, recovery_file},
};
use crate::demonstration::{self, Country};

#[derive(Args)]
pub struct Demo {
    #[command(flatten)]
    data: Data,
    /// uganda, tunisia or kazakhstan
    #[arg(default_value = "uganda", value_parser = |text: &str| text.parse::<Country>())]
    country: Country,
}

impl Demo {
    pub fn run(self) -> Result<(), Failure> {
        let store = open(&self.data.data)?;
        let demonstration =
            demonstration::begin(&store, self.country, &recovery_file(&self.data.data))?;
        for sign_in in &demonstration.sign_ins {
            println!(
                "{:<14} {:<10} {}",
                sign_in.role.word(),
                sign_in.staff_number,
                sign_in.passphrase
            );
        }
        Ok(())
    }
}
