//! Revisions that follow from content, so that the same change sent twice is one revision.
//!
//! A revision is `<generation>-<first 32 hexadecimal digits of SHA-256 over the canonical JSON>`, the document
//! taken without `_rev`, `_revisions` and `_attachments`. Records never change and are always generation 1; a
//! document that changes names its previous revision inside its signed part, so going back to an earlier value
//! is a new revision too.

use serde_json::Value;
use sha2::{Digest as _, Sha256};
use wingbook_record::canonical::{self, CanonicalError};

/// The members of a document that belong to replication, not to its content.
const ENVELOPE: [&str; 3] = ["_rev", "_revisions", "_attachments"];

/// The revision of a document's canonical bytes.
///
/// ```
/// let rev = wingbook_sync::revision::derive(1, br#"{"_id":"place:1"}"#);
/// assert_eq!(rev, "1-f82ddcd117fdcc757b253787054364e3");
/// ```
pub fn derive(generation: u64, canonical: &[u8]) -> String {
    let hash: [u8; 32] = Sha256::digest(canonical).into();
    format!("{generation}-{}", hex::encode(&hash[..16]))
}

/// The canonical bytes of a document's content.
///
/// # Errors
/// When the document leaves the canonical domain (a fraction, a key outside ASCII).
pub fn content_bytes(document: &Value) -> Result<Vec<u8>, CanonicalError> {
    let Some(members) = document.as_object() else {
        return canonical::to_bytes(document);
    };
    if !ENVELOPE.iter().any(|name| members.contains_key(*name)) {
        return canonical::to_bytes(document);
    }
    let mut content = members.clone();
    for name in ENVELOPE {
        content.remove(name);
    }
    canonical::to_bytes(&Value::Object(content))
}

/// Generation and hash of a revision, or `None` if it is none.
pub fn split(rev: &str) -> Option<(u64, &str)> {
    let (generation, hash) = rev.split_once('-')?;
    let generation = generation.parse().ok()?;
    (generation > 0 && !hash.is_empty()).then_some((generation, hash))
}

/// Which of a document's leaves every CouchDB shows: one that isn't deleted first, then the highest generation,
/// then the greatest hash. Leaves are `(revision, deleted)`.
pub fn winner<'a>(leaves: impl IntoIterator<Item = (&'a str, bool)>) -> Option<&'a str> {
    leaves
        .into_iter()
        .max_by_key(|(rev, deleted)| (!deleted, split(rev)))
        .map(|(rev, _)| rev)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_envelope_does_not_count() {
        let content = json!({"_id": "place:1", "value": {"name": "A-12", "order": 3}});
        let mut stored = content.clone();
        stored["_rev"] = json!("2-abc");
        stored["_revisions"] = json!({"start": 2, "ids": ["abc", "def"]});
        assert_eq!(content_bytes(&content), content_bytes(&stored));
        assert!(content_bytes(&json!({"_id": "x", "value": 1.5})).is_err());
    }

    #[test]
    fn parts() {
        let check = |rev: &str, expected| assert_eq!(split(rev), expected, "{rev}");
        check("3-f82d", Some((3, "f82d")));
        check("1-zz", Some((1, "zz")));
        check("0-f82d", None);
        check("f82d", None);
        check("1-", None);
    }

    #[test]
    fn winners() {
        let check = |leaves: &[(&str, bool)], expected| {
            assert_eq!(winner(leaves.iter().copied()), Some(expected), "{leaves:?}");
        };
        check(&[("1-a", false), ("2-a", false)], "2-a");
        check(&[("10-a", false), ("9-b", false)], "10-a");
        check(&[("2-a", false), ("2-b", false)], "2-b");
        check(&[("3-a", true), ("1-a", false)], "1-a");
        check(&[("3-a", true), ("4-a", true)], "4-a");
    }
}
