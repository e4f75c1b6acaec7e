//! A record: one author, one tablet, one moment, one form version, its answers.
//!
//! It is a small signed, chained [`Header`] over the hash of its salted [`Body`]. The document as received is
//! kept beside what was read from it: what this version does not know is carried, hashed and shown to the
//! next version, never dropped. A body may lawfully go later; the header stays and the chain still verifies.

mod kept;

pub use kept::Kept;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use thiserror::Error;

use crate::{
    access::Book,
    canonical::{self, CanonicalError},
    digest::{Digest, Purpose, parse_hex},
    id::{ChainId, DeviceId, EntryId, PersonId, PlaceId},
    signer::{KeyId, PublicKey, Signature, Signer},
    time::{Millis, Occurred, Recorded},
};

/// The version of the envelope that this crate writes.
pub const VERSION: u32 = 1;

/// What stays for ever.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// Version of the envelope.
    pub v: u32,
    /// The record's own id.
    pub id: EntryId,
    /// The book that it stands in.
    pub book: Book,
    /// The chain: one per book and life of a vault.
    pub chain: ChainId,
    /// Its place in the chain, from 1.
    pub seq: u64,
    /// Hash of the header before it; `None` for the first.
    pub prev: Option<Digest>,
    /// The form's id.
    pub form: String,
    /// The form's version, kept for ever.
    pub form_version: String,
    /// Who wrote it.
    pub author: PersonId,
    /// The tablet.
    pub device: DeviceId,
    /// The author's key on that tablet.
    pub key: KeyId,
    /// What the clocks said.
    pub recorded: Recorded,
    /// The app's version and build.
    pub app: String,
    /// Made in practice mode: shown only there, never counted, never sent.
    pub practice: bool,
    /// Hash of the body.
    pub body: Digest,
}

impl Header {
    /// The order on screen: offset-corrected time, then chain and sequence.
    pub fn order(&self) -> (Millis, ChainId, u64) {
        (self.recorded.corrected_ms(), self.chain, self.seq)
    }
}

/// A person as they were when the record was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonThen {
    /// Who.
    pub id: PersonId,
    /// Full name.
    pub name: String,
    /// Prisoner or staff number.
    #[serde(default)]
    pub number: Option<String>,
    /// Where, in words.
    #[serde(default)]
    pub place: Option<String>,
    /// Birth date or year, as far as known.
    #[serde(default)]
    pub born: Option<String>,
}

/// A place as it was called when the record was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceThen {
    /// Which.
    pub id: PlaceId,
    /// Its full name, from the wing down.
    pub name: String,
}

/// How a record came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// Written as it happened.
    Live,
    /// Written later from memory.
    Late,
    /// Copied from a sheet of paper.
    Paper,
    /// Taken over from another system.
    Imported,
}

/// What a correction does to the record that it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Amends {
    /// Replaces its answers.
    Correct,
    /// Moves it to the person who was meant.
    WrongPerson,
    /// Takes it back.
    Withdraw,
}

/// The link from a correction to the record that it corrects.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// The record, in the same book.
    pub entry: EntryId,
    /// What happens to it.
    pub how: Amends,
    /// Why, in the author's words.
    pub reason: String,
}

/// What may lawfully be removed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// 16 random bytes, so that a short body can't be guessed from its hash; 32 hexadecimal digits.
    pub salt: String,
    /// The people it is about, as they were.
    #[serde(default)]
    pub people: Vec<PersonThen>,
    /// The places it is about, as they were.
    #[serde(default)]
    pub places: Vec<PlaceThen>,
    /// When it happened.
    pub occurred: Occurred,
    /// How it came about.
    pub origin: Origin,
    /// What it corrects.
    #[serde(default)]
    pub corrects: Option<Correction>,
    /// Answers by question name.
    pub answers: Map<String, Value>,
}

/// Why a document is no valid record.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum EntryError {
    /// Something is missing or of the wrong kind.
    #[error("shape: {0}")]
    Shape(String),
    /// Written by a newer version: kept untouched, not read.
    #[error("version: written by a newer app ({0})")]
    NeedsNewerApp(u32),
    /// It has no canonical bytes.
    #[error("bytes: {0}")]
    Bytes(#[from] CanonicalError),
    /// The body is not the one whose hash the header carries.
    #[error("body: does not match the hash in its header")]
    BodyHash,
    /// The signature does not fit the header and key.
    #[error("signature: does not fit the header")]
    Signature,
    /// The document's id is not the header's.
    #[error("id: the document is filed under another id")]
    Id,
}

/// A record with the document that it was read from.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    document: Value,
    header: Header,
    header_digest: Digest,
    body: Option<Body>,
    signature: Signature,
}

/// What a new record says; the chain and the clocks come from the vault.
#[derive(Debug, Clone)]
pub struct Draft {
    /// Its id, made by the caller (UUIDv7).
    pub id: EntryId,
    /// The book.
    pub book: Book,
    /// The form's id.
    pub form: String,
    /// The form's version.
    pub form_version: String,
    /// Who writes.
    pub author: PersonId,
    /// On which tablet.
    pub device: DeviceId,
    /// The clocks.
    pub recorded: Recorded,
    /// Version and build of the app.
    pub app: String,
    /// Practice mode.
    pub practice: bool,
    /// The body, its salt freshly random.
    pub body: Body,
}

