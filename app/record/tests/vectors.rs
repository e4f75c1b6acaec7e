//! The published vectors (`tests/vectors/entries.json`): what another implementation can check itself against.
//! This test makes them anew and compares; `WINGBOOK_WRITE_VECTORS=1` writes them. `tests/vectors/check.py`
//! verifies the same file in another language.
#![allow(clippy::unwrap_used)]

use std::{env, fs, path::PathBuf};

use serde_json::{Value, json};
use wingbook_record::{
    access::{Book, Role},
    canonical,
    certificate::{Certificate, Certified},
    digest::{Digest, Purpose},
    entry::{Amends, Body, Correction, Draft, Entry, Head, Origin, PersonThen, PlaceThen},
    id::{CertificateId, ChainId, DeviceId, EntryId, PersonId, PlaceId, Uuid},
    receipt::Receipt,
    roster::{Edited, Revision},
    signer::Signer,
    time::{Certainty, Occurred, Recorded},
};

const FACILITY_SEED: [u8; 32] = [0xfa; 32];
const AUTHOR_SEED: [u8; 32] = [0x0a; 32];

fn path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors/entries.json")
}

fn id(text: &str) -> Uuid {
    Uuid::parse_str(text).unwrap()
}

fn author() -> PersonId {
    PersonId(id("0191d3a0-0000-4000-8000-000000000001"))
}

fn device() -> DeviceId {
    DeviceId(id("0191d3a0-0000-4000-8000-0000000000d1"))
}

fn draft(number: u128, answers: Value) -> Draft {
    let number_i64 = i64::try_from(number).unwrap();
    Draft {
        id: EntryId(Uuid::from_u128(
            0x0193_5a00_0000_7000_8000_0000_0000_0000 + number,
        )),
        book: Book::Wing,
        form: "contact".into(),
        form_version: "1".into(),
        author: author(),
        device: device(),
        recorded: Recorded {
            wall_ms: 1_795_518_420_000 + number_i64 * 60_000,
            zone: "Asia/Almaty".into(),
            utc_offset_minutes: 300,
            server_offset_ms: if number == 1 { None } else { Some(-250) },
            start: id("0191d3a0-0000-4000-8000-0000000000e1"),
            monotonic_ms: number_i64 * 60_000,
        },
        app: "0.1.0+vectors".into(),
        practice: false,
        body: Body {
            salt: format!("{number:032x}"),
            people: Vec::new(),
            places: Vec::new(),
            occurred: Occurred::exactly(1_795_518_000_000),
            origin: Origin::Live,
            corrects: None,
            answers: answers.as_object().cloned().unwrap(),
        },
    }
}

fn drafts() -> Vec<(&'static str, Draft)> {
    let plain = draft(
        1,
        json!({"kind": "conversation", "quality": "open", "text": "Asked about the visit on Monday.", "follow_up": "no"}),
    );
    let mut arabic = draft(
        2,
        json!({"kind": "request", "quality": "brief", "text": "يسأل عن موعد الزيارة القادمة — «الاثنين؟»", "follow_up": "no"}),
    );
    arabic.body.people.push(PersonThen {
        id: PersonId(id("0191d3a0-0000-4000-8000-000000000002")),
        name: "محمد الطرابلسي".into(),
        number: Some("1001/26".into()),
        place: Some("Pavillon A › Étage 1 › A-12".into()),
        born: Some("1988-05".into()),
    });
    arabic.body.occurred = Occurred {
        certainty: Certainty::Date,
        at_ms: None,
        date: Some("2026-11-23".into()),
    };
    let mut kazakh = draft(
        3,
        json!({
            "kind": "welfare",
            "text": "Әңгіме ұзақ болды.\nКелесі кездесу күнін сұрады.\t\"Дүйсенбі\"\u{1}\\/",
            "_u00E2_ge": 38,
            "temperature": "36.6",
            "edge": [9_007_199_254_740_991_i64, -9_007_199_254_740_991_i64, 0, true, null, {"b": {}, "a": []}],
            "emoji": "🚪\u{7f}\u{2028}",
        }),
    );
    kazakh.body.places.push(PlaceThen {
        id: PlaceId(id("0191d3a0-0000-4000-8000-000000000003")),
        name: "Отряд 1 › Секция 11".into(),
    });
    let mut correction = draft(
        4,
        json!({"kind": "conversation", "quality": "brief", "text": "Asked about the visit on Tuesday.", "follow_up": "no"}),
    );
    correction.body.corrects = Some(Correction {
        entry: plain.id,
        how: Amends::Correct,
        reason: "Wrong day.".into(),
    });
    let removed = draft(5, json!({"text": "This body was removed later."}));
    vec![
        ("plain", plain),
        ("Arabic text, a date only", arabic),
        (
            "Kazakh text, escapes, whole numbers at their limits, an escaped question name",
            kazakh,
        ),
        ("correction of the first", correction),
        ("body removed: header and signature stay", removed),
    ]
}

fn hex(value: &Value) -> Value {
    Value::String(hex::encode(canonical::to_bytes(value).unwrap()))
}

