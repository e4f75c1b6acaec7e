//! The vault over a store in memory: what is saved, what is noticed, who reads.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::*;
use crate::faults::{Fault, FaultyStore};
use crate::keyring::Keyring;
use crate::memory::MemoryStore;
use crate::store::{Batch, KeyRange, Store, StoreError};
use crate::testing::{at_least, book, enrol, exactly, now, officer, open_vault, sign_in};

pub(super) fn document(id: &str, rev: &str, body: &str) -> Document {
    Document {
        id: id.to_owned(),
        rev: rev.to_owned(),
        body: body.as_bytes().to_vec(),
    }
}

/// What a build function makes of a head: the next entry of the chain.
pub(super) fn next_entry(
    head: Option<&Head>,
    id: &str,
    draft: Option<&str>,
) -> Result<Entries, ()> {
    let seq = head.map_or(1, |head| head.seq + 1);
    Ok(Entries {
        documents: vec![document(id, "1-a", &format!("entry {id} at {seq}"))],
        head: Head {
            chain: head.map_or_else(|| "chain-1".to_owned(), |head| head.chain.clone()),
            seq,
            digest: format!("digest of {id}"),
        },
        backends: vec!["hub".to_owned()],
        saved_ms: 5,
        draft: draft.map(str::to_owned),
    })
}

pub(super) fn save<S: Store>(vault: &Vault<S>, id: &str) -> Result<Entries, SaveError<()>> {
    now(vault.save_with_head(&book("wing"), |head| next_entry(head, id, None)))
}

pub(super) fn load<S: Store>(vault: &Vault<S>) -> (BTreeMap<String, Document>, LoadReport) {
    let mut documents = BTreeMap::new();
    let report = now(vault.load_book(&book("wing"), |document| {
        documents.insert(document.id.to_owned(), document.to_document());
    }));
    (documents, report.unwrap())
}

fn memory() -> Rc<MemoryStore> {
    Rc::new(MemoryStore::new())
}

#[test]
fn an_entry_goes_with_its_head_its_outbox_rows_and_its_draft() {
    let store = memory();
    let vault = officer(&store);
    now(vault.put_draft("d1", b"half a sentence")).unwrap();
    now(vault.save_with_head(&book("wing"), |head| next_entry(head, "e1", Some("d1")))).unwrap();
    save(&vault, "e2").unwrap();

    let vault = officer(&store);
    let (documents, report) = load(&vault);
    assert_eq!(documents.into_keys().collect::<Vec<_>>(), ["e1", "e2"]);
    assert_eq!(
        report,
        LoadReport {
            documents: 2,
            ..LoadReport::default()
        }
    );
    let head = now(vault.head(&book("wing"))).unwrap().unwrap();
    assert_eq!((head.seq, head.digest.as_str()), (2, "digest of e2"));
    assert_eq!(now(vault.drafts()).unwrap(), (vec![], vec![]));
    let outbox = now(vault.outbox()).unwrap();
    let waiting: BTreeSet<_> = outbox.items.iter().map(|item| item.id.as_str()).collect();
    assert_eq!(waiting, BTreeSet::from(["e1", "e2"]));
    assert_eq!(outbox.items[0].delivery, Delivery::Waiting { since_ms: 5 });
}

#[test]
fn a_double_tap_saves_once() {
    let vault = officer(&memory());
    save(&vault, "e1").unwrap();
    assert_eq!(
        save(&vault, "e1").unwrap_err(),
        SaveError::Vault(VaultError::AlreadySaved)
    );
    assert_eq!(now(vault.head(&book("wing"))).unwrap().unwrap().seq, 1);
}

