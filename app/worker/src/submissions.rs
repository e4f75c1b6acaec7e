//! Reports to security, and complaints: written by anyone, sealed to their readers, and opened by those alone.
//!
//! A report is sealed at once and lies in the letterbox, a shelf that everybody on the tablet holds, so that whoever syncs
//! next sends it; who wrote it stands inside alone. Until *Undo* ends it stands in no line, and is its author's draft as well
//! ([`Sealing`]). Once the server has it, it leaves the tablet. Readers pull such submissions, open them with their own
//! key, and pass keys on to readers who were certified later.

use std::{cell::RefCell, rc::Rc};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use wingbook_record::{
    access::{Book, Role},
    canonical,
    digest::parse_hex,
    entry::{Entry, Head},
    id::{ChainId, EntryId, SubmissionId},
    roster::{Edited, Revision},
    submission::{PASSED_ON_MAX, PassedOn, READERS_MAX, Submission},
    time::{HOUR, Millis},
};
use wingbook_sync::revision;
use wingbook_vault::{
    BookName, Document, Edit, Offered, OutboxItem,
    seal::{RecipientId, SealPair, recipient_id},
    submission,
};

use crate::{
    failure,
    message::{
        Delivery, Failure, NewEntry, PartsFault, ReadersView, Saved, SubmissionView,
        SubmissionsView,
    },
    platform::{Platform, make_ordered_uuid, make_uuid},
    session::{Session, book_name, name},
    writing::UNDO_MS,
};

/// The shelf in which submissions to a book wait for whoever syncs next.
pub(crate) fn letterbox(book: Book) -> Result<BookName, Failure> {
    name(&format!("letterbox_{book}"))
}

/// The shelves of somebody with these roles: each book that they read, and the letterboxes. Beside each the book whose
/// readers hold it.
pub(crate) fn shelves(roles: &[Role]) -> Result<Vec<(BookName, Book)>, Failure> {
    let mut shelves = Vec::new();
    for book in Book::readable(roles) {
        shelves.push((book_name(book)?, book));
    }
    for book in sealed_books().filter(|_| Book::Roster.readable_by(roles)) {
        shelves.push((letterbox(book)?, Book::Roster));
    }
    Ok(shelves)
}

/// How long after the end of *Undo* a report is put in line: a tap in the last moment is still one.
const LINGER_MS: Millis = 1_000;

fn internal(error: impl ToString) -> Failure {
    Failure::Internal {
        detail: error.to_string(),
    }
}

/// The books of sealed submissions that somebody with these roles reads.
fn sealed_books_of(roles: &[Role]) -> Vec<Book> {
    sealed_books()
        .filter(|book| book.readable_by(roles))
        .collect()
}

fn sealed_books() -> impl Iterator<Item = Book> {
    Book::ALL.iter().copied().filter(|book| book.is_sealed())
}

/// What a draft becomes while its report, sealed already, can still be taken back: the report itself lies in the letterbox, so
/// that a tablet that is locked or dies sends it.
#[derive(Serialize, Deserialize)]
struct Sealing {
    /// The record's id, by which it is taken back.
    sealing: EntryId,
    submission: SubmissionId,
    book: Book,
    due_ms: Millis,
    /// The draft as it was.
    before: Option<String>,
}

impl Sealing {
    fn read(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes).ok()
    }

    /// Whether it can still be taken back. A clock that was set back keeps no report waiting.
    fn is_open(&self, now_ms: Millis) -> bool {
        (1..=UNDO_MS).contains(&(self.due_ms - now_ms))
    }
}

/// Sealed submissions that this session holds, and what it could open of them.
#[derive(Default)]
pub(crate) struct Submissions {
    held: Vec<(Book, Submission)>,
    passed_on: Vec<(SubmissionId, RecipientId, Vec<u8>)>,
    opened: RefCell<Vec<(SubmissionId, Entry)>>,
}

