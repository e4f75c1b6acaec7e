//! A prison to look at: made by the generator of `wingbook-record`, signed by this facility's key.
//!
//! The passphrases of a demonstration are no secrets: they stand in its data file and on the screen. Nothing
//! here touches a data file that was founded for a real facility.

use std::path::Path;

use serde::{Deserialize, Serialize};
use thiserror::Error;
use wingbook_record::{
    access::{Book, Role},
    demo::{self, Account, Parameters},
    digest::Digest,
    roster::Revision as Signed,
};

pub use wingbook_record::demo::Country;

use crate::{
    facility::{Facility, FacilityError},
    pushing,
    seed::{self, SeedError},
    staff::{StaffError, make_credential},
    store::{Store, StoreError, now_ms, settings},
    users::{self, User},
};

const DEMONSTRATION: &str = "demonstration";

/// Somebody who can sign in to the demonstration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignIn {
    /// What they do.
    pub roles: Vec<Role>,
    /// Full name.
    pub name: String,
    /// Staff number.
    pub staff_number: String,
    /// Passphrase: no secret.
    pub passphrase: String,
}

/// A demonstration as its data file keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Demonstration {
    size: Size,
    recovery_public: String,
    /// Until when its history goes now.
    pub until_ms: i64,
    /// Who can sign in; empty until it is complete.
    pub sign_ins: Vec<SignIn>,
}

/// What the generator was asked for: it is asked the same again to go on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Size {
    country: String,
    seed: u64,
    now_ms: i64,
    prisoners: usize,
    staff: usize,
    days: u32,
    rounds_per_day: usize,
    contacts_per_day: usize,
}

impl Size {
    fn of(parameters: &Parameters) -> Self {
        Self {
            country: parameters.country.word().to_owned(),
            seed: parameters.seed,
            now_ms: parameters.now_ms,
            prisoners: parameters.prisoners,
            staff: parameters.staff,
            days: parameters.days,
            rounds_per_day: parameters.rounds_per_day,
            contacts_per_day: parameters.contacts_per_day,
        }
    }

    fn parameters(&self) -> Result<Parameters, demo::UnknownCountry> {
        Ok(Parameters {
            country: self.country.parse()?,
            seed: self.seed,
            now_ms: self.now_ms,
            prisoners: self.prisoners,
            staff: self.staff,
            days: self.days,
            rounds_per_day: self.rounds_per_day,
            contacts_per_day: self.contacts_per_day,
        })
    }
}

