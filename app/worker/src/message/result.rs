//! What a record came to, for its row in a list.

use serde::{Deserialize, Serialize};
use wingbook_record::isolation::Until;

/// What a count, a round or a dose came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ResultView {
    /// A roll count.
    Count {
        /// Who was counted.
        counted: i64,
        /// Who should have been.
        expected: i64,
    },
    /// A round.
    Round {
        /// Stops checked.
        checked: usize,
        /// Stops.
        stops: usize,
        /// What a supervisor looks at first.
        exceptions: usize,
    },
    /// A dose.
    Dose {
        /// `given`, `refused`, `not_today`.
        outcome: String,
        /// The vaccine's name.
        product: Option<String>,
        /// When it was given, as far as it is known, where that is not the record's time.
        on: String,
        /// Why it was not given.
        why_not: Option<String>,
        /// Why it was given in spite of a warning.
        overridden: Option<String>,
    },
    /// A vaccination session.
    Clinic {
        /// Doses given.
        given: u64,
        /// Doses thrown away.
        wasted: u64,
        /// Whether every lot adds up.
        reconciles: bool,
    },
    /// A health check.
    Check {
        /// What brought the person here, by the words of moves.
        reason: Option<String>,
        /// `clear`, `keep_apart`, `refer`.
        decision: Option<String>,
        /// The reading that counts.
        temperature: Option<String>,
    },
    /// Somebody is kept apart.
    Apart {
        /// Until when, or when it is reviewed.
        until: Until,
        /// The place is a punishment cell.
        punishment: bool,
    },
    /// And no longer.
    ApartEnd {
        /// Why.
        why: String,
    },
}
