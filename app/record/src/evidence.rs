//! Tamper evidence: checks an export of a book offline and says what is wrong with it, and what nobody can know from it.
//!
//! An export ([`export`]) holds the headers of its books, bodies, receipts and the certificates of whoever signed.
//! [`Check`] takes its lines one after the other, in whatever order and however hostile, and keeps about 140 bytes
//! for each header; [`Closing`] then walks chain by chain and gives the [`Report`]. Both work in small steps, so that a
//! page can draw in between.
//!
//! What holds: nobody changes, takes out of the middle, exchanges or signs a record in another's name without its being
//! found, as long as the facility's key is the facility's. What does not show stands in every report
//! ([`report::Unknown`]).

mod closing;
pub mod export;
mod record;
pub mod report;

use std::collections::{HashMap, HashSet};

use serde::Deserialize;
use serde_json::Value;
use thiserror::Error;

use self::{
    export::{CERTIFICATE, End, FORMAT, OPENING, Opening},
    record::Examined,
    report::{Finding, Findings, Kind, Spot, What},
};
use crate::{
    access::Book,
    canonical,
    certificate::{Certificate, Certified},
    digest::{Digest, Hashing, Purpose},
    facility::Facility,
    id::{ChainId, DeviceId, FacilityId},
    roster::Revision,
    signer::{KeyId, PublicKey},
    time::Millis,
};

pub use self::{closing::Closing, report::Report};

/// Why a file can't be checked at all.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum EvidenceError {
    /// Its first line is not that of an export.
    #[error("this is no export of a Wingbook register: {0}")]
    NoExport(String),
    /// A newer version of the file's form.
    #[error("this export was written by a newer version ({0}); check it with that one")]
    NeedsNewerApp(u64),
}

/// How many lines are told one by one for each kind of finding; the others are counted.
pub const TOLD_MAX: usize = 100;

/// A header, as much of it as the end needs. Hashes are kept by their first half: nobody finds two headers that share
/// it and say different things to any purpose.
#[derive(Debug, Clone, Copy)]
pub(in crate::evidence) struct Link {
    seq: u64,
    id: u128,
    digest: Half,
    prev: Option<Half>,
    corrected_ms: Millis,
    monotonic_ms: Millis,
    /// The start of the worker, by the lower half of its random id.
    start: u64,
    is_received: bool,
    /// Only its place was read: a newer version wrote it.
    is_newer: bool,
}

/// The first half of a hash.
pub(in crate::evidence) type Half = [u8; 16];

pub(in crate::evidence) fn half(digest: Digest) -> Half {
    let mut half = [0; 16];
    half.copy_from_slice(&digest.0[..16]);
    half
}

/// A chain, as far as it came by.
#[derive(Debug)]
pub(in crate::evidence) struct Chain {
    book: Book,
    device: DeviceId,
    links: Vec<Link>,
    /// By number, then by hash.
    is_in_order: bool,
    bodies: u64,
    removed: u64,
    left_out: u64,
    received: u64,
    first_received_ms: Option<Millis>,
    last_received: Option<(u64, Millis)>,
}

/// What the first line says, checked.
#[derive(Debug)]
struct Begun {
    opening: Opening,
    facility: Facility,
    id: FacilityId,
    is_pinned: bool,
}

/// Checks an export line by line.
#[derive(Debug)]
pub struct Check {
    begun: Begun,
    hashing: Hashing,
    lines: u64,
    certificates: HashMap<KeyId, Vec<Certified>>,
    chains: Vec<Chain>,
    by_id: HashMap<ChainId, usize>,
    ids: HashSet<u128>,
    /// Ids that came more than once; the walk puts the header beside them that it met first.
    twice: HashMap<u128, Option<Half>>,
    findings: Findings,
    removals: report::Removals,
    end: Option<bool>,
}

