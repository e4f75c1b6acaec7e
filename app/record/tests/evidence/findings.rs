//! Each kind of tampering is found, named with its record, and nothing else is.

use serde_json::{Value, json};
use wingbook_record::{
    access::Book,
    evidence::report::{Kind, Unknown},
    signer::Signer,
    time::{DAY, HOUR, MINUTE},
};

use crate::sample::{
    Kept, Pen, Sample, certificate, check, check_pinned, facility, facility_document, kinds, nurse,
    officer, removed_by, removed_by_rule, supervisor,
};

/// What is found in a sample, and by the first of each kind which record is named.
fn found(sample: &Sample) -> Vec<(Kind, Option<String>)> {
    let report = check(&sample.file());
    let first = |group: &wingbook_record::evidence::report::Group| {
        let entry = group.first[0].entry.map(|entry| entry.document());
        (group.kind, entry)
    };
    report.findings.iter().map(first).collect()
}

/// One record, wrong in one way.
fn one(kind: Kind, record: &Kept) -> Vec<(Kind, Option<String>)> {
    vec![(kind, record.document["_id"].as_str().map(str::to_owned))]
}

#[test]
fn a_whole_export_is_clean_and_says_what_it_does_not_know() {
    let sample = Sample::new();
    let report = check(&sample.file());
    assert_eq!(kinds(&report), []);
    assert!(report.is_pinned && report.is_sealed);
    assert_eq!((report.records, report.chains.len()), (7, 2));
    let chain = &report.chains[0];
    assert_eq!((chain.first.seq, chain.last.seq), (1, 6));
    assert_eq!((chain.headers, chain.bodies, chain.removed), (6, 4, 2));
    assert_eq!((chain.received, chain.last_received.unwrap().seq), (6, 6));
    assert_eq!(
        report.unknown,
        [
            Unknown::BackDating { chains: 2 },
            Unknown::AfterLast,
            Unknown::WholeChain,
            Unknown::WhoHeld
        ]
    );
    let removals = &report.removals.first;
    assert_eq!(removals[0].by, ["Okot Peter", "Akello Grace"]);
    assert_eq!(removals[1].rule.as_deref(), Some("wing: 5 years"));
    assert_eq!(removals[0].why, "Court order 14/2026.");
}

#[test]
fn whose_key_it_is() {
    let sample = Sample::new();
    let unpinned = check_pinned(&sample.file(), None).unwrap();
    assert_eq!(kinds(&unpinned), []);
    assert_eq!(unpinned.unknown[0], Unknown::Key);
    assert_eq!(unpinned.key, facility().id());
    let other = check_pinned(&sample.file(), Some(nurse().signer.id())).unwrap();
    assert_eq!(kinds(&other), [Kind::OtherFacility]);
    // A facility that somebody made up, and whose document another key signed.
    let mut forged = Sample::new();
    forged.opening.facility["value"]["name"] = json!("Other Prison");
    assert_eq!(kinds(&check(&forged.file())), [Kind::Facility]);
    let unsigned = check(&sample.unsigned());
    assert_eq!(kinds(&unsigned), []);
    assert!(unsigned.unknown.contains(&Unknown::Whole));
    let forger = Signer::from_seed(&[9; 32]);
    let sealed = sample.lines(Some(&forger)).concat();
    assert_eq!(kinds(&check(&sealed)), [Kind::Seal]);
    let mut all = Sample::new();
    all.opening.facility = facility_document(&forger);
    let report = check(&all.lines(Some(&forger)).concat());
    assert!(kinds(&report).contains(&Kind::OtherFacility));
    assert!(kinds(&report).contains(&Kind::Certificate));
}

#[test]
fn a_body_is_the_one_that_was_signed() {
    let mut sample = Sample::new();
    sample.records[1].document["body"]["answers"]["text"] = json!("Something else.");
    assert_eq!(found(&sample), one(Kind::Body, &sample.records[1]));
    sample.records[1].document["body"]["answers"]["text"] = json!(1.5);
    let mut lines = Sample::new().lines(None);
    lines[5] = b"{\"record\":{\"body\":1.5}}\n".to_vec();
    let report = check(&lines.concat());
    assert!(kinds(&report).contains(&Kind::NotCanonical));
}

#[test]
fn a_header_is_the_one_that_was_signed() {
    let mut sample = Sample::new();
    // The last of its chain: nothing continues it.
    let form = &mut sample.records[6].document["header"]["form"];
    *form = json!("incident");
    let found = found(&sample);
    assert_eq!(found[0], one(Kind::Signature, &sample.records[6])[0]);
    // The receipt is over the hash that the header had.
    assert_eq!(found[1].0, Kind::ReceiptOfOther);
    assert_eq!(found.len(), 2);
}

