//! Rows of the keyring are small JSON objects with a version `v`. Members that
//! this build doesn't know are kept when a row is written back.

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::error::VaultError;

#[derive(Deserialize)]
struct Versioned {
    v: u32,
}

/// Read a row of at most version `newest`.
pub(super) fn from_bytes<T: DeserializeOwned>(
    what: &'static str,
    newest: u32,
    bytes: &[u8],
) -> Result<T, VaultError> {
    let damaged = |_| VaultError::Damaged { what };
    let Versioned { v } = serde_json::from_slice(bytes).map_err(damaged)?;
    if v > newest {
        return Err(VaultError::NeedsNewerApp { what });
    }
    serde_json::from_slice(bytes).map_err(damaged)
}

/// Write a row.
pub(super) fn to_bytes<T: Serialize>(row: &T) -> Result<Vec<u8>, VaultError> {
    // Rows hold nothing that JSON can't: text keys, text, integers.
    serde_json::to_vec(row).map_err(|_| VaultError::Damaged { what: "a new row" })
}
