//! Which record stands where in which chain: forks show here, and which records a chain takes.
//!
//! A chain belongs to one register and one life of one tablet's vault; everybody who works on that tablet writes into it,
//! each with a key of their own. Which tablet a key is on is what its owner said when it was certified. So a chain that
//! names one tablet throughout is no proof that one tablet wrote it: whoever may write into the register can continue or
//! fork it with a key that they had certified for that tablet. Nobody can do so in another's name, and a fork shows.
//! Records arrive in any order and more than once.

use std::fmt;

use rusqlite::{Connection, Row};
use wingbook_record::{
    digest::Digest,
    entry::Header,
    id::{ChainId, DeviceId, PersonId},
    signer::KeyId,
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
    /// The tablet that it names.
    pub device: DeviceId,
    /// Who wrote it.
    pub author: PersonId,
    /// With which key.
    pub key: KeyId,
}

/// A record in a chain with whose key signed it: all that is certain about where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// Its document.
    pub id: String,
    /// The key.
    pub key: String,
    /// Whose key that is.
    pub author: String,
}

impl Side {
    /// The record of this id that stands at this place.
    pub fn of(id: &str, link: &Link) -> Self {
        Self {
            id: id.to_owned(),
            key: link.key.to_string(),
            author: link.author.to_string(),
        }
    }

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let unknown = |text: Option<String>| text.unwrap_or_else(|| "(not readable)".to_owned());
        Ok(Self {
            id: row.get(0)?,
            key: unknown(row.get(1)?),
            author: unknown(row.get(2)?),
        })
    }
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { id, key, author } = self;
        write!(f, "{id} signed with key {key} of person {author}")
    }
}

impl From<&Header> for Link {
    fn from(header: &Header) -> Self {
        Self {
            chain: header.chain,
            seq: header.seq,
            prev: header.prev,
            device: header.device,
            author: header.author,
            key: header.key,
        }
    }
}

/// Whether a chain takes a record: it belongs into this register and names the tablet that the first one to arrive
/// named, or this is the first.
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

/// Files a record in its chain, and gives the others that stand in the same place or on the same record: then the chain
/// is forked.
///
/// # Errors
/// When the data file can't be used.
pub fn file(turn: &mut Turn<'_>, db: i64, id: &str, link: &Link) -> Result<Vec<Side>, StoreError> {
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
) -> Result<Vec<Side>, StoreError> {
    let mut statement = connection.prepare_cached(
        "WITH rivals AS (
             SELECT id FROM links WHERE db = ?1 AND chain = ?2 AND seq = ?3 AND id <> ?4
             UNION SELECT id FROM links WHERE db = ?1 AND chain = ?2 AND prev IS ?5 AND id <> ?4
         )
         SELECT r.id, json_extract(b.json, '$.header.key'), json_extract(b.json, '$.header.author')
         FROM rivals r
         LEFT JOIN docs d ON d.db = ?1 AND d.id = r.id
         LEFT JOIN bodies b ON b.body = d.body
         ORDER BY r.id",
    )?;
    let rows = statement.query_map((db, chain, seq, id, prev), Side::read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}
