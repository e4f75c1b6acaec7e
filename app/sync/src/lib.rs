//! Replication between a tablet and whatever backend a facility has.
//!
//! The same code runs in the browser's worker and natively: it asks a [`transport::Transport`] for HTTP exchanges
//! and a [`replica::Replica`] for the tablet's store, and reads no clock. A [`backend::Backend`] adapter speaks one
//! protocol ([`couch`] so far); the [`engine`] decides what to send and fetch, in which portions, and what follows
//! from a failure; the [`schedule`] decides when.
//!
//! What holds, whatever the network does: an unsent document is only ever marked as sent after the backend said so,
//! and as received after it showed it again; a cursor is stored together with what came before it; no failure
//! discards anything; a backend that lost its past is noticed and gets it back.
//!
//! What it leaves out: keys, signatures and sealing (the replica verifies what it is given), and the choice of books
//! (the caller says which).

pub mod backend;
pub mod couch;
pub mod engine;
pub mod fault;
#[cfg(target_arch = "wasm32")]
pub mod fetch;
pub mod http_date;
mod pace;
pub mod replica;
pub mod revision;
pub mod schedule;
pub mod transport;
pub mod watch;

// What the targets share with the integration tests names this crate as those do.
#[cfg(any(test, fuzzing))]
extern crate self as wingbook_sync;
#[cfg(any(test, fuzzing))]
#[path = "../fuzz/mod.rs"]
pub mod fuzz;
