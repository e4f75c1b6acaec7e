//! How far each record has got with the server, for lists and for the header's count.

use std::collections::{HashMap, HashSet};

use wingbook_record::{id::EntryId, time::Millis};
use wingbook_sync::{
    backend::Received,
    replica::{Outcome, Stage},
};
use wingbook_vault::{Again, Delivery as Stored, Marked, Outbox, OutboxItem};

use crate::message::{Delivery, Failure, ProblemView};

/// A row of the outbox, with the place in line that it has for as long as this session lasts.
#[derive(Debug, Clone)]
pub(crate) struct Waiting {
    /// The place in line.
    pub ticket: u64,
    /// The row.
    pub item: OutboxItem,
    /// How often it came back.
    pub attempts: u32,
}

impl Waiting {
    /// It lay at the server once, and is only asked for.
    pub const fn is_asked(&self) -> bool {
        self.item.again.is_some()
    }

    /// Whether it is in this stage.
    pub const fn is_in(&self, stage: Stage) -> bool {
        matches!(
            (&self.item.delivery, stage),
            (Stored::Waiting { .. }, Stage::ToSend) | (Stored::Sent { .. }, Stage::ToConfirm)
        )
    }
}

/// What becomes of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Next {
    /// It stays as it is.
    Same,
    /// It has come so far.
    Marked(Stored),
    /// It leaves the line: it stood there only because somebody else's document was asked for.
    Gone,
}

/// What becomes of a row by what the server did with it.
pub(crate) fn next(item: &OutboxItem, outcome: &Outcome, now: Millis) -> Next {
    let received = |at_ms, receipt| Next::Marked(Stored::Received { at_ms, receipt });
    let since_ms = match &item.delivery {
        Stored::Received { .. } => now,
        open => since(open),
    };
    match (outcome, &item.again) {
        (Outcome::Waiting { .. }, _) if matches!(item.delivery, Stored::Waiting { .. }) => {
            Next::Same
        }
        (Outcome::Waiting { .. }, _) => Next::Marked(Stored::Waiting { since_ms }),
        (Outcome::Sent { .. }, _) => Next::Marked(Stored::Sent {
            since_ms,
            at_ms: now,
        }),
        (_, Some(Again::Fetched)) => Next::Gone,
        (Outcome::Held { .. }, Some(Again::Received { at_ms, receipt })) => {
            received(*at_ms, receipt.clone())
        }
        (Outcome::Held { .. } | Outcome::Superseded, _) => received(None, None),
        (Outcome::Received(proof), _) => match proof {
            Received::Signed(receipt) => received(
                Some(receipt.received_ms),
                serde_json::to_string(receipt).ok(),
            ),
            Received::Dated { date_ms } => received(Some(*date_ms), None),
            Received::Undated => received(None, None),
        },
        (Outcome::Refused(refusal), _) => {
            let code = serde_json::to_value(refusal.code).ok();
            let code = code.as_ref().and_then(|code| code.as_str());
            Next::Marked(Stored::Refused {
                since_ms,
                at_ms: now,
                reason: format!("{}: {}", code.unwrap_or_default(), refusal.detail),
            })
        }
    }
}

/// All deliveries that are not simply "came from the server".
#[derive(Debug, Default)]
pub(crate) struct Deliveries {
    tickets: u64,
    rows: HashMap<(String, String), Waiting>,
    received: HashMap<String, Option<Millis>>,
    /// Open rows of registers that aren't this person's.
    of_others: usize,
    /// Rows of such registers that a server is only asked for.
    asked_of_others: usize,
    /// Received rows of such registers, or of keys that this person doesn't hold yet.
    received_of_others: usize,
}

impl Deliveries {
    /// Takes the open rows as they lie in the vault now. Rows known already keep their place in line.
    pub fn load(&mut self, outbox: Outbox) {
        self.of_others = outbox.locked;
        self.asked_of_others = outbox.locked_asked;
        let mut known = std::mem::take(&mut self.rows);
        let mut items = outbox.items;
        items.sort_by(|a, b| (since(&a.delivery), &a.id).cmp(&(since(&b.delivery), &b.id)));
        for item in items {
            let key = (item.backend.clone(), item.id.clone());
            let before = known
                .remove(&key)
                .filter(|before| before.item.rev == item.rev);
            let waiting = match before {
                Some(before) => Waiting { item, ..before },
                None => {
                    self.tickets += 1;
                    Waiting {
                        ticket: self.tickets,
                        item,
                        attempts: 0,
                    }
                }
            };
            self.rows.insert(key, waiting);
        }
    }

    /// Takes what servers have proved to hold.
    pub fn load_received(&mut self, outbox: Outbox) {
        self.received_of_others = outbox.locked;
        for item in outbox.items {
            if let Stored::Received { at_ms, .. } = item.delivery {
                self.received.insert(item.id, at_ms);
            }
        }
    }

