//! The keys of the books: who holds which, and who must still get them.
//!
//! An epoch is a random key of one book, stored only as wraps: to the public half
//! of everybody entitled on this tablet, and to the facility's recovery key.
//! Whoever holds an epoch passes it on to all who are entitled; where nobody who
//! holds the last epoch is present, a new one begins, wrapped to all at once;
//! when somebody's role is cut, a new one begins without them.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Keyring, ROUNDS_MAX, from_base64, row, to_base64};
use crate::book::BookName;
use crate::error::VaultError;
use crate::seal::{
    KeyId, RecipientId, SealError, SealPair, SealingKey, Secret, random, recipient_id,
    unwrap_secret, wrap_secret,
};
use crate::store::{Batch, Expected, KeyRange, Row, Store, StoreName, scan_all};

const EPOCH_VERSION: u32 = 1;
const WHAT: &str = "a register's key";

#[derive(Debug, Clone, Serialize, Deserialize)]
struct EpochRow {
    v: u32,
    #[serde(with = "hex::serde")]
    id: [u8; 16],
    /// By recipient: people of this tablet.
    wraps: BTreeMap<RecipientId, String>,
    /// By recipient: the facility's recovery keys. Never removed.
    #[serde(default)]
    recovery: BTreeMap<RecipientId, String>,
    /// Somebody was cut off while nobody was there to begin the next epoch: the next reader begins it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    ended: bool,
    #[serde(flatten)]
    unknown: Map<String, Value>,
}

fn purpose(book: &BookName, id: &[u8; 16]) -> Vec<u8> {
    let mut purpose = format!("wingbook/epoch/v1:{book}:").into_bytes();
    purpose.extend_from_slice(id);
    purpose
}

impl EpochRow {
    fn unwrap(&self, book: &BookName, pair: &SealPair) -> Result<Option<Secret>, VaultError> {
        let id = pair.id();
        let Some(wrapped) = self.wraps.get(&id).or_else(|| self.recovery.get(&id)) else {
            return Ok(None);
        };
        unwrap_secret(pair, &purpose(book, &self.id), &from_base64(WHAT, wrapped)?)
            .map(Some)
            .map_err(|error| VaultError::opening(WHAT, error))
    }
}

/// One held epoch of a book.
#[derive(Debug)]
pub(crate) struct Epoch {
    pub(crate) seal: SealingKey,
    /// Hides document ids in row keys.
    pub(crate) names: Secret,
}

impl Epoch {
    fn derive(id: [u8; 16], key: &Secret) -> Self {
        Self {
            seal: SealingKey::new(KeyId(id), key.derive("wingbook/epoch-seal/v1")),
            names: key.derive("wingbook/epoch-names/v1"),
        }
    }
}

/// The epochs that one pair of keys opens, by book, oldest first.
#[derive(Debug, Clone, Default)]
pub struct BookKeys {
    books: BTreeMap<BookName, Vec<Rc<Epoch>>>,
    problems: Vec<VaultError>,
}

impl BookKeys {
    /// The books of which at least one epoch is held.
    pub fn books(&self) -> impl Iterator<Item = &BookName> {
        self.books.keys()
    }

    /// Whether anything of a book can be opened.
    #[must_use]
    pub fn holds(&self, book: &BookName) -> bool {
        self.books.contains_key(book)
    }

    /// Wraps meant for these keys that could not be opened.
    #[must_use]
    pub fn problems(&self) -> &[VaultError] {
        &self.problems
    }

    /// The held epochs of a book, oldest first.
    pub(crate) fn epochs(&self, book: &BookName) -> &[Rc<Epoch>] {
        self.books.get(book).map_or(&[], Vec::as_slice)
    }
}

/// Who is to read a book on this tablet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Readers {
    /// These and whoever holds the last epoch: nobody is cut off. For when nothing is known of anybody.
    AtLeast(Vec<[u8; 32]>),
    /// These and whoever holds the last epoch, without those who are denied it or not enrolled any more: these are cut off
    /// and a new epoch begins. Of everybody else nothing is known: they keep what they hold, and get nothing more.
    Without {
        /// Who is entitled.
        readers: Vec<[u8; 32]>,
        /// Who is known not to be.
        denied: Vec<[u8; 32]>,
    },
    /// Exactly these: everybody else is cut off and a new epoch begins.
    Exactly(Vec<[u8; 32]>),
}

