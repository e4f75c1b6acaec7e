//! A rescue dump: the whole store as JSON, still sealed.
//!
//! The static recovery page writes it when the app can't start any more; on a
//! desk it is read into memory and opened with a passphrase or the facility's
//! recovery key, like any vault. Keys are text or bytes, values are bytes, and
//! bytes are `{"b64": "…"}`. A row that makes no sense is counted, not fatal.

use std::collections::BTreeMap;
use std::io::Read;

use base64ct::{Base64, Encoding};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::memory::MemoryStore;
use crate::store::StoreName;

/// The format that this build reads and writes.
const FORMAT: u32 = 1;

/// Why a file is no rescue dump.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum RescueError {
    /// Not JSON, cut short, or not of this shape.
    #[error("the file is not a complete rescue file: {detail}")]
    Malformed {
        /// Where and what.
        detail: String,
    },
    /// Written by a newer release.
    #[error("the rescue file was written by a newer release (format {format})")]
    NeedsNewerApp {
        /// The format found.
        format: u32,
    },
}

/// A dump read into memory.
#[derive(Debug)]
pub struct Rescued {
    /// The store, sealed as it was.
    pub store: MemoryStore,
    /// Rows that make no sense: left out.
    pub unreadable: usize,
    /// Stores that this build doesn't know: left out.
    pub unknown_stores: Vec<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Bytes {
    Text(String),
    Binary { b64: String },
    Other(serde_json::Value),
}

impl Bytes {
    fn binary(bytes: &[u8]) -> Self {
        Self::Binary {
            b64: Base64::encode_string(bytes),
        }
    }

