//! Tamper evidence from outside: what a check finds in exports that somebody tampered with, and what it never does with
//! hostile ones. The published samples (`tests/vectors/export.jsonl`, `tests/vectors/tampered.json`) are made here.
#![allow(clippy::unwrap_used, clippy::panic)]

mod findings;
mod hostile;
mod sample;
mod vectors;
