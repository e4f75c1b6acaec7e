//! What a check says: findings, removals, chains, and what can't be known.
//!
//! Nothing here is a sentence: the command line and the page say it in their own words, from the same report.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    CERTIFICATE, TOLD_MAX,
    export::{END, End, RECEIPT, RECORD},
};
use crate::{
    access::Book,
    certificate::Certified,
    entry::Entry,
    id::{ChainId, DeviceId, EntryId, FacilityId, PersonId},
    removal::Decision,
    signer::KeyId,
    time::Millis,
};

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $word:literal),+ $(,)?) => {
        /// What is wrong.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Kind { $($(#[$doc])* #[serde(rename = $word)] $kind),+ }

        impl Kind {
            /// All of them, in the order in which they are told.
            pub const ALL: &'static [Self] = &[$(Self::$kind),+];

            /// Its word.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$kind => $word),+ }
            }
        }
    };
}

kinds! {
    /// The facility's key is not the one that was given.
    OtherFacility = "other_facility",
    /// The facility's document is not signed by its own key.
    Facility = "facility",
    /// The file has no last line: it was cut short.
    Cut = "cut",
    /// The last line counts another number of lines.
    Count = "count",
    /// The lines are not those that the last line hashes.
    Digest = "digest",
    /// The signature of the last line is not the facility's.
    Seal = "seal",
    /// Something stands after the last line.
    AfterEnd = "after_end",
    /// A line is nothing that an export holds.
    Unreadable = "unreadable",
    /// A line is not in canonical form.
    NotCanonical = "not_canonical",
    /// A certificate was not issued by this facility.
    Certificate = "certificate",
    /// The header was changed, or somebody else signed.
    Signature = "signature",
    /// No certificate of this facility names the key that signed.
    NotCertified = "not_certified",
    /// The key is certified for somebody else than the author.
    OtherAuthor = "other_author",
    /// The key, or the chain, names another tablet.
    OtherTablet = "other_tablet",
    /// Its author might not write such a record into the book.
    Role = "role",
    /// The body is not the one that was signed.
    Body = "body",
    /// The body is gone, and nobody decided so.
    BodyMissing = "body_missing",
    /// The body is gone by a decision that does not hold.
    Removal = "removal",
    /// Numbers of a chain are missing.
    Missing = "missing",
    /// It does not continue the record before it.
    Link = "link",
    /// Lines of a chain stand in another order than its records.
    Order = "order",
    /// The same record stands there more than once.
    Repeated = "repeated",
    /// Two different records stand at one place of a chain.
    Forked = "forked",
    /// Two different records have one id.
    SameId = "same_id",
    /// It belongs into another book.
    OtherBook = "other_book",
    /// Its receipt is not signed by the facility.
    Receipt = "receipt",
    /// Its receipt is another record's.
    ReceiptOfOther = "receipt_of_other",
    /// It has no receipt, and a later record of its chain has one.
    ReceiptMissing = "receipt_missing",
    /// It says that it was recorded before the record before it.
    Times = "times",
    /// Something in it is covered by no signature.
    Unsigned = "unsigned",
    /// It is no complete record.
    Shape = "shape",
    /// A newer version wrote it: it is not checked.
    Newer = "newer",
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// Where a record stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    /// The book.
    pub book: Book,
    /// The chain.
    pub chain: ChainId,
    /// Its number there.
    pub seq: u64,
    /// The record.
    pub entry: EntryId,
}

/// One thing that is wrong. What it does not concern is empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What.
    pub kind: Kind,
    /// The line of the file.
    pub line: Option<u64>,
    /// The record.
    pub entry: Option<EntryId>,
    /// The book.
    pub book: Option<Book>,
    /// The chain.
    pub chain: Option<ChainId>,
    /// The number in the chain; the first one, of several.
    pub seq: Option<u64>,
    /// The last number, of several.
    pub until: Option<u64>,
    /// The other record, where there are two.
    pub other: Option<EntryId>,
    /// By how much its time lies before its predecessor's.
    pub by_ms: Option<Millis>,
    /// More about it, for whoever looks closer; in English.
    pub why: Option<String>,
}

