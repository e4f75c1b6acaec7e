//! People: prisoners, staff, family members, visitors, children living with a parent.

use serde::{Deserialize, Serialize};

use crate::{access::Role, id::PlaceId};

/// What brings a person into the facility's roster.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// Held here.
    Prisoner,
    /// Works here.
    Staff,
    /// Family of a member of staff.
    Family,
    /// Comes to see a prisoner.
    Visitor,
    /// Lives with a parent who is held here.
    Child,
}

/// As it stands in documents and papers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    /// Female.
    Female,
    /// Male.
    Male,
}

/// A person's identity: the value of a `person` document. Where they are now follows from moves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// What brings them here.
    pub category: Category,
    /// Full name, in the script in which it was given.
    pub name: String,
    /// Other spellings, other scripts, earlier names.
    #[serde(default)]
    pub other_names: Vec<String>,
    /// Prisoner number; unique in a facility, if there is one.
    #[serde(default)]
    pub number: Option<String>,
    /// Staff number, for staff: what they sign in with.
    #[serde(default)]
    pub staff_number: Option<String>,
    /// Sex, if known.
    #[serde(default)]
    pub sex: Option<Sex>,
    /// Birth date as far as it is known: `1988`, `1988-05` or `1988-05-02`.
    #[serde(default)]
    pub born: Option<String>,
    /// Where they were put first; later moves are records.
    #[serde(default)]
    pub place: Option<PlaceId>,
    /// Roles, for staff.
    #[serde(default)]
    pub roles: Vec<Role>,
    /// Languages spoken, as BCP 47 tags.
    #[serde(default)]
    pub languages: Vec<String>,
    /// Released, dismissed or dead: kept for the records that name them, left out of lists.
    #[serde(default)]
    pub left: bool,
}
