//! When and with whom the tablet sends and receives. One tab of a browser does it, under a Web Lock; a round is the
//! engine's, the moment for it the schedule's.

use std::{cell::Cell, rc::Rc};

use futures::{
    StreamExt,
    channel::mpsc,
    future::{Either, select},
};
use serde_json::Value;
use wingbook_record::{
    access::{Book, Role},
    entry::Entry,
    id::SubmissionId,
    receipt::Receipt,
    submission::Submission,
    time::Millis,
};
use wingbook_sync::{
    backend::{BackendId, Told},
    couch::Couch,
    engine::{Cause, Ending, Engine, Event as Step, Pause, Proceed, Scope, Tally},
    fault::Fault,
    replica::Replica,
    schedule::{Due, Outlook, Schedule, Signal},
    watch,
};
use wingbook_vault::keyring::Keyring;

use crate::{
    failure, hub,
    message::{Event, Failure, SyncView},
    platform::Platform,
    replica::SessionReplica,
    session::{Known, Profile, Session, words_of},
};

/// The name under which this tablet keeps its dealings with its server.
pub(crate) const BACKEND: &str = "hub";

/// The longest sleep of the loop: a clock that jumped, or a device that slept, is noticed after it.
const NAP_MS_MAX: u64 = 60_000;

/// Roles are cut and accounts are closed also while somebody works.
const REFRESH_EVERY_MS: u64 = 5 * 60_000;

/// The next try is told to the page once it is this much earlier or later than what it shows.
const NEXT_MS_MIN: Millis = 2_000;

struct Breath<'r, P: Platform> {
    session: &'r Rc<Session<P>>,
    keyring: &'r Keyring<P::Store>,
    /// How many certificates were known when keys were last passed on.
    certified: Cell<usize>,
}

impl<P: Platform> Pause for Breath<'_, P> {
    async fn pause(&self) -> Proceed {
        self.session.platform.sleep(0).await;
        // The roster comes first. Whoever is known by now gets the keys at once: a connection that lasts for a moment, and a
        // shift without one after it, must not leave a colleague unable to send what is written in that shift.
        let certified = self.session.certificates.borrow().len();
        if self.certified.replace(certified) != certified {
            let _ = self.session.share_keys(self.keyring, Known::SoFar).await;
        }
        Proceed::On
    }

    fn wall_ms(&self) -> i64 {
        self.session.platform.wall_ms()
    }
}

/// Starts replication of a session in the background; without a server there is nothing to do.
pub(crate) fn start<P: Platform>(
    session: &Rc<Session<P>>,
    keyring: Keyring<P::Store>,
    heard: mpsc::UnboundedReceiver<Signal>,
) {
    if session.tablet.borrow().server.is_none() {
        return;
    }
    let task = {
        let session = Rc::clone(session);
        async move { Replication::new(session, keyring).run(heard).await }
    };
    let platform = Rc::clone(&session.platform);
    session
        .platform
        .spawn(async move { platform.alone("wingbook-sync", task).await });
}

/// The tablet's server, as whoever is signed in.
pub(crate) fn couch<P: Platform>(session: &Session<P>) -> Couch<P::Transport> {
    let tablet = session.tablet.borrow().clone();
    let transport = session
        .platform
        .transport(tablet.server.as_deref().unwrap_or_default());
    let authorization = session
        .profile
        .borrow()
        .credential()
        .map(|credential| credential.authorization());
    let facility = session.facility.clone();
    let check = move |receipt: &Receipt, bytes: &[u8]| {
        let Some(facility) = &facility else {
            return false;
        };
        let Ok(document) = serde_json::from_slice::<Value>(bytes) else {
            return false;
        };
        let named = if receipt.id.starts_with(SubmissionId::KIND) {
            let held = Submission::read(document).ok();
            held.map(|held| (held.id().document(), held.digest()))
        } else {
            let entry = Entry::read(document).ok();
            entry.map(|entry| (entry.id().document(), entry.header_digest()))
        };
        named.is_some_and(|(id, digest)| receipt.verifies(&facility.facility_public, &id, digest))
    };
    Couch::new(transport, &tablet.slug, authorization, Box::new(check))
}

struct Replication<P: Platform> {
    session: Rc<Session<P>>,
    keyring: Keyring<P::Store>,
    backend: Rc<Couch<P::Transport>>,
    engine: Engine,
    schedule: Schedule,
    scopes: Vec<Scope>,
    /// When the server was last asked about oneself, on the clock that nobody sets.
    refreshed_ms: Option<u64>,
}

