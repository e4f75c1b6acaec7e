//! The sealed store of a tablet.
//!
//! Documents, drafts, settings and checkpoints lie sealed in a [`Store`]; keys
//! come from what a person knows or holds, and are wrapped to whoever is
//! entitled. From the bottom up, each layer knowing only those below it:
//!
//! - [`store`]: six object stores and one atomic, durable commit, in memory or
//!   in IndexedDB;
//! - [`seal`]: sealed values bound to their place, secrets wrapped to people;
//! - [`kdf`]: from a passphrase to the vault key and the server's credential;
//! - [`recovery`]: the facility's recovery key on paper, in parts;
//! - [`strength`]: how strong a passphrase is;
//! - [`submission`]: reports sealed to their readers alone;
//! - [`pin`]: the digits that open again what is open in the running app;
//! - [`badge`], [`passkey`]: what is shown instead of a passphrase;
//! - [`keyring`]: the people of this tablet and the keys of its books;
//! - [`vault`]: what is written and read once somebody is signed in;
//! - `rescue`: a dump of the store, opened on a desk with a passphrase.
//!
//! What isn't here: forms, people, rounds (documents are opaque bytes), the
//! network, the clock (callers pass the time), signatures (entries come signed).
#![cfg_attr(
    any(test, fuzzing),
    allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)
)]

pub mod badge;
mod book;
#[cfg(test)]
mod conformance;
mod error;
#[cfg(any(test, feature = "faults"))]
pub mod faults;
#[cfg(all(any(test, fuzzing), not(target_arch = "wasm32")))]
#[path = "../fuzz/mod.rs"]
pub mod fuzz;
#[cfg(target_arch = "wasm32")]
pub mod indexed_db;
pub mod kdf;
pub mod keyring;
pub mod memory;
pub mod passkey;
pub mod pin;
pub mod recovery;
#[cfg(not(target_arch = "wasm32"))]
pub mod rescue;
pub mod seal;
pub mod store;
pub mod strength;
pub mod submission;
#[cfg(all(any(test, fuzzing), not(target_arch = "wasm32")))]
#[cfg_attr(
    fuzzing,
    allow(dead_code, reason = "for tests; targets use their part")
)]
mod testing;
pub mod vault;
mod written;

pub use book::{BadBookName, BookName};
pub use error::VaultError;
#[cfg(target_arch = "wasm32")]
pub use indexed_db::IndexedDbStore;
pub use keyring::{BookKeys, Entitlement, Keyring, NewPerson, Readers, Unlocked, Way};
pub use memory::MemoryStore;
pub use store::{Store, StoreError, StoreName};
pub use vault::{
    Again, Delivery, Document, DocumentRef, Draft, Edit, Entries, Head, LoadReport, Marked, Month,
    OfMonth, Offered, Outbox, OutboxItem, Pull, SaveError, Vault,
};
