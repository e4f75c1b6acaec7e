//! The tablet's side of replication over the vault: what the engine asks for, each a durable step.

use std::{collections::HashMap, rc::Rc};

use serde_json::Value;
use wingbook_record::{
    access::{Book, is_issued_by_facility},
    canonical,
    digest::Digest,
    entry::{Entry, Header},
    id::{CertificateId, DeviceId, EntryId, SubmissionId},
    roster::Revision,
    submission::{Submission, is_written_once},
};
use wingbook_sync::{
    backend::{BackendId, Change, Leaf, revision_of},
    replica::{Applied, Checkpoint, Outcome, Outgoing, Reoffer, Replica, Settled, Stage, Waiting},
};
use wingbook_vault::{
    Again, BookName, Delivery, Document, DocumentRef, Month, OfMonth, Offered, OutboxItem, Pull,
    VaultError,
};

use crate::{
    deliveries::{self, Next},
    failure,
    message::Failure,
    platform::Platform,
    session::{APART, Session, book_name, is_certificate_of, month_of},
    submissions::letterbox,
};

/// Documents checked between two turns of the worker's event loop.
const YIELD_EVERY: usize = 64;

/// A session as the engine sees it.
pub(crate) struct SessionReplica<P: Platform>(pub Rc<Session<P>>);

fn vault_failure(error: VaultError) -> Failure {
    failure::of_vault(&error)
}

/// A document as read, or why it does not read and the document as it came.
type ReadOrKept = Result<Read, (String, Value)>;

/// What came of checking one document.
enum Checked {
    /// Into the vault and the journal; a record, which won't change any more, with its month.
    Good(Document, Value, Option<Month>),
    /// Into the vault alone, under a name of its own.
    Doubtful(Document, String),
}

impl<P: Platform> SessionReplica<P> {
    /// Reads a page: every hash is checked.
    fn check_page(&self, documents: Vec<Value>) -> Vec<(String, ReadOrKept)> {
        documents
            .into_iter()
            .map(|document| {
                let id = document
                    .get("_id")
                    .and_then(Value::as_str)
                    .unwrap_or_default()
                    .to_owned();
                // What does not read is kept as it came.
                (
                    id,
                    read(document.clone()).map_err(|problem| (problem, document)),
                )
            })
            .collect()
    }

    /// What the signatures of a page's records are worth. Of each unbroken run the newest is verified; an older one
    /// is vouched for by the hash in the header after it, if that one can be believed itself and comes from the same
    /// hand: chain, key and author.
    async fn verdicts(&self, page: &[(String, ReadOrKept)]) -> HashMap<Digest, Result<(), String>> {
        let mut entries: Vec<&Entry> = page
            .iter()
            .filter_map(|(_, read)| match read {
                Ok(Read::Entry(entry)) => Some(&**entry),
                _ => None,
            })
            .collect();
        entries.sort_by_key(|entry| std::cmp::Reverse((entry.header().chain, entry.header().seq)));
        let mut vouchers: HashMap<Digest, &Header> = HashMap::new();
        let mut verdicts = HashMap::new();
        let mut verified = 0;
        for entry in entries {
            let (header, digest) = (entry.header(), entry.header_digest());
            let is_vouched_for = vouchers.get(&digest).is_some_and(|after| {
                (after.chain, after.key, after.author) == (header.chain, header.key, header.author)
                    && after.seq == header.seq + 1
            });
            let verdict = if is_vouched_for {
                Some(Ok(()))
            } else {
                verified += 1;
                if verified % YIELD_EVERY == 0 {
                    self.0.platform.sleep(0).await;
                }
                self.verdict(entry)
            };
            if let (Some(Ok(())), Some(before)) = (&verdict, header.prev) {
                vouchers.insert(before, header);
            }
            // Without a certificate the record is shown as "not yet certified", and vouches for nothing.
            verdicts.insert(digest, verdict.unwrap_or(Ok(())));
        }
        verdicts
    }

    /// Whether a record is signed by its author's certified key; `None` while nobody knows that key.
    fn verdict(&self, entry: &Entry) -> Option<Result<(), String>> {
        let certificates = self.0.certificates.borrow();
        let certified = certificates.get(&entry.header().key)?;
        if certified.person != entry.header().author {
            return Some(Err("signed with another person's key".to_owned()));
        }
        let verified = entry.verify(&certified.sign_public);
        Some(verified.map_err(|error| error.to_string()))
    }