/// What somebody with these roles exchanges with the server: the books that they read, and whatever anyone submits to.
fn scopes(roles: &[Role]) -> Vec<Scope> {
    let scope = |&book: &Book| Scope {
        book,
        send: book.readable_by(roles) || book.is_sealed(),
        receive: book.readable_by(roles),
    };
    let mut scopes: Vec<Scope> = Book::ALL.iter().map(scope).collect();
    scopes.retain(|scope| scope.send);
    scopes
}

impl<P: Platform> Replication<P> {
    fn new(session: Rc<Session<P>>, keyring: Keyring<P::Store>) -> Self {
        let backend = Rc::new(couch(&session));
        let incarnation = keyring.tablet().to_hex();
        let mut seed = [0u8; 8];
        // The seed only spreads tablets over time: without randomness they come together.
        let _ = session.platform.random(&mut seed);
        let now = monotonic(&*session.platform);
        let scopes = scopes(&session.roles.borrow());
        Self {
            engine: Engine::new(BackendId(BACKEND.to_owned()), &incarnation),
            schedule: Schedule::new(u64::from_le_bytes(seed), now),
            backend,
            session,
            keyring,
            scopes,
            refreshed_ms: None,
        }
    }

    async fn run(mut self, mut heard: mpsc::UnboundedReceiver<Signal>) {
        loop {
            let now = monotonic(&*self.session.platform);
            match self.schedule.due() {
                Due::At(at) if at <= now => self.round().await,
                Due::At(at) => {
                    let nap = (at - now).min(NAP_MS_MAX);
                    self.tell_next(Some(at - now));
                    let platform = Rc::clone(&self.session.platform);
                    let nap = platform.sleep(u32::try_from(nap).unwrap_or(u32::MAX));
                    match select(heard.next(), Box::pin(nap)).await {
                        Either::Left((None, _)) => return,
                        Either::Left((Some(signal), _)) => self.note(&signal),
                        Either::Right(_) => {}
                    }
                }
                Due::Running => self.note(&Signal::Ended(Outlook::Stopped)),
                Due::SignIn => match heard.next().await {
                    None => return,
                    Some(signal) => self.note(&signal),
                },
            }
        }
    }

    fn note(&mut self, signal: &Signal) {
        self.schedule.on(signal, monotonic(&*self.session.platform));
    }

    async fn round(&mut self) {
        self.note(&Signal::Started);
        self.show(|view| {
            view.state = "syncing".to_owned();
            view.progress = None;
        });
        let now = monotonic(&*self.session.platform);
        if self
            .refreshed_ms
            .is_none_or(|then| now - then >= REFRESH_EVERY_MS)
        {
            self.refreshed_ms = self.refresh().await.is_ok().then_some(now);
        }
        if self.session.is_ordered_out() {
            return self.give_up().await;
        }
        let ending = self.exchange(&self.scopes.clone()).await;
        self.finish(&ending).await;
        if let Cause::Failed(error) = &ending.cause
            && error.fault == Fault::SignIn
        {
            // Closed, perhaps: then the facility's word is asked for now, for no further round begins. Or the passphrase was
            // changed: the next sign-in shows the server the one that is typed.
            if self.refresh().await == Err(Failure::WrongPassphrase) {
                let mut profile = self.session.profile.borrow().clone();
                profile.is_refused = true;
                let _ = self.keep(profile).await;
            }
        }
        if self.session.is_ordered_out() {
            return self.give_up().await;
        }
        self.note(&Signal::Ended(Outlook::from(&ending)));
        if matches!(ending.cause, Cause::Done) {
            self.watch();
        }
    }

    async fn exchange(&mut self, scopes: &[Scope]) -> Ending {
        let session = Rc::clone(&self.session);
        let replica = SessionReplica(Rc::clone(&session));
        let pause = Breath {
            session: &session,
            keyring: &self.keyring,
            certified: Cell::new(session.certificates.borrow().len()),
        };
        let mut on_event = |step: Step| tell_step(&session, step);
        self.engine
            .round(&*self.backend, &replica, &pause, scopes, &mut on_event)
            .await
    }

    /// The facility has signed this tablet out: what waits is sent as far as it goes, and then every key goes. No further
    /// round begins.
    async fn give_up(&mut self) {
        let sending: Vec<Scope> = self
            .scopes
            .iter()
            .map(|scope| Scope {
                receive: false,
                ..*scope
            })
            .collect();
        // What does not go up stays sealed to the recovery key, or is offered as a file before anything is erased.
        drop(self.exchange(&sending).await);
        // What could not be done now is at the next start: the order is noted.
        let _ = self.session.obey_order(&self.keyring).await;
        self.note(&Signal::Ended(Outlook::SignIn));
        (self.session.tell)(Event::Ended(Failure::TabletSignedOut));
    }

