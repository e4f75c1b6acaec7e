//! Places: a tree of facility, wings, landings, cells and wards, and other areas.

use serde::{Deserialize, Serialize};

use crate::id::PlaceId;

/// What sort of place it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlaceKind {
    /// The whole prison.
    Facility,
    /// A wing, block or отряд.
    Wing,
    /// A landing or corridor of a wing.
    Landing,
    /// A cell for a few.
    Cell,
    /// A room for many, counted rather than called by name.
    Ward,
    /// Yard, workshop, kitchen, health centre, visits, gate.
    Area,
}

/// The value of a `place` document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Its own name, without its parents'.
    pub name: String,
    /// What sort.
    pub kind: PlaceKind,
    /// What it is part of.
    #[serde(default)]
    pub parent: Option<PlaceId>,
    /// For how many it is certified.
    #[serde(default)]
    pub capacity: Option<u32>,
    /// Closed for repair, sealed.
    #[serde(default)]
    pub out_of_use: bool,
    /// Its place in the order of walking among its siblings.
    #[serde(default)]
    pub order: i64,
}
