//! A rescue dump: the whole store as JSON, still sealed.
//!
//! The static recovery page writes it when the app can't start any more; on a
//! desk it is read into memory and opened with a passphrase or the facility's
//! recovery key, like any vault. Keys are text or bytes, values are bytes, and
//! bytes are `{"b64": "…"}`. A row that makes no sense is counted, not fatal.

use std::collections::BTreeMap;
use std::io::Read;

use base64ct::{Base64, Encoding};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::memory::MemoryStore;
use crate::store::StoreName;

/// The format that this build reads and writes.
const FORMAT: u32 = 1;

/// Why a file is no rescue dump.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum RescueError {
    /// Not JSON, cut short, or not of this shape.
    #[error("the file is not a complete rescue file: {detail}")]
    Malformed {
        /// Where and what.
        detail: String,
    },
    /// Written by a newer release.
    #[error("the rescue file was written by a newer release (format {format})")]
    NeedsNewerApp {
        /// The format found.
        format: u32,
    },
}

/// A dump read into memory.
#[derive(Debug)]
pub struct Rescued {
    /// The store, sealed as it was.
    pub store: MemoryStore,
    /// Rows that make no sense: left out.
    pub unreadable: usize,
    /// Stores that this build doesn't know: left out.
    pub unknown_stores: Vec<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Bytes {
    Text(String),
    Binary { b64: String },
    Other(serde_json::Value),
}

impl Bytes {
    fn binary(bytes: &[u8]) -> Self {
        Self::Binary {
            b64: Base64::encode_string(bytes),
        }
    }

    fn into_bytes(self) -> Option<Vec<u8>> {
        match self {
            Self::Text(text) => Some(text.into_bytes()),
            Self::Binary { b64 } => Base64::decode_vec(&b64).ok(),
            Self::Other(_) => None,
        }
    }
}

#[derive(Serialize, Deserialize)]
struct DumpRow {
    key: Bytes,
    value: Bytes,
}

#[derive(Serialize, Deserialize)]
struct Dump {
    wingbook_rescue: u32,
    database: String,
    stores: BTreeMap<String, Vec<DumpRow>>,
}

/// Read a dump.
///
/// # Errors
/// When the file isn't one, is cut short, or needs a newer release.
pub fn read_dump(reader: impl Read) -> Result<Rescued, RescueError> {
    let reader = std::io::BufReader::new(reader);
    let dump: Dump = serde_json::from_reader(reader).map_err(|error| RescueError::Malformed {
        detail: error.to_string(),
    })?;
    if dump.wingbook_rescue != FORMAT {
        return Err(RescueError::NeedsNewerApp {
            format: dump.wingbook_rescue,
        });
    }
    let mut rescued = Rescued {
        store: MemoryStore::new(),
        unreadable: 0,
        unknown_stores: Vec::new(),
    };
    for (name, rows) in dump.stores {
        let Some(store) = StoreName::from_name(&name) else {
            rescued.unknown_stores.push(name);
            continue;
        };
        for row in rows {
            match (row.key.into_bytes(), row.value.into_bytes()) {
                (Some(key), Some(value)) => rescued.store.load(store, key, value),
                _ => rescued.unreadable += 1,
            }
        }
    }
    Ok(rescued)
}

/// Write a dump, as the recovery page does.
///
/// # Errors
/// When the writer fails.
pub fn write_dump(store: &MemoryStore, writer: impl std::io::Write) -> std::io::Result<()> {
    let stores = StoreName::ALL.into_iter().map(|name| {
        let rows = store.rows(name).into_iter().map(|(key, value)| DumpRow {
            key: match String::from_utf8(key) {
                Ok(text) if name.has_text_keys() => Bytes::Text(text),
                Ok(text) => Bytes::binary(text.as_bytes()),
                Err(error) => Bytes::binary(error.as_bytes()),
            },
            value: Bytes::binary(&value),
        });
        (name.as_str().to_owned(), rows.collect())
    });
    let dump = Dump {
        wingbook_rescue: FORMAT,
        database: "wingbook".to_owned(),
        stores: stores.collect(),
    };
    serde_json::to_writer(writer, &dump).map_err(std::io::Error::other)
}
