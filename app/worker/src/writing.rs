//! Making records: people and places are written down as they are now, the record is chained, signed and sealed,
//! and only after the transaction committed does anything say *saved*.

mod actions;
mod amending;
mod check_in;
mod clinic;
mod products;
mod roster;

pub(crate) use actions::is_own_form;

use serde_json::{Map, Value};
use wingbook_record::{
    access::Book,
    canonical,
    entry::{Body, Correction, Draft, Entry, Head, Origin},
    id::{ChainId, EntryId, PersonId, PlaceId, Uuid, uuid_of},
    matter::{FORM_VERSION, SystemForm},
    roster::{Edited, Revision},
    time::{Millis, Occurred},
};
use wingbook_sync::{revision, schedule::Signal};
use wingbook_vault::{Document, Edit, Entries, Head as StoredHead, SaveError};

use crate::{
    failure,
    message::{Delivery, Failure, Saved},
    platform::{Platform, make_ordered_uuid, make_uuid},
    session::{Session, book_name},
};

/// For how long *Undo* is offered after a save, in milliseconds (issue "One wing, end to end", 5).
pub(crate) const UNDO_MS: Millis = 10_000;

/// What a record is to say.
pub(crate) struct Writing {
    pub book: Book,
    pub form: String,
    pub form_version: String,
    pub people: Vec<PersonId>,
    pub places: Vec<PlaceId>,
    pub occurred: Option<Occurred>,
    pub origin: Origin,
    pub corrects: Option<Correction>,
    pub answers: Map<String, Value>,
    pub draft: Option<String>,
}

impl Writing {
    /// A record of one of Wingbook's own forms, written as it happens.
    pub fn of<F: SystemForm>(book: Book, says: &F) -> Self {
        Self {
            book,
            form: F::FORM.to_owned(),
            form_version: FORM_VERSION.to_owned(),
            people: Vec::new(),
            places: Vec::new(),
            occurred: None,
            origin: Origin::Live,
            corrects: None,
            answers: says.answers(),
            draft: None,
        }
    }

    pub fn about(mut self, people: impl IntoIterator<Item = PersonId>) -> Self {
        self.people.extend(people);
        self
    }

    pub fn at(mut self, places: impl IntoIterator<Item = PlaceId>) -> Self {
        self.places.extend(places);
        self
    }
}

impl<P: Platform> Session<P> {
    /// Saves a record. When this returns, it is durable.
    pub async fn write(&self, writing: Writing) -> Result<Saved, Failure> {
        let roles = self.roles.borrow().clone();
        // What is sealed to its readers takes another way.
        if writing.book.is_sealed() || !writing.book.entry_writable_by(&writing.form, &roles) {
            return Err(Failure::NotAllowed { what: writing.form });
        }
        let shelf = self.shelf_of(writing.book)?;
        // A draft becomes one record, in however many tabs it is open.
        let id = EntryId(match &writing.draft {
            Some(draft) => uuid_of(draft),
            None => make_ordered_uuid(&*self.platform)?,
        });
        let practice = self.practice.get();
        let backends = if practice {
            Vec::new()
        } else {
            self.backends_now().await?
        };
        let draft_id = writing.draft.clone();
        let draft = self.draft_of(id, writing)?;
        let saved_ms = draft.recorded.wall_ms;
        let new_chain = ChainId(make_uuid(&*self.platform)?);
        let mut made: Option<Entry> = None;
        self.vault
            .save_with_head(&shelf, |head| {
                let head = head.map_or(Ok(Head::empty(new_chain)), read_head)?;
                let (entry, next) =
                    draft
                        .clone()
                        .seal(head, &self.signer)
                        .map_err(|error| Failure::Internal {
                            detail: error.to_string(),
                        })?;
                let document = document_of(id.document(), entry.document())?;
                made = Some(entry);
                Ok(Entries {
                    documents: vec![document],
                    head: store_head(next),
                    backends: backends.clone(),
                    saved_ms,
                    draft: draft_id.clone(),
                })
            })
            .await
            .map_err(|error: SaveError<Failure>| failure::of_save(error))?;
        if let Some(entry) = made {
            self.journal.borrow_mut().insert(&entry);
            if !practice {
                self.count_in(entry.header().book);
            }
        }
        self.after_save(!backends.is_empty()).await;
        let delivery = if backends.is_empty() {
            Delivery::Saved
        } else {
            Delivery::Waiting
        };
        Ok(Saved {
            entry: id,
            undo_until_ms: self.now_ms() + UNDO_MS,
            delivery,
        })
    }

