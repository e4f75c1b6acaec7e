//! Parts of the worker that not everybody needs: in a release build, WASM modules of their own, which lie beside those of
//! the pages that ask for them (`xtask::pwa::split`). Builds for development and tests are not cut; there the same
//! functions are called directly ([`here`]).
//!
//! To move an answer out: a line in [`Part::of`], and its arm from `desk` or `views` into the function of that part. What
//! an officer needs on a round is no candidate.

use std::{future::Future, pin::Pin, rc::Rc};

use futures::TryFutureExt;
use wingbook_record::access::Book;

use crate::{
    message::{Failure, Request, Response, Saved},
    platform::Platform,
    session::{Session, sign_in::Door},
    views,
};

/// An answer on its way. Boxed, each for itself: one future over all of them would hold, move and drop the states of every
/// one, and that was the largest piece of code in the app.
pub(crate) type Answer<'a> = Pin<Box<dyn Future<Output = Result<Response, Failure>> + 'a>>;

/// Answers for a part, wherever it lies.
pub(crate) type Answering<P> = fn(Part, Rc<Session<P>>, Request) -> Answer<'static>;

/// The same before anybody is signed in.
pub(crate) type AnsweringAtDoor<P> = fn(Door<P>, Request) -> Answer<'static>;

/// A session on its way.
pub(crate) type Entry<P> = Pin<Box<dyn Future<Output = Result<Rc<Session<P>>, Failure>>>>;

/// Lets somebody in who shows a badge or has a passkey.
pub(crate) type Entering<P> = fn(Door<P>, Request) -> Entry<P>;

/// What lies in one module, by who needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Arrivals, vaccination, isolation, coverage: reception, health staff and their lead.
    Health,
    /// The queue and what is decided there, the board of wings, charts: supervisors and health leads. Also sealed reports.
    Supervision,
    /// The prison's places, people and plans, and the vaccines: administrators.
    Administration,
    /// One's own other ways in: chosen once.
    Seldom,
}

impl Part {
    /// The part that answers; none for what comes with the program.
    pub fn of<P: Platform>(session: &Session<P>, request: &Request) -> Option<Self> {
        match request {
            Request::CheckIn(_)
            | Request::Clinics
            | Request::Clinic { .. }
            | Request::BeforeDose { .. }
            | Request::Coverage { .. }
            | Request::StartClinic(_)
            | Request::ClinicStep(_)
            | Request::CorrectStep(_)
            | Request::Dose { .. } => Some(Self::Health),
            // Whoever reads the health register sees vaccinations on everybody's page.
            Request::Person { .. } => Book::Health
                .readable_by(&session.roles.borrow())
                .then_some(Self::Health),
            Request::Queue
            | Request::Review { .. }
            | Request::Wings
            | Request::Charts { .. }
            | Request::FetchOlder { .. }
            | Request::Readers { .. }
            | Request::Submissions
            | Request::OpenSubmissions { .. } => Some(Self::Supervision),
            Request::Save(entry) => Book::seals(&entry.form).then_some(Self::Supervision),
            Request::Products
            | Request::AddWing { .. }
            | Request::AddRooms { .. }
            | Request::PutPlace(_)
            | Request::PutPerson(_)
            | Request::PutProduct(_)
            | Request::PutPlan(_)
            | Request::Recovery(_)
            | Request::Connect(_)
            | Request::Tablets(_) => Some(Self::Administration),
            Request::Ways(_) => Some(Self::Seldom),
            _ => None,
        }
    }
}

/// Answers without a module in between.
pub(crate) fn here<P: Platform>(
    part: Part,
    session: Rc<Session<P>>,
    request: Request,
) -> Answer<'static> {
    match part {
        Part::Health => health(session, request),
        Part::Supervision => supervision(session, request),
        Part::Administration => administration(session, request),
        Part::Seldom => seldom(session, request),
    }
}

/// What is known already, as the answer.
pub(crate) fn at_once<'a>(answer: Result<Response, Failure>) -> Answer<'a> {
    Box::pin(std::future::ready(answer))
}

