//! A tablet that began without a server connects to one.

use serde::{Deserialize, Serialize};
use wingbook_record::access::{Book, Role};

/// The server, and the passphrase of one's account there. The staff number is the one that is used here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Connect {
    /// Its address.
    pub server: String,
    /// The passphrase there.
    pub passphrase: String,
    /// What it would do was read and agreed to: the key of the facility that was shown.
    pub agreed: Option<String>,
}

/// What connecting would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConnectView {
    /// The prison, as the server calls it.
    pub facility: String,
    /// The facility's key, which is pinned.
    pub facility_key: String,
    /// Its time zone, where that is not the one of this tablet: times show in it from then on.
    pub other_zone: Option<String>,
    /// The account's owner, as the server calls them.
    pub name: String,
    /// Roles held here and not there: without them the server would not take what was written in them.
    pub missing_roles: Vec<Role>,
    /// How many documents of each register are sent.
    pub to_send: Vec<(Book, usize)>,
    /// Whether a recovery key was made on this tablet: the prison's own takes its place.
    pub had_recovery: bool,
}

impl ConnectView {
    /// Whether nothing stands in the way.
    pub fn is_possible(&self) -> bool {
        self.missing_roles.is_empty()
    }
}
