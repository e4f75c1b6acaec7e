//! Damaged, moved, foreign and newer values; and what lies in the store in clear.

use std::rc::Rc;

use super::pages_tests::of_month;
use super::tests::{document, load, memory, save};
use super::*;
use crate::memory::MemoryStore;
use crate::store::{Batch, Store};
use crate::testing::{book, now, officer};
/// A vault with one of everything sealed.
fn furnished() -> (Rc<MemoryStore>, Vault<Rc<MemoryStore>>) {
    let store = memory();
    let vault = officer(&store);
    save(&vault, "e1").unwrap();
    let documents = [document("e2", "1-a", "other")];
    let settled = of_month(7);
    let pull = Pull {
        backend: "hub",
        documents: &documents,
        settled: &settled,
        removed: &[],
        checkpoint: Some("7"),
    };
    now(vault.apply_pull(&book("wing"), pull)).unwrap();
    now(vault.put_draft("d1", b"half")).unwrap();
    now(vault.put_setting("language", b"ru")).unwrap();
    (store, vault)
}

/// Everything that a reader gets to see.
fn seen<S: Store>(vault: &Vault<S>) -> impl PartialEq + std::fmt::Debug + use<S> {
    let (documents, report) = load(vault);
    let outbox = now(vault.outbox()).unwrap();
    let sent: Vec<_> = outbox
        .items
        .iter()
        .map(|item| (item.id.clone(), item.delivery.clone()))
        .collect();
    (
        (documents, report.damaged.len(), report.newer),
        (sent, outbox.damaged.len(), outbox.newer),
        now(vault.checkpoint(&book("wing"), "hub")).unwrap(),
        now(vault.drafts()).unwrap().0,
        now(vault.setting("language")).ok(),
    )
}

/// R6 each byte of each stored value is flipped in turn: it is noticed, and everything else still reads
#[test]
fn every_flipped_byte_is_noticed_and_the_rest_stays_readable() {
    let (store, vault) = furnished();
    let whole = seen(&vault);
    let sealed = |key: &[u8]| key.starts_with(b"checkpoint:") || key.starts_with(b"person:");
    for name in [
        StoreName::Rows,
        StoreName::Pages,
        StoreName::Outbox,
        StoreName::Drafts,
        StoreName::State,
    ] {
        for (key, value) in store.rows(name) {
            if name == StoreName::State && !sealed(&key) {
                continue;
            }
            for position in 0..value.len() {
                let mut changed = value.clone();
                changed[position] ^= 0x10;
                store.load(name, key.clone(), changed);
                assert_ne!(seen(&vault), whole, "{name:?} byte {position}");
            }
            store.load(name, key, value);
        }
    }
    assert_eq!(seen(&vault), whole);
    let (key, mut value) = store.rows(StoreName::Rows).remove(0);
    value[40] ^= 1;
    store.load(StoreName::Rows, key.clone(), value);
    let (documents, report) = load(&vault);
    assert_eq!(documents.len(), 1 + 16);
    assert_eq!(
        report.damaged,
        [DamagedRow {
            store: StoreName::Rows,
            key
        }]
    );
}

