//! The shapes of CouchDB's answers, read leniently: unknown members are ignored, missing ones are empty.

use serde_json::Value;

/// A list inside an answer, taken out of it.
pub(super) fn take_list(answer: &mut Value, name: &str) -> Option<Vec<Value>> {
    match answer.get_mut(name)?.take() {
        Value::Array(list) => Some(list),
        _ => None,
    }
}

/// The `{"ok": document}` members of a `_bulk_get` answer. Errors (missing, forbidden) are simply not there.
pub(super) fn bulk_get_documents(mut answer: Value) -> Vec<Value> {
    let mut documents = Vec::new();
    for mut result in take_list(&mut answer, "results").unwrap_or_default() {
        for mut row in take_list(&mut result, "docs").unwrap_or_default() {
            if let Some(document) = row.get_mut("ok") {
                documents.push(document.take());
            }
        }
    }
    documents
}