    pub(crate) fn draft_of(&self, id: EntryId, writing: Writing) -> Result<Draft, Failure> {
        let mut salt = [0u8; 16];
        self.platform.random(&mut salt)?;
        let journal = self.journal.borrow();
        let view = journal.view(self.practice.get());
        let recorded = self.recorded();
        let occurred = writing
            .occurred
            .unwrap_or_else(|| Occurred::exactly(recorded.corrected_ms()));
        Ok(Draft {
            id,
            book: writing.book,
            form: writing.form,
            form_version: writing.form_version,
            author: self.me(),
            device: self.tablet.borrow().device,
            recorded,
            app: self.platform.app_version(),
            practice: self.practice.get(),
            body: Body {
                salt: hex::encode(salt),
                people: writing
                    .people
                    .iter()
                    .filter_map(|id| view.person_then(*id))
                    .collect(),
                places: writing
                    .places
                    .iter()
                    .filter_map(|id| view.place_then(*id))
                    .collect(),
                occurred,
                origin: writing.origin,
                corrects: writing.corrects,
                answers: writing.answers,
            },
        })
    }

    /// Writes a revision of a document that changes (person, place, plan).
    pub async fn revise(&self, id: &str, value: &impl serde::Serialize) -> Result<(), Failure> {
        self.put_revision(id, value).await?;
        self.after_save(!self.backends().is_empty()).await;
        Ok(())
    }

    /// Writes a revision; of several written together only the last one is told, by [`Session::after_save`].
    async fn put_revision(&self, id: &str, value: &impl serde::Serialize) -> Result<(), Failure> {
        let book = book_name(Book::Roster)?;
        let held = self
            .vault
            .document(&book, id)
            .await
            .map_err(|error| failure::of_vault(&error))?;
        let previous = self.journal.borrow().directory().digest(id);
        let edited = Edited {
            author: self.me(),
            device: self.tablet.borrow().device,
            key: self.signer.id(),
            at_ms: self.now_ms(),
            previous,
        };
        let revision =
            Revision::sign(id, value, edited, &self.signer).map_err(|error| Failure::Internal {
                detail: error.to_string(),
            })?;
        let generation = held.as_ref().map_or(1, |held| generation(&held.rev) + 1);
        let body = canonical::to_bytes(revision.document()).map_err(|error| Failure::Internal {
            detail: error.to_string(),
        })?;
        let document = Document {
            id: id.to_owned(),
            rev: revision::derive(generation, &body),
            body,
        };
        let is_new = held.is_none();
        let edit = Edit {
            document,
            replaces: held.map(|held| held.rev),
            backends: self.backends_now().await?,
            saved_ms: self.platform.wall_ms(),
            draft: None,
            draft_becomes: None,
        };
        self.vault
            .save_edit(&book, &edit)
            .await
            .map_err(|error| failure::of_vault(&error))?;
        self.journal.borrow_mut().insert_revision(&revision);
        if is_new {
            self.count_in(Book::Roster);
        }
        Ok(())
    }

    /// Tells everybody of what is durable by now. Whatever fails here, the record is saved: saying otherwise would have it
    /// written a second time.
    pub(crate) async fn after_save(&self, sends: bool) {
        if sends {
            // Not readable at the moment: the next save or the replication reads it.
            if let Ok(open) = self.vault.outbox().await {
                self.deliveries.borrow_mut().load(open);
            }
            self.signal(Signal::Saved);
            self.tell_sync();
        }
        self.platform.tell_tabs();
        self.changed();
    }
}

/// The number before the hyphen of a revision.
fn generation(rev: &str) -> u64 {
    rev.split_once('-')
        .and_then(|(number, _)| number.parse().ok())
        .unwrap_or(0)
}

fn document_of(id: String, document: &Value) -> Result<Document, Failure> {
    let body = canonical::to_bytes(document).map_err(|error| Failure::Internal {
        detail: error.to_string(),
    })?;
    Ok(Document {
        id,
        rev: revision::derive(1, &body),
        body,
    })
}

fn read_head(head: &StoredHead) -> Result<Head, Failure> {
    let broken = || Failure::Storage {
        detail: "chain head".to_owned(),
    };
    Ok(Head {
        chain: ChainId(Uuid::parse_str(&head.chain).map_err(|_| broken())?),
        seq: head.seq,
        digest: Some(
            wingbook_record::digest::parse_hex(&head.digest)
                .map(wingbook_record::digest::Digest)
                .ok_or_else(broken)?,
        ),
    })
}

fn store_head(head: Head) -> StoredHead {
    StoredHead {
        chain: head.chain.to_string(),
        seq: head.seq,
        digest: head
            .digest
            .map(|digest| digest.to_string())
            .unwrap_or_default(),
    }
}
