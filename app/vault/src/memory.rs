//! A store in memory: for tests, the simulation and rescue dumps on a desk.
//!
//! It keeps the promises of [`Store`] except durability.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::store::{Batch, Change, KeyRange, Row, Store, StoreError, StoreName};

type Rows = BTreeMap<Vec<u8>, Vec<u8>>;

/// All six stores as sorted maps.
#[derive(Debug, Default)]
pub struct MemoryStore {
    stores: Mutex<[Rows; StoreName::ALL.len()]>,
    /// How many commits succeed before the store is full; any number, if nobody has said.
    room: Mutex<Option<usize>>,
}

impl MemoryStore {
    /// An empty store.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Put a value in without any ceremony, as a dump is read.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) fn load(&self, store: StoreName, key: Vec<u8>, value: Vec<u8>) {
        self.lock()[store as usize].insert(key, value);
    }

    /// Every row of a store, in key order.
    #[must_use]
    pub fn rows(&self, store: StoreName) -> Vec<Row> {
        self.lock()[store as usize]
            .iter()
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect()
    }

    /// Forget everything, as when a tablet is erased.
    pub fn clear(&self) {
        *self.lock() = Default::default();
    }

    /// So many commits succeed from now on, and then none, as on a disk that is full; `None`: all do. Whoever is ended
    /// there leaves what somebody killed between two commits leaves.
    /// Answers how much room there was left until now.
    pub fn leave_room_for(&self, commits: Option<usize>) -> Option<usize> {
        let mut room = self.room.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut *room, commits)
    }

    fn take_room(&self) -> Result<(), StoreError> {
        let mut room = self.room.lock().unwrap_or_else(PoisonError::into_inner);
        match room.as_mut() {
            None => Ok(()),
            Some(0) => Err(StoreError::Quota),
            Some(left) => {
                *left -= 1;
                Ok(())
            }
        }
    }

    /// A second store with the same rows, as if the disk had been copied.
    #[must_use]
    pub fn copy(&self) -> Self {
        Self {
            stores: Mutex::new(self.lock().clone()),
            room: Mutex::default(),
        }
    }

    /// A batch is applied under one lock and nothing in it can panic midway,
    /// so what a poisoned lock guards is still whole.
    fn lock(&self) -> MutexGuard<'_, [Rows; StoreName::ALL.len()]> {
        self.stores.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

type Bounds<'a> = (Bound<&'a [u8]>, Bound<&'a [u8]>);

fn bounds(range: &KeyRange) -> Option<Bounds<'_>> {
    let (lower, open) = range.lower();
    // `BTreeMap::range` panics on an inverted range.
    if range.upper().is_some_and(|upper| lower >= upper) {
        return None;
    }
    let lower = if open {
        Bound::Excluded(lower)
    } else {
        Bound::Included(lower)
    };
    Some((
        lower,
        range.upper().map_or(Bound::Unbounded, Bound::Excluded),
    ))
}

impl Store for MemoryStore {
    async fn commit(&self, batch: Batch) -> Result<(), StoreError> {
        self.take_room()?;
        let mut stores = self.lock();
        for condition in batch.preconditions {
            let stored = stores[condition.store as usize].get(&condition.key);
            if !condition.expected.is_met_by(stored.map(Vec::as_slice)) {
                return Err(StoreError::Conflict {
                    store: condition.store,
                    key: condition.key,
                });
            }
        }
        for change in batch.changes {
            match change {
                Change::Put { store, key, value } => {
                    stores[store as usize].insert(key, value);
                }
                Change::Delete { store, key } => {
                    stores[store as usize].remove(&key);
                }
                Change::DeleteRange { store, range } => {
                    stores[store as usize].retain(|key, _| !range.holds(key));
                }
            }
        }
        Ok(())
    }

    async fn get(&self, store: StoreName, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.lock()[store as usize].get(key).cloned())
    }

    async fn scan(
        &self,
        store: StoreName,
        range: &KeyRange,
        limit: usize,
    ) -> Result<Vec<Row>, StoreError> {
        let Some(bounds) = bounds(range) else {
            return Ok(Vec::new());
        };
        let stores = self.lock();
        let rows = stores[store as usize].range::<[u8], _>(bounds).take(limit);
        Ok(rows
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect())
    }

    async fn keys(&self, store: StoreName, range: &KeyRange) -> Result<Vec<Vec<u8>>, StoreError> {
        let Some(bounds) = bounds(range) else {
            return Ok(Vec::new());
        };
        let stores = self.lock();
        let rows = stores[store as usize].range::<[u8], _>(bounds);
        Ok(rows.map(|(key, _)| key.clone()).collect())
    }

    async fn count(&self, store: StoreName, range: &KeyRange) -> Result<u64, StoreError> {
        let Some(bounds) = bounds(range) else {
            return Ok(0);
        };
        let stores = self.lock();
        Ok(stores[store as usize].range::<[u8], _>(bounds).count() as u64)
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::conformance::conformance;
    use crate::testing::now;

    fn run<F: Future<Output = ()>>(promise: impl FnOnce(MemoryStore) -> F) {
        now(promise(MemoryStore::new()));
    }

    conformance!([test] sync, run);
}
