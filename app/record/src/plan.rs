//! Round plans: which places are passed, when.

use serde::{Deserialize, Serialize};

use crate::id::PlaceId;

/// The value of a `plan` document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// What staff call it.
    pub name: String,
    /// The wing.
    pub wing: PlaceId,
    /// The stops, in the order of walking.
    pub places: Vec<PlaceId>,
    /// Start times of the day in the facility's zone, `HH:MM`, sorted.
    pub times: Vec<String>,
    /// How many minutes after a start time the round may begin before it is overdue.
    pub window_minutes: u32,
}
