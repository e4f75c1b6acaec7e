//! One suite for every store: what [`Store`](crate::store::Store) promises,
//! durability apart. `conformance!` makes one test of each promise.

use crate::store::{Batch, Expected, KeyRange, Store, StoreError, StoreName, wipe};

pub(crate) async fn a_value_is_read_as_it_was_written(store: impl Store) {
    let long = vec![7; 200_000];
    let mut batch = Batch::new();
    batch.put(StoreName::Rows, b"\x00\xff".as_slice(), vec![1, 2, 3]);
    batch.put(StoreName::Rows, Vec::new(), vec![]);
    batch.put(StoreName::State, "tablet", long.clone());
    store.commit(batch).await.unwrap();
    assert_eq!(
        store.get(StoreName::Rows, b"\x00\xff").await.unwrap(),
        Some(vec![1, 2, 3])
    );
    assert_eq!(store.get(StoreName::Rows, b"").await.unwrap(), Some(vec![]));
    assert_eq!(
        store.get(StoreName::State, b"tablet").await.unwrap(),
        Some(long)
    );
    assert_eq!(store.get(StoreName::Rows, b"\x00").await.unwrap(), None);
    assert_eq!(
        store.get(StoreName::Outbox, b"\x00\xff").await.unwrap(),
        None
    );
}

pub(crate) async fn a_batch_is_applied_in_order(store: impl Store) {
    let mut batch = Batch::new();
    batch.put(StoreName::Rows, b"a".as_slice(), vec![1]);
    batch.delete(StoreName::Rows, b"a".as_slice());
    batch.put(StoreName::Rows, b"b".as_slice(), vec![1]);
    batch.put(StoreName::Rows, b"b".as_slice(), vec![2]);
    batch.put(StoreName::Drafts, b"b".as_slice(), vec![3]);
    batch.delete_range(StoreName::Drafts, KeyRange::all());
    batch.delete(StoreName::Rows, b"never there".as_slice());
    store.commit(batch).await.unwrap();
    let rows = store
        .scan(StoreName::Rows, &KeyRange::all(), 10)
        .await
        .unwrap();
    assert_eq!(rows, vec![(b"b".to_vec(), vec![2])]);
    assert_eq!(
        store
            .count(StoreName::Drafts, &KeyRange::all())
            .await
            .unwrap(),
        0
    );
}

pub(crate) async fn a_failed_condition_changes_nothing(store: impl Store) {
    let mut first = Batch::new();
    first.expect(StoreName::State, "head", Expected::Absent);
    first.put(StoreName::State, "head", vec![1]);
    store.commit(first.clone()).await.unwrap();

    let conflict = StoreError::Conflict {
        store: StoreName::State,
        key: b"head".to_vec(),
    };
    first.put(StoreName::Rows, b"row".as_slice(), vec![9]);
    assert_eq!(store.commit(first).await, Err(conflict.clone()));
    assert_eq!(store.get(StoreName::Rows, b"row").await.unwrap(), None);

    let mut second = Batch::new();
    second.expect(StoreName::State, "head", Expected::Bytes(vec![2]));
    second.put(StoreName::Rows, b"row".as_slice(), vec![9]);
    assert_eq!(store.commit(second.clone()).await, Err(conflict));
    second.preconditions[0].expected = Expected::Bytes(vec![1]);
    second.expect(StoreName::Rows, b"row".as_slice(), Expected::Absent);
    store.commit(second).await.unwrap();
    assert_eq!(
        store.get(StoreName::Rows, b"row").await.unwrap(),
        Some(vec![9])
    );
}

pub(crate) async fn ranges_are_read_in_key_order_and_chunks(store: impl Store) {
    let mut batch = Batch::new();
    let keys: [&[u8]; 7] = [b"b\xff", b"a", b"b", b"b\x00", b"c", b"\xff\xff", b"\xff"];
    for key in keys {
        batch.put(StoreName::Rows, key, key.to_vec());
    }
    for key in ["user:b", "user:a", "uses", "user", "user:é"] {
        batch.put(StoreName::Keys, key, vec![1]);
    }
    store.commit(batch).await.unwrap();

    let range = KeyRange::prefix(b"b");
    let all: Vec<&[u8]> = vec![b"b", b"b\x00", b"b\xff"];
    let rows = store.scan(StoreName::Rows, &range, 10).await.unwrap();
    assert_eq!(
        rows.iter()
            .map(|(key, _)| key.as_slice())
            .collect::<Vec<_>>(),
        all
    );
    let first = store.scan(StoreName::Rows, &range, 2).await.unwrap();
    let rest = store
        .scan(StoreName::Rows, &range.after(&first[1].0), 2)
        .await
        .unwrap();
    assert_eq!([first, rest].concat(), rows);
    assert_eq!(store.count(StoreName::Rows, &range).await.unwrap(), 3);
    let high = store
        .scan(StoreName::Rows, &KeyRange::prefix(b"\xff"), 10)
        .await
        .unwrap();
    assert_eq!(high.len(), 2);
    let ended = store
        .scan(StoreName::Rows, &KeyRange::all().after(b"\xff\xff"), 10)
        .await
        .unwrap();
    assert_eq!(ended, vec![]);
    let users = store
        .scan(StoreName::Keys, &KeyRange::prefix(b"user:"), 10)
        .await
        .unwrap();
    assert_eq!(
        users
            .iter()
            .map(|(key, _)| key.as_slice())
            .collect::<Vec<_>>(),
        vec![b"user:a".as_slice(), b"user:b", "user:é".as_bytes()]
    );
    let turned = KeyRange::prefix(b"b").after(b"z");
    assert_eq!(
        store.scan(StoreName::Rows, &turned, 10).await.unwrap(),
        vec![]
    );
    assert_eq!(store.count(StoreName::Rows, &turned).await.unwrap(), 0);
}

pub(crate) async fn a_wiped_store_is_empty(store: impl Store) {
    let mut batch = Batch::new();
    for name in StoreName::ALL {
        batch.put(name, b"key".as_slice(), vec![1]);
    }
    store.commit(batch).await.unwrap();
    wipe(&store).await.unwrap();
    for name in StoreName::ALL {
        assert_eq!(
            store.count(name, &KeyRange::all()).await.unwrap(),
            0,
            "{name:?}"
        );
    }
}

/// One test of each promise: `conformance!([attribute] sync, run)` or `async`.
/// `run` is given an async function of a store and drives it with an empty one.
macro_rules! conformance {
    ([$attribute:ident] $kind:ident, $run:path) => {
        $crate::conformance::conformance!(@each $attribute $kind $run;
            a_value_is_read_as_it_was_written
            a_batch_is_applied_in_order
            a_failed_condition_changes_nothing
            ranges_are_read_in_key_order_and_chunks
            a_wiped_store_is_empty
        );
    };
    (@each $attribute:ident sync $run:path; $($promise:ident)*) => {
        $(#[$attribute] fn $promise() { $run(|store| $crate::conformance::$promise(store)); })*
    };
    (@each $attribute:ident async $run:path; $($promise:ident)*) => {
        $(#[$attribute] async fn $promise() { $run(|store| $crate::conformance::$promise(store)).await; })*
    };
}
pub(crate) use conformance;