    fn into_bytes(self) -> Option<Vec<u8>> {
        match self {
            Self::Text(text) => Some(text.into_bytes()),
            Self::Binary { b64 } => Base64::decode_vec(&b64).ok(),
            Self::Other(_) => None,
        }
    }
}

#[derive(Serialize, Deserialize)]
struct DumpRow {
    key: Bytes,
    value: Bytes,
}

#[derive(Serialize, Deserialize)]
struct Dump {
    wingbook_rescue: u32,
    database: String,
    stores: BTreeMap<String, Vec<DumpRow>>,
}

/// Read a dump.
///
/// # Errors
/// When the file isn't one, is cut short, or needs a newer release.
pub fn read_dump(reader: impl Read) -> Result<Rescued, RescueError> {
    let reader = std::io::BufReader::new(reader);
    let dump: Dump = serde_json::from_reader(reader).map_err(|error| RescueError::Malformed {
        detail: error.to_string(),
    })?;
    if dump.wingbook_rescue != FORMAT {
        return Err(RescueError::NeedsNewerApp {
            format: dump.wingbook_rescue,
        });
    }
    let mut rescued = Rescued {
        store: MemoryStore::new(),
        unreadable: 0,
        unknown_stores: Vec::new(),
    };
    for (name, rows) in dump.stores {
        let Some(store) = StoreName::from_name(&name) else {
            rescued.unknown_stores.push(name);
            continue;
        };
        for row in rows {
            match (row.key.into_bytes(), row.value.into_bytes()) {
                (Some(key), Some(value)) => rescued.store.load(store, key, value),
                _ => rescued.unreadable += 1,
            }
        }
    }
    Ok(rescued)
}

/// Write a dump, as the recovery page does.
///
/// # Errors
/// When the writer fails.
pub fn write_dump(store: &MemoryStore, writer: impl std::io::Write) -> std::io::Result<()> {
    let stores = StoreName::ALL.into_iter().map(|name| {
        let rows = store.rows(name).into_iter().map(|(key, value)| DumpRow {
            key: match String::from_utf8(key) {
                Ok(text) if name.has_text_keys() => Bytes::Text(text),
                Ok(text) => Bytes::binary(text.as_bytes()),
                Err(error) => Bytes::binary(error.as_bytes()),
            },
            value: Bytes::binary(&value),
        });
        (name.as_str().to_owned(), rows.collect())
    });
    let dump = Dump {
        wingbook_rescue: FORMAT,
        database: "wingbook".to_owned(),
        stores: stores.collect(),
    };
    serde_json::to_writer(writer, &dump).map_err(std::io::Error::other)
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::keyring::Keyring;
    use crate::seal::SealPair;
    use crate::testing::{at_least, book, enrol, exactly, now, open_vault, sign_in};
    use crate::vault::{Document, Entries, Head, Month, OfMonth, Pull, Vault};

    fn ids<S: crate::Store>(vault: &Vault<S>) -> Vec<String> {
        let mut ids = Vec::new();
        now(vault.load_book(&book("wing"), |document| ids.push(document.id.to_owned()))).unwrap();
        ids
    }

    #[test]
    fn a_dump_opens_with_the_passphrase_or_the_recovery_key() {
        let store = Rc::new(MemoryStore::new());
        let keyring = now(Keyring::open(store.clone())).unwrap();
        let recovery = SealPair::make().unwrap();
        let me = enrol(&keyring, "W-1", Some(*recovery.public()));
        let entitlement = exactly("wing", &[&me], Some(*recovery.public()));
        now(keyring.ensure_epochs(me.pair(), &[entitlement])).unwrap();
        let vault = open_vault(&store, me);
        let documents = [Document {
            id: "entry:1".into(),
            rev: "1-a".into(),
            body: b"x".to_vec(),
        }];
        let pull = Pull {
            backend: "hub",
            documents: &documents,
            settled: &[],
            removed: &[],
            checkpoint: None,
        };
        now(vault.apply_pull(&book("wing"), pull)).unwrap();
        now(vault.put_draft("d", b"half")).unwrap();

        let mut dump = Vec::new();
        write_dump(&store, &mut dump).unwrap();
        let rescued = read_dump(dump.as_slice()).unwrap();
        assert_eq!((rescued.unreadable, rescued.unknown_stores.len()), (0, 0));
        let store = Rc::new(rescued.store);
        let keyring = now(Keyring::open(store.clone())).unwrap();
        let vault = open_vault(&store, sign_in(&keyring, "W-1", "W-1").unwrap());
        assert_eq!(ids(&vault), ["entry:1"]);
        assert_eq!(now(vault.drafts()).unwrap().0[0].content, b"half");

        let books = now(keyring.open_books(&recovery)).unwrap();
        let vault = Vault::open_for_recovery(store.clone(), keyring.tablet(), books);
        assert_eq!(ids(&vault), ["entry:1"]);
        assert_eq!(
            now(vault.drafts()).unwrap_err(),
            crate::VaultError::NobodySignedIn
        );
        let mine = now(keyring.unlock_all_by_recovery(&recovery))
            .unwrap()
            .remove(0);
        assert_eq!(now(open_vault(&store, mine).drafts()).unwrap().0.len(), 1);
    }

    #[test]
    fn what_makes_no_sense_is_told() {
        let dump = r#"{"wingbook_rescue":1,"database":"wingbook","stores":{
            "rows":[{"key":{"b64":"AAE="},"value":{"b64":"AQ=="}},{"key":{"b64":"!"},"value":{"b64":""}},{"key":4,"value":null}],
            "state":[{"key":"tablet","value":{"b64":"AQ=="}}],"later":[]}}"#;
        let rescued = read_dump(dump.as_bytes()).unwrap();
        assert_eq!(
            (rescued.unreadable, rescued.unknown_stores),
            (2, vec!["later".to_owned()])
        );
        assert_eq!(rescued.store.rows(StoreName::Rows), [(vec![0, 1], vec![1])]);
        assert_eq!(
            rescued.store.rows(StoreName::State),
            [(b"tablet".to_vec(), vec![1])]
        );
        let newer = dump.replace("rescue\":1", "rescue\":2");
        assert_eq!(
            read_dump(newer.as_bytes()).unwrap_err(),
            RescueError::NeedsNewerApp { format: 2 }
        );
        for cut in [0, 1, 40, dump.len() - 1] {
            let error = read_dump(&dump.as_bytes()[..cut]).unwrap_err();
            assert!(matches!(error, RescueError::Malformed { .. }), "{cut}");
        }
    }

    /// Dumps of vaults as releases wrote them, and how many documents lie in pages.
    const SAMPLES: [(&[u8], u32); 2] = [
        (include_bytes!("../samples/0.1.json"), 0),
        (include_bytes!("../samples/0.2.json"), IN_PAGES),
    ];
    const IN_PAGES: u32 = 20;

    /// One of everything, for two people of whom only one holds the first epoch.
    fn furnish(store: &Rc<MemoryStore>) {
        let keyring = now(Keyring::open(store.clone())).unwrap();
        let recovery = sample_recovery();
        let ayo = enrol(&keyring, "W-1", Some(*recovery.public()));
        let first = exactly("wing", &[&ayo], Some(*recovery.public()));
        now(keyring.ensure_epochs(ayo.pair(), &[first])).unwrap();
        let vault = open_vault(store, ayo);
        let entries = Entries {
            documents: vec![entry("entry:1")],
            head: Head {
                chain: "c".into(),
                seq: 1,
                digest: "00".repeat(32),
            },
            backends: vec!["hub".into()],
            saved_ms: 1_764_000_000_000,
            draft: None,
        };
        now(vault.save_entries(&book("wing"), None, &entries)).unwrap();
        now(vault.put_draft("d", b"half")).unwrap();
        now(vault.put_setting("language", b"kk")).unwrap();

        let bea = enrol(&keyring, "W-2", None);
        now(keyring.ensure_epochs(bea.pair(), &[at_least("wing", &[&bea])])).unwrap();
        let vault = open_vault(store, bea);
        let documents = [entry("entry:2")];
        let settled: Vec<OfMonth> = (0..IN_PAGES).map(in_page).collect();
        let pull = Pull {
            backend: "hub",
            documents: &documents,
            settled: &settled,
            removed: &[],
            checkpoint: Some("2-x"),
        };
        now(vault.apply_pull(&book("wing"), pull)).unwrap();
    }

    fn in_page(at: u32) -> OfMonth {
        OfMonth {
            month: Month(24_322),
            document: entry(&format!("entry:old{at:02}")),
        }
    }

    fn entry(id: &str) -> Document {
        Document {
            id: id.into(),
            rev: "1-a".into(),
            body: b"{\"kind\":\"entry\"}".to_vec(),
        }
    }

    fn sample_recovery() -> SealPair {
        SealPair::from_secret(&crate::seal::Secret::from_bytes([9; 32]))
    }

    #[test]
    #[ignore = "writes the sample of a release, once"]
    fn write_sample() {
        let store = Rc::new(MemoryStore::new());
        furnish(&store);
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/samples/0.2.json");
        write_dump(&store, std::fs::File::create_new(path).unwrap()).unwrap();
    }

    /// R7 a store kept from an earlier release, with work that waits, is opened by this one: all of it is there
    #[test]
    fn what_earlier_releases_stored_still_opens() {
        for (sample, in_pages) in SAMPLES {
            let rescued = read_dump(sample).unwrap();
            assert_eq!((rescued.unreadable, rescued.unknown_stores.len()), (0, 0));
            let store = Rc::new(rescued.store);
            let keyring = now(Keyring::open(store.clone())).unwrap();
            assert!(!keyring.is_new());
            let vault = open_vault(&store, sign_in(&keyring, "W-1", "W-1").unwrap());
            assert_eq!(vault.person().unwrap().profile(), b"profile of W-1");
            let mut documents = Vec::new();
            let wing = book("wing");
            let loaded = vault.load_book(&wing, |document| documents.push(document.to_document()));
            assert_eq!(now(loaded).unwrap().damaged, []);
            documents.sort_by(|a, b| a.id.cmp(&b.id));
            let mut written = vec![entry("entry:1"), entry("entry:2")];
            written.extend((0..in_pages).map(|at| in_page(at).document));
            assert_eq!(documents, written);
            assert_eq!(now(vault.head(&book("wing"))).unwrap().unwrap().seq, 1);
            assert_eq!(now(vault.outbox()).unwrap().items[0].id, "entry:1");
            assert_eq!(
                now(vault.checkpoint(&book("wing"), "hub"))
                    .unwrap()
                    .as_deref(),
                Some("2-x")
            );
            assert_eq!(now(vault.drafts()).unwrap().0[0].content, b"half");
            assert_eq!(now(vault.setting("language")).unwrap().unwrap(), b"kk");
            let recovered = now(keyring.open_books(&sample_recovery())).unwrap();
            let vault = Vault::open_for_recovery(store, keyring.tablet(), recovered);
            assert_eq!(ids(&vault), ["entry:1"]);
        }
    }
}
