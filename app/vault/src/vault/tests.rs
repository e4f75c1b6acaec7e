//! The vault over a store in memory: saving, sending, pulling.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::*;
use crate::faults::{Fault, FaultyStore};
use crate::keyring::Keyring;
use crate::memory::MemoryStore;
use crate::store::{Store, StoreError};
use crate::testing::{book, now, officer};

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

pub(super) fn memory() -> Rc<MemoryStore> {
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

/// R12 the same record is saved twice: it is there once, and the chain has one more
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

/// R8 two tabs save at the same head of a chain: the second builds again, and nothing forks
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

/// R6 the head of a chain is damaged: saving goes on in another chain, and the old one stays
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
        draft_becomes: None,
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
    assert_eq!(
        now(vault.mark(&[(sent[0].clone(), received)], &[]))
            .unwrap()
            .noted
            .len(),
        0
    );
    let outbox = now(vault.outbox()).unwrap().items;
    assert_eq!((outbox.len(), outbox[0].rev.as_str()), (1, "2-a"));
    // The backend never had the first one, so the second replaces nothing there.
    assert_eq!(outbox[0].replaces, None);
    let accepted = Delivery::Sent {
        since_ms: 1,
        at_ms: 2,
    };
    now(vault.mark(&[(outbox[0].clone(), accepted)], &[])).unwrap();
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
    assert_eq!(now(vault.mark(&marks, &[])).unwrap().noted.len(), 3);
    assert_eq!(now(vault.mark(&marks, &[])).unwrap().noted.len(), 0);
    assert_eq!(now(keyring.waiting_count()).unwrap(), 2);
    let received = now(vault.received()).unwrap().items;
    assert_eq!((received.len(), received[0].id.as_str()), (1, "e1"));
    // The server lost it: it is offered once more.
    let known = Again::Received {
        at_ms: Some(8),
        receipt: Some("signed".to_owned()),
    };
    let offered = |id: &str, again: Option<Again>| Offered {
        id: id.to_owned(),
        rev: "1-a".to_owned(),
        again,
    };
    let both = [
        offered("e1", Some(known.clone())),
        offered("f1", Some(Again::Fetched)),
    ];
    now(vault.offer_again(&book("wing"), &both, "hub", 20)).unwrap();
    assert_eq!(
        now(keyring.waiting_count()).unwrap(),
        2,
        "nothing new waits"
    );
    assert_eq!(now(vault.received()).unwrap().items.len(), 0);
    // Whoever reads the line later still knows that these are only asked for.
    let row = |id: &str| {
        let items = now(vault.outbox()).unwrap().items;
        items.into_iter().find(|item| item.id == id)
    };
    let own = row("e1").unwrap();
    assert_eq!(own.again, Some(known.clone()));
    let waits = Delivery::Waiting { since_ms: 21 };
    let own = now(vault.mark(&[(own, waits)], &[]))
        .unwrap()
        .noted
        .remove(0);
    assert_eq!(own.again, Some(known), "not this time");
    let sent = Delivery::Sent {
        since_ms: 21,
        at_ms: 22,
    };
    let own = now(vault.mark(&[(own, sent)], &[]))
        .unwrap()
        .noted
        .remove(0);
    assert_eq!(own.again, None, "it was lost there, and went up anew");
    assert_eq!(now(keyring.waiting_count()).unwrap(), 3);
    let fetched = row("f1").unwrap();
    let waits = Delivery::Waiting { since_ms: 23 };
    let stale = fetched.clone();
    let fetched = now(vault.mark(&[(fetched, waits)], &[]))
        .unwrap()
        .noted
        .remove(0);
    assert_eq!(now(vault.mark(&[], &[stale])).unwrap().gone, []);
    let left = now(vault.mark(&[], std::slice::from_ref(&fetched)))
        .unwrap()
        .gone;
    assert_eq!((left, row("f1")), (vec![fetched], None));
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
        settled: &[],
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
        settled: &[],
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
        settled: &[],
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

/// R5 R12 the connection closes after the commit and before its answer; the save is repeated: there once
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
