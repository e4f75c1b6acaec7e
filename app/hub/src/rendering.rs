//! A document as it goes out. The stored text is spliced, not parsed: a feed of 10,000 documents costs a copy.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use rusqlite::Connection;
use serde_json::{Value, json};

use crate::{
    revisions::{Path, Revision, Tree},
    store::{
        StoreError,
        blobs::{self, Attachment},
    },
};

/// What is told about a document besides its content.
#[derive(Debug, Clone, Default)]
pub struct Extras {
    /// `_revisions`, `_conflicts` and the like, already as JSON.
    members: Vec<(&'static str, Value)>,
}

impl Extras {
    /// Adds the ancestry.
    pub fn with_revisions(mut self, path: &Path) -> Self {
        let ids: Vec<&str> = path
            .revisions()
            .iter()
            .map(|revision| revision.hash.as_str())
            .collect();
        self.members.push((
            "_revisions",
            json!({"start": path.head().generation, "ids": ids}),
        ));
        self
    }

    /// Adds the other leaves, if there are any.
    pub fn with_conflicts(self, tree: &Tree) -> Self {
        self.with_leaves("_conflicts", tree, false)
    }

    /// Adds the other leaves that are tombstones, if there are any.
    pub fn with_deleted_conflicts(self, tree: &Tree) -> Self {
        self.with_leaves("_deleted_conflicts", tree, true)
    }

    fn with_leaves(mut self, key: &'static str, tree: &Tree, deleted: bool) -> Self {
        let leaves = tree.leaves();
        let others = leaves.iter().skip(1).filter(|leaf| leaf.deleted == deleted);
        let others: Vec<Value> = others
            .map(|leaf| Value::String(leaf.revision.to_string()))
            .collect();
        if !others.is_empty() {
            self.members.push((key, Value::Array(others)));
        }
        self
    }

    /// Adds what is known of each ancestor.
    pub fn with_revs_info(mut self, tree: &Tree, revision: &Revision) -> Self {
        let path = tree.path_of(revision);
        let infos = path.iter().flat_map(Path::revisions).map(|revision| {
            let node = tree.node(revision);
            let status = match node {
                Some(node) if node.deleted => "deleted",
                Some(node) if node.body.is_some() => "available",
                _ => "missing",
            };
            json!({"rev": revision.to_string(), "status": status})
        });
        let infos = infos.collect();
        self.members.push(("_revs_info", Value::Array(infos)));
        self
    }

    /// Adds the sequence of the newest change.
    pub fn with_local_seq(mut self, seq: i64) -> Self {
        self.members.push(("_local_seq", json!(seq)));
        self
    }
}

/// How attachments go out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AttachmentsAs {
    /// Names, types and digests.
    Stubs,
    /// With their bytes in base64.
    Inline,
    /// Announced: their bytes are parts of the same response.
    Following,
}

/// The `_attachments` member.
///
/// # Errors
/// When the bytes can't be read.
pub fn attachments_member(
    connection: &Connection,
    attachments: &[Attachment],
    how: AttachmentsAs,
) -> Result<Value, StoreError> {
    let mut members = serde_json::Map::new();
    for attachment in attachments {
        let mut member = json!({
            "content_type": attachment.content_type,
            "revpos": attachment.revpos,
            "digest": attachment.digest,
        });
        match how {
            AttachmentsAs::Stubs => {
                member["length"] = json!(attachment.length);
                member["stub"] = json!(true);
            }
            AttachmentsAs::Following => {
                member["length"] = json!(attachment.length);
                member["follows"] = json!(true);
            }
            AttachmentsAs::Inline => {
                member["data"] = json!(STANDARD.encode(blobs::bytes(connection, attachment.blob)?));
            }
        }
        members.insert(attachment.name.clone(), member);
    }
    Ok(Value::Object(members))
}

/// One revision of a document, ready to be written out.
pub struct Rendered<'a> {
    /// The document's id.
    pub id: &'a str,
    /// The revision's name.
    pub revision: &'a str,
    /// A tombstone.
    pub deleted: bool,
    /// Its content as stored.
    pub json: &'a str,
    /// `_attachments`, if it has any.
    pub attachments: Option<Value>,
    /// What else is told.
    pub extras: Extras,
}

impl Rendered<'_> {
    /// Appends the document as JSON text.
    pub fn write(&self, out: &mut String) {
        out.push_str("{\"_id\":");
        write_text(self.id, out);
        out.push_str(",\"_rev\":");
        write_text(self.revision, out);
        if self.deleted {
            out.push_str(",\"_deleted\":true");
        }
        for (key, value) in &self.extras.members {
            write_member(key, value, out);
        }
        if let Some(attachments) = &self.attachments {
            write_member("_attachments", attachments, out);
        }
        // The stored text is `{}` or `{"member":…}`.
        if self.json.len() > 2 {
            out.push(',');
            out.push_str(&self.json[1..]);
        } else {
            out.push('}');
        }
    }

    /// The document as JSON text of its own.
    pub fn to_text(&self) -> String {
        let mut out = String::with_capacity(self.json.len() + 128);
        self.write(&mut out);
        out
    }
}

fn write_member(key: &str, value: &Value, out: &mut String) {
    out.push_str(",\"");
    out.push_str(key);
    out.push_str("\":");
    out.push_str(&value.to_string());
}

/// Appends a text as a JSON string.
pub fn write_text(text: &str, out: &mut String) {
    let plain = text
        .bytes()
        .all(|byte| byte >= 0x20 && byte != b'"' && byte != b'\\');
    if plain {
        out.push('"');
        out.push_str(text);
        out.push('"');
    } else {
        out.push_str(&Value::String(text.to_owned()).to_string());
    }
}
