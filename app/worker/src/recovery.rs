//! Typed parts of a recovery key, put together.

use wingbook_record::digest::parse_hex;
use wingbook_vault::{
    recovery::{self, Part, RecoveryError},
    seal::{SealPair, Secret},
};

use crate::message::{Failure, PartsFault};

/// The key of enough parts as they were typed; fields left empty are no parts.
pub(crate) fn join(typed: &[String]) -> Result<SealPair, Failure> {
    let filled = typed
        .iter()
        .enumerate()
        .filter(|(_, text)| !text.trim().is_empty());
    let filled: Vec<_> = filled.collect();
    if let [(_, whole)] = filled[..]
        && let Some(key) = whole_key(whole)
    {
        return Ok(key);
    }
    let parts = filled
        .into_iter()
        .map(|(at, text)| Part::read(text).map_err(|error| of_part(at + 1, error)))
        .collect::<Result<Vec<_>, _>>()?;
    recovery::join(&parts).map_err(|error| of_part(0, error))
}

/// The whole key, as the prison server's file has it: 64 hexadecimal digits.
fn whole_key(typed: &str) -> Option<SealPair> {
    let digits: String = typed.chars().filter(|one| !one.is_whitespace()).collect();
    let key = parse_hex(&digits.to_lowercase())?;
    Some(SealPair::from_secret(&Secret::from_bytes(key)))
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
