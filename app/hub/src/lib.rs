//! The prison server: one binary, one data file.
//!
//! It speaks CouchDB's HTTP API as far as replication needs it ([`http`]), lets into a book only what the
//! book's rules allow ([`admission`], [`access`]), signs certificates and receipts ([`facility`]), and serves
//! the app. Everything is kept in one SQLite file ([`store`]).
//!
//! What it leaves out: the rules of the book themselves (`wingbook-record`), views and other indexes, and
//! whatever opens a tablet: no passphrase and no book key ever comes here.

pub mod access;
pub mod admission;
pub mod audit;
pub mod changes;
pub mod command_line;
pub mod connections;
pub mod demonstration;
pub mod document;
pub mod export;
pub mod facility;
#[cfg(any(test, fuzzing))]
#[path = "../fuzz/mod.rs"]
pub mod fuzz;
pub mod http;
pub mod hub;
pub mod import;
pub mod names;
pub mod pushing;
pub mod rendering;
pub mod rescue;
pub mod revisions;
pub mod seed;
pub mod selector;
pub mod serve_app;
pub mod serving;
pub mod staff;
pub mod store;
pub mod tls;
pub mod users;
