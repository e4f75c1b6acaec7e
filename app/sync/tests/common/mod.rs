//! What the tests of replication share: a replica in memory that keeps the contract of `Replica` to the letter.

pub mod replica;
