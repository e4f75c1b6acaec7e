//! Examines one record of an export by itself: shape, hashes, signature, certificate, receipt, removal. Where it stands
//! among the others is the chain's matter.

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::Value;

use super::{
    BodyState, Header, Link,
    export::Opening,
    half,
    report::{Finding, Kind, Removed, Spot},
};
use crate::{
    access::Book,
    certificate::Certified,
    entry::{Entry, EntryError},
    id::{ChainId, DeviceId, EntryId},
    receipt::Receipt,
    removal::{self, Removal, RemovalError},
    signer::{KeyId, PublicKey},
    time::Millis,
};

/// The members of a record's document. Any other is covered by no signature.
const MEMBERS: [&str; 6] = [
    "_id",
    "body",
    "header",
    "kind",
    removal::MEMBER,
    "signature",
];

/// The members of a receipt, each of them checked.
const RECEIPT_MEMBERS: usize = 5;

/// What was found out about one record.
pub(super) struct Examined {
    /// Its place, if its header could be read.
    pub link: Option<Link>,
    pub header: Option<Header>,
    pub body: BodyState,
    /// When it was received, by a receipt that holds.
    pub received_ms: Option<Millis>,
    pub removal: Option<Removed>,
    pub findings: Vec<Finding>,
}

pub(super) fn examine(
    line: u64,
    document: Value,
    receipt: Option<Value>,
    opening: &Opening,
    facility: &PublicKey,
    certificates: &HashMap<KeyId, Vec<Certified>>,
) -> Examined {
    let mut examined = Examined {
        link: None,
        header: None,
        body: BodyState::Wrong,
        received_ms: None,
        removal: None,
        findings: Vec::new(),
    };
    let members = document.as_object();
    let is_foreign = |key: &String| !MEMBERS.contains(&key.as_str());
    let has_foreign = members.is_some_and(|members| members.keys().any(is_foreign));
    let is_entry = document["kind"] == EntryId::KIND;
    let named = Finding::named(line, &document);
    let (entry, body_error) = match read(document.clone()) {
        Ok(read) => read,
        Err(EntryError::NeedsNewerApp(_)) => {
            examined.findings.push(named.of(Kind::Newer));
            if let Some((link, header)) = newer(&document) {
                (examined.link, examined.header) = (Some(link), Some(header));
            }
            return examined;
        }
        Err(error) => {
            let finding = named.of(Kind::Shape).because(error);
            examined.findings.push(finding);
            return examined;
        }
    };
    let header = entry.header();
    let spot = Spot {
        book: header.book,
        chain: header.chain,
        seq: header.seq,
        entry: header.id,
    };
    let finding = |kind| Finding::of_record(kind, line, spot);
    let mut findings = Vec::new();
    if has_foreign || !is_entry {
        findings.push(finding(Kind::Unsigned));
    }
    if !opening.books.contains(&header.book) {
        findings.push(finding(Kind::OtherBook));
    }
    let none = Vec::new();
    let held = certificates.get(&header.key).unwrap_or(&none);
    findings.extend(judge_signer(&entry, held).map(&finding));
    match body_error {
        Some(EntryError::BodyHash | EntryError::Bytes(_)) => findings.push(finding(Kind::Body)),
        Some(error) => findings.push(finding(Kind::Shape).because(error)),
        None => match state_of_body(&entry, opening, facility, certificates) {
            Ok((state, removed)) => {
                examined.body = state;
                examined.removal = removed;
            }
            Err(Gone::Missing) => findings.push(finding(Kind::BodyMissing)),
            Err(Gone::Unlawful(RemovalError::NeedsNewerApp(_))) => {
                findings.push(finding(Kind::Newer));
            }
            Err(Gone::Unlawful(why)) => findings.push(finding(Kind::Removal).because(why)),
        },
    }
    if let Some(receipt) = receipt {
        match received(&receipt, &entry, facility) {
            Ok(at) => examined.received_ms = Some(at),
            Err(kind) => findings.push(finding(kind)),
        }
    }
    examined.link = Some(Link {
        seq: header.seq,
        id: header.id.0.as_u128(),
        digest: half(entry.header_digest()),
        prev: header.prev.map(half),
        corrected_ms: header.recorded.corrected_ms(),
        monotonic_ms: header.recorded.monotonic_ms,
        start: header.recorded.start.as_u128() as u64,
        is_received: examined.received_ms.is_some(),
        is_newer: false,
    });
    examined.header = Some(Header {
        spot,
        device: header.device,
    });
    examined.findings = findings;
    examined
}

