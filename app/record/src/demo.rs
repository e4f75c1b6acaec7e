//! A demonstration prison: the size of a real one, with names and scripts of a chosen country, and no real
//! person in it. The same parameters give the same bytes, so it feeds tests and benches as well.
//!
//! Its signers are derived from the seed: whoever knows the seed can sign as any of its staff. Never mix it
//! with a real prison's books.

mod day;
mod health;
mod house;
mod names;
mod pieces;
mod random;
mod staff;
mod texts;
mod write;

use std::str::FromStr;

use serde_json::Value;

use crate::{
    access::{Book, Role},
    digest::Digest,
    facility::Facility,
    id::{FacilityId, PersonId},
    signer::Signer,
    time::{DAY, Millis, local_midnight},
};

use house::House;
use write::Writer;

/// Whose names and scripts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Country {
    /// Latin script, English texts.
    Uganda,
    /// Latin and Arabic names, French texts.
    Tunisia,
    /// Cyrillic Kazakh and Russian names, Russian texts.
    Kazakhstan,
}

/// No such demonstration.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no demonstration called {0}: choose uganda, tunisia or kazakhstan")]
pub struct UnknownCountry(pub String);

impl FromStr for Country {
    type Err = UnknownCountry;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        match word {
            "uganda" => Ok(Self::Uganda),
            "tunisia" => Ok(Self::Tunisia),
            "kazakhstan" => Ok(Self::Kazakhstan),
            other => Err(UnknownCountry(other.to_owned())),
        }
    }
}

impl Country {
    /// The word by which it is chosen.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Uganda => "uganda",
            Self::Tunisia => "tunisia",
            Self::Kazakhstan => "kazakhstan",
        }
    }

    /// ISO 3166-1, IANA zone, offset in minutes, languages.
    const fn locale(self) -> (&'static str, &'static str, i32, &'static [&'static str]) {
        match self {
            Self::Uganda => ("UG", "Africa/Kampala", 180, &["en", "sw"]),
            Self::Tunisia => ("TN", "Africa/Tunis", 60, &["fr", "ar"]),
            Self::Kazakhstan => ("KZ", "Asia/Almaty", 300, &["ru", "kk"]),
        }
    }

    /// The offset of its zone from UTC, in minutes.
    pub const fn utc_offset_minutes(self) -> i32 {
        self.locale().2
    }
}

/// Which prison, how large, how long, ending when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameters {
    /// The country.
    pub country: Country,
    /// Decides everything that looks like chance.
    pub seed: u64,
    /// When it ends: nothing happened later.
    pub now_ms: Millis,
    /// How many prisoners.
    pub prisoners: usize,
    /// How many staff, at least 20.
    pub staff: usize,
    /// How many days of records.
    pub days: u32,
    /// Planned rounds of each wing and day, at most six.
    pub rounds_per_day: usize,
    /// Contacts of a day in the whole prison.
    pub contacts_per_day: usize,
}

impl Parameters {
    /// The usual size: 420 prisoners in four wings, 120 staff, ninety days; some 50,000 documents.
    pub fn new(country: Country, now_ms: Millis) -> Self {
        Self {
            country,
            seed: 1,
            now_ms,
            prisoners: 420,
            staff: 120,
            days: 90,
            rounds_per_day: 6,
            contacts_per_day: 45,
        }
    }

    fn today(&self) -> i64 {
        self.day_of(self.now_ms)
    }

    fn day_of(&self, at_ms: Millis) -> i64 {
        let offset = self.country.utc_offset_minutes();
        (local_midnight(at_ms, offset) + i64::from(offset) * 60_000).div_euclid(DAY)
    }

    fn midnight(&self, day: i64) -> Millis {
        day * DAY - i64::from(self.country.utc_offset_minutes()) * 60_000
    }

    fn first_day(&self) -> i64 {
        self.today() - i64::from(self.days)
    }
}

