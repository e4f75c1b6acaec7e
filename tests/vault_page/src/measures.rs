//! What benches measure: a large book of signed entries, written, opened and asked as the app does it.
//!
//! The entries are those of the demonstration prison, so long a stretch of it that its wings fill the book. Other
//! databases get the same ones as rows with the three fields by which the app asks: whom an entry is about, on which wing
//! it was made and when, as the app's own index knows them.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use serde::Serialize;
use serde_json::Value;
use serde_json::value::RawValue;
use wasm_bindgen::prelude::*;
use wingbook_record::access::Book;
use wingbook_record::canonical;
use wingbook_record::demo::{Country, Parameters, generate};
use wingbook_record::entry::{Entry, Kept};
use wingbook_record::id::{EntryId, PersonId, PlaceId};
use wingbook_record::journal::{Filter, Journal, Page, Record};
use wingbook_record::roster::Revision;
use wingbook_record::signer::Signer;
use wingbook_record::time::{DAY, Millis};
use wingbook_record::window;
use wingbook_vault::{BookName, Document, Keyring, MemoryStore, Month, OfMonth, Pull, Vault};

use crate::tablet::{Answer, BACKEND, Tablet, come_in, json, open_vault, save};
use crate::writing;

/// 24 November 2026, 08:00 in Kampala.
const NOW_MS: Millis = 1_795_496_400_000;
/// More days than the largest book needs.
const DAYS: u32 = 400;
/// How many people and days are asked for.
const QUESTIONS: usize = 20;

/// Signed entries of wings, and the roster in which their people and places stand.
#[wasm_bindgen]
pub struct Archive {
    documents: Vec<OfMonth>,
    roster: Journal,
    /// Roster and entries together, to say what each is about.
    journal: Journal,
}

/// An entry as other databases get it.
#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    person: String,
    wing: String,
    at: Millis,
    document: &'a RawValue,
}

/// A wing and a stretch of time.
#[derive(Serialize)]
struct Stretch {
    wing: String,
    from: Millis,
    to: Millis,
}

#[wasm_bindgen]
impl Archive {
    /// So many entries.
    pub fn make(count: usize) -> Answer<Archive> {
        let parameters = Parameters {
            days: DAYS,
            ..Parameters::new(Country::Uganda, NOW_MS)
        };
        let demo = generate(&parameters, &Signer::from_seed(&[7; 32]), &"0".repeat(64));
        let mut documents = Vec::with_capacity(count);
        let mut roster = Journal::new();
        for (book, value) in demo.documents {
            if documents.len() == count {
                break;
            }
            if book == Book::Roster {
                insert(&mut roster, value)?;
            } else if book == Book::Wing {
                let body = canonical::to_bytes(&value)?;
                let entry = Entry::read(value)?;
                documents.push(OfMonth {
                    month: Month(window::month_of(entry.header().recorded.corrected_ms())),
                    document: writing::document(entry.id().document(), body),
                });
            }
        }
        let mut journal = roster.clone();
        for OfMonth { document, .. } in &documents {
            index(&mut journal, &document.id, &document.body)?;
        }
        Ok(Self {
            documents,
            roster,
            journal,
        })
    }

    /// Bytes of all entries together.
    pub fn bytes(&self) -> usize {
        self.documents
            .iter()
            .map(|one| one.document.body.len())
            .sum()
    }

    /// Some entries as rows. Parts of other records and corrections are about nobody and nowhere: no list names them.
    pub fn rows(&self, from: usize, to: usize) -> Answer {
        let documents = self.documents.get(from..to).unwrap_or_default();
        let documents = documents.iter().map(|one| &one.document);
        json(
            &documents
                .map(|one| self.row(one))
                .collect::<Answer<Vec<_>>>()?,
        )
    }

    /// Ids of people who are often written about, and never beside somebody else: rows have room for one.
    pub fn people(&self) -> Answer {
        let mut counts: BTreeMap<PersonId, (usize, bool)> = BTreeMap::new();
        for record in self.listed() {
            for person in &record.people {
                let (count, alone) = counts.entry(*person).or_insert((0, true));
                *count += 1;
                *alone &= record.people.len() == 1;
            }
        }
        counts.retain(|_, (_, alone)| *alone);
        let mut people: Vec<_> = counts.into_iter().collect();
        people.sort_by_key(|(_, (count, _))| std::cmp::Reverse(*count));
        let ids = people.iter().take(QUESTIONS).map(|(id, _)| id.to_string());
        json(&ids.collect::<Vec<_>>())
    }

    /// Days of wings, spread over the whole stretch.
    pub fn days(&self) -> Answer {
        let listed: Vec<_> = self.listed().collect();
        let step = (listed.len() / QUESTIONS).max(1);
        let view = self.journal.live();
        let days = listed.iter().step_by(step).filter_map(|record| {
            Some(Stretch {
                wing: view.wing_of(record)?.to_string(),
                from: record.position.at_ms,
                to: record.position.at_ms + DAY,
            })
        });
        json(&days.take(QUESTIONS).collect::<Vec<_>>())
    }
}

