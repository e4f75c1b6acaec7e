//! Pages: what lies in them, what leaves them, and what another tab does meanwhile.

use std::rc::Rc;

use super::tests::{document, load, memory, save};
use super::*;
use crate::faults::{Fault, FaultyStore};
use crate::keyring::Keyring;
use crate::memory::MemoryStore;
use crate::store::{Batch, KeyRange, StoreError};
use crate::testing::{at_least, book, enrol, now, officer, open_vault};

/// Enough documents of a month for a page.
pub(super) fn of_month(month: u32) -> Vec<OfMonth> {
    let of = |at| {
        document(
            &format!("m{month}:{at:02}"),
            "1-a",
            &format!("at {at} of {month}"),
        )
    };
    (0..16)
        .map(|at| OfMonth {
            month: Month(month),
            document: of(at),
        })
        .collect()
}

fn pull<S: Store>(vault: &Vault<S>, documents: &[Document], settled: &[OfMonth]) {
    let pull = Pull {
        backend: "hub",
        documents,
        settled,
        removed: &[],
        checkpoint: None,
    };
    now(vault.apply_pull(&book("wing"), pull)).unwrap();
}

fn ids<S: Store>(vault: &Vault<S>) -> Vec<String> {
    load(vault).0.into_keys().collect()
}

fn rows<S: Store>(store: &S, name: StoreName) -> u64 {
    now(store.count(name, &KeyRange::all())).unwrap()
}

/// Pages and keys of months, without the mark that there are some.
fn pages(store: &Rc<MemoryStore>) -> usize {
    let rows = store.rows(StoreName::Pages).into_iter();
    rows.filter(|(key, _)| key.len() > 1).count()
}

fn month_of(document: &DocumentRef<'_>) -> Option<Month> {
    let rest = document.id.strip_prefix('e')?;
    rest.parse::<u32>().is_ok().then_some(Month(3))
}

#[test]
fn what_is_pulled_of_one_month_lies_in_pages_and_reads_as_it_came() {
    let store = memory();
    let vault = officer(&store);
    let long = "x".repeat(9_000);
    let mut settled = of_month(1);
    settled.extend((0..30).map(|at| OfMonth {
        month: Month(2),
        document: document(&format!("long:{at}"), "1-a", &long),
    }));
    // Too few for a page, and one that is too long for any.
    settled.push(OfMonth {
        month: Month(3),
        document: document("alone", "1-a", "alone"),
    });
    settled.push(OfMonth {
        month: Month(2),
        document: document("longest", "1-a", &"y".repeat(100_000)),
    });
    pull(&vault, &[], &settled);
    // Two months' keys, one page of the first month, five of the second.
    assert_eq!(pages(&store), 2 + 1 + 5);
    assert_eq!(rows(&store, StoreName::Rows), 2);
    for (_, value) in store.rows(StoreName::Pages) {
        assert!(value.len() < 64 * 1024);
    }

    let vault = officer(&store);
    for one in &settled {
        let held = now(vault.document(&book("wing"), &one.document.id)).unwrap();
        assert_eq!(held.as_ref(), Some(&one.document));
    }
    let (documents, report) = load(&vault);
    let pulled = settled.iter().map(|one| &one.document);
    assert_eq!(documents.values().collect::<Vec<_>>().len(), settled.len());
    assert!(
        pulled
            .clone()
            .all(|one| documents.get(&one.id) == Some(one))
    );
    assert_eq!(report.documents, settled.len());
    assert_eq!(
        now(vault.document(&book("wing"), "nobody's")).unwrap(),
        None
    );

    // The same part of a feed once more.
    let before = store.rows(StoreName::Pages);
    pull(&vault, &[], &settled);
    assert_eq!(store.rows(StoreName::Pages), before);
}

#[test]
fn what_has_settled_moves_from_its_rows_into_pages_and_the_rest_stays() {
    let store = memory();
    let vault = officer(&store);
    for at in 0..20 {
        save(&vault, &format!("e{at}")).unwrap();
    }
    pull(&vault, &[document("person", "1-a", "p")], &[]);
    let before = load(&vault);
    assert_eq!(now(vault.settle(&book("wing"), month_of)).unwrap(), 20);
    assert_eq!(rows(&store, StoreName::Rows), 1);
    assert_eq!(load(&vault), before);
    assert_eq!(now(vault.settle(&book("wing"), month_of)).unwrap(), 0);

    let vault = officer(&store);
    assert_eq!(load(&vault), before);
    // It is still sent, marked, and never saved twice.
    let outbox = now(vault.outbox()).unwrap();
    assert_eq!(outbox.items.len(), 20);
    for item in outbox.items {
        assert!(now(vault.document(&item.book, &item.id)).unwrap().is_some());
    }
    let again = save(&vault, "e3").unwrap_err();
    assert_eq!(again, SaveError::Vault(VaultError::AlreadySaved));
}

