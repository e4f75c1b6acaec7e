//! One tablet: an officer and a colleague who share the register of a wing, and what happens to it in a shift.

use std::collections::BTreeSet;
use std::rc::Rc;

use serde::Serialize;
use wasm_bindgen::prelude::*;
use wingbook_record::signer::Signer;
use wingbook_vault::indexed_db::DATABASE_NAME;
use wingbook_vault::kdf::{
    ITERATIONS_MIN, KdfMemory, KdfParams, MEMORY_KIB_MIN, derive_passphrase_secrets,
};
use wingbook_vault::store::KeyRange;
use wingbook_vault::{
    BookName, Delivery, Document, Entitlement, Entries, IndexedDbStore, Keyring, Month, NewPerson,
    OfMonth, Pull, Readers, Store, StoreName, Unlocked, Vault, VaultError, Way,
};

use crate::report::{Report, Written};
use crate::writing;

/// The one backend that entries wait for, and whose feed is pulled.
pub const BACKEND: &str = "hub";
/// Months of pages.
const FIRST_MONTH: Month = Month(1);
const SECOND_MONTH: Month = Month(2);
const AFTER_BOTH: Month = Month(3);
/// Documents written in one transaction when a book moves to a new epoch.
const REWRITE_DOCUMENTS: usize = 100;

pub type Disk = Rc<IndexedDbStore>;
pub type Answer<T = String> = Result<T, JsError>;

/// A tablet with its officer signed in.
#[wasm_bindgen]
pub struct Tablet {
    pub(crate) vault: Vault<Disk>,
    keyring: Keyring<Disk>,
    me: [u8; 32],
    colleague: [u8; 32],
    pub(crate) book: BookName,
    pub(crate) signer: Signer,
}

#[wasm_bindgen]
impl Tablet {
    /// Opens the vault of this name (the app's own unless one is given) and signs in; whoever isn't there yet is enrolled.
    pub async fn open(database: Option<String>) -> Answer<Tablet> {
        let name = database.as_deref().unwrap_or(DATABASE_NAME);
        let store = Rc::new(IndexedDbStore::open_named(name).await?);
        let keyring = Keyring::open(store).await?;
        let officer = come_in(&keyring, "W-1").await?;
        let colleague = come_in(&keyring, "W-2").await?;
        let (me, colleague) = (*officer.pair().public(), *colleague.pair().public());
        let (vault, book, signer) = open_vault(&keyring, officer, vec![me, colleague]).await?;
        Ok(Self {
            vault,
            keyring,
            me,
            colleague,
            book,
            signer,
        })
    }

    /// Saves entries under these ids, all in one transaction; answers only when they are durable.
    pub async fn save(&self, ids: &str) -> Answer {
        let ids: Vec<String> = serde_json::from_str(ids)?;
        json(&save(&self.vault, &self.book, &self.signer, &ids).await?)
    }

    /// Takes over entries of another tablet under these ids, with the place in the feed behind them.
    pub async fn pull(&self, ids: &str, checkpoint: &str) -> Answer {
        let ids: Vec<String> = serde_json::from_str(ids)?;
        let documents = writing::of_another_tablet(&ids)?;
        let of_month = |document: &Document| OfMonth {
            month: FIRST_MONTH,
            document: document.clone(),
        };
        let settled: Vec<OfMonth> = documents.iter().map(of_month).collect();
        let pull = Pull {
            backend: BACKEND,
            documents: &[],
            settled: &settled,
            removed: &[],
            checkpoint: Some(checkpoint),
        };
        self.vault.apply_pull(&self.book, pull).await?;
        let written = documents.iter().map(|document| Written::of(document, 0));
        json(&written.collect::<Vec<_>>())
    }

    /// Notes of everything that waits that the backend holds it.
    pub async fn deliver(&self) -> Answer {
        let received = Delivery::Received {
            at_ms: None,
            receipt: None,
        };
        let open = self.vault.outbox().await?.items.into_iter();
        let marks: Vec<_> = open.map(|item| (item, received.clone())).collect();
        let marked = self.vault.mark(&marks, &[]).await?.noted;
        let ids: Vec<_> = marked.into_iter().map(|item| item.id).collect();
        json(&ids)
    }

    /// Lets documents leave the tablet, as those do that are older than its window; answers with those that stay.
    pub async fn forget(&self, ids: &str) -> Answer {
        let ids: Vec<String> = serde_json::from_str(ids)?;
        let forgotten = self.vault.forget_documents(&self.book, &ids).await?;
        json(&forgotten.kept)
    }