    /// Learns what changed at the server about oneself, and gets certified where that is still to be done.
    async fn refresh(&mut self) -> Result<(), Failure> {
        let session = &self.session;
        let tablet = session.tablet.borrow().clone();
        let transport = session
            .platform
            .transport(tablet.server.as_deref().unwrap_or_default());
        let Some(credential) = session.profile.borrow().credential() else {
            return Ok(());
        };
        session.make_contact(&self.keyring).await?;
        if session.is_ordered_out() {
            return Ok(());
        }
        let me = match hub::me(&transport, &credential).await {
            Ok(me) => me,
            Err(Failure::AccountClosed) => return self.leave_if_dismissed(&transport).await,
            Err(other) => return Err(other),
        };
        let offset = me.server_ms - session.platform.wall_ms();
        session.compare_clocks(offset);
        // A recovery key may have been made since.
        session
            .tablet
            .borrow_mut()
            .renew_facility(&me.facility_document);
        session.be_recoverable(&self.keyring).await?;
        let tablet = session.tablet.borrow().clone();
        tablet.write(&self.keyring).await?;
        let mut profile = session.profile.borrow().clone();
        profile.roles = words_of(&me.roles);
        profile.name = me.name;
        let is_certified = |certificate: &serde_json::Value| {
            let is_ours = session.trust(certificate);
            is_ours && session.own_word().is_some_and(|one| one.roles == me.roles)
        };
        if !profile.certificate.as_ref().is_some_and(is_certified) {
            profile.certificate = Some(self.certify(&transport, &credential).await?);
        }
        let is_changed = *session.roles.borrow() != me.roles;
        if is_changed {
            session.give_up_books(&self.keyring, &me.roles).await?;
        }
        self.keep(profile).await?;
        if is_changed {
            // What stands on screen and in the index is of the roles before: it all goes.
            (session.tell)(Event::Ended(Failure::RolesChanged));
        }
        Ok(())
    }

    /// The server says that this account is closed. Its word alone locks nobody out: the facility's signed one does.
    async fn leave_if_dismissed(&self, transport: &P::Transport) -> Result<(), Failure> {
        let session = &self.session;
        let word = hub::certificate(transport, session.signer.id()).await?;
        session.trust(&word);
        let word = session.own_word();
        let is_dismissed = word.is_some_and(|certified| certified.is_revoked());
        if is_dismissed {
            // Whatever can't be cleared away now is so by the next colleague's sync; the session ends.
            let _ = session.leave(&self.keyring).await;
            (session.tell)(Event::Ended(Failure::AccountClosed));
        }
        Err(Failure::AccountClosed)
    }

    async fn certify(
        &self,
        transport: &P::Transport,
        credential: &hub::Credential,
    ) -> Result<serde_json::Value, Failure> {
        let session = &self.session;
        let request = session.certify_request()?;
        let document = hub::certify(transport, credential, &request).await?;
        session.trust(&document);
        session.changed();
        Ok(document)
    }

    async fn keep(&self, profile: Profile) -> Result<(), Failure> {
        self.session.keep_profile(&self.keyring, &profile).await?;
        self.session.profile.replace(profile);
        Ok(())
    }

    async fn finish(&self, ending: &Ending) {
        let now = self.session.platform.wall_ms();
        let skipped = ending
            .skipped
            .first()
            .map(|(_, error)| failure::of_backend(error));
        self.show(|view| {
            view.progress = None;
            match &ending.cause {
                Cause::Done => {
                    view.state = "idle".to_owned();
                    view.last_contact_ms = Some(now);
                    view.last_full_ms = Some(now);
                    view.unreachable_since_ms = None;
                    view.failure = skipped;
                }
                Cause::Stopped => view.state = "idle".to_owned(),
                Cause::Store(detail) => {
                    view.state = "problem".to_owned();
                    view.failure = Some(Failure::Storage {
                        detail: detail.clone(),
                    });
                }
                Cause::Failed(error) => {
                    let failure = failure::of_backend(error);
                    // No network is how a tablet lives; it is no problem.
                    let offline = matches!(failure, Failure::ServerUnreachable { .. });
                    view.state = if offline { "offline" } else { "problem" }.to_owned();
                    view.failure = (!offline).then_some(failure);
                    let since = view.unreachable_since_ms.unwrap_or(now);
                    view.unreachable_since_ms = offline.then_some(since);
                }
            }
        });
        if ending.cause == Cause::Done {
            self.session.note_full(now).await;
        }
        let contact_ms = self.session.sync.borrow().last_contact_ms;
        if let Some(contact_ms) = contact_ms {
            self.session.note_contact(contact_ms).await;
        }
        if ending.cause == Cause::Done && ending.skipped.is_empty() {
            // Everybody's certificates are known now. Where the keys can't be brought in line, the next round tries again.
            let _ = self.session.share_keys(&self.keyring, Known::All).await;
            let _ = self.session.pass_submissions_on().await;
            let _ = self.session.let_old_ones_go().await;
        }
        if ending.tally.pulled > 0 {
            self.session.take_arrived();
            // A notice may have come whose decision is over, or the other way round.
            self.session.tell_of_apart().await;
        }
        if ending.tally != Tally::default() {
            self.session.platform.tell_tabs();
        }
    }

