//! A document as it arrives: the members that belong to the protocol taken apart from its content.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};
use thiserror::Error;
use wingbook_record::canonical;

use crate::revisions::{Path, Revision, RevisionSyntax};

/// How long a document's id may be. CouchDB knows no limit; an index row should.
const ID_BYTES_MAX: usize = 512;

/// How large a document may be as JSON text, attachments apart (CouchDB's default).
pub const DOCUMENT_BYTES_MAX: usize = 8_000_000;

/// Why a request's document can't be taken apart.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DocumentError {
    /// It is no JSON object.
    #[error("Document must be a JSON object")]
    NotAnObject,
    /// A revision is not `<generation>-<hash>`.
    #[error("Invalid rev format")]
    Revision,
    /// It builds upon the last revision that there can be.
    #[error("the document has no further revision: its number is the highest there is")]
    LastRevision,
    /// Its id can't be one.
    #[error("{0}")]
    Id(&'static str),
    /// A member that begins with `_` and is no part of the protocol.
    #[error("Bad special document member: {0}")]
    Member(String),
    /// An attachment that can't be read.
    #[error("the attachment {0} can't be read")]
    Attachment(String),
    /// Larger than [`DOCUMENT_BYTES_MAX`].
    #[error("the document {0} is too large")]
    TooLarge(String),
}

impl From<RevisionSyntax> for DocumentError {
    fn from(_: RevisionSyntax) -> Self {
        Self::Revision
    }
}

/// Where an attachment's bytes come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// They came along.
    Bytes(Vec<u8>),
    /// The store has them, from an earlier revision.
    Stub,
    /// They are in a later part of the same request.
    Follows,
}

/// An attachment as it arrives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAttachment {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub content_type: String,
    /// The generation in which it came, where the sender knows.
    pub revpos: Option<u64>,
    /// Its bytes.
    pub source: Source,
}

/// A document, taken apart.
#[derive(Debug, Clone, PartialEq)]
pub struct NewDocument {
    /// Its id, if it has one.
    pub id: Option<String>,
    /// The revision that it is (replicated) or builds upon (edited).
    pub revision: Option<Revision>,
    /// Its ancestry, newest first.
    pub path: Option<Path>,
    /// A tombstone.
    pub deleted: bool,
    /// Its attachments.
    pub attachments: Vec<NewAttachment>,
    /// Its content.
    pub members: Map<String, Value>,
}

impl NewDocument {
    /// Takes a document apart.
    ///
    /// # Errors
    /// What in it can't be read.
    pub fn read(value: Value) -> Result<Self, DocumentError> {
        let Value::Object(all) = value else {
            return Err(DocumentError::NotAnObject);
        };
        let mut document = Self {
            id: None,
            revision: None,
            path: None,
            deleted: false,
            attachments: Vec::new(),
            members: Map::new(),
        };
        for (key, value) in all {
            if key.starts_with('_') {
                document.read_special(key, value)?;
            } else {
                document.members.insert(key, value);
            }
        }
        Ok(document)
    }

    fn read_special(&mut self, key: String, value: Value) -> Result<(), DocumentError> {
        match key.as_str() {
            "_id" => {
                let id = value
                    .as_str()
                    .ok_or(DocumentError::Id("Document id must be a string"))?;
                check_id(id)?;
                self.id = Some(id.to_owned());
            }
            "_rev" => {
                // An empty `_rev` is what some clients send for a first revision.
                let text = value.as_str().ok_or(DocumentError::Revision)?;
                self.revision = if text.is_empty() {
                    None
                } else {
                    Some(text.parse()?)
                };
            }
            "_revisions" => self.path = Some(read_path(&value)?),
            "_deleted" => self.deleted = value.as_bool().unwrap_or(false),
            "_attachments" => self.attachments = read_attachments(value)?,
            // What a reader was given about the document and sends back with it.
            "_conflicts" | "_deleted_conflicts" | "_revs_info" | "_local_seq" | "_revs_limit" => {}
            _ => return Err(DocumentError::Member(key)),
        }
        Ok(())
    }

    /// The revision with its ancestry, as a replicating sender names it.
    ///
    /// # Errors
    /// When it names none.
    pub fn replicated_path(&self) -> Result<Path, DocumentError> {
        match (&self.path, &self.revision) {
            (Some(path), None) => Ok(path.clone()),
            (Some(path), Some(revision)) if path.head() == revision => Ok(path.clone()),
            // The ancestry of another revision says nothing of this one.
            (Some(_), Some(_)) => Err(DocumentError::Revision),
            (None, Some(revision)) => Ok(Path::alone(revision.clone())),
            (None, None) => Err(DocumentError::Revision),
        }
    }