/// Who is entitled to a book, by the public halves of their key pairs here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entitlement {
    /// Which book.
    pub book: BookName,
    /// Who reads it.
    pub readers: Readers,
    /// The facility's recovery public key, once known.
    pub recovery: Option<[u8; 32]>,
}

/// What [`Keyring::ensure_epochs`] changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Upkeep {
    /// Books in which a new epoch began.
    pub begun: Vec<BookName>,
    /// Wraps added.
    pub added: usize,
    /// Wraps taken away.
    pub removed: usize,
    /// Public keys that aren't keys; nothing was wrapped to them.
    pub refused: BTreeSet<RecipientId>,
}

fn range_of(book: &BookName) -> KeyRange {
    KeyRange::prefix(format!("epoch:{book}:").as_bytes())
}

fn epoch_key(book: &BookName, number: u32) -> String {
    format!("epoch:{book}:{number:08}")
}

/// Book and number of an epoch's row key.
fn parse_key(key: &[u8]) -> Option<(BookName, u32)> {
    let rest = std::str::from_utf8(key).ok()?.strip_prefix("epoch:")?;
    let (book, number) = rest.split_once(':')?;
    Some((book.parse().ok()?, number.parse().ok()?))
}

impl<S: Store> Keyring<S> {
    /// Unwrap every epoch that was wrapped to a pair: a person's, or the recovery
    /// key's.
    ///
    /// # Errors
    /// When the store refuses. Rows that don't open are told in
    /// [`BookKeys::problems`].
    pub async fn open_books(&self, pair: &SealPair) -> Result<BookKeys, VaultError> {
        let mut keys = BookKeys::default();
        let rows = scan_all(&self.store, StoreName::Keys, KeyRange::prefix(b"epoch:")).await?;
        for (key, value) in rows {
            let Some((book, _)) = parse_key(&key) else {
                keys.problems.push(VaultError::Damaged { what: WHAT });
                continue;
            };
            let opened = row::from_bytes::<EpochRow>(WHAT, EPOCH_VERSION, &value)
                .and_then(|row| Ok((row.unwrap(&book, pair)?, row.id)));
            match opened {
                Ok((Some(secret), id)) => {
                    let epoch = Rc::new(Epoch::derive(id, &secret));
                    keys.books.entry(book).or_default().push(epoch);
                }
                Ok((None, _)) => {}
                Err(problem) => keys.problems.push(problem),
            }
        }
        Ok(keys)
    }

    /// The public halves of everybody enrolled here to whom the last epoch of a book is wrapped.
    ///
    /// # Errors
    /// When the store refuses.
    pub async fn holders(&self, book: &BookName) -> Result<Vec<[u8; 32]>, VaultError> {
        let rows = scan_all(&self.store, StoreName::Keys, range_of(book)).await?;
        let last = rows
            .last()
            .and_then(|(_, value)| row::from_bytes::<EpochRow>(WHAT, EPOCH_VERSION, value).ok());
        let holds = |public: &[u8; 32]| {
            let id = recipient_id(public);
            last.as_ref()
                .is_some_and(|last| last.wraps.contains_key(&id))
        };
        let people = self.people().await?.into_iter();
        Ok(people.map(|one| one.seal_public).filter(holds).collect())
    }

    /// Bring the wraps of books in line with who is entitled: pass on what is
    /// held, begin an epoch where the last one isn't held or somebody was cut
    /// off, take away wraps of whoever was cut off. Call it at each sign-in and
    /// whenever entitlements change, then [`Keyring::open_books`] again.
    ///
    /// A wrap is never taken away if nobody else could open the epoch then.
    ///
    /// # Errors
    /// When the store refuses.
    pub async fn ensure_epochs(
        &self,
        present: &SealPair,
        entitlements: &[Entitlement],
    ) -> Result<Upkeep, VaultError> {
        let people: BTreeMap<_, _> = self
            .people()
            .await?
            .into_iter()
            .map(|person| (recipient_id(&person.seal_public), person.seal_public))
            .collect();
        let mut upkeep = Upkeep::default();
        for entitlement in entitlements {
            self.ensure_book(present, entitlement, &people, &mut upkeep)
                .await?;
        }
        Ok(upkeep)
    }

