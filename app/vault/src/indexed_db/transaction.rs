//! Single transactions: read by key and range, and the one strict commit.

use indexed_db_futures::KeyRange as DbRange;
use indexed_db_futures::database::Database;
use indexed_db_futures::future::BasicRequest;
use indexed_db_futures::internals::SystemRepr;
use indexed_db_futures::object_store::ObjectStore;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::{
    Transaction, TransactionDurability, TransactionMode, TransactionOptions,
};
use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

use super::error::{from_exception, from_library};
use crate::store::{Batch, Change, KeyRange, Precondition, Row, StoreError, StoreName};

fn to_key(store: StoreName, key: &[u8]) -> JsValue {
    match std::str::from_utf8(key) {
        Ok(text) if store.has_text_keys() => JsValue::from_str(text),
        _ => Uint8Array::from(key).into(),
    }
}

fn from_key(key: &JsValue) -> Vec<u8> {
    if let Some(text) = key.as_string() {
        return text.into_bytes();
    }
    match key.dyn_ref::<ArrayBuffer>() {
        Some(buffer) => Uint8Array::new(buffer).to_vec(),
        None => Vec::new(),
    }
}

/// A value that isn't bytes was not written by us; it reads as damaged.
fn from_value(value: &JsValue) -> Vec<u8> {
    value
        .dyn_ref::<Uint8Array>()
        .map_or_else(Vec::new, Uint8Array::to_vec)
}

fn to_range(store: StoreName, range: &KeyRange) -> DbRange<JsValue> {
    let (lower, open) = range.lower();
    let lower = to_key(store, lower);
    match range.upper() {
        Some(upper) => DbRange::Bound(lower, open, to_key(store, upper), true),
        None => DbRange::LowerBound(lower, open),
    }
}

/// IndexedDB throws where a range is turned around.
fn is_empty(range: &KeyRange) -> bool {
    let (lower, _) = range.lower();
    range.upper().is_some_and(|upper| lower >= upper)
}

fn reading(database: &Database, store: StoreName) -> Result<Transaction<'_>, StoreError> {
    database
        .transaction(store.as_str())
        .with_mode(TransactionMode::Readonly)
        .build()
        .map_err(from_library)
}

fn object_store<'a>(
    transaction: &'a Transaction<'_>,
    store: StoreName,
) -> Result<ObjectStore<'a>, StoreError> {
    transaction
        .object_store(store.as_str())
        .map_err(from_library)
}

pub(super) async fn get(
    database: &Database,
    store: StoreName,
    key: &[u8],
) -> Result<Option<Vec<u8>>, StoreError> {
    let transaction = reading(database, store)?;
    let value = object_store(&transaction, store)?
        .get::<JsValue, _, _>(to_key(store, key))
        .primitive()
        .map_err(from_library)?
        .await
        .map_err(from_library)?;
    Ok(value.as_ref().map(from_value))
}

pub(super) async fn scan(
    database: &Database,
    store: StoreName,
    range: &KeyRange,
    limit: usize,
) -> Result<Vec<Row>, StoreError> {
    if is_empty(range) || limit == 0 {
        return Ok(Vec::new());
    }
    let limit = u32::try_from(limit).unwrap_or(u32::MAX);
    let transaction = reading(database, store)?;
    let objects = object_store(&transaction, store)?;
    // Both are asked for before either is awaited, so both see the same rows.
    let keys = objects
        .get_all_keys::<JsValue>()
        .with_query::<JsValue, _>(to_range(store, range))
        .with_limit(limit)
        .primitive()
        .map_err(from_library)?;
    let values = objects
        .get_all::<JsValue>()
        .with_query::<JsValue, _>(to_range(store, range))
        .with_limit(limit)
        .primitive()
        .map_err(from_library)?;
    let keys = keys.await.map_err(from_library)?;
    let values = values.await.map_err(from_library)?;
    keys.zip(values)
        .map(|(key, value)| {
            let key = key.map_err(from_library)?;
            let value = value.map_err(from_library)?;
            Ok((from_key(&key), from_value(&value)))
        })
        .collect()
}

pub(super) async fn keys(
    database: &Database,
    store: StoreName,
    range: &KeyRange,
) -> Result<Vec<Vec<u8>>, StoreError> {
    if is_empty(range) {
        return Ok(Vec::new());
    }
    let transaction = reading(database, store)?;
    let keys = object_store(&transaction, store)?
        .get_all_keys::<JsValue>()
        .with_query::<JsValue, _>(to_range(store, range))
        .primitive()
        .map_err(from_library)?
        .await
        .map_err(from_library)?;
    keys.map(|key| Ok(from_key(&key.map_err(from_library)?)))
        .collect()
}

