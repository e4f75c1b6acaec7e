//! Whoever is signed in, with what they may open: the vault, the journal over it, the signer.
//!
//! It lives from sign-in to lock; lock ends the worker, and with it every key in here.

mod ceremony;
mod connecting;
mod entitled;
mod opening;
pub(crate) mod ordered;
mod pin;
mod recovering;
pub(crate) mod set_up;
pub(crate) mod sign_in;
mod ways;
mod window;

use std::{
    cell::{Cell, OnceCell, RefCell},
    collections::{BTreeMap, HashMap, HashSet},
    rc::Rc,
};

use futures::channel::mpsc;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use wingbook_record::{
    access::{Book, Role},
    certificate::{Certificate, Certified},
    facility::Facility,
    health_check::rules::Rules,
    id::{PersonId, Uuid},
    journal::Journal,
    signer::{KeyId, Signer},
    time::{Millis, Recorded},
    vaccination::catalogue::Catalogue,
};
use wingbook_sync::schedule::Signal;
use wingbook_vault::{BookName, Vault, recovery::Part, seal::SealPair};

use crate::{
    deliveries::Deliveries,
    hub::Credential,
    message::{Event, Failure, ProblemView, SessionView, SyncView},
    older::Fetched,
    platform::{self, Platform, ServerClock},
    submissions::Submissions,
    tablet::Tablet,
};

/// The book in which practice records lie: one's own, never sent.
pub(crate) const PRACTICE: &str = "practice";

pub(crate) use entitled::Known;
pub(crate) use opening::{APART, is_certificate_of};
pub(crate) use window::month_of;

/// A wall clock that follows a time server moves by less.
const SET_BACK_MS_MIN: Millis = 60_000;

/// What the wall clock reads, and the one that nobody sets.
fn both_clocks<P: Platform>(platform: &P) -> (Millis, Millis) {
    (platform.wall_ms(), platform.monotonic_ms())
}

/// What is kept, sealed, of a person between sign-ins.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Profile {
    /// Who.
    pub person: PersonId,
    /// Full name.
    pub name: String,
    /// Staff number.
    pub staff_number: String,
    /// Roles, by word: an unknown one is kept.
    pub roles: Vec<String>,
    /// The credential for the server, in hexadecimal; `None` without a server.
    pub credential: Option<String>,
    /// The signer's certificate, once there is one.
    pub certificate: Option<Value>,
    /// The server refused the credential: another passphrase counts there.
    #[serde(default)]
    pub is_refused: bool,
    /// The tablet had no server so far: what lies here was never offered to one.
    #[serde(default)]
    pub is_unoffered: bool,
}

impl Profile {
    /// The roles that this version knows.
    pub fn roles(&self) -> Vec<Role> {
        self.roles
            .iter()
            .filter_map(|word| word.parse().ok())
            .collect()
    }

    /// What is shown to the hub.
    pub fn credential(&self) -> Option<Credential> {
        Some(Credential {
            staff_number: self.staff_number.clone(),
            secret_hex: self.credential.clone()?,
        })
    }
}

/// A document that came, or lies here, and can't be believed.
#[derive(Debug, Clone)]
pub(crate) struct Doubtful {
    /// The document's id.
    pub id: String,
    /// What is wrong with it.
    pub detail: String,
    /// Since when it is known.
    pub at_ms: Millis,
}

/// Somebody's session.
pub(crate) struct Session<P: Platform> {
    pub platform: Rc<P>,
    pub tell: Rc<dyn Fn(Event)>,
    /// Random for each start of the worker.
    pub start: Uuid,
    pub vault: Rc<Vault<P::Store>>,
    pub tablet: RefCell<Tablet>,
    pub facility: Option<Facility>,
    pub profile: RefCell<Profile>,
    pub roles: RefCell<Vec<Role>>,
    pub signer: Signer,
    pub journal: RefCell<Journal>,
    /// The latest certificate of each key.
    pub certificates: RefCell<HashMap<KeyId, Certified>>,
    pub deliveries: RefCell<Deliveries>,
    /// Sealed submissions of the books that this person reads.
    pub submissions: RefCell<Submissions>,
    pub practice: Cell<bool>,
    pub doubtful: RefCell<Vec<Doubtful>>,
    /// One of the stores was found empty beside the others.
    pub vanished_in_part: Cell<bool>,
    /// Rows that can't be opened any more.
    pub damaged: Cell<u32>,
    /// Rows that only a newer app opens.
    pub newer: Cell<u32>,
    pub sync: RefCell<SyncView>,
    /// When everything had been sent and received, as last written down.
    pub noted_full_ms: Cell<Option<Millis>>,
    /// The last contact that is noted for the next session.
    pub noted_contact_ms: Cell<Option<Millis>>,
    /// Wakes the replication.
    pub signals: mpsc::UnboundedSender<Signal>,
    pub forms: RefCell<crate::forms::Shelf>,
    /// The vaccines as they come with the app, for whoever reads the health book, and for administrators.
    pub bundled_vaccines: OnceCell<Catalogue>,
    /// The same with what an administrator changed.
    pub vaccines: RefCell<Option<Rc<Catalogue>>>,
    /// The rules of health checks, for whoever reads the health book.
    pub check_rules: OnceCell<Rules>,
    /// Both clocks of the tablet when the server's was last held against them, or at sign-in.
    pub compared_ms: Cell<(Millis, Millis)>,
    /// Whether this person comes back with a PIN.
    pub has_pin: Cell<bool>,
    /// A recovery key that was made and not tested yet.
    pub made_key: RefCell<Option<(SealPair, Vec<Part>)>>,
    /// Books at which a long poll waits.
    pub watching: RefCell<HashSet<Book>>,
    /// When it was last looked for records that have left their window, on the clock that nobody sets.
    pub looked_ms: Cell<Option<Millis>>,
    /// Records from beyond the window, fetched for this session.
    pub fetched: RefCell<Fetched>,
    /// People, places or the like were found in the store at sign-in.
    pub has_roster: Cell<bool>,
    /// Documents held, by book.
    pub counts: RefCell<BTreeMap<Book, usize>>,
}