    async fn ensure_book(
        &self,
        present: &SealPair,
        entitlement: &Entitlement,
        people: &BTreeMap<RecipientId, [u8; 32]>,
        upkeep: &mut Upkeep,
    ) -> Result<(), VaultError> {
        for _ in 0..ROUNDS_MAX {
            let rows = scan_all(&self.store, StoreName::Keys, range_of(&entitlement.book)).await?;
            let plan = plan_book(present, entitlement, people, rows)?;
            if !plan.batch.is_empty() {
                match self
                    .store
                    .commit(plan.batch)
                    .await
                    .map_err(VaultError::from)
                {
                    Ok(()) => {}
                    Err(error) if error.is_conflict() => continue,
                    Err(error) => return Err(error),
                }
            }
            if plan.begins {
                upkeep.begun.push(entitlement.book.clone());
            }
            upkeep.added += plan.added;
            upkeep.removed += plan.removed;
            upkeep.refused.extend(plan.refused);
            return Ok(());
        }
        Err(VaultError::Contention)
    }
}

/// A stored epoch, as far as it can be read.
struct Stored {
    key: Vec<u8>,
    bytes: Vec<u8>,
    row: Option<EpochRow>,
    secret: Option<Secret>,
}

#[derive(Default)]
struct BookPlan {
    batch: Batch,
    begins: bool,
    added: usize,
    removed: usize,
    refused: BTreeSet<RecipientId>,
}

impl BookPlan {
    /// Wrap to one recipient; a key that isn't one is refused, not fatal.
    fn wrap(
        &mut self,
        book: &BookName,
        id: &[u8; 16],
        secret: &Secret,
        public: &[u8; 32],
    ) -> Result<Option<String>, VaultError> {
        match wrap_secret(public, &purpose(book, id), secret) {
            Ok(wrapped) => {
                self.added += 1;
                Ok(Some(to_base64(&wrapped)))
            }
            Err(SealError::Damaged) => {
                self.refused.insert(recipient_id(public));
                Ok(None)
            }
            Err(error) => Err(VaultError::opening(WHAT, error)),
        }
    }

    fn add_missing(
        &mut self,
        book: &BookName,
        row: &mut EpochRow,
        secret: &Secret,
        readers: &BTreeMap<RecipientId, [u8; 32]>,
        recovery: Option<&[u8; 32]>,
    ) -> Result<(), VaultError> {
        for (recipient, public) in readers {
            if !row.wraps.contains_key(recipient)
                && let Some(wrapped) = self.wrap(book, &row.id, secret, public)?
            {
                row.wraps.insert(recipient.clone(), wrapped);
            }
        }
        if let Some(public) = recovery
            && !row.recovery.contains_key(&recipient_id(public))
            && let Some(wrapped) = self.wrap(book, &row.id, secret, public)?
        {
            row.recovery.insert(recipient_id(public), wrapped);
        }
        Ok(())
    }

    /// Take away wraps of whoever is cut off, unless the epoch would be lost.
    fn remove(&mut self, row: &mut EpochRow, goes: impl Fn(&RecipientId) -> bool) {
        let stays = row.wraps.keys().any(|recipient| !goes(recipient));
        if stays || !row.recovery.is_empty() {
            let before = row.wraps.len();
            row.wraps.retain(|recipient, _| !goes(recipient));
            let removed = before - row.wraps.len();
            self.removed += removed;
            row.ended |= removed > 0;
        }
    }

    fn begin(
        &mut self,
        entitlement: &Entitlement,
        number: u32,
        readers: &BTreeMap<RecipientId, [u8; 32]>,
    ) -> Result<(), VaultError> {
        let sealing = VaultError::sealing(WHAT);
        let secret = Secret::make().map_err(&sealing)?;
        let mut id = [0; 16];
        random(&mut id).map_err(&sealing)?;
        let mut row = EpochRow {
            v: EPOCH_VERSION,
            id,
            wraps: BTreeMap::new(),
            recovery: BTreeMap::new(),
            ended: false,
            unknown: Map::new(),
        };
        let book = &entitlement.book;
        self.add_missing(
            book,
            &mut row,
            &secret,
            readers,
            entitlement.recovery.as_ref(),
        )?;
        let key = epoch_key(book, number);
        self.batch
            .expect(StoreName::Keys, key.as_str(), Expected::Absent);
        self.batch
            .put(StoreName::Keys, key.as_str(), row::to_bytes(&row)?);
        self.begins = true;
        Ok(())
    }
}

