//! Random histories against a plain map: whatever fails or dies on the way,
//! everything that was acknowledged is there once and unchanged, everything that
//! was not is there as a whole or not at all, and the chain has no gap.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use proptest::prelude::*;

use super::tests::{document, load, next_entry};
use super::*;
use crate::StoreError;
use crate::faults::{Fault, FaultyStore};
use crate::memory::MemoryStore;
use crate::testing::{book, now, officer};

#[derive(Debug, Clone)]
enum Step {
    Save(u8),
    Edit(u8),
    Pull(Vec<u8>),
    /// Everything that a colleague wrote in a month.
    PullMonth(u8),
    /// The lawful removal of one of these.
    PullRemoval(u8),
    Settle,
    ForgetMonthsBefore(u8),
    Draft(u8),
    Deliver,
    Restart,
    FailIn(u8, Fault),
}

fn step() -> impl Strategy<Value = Step> {
    let fault = prop_oneof![
        Just(Fault::Refuse(StoreError::Quota)),
        Just(Fault::LoseAnswer),
        Just(Fault::DieBefore),
        Just(Fault::DieAfter),
    ];
    prop_oneof![
        6 => (0..50u8).prop_map(Step::Save),
        2 => (0..4u8).prop_map(Step::Edit),
        2 => proptest::collection::vec(20..30u8, 0..4).prop_map(Step::Pull),
        2 => (0..4u8).prop_map(Step::PullMonth),
        1 => (0..64u8).prop_map(Step::PullRemoval),
        2 => Just(Step::Settle),
        1 => (0..5u8).prop_map(Step::ForgetMonthsBefore),
        1 => (0..3u8).prop_map(Step::Draft),
        1 => Just(Step::Deliver),
        1 => Just(Step::Restart),
        2 => (0..4u8, fault).prop_map(|(commits, fault)| Step::FailIn(commits, fault)),
    ]
}

/// Documents of a month that a colleague wrote.
const OF_A_MONTH: u8 = 16;

/// The month of what won't change any more.
fn month_of(id: &str) -> Option<Month> {
    let (kind, number) = id.split_once(':')?;
    let number: u32 = number.parse().ok()?;
    match kind {
        // The chain's numbers are held against what is there, so none of these leaves.
        "entry" => Some(Month(100 + number % 2)),
        "theirs" => Some(Month(number / u32::from(OF_A_MONTH))),
        _ => None,
    }
}

/// What must be there, and what may be.
#[derive(Default)]
struct Model {
    /// Acknowledged documents.
    sure: BTreeMap<String, Document>,
    /// Those of months that were to go.
    may_be_gone: BTreeSet<String>,
    /// Writes whose outcome nobody was told: any of them may be there.
    open: BTreeMap<String, Vec<Document>>,
    drafts: BTreeMap<String, Vec<u8>>,
    open_drafts: BTreeMap<String, Vec<Vec<u8>>>,
}

impl Model {
    fn note(&mut self, document: Document, outcome: Outcome) {
        match outcome {
            Outcome::Done => {
                self.open.remove(&document.id);
                self.sure.insert(document.id.clone(), document);
            }
            Outcome::Unknown => {
                let open = self.open.entry(document.id.clone());
                open.or_default().push(document);
            }
            Outcome::Refused => {}
        }
    }

