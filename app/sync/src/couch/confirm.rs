//! Reading back what was sent: the hub's signed receipts, else the documents themselves.

use serde_json::{Value, json};
use wingbook_record::{access::Book, receipt::Receipt};

use super::{Couch, answers::bulk_get_documents, date_ms, json};
use crate::{
    backend::{Echo, Received, revision_of},
    fault::BackendError,
    replica::Outgoing,
    revision,
    transport::Transport,
};

/// What is written once gets receipts; documents that change are read back.
const RECORD_PREFIX: &str = "entry:";
/// Sealed submissions get receipts, and are never read back: who asked would be noted at the server, beside its refusal.
const SEALED_PREFIX: &str = "submission:";

/// What the server is asked to show again.
fn is_to_be_read_back(item: &Outgoing, echo: &Echo) -> bool {
    *echo == Echo::Unclear && !item.id.starts_with(SEALED_PREFIX)
}

fn id_of(document: &Value) -> Option<&str> {
    document.get("_id").and_then(Value::as_str)
}

/// Whether a document from the server is what was sent.
fn compare(document: &Value, item: &Outgoing, received: &Received) -> Echo {
    match revision::content_bytes(document) {
        Ok(bytes) if bytes == item.bytes => Echo::Equal(received.clone()),
        _ => Echo::Different,
    }
}

/// Whether a document with `_revisions` descends from this item.
fn descends(document: &Value, item: &Outgoing) -> bool {
    let Some((generation, hash)) = revision::split(&item.rev) else {
        return false;
    };
    let start = document
        .pointer("/_revisions/start")
        .and_then(Value::as_u64);
    let ids = document
        .pointer("/_revisions/ids")
        .and_then(Value::as_array);
    let (Some(start), Some(ids)) = (start, ids) else {
        return false;
    };
    let at = start
        .checked_sub(generation)
        .and_then(|at| usize::try_from(at).ok());
    at.and_then(|at| ids.get(at)).and_then(Value::as_str) == Some(hash)
}

impl<T: Transport> Couch<T> {
    pub(super) async fn confirm(
        &self,
        book: Book,
        items: &[Outgoing],
    ) -> Result<Vec<Echo>, BackendError> {
        let mut echoes = vec![Echo::Unclear; items.len()];
        if self.receipts.get() {
            self.take_receipts(book, items, &mut echoes).await?;
        }
        self.compare_winners(book, items, &mut echoes).await?;
        self.compare_leaves(book, items, &mut echoes).await?;
        Ok(echoes)
    }

    /// Asks for receipts. One that doesn't verify counts for nothing: the record is read back instead.
    async fn take_receipts(
        &self,
        book: Book,
        items: &[Outgoing],
        echoes: &mut [Echo],
    ) -> Result<(), BackendError> {
        let ids = items.iter().map(|item| item.id.as_str());
        let ids: Vec<&str> = ids
            .filter(|id| id.starts_with(RECORD_PREFIX) || id.starts_with(SEALED_PREFIX))
            .collect();
        if ids.is_empty() {
            return Ok(());
        }
        let path = format!("{}/_receipts", self.book_path(book));
        let mut answer = match self.post(path, &json!({"ids": ids})).await {
            Ok(response) => json(&response)?,
            Err(error) if error.fault.ends_round() => return Err(error),
            Err(_) => return Ok(()),
        };
        let Some(rows) = answer.get_mut("receipts").and_then(Value::as_array_mut) else {
            return Ok(());
        };
        let receipts = rows
            .iter_mut()
            .filter_map(|row| serde_json::from_value(row.take()).ok());
        let receipts: Vec<Receipt> = receipts.collect();
        for (item, echo) in items.iter().zip(echoes) {
            if let Some(receipt) = receipts.iter().find(|receipt| receipt.id == item.id)
                && (self.check)(receipt, &item.bytes)
            {
                *echo = Echo::Equal(Received::Signed(Box::new(receipt.clone())));
            }
        }
        Ok(())
    }

    /// Compares with the documents that the server shows: one request, and for nearly all the answer.
    async fn compare_winners(
        &self,
        book: Book,
        items: &[Outgoing],
        echoes: &mut [Echo],
    ) -> Result<(), BackendError> {
        let open = items
            .iter()
            .zip(echoes.iter())
            .filter(|(item, echo)| is_to_be_read_back(item, echo));
        let keys: Vec<&str> = open.map(|(item, _)| item.id.as_str()).collect();
        if keys.is_empty() {
            return Ok(());
        }
        let path = format!("{}/_all_docs?include_docs=true", self.book_path(book));
        let response = self.post(path, &json!({"keys": keys})).await?;
        let received =
            date_ms(&response).map_or(Received::Undated, |date_ms| Received::Dated { date_ms });
        let answer = json(&response)?;
        let Some(rows) = answer.get("rows").and_then(Value::as_array) else {
            return Err(BackendError::of_body(&response));
        };
        let shown = rows.iter().filter_map(|row| row.get("doc"));
        let shown: Vec<&Value> = shown.collect();
        for (item, echo) in items.iter().zip(echoes) {
            if is_to_be_read_back(item, echo)
                && let Some(document) = shown
                    .iter()
                    .find(|document| id_of(document) == Some(&item.id))
                && revision_of(document) == Some(&item.rev)
            {
                *echo = compare(document, item, &received);
            }
        }
        Ok(())
    }

    /// What is still open lost to a rival, was succeeded, was deleted, or isn't there: asks for exactly these
    /// revisions.
    async fn compare_leaves(
        &self,
        book: Book,
        items: &[Outgoing],
        echoes: &mut [Echo],
    ) -> Result<(), BackendError> {
        let open = items
            .iter()
            .zip(echoes.iter())
            .filter(|(item, echo)| is_to_be_read_back(item, echo));
        let wanted: Vec<Value> = open
            .map(|(item, _)| json!({"id": item.id, "rev": item.rev}))
            .collect();
        if wanted.is_empty() {
            return Ok(());
        }
        let path = format!("{}/_bulk_get?revs=true&latest=true", self.book_path(book));
        let response = match self.post(path, &json!({"docs": wanted})).await {
            Ok(response) => response,
            Err(error) if error.fault.ends_round() => return Err(error),
            Err(_) => return Ok(()),
        };
        let received =
            date_ms(&response).map_or(Received::Undated, |date_ms| Received::Dated { date_ms });
        let documents = bulk_get_documents(json(&response)?);
        for (item, echo) in items.iter().zip(echoes) {
            if !is_to_be_read_back(item, echo) {
                continue;
            }
            let mut same = documents
                .iter()
                .filter(|document| id_of(document) == Some(&item.id));
            *echo = match same
                .clone()
                .find(|document| revision_of(document) == Some(&item.rev))
            {
                Some(document) => compare(document, item, &received),
                None if same.any(|document| descends(document, item)) => Echo::Superseded,
                None => Echo::Absent,
            };
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descent() {
        let item = Outgoing {
            ticket: 1,
            id: "place:1".to_owned(),
            rev: "2-bb".to_owned(),
            parent: None,
            bytes: Vec::new(),
            attempts: 0,
            reoffered: false,
        };
        let check = |start: u64, ids: &[&str], expected: bool| {
            let document = json!({"_revisions": {"start": start, "ids": ids}});
            assert_eq!(descends(&document, &item), expected, "{document}");
        };
        check(3, &["cc", "bb", "aa"], true);
        check(3, &["cc", "xx", "aa"], false);
        check(1, &["bb"], false);
        check(4, &["dd", "bb"], false);
    }
}
