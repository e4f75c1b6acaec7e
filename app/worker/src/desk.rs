//! Whoever answers the page: before sign-in the door, afterwards the session.

use std::{cell::RefCell, rc::Rc};

use futures::TryFutureExt;

use wingbook_record::{id::Uuid, order::Standing};
use wingbook_sync::schedule::Signal;
use wingbook_vault::keyring::{Keyring, Way};

use crate::{
    failure,
    keeper::Keeper,
    message::{Event, Failure, LeftView, OrderedView, Request, Response, Status, TabletStep},
    parts::{self, Answer, Answering, AnsweringAtDoor, Entering, Part, at_once, done, saved},
    platform::{Platform, make_uuid},
    session::{Session, ordered, set_up, sign_in::Door},
    tablet::Tablet,
    views,
};

/// The worker's state: what was opened so far.
pub struct Desk<P: Platform> {
    platform: Rc<P>,
    tell: Rc<dyn Fn(Event)>,
    store: RefCell<Option<P::Store>>,
    session: RefCell<Option<Rc<Session<P>>>>,
    parts: Answering<P>,
    /// Answers what is asked before anybody is signed in and seldom.
    at_the_door: AnsweringAtDoor<P>,
    /// Lets in whoever shows a badge or has a passkey.
    entering: Entering<P>,
}

impl<P: Platform> Desk<P> {
    /// A desk at which nobody is signed in. `tell` carries events to the page.
    pub fn new(platform: P, tell: Rc<dyn Fn(Event)>) -> Self {
        Self::with_parts(
            platform,
            tell,
            parts::here,
            parts::at_the_door,
            parts::entering,
        )
    }

    /// The same, with its parts wherever `parts` finds them.
    pub(crate) fn with_parts(
        platform: P,
        tell: Rc<dyn Fn(Event)>,
        parts: Answering<P>,
        at_the_door: AnsweringAtDoor<P>,
        entering: Entering<P>,
    ) -> Self {
        Self {
            platform: Rc::new(platform),
            tell,
            store: RefCell::new(None),
            session: RefCell::new(None),
            parts,
            at_the_door,
            entering,
        }
    }

    /// Answers a call.
    ///
    /// # Errors
    /// What went wrong, in a form that the page puts into words.
    pub async fn answer(&self, request: Request) -> Result<Response, Failure> {
        match request {
            Request::Status => Box::pin(self.status()).await.map(Response::Status),
            Request::Probe { server } => Box::pin(set_up::probe(&*self.platform, &server))
                .await
                .map(Response::Server),
            Request::SetUp(wanted) => Box::pin(self.set_up(wanted)).await,
            Request::SignIn {
                staff_number,
                passphrase,
                before,
            } => {
                let door = self.door().await?;
                let session = Box::pin(door.sign_in(&staff_number, &passphrase, &before)).await?;
                session.be_kept().await;
                Ok(self.admit(session))
            }
            Request::SignInWithPin { tag, pin } => {
                let door = self.door().await?;
                let session = Box::pin(door.sign_in_with_pin(&tag, &pin)).await?;
                Ok(self.admit(session))
            }
            asked @ (Request::SignInWithBadge { .. } | Request::SignInWithPasskey(_)) => {
                let mut door = self.door().await?;
                door.check_allowed().await?;
                let session = (self.entering)(door, asked).await?;
                session.be_kept().await;
                Ok(self.admit(session))
            }
            asked @ (Request::KnowBadge { .. }
            | Request::Passkeys
            | Request::Recover { .. }
            | Request::GivePassphrase { .. }) => {
                let mut door = self.door().await?;
                door.check_allowed().await?;
                (self.at_the_door)(door, asked).await
            }
            Request::Tablets(TabletStep::Erase) if self.session.borrow().is_none() => {
                self.erase().await.map(|()| Response::Done)
            }
            other => {
                let session = self.session.borrow().clone().ok_or(Failure::Locked)?;
                match Part::of(&session, &other) {
                    Some(part) => (self.parts)(part, session, other).await,
                    None => answer_signed_in(&session, other).await,
                }
            }
        }
    }