impl<P: Platform> Session<P> {
    /// Corrected time: the wall clock as the server would read it.
    pub fn now_ms(&self) -> Millis {
        self.platform.wall_ms() + self.clock().offset_ms.unwrap_or(0)
    }

    /// What the server's clock is known to be worth. A wall clock that has fallen behind the one that nobody sets was set
    /// back since; one that has run ahead of it may have gone on while the tablet slept, and is believed.
    pub fn clock(&self) -> ServerClock {
        let (wall_ms, monotonic_ms) = self.compared_ms.get();
        let passed_ms = self.platform.monotonic_ms() - monotonic_ms;
        let set_back_ms = wall_ms + passed_ms - self.platform.wall_ms();
        let set_back_ms = Some(set_back_ms).filter(|by_ms| *by_ms > SET_BACK_MS_MIN);
        let offset_ms = self.tablet.borrow().clock_offset_ms;
        ServerClock {
            offset_ms: offset_ms.map(|offset| offset + set_back_ms.unwrap_or(0)),
        }
    }

    /// Learns how far the server's clock is from the tablet's.
    pub fn compare_clocks(&self, offset_ms: Millis) {
        self.compared_ms.set(both_clocks(&*self.platform));
        self.tablet.borrow_mut().clock_offset_ms = Some(offset_ms);
    }

    /// *Recorded at*, now.
    pub fn recorded(&self) -> Recorded {
        platform::recorded(&*self.platform, self.start, self.clock())
    }

    /// The facility's time zone; the tablet's own until there is a facility.
    pub fn zone(&self) -> String {
        self.facility
            .as_ref()
            .map_or_else(|| self.platform.zone(), |facility| facility.zone.clone())
    }

    /// Minutes east of UTC in the facility, now.
    pub fn utc_offset_minutes(&self) -> i32 {
        self.platform
            .utc_offset_minutes(&self.zone(), self.now_ms())
    }

    /// Who.
    pub fn me(&self) -> PersonId {
        self.profile.borrow().person
    }

    /// The backends to which new records go.
    pub fn backends(&self) -> Vec<String> {
        match self.tablet.borrow().server {
            Some(_) => vec![crate::replication::BACKEND.to_owned()],
            None => Vec::new(),
        }
    }

    /// The same for what is about to be saved. A tablet that has none may have got one in another tab, in this moment.
    pub async fn backends_now(&self) -> Result<Vec<String>, Failure> {
        let backends = self.backends();
        if backends.is_empty() {
            self.still_alone(&self.keyring().await?).await?;
        }
        Ok(backends)
    }

    /// Whether a record's signer is certified by the facility as that author.
    pub fn is_certified(&self, key: KeyId, author: PersonId) -> bool {
        self.certificates
            .borrow()
            .get(&key)
            .is_some_and(|one| one.person == author)
    }

    /// Whether any key of a person is certified.
    pub fn is_certified_author(&self, author: PersonId) -> bool {
        self.certificates
            .borrow()
            .values()
            .any(|one| one.person == author)
    }

    /// Documents held of each book.
    pub fn held(&self) -> Vec<(Book, usize, Option<Millis>)> {
        let counts = self.counts.borrow();
        let last = self.sync.borrow().last_full_ms;
        let books = Book::readable(&self.roles.borrow());
        books
            .into_iter()
            .map(|book| (book, counts.get(&book).copied().unwrap_or(0), last))
            .collect()
    }

