//! Whoever answers the page: before sign-in the door, afterwards the session.

use std::{cell::RefCell, rc::Rc};

use wingbook_record::{access::Role, id::Uuid};
use wingbook_sync::schedule::Signal;
use wingbook_vault::keyring::Keyring;

use crate::{
    failure,
    message::{Event, Failure, Request, Response, Status},
    platform::{Platform, make_uuid},
    session::{Session, set_up, sign_in::Door},
    tablet::Tablet,
    views,
};

/// The worker's state: what was opened so far.
pub struct Desk<P: Platform> {
    platform: Rc<P>,
    tell: Rc<dyn Fn(Event)>,
    store: RefCell<Option<P::Store>>,
    session: RefCell<Option<Rc<Session<P>>>>,
}

impl<P: Platform> Desk<P> {
    /// A desk at which nobody is signed in. `tell` carries events to the page.
    pub fn new(platform: P, tell: Rc<dyn Fn(Event)>) -> Self {
        Self {
            platform: Rc::new(platform),
            tell,
            store: RefCell::new(None),
            session: RefCell::new(None),
        }
    }

    /// Answers a call.
    ///
    /// # Errors
    /// What went wrong, in a form that the page puts into words.
    pub async fn answer(&self, request: Request) -> Result<Response, Failure> {
        match request {
            Request::Status => self.status().await.map(Response::Status),
            Request::Probe { server } => set_up::probe(&*self.platform, &server)
                .await
                .map(Response::Server),
            Request::SetUp(wanted) => self.set_up(wanted).await,
            Request::SignIn {
                staff_number,
                passphrase,
            } => {
                let door = self.door().await?;
                let session = door.sign_in(&staff_number, &passphrase).await?;
                Ok(self.admit(session))
            }
            other => {
                let session = self.session.borrow().clone().ok_or(Failure::Locked)?;
                answer_signed_in(&session, other).await
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
        let people = keyring
            .people()
            .await
            .map_err(|error| failure::of_vault(&error))?;
        Ok(Status {
            set_up: true,
            facility: tablet.facility().map(|facility| facility.name),
            tablet: Some(tablet.name),
            server: tablet.server,
            people: people.len(),
        })
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

async fn answer_signed_in<P: Platform>(
    session: &Rc<Session<P>>,
    request: Request,
) -> Result<Response, Failure> {
    match request {
        Request::Practice { on } => {
            session.practice.set(on);
            session.changed();
            Ok(Response::Session(session.view()))
        }
        Request::SyncNow => {
            session.signal(Signal::Asked);
            Ok(Response::Done)
        }
        Request::Online { online } => {
            if online {
                session.signal(Signal::Online);
            }
            Ok(Response::Done)
        }
        Request::Sync => Ok(Response::Sync(session.sync_view())),
        Request::Problems => Ok(Response::Problems(session.problems())),
        Request::Drafts => session.drafts().await.map(Response::Drafts),
        Request::DraftPut(draft) => session.put_draft(&draft).await.map(|()| Response::Done),
        Request::At { address } => session.note_at(address).await.map(|()| Response::Done),
        Request::WasAt => session.was_at().await.map(Response::At),
        Request::DraftDiscard { id } => session.discard_draft(&id).await.map(|()| Response::Done),
        Request::Forms => Ok(Response::Forms(session.forms.borrow().lines())),
        Request::Form { form, version } => session
            .forms
            .borrow()
            .form(&form, version.as_deref())
            .map(Response::Form)
            .ok_or(Failure::NotHere { what: form }),
        Request::StartRound {
            plan,
            due_ms,
            origin,
            occurred,
        } => {
            let round = session.start_round(plan, due_ms, origin, occurred).await?;
            views::round(session, round).map(Response::Round)
        }
        Request::Check(check) => session.check(check).await.map(Response::Saved),
        Request::RoundAction(action) => session.round_action(action).await.map(Response::Saved),
        Request::CountSigned(count) => session.count(count).await.map(Response::Saved),
        Request::Move { person, to, reason } => session
            .move_person(person, to, &reason)
            .await
            .map(Response::Saved),
        Request::Notice {
            text,
            urgent,
            person,
            place,
            until_ms,
        } => session
            .notice(text, urgent, person, place, until_ms)
            .await
            .map(Response::Saved),
        Request::Save(entry) => session.save(entry).await.map(Response::Saved),
        Request::Undo { entry } => session.undo(entry).await.map(Response::Saved),
        Request::Withdraw { entry, reason } => {
            session.withdraw(entry, reason).await.map(Response::Saved)
        }
        Request::WrongPerson {
            entry,
            wrong,
            right,
            reason,
        } => session
            .wrong_person(entry, wrong, right, reason)
            .await
            .map(Response::Saved),
        Request::Answer { entry, text } => session.reply(entry, text).await.map(Response::Saved),
        Request::FollowUpDone { entry, text } => session
            .follow_up_done(entry, text)
            .await
            .map(Response::Saved),
        Request::Review {
            entry,
            decision,
            reason,
        } => {
            session.need(&[Role::Supervisor], "review")?;
            session
                .review(entry, &decision, reason)
                .await
                .map(Response::Saved)
        }
        other => views::answer(session, other).await,
    }
}