    fn judge(
        &self,
        read: &Read,
        verdicts: &HashMap<Digest, Result<(), String>>,
    ) -> Result<(), String> {
        match read {
            Read::Entry(entry) => verdicts
                .get(&entry.header_digest())
                .cloned()
                .unwrap_or_else(|| Err("the signature was not checked".to_owned())),
            // The facility alone orders anything for a tablet.
            Read::Revision(revision) if revision.kind() == DeviceId::KIND => {
                let facility = self.0.facility.as_ref();
                let verified = facility.map(|one| revision.verify(&one.facility_public));
                match verified {
                    Some(Ok(())) => Ok(()),
                    _ => Err("not ordered by this facility".to_owned()),
                }
            }
            Read::Revision(revision) => {
                let certificates = self.0.certificates.borrow();
                match certificates.get(&revision.edited().key) {
                    Some(certified) => revision
                        .verify(&certified.sign_public)
                        .map_err(|error| error.to_string()),
                    None => Ok(()),
                }
            }
            // Nothing outside is signed; what is inside shows when it is opened.
            Read::Submission(_) => Ok(()),
            Read::Certificate(document) => {
                if is_certificate_of(document, self.0.facility.as_ref()) {
                    Ok(())
                } else {
                    Err("not certified by this facility".to_owned())
                }
            }
        }
    }

    /// Where what is remembered of a book's feed lies: in the book, or, where this person only sends there, in its letterbox.
    fn shelf(&self, book: Book) -> Result<BookName, Failure> {
        if book.is_sealed() && !book.readable_by(&self.0.roles.borrow()) {
            letterbox(book)
        } else {
            book_name(book)
        }
    }

    async fn reload_outbox(&self) -> Result<(), Failure> {
        let open = self.0.vault.outbox().await.map_err(vault_failure)?;
        self.0.deliveries.borrow_mut().load(open);
        Ok(())
    }
}

enum Read {
    Entry(Box<Entry>),
    Revision(Box<Revision>),
    Certificate(Value),
    Submission(Box<Submission>),
}

/// The shelves from which a book's documents are sent.
fn shelves_of(book: Book) -> Result<Vec<BookName>, Failure> {
    let mut shelves = vec![book_name(book)?];
    if book.is_sealed() {
        shelves.push(letterbox(book)?);
    }
    Ok(shelves)
}

fn read(document: Value) -> Result<Read, String> {
    let id = document
        .get("_id")
        .and_then(Value::as_str)
        .unwrap_or_default();
    if id.starts_with(EntryId::KIND) {
        Entry::read(document)
            .map(|entry| Read::Entry(Box::new(entry)))
            .map_err(|e| e.to_string())
    } else if id.starts_with(CertificateId::KIND) {
        Ok(Read::Certificate(document))
    } else if id.starts_with(SubmissionId::KIND) {
        Submission::read(document)
            .map(|submission| Read::Submission(Box::new(submission)))
            .map_err(|e| e.to_string())
    } else {
        Revision::read(document)
            .map(|revision| Read::Revision(Box::new(revision)))
            .map_err(|e| e.to_string())
    }
}

impl Read {
    /// With which month a record lies in pages; `None` for what is written again.
    fn month(&self) -> Option<Month> {
        match self {
            Self::Entry(entry) => Some(month_of(entry.header().recorded.corrected_ms())),
            Self::Revision(_) | Self::Certificate(_) | Self::Submission(_) => None,
        }
    }

    fn document(&self) -> &Value {
        match self {
            Self::Entry(entry) => entry.document(),
            Self::Revision(revision) => revision.document(),
            Self::Certificate(document) => document,
            Self::Submission(submission) => submission.document(),
        }
    }
}

impl<P: Platform> Replica for SessionReplica<P> {
    type Error = Failure;

    async fn checkpoint(&self, backend: &BackendId, book: Book) -> Result<Checkpoint, Failure> {
        let stored = self
            .0
            .vault
            .checkpoint(&self.shelf(book)?, &backend.0)
            .await;
        // One that can't be read counts as none: pulling again is safe.
        Ok(stored
            .map_err(vault_failure)?
            .and_then(|text| serde_json::from_str(&text).ok())
            .unwrap_or_default())
    }

    async fn save_checkpoint(
        &self,
        backend: &BackendId,
        book: Book,
        checkpoint: &Checkpoint,
    ) -> Result<(), Failure> {
        let text = checkpoint_text(checkpoint)?;
        let pull = Pull {
            backend: &backend.0,
            documents: &[],
            settled: &[],
            removed: &[],
            checkpoint: Some(&text),
        };
        self.0
            .vault
            .apply_pull(&self.shelf(book)?, pull)
            .await
            .map_err(vault_failure)
    }