impl Finding {
    pub(super) fn of_line(kind: Kind, line: u64) -> Self {
        Self {
            kind,
            line: Some(line),
            entry: None,
            book: None,
            chain: None,
            seq: None,
            until: None,
            other: None,
            by_ms: None,
            why: None,
        }
    }

    pub(super) fn of_record(kind: Kind, line: u64, spot: Spot) -> Self {
        Self {
            line: Some(line),
            ..Self::of_spot(kind, spot)
        }
    }

    pub(super) fn of_spot(kind: Kind, spot: Spot) -> Self {
        Self {
            entry: Some(spot.entry),
            book: Some(spot.book),
            chain: Some(spot.chain),
            seq: Some(spot.seq),
            line: None,
            ..Self::of_line(kind, 0)
        }
    }

    pub(super) fn of_gap(book: Book, chain: ChainId, from: u64, until: u64) -> Self {
        Self {
            line: None,
            book: Some(book),
            chain: Some(chain),
            seq: Some(from),
            until: Some(until),
            ..Self::of_line(Kind::Missing, 0)
        }
    }

    /// Whatever of its place a document names that can't be read; its kind is still to be said.
    pub(super) fn named(line: u64, document: &Value) -> Self {
        let header = &document["header"];
        let entry = document["_id"].as_str().and_then(EntryId::from_document);
        Self {
            entry: entry.or_else(|| EntryId::deserialize(&header["id"]).ok()),
            book: Book::deserialize(&header["book"]).ok(),
            chain: ChainId::deserialize(&header["chain"]).ok(),
            seq: header["seq"].as_u64(),
            ..Self::of_line(Kind::Shape, line)
        }
    }

    pub(super) fn of(self, kind: Kind) -> Self {
        Self { kind, ..self }
    }

    pub(super) fn because(self, why: impl fmt::Display) -> Self {
        Self {
            why: Some(why.to_string()),
            ..self
        }
    }
}

/// Findings of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Group {
    /// What.
    pub kind: Kind,
    /// How many.
    pub count: u64,
    /// The first of them, [`TOLD_MAX`] at most.
    pub first: Vec<Finding>,
}

/// What is wrong so far, by kind. However much is wrong, it takes little memory.
#[derive(Debug, Default)]
pub(super) struct Findings(Vec<Group>);

impl Findings {
    pub fn add(&mut self, finding: Finding) {
        let kind = finding.kind;
        let at = match self.0.iter().position(|group| group.kind == kind) {
            Some(at) => at,
            None => {
                self.0.push(Group {
                    kind,
                    count: 0,
                    first: Vec::new(),
                });
                self.0.len() - 1
            }
        };
        let Some(group) = self.0.get_mut(at) else {
            return;
        };
        group.count += 1;
        if group.first.len() < TOLD_MAX {
            group.first.push(finding);
        }
    }

    pub fn count(&self) -> u64 {
        self.0.iter().map(|group| group.count).sum()
    }

    pub fn into_groups(mut self) -> Vec<Group> {
        self.0.sort_by_key(|group| group.kind);
        self.0
    }
}

/// A body that was lawfully removed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Removed {
    /// The record.
    pub entry: EntryId,
    /// Why.
    pub why: String,
    /// When, by the clock of whoever wrote the decision down.
    pub at_ms: Millis,
    /// The retention rule, if one asked for it.
    pub rule: Option<String>,
    /// Who decided: their names as they were certified.
    pub by: Vec<String>,
}

impl Removed {
    pub(super) fn of<'a>(
        entry: &Entry,
        decision: &Decision,
        certified: impl Fn(KeyId) -> &'a [Certified],
    ) -> Self {
        let name = |key, person: PersonId| {
            let named = certified(key).last().map(|held| held.name.clone());
            named.unwrap_or_else(|| person.to_string())
        };
        Self {
            entry: entry.id(),
            why: decision.why.clone(),
            at_ms: decision.at_ms,
            rule: decision.rule.clone(),
            by: decision
                .deciders
                .iter()
                .map(|decider| name(decider.key, decider.person))
                .collect(),
        }
    }
}

/// The lawful removals.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Removals {
    /// How many.
    pub count: u64,
    /// The first of them, [`TOLD_MAX`] at most.
    pub first: Vec<Removed>,
}

impl Removals {
    pub(super) fn add(&mut self, removed: Removed) {
        self.count += 1;
        if self.first.len() < TOLD_MAX {
            self.first.push(removed);
        }
    }
}

