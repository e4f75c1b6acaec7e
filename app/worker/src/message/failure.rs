//! What can go wrong, as the page tells it: what happened, what was kept, what to do. The sentences stand in
//! the catalogues under `failure-<code>`.

use super::{BadgeFault, PartsFault};
use serde::{Deserialize, Serialize};
use wingbook_record::{id::EntryId, time::Millis};

/// Why a call did not succeed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Failure {
    /// The tablet is not set up yet.
    #[error("the tablet is not set up")]
    NotSetUp,
    /// Nobody is signed in, or the tablet was locked meanwhile.
    #[error("nobody is signed in")]
    Locked,
    /// Staff number and passphrase do not fit together.
    #[error("staff number and passphrase do not fit")]
    WrongPassphrase,
    /// Another PIN.
    #[error("wrong PIN, {left} tries left")]
    WrongPin {
        /// Tries before it is forgotten.
        left: u8,
    },
    /// The PIN is forgotten: wrong five times, or a shift later.
    #[error("the PIN opens nothing any more")]
    PinGone,
    /// A badge that opens nothing.
    #[error("the badge opens nothing: {0:?}")]
    Badge(BadgeFault),
    /// A passkey that opens nothing here: removed, or made on another tablet.
    #[error("the passkey opens nothing on this tablet")]
    PasskeyNotHere,
    /// The server knows this passphrase, and the tablet still the one before.
    #[error("the passphrase was changed at the server")]
    PassphraseChanged,
    /// A passphrase that is too easy to guess.
    #[error("the passphrase is too easy to guess")]
    WeakPassphrase,
    /// Too many tries: wait.
    #[error("too many tries, wait {seconds} s")]
    Throttled {
        /// So many seconds.
        seconds: u32,
    },
    /// Parts of a recovery key that give no key.
    #[error("the parts of the recovery key give no key: {0:?}")]
    Parts(PartsFault),
    /// The account was closed at the server.
    #[error("this account was closed")]
    AccountClosed,
    /// An administrator has signed this tablet out, or ordered it to be erased.
    #[error("this tablet was signed out")]
    TabletSignedOut,
    /// The tablet that began without a server has one now: sign in again, as there.
    #[error("the tablet is connected to a server now")]
    Connected,
    /// A tablet works with this account already, so it can't become that of somebody on another one.
    #[error("this account is used on another tablet already")]
    AccountInUse,
    /// The roles of this account have changed: sign in again.
    #[error("the roles of this account have changed")]
    RolesChanged,
    /// The first sign-in on a tablet needs the server.
    #[error("the first sign-in on this tablet needs the server")]
    FirstSignInNeedsServer,
    /// The server can't be reached.
    #[error("the server can't be reached: {detail}")]
    ServerUnreachable {
        /// What the network said.
        detail: String,
    },
    /// Something answers at the address, but it is no Wingbook hub or CouchDB.
    #[error("not a server that Wingbook knows: {detail}")]
    NotAServer {
        /// What was there.
        detail: String,
    },
    /// The server refused.
    #[error("the server refused: {detail}")]
    ServerRefused {
        /// Its words.
        detail: String,
    },
    /// This draft has become a record already, in another tab.
    #[error("saved already")]
    AlreadySaved,
    /// No room on the tablet: nothing was saved, the draft is kept.
    #[error("no room on the tablet")]
    StorageFull,
    /// The browser refuses to store, or closed the store.
    #[error("the store can't be used: {detail}")]
    Storage {
        /// What the browser said.
        detail: String,
    },
    /// The store is gone: the browser cleared it, or somebody did.
    #[error("the stored data has vanished")]
    Vanished {
        /// How many records had not been received by a server when that was last noted; nothing without a server.
        unsent: Option<u32>,
    },
    /// Part of the store is gone, and the rest is there.
    #[error("part of the stored data has vanished")]
    VanishedInPart,
    /// Part of the store can't be read; the rest can.
    #[error("{rows} stored rows are damaged")]
    Damaged {
        /// How many rows.
        rows: u32,
    },
    /// Written by a newer version of the app.
    #[error("written by a newer app")]
    NeedsNewerApp,
    /// A part of the app that is fetched on first use is not on this tablet yet.
    #[error("a part of the app is not on this tablet yet")]
    PartNotArrived,
    /// What was asked for is not on this tablet.
    #[error("not on this tablet: {what}")]
    NotHere {
        /// What.
        what: String,
    },
    /// This person may not do that.
    #[error("not allowed: {what}")]
    NotAllowed {
        /// What.
        what: String,
    },
    /// Nobody reviews their own records.
    #[error("nobody reviews their own records")]
    OwnRecord,
    /// An answer is missing or wrong; names the questions.
    #[error("answers are missing or wrong: {}", questions.join(", "))]
    Invalid {
        /// Question names.
        questions: Vec<String>,
    },
    /// Nobody could open a sealed report: no reader is certified, and there is no recovery key.
    #[error("nobody could open a sealed report")]
    NobodyReads,
    /// In practice nothing is sealed or sent.
    #[error("in practice nothing is sealed or sent")]
    NotInPractice,
    /// A form can't be used.
    #[error("the form can't be used: {detail}")]
    Form {
        /// Why.
        detail: String,
    },
    /// A fault of ours; the text helps whoever mends it and names nobody.
    #[error("a fault in the app: {detail}")]
    Internal {
        /// What.
        detail: String,
    },
}

impl Failure {
    /// One answer is missing or wrong.
    pub fn invalid(question: &str) -> Self {
        Self::Invalid {
            questions: vec![question.to_owned()],
        }
    }
}

/// Something that waits for somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProblemView {
    /// The record, if it is about one.
    pub entry: Option<EntryId>,
    /// What it is.
    pub failure: Failure,
    /// Since when.
    pub at_ms: Millis,
}
