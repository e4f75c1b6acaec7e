//! The file of an export: lines of canonical JSON, each ended by a line feed.
//!
//! ```text
//! {"wingbook_export":{"v":1,"books":["wing"],"facility":{…},"from_ms":null,"made_by":"…","made_ms":…,"to_ms":null}}
//! {"certificate":{…}}                  every certificate that the facility issued, as its document stands in the roster
//! {"receipt":{…},"record":{…}}         a record as its document stands in the book, without `_rev`; its receipt if there is one
//! {"end":{"digest":"…","key":"…","lines":…,"signature":"…"}}
//! ```
//!
//! Records come chain by chain, in the order of their sequence. All headers of the books are there. Bodies may be left
//! out: those of records whose corrected time lies before `from_ms`, or at `to_ms` or after. Roster documents that change
//! (people, places, plans) are in no chain and not in the file, but for the facility's own.
//!
//! The last line counts the lines before it and hashes their bytes (`wingbook/export/v1`), so that a file cut short
//! shows. That alone proves nothing: whoever changes a line can hash anew. With the facility's signature over that hash
//! (`wingbook/sign/export/v1`) it proves that the file is to the byte what the facility's server wrote; not that the
//! server put everything into it.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{
    access::Book,
    canonical::{self, CanonicalError},
    digest::{Digest, Hashing, Purpose},
    signer::{KeyId, Signature, Signer},
    time::Millis,
};

/// The version of the form that this crate writes and reads.
pub const FORMAT: u64 = 1;

/// How long a line may be: a record may be 8 MB, its escapes and its receipt come on top.
pub const LINE_BYTES_MAX: usize = 16 << 20;

pub(super) const OPENING: &str = "wingbook_export";
pub(super) const CERTIFICATE: &str = "certificate";
pub(super) const RECORD: &str = "record";
pub(super) const RECEIPT: &str = "receipt";
pub(super) const END: &str = "end";

/// What the first line says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opening {
    /// Version of the form.
    pub v: u64,
    /// The facility's document, signed by its own key.
    pub facility: Value,
    /// The books whose records follow.
    pub books: Vec<Book>,
    /// From when on bodies are there; `None` from the beginning.
    pub from_ms: Option<Millis>,
    /// Until when (exclusive); `None` to the end.
    pub to_ms: Option<Millis>,
    /// When it was written, by the clock of whoever wrote it.
    pub made_ms: Millis,
    /// By which program.
    pub made_by: String,
}

impl Opening {
    /// Whether the body of a record of this time belongs into the export.
    pub fn wants_body(&self, corrected_ms: Millis) -> bool {
        self.from_ms.is_none_or(|from| corrected_ms >= from)
            && self.to_ms.is_none_or(|to| corrected_ms < to)
    }
}

/// What the last line says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct End {
    /// The lines before it.
    pub lines: u64,
    /// The hash of their bytes.
    pub digest: Digest,
    /// The facility's key, if it signed.
    pub key: Option<KeyId>,
    /// Its signature.
    pub signature: Option<Signature>,
}

/// Makes the lines of an export; whoever calls writes them.
#[derive(Debug)]
pub struct Writer {
    hashing: Hashing,
    lines: u64,
}

impl Writer {
    /// Begins an export: the writer, and the first line.
    ///
    /// # Errors
    /// When the facility's document has no canonical bytes.
    pub fn begin(opening: &Opening) -> Result<(Self, Vec<u8>), CanonicalError> {
        let mut writer = Self {
            hashing: Hashing::begin(Purpose::Export),
            lines: 0,
        };
        let line = writer.line(&json!({ OPENING: opening }))?;
        Ok((writer, line))
    }

    /// The line of a certificate.
    ///
    /// # Errors
    /// When the document has no canonical bytes.
    pub fn certificate(&mut self, document: &Value) -> Result<Vec<u8>, CanonicalError> {
        self.line(&json!({ CERTIFICATE: document }))
    }

    /// The line of a record: its document, and its receipt if there is one.
    ///
    /// # Errors
    /// When one of them has no canonical bytes.
    pub fn record(
        &mut self,
        document: &Value,
        receipt: Option<&Value>,
    ) -> Result<Vec<u8>, CanonicalError> {
        match receipt {
            Some(receipt) => self.line(&json!({ RECORD: document, RECEIPT: receipt })),
            None => self.line(&json!({ RECORD: document })),
        }
    }

    /// The last line, signed if the facility's key is at hand.
    ///
    /// # Errors
    /// Never in practice.
    pub fn end(mut self, facility: Option<&Signer>) -> Result<Vec<u8>, CanonicalError> {
        let digest = self.hashing.clone().end();
        let end = End {
            lines: self.lines,
            digest,
            key: facility.map(Signer::id),
            signature: facility.map(|facility| facility.sign(Purpose::Export, digest)),
        };
        self.line(&json!({ END: end }))
    }

    fn line(&mut self, value: &Value) -> Result<Vec<u8>, CanonicalError> {
        let mut line = canonical::to_bytes(value)?;
        line.push(b'\n');
        self.lines += 1;
        self.hashing.add(&line);
        Ok(line)
    }
}

/// Splits what is read piece by piece into lines.
#[derive(Debug, Default)]
pub struct Lines {
    held: Vec<u8>,
    at: usize,
    /// The rest of a line that is longer than any may be is passed over.
    is_too_long: bool,
}

impl Lines {
    /// Takes what was read next.
    pub fn push(&mut self, piece: &[u8]) {
        self.held.drain(..self.at);
        self.at = 0;
        self.held.extend_from_slice(piece);
    }

    /// The next whole line, without its line feed; `None` until more was read. Of a line that is too long only the
    /// beginning is given: it reads as nothing.
    pub fn next_line(&mut self) -> Option<&[u8]> {
        loop {
            let rest = self.held.get(self.at..).unwrap_or_default();
            let Some(length) = rest.iter().position(|byte| *byte == b'\n') else {
                if rest.len() <= LINE_BYTES_MAX {
                    return None;
                }
                let was_too_long = std::mem::replace(&mut self.is_too_long, true);
                let from = self.at;
                self.at = self.held.len();
                if was_too_long {
                    return None;
                }
                return self.held.get(from..from + LINE_BYTES_MAX);
            };
            let from = self.at;
            self.at += length + 1;
            if !std::mem::take(&mut self.is_too_long) {
                return self.held.get(from..from + length);
            }
        }
    }

    /// What stands after the last line feed.
    pub fn rest(&self) -> &[u8] {
        self.held.get(self.at..).unwrap_or_default()
    }
}