    /// One more document of a book is held.
    pub fn count_in(&self, book: Book) {
        *self.counts.borrow_mut().entry(book).or_default() += 1;
    }

    /// Takes a certificate in, if this facility signed it.
    pub fn trust(&self, document: &Value) -> bool {
        let Some(facility) = &self.facility else {
            return false;
        };
        match Certificate::read(document.clone(), &facility.facility_public) {
            Ok(certificate) => {
                let certified = certificate.certified().clone();
                let mut certificates = self.certificates.borrow_mut();
                let held = certificates.get(&certified.key);
                if held.is_none_or(|held| certified.replaces(held)) {
                    certificates.insert(certified.key, certified);
                }
                true
            }
            Err(_) => false,
        }
    }

    /// Tells the page that what it shows may have changed.
    pub fn changed(&self) {
        (self.tell)(Event::Changed);
    }

    /// Wakes the replication. Nobody listens on a tablet without a server.
    pub fn signal(&self, signal: Signal) {
        let _ = self.signals.unbounded_send(signal);
    }

    /// Refuses unless one of the roles is held.
    pub fn need(&self, roles: &[Role], what: &str) -> Result<(), Failure> {
        if self.roles.borrow().iter().any(|role| roles.contains(role)) {
            Ok(())
        } else {
            Err(Failure::NotAllowed {
                what: what.to_owned(),
            })
        }
    }

    /// Refuses unless some book is reviewed by whoever is signed in.
    pub fn need_reviewer(&self, what: &str) -> Result<(), Failure> {
        let roles = self.roles.borrow();
        if Book::ALL.iter().any(|book| book.reviewable_by(&roles)) {
            Ok(())
        } else {
            Err(Failure::NotAllowed {
                what: what.to_owned(),
            })
        }
    }

    /// Refuses whoever does not read the health book.
    pub fn need_health(&self) -> Result<(), Failure> {
        if Book::Health.readable_by(&self.roles.borrow()) {
            return Ok(());
        }
        Err(Failure::NotAllowed {
            what: Book::Health.to_string(),
        })
    }

    /// The session as the page shows it.
    pub fn view(&self) -> SessionView {
        let profile = self.profile.borrow();
        let tablet = self.tablet.borrow();
        let facility = self.facility.as_ref();
        SessionView {
            person: profile.person,
            name: profile.name.clone(),
            staff_number: profile.staff_number.clone(),
            roles: self.roles.borrow().clone(),
            device: tablet.device,
            tablet: tablet.name.clone(),
            facility: facility.map(|one| one.name.clone()).unwrap_or_default(),
            facility_key: facility.map(|one| one.facility_public.id()),
            country: facility.map(|one| one.country.clone()).unwrap_or_default(),
            zone: self.zone(),
            place_terms: facility
                .map(|one| one.place_terms.clone())
                .unwrap_or_default(),
            books: Book::readable(&self.roles.borrow()),
            certified: self.is_certified(self.signer.id(), profile.person),
            practice: self.practice.get(),
            pin: self.has_pin.get(),
            unreadable: self.damaged.get().saturating_add(self.newer.get()),
        }
    }

    /// What waits for somebody: documents that can't be believed, records not accepted, damaged rows.
    pub fn problems(&self) -> Vec<ProblemView> {
        let now = self.now_ms();
        let mut problems = self.deliveries.borrow().problems();
        problems.extend(self.doubtful.borrow().iter().map(|one| ProblemView {
            entry: None,
            failure: Failure::ServerRefused {
                detail: format!("{}: {}", one.id, one.detail),
            },
            at_ms: one.at_ms,
        }));
        let damaged = (self.damaged.get() > 0).then(|| Failure::Damaged {
            rows: self.damaged.get(),
        });
        let newer = (self.newer.get() > 0).then_some(Failure::NeedsNewerApp);
        let vanished = self
            .vanished_in_part
            .get()
            .then_some(Failure::VanishedInPart);
        let of_store = damaged.into_iter().chain(newer).chain(vanished);
        let of_sync = self.sync.borrow().failure.clone();
        problems.extend(of_store.chain(of_sync).map(|failure| ProblemView {
            entry: None,
            failure,
            at_ms: now,
        }));
        problems
    }
}

/// Roles as a profile keeps them.
pub(crate) fn words_of(roles: &[Role]) -> Vec<String> {
    roles.iter().map(|role| role.word().to_owned()).collect()
}

/// The vault's name of a book. Every word of ours is one.
pub(crate) fn book_name(book: Book) -> Result<BookName, Failure> {
    name(book.word())
}

/// A book name of ours.
pub(crate) fn name(word: &str) -> Result<BookName, Failure> {
    word.parse().map_err(|_| Failure::Internal {
        detail: format!("book {word}"),
    })
}