#[test]
fn two_tabs_write_one_chain() {
    let store = memory();
    let (first, second) = (officer(&store), officer(&store));
    let before = save(&first, "e1").unwrap().head;
    save(&second, "e2").unwrap();
    let stale = next_entry(Some(&before), "e3", None).unwrap();
    let moved = now(first.save_entries(&book("wing"), Some(&before), &stale));
    assert_eq!(moved, Err(VaultError::HeadMoved { book: book("wing") }));
    // The other tab writes between reading the head and committing.
    let mut builds = 0;
    let saved = now(first.save_with_head(&book("wing"), |head| {
        builds += 1;
        if builds == 1 {
            save(&second, "e4").unwrap();
        }
        next_entry(head, "e3", None)
    }));
    assert_eq!((saved.unwrap().head.seq, builds), (4, 2));
}

#[test]
fn a_builder_that_fails_changes_nothing() {
    let vault = officer(&memory());
    let failed = now(vault.save_with_head(&book("wing"), |_| Err("no signer")));
    assert_eq!(failed.unwrap_err(), SaveError::Build("no signer"));
    assert_eq!(load(&vault).1.documents, 0);
}

#[test]
fn a_damaged_head_begins_another_chain() {
    let store = memory();
    let vault = officer(&store);
    save(&vault, "e1").unwrap();
    let key = vault.head_key(&book("wing")).into_bytes();
    let mut row = now(store.get(StoreName::State, &key)).unwrap().unwrap();
    let seq = row.windows(5).position(|bytes| bytes == b"seq\":").unwrap() + 5;
    row[seq] = b'7';
    store.load(StoreName::State, key, row);
    assert!(matches!(
        now(vault.head(&book("wing"))),
        Err(VaultError::Damaged { .. })
    ));
    let saved = now(vault.save_with_head(&book("wing"), |head| {
        assert_eq!(head, None);
        next_entry(head, "e2", None)
    }));
    assert_eq!(saved.unwrap().head.seq, 1);
    assert_eq!(load(&vault).1.documents, 2);
}

#[test]
fn an_edit_replaces_the_revision_it_was_made_from() {
    let store = memory();
    let vault = officer(&store);
    let edit = |rev: &str, replaces: Option<&str>| Edit {
        document: document("person:1", rev, rev),
        replaces: replaces.map(str::to_owned),
        backends: vec!["hub".to_owned()],
        saved_ms: 1,
        draft: None,
    };
    let wing = book("wing");
    now(vault.save_edit(&wing, &edit("1-a", None))).unwrap();
    assert_eq!(
        now(vault.save_edit(&wing, &edit("1-b", None))),
        Err(VaultError::DocumentMoved)
    );
    let sent = now(vault.outbox()).unwrap().items;
    now(vault.save_edit(&wing, &edit("2-a", Some("1-a")))).unwrap();
    assert_eq!(
        now(vault.save_edit(&wing, &edit("2-b", Some("1-a")))),
        Err(VaultError::DocumentMoved)
    );
    assert_eq!(
        now(vault.document(&wing, "person:1")).unwrap().unwrap().rev,
        "2-a"
    );
    // The answer about the first revision must not end the second one's wait.
    let received = Delivery::Received {
        at_ms: None,
        receipt: None,
    };
    assert_eq!(now(vault.mark(&[(sent[0].clone(), received)])).unwrap(), 0);
    let outbox = now(vault.outbox()).unwrap().items;
    assert_eq!((outbox.len(), outbox[0].rev.as_str()), (1, "2-a"));
    // The backend never had the first one, so the second replaces nothing there.
    assert_eq!(outbox[0].replaces, None);
    let accepted = Delivery::Sent {
        since_ms: 1,
        at_ms: 2,
    };
    now(vault.mark(&[(outbox[0].clone(), accepted)])).unwrap();
    now(vault.save_edit(&wing, &edit("3-a", Some("2-a")))).unwrap();
    let outbox = now(vault.outbox()).unwrap().items;
    assert_eq!(outbox[0].replaces.as_deref(), Some("2-a"));
}

