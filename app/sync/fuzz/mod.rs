//! Fuzz targets: whatever this crate reads that others wrote. `cargo xtask fuzz` runs them, `cargo test` replays what was
//! found.
//!
//! Each is a function of bytes that panics where a promise is broken; what it promises stands above it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a target says by a panic that a promise is broken"
)]

#[path = "../tests/common/replica.rs"]
#[allow(
    dead_code,
    missing_docs,
    reason = "shared with the tests, each of which uses its part"
)]
mod replica;

mod answers;
mod headers;

#[cfg(test)]
#[path = "../../../tests/fuzz/replay.rs"]
mod replay;

/// A target with its name, which is its corpus' too.
pub type Target = (&'static str, fn(&[u8]));

/// Every target.
pub const TARGETS: &[Target] = &[
    ("sync-answers", answers::answers),
    ("sync-headers", headers::headers),
];

#[cfg(test)]
#[test]
fn every_corpus_is_replayed() {
    replay::every_corpus(env!("CARGO_MANIFEST_DIR"), TARGETS);
}
