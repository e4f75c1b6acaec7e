//! What the tests of replication share: a replica in memory that keeps the contract of `Replica` to the letter, and
//! a blocking transport.
#![allow(dead_code, reason = "each test uses its part")]

pub mod binary;
pub mod http;
pub mod replica;
