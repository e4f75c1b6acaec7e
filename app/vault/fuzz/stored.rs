//! The store itself, as a disk or a rescue file gives it back.

use std::{rc::Rc, sync::OnceLock};

use super::edits::edited;
use crate::{
    BookName, Delivery, Document, Keyring, MemoryStore, StoreName, Vault,
    rescue::{read_dump, write_dump},
    seal::{SealPair, Secret},
    store::{Batch, Store},
    testing::{book, now, sign_in},
    vault::{read_page, write_frame},
};

/// A dump of a vault as the latest release writes it: two people, of whom one holds both keys of the wing's book.
const DUMP: &[u8] = include_bytes!("../samples/0.2.json");

/// What is read of it while it is whole.
static WHOLE: OnceLock<(Vec<Document>, String)> = OnceLock::new();

/// A file that is taken for a rescue file opens as far as it goes: with a passphrase, with the recovery key, or not. What
/// is read of it is written so that it reads as the same.
pub fn rescue(bytes: &[u8]) {
    let Ok(rescued) = read_dump(bytes) else {
        return;
    };
    let mut written = Vec::new();
    write_dump(&rescued.store, &mut written).unwrap();
    let again = read_dump(written.as_slice()).unwrap();
    for name in StoreName::ALL {
        assert_eq!(again.store.rows(name), rescued.store.rows(name));
    }
    let _ = everything(&Rc::new(rescued.store));
}

/// One row of a good store is changed: nobody reads anything that was never written, and once the row is as it was,
/// everything is there.
pub fn stored(bytes: &[u8]) {
    let Some(([row, more], script)) = bytes.split_first_chunk::<2>() else {
        return;
    };
    let store = Rc::new(read_dump(DUMP).unwrap().store);
    let whole = WHOLE.get_or_init(|| everything(&store));
    let rows: Vec<_> = StoreName::ALL
        .into_iter()
        .flat_map(|name| store.rows(name).into_iter().map(move |row| (name, row)))
        .collect();
    let (name, (key, value)) = &rows[usize::from(*row) % rows.len()];
    let (other, (_, moved)) = &rows[usize::from(*more) % rows.len()];
    let new_key = edited(key, script);
    store.load(*name, key.clone(), edited(value, script));
    if more % 2 == 1 {
        store.load(*other, new_key.clone(), moved.clone());
    }
    let (documents, _) = everything(&store);
    for document in documents {
        assert!(
            whole.0.contains(&document),
            "{document:?} was never written"
        );
    }
    let mut back = Batch::new();
    back.delete(*other, new_key);
    for (name, (key, value)) in rows {
        back.put(name, key, value);
    }
    now(store.commit(back)).unwrap();
    assert_eq!(&everything(&store), whole);
}

/// What is taken for a page is read whole or not at all, and reads the same once it is written again.
pub fn page(bytes: &[u8]) {
    let Ok(documents) = read_page(bytes) else {
        return;
    };
    let mut again = vec![1];
    for document in &documents {
        let mut frame = Vec::new();
        write_frame(&document.to_document(), &mut frame).unwrap();
        again.extend((frame.len() as u32).to_be_bytes());
        again.extend(frame);
    }
    assert_eq!(read_page(&again).unwrap(), documents);
}

/// The documents that anybody gets to see, and all else in one text.
fn everything(store: &Rc<MemoryStore>) -> (Vec<Document>, String) {
    let Ok(keyring) = now(Keyring::open(store.clone())) else {
        return (Vec::new(), String::new());
    };
    let mut said = format!("{:?}", now(keyring.people()).map(|people| people.len()));
    let mut documents = Vec::new();
    for name in ["W-1", "W-2"] {
        let Ok(unlocked) = sign_in(&keyring, name, name) else {
            continue;
        };
        let Ok(books) = now(keyring.open_books(unlocked.pair())) else {
            continue;
        };
        let vault = Vault::open(store.clone(), keyring.tablet(), books, unlocked);
        look(&vault, &mut documents, &mut said);
    }
    let recovery = SealPair::from_secret(&Secret::from_bytes([9; 32]));
    if let Ok(books) = now(keyring.open_books(&recovery)) {
        let vault = Vault::open_for_recovery(store.clone(), keyring.tablet(), books);
        look(&vault, &mut documents, &mut said);
    }
    (documents, said)
}

fn look<S: Store>(vault: &Vault<S>, documents: &mut Vec<Document>, said: &mut String) {
    let wing: BookName = book("wing");
    let loaded = now(vault.load_book(&wing, |document| documents.push(document.to_document())));
    let head = now(vault.head(&wing));
    let outbox = now(vault.outbox()).map(|outbox| {
        let delivered = |delivery: &Delivery| format!("{delivery:?}");
        let items = outbox.items.iter();
        items
            .map(|item| (item.id.clone(), delivered(&item.delivery)))
            .collect::<Vec<_>>()
    });
    let checkpoint = now(vault.checkpoint(&wing, "hub"));
    let drafts = now(vault.drafts()).map(|(drafts, damaged)| (drafts.len(), damaged.len()));
    let setting = now(vault.setting("language"));
    let received = now(vault.received()).map(|received| received.items.len());
    *said += &format!(
        "{loaded:?} {head:?} {outbox:?} {checkpoint:?} {drafts:?} {setting:?} {received:?}"
    );
}
