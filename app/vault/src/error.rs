//! What can go wrong in a vault, in terms a caller can act on.

use thiserror::Error;

use crate::book::BookName;
use crate::seal::SealError;
use crate::store::StoreError;

/// Why the vault did not do what it was asked. Nothing was changed then.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum VaultError {
    /// The store refused.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Nobody with this staff number has signed in on this tablet yet.
    #[error("nobody with this staff number has signed in on this tablet")]
    UnknownPerson,
    /// Somebody with this staff number is enrolled already.
    #[error("somebody with this staff number is enrolled on this tablet")]
    AlreadyEnrolled,
    /// The passphrase, badge or passkey doesn't open this person's keys.
    #[error("this does not open the person's keys")]
    WrongSecret,
    /// Too many wrong tries; ask again later.
    #[error("too many wrong tries, wait until {until_ms}")]
    Throttled {
        /// When the next try is taken (milliseconds, the caller's clock).
        until_ms: i64,
    },
    /// The keys of this book aren't with whoever is signed in.
    #[error("the keys of the register {book} are not held")]
    BookLocked {
        /// Which book.
        book: BookName,
    },
    /// Written by a newer release; it was left as it is.
    #[error("{what} needs a newer app")]
    NeedsNewerApp {
        /// What was read.
        what: &'static str,
    },
    /// A stored value can't be read any more; it was left as it is.
    #[error("{what} is damaged")]
    Damaged {
        /// What was read.
        what: &'static str,
    },
    /// Another tab wrote to the chain first: read the head and build again.
    #[error("another tab wrote to the register {book} first")]
    HeadMoved {
        /// Which book.
        book: BookName,
    },
    /// The record is in the vault already; saving it again would change nothing.
    #[error("this record is saved already")]
    AlreadySaved,
    /// The document was changed since it was read.
    #[error("the document was changed meanwhile")]
    DocumentMoved,
    /// Something of a person was asked for, but nobody is signed in.
    #[error("nobody is signed in")]
    NobodySignedIn,
    /// Several writers got in each other's way too often.
    #[error("too many writers at once")]
    Contention,
    /// The platform gives no random bytes; nothing can be sealed.
    #[error("the platform gives no randomness")]
    NoRandomness,
    /// A document or a name is longer than the vault takes.
    #[error("{what} is too long")]
    TooLong {
        /// What is too long.
        what: &'static str,
    },
}

impl VaultError {
    /// Whether the same call may succeed when repeated.
    #[must_use]
    pub const fn is_worth_retrying(&self) -> bool {
        match self {
            Self::Store(error) => error.is_worth_retrying(),
            Self::Contention | Self::HeadMoved { .. } => true,
            _ => false,
        }
    }

    /// What a failed opening of `what` means to whoever asked for it.
    pub(crate) const fn opening(what: &'static str, error: SealError) -> Self {
        match error {
            SealError::NeedsNewerApp { .. } => Self::NeedsNewerApp { what },
            SealError::NoRandomness => Self::NoRandomness,
            SealError::TooLong => Self::TooLong { what },
            SealError::Damaged | SealError::OtherKey => Self::Damaged { what },
        }
    }

    /// What a failed sealing of `what` means.
    pub(crate) fn sealing(what: &'static str) -> impl Fn(SealError) -> Self {
        move |error| Self::opening(what, error)
    }

    /// Whether a precondition failed, so that reading again may help.
    pub(crate) const fn is_conflict(&self) -> bool {
        matches!(self, Self::Store(StoreError::Conflict { .. }))
    }
}
