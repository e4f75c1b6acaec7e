//! The facility's recovery key: made in parts, tested, and used when nobody left can open what lies on a tablet.

use serde::{Deserialize, Serialize};

/// What is said of the recovery key on a tablet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoveryView {
    /// The first letters by which the key is told from another; `None` where there is none.
    pub mark: Option<String>,
    /// Whether the key is the whole facility's, or this tablet's alone.
    pub has_server: bool,
}

/// What an administrator does about the recovery key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum RecoveryStep {
    /// How it stands. → [`super::Response::Recovery`]
    Look,
    /// Make a key and split it. It counts only once it was tested. → [`super::Response::RecoveryParts`]
    Make {
        /// How many parts are needed.
        needed: u8,
        /// How many there are.
        all: u8,
    },
    /// Test what the holders have on paper; with enough parts the key counts from now on. → [`super::Response::Recovery`]
    Finish {
        /// The parts as typed.
        parts: Vec<String>,
    },
}

/// Somebody whose keys lie on the tablet, as the recovery key sees them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoverablePerson {
    /// Full name.
    pub name: String,
    /// Staff number.
    pub staff_number: String,
    /// No longer enrolled: dismissed, or enrolled again with new keys.
    pub former: bool,
}

/// What the recovery key opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoveredView {
    /// Whose keys it opens.
    pub people: Vec<RecoverablePerson>,
    /// Registers that it opens.
    pub books: usize,
    /// Keys of registers that somebody holds from now on who did not before.
    pub passed_on: usize,
}

/// What is wrong with parts of a recovery key. Parts are counted from 1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum PartsFault {
    /// A group of letters was copied wrongly.
    Group {
        /// Which part.
        part: usize,
        /// Which group of it.
        group: usize,
    },
    /// Not a whole part.
    Unreadable {
        /// Which part.
        part: usize,
    },
    /// Parts of two keys.
    Mixed,
    /// Not enough different parts.
    Missing {
        /// How many more.
        n: u8,
    },
    /// The key that they make opens nothing here.
    OtherKey,
}
