//! IndexedDB in a real browser: the suite that every store passes, and what only
//! a browser can do to a database.

use std::rc::Rc;

use indexed_db_futures::database::Database;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

use super::*;
use crate::conformance::conformance;
use crate::kdf::{KdfMemory, KdfParams, derive_passphrase_secrets};
use crate::keyring::{Entitlement, Keyring, NewPerson, Readers};
use crate::vault::{Document, Entries, Head, Vault};

wasm_bindgen_test_configure!(run_in_dedicated_worker);

/// A name that no other test uses.
fn fresh_name() -> String {
    let mut bytes = [0; 8];
    crate::seal::random(&mut bytes).unwrap();
    format!("test-{}", hex::encode(bytes))
}

async fn fresh() -> IndexedDbStore {
    IndexedDbStore::open_named(&fresh_name()).await.unwrap()
}

async fn run<F: Future<Output = ()>>(promise: impl FnOnce(IndexedDbStore) -> F) {
    promise(fresh().await).await;
}

conformance!([wasm_bindgen_test] async, run);

fn one(value: u8) -> Batch {
    let mut batch = Batch::new();
    batch.put(StoreName::Rows, b"row".as_slice(), vec![value]);
    batch
}

#[wasm_bindgen_test]
async fn a_closed_connection_is_opened_anew() {
    let store = fresh().await;
    store.commit(one(1)).await.unwrap();
    store.close();
    assert_eq!(
        store.get(StoreName::Rows, b"row").await.unwrap(),
        Some(vec![1])
    );
    // Closed behind the store's back: the next call notices.
    store.connection.database().await.unwrap().close();
    store.commit(one(2)).await.unwrap();
    assert_eq!(
        store.get(StoreName::Rows, b"row").await.unwrap(),
        Some(vec![2])
    );
}

#[wasm_bindgen_test]
async fn a_vanished_database_is_told_and_not_replaced() {
    let name = fresh_name();
    let store = IndexedDbStore::open_named(&name).await.unwrap();
    store.commit(one(1)).await.unwrap();
    // The store gives up its connection when somebody deletes the database.
    Database::delete_by_name(&name).unwrap().await.unwrap();
    assert_eq!(
        store.get(StoreName::Rows, b"row").await,
        Err(StoreError::Vanished)
    );
    assert_eq!(store.commit(one(2)).await, Err(StoreError::Vanished));
}

#[wasm_bindgen_test]
async fn a_database_of_a_newer_release_is_left_alone() {
    use indexed_db_futures::prelude::*;
    let name = fresh_name();
    let newer = Database::open(name.as_str())
        .with_version(2u8)
        .build()
        .unwrap()
        .await
        .unwrap();
    newer.close();
    let opened = IndexedDbStore::open_named(&name).await;
    assert_eq!(opened.err(), Some(StoreError::NeedsNewerApp));
}

#[wasm_bindgen_test]
async fn two_tabs_share_one_database() {
    let name = fresh_name();
    let first = IndexedDbStore::open_named(&name).await.unwrap();
    let second = IndexedDbStore::open_named(&name).await.unwrap();
    first.commit(one(1)).await.unwrap();
    assert_eq!(
        second.get(StoreName::Rows, b"row").await.unwrap(),
        Some(vec![1])
    );
}

const PERSON: &str = "W-1";

async fn sign_in(store: &Rc<IndexedDbStore>) -> (Vault<Rc<IndexedDbStore>>, crate::BookName) {
    let keyring = Keyring::open(store.clone()).await.unwrap();
    let kdf = KdfParams {
        salt: [1; 16],
        memory_kib: 8,
        iterations: 1,
        lanes: 1,
    };
    let secrets = derive_passphrase_secrets("four words", &kdf, &mut KdfMemory::new()).unwrap();
    let me = match keyring.begin_try(PERSON, 0).await {
        Ok(attempt) => keyring
            .unlock(attempt, crate::Way::Passphrase, &secrets.vault_key)
            .await
            .unwrap(),
        Err(_) => {
            let person = NewPerson {
                staff_number: PERSON,
                kdf,
                vault_key: &secrets.vault_key,
                profile: b"{}",
                recovery: None,
            };
            keyring.enrol(person).await.unwrap()
        }
    };
    let book: crate::BookName = "wing".parse().unwrap();
    let entitlement = Entitlement {
        book: book.clone(),
        readers: Readers::AtLeast(vec![*me.pair().public()]),
        recovery: None,
    };
    keyring
        .ensure_epochs(me.pair(), &[entitlement])
        .await
        .unwrap();
    let books = keyring.open_books(me.pair()).await.unwrap();
    (
        Vault::open(store.clone(), keyring.tablet(), books, me),
        book,
    )
}

fn now_ms() -> f64 {
    js_sys::Date::now()
}