    /// The content as JSON text.
    ///
    /// # Errors
    /// When it is larger than a document may be.
    pub fn json(&self) -> Result<String, DocumentError> {
        let text = serde_json::to_string(&self.members).map_err(|_| DocumentError::NotAnObject)?;
        if text.len() > DOCUMENT_BYTES_MAX {
            return Err(DocumentError::TooLarge(self.id.clone().unwrap_or_default()));
        }
        Ok(text)
    }

    /// The document as a reader would get it, without the protocol's members but its id.
    pub fn content(&self) -> Value {
        let mut members = self.members.clone();
        if let Some(id) = &self.id {
            members.insert("_id".into(), Value::String(id.clone()));
        }
        Value::Object(members)
    }

    /// The revision's hash of a document of a book: the first half of the SHA-256 of its canonical content,
    /// so that tablet and hub name the same content alike. `None` where there are no canonical bytes.
    pub fn book_hash(&self) -> Option<String> {
        let mut content = self.content();
        if self.deleted {
            content["_deleted"] = Value::Bool(true);
        }
        let bytes = canonical::to_bytes(&content).ok()?;
        Some(hex::encode(&Sha256::digest(bytes)[..16]))
    }

    /// The revision's hash of a document elsewhere: its parent counts too, so that two branches that end
    /// alike stay two.
    pub fn general_hash(&self, parent: Option<&Revision>, attachments: &[String]) -> String {
        let mut hasher = Sha256::new();
        let parent = parent.map(ToString::to_string).unwrap_or_default();
        let deleted = if self.deleted { "deleted" } else { "" };
        let attachments = attachments.iter().map(String::as_str);
        for part in [parent.as_str(), deleted].into_iter().chain(attachments) {
            hasher.update(part.as_bytes());
            hasher.update([0]);
        }
        hasher.update(self.content().to_string().as_bytes());
        hex::encode(&hasher.finalize()[..16])
    }
}

/// Whether a text can be a document's id.
///
/// # Errors
/// Why it can't.
pub fn check_id(id: &str) -> Result<(), DocumentError> {
    if id.is_empty() {
        Err(DocumentError::Id("Document id must not be empty"))
    } else if id.len() > ID_BYTES_MAX {
        Err(DocumentError::Id("Document id is too long"))
    } else if id.starts_with('_') && !id.starts_with("_design/") && !id.starts_with("_local/") {
        Err(DocumentError::Id(
            "Only reserved document ids may start with underscore.",
        ))
    } else {
        Ok(())
    }
}

fn read_path(value: &Value) -> Result<Path, DocumentError> {
    let start = value
        .get("start")
        .and_then(Value::as_u64)
        .ok_or(DocumentError::Revision)?;
    let ids = value
        .get("ids")
        .and_then(Value::as_array)
        .ok_or(DocumentError::Revision)?;
    let ids: Option<Vec<String>> = ids
        .iter()
        .map(|id| id.as_str().map(str::to_owned))
        .collect();
    Ok(Path::from_ids(start, &ids.ok_or(DocumentError::Revision)?)?)
}

fn read_attachments(value: Value) -> Result<Vec<NewAttachment>, DocumentError> {
    let Value::Object(all) = value else {
        return Err(DocumentError::Attachment("_attachments".into()));
    };
    let mut attachments = Vec::with_capacity(all.len());
    for (name, value) in all {
        let bad = || DocumentError::Attachment(name.clone());
        let flag = |key: &str| value.get(key).and_then(Value::as_bool).unwrap_or(false);
        let source = match value.get("data").and_then(Value::as_str) {
            Some(data) => Source::Bytes(STANDARD.decode(data).map_err(|_| bad())?),
            None if flag("follows") => Source::Follows,
            None if flag("stub") => Source::Stub,
            None => return Err(bad()),
        };
        let content_type = value.get("content_type").and_then(Value::as_str);
        let content_type = content_type
            .unwrap_or("application/octet-stream")
            .to_owned();
        // It is sent in a header when the attachment is fetched alone.
        if name.starts_with('_')
            || content_type
                .bytes()
                .any(|byte| !(0x20..0x7f).contains(&byte))
        {
            return Err(bad());
        }
        let revpos = value.get("revpos").and_then(Value::as_u64);
        attachments.push(NewAttachment {
            name,
            content_type,
            revpos,
            source,
        });
    }
    Ok(attachments)
}
