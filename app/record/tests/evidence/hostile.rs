//! Whatever stands in a file: a check ends, does not panic, and lets no change pass.

use proptest::prelude::*;
use wingbook_record::{evidence::report::Unknown, signer::Signer};

use crate::sample::{Pen, Sample, check_pinned, facility, officer, supervisor};

/// A file with one record of each kind that there is: plain, removed by two, removed by rule.
fn small() -> Sample {
    let mut sample = Sample::new();
    sample.certificates.truncate(2);
    let (officer, mut pen) = (officer(), Pen::new(1, 0));
    let mut records: Vec<_> = ["a", "b", "c"]
        .map(|text| pen.write(&officer, text))
        .to_vec();
    let (one, two) = (records[1].entry(), records[2].entry());
    records[1].document = crate::sample::removed_by(&one, &[&officer, &supervisor()]);
    records[2].document = crate::sample::removed_by_rule(&two, &facility());
    sample.records = records;
    sample
}

/// Another byte for this one: as near as can be, so that as much as possible still parses.
fn near(byte: u8) -> u8 {
    match byte {
        b'0'..=b'8' | b'a'..=b'e' => byte + 1,
        b'9' | b'f' => byte - 1,
        b'"' | b'{' | b'}' | b':' | b',' | b'\n' => b' ',
        _ => byte ^ 1,
    }
}

fn passes(file: &[u8]) -> bool {
    check_pinned(file, Some(facility().id())).is_some_and(|report| report.is_clean())
}

/// The hash of the last line covers all bytes before it alike, so of those only some are tried.
#[test]
fn no_byte_of_a_signed_file_can_be_changed() {
    let file = small().file();
    assert!(passes(&file));
    let last = small().lines(None).iter().rev().skip(1).map(Vec::len).sum();
    for at in (0..last).step_by(11).chain(last..file.len()) {
        let mut changed = file.clone();
        changed[at] = near(file[at]);
        assert!(
            !passes(&changed),
            "byte {at}: {}",
            String::from_utf8_lossy(&changed)
        );
    }
}

/// Whoever changes a line can write a last line that fits, but not the facility's signature under it. Then the first line
/// alone, in what it says beside the facility, can be changed: it is nobody's word, which the report says.
#[test]
fn no_byte_of_a_record_can_be_changed_by_who_counts_and_hashes_anew() {
    let sample = small();
    let lines = sample.lines(None);
    let (first, rest) = lines.split_first().unwrap();
    let own: usize = rest.len() - 1;
    let facility_at = |line: &[u8]| {
        let text = std::str::from_utf8(line).unwrap();
        let from = text.find("\"facility\"").unwrap();
        from..text.find(",\"from_ms\"").unwrap()
    };
    let covered = facility_at(first);
    let mut unnoticed = 0;
    for (number, line) in lines[..=own].iter().enumerate() {
        for at in 0..line.len() - 1 {
            let mut changed = lines.clone();
            changed[number][at] = near(line[at]);
            let file = sealed_anew(&changed[..=own]);
            let Some(report) = check_pinned(&file, Some(facility().id())) else {
                continue;
            };
            if report.is_clean() {
                assert!(
                    number == 0 && !covered.contains(&at),
                    "line {number}, byte {at}"
                );
                assert!(report.unknown.contains(&Unknown::Whole));
                unnoticed += 1;
            }
        }
    }
    // What is written when and by what can be changed; if nothing could, this test would look at nothing.
    assert!(unnoticed > 0);
}

/// The lines with a last one that counts and hashes them, unsigned.
fn sealed_anew(lines: &[Vec<u8>]) -> Vec<u8> {
    use wingbook_record::digest::{Hashing, Purpose};
    let mut hashing = Hashing::begin(Purpose::Export);
    hashing.add(&lines.concat());
    let end = format!(
        "{{\"end\":{{\"digest\":\"{}\",\"key\":null,\"lines\":{},\"signature\":null}}}}\n",
        hashing.end(),
        lines.len()
    );
    let mut file = lines.concat();
    file.extend_from_slice(end.as_bytes());
    file
}

