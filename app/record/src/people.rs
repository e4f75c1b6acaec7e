//! People and places as they are looked for: names across scripts and spellings, numbers, cells; the order of
//! a list; who must not be confused with whom, and who is perhaps the same.

pub mod collate;
pub mod fold;
pub mod identity;
pub mod likeness;
pub mod same_name;
pub mod search;
pub mod tree;

#[cfg(test)]
mod tests;
