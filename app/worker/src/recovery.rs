//! Typed parts of a recovery key, put together.

use wingbook_record::digest::parse_hex;
use wingbook_vault::{
    recovery::{self, Part, RecoveryError},
    seal::{SealPair, Secret},
};

use crate::message::{Failure, PartsFault};

/// The key of enough parts as they were typed.
pub(crate) fn join(typed: &[String]) -> Result<SealPair, Failure> {
    let mut filled = typed.iter().filter(|text| !text.trim().is_empty());
    if let (Some(whole), None) = (filled.next(), filled.next())
        && let Some(key) = whole_key(whole)
    {
        return Ok(key);
    }
    recovery::join(&read(typed)?).map_err(|error| of_part(0, error))
}

/// Parts as they were typed; fields left empty are no parts.
pub(crate) fn read(typed: &[String]) -> Result<Vec<Part>, Failure> {
    let filled = typed
        .iter()
        .enumerate()
        .filter(|(_, text)| !text.trim().is_empty());
    filled
        .map(|(at, text)| Part::read(text).map_err(|error| of_part(at + 1, error)))
        .collect()
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