#[test]
fn what_follows_an_altered_header_does_not_continue_it() {
    let mut sample = Sample::new();
    sample.records[1].document["header"]["recorded"]["wall_ms"] = json!(1);
    let kinds: Vec<Kind> = found(&sample).into_iter().map(|(kind, _)| kind).collect();
    let expected = [
        Kind::Signature,
        Kind::Link,
        Kind::ReceiptOfOther,
        Kind::ReceiptMissing,
        Kind::Times,
    ];
    for kind in [Kind::Signature, Kind::Link] {
        assert!(kinds.contains(&kind), "{kinds:?}");
    }
    assert!(
        kinds.iter().all(|kind| expected.contains(kind)),
        "{kinds:?}"
    );
}

#[test]
fn whose_signature_it_is() {
    let forger = crate::sample::Author {
        signer: Signer::from_seed(&[9; 32]),
        ..officer()
    };
    let forged = Sample::of(vec![Pen::new(3, 0).write(&forger, "Forged.")]);
    assert_eq!(found(&forged), one(Kind::NotCertified, &forged.records[0]));
    // A certificate of another facility.
    let mut certified = forged.clone();
    certified
        .certificates
        .push(certificate(&forger, &forger.signer));
    let kinds_found = kinds(&check(&certified.file()));
    assert_eq!(kinds_found, [Kind::Certificate, Kind::NotCertified]);
    // A colleague's key under somebody else's name.
    let other = crate::sample::Author {
        signer: supervisor().signer,
        ..officer()
    };
    let other = Sample::of(vec![Pen::new(3, 0).write(&other, "Not mine.")]);
    assert_eq!(found(&other), one(Kind::OtherAuthor, &other.records[0]));
    let elsewhere = crate::sample::Author {
        device: nurse().device,
        ..officer()
    };
    let elsewhere = Sample::of(vec![Pen::new(3, 0).write(&elsewhere, "Elsewhere.")]);
    assert_eq!(
        found(&elsewhere),
        one(Kind::OtherTablet, &elsewhere.records[0])
    );
    let nurse = Sample::of(vec![Pen::new(3, 0).write(&nurse(), "Not her register.")]);
    assert_eq!(found(&nurse), one(Kind::Role, &nurse.records[0]));
}

#[test]
fn numbers_that_are_missing_are_named() {
    let gap = |at: std::ops::Range<usize>| {
        let mut sample = Sample::new();
        sample.records.drain(at);
        let report = check(&sample.file());
        assert_eq!(kinds(&report), [Kind::Missing]);
        let finding = &report.findings[0].first[0];
        (finding.seq.unwrap(), finding.until.unwrap())
    };
    assert_eq!(gap(1..2), (2, 2));
    assert_eq!(gap(1..4), (2, 4));
    assert_eq!(gap(0..2), (1, 2));
    // A cut tail is what nobody can see, but where the chain says that it ends.
    let mut sample = Sample::new();
    sample.records.remove(5);
    assert_eq!(kinds(&check(&sample.file())), []);
}

#[test]
fn what_does_not_continue_its_chain() {
    // Signed anew by its own author, on top of something else.
    let (officer, mut pen, mut other) = (officer(), Pen::new(1, 0), Pen::new(1, 0x40));
    let first = pen.write(&officer, "First.");
    other.write(&officer, "First, as it should have been.");
    let second = other.write(&officer, "Second.");
    let sample = Sample::of(vec![first, second]);
    assert_eq!(found(&sample), one(Kind::Link, &sample.records[1]));
    // A first record with the number two, and one without a predecessor.
    let mut pen = Pen::new(1, 0);
    let first = pen.write(&officer, "First.");
    let mut alone = Pen::new(1, 0x40);
    alone.skip();
    let sample = Sample::of(vec![first, alone.write(&officer, "Second.")]);
    assert_eq!(found(&sample), one(Kind::Link, &sample.records[1]));
}

#[test]
fn lines_in_another_order() {
    let mut sample = Sample::new();
    sample.records.swap(1, 2);
    assert_eq!(found(&sample), one(Kind::Order, &sample.records[2]));
    // Chains may stand in any order.
    let mut sample = Sample::new();
    sample.records.rotate_right(1);
    assert_eq!(found(&sample), []);
}

