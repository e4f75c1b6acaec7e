//! The course of a round: opens the books, plans, carries the steps out, and keeps count.

use wingbook_record::access::Book;

use super::{
    Cause, Ending, Engine, Event, Pause, Proceed, Progress, Tally,
    plan::{Scope, Step, View, plan_round},
};
use crate::{
    backend::{Backend, Mark},
    fault::BackendError,
    replica::{Checkpoint, Replica},
};

/// Why a step didn't finish.
pub(super) enum Halt<E> {
    /// This book is left for later; the others go on.
    Book(BackendError),
    /// The round ends.
    Round(BackendError),
    /// The round was told to stop.
    Stopped,
    /// The tablet's store failed.
    Store(E),
}

impl<E> From<BackendError> for Halt<E> {
    fn from(error: BackendError) -> Self {
        if error.fault.ends_round() {
            Self::Round(error)
        } else {
            Self::Book(error)
        }
    }
}

/// A book in this round.
pub(super) struct Open {
    pub(super) scope: Scope,
    pub(super) checkpoint: Checkpoint,
    /// The note found or written at the backend.
    pub(super) mark: Option<Mark>,
    /// When that note was last seen there.
    pub(super) seen_ms: i64,
    /// The last ticket that was handled in this round: none is offered twice.
    pub(super) offered_to: u64,
    pub(super) progress: Progress,
}

/// A round under way.
pub(super) struct Round<'a, B, R, P> {
    pub(super) engine: &'a mut Engine,
    pub(super) backend: &'a B,
    pub(super) replica: &'a R,
    pause: &'a P,
    on_event: &'a mut dyn FnMut(Event),
    pub(super) tally: Tally,
    skipped: Vec<(Book, BackendError)>,
}

impl<'a, B: Backend, R: Replica, P: Pause> Round<'a, B, R, P> {
    pub(super) fn new(
        engine: &'a mut Engine,
        backend: &'a B,
        replica: &'a R,
        pause: &'a P,
        on_event: &'a mut dyn FnMut(Event),
    ) -> Self {
        Self {
            engine,
            backend,
            replica,
            pause,
            on_event,
            tally: Tally::default(),
            skipped: Vec::new(),
        }
    }

    pub(super) async fn run(mut self, scopes: &[Scope]) -> Ending {
        let cause = match self.work(scopes).await {
            Ok(()) => Cause::Done,
            Err(Halt::Round(error) | Halt::Book(error)) => {
                // What answers next time may be something else.
                self.engine.description = None;
                self.tell(Event::Lost(error.clone()));
                Cause::Failed(error)
            }
            Err(Halt::Stopped) => Cause::Stopped,
            Err(Halt::Store(error)) => Cause::Store(error.to_string()),
        };
        Ending {
            cause,
            tally: self.tally,
            skipped: self.skipped,
        }
    }

    async fn work(&mut self, scopes: &[Scope]) -> Result<(), Halt<R::Error>> {
        let description = match self.engine.description.clone() {
            Some(description) => description,
            None => {
                // Nothing can be done with a server that doesn't even greet, whatever the reason.
                let greeting = self.backend.describe().await.map_err(Halt::Round)?;
                self.engine.description = Some(greeting.clone());
                self.tell(Event::Reached(greeting.clone()));
                greeting
            }
        };
        let mut books = Vec::with_capacity(scopes.len());
        let mut views = Vec::with_capacity(scopes.len());
        for scope in scopes {
            self.breathe().await?;
            match self.open(*scope).await {
                Ok(open) => {
                    let waiting = self.replica.waiting(&self.engine.id, scope.book).await;
                    let waiting = waiting.map_err(Halt::Store)?;
                    let scope = Scope {
                        receive: scope.receive && description.receives,
                        ..*scope
                    };
                    views.push(View { scope, waiting });
                    books.push(open);
                }
                Err(halt) => self.skip(scope.book, halt)?,
            }
        }
        for step in plan_round(&views, description.reads_back) {
            let book = step.book();
            let Some(open) = books.iter_mut().find(|open| open.scope.book == book) else {
                continue;
            };
            self.breathe().await?;
            let done = match step {
                Step::Push(_) => self.push(open).await,
                Step::Confirm(_) => self.confirm(open).await,
                Step::Pull(_) => self.pull(open, description.reads_back).await,
                Step::Mark(_) => self.leave_mark(open).await,
            };
            if let Err(halt) = done {
                self.skip(book, halt)?;
            }
        }
        Ok(())
    }

    /// Leaves a book for later, or ends the round.
    fn skip(&mut self, book: Book, halt: Halt<R::Error>) -> Result<(), Halt<R::Error>> {
        let Halt::Book(error) = halt else {
            return Err(halt);
        };
        self.tell(Event::BookSkipped {
            book,
            error: error.clone(),
        });
        self.skipped.retain(|(skipped, _)| *skipped != book);
        self.skipped.push((book, error));
        Ok(())
    }

    /// Lets others on this thread have their turn.
    pub(super) async fn breathe(&self) -> Result<(), Halt<R::Error>> {
        match self.pause.pause().await {
            Proceed::On => Ok(()),
            Proceed::Stop => Err(Halt::Stopped),
        }
    }

    pub(super) fn wall_ms(&self) -> i64 {
        self.pause.wall_ms()
    }

    pub(super) fn tell(&mut self, event: Event) {
        (self.on_event)(event);
    }

    pub(super) async fn save(&self, open: &Open) -> Result<(), Halt<R::Error>> {
        self.replica
            .save_checkpoint(&self.engine.id, open.scope.book, &open.checkpoint)
            .await
            .map_err(Halt::Store)
    }
}
