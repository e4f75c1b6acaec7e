//! From opened keys to a session: book keys, every document of the books into the journal, deliveries, forms.

use std::{
    cell::{Cell, OnceCell, RefCell},
    collections::HashMap,
    rc::Rc,
};

use futures::{FutureExt, StreamExt, channel::mpsc};
use serde_json::Value;
use wingbook_record::{
    access::{Book, Role, roster_writable_by},
    certificate::Certificate,
    entry::{Entry, Kept},
    facility::Facility,
    id::{CertificateId, DeviceId, EntryId},
    journal::{Journal, Record},
    roster::Revision,
    signer::Signer,
    vaccination::catalogue::{Catalogue, Fault},
};
use wingbook_sync::{
    backend::BackendId,
    replica::{Checkpoint, Replica},
    schedule::Signal,
};
use wingbook_vault::{
    BookName, Vault,
    keyring::{Entitlement, Keyring, Readers, Unlocked},
};

use super::{
    Doubtful, PRACTICE, Profile, Session, book_name, both_clocks, entitled::Known, name,
    sign_in::Door, window::settle_later, words_of,
};
use crate::{
    deliveries::Deliveries,
    failure, forms,
    message::{Event, Failure, SyncView},
    platform::Platform,
    replica::{SessionReplica, Whose},
    replication,
    submissions::shelves,
    tablet::Tablet,
};

/// Documents between two words to the page on how far opening is.
const TELL_EVERY: usize = 2_000;

/// How long news of other tabs gather before everything is read again.
const GATHER_MS: u32 = 1_000;

/// The catalogue of vaccines among the app's files.
const VACCINES: &str = "vaccines/covid_19.json";

/// Documents kept apart because they don't verify carry this before their id in the vault.
pub(crate) const APART: &str = "doubtful:";

/// Opens everything that this person may open.
pub(crate) async fn open<P: Platform>(
    door: Door<P>,
    unlocked: Unlocked,
) -> Result<Rc<Session<P>>, Failure> {
    let profile: Profile =
        serde_json::from_slice(unlocked.profile()).map_err(|error| Failure::Storage {
            detail: format!("profile: {error}"),
        })?;
    let roles = profile.roles();
    let signer = Signer::from_seed(unlocked.sign_seed().expose());
    let facility = door.tablet.facility();
    let vault = open_vault(&door, unlocked, &roles).await?;
    let (signals, heard) = mpsc::unbounded();
    let sync = SyncView {
        server: door.tablet.server.clone(),
        state: if door.tablet.server.is_some() {
            "idle"
        } else {
            "none"
        }
        .to_owned(),
        ..SyncView::default()
    };
    let session = Rc::new(Session {
        compared_ms: Cell::new(both_clocks(&*door.platform)),
        platform: door.platform,
        tell: door.tell,
        start: door.start,
        vault: Rc::new(vault),
        tablet: RefCell::new(door.tablet),
        facility,
        roles: RefCell::new(roles),
        signer,
        journal: RefCell::new(Journal::new()),
        certificates: RefCell::new(HashMap::new()),
        deliveries: RefCell::new(Deliveries::default()),
        submissions: RefCell::default(),
        practice: Cell::new(false),
        doubtful: RefCell::new(Vec::new()),
        vanished_in_part: Cell::default(),
        damaged: Cell::new(0),
        newer: Cell::new(0),
        sync: RefCell::new(sync),
        noted_full_ms: Cell::default(),
        noted_contact_ms: Cell::default(),
        signals,
        forms: RefCell::new(forms::Shelf::default()),
        bundled_vaccines: OnceCell::new(),
        vaccines: RefCell::new(None),
        check_rules: OnceCell::new(),
        profile: RefCell::new(profile),
        has_pin: Cell::default(),
        made_key: RefCell::default(),
        watching: RefCell::default(),
        looked_ms: Cell::default(),
        has_roster: Cell::default(),
        fetched: RefCell::default(),
        counts: RefCell::default(),
    });
    if let Some(certificate) = session.profile.borrow().certificate.clone() {
        session.trust(&certificate);
    }
    session.load().await?;
    obey(&session, &door.keyring).await?;
    session.load_deliveries().await?;
    session.take_letterboxes_up().await?;
    session.offer_what_was_before(&door.keyring).await?;
    session.mend_what_vanished().await?;
    session.recall_full().await;
    session.recall_pin().await;
    forms::load_bundled(&session).await;
    session.load_vaccines().await;
    session.load_check_rules().await;
    // What can't be passed on now is so at the next sign-in or contact: it keeps nobody from their work.
    let _ = session.be_recoverable(&door.keyring).await;
    let _ = session.share_keys(&door.keyring, Known::SoFar).await;
    session.tell_of_missing().await;
    session.tell_of_apart().await;
    follow_other_tabs(&session);
    // Heard by nobody while this was opened.
    session.is_as_it_was().await?;
    settle_later(&session);
    replication::start(&session, door.keyring, heard);
    Ok(session)
}

