//! Which record stands where in which chain: forks show here, and who may continue a chain.
//!
//! A chain belongs to one register and one life of one tablet's vault; everybody who works on that tablet writes into it.
//! Records arrive in any order and more than once.

use rusqlite::Connection;
use wingbook_record::{
    digest::Digest,
    entry::Header,
    id::{ChainId, DeviceId},
};

use super::{StoreError, Turn};

/// A record's place in its chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The chain.
    pub chain: ChainId,
    /// The place, from 1.
    pub seq: u64,
    /// Hash of the header before it.
    pub prev: Option<Digest>,
    /// The tablet.
    pub device: DeviceId,
}

impl From<&Header> for Link {
    fn from(header: &Header) -> Self {
        Self {
            chain: header.chain,
            seq: header.seq,
            prev: header.prev,
            device: header.device,
        }
    }
}

/// Whether a tablet may continue a chain: it began it, in this register, or nobody has yet and it begins it now.
///
/// # Errors
/// When the data file can't be used.
pub fn claim(turn: &mut Turn<'_>, db: i64, link: &Link) -> Result<bool, StoreError> {
    let (chain, device) = (link.chain.to_string(), link.device.to_string());
    let mut begin = turn.connection.prepare_cached(
        "INSERT INTO chains (chain, db, device) VALUES (?1, ?2, ?3) ON CONFLICT (chain) DO NOTHING",
    )?;
    begin.execute((&chain, db, &device))?;
    let mut ask = turn
        .connection
        .prepare_cached("SELECT db = ?2 AND device = ?3 FROM chains WHERE chain = ?1")?;
    Ok(ask.query_row((&chain, db, &device), |row| row.get(0))?)
}

/// Files a record in its chain, and gives the ids of others that stand in the same place or on the same record: then
/// the chain is forked.
///
/// # Errors
/// When the data file can't be used.
pub fn file(
    turn: &mut Turn<'_>,
    db: i64,
    id: &str,
    link: &Link,
) -> Result<Vec<String>, StoreError> {
    let chain = link.chain.to_string();
    // Beyond what a row can count nothing is compared; no tablet writes that much.
    let seq = i64::try_from(link.seq).unwrap_or(i64::MAX);
    let prev = link.prev.map(|prev| prev.to_string());
    let rivals = rivals(turn.connection, db, id, &chain, seq, prev.as_deref())?;
    let mut file = turn.connection.prepare_cached(
        "INSERT INTO links (db, chain, seq, id, prev) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (db, chain, seq, id) DO NOTHING",
    )?;
    file.execute((db, &chain, seq, id, &prev))?;
    Ok(rivals)
}

fn rivals(
    connection: &Connection,
    db: i64,
    id: &str,
    chain: &str,
    seq: i64,
    prev: Option<&str>,
) -> Result<Vec<String>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT id FROM links WHERE db = ?1 AND chain = ?2 AND seq = ?3 AND id <> ?4
         UNION SELECT id FROM links WHERE db = ?1 AND chain = ?2 AND prev IS ?5 AND id <> ?4",
    )?;
    let rows = statement.query_map((db, chain, seq, id, prev), |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
