//! Wrong tries are counted before they are made, and cost time.
//!
//! This slows down whoever stands before the screen. Against whoever copies the
//! tablet's files only the derivation's cost counts.

use serde::{Deserialize, Serialize};

use super::person::{PERSON_VERSION, PersonRow, Way};
use super::{Keyring, PersonTag, ROUNDS_MAX, row};
use crate::error::VaultError;
use crate::kdf::KdfParams;
use crate::store::{Batch, Expected, Store, StoreName};

/// Wrong tries that cost nothing: everybody mistypes.
const FREE_TRIES: u32 = 3;
/// The first wait; it doubles with each further wrong try.
const WAIT_MS_FIRST: i64 = 5_000;
/// The longest wait: a night shift must be able to go on.
const WAIT_MS_MAX: i64 = 600_000;
const TRIES_VERSION: u32 = 1;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
struct TriesRow {
    v: u32,
    failed: u32,
    last_ms: i64,
}

impl TriesRow {
    /// When the next try is taken, if not now.
    fn blocked_until(self, now_ms: i64) -> Option<i64> {
        let doublings = self.failed.checked_sub(FREE_TRIES)?.min(16);
        let wait_ms = (WAIT_MS_FIRST << doublings).min(WAIT_MS_MAX);
        // A clock set back must not turn a wait into hours.
        let until_ms = self.last_ms.min(now_ms) + wait_ms;
        (now_ms < until_ms).then_some(until_ms)
    }
}

/// Leave to try once; counted as wrong until it turns out right.
#[derive(Debug)]
#[must_use]
pub struct Try {
    pub(super) tag: PersonTag,
    pub(super) row: PersonRow,
}

impl Try {
    /// Who it is about.
    #[must_use]
    pub const fn tag(&self) -> PersonTag {
        self.tag
    }

    /// How this person's secret for a way in is stretched.
    #[must_use]
    pub fn kdf(&self, way: Way) -> Option<&KdfParams> {
        self.row.way(way)?.kdf.as_ref()
    }

    /// The ways in that this person has.
    #[must_use]
    pub fn ways(&self) -> Vec<Way> {
        self.row
            .ways
            .iter()
            .filter_map(|way| Way::from_name(&way.kind))
            .collect()
    }
}

fn tries_key(tag: PersonTag) -> String {
    format!("tries:{tag}")
}

impl<S: Store> Keyring<S> {
    /// Ask to try a secret of the person with this staff number.
    ///
    /// # Errors
    /// [`VaultError::UnknownPerson`], [`VaultError::Throttled`], or the store's.
    pub async fn begin_try(&self, staff_number: &str, now_ms: i64) -> Result<Try, VaultError> {
        self.begin_try_of(self.tag(staff_number), now_ms).await
    }

    /// The same for somebody whose badge or passkey was shown. All ways in are counted together: whoever has found a badge
    /// gains no tries by it.
    ///
    /// # Errors
    /// [`VaultError::UnknownPerson`], [`VaultError::Throttled`], or the store's.
    pub async fn begin_try_of(&self, tag: PersonTag, now_ms: i64) -> Result<Try, VaultError> {
        for _ in 0..ROUNDS_MAX {
            let Some(person) = self
                .store
                .get(StoreName::Keys, tag.row_key().as_bytes())
                .await?
            else {
                return Err(VaultError::UnknownPerson);
            };
            let row: PersonRow = row::from_bytes("a person's keys", PERSON_VERSION, &person)?;
            let key = tries_key(tag);
            let stored = self.store.get(StoreName::Keys, key.as_bytes()).await?;
            let tries: TriesRow = match &stored {
                // A count that can't be read must not keep anybody out.
                Some(bytes) => row::from_bytes("tries", TRIES_VERSION, bytes).unwrap_or_default(),
                None => TriesRow::default(),
            };
            if let Some(until_ms) = tries.blocked_until(now_ms) {
                return Err(VaultError::Throttled { until_ms });
            }
            let counted = TriesRow {
                v: TRIES_VERSION,
                failed: tries.failed.saturating_add(1),
                last_ms: now_ms,
            };
            let mut batch = Batch::new();
            batch.expect(StoreName::Keys, key.as_str(), Expected::as_read(stored));
            batch.put(StoreName::Keys, key.as_str(), row::to_bytes(&counted)?);
            match self.store.commit(batch).await.map_err(VaultError::from) {
                Ok(()) => return Ok(Try { tag, row }),
                Err(error) if error.is_conflict() => {}
                Err(error) => return Err(error),
            }
        }
        Err(VaultError::Contention)
    }

    /// Take back the last try: it turned out to be no guess, though it opened nothing here. Those before it stay counted.
    ///
    /// # Errors
    /// When the store refuses, or another tab is faster again and again.
    pub async fn forgive_try(&self, tag: PersonTag) -> Result<(), VaultError> {
        let key = tries_key(tag);
        for _ in 0..ROUNDS_MAX {
            let stored = self.store.get(StoreName::Keys, key.as_bytes()).await?;
            let read = |bytes: &Vec<u8>| row::from_bytes("tries", TRIES_VERSION, bytes).ok();
            let Some(tries) = stored.as_ref().and_then(read) else {
                return Ok(());
            };
            let tries: TriesRow = tries;
            let fewer = TriesRow {
                failed: tries.failed.saturating_sub(1),
                ..tries
            };
            let mut batch = Batch::new();
            batch.expect(StoreName::Keys, key.as_str(), Expected::as_read(stored));
            batch.put(StoreName::Keys, key.as_str(), row::to_bytes(&fewer)?);
            match self.store.commit(batch).await.map_err(VaultError::from) {
                Ok(()) => return Ok(()),
                Err(error) if error.is_conflict() => {}
                Err(error) => return Err(error),
            }
        }
        Err(VaultError::Contention)
    }

    /// Forget the wrong tries of somebody who got in, or was given another secret.
    ///
    /// # Errors
    /// When the store refuses.
    pub async fn forget_tries(&self, tag: PersonTag) -> Result<(), VaultError> {
        let mut batch = Batch::new();
        batch.delete(StoreName::Keys, tries_key(tag));
        Ok(self.store.commit(batch).await?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_end() {
        let cases = [
            (0, 0, None),
            (2, 0, None),
            (3, 0, Some(5_000)),
            (3, 5_000, None),
            (4, 0, Some(10_000)),
            (9, 0, Some(320_000)),
            (10, 0, Some(600_000)),
            (u32::MAX, 0, Some(600_000)),
            (u32::MAX, 600_000, None),
        ];
        for (failed, passed_ms, wait_ms) in cases {
            let tries = TriesRow {
                v: 1,
                failed,
                last_ms: 1_000_000,
            };
            let expected = wait_ms.map(|wait_ms| 1_000_000 + wait_ms);
            assert_eq!(
                tries.blocked_until(1_000_000 + passed_ms),
                expected,
                "{failed}"
            );
        }
    }

    #[test]
    fn a_clock_set_back_ends_the_wait_after_its_length() {
        let tries = TriesRow {
            v: 1,
            failed: 3,
            last_ms: 1_000_000_000,
        };
        assert_eq!(tries.blocked_until(7), Some(5_007));
    }
}
