//! One round of replication: look, plan, act.
//!
//! A round opens every book (is this still the history we know?), plans from what it found, and then sends before it
//! fetches: what was written here is nowhere else yet. It may be dropped at any await and run again: every step is
//! either repeated without effect or continued. No failure discards a document.

mod confirm;
mod mark;
mod open;
mod plan;
mod pull;
mod push;
mod round;

use wingbook_record::access::Book;

use crate::{
    backend::{Backend, BackendId, Description, Refusal},
    fault::BackendError,
    pace::Pace,
    replica::Replica,
};

pub use plan::{Scope, Step, View, plan_round};

/// Replication with one backend. Keeps between rounds only what may be forgotten.
#[derive(Debug)]
pub struct Engine {
    id: BackendId,
    incarnation: String,
    pace: Pace,
    description: Option<Description>,
}

impl Engine {
    /// An engine for one backend. `incarnation` is random and made with the vault: a vault that was wiped or
    /// restored has another.
    pub fn new(id: BackendId, incarnation: &str) -> Self {
        Self {
            id,
            incarnation: incarnation.to_owned(),
            pace: Pace::default(),
            description: None,
        }
    }

    /// What the backend said it is, once it was reached.
    pub fn description(&self) -> Option<&Description> {
        self.description.as_ref()
    }

    /// Sends and receives once, for these books, in their order.
    pub async fn round<B: Backend, R: Replica, P: Pause>(
        &mut self,
        backend: &B,
        replica: &R,
        pause: &P,
        scopes: &[Scope],
        on_event: &mut dyn FnMut(Event),
    ) -> Ending {
        round::Round::new(self, backend, replica, pause, on_event)
            .run(scopes)
            .await
    }
}

/// Called between any two requests, so that whoever shares the thread gets its turn.
#[allow(
    async_fn_in_trait,
    reason = "futures stay on the worker's thread; a Send bound would shut the browser out"
)]
pub trait Pause {
    /// Returns when the round may go on; says whether it should.
    async fn pause(&self) -> Proceed;

    /// Milliseconds by a clock that goes on while the device sleeps. Only differences count; a jump does no harm.
    fn wall_ms(&self) -> i64;
}

/// Whether a round goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proceed {
    /// Go on.
    On,
    /// End here; the next round continues.
    Stop,
}

/// What happens during a round, for the screen.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// The backend answered.
    Reached(Description),
    /// The backend could not be reached, or the connection broke.
    Lost(BackendError),
    /// Something moved.
    Progress(Progress),
    /// Documents were sent; see the outbox for their state.
    Sent {
        /// Where to.
        book: Book,
        /// How many.
        count: u32,
    },
    /// Documents were read back equal, or a receipt came.
    Received {
        /// Where.
        book: Book,
        /// How many.
        count: u32,
    },
    /// Documents came that were not here.
    Pulled {
        /// Where from.
        book: Book,
        /// How many.
        count: u32,
    },
    /// A document was not accepted and is set aside.
    Refused {
        /// Where.
        book: Book,
        /// Its id.
        id: String,
        /// Why.
        refusal: Refusal,
    },
    /// A book can't be sent to or fetched now; the others go on.
    BookSkipped {
        /// Which.
        book: Book,
        /// Why.
        error: BackendError,
    },
    /// Another or an older history stands there: fetched anew, and everything it may have lost is offered again.
    Restored {
        /// Which.
        book: Book,
        /// How many documents are offered again.
        reoffered: u64,
    },
}

/// How far a book is in this round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// The book.
    pub book: Book,
    /// Documents sent in this round.
    pub pushed: u64,
    /// Documents that still wait to be sent.
    pub to_push: u64,
    /// Changes fetched in this round.
    pub pulled: u64,
    /// Changes still to fetch, if the backend says so.
    pub to_pull: Option<u64>,
    /// Bytes fetched in this round.
    pub bytes: u64,
}

/// Counts of a round, over all books.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Sent and accepted.
    pub sent: u64,
    /// Read back equal.
    pub received: u64,
    /// Set aside.
    pub refused: u64,
    /// New here.
    pub pulled: u64,
}

/// Why a round ended.
#[derive(Debug, Clone, PartialEq)]
pub enum Cause {
    /// All planned steps were done. Books that were skipped are listed beside it.
    Done,
    /// The backend or the way to it failed.
    Failed(BackendError),
    /// [`Pause::pause`] said stop.
    Stopped,
    /// The tablet's own store failed.
    Store(String),
}

/// How a round ended.
#[derive(Debug, Clone, PartialEq)]
pub struct Ending {
    /// Why.
    pub cause: Cause,
    /// What was done until then.
    pub tally: Tally,
    /// Books that were skipped, and why.
    pub skipped: Vec<(Book, BackendError)>,
}

impl Ending {
    /// How long the server asks to wait, if it does.
    pub fn retry_after_ms(&self) -> Option<u64> {
        match &self.cause {
            Cause::Failed(error) => error.retry_after_ms,
            _ => None,
        }
    }
}
