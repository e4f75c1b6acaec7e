//! Records that have left this tablet's window, asked for at the server. They are shown until the register is locked, and
//! not stored again.

use std::{
    collections::{HashMap, HashSet},
    rc::Rc,
};

use serde_json::Value;
use wingbook_record::{
    access::Book,
    id::{EntryId, PersonId},
    time::{DAY, Millis},
};
use wingbook_sync::{
    couch::{Couch, Older},
    transport::Transport,
};

use crate::{
    failure,
    message::{Failure, OlderView},
    platform::Platform,
    replica::SessionReplica,
    replication,
    session::Session,
};

/// The register that has a window; the others lie here as long as they are held.
const BOOK: Book = Book::Wing;

/// How far one step goes back.
const STEP_MS: Millis = 7 * DAY;

/// So many steps without a record, and it is said that nothing was found.
const STEPS_MAX: u32 = 26;

/// Tablets' clocks were off by less, where nobody could correct them.
const MARGIN_MS: Millis = DAY;

/// A correction of a correction of a record is as far as answers go.
const ROUNDS_MAX: usize = 4;

/// Ids in one question.
const IDS_MAX: usize = 200;

/// What was fetched since sign-in.
#[derive(Default)]
pub(crate) struct Fetched {
    /// From when on everything is here.
    since_ms: Option<Millis>,
    /// Of whom everything is here.
    people: HashSet<PersonId>,
    /// The documents, for the page of a record.
    documents: HashMap<EntryId, Value>,
}

impl Fetched {
    /// Whether a record is here for a look alone.
    pub fn holds(&self, id: EntryId) -> bool {
        self.documents.contains_key(&id)
    }

    /// It has come to stay.
    pub fn is_stored(&mut self, document: &str) {
        if let Some(id) = EntryId::from_document(document) {
            self.documents.remove(&id);
        }
    }

    /// A document that lies in no row.
    pub fn document(&self, id: EntryId) -> Option<Value> {
        self.documents.get(&id).cloned()
    }
}

impl<P: Platform> Session<P> {
    /// Since when everything of the register with a window is here; `None` where nothing is anywhere else: no server, or a
    /// role that does not read it. Of whom everything was fetched, nothing is.
    pub fn held_since_ms(&self, about: Option<PersonId>) -> Option<Millis> {
        if !BOOK.readable_by(&self.roles.borrow()) {
            return None;
        }
        let fetched = self.fetched.borrow();
        if about.is_some_and(|person| fetched.people.contains(&person)) {
            return None;
        }
        let begins_ms = self.window_begins_ms(BOOK)?;
        Some(fetched.since_ms.unwrap_or(begins_ms).min(begins_ms))
    }

    /// Fetches the week before what is here (earlier ones, if that one is empty), or everything about a person.
    ///
    /// # Errors
    /// Without a server, or when it does not answer; what came before that is here.
    pub async fn fetch_older(
        self: &Rc<Self>,
        about: Option<PersonId>,
    ) -> Result<OlderView, Failure> {
        let mut came = 0;
        if let Some(to_ms) = self.held_since_ms(about) {
            let couch = replication::couch(self);
            match about {
                Some(person) => {
                    let name = person.to_string();
                    let which = Older::About {
                        person: &name,
                        to_ms: to_ms + MARGIN_MS,
                    };
                    came = self.take_older(&couch, which).await?;
                    self.fetched.borrow_mut().people.insert(person);
                }
                None => {
                    let mut to_ms = to_ms;
                    for _ in 0..STEPS_MAX {
                        let from_ms = to_ms - STEP_MS;
                        let which = Older::Between {
                            from_ms: from_ms - MARGIN_MS,
                            to_ms: to_ms + MARGIN_MS,
                        };
                        came += self.take_older(&couch, which).await?;
                        to_ms = from_ms;
                        self.fetched.borrow_mut().since_ms = Some(from_ms);
                        if came > 0 {
                            break;
                        }
                    }
                }
            }
            self.changed();
        }
        Ok(OlderView {
            came,
            held_since_ms: self.held_since_ms(about),
        })
    }

    /// Fetches records with whatever amended or answered them: one that was withdrawn must not come back as if it stood.
    async fn take_older(
        self: &Rc<Self>,
        couch: &Couch<P::Transport>,
        which: Older<'_>,
    ) -> Result<usize, Failure> {
        let mut documents = ask(couch, which).await?;
        let mut seen: HashSet<String> = HashSet::new();
        let mut unanswered = ids_of(&documents, &mut seen);
        for _ in 0..ROUNDS_MAX {
            if unanswered.is_empty() {
                break;
            }
            let mut answers = Vec::new();
            for entries in unanswered.chunks(IDS_MAX) {
                answers.extend(ask(couch, Older::Answering { entries }).await?);
            }
            unanswered = ids_of(&answers, &mut seen);
            documents.extend(answers);
        }
        // Answers first: nothing is shown for a moment as it no longer stands.
        documents.reverse();
        SessionReplica(Rc::clone(self)).show_older(documents).await
    }

    pub(crate) fn keep_older(&self, id: EntryId, document: Value) {
        self.fetched.borrow_mut().documents.insert(id, document);
    }
}

async fn ask<T: Transport>(couch: &Couch<T>, which: Older<'_>) -> Result<Vec<Value>, Failure> {
    let found = couch.older(BOOK, which).await;
    found.map_err(|error| failure::of_backend(&error))
}

/// The ids among documents that were not seen before.
fn ids_of(documents: &[Value], seen: &mut HashSet<String>) -> Vec<String> {
    let ids = documents.iter().filter_map(|document| {
        let id = EntryId::from_document(document.get("_id")?.as_str()?)?;
        Some(id.to_string())
    });
    ids.filter(|id| seen.insert(id.clone())).collect()
}