#[test]
fn deliveries_are_noted_and_counted_before_sign_in() {
    let store = memory();
    let vault = officer(&store);
    for id in ["e1", "e2", "e3"] {
        save(&vault, id).unwrap();
    }
    let keyring = now(Keyring::open(store.clone())).unwrap();
    assert_eq!(now(keyring.waiting_count()).unwrap(), 3);
    let marks = now(vault.outbox()).unwrap().items.into_iter().map(|item| {
        let delivery = match item.id.as_str() {
            "e1" => Delivery::Received {
                at_ms: Some(9),
                receipt: Some("{}".to_owned()),
            },
            "e2" => Delivery::Sent {
                since_ms: 5,
                at_ms: 8,
            },
            _ => Delivery::Refused {
                since_ms: 5,
                at_ms: 8,
                reason: "role".to_owned(),
            },
        };
        (item, delivery)
    });
    let marks = marks.collect::<Vec<_>>();
    assert_eq!(now(vault.mark(&marks)).unwrap(), 3);
    assert_eq!(now(vault.mark(&marks)).unwrap(), 0);
    assert_eq!(now(keyring.waiting_count()).unwrap(), 2);
    let received = now(vault.received()).unwrap().items;
    assert_eq!((received.len(), received[0].id.as_str()), (1, "e1"));
    // The server lost it: it is offered once more.
    now(vault.offer_again(&book("wing"), &[("e1", "1-a")], "hub", 20)).unwrap();
    assert_eq!(now(keyring.waiting_count()).unwrap(), 3);
    assert_eq!(now(vault.received()).unwrap().items.len(), 0);
}

#[test]
fn a_pull_moves_its_place_only_with_its_documents() {
    let store = Rc::new(FaultyStore::new(MemoryStore::new()));
    let vault = officer(&store);
    let wing = book("wing");
    let documents = [document("e1", "1-a", "x"), document("e2", "1-a", "y")];
    let pull = |checkpoint| Pull {
        backend: "hub",
        documents: &documents,
        removed: &[],
        checkpoint,
    };
    store.fail_in(0, Fault::Refuse(StoreError::Quota));
    assert_eq!(
        now(vault.apply_pull(&wing, pull(Some("10")))),
        Err(StoreError::Quota.into())
    );
    assert_eq!(now(vault.checkpoint(&wing, "hub")).unwrap(), None);
    assert_eq!(load(&vault).1.documents, 0);
    for _ in 0..2 {
        now(vault.apply_pull(&wing, pull(Some("10")))).unwrap();
    }
    assert_eq!(
        now(vault.checkpoint(&wing, "hub")).unwrap().as_deref(),
        Some("10")
    );
    assert_eq!(now(vault.checkpoint(&wing, "other")).unwrap(), None);
    assert_eq!(load(&vault).1.documents, 2);
    let removed = ["e1".to_owned()];
    let removal = Pull {
        backend: "hub",
        documents: &[],
        removed: &removed,
        checkpoint: Some("11"),
    };
    now(vault.apply_pull(&wing, removal)).unwrap();
    assert_eq!(load(&vault).0.into_keys().collect::<Vec<_>>(), ["e2"]);
    now(vault.forget_checkpoints(&wing)).unwrap();
    assert_eq!(now(vault.checkpoint(&wing, "hub")).unwrap(), None);
}

#[test]
fn what_waits_never_ages_out() {
    let vault = officer(&memory());
    save(&vault, "mine").unwrap();
    let documents = [document("old", "1-a", "x")];
    let pull = Pull {
        backend: "hub",
        documents: &documents,
        removed: &[],
        checkpoint: None,
    };
    now(vault.apply_pull(&book("wing"), pull)).unwrap();
    let ids = ["mine".to_owned(), "old".to_owned()];
    let forgotten = now(vault.forget_documents(&book("wing"), &ids)).unwrap();
    assert_eq!(
        forgotten,
        Forgotten {
            removed: 1,
            kept: vec!["mine".to_owned()]
        }
    );
    assert_eq!(load(&vault).0.into_keys().collect::<Vec<_>>(), ["mine"]);
}

