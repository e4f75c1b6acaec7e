//! The hub from outside: every test starts a real server on a free port with a data file of its own.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod access;
mod admission;
mod app;
mod chains;
mod changes;
mod connections;
mod documents;
mod export;
mod hostile;
mod import;
mod joining;
mod long_answers;
mod process;
mod replication;
mod server;
mod sessions;
mod signing;
mod succession;
mod tablets;
