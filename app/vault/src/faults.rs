//! A store that fails on purpose, for tests and the simulation: a full disk, a
//! process that dies before or after a commit, an answer that gets lost.

use std::cell::{Cell, RefCell};

use crate::store::{Batch, KeyRange, Row, Store, StoreError, StoreName};

/// What happens at a chosen commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Nothing is changed and the store says why.
    Refuse(StoreError),
    /// Everything is changed, but the answer says that the connection closed.
    LoseAnswer,
    /// The process dies before the commit: nothing is changed, then or later.
    DieBefore,
    /// The process dies after the commit and before the answer.
    DieAfter,
}

/// Another store, with one fault ahead.
#[derive(Debug)]
pub struct FaultyStore<S> {
    inner: S,
    commits: Cell<u64>,
    fault: RefCell<Option<(u64, Fault)>>,
    is_dead: Cell<bool>,
}

impl<S> FaultyStore<S> {
    /// A store that works until it is told otherwise.
    pub const fn new(inner: S) -> Self {
        Self {
            inner,
            commits: Cell::new(0),
            fault: RefCell::new(None),
            is_dead: Cell::new(false),
        }
    }

    /// Let the fault happen at the n-th commit from now (0: at the next one).
    pub fn fail_in(&self, commits: u64, fault: Fault) {
        self.fault
            .replace(Some((self.commits.get() + commits, fault)));
    }

    /// Whether the process died.
    pub const fn is_dead(&self) -> bool {
        self.is_dead.get()
    }

    /// What is on the disk.
    pub const fn inner(&self) -> &S {
        &self.inner
    }

    fn alive(&self) -> Result<(), StoreError> {
        if self.is_dead.get() {
            return Err(StoreError::Closed);
        }
        Ok(())
    }

    fn due(&self) -> Option<Fault> {
        let now = self.commits.replace(self.commits.get() + 1);
        let mut fault = self.fault.borrow_mut();
        fault.take_if(|(at, _)| *at <= now).map(|(_, fault)| fault)
    }
}

impl<S: Store> Store for FaultyStore<S> {
    async fn commit(&self, batch: Batch) -> Result<(), StoreError> {
        self.alive()?;
        match self.due() {
            None => self.inner.commit(batch).await,
            Some(Fault::Refuse(error)) => Err(error),
            Some(Fault::LoseAnswer) => {
                self.inner.commit(batch).await?;
                Err(StoreError::Closed)
            }
            Some(Fault::DieBefore) => {
                self.is_dead.set(true);
                Err(StoreError::Closed)
            }
            Some(Fault::DieAfter) => {
                let committed = self.inner.commit(batch).await;
                self.is_dead.set(true);
                committed.and(Err(StoreError::Closed))
            }
        }
    }

    async fn get(&self, store: StoreName, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        self.alive()?;
        self.inner.get(store, key).await
    }

    async fn scan(
        &self,
        store: StoreName,
        range: &KeyRange,
        limit: usize,
    ) -> Result<Vec<Row>, StoreError> {
        self.alive()?;
        self.inner.scan(store, range, limit).await
    }

    async fn keys(&self, store: StoreName, range: &KeyRange) -> Result<Vec<Vec<u8>>, StoreError> {
        self.alive()?;
        self.inner.keys(store, range).await
    }

    async fn count(&self, store: StoreName, range: &KeyRange) -> Result<u64, StoreError> {
        self.alive()?;
        self.inner.count(store, range).await
    }
}
