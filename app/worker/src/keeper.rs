//! The keeper, as the worker sees it: a small worker beside this one (`public/keeper.js`) that lives as long as the app
//! runs. It remembers the keys of those who have signed in, each behind a PIN, because this worker ends at every lock.

use std::future::Future;

use wingbook_vault::{pin::Pin, seal::Secret};

use crate::message::KeptView;

/// What came of a PIN.
#[derive(Debug)]
pub enum Opened {
    /// The user key.
    Key(Secret),
    /// Another PIN; so many tries are left.
    Wrong {
        /// Tries left.
        left: u8,
    },
    /// Nobody of this tag is remembered, or not any more: the passphrase is asked for.
    Gone,
}

/// A keeper. One that can't be reached remembers nobody: then everybody signs in with their passphrase.
pub trait Keeper {
    /// Who can come back with a PIN, in the order in which they signed in.
    fn people(&self) -> impl Future<Output = Vec<KeptView>>;
    /// Remembers somebody's user key behind a PIN.
    fn keep(&self, person: &KeptView, pin: &Pin, key: &Secret) -> impl Future<Output = ()>;
    /// Gives the key back for its PIN; counts wrong ones.
    fn open(&self, tag: &str, pin: &Pin) -> impl Future<Output = Opened>;
    /// Forgets somebody.
    fn forget(&self, tag: &str) -> impl Future<Output = ()>;
}

/// Where there is no keeper.
impl Keeper for () {
    async fn people(&self) -> Vec<KeptView> {
        Vec::new()
    }

    async fn keep(&self, _: &KeptView, _: &Pin, _: &Secret) {}

    async fn open(&self, _: &str, _: &Pin) -> Opened {
        Opened::Gone
    }

    async fn forget(&self, _: &str) {}
}
