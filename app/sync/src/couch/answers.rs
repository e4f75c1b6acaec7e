//! The shapes of CouchDB's answers, read leniently: unknown members are ignored, missing ones are empty.

use serde::Deserialize;
use serde_json::Value;

/// A page of `_changes`.
#[derive(Debug, Deserialize)]
pub(super) struct Feed {
    pub(super) results: Vec<FeedRow>,
    pub(super) last_seq: Value,
    #[serde(default)]
    pub(super) pending: Option<u64>,
}

/// A changed document in the feed.
#[derive(Debug, Deserialize)]
pub(super) struct FeedRow {
    pub(super) id: String,
    pub(super) changes: Vec<FeedRevision>,
    #[serde(default)]
    pub(super) doc: Option<Value>,
}

/// One of its leaves.
#[derive(Debug, Deserialize)]
pub(super) struct FeedRevision {
    pub(super) rev: String,
}

/// The `{"ok": document}` members of a `_bulk_get` answer. Errors (missing, forbidden) are simply not there.
pub(super) fn bulk_get_documents(mut answer: Value) -> Vec<Value> {
    let Some(results) = answer.get_mut("results").and_then(Value::as_array_mut) else {
        return Vec::new();
    };
    let mut documents = Vec::with_capacity(results.len());
    for result in results {
        let Some(rows) = result.get_mut("docs").and_then(Value::as_array_mut) else {
            continue;
        };
        documents.extend(
            rows.iter_mut()
                .filter_map(|row| row.get_mut("ok"))
                .map(Value::take),
        );
    }
    documents
}
