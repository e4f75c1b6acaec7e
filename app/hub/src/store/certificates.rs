//! The certificates of this facility by signing key: an index over the roster's certificate documents.

use std::collections::BTreeMap;

use rusqlite::Connection;
use wingbook_record::{
    certificate::Certified,
    id::{DeviceId, PersonId},
    signer::KeyId,
};

use super::{StoreError, Turn};

/// Files a certificate that the facility issued.
///
/// # Errors
/// When the data file can't be written.
pub fn file(turn: &mut Turn<'_>, id: &str, certified: &Certified) -> Result<(), StoreError> {
    let json =
        serde_json::to_string(certified).map_err(|error| StoreError::Failed(error.to_string()))?;
    let mut statement = turn.connection.prepare_cached(
        "INSERT INTO certificates (id, key, person, certified) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (id) DO NOTHING",
    )?;
    statement.execute((
        id,
        certified.key.to_string(),
        certified.person.to_string(),
        json,
    ))?;
    Ok(())
}

/// The certificates that a query finds, each with its document's id.
fn all_of(
    connection: &Connection,
    query: &str,
    value: &str,
) -> Result<Vec<(String, Certified)>, StoreError> {
    let mut statement = connection.prepare_cached(query)?;
    let rows = statement.query_map([value], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
    })?;
    rows.map(|row| {
        let (id, json) = row?;
        let certified = serde_json::from_str(&json)
            .map_err(|error| StoreError::Damaged(format!("the certificate {id}: {error}")))?;
        Ok((id, certified))
    })
    .collect()
}

/// Every certificate of a key with its document's id, the newest last. A person whose roles change is
/// certified again.
///
/// # Errors
/// When the data file can't be read.
pub fn of_key(connection: &Connection, key: KeyId) -> Result<Vec<(String, Certified)>, StoreError> {
    let of_key = "SELECT id, certified FROM certificates WHERE key = ?1";
    let mut found = all_of(connection, of_key, &key.to_string())?;
    found.sort_by_key(|(_, certified)| certified.issued_ms);
    Ok(found)
}

/// What was last certified of each key of a person.
///
/// # Errors
/// When the data file can't be read.
pub fn of_person(connection: &Connection, person: PersonId) -> Result<Vec<Certified>, StoreError> {
    let of_person = "SELECT id, certified FROM certificates WHERE person = ?1";
    Ok(newest_of(all_of(
        connection,
        of_person,
        &person.to_string(),
    )?))
}

fn newest_of(all: Vec<(String, Certified)>) -> Vec<Certified> {
    let mut newest: BTreeMap<KeyId, Certified> = BTreeMap::new();
    for (_, certified) in all {
        let held = newest.get(&certified.key);
        if held.is_none_or(|held| certified.replaces(held)) {
            newest.insert(certified.key, certified);
        }
    }
    newest.into_values().collect()
}

/// What was last certified of each key of the facility.
///
/// # Errors
/// When the data file can't be read.
pub fn newest(connection: &Connection) -> Result<Vec<Certified>, StoreError> {
    let all = "SELECT id, certified FROM certificates WHERE ?1 = ''";
    Ok(newest_of(all_of(connection, all, "")?))
}

/// What was last certified of each key that was made on a tablet, by its holder's word.
///
/// # Errors
/// When the data file can't be read.
pub fn of_device(connection: &Connection, device: DeviceId) -> Result<Vec<Certified>, StoreError> {
    let of_device =
        "SELECT id, certified FROM certificates WHERE json_extract(certified, '$.device') = ?1";
    Ok(newest_of(all_of(
        connection,
        of_device,
        &device.to_string(),
    )?))
}

/// Whether a sealing key was certified with another signing key than this one: tablets judge by the sealing key whom they
/// wrap books to, so it has to be one holder's.
///
/// # Errors
/// When the data file can't be read.
pub fn is_sealing_key_of_another(
    connection: &Connection,
    seal_public: &str,
    key: KeyId,
) -> Result<bool, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT 1 FROM certificates WHERE json_extract(certified, '$.seal_public') = ?1 AND key <> ?2",
    )?;
    Ok(statement.exists((seal_public, key.to_string()))?)
}
