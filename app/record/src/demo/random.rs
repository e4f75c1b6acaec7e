//! What looks like chance: SplitMix64 (Steele, Lea, Flood 2014). The same seed, the same prison; never for
//! keys of anything real.

use crate::{
    id::{EntryId, Uuid},
    time::Millis,
};

/// A small generator.
#[derive(Debug, Clone)]
pub(super) struct Random(u64);

impl Random {
    /// One of its own for each thing that is told apart by these numbers.
    pub(super) fn of(seed: u64, things: &[u64]) -> Self {
        let mut random = Self(seed);
        for thing in things {
            let mixed = random.next() ^ thing.wrapping_mul(0x9E37_79B9_7F4A_7C15);
            random = Self(mixed);
        }
        random
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// From 0 up to, not including, `end`; 0 if there is nothing to choose from.
    pub(super) fn below(&mut self, end: usize) -> usize {
        match u64::try_from(end) {
            Ok(0) | Err(_) => 0,
            Ok(end) => usize::try_from(self.next() % end).unwrap_or(0),
        }
    }

    /// From `from` up to, not including, `to`.
    pub(super) fn between(&mut self, from: i64, to: i64) -> i64 {
        let span = usize::try_from(to - from).unwrap_or(0);
        from + i64::try_from(self.below(span)).unwrap_or(0)
    }

    /// True so many times in a thousand.
    pub(super) fn chance(&mut self, in_thousand: usize) -> bool {
        self.below(1_000) < in_thousand
    }

    /// One of these.
    pub(super) fn pick<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        all.get(self.below(all.len()))
    }

    pub(super) fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        for chunk in bytes.chunks_mut(8) {
            let word = self.next().to_le_bytes();
            chunk.copy_from_slice(&word[..chunk.len()]);
        }
        bytes
    }

    /// A random identifier (version 4).
    pub(super) fn uuid(&mut self) -> Uuid {
        let mut bytes: [u8; 16] = self.bytes();
        bytes[6] = (bytes[6] & 0x0f) | 0x40;
        bytes[8] = (bytes[8] & 0x3f) | 0x80;
        Uuid::from_bytes(bytes)
    }

    /// A record's identifier (version 7).
    pub(super) fn entry_id(&mut self, at_ms: Millis) -> EntryId {
        let mut bytes: [u8; 16] = self.bytes();
        bytes[..6].copy_from_slice(&at_ms.to_be_bytes()[2..]);
        bytes[6] = (bytes[6] & 0x0f) | 0x70;
        bytes[8] = (bytes[8] & 0x3f) | 0x80;
        EntryId(Uuid::from_bytes(bytes))
    }
}
