//! Several people on one tablet: who reads what, across epochs.

use std::rc::Rc;

use super::tests::{document, load, memory, next_entry, save};
use super::*;
use crate::keyring::Keyring;
use crate::memory::MemoryStore;
use crate::store::{KeyRange, Store};
use crate::testing::{at_least, book, enrol, exactly, now, officer, open_vault, sign_in};
/// R29 a colleague signs in beside drafts and settings: they open for their author alone
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

/// R29 a colleague signs in while work of a register that isn't theirs waits: it stays sealed, is counted, and is sent
/// later
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
    let bea = vault.person().unwrap();
    now(keyring.ensure_epochs(ayo.pair(), &[at_least("wing", &[&ayo, bea])])).unwrap();
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
            settled: &[],
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
            settled: &[],
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
            settled: &[],
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
