//! Reports that are sealed from the tablet to whoever may read them: to security (`intelligence`), and complaints and
//! ill-treatment (`protection`).
//!
//! A submission holds a whole record, signed by its author, as ciphertext. Outside stand a random id, a version and the
//! ids of the keys that open it: nothing that a server or the tablet keeps says who wrote it. It is written once. Whoever can open it passes its key on to readers who were certified later ([`PassedOn`]); how the ciphertext is
//! made is the vault's affair (`wingbook_vault::submission`).

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use thiserror::Error;

use crate::{
    canonical,
    digest::{Digest, Purpose},
    id::{EntryId, SubmissionId},
};

/// The version of the envelope that this crate writes.
pub const VERSION: u64 = 1;

/// The largest ciphertext, in bytes: sixteen times the longest report that a form lets in.
pub const SEALED_MAX: usize = 256 * 1024;

/// How many keys open one submission at most.
pub const READERS_MAX: usize = 256;

/// The longest wrapped key, in bytes.
pub const WRAPPED_MAX: usize = 256;

/// How many submissions one [`PassedOn`] speaks of at most.
pub const PASSED_ON_MAX: usize = 200;

/// The members of a submission's document. Any other would stand there in clear.
const MEMBERS: [&str; 5] = ["_id", "kind", "v", "sealed", "readers"];

/// Whether documents of this id are written once: they have one revision, and the same content again is what a lost answer
/// looks like.
pub fn is_written_once(document: &str) -> bool {
    let kind = document.split(':').next().unwrap_or_default();
    [EntryId::KIND, SubmissionId::KIND, PassedOn::KIND].contains(&kind)
}

/// Why a document is no submission.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SubmissionError {
    /// Something is missing, too large or of the wrong kind.
    #[error("shape: {0}")]
    Shape(&'static str),
    /// It was written by a newer app.
    #[error("it needs a newer app (envelope {0})")]
    NeedsNewerApp(u64),
}

/// A sealed report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    document: Value,
    id: SubmissionId,
    sealed: Vec<u8>,
    readers: Vec<(String, Vec<u8>)>,
    digest: Digest,
}

impl Submission {
    /// Puts what the vault sealed into its envelope. `readers`: wrapped keys by the id of the key that unwraps them.
    ///
    /// # Errors
    /// [`SubmissionError::Shape`] when it is larger than any server takes.
    pub fn make(
        id: SubmissionId,
        sealed: &[u8],
        readers: &[(String, Vec<u8>)],
    ) -> Result<Self, SubmissionError> {
        let readers: Map<String, Value> = readers
            .iter()
            .map(|(reader, wrapped)| (reader.clone(), hex::encode(wrapped).into()))
            .collect();
        Self::read(json!({
            "_id": id.document(),
            "kind": SubmissionId::KIND,
            "v": VERSION,
            "sealed": hex::encode(sealed),
            "readers": readers,
        }))
    }

    /// Reads a document. Members that begin with `_` other than `_id` belong to the backend and are left out.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(mut document: Value) -> Result<Self, SubmissionError> {
        let shape = SubmissionError::Shape;
        let members = document.as_object_mut().ok_or(shape("not an object"))?;
        members.retain(|key, _| key == "_id" || !key.starts_with('_'));
        match members.get("v").and_then(Value::as_u64) {
            Some(VERSION) => {}
            Some(newer) if newer > VERSION => return Err(SubmissionError::NeedsNewerApp(newer)),
            _ => return Err(shape("no version")),
        }
        if members.keys().any(|key| !MEMBERS.contains(&key.as_str())) {
            return Err(shape("a member that would stand there in clear"));
        }
        let text = |name: &str| members.get(name).and_then(Value::as_str);
        if text("kind") != Some(SubmissionId::KIND) {
            return Err(shape("another kind"));
        }
        let id = text("_id")
            .and_then(SubmissionId::from_document)
            .filter(|id| text("_id") == Some(&id.document()))
            .ok_or(shape("no id"))?;
        let sealed = text("sealed")
            .and_then(|hex| bytes(hex, SEALED_MAX))
            .ok_or(shape("no ciphertext, or one that is too long"))?;
        let readers = members
            .get("readers")
            .and_then(Value::as_object)
            .ok_or(shape("no readers"))?;
        let readers = read_wrapped(readers).ok_or(shape("a reader's key that is none"))?;
        if readers.is_empty() || readers.len() > READERS_MAX {
            return Err(shape("nobody could open it, or too many"));
        }
        let canonical = canonical::to_bytes(&document).map_err(|_| shape("no canonical bytes"))?;
        Ok(Self {
            id,
            sealed,
            readers,
            digest: Digest::of(Purpose::Submission, &canonical),
            document,
        })
    }

    /// Its random id.
    pub fn id(&self) -> SubmissionId {
        self.id
    }

    /// The ciphertext.
    pub fn sealed(&self) -> &[u8] {
        &self.sealed
    }

    /// Wrapped keys by the id of the key that unwraps them.
    pub fn readers(&self) -> &[(String, Vec<u8>)] {
        &self.readers
    }

    /// What a receipt names.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// The whole document, as received or made.
    pub fn document(&self) -> &Value {
        &self.document
    }
}

