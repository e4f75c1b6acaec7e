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
//! - [`keyring`]: the people of this tablet and the keys of its books;
//! - [`vault`]: what is written and read once somebody is signed in;
//! - [`rescue`]: a dump of the store, opened elsewhere with a passphrase.
//!
//! What isn't here: forms, people, rounds (documents are opaque bytes), the
//! network, the clock (callers pass the time), signatures (entries come signed).
#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)
)]

mod book;
mod error;
pub mod kdf;
pub mod keyring;
pub mod memory;
pub mod seal;
pub mod store;
pub mod vault;

pub use book::{BadBookName, BookName};
pub use error::VaultError;
pub use keyring::{BookKeys, Entitlement, Keyring, NewPerson, Readers, Unlocked, Way};
pub use memory::MemoryStore;
pub use store::{Store, StoreError, StoreName};
pub use vault::{
    Delivery, Document, DocumentRef, Draft, Edit, Entries, Head, LoadReport, Outbox, OutboxItem,
    Pull, SaveError, Vault,
};
