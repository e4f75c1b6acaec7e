//! Signed documents that somebody changed.

use serde_json::{Value, json};

use super::edits::edited;
use crate::{
    access::{Book, Role},
    certificate::{Certificate, Certified},
    digest::Digest,
    entry::Entry,
    fixtures::{Pen, at, person, revision, someone},
    id::{CertificateId, DeviceId, Uuid},
    receipt::Receipt,
    removal::{Decision, Removal},
    roster::Revision,
    signer::Signer,
};

fn facility() -> Signer {
    Signer::from_seed(&[5; 32])
}

/// The key of the fixtures.
fn writer() -> Signer {
    Signer::from_seed(&[3; 32])
}

/// Of a genuine record, removal, certificate, revision or receipt with any bytes changed, nothing is accepted but what
/// was signed: either it is refused, or it says the same.
pub fn changed_documents(bytes: &[u8]) {
    let Some((kind, script)) = bytes.split_first() else {
        return;
    };
    match kind % 5 {
        0 => record(script),
        1 => removal(script),
        2 => certificate(script),
        3 => roster(script),
        _ => receipt(script),
    }
}

fn genuine() -> Entry {
    let answers = [("text".to_owned(), json!("Asked about the visit."))];
    let answers = answers.into_iter().collect();
    Pen::new(50).raw(at(9, 0), Book::Wing, "contact", answers, &[person(1)], None)
}

fn changed(document: &Value, script: &[u8]) -> Option<Value> {
    serde_json::from_slice(&edited(document.to_string().as_bytes(), script)).ok()
}

fn record(script: &[u8]) {
    let genuine = genuine();
    let Some(Ok(read)) = changed(genuine.document(), script).map(Entry::read) else {
        return;
    };
    if read.verify(&writer().public()).is_ok() {
        assert_eq!(read.header(), genuine.header());
        // Without its body a record is one of which the body was taken; another body it can't have.
        assert!(read.body().is_none() || read.body() == genuine.body());
    }
}

fn removal(script: &[u8]) {
    let genuine = genuine();
    let decision = Decision {
        v: 1,
        entry: genuine.id(),
        header: genuine.header_digest(),
        why: "retention".into(),
        at_ms: at(10, 0),
        rule: Some("health-10y".into()),
        deciders: Vec::new(),
    };
    let signature = decision.sign(&facility()).unwrap();
    let document = decision.clone().applied_to(&genuine, vec![signature]);
    let Some(Ok(entry)) = changed(&document, script).map(Entry::read) else {
        return;
    };
    if entry.verify(&writer().public()).is_ok()
        && let Ok(Some(removal)) = Removal::of(&entry)
        && removal.check(&entry, &facility().public(), |_| &[]).is_ok()
    {
        assert_eq!(removal.decision, decision);
        assert_eq!(entry.header(), genuine.header());
    }
}

fn certificate(script: &[u8]) {
    let certified = Certified {
        person: person(50),
        name: "Apio Grace".into(),
        staff_number: "P-100".into(),
        device: DeviceId(Uuid::from_u128(2)),
        key: writer().id(),
        sign_public: writer().public(),
        seal_public: "11".repeat(32),
        roles: vec![Role::Officer],
        issued_ms: at(8, 0),
    };
    let id = CertificateId(Uuid::from_u128(7));
    let genuine = Certificate::issue(id, certified, &facility()).unwrap();
    let Some(document) = changed(genuine.document(), script) else {
        return;
    };
    if let Ok(read) = Certificate::read(document, &facility().public()) {
        assert_eq!(read, genuine);
    }
}

fn roster(script: &[u8]) {
    let somebody = someone("Okello John", Some("UG-0101"), None);
    let genuine = revision(&person(1).document(), &somebody, at(8, 0));
    let Some(Ok(read)) = changed(genuine.document(), script).map(Revision::read) else {
        return;
    };
    if read.verify(&writer().public()).is_ok() {
        assert_eq!(read, genuine);
    }
}

fn receipt(script: &[u8]) {
    let (id, hash) = ("entry:1", Digest([9; 32]));
    let genuine = Receipt::sign(id, hash, at(9, 0), &facility()).unwrap();
    let document = serde_json::to_value(&genuine).unwrap();
    let read = changed(&document, script).map(serde_json::from_value::<Receipt>);
    let Some(Ok(read)) = read else {
        return;
    };
    if read.verifies(&facility().public(), id, hash) {
        assert_eq!(
            (read.received_ms, read.signature),
            (genuine.received_ms, genuine.signature)
        );
    }
}
