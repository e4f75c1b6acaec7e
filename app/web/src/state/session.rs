//! Who is at the tablet: not set up, nobody, or somebody with their roles.

use std::sync::Arc;

use super::{address, erasure, storage};
use crate::prelude::*;
use wingbook_record::{
    access::{Book, Role},
    id::PersonId,
};
use wingbook_worker::message::{Failure, SessionView, Status};

/// Which of the four faces the app shows.
#[derive(Clone, Debug, PartialEq)]
pub enum Phase {
    /// The worker has not answered yet.
    Starting,
    /// The tablet belongs to nobody yet.
    NotSetUp,
    /// It was set up, and what lay on it is gone: so many records had not been received when that was last noted.
    Vanished(Option<u32>),
    /// What lies here is being erased.
    Erasing,
    /// Set up, nobody signed in.
    SignedOut,
    /// Somebody works.
    SignedIn,
    /// The store or the worker can't be used.
    Failed(Failure),
}

/// The store of the session.
#[derive(Clone, Copy)]
pub struct Session {
    phase: RwSignal<Phase>,
    status: RwSignal<Status>,
    view: RwSignal<Option<Arc<SessionView>>>,
    /// Who left at the last lock, and which page: whoever comes back goes on there, anybody else does not.
    left: RwSignal<Option<(PersonId, String)>>,
}

impl Default for Session {
    fn default() -> Self {
        Session {
            phase: RwSignal::new(Phase::Starting),
            status: RwSignal::new(Status::default()),
            view: RwSignal::new(None),
            left: RwSignal::new(None),
        }
    }
}

impl Session {
    /// The face to show (reactive).
    pub fn phase(self) -> Phase {
        self.phase.get()
    }

    /// What the tablet says about itself before sign-in (reactive).
    pub fn status(self) -> Status {
        self.status.get()
    }

    /// Whoever is signed in (reactive).
    pub fn view(self) -> Option<Arc<SessionView>> {
        self.view.get()
    }

    /// Whether the one signed in holds one of these roles (reactive).
    pub fn has_role(self, wanted: &[Role]) -> bool {
        self.view.with(|view| {
            view.as_ref()
                .is_some_and(|view| view.roles.iter().any(|role| wanted.contains(role)))
        })
    }

    /// Whether the one signed in reviews the records of some book (reactive).
    pub fn reviews(self) -> bool {
        self.view.with(|view| {
            let roles = view.as_ref().map(|view| view.roles.as_slice());
            let roles = roles.unwrap_or_default();
            Book::ALL.iter().any(|book| book.reviewable_by(roles))
        })
    }

    /// Whether anything is sealed to the one signed in (reactive).
    pub fn reads_sealed(self) -> bool {
        self.view.with(|view| {
            let books = view.as_ref().map(|view| view.books.as_slice());
            books
                .unwrap_or_default()
                .iter()
                .any(|book| book.is_sealed())
        })
    }

    /// Whether the one signed in may write a record made with this form into the book (reactive).
    pub fn writes(self, book: Book, form: &str) -> bool {
        self.view.with(|view| {
            view.as_ref()
                .is_some_and(|view| book.entry_writable_by(form, &view.roles))
        })
    }

    /// Whether records made now are for practice (reactive).
    pub fn is_practice(self) -> bool {
        self.view
            .with(|view| view.as_ref().is_some_and(|view| view.practice))
    }

    /// The worker said what the tablet is.
    pub fn know_status(self, status: Status) {
        let noted = storage::noted();
        self.phase.set(match noted {
            _ if status.erasing => Phase::Erasing,
            _ if status.set_up => Phase::SignedOut,
            Some(unsent) => Phase::Vanished(unsent),
            None => Phase::NotSetUp,
        });
        if status.erasing {
            erasure::finish(self);
        } else if status.set_up && noted.is_none() {
            storage::note(status.server.is_some().then_some(0));
        }
        self.status.set(status);
    }

    /// Somebody signed in, or switched practice on or off. Times show in their facility's zone from now on.
    pub fn sign_in(self, view: SessionView) {
        crate::text::set_zone(Some(view.zone.clone()));
        self.view.set(Some(Arc::new(view)));
        self.phase.set(Phase::SignedIn);
        storage::ask_to_keep();
    }

    /// The tablet is locked: nothing of the session stays on the page.
    pub fn forget(self) {
        if let Some(view) = self.view.get_untracked() {
            self.left.set(Some((view.person, address::here())));
        }
        self.phase.set(Phase::Starting);
        self.view.set(None);
    }

    /// Whether somebody has left: their page is not to stand there for the next one.
    pub fn was_left(self) -> bool {
        self.left.with_untracked(Option::is_some)
    }

    /// The address where whoever is signed in was when they left; asked once.
    pub fn take_return(self) -> Option<String> {
        let me = self.view.get_untracked()?.person;
        let (who, address) = self.left.get_untracked()?;
        self.left.set(None);
        (who == me && address != "/").then_some(address)
    }

    /// Whoever reads that everything is gone begins anew. The note stays until the tablet is set up.
    pub fn begin_anew(self) {
        self.phase.set(Phase::NotSetUp);
    }

    /// The app can't go on.
    pub fn fail(self, failure: Failure) {
        self.phase.set(Phase::Failed(failure));
    }
}

thread_local! {
    // Outside the reactive owners: the worker speaks whatever page is on screen.
    static ENDED: ArcRwSignal<Option<Failure>> = ArcRwSignal::new(None);
}

/// The worker ends the session, and says why.
pub fn end(failure: Failure) {
    ENDED.with(Clone::clone).set(Some(failure));
}

/// Whether the worker has ended the session (reactive).
pub fn is_ended() -> bool {
    ENDED.with(Clone::clone).with(Option::is_some)
}

/// Why the worker ended the session; told once.
pub fn take_end() -> Option<Failure> {
    let ended = ENDED.with(Clone::clone);
    let why = ended.get_untracked();
    if why.is_some() {
        ended.set(None);
    }
    why
}

/// The session, in any component.
pub fn use_session() -> Session {
    use_context().unwrap_or_default()
}
