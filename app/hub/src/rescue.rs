//! Opening what a tablet saved of its sealed store when the app would not start any more.
//!
//! The file is sealed as the tablet was: a passphrase opens what that person could read, the facility's
//! recovery key everything. What comes out can be written down readably, and what the tablet had not sent yet
//! can be taken into the registers, judged like any upload.

use std::{collections::BTreeMap, io::Read, rc::Rc, sync::Arc};

use serde_json::{Value, json};
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;
use wingbook_record::access::Book;
use wingbook_vault::{
    BookName, Keyring, Vault, VaultError, Way,
    kdf::{KdfError, KdfMemory, derive_passphrase_secrets},
    memory::MemoryStore,
    rescue::{self, RescueError as DumpError},
    seal::{SealPair, Secret},
};
use zeroize::Zeroizing;

use crate::{
    document::NewDocument,
    facility::Facility,
    pushing::{self, Mode, Pushed},
    revisions::{Path, Revision},
    store::{Store, StoreError, databases, now_ms},
};

/// What opens the file.
pub enum Key {
    /// Somebody's passphrase.
    Passphrase {
        /// Their staff number.
        staff_number: String,
        /// What they type.
        passphrase: Zeroizing<String>,
    },
    /// The facility's recovery key, 64 hexadecimal digits.
    Recovery(Zeroizing<[u8; 32]>),
}