/// The end of a chain: what the next record continues.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The chain.
    pub chain: ChainId,
    /// The number of records in it.
    pub seq: u64,
    /// Hash of the last header; `None` while it is empty.
    pub digest: Option<Digest>,
}

impl Head {
    /// A chain without records.
    pub fn empty(chain: ChainId) -> Self {
        Self {
            chain,
            seq: 0,
            digest: None,
        }
    }
}

impl Draft {
    /// Hashes, chains and signs: the record, and the head that it leaves.
    ///
    /// # Errors
    /// When an answer has no canonical bytes (a float, a key outside ASCII).
    pub fn seal(self, head: Head, signer: &Signer) -> Result<(Entry, Head), EntryError> {
        let body = to_value(&self.body)?;
        let header = Header {
            v: VERSION,
            id: self.id,
            book: self.book,
            chain: head.chain,
            seq: head.seq + 1,
            prev: head.digest,
            form: self.form,
            form_version: self.form_version,
            author: self.author,
            device: self.device,
            key: signer.id(),
            recorded: self.recorded,
            app: self.app,
            practice: self.practice,
            body: Digest::of(Purpose::Body, &canonical::to_bytes(&body)?),
        };
        let header_value = to_value(&header)?;
        let header_digest = Digest::of(Purpose::Header, &canonical::to_bytes(&header_value)?);
        let signature = signer.sign(Purpose::Header, header_digest);
        let document = json!({
            "_id": self.id.document(),
            "kind": EntryId::KIND,
            "header": header_value,
            "body": body,
            "signature": signature.to_string(),
        });
        let next = Head {
            chain: head.chain,
            seq: header.seq,
            digest: Some(header_digest),
        };
        let entry = Entry {
            document,
            header,
            header_digest,
            body: Some(self.body),
            signature,
        };
        Ok((entry, next))
    }
}

fn to_value<T: Serialize>(value: &T) -> Result<Value, EntryError> {
    serde_json::to_value(value).map_err(|error| EntryError::Shape(error.to_string()))
}

impl Entry {
    /// Reads a document: shape, id and body hash are checked, the signature is not (see [`Entry::verify`]).
    /// Members that begin with `_` other than `_id` belong to the backend and are left out.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(mut document: Value) -> Result<Self, EntryError> {
        let members = document
            .as_object_mut()
            .ok_or_else(|| EntryError::Shape("not an object".into()))?;
        members.retain(|key, _| key == "_id" || !key.starts_with('_'));
        let header_value = members
            .get("header")
            .ok_or_else(|| EntryError::Shape("no header".into()))?;
        match header_value.get("v").and_then(Value::as_u64) {
            Some(1) => {}
            Some(newer) => {
                return Err(EntryError::NeedsNewerApp(
                    u32::try_from(newer).unwrap_or(u32::MAX),
                ));
            }
            None => return Err(EntryError::Shape("no version".into())),
        }
        let header = Header::deserialize(header_value)
            .map_err(|error| EntryError::Shape(format!("header: {error}")))?;
        let header_digest = Digest::of(Purpose::Header, &canonical::to_bytes(header_value)?);
        if members.get("_id").and_then(Value::as_str) != Some(header.id.document().as_str()) {
            return Err(EntryError::Id);
        }
        let signature = members
            .get("signature")
            .and_then(Value::as_str)
            .and_then(parse_hex)
            .map(Signature)
            .ok_or_else(|| EntryError::Shape("no signature".into()))?;
        let body = match members.get("body") {
            None => None,
            Some(value) => {
                if Digest::of(Purpose::Body, &canonical::to_bytes(value)?) != header.body {
                    return Err(EntryError::BodyHash);
                }
                let body = Body::deserialize(value)
                    .map_err(|error| EntryError::Shape(format!("body: {error}")))?;
                Some(body)
            }
        };
        Ok(Self {
            document,
            header,
            header_digest,
            body,
            signature,
        })
    }

    /// Checks the signature against the key that the header names.
    ///
    /// # Errors
    /// [`EntryError::Signature`] if the key is another one or the signature does not fit.
    pub fn verify(&self, key: &PublicKey) -> Result<(), EntryError> {
        if key.id() == self.header.key
            && key.verifies(Purpose::Header, self.header_digest, &self.signature)
        {
            Ok(())
        } else {
            Err(EntryError::Signature)
        }
    }

    /// The header.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The record's id.
    pub fn id(&self) -> EntryId {
        self.header.id
    }

    /// The hash that the next header of the chain carries, and a receipt.
    pub fn header_digest(&self) -> Digest {
        self.header_digest
    }

    /// The body, unless it was lawfully removed.
    pub fn body(&self) -> Option<&Body> {
        self.body.as_ref()
    }

    /// The whole document, as received or made.
    pub fn document(&self) -> &Value {
        &self.document
    }

    /// The whole document, given up.
    pub fn into_document(self) -> Value {
        self.document
    }

    /// The answers, if the body is there.
    pub fn answers(&self) -> Option<&Map<String, Value>> {
        self.body.as_ref().map(|body| &body.answers)
    }

    /// An answer that is a text.
    pub fn text(&self, question: &str) -> Option<&str> {
        self.answers()?.get(question)?.as_str()
    }
}

#[cfg(test)]
mod tests;