/// R6 what is damaged counts as not held, so that it is fetched again; and what is put in its place is read
#[test]
fn what_is_damaged_is_not_held_and_can_be_replaced() {
    let (store, vault) = furnished();
    let of_page = of_month(7)[0].document.clone();
    let unknown: Vec<String> = (0..20).map(|at| format!("unknown-{at}")).collect();
    let held = |few: &[&str]| {
        let many = few
            .iter()
            .copied()
            .chain(unknown.iter().map(String::as_str));
        let many: Vec<&str> = many.collect();
        let one_by_one = now(vault.revisions(&book("wing"), few)).unwrap();
        let all = now(vault.revisions(&book("wing"), &many)).unwrap();
        assert_eq!(all[..few.len()], one_by_one, "asked together or alone");
        assert!(all[few.len()..].iter().all(Option::is_none));
        one_by_one
    };
    let asked = ["e2", of_page.id.as_str(), "e1"];
    let whole = held(&asked);
    assert_eq!(whole[0].as_deref(), Some("1-a"));
    assert_eq!(whole[1].as_ref(), Some(&of_page.rev));
    assert!(whole[2].is_some());

    for (key, mut value) in store.rows(StoreName::Rows) {
        value[40] ^= 1;
        store.load(StoreName::Rows, key, value);
    }
    assert_eq!(held(&asked), [None, Some(of_page.rev.clone()), None]);
    let documents = [document("e2", "1-a", "other")];
    let pull = Pull {
        backend: "hub",
        documents: &documents,
        settled: &[],
        removed: &[],
        checkpoint: None,
    };
    now(vault.apply_pull(&book("wing"), pull)).unwrap();
    assert_eq!(held(&asked)[0].as_deref(), Some("1-a"));
}

/// R6 two values change places: neither is taken for the other
#[test]
fn a_value_under_another_key_is_noticed() {
    let (store, vault) = furnished();
    let rows = store.rows(StoreName::Rows);
    let [(first, a), (second, b)] = rows.as_slice() else {
        panic!("two rows")
    };
    store.load(StoreName::Rows, first.clone(), b.clone());
    store.load(StoreName::Rows, second.clone(), a.clone());
    let (documents, report) = load(&vault);
    assert_eq!((documents.len(), report.damaged.len()), (16, 2));
}

/// R7 a value of a newer version lies among the others: it is counted apart and stays byte for byte
#[test]
fn values_of_a_newer_release_are_told_and_kept() {
    let (store, vault) = furnished();
    let (key, mut value) = store.rows(StoreName::Rows).remove(0);
    value[0] = 9;
    store.load(StoreName::Rows, key.clone(), value.clone());
    let (documents, report) = load(&vault);
    assert_eq!(
        (documents.len(), report.newer, report.damaged.len()),
        (1 + 16, 1, 0)
    );
    assert_eq!(now(store.get(StoreName::Rows, &key)).unwrap(), Some(value));
}

/// R31 every key and value of the store is searched for the words that were saved
#[test]
fn nothing_readable_is_stored() {
    let (store, _) = furnished();
    let words = [
        "entry e1",
        "other",
        "of 7",
        "half",
        "language",
        "ru-setting",
        "waiting",
    ];
    for name in StoreName::ALL {
        for (key, value) in store.rows(name) {
            // The head is in the clear, for the reason told where it is written.
            if key.starts_with(b"head:") {
                continue;
            }
            for word in words {
                let found = |bytes: &[u8]| {
                    bytes
                        .windows(word.len())
                        .any(|part| part == word.as_bytes())
                };
                assert!(!found(&key) && !found(&value), "{word} in {name:?}");
            }
        }
    }
}

#[test]
fn a_wiped_vault_is_empty() {
    let (store, vault) = furnished();
    now(vault.wipe()).unwrap();
    for name in StoreName::ALL {
        assert!(store.rows(name).is_empty(), "{name:?}");
    }
}

/// R6 rows of nobody lie in every store: all that is one's own still reads
#[test]
fn a_foreign_row_in_any_store_breaks_nothing() {
    let (store, vault) = furnished();
    let mut batch = Batch::new();
    for name in StoreName::ALL {
        for key in [
            b"".as_slice(),
            b"x",
            b"user:zz",
            b"epoch:wing:1",
            b"w",
            b"r1",
            &[0xff; 40],
        ] {
            batch.put(name, key, b"\x01junk".to_vec());
        }
    }
    now(store.commit(batch)).unwrap();
    drop(vault);
    let vault = officer(&store);
    let (documents, report) = load(&vault);
    assert_eq!((documents.len(), report.damaged.len()), (2 + 16, 0));
    assert_eq!(now(vault.outbox()).unwrap().items.len(), 1);
    assert_eq!(now(vault.drafts()).unwrap().0.len(), 1);
}