    async fn knows(&self, book: Book, leaves: &[Leaf]) -> Result<Vec<bool>, Failure> {
        let book = book_name(book)?;
        let is_in_journal = |leaf: &Leaf| {
            // A record never changes: that it is in the journal is enough, without opening its row. What is here for a look
            // alone lies in no row.
            EntryId::from_document(&leaf.id).is_some_and(|entry| {
                self.0.journal.borrow().record(entry).is_some()
                    && !self.0.fetched.borrow().holds(entry)
            })
        };
        let mut known: Vec<bool> = leaves.iter().map(is_in_journal).collect();
        let others = leaves.iter().zip(&known).filter(|(_, known)| !**known);
        let ids: Vec<&str> = others.map(|(leaf, _)| leaf.id.as_str()).collect();
        let revisions = self.0.vault.revisions(&book, &ids).await;
        let mut revisions = revisions.map_err(vault_failure)?.into_iter();
        for (leaf, known) in leaves.iter().zip(&mut known) {
            if !*known {
                let held = revisions.next().flatten();
                *known = held.is_some_and(|held| {
                    held == leaf.rev || generation(&held) > generation(&leaf.rev)
                });
            }
        }
        Ok(known)
    }

    async fn apply(
        &self,
        backend: &BackendId,
        book: Book,
        changes: Vec<Change>,
        checkpoint: &Checkpoint,
    ) -> Result<Applied, Failure> {
        let name = book_name(book)?;
        let mut applied = Applied::default();
        let winners: HashMap<String, String> = changes
            .iter()
            .filter_map(|change| Some((change.id.clone(), change.leaves.first()?.clone())))
            .collect();
        let documents: Vec<Value> = changes
            .into_iter()
            .flat_map(|change| change.documents)
            .filter(|document| document.get("_deleted") != Some(&Value::Bool(true)))
            .collect();
        let checked = self.check_documents(documents, &winners).await?;
        let mut store = Vec::new();
        let mut settled = Vec::with_capacity(checked.len());
        let mut show = Vec::with_capacity(checked.len());
        for one in checked {
            match one {
                Checked::Good(document, ..) if self.waits_here(&name, &document.id).await? => {}
                Checked::Good(document, value, month) => {
                    applied.new += 1;
                    show.push((document.id.clone(), value));
                    match month {
                        Some(month) => settled.push(OfMonth { month, document }),
                        None => store.push(document),
                    }
                }
                Checked::Doubtful(document, detail) => {
                    applied.doubtful += 1;
                    self.0.doubt(document.id.trim_start_matches(APART), &detail);
                    store.push(document);
                }
            }
        }
        let text = checkpoint_text(checkpoint)?;
        let pull = Pull {
            backend: &backend.0,
            documents: &store,
            settled: &settled,
            removed: &[],
            checkpoint: Some(&text),
        };
        self.0
            .vault
            .apply_pull(&name, pull)
            .await
            .map_err(vault_failure)?;
        for OfMonth { document, .. } in &settled {
            self.0.fetched.borrow_mut().is_stored(&document.id);
        }
        // Certificates first: records of the same page are judged by them on screen.
        show.sort_by_key(|(id, _)| !id.starts_with(CertificateId::KIND));
        for (id, value) in show {
            self.0.take_in(Some(book), &id, value);
        }
        if applied.new > 0 {
            self.0.changed();
        }
        Ok(applied)
    }

    async fn outbox(
        &self,
        backend: &BackendId,
        book: Book,
        stage: Stage,
        after: u64,
        limit: usize,
    ) -> Result<Vec<Outgoing>, Failure> {
        let shelves = shelves_of(book)?;
        let mut rows: Vec<deliveries::Waiting> = {
            let deliveries = self.0.deliveries.borrow();
            deliveries
                .rows(&backend.0)
                .filter(|row| shelves.contains(&row.item.book))
                .filter(|row| row.ticket > after && row.is_in(stage))
                .cloned()
                .collect()
        };
        rows.sort_by_key(|row| row.ticket);
        rows.truncate(limit);
        let mut outgoing = Vec::with_capacity(rows.len());
        for row in rows {
            let held = self
                .0
                .vault
                .document(&row.item.book, &row.item.id)
                .await
                .map_err(vault_failure)?;
            // A row without its document can't be sent; it stays, and *Problems* shows the damage.
            let Some(document) = held else { continue };
            let parent = self.parent_of(&document);
            outgoing.push(Outgoing {
                ticket: row.ticket,
                id: document.id,
                rev: document.rev,
                parent,
                bytes: document.body,
                attempts: row.attempts,
                reoffered: row.is_asked(),
            });
        }
        Ok(outgoing)
    }

