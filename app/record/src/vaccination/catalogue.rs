//! The catalogue: vaccines with their codes, doses and intervals, as data that a facility may change.
//!
//! What ships with Wingbook is `public/vaccines/covid_19.json`: the COVID-19 vaccines that WHO lists, and Sputnik V,
//! which stands on many cards (health.md, section 2.1, where every number has its source). What no source confirms is
//! named in `unconfirmed`; a number that is not known is left out, and no rule invents it. The DHIS2 package's
//! placeholders (10 days for AstraZeneca, 5 doses in a vial of Sinopharm or Sinovac) are not in it.
//!
//! A catalogue that can be read is sound: everything else is a list of faults, each with its item and field.

mod faults;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::span::Span;
use crate::{partial_date::PartialDate, words::open_words};

pub use faults::{CatalogueError, Fault, Problem};
use faults::{disease_template, items, part, product_template};

/// A longer text is no catalogue, in bytes.
pub const LENGTH_MAX: usize = 1024 * 1024;

open_words!(
    /// What a vaccine is made of.
    Platform {
        /// Messenger RNA.
        Mrna = "mrna",
        /// A viral vector that does not replicate.
        Vector = "vector",
        /// Inactivated virus.
        Inactivated = "inactivated",
        /// A protein subunit.
        Subunit = "subunit",
    }
);

/// Codes by the word of their system (see [`Catalogue::systems`]); the first of a system is the one to write out, every
/// one is understood.
pub type Codes = BTreeMap<String, Vec<String>>;

/// A code system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeSystem {
    /// Its name.
    pub name: String,
    /// What names it in exchanged documents.
    pub uri: String,
}

/// How long to wait before a dose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wait {
    /// Earlier is too early.
    pub minimum: Span,
    /// From when it is usually given.
    pub usual: Span,
    /// Until when it is usually given, if a source says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub usual_until: Option<Span>,
}

/// A primary series.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Series {
    /// How many doses complete it.
    pub doses: u32,
    /// How long to wait between two of them; `None` if no source says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wait: Option<Wait>,
    /// More doses for older people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub older: Option<OlderSeries>,
}

/// More doses for older people (Sinopharm, Sinovac: 3 from 60 years).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OlderSeries {
    /// From this age, in completed years.
    pub from_age_years: u32,
    /// How many doses complete the series then. No source gives an interval for those beyond the usual number.
    pub doses: u32,
}

/// A disease and what holds for every vaccine against it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disease {
    /// Its word.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Codes of the disease.
    #[serde(default)]
    pub codes: Codes,
    /// Codes of a vaccine against it whose product is not known.
    #[serde(default)]
    pub vaccine_codes: Codes,
    /// So many doses of different products that WHO lists complete a primary series; `None` if mixing does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mixed_doses: Option<u32>,
    /// How many boosters are due after the primary series.
    #[serde(default)]
    pub boosters: u32,
    /// How long to wait before a booster, unless its product says otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub booster: Option<Wait>,
    /// Its fields that no source confirms.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unconfirmed: Vec<String>,
    /// Where it comes from (see [`Catalogue::sources`]).
    #[serde(default)]
    pub sources: Vec<String>,
}

/// A vaccine by its brand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Product {
    /// Its word: what stands in records, for ever.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Who makes it or holds the authorisation.
    pub holder: String,
    /// Against which disease.
    pub disease: String,
    /// What it is made of.
    pub platform: Platform,
    /// When WHO listed it for emergency use; unknown if it did not.
    #[serde(default, skip_serializing_if = "is_unknown")]
    pub emergency_use: PartialDate,
    /// When WHO prequalified it; unknown if it did not.
    #[serde(default, skip_serializing_if = "is_unknown")]
    pub prequalified: PartialDate,
    /// Its codes.
    #[serde(default)]
    pub codes: Codes,
    /// Its primary series; `None` for what is given as a booster only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub primary: Option<Series>,
    /// How long to wait before a booster of this product after whatever series, where it differs from its disease.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub booster: Option<Wait>,
    /// How long to wait before a booster of this product after a dose of the same, where that differs from others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub booster_after_own: Option<Wait>,
    /// Younger people get a warning, in completed years.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimum_age_years: Option<u32>,
    /// Doses in a vial by its label; `None` where vials differ, and the session asks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doses_per_vial: Option<u32>,
    /// Its fields that no source confirms.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unconfirmed: Vec<String>,
    /// Where it comes from.
    #[serde(default)]
    pub sources: Vec<String>,
}