/// Keys of submissions, passed on by somebody who could open them to one more key: of a colleague, or of one's own on
/// another tablet. A signed document of its own, for a submission is written once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassedOn {
    /// The id of the key that unwraps them.
    pub reader: String,
    /// The wrapped keys in hexadecimal, by submission.
    pub keys: Map<String, Value>,
}

impl PassedOn {
    /// What stands before the colon in the ids of such documents.
    pub const KIND: &'static str = "passed_on";

    /// Whether its shape is one: as many as allowed, each a wrapped key.
    pub fn is_sound(&self) -> bool {
        is_reader(&self.reader)
            && (1..=PASSED_ON_MAX).contains(&self.keys.len())
            && self.wrapped().count() == self.keys.len()
    }

    /// The wrapped keys, as bytes. What is none is left out.
    pub fn wrapped(&self) -> impl Iterator<Item = (SubmissionId, Vec<u8>)> {
        let read = |(id, wrapped): (&String, &Value)| {
            Some((id.parse().ok()?, bytes(wrapped.as_str()?, WRAPPED_MAX)?))
        };
        self.keys.iter().filter_map(read)
    }
}

fn read_wrapped(readers: &Map<String, Value>) -> Option<Vec<(String, Vec<u8>)>> {
    let read = |(reader, wrapped): (&String, &Value)| {
        let wrapped = bytes(wrapped.as_str()?, WRAPPED_MAX)?;
        is_reader(reader).then(|| (reader.clone(), wrapped))
    };
    readers.iter().map(read).collect()
}

/// The id of a public key, as the vault gives it: 16 bytes in hexadecimal.
fn is_reader(id: &str) -> bool {
    id.len() == 32 && bytes(id, 16).is_some()
}

/// Bytes in lower-case hexadecimal: one way of writing them, so that a document has one hash.
fn bytes(text: &str, longest: usize) -> Option<Vec<u8>> {
    let is_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    if text.is_empty() || text.len() > 2 * longest || !text.bytes().all(is_hex) {
        return None;
    }
    hex::decode(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::Uuid;

    fn made() -> Submission {
        let readers = [("ab".repeat(16), vec![1; 105])];
        Submission::make(SubmissionId(Uuid::from_u128(7)), &[9; 300], &readers).unwrap()
    }

    #[test]
    fn what_was_made_reads_back_equal() {
        let made = made();
        let mut document = made.document().clone();
        document["_rev"] = "1-aa".into();
        assert_eq!(Submission::read(document), Ok(made));
    }

    #[test]
    fn nothing_else_stands_beside_the_ciphertext() {
        let check = |member: &str, value: Value, expected: &str| {
            let mut document = made().document().clone();
            document[member] = value;
            let error = Submission::read(document).unwrap_err().to_string();
            assert!(error.contains(expected), "{member}: {error}");
        };
        check("author", "somebody".into(), "in clear");
        check("edited", json!({"author": "somebody"}), "in clear");
        check("v", 2.into(), "newer app (envelope 2)");
        check("v", Value::Null, "no version");
        check("kind", "entry".into(), "another kind");
        check("_id", "submission:7".into(), "no id");
        check("sealed", "ABCD".into(), "no ciphertext");
        check("sealed", "abc".into(), "no ciphertext");
        check(
            "sealed",
            "ab".repeat(SEALED_MAX + 1).into(),
            "no ciphertext",
        );
        check("readers", json!({}), "nobody");
        check("readers", json!({"ab": "cd"}), "a reader's key");
        check("readers", json!({"ab".repeat(16): 7}), "a reader's key");
        let too_many: Map<String, Value> = (0..=READERS_MAX)
            .map(|at| (format!("{at:032x}"), "ab".into()))
            .collect();
        check("readers", too_many.into(), "too many");
    }

    #[test]
    fn keys_that_are_passed_on() {
        let id = |at: u128| Uuid::from_u128(at).to_string();
        let one = |wrapped: &str| PassedOn {
            reader: "ab".repeat(16),
            keys: Map::from_iter([(id(7), wrapped.into())]),
        };
        assert!(one("abcd").is_sound());
        assert!(!one("").is_sound());
        assert!(!one(&"ab".repeat(WRAPPED_MAX + 1)).is_sound());
        let nobody = PassedOn {
            reader: "somebody".to_owned(),
            ..one("abcd")
        };
        assert!(!nobody.is_sound());
        let of_another_kind = PassedOn {
            keys: Map::from_iter([("somebody".to_owned(), "abcd".into())]),
            ..one("abcd")
        };
        assert!(!of_another_kind.is_sound());
        let keys = (0..=PASSED_ON_MAX as u128)
            .map(|at| (id(at), "ab".into()))
            .collect();
        let too_many = PassedOn {
            keys,
            ..one("abcd")
        };
        assert!(!too_many.is_sound());
    }
}
