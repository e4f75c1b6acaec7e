//! The rules of the book: what a record is, who may write which, and what follows from the records.
//!
//! Everything here is a pure function of its arguments: there is no I/O, no clock, no randomness and no
//! browser in this crate, so the tablet, the hub and the tests agree to the byte. Facts are immutable
//! [`entry`]s; every state on a screen (where somebody is, how far a round is, what waits for a review) is
//! derived from them by functions that give one answer for any order of arrival.
//!
//! What it leaves out: sealing (`wingbook-vault`), transport (`wingbook-sync`), asking (`wingbook-forms`).

pub mod access;
pub mod canonical;
pub mod certificate;
pub mod contact;
pub mod count;
#[cfg(feature = "demo")]
pub mod demo;
pub mod digest;
pub mod directory;
pub mod entry;
pub mod evidence;
pub mod facility;
pub mod health_check;
pub mod id;
pub mod isolation;
pub mod journal;
pub mod matter;
pub mod notice;
pub mod order;
pub mod partial_date;
pub mod people;
pub mod person;
pub mod place;
pub mod plan;
pub mod receipt;
pub mod removal;
pub mod review;
pub mod roster;
pub mod round;
pub mod schedule;
pub mod signer;
pub mod submission;
pub mod time;
pub mod vaccination;
pub mod whereabouts;
pub mod window;
mod words;
pub mod wrong_person;

#[cfg(any(test, fuzzing))]
#[allow(clippy::unwrap_used, reason = "for tests and fuzz targets")]
#[cfg_attr(
    fuzzing,
    allow(dead_code, missing_docs, reason = "for tests; targets use their part")
)]
mod fixtures;
#[cfg(any(test, fuzzing))]
#[path = "../fuzz/mod.rs"]
pub mod fuzz;
