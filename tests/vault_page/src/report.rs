//! Everything that a tablet holds of its book, and what is wrong with it.

use std::collections::BTreeMap;

use serde::Serialize;
use sha2::{Digest as _, Sha256};
use wingbook_record::entry::Entry;
use wingbook_vault::{Document, Head};

use crate::tablet::{Answer, BACKEND, Tablet};
use crate::writing;

/// The SHA-256 of a document's bytes, in hexadecimal.
pub fn hash(body: &[u8]) -> String {
    hex::encode(Sha256::digest(body))
}

/// One document as it was written or read.
#[derive(Serialize)]
pub struct Written {
    id: String,
    /// Over the bytes as they lie in the vault.
    hash: String,
    /// Its number in this tablet's chain; 0 for those of others.
    seq: u64,
}

impl Written {
    pub fn of(document: &Document, seq: u64) -> Self {
        Self {
            id: document.id.clone(),
            hash: hash(&document.body),
            seq,
        }
    }
}

/// What was found.
#[derive(Default, Serialize)]
pub struct Report {
    documents: Vec<Written>,
    /// Rows in the store, beside pages: more than documents if one lies there twice.
    rows: u64,
    /// Documents that were visited more than once.
    repeated: Vec<String>,
    damaged: usize,
    locked: u64,
    newer: usize,
    /// The number of the last entry of this tablet's chain.
    head_seq: u64,
    /// What doesn't fit in the chain.
    broken: Vec<String>,
    waiting: Vec<String>,
    received: Vec<String>,
    checkpoint: Option<String>,
}

impl Report {
    pub async fn of(tablet: &Tablet) -> Answer<Self> {
        let (vault, book) = (&tablet.vault, &tablet.book);
        let mut found: BTreeMap<String, Document> = BTreeMap::new();
        let mut report = Self::default();
        let load = vault.load_book(book, |document| {
            let document = document.to_document();
            if let Some(before) = found.insert(document.id.clone(), document) {
                report.repeated.push(before.id);
            }
        });
        let load = load.await?;
        report.damaged = load.damaged.len();
        report.locked = load.locked;
        report.newer = load.newer;
        report.rows = tablet.rows().await?;
        let head = vault.head(book).await?;
        report.head_seq = head.as_ref().map_or(0, |head| head.seq);
        report.read_chain(tablet, head.as_ref(), &found);
        for (outbox, ids) in [
            (vault.outbox().await?, &mut report.waiting),
            (vault.received().await?, &mut report.received),
        ] {
            report.damaged += outbox.damaged.len();
            report.newer += outbox.newer;
            report.locked += outbox.locked as u64;
            ids.extend(outbox.items.into_iter().map(|item| item.id));
        }
        report.checkpoint = vault.checkpoint(book, BACKEND).await?;
        Ok(report)
    }

    /// Reads every entry, and holds those of this tablet's chain against each other and against its head.
    fn read_chain(
        &mut self,
        tablet: &Tablet,
        head: Option<&Head>,
        found: &BTreeMap<String, Document>,
    ) {
        let head = head.and_then(|head| writing::read_head(head).ok());
        let mut chain: BTreeMap<u64, Entry> = BTreeMap::new();
        for document in found.values() {
            let entry = match serde_json::from_slice(&document.body).map(Entry::read) {
                Ok(Ok(entry)) => entry,
                problem => {
                    self.broken.push(format!("{}: {problem:?}", document.id));
                    continue;
                }
            };
            let header = entry.header();
            let is_own = head.is_some_and(|head| head.chain == header.chain);
            let seq = if is_own { header.seq } else { 0 };
            self.documents.push(Written::of(document, seq));
            if header.key != tablet.signer.id() {
                continue;
            }
            if !is_own {
                self.broken.push(format!("{} began a chain", document.id));
            } else if entry.verify(&tablet.signer.public()).is_err() {
                self.broken
                    .push(format!("{} is wrongly signed", document.id));
            } else if let Some(rival) = chain.insert(seq, entry) {
                let rival = rival.id().document();
                self.broken
                    .push(format!("{rival} and {} are both {seq}", document.id));
            }
        }
        for (seq, entry) in &chain {
            let next = chain.get(&(seq + 1));
            if next.is_some_and(|next| next.header().prev != Some(entry.header_digest())) {
                self.broken
                    .push(format!("{} does not follow {seq}", seq + 1));
            }
        }
        if let (Some(head), Some((seq, last))) = (head, chain.last_key_value())
            && (*seq > head.seq || (*seq == head.seq && Some(last.header_digest()) != head.digest))
        {
            self.broken
                .push(format!("the head is {}, the last entry {seq}", head.seq));
        }
    }
}
