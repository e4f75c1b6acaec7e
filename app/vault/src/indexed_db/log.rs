//! The browser's own log, begun anew at each start.
//!
//! Chromium keeps IndexedDB in LevelDB and writes each change to the end of a log first. A browser that dies in the
//! middle of such a write leaves half a record there. The next start reads over it and writes on behind it; the start
//! after that finds the half record in the middle, takes the log for damaged, and deletes every database of the app.
//! Whatever was saved in between is gone, and all before it.
//!
//! A log that is full is turned into a table and left behind, so the first thing that a start does is to fill it: with
//! values that are removed again in the same transaction, so that nobody ever sees one. What remains of the danger is a
//! browser that dies in a write and then once more in the moment in which it starts.

use indexed_db_futures::database::Database;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::{TransactionDurability, TransactionMode, TransactionOptions};
use js_sys::Uint8Array;
use wasm_bindgen::JsValue;

use super::error::from_library;
use super::transaction::SHARED;
use crate::store::{StoreError, StoreName};

/// A value that still lies in the log itself: from 64 KiB on, Chromium puts it into a file of its own.
const VALUE_BYTES: u32 = 60 * 1024;
/// More than the log ever holds, which is 4 MiB.
const LOG_BYTES: u32 = 5 * 1024 * 1024;
/// A key of no page: they are longer.
const KEY: [u8; 1] = [0];

/// Fill the log, so that what is written from now on goes into a new one.
///
/// Relaxed, because nothing of it is to be kept; a browser that refuses (a full disk, say) leaves everything as it was.
///
/// # Errors
/// Why it was refused.
pub(super) async fn begin_anew(database: &Database) -> Result<(), StoreError> {
    let transaction = database
        .transaction([StoreName::Pages.as_str(), SHARED.as_str()])
        .with_mode(TransactionMode::Readwrite)
        .with_options(TransactionOptions::new().with_durability(TransactionDurability::Relaxed))
        .build()
        .map_err(from_library)?;
    let pages = transaction
        .object_store(StoreName::Pages.as_str())
        .map_err(from_library)?;
    let key = JsValue::from(Uint8Array::from(KEY.as_slice()));
    let value = JsValue::from(Uint8Array::new_with_length(VALUE_BYTES));
    for _ in 0..LOG_BYTES.div_ceil(VALUE_BYTES) {
        let put = pages.put(value.clone()).with_key(key.clone());
        put.without_key_type().primitive().map_err(from_library)?;
    }
    let delete = pages.delete::<JsValue, _>(key);
    delete.primitive().map_err(from_library)?;
    transaction.commit().await.map_err(from_library)
}
