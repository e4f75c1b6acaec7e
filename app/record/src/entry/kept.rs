//! A record as it is read back from where this tablet keeps it.
//!
//! Opening a register reads tens of thousands of them, and the index needs no document, only what stands in it. Their
//! bytes are canonical, they were checked by [`Entry::read`](super::Entry::read) before they were kept, and a seal has answered for every
//! one of them since: so the header is hashed as it lies there, and the body is not hashed again.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::{Body, EntryError, Header, VERSION};
use crate::{
    digest::{Digest, Purpose},
    id::EntryId,
};

/// What the index needs of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The header.
    pub header: Header,
    /// The hash of the header.
    pub header_digest: Digest,
    /// The body, unless it was lawfully removed.
    pub body: Option<Body>,
}

#[derive(Deserialize)]
struct Stored<'a> {
    #[serde(borrow)]
    header: &'a RawValue,
    #[serde(default)]
    body: Option<Body>,
}

#[derive(Deserialize)]
struct Version {
    v: u32,
}

impl Kept {
    /// Reads the canonical bytes of a document that [`Entry::read`](super::Entry::read) accepted under this id.
    ///
    /// # Errors
    /// When they are not such bytes.
    pub fn read(id: &str, bytes: &[u8]) -> Result<Self, EntryError> {
        let shape = |error: serde_json::Error| EntryError::Shape(error.to_string());
        let stored: Stored<'_> = serde_json::from_slice(bytes).map_err(shape)?;
        let raw = stored.header.get().as_bytes();
        let header = match serde_json::from_slice::<Header>(raw) {
            Ok(header) if header.v == VERSION => header,
            Ok(newer) => return Err(EntryError::NeedsNewerApp(newer.v)),
            // A newer header need not look like this one; its version still says so.
            Err(error) => {
                return Err(match serde_json::from_slice(raw) {
                    Ok(Version { v }) if v != VERSION => EntryError::NeedsNewerApp(v),
                    _ => shape(error),
                });
            }
        };
        if EntryId::from_document(id) != Some(header.id) {
            return Err(EntryError::Id);
        }
        Ok(Self {
            header_digest: Digest::of(Purpose::Header, raw),
            header,
            body: stored.body,
        })
    }
}