impl Submissions {
    fn keys_for<'a>(
        &'a self,
        submission: &'a Submission,
        reader: &'a str,
    ) -> impl Iterator<Item = &'a [u8]> {
        let own = submission.readers().iter();
        let own = own.filter(move |(to, _)| to == reader);
        let passed = self.passed_on.iter();
        let passed = passed.filter(move |(of, to, _)| *of == submission.id() && to == reader);
        own.map(|(_, wrapped)| wrapped.as_slice())
            .chain(passed.map(|(_, _, wrapped)| wrapped.as_slice()))
    }

    /// The record inside, if one of the keys here is for this pair. A record that says of itself that it belongs elsewhere was
    /// put in here by somebody else.
    fn open(&self, book: Book, held: &Submission, pair: &SealPair) -> Option<Entry> {
        let opened = self.opened.borrow();
        if let Some((_, entry)) = opened.iter().find(|(id, _)| *id == held.id()) {
            return Some(entry.clone());
        }
        drop(opened);
        let name = held.id().document();
        let bytes = self
            .keys_for(held, &pair.id())
            .find_map(|wrapped| submission::open(&name, held.sealed(), wrapped, pair).ok())?;
        let entry = Entry::read(serde_json::from_slice(&bytes).ok()?).ok()?;
        if entry.header().book != book {
            return None;
        }
        self.opened.borrow_mut().push((held.id(), entry.clone()));
        Some(entry)
    }
}

impl<P: Platform> Session<P> {
    /// Takes in a submission, or keys that somebody passed on.
    pub fn take_submission(&self, book: Book, id: &str, document: Value) {
        let taken = if id.starts_with(PassedOn::KIND) {
            Revision::read(document)
                .and_then(|revision| revision.value::<PassedOn>())
                .map_err(|error| error.to_string())
                .map(|passed| {
                    let mut submissions = self.submissions.borrow_mut();
                    for (id, wrapped) in passed.wrapped() {
                        let key = (id, passed.reader.clone(), wrapped);
                        submissions.passed_on.push(key);
                    }
                })
        } else {
            Submission::read(document)
                .map_err(|error| error.to_string())
                .map(|held| {
                    let mut submissions = self.submissions.borrow_mut();
                    // One's own comes back from the server.
                    let mut known = submissions.held.iter();
                    if known.all(|(_, one)| one.id() != held.id()) {
                        submissions.held.push((book, held));
                    }
                })
        };
        if let Err(detail) = taken {
            self.doubt(id, &detail);
        }
    }