    async fn waiting(&self, backend: &BackendId, book: Book) -> Result<Waiting, Failure> {
        let shelves = shelves_of(book)?;
        let deliveries = self.0.deliveries.borrow();
        let mut waiting = Waiting::default();
        for row in deliveries
            .rows(&backend.0)
            .filter(|row| shelves.contains(&row.item.book))
        {
            waiting.to_send += u64::from(row.is_in(Stage::ToSend));
            waiting.to_confirm += u64::from(row.is_in(Stage::ToConfirm));
        }
        Ok(waiting)
    }

    async fn settle(
        &self,
        _backend: &BackendId,
        _book: Book,
        settled: &[Settled],
    ) -> Result<(), Failure> {
        let now = self.0.platform.wall_ms();
        let mut marks: Vec<(OutboxItem, Delivery)> = Vec::new();
        let mut gone: Vec<OutboxItem> = Vec::new();
        {
            let mut deliveries = self.0.deliveries.borrow_mut();
            for one in settled {
                let Some(row) = deliveries.row_mut(one.ticket) else {
                    continue;
                };
                if let Outcome::Waiting { .. } = one.outcome {
                    row.attempts += 1;
                }
                match deliveries::next(&row.item, &one.outcome, now) {
                    Next::Same => {}
                    Next::Marked(delivery) => marks.push((row.item.clone(), delivery)),
                    Next::Gone => gone.push(row.item.clone()),
                }
            }
        }
        let marked = self.0.vault.mark(&marks, &gone).await;
        let marked = marked.map_err(vault_failure)?;
        let changed_meanwhile = marked.noted.len() < marks.len() || marked.gone.len() < gone.len();
        self.0.empty_letterboxes(&marked.noted).await?;
        self.0.deliveries.borrow_mut().note(marked);
        if changed_meanwhile {
            self.reload_outbox().await?;
        }
        self.0.tell_sync();
        self.0.changed();
        Ok(())
    }

    async fn reoffer(
        &self,
        backend: &BackendId,
        book: Book,
        what: Reoffer,
    ) -> Result<u64, Failure> {
        // Which rows were acknowledged after the lost point is not kept. Only what this tablet sent can have been:
        // all of that is offered, and the engine asks the server which it lacks before anything is sent twice. A
        // server that lost its history is offered everything that lies here, whoever wrote it.
        let whose = match what {
            Reoffer::AcknowledgedAfter(_) => Whose::Sent,
            Reoffer::Everything => Whose::All,
        };
        Ok(self.offer_again(backend, book, whose).await? as u64)
    }
}

/// Which documents of a book are offered again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Whose {
    /// Those that went up from here and were received.
    Sent,
    /// All that lie here, whoever wrote them.
    All,
    /// All, and nobody knows any more which of them were never sent.
    Unknown,
}