    /// Moves whatever lies in rows into pages of two months.
    pub async fn settle(&self) -> Answer {
        let month_of = |document: &wingbook_vault::DocumentRef<'_>| {
            let is_even = document.id.as_bytes().last().copied().unwrap_or_default() % 2 == 0;
            Some(if is_even { FIRST_MONTH } else { SECOND_MONTH })
        };
        json(&self.vault.settle(&self.book, month_of).await?)
    }

    /// Lets documents leave the tablet with their months, as the app does it: what lies in pages month by month, then
    /// what lies in rows; answers with those that stay.
    pub async fn age(&self, ids: &str) -> Answer {
        let ids: Vec<String> = serde_json::from_str(ids)?;
        let leaving: BTreeSet<&str> = ids.iter().map(String::as_str).collect();
        self.vault
            .forget_months_before(&self.book, AFTER_BOTH, |id| leaving.contains(id))
            .await?;
        let forgotten = self.vault.forget_documents(&self.book, &ids).await?;
        json(&forgotten.kept)
    }

    /// Cuts the colleague off, which begins a new epoch of the book, and lets them in again.
    pub async fn begin_epoch(&self) -> Answer {
        let pair = self.person()?.pair();
        let mut begun = 0;
        for readers in [
            Readers::Exactly(vec![self.me]),
            Readers::AtLeast(vec![self.me, self.colleague]),
        ] {
            let entitlement = entitlement(&self.book, readers);
            let upkeep = self.keyring.ensure_epochs(pair, &[entitlement]).await?;
            begun += upkeep.begun.len();
            self.vault.renew_books(self.keyring.open_books(pair).await?);
        }
        json(&begun)
    }

    /// Writes every document again, which moves it to the newest epoch.
    pub async fn rewrite(&self) -> Answer {
        let documents = self.documents().await?;
        for documents in documents.chunks(REWRITE_DOCUMENTS) {
            let pull = Pull {
                backend: BACKEND,
                documents,
                settled: &[],
                removed: &[],
                checkpoint: None,
            };
            self.vault.apply_pull(&self.book, pull).await?;
        }
        json(&documents.len())
    }

    /// Reads everything that the tablet holds of the book.
    pub async fn read(&self) -> Answer {
        json(&Report::of(self).await?)
    }

    /// How many rows the book has in the store, whoever may open them.
    pub async fn count(&self) -> Answer {
        json(&self.rows().await?)
    }

    /// Closes the database and forgets the keys.
    pub fn close(self) {
        self.vault.store().close();
    }
}

impl Tablet {
    fn person(&self) -> Answer<&Unlocked> {
        let nobody = || JsError::from(VaultError::NobodySignedIn);
        self.vault.person().ok_or_else(nobody)
    }

    pub(crate) async fn rows(&self) -> Answer<u64> {
        let all = KeyRange::all();
        Ok(self.vault.store().count(StoreName::Rows, &all).await?)
    }

    async fn documents(&self) -> Answer<Vec<Document>> {
        let mut documents = Vec::new();
        let visit = |document: wingbook_vault::DocumentRef<'_>| {
            documents.push(document.to_document());
        };
        self.vault.load_book(&self.book, visit).await?;
        Ok(documents)
    }
}

/// Chains, signs and saves entries onto the head of a book.
pub async fn save<S: Store>(
    vault: &Vault<S>,
    book: &BookName,
    signer: &Signer,
    ids: &[String],
) -> Answer<Vec<Written>> {
    let drafts = writing::drafts(ids)?;
    let chain = writing::new_chain()?;
    let mut written = Vec::new();
    let saved = vault.save_with_head(book, |head| {
        let mut at = head.map_or_else(|| Ok(chain), writing::read_head)?;
        written.clear();
        let mut documents = Vec::with_capacity(drafts.len());
        for draft in &drafts {
            let (document, next) = writing::seal(draft.clone(), at, signer)?;
            written.push(Written::of(&document, next.seq));
            documents.push(document);
            at = next;
        }
        Ok::<_, String>(Entries {
            documents,
            head: writing::store_head(at),
            backends: vec![BACKEND.to_owned()],
            saved_ms: 0,
            draft: None,
        })
    });
    saved.await?;
    Ok(written)
}

/// The vault of somebody who came in, with the wing's book for these readers, and what they sign with.
pub async fn open_vault<S: Store + Clone>(
    keyring: &Keyring<S>,
    person: Unlocked,
    readers: Vec<[u8; 32]>,
) -> Answer<(Vault<S>, BookName, Signer)> {
    let book: BookName = "wing".parse()?;
    let entitlement = entitlement(&book, Readers::AtLeast(readers));
    keyring.ensure_epochs(person.pair(), &[entitlement]).await?;
    let books = keyring.open_books(person.pair()).await?;
    let signer = Signer::from_seed(person.sign_seed().expose());
    let vault = Vault::open(keyring.store().clone(), keyring.tablet(), books, person);
    Ok((vault, book, signer))
}

/// Signs in, or enrols whoever comes for the first time.
pub async fn come_in<S: Store>(keyring: &Keyring<S>, staff_number: &str) -> Answer<Unlocked> {
    // The least that this build accepts: the app's own derivation, unless the page was built with a cheap one.
    let kdf = KdfParams {
        salt: [3; 16],
        memory_kib: MEMORY_KIB_MIN,
        iterations: ITERATIONS_MIN,
        lanes: 1,
    };
    let secrets = derive_passphrase_secrets("four words in a row", &kdf, &mut KdfMemory::new())?;
    match keyring.begin_try(staff_number, 0).await {
        Ok(attempt) => Ok(keyring
            .unlock(attempt, Way::Passphrase, &secrets.vault_key)
            .await?),
        Err(VaultError::UnknownPerson) => Ok(keyring
            .enrol(NewPerson {
                staff_number,
                kdf,
                vault_key: &secrets.vault_key,
                profile: b"{}",
                recovery: None,
            })
            .await?),
        Err(error) => Err(error.into()),
    }
}

fn entitlement(book: &BookName, readers: Readers) -> Entitlement {
    Entitlement {
        book: book.clone(),
        readers,
        recovery: None,
    }
}

pub fn json(value: &impl Serialize) -> Answer {
    Ok(serde_json::to_string(value)?)
}