/// Reads again whenever another tab of this browser has stored more: one tab syncs for all, and any of them saves.
fn follow_other_tabs<P: Platform>(session: &Rc<Session<P>>) {
    let (hear, mut news) = mpsc::unbounded();
    session.platform.hear_tabs(move || {
        // Nobody listens once the session is over.
        let _ = hear.unbounded_send(());
    });
    let session = Rc::clone(session);
    let platform = Rc::clone(&session.platform);
    platform.spawn(async move {
        while news.next().await.is_some() {
            // Signed out, erased or connected elsewhere: that waits for nothing.
            if !session.is_as_it_was().await.unwrap_or(true) {
                continue;
            }
            session.platform.sleep(GATHER_MS).await;
            while news.next().now_or_never().flatten().is_some() {}
            // What can't be read now is at the next news, or sign-in.
            let _ = session.read_again().await;
        }
    });
}

/// A later word of the facility counts, also without a network: roles that were cut are cut, and whoever was dismissed
/// leaves.
async fn obey<P: Platform>(
    session: &Session<P>,
    keyring: &Keyring<P::Store>,
) -> Result<(), Failure> {
    let Some(word) = session.later_word() else {
        return Ok(());
    };
    if word.is_revoked() {
        session.leave(keyring).await?;
        return Err(Failure::AccountClosed);
    }
    if *session.roles.borrow() != word.roles {
        session.give_up_books(keyring, &word.roles).await?;
        let mut profile = session.profile.borrow().clone();
        profile.roles = words_of(&word.roles);
        session.keep_profile(keyring, &profile).await?;
        return Err(Failure::RolesChanged);
    }
    Ok(())
}

async fn open_vault<P: Platform>(
    door: &Door<P>,
    unlocked: Unlocked,
    roles: &[Role],
) -> Result<Vault<P::Store>, Failure> {
    let of_vault = |error| failure::of_vault(&error);
    let own = *unlocked.pair().public();
    let recovery = door.tablet.recovery_public();
    let mut entitlements = Vec::new();
    for (shelf, _) in shelves(roles)? {
        entitlements.push(entitlement(shelf, vec![own], recovery));
    }
    // Practice is one's own: no recovery, nobody else.
    entitlements.push(entitlement(practice_of(&unlocked)?, vec![own], None));
    let keyring = &door.keyring;
    keyring
        .ensure_epochs(unlocked.pair(), &entitlements)
        .await
        .map_err(of_vault)?;
    let keys = keyring
        .open_books(unlocked.pair())
        .await
        .map_err(of_vault)?;
    Ok(Vault::open(
        keyring.store().clone(),
        keyring.tablet(),
        keys,
        unlocked,
    ))
}

pub(super) fn entitlement(
    book: BookName,
    readers: Vec<[u8; 32]>,
    recovery: Option<[u8; 32]>,
) -> Entitlement {
    Entitlement {
        book,
        readers: Readers::AtLeast(readers),
        recovery,
    }
}

/// Each person's practice book is a book of its own.
fn practice_of(unlocked: &Unlocked) -> Result<BookName, Failure> {
    let tag = unlocked.tag().to_string();
    name(&format!("{PRACTICE}_{}", tag.get(..16).unwrap_or(&tag)))
}

impl<P: Platform> Session<P> {
    /// The book of this person's practice records.
    pub fn practice_book(&self) -> Result<BookName, Failure> {
        self.vault
            .person()
            .map_or_else(|| Err(Failure::Locked), practice_of)
    }

    /// The vault's book for a record of `book` as things stand.
    pub fn shelf_of(&self, book: Book) -> Result<BookName, Failure> {
        if self.practice.get() {
            self.practice_book()
        } else {
            book_name(book)
        }
    }