/// Reads a record; one whose body alone is wrong is read without it, with what is wrong.
fn read(document: Value) -> Result<(Entry, Option<EntryError>), EntryError> {
    let mut bare = document.clone();
    match Entry::read(document) {
        Ok(entry) => Ok((entry, None)),
        Err(EntryError::NeedsNewerApp(version)) => Err(EntryError::NeedsNewerApp(version)),
        Err(error) => {
            let without = bare
                .as_object_mut()
                .and_then(|members| members.remove("body"));
            if without.is_none() {
                return Err(error);
            }
            match Entry::read(bare) {
                Ok(entry) => Ok((entry, Some(error))),
                Err(error) => Err(error),
            }
        }
    }
}

/// What is wrong with whose key signed, if anything is.
fn judge_signer(entry: &Entry, held: &[Certified]) -> Option<Kind> {
    let header = entry.header();
    let Some(first) = held.first() else {
        return Some(Kind::NotCertified);
    };
    if entry.verify(&first.sign_public).is_err() {
        return Some(Kind::Signature);
    }
    if held.iter().any(|held| held.person != header.author) {
        return Some(Kind::OtherAuthor);
    }
    if held.iter().all(|held| held.device != header.device) {
        return Some(Kind::OtherTablet);
    }
    let may = |held: &Certified| header.book.entry_writable_by(&header.form, &held.roles);
    (!held.iter().any(may)).then_some(Kind::Role)
}

/// Why a body is not there that should be.
enum Gone {
    Missing,
    Unlawful(RemovalError),
}

fn state_of_body(
    entry: &Entry,
    opening: &Opening,
    facility: &PublicKey,
    certificates: &HashMap<KeyId, Vec<Certified>>,
) -> Result<(BodyState, Option<Removed>), Gone> {
    let certified = |key: KeyId| {
        certificates
            .get(&key)
            .map(Vec::as_slice)
            .unwrap_or_default()
    };
    match Removal::of(entry).map_err(Gone::Unlawful)? {
        Some(removal) => {
            removal
                .check(entry, facility, certified)
                .map_err(Gone::Unlawful)?;
            let removed = Removed::of(entry, &removal.decision, certified);
            Ok((BodyState::Removed, Some(removed)))
        }
        None if entry.body().is_some() => Ok((BodyState::Here, None)),
        None if opening.wants_body(entry.header().recorded.corrected_ms()) => Err(Gone::Missing),
        None => Ok((BodyState::LeftOut, None)),
    }
}

/// When a record was received, if its receipt holds.
fn received(receipt: &Value, entry: &Entry, facility: &PublicKey) -> Result<Millis, Kind> {
    let count = receipt.as_object().map_or(0, serde_json::Map::len);
    let Ok(receipt) = Receipt::deserialize(receipt) else {
        return Err(Kind::Receipt);
    };
    let id = entry.id().document();
    if receipt.id != id || receipt.hash != entry.header_digest() {
        return Err(Kind::ReceiptOfOther);
    }
    if count != RECEIPT_MEMBERS
        || receipt.key != facility.id()
        || !receipt.verifies(facility, &id, entry.header_digest())
    {
        return Err(Kind::Receipt);
    }
    Ok(receipt.received_ms)
}

/// The place that a newer version's header names, where it still names one as this version does.
fn newer(document: &Value) -> Option<(Link, Header)> {
    let header = document.get("header")?;
    let chain = ChainId::deserialize(header.get("chain")?).ok()?;
    let entry = EntryId::deserialize(header.get("id")?).ok()?;
    let book = Book::deserialize(header.get("book")?).ok()?;
    let device = DeviceId::deserialize(header.get("device")?).ok()?;
    let seq = header.get("seq")?.as_u64()?;
    let link = Link {
        seq,
        id: entry.0.as_u128(),
        digest: [0; 16],
        prev: None,
        corrected_ms: 0,
        monotonic_ms: 0,
        start: 0,
        is_received: false,
        is_newer: true,
    };
    let spot = Spot {
        book,
        chain,
        seq,
        entry,
    };
    Some((link, Header { spot, device }))
}
