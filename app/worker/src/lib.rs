//! The worker: the only place that holds keys, opens the vault, keeps the index and talks to a server.
//!
//! The page sends named actions and renders views ([`message`]). Lock means that this worker ends, with every
//! key and the index in it.

pub mod message;
