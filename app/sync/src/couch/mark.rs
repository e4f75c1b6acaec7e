//! The note that a tablet leaves in each book's database, as a `_local` document: never replicated, and as old as
//! the rest after a restore.

use serde_json::{Value, json};
use wingbook_record::access::Book;

use super::{Couch, TIMEOUT_MS, encode, json};
use crate::{
    backend::{Mark, revision_of},
    fault::{BackendError, Fault},
    transport::{Method, Transport},
};

impl<T: Transport> Couch<T> {
    fn mark_path(&self, book: Book, name: &str) -> String {
        format!("{}/_local/{}", self.book_path(book), encode(name))
    }

    pub(super) async fn get_mark(
        &self,
        book: Book,
        name: &str,
    ) -> Result<Option<Mark>, BackendError> {
        let response = match self.get(self.mark_path(book, name)).await {
            Ok(response) => response,
            Err(error) if matches!(error.fault, Fault::Missing | Fault::Unprocessable) => {
                return Ok(None);
            }
            Err(error) => return Err(error),
        };
        let answer = json(&response)?;
        let epoch = answer.get("epoch").and_then(Value::as_u64);
        Ok(epoch.map(|epoch| Mark {
            epoch,
            rev: revision_of(&answer).map(str::to_owned),
        }))
    }

    pub(super) async fn put_mark(
        &self,
        book: Book,
        name: &str,
        epoch: u64,
        before: Option<&Mark>,
    ) -> Result<Option<Mark>, BackendError> {
        let before = before.and_then(|mark| mark.rev.clone());
        match self.try_put_mark(book, name, epoch, before).await {
            // PouchDB servers check the revision here, CouchDB doesn't. A lost answer leaves us with an old one.
            Err(error) if error.status == Some(409) => {
                let there = self.get_mark(book, name).await?;
                let rev = there.and_then(|mark| mark.rev);
                settle_mark(self.try_put_mark(book, name, epoch, rev).await)
            }
            other => settle_mark(other),
        }
    }

    async fn try_put_mark(
        &self,
        book: Book,
        name: &str,
        epoch: u64,
        rev: Option<String>,
    ) -> Result<Mark, BackendError> {
        let mut document = json!({"epoch": epoch});
        if let Some(rev) = rev {
            document["_rev"] = Value::String(rev);
        }
        let path = self.mark_path(book, name);
        let body = Some(document.to_string().into_bytes());
        let response = self.ask(Method::Put, path, body, TIMEOUT_MS).await?;
        let answer = json(&response)?;
        let rev = answer.get("rev").and_then(Value::as_str);
        Ok(Mark {
            epoch,
            rev: rev.map(str::to_owned),
        })
    }
}

/// A server that forbids notes or knows none is still a backend.
fn settle_mark(written: Result<Mark, BackendError>) -> Result<Option<Mark>, BackendError> {
    match written {
        Ok(mark) => Ok(Some(mark)),
        // A second conflict: somebody else's request of ours is still under way. Next round.
        Err(error) if error.fault.ends_round() || error.status == Some(409) => Err(error),
        Err(_) => Ok(None),
    }
}