fn is_unknown(date: &PartialDate) -> bool {
    date.is_unknown()
}

impl Product {
    /// Whether WHO lists it: for emergency use, or prequalified.
    pub fn is_who_listed(&self) -> bool {
        !(self.emergency_use.is_unknown() && self.prequalified.is_unknown())
    }
}

/// Diseases, products and what their words mean.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Catalogue {
    /// Which edition was read. Whoever publishes a catalogue raises it; [`Catalogue::put`] does not.
    version: String,
    sources: BTreeMap<String, String>,
    systems: BTreeMap<String, CodeSystem>,
    diseases: Vec<Disease>,
    products: Vec<Product>,
}

impl Catalogue {
    /// Reads a catalogue.
    ///
    /// # Errors
    /// Everything that is wrong with it, by item and field.
    pub fn parse(text: &str) -> Result<Self, CatalogueError> {
        if text.len() > LENGTH_MAX {
            return Err(CatalogueError::TooLong);
        }
        let top: Map<String, Value> = serde_json::from_str(text)
            .map_err(|error| CatalogueError::Syntax(error.to_string()))?;
        let mut faults = Vec::new();
        let catalogue = Self {
            version: part(&top, "version", &mut faults),
            sources: part(&top, "sources", &mut faults),
            systems: part(&top, "systems", &mut faults),
            diseases: items(&top, "diseases", &disease_template(), &mut faults),
            products: items(&top, "products", &product_template(), &mut faults),
        };
        // What could not be read would be named a second time as missing.
        if faults.is_empty() {
            catalogue.check(&mut faults);
        }
        match faults.is_empty() {
            true => Ok(catalogue),
            false => Err(CatalogueError::Faults(faults)),
        }
    }

    /// Puts a product in, in place of the one with the same word: what an administrator saved, over the edition that was
    /// read, whose version stays.
    ///
    /// # Errors
    /// What is wrong with it; the catalogue stays as it was.
    pub fn put(&mut self, product: Product) -> Result<(), Vec<Fault>> {
        let mut faults = Vec::new();
        self.check_product(&product, &mut faults);
        if !faults.is_empty() {
            return Err(faults);
        }
        match self.products.iter_mut().find(|one| one.id == product.id) {
            Some(known) => *known = product,
            None => self.products.push(product),
        }
        Ok(())
    }

    /// Its version.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The sources, by their words.
    pub fn sources(&self) -> &BTreeMap<String, String> {
        &self.sources
    }

    /// The code systems, by their words.
    pub fn systems(&self) -> &BTreeMap<String, CodeSystem> {
        &self.systems
    }

    /// Every disease, in the order of showing.
    pub fn diseases(&self) -> &[Disease] {
        &self.diseases
    }

    /// Every product, in the order of choice.
    pub fn products(&self) -> &[Product] {
        &self.products
    }

    /// A product by its word.
    pub fn product(&self, id: &str) -> Option<&Product> {
        self.products.iter().find(|one| one.id == id)
    }

    /// A disease by its word.
    pub fn disease(&self, id: &str) -> Option<&Disease> {
        self.diseases.iter().find(|one| one.id == id)
    }

    /// The products with a code: several, where a code says less than the brand (CVX 210 is Vaxzevria and Covishield).
    /// None for a code of any vaccine against a disease, though a product that has no better one is written with it.
    pub fn by_code<'c>(&'c self, system: &str, code: &str) -> Vec<&'c Product> {
        let has = |codes: &Codes| {
            let codes = codes.get(system).into_iter().flatten();
            codes.into_iter().any(|one| one == code)
        };
        if self.diseases.iter().any(|one| has(&one.vaccine_codes)) {
            return Vec::new();
        }
        let products = self.products.iter();
        products.filter(|one| has(&one.codes)).collect()
    }
}

#[cfg(test)]
pub(crate) mod tests;
