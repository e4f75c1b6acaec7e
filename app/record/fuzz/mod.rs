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

mod data;
mod documents;
mod evidence;
mod hostile;
mod signed;
mod texts;

#[path = "../../../tests/fuzz/edits.rs"]
mod edits;
#[cfg(test)]
#[path = "../../../tests/fuzz/replay.rs"]
mod replay;

/// A target with its name, which is its corpus' too.
pub type Target = (&'static str, fn(&[u8]));

/// Every target.
pub const TARGETS: &[Target] = &[
    ("record-canonical", documents::canonical_bytes),
    ("record-entry", documents::entry),
    ("record-evidence", evidence::export),
    ("record-evidence-changed", evidence::changed_export),
    ("record-health-rules", data::health_rules),
    ("record-journal", hostile::bodies),
    ("record-roster", documents::roster),
    ("record-signed", signed::changed_documents),
    ("record-texts", texts::texts),
    ("record-vaccines", data::vaccines),
];

#[cfg(test)]
#[test]
fn every_corpus_is_replayed() {
    replay::every_corpus(env!("CARGO_MANIFEST_DIR"), TARGETS);
}