    fn admit(&self, session: Rc<Session<P>>) -> Response {
        let view = session.view();
        session.tell_sync();
        self.session.replace(Some(session));
        Response::Session(view)
    }

    async fn keyring(&self) -> Result<Keyring<P::Store>, Failure> {
        let held = self.store.borrow().clone();
        let store = match held {
            Some(store) => store,
            None => {
                let store = self.platform.open_store().await?;
                self.store.replace(Some(store.clone()));
                store
            }
        };
        Keyring::open(store)
            .await
            .map_err(|error| failure::of_vault(&error))
    }

    async fn door(&self) -> Result<Door<P>, Failure> {
        let keyring = self.keyring().await?;
        let tablet = Tablet::read(&keyring).await?.ok_or(Failure::NotSetUp)?;
        self.door_of(keyring, tablet)
    }

    fn door_of(&self, keyring: Keyring<P::Store>, tablet: Tablet) -> Result<Door<P>, Failure> {
        let start: Uuid = make_uuid(&*self.platform)?;
        let (platform, tell) = (Rc::clone(&self.platform), Rc::clone(&self.tell));
        Ok(Door {
            platform,
            tell,
            start,
            keyring,
            tablet,
        })
    }

    async fn status(&self) -> Result<Status, Failure> {
        let keyring = self.keyring().await?;
        let Some(tablet) = Tablet::read(&keyring).await? else {
            return Ok(Status::default());
        };
        let mut tablet = tablet;
        // What was begun and broken off goes on, whoever is here.
        ordered::obey(&*self.platform, &keyring, &mut tablet).await?;
        let is_quiet = tablet.ordered().is_none() && !tablet.erasing;
        let left = match is_quiet {
            true => LeftView::default(),
            false => ordered::left::<P>(&keyring).await?,
        };
        let people = keyring
            .people()
            .await
            .map_err(|error| failure::of_vault(&error))?;
        let has = async |way| {
            let shown = keyring.shown_ways(way).await;
            shown
                .map(|shown| !shown.is_empty())
                .map_err(|error| failure::of_vault(&error))
        };
        Ok(Status {
            has_badges: has(Way::Badge).await?,
            has_passkeys: has(Way::Passkey).await?,
            set_up: true,
            facility: tablet.facility().map(|facility| facility.name),
            ordered: tablet.ordered().map(|signed| OrderedView {
                standing: signed.order.standing,
                at_ms: signed.at_ms,
            }),
            erasing: tablet.erasing,
            left,
            tablet: Some(tablet.name),
            server: tablet.server,
            people: people.len(),
            kept: self.platform.keeper().people().await,
        })
    }

    /// Erases everything that lies here, if that was begun or ordered: nobody who merely comes by does it.
    async fn erase(&self) -> Result<(), Failure> {
        {
            let keyring = self.keyring().await?;
            let mut tablet = Tablet::read(&keyring).await?.ok_or(Failure::NotSetUp)?;
            let is_ordered = tablet
                .ordered()
                .is_some_and(|signed| signed.order.standing == Standing::Erased);
            if !tablet.erasing && !is_ordered {
                return Err(Failure::Locked);
            }
            tablet.erasing = true;
            tablet.write(&keyring).await?;
        }
        match self.store.replace(None) {
            Some(store) => self.platform.erase_store(store).await,
            None => Err(Failure::NotSetUp),
        }
    }