#[test]
fn the_last_line_made_here_is_the_one_that_is_written() {
    let lines = small().lines(None);
    assert_eq!(sealed_anew(&lines[..lines.len() - 1]), lines.concat());
}

#[test]
fn a_member_that_stands_twice_is_no_way_in() {
    let file = String::from_utf8(small().unsigned()).unwrap();
    let twice = file.replacen("\"body\":{", "\"body\":{\"answers\":{}},\"body\":{", 1);
    assert_ne!(twice, file);
    let lines: Vec<Vec<u8>> = twice
        .split_inclusive('\n')
        .map(|line| line.as_bytes().to_vec())
        .collect();
    assert!(!passes(&sealed_anew(&lines[..lines.len() - 1])));
}

#[test]
fn thousands_at_one_place_take_no_quadratic_time() {
    let officer = officer();
    let mut records = Vec::new();
    let first = Pen::new(1, 0);
    for n in 0..300 {
        let mut pen = first.copy();
        records.push(pen.write_with(&officer, "One of many.", |draft| {
            draft.id = wingbook_record::id::EntryId(crate::sample::id(0x10_0000 + n));
        }));
    }
    // The same ones again and again, last first.
    for _ in 0..4 {
        let again: Vec<_> = records.iter().rev().take(300).cloned().collect();
        records.extend(again);
    }
    let begun = std::time::Instant::now();
    let report = check_pinned(&Sample::of(records).file(), None).unwrap();
    assert!(begun.elapsed().as_secs() < 20);
    assert_eq!(report.records, 1500);
    assert!(report.findings.iter().all(|group| group.first.len() <= 100));
}

#[test]
fn lines_without_end_take_no_memory_without_end() {
    use wingbook_record::evidence::export::{LINE_BYTES_MAX, Lines};
    let mut lines = Lines::default();
    let piece = vec![b'x'; 1 << 20];
    let mut given = 0;
    for _ in 0..64 {
        lines.push(&piece);
        while let Some(line) = lines.next_line() {
            assert!(line.len() <= LINE_BYTES_MAX);
            given += 1;
        }
        assert!(lines.rest().len() <= LINE_BYTES_MAX);
    }
    assert_eq!(given, 1);
    lines.push(b"\n{}\n");
    assert_eq!(lines.next_line(), Some(&b"{}"[..]));
    assert_eq!(lines.next_line(), None);
}

fn mutated() -> impl Strategy<Value = Vec<u8>> {
    let length = small().file().len();
    let change = (0..length, any::<u8>(), 0..4usize);
    proptest::collection::vec(change, 1..12).prop_map(|changes| {
        let mut file = small().file();
        for (at, byte, how) in changes {
            let at = at.min(file.len().saturating_sub(1));
            match how {
                0 => file[at] = byte,
                1 => drop(file.remove(at)),
                2 => file.insert(at, byte),
                _ => {
                    let line = file[at..].iter().position(|byte| *byte == b'\n');
                    let piece = file[at..at + line.unwrap_or(0)].to_vec();
                    file.splice(at..at, piece);
                }
            }
        }
        file
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn what_was_mangled_never_passes_and_never_panics(file in mutated()) {
        prop_assert!(file == small().file() || !passes(&file));
    }

    #[test]
    fn anything_at_all_is_checked_without_a_panic(lines in proptest::collection::vec("\\PC{0,80}", 0..20)) {
        let mut file = small().lines(None)[0].clone();
        for line in lines {
            file.extend_from_slice(line.as_bytes());
            file.push(b'\n');
        }
        prop_assert!(!passes(&file));
    }

    #[test]
    fn records_in_any_order_give_the_same_headers(order in Just((0..7usize).collect::<Vec<_>>()).prop_shuffle()) {
        let sample = Sample::new();
        let mixed = Sample {
            records: order.iter().map(|at| sample.records[*at].clone()).collect(),
            ..sample.clone()
        };
        let signer: &Signer = &facility();
        let report = |sample: &Sample| check_pinned(&sample.lines(Some(signer)).concat(), None).unwrap();
        let (whole, mixed) = (report(&sample), report(&mixed));
        prop_assert_eq!(whole.chains, mixed.chains);
        for group in mixed.findings {
            prop_assert_eq!(group.kind.word(), "order");
        }
    }
}