#[test]
fn a_body_that_goes_is_not_left_in_its_page() {
    let store = memory();
    let vault = officer(&store);
    pull(&vault, &[], &of_month(1));
    let page = |store: &MemoryStore| {
        let mut pages = store.rows(StoreName::Pages);
        pages.retain(|(key, _)| key.len() == 32);
        pages.remove(0)
    };
    let (key, whole) = page(&store);
    pull(&vault, &[document("m1:04", "2-b", "removed")], &[]);
    let (same, rest) = page(&store);
    assert_eq!(key, same);
    assert!(rest.len() < whole.len());

    let vault = officer(&store);
    let (documents, report) = load(&vault);
    assert_eq!((documents.len(), report.documents), (16, 16));
    assert_eq!(documents["m1:04"].rev, "2-b");
    assert_eq!(
        now(vault.forget_documents(&book("wing"), &["m1:05".into()]))
            .unwrap()
            .removed,
        1
    );
    assert_eq!(ids(&vault).len(), 15);
    let all: Vec<String> = ids(&vault);
    now(vault.forget_documents(&book("wing"), &all)).unwrap();
    assert_eq!(ids(&vault), [""; 0]);
    // The month's key alone is left.
    assert_eq!(pages(&store), 1);
}

#[test]
fn a_month_goes_with_its_key_and_what_waits_or_is_wanted_stays() {
    let store = memory();
    let vault = officer(&store);
    for at in 0..20 {
        save(&vault, &format!("e{at}")).unwrap();
    }
    now(vault.settle(&book("wing"), month_of)).unwrap();
    pull(&vault, &[], &of_month(2));
    pull(&vault, &[], &of_month(4));
    let items = now(vault.outbox()).unwrap().items;
    let received = Delivery::Received {
        at_ms: None,
        receipt: None,
    };
    let marks: Vec<_> = items
        .into_iter()
        .filter(|item| item.id != "e7")
        .map(|item| (item, received.clone()))
        .collect();
    now(vault.mark(&marks, &[])).unwrap();

    let leaves = |id: &str| id != "e9";
    let mut gone = now(vault.forget_months_before(&book("wing"), Month(4), leaves)).unwrap();
    gone.kept.sort();
    let stays = vec!["e7".to_owned(), "e9".to_owned()];
    assert_eq!((gone.removed, &gone.kept), (18 + 16, &stays));
    let left: Vec<String> = of_month(4).into_iter().map(|one| one.document.id).collect();
    let left = [stays, left].concat();
    assert_eq!(ids(&vault), left);
    assert_eq!(ids(&officer(&store)), left);
    // One month's key and its page.
    assert_eq!(pages(&store), 2);
    assert_eq!(now(vault.head(&book("wing"))).unwrap().unwrap().seq, 20);
}

/// R8 one tab moves records into pages and lets some go while another has the book open: neither loses one or finds it twice
#[test]
fn another_tab_finds_what_this_one_has_moved() {
    let store = memory();
    let (first, second) = (officer(&store), officer(&store));
    for at in 0..20 {
        save(&first, &format!("e{at}")).unwrap();
    }
    assert_eq!(ids(&second).len(), 20);
    now(first.settle(&book("wing"), month_of)).unwrap();
    pull(&first, &[], &of_month(1));
    for id in ["e4", "m1:04"] {
        assert!(now(second.document(&book("wing"), id)).unwrap().is_some());
    }
    // Both move the same rows.
    for at in 20..40 {
        save(&second, &format!("e{at}")).unwrap();
    }
    now(second.settle(&book("wing"), month_of)).unwrap();
    now(first.settle(&book("wing"), month_of)).unwrap();
    pull(&second, &[document("m1:04", "2-b", "removed")], &[]);
    let held = now(first.document(&book("wing"), "m1:04"))
        .unwrap()
        .unwrap();
    assert_eq!(held.rev, "2-b");
    now(second.forget_months_before(&book("wing"), Month(2), |_| true)).unwrap();
    assert_eq!(now(first.document(&book("wing"), "m1:05")).unwrap(), None);
    // Not knowing that the month's key went, it writes into that month.
    pull(&first, &[], &of_month(1));
    for vault in [&first, &second, &officer(&store)] {
        let (documents, report) = load(vault);
        assert_eq!((documents.len(), report.documents), (40 + 16, 40 + 16));
        assert_eq!(report.damaged, []);
    }
}

