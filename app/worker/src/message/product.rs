//! Vaccines as an administrator sees and changes them.

use serde::{Deserialize, Serialize};

/// A vaccine of the catalogue. Sent back, it is what the administrator wants it to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductView {
    /// The catalogue's word, which stands in records for ever; `None` for a new one.
    pub id: Option<String>,
    /// Its name.
    pub name: String,
    /// Who makes it.
    pub holder: String,
    /// Against which disease, by the catalogue's word.
    pub disease: String,
    /// What it is made of: `mrna`, `vector`, `inactivated`, `subunit`.
    pub platform: String,
    /// How many doses make the primary series; 0 for what is given as a booster only.
    pub doses: u32,
    /// Earlier is too early, as an ISO 8601 duration (`P21D`); empty if no source says.
    pub minimum: String,
    /// From when the next dose is usually given; empty if no source says.
    pub usual: String,
    /// Earlier is too early for a booster; empty where the disease's own interval holds.
    pub booster_minimum: String,
    /// From when a booster is usually given.
    pub booster_usual: String,
    /// Younger people get a warning, in completed years.
    pub minimum_age_years: Option<u32>,
    /// Doses in a vial by its label, if all vials hold as many.
    pub doses_per_vial: Option<u32>,
    /// Codes: system, code.
    pub codes: Vec<(String, String)>,
    /// Fields that no source confirms.
    pub unconfirmed: Vec<String>,
    /// The facility has changed it.
    pub changed: bool,
}

/// All vaccines, with what there is to choose from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductsView {
    /// The vaccines, in the order of choice.
    pub products: Vec<ProductView>,
    /// Diseases: word, name.
    pub diseases: Vec<(String, String)>,
    /// Code systems: word, name.
    pub systems: Vec<(String, String)>,
}
