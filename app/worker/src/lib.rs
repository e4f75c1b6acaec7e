//! The worker: the only place that holds keys, opens the vault, keeps the index and talks to a server.
//!
//! The page sends named actions and renders views ([`message`]). Lock means that this worker ends, with every
//! key and the index in it. Everything here runs on any [`platform::Platform`]; the browser's is one of them.

#[cfg(target_arch = "wasm32")]
mod agent;
#[cfg(target_arch = "wasm32")]
mod browser;
mod deliveries;
pub mod desk;
mod drafts;
mod failure;
mod forms;
#[cfg(any(test, fuzzing))]
#[path = "../fuzz/mod.rs"]
pub mod fuzz;
mod hub;
pub mod keeper;
mod memory;
pub mod message;
mod older;
mod parts;
pub mod platform;
mod recovery;
mod replica;
mod replication;
mod session;
mod submissions;
mod tablet;
mod views;
mod writing;

#[cfg(target_arch = "wasm32")]
pub use agent::start;
