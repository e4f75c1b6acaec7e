//! From the vault's and the network's errors to what a page can put into words.

use wingbook_sync::fault::{BackendError, Fault};
use wingbook_vault::{SaveError, StoreError, VaultError, kdf::KdfError};

use crate::message::Failure;

pub(crate) fn of_store(error: &StoreError) -> Failure {
    match error {
        StoreError::Quota => Failure::StorageFull,
        StoreError::NeedsNewerApp => Failure::NeedsNewerApp,
        StoreError::Vanished => Failure::Vanished { unsent: None },
        other => Failure::Storage {
            detail: other.to_string(),
        },
    }
}

pub(crate) fn of_vault(error: &VaultError) -> Failure {
    match error {
        VaultError::Store(error) => of_store(error),
        VaultError::AlreadySaved => Failure::AlreadySaved,
        VaultError::WrongSecret => Failure::WrongPassphrase,
        VaultError::NeedsNewerApp { .. } => Failure::NeedsNewerApp,
        VaultError::BookLocked { book } => Failure::NotAllowed {
            what: book.to_string(),
        },
        other => Failure::Storage {
            detail: other.to_string(),
        },
    }
}

pub(crate) fn of_save(error: SaveError<Failure>) -> Failure {
    match error {
        SaveError::Vault(error) => of_vault(&error),
        SaveError::Build(failure) => failure,
    }
}

pub(crate) fn of_kdf(error: &KdfError) -> Failure {
    Failure::Internal {
        detail: error.to_string(),
    }
}

pub(crate) fn of_backend(error: &BackendError) -> Failure {
    let detail = error.detail.clone();
    match error.fault {
        Fault::SignIn => Failure::WrongPassphrase,
        Fault::NotAllowed => Failure::ServerRefused { detail },
        Fault::Intercepted | Fault::NotABackend | Fault::Garbled => Failure::NotAServer { detail },
        _ => Failure::ServerUnreachable { detail },
    }
}
