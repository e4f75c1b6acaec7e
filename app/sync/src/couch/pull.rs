//! The change feed: pages of documents, their rival leaves, and waiting for the next change.

use serde_json::{Value, json};
use wingbook_record::access::Book;

use super::{
    Couch, TIMEOUT_MS,
    answers::{bulk_get_documents, take_list},
    encode, json,
};
use crate::{
    backend::{Change, Cursor, Leaf, Page, Told, revision_of},
    fault::{BackendError, Fault},
    transport::{Method, Transport},
};

/// How much longer than the server the tablet waits in a long poll, so that the server ends it.
const LONG_POLL_GRACE_MS: u32 = 10_000;

fn since(cursor: Option<&Cursor>) -> String {
    cursor.map_or_else(|| "0".to_owned(), |cursor| encode(&cursor.0))
}

/// `last_seq` as it goes back into `since`: a string as it stands, anything else as JSON.
fn cursor_of(last_seq: Value) -> Cursor {
    Cursor(match last_seq {
        Value::String(text) => text,
        other => other.to_string(),
    })
}

/// A row of the feed, or `None` if it is none of ours.
fn change_of(mut row: Value) -> Option<Change> {
    let id = row.get("id")?.as_str()?.to_owned();
    // Design documents are the server's own affair.
    if id.starts_with('_') {
        return None;
    }
    let mut leaves: Vec<String> = Vec::new();
    for change in row.get("changes")?.as_array()? {
        leaves.push(change.get("rev")?.as_str()?.to_owned());
    }
    let document = row.get_mut("doc").map(Value::take).filter(Value::is_object);
    let winner = document.as_ref().and_then(revision_of);
    if let Some(at) = leaves.iter().position(|rev| Some(rev.as_str()) == winner) {
        leaves.swap(0, at);
    }
    let documents = document.into_iter().collect();
    Some(Change {
        id,
        leaves,
        documents,
    })
}

impl<T: Transport> Couch<T> {
    pub(super) async fn pull_page(
        &self,
        book: Book,
        cursor: Option<&Cursor>,
        limit: u32,
        timeout_ms: u32,
    ) -> Result<Page, BackendError> {
        // With `seq_interval` a CouchDB cluster computes one sequence for the page instead of one for each row.
        let path = format!(
            "{}/_changes?style=all_docs&include_docs=true&limit={limit}&seq_interval={limit}&since={}",
            self.book_path(book),
            since(cursor),
        );
        let response = self.ask(Method::Get, path, None, timeout_ms).await?;
        let mut answer = json(&response)?;
        let (Some(rows), Some(last_seq)) = (
            take_list(&mut answer, "results"),
            answer.get_mut("last_seq").map(Value::take),
        ) else {
            return Err(BackendError::of_body(&response));
        };
        let pending = answer.get("pending").and_then(Value::as_u64);
        let count = rows.len();
        // PouchDB servers don't say what is pending: there a full page means that there may be more.
        let more = count > 0 && pending.map_or(count as u64 >= u64::from(limit), |left| left > 0);
        Ok(Page {
            changes: rows.into_iter().filter_map(change_of).collect(),
            cursor: cursor_of(last_seq),
            pending,
            more,
            bytes: response.body.len(),
        })
    }

    pub(super) async fn fetch_leaves(
        &self,
        book: Book,
        leaves: &[Leaf],
    ) -> Result<Vec<Value>, BackendError> {
        let wanted: Vec<Value> = leaves
            .iter()
            .map(|leaf| json!({"id": leaf.id, "rev": leaf.rev}))
            .collect();
        let path = format!("{}/_bulk_get", self.book_path(book));
        let response = self.post(path, &json!({"docs": wanted})).await?;
        Ok(bulk_get_documents(json(&response)?))
    }

    pub(super) async fn missing_revisions(
        &self,
        book: Book,
        leaves: &[Leaf],
    ) -> Result<Vec<bool>, BackendError> {
        let mut question = serde_json::Map::new();
        for leaf in leaves {
            let revs = question.entry(leaf.id.clone()).or_insert_with(|| json!([]));
            if let Some(revs) = revs.as_array_mut() {
                revs.push(json!(leaf.rev));
            }
        }
        let path = format!("{}/_revs_diff", self.book_path(book));
        let response = self.post(path, &Value::Object(question)).await?;
        let answer = json(&response)?;
        let Some(answer) = answer.as_object() else {
            return Err(BackendError::of_body(&response));
        };
        let lacks = |leaf: &Leaf| {
            let missing = answer.get(&leaf.id).and_then(|row| row.get("missing"));
            let missing = missing.and_then(Value::as_array);
            missing.is_some_and(|revs| revs.iter().any(|rev| rev.as_str() == Some(&leaf.rev)))
        };
        Ok(leaves.iter().map(lacks).collect())
    }

    pub(super) async fn long_poll(
        &self,
        book: Book,
        cursor: Option<&Cursor>,
        timeout_ms: u32,
    ) -> Result<Told, BackendError> {
        let path = format!(
            "{}/_changes?feed=longpoll&style=all_docs&limit=1&timeout={timeout_ms}&since={}",
            self.book_path(book),
            since(cursor),
        );
        let patience_ms = timeout_ms.max(TIMEOUT_MS) + LONG_POLL_GRACE_MS;
        let response = match self.ask(Method::Get, path, None, patience_ms).await {
            Ok(response) => response,
            // Some servers know no `timeout`: then giving up is how a quiet wait ends.
            Err(error) if error.fault == Fault::Timeout => return Ok(Told::Nothing),
            Err(error) => return Err(error),
        };
        let answer = json(&response)?;
        match answer.get("results").and_then(Value::as_array) {
            Some(rows) if rows.is_empty() => Ok(Told::Nothing),
            Some(_) => Ok(Told::Changed),
            None => Err(BackendError::of_body(&response)),
        }
    }
}