/// What was saved, as the answer.
pub(crate) fn saved<'a>(saving: impl Future<Output = Result<Saved, Failure>> + 'a) -> Answer<'a> {
    let saving: Pin<Box<dyn Future<Output = Result<Saved, Failure>> + 'a>> = Box::pin(saving);
    Box::pin(saving.map_ok(Response::Saved))
}

/// Nothing but that it is done.
pub(crate) fn done<'a>(work: impl Future<Output = Result<(), Failure>> + 'a) -> Answer<'a> {
    let work: Pin<Box<dyn Future<Output = Result<(), Failure>> + 'a>> = Box::pin(work);
    Box::pin(work.map_ok(|()| Response::Done))
}

pub(crate) fn health<P: Platform>(session: Rc<Session<P>>, request: Request) -> Answer<'static> {
    match request {
        Request::StartClinic(start) => Box::pin(async move {
            let id = session.start_clinic(&start).await?;
            views::health(&session, Request::Clinic { id })
        }),
        Request::ClinicStep(step) => saved(async move { session.clinic_step(&step).await }),
        Request::CorrectStep(correction) => {
            saved(async move { session.correct_step(*correction).await })
        }
        Request::Dose { person, dose } => {
            saved(async move { session.dose_in_clinic(person, &dose).await })
        }
        Request::CheckIn(asked) if asked.writes() => {
            Box::pin(async move { session.check_in(asked).await })
        }
        question => at_once(views::health(&session, question)),
    }
}

pub(crate) fn supervision<P: Platform>(
    session: Rc<Session<P>>,
    request: Request,
) -> Answer<'static> {
    match request {
        Request::Review {
            entry,
            decision,
            reason,
        } => saved(async move {
            session.need_reviewer("review")?;
            session.review(entry, &decision, reason).await
        }),
        Request::Save(report) => saved(async move { session.submit(report).await }),
        Request::Readers { form } => at_once(session.readers_view(&form).map(Response::Readers)),
        Request::Submissions => at_once(session.submissions_view().map(Response::Submissions)),
        Request::OpenSubmissions { parts } => Box::pin(async move {
            let opened = session.open_submissions(&parts).await;
            opened.map(Response::Submissions)
        }),
        Request::FetchOlder { person } => {
            Box::pin(async move { session.fetch_older(person).await.map(Response::Older) })
        }
        question => at_once(views::supervision(&session, question)),
    }
}

pub(crate) fn administration<P: Platform>(
    session: Rc<Session<P>>,
    request: Request,
) -> Answer<'static> {
    match request {
        Request::AddWing { name, rooms } => {
            Box::pin(async move { session.add_wing(&name, &rooms).await.map(Response::Place) })
        }
        Request::AddRooms { parent, rooms } => {
            done(async move { session.add_rooms(parent, &rooms).await })
        }
        Request::PutPlace(change) => done(async move { session.put_place(&change).await }),
        Request::PutPerson(change) => {
            Box::pin(async move { session.put_person(&change).await.map(Response::Someone) })
        }
        Request::PutProduct(change) => done(async move { session.put_product(&change).await }),
        Request::PutPlan(change) => done(async move { session.put_plan(&change).await }),
        Request::Recovery(step) => Box::pin(async move { session.recovery(step).await }),
        Request::Connect(asked) => Box::pin(async move { session.connect(&asked).await }),
        Request::Tablets(step) => Box::pin(async move { session.tablets(step).await }),
        question => at_once(views::administration(&session, question)),
    }
}

pub(crate) fn seldom<P: Platform>(session: Rc<Session<P>>, request: Request) -> Answer<'static> {
    match request {
        Request::Ways(step) => Box::pin(async move { session.way(step).await }),
        _ => at_once(Err(nobody_answers())),
    }
}

/// What is asked before anybody is signed in and seldom: what the recovery key opens, whose a badge is. It lies beside the
/// pages of administrators.
pub(crate) fn at_the_door<P: Platform>(door: Door<P>, request: Request) -> Answer<'static> {
    match request {
        Request::KnowBadge { shown } => done(async move { door.know_badge(&shown).await }),
        Request::Passkeys => Box::pin(async move { door.passkeys().await.map(Response::Passkeys) }),
        Request::Recover { parts } => {
            Box::pin(async move { door.recover(&parts).await.map(Response::Recovered) })
        }
        Request::GivePassphrase {
            parts,
            staff_number,
            passphrase,
        } => done(async move {
            door.give_passphrase(&parts, &staff_number, &passphrase)
                .await
        }),
        _ => at_once(Err(nobody_answers())),
    }
}

