//! A replica in memory. What it holds is what would be durable: a crash is the loss of everything else.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    convert::Infallible,
};

use serde_json::Value;
use wingbook_record::access::Book;
use wingbook_sync::{
    backend::{BackendId, Change, Leaf, revision_of},
    replica::{Applied, Checkpoint, Outcome, Outgoing, Reoffer, Replica, Settled, Stage, Waiting},
    revision,
};

/// Where a row of the outbox stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    Waiting,
    Sent,
    Received,
    Superseded,
    Refused(String),
}

#[derive(Debug, Clone)]
pub struct Row {
    pub item: Outgoing,
    pub state: State,
    pub epoch: u64,
}

#[derive(Debug, Clone)]
struct Held {
    bytes: Vec<u8>,
    parent: Option<String>,
    superseded: bool,
}

#[derive(Debug, Default)]
struct Content {
    documents: BTreeMap<(Book, String), BTreeMap<String, Held>>,
    rows: BTreeMap<(BackendId, Book), BTreeMap<u64, Row>>,
    checkpoints: BTreeMap<(BackendId, Book), Checkpoint>,
    last_ticket: u64,
}

/// A tablet's store in memory.
#[derive(Debug)]
pub struct MemoryReplica {
    backends: Vec<BackendId>,
    content: RefCell<Content>,
}

impl MemoryReplica {
    pub fn new(backends: &[BackendId]) -> Self {
        Self {
            backends: backends.to_vec(),
            content: RefCell::default(),
        }
    }

    /// Saves a document written here, as a first revision or as the successor of `parent`; returns its revision.
    pub fn write(&self, book: Book, document: &Value, parent: Option<&str>) -> String {
        let bytes = revision::content_bytes(document).unwrap();
        let generation = parent
            .and_then(revision::split)
            .map_or(0, |(generation, _)| generation)
            + 1;
        let rev = revision::derive(generation, &bytes);
        let id = document["_id"].as_str().unwrap().to_owned();
        let content = &mut *self.content.borrow_mut();
        let held = Held {
            bytes: bytes.clone(),
            parent: parent.map(str::to_owned),
            superseded: false,
        };
        content
            .documents
            .entry((book, id.clone()))
            .or_default()
            .insert(rev.clone(), held);
        for backend in &self.backends {
            let item = Outgoing {
                ticket: 0,
                id: id.clone(),
                rev: rev.clone(),
                parent: parent.map(str::to_owned),
                bytes: bytes.clone(),
                attempts: 0,
                reoffered: false,
            };
            content.add_row(backend, book, item, State::Waiting);
        }
        rev
    }

    /// The current leaves of every document of a book, with their bytes.
    pub fn leaves(&self, book: Book) -> BTreeMap<(String, String), Vec<u8>> {
        let content = self.content.borrow();
        let mut leaves = BTreeMap::new();
        for ((in_book, id), revs) in &content.documents {
            let parents: BTreeSet<&String> = revs
                .values()
                .filter_map(|held| held.parent.as_ref())
                .collect();
            for (rev, held) in revs {
                if *in_book == book && !held.superseded && !parents.contains(rev) {
                    leaves.insert((id.clone(), rev.clone()), held.bytes.clone());
                }
            }
        }
        leaves
    }

    /// The revision of a document that is shown.
    pub fn shown(&self, book: Book, id: &str) -> Option<String> {
        let leaves = self.leaves(book);
        let revs = leaves
            .keys()
            .filter(|leaf| leaf.0 == id)
            .map(|leaf| (leaf.1.as_str(), false));
        revision::winner(revs).map(str::to_owned)
    }

    /// Ids of a book's documents.
    pub fn ids(&self, book: Book) -> Vec<String> {
        let content = self.content.borrow();
        content
            .documents
            .keys()
            .filter(|key| key.0 == book)
            .map(|key| key.1.clone())
            .collect()
    }

    /// All rows of the outbox.
    pub fn rows(&self, backend: &BackendId, book: Book) -> Vec<Row> {
        let content = self.content.borrow();
        let rows = content.rows.get(&(backend.clone(), book));
        rows.map(|rows| rows.values().cloned().collect())
            .unwrap_or_default()
    }