#[wasm_bindgen_test]
async fn a_thousand_saves_are_all_there_after_reopening() {
    const SAVES: u64 = 1_000;
    let name = fresh_name();
    let store = Rc::new(IndexedDbStore::open_named(&name).await.unwrap());
    let (vault, book) = sign_in(&store).await;
    let start = now_ms();
    for _ in 0..SAVES {
        let saved = vault.save_with_head(&book, |head| {
            let seq = head.map_or(1, |head| head.seq + 1);
            Ok::<_, ()>(Entries {
                documents: vec![Document {
                    id: format!("entry:{seq}"),
                    rev: "1-0".to_owned(),
                    body: vec![b'x'; 900],
                }],
                head: Head {
                    chain: "c".to_owned(),
                    seq,
                    digest: "00".repeat(32),
                },
                backends: vec!["hub".to_owned()],
                saved_ms: 0,
                draft: None,
            })
        });
        saved.await.unwrap();
    }
    wasm_bindgen_test::console_log!(
        "{SAVES} strict saves: {:.2} ms each",
        (now_ms() - start) / SAVES as f64
    );
    store.close();
    drop((vault, store));

    let store = Rc::new(IndexedDbStore::open_named(&name).await.unwrap());
    let (vault, book) = sign_in(&store).await;
    let mut ids = std::collections::BTreeSet::new();
    let report = vault.load_book(&book, |document| {
        ids.insert(document.id.to_owned());
    });
    assert_eq!(report.await.unwrap().documents, SAVES as usize);
    assert_eq!(ids.len(), SAVES as usize);
    assert_eq!(vault.head(&book).await.unwrap().unwrap().seq, SAVES);
    assert_eq!(vault.outbox().await.unwrap().items.len(), SAVES as usize);
}

/// Documents of about the size of an entry.
fn documents(count: usize) -> Vec<Document> {
    (0..count)
        .map(|number| Document {
            id: format!("entry:0192f0c4-7b1e-7000-8000-{number:012}"),
            rev: "1-0123456789abcdef0123456789abcdef".to_owned(),
            body: vec![b'x'; 1_200],
        })
        .collect()
}

async fn raw_write(
    store: &IndexedDbStore,
    chunk: &[Document],
    durability: indexed_db_futures::transaction::TransactionDurability,
) {
    use indexed_db_futures::prelude::*;
    use indexed_db_futures::transaction::{TransactionMode, TransactionOptions};
    let database = store.connection.database().await.unwrap();
    let transaction = database
        .transaction("rows")
        .with_mode(TransactionMode::Readwrite)
        .with_options(TransactionOptions::new().with_durability(durability))
        .build()
        .unwrap();
    let rows = transaction.object_store("rows").unwrap();
    for document in chunk {
        let value: wasm_bindgen::JsValue =
            js_sys::Uint8Array::from(document.body.as_slice()).into();
        let key = wasm_bindgen::JsValue::from_str(&document.id);
        rows.put(value)
            .with_key(key)
            .without_key_type()
            .primitive()
            .unwrap();
    }
    transaction.commit().await.unwrap();
}

/// Prints what the budgets are about; run with `--ignored --nocapture`.
#[wasm_bindgen_test]
#[ignore = "a measurement"]
async fn measure() {
    use indexed_db_futures::transaction::TransactionDurability::Strict;
    use wasm_bindgen_test::console_log;
    let store = Rc::new(fresh().await);
    let (vault, book) = sign_in(&store).await;
    let raw = fresh().await;

    for round in 0..3 {
        let start = now_ms();
        for document in documents(200) {
            raw_write(&raw, &[document], Strict).await;
        }
        let raw_ms = (now_ms() - start) / 200.0;
        let start = now_ms();
        for mut document in documents(200) {
            document.id = format!("save:{round}:{}", document.id);
            let saved = vault.save_with_head(&book, |head| {
                let seq = head.map_or(1, |head| head.seq + 1);
                Ok::<_, ()>(Entries {
                    documents: vec![document.clone()],
                    head: Head {
                        chain: "c".to_owned(),
                        seq,
                        digest: "00".repeat(32),
                    },
                    backends: vec!["hub".to_owned()],
                    saved_ms: 0,
                    draft: None,
                })
            });
            saved.await.unwrap();
        }
        let save_ms = (now_ms() - start) / 200.0;
        console_log!(
            "one save: {save_ms:.2} ms, one raw strict put: {raw_ms:.2} ms, ratio {:.2}",
            save_ms / raw_ms
        );
    }

    let all = documents(50_000);
    let start = now_ms();
    for chunk in all.chunks(1_000).take(10) {
        raw_write(&raw, chunk, Strict).await;
    }
    let raw_ms = now_ms() - start;
    let start = now_ms();
    for (number, chunk) in all.chunks(1_000).enumerate() {
        let pull = crate::Pull {
            backend: "hub",
            documents: chunk,
            removed: &[],
            checkpoint: Some("1"),
        };
        vault.apply_pull(&book, pull).await.unwrap();
        if number == 9 {
            console_log!(
                "write 10,000: {:.0} ms, raw {raw_ms:.0} ms",
                now_ms() - start
            );
        }
    }
    for _ in 0..3 {
        let start = now_ms();
        let mut bytes = 0;
        let report = vault
            .load_book(&book, |document| bytes += document.body.len())
            .await
            .unwrap();
        console_log!(
            "load {} documents, {bytes} bytes: {:.0} ms",
            report.documents,
            now_ms() - start
        );
        let start = now_ms();
        let rows = store
            .scan(StoreName::Rows, &KeyRange::all(), 100_000)
            .await
            .unwrap();
        console_log!("raw getAll of {}: {:.0} ms", rows.len(), now_ms() - start);
    }
    let standard = KdfParams::standard([1; 16]);
    let mut memory = KdfMemory::new();
    for _ in 0..3 {
        let start = now_ms();
        derive_passphrase_secrets("four words in a row", &standard, &mut memory).unwrap();
        console_log!("derivation: {:.0} ms", now_ms() - start);
    }
}
