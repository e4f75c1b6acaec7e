//! What the budgets are about, printed: run with `--ignored --nocapture`.

use std::rc::Rc;

use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::{TransactionDurability, TransactionMode, TransactionOptions};
use wasm_bindgen_test::{console_log, wasm_bindgen_test};

use super::tests::{fresh, now_ms, sign_in};
use super::*;
use crate::kdf::{KdfMemory, KdfParams, derive_passphrase_secrets};
use crate::vault::{Document, Entries, Head, Pull};

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

async fn raw_write(store: &IndexedDbStore, chunk: &[Document]) {
    let database = store.connection.database().await.unwrap();
    let transaction = database
        .transaction("rows")
        .with_mode(TransactionMode::Readwrite)
        .with_options(TransactionOptions::new().with_durability(TransactionDurability::Strict))
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

#[wasm_bindgen_test]
#[ignore = "a measurement"]
async fn one_save_against_one_raw_strict_put() {
    let store = Rc::new(fresh().await);
    let (vault, book) = sign_in(&store).await;
    let raw = fresh().await;
    for round in 0..3 {
        let start = now_ms();
        for document in documents(200) {
            raw_write(&raw, &[document]).await;
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
}

#[wasm_bindgen_test]
#[ignore = "a measurement"]
async fn writing_ten_thousand_and_loading_fifty_thousand() {
    let store = Rc::new(fresh().await);
    let (vault, book) = sign_in(&store).await;
    let raw = fresh().await;
    let all = documents(50_000);
    let start = now_ms();
    for chunk in all.chunks(1_000).take(10) {
        raw_write(&raw, chunk).await;
    }
    let raw_ms = now_ms() - start;
    let start = now_ms();
    for (number, chunk) in all.chunks(1_000).enumerate() {
        let pull = Pull {
            backend: "hub",
            documents: chunk,
            settled: &[],
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
}

#[wasm_bindgen_test]
#[ignore = "a measurement"]
async fn the_derivation() {
    let standard = KdfParams::standard([1; 16]);
    let mut memory = KdfMemory::new();
    for _ in 0..3 {
        let start = now_ms();
        derive_passphrase_secrets("four words in a row", &standard, &mut memory).unwrap();
        console_log!("derivation: {:.0} ms", now_ms() - start);
    }
}