    /// Nothing stands in line, and nothing is known to have been received.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
            && self.received.is_empty()
            && self.of_others + self.asked_of_others + self.received_of_others == 0
    }

    /// The open rows of a backend.
    pub fn rows(&self, backend: &str) -> impl Iterator<Item = &Waiting> {
        self.rows
            .values()
            .filter(move |row| row.item.backend == backend)
    }

    /// The open row with this place in line.
    pub fn row_mut(&mut self, ticket: u64) -> Option<&mut Waiting> {
        self.rows.values_mut().find(|row| row.ticket == ticket)
    }

    /// Takes rows as they were marked: what a server has proved to hold leaves the line, and so does what was only asked
    /// for.
    pub fn note(&mut self, marked: Marked) {
        for item in marked.gone {
            self.rows.remove(&(item.backend, item.id));
        }
        for item in marked.noted {
            let key = (item.backend.clone(), item.id.clone());
            // A newer revision that was saved meanwhile has a row of its own, which still waits.
            if self
                .rows
                .get(&key)
                .is_some_and(|row| row.item.rev != item.rev)
            {
                continue;
            }
            if let Stored::Received { at_ms, .. } = item.delivery {
                self.rows.remove(&key);
                self.received.insert(item.id, at_ms);
            } else if let Some(row) = self.rows.get_mut(&key) {
                row.item = item;
            }
        }
    }

    /// The revision at the server that an open row's document replaces.
    pub fn parent_of(&self, id: &str) -> Option<String> {
        self.rows
            .values()
            .find(|row| row.item.id == id)?
            .item
            .replaces
            .clone()
    }

    /// Whether a document waits to be sent, or to be confirmed.
    pub fn stands_in_line(&self, id: &str) -> bool {
        let mut rows = self.rows.values().filter(|row| row.item.id == id);
        rows.any(|row| !matches!(row.item.delivery, Stored::Refused { .. }))
    }

    /// Whether a document waits to be sent to, or was not accepted by, any backend.
    pub fn is_open(&self, id: &str) -> bool {
        self.rows.values().any(|row| row.item.id == id)
    }

    /// The ids of documents that wait, or were not accepted.
    pub fn open_ids(&self) -> HashSet<String> {
        self.rows.values().map(|row| row.item.id.clone()).collect()
    }

    /// How far a record has got. `served`: this tablet has a server.
    pub fn of(&self, entry: EntryId, practice: bool, served: bool) -> Delivery {
        if practice || !served {
            return Delivery::Saved;
        }
        let id = entry.document();
        let key = (crate::replication::BACKEND.to_owned(), id);
        let row = self.rows.get(&key);
        let known = match row.map(|row| &row.item.again) {
            Some(Some(Again::Received { at_ms, .. })) => *at_ms,
            _ => self.received.get(&key.1).copied().flatten(),
        };
        let row = row.filter(|row| !row.is_asked());
        match row.map(|row| &row.item.delivery) {
            Some(Stored::Waiting { .. }) => Delivery::Waiting,
            Some(Stored::Sent { .. }) => Delivery::Sent,
            Some(Stored::Refused { reason, .. }) => {
                let (code, detail) = reason.split_once(": ").unwrap_or((reason, ""));
                Delivery::Refused {
                    code: code.to_owned(),
                    detail: detail.to_owned(),
                }
            }
            Some(Stored::Received { at_ms, .. }) => Delivery::Received { at_ms: *at_ms },
            // Not in line, or only asked after: it was received, or it came from the server in the first place.
            None => Delivery::Received { at_ms: known },
        }
    }

    /// How many records wait, and since when the oldest does.
    pub fn waiting(&self) -> (usize, Option<Millis>) {
        let mut count = 0;
        let mut oldest = None;
        for row in self.rows.values().filter(|row| !row.is_asked()) {
            if let Stored::Waiting { since_ms } | Stored::Sent { since_ms, .. } = row.item.delivery
            {
                count += 1;
                oldest = Some(oldest.map_or(since_ms, |before: Millis| before.min(since_ms)));
            }
        }
        (count, oldest)
    }

    /// How many records wait under keys that whoever is signed in doesn't hold.
    pub const fn of_others(&self) -> usize {
        self.of_others
    }

    /// How many records no server has proved to hold, whoever wrote them.
    pub fn unsent(&self) -> usize {
        let own = self.rows.values().filter(|row| !row.is_asked());
        own.count() + self.of_others
    }

    /// How many records a server did not accept.
    pub fn refused(&self) -> usize {
        self.problems().len()
    }

    /// What a server did not accept, for *Problems*.
    pub fn problems(&self) -> Vec<ProblemView> {
        let rows = self
            .rows
            .values()
            .filter_map(|row| match &row.item.delivery {
                Stored::Refused { at_ms, reason, .. } => Some(ProblemView {
                    entry: EntryId::from_document(&row.item.id),
                    failure: Failure::ServerRefused {
                        detail: reason.clone(),
                    },
                    at_ms: *at_ms,
                }),
                _ => None,
            });
        rows.collect()
    }
}

fn since(delivery: &Stored) -> Millis {
    match delivery {
        Stored::Waiting { since_ms }
        | Stored::Sent { since_ms, .. }
        | Stored::Refused { since_ms, .. } => *since_ms,
        Stored::Received { at_ms, .. } => at_ms.unwrap_or(0),
    }
}