    /// Reads every document of every book into the journal.
    async fn load(&self) -> Result<(), Failure> {
        self.counts.take();
        let mut names = Vec::new();
        for book in Book::readable(&self.roles.borrow()) {
            names.push((Some(book), book_name(book)?));
        }
        names.push((None, self.practice_book()?));
        self.load_letterboxes().await?;
        let mut done = 0;
        let (mut newer, mut damaged) = (0, 0);
        for (book, name) in names {
            let report = self
                .vault
                .load_book(&name, |document| {
                    done += 1;
                    if done % TELL_EVERY == 0 {
                        (self.tell)(Event::Opening { done, total: 0 });
                    }
                    if let Some(id) = document.id.strip_prefix(APART) {
                        self.doubt(id, "kept apart when it came");
                        return;
                    }
                    if document.id.starts_with(EntryId::KIND) {
                        self.take_back(book, document.id, document.body);
                        return;
                    }
                    // Never in pages: it is written again.
                    if book == Some(Book::Roster) {
                        self.has_roster.set(true);
                    }
                    match serde_json::from_slice(document.body) {
                        Ok(value) => self.take_in(book, document.id, value),
                        Err(error) => self.doubt(document.id, &error.to_string()),
                    }
                })
                .await
                .map_err(|error| failure::of_vault(&error))?;
            newer += report.newer;
            damaged += report.damaged.len();
        }
        let rows = |rows: usize| u32::try_from(rows).unwrap_or(u32::MAX);
        self.newer.set(rows(newer));
        self.damaged.set(rows(damaged));
        Ok(())
    }

    /// Notes that a document can't be believed.
    pub fn doubt(&self, id: &str, detail: &str) {
        let known = self.doubtful.borrow().iter().any(|one| one.id == id);
        if !known {
            let doubt = Doubtful {
                id: id.to_owned(),
                detail: detail.to_owned(),
                at_ms: self.now_ms(),
            };
            self.doubtful.borrow_mut().push(doubt);
        }
    }

    /// Puts a record of the vault into the journal, from the bytes that were kept of it.
    fn take_back(&self, book: Option<Book>, id: &str, bytes: &[u8]) {
        if let Some(book) = book {
            self.count_in(book);
        }
        match Kept::read(id, bytes) {
            Ok(kept) => {
                let record = Record::of_kept(&kept);
                self.journal.borrow_mut().insert_record(record);
            }
            Err(error) => self.doubt(id, &error.to_string()),
        }
    }

    /// Puts a document that has just come into the journal.
    pub fn take_in(&self, book: Option<Book>, id: &str, document: Value) {
        if let Some(book) = book {
            self.count_in(book);
        }
        if id.starts_with(EntryId::KIND) {
            match Entry::read(document) {
                Ok(entry) => {
                    self.journal.borrow_mut().insert(&entry);
                }
                Err(error) => self.doubt(id, &error.to_string()),
            }
        } else if id.starts_with(CertificateId::KIND) {
            if !self.trust(&document) {
                self.doubt(id, "not certified by this facility");
            }
        } else if let Some(book) = book.filter(|book| book.is_sealed()) {
            self.take_submission(book, id, document);
        } else {
            match Revision::read(document) {
                Ok(revision) if revision.kind() == DeviceId::KIND => {
                    // Of others the server tells administrators; one's own is done once this round is over.
                    self.tablet.borrow_mut().take_order(revision.document());
                }
                Ok(revision) => {
                    self.journal.borrow_mut().insert_revision(&revision);
                }
                Err(error) => self.doubt(id, &error.to_string()),
            }
        }
    }

    /// Reads the catalogue of vaccines that comes with the app, for whoever reads the health book or may change it.
    async fn load_vaccines(&self) {
        let wants = {
            let roles = self.roles.borrow();
            Book::Health.readable_by(&roles) || roster_writable_by("product", None, &roles)
        };
        if !wants {
            return;
        }
        let text = self.platform.app_file(VACCINES).await;
        // A bundled catalogue that does not read is a fault of the build; the tests refuse it.
        if let Some(Ok(catalogue)) = text.map(|text| Catalogue::parse(&text)) {
            let _ = self.bundled_vaccines.set(catalogue);
            self.take_products();
        }
    }

    /// Lays the vaccines that an administrator changed over those that come with the app. One that does not read never
    /// replaces a working one; it is shown in *Problems*.
    pub fn take_products(&self) {
        let Some(mut catalogue) = self.bundled_vaccines.get().cloned() else {
            return;
        };
        let mut wrong = Vec::new();
        {
            let journal = self.journal.borrow();
            for (id, value) in journal.directory().values("product") {
                let read = serde_json::from_value(value.clone()).map_err(|error| error.to_string());
                let put = read.and_then(|product| {
                    let fault = |faults: Vec<Fault>| {
                        let first = faults.first().map(ToString::to_string);
                        first.unwrap_or_default()
                    };
                    catalogue.put(product).map_err(fault)
                });
                wrong.extend(put.err().map(|detail| (id.to_owned(), detail)));
            }
        }
        for (id, detail) in wrong {
            self.doubt(&id, &detail);
        }
        self.vaccines.replace(Some(Rc::new(catalogue)));
    }