#[test]
fn drafts_and_settings_are_their_authors_alone() {
    let store = memory();
    let keyring = now(Keyring::open(store.clone())).unwrap();
    let ayo = open_vault(&store, enrol(&keyring, "W-1", None));
    let bea = open_vault(&store, enrol(&keyring, "W-2", None));
    now(ayo.put_draft("d", b"ayo writes")).unwrap();
    now(ayo.put_draft("d", b"ayo writes on")).unwrap();
    now(bea.put_draft("d", b"bea writes")).unwrap();
    now(ayo.put_setting("language", b"fr")).unwrap();
    let only = |content: &[u8]| {
        (
            vec![Draft {
                id: "d".to_owned(),
                content: content.to_vec(),
            }],
            vec![],
        )
    };
    assert_eq!(now(ayo.drafts()).unwrap(), only(b"ayo writes on"));
    assert_eq!(now(bea.drafts()).unwrap(), only(b"bea writes"));
    assert_eq!(now(bea.setting("language")).unwrap(), None);
    assert_eq!(
        now(ayo.setting("language")).unwrap().as_deref(),
        Some(b"fr".as_slice())
    );
    now(bea.delete_draft("d")).unwrap();
    assert_eq!(now(ayo.drafts()).unwrap(), only(b"ayo writes on"));
}

#[test]
fn a_colleagues_work_stays_sealed_and_waits() {
    let store = memory();
    let keyring = now(Keyring::open(store.clone())).unwrap();
    let ayo = enrol(&keyring, "W-1", None);
    now(keyring.ensure_epochs(ayo.pair(), &[at_least("wing", &[&ayo])])).unwrap();
    save(&open_vault(&store, ayo), "by ayo").unwrap();

    // Bea comes while nobody who holds the book is there: a new epoch begins.
    let bea = enrol(&keyring, "W-2", None);
    now(keyring.ensure_epochs(bea.pair(), &[at_least("wing", &[&bea])])).unwrap();
    let vault = open_vault(&store, bea);
    save(&vault, "by bea").unwrap();
    let (documents, report) = load(&vault);
    assert_eq!((documents.len(), report.locked), (1, 1));
    let outbox = now(vault.outbox()).unwrap();
    assert_eq!((outbox.items.len(), outbox.locked), (1, 1));
    // The chain goes on all the same.
    assert_eq!(now(vault.head(&book("wing"))).unwrap().unwrap().seq, 2);

    // Ayo signs in and passes the first epoch on; Bea can send for both.
    let ayo = sign_in(&keyring, "W-1", "W-1").unwrap();
    now(keyring.ensure_epochs(ayo.pair(), &[at_least("wing", &[&ayo])])).unwrap();
    assert_eq!(load(&open_vault(&store, ayo)).1.documents, 2);
    let books = now(keyring.open_books(vault.person().unwrap().pair())).unwrap();
    vault.renew_books(books);
    assert_eq!(load(&vault).1.documents, 2);
    assert_eq!(now(vault.outbox()).unwrap().items.len(), 2);
}