/// Why there is no demonstration.
#[derive(Debug, Error)]
pub enum DemonstrationError {
    /// The data file.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The facility.
    #[error(transparent)]
    Facility(#[from] FacilityError),
    /// An account.
    #[error(transparent)]
    Staff(#[from] StaffError),
    /// A document.
    #[error(transparent)]
    Seed(#[from] SeedError),
    /// The data file is a real one.
    #[error(
        "this data file holds the facility {0}, which is no demonstration; name another file with --data"
    )]
    Real(String),
    /// A country that this version does not know.
    #[error(transparent)]
    Country(#[from] demo::UnknownCountry),
}

/// The demonstration of a data file, if it holds one.
///
/// # Errors
/// When the data file can't be read.
pub fn find(store: &Store) -> Result<Option<Demonstration>, StoreError> {
    let kept = store.read_now(|connection| settings::get(connection, DEMONSTRATION))?;
    let damaged =
        |error: serde_json::Error| StoreError::Damaged(format!("the demonstration: {error}"));
    kept.map(|bytes| serde_json::from_slice(&bytes).map_err(damaged))
        .transpose()
}

fn keep(store: &Store, demonstration: &Demonstration) -> Result<(), StoreError> {
    let bytes =
        serde_json::to_vec(demonstration).map_err(|error| StoreError::Failed(error.to_string()))?;
    store.write_now(move |turn| settings::set(turn, DEMONSTRATION, &bytes))
}

/// Founds a demonstration in a new data file, its history ending now.
///
/// # Errors
/// When there is a facility already, or the data file can't be written.
pub fn begin(
    store: &Store,
    country: Country,
    recovery_file: &Path,
) -> Result<Demonstration, DemonstrationError> {
    begin_with(store, &Parameters::new(country, now_ms()), recovery_file)
}

/// Founds a demonstration of any size.
///
/// # Errors
/// As [`begin`].
pub fn begin_with(
    store: &Store,
    parameters: &Parameters,
    recovery_file: &Path,
) -> Result<Demonstration, DemonstrationError> {
    let slug = format!("demo_{}", parameters.country.word());
    let (facility, recovery_public) =
        Facility::found_demonstration(store, recovery_file, &slug, |signer, recovery_public| {
            let demo = demo::generate(parameters, signer, recovery_public);
            (demo.facility_id, demo.facility, recovery_public.to_owned())
        })?;
    let demonstration = Demonstration {
        size: Size::of(parameters),
        recovery_public,
        until_ms: parameters.now_ms,
        sign_ins: Vec::new(),
    };
    keep(store, &demonstration)?;
    finish(store, &facility, demonstration)
}

/// Writes what a demonstration consists of. The generator makes the same bytes each time, so that one that
/// was cut short goes on where it stopped.
fn finish(
    store: &Store,
    facility: &Facility,
    mut demonstration: Demonstration,
) -> Result<Demonstration, DemonstrationError> {
    let parameters = demonstration.size.parameters()?;
    let demo = demo::generate(
        &parameters,
        facility.signer(),
        &demonstration.recovery_public,
    );
    seed::seed(store, facility, demo.documents)?;
    for account in demo.accounts.into_iter().filter(|account| account.featured) {
        open_account(store, &account)?;
        demonstration.sign_ins.push(SignIn {
            roles: account.roles,
            name: account.name,
            staff_number: account.staff_number,
            passphrase: account.passphrase,
        });
    }
    keep(store, &demonstration)?;
    Ok(demonstration)
}

/// The demonstration of a data file, finished if it was cut short; none in a real facility's.
///
/// # Errors
/// When the data file can't be read or written.
pub fn resume(
    store: &Store,
    facility: &Facility,
) -> Result<Option<Demonstration>, DemonstrationError> {
    match find(store)? {
        Some(cut_short) if cut_short.sign_ins.is_empty() => {
            finish(store, facility, cut_short).map(Some)
        }
        found => Ok(found),
    }
}

/// Only those that a newcomer is shown get an account: each one takes a key derivation.
fn open_account(store: &Store, account: &Account) -> Result<(), DemonstrationError> {
    let (derivation, credential_hash) = make_credential(&account.passphrase)?;
    let user = User {
        staff_number: account.staff_number.clone(),
        person: account.person,
        name: account.name.clone(),
        roles: account.roles.clone(),
        derivation,
        credential_hash,
        disabled: false,
    };
    Ok(store.write_now(move |turn| users::put(turn, &user))?)
}

impl Demonstration {
    /// The word of its country.
    pub fn country(&self) -> &str {
        &self.size.country
    }

    /// Whether its history ended long enough ago that today's pages look empty.
    pub fn is_behind(&self) -> bool {
        now_ms() - self.until_ms > 12 * wingbook_record::time::HOUR
    }
}

/// Lets a demonstration go on until now: rounds, counts and contacts of the days since, and again a round due
/// in ten minutes, one overdue, and so on. What people wrote into it stays. Gives the number of documents.
///
/// # Errors
/// When the data file holds a real facility, or can't be written.
pub fn bring_up_to_date(store: &Store) -> Result<usize, DemonstrationError> {
    let facility = Facility::load(store)?;
    let Some(mut demonstration) = find(store)? else {
        return Err(DemonstrationError::Real(facility.name().to_owned()));
    };
    let parameters = demonstration.size.parameters()?;
    let now = now_ms();
    let current = |id: &str| current_digest(store, &facility, id);
    let documents = demo::bring_up_to_date(
        &parameters,
        facility.signer(),
        demonstration.until_ms,
        now,
        &current,
    );
    let count = seed::seed(store, &facility, documents)?;
    demonstration.until_ms = now;
    keep(store, &demonstration)?;
    Ok(count)
}

/// The digest of a roster document's winner.
fn current_digest(store: &Store, facility: &Facility, id: &str) -> Option<Digest> {
    let roster = Book::Roster.database(facility.slug());
    let held = store.read_now(|connection| pushing::get_own(connection, &roster, id));
    Signed::read(held.ok().flatten()?)
        .ok()
        .map(|signed| signed.digest())
}
