//! Typed parts of a recovery key, put together.

use wingbook_vault::{
    recovery::{self, Part, RecoveryError},
    seal::SealPair,
};

use crate::message::{Failure, PartsFault};

/// The key of enough parts as they were typed; fields left empty are no parts.
pub(crate) fn join(typed: &[String]) -> Result<SealPair, Failure> {
    let filled = typed
        .iter()
        .enumerate()
        .filter(|(_, text)| !text.trim().is_empty());
    let parts = filled
        .map(|(at, text)| Part::read(text).map_err(|error| of_part(at + 1, error)))
        .collect::<Result<Vec<_>, _>>()?;
    recovery::join(&parts).map_err(|error| of_part(0, error))
}

/// What the page says of an error.
pub(crate) fn of_part(part: usize, error: RecoveryError) -> Failure {
    Failure::Parts(match error {
        RecoveryError::Group { group } => PartsFault::Group { part, group },
        RecoveryError::Mixed => PartsFault::Mixed,
        RecoveryError::TooFew { missing } => PartsFault::Missing { n: missing },
        RecoveryError::NeedsNewerApp { .. } => return Failure::NeedsNewerApp,
        RecoveryError::NoRandomness | RecoveryError::Holders => {
            return Failure::Internal {
                detail: error.to_string(),
            };
        }
        _ => PartsFault::Unreadable { part },
    })
}
