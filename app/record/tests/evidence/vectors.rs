//! The published samples: an export, and the same one tampered with in each way, with what has to be found. Made anew and
//! compared; `WINGBOOK_WRITE_VECTORS=1` writes them. `tests/vectors/check.py` verifies them in another language.

use std::{env, fs, path::PathBuf};

use serde_json::{Value, json};
use wingbook_record::evidence::report::Kind;

use crate::sample::{
    Author, Kept, Pen, Sample, check, check_pinned, kinds, nurse, officer, removed_by, supervisor,
};

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../tests/vectors")
        .join(name)
}

fn changed(change: impl FnOnce(&mut Sample)) -> Vec<Vec<u8>> {
    let mut sample = Sample::new();
    change(&mut sample);
    sample.lines(None)
}

fn with_last(record: Kept) -> Vec<Vec<u8>> {
    changed(|sample| sample.records.push(record))
}

/// What was done, and the lines that came of it: counted and hashed anew, as whoever tampers would.
fn tampered() -> Vec<(&'static str, Vec<Vec<u8>>)> {
    let (officer, supervisor, nurse) = (officer(), supervisor(), nurse());
    let whole = Sample::new().lines(None);
    let mut cut = whole.clone();
    cut.pop();
    let mut uncounted = whole.clone();
    uncounted.remove(10);
    let forger = Author {
        signer: wingbook_record::signer::Signer::from_seed(&[9; 32]),
        ..officer.clone()
    };
    let borrowed = Author {
        signer: supervisor.signer.clone(),
        ..officer.clone()
    };
    let mut fork = Pen::new(2, 0x180);
    let mut back = Pen::new(3, 0x200);
    let first = back.write(&officer, "Then.");
    let earlier = back.write_with(&officer, "Before that.", |draft| {
        draft.recorded.wall_ms -= 86_400_000;
    });
    vec![
        ("cut short", cut),
        ("a line taken out, the last line left as it was", uncounted),
        (
            "a body altered",
            changed(|sample| {
                sample.records[0].document["body"]["answers"]["text"] = json!("Never asked.");
            }),
        ),
        (
            "a header altered",
            changed(|sample| {
                sample.records[6].document["header"]["form"] = json!("incident");
            }),
        ),
        (
            "signed with a key that nobody certified",
            with_last(Pen::new(3, 0x200).write(&forger, "Forged.")),
        ),
        (
            "signed with a colleague's key",
            with_last(Pen::new(3, 0x200).write(&borrowed, "Not mine.")),
        ),
        (
            "written by somebody who may not",
            with_last(Pen::new(3, 0x200).write(&nurse, "Not her register.")),
        ),
        (
            "a record taken out",
            changed(|sample| drop(sample.records.remove(1))),
        ),
        (
            "two records exchanged",
            changed(|sample| sample.records.swap(1, 2)),
        ),
        (
            "a record twice",
            changed(|sample| sample.records.push(sample.records[6].clone())),
        ),
        (
            "a chain forked",
            with_last(fork.write(&officer, "From a copied vault.")),
        ),
        (
            "a receipt altered",
            changed(|sample| {
                sample.records[6].receipt.as_mut().unwrap()["received_ms"] = json!(1);
            }),
        ),
        (
            "another record's receipt",
            changed(|sample| sample.records[6].receipt = sample.records[0].receipt.clone()),
        ),
        (
            "a receipt taken away",
            changed(|sample| sample.records[1].receipt = None),
        ),
        (
            "a body taken away",
            changed(|sample| {
                let members = sample.records[0].document.as_object_mut().unwrap();
                members.remove("body");
            }),
        ),
        (
            "a body removed by one person twice",
            changed(|sample| {
                let entry = sample.records[0].entry();
                sample.records[0].document = removed_by(&entry, &[&supervisor, &supervisor]);
            }),
        ),
        (
            "recorded before its predecessor",
            changed(|sample| sample.records.extend([first, earlier])),
        ),
        (
            "something slipped in beside the header",
            changed(|sample| sample.records[0].document["note"] = json!("slipped in")),
        ),
        (
            "another facility's certificate",
            changed(|sample| {
                sample.certificates[2] = crate::sample::certificate(&nurse, &forger.signer);
            }),
        ),
    ]
}

/// The file in few words: of a tampered one only the lines that the whole one does not have.
fn samples() -> Value {
    let whole = Sample::new().file();
    let whole: Vec<&[u8]> = whole.split_inclusive(|byte| *byte == b'\n').collect();
    let cases = tampered().into_iter().map(|(what, lines)| {
        let found: Vec<&str> = kinds(&check(&lines.concat()))
            .into_iter()
            .map(Kind::word)
            .collect();
        let lines = lines
            .iter()
            .map(|line| match whole.iter().position(|one| one == line) {
                Some(at) => json!(at + 1),
                None => json!(String::from_utf8_lossy(line).trim_end()),
            });
        json!({"what": what, "finds": found, "lines": lines.collect::<Vec<_>>()})
    });
    json!({
        "about": "tests/vectors/export.jsonl, tampered with. A number stands for that line of it.",
        "facility": crate::sample::facility().public(),
        "cases": cases.collect::<Vec<_>>(),
    })
}

#[test]
fn the_published_samples_are_what_the_code_makes() {
    let (export, samples) = (Sample::new().file(), samples());
    if env::var_os("WINGBOOK_WRITE_VECTORS").is_some() {
        fs::write(path("export.jsonl"), &export).unwrap();
        let text = serde_json::to_string_pretty(&samples).unwrap() + "\n";
        fs::write(path("tampered.json"), text).unwrap();
    }
    assert!(
        fs::read(path("export.jsonl")).unwrap() == export,
        "tests/vectors/export.jsonl differs from what the code makes: bytes that were published must not change"
    );
    let published: Value =
        serde_json::from_str(&fs::read_to_string(path("tampered.json")).unwrap()).unwrap();
    assert!(published == samples, "tests/vectors/tampered.json differs");
}

#[test]
fn each_sample_is_refused_for_its_own_reason() {
    let expected = [
        "cut",
        "count",
        "body",
        "signature",
        "not_certified",
        "other_author",
        "role",
        "missing",
        "order",
        "repeated",
        "forked",
        "receipt",
        "receipt_of_other",
        "receipt_missing",
        "body_missing",
        "removal",
        "times",
        "unsigned",
        "certificate",
    ];
    for ((what, lines), kind) in tampered().into_iter().zip(expected) {
        let found = kinds(&check_pinned(&lines.concat(), None).unwrap());
        assert!(
            found.iter().any(|one| one.word() == kind),
            "{what}: {found:?}"
        );
    }
    assert_eq!(tampered().len(), expected.len());
}
