//! `wingbook-hub init`: a facility, its keys and its first administrator.

use std::{path::PathBuf, sync::Arc};

use clap::Args;
use wingbook_record::access::Role;

use super::{
    Data, Failure,
    facts::{ask_new_passphrase, open, recovery_file},
};
use crate::{
    facility::{Facility, Founding, derive_slug},
    staff::{self, NewStaff},
};

#[derive(Args)]
pub struct Init {
    #[command(flatten)]
    data: Data,
    /// The facility's name, in its own language
    #[arg(long)]
    name: String,
    /// Its short name in addresses (small letters, digits, _); made from the name if not given
    #[arg(long)]
    slug: Option<String>,
    /// Its country, two letters
    #[arg(long, value_parser = country)]
    country: String,
    /// Its time zone, such as Africa/Kampala
    #[arg(long)]
    zone: String,
    /// Languages of its staff, the first one first
    #[arg(long, value_delimiter = ',', default_value = "en")]
    languages: Vec<String>,
    /// What its places are called: wing=pavilion,cell=room
    #[arg(long, value_delimiter = ',', value_name = "WORD=NAME")]
    place_terms: Vec<String>,
    /// Where the recovery key goes; beside the data file if not given
    #[arg(long, value_name = "FILE")]
    recovery_file: Option<PathBuf>,
    /// Staff number of the first administrator
    #[arg(long, value_name = "NUMBER")]
    admin: String,
    /// Full name of the first administrator
    #[arg(long, value_name = "NAME")]
    admin_name: String,
}

fn country(text: &str) -> Result<String, String> {
    let letters = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_alphabetic());
    letters
        .then(|| text.to_uppercase())
        .ok_or_else(|| "a country has two letters, such as UG".to_owned())
}

impl Init {
    pub fn run(self) -> Result<(), Failure> {
        let passphrase = ask_new_passphrase(&self.admin_name)?;
        let founding = Founding {
            slug: self.slug.unwrap_or_else(|| derive_slug(&self.name)),
            name: self.name,
            country: self.country,
            zone: self.zone,
            languages: self.languages,
            place_terms: self
                .place_terms
                .iter()
                .filter_map(|term| term.split_once('='))
                .map(|(word, name)| (word.trim().to_owned(), name.trim().to_owned()))
                .collect(),
        };
        let recovery = self
            .recovery_file
            .unwrap_or_else(|| recovery_file(&self.data.data));
        let store = open(&self.data.data)?;
        let facility = Arc::new(Facility::found(&store, &founding, &recovery)?);
        let administrator = NewStaff {
            person: None,
            staff_number: self.admin,
            name: self.admin_name,
            roles: vec![Role::Administrator],
        };
        let administrator = staff::add(&store, &facility, administrator, &passphrase)?;
        println!(
            "{} is founded in {}.",
            founding.name,
            self.data.data.display()
        );
        println!("Its registers are the databases wb-{}-… .", facility.slug());
        println!(
            "{} ({}) is its administrator.\n",
            administrator.name, administrator.staff_number
        );
        println!("The recovery key is in {}.", recovery.display());
        println!(
            "It opens the registers when nobody's passphrase does, and it exists only in this file."
        );
        println!(
            "Take it off this machine now: print it or copy it to a stick, lock it away, delete the file."
        );
        Ok(())
    }
}
