//! What must hold of every record: it reads back, nothing in it can be changed, and chains continue.

use proptest::prelude::*;

use super::*;
use crate::time::{Certainty, Occurred};

fn signer() -> Signer {
    Signer::from_seed(&[7; 32])
}

fn id(n: u128) -> crate::id::Uuid {
    crate::id::Uuid::from_u128(n)
}

fn draft(answers: Value) -> Draft {
    Draft {
        id: EntryId(id(1)),
        book: Book::Wing,
        form: "contact".into(),
        form_version: "1".into(),
        author: PersonId(id(2)),
        device: DeviceId(id(3)),
        recorded: Recorded {
            wall_ms: 1_763_955_444_123,
            zone: "Africa/Kampala".into(),
            utc_offset_minutes: 180,
            server_offset_ms: Some(-250),
            start: id(4),
            monotonic_ms: 5_123,
        },
        app: "0.1.0+test".into(),
        practice: false,
        body: Body {
            salt: "00112233445566778899aabbccddeeff".into(),
            people: vec![PersonThen {
                id: PersonId(id(5)),
                name: "Ұлан سالم".into(),
                number: None,
                place: Some("A › A-12".into()),
                born: Some("1988".into()),
            }],
            places: vec![],
            occurred: Occurred {
                certainty: Certainty::About,
                at_ms: Some(1_763_955_000_000),
                date: None,
            },
            origin: Origin::Live,
            corrects: None,
            answers: answers.as_object().cloned().unwrap_or_default(),
        },
    }
}

#[test]
fn a_record_reads_back_and_verifies() {
    let (entry, _) = draft(json!({"text": "Asked about his visit."}))
        .seal(Head::empty(ChainId(id(9))), &signer())
        .unwrap();
    let read = Entry::read(entry.document().clone()).unwrap();
    assert_eq!(read, entry);
    read.verify(&signer().public()).unwrap();
    assert_eq!(
        read.verify(&Signer::from_seed(&[8; 32]).public()),
        Err(EntryError::Signature)
    );
}

#[test]
fn a_chain_continues() {
    let mut head = Head::empty(ChainId(id(9)));
    let mut before = None;
    for n in 1..=3 {
        let (entry, next) = draft(json!({"n": n})).seal(head, &signer()).unwrap();
        assert_eq!(entry.header().seq, n);
        assert_eq!(entry.header().prev, before);
        before = Some(entry.header_digest());
        head = next;
    }
    assert_eq!(head.digest, before);
}

#[test]
fn what_this_version_does_not_know_is_kept_and_hashed() {
    let (entry, _) = draft(json!({}))
        .seal(Head::empty(ChainId(id(9))), &signer())
        .unwrap();
    let mut document = entry.document().clone();
    document["_rev"] = json!("1-abc");
    document["later"] = json!({"kept": true});
    let read = Entry::read(document.clone()).unwrap();
    assert_eq!(read.document()["later"], json!({"kept": true}));
    assert!(read.document().get("_rev").is_none());
    // An unknown member inside the signed header changes its hash: it can't be slipped in.
    document["header"]["later"] = json!(1);
    assert_eq!(
        Entry::read(document).unwrap().verify(&signer().public()),
        Err(EntryError::Signature)
    );
}

#[test]
fn a_newer_envelope_is_named_not_guessed() {
    let (entry, _) = draft(json!({}))
        .seal(Head::empty(ChainId(id(9))), &signer())
        .unwrap();
    let mut document = entry.document().clone();
    document["header"]["v"] = json!(2);
    assert_eq!(Entry::read(document), Err(EntryError::NeedsNewerApp(2)));
}

#[test]
fn a_removed_body_leaves_a_header_that_verifies() {
    let (entry, _) = draft(json!({"text": "x"}))
        .seal(Head::empty(ChainId(id(9))), &signer())
        .unwrap();
    let mut document = entry.document().clone();
    document.as_object_mut().unwrap().remove("body");
    let read = Entry::read(document).unwrap();
    assert!(read.body().is_none());
    read.verify(&signer().public()).unwrap();
}