fn read_stored(book: &BookName, present: &SealPair, rows: Vec<Row>) -> Vec<Stored> {
    rows.into_iter()
        .map(|(key, bytes)| {
            let row = row::from_bytes::<EpochRow>(WHAT, EPOCH_VERSION, &bytes).ok();
            let secret = row
                .as_ref()
                .and_then(|row| row.unwrap(book, present).ok().flatten());
            Stored {
                key,
                bytes,
                row,
                secret,
            }
        })
        .collect()
}

fn plan_book(
    present: &SealPair,
    entitlement: &Entitlement,
    people: &BTreeMap<RecipientId, [u8; 32]>,
    rows: Vec<Row>,
) -> Result<BookPlan, VaultError> {
    let book = &entitlement.book;
    let mut stored = read_stored(book, present, rows);
    let publics = match &entitlement.readers {
        Readers::AtLeast(readers)
        | Readers::Without { readers, .. }
        | Readers::Exactly(readers) => readers,
    };
    let readers: BTreeMap<_, _> = publics
        .iter()
        .map(|public| (recipient_id(public), *public))
        .collect();
    let denied: BTreeSet<RecipientId> = match &entitlement.readers {
        Readers::Without { denied, .. } => denied.iter().map(recipient_id).collect(),
        _ => BTreeSet::new(),
    };
    let goes = |recipient: &RecipientId| match &entitlement.readers {
        Readers::AtLeast(_) => false,
        Readers::Without { .. } => denied.contains(recipient) || !people.contains_key(recipient),
        Readers::Exactly(_) => !readers.contains_key(recipient),
    };
    let last = stored.last().and_then(|last| last.row.as_ref());
    let holders = || last.into_iter().flat_map(|last| last.wraps.keys());
    // Whoever holds the last epoch goes on with the next one. Earlier ones they get from nobody for that alone: who begins
    // an epoch by themselves, or writes their own name into one, has no claim to what lies before.
    let mut readers_on = readers.clone();
    readers_on.extend(
        holders()
            .filter(|recipient| !goes(recipient))
            .filter_map(|id| Some((id.clone(), *people.get(id)?))),
    );
    let cut = holders().any(&goes);
    let held = stored.last().is_some_and(|last| last.secret.is_some());
    let ended = last.is_some_and(|last| last.ended);
    // Another recovery key is in force: what is written from now on is not for the one before.
    let replaced = entitlement.recovery.is_some_and(|public| {
        last.is_some_and(|last| {
            !last.recovery.is_empty() && !last.recovery.contains_key(&recipient_id(&public))
        })
    });
    // An epoch is begun only by somebody who will be able to read it.
    let begins = readers.contains_key(&present.id()) && (!held || cut || ended || replaced);
    let number = stored
        .last()
        .and_then(|last| parse_key(&last.key))
        .map_or(0, |(_, number)| number);

    let mut plan = BookPlan::default();
    for Stored {
        key,
        bytes,
        row,
        secret,
    } in &mut stored
    {
        let Some(row) = row else { continue };
        let before = (row.wraps.clone(), row.recovery.clone());
        if let Some(secret) = secret {
            plan.add_missing(book, row, secret, &readers, entitlement.recovery.as_ref())?;
        }
        plan.remove(row, goes);
        if before != (row.wraps.clone(), row.recovery.clone()) {
            plan.batch.expect(
                StoreName::Keys,
                key.as_slice(),
                Expected::Bytes(std::mem::take(bytes)),
            );
            plan.batch
                .put(StoreName::Keys, key.as_slice(), row::to_bytes(row)?);
        }
    }
    if begins {
        plan.begin(entitlement, number.saturating_add(1), &readers_on)?;
    }
    Ok(plan)
}