pub(super) async fn count(
    database: &Database,
    store: StoreName,
    range: &KeyRange,
) -> Result<u64, StoreError> {
    if is_empty(range) {
        return Ok(0);
    }
    let transaction = reading(database, store)?;
    let count = object_store(&transaction, store)?
        .count()
        .with_query::<JsValue, _>(to_range(store, range))
        .primitive()
        .map_err(from_library)?
        .await
        .map_err(from_library)?;
    Ok(u64::from(count))
}

/// The store that every transaction that writes names, whatever it writes, so that only one of them is under way at a
/// time, in all tabs together.
///
/// Chromium notes what a transaction has locked until it is committed. Two that share no store may be under way at once,
/// and a browser that dies then finds both notes at its next start, takes the store for corrupt ("Unknown corruption"),
/// and deletes every database of the app.
pub(super) const SHARED: StoreName = StoreName::State;

/// Check and change, strictly durable. Only requests of this very transaction are
/// awaited before it is committed; else the browser would commit it by itself.
pub(super) async fn commit(database: &Database, batch: &Batch) -> Result<(), StoreError> {
    let transaction = database
        .transaction(names(&batch.stores()))
        .with_mode(TransactionMode::Readwrite)
        .with_options(TransactionOptions::new().with_durability(TransactionDurability::Strict))
        .build()
        .map_err(from_library)?;
    // Reads and changes are queued at once, which saves a round trip to the
    // browser's storage; a condition that fails takes the changes back.
    let reads = queue_reads(&transaction, batch)?;
    for change in &batch.changes {
        queue_change(&transaction, change)?;
    }
    if let Err(error) = check(batch, reads).await {
        // How the abort ends changes nothing: nothing is ever committed now.
        let _ = transaction.abort().await;
        return Err(error);
    }
    // The library reports an abort without its reason (a full disk, say), which
    // the transaction itself still knows.
    let system = transaction.as_sys().clone();
    match transaction.commit().await {
        Ok(()) => Ok(()),
        Err(error) => Err(match system.error() {
            Some(reason) => from_exception(&reason),
            None => aborted(error),
        }),
    }
}

/// What a transaction that writes to these stores has to name.
fn names(stores: &[StoreName]) -> Vec<&'static str> {
    let others = stores.iter().filter(|store| **store != SHARED);
    others
        .chain([&SHARED])
        .map(|store| store.as_str())
        .collect()
}

/// An abort without a reason comes from the connection being closed.
fn aborted(error: indexed_db_futures::error::Error) -> StoreError {
    use indexed_db_futures::error::{Error, UnexpectedDataError};
    match error {
        Error::MissingData(UnexpectedDataError::TransactionAborted) => StoreError::Closed,
        other => from_library(other),
    }
}

type Read = BasicRequest<Option<JsValue>>;

fn queue_reads(transaction: &Transaction<'_>, batch: &Batch) -> Result<Vec<Read>, StoreError> {
    let read = |condition: &Precondition| {
        object_store(transaction, condition.store)?
            .get::<JsValue, _, _>(to_key(condition.store, &condition.key))
            .primitive()
            .map_err(from_library)
    };
    batch.preconditions.iter().map(read).collect()
}

async fn check(batch: &Batch, reads: Vec<Read>) -> Result<(), StoreError> {
    for (condition, read) in batch.preconditions.iter().zip(reads) {
        let stored = read.await.map_err(from_library)?.as_ref().map(from_value);
        if !condition.expected.is_met_by(stored.as_deref()) {
            return Err(StoreError::Conflict {
                store: condition.store,
                key: condition.key.clone(),
            });
        }
    }
    Ok(())
}

/// Queue a change. Its outcome shows in the commit.
fn queue_change(transaction: &Transaction<'_>, change: &Change) -> Result<(), StoreError> {
    let objects = object_store(transaction, change.store())?;
    match change {
        Change::Put { store, key, value } => {
            let value: JsValue = Uint8Array::from(value.as_slice()).into();
            let put = objects.put(value).with_key(to_key(*store, key));
            put.without_key_type().primitive().map_err(from_library)?;
        }
        Change::Delete { store, key } => {
            let delete = objects.delete::<JsValue, _>(to_key(*store, key));
            delete.primitive().map_err(from_library)?;
        }
        Change::DeleteRange { store, range } => {
            if !is_empty(range) {
                let delete = objects.delete::<JsValue, _>(to_range(*store, range));
                delete.primitive().map_err(from_library)?;
            }
        }
    }
    Ok(())
}