    /// What was found settles what was open.
    fn settle(&mut self, found: &BTreeMap<String, Document>) {
        for id in std::mem::take(&mut self.may_be_gone) {
            if !found.contains_key(&id) {
                self.sure.remove(&id);
            }
        }
        for (id, documents) in std::mem::take(&mut self.open) {
            if let Some(document) = found.get(&id)
                && documents.contains(document)
            {
                self.sure.insert(id, document.clone());
            }
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Done,
    Unknown,
    Refused,
}

fn outcome<T>(result: Result<T, VaultError>) -> Outcome {
    match result {
        Ok(_) => Outcome::Done,
        Err(VaultError::Store(StoreError::Closed)) => Outcome::Unknown,
        Err(_) => Outcome::Refused,
    }
}

type Disk = Rc<FaultyStore<Rc<MemoryStore>>>;

struct History {
    disk: Disk,
    vault: Vault<Disk>,
    model: Model,
    revision: u64,
}

impl History {
    fn new() -> Self {
        let disk = Rc::new(FaultyStore::new(Rc::new(MemoryStore::new())));
        Self {
            vault: officer(&disk),
            disk,
            model: Model::default(),
            revision: 1,
        }
    }

    fn restart(&mut self) {
        self.disk = Rc::new(FaultyStore::new(self.disk.inner().clone()));
        self.vault = officer(&self.disk);
        self.check();
    }

    fn apply(&mut self, step: Step) {
        let wing = book("wing");
        match step {
            Step::Save(number) => self.save(&format!("entry:{number}")),
            Step::Edit(number) => self.edit(&format!("person:{number}")),
            Step::Pull(numbers) => self.pull(&numbers),
            Step::PullMonth(month) => self.pull_month(month),
            Step::PullRemoval(number) => {
                let id = format!("theirs:{number}");
                if self.model.sure.contains_key(&id) {
                    self.pull_documents(vec![document(&id, "2-x", "removed")], Vec::new());
                }
            }
            Step::Settle => {
                let _ = now(self.vault.settle(&wing, |document| month_of(document.id)));
            }
            Step::ForgetMonthsBefore(month) => self.forget_before(Month(month.into())),
            Step::Draft(number) => {
                self.revision += 1;
                let (id, content) = (
                    format!("draft:{number}"),
                    self.revision.to_be_bytes().to_vec(),
                );
                match outcome(now(self.vault.put_draft(&id, &content))) {
                    Outcome::Done => {
                        self.model.open_drafts.remove(&id);
                        self.model.drafts.insert(id, content);
                    }
                    Outcome::Unknown => {
                        self.model.open_drafts.entry(id).or_default().push(content);
                    }
                    Outcome::Refused => {}
                }
            }
            Step::Deliver => {
                let Ok(outbox) = now(self.vault.outbox()) else {
                    return;
                };
                let received = Delivery::Received {
                    at_ms: None,
                    receipt: None,
                };
                let marks: Vec<_> = outbox
                    .items
                    .into_iter()
                    .map(|item| (item, received.clone()))
                    .collect();
                let _ = now(self.vault.mark(&marks, &[]));
            }
            Step::Restart => self.restart(),
            Step::FailIn(commits, fault) => self.disk.fail_in(u64::from(commits), fault),
        }
        if self.disk.is_dead() {
            self.restart();
        }
        assert!(self.vault.books().contains(&wing));
    }

    fn save(&mut self, id: &str) {
        let mut built = None;
        let saved = now(self.vault.save_with_head(&book("wing"), |head| {
            let entries = next_entry(head, id, None)?;
            built = entries.documents.first().cloned();
            Ok::<_, ()>(entries)
        }));
        let saved = saved.map_err(|error| match error {
            SaveError::Vault(error) => error,
            SaveError::Build(()) => panic!("the builder never fails"),
        });
        if let Some(document) = built {
            self.model.note(document, outcome(saved));
        }
    }

    fn edit(&mut self, id: &str) {
        let Ok(held) = now(self.vault.document(&book("wing"), id)) else {
            return;
        };
        self.revision += 1;
        let edit = Edit {
            document: document(
                id,
                &format!("{}-x", self.revision),
                &self.revision.to_string(),
            ),
            replaces: held.map(|held| held.rev),
            backends: vec!["hub".to_owned()],
            saved_ms: 0,
            draft: None,
            draft_becomes: None,
        };
        let saved = now(self.vault.save_edit(&book("wing"), &edit));
        self.model.note(edit.document, outcome(saved));
    }

    fn pull(&mut self, numbers: &[u8]) {
        let documents = numbers
            .iter()
            .map(|number| document(&format!("pulled:{number}"), "1-a", &number.to_string()))
            .collect();
        self.pull_documents(documents, Vec::new());
    }

    fn pull_month(&mut self, month: u8) {
        let theirs = (0..OF_A_MONTH).map(|at| format!("theirs:{}", month * OF_A_MONTH + at));
        let settled = theirs.filter_map(|id| {
            // What was removed is known, and not asked for again.
            let is_removed = |held: &Document| held.rev.starts_with("2-");
            let mut held = self.model.sure.get(&id).into_iter();
            let mut open = self.model.open.get(&id).into_iter().flatten();
            (!held.any(is_removed) && !open.any(is_removed)).then(|| OfMonth {
                month: Month(month.into()),
                document: document(&id, "1-a", &format!("in {id}")),
            })
        });
        let settled = settled.collect();
        self.pull_documents(Vec::new(), settled);
    }

    fn pull_documents(&mut self, documents: Vec<Document>, settled: Vec<OfMonth>) {
        self.revision += 1;
        let pull = Pull {
            backend: "hub",
            documents: &documents,
            settled: &settled,
            removed: &[],
            checkpoint: Some(&self.revision.to_string()),
        };
        let pulled = outcome(now(self.vault.apply_pull(&book("wing"), pull)));
        let settled = settled.into_iter().map(|one| one.document);
        for document in documents.into_iter().chain(settled) {
            if pulled == Outcome::Done {
                self.model.may_be_gone.remove(&document.id);
            }
            self.model.note(document, pulled);
        }
    }

    fn forget_before(&mut self, first: Month) {
        let Ok(waiting) = now(self.vault.outbox()) else {
            return;
        };
        let waits = |id: &str| waiting.items.iter().any(|item| item.id == id);
        let leaves = |id: &&String| month_of(id).is_some_and(|one| one < first) && !waits(id);
        let leaving = self.model.sure.keys().filter(leaves).cloned();
        self.model.may_be_gone.extend(leaving);
        let _ = now(self
            .vault
            .forget_months_before(&book("wing"), first, |_| true));
    }

    fn check(&mut self) {
        let (found, report) = load(&self.vault);
        assert_eq!(
            (report.damaged.len(), report.newer, report.locked),
            (0, 0, 0)
        );
        self.model.settle(&found);
        assert_eq!(found, self.model.sure);

        for (id, document) in &found {
            let held = now(self.vault.document(&book("wing"), id)).unwrap();
            assert_eq!(held.as_ref(), Some(document));
        }
        let entries = found.keys().filter(|id| id.starts_with("entry:")).count() as u64;
        let head = now(self.vault.head(&book("wing"))).unwrap();
        assert_eq!(head.map_or(0, |head| head.seq), entries);
        let mut positions: Vec<_> = found
            .values()
            .filter_map(|document| {
                std::str::from_utf8(&document.body)
                    .unwrap()
                    .split_once(" at ")?
                    .1
                    .parse::<u64>()
                    .ok()
            })
            .collect();
        positions.sort_unstable();
        assert_eq!(positions, (1..=entries).collect::<Vec<_>>());

        let mut offered: Vec<_> = [
            now(self.vault.outbox()).unwrap(),
            now(self.vault.received()).unwrap(),
        ]
        .into_iter()
        .flat_map(|outbox| outbox.items)
        .map(|item| (item.id, item.rev))
        .collect();
        offered.sort();
        let written: Vec<_> = found
            .values()
            .filter(|document| !document.id.starts_with("pulled:"))
            .filter(|document| !document.id.starts_with("theirs:"))
            .map(|document| (document.id.clone(), document.rev.clone()))
            .collect();
        assert_eq!(offered, written);

        let drafts: BTreeMap<_, _> = now(self.vault.drafts())
            .unwrap()
            .0
            .into_iter()
            .map(|draft| (draft.id, draft.content))
            .collect();
        for (id, contents) in std::mem::take(&mut self.model.open_drafts) {
            if let Some(content) = drafts.get(&id)
                && contents.contains(content)
            {
                self.model.drafts.insert(id, content.clone());
            }
        }
        assert_eq!(drafts, self.model.drafts);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_acknowledged_is_ever_lost_or_doubled(steps in proptest::collection::vec(step(), 1..60)) {
        let mut history = History::new();
        for step in steps {
            history.apply(step);
        }
        history.restart();
    }
}
