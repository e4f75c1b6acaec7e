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

mod sealed;
mod stored;
mod typed;

#[path = "../../../tests/fuzz/edits.rs"]
mod edits;
#[cfg(test)]
#[path = "../../../tests/fuzz/replay.rs"]
mod replay;

/// A target with its name, which is its corpus' too.
pub type Target = (&'static str, fn(&[u8]));

/// Every target.
pub const TARGETS: &[Target] = &[
    ("vault-page", stored::page),
    ("vault-rescue", stored::rescue),
    ("vault-sealed", sealed::sealed),
    ("vault-stored", stored::stored),
    ("vault-typed", typed::typed),
];

#[cfg(test)]
#[test]
fn every_corpus_is_replayed() {
    replay::every_corpus(env!("CARGO_MANIFEST_DIR"), TARGETS);
}
