//! Who may sign in: staff numbers, roles, and what the hub keeps of a passphrase.
//!
//! The hub never sees a passphrase that opens a tablet: the tablet derives a credential from it, and the hub
//! keeps that credential's hash. Only the command line, where an administrator sets a first passphrase,
//! derives one here.

pub mod credential;
pub mod sessions;
pub mod throttle;

pub use wingbook_record::person::lookup_number;

use rusqlite::{Connection, OptionalExtension, Row};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq;
use wingbook_record::{access::Role, id::PersonId};

use crate::store::{StoreError, Turn, now_ms};
use credential::{Credential, Derivation};

/// A user's row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// The staff number as its owner writes it.
    pub staff_number: String,
    /// The person in the roster.
    pub person: PersonId,
    /// Full name.
    pub name: String,
    /// What the person may do.
    pub roles: Vec<Role>,
    /// How the credential is derived from the passphrase.
    pub derivation: Derivation,
    /// SHA-256 of the credential.
    pub credential_hash: [u8; 32],
    /// Signs in no more.
    pub disabled: bool,
}

impl User {
    /// Whether this is the user's credential. Constant in time; the credential has 256 bits, so a plain hash
    /// of it is enough.
    pub fn knows(&self, credential: &Credential) -> bool {
        hash(credential).ct_eq(&self.credential_hash).into()
    }

    /// The roles that certificates of this user's keys carry: none once the account is closed.
    pub fn certified_roles(&self) -> Vec<Role> {
        if self.disabled {
            return Vec::new();
        }
        self.roles.clone()
    }

    /// Whether the user holds a role.
    pub fn is(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }
}

/// What the hub keeps of a credential.
pub fn hash(credential: &Credential) -> [u8; 32] {
    Sha256::digest(credential.bytes()).into()
}

const COLUMNS: &str = "shown_number, person, name, roles, salt, memory_kib, iterations, lanes, credential_hash, disabled";

type Columns = (
    String,
    String,
    String,
    String,
    Vec<u8>,
    u32,
    u32,
    u32,
    Vec<u8>,
    bool,
);

fn columns(row: &Row<'_>) -> rusqlite::Result<Columns> {
    Ok((
        row.get(0)?,
        row.get(1)?,
        row.get(2)?,
        row.get(3)?,
        row.get(4)?,
        row.get(5)?,
        row.get(6)?,
        row.get(7)?,
        row.get(8)?,
        row.get(9)?,
    ))
}

fn from_columns(columns: Columns) -> Result<User, StoreError> {
    let (staff_number, person, name, roles, salt, memory_kib, iterations, lanes, hash, disabled) =
        columns;
    let damaged = || StoreError::Damaged(format!("the user {staff_number}"));
    let derivation = Derivation {
        salt: salt.try_into().map_err(|_| damaged())?,
        memory_kib,
        iterations,
        lanes,
    };
    Ok(User {
        person: person.parse().map_err(|_| damaged())?,
        name,
        roles: serde_json::from_str(&roles).map_err(|_| damaged())?,
        derivation,
        credential_hash: hash.try_into().map_err(|_| damaged())?,
        disabled,
        staff_number,
    })
}

/// A user by staff number.
///
/// # Errors
/// When the data file can't be read.
pub fn find(connection: &Connection, staff_number: &str) -> Result<Option<User>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM users WHERE staff_number = ?1");
    let mut statement = connection.prepare_cached(&sql)?;
    let row = statement
        .query_row([lookup_number(staff_number)], columns)
        .optional()?;
    row.map(from_columns).transpose()
}

/// All users by staff number.
///
/// # Errors
/// When the data file can't be read.
pub fn all(connection: &Connection) -> Result<Vec<User>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM users ORDER BY staff_number");
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map([], columns)?;
    rows.map(|row| from_columns(row?)).collect()
}

/// Adds a user, or replaces one of the same staff number.
///
/// # Errors
/// When the data file can't be written.
pub fn put(turn: &mut Turn<'_>, user: &User) -> Result<(), StoreError> {
    let roles = serde_json::to_string(&user.roles)
        .map_err(|error| StoreError::Failed(error.to_string()))?;
    let mut statement = turn.connection.prepare_cached(
        "INSERT OR REPLACE INTO users
         (staff_number, shown_number, person, name, roles, salt, memory_kib, iterations, lanes,
          credential_hash, disabled, changed_ms)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    )?;
    statement.execute((
        lookup_number(&user.staff_number),
        &user.staff_number,
        user.person.to_string(),
        &user.name,
        roles,
        user.derivation.salt.as_slice(),
        user.derivation.memory_kib,
        user.derivation.iterations,
        user.derivation.lanes,
        user.credential_hash.as_slice(),
        user.disabled,
        now_ms(),
    ))?;
    Ok(())
}