impl Check {
    /// Begins with the first line, without its line feed. `pinned` is the key that the facility is known by, if it is.
    ///
    /// # Errors
    /// When this is no export, or one of a newer version.
    pub fn begin(line: &[u8], pinned: Option<KeyId>) -> Result<Self, EvidenceError> {
        let none = |what: &str| EvidenceError::NoExport(what.to_owned());
        let value: Value =
            serde_json::from_slice(line).map_err(|_| none("its first line is no JSON"))?;
        let opening = value
            .get(OPENING)
            .ok_or_else(|| none("its first line does not say so"))?;
        match opening.get("v").and_then(Value::as_u64) {
            Some(FORMAT) => {}
            Some(newer) => return Err(EvidenceError::NeedsNewerApp(newer)),
            None => return Err(none("its first line names no version")),
        }
        let opening = Opening::deserialize(opening)
            .map_err(|error| EvidenceError::NoExport(format!("its first line: {error}")))?;
        let revision = Revision::read(opening.facility.clone())
            .map_err(|error| EvidenceError::NoExport(format!("its facility: {error}")))?;
        let facility: Facility = revision
            .value()
            .map_err(|error| EvidenceError::NoExport(format!("its facility: {error}")))?;
        let id = FacilityId::from_document(revision.id())
            .ok_or_else(|| none("its facility has no id of its own"))?;
        let mut findings = Findings::default();
        let key = facility.facility_public;
        if !is_canonical(&value, line) {
            findings.add(Finding::of_line(Kind::NotCanonical, 1));
        }
        if revision.verify(&key).is_err() || has_hidden(&opening.facility) {
            findings.add(Finding::of_line(Kind::Facility, 1));
        }
        let is_pinned = pinned == Some(key.id());
        if pinned.is_some() && !is_pinned {
            findings.add(Finding::of_line(Kind::OtherFacility, 1));
        }
        let mut check = Self {
            begun: Begun {
                opening,
                facility,
                id,
                is_pinned,
            },
            hashing: Hashing::begin(Purpose::Export),
            lines: 0,
            certificates: HashMap::new(),
            chains: Vec::new(),
            by_id: HashMap::new(),
            ids: HashSet::new(),
            twice: HashMap::new(),
            findings,
            removals: report::Removals::default(),
            end: None,
        };
        check.count(line);
        Ok(check)
    }

    fn count(&mut self, line: &[u8]) {
        self.lines += 1;
        self.hashing.add(line);
        self.hashing.add(b"\n");
    }

    /// How many lines came so far, and how many of them are wrong.
    pub fn so_far(&self) -> (u64, u64) {
        (self.lines, self.findings.count())
    }

    /// Takes the next line, without its line feed. Nothing that stands in it stops the check.
    pub fn line(&mut self, line: &[u8]) {
        let number = self.lines + 1;
        if self.end.is_some() {
            self.findings.add(Finding::of_line(Kind::AfterEnd, number));
            self.count(line);
            return;
        }
        let Ok(value) = serde_json::from_slice::<Value>(line) else {
            self.findings
                .add(Finding::of_line(Kind::Unreadable, number));
            self.count(line);
            return;
        };
        if !is_canonical(&value, line) {
            self.findings
                .add(Finding::of_line(Kind::NotCanonical, number));
        }
        match What::of(value) {
            What::Record { document, receipt } => self.record(number, document, receipt),
            What::Certificate(document) => self.certificate(number, document),
            What::End(end) => self.read_end(number, &end),
            What::Unknown => self
                .findings
                .add(Finding::of_line(Kind::Unreadable, number)),
        }
        self.count(line);
    }

    fn certificate(&mut self, number: u64, document: Value) {
        let hidden = has_hidden(&document);
        match Certificate::read(document, &self.key()) {
            Ok(read) if !hidden => {
                let certified = read.certified().clone();
                self.certificates
                    .entry(certified.key)
                    .or_default()
                    .push(certified);
            }
            _ => self
                .findings
                .add(Finding::of_line(Kind::Certificate, number)),
        }
    }