    /// Somebody pressed *try again* on what was refused.
    pub fn retry_refused(&self, backend: &BackendId) {
        for ((of, _), rows) in &mut self.content.borrow_mut().rows {
            for row in rows
                .values_mut()
                .filter(|row| of == backend && matches!(row.state, State::Refused(_)))
            {
                row.state = State::Waiting;
                row.item.attempts = 0;
            }
        }
    }
}

impl Content {
    fn add_row(&mut self, backend: &BackendId, book: Book, mut item: Outgoing, state: State) {
        self.last_ticket += 1;
        item.ticket = self.last_ticket;
        let row = Row {
            item,
            state,
            epoch: 0,
        };
        self.rows
            .entry((backend.clone(), book))
            .or_default()
            .insert(self.last_ticket, row);
    }

    fn unacknowledged(&self, book: Book, id: &str, rev: &str) -> bool {
        let rows = self
            .rows
            .iter()
            .filter(|((_, of), _)| *of == book)
            .flat_map(|(_, rows)| rows.values());
        let mut same = rows.filter(|row| row.item.id == id && row.item.rev == rev);
        same.any(|row| matches!(row.state, State::Waiting | State::Refused(_)))
    }

    fn apply_change(&mut self, book: Book, change: &Change) -> u32 {
        let mut new = 0;
        for document in &change.documents {
            let rev = revision_of(document).unwrap().to_owned();
            let revs = self.documents.entry((book, change.id.clone())).or_default();
            revs.entry(rev).or_insert_with(|| {
                new += 1;
                Held {
                    bytes: revision::content_bytes(document).unwrap(),
                    // Documents that change name what they replace inside their signed part.
                    parent: document
                        .get("previous")
                        .and_then(Value::as_str)
                        .map(str::to_owned),
                    superseded: false,
                }
            });
        }
        let key = (book, change.id.clone());
        let revs: Vec<String> = self
            .documents
            .get(&key)
            .map(|revs| revs.keys().cloned().collect())
            .unwrap_or_default();
        for rev in revs {
            let superseded =
                !change.leaves.contains(&rev) && !self.unacknowledged(book, &change.id, &rev);
            if let Some(held) = self
                .documents
                .get_mut(&key)
                .and_then(|revs| revs.get_mut(&rev))
            {
                held.superseded = superseded;
            }
        }
        new
    }
}

impl Replica for MemoryReplica {
    type Error = Infallible;

    async fn checkpoint(&self, backend: &BackendId, book: Book) -> Result<Checkpoint, Infallible> {
        let content = self.content.borrow();
        Ok(content
            .checkpoints
            .get(&(backend.clone(), book))
            .cloned()
            .unwrap_or_default())
    }

    async fn save_checkpoint(
        &self,
        backend: &BackendId,
        book: Book,
        checkpoint: &Checkpoint,
    ) -> Result<(), Infallible> {
        let checkpoints = &mut self.content.borrow_mut().checkpoints;
        checkpoints.insert((backend.clone(), book), checkpoint.clone());
        Ok(())
    }

    async fn knows(&self, book: Book, leaves: &[Leaf]) -> Result<Vec<bool>, Infallible> {
        let content = self.content.borrow();
        let knows = |leaf: &Leaf| {
            let held = content
                .documents
                .get(&(book, leaf.id.clone()))
                .and_then(|revs| revs.get(&leaf.rev));
            held.is_some()
        };
        Ok(leaves.iter().map(knows).collect())
    }

    async fn apply(
        &self,
        backend: &BackendId,
        book: Book,
        changes: Vec<Change>,
        checkpoint: &Checkpoint,
    ) -> Result<Applied, Infallible> {
        let content = &mut *self.content.borrow_mut();
        let new = changes
            .iter()
            .map(|change| content.apply_change(book, change))
            .sum();
        content
            .checkpoints
            .insert((backend.clone(), book), checkpoint.clone());
        Ok(Applied { new, doubtful: 0 })
    }

