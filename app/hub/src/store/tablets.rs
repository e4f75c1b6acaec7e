//! Tablets by what they say of themselves: their name, when they were last in contact, and what became of an order.

use rusqlite::{Connection, OptionalExtension, Row};
use wingbook_record::{
    id::{DeviceId, PersonId},
    time::Millis,
};

use super::{StoreError, Turn};

/// What is known of a tablet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tablet {
    /// Which.
    pub device: DeviceId,
    /// What it is called.
    pub name: String,
    /// When it was last in contact.
    pub contact_ms: Millis,
    /// Who was signed in then.
    pub person: PersonId,
    /// When it did as it was ordered, and how many of its records had not been received then.
    pub obeyed: Option<(Millis, u32)>,
}

/// A tablet has done as it was ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Obeyed {
    /// The order's time.
    pub order_ms: Millis,
    /// Records that the server had not received.
    pub left: u32,
}

const COLUMNS: &str = "device, name, contact_ms, person, obeyed_ms, left";

fn read(row: &Row<'_>) -> rusqlite::Result<Result<Tablet, StoreError>> {
    let device: String = row.get(0)?;
    let person: String = row.get(3)?;
    let obeyed_ms: Option<Millis> = row.get(4)?;
    let left: u32 = row.get(5)?;
    let (name, contact_ms) = (row.get(1)?, row.get(2)?);
    let damaged = || StoreError::Damaged(format!("the tablet {device}"));
    Ok(device
        .parse()
        .and_then(|device| {
            Ok(Tablet {
                device,
                name,
                contact_ms,
                person: person.parse()?,
                obeyed: obeyed_ms.map(|at_ms| (at_ms, left)),
            })
        })
        .map_err(|_| damaged()))
}

/// A tablet, if it was ever in contact.
///
/// # Errors
/// When the data file can't be read.
pub fn find(connection: &Connection, device: DeviceId) -> Result<Option<Tablet>, StoreError> {
    let query = format!("SELECT {COLUMNS} FROM tablets WHERE device = ?1");
    let mut statement = connection.prepare_cached(&query)?;
    let found = statement.query_row([device.to_string()], read).optional()?;
    found.transpose()
}

/// All tablets that were ever in contact.
///
/// # Errors
/// When the data file can't be read.
pub fn all(connection: &Connection) -> Result<Vec<Tablet>, StoreError> {
    let query = format!("SELECT {COLUMNS} FROM tablets");
    let mut statement = connection.prepare_cached(&query)?;
    let rows = statement.query_map([], read)?;
    rows.map(|row| row?).collect()
}

/// Somebody's tablet was in contact.
///
/// # Errors
/// When the data file can't be written.
pub fn note_contact(
    turn: &mut Turn<'_>,
    device: DeviceId,
    name: &str,
    person: PersonId,
    at_ms: Millis,
) -> Result<(), StoreError> {
    let mut statement = turn.connection.prepare_cached(
        "INSERT INTO tablets (device, name, contact_ms, person) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (device) DO UPDATE SET name = ?2, contact_ms = ?3, person = ?4",
    )?;
    statement.execute((device.to_string(), name, at_ms, person.to_string()))?;
    Ok(())
}

/// Notes that a tablet did as it was ordered, or that it has not yet: there is another order.
///
/// # Errors
/// When the data file can't be written.
pub fn note_obeyed(
    turn: &mut Turn<'_>,
    device: DeviceId,
    obeyed: Option<(Millis, u32)>,
) -> Result<(), StoreError> {
    let mut statement = turn
        .connection
        .prepare_cached("UPDATE tablets SET obeyed_ms = ?2, left = ?3 WHERE device = ?1")?;
    let left = obeyed.map_or(0, |(_, left)| left);
    statement.execute((device.to_string(), obeyed.map(|(at_ms, _)| at_ms), left))?;
    Ok(())
}