fn entries(signer: &Signer) -> Vec<Value> {
    let mut head = Head::empty(ChainId(id("0191d3a0-0000-4000-8000-0000000000c1")));
    let mut out = Vec::new();
    for (what, draft) in drafts() {
        let (entry, next) = draft.seal(head, signer).unwrap();
        head = next;
        let mut document = entry.document().clone();
        let body_hex = hex(&document["body"]);
        let body_digest = document["header"]["body"].clone();
        let is_removed = what.starts_with("body removed");
        if is_removed {
            document.as_object_mut().unwrap().remove("body");
        }
        out.push(json!({
            "what": what,
            "document": document,
            "header_canonical": hex(&document["header"]),
            "header_digest": entry.header_digest().to_string(),
            "body_canonical": if is_removed { Value::Null } else { body_hex },
            "body_digest": body_digest,
        }));
    }
    out
}

fn others(author_key: &Signer, facility: &Signer, first: &Value) -> Value {
    let certified = Certified {
        person: author(),
        name: "Ұлан Қасымов".into(),
        staff_number: "S1001".into(),
        device: device(),
        key: author_key.id(),
        sign_public: author_key.public(),
        seal_public: "5e".repeat(32),
        roles: vec![Role::Officer, Role::Supervisor],
        issued_ms: 1_795_500_000_000,
    };
    let certificate = CertificateId(id("0191d3a0-0000-4000-8000-0000000000f1"));
    let certificate = Certificate::issue(certificate, certified, facility).unwrap();
    let edited = Edited {
        author: author(),
        device: device(),
        key: author_key.id(),
        at_ms: 1_795_510_000_000,
        previous: None,
    };
    let person = json!({"category": "prisoner", "name": "Әбіл Өмірзақ", "number": null, "future_field": {"kept": true}});
    let name = "person:0191d3a0-0000-4000-8000-000000000002";
    let revision = Revision::sign(name, &person, edited, author_key).unwrap();
    let entry = Entry::read(first["document"].clone()).unwrap();
    let receipt = Receipt::sign(
        &entry.id().document(),
        entry.header_digest(),
        1_795_518_500_000,
        facility,
    );
    json!({
        "certificate": certificate.document(),
        "revision": revision.document(),
        "revision_digest": revision.digest().to_string(),
        "receipt": receipt.unwrap(),
    })
}

fn vectors() -> Value {
    let (author_key, facility) = (
        Signer::from_seed(&AUTHOR_SEED),
        Signer::from_seed(&FACILITY_SEED),
    );
    let key = |signer: &Signer, seed: [u8; 32]| {
        json!({
            "seed": hex::encode(seed),
            "public": signer.public().to_string(),
            "id": signer.id().to_string(),
        })
    };
    let entries = entries(&author_key);
    json!({
        "about": "Wingbook record vectors, version 1. Keys are published: use them for nothing.",
        "domains": {
            "header": "wingbook/header/v1",
            "body": "wingbook/body/v1",
            "roster": "wingbook/roster/v1",
            "certificate": "wingbook/certificate/v1",
            "receipt": "wingbook/receipt/v1",
            "sign_entry": "wingbook/sign/entry/v1",
            "sign_roster": "wingbook/sign/roster/v1",
            "sign_certificate": "wingbook/sign/certificate/v1",
            "sign_receipt": "wingbook/sign/receipt/v1",
        },
        "keys": {"author": key(&author_key, AUTHOR_SEED), "facility": key(&facility, FACILITY_SEED)},
        "others": others(&author_key, &facility, &entries[0]),
        "entries": entries,
        "refused": ["1.5", "1e3", "9007199254740992", "{\"é\":1}"],
    })
}

#[test]
fn the_published_vectors_are_what_the_code_makes() {
    let made = vectors();
    if env::var_os("WINGBOOK_WRITE_VECTORS").is_some() {
        let text = serde_json::to_string_pretty(&made).unwrap() + "\n";
        fs::write(path(), text).unwrap();
    }
    let published: Value = serde_json::from_str(&fs::read_to_string(path()).unwrap()).unwrap();
    assert!(
        published == made,
        "tests/vectors/entries.json differs from what the code makes: bytes that were published must not change"
    );
}

#[test]
fn the_published_vectors_verify() {
    let published: Value = serde_json::from_str(&fs::read_to_string(path()).unwrap()).unwrap();
    let key = Signer::from_seed(&AUTHOR_SEED).public();
    let facility = Signer::from_seed(&FACILITY_SEED).public();
    let mut before = None;
    for vector in published["entries"].as_array().unwrap() {
        let entry = Entry::read(vector["document"].clone()).unwrap();
        entry.verify(&key).unwrap();
        assert_eq!(vector["header_digest"], entry.header_digest().to_string());
        assert_eq!(entry.header().prev, before);
        before = Some(entry.header_digest());
        if let Some(body) = vector["document"].get("body") {
            let bytes = canonical::to_bytes(body).unwrap();
            assert_eq!(vector["body_canonical"], hex::encode(&bytes));
            assert_eq!(
                vector["body_digest"],
                Digest::of(Purpose::Body, &bytes).to_string()
            );
        }
    }
    let others = &published["others"];
    Certificate::read(others["certificate"].clone(), &facility).unwrap();
    Revision::read(others["revision"].clone())
        .unwrap()
        .verify(&key)
        .unwrap();
    let receipt: Receipt = serde_json::from_value(others["receipt"].clone()).unwrap();
    assert!(receipt.verifies(&facility, &receipt.id, receipt.hash));
    for text in published["refused"].as_array().unwrap() {
        let value: Value = serde_json::from_str(text.as_str().unwrap()).unwrap();
        assert!(canonical::to_bytes(&value).is_err(), "{text}");
    }
}