#[test]
fn repeated_and_forked() {
    let mut sample = Sample::new();
    sample.records.insert(2, sample.records[1].clone());
    assert_eq!(found(&sample), one(Kind::Repeated, &sample.records[1]));
    // A copied vault went on by itself.
    let (officer, mut pen) = (officer(), Pen::new(1, 0));
    let first = pen.write(&officer, "First.");
    let mut copy = pen.copy();
    let records = vec![
        first,
        pen.write(&officer, "Here."),
        copy.write(&officer, "There."),
        pen.write(&officer, "Here again."),
        copy.write(&officer, "There again."),
    ];
    let report = check(&Sample::of(records.clone()).file());
    assert_eq!(kinds(&report), [Kind::Forked]);
    let forked = &report.findings[0];
    assert_eq!(forked.count, 2);
    let sides = [forked.first[0].entry, forked.first[0].other];
    for record in [&records[1], &records[2]] {
        assert!(sides.contains(&Some(record.id())));
    }
    // One author, one id, two records.
    let mut pen = Pen::new(1, 0);
    let first = pen.write(&officer, "First.");
    let id = first.id();
    let second = pen.write_with(&officer, "In its place.", |draft| draft.id = id);
    assert_eq!(
        found(&Sample::of(vec![first, second.clone()])),
        one(Kind::SameId, &second)
    );
}

#[test]
fn a_chain_belongs_to_one_book_and_one_tablet() {
    let (officer, mut pen) = (officer(), Pen::new(1, 0));
    let first = pen.write(&officer, "In the wing's register.");
    let second = pen.write_with(&officer, "In the roster.", |draft| {
        draft.book = Book::Roster;
        draft.form = "notice".into();
    });
    let mut sample = Sample::of(vec![first, second]);
    // Twice: the file does not say that it holds that register, and the chain is the other's.
    let report = check(&sample.file());
    assert_eq!(kinds(&report), [Kind::OtherBook]);
    assert_eq!(report.findings[0].count, 2);
    sample.opening.books.push(Book::Roster);
    assert_eq!(found(&sample), one(Kind::OtherBook, &sample.records[1]));
}

#[test]
fn times_that_offsets_do_not_explain() {
    let officer = officer();
    let times = |second: &dyn Fn(&mut wingbook_record::entry::Draft)| {
        let mut pen = Pen::new(1, 0);
        let first = pen.write(&officer, "First.");
        let second = pen.write_with(&officer, "Second.", second);
        let report = check(&Sample::of(vec![first, second]).file());
        report
            .findings
            .first()
            .map(|group| (group.kind, group.first[0].by_ms.unwrap()))
    };
    assert_eq!(times(&|_| {}), None);
    // The clock was turned back, and what is known of it does not explain it.
    let back = times(&|draft| draft.recorded.wall_ms -= DAY);
    assert_eq!(back, Some((Kind::Times, DAY - 10 * MINUTE)));
    let explained = |draft: &mut wingbook_record::entry::Draft| {
        draft.recorded.wall_ms -= DAY;
        draft.recorded.server_offset_ms = Some(DAY);
    };
    assert_eq!(times(&explained), None);
    // A clock that nobody can set.
    let earlier = times(&|draft| draft.recorded.monotonic_ms -= HOUR);
    assert_eq!(earlier, Some((Kind::Times, 50 * MINUTE)));
    // After the tablet was started anew nothing is compared.
    let anew = |draft: &mut wingbook_record::entry::Draft| {
        draft.recorded.start = crate::sample::id(9);
        draft.recorded.wall_ms -= DAY;
        draft.recorded.monotonic_ms = 0;
    };
    assert_eq!(times(&anew), None);
    // Two that were saved at once.
    assert_eq!(
        times(&|draft| draft.recorded.wall_ms -= 10 * MINUTE + 50),
        None
    );
}

#[test]
fn receipts_hold_or_are_named() {
    let mut sample = Sample::new();
    sample.records[1].receipt = None;
    assert_eq!(
        found(&sample),
        one(Kind::ReceiptMissing, &sample.records[1])
    );
    let mut sample = Sample::new();
    sample.records[5].receipt.as_mut().unwrap()["received_ms"] = json!(5);
    assert_eq!(found(&sample), one(Kind::Receipt, &sample.records[5]));
    let mut sample = Sample::new();
    sample.records[5].receipt = sample.records[6].receipt.clone();
    assert_eq!(
        found(&sample),
        one(Kind::ReceiptOfOther, &sample.records[5])
    );
    // Another key's name beside a signature of the facility.
    let mut sample = Sample::new();
    sample.records[5].receipt.as_mut().unwrap()["key"] = json!("00".repeat(16));
    assert_eq!(found(&sample), one(Kind::Receipt, &sample.records[5]));
    // Without receipts at the end nothing is wrong, and more is unknown.
    let mut sample = Sample::new();
    sample.records[5].receipt = None;
    sample.records[6].receipt = None;
    let report = check(&sample.file());
    assert_eq!(kinds(&report), []);
    let tail = Unknown::Tail {
        chains: 1,
        records: 1,
    };
    let none = Unknown::NoReceipts {
        chains: 1,
        records: 1,
    };
    assert!(report.unknown.contains(&tail) && report.unknown.contains(&none));
}