    /// Public keys to which a submission to this book is sealed: of everybody who reads it, on each of their tablets.
    fn readers_of(&self, book: Book) -> Vec<[u8; 32]> {
        let certificates = self.certificates.borrow();
        let readers = certificates
            .values()
            .filter(|one| book.readable_by(&one.roles));
        let mut keys: Vec<[u8; 32]> = readers
            .filter_map(|one| parse_hex(&one.seal_public))
            .collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// Who reads what is sealed with a form.
    pub fn readers_view(&self, form: &str) -> Result<ReadersView, Failure> {
        let book = Book::of_form(form).filter(|book| book.is_sealed());
        let book = book.ok_or_else(|| Failure::NotHere {
            what: form.to_owned(),
        })?;
        let certificates = self.certificates.borrow();
        let readers = certificates
            .values()
            .filter(|one| book.readable_by(&one.roles));
        let mut names: Vec<String> = readers.map(|one| one.name.clone()).collect();
        names.sort_unstable();
        names.dedup();
        Ok(ReadersView {
            names,
            recovery: self.tablet.borrow().recovery_public().is_some(),
        })
    }

    /// Signs a report and seals it. Until *Undo* ends it stands in no line and is its author's draft as well.
    pub async fn submit(self: &Rc<Self>, entry: NewEntry) -> Result<Saved, Failure> {
        let writing = self.writing_of(entry)?;
        let book = writing.book;
        if self.practice.get() {
            return Err(Failure::NotInPractice);
        }
        if writing.corrects.is_some()
            || !book.entry_writable_by(&writing.form, &self.roles.borrow())
        {
            return Err(Failure::NotAllowed { what: writing.form });
        }
        let id = EntryId(make_ordered_uuid(&*self.platform)?);
        let draft = match &writing.draft {
            Some(draft) => draft.clone(),
            None => make_uuid(&*self.platform)?.to_string(),
        };
        let alone = Head::empty(ChainId(make_uuid(&*self.platform)?));
        let signed = self.draft_of(id, writing)?.seal(alone, &self.signer);
        let (entry, _) = signed.map_err(internal)?;
        let submission = SubmissionId(make_uuid(&*self.platform)?);
        let document = self.sealed(book, submission, &entry)?;
        let due_ms = self.platform.wall_ms() + UNDO_MS;
        let sealing = Sealing {
            sealing: id,
            submission,
            book,
            due_ms,
            before: self.draft_text(&draft).await?,
        };
        let edit = Edit {
            document,
            replaces: None,
            backends: Vec::new(),
            saved_ms: self.hour(),
            draft: Some(draft),
            draft_becomes: Some(serde_json::to_vec(&sealing).map_err(internal)?),
        };
        let saved = self.vault.save_edit(&letterbox(book)?, &edit).await;
        saved.map_err(|error| failure::of_vault(&error))?;
        self.send_in_time();
        self.changed();
        Ok(Saved {
            entry: id,
            // By the clock of the page, which counts down.
            undo_until_ms: due_ms,
            delivery: Delivery::Saved,
        })
    }

    /// A record as a submission, sealed to everybody who reads the book and to the recovery key.
    fn sealed(&self, book: Book, id: SubmissionId, entry: &Entry) -> Result<Document, Failure> {
        let mut readers = self.readers_of(book);
        // Whoever is left out is given the keys by the first reader who syncs.
        readers.truncate(READERS_MAX - 1);
        readers.extend(self.tablet.borrow().recovery_public());
        if readers.is_empty() {
            return Err(Failure::NobodyReads);
        }
        let content = canonical::to_bytes(entry.document()).map_err(internal)?;
        let (sealed, wrapped) =
            submission::seal(&id.document(), &content, &readers).map_err(internal)?;
        let made = Submission::make(id, &sealed, &wrapped).map_err(internal)?;
        let body = canonical::to_bytes(made.document()).map_err(internal)?;
        Ok(Document {
            id: id.document(),
            rev: revision::derive(1, &body),
            body,
        })
    }

    /// The hour alone: a minute beside others of the tablet's could tell who wrote.
    fn hour(&self) -> Millis {
        self.platform.wall_ms() / HOUR * HOUR
    }

    /// Puts reports in line once they can't be taken back any more.
    fn send_in_time(self: &Rc<Self>) {
        let session = Rc::clone(self);
        self.platform.spawn(async move {
            let wait = u32::try_from(UNDO_MS + LINGER_MS).unwrap_or_default();
            session.platform.sleep(wait).await;
            // What can't be put in line now is so at the next sign-in, whoever's it is.
            if session.line_letterboxes_up().await.is_ok() {
                let _ = session.load_letterboxes().await;
                session.after_save(!session.backends().is_empty()).await;
            }
        });
    }

    /// One's own reports that can still be taken back, each with its draft's id; those of which the time is over are drafts no
    /// more.
    async fn held_back(&self) -> Result<Vec<(String, Sealing)>, Failure> {
        let of_vault = |error| failure::of_vault(&error);
        let (drafts, _) = self.vault.drafts().await.map_err(of_vault)?;
        let now_ms = self.platform.wall_ms();
        let mut held = Vec::new();
        for draft in drafts {
            match Sealing::read(&draft.content) {
                Some(sealing) if sealing.is_open(now_ms) => held.push((draft.id, sealing)),
                Some(_) => self.vault.delete_draft(&draft.id).await.map_err(of_vault)?,
                None => {}
            }
        }
        Ok(held)
    }

    async fn draft_text(&self, id: &str) -> Result<Option<String>, Failure> {
        let (drafts, _) = self
            .vault
            .drafts()
            .await
            .map_err(|error| failure::of_vault(&error))?;
        let found = drafts.into_iter().find(|draft| draft.id == id);
        Ok(found.and_then(|draft| String::from_utf8(draft.content).ok()))
    }

    /// Takes a report back while it stands in no line: it is a draft again. `None` where no report has this id, or its time
    /// is over.
    pub async fn unseal(&self, entry: EntryId) -> Result<Option<Saved>, Failure> {
        let held = self.held_back().await?;
        let Some((draft, sealing)) = held.into_iter().find(|(_, one)| one.sealing == entry) else {
            return Ok(None);
        };
        let before = sealing.before.as_ref().map(String::as_bytes);
        let shelf = letterbox(sealing.book)?;
        let id = sealing.submission.document();
        let taken = self
            .vault
            .take_back(&shelf, &id, &self.backends(), (&draft, before))
            .await;
        taken.map_err(|error| failure::of_vault(&error))?;
        self.changed();
        Ok(Some(Saved {
            entry,
            undo_until_ms: self.platform.wall_ms(),
            delivery: Delivery::Saved,
        }))
    }

    /// What the server has proved to hold leaves the tablet that wrote it.
    pub async fn empty_letterboxes(&self, received: &[OutboxItem]) -> Result<(), Failure> {
        let gone: Vec<OutboxItem> = received
            .iter()
            .filter(|item| item.id.starts_with(SubmissionId::KIND))
            .filter(|item| matches!(item.delivery, wingbook_vault::Delivery::Received { .. }))
            .filter(|item| {
                sealed_books().any(|book| letterbox(book).ok().as_ref() == Some(&item.book))
            })
            .cloned()
            .collect();
        if gone.is_empty() {
            return Ok(());
        }
        self.vault
            .let_go(&gone)
            .await
            .map_err(|error| failure::of_vault(&error))
    }

    /// Whatever lies in a letterbox stands in line, but for what its author can still take back. Where a browser has lost the
    /// line it is made anew, and what a server refused is offered again.
    /// Whether there is anything that can still be taken back.
    async fn line_letterboxes_up(&self) -> Result<bool, Failure> {
        let of_vault = |error| failure::of_vault(&error);
        let held = self.held_back().await?;
        let roles = self.roles.borrow().clone();
        let mut is_longer = false;
        for book in sealed_books().filter(|_| Book::Roster.readable_by(&roles)) {
            let shelf = letterbox(book)?;
            let mut left_out: Vec<Offered> = Vec::new();
            let take = |document: wingbook_vault::DocumentRef<'_>| {
                let is_held = held
                    .iter()
                    .any(|(_, one)| one.submission.document() == document.id);
                if !is_held && !self.deliveries.borrow().stands_in_line(document.id) {
                    left_out.push(Offered {
                        id: document.id.to_owned(),
                        rev: document.rev.to_owned(),
                        again: None,
                    });
                }
            };
            self.vault.load_book(&shelf, take).await.map_err(of_vault)?;
            for backend in self.backends().iter().filter(|_| !left_out.is_empty()) {
                let offered = self
                    .vault
                    .offer_again(&shelf, &left_out, backend, self.hour());
                offered.await.map_err(of_vault)?;
                is_longer = true;
            }
        }
        if is_longer {
            let open = self.vault.outbox().await.map_err(of_vault)?;
            self.deliveries.borrow_mut().load(open);
        }
        Ok(!held.is_empty())
    }