    /// Waits at the server for changes, beside everything else, until one comes.
    fn watch(&self) {
        for book in watch::plan_watches(&self.scopes) {
            let backend = Rc::clone(&self.backend);
            let session = Rc::clone(&self.session);
            if !session.watching.borrow_mut().insert(book) {
                continue;
            }
            self.session.platform.spawn(async move {
                let replica = SessionReplica(Rc::clone(&session));
                let cursor = replica
                    .checkpoint(&BackendId(BACKEND.to_owned()), book)
                    .await
                    .ok()
                    .and_then(|checkpoint| checkpoint.cursor);
                let mut told = watch::watch(&*backend, book, cursor.as_ref()).await;
                while let Ok(Told::Nothing) = told {
                    told = watch::watch(&*backend, book, cursor.as_ref()).await;
                }
                session.watching.borrow_mut().remove(&book);
                if matches!(told, Ok(Told::Changed)) {
                    session.signal(Signal::Told);
                }
            });
        }
    }

    fn tell_next(&self, wait_ms: Option<u64>) {
        let next = wait_ms.and_then(|wait| Millis::try_from(wait).ok());
        let now = self.session.platform.wall_ms();
        let next = next.map(|wait| now + wait);
        let before = std::mem::replace(&mut self.session.sync.borrow_mut().next_try_ms, next);
        let moved_ms = next.unwrap_or(0) - before.unwrap_or(0);
        if moved_ms.abs() > NEXT_MS_MIN {
            self.session.tell_sync();
        }
    }

    fn show(&self, change: impl FnOnce(&mut SyncView)) {
        change(&mut self.session.sync.borrow_mut());
        self.session.tell_sync();
    }
}

impl<P: Platform> Session<P> {
    /// Sending and receiving, as it stands.
    pub fn sync_view(&self) -> SyncView {
        let mut view = self.sync.borrow().clone();
        let deliveries = self.deliveries.borrow();
        (view.waiting, view.oldest_waiting_ms) = deliveries.waiting();
        view.refused = deliveries.refused();
        view.of_colleagues = deliveries.of_others();
        view.unsent = deliveries.unsent();
        view.books = self.held();
        view
    }

    /// Tells the page how sending and receiving stand.
    pub fn tell_sync(&self) {
        (self.tell)(Event::Sync(Box::new(self.sync_view())));
    }
}

fn tell_step<P: Platform>(session: &Rc<Session<P>>, step: Step) {
    let now = session.platform.wall_ms();
    match step {
        Step::Reached(description) => {
            let mut sync = session.sync.borrow_mut();
            sync.last_contact_ms = Some(now);
            sync.unreachable_since_ms = None;
            drop(sync);
            if let Some(date) = description.date_ms
                && session.tablet.borrow().clock_offset_ms.is_none()
            {
                session.compare_clocks(date - now);
            }
        }
        Step::Progress(progress) => {
            // A total only where the server gave one, and only for long work.
            let total = progress.pulled + progress.to_pull.unwrap_or(0);
            session.sync.borrow_mut().progress = (total > 200).then(|| {
                (
                    usize::try_from(progress.pulled).unwrap_or(0),
                    usize::try_from(total).unwrap_or(0),
                )
            });
        }
        Step::Restored { .. }
        | Step::BookSkipped { .. }
        | Step::Lost(_)
        | Step::Sent { .. }
        | Step::Received { .. }
        | Step::Pulled { .. }
        | Step::Refused { .. } => {}
    }
    session.tell_sync();
}

fn monotonic(platform: &impl Platform) -> u64 {
    u64::try_from(platform.monotonic_ms()).unwrap_or(0)
}