/// What the tablet keeps of a document.
fn bytes_of(document: &Value) -> Vec<u8> {
    canonical::to_bytes(document).unwrap()
}

#[test]
fn what_was_kept_is_told_from_what_was_not() {
    let (entry, _) = draft(json!({}))
        .seal(Head::empty(ChainId(id(9))), &signer())
        .unwrap();
    let own = entry.id().document();
    let mut document = entry.document().clone();
    assert_eq!(
        Kept::read(&EntryId(id(77)).document(), &bytes_of(&document)),
        Err(EntryError::Id)
    );
    document["header"]["v"] = json!(2);
    document["header"]["later"] = json!("in place of all others");
    assert_eq!(
        Kept::read(&own, &bytes_of(&document)),
        Err(EntryError::NeedsNewerApp(2))
    );
    for broken in [
        json!({}),
        json!([]),
        json!({"header": {}}),
        json!({"header": 3}),
    ] {
        assert!(matches!(
            Kept::read(&own, &bytes_of(&broken)),
            Err(EntryError::Shape(_))
        ));
    }
    assert!(Kept::read(&own, b"{\"header\":").is_err());
}

#[test]
fn a_float_is_refused_before_anything_is_signed() {
    let refused = draft(json!({"temperature": 37.5})).seal(Head::empty(ChainId(id(9))), &signer());
    assert!(matches!(
        refused,
        Err(EntryError::Bytes(CanonicalError::Number(_)))
    ));
}

proptest! {
    /// Read back from its kept bytes a record is what it was when it came, unknown members and a lost body included.
    #[test]
    fn what_is_kept_reads_as_what_came(
        text in "\\PC*|[\\x00-\\x1f\"\\\\]*",
        number in -9_007_199_254_740_991i64..9_007_199_254_740_991,
        is_removed in any::<bool>(),
        later in any::<Option<bool>>(),
    ) {
        let answers = json!({"text": text, "n": number, "list": [text, null, true], "b": {"a": {}, "Z": []}});
        let (entry, _) = draft(answers).seal(Head::empty(ChainId(id(9))), &signer()).unwrap();
        let mut document = entry.document().clone();
        document["_rev"] = json!("1-abc");
        if let Some(later) = later {
            document["later"] = json!(later);
            document["header"]["later"] = json!({"z": [later, "é\n"]});
        }
        if is_removed {
            document.as_object_mut().unwrap().remove("body");
        }
        let came = Entry::read(document).unwrap();
        let kept = Kept::read(&came.id().document(), &bytes_of(came.document())).unwrap();
        prop_assert_eq!(&kept.header, came.header());
        prop_assert_eq!(kept.header_digest, came.header_digest());
        prop_assert_eq!(kept.body.as_ref(), came.body());
    }

    /// Any single change to any text or number of the document is noticed.
    #[test]
    fn no_change_goes_unnoticed(pick in any::<prop::sample::Index>(), text in "[a-z]{1,5}") {
        let (entry, _) = draft(json!({"text": "quiet", "n": 4})).seal(Head::empty(ChainId(id(9))), &signer()).unwrap();
        let mut document = entry.document().clone();
        let mut leaves = Vec::new();
        collect(&document, String::new(), &mut leaves);
        // `kind` outside the header only says where to file it.
        leaves.retain(|pointer| pointer != "/kind");
        let pointer = &leaves[pick.index(leaves.len())];
        let leaf = document.pointer_mut(pointer).unwrap();
        let changed = match leaf {
            Value::String(old) => Value::String(format!("{old}{text}")),
            Value::Number(old) => json!(old.as_i64().unwrap_or(0) + 1),
            Value::Bool(old) => json!(!*old),
            _ => json!(text),
        };
        *leaf = changed;
        let noticed = Entry::read(document).and_then(|entry| entry.verify(&signer().public())).is_err();
        prop_assert!(noticed, "{pointer} could be changed");
    }
}

fn collect(value: &Value, path: String, out: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (key, value) in members {
                collect(value, format!("{path}/{key}"), out);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                collect(value, format!("{path}/{index}"), out);
            }
        }
        _ => out.push(path),
    }
}
