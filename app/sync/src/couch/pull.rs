//! The change feed: pages of documents, their rival leaves, and waiting for the next change.

use serde_json::{Value, json};
use wingbook_record::access::Book;

use super::{
    Couch, TIMEOUT_MS,
    answers::{Feed, FeedRow, bulk_get_documents},
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

fn change_of(row: FeedRow) -> Option<Change> {
    // Design documents are the server's own affair.
    if row.id.starts_with('_') {
        return None;
    }
    let mut leaves: Vec<String> = row.changes.into_iter().map(|change| change.rev).collect();
    let winner = row.doc.as_ref().and_then(revision_of);
    if let Some(at) = leaves.iter().position(|rev| Some(rev.as_str()) == winner) {
        leaves.swap(0, at);
    }
    let documents = row.doc.into_iter().filter(Value::is_object).collect();
    Some(Change {
        id: row.id,
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
        let feed: Feed =
            serde_json::from_slice(&response.body).map_err(|_| BackendError::of_body(&response))?;
        let rows = feed.results.len();
        // PouchDB servers don't say what is pending: there a full page means that there may be more.
        let more = rows > 0
            && feed
                .pending
                .map_or(rows as u64 >= u64::from(limit), |left| left > 0);
        Ok(Page {
            changes: feed.results.into_iter().filter_map(change_of).collect(),
            cursor: cursor_of(feed.last_seq),
            pending: feed.pending,
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
