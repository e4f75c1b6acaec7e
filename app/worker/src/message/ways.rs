//! Other ways into one's keys than the passphrase: a badge that is shown, a passkey that the platform keeps.

use serde::{Deserialize, Serialize};

/// Which other ways somebody has on this tablet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaysView {
    /// A badge.
    pub badge: bool,
    /// A passkey.
    pub passkey: bool,
}

/// The passkeys that open something on this tablet. None of it is secret.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passkeys {
    /// Their names, as the platform gave them.
    pub handles: Vec<Vec<u8>>,
    /// What each is asked: another question on every tablet.
    pub question: Vec<u8>,
}

/// What a passkey answered.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasskeyAnswer {
    /// Its name.
    pub handle: Vec<u8>,
    /// The secret of 32 bytes that it gave for the question.
    pub secret: Vec<u8>,
}

impl std::fmt::Debug for PasskeyAnswer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("PasskeyAnswer(…)")
    }
}

impl Drop for PasskeyAnswer {
    fn drop(&mut self) {
        zeroize::Zeroize::zeroize(&mut self.secret);
    }
}

/// What somebody who is signed in does about their other ways. Where a way is made the passphrase is asked for again: a
/// tablet that lies open must not give whoever picks it up a way in under somebody's name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum WayStep {
    /// How it stands. → [`super::Response::Ways`]
    Look,
    /// Whether this is the passphrase, before the platform is troubled. → [`super::Response::Passkeys`]
    Check {
        /// The passphrase.
        passphrase: String,
    },
    /// Make a badge; one that there was opens nothing any more. → [`super::Response::Badge`]
    MakeBadge {
        /// The passphrase.
        passphrase: String,
        /// The PIN that goes with the badge.
        pin: String,
    },
    /// Whether what is shown is the badge that counts. → [`super::Response::Done`]
    TestBadge {
        /// As the camera read it, or as it was typed.
        shown: String,
    },
    /// Take the badge back: it is lost. → [`super::Response::Ways`]
    RevokeBadge,
    /// Let a passkey open one's keys. → [`super::Response::Ways`]
    MakePasskey {
        /// The passphrase.
        passphrase: String,
        /// What it answered.
        answer: PasskeyAnswer,
    },
    /// Let it open nothing any more. → [`super::Response::Ways`]
    RemovePasskey,
}

/// Why a badge opens nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum BadgeFault {
    /// A group of letters was copied wrongly.
    Group {
        /// Which, from 1.
        group: usize,
    },
    /// Another code, or not the whole of it.
    NotABadge,
    /// It was replaced or revoked, or made on another tablet.
    NotHere,
    /// Another PIN.
    WrongPin,
}