/// A tab changes a page between another's planning and its commit.
#[test]
fn a_page_that_changed_meanwhile_is_planned_anew() {
    let store = Rc::new(FaultyStore::new(memory()));
    let vault = officer(&store);
    pull(&vault, &[], &of_month(1));
    let conflict = Fault::Refuse(StoreError::Conflict {
        store: StoreName::Pages,
        key: Vec::new(),
    });
    store.fail_in(0, conflict);
    pull(&vault, &[document("m1:04", "2-b", "removed")], &of_month(2));
    let (documents, report) = load(&vault);
    assert_eq!((documents.len(), report.documents), (32, 32));
    store.fail_in(0, Fault::Refuse(StoreError::Quota));
    let moved = now(vault.settle(&book("wing"), |document| {
        (document.id == "m1:04").then_some(Month(1))
    }));
    assert_eq!(moved, Ok(0), "one document is no page");
    let full = now(vault.forget_months_before(&book("wing"), Month(9), |_| true));
    assert_eq!(full, Err(VaultError::Store(StoreError::Quota)));
    assert_eq!(load(&vault).0.len(), 32);
}

#[test]
fn a_page_lies_under_the_key_of_its_rows_and_is_locked_to_whoever_lacks_it() {
    let store = memory();
    let keyring = now(Keyring::open(store.clone())).unwrap();
    let ayo = enrol(&keyring, "W-1", None);
    now(keyring.ensure_epochs(ayo.pair(), &[at_least("wing", &[&ayo])])).unwrap();
    let vault = open_vault(&store, ayo);
    for at in 0..20 {
        save(&vault, &format!("e{at}")).unwrap();
    }
    // A later epoch begins with somebody who lacks the first.
    let bea = enrol(&keyring, "W-2", None);
    now(keyring.ensure_epochs(bea.pair(), &[at_least("wing", &[&bea])])).unwrap();
    now(vault.settle(&book("wing"), month_of)).unwrap();
    assert_eq!(rows(&store, StoreName::Rows), 0);
    let theirs = open_vault(&store, bea);
    let (documents, report) = load(&theirs);
    assert_eq!((documents.len(), report.locked), (0, 2));
    assert_eq!(
        now(theirs.forget_months_before(&book("wing"), Month(9), |_| true))
            .unwrap()
            .removed,
        0
    );
    assert_eq!(ids(&vault).len(), 20);
}

/// R3 the store of pages is lost and the others are kept: it is known
#[test]
fn lost_pages_are_noticed() {
    let store = memory();
    let vault = officer(&store);
    let have_vanished = || now(officer(&store).have_pages_vanished()).unwrap();
    assert!(!have_vanished());
    pull(&vault, &[], &of_month(1));
    now(vault.forget_months_before(&book("wing"), Month(2), |_| true)).unwrap();
    assert!(!have_vanished(), "they aged out");
    pull(&vault, &[], &of_month(2));
    let mut batch = Batch::new();
    batch.delete_range(StoreName::Pages, KeyRange::all());
    now(store.commit(batch)).unwrap();
    assert!(have_vanished());
    pull(&officer(&store), &[], &of_month(2));
    assert!(!have_vanished());
}

/// R6 pages are cut, exchanged or lose their month's key: it is reported, and all other pages read
#[test]
fn a_damaged_page_is_reported_and_the_others_read() {
    let store = memory();
    let vault = officer(&store);
    for month in 1..=3 {
        pull(&vault, &[], &of_month(month));
    }
    let put = |changes: &[(Vec<u8>, Vec<u8>)]| {
        let mut batch = Batch::new();
        for (key, value) in changes {
            batch.put(StoreName::Pages, key.as_slice(), value.clone());
        }
        now(store.commit(batch)).unwrap();
    };
    let whole = store.rows(StoreName::Pages);
    let pages: Vec<_> = whole
        .iter()
        .filter(|(key, _)| key.len() == 32)
        .cloned()
        .collect();
    let keys: Vec<_> = whole
        .iter()
        .filter(|(key, _)| key.len() == 24)
        .cloned()
        .collect();

    let cut = pages[0].1[..pages[0].1.len() - 1].to_vec();
    put(&[(pages[0].0.clone(), cut)]);
    let (documents, report) = load(&officer(&store));
    assert_eq!((documents.len(), report.damaged.len()), (32, 1));
    assert_eq!(report.damaged[0].store, StoreName::Pages);

    put(&[
        (pages[0].0.clone(), pages[1].1.clone()),
        (pages[1].0.clone(), pages[0].1.clone()),
    ]);
    let (documents, report) = load(&officer(&store));
    assert_eq!((documents.len(), report.damaged.len()), (16, 2));

    put(&pages);
    let mut newer = keys[2].1.clone();
    newer[0] = 9;
    put(&[(keys[2].0.clone(), newer)]);
    let (documents, report) = load(&officer(&store));
    assert_eq!(
        (documents.len(), report.newer, report.damaged.len()),
        (32, 1, 1)
    );
    put(&keys);
    assert_eq!(load(&officer(&store)).0.len(), 48);
    // Nothing of this wrote anything.
    assert_eq!(store.rows(StoreName::Pages), whole);
}