    /// The vaccines, for whoever reads the health book or may change them.
    pub fn catalogue(&self) -> Option<Rc<Catalogue>> {
        self.vaccines.borrow().clone()
    }

    /// A browser that has lost one of the stores and kept the others leaves a tablet that looks in step with its server and
    /// is not: it asks for what came after records that are no longer here, or has forgotten what it has still to send.
    /// Then everything is asked for, or offered, anew.
    async fn mend_what_vanished(self: &Rc<Self>) -> Result<(), Failure> {
        let have_pages_vanished = self.vault.have_pages_vanished().await;
        let have_pages_vanished = have_pages_vanished.map_err(|error| failure::of_vault(&error))?;
        self.vanished_in_part.set(have_pages_vanished);
        if self.tablet.borrow().server.is_none() {
            return Ok(());
        }
        let replica = SessionReplica(Rc::clone(self));
        let backend = BackendId(replication::BACKEND.to_owned());
        let books = Book::readable(&self.roles.borrow());
        // Everybody reads the roster, and it is never empty once it has come.
        let roster = replica.checkpoint(&backend, Book::Roster).await?;
        if have_pages_vanished || (!self.has_roster.get() && roster != Checkpoint::default()) {
            self.vanished_in_part.set(true);
            for book in &books {
                let anew = Checkpoint::default();
                replica.save_checkpoint(&backend, *book, &anew).await?;
            }
            if have_pages_vanished {
                let marked = self.vault.mark_pages().await;
                marked.map_err(|error| failure::of_vault(&error))?;
            }
        }
        // Whatever was written here stands in line, or is noted as received.
        if self.deliveries.borrow().is_empty() {
            for book in books {
                let head = self.vault.head(&book_name(book)?).await;
                if head.map_err(|error| failure::of_vault(&error))?.is_some() {
                    self.vanished_in_part.set(true);
                    replica.offer_again(&backend, book, Whose::Unknown).await?;
                }
            }
        }
        Ok(())
    }

    /// Whether this tablet is still what it was when this session began. If it was signed out, erased or connected to a
    /// server in another tab, nobody works on here, and the page is told.
    async fn is_as_it_was(&self) -> Result<bool, Failure> {
        let noted = Tablet::read(&self.keyring().await?).await?;
        let is_same = |noted: &Tablet| noted.server == self.tablet.borrow().server;
        let end = match &noted {
            Some(noted) if noted.erasing || noted.ordered().is_some() => Failure::TabletSignedOut,
            None => Failure::TabletSignedOut,
            // Whatever is written on would stand in no line.
            Some(noted) if !is_same(noted) => Failure::Connected,
            Some(_) => return Ok(true),
        };
        (self.tell)(Event::Ended(end));
        Ok(false)
    }

    /// Reads what other tabs have stored since, and offers to send it: its tab may be waiting for its turn.
    async fn read_again(&self) -> Result<(), Failure> {
        self.load().await?;
        self.load_deliveries().await?;
        self.take_arrived();
        self.signal(Signal::Saved);
        self.tell_sync();
        self.changed();
        Ok(())
    }

    /// Forms and vaccines among what has arrived count from now on.
    pub fn take_arrived(&self) {
        forms::take_synced(self);
        self.take_products();
    }

    async fn load_deliveries(&self) -> Result<(), Failure> {
        let open = self
            .vault
            .outbox()
            .await
            .map_err(|error| failure::of_vault(&error))?;
        let received = self
            .vault
            .received()
            .await
            .map_err(|error| failure::of_vault(&error))?;
        self.empty_letterboxes(&received.items).await?;
        let mut deliveries = self.deliveries.borrow_mut();
        deliveries.load(open);
        deliveries.load_received(received);
        Ok(())
    }
}

/// Whether a certificate is one of this facility: for documents that come with a pull.
pub(crate) fn is_certificate_of(document: &Value, facility: Option<&Facility>) -> bool {
    facility.is_some_and(|one| Certificate::read(document.clone(), &one.facility_public).is_ok())
}
