//! The one thread that writes. What waits while a commit is on its way is committed together: a shift of
//! tablets that returns at once costs a few syncs of the disk, not one for each tablet.

use std::{
    collections::BTreeSet,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{Receiver, Sender, channel},
    },
    thread::JoinHandle,
};

use rusqlite::Connection;

use super::{StoreError, feeds::Feeds, place::Place};

/// How many writes share a commit at most: a bound on how long the first of them waits.
const JOBS_PER_COMMIT_MAX: usize = 128;

/// One write's turn with the data file.
pub struct Turn<'a> {
    /// The writing connection, inside a transaction.
    pub connection: &'a Connection,
    touched: &'a mut BTreeSet<i64>,
}

impl Turn<'_> {
    /// Says that a database has new changes, so that waiting feeds are woken after the commit.
    pub fn touch(&mut self, db: i64) {
        self.touched.insert(db);
    }
}

/// What is left to do once it is known whether the commit held.
type Answer = Box<dyn FnOnce(Result<(), StoreError>) + Send>;
type Job = Box<dyn FnOnce(Result<&mut Turn<'_>, StoreError>) -> Answer + Send>;

/// The queue to the writing thread; closing it waits until the last write is done.
pub struct Writer {
    queue: Mutex<Option<Sender<Job>>>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Writer {
    /// Starts the thread.
    pub fn start(
        connection: Connection,
        feeds: Arc<Feeds>,
        place: Arc<Place>,
    ) -> Result<Self, StoreError> {
        let (send, receive) = channel();
        let thread = std::thread::Builder::new()
            .name("writer".into())
            .spawn(move || run(&connection, &receive, &feeds, &place))
            .map_err(|error| StoreError::Failed(error.to_string()))?;
        Ok(Self {
            queue: Mutex::new(Some(send)),
            thread: Mutex::new(Some(thread)),
        })
    }

    /// Queues a write; `answer` is called when it is durable or has failed.
    pub fn queue<T, E>(
        &self,
        job: impl FnOnce(&mut Turn<'_>) -> Result<T, E> + Send + 'static,
        answer: impl FnOnce(Result<T, E>) + Send + 'static,
    ) -> Result<(), StoreError>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let job: Job = Box::new(move |turn| {
            let result = turn
                .map_err(E::from)
                .and_then(|turn| in_savepoint(turn, job));
            Box::new(move |committed| {
                answer(match committed {
                    Ok(()) => result,
                    Err(error) => Err(error.into()),
                });
            })
        });
        let queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        queue
            .as_ref()
            .ok_or(StoreError::Closed)?
            .send(job)
            .map_err(|_| StoreError::Closed)
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        drop(
            self.queue
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .take(),
        );
        let thread = self
            .thread
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        // The last holder of the store may be a write's own answer, on the writing thread itself.
        if let Some(thread) =
            thread.filter(|thread| thread.thread().id() != std::thread::current().id())
        {
            drop(thread.join());
        }
    }
}

/// A write that fails takes back what it did and nothing else of the transaction that it shares.
fn in_savepoint<T, E: From<StoreError>>(
    turn: &mut Turn<'_>,
    job: impl FnOnce(&mut Turn<'_>) -> Result<T, E>,
) -> Result<T, E> {
    let connection = turn.connection;
    let statement = |sql: &str| connection.execute_batch(sql).map_err(StoreError::from);
    statement("SAVEPOINT job")?;
    let result = catch_unwind(AssertUnwindSafe(|| job(turn)))
        .unwrap_or_else(|_| Err(StoreError::Failed("a write stopped unexpectedly".into()).into()));
    if result.is_err() {
        statement("ROLLBACK TO job")?;
    }
    statement("RELEASE job")?;
    result
}

fn run(connection: &Connection, queue: &Receiver<Job>, feeds: &Feeds, place: &Place) {
    while let Ok(first) = queue.recv() {
        let mut touched = BTreeSet::new();
        let mut answers = Vec::new();
        let begun = connection
            .execute_batch("BEGIN IMMEDIATE")
            .map_err(StoreError::from);
        let mut next = Some(first);
        while let Some(job) = next {
            // A full disk makes SQLite give the whole transaction up: outside it, a write would stand alone.
            let turn = match &begun {
                Err(error) => Err(error.clone()),
                Ok(()) if connection.is_autocommit() => Err(StoreError::Full),
                Ok(()) => Ok(()),
            };
            let mut open = Turn {
                connection,
                touched: &mut touched,
            };
            answers.push(job(turn.map(|()| &mut open)));
            next = if answers.len() < JOBS_PER_COMMIT_MAX {
                queue.try_recv().ok()
            } else {
                None
            };
        }
        // Asked again afterwards: what was committed into a file that is gone is not acknowledged.
        let committed = begun
            .and_then(|()| place.check())
            .and_then(|()| connection.execute_batch("COMMIT").map_err(StoreError::from))
            .and_then(|()| place.check());
        if committed.is_err() && !connection.is_autocommit() {
            drop(connection.execute_batch("ROLLBACK"));
        }
        if committed.is_ok() {
            feeds.publish(connection, &touched);
        }
        for answer in answers {
            answer(committed.clone());
        }
    }
    // Fold the log into the file, so that a copy of the file alone is a whole backup.
    drop(connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)"));
}