/// A place in a chain with its time, as its author's tablet claims it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Point {
    /// The number.
    pub seq: u64,
    /// The time.
    pub at_ms: Millis,
}

/// One chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChainReport {
    /// The book.
    pub book: Book,
    /// The chain.
    pub chain: ChainId,
    /// The tablet that its records name.
    pub device: DeviceId,
    /// How many headers are there.
    pub headers: u64,
    /// The first of them.
    pub first: Point,
    /// The last of them.
    pub last: Point,
    /// Bodies that are there and are those that were signed.
    pub bodies: u64,
    /// Bodies lawfully removed.
    pub removed: u64,
    /// Bodies left out of this export.
    pub left_out: u64,
    /// Receipts that hold.
    pub received: u64,
    /// The earliest of them, by the server's clock: for what is before it there is the tablet's word alone.
    pub first_received_ms: Option<Millis>,
    /// The last record with a receipt, and when it was received: what came after it could be cut off.
    pub last_received: Option<Point>,
}

/// What nobody can know from the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "what")]
pub enum Unknown {
    /// Whether the facility's key is the facility's: the file vouches for it itself.
    Key,
    /// Whether the lines are those that were written: nobody signed the file as a whole.
    Whole,
    /// Whether a time before the first receipt of its chain is true.
    BackDating {
        /// Chains with receipts.
        chains: u64,
    },
    /// Whether chains without receipts went on, or when they were written at all.
    NoReceipts {
        /// Chains without any.
        chains: u64,
        /// Their records.
        records: u64,
    },
    /// Whether chains went on after their last receipt.
    Tail {
        /// Chains with records after their last receipt.
        chains: u64,
        /// Those records.
        records: u64,
    },
    /// Whether something was written after the last record that is here.
    AfterLast,
    /// What the bodies said that were left out.
    LeftOut {
        /// Bodies.
        bodies: u64,
    },
    /// Whether there is a whole chain that was never handed over.
    WholeChain,
    /// Who held the tablet.
    WhoHeld,
}

/// What a check says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The facility's name, by its document.
    pub facility: String,
    /// Its id.
    pub facility_id: FacilityId,
    /// Its IANA time zone, in which times are told.
    pub zone: String,
    /// The fingerprint of its key.
    pub key: KeyId,
    /// That key was known beforehand and is the one.
    pub is_pinned: bool,
    /// The books.
    pub books: Vec<Book>,
    /// When the file was written, by the clock of whoever wrote it.
    pub made_ms: Millis,
    /// By which program.
    pub made_by: String,
    /// The facility signed the file as a whole.
    pub is_sealed: bool,
    /// The lines of the file.
    pub lines: u64,
    /// Its records.
    pub records: u64,
    /// What is wrong.
    pub findings: Vec<Group>,
    /// The lawful removals.
    pub removals: Removals,
    /// The chains.
    pub chains: Vec<ChainReport>,
    /// What can't be known.
    pub unknown: Vec<Unknown>,
}

impl Report {
    /// Nothing was found to be wrong.
    pub fn is_clean(&self) -> bool {
        self.findings.is_empty()
    }

    /// How much is wrong.
    pub fn found(&self) -> u64 {
        self.findings.iter().map(|group| group.count).sum()
    }
}

/// What a line is.
pub(super) enum What {
    Record {
        document: Value,
        receipt: Option<Value>,
    },
    Certificate(Value),
    End(Box<End>),
    Unknown,
}

impl What {
    pub fn of(line: Value) -> Self {
        let Value::Object(mut members) = line else {
            return Self::Unknown;
        };
        let count = members.len();
        if let Some(document) = members.remove(RECORD) {
            let receipt = members.remove(RECEIPT);
            let is_all = members.is_empty();
            return if is_all {
                Self::Record { document, receipt }
            } else {
                Self::Unknown
            };
        }
        if count != 1 {
            return Self::Unknown;
        }
        if let Some(document) = members.remove(CERTIFICATE) {
            return Self::Certificate(document);
        }
        members
            .remove(END)
            .and_then(|end| End::deserialize(end).ok())
            .map_or(Self::Unknown, |end| Self::End(Box::new(end)))
    }
}
