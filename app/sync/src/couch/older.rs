//! Records that a tablet no longer holds, asked for by when they were written, about whom, and what they answer.

use serde_json::{Value, json};
use wingbook_record::{access::Book, time::Millis};

use super::{Couch, answers::take_list, json as json_of};
use crate::{fault::BackendError, transport::Transport};

/// Documents in one answer.
const LIMIT: usize = 500;
/// Documents in all: a server that never comes to an end fills no tablet.
const DOCUMENTS_MAX: usize = 20_000;

/// Which records are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Older<'a> {
    /// Written between two times by their tablet's clock, the first included.
    Between {
        /// From.
        from_ms: Millis,
        /// To.
        to_ms: Millis,
    },
    /// About a person, written before a time.
    About {
        /// The person's id.
        person: &'a str,
        /// Before.
        to_ms: Millis,
    },
    /// What corrects, reviews or answers these.
    Answering {
        /// The ids of records.
        entries: &'a [String],
    },
}

impl Older<'_> {
    /// As a Mango selector (CouchDB, "Selector Syntax").
    fn selector(self) -> Value {
        match self {
            Self::Between { from_ms, to_ms } => {
                json!({ "header": { "recorded": { "wall_ms": { "$gte": from_ms, "$lt": to_ms } } } })
            }
            Self::About { person, to_ms } => json!({
                "header": { "recorded": { "wall_ms": { "$lt": to_ms } } },
                "body": { "people": { "$elemMatch": { "id": person } } },
            }),
            Self::Answering { entries } => {
                let one_of = json!({ "$in": entries });
                json!({ "$or": [
                    { "body": { "corrects": { "entry": one_of } } },
                    { "body": { "answers": { "entry": one_of } } },
                ] })
            }
        }
    }
}

impl<T: Transport> Couch<T> {
    /// The records of a book that were asked for. Nothing is stored by it, and no feed moves.
    ///
    /// # Errors
    /// When no whole answer came.
    pub async fn older(&self, book: Book, which: Older<'_>) -> Result<Vec<Value>, BackendError> {
        let path = format!("{}/_find", self.book_path(book));
        let mut found = Vec::new();
        let mut bookmark = Value::Null;
        loop {
            let mut question = json!({
                "selector": which.selector(), "limit": LIMIT, "skip": found.len(),
            });
            // CouchDB goes on from a bookmark, and would skip once more behind it; the hub gives none.
            if bookmark.as_str().is_some_and(|mark| mark != "nil") {
                question["skip"] = json!(0);
                question["bookmark"] = bookmark;
            }
            let response = self.post(path.clone(), &question).await?;
            let mut answer = json_of(&response)?;
            let Some(documents) = take_list(&mut answer, "docs") else {
                return Err(BackendError::of_body(&response));
            };
            bookmark = answer["bookmark"].take();
            if documents.len() > LIMIT {
                return Err(BackendError::of_body(&response));
            }
            let is_last = documents.len() < LIMIT;
            found.extend(documents);
            if is_last || found.len() >= DOCUMENTS_MAX {
                return Ok(found);
            }
        }
    }
}