impl<P: Platform> SessionReplica<P> {
    /// Puts documents of a book in line once more: they are asked for, and sent where the server lacks them. Answers how
    /// many.
    pub async fn offer_again(
        &self,
        backend: &BackendId,
        book: Book,
        whose: Whose,
    ) -> Result<usize, Failure> {
        let name = self.shelf(book)?;
        let vault = &self.0.vault;
        let received = vault.received().await.map_err(vault_failure)?;
        let of_this = received
            .items
            .into_iter()
            .filter(|item| item.backend == backend.0);
        let known: HashMap<String, Again> = of_this
            .filter_map(|item| match item.delivery {
                Delivery::Received { at_ms, receipt } => {
                    Some((item.id, Again::Received { at_ms, receipt }))
                }
                _ => None,
            })
            .collect();
        let mut offered: Vec<Offered> = Vec::new();
        let take = |document: DocumentRef<'_>| {
            if document.id.starts_with(APART) || self.0.deliveries.borrow().is_open(document.id) {
                return;
            }
            let kind = document.id.split(':').next().unwrap_or_default();
            let again = match (known.get(document.id), whose) {
                (Some(own), _) => Some(own.clone()),
                (None, Whose::Sent) => return,
                (None, Whose::All) => Some(Again::Fetched),
                (None, Whose::Unknown) if is_issued_by_facility(kind) => Some(Again::Fetched),
                // Perhaps it was never sent: it waits, and nothing is called received.
                (None, Whose::Unknown) => None,
            };
            offered.push(Offered {
                id: document.id.to_owned(),
                rev: document.rev.to_owned(),
                again,
            });
        };
        vault.load_book(&name, take).await.map_err(vault_failure)?;
        let now = self.0.platform.wall_ms();
        for part in offered.chunks(1_000) {
            vault
                .offer_again(&name, part, &backend.0, now)
                .await
                .map_err(vault_failure)?;
        }
        self.reload_outbox().await?;
        Ok(offered.len())
    }

    /// Takes documents into the journal that are not stored: they have left this tablet's window. Answers how many are
    /// shown that were not.
    pub async fn show_older(&self, documents: Vec<Value>) -> Result<usize, Failure> {
        let new: Vec<Value> = {
            let journal = self.0.journal.borrow();
            let is_new = |document: &Value| {
                let id = document.get("_id").and_then(Value::as_str);
                let id = id.and_then(EntryId::from_document);
                id.is_some_and(|id| journal.record(id).is_none())
            };
            documents.into_iter().filter(is_new).collect()
        };
        let mut came = 0;
        for one in self.check_documents(new, &HashMap::new()).await? {
            match one {
                Checked::Good(document, value, _) => {
                    if let Some(id) = EntryId::from_document(&document.id) {
                        came += 1;
                        self.0.keep_older(id, value.clone());
                        self.0.take_in(None, &document.id, value);
                    }
                }
                Checked::Doubtful(document, detail) => {
                    self.0.doubt(document.id.trim_start_matches(APART), &detail);
                }
            }
        }
        Ok(came)
    }

    async fn check_documents(
        &self,
        documents: Vec<Value>,
        winners: &HashMap<String, String>,
    ) -> Result<Vec<Checked>, Failure> {
        let mut revs: HashMap<String, String> = HashMap::new();
        // Of a document with rivals the backend's winner shows.
        let documents: Vec<Value> = documents
            .into_iter()
            .filter(|document| {
                let id = document
                    .get("_id")
                    .and_then(Value::as_str)
                    .unwrap_or_default();
                let rev = revision_of(document).unwrap_or_default();
                let wins = winners.get(id).is_none_or(|winner| winner == rev);
                if wins {
                    revs.insert(id.to_owned(), rev.to_owned());
                }
                wins
            })
            .collect();
        let page = self.check_page(documents);
        let verdicts = self.verdicts(&page).await;
        let mut checked = Vec::with_capacity(page.len());
        for (at, (id, read)) in page.into_iter().enumerate() {
            if at % YIELD_EVERY == YIELD_EVERY - 1 {
                self.0.platform.sleep(0).await;
            }
            let rev = revs.remove(&id).unwrap_or_default();
            let (value, problem) = match &read {
                Ok(read) => (read.document().clone(), self.judge(read, &verdicts).err()),
                Err((problem, document)) => (document.clone(), Some(problem.clone())),
            };
            let body = match canonical::to_bytes(&value) {
                Ok(body) => body,
                Err(error) => {
                    self.0.doubt(&id, &error.to_string());
                    continue;
                }
            };
            checked.push(match problem {
                None => {
                    let month = read.as_ref().ok().and_then(Read::month);
                    Checked::Good(Document { id, rev, body }, value, month)
                }
                Some(detail) => Checked::Doubtful(
                    Document {
                        id: format!("{APART}{id}"),
                        rev,
                        body,
                    },
                    detail,
                ),
            });
        }
        Ok(checked)
    }

    /// Whether an edit made here waits to be sent: it is not overwritten, but offered to the server first. A row in line
    /// whose document nobody here can open says nothing of it: a colleague asked for theirs, under keys that aren't held.
    async fn waits_here(&self, book: &BookName, id: &str) -> Result<bool, Failure> {
        if is_written_once(id) || !self.0.deliveries.borrow().is_open(id) {
            return Ok(false);
        }
        match self.0.vault.document(book, id).await {
            // Nothing of it can be sent any more, and what the server has is better than nothing.
            Err(VaultError::Damaged { .. }) => Ok(false),
            held => Ok(held.map_err(vault_failure)?.is_some()),
        }
    }

    /// The revision that a changed document replaces: the one whose digest it names, if it stands at the server.
    fn parent_of(&self, document: &Document) -> Option<String> {
        if EntryId::from_document(&document.id).is_some() || generation(&document.rev) <= 1 {
            return None;
        }
        self.0.deliveries.borrow().parent_of(&document.id)
    }
}

fn checkpoint_text(checkpoint: &Checkpoint) -> Result<String, Failure> {
    serde_json::to_string(checkpoint).map_err(|error| Failure::Internal {
        detail: error.to_string(),
    })
}

fn generation(rev: &str) -> u64 {
    rev.split_once('-')
        .and_then(|(number, _)| number.parse().ok())
        .unwrap_or(0)
}