    fn record(&mut self, number: u64, document: Value, receipt: Option<Value>) {
        let Examined {
            link,
            header,
            body,
            received_ms,
            removal,
            findings,
        } = record::examine(
            number,
            document,
            receipt,
            &self.begun.opening,
            &self.begun.facility.facility_public,
            &self.certificates,
        );
        for finding in findings {
            self.findings.add(finding);
        }
        if let Some(removal) = removal {
            self.removals.add(removal);
        }
        let (Some(link), Some(header)) = (link, header) else {
            return;
        };
        let spot = header.spot;
        let at = |kind| Finding::of_record(kind, number, spot);
        let index = *self.by_id.entry(spot.chain).or_insert_with(|| {
            self.chains.push(Chain::new(spot.book, header.device));
            self.chains.len() - 1
        });
        let Some(chain) = self.chains.get_mut(index) else {
            return;
        };
        if chain.book != spot.book {
            self.findings.add(at(Kind::OtherBook));
        }
        if chain.device != header.device && !link.is_newer {
            self.findings.add(at(Kind::OtherTablet));
        }
        if chain.links.last().is_some_and(|last| last.seq > link.seq) {
            self.findings.add(at(Kind::Order));
        }
        // Whether it is the same record again is told by the walk along its chain.
        if !self.ids.insert(link.id) {
            self.twice.insert(link.id, None);
        }
        chain.take(link, body, received_ms);
    }

    fn read_end(&mut self, number: u64, end: &End) {
        let digest = self.hashing.clone().end();
        let mut wrong = |kind| self.findings.add(Finding::of_line(kind, number));
        if end.lines != self.lines {
            wrong(Kind::Count);
        }
        if end.digest != digest {
            wrong(Kind::Digest);
        }
        let key = self.begun.facility.facility_public;
        let is_sealed = match (end.key, end.signature) {
            (None, None) => false,
            (Some(id), Some(signature))
                if id == key.id() && key.verifies(Purpose::Export, digest, &signature) =>
            {
                true
            }
            _ => {
                wrong(Kind::Seal);
                false
            }
        };
        self.end = Some(is_sealed);
    }

    /// The file is at its end; `rest` is what stood after its last line feed.
    pub fn finish(mut self, rest: &[u8]) -> Closing {
        if self.end.is_none() {
            self.findings
                .add(Finding::of_line(Kind::Cut, self.lines + 1));
        } else if !rest.is_empty() {
            self.findings
                .add(Finding::of_line(Kind::AfterEnd, self.lines + 1));
        }
        Closing::of(self)
    }

    fn key(&self) -> PublicKey {
        self.begun.facility.facility_public
    }
}

impl Chain {
    fn new(book: Book, device: DeviceId) -> Self {
        Self {
            book,
            device,
            links: Vec::new(),
            is_in_order: true,
            bodies: 0,
            removed: 0,
            left_out: 0,
            received: 0,
            first_received_ms: None,
            last_received: None,
        }
    }

    fn take(&mut self, link: Link, body: BodyState, received_ms: Option<Millis>) {
        match body {
            BodyState::Here => self.bodies += 1,
            BodyState::Removed => self.removed += 1,
            BodyState::LeftOut => self.left_out += 1,
            BodyState::Wrong => {}
        }
        if let Some(at) = received_ms {
            self.received += 1;
            self.first_received_ms = Some(self.first_received_ms.map_or(at, |one| one.min(at)));
            if self.last_received.is_none_or(|(seq, _)| seq <= link.seq) {
                self.last_received = Some((link.seq, at));
            }
        }
        let rank = |link: &Link| (link.seq, link.digest);
        self.is_in_order &= self
            .links
            .last()
            .is_none_or(|last| rank(last) <= rank(&link));
        self.links.push(link);
    }
}

/// What became of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::evidence) enum BodyState {
    /// It is here and the one that was signed.
    Here,
    /// Lawfully removed.
    Removed,
    /// Left out of this export on purpose.
    LeftOut,
    /// Altered or missing: a finding says so.
    Wrong,
}

/// A header that could be read, as far as the check needs it beside its link.
pub(in crate::evidence) struct Header {
    spot: Spot,
    device: DeviceId,
}

/// Whether the bytes are the canonical ones of their value. In others a member could stand twice, and two readers read
/// two things.
fn is_canonical(value: &Value, bytes: &[u8]) -> bool {
    canonical::to_bytes(value).is_ok_and(|canonical| canonical == bytes)
}

/// Whether a signed document carries members that its reader passes over: no signature covers them.
fn has_hidden(document: &Value) -> bool {
    let hidden = |key: &String| key.starts_with('_') && key != "_id";
    document
        .as_object()
        .is_some_and(|members| members.keys().any(hidden))
}