    /// At sign-in: puts in line what lies in the letterboxes, and what can still be taken back when its time is over.
    pub async fn take_letterboxes_up(self: &Rc<Self>) -> Result<(), Failure> {
        if self.line_letterboxes_up().await? {
            self.send_in_time();
        }
        Ok(())
    }

    /// What waits in the letterboxes of books that this person reads: a tablet without a server has nothing else.
    pub async fn load_letterboxes(&self) -> Result<(), Failure> {
        let books = sealed_books_of(&self.roles.borrow());
        for book in books {
            self.vault
                .load_book(&letterbox(book)?, |document| {
                    if let Ok(value) = serde_json::from_slice(document.body) {
                        self.take_submission(book, document.id, value);
                    }
                })
                .await
                .map_err(|error| failure::of_vault(&error))?;
        }
        Ok(())
    }

    /// The submissions of the books that this person reads, the latest first.
    pub fn submissions_view(&self) -> Result<SubmissionsView, Failure> {
        let books = sealed_books_of(&self.roles.borrow());
        if books.is_empty() {
            return Err(Failure::NotAllowed {
                what: Book::Protection.to_string(),
            });
        }
        let person = self.vault.person().ok_or(Failure::Locked)?;
        let submissions = self.submissions.borrow();
        let mut view = SubmissionsView {
            books,
            ..SubmissionsView::default()
        };
        for (book, held) in submissions.held.iter() {
            match submissions.open(*book, held, person.pair()) {
                Some(entry) => view.opened.push(self.submission_view(&entry)),
                None => view.locked += 1,
            }
        }
        view.opened
            .sort_by_key(|one| std::cmp::Reverse((one.recorded_ms, one.entry)));
        view.opened.dedup_by_key(|one| one.entry);
        Ok(view)
    }

