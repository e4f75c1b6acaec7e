//! What native tests share: futures over a store in memory never wait, so they
//! are polled once; and people who sign in with a cheap derivation.

use std::future::Future;
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use crate::kdf::{KdfMemory, KdfParams, VaultKey, derive_passphrase_secrets};
use crate::keyring::{Entitlement, Keyring, NewPerson, Readers, Unlocked, Way};
use crate::store::Store;
use crate::vault::Vault;
use crate::{BookName, VaultError};

/// The outcome of a future that doesn't wait for anything.
pub(crate) fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(outcome) => outcome,
        Poll::Pending => panic!("a store in memory never waits"),
    }
}

pub(crate) fn kdf() -> KdfParams {
    KdfParams {
        salt: [3; 16],
        memory_kib: 8,
        iterations: 1,
        lanes: 1,
    }
}

pub(crate) fn vault_key(passphrase: &str) -> VaultKey {
    let mut memory = KdfMemory::new();
    derive_passphrase_secrets(passphrase, &kdf(), &mut memory)
        .unwrap()
        .vault_key
}

pub(crate) fn book(name: &str) -> BookName {
    name.parse().unwrap()
}

/// Enrol somebody whose passphrase is their staff number.
pub(crate) fn enrol<S: Store>(
    keyring: &Keyring<S>,
    staff_number: &str,
    recovery: Option<[u8; 32]>,
) -> Unlocked {
    let profile = format!("profile of {staff_number}");
    let vault_key = vault_key(staff_number);
    let person = NewPerson {
        staff_number,
        kdf: kdf(),
        vault_key: &vault_key,
        profile: profile.as_bytes(),
        recovery,
    };
    now(keyring.enrol(person)).unwrap()
}

pub(crate) fn sign_in<S: Store>(
    keyring: &Keyring<S>,
    staff_number: &str,
    passphrase: &str,
) -> Result<Unlocked, VaultError> {
    let attempt = now(keyring.begin_try(staff_number, 0))?;
    now(keyring.unlock(attempt, Way::Passphrase, &vault_key(passphrase)))
}

pub(crate) fn exactly(
    book_name: &str,
    readers: &[&Unlocked],
    recovery: Option<[u8; 32]>,
) -> Entitlement {
    Entitlement {
        book: book(book_name),
        readers: Readers::Exactly(
            readers
                .iter()
                .map(|person| *person.pair().public())
                .collect(),
        ),
        recovery,
    }
}

pub(crate) fn at_least(book_name: &str, readers: &[&Unlocked]) -> Entitlement {
    Entitlement {
        book: book(book_name),
        readers: Readers::AtLeast(
            readers
                .iter()
                .map(|person| *person.pair().public())
                .collect(),
        ),
        recovery: None,
    }
}

/// A vault with the books that somebody opens.
pub(crate) fn open_vault<S: Store>(store: &Rc<S>, person: Unlocked) -> Vault<Rc<S>> {
    let keyring = now(Keyring::open(store.clone())).unwrap();
    let books = now(keyring.open_books(person.pair())).unwrap();
    Vault::open(store.clone(), keyring.tablet(), books, person)
}

/// The vault of one officer who holds `wing`.
pub(crate) fn officer<S: Store>(store: &Rc<S>) -> Vault<Rc<S>> {
    let keyring = now(Keyring::open(store.clone())).unwrap();
    let me = match sign_in(&keyring, "W-1", "W-1") {
        Err(VaultError::UnknownPerson) => enrol(&keyring, "W-1", None),
        signed_in => signed_in.unwrap(),
    };
    now(keyring.ensure_epochs(me.pair(), &[at_least("wing", &[&me])])).unwrap();
    open_vault(store, me)
}