    async fn outbox(
        &self,
        backend: &BackendId,
        book: Book,
        stage: Stage,
        after: u64,
        limit: usize,
    ) -> Result<Vec<Outgoing>, Infallible> {
        let content = self.content.borrow();
        let Some(rows) = content.rows.get(&(backend.clone(), book)) else {
            return Ok(Vec::new());
        };
        let rows = rows
            .range(after + 1..)
            .map(|(_, row)| row)
            .filter(|row| in_stage(row, stage));
        Ok(rows.take(limit).map(|row| row.item.clone()).collect())
    }

    async fn waiting(&self, backend: &BackendId, book: Book) -> Result<Waiting, Infallible> {
        let rows = self.rows(backend, book);
        let count = |stage| rows.iter().filter(|row| in_stage(row, stage)).count() as u64;
        Ok(Waiting {
            to_send: count(Stage::ToSend),
            to_confirm: count(Stage::ToConfirm),
        })
    }

    async fn settle(
        &self,
        backend: &BackendId,
        book: Book,
        settled: &[Settled],
    ) -> Result<(), Infallible> {
        let content = &mut *self.content.borrow_mut();
        let rows = content.rows.get_mut(&(backend.clone(), book)).unwrap();
        for Settled { ticket, outcome } in settled {
            let row = rows.get_mut(ticket).unwrap();
            match outcome {
                Outcome::Sent { epoch } => {
                    row.state = State::Sent;
                    row.epoch = *epoch;
                    row.item.attempts = 0;
                    row.item.reoffered = false;
                }
                Outcome::Held { epoch } => {
                    row.epoch = *epoch;
                    row.item.reoffered = false;
                }
                Outcome::Received(_) => row.state = State::Received,
                Outcome::Superseded => {
                    row.state = State::Superseded;
                    let revs = content
                        .documents
                        .get_mut(&(book, row.item.id.clone()))
                        .unwrap();
                    revs.get_mut(&row.item.rev).unwrap().superseded = true;
                }
                Outcome::Waiting { .. } => {
                    if row.state == State::Sent {
                        row.state = State::Waiting;
                    }
                    row.item.attempts += 1;
                }
                Outcome::Refused(refusal) => {
                    row.state = State::Refused(refusal.detail.clone());
                    row.item.reoffered = false;
                }
            }
        }
        Ok(())
    }

    async fn reoffer(
        &self,
        backend: &BackendId,
        book: Book,
        what: Reoffer,
    ) -> Result<u64, Infallible> {
        let content = &mut *self.content.borrow_mut();
        let after = match what {
            Reoffer::AcknowledgedAfter(epoch) => Some(epoch),
            Reoffer::Everything => None,
        };
        let rows = content.rows.entry((backend.clone(), book)).or_default();
        let mut with_row = BTreeSet::new();
        let mut count = 0;
        for row in rows.values_mut() {
            with_row.insert((row.item.id.clone(), row.item.rev.clone()));
            let acknowledged =
                matches!(row.state, State::Sent | State::Received | State::Superseded);
            if acknowledged && after.is_none_or(|after| row.epoch > after) {
                row.item.reoffered = true;
                count += 1;
            }
        }
        if after.is_some() {
            return Ok(count);
        }
        let mut others = Vec::new();
        for ((of, id), revs) in &content.documents {
            for (rev, held) in revs
                .iter()
                .filter(|(_, held)| *of == book && !held.superseded)
            {
                if !with_row.contains(&(id.clone(), rev.clone())) {
                    others.push(Outgoing {
                        ticket: 0,
                        id: id.clone(),
                        rev: rev.clone(),
                        parent: held.parent.clone(),
                        bytes: held.bytes.clone(),
                        attempts: 0,
                        reoffered: true,
                    });
                }
            }
        }
        count += others.len() as u64;
        for item in others {
            content.add_row(backend, book, item, State::Received);
        }
        Ok(count)
    }
}

fn in_stage(row: &Row, stage: Stage) -> bool {
    match stage {
        Stage::ToSend => row.item.reoffered || row.state == State::Waiting,
        Stage::ToConfirm => !row.item.reoffered && row.state == State::Sent,
    }
}