#[test]
fn a_place_in_a_feed_counts_only_for_whoever_reads_all_before_it() {
    let store = memory();
    let keyring = now(Keyring::open(store.clone())).unwrap();
    let wing = book("wing");
    let place = |vault: &Vault<Rc<MemoryStore>>| now(vault.checkpoint(&wing, "hub")).unwrap();
    let pull = |id: &str, checkpoint: &str, vault: &Vault<Rc<MemoryStore>>| {
        let documents = [document(id, "1-a", id)];
        let pull = Pull {
            backend: "hub",
            documents: &documents,
            removed: &[],
            checkpoint: Some(checkpoint),
        };
        now(vault.apply_pull(&wing, pull)).unwrap();
    };
    let ayo = enrol(&keyring, "W-1", None);
    now(keyring.ensure_epochs(ayo.pair(), &[at_least("wing", &[&ayo])])).unwrap();
    pull("e1", "1", &open_vault(&store, ayo));
    // Bea holds only the second epoch: she starts over and gets her own copy.
    let bea = enrol(&keyring, "W-2", None);
    now(keyring.ensure_epochs(bea.pair(), &[at_least("wing", &[&bea])])).unwrap();
    let bea = open_vault(&store, bea);
    assert_eq!(place(&bea), None);
    // Ayo relies on both epochs when moving on.
    let ayo = open_vault(&store, sign_in(&keyring, "W-1", "W-1").unwrap());
    assert_eq!(place(&ayo).as_deref(), Some("1"));
    pull("e2", "2", &ayo);
    assert_eq!(place(&ayo).as_deref(), Some("2"));
    assert_eq!(place(&bea), None);
    pull("e1", "1", &bea);
    // Both copies of e1 are one document to Ayo.
    assert_eq!(load(&ayo).1.documents, 2);
    // Once Ayo has passed the first epoch on, there is nothing to fetch again.
    now(keyring.ensure_epochs(ayo.person().unwrap().pair(), &[at_least("wing", &[])])).unwrap();
    bea.renew_books(now(keyring.open_books(bea.person().unwrap().pair())).unwrap());
    assert_eq!(load(&bea).1.documents, 2);
}

#[test]
fn a_document_moves_to_the_epoch_in_which_it_is_written_again() {
    let store = memory();
    let keyring = now(Keyring::open(store.clone())).unwrap();
    let wing = book("wing");
    let ayo = enrol(&keyring, "W-1", None);
    let bea = enrol(&keyring, "W-2", None);
    now(keyring.ensure_epochs(ayo.pair(), &[exactly("wing", &[&ayo, &bea], None)])).unwrap();
    let vault = open_vault(&store, ayo);
    let pull = |documents: &[Document], removed: &[String]| {
        let pull = Pull {
            backend: "hub",
            documents,
            removed,
            checkpoint: None,
        };
        now(vault.apply_pull(&wing, pull)).unwrap();
    };
    pull(
        &[
            document("p1", "1-a", "old"),
            document("p2", "1-a", "old"),
            document("p3", "1-a", "old"),
        ],
        &[],
    );
    // Bea is cut: a second epoch.
    let me = vault.person().unwrap();
    now(keyring.ensure_epochs(me.pair(), &[exactly("wing", &[me], None)])).unwrap();
    vault.renew_books(now(keyring.open_books(me.pair())).unwrap());
    let rows = || now(store.count(StoreName::Rows, &KeyRange::all())).unwrap();
    pull(&[document("p1", "2-a", "new")], &[]);
    assert_eq!(rows(), 3);
    load(&vault);
    pull(&[document("p2", "2-a", "new")], &["p3".to_owned()]);
    assert_eq!(rows(), 2);
    let (documents, report) = load(&vault);
    assert_eq!(report.documents, 2);
    assert!(documents.values().all(|document| document.body == b"new"));
    assert_eq!(
        now(vault.document(&wing, "p1")).unwrap().unwrap().rev,
        "2-a"
    );
    assert_eq!(now(vault.document(&wing, "p3")).unwrap(), None);
}