/// Lets somebody in by another way than the passphrase or a PIN.
pub(crate) fn entering<P: Platform>(door: Door<P>, request: Request) -> Entry<P> {
    match request {
        Request::SignInWithBadge { shown, pin } => {
            Box::pin(async move { door.sign_in_with_badge(&shown, &pin).await })
        }
        Request::SignInWithPasskey(answer) => {
            Box::pin(async move { door.sign_in_with_passkey(&answer).await })
        }
        _ => Box::pin(std::future::ready(Err(nobody_answers()))),
    }
}

/// A request went to a part that does not know it: a fault in this program.
pub(crate) fn nobody_answers() -> Failure {
    Failure::Internal {
        detail: "a request that nobody answers".into(),
    }
}

/// The places where the build cuts, as `wingbook-web` has them for pages: one name is one module. A function that the
/// linker must find by name is `unsafe` to the compiler: its name has to be the only one, which the macro sees to.
#[cfg(feature = "split")]
#[allow(unsafe_code)]
pub(crate) mod split {
    use std::rc::Rc;

    use wasm_split_helpers::{SplitLoaderError, wasm_split};

    use super::{Answer, Door, Entry, Part};
    use crate::{
        browser::Browser,
        message::{Failure, Request},
        session::Session,
    };

    /// Answers for a part once its module is here.
    pub fn fetched(part: Part, session: Rc<Session<Browser>>, request: Request) -> Answer<'static> {
        Box::pin(async move {
            let answer = match part {
                Part::Health => health(session, request).await,
                Part::Supervision => supervision(session, request).await,
                Part::Administration => administration(session, request).await,
                Part::Seldom => seldom(session, request).await,
            };
            answer.map_err(|_| Failure::PartNotArrived)?.await
        })
    }

    /// Answers at the door once the module is here.
    pub fn fetched_at_door(door: Door<Browser>, request: Request) -> Answer<'static> {
        Box::pin(async move {
            let answer = at_the_door(door, request).await;
            answer.map_err(|_| Failure::PartNotArrived)?.await
        })
    }

    /// Lets somebody in once the module is here.
    pub fn fetched_entering(door: Door<Browser>, request: Request) -> Entry<Browser> {
        Box::pin(async move {
            let entry = entering(door, request).await;
            entry.map_err(|_| Failure::PartNotArrived)?.await
        })
    }

    #[wasm_split(seldom, fallible)]
    fn entering(door: Door<Browser>, request: Request) -> Result<Entry<Browser>, SplitLoaderError> {
        Ok(super::entering(door, request))
    }

    #[wasm_split(administration, fallible)]
    fn at_the_door(
        door: Door<Browser>,
        request: Request,
    ) -> Result<Answer<'static>, SplitLoaderError> {
        Ok(super::at_the_door(door, request))
    }

    #[wasm_split(seldom, fallible)]
    fn seldom(
        session: Rc<Session<Browser>>,
        request: Request,
    ) -> Result<Answer<'static>, SplitLoaderError> {
        Ok(super::seldom(session, request))
    }

    #[wasm_split(health, fallible)]
    fn health(
        session: Rc<Session<Browser>>,
        request: Request,
    ) -> Result<Answer<'static>, SplitLoaderError> {
        Ok(super::health(session, request))
    }

    #[wasm_split(supervision, fallible)]
    fn supervision(
        session: Rc<Session<Browser>>,
        request: Request,
    ) -> Result<Answer<'static>, SplitLoaderError> {
        Ok(super::supervision(session, request))
    }

    #[wasm_split(administration, fallible)]
    fn administration(
        session: Rc<Session<Browser>>,
        request: Request,
    ) -> Result<Answer<'static>, SplitLoaderError> {
        Ok(super::administration(session, request))
    }
}