#[test]
fn a_body_goes_lawfully_or_is_missing() {
    let (officer, supervisor, nurse) = (officer(), supervisor(), nurse());
    let with = |document: &dyn Fn(&Kept) -> Value| {
        let mut sample = Sample::new();
        sample.records[0].document = document(&sample.records[0]);
        (found(&sample), one(Kind::Removal, &sample.records[0]))
    };
    let bare = |record: &Kept| {
        let mut document = record.document.clone();
        document.as_object_mut().unwrap().remove("body");
        document
    };
    let (missing, _) = with(&bare);
    assert_eq!(missing, one(Kind::BodyMissing, &Sample::new().records[0]));
    let lawful = [
        with(&|record| removed_by(&record.entry(), &[&supervisor, &officer])),
        with(&|record| removed_by_rule(&record.entry(), &facility())),
    ];
    for (found, _) in lawful {
        assert_eq!(found, []);
    }
    let unlawful = [
        // One person, twice; one person; three; people who don't read the register; nobody who reviews it.
        with(&|record| removed_by(&record.entry(), &[&supervisor, &supervisor])),
        with(&|record| removed_by(&record.entry(), &[&supervisor])),
        with(&|record| removed_by(&record.entry(), &[&supervisor, &officer, &nurse])),
        with(&|record| removed_by(&record.entry(), &[&supervisor, &nurse])),
        with(&|record| removed_by(&record.entry(), &[&officer, &nurse])),
        // A rule that another key than the facility's signed.
        with(&|record| removed_by_rule(&record.entry(), &supervisor.signer)),
        // The decision about another record.
        with(&|record| {
            let mut document = bare(record);
            let other = Sample::new().records[3].document["removal"].clone();
            document["removal"] = other;
            document
        }),
        // The reason changed afterwards.
        with(&|record| {
            let mut document = removed_by(&record.entry(), &[&supervisor, &officer]);
            document["removal"]["decision"]["why"] = json!("Another reason.");
            document
        }),
        // The body is still there.
        with(&|record| {
            let mut document = removed_by(&record.entry(), &[&supervisor, &officer]);
            document["body"] = record.document["body"].clone();
            document
        }),
    ];
    for (at, (found, expected)) in unlawful.into_iter().enumerate() {
        assert_eq!(found, expected, "{at}");
    }
    // Left out of the export on purpose.
    let mut sample = Sample::new();
    sample.opening.to_ms = Some(0);
    for record in &mut sample.records {
        record.document = bare(record);
    }
    let report = check(&sample.file());
    assert_eq!(kinds(&report), []);
    assert!(report.unknown.contains(&Unknown::LeftOut { bodies: 5 }));
}

#[test]
fn what_no_signature_covers_is_named() {
    for (member, value) in [
        ("note", json!("slipped in")),
        ("_rev", json!("1-a")),
        ("kind", json!("person")),
    ] {
        let mut sample = Sample::new();
        sample.records[0].document[member] = value;
        assert_eq!(
            found(&sample),
            one(Kind::Unsigned, &sample.records[0]),
            "{member}"
        );
    }
}

#[test]
fn a_newer_record_is_told_and_leaves_no_gap() {
    let mut sample = Sample::new();
    sample.records[1].document["header"]["v"] = json!(2);
    assert_eq!(found(&sample), one(Kind::Newer, &sample.records[1]));
}

#[test]
fn a_file_that_was_cut_or_grown() {
    let file = Sample::new().file();
    let lines: Vec<&[u8]> = file.split_inclusive(|byte| *byte == b'\n').collect();
    for count in 1..lines.len() {
        let cut = check(&lines[..count].concat());
        assert!(kinds(&cut).contains(&Kind::Cut), "{count}");
    }
    assert_eq!(kinds(&check(&file[..file.len() - 1])), [Kind::Cut]);
    assert_eq!(
        kinds(&check(&[&file[..], b"{}\n"].concat())),
        [Kind::AfterEnd]
    );
    assert_eq!(kinds(&check(&[&file[..], b"x"].concat())), [Kind::AfterEnd]);
    // A line taken out, without counting and hashing anew.
    let mut out = lines.clone();
    out.remove(2);
    let found = kinds(&check(&out.concat()));
    assert!(
        found.starts_with(&[Kind::Count, Kind::Digest, Kind::Seal]),
        "{found:?}"
    );
    let mut odd = lines.clone();
    odd.insert(1, b"{\"something\":{}}\n");
    assert!(kinds(&check(&odd.concat())).contains(&Kind::Unreadable));
}