/// Why nothing was opened.
#[derive(Debug, Error)]
pub enum RescueError {
    /// The file is no rescue file.
    #[error(transparent)]
    File(#[from] DumpError),
    /// The vault in it does not open.
    #[error("{0}")]
    Vault(#[from] VaultError),
    /// The key derivation.
    #[error(transparent)]
    Kdf(#[from] KdfError),
    /// There is no passphrase for this person on that tablet.
    #[error("this person had no passphrase on that tablet; use the recovery key")]
    NoPassphrase,
    /// The recovery key opens nothing there.
    #[error("this recovery key opens no register of that tablet")]
    WrongRecoveryKey,
    /// The data file.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// One document of the tablet.
#[derive(Debug, Clone, PartialEq)]
pub struct Rescued {
    /// Its register.
    pub book: String,
    /// Its id.
    pub id: String,
    /// Its revision.
    pub rev: String,
    /// The document.
    pub document: Value,
    /// Whether the tablet still had to send it; with the revision that it replaces at the server.
    pub waiting: Option<Option<String>>,
}

/// What was in a file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Opened {
    /// Its documents.
    pub documents: Vec<Rescued>,
    /// What was being written: kept as it is.
    pub drafts: Vec<Value>,
    /// Rows that can't be opened any more.
    pub damaged: usize,
    /// Rows that this key does not open.
    pub locked: u64,
    /// Rows that a newer version wrote.
    pub newer: usize,
}

/// Opens a rescue file.
///
/// # Errors
/// When it is none, or the key does not open it.
pub async fn open(reader: impl Read, key: Key) -> Result<Opened, RescueError> {
    let dump = rescue::read_dump(reader)?;
    let unreadable = dump.unreadable;
    let store = Rc::new(dump.store);
    let keyring = Keyring::open(Rc::clone(&store)).await?;
    let vault = match key {
        Key::Passphrase {
            staff_number,
            passphrase,
        } => unlock(&keyring, &store, staff_number.trim(), &passphrase).await?,
        Key::Recovery(secret) => {
            let pair = SealPair::from_secret(&Secret::from_bytes(*secret));
            let books = keyring.open_books(&pair).await?;
            Vault::open_for_recovery(Rc::clone(&store), keyring.tablet(), books)
        }
    };
    if vault.books().is_empty() {
        return Err(RescueError::WrongRecoveryKey);
    }
    let mut opened = Opened {
        damaged: unreadable,
        ..Opened::default()
    };
    for book in vault.books() {
        opened.read_book(&vault, &book).await?;
    }
    opened.read_outbox(&vault).await?;
    opened.read_drafts(&vault).await?;
    Ok(opened)
}

type Tablet = Vault<Rc<MemoryStore>>;

async fn unlock(
    keyring: &Keyring<Rc<MemoryStore>>,
    store: &Rc<MemoryStore>,
    staff_number: &str,
    passphrase: &str,
) -> Result<Tablet, RescueError> {
    // The file is a copy: tries that the tablet counted do not lock it, those made here are few anyway.
    let attempt = keyring.begin_try(staff_number, now_ms()).await?;
    let derivation = attempt
        .kdf(Way::Passphrase)
        .ok_or(RescueError::NoPassphrase)?;
    let normal = Zeroizing::new(passphrase.nfc().collect::<String>());
    let secrets = derive_passphrase_secrets(&normal, derivation, &mut KdfMemory::new())?;
    let person = keyring
        .unlock(attempt, Way::Passphrase, &secrets.vault_key)
        .await?;
    let books = keyring.open_books(person.pair()).await?;
    Ok(Vault::open(
        Rc::clone(store),
        keyring.tablet(),
        books,
        person,
    ))
}

impl Opened {
    async fn read_book(&mut self, vault: &Tablet, book: &BookName) -> Result<(), RescueError> {
        let mut found: BTreeMap<String, Rescued> = BTreeMap::new();
        let mut unreadable = 0;
        let report = vault
            .load_book(book, |document| {
                let Ok(value) = serde_json::from_slice::<Value>(document.body) else {
                    unreadable += 1;
                    return;
                };
                // A document may be visited twice: the later visit counts.
                let rescued = Rescued {
                    book: book.as_str().to_owned(),
                    id: document.id.to_owned(),
                    rev: document.rev.to_owned(),
                    document: value,
                    waiting: None,
                };
                found.insert(document.id.to_owned(), rescued);
            })
            .await?;
        self.documents.extend(found.into_values());
        self.damaged += report.damaged.len() + unreadable;
        self.locked += report.locked;
        self.newer += report.newer;
        Ok(())
    }

    async fn read_outbox(&mut self, vault: &Tablet) -> Result<(), RescueError> {
        let outbox = vault.outbox().await?;
        let waiting: BTreeMap<(String, String, String), Option<String>> = outbox
            .items
            .into_iter()
            .map(|item| {
                (
                    (item.book.as_str().to_owned(), item.id, item.rev),
                    item.replaces,
                )
            })
            .collect();
        for document in &mut self.documents {
            let key = (
                document.book.clone(),
                document.id.clone(),
                document.rev.clone(),
            );
            document.waiting = waiting.get(&key).cloned();
        }
        self.damaged += outbox.damaged.len();
        Ok(())
    }

    async fn read_drafts(&mut self, vault: &Tablet) -> Result<(), RescueError> {
        if vault.person().is_none() {
            return Ok(());
        }
        let (drafts, damaged) = vault.drafts().await?;
        self.damaged += damaged.len();
        self.drafts = drafts
            .into_iter()
            .map(|draft| {
                let content = serde_json::from_slice(&draft.content).unwrap_or_else(|_| {
                    Value::String(String::from_utf8_lossy(&draft.content).into_owned())
                });
                json!({"id": draft.id, "content": content})
            })
            .collect();
        Ok(())
    }

    /// How many documents the tablet still had to send.
    pub fn waiting(&self) -> usize {
        self.documents
            .iter()
            .filter(|document| document.waiting.is_some())
            .count()
    }

    /// Everything as one readable JSON value.
    pub fn to_json(&self) -> Value {
        let documents: Vec<Value> = self
            .documents
            .iter()
            .map(|one| json!({"book": one.book, "rev": one.rev, "waiting": one.waiting.is_some(), "document": one.document}))
            .collect();
        json!({"wingbook_rescued": 1, "documents": documents, "drafts": self.drafts})
    }
}

/// Takes what the tablet had not sent, and every record, into the registers of this data file. Each document
/// is judged like an upload; what is there already is left alone.
///
/// # Errors
/// When the data file can't be used.
pub async fn receive(
    store: &Store,
    facility: &Arc<Facility>,
    opened: &Opened,
) -> Result<Vec<Pushed>, RescueError> {
    let mut by_book: BTreeMap<&str, Vec<NewDocument>> = BTreeMap::new();
    for one in &opened.documents {
        if one.waiting.is_some() || one.id.starts_with("entry:") {
            by_book.entry(&one.book).or_default().extend(as_pushed(one));
        }
    }
    let mut all = Vec::new();
    for (book, documents) in by_book {
        let Ok(book) = book.parse::<Book>() else {
            continue;
        };
        let name = book.database(facility.slug());
        let found = store
            .read(move |connection| databases::find(connection, &name))
            .await?;
        let Some(database) = found else { continue };
        all.extend(pushing::push(store, facility, &database, documents, Mode::Replicate).await?);
    }
    Ok(all)
}

fn as_pushed(one: &Rescued) -> Option<NewDocument> {
    let mut document = NewDocument::read(one.document.clone()).ok()?;
    let revision: Revision = one.rev.parse().ok()?;
    let replaced: Option<Revision> = one
        .waiting
        .as_ref()
        .and_then(|rev| rev.as_deref()?.parse().ok());
    document.id = Some(one.id.clone());
    document.path = Some(match replaced {
        Some(parent) => Path::onto(revision.clone(), &Path::alone(parent)),
        None => Path::alone(revision.clone()),
    });
    document.revision = Some(revision);
    Some(document)
}

#[cfg(test)]
#[path = "rescue_tests.rs"]
mod tests;
