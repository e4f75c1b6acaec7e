//! A prison to look at: its facility, its accounts, and where their sign-ins are printed from.
//!
//! The passphrases of a demonstration are no secrets: they stand in its data file and on the screen. Nothing
//! here runs on a data file that was founded for a real facility.

use std::{path::Path, str::FromStr, sync::Arc};

use serde::{Deserialize, Serialize};
use thiserror::Error;
use wingbook_record::access::Role;

use crate::{
    facility::{Facility, FacilityError, Founding},
    staff::{self, NewStaff, StaffError},
    store::{Store, StoreError, settings},
};

const DEMONSTRATION: &str = "demonstration";

/// Whose names, languages and words the demonstration has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Country {
    /// English, wards.
    Uganda,
    /// Arabic and French, pavilions.
    Tunisia,
    /// Kazakh names, Russian, отряды.
    Kazakhstan,
}

/// A word that names no demonstration.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("there are demonstrations of uganda, tunisia and kazakhstan, or none")]
pub struct UnknownCountry;

impl FromStr for Country {
    type Err = UnknownCountry;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "uganda" => Ok(Self::Uganda),
            "tunisia" => Ok(Self::Tunisia),
            "kazakhstan" => Ok(Self::Kazakhstan),
            _ => Err(UnknownCountry),
        }
    }
}

/// Somebody who can sign in to the demonstration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignIn {
    /// What they do.
    pub role: Role,
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
    /// Whose names it has.
    pub country: Country,
    /// Who can sign in.
    pub sign_ins: Vec<SignIn>,
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
}

/// The demonstration of a data file, if it holds one.
///
/// # Errors
/// When the data file can't be read.
pub fn find(store: &Store) -> Result<Option<Demonstration>, StoreError> {
    let kept = store.read_now(|connection| settings::get(connection, DEMONSTRATION))?;
    kept.map(|bytes| {
        serde_json::from_slice(&bytes)
            .map_err(|error| StoreError::Damaged(format!("the demonstration: {error}")))
    })
    .transpose()
}

/// Founds a demonstration in a new data file.
///
/// # Errors
/// When there is a facility already, or the data file can't be written.
pub fn begin(
    store: &Store,
    country: Country,
    recovery_file: &Path,
) -> Result<Demonstration, DemonstrationError> {
    let facility = Arc::new(Facility::found(store, &founding(country), recovery_file)?);
    let demonstration = Demonstration {
        country,
        sign_ins: sign_ins(country),
    };
    for sign_in in &demonstration.sign_ins {
        let new = NewStaff {
            person: None,
            staff_number: sign_in.staff_number.clone(),
            name: sign_in.name.clone(),
            roles: vec![sign_in.role],
        };
        staff::add(store, &facility, new, &sign_in.passphrase)?;
    }
    let bytes = serde_json::to_vec(&demonstration)
        .map_err(|error| StoreError::Failed(error.to_string()))?;
    store.write_now(move |turn| settings::set(turn, DEMONSTRATION, &bytes))?;
    Ok(demonstration)
}

fn founding(country: Country) -> Founding {
    let (name, slug, code, zone, languages, terms): (_, _, _, _, &[&str], &[(&str, &str)]) =
        match country {
            Country::Uganda => (
                "Demonstration Prison",
                "demo_uganda",
                "UG",
                "Africa/Kampala",
                &["en"],
                &[("wing", "ward")],
            ),
            Country::Tunisia => (
                "سجن العرض",
                "demo_tunisia",
                "TN",
                "Africa/Tunis",
                &["ar", "fr"],
                &[("wing", "جناح")],
            ),
            Country::Kazakhstan => (
                "Учебное учреждение",
                "demo_kazakhstan",
                "KZ",
                "Asia/Almaty",
                &["ru", "kk"],
                &[("wing", "отряд")],
            ),
        };
    let owned = |(word, term): &(&str, &str)| ((*word).to_owned(), (*term).to_owned());
    Founding {
        name: name.into(),
        slug: slug.into(),
        country: code.into(),
        zone: zone.into(),
        languages: languages
            .iter()
            .map(|language| (*language).to_owned())
            .collect(),
        place_terms: terms.iter().map(owned).collect(),
    }
}

/// One sign-in for each role that has pages. The administrator comes first: the roster is signed for them.
fn sign_ins(country: Country) -> Vec<SignIn> {
    let (prefix, names) = match country {
        Country::Uganda => (
            "UG",
            [
                "Grace Tendo Akello",
                "Peter Odongo Mwesige",
                "Ruth Nabirye Kato",
                "Sarah Apio Lutalo",
                "John Okurut Bbosa",
            ],
        ),
        Country::Tunisia => (
            "TN",
            [
                "سلمى بن حسين",
                "كريم الورتاني",
                "هالة الماجري",
                "منى الطرابلسي",
                "نبيل الغربي",
            ],
        ),
        Country::Kazakhstan => (
            "KZ",
            [
                "Әсел Жұмабекова",
                "Нұрлан Сейітқали",
                "Гүлнар Оспанова",
                "Айгүл Қасымова",
                "Ерлан Тілеуов",
            ],
        ),
    };
    let rows = [
        (Role::Administrator, "1001", "bridge lantern copper"),
        (Role::Officer, "2001", "river anvil sunday"),
        (Role::Supervisor, "3001", "window harvest violet"),
        (Role::Health, "4001", "meadow candle seven"),
        (Role::Reception, "5001", "paper orchard silver"),
    ];
    rows.iter()
        .zip(names)
        .map(|((role, number, passphrase), name)| SignIn {
            role: *role,
            name: name.to_owned(),
            staff_number: format!("{prefix}-{number}"),
            passphrase: (*passphrase).to_owned(),
        })
        .collect()
}