    async fn set_up(&self, wanted: crate::message::SetUp) -> Result<Response, Failure> {
        let keyring = self.keyring().await?;
        // A second set-up would strand what lies here.
        if Tablet::read(&keyring).await?.is_some() {
            return self.status().await.map(Response::Status);
        }
        if wanted.tablet.trim().is_empty() {
            return Err(Failure::Invalid {
                questions: vec!["tablet".to_owned()],
            });
        }
        match (&wanted.server, &wanted.facility) {
            (Some(server), _) => {
                let tablet = set_up::join(&*self.platform, &wanted, server).await?;
                tablet.write(&keyring).await?;
                self.status().await.map(Response::Status)
            }
            (None, Some(new)) => {
                let tablet = set_up::alone(&*self.platform, &wanted)?;
                let door = self.door_of(keyring, tablet)?;
                let session = set_up::begin(door, new).await?;
                Ok(self.admit(session))
            }
            (None, None) => Err(Failure::Invalid {
                questions: vec!["facility".to_owned()],
            }),
        }
    }
}

fn answer_signed_in<P: Platform>(session: &Rc<Session<P>>, request: Request) -> Answer<'_> {
    match request {
        Request::Practice { on } => {
            session.practice.set(on);
            session.changed();
            at_once(Ok(Response::Session(session.view())))
        }
        Request::PutPin { passphrase, pin } => Box::pin(async move {
            session.put_pin(&passphrase, pin.as_deref()).await?;
            Ok(Response::Session(session.view()))
        }),
        Request::SyncNow => {
            session.signal(Signal::Asked);
            at_once(Ok(Response::Done))
        }
        Request::Online { online } => {
            if online {
                session.signal(Signal::Online);
            }
            at_once(Ok(Response::Done))
        }
        Request::Sync => at_once(Ok(Response::Sync(session.sync_view()))),
        Request::Problems => at_once(Ok(Response::Problems(session.problems()))),
        Request::Drafts => Box::pin(session.drafts().map_ok(Response::Drafts)),
        Request::DraftPut(draft) => done(async move { session.put_draft(&draft).await }),
        Request::At { address } => done(async move { session.note_at(address).await }),
        Request::WasAt => Box::pin(session.was_at().map_ok(Response::At)),
        Request::Way { way } => done(async move { session.note_way(way).await }),
        Request::WasOn => Box::pin(session.was_on().map_ok(Response::Way)),
        Request::MarksPut { round, stops } => {
            done(async move { session.put_marks(round, &stops).await })
        }
        Request::Marks { round } => Box::pin(session.marks(round).map_ok(Response::Marks)),
        Request::DraftDiscard { id } => done(async move { session.discard_draft(&id).await }),
        Request::Forms => {
            let lines = session.forms.borrow().lines(&session.roles.borrow());
            at_once(Ok(Response::Forms(lines)))
        }
        Request::Form { form, version } => at_once(
            session
                .forms
                .borrow()
                .form(&form, version.as_deref())
                .map(Response::Form)
                .ok_or(Failure::NotHere { what: form }),
        ),
        Request::StartRound {
            plan,
            due_ms,
            origin,
            occurred,
        } => Box::pin(async move {
            let round = session.start_round(plan, due_ms, origin, occurred).await?;
            views::round(session, round).map(Response::Round)
        }),
        Request::Check(check) => saved(session.check(check)),
        Request::RoundAction(action) => saved(session.round_action(action)),
        Request::CountSigned(count) => saved(session.count(count)),
        Request::Move { person, to, reason } => {
            saved(async move { session.move_person(person, to, &reason).await })
        }
        Request::Notice {
            text,
            urgent,
            person,
            place,
            until_ms,
        } => saved(session.notice(text, urgent, person, place, until_ms)),
        Request::Save(entry) => saved(session.save(entry)),
        Request::Undo { entry } => saved(async move {
            match session.unseal(entry).await? {
                Some(taken_back) => Ok(taken_back),
                None => session.undo(entry).await,
            }
        }),
        Request::Withdraw { entry, reason } => saved(session.withdraw(entry, reason)),
        Request::WrongPerson {
            entry,
            wrong,
            right,
            reason,
        } => saved(session.wrong_person(entry, wrong, right, reason)),
        Request::Answer { entry, text } => saved(session.reply(entry, text)),
        Request::FollowUpDone { entry, text } => saved(session.follow_up_done(entry, text)),
        other => Box::pin(views::answer(session, other)),
    }
}