impl Archive {
    fn part(&self, from: usize, to: usize) -> Pull<'_> {
        Pull {
            backend: BACKEND,
            documents: &[],
            settled: self.documents.get(from..to).unwrap_or_default(),
            removed: &[],
            checkpoint: Some("1"),
        }
    }

    fn listed(&self) -> impl Iterator<Item = &Record> {
        let records = self.documents.iter().filter_map(|one| {
            let id = EntryId::from_document(&one.document.id)?;
            self.journal.record(id)
        });
        records.filter(|record| !record.matter.is_part() && record.corrects.is_none())
    }

    fn row<'a>(&self, document: &'a Document) -> Answer<Row<'a>> {
        let unknown = || JsError::new("an entry isn't in the index");
        let id = EntryId::from_document(&document.id).ok_or_else(unknown)?;
        let record = self.journal.record(id).ok_or_else(unknown)?;
        let is_listed = !record.matter.is_part() && record.corrects.is_none();
        let listed = is_listed.then_some(record);
        let person = listed.and_then(|record| record.people.first());
        let wing = listed.and_then(|record| self.journal.live().wing_of(record));
        Ok(Row {
            id: &document.id,
            person: person.map(ToString::to_string).unwrap_or_default(),
            wing: wing.map(|wing| wing.to_string()).unwrap_or_default(),
            at: record.position.at_ms,
            document: serde_json::from_slice(&document.body)?,
        })
    }
}

#[wasm_bindgen]
impl Tablet {
    /// Takes over some of the archive's entries in one transaction, as a part of a pull.
    pub async fn write(&self, archive: &Archive, from: usize, to: usize) -> Answer<()> {
        Ok(self
            .vault
            .apply_pull(&self.book, archive.part(from, to))
            .await?)
    }

    /// Reads and opens every document; answers with how many there are.
    pub async fn load(&self) -> Answer<usize> {
        let mut bytes = 0;
        let visit = |document: wingbook_vault::DocumentRef<'_>| bytes += document.body.len();
        Ok(self.vault.load_book(&self.book, visit).await?.documents)
    }

    /// Reads every document into the index from which the app answers its pages.
    pub async fn load_index(&self, archive: &Archive) -> Answer<Index> {
        let journal = RefCell::new(archive.roster.clone());
        let mut problem = None;
        let visit = |document: wingbook_vault::DocumentRef<'_>| {
            if let Err(error) = index(&mut journal.borrow_mut(), document.id, document.body) {
                problem = Some(error);
            }
        };
        self.vault.load_book(&self.book, visit).await?;
        match problem {
            Some(error) => Err(error),
            None => Ok(Index(journal.into_inner())),
        }
    }
}

/// A vault whose store is memory: what is left of a measurement without the browser's database.
#[wasm_bindgen]
pub struct Bare {
    vault: Vault<Rc<MemoryStore>>,
    book: BookName,
    signer: Signer,
}

#[wasm_bindgen]
impl Bare {
    /// Enrols somebody.
    pub async fn open() -> Answer<Bare> {
        let keyring = Keyring::open(Rc::new(MemoryStore::new())).await?;
        let person = come_in(&keyring, "W-1").await?;
        let readers = vec![*person.pair().public()];
        let (vault, book, signer) = open_vault(&keyring, person, readers).await?;
        Ok(Self {
            vault,
            book,
            signer,
        })
    }

    /// As [`Tablet::write`].
    pub async fn write(&self, archive: &Archive, from: usize, to: usize) -> Answer<()> {
        Ok(self
            .vault
            .apply_pull(&self.book, archive.part(from, to))
            .await?)
    }

    /// As [`Tablet::save`].
    pub async fn save(&self, ids: &str) -> Answer {
        let ids: Vec<String> = serde_json::from_str(ids)?;
        json(&save(&self.vault, &self.book, &self.signer, &ids).await?)
    }

    /// Makes entries as a save does, and stores none of them.
    pub fn sign(&self, ids: &str) -> Answer<()> {
        let ids: Vec<String> = serde_json::from_str(ids)?;
        for draft in writing::drafts(&ids)? {
            let sealed = writing::seal(draft, writing::new_chain()?, &self.signer);
            sealed.map_err(|error| JsError::new(&error))?;
        }
        Ok(())
    }
}

/// What is in memory once a tablet is open.
#[wasm_bindgen]
pub struct Index(Journal);

#[wasm_bindgen]
impl Index {
    /// How many records are about a person, each found and looked up.
    pub fn by_person(&self, person: &str) -> Answer<usize> {
        let person: PersonId = person.parse()?;
        Ok(self.ask(Filter {
            books: Some(vec![Book::Wing]),
            person: Some(person),
            ..Filter::default()
        }))
    }

    /// How many records were made on a wing in a stretch of time.
    pub fn by_time(&self, wing: &str, from: f64, to: f64) -> Answer<usize> {
        let wing: PlaceId = wing.parse()?;
        Ok(self.ask(Filter {
            books: Some(vec![Book::Wing]),
            wing: Some(wing),
            from_ms: Some(from as Millis),
            to_ms: Some(to as Millis),
            ..Filter::default()
        }))
    }
}

impl Index {
    fn ask(&self, filter: Filter) -> usize {
        let view = self.0.live();
        let page = Page {
            limit: usize::MAX,
            ..Page::default()
        };
        let rows = view.query(&filter, page).rows;
        let records = rows.iter().filter_map(|row| view.record(row.id));
        records.count()
    }
}

/// Into the journal as the app's worker puts it there.
fn index(journal: &mut Journal, id: &str, body: &[u8]) -> Answer<()> {
    journal.insert_record(Record::of_kept(&Kept::read(id, body)?));
    Ok(())
}

/// A document of the roster: a move, a person, a place, a plan. Certificates say nothing about where anybody is.
fn insert(journal: &mut Journal, document: Value) -> Answer<()> {
    let id = document["_id"].as_str().unwrap_or_default();
    if EntryId::from_document(id).is_some() {
        journal.insert(&Entry::read(document)?);
    } else if let Ok(revision) = Revision::read(document) {
        journal.insert_revision(&revision);
    }
    Ok(())
}