/// Somebody who can sign in at the demonstration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Who.
    pub person: PersonId,
    /// What they sign in with.
    pub staff_number: String,
    /// Their name.
    pub name: String,
    /// What they may do.
    pub roles: Vec<Role>,
    /// A passphrase, in clear because it is a demonstration.
    pub passphrase: String,
    /// One of the few that a newcomer is shown: the officer with something sent back and a follow-up, a second
    /// officer, the supervisor, the administrator, reception, health and its lead.
    pub featured: bool,
}

/// A demonstration.
#[derive(Debug)]
pub struct Demo {
    /// The facility's id; its document is the first one.
    pub facility_id: FacilityId,
    /// The facility.
    pub facility: Facility,
    /// Who can sign in; the demonstration's officer comes first.
    pub accounts: Vec<Account>,
    /// The documents, with the book of each, in an order in which a chain never has a gap.
    pub documents: Documents,
}

/// The documents of a demonstration, made as they are asked for.
#[derive(Debug)]
pub struct Documents {
    writer: Writer,
    /// The next day to be written.
    day: i64,
    last_day: i64,
    ready: std::vec::IntoIter<(Book, Value)>,
}

impl Iterator for Documents {
    type Item = (Book, Value);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(document) = self.ready.next() {
                return Some(document);
            }
            if self.day > self.last_day {
                return None;
            }
            self.ready = self.writer.write_day(self.day).into_iter();
            self.day += 1;
        }
    }
}

/// Makes a demonstration, certified by the key of its facility; `recovery_public` is the facility's X25519
/// recovery key, 64 hexadecimal digits.
///
/// ```
/// use wingbook_record::{demo::{Country, Parameters, generate}, signer::Signer};
/// let parameters = Parameters { days: 1, ..Parameters::new(Country::Uganda, 1_795_600_000_000) };
/// let demo = generate(&parameters, &Signer::from_seed(&[7; 32]), &"0".repeat(64));
/// assert_eq!(demo.accounts.len(), 120);
/// assert!(demo.documents.count() > 1_000);
/// ```
pub fn generate(parameters: &Parameters, facility: &Signer, recovery_public: &str) -> Demo {
    let house = House::build(parameters, facility.public(), recovery_public);
    let accounts = house.accounts();
    let (facility_id, value) = (house.facility_id, house.facility.clone());
    let first = house.documents(facility);
    let day = parameters.first_day();
    let writer = Writer::new(parameters.clone(), house, None);
    Demo {
        facility_id,
        facility: value,
        accounts,
        documents: Documents {
            writer,
            day,
            last_day: parameters.today(),
            ready: first.into_iter(),
        },
    }
}

/// Goes on with a demonstration that was made with `parameters` (their `now_ms` is the first end) and that has
/// been written down until `until_before_ms`: the days from then until `now_ms`, and again a round due in ten
/// minutes, one overdue, and so on. `current` gives the digest of a roster document's current revision at the
/// backend, which the new revision names as the one before.
///
/// Every tablet begins a new chain, as it would after being wiped.
pub fn bring_up_to_date(
    parameters: &Parameters,
    facility: &Signer,
    until_before_ms: Millis,
    now_ms: Millis,
    current: &dyn Fn(&str) -> Option<Digest>,
) -> Documents {
    let house = House::build(parameters, facility.public(), "");
    let first_day = parameters.first_day();
    let later = Parameters {
        now_ms: now_ms.max(until_before_ms),
        ..parameters.clone()
    };
    let plans = house.piece_plans(&later, current);
    let mut writer = Writer::new(later.clone(), house, Some(until_before_ms));
    // What happened before is played again, unwritten: who is where follows from it.
    let from = parameters.day_of(until_before_ms);
    for day in first_day..from {
        writer.play_day(day);
    }
    Documents {
        writer,
        day: from,
        last_day: later.today(),
        ready: plans.into_iter(),
    }
}

#[cfg(test)]
mod tests;
