//! Offering documents with `_bulk_docs` and `new_edits:false`.

use serde_json::{Value, json};
use wingbook_record::access::Book;

use super::{Couch, json};
use crate::{
    backend::{Refusal, RefusalCode, Verdict},
    fault::{BackendError, Fault},
    replica::Outgoing,
    revision,
    transport::{Method, Transport},
};

/// The body of a `_bulk_docs` request, written around the stored bytes, which are not parsed again.
fn batch_body(items: &[Outgoing]) -> Vec<u8> {
    let size: usize = items.iter().map(|item| item.bytes.len() + 192).sum();
    let mut body = Vec::with_capacity(size + 32);
    body.extend_from_slice(br#"{"new_edits":false,"docs":["#);
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            body.push(b',');
        }
        body.extend_from_slice(envelope(item).as_bytes());
        // The rest of the document's object, after its opening brace.
        body.extend_from_slice(item.bytes.get(1..).unwrap_or_default());
    }
    body.extend_from_slice(b"]}");
    body
}

/// `{"_rev":…,"_revisions":…,` for an item: with its parent alone, a server grafts it onto the tree that it holds.
fn envelope(item: &Outgoing) -> String {
    let (generation, hash) = revision::split(&item.rev).unwrap_or((1, &item.rev));
    let parent = item.parent.as_deref().and_then(revision::split);
    let ids = match parent {
        Some((_, parent)) => json!([hash, parent]),
        None => json!([hash]),
    };
    let revisions = json!({"start": generation, "ids": ids});
    format!(r#"{{"_rev":{},"_revisions":{revisions},"#, json!(item.rev))
}

/// What an error row of a batch means for its document.
fn verdict_of(row: &Value) -> Option<Verdict> {
    let error = row.get("error")?;
    let error = error.as_str().unwrap_or("error");
    let reason = row.get("reason").and_then(Value::as_str).unwrap_or(error);
    let status = row.get("status").and_then(Value::as_u64);
    let code = match error {
        "forbidden" | "unauthorized" => RefusalCode::NotAllowed,
        "too_large" | "document_too_large" | "request_entity_too_large" => RefusalCode::TooLarge,
        "conflict" => RefusalCode::Differs,
        "bad_request"
        | "doc_validation"
        | "illegal_docid"
        | "invalid"
        | "missing_stub"
        | "not_acceptable"
        | "unprocessable_entity" => RefusalCode::Invalid,
        _ => match status
            .and_then(|status| u16::try_from(status).ok())
            .and_then(Fault::of_status)
        {
            Some(Fault::SignIn | Fault::NotAllowed) => RefusalCode::NotAllowed,
            Some(Fault::TooLarge) => RefusalCode::TooLarge,
            Some(Fault::Unprocessable) => RefusalCode::Invalid,
            _ => return Some(Verdict::Failed(reason.chars().take(200).collect())),
        },
    };
    Some(Verdict::Refused(Refusal {
        code,
        detail: reason.chars().take(200).collect(),
    }))
}

/// The verdicts of a batch. Only failures are listed, and not by position.
fn verdicts(rows: &[Value], items: &[Outgoing]) -> Vec<Verdict> {
    let mut verdicts = vec![Verdict::Stored; items.len()];
    for row in rows {
        let Some(verdict) = verdict_of(row) else {
            continue;
        };
        let text = |name: &str| row.get(name).and_then(Value::as_str);
        let (id, rev) = (text("id"), text("rev"));
        for (item, slot) in items.iter().zip(&mut verdicts) {
            if id == Some(item.id.as_str()) && rev.is_none_or(|rev| rev == item.rev) {
                *slot = verdict.clone();
            }
        }
    }
    verdicts
}

impl<T: Transport> Couch<T> {
    pub(super) async fn push_batch(
        &self,
        book: Book,
        items: &[Outgoing],
        timeout_ms: u32,
    ) -> Result<Vec<Verdict>, BackendError> {
        let path = format!("{}/_bulk_docs", self.book_path(book));
        let body = Some(batch_body(items));
        let response = self.ask(Method::Post, path, body, timeout_ms).await?;
        match json(&response)?.as_array() {
            Some(rows) => Ok(verdicts(rows, items)),
            None => Err(BackendError::of_body(&response)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(id: &str, rev: &str, parent: Option<&str>) -> Outgoing {
        Outgoing {
            ticket: 1,
            id: id.to_owned(),
            rev: rev.to_owned(),
            parent: parent.map(str::to_owned),
            bytes: json!({"_id": id}).to_string().into_bytes(),
            attempts: 0,
            reoffered: false,
        }
    }

    #[test]
    fn a_batch_is_what_couchdb_expects() {
        let items = [
            item("entry:1", "1-aa", None),
            item("place:2", "3-cc", Some("2-bb")),
        ];
        let body: Value = serde_json::from_slice(&batch_body(&items)).unwrap();
        let expected = json!({"new_edits": false, "docs": [
            {"_id": "entry:1", "_rev": "1-aa", "_revisions": {"start": 1, "ids": ["aa"]}},
            {"_id": "place:2", "_rev": "3-cc", "_revisions": {"start": 3, "ids": ["cc", "bb"]}},
        ]});
        assert_eq!(body, expected);
    }

    #[test]
    fn only_failures_are_listed() {
        let items = [
            item("entry:1", "1-aa", None),
            item("entry:2", "1-bb", None),
            item("entry:2", "1-cc", None),
        ];
        let check = |rows: Value, expected: [&str; 3]| {
            let said = verdicts(rows.as_array().unwrap(), &items);
            let words = said.iter().map(|verdict| match verdict {
                Verdict::Stored => "stored",
                Verdict::Refused(_) => "refused",
                Verdict::Failed(_) => "failed",
            });
            assert_eq!(words.collect::<Vec<_>>(), expected, "{rows}");
        };
        check(json!([]), ["stored"; 3]);
        check(
            json!([{"id": "entry:1", "ok": true, "rev": "1-aa"}]),
            ["stored"; 3],
        );
        check(
            json!([{"id": "entry:2", "rev": "1-cc", "error": "forbidden", "reason": "no"}]),
            ["stored", "stored", "refused"],
        );
        check(
            json!([{"id": "entry:2", "error": "forbidden"}]),
            ["stored", "refused", "refused"],
        );
        check(
            json!([{"id": "entry:1", "error": "internal_server_error"}]),
            ["failed", "stored", "stored"],
        );
        check(
            json!([{"id": "entry:1", "error": "odd", "status": 422}]),
            ["refused", "stored", "stored"],
        );
        check(
            json!([{"id": "entry:9", "error": "forbidden"}, 7, null]),
            ["stored"; 3],
        );
    }
}