#[test]
fn the_later_generation_counts_wherever_it_lies() {
    let store = memory();
    let keyring = now(Keyring::open(store.clone())).unwrap();
    let ayo = enrol(&keyring, "W-1", None);
    now(keyring.ensure_epochs(ayo.pair(), &[at_least("wing", &[&ayo])])).unwrap();
    let stale = open_vault(&store, ayo);
    let bea = enrol(&keyring, "W-2", None);
    now(keyring.ensure_epochs(bea.pair(), &[at_least("wing", &[&bea])])).unwrap();
    let put = |vault: &Vault<Rc<MemoryStore>>, rev: &str| {
        let documents = [document("p", rev, rev)];
        let pull = Pull {
            backend: "hub",
            documents: &documents,
            removed: &[],
            checkpoint: None,
        };
        now(vault.apply_pull(&book("wing"), pull)).unwrap();
    };
    put(&open_vault(&store, bea), "2-a");
    // A tab that doesn't know of the new epoch writes a later revision.
    put(&stale, "10-a");
    let ayo = open_vault(&store, sign_in(&keyring, "W-1", "W-1").unwrap());
    let (documents, report) = load(&ayo);
    assert_eq!((report.documents, documents["p"].rev.as_str()), (1, "10-a"));
    assert_eq!(
        now(ayo.document(&book("wing"), "p")).unwrap().unwrap().rev,
        "10-a"
    );
}

#[test]
fn a_book_without_keys_is_locked() {
    let vault = officer(&memory());
    let health = book("health");
    let locked = VaultError::BookLocked {
        book: health.clone(),
    };
    assert_eq!(now(vault.load_book(&health, |_| ())).unwrap_err(), locked);
    assert_eq!(now(vault.document(&health, "e")).unwrap_err(), locked);
    assert_eq!(now(vault.checkpoint(&health, "hub")).unwrap_err(), locked);
    let saved = now(vault.save_with_head(&health, |head| next_entry(head, "e", None)));
    assert_eq!(saved.unwrap_err(), SaveError::Vault(locked));
}

/// A vault with one of everything sealed.
fn furnished() -> (Rc<MemoryStore>, Vault<Rc<MemoryStore>>) {
    let store = memory();
    let vault = officer(&store);
    save(&vault, "e1").unwrap();
    let documents = [document("e2", "1-a", "other")];
    let pull = Pull {
        backend: "hub",
        documents: &documents,
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

#[test]
fn every_flipped_byte_is_noticed_and_the_rest_stays_readable() {
    let (store, vault) = furnished();
    let whole = seen(&vault);
    let sealed = |key: &[u8]| key.starts_with(b"checkpoint:") || key.starts_with(b"person:");
    for name in [
        StoreName::Rows,
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
    assert_eq!(documents.len(), 1);
    assert_eq!(
        report.damaged,
        [DamagedRow {
            store: StoreName::Rows,
            key
        }]
    );
}

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
    assert_eq!((documents.len(), report.damaged.len()), (0, 2));
}

#[test]
fn values_of_a_newer_release_are_told_and_kept() {
    let (store, vault) = furnished();
    let (key, mut value) = store.rows(StoreName::Rows).remove(0);
    value[0] = 9;
    store.load(StoreName::Rows, key.clone(), value.clone());
    let (documents, report) = load(&vault);
    assert_eq!(
        (documents.len(), report.newer, report.damaged.len()),
        (1, 1, 0)
    );
    assert_eq!(now(store.get(StoreName::Rows, &key)).unwrap(), Some(value));
}

#[test]
fn nothing_readable_is_stored() {
    let (store, _) = furnished();
    let words = [
        "entry e1",
        "other",
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

#[test]
fn a_lost_answer_is_repeated_without_a_double() {
    let store = Rc::new(FaultyStore::new(MemoryStore::new()));
    let vault = officer(&store);
    store.fail_in(0, Fault::LoseAnswer);
    assert_eq!(
        save(&vault, "e1").unwrap_err(),
        SaveError::Vault(StoreError::Closed.into())
    );
    assert_eq!(
        save(&vault, "e1").unwrap_err(),
        SaveError::Vault(VaultError::AlreadySaved)
    );
    assert_eq!(
        (
            load(&vault).1.documents,
            now(vault.outbox()).unwrap().items.len()
        ),
        (1, 1)
    );
}

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
    assert_eq!((documents.len(), report.damaged.len()), (2, 0));
    assert_eq!(now(vault.outbox()).unwrap().items.len(), 1);
    assert_eq!(now(vault.drafts()).unwrap().0.len(), 1);
}