    fn submission_view(&self, entry: &Entry) -> SubmissionView {
        let header = entry.header();
        let certificates = self.certificates.borrow();
        let author = certificates
            .get(&header.key)
            .filter(|one| one.person == header.author && entry.verify(&one.sign_public).is_ok());
        let forms = self.forms.borrow();
        let form = forms.form(&header.form, Some(&header.form_version));
        let body = entry.body();
        SubmissionView {
            entry: header.id,
            book: header.book,
            form: header.form.clone(),
            definition: form.map(|form| form.definition),
            answers: entry.answers().cloned().unwrap_or_default(),
            author: author.map(|one| (one.name.clone(), one.staff_number.clone())),
            recorded_ms: header.recorded.corrected_ms(),
            occurred: body.map(|body| body.occurred.clone()),
            people: body.map(|body| body.people.clone()).unwrap_or_default(),
            places: body
                .map(|body| body.places.iter().map(|place| place.name.clone()).collect())
                .unwrap_or_default(),
        }
    }

    /// Passes the keys of submissions on to readers who were certified after them. Nothing happens where all have them.
    pub async fn pass_submissions_on(&self) -> Result<(), Failure> {
        let Some(person) = self.vault.person() else {
            return Ok(());
        };
        let pair = person.pair();
        let books = sealed_books_of(&self.roles.borrow());
        let recovery = self.tablet.borrow().recovery_public();
        let mut sends = false;
        for book in books {
            // A recovery key that was made or replaced since opens them too.
            for reader in self.readers_of(book).into_iter().chain(recovery) {
                let owed = self.owed(book, &reader, pair, pair.id().as_str());
                sends |= self.pass_keys_on(book, &reader, owed).await?;
            }
        }
        if sends {
            self.after_save(!self.backends().is_empty()).await;
        }
        Ok(())
    }

    /// Opens to oneself, with the facility's recovery key, what was sealed before one could read it.
    pub async fn open_submissions(&self, parts: &[String]) -> Result<SubmissionsView, Failure> {
        let key = &crate::recovery::join(parts)?;
        let person = self.vault.person().ok_or(Failure::Locked)?;
        let mine = *person.pair().public();
        let books = sealed_books_of(&self.roles.borrow());
        let mut opens = false;
        for book in books {
            let owed = self.owed(book, &mine, key, &key.id());
            opens |= self.pass_keys_on(book, &mine, owed).await?;
        }
        if !opens {
            return Err(Failure::Parts(PartsFault::OtherKey));
        }
        self.after_save(!self.backends().is_empty()).await;
        self.submissions_view()
    }

    /// The keys that `reader` lacks and `pair` can give.
    fn owed(
        &self,
        book: Book,
        reader: &[u8; 32],
        pair: &SealPair,
        giver: &str,
    ) -> Vec<(SubmissionId, Vec<u8>)> {
        let id = recipient_id(reader);
        let submissions = self.submissions.borrow();
        let of_book = submissions.held.iter().filter(|(of, _)| *of == book);
        let lacks = of_book.filter(|(_, held)| submissions.keys_for(held, &id).next().is_none());
        let given = lacks.filter_map(|(_, held)| {
            let name = held.id().document();
            let (_, wrapped) = submissions
                .keys_for(held, giver)
                .find_map(|wrapped| submission::pass_on(&name, wrapped, pair, reader).ok())?;
            Some((held.id(), wrapped))
        });
        given.collect()
    }

    async fn pass_keys_on(
        &self,
        book: Book,
        reader: &[u8; 32],
        owed: Vec<(SubmissionId, Vec<u8>)>,
    ) -> Result<bool, Failure> {
        for part in owed.chunks(PASSED_ON_MAX) {
            let keys = part
                .iter()
                .map(|(id, wrapped)| (id.to_string(), hex::encode(wrapped).into()))
                .collect();
            let passed = PassedOn {
                reader: recipient_id(reader),
                keys,
            };
            let id = format!("{}:{}", PassedOn::KIND, make_uuid(&*self.platform)?);
            let edited = Edited {
                author: self.me(),
                device: self.tablet.borrow().device,
                key: self.signer.id(),
                at_ms: self.now_ms(),
                previous: None,
            };
            let signed = Revision::sign(&id, &passed, edited, &self.signer).map_err(internal)?;
            let body = canonical::to_bytes(signed.document()).map_err(internal)?;
            let edit = Edit {
                document: Document {
                    id: id.clone(),
                    rev: revision::derive(1, &body),
                    body,
                },
                replaces: None,
                backends: self.backends_now().await?,
                saved_ms: self.platform.wall_ms(),
                draft: None,
                draft_becomes: None,
            };
            self.vault
                .save_edit(&book_name(book)?, &edit)
                .await
                .map_err(|error| failure::of_vault(&error))?;
            self.take_submission(book, &id, signed.document().clone());
        }
        Ok(!owed.is_empty())
    }
}
