//! `wingbook-hub init`: a facility, its keys and its first administrator.

use std::{
    io::{IsTerminal, Write},
    path::{Path, PathBuf},
    sync::Arc,
};

use clap::Args;
use wingbook_record::access::Role;

use super::{
    Data, Failure,
    facts::{ask_new_passphrase, open, recovery_file},
};
use crate::{
    facility::{Facility, FacilityError, Founding, derive_slug},
    names::is_plain,
    staff::{self, NewStaff},
    store::Store,
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

/// A name as it was typed, if it hides nothing.
fn plain(text: &str) -> Result<String, String> {
    if is_plain(text) {
        Ok(text.to_owned())
    } else {
        Err(FacilityError::Name(text.to_owned()).to_string())
    }
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
        let administrator = NewStaff {
            person: None,
            staff_number: self.admin,
            name: self.admin_name,
            roles: vec![Role::Administrator],
        };
        found(&store, &founding, &recovery, administrator, &passphrase)
    }
}

/// Founds the facility and its first administrator, and says where the recovery key is.
fn found(
    store: &Store,
    founding: &Founding,
    recovery: &Path,
    administrator: NewStaff,
    passphrase: &str,
) -> Result<(), Failure> {
    // A facility without an administrator could be neither used nor founded again.
    staff::check(&administrator, passphrase)?;
    let facility = Arc::new(Facility::found(store, founding, recovery)?);
    let administrator = staff::add(store, &facility, administrator, passphrase)?;
    println!("{} is founded.", founding.name);
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

/// Founds a facility by asking whoever starts a server with an empty data file. Each answer is asked for again
/// until it can be used.
///
/// # Errors
/// When nobody sits at a terminal: then it says with which command a facility is founded.
pub fn found_at_terminal(store: &Store, recovery: &Path) -> Result<(), Failure> {
    if !(std::io::stdin().is_terminal() && std::io::stdout().is_terminal()) {
        return Err(FacilityError::Missing.into());
    }
    println!(
        "This data file is new. Five answers found a facility in it; Ctrl-C leaves it empty.\n"
    );
    let name = ask("The facility's name", plain)?;
    let country = ask("Its country, two letters (UG, TN, KZ, …)", country)?;
    let zone = ask("Its time zone (Africa/Kampala, …)", |text| {
        jiff::tz::TimeZone::get(text)
            .map(|_| text.to_owned())
            .map_err(|_| FacilityError::Zone(text.to_owned()).to_string())
    })?;
    let admin_name = ask("Full name of its first administrator", plain)?;
    let admin = ask("Their staff number", plain)?;
    let passphrase = loop {
        match ask_new_passphrase(&admin_name) {
            Ok(passphrase) => {
                match staff::check_passphrase(&passphrase, &[&admin_name, &admin, &name]) {
                    Ok(()) => break passphrase,
                    Err(why) => println!("  {why}"),
                }
            }
            Err(why) => println!("  {why}"),
        }
    };
    let founding = Founding {
        slug: derive_slug(&name),
        name,
        country,
        zone,
        languages: vec!["en".to_owned()],
        place_terms: Default::default(),
    };
    let administrator = NewStaff {
        person: None,
        staff_number: admin,
        name: admin_name,
        // Whoever begins alone needs the pages of all that a new facility is filled with.
        roles: vec![
            Role::Officer,
            Role::Supervisor,
            Role::Reception,
            Role::Administrator,
        ],
    };
    found(store, &founding, recovery, administrator, &passphrase)
}

/// Asks until the answer can be used.
fn ask<T>(what: &str, read: impl Fn(&str) -> Result<T, String>) -> Result<T, Failure> {
    loop {
        print!("{what}: ");
        std::io::stdout().flush()?;
        let mut line = String::new();
        if std::io::stdin().read_line(&mut line)? == 0 {
            return Err("no answer; nothing was founded".into());
        }
        let text = line.trim();
        if text.is_empty() {
            continue;
        }
        match read(text) {
            Ok(value) => return Ok(value),
            Err(why) => println!("  {why}"),
        }
    }
}
