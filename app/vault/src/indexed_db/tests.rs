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

pub(super) async fn fresh() -> IndexedDbStore {
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

/// R5 the connection is closed, by us and behind our back: the next call opens another
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
async fn an_erased_database_is_empty_and_an_open_one_says_that_it_vanished() {
    let name = fresh_name();
    let store = IndexedDbStore::open_named(&name).await.unwrap();
    store.commit(one(1)).await.unwrap();
    connection::erase(&name).await.unwrap();
    assert_eq!(store.commit(one(2)).await, Err(StoreError::Vanished));
    let anew = IndexedDbStore::open_named(&name).await.unwrap();
    assert_eq!(anew.get(StoreName::Rows, b"row").await.unwrap(), None);
}

/// R3 the whole database is deleted under an open app: every call says so, and nothing is written to an empty one
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

/// R7 the database itself is of a newer version: it is said, and the database stays as it is
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

/// R5 another tab keeps its connection while the database is to be deleted: opening says that it is blocked, and succeeds
/// once the tab lets go
#[wasm_bindgen_test]
async fn a_blocked_database_is_told_and_opened_once_it_is_free() {
    use indexed_db_futures::prelude::*;
    let name = fresh_name();
    // It does not listen for the others, as an app of another maker might not.
    let deaf = Database::open(name.as_str())
        .build()
        .unwrap()
        .await
        .unwrap();
    let deletion = Database::delete_by_name(&name).unwrap();
    let opened = IndexedDbStore::open_named(&name).await;
    assert_eq!(opened.err(), Some(StoreError::Blocked));
    deaf.close();
    deletion.await.unwrap();
    let store = IndexedDbStore::open_named(&name).await.unwrap();
    store.commit(one(1)).await.unwrap();
}

/// R5 R7 a tab with a newer version changes the database while this one has it open: it is let in at once, and this tab
/// says that it is too old
#[wasm_bindgen_test]
async fn a_newer_tab_is_let_in_and_the_older_one_says_so() {
    use indexed_db_futures::prelude::*;
    let name = fresh_name();
    let store = IndexedDbStore::open_named(&name).await.unwrap();
    store.commit(one(1)).await.unwrap();
    let newer = Database::open(name.as_str()).with_version(2u8);
    let newer = newer.build().unwrap().await.unwrap();
    let refused = Err(StoreError::NeedsNewerApp);
    assert_eq!(store.get(StoreName::Rows, b"row").await, refused);
    assert_eq!(store.commit(one(2)).await, Err(StoreError::NeedsNewerApp));
    newer.close();
}

/// R5 the connection is closed again and again while five saves are under way: each is there once, none waits for ever
#[wasm_bindgen_test]
async fn saves_under_way_outlive_a_connection_that_closes() {
    let store = Rc::new(fresh().await);
    let save = |number: u8| {
        let store = Rc::clone(&store);
        async move {
            let mut batch = Batch::new();
            batch.put(StoreName::Rows, vec![number], vec![number]);
            store.commit(batch).await
        }
    };
    let closing = async {
        for _ in 0..20 {
            gloo_timers::future::TimeoutFuture::new(1).await;
            store.close();
        }
    };
    let saves = futures::future::join_all((0..5).map(save));
    let (saved, ()) = futures::future::join(saves, closing).await;
    assert_eq!(saved, vec![Ok(()); 5]);
    let rows = store.scan(StoreName::Rows, &KeyRange::all(), 10).await;
    assert_eq!(rows.unwrap().len(), 5);
}

/// R8 two connections to one database: what one commits the other reads
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

pub(super) async fn sign_in(
    store: &Rc<IndexedDbStore>,
) -> (Vault<Rc<IndexedDbStore>>, crate::BookName) {
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

pub(super) fn now_ms() -> f64 {
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
