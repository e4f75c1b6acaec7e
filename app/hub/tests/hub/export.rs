//! Exports: what a hub holds checks clean, streams into a file of its owner's alone, and whoever tampers is found.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use wingbook_hub::export::{ExportError, Wanted, export};
use wingbook_record::{
    access::Book,
    evidence::{Check, Report, report::Unknown},
    time::HOUR,
};

use crate::{
    admission::{check, check_wing},
    process::{Folder, run, said},
    server::Server,
    signing::{Tablet, replicated},
};

/// Checks a whole file at once.
fn checked(file: &[u8]) -> Report {
    let mut lines = file.split(|byte| *byte == b'\n');
    let mut check = Check::begin(lines.next().unwrap(), None).unwrap();
    let lines: Vec<&[u8]> = lines.collect();
    let (rest, lines) = lines.split_last().unwrap();
    for line in lines {
        check.line(line);
    }
    check.finish(rest).report()
}

fn all_of(books: &[Book]) -> Wanted {
    Wanted {
        books: books.to_vec(),
        from_ms: None,
        to_ms: None,
    }
}

#[tokio::test]
async fn what_a_hub_holds_checks_clean() {
    let (server, folder) = (Server::start().await, Folder::new());
    let mut officer = Tablet::of(&server, "officer").await;
    let mut supervisor = Tablet::of(&server, "supervisor").await;
    for text in ["One.", "Two.", "Three."] {
        let record = officer.entry(Book::Wing, "contact", json!({ "text": text }));
        check_wing(&server, &record, "").await;
    }
    let record = supervisor.entry(Book::Wing, "contact", json!({}));
    check(
        &server,
        "supervisor",
        "wing",
        replicated(&record, 1, &[]),
        "",
    )
    .await;
    let path = PathBuf::from(folder.path("export.jsonl"));
    let (store, facility) = (&server.hub.store, &server.hub.facility);
    let books = all_of(&[Book::Wing, Book::Audit]);
    let written = export(store, facility, &books, &path).unwrap();
    let file = std::fs::read(&path).unwrap();
    let report = checked(&file);
    assert_eq!(report.findings, []);
    assert!(report.is_sealed);
    assert_eq!(report.records, written.records);
    let wing = report
        .chains
        .iter()
        .filter(|chain| chain.book == Book::Wing);
    let wing: Vec<_> = wing.map(|chain| (chain.headers, chain.received)).collect();
    assert_eq!(wing.iter().map(|(headers, _)| headers).sum::<u64>(), 4);
    assert!(wing.contains(&(3, 3)) && wing.contains(&(1, 1)));
    // The hub's own rows have no receipt: nobody would gain anything by its vouching for itself.
    let unknown = |one: &Unknown| matches!(one, Unknown::NoReceipts { chains: 1, .. });
    assert!(report.unknown.iter().any(unknown));
    assert_private(&path);
    // A file that is there stays as it is.
    let again = export(store, facility, &books, &path);
    assert!(matches!(again, Err(ExportError::File { .. })), "{again:?}");
    assert_eq!(std::fs::read(&path).unwrap(), file);
}

#[cfg(unix)]
fn assert_private(path: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = std::fs::metadata(path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[cfg(not(unix))]
fn assert_private(_: &Path) {}

#[tokio::test]
async fn of_other_days_the_headers_alone() {
    let (server, folder) = (Server::start().await, Folder::new());
    let mut tablet = Tablet::of(&server, "officer").await;
    for day in [0, 1, 2] {
        let record = tablet.entry_with(Book::Wing, "contact", json!({ "text": "x" }), |draft| {
            draft.recorded.wall_ms += day * 24 * HOUR;
        });
        check_wing(&server, &record, "").await;
    }
    let path = PathBuf::from(folder.path("export.jsonl"));
    let from = 1_763_955_444_123 + HOUR;
    let wanted = Wanted {
        from_ms: Some(from),
        to_ms: Some(from + 24 * HOUR),
        ..all_of(&[Book::Wing])
    };
    let written = export(&server.hub.store, &server.hub.facility, &wanted, &path).unwrap();
    assert_eq!((written.records, written.left_out), (3, 2));
    let report = checked(&std::fs::read(&path).unwrap());
    assert_eq!(report.findings, []);
    let chain = &report.chains[0];
    assert_eq!((chain.headers, chain.bodies, chain.left_out), (3, 1, 2));
}

#[tokio::test]
async fn a_fork_that_the_hub_kept_is_in_the_file() {
    let (server, folder) = (Server::start().await, Folder::new());
    let mut tablet = Tablet::of(&server, "officer").await;
    let mut copy = tablet.copy();
    for one in [&mut tablet, &mut copy] {
        let record = one.entry(Book::Wing, "contact", json!({}));
        check_wing(&server, &record, "").await;
    }
    let path = PathBuf::from(folder.path("export.jsonl"));
    export(
        &server.hub.store,
        &server.hub.facility,
        &all_of(&[Book::Wing]),
        &path,
    )
    .unwrap();
    let report = checked(&std::fs::read(&path).unwrap());
    let found: Vec<&str> = report.findings.iter().map(|one| one.kind.word()).collect();
    assert_eq!(found, ["forked"]);
}

#[tokio::test]
async fn a_record_that_no_chain_holds_is_not_passed_over() {
    let (server, folder) = (Server::start().await, Folder::new());
    let mut tablet = Tablet::of(&server, "officer").await;
    let record = tablet.entry(Book::Wing, "contact", json!({}));
    check_wing(&server, &record, "").await;
    let taken_out = |turn: &mut wingbook_hub::store::Turn<'_>| {
        let done = turn.connection.execute("DELETE FROM links", []);
        done.map_err(wingbook_hub::store::StoreError::from)
    };
    assert!(server.hub.store.write_now(taken_out).unwrap() > 0);
    let path = PathBuf::from(folder.path("export.jsonl"));
    let refused = export(
        &server.hub.store,
        &server.hub.facility,
        &all_of(&[Book::Wing]),
        &path,
    );
    assert!(
        matches!(refused, Err(ExportError::Unlinked { .. })),
        "{refused:?}"
    );
    assert!(!path.exists(), "half an export was left");
}

/// The published samples, through the command line.
fn samples() -> (PathBuf, Value) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors");
    let cases = std::fs::read_to_string(folder.join("tampered.json")).unwrap();
    (
        folder.join("export.jsonl"),
        serde_json::from_str(&cases).unwrap(),
    )
}

#[test]
fn the_command_line_gives_its_verdict_first() {
    let (export, cases) = samples();
    let export = export.display().to_string();
    let output = run(&["verify", &export], "");
    let text = said(&output);
    assert_eq!(output.status.code(), Some(0), "{text}");
    assert!(
        text.starts_with("Nothing is wrong with this export of Sample Prison"),
        "{text}"
    );
    assert!(text.contains("vouches for its own key"), "{text}");
    assert!(
        text.contains("Okot Peter and Akello Grace") && text.contains("wing: 5 years"),
        "{text}"
    );
    let key = cases["facility"].as_str().unwrap();
    let pinned = run(&["verify", &export, "--facility", key], "");
    assert_eq!(pinned.status.code(), Some(0));
    assert!(
        said(&pinned).contains("the one that you gave"),
        "{}",
        said(&pinned)
    );
    let other = run(&["verify", &export, "--facility", &"0a".repeat(16)], "");
    assert_eq!(other.status.code(), Some(1), "{}", said(&other));
    let report: Value =
        serde_json::from_slice(&run(&["verify", &export, "--json"], "").stdout).unwrap();
    assert_eq!(report["records"], 7);
    assert_eq!(report["findings"], json!([]));
}

#[test]
fn the_command_line_finds_what_was_tampered_with() {
    let (folder, (export, cases)) = (Folder::new(), samples());
    let whole = std::fs::read_to_string(export).unwrap();
    let whole: Vec<&str> = whole.lines().collect();
    for case in cases["cases"].as_array().unwrap() {
        let lines = case["lines"]
            .as_array()
            .unwrap()
            .iter()
            .map(|line| match line.as_u64() {
                Some(number) => whole[usize::try_from(number).unwrap() - 1].to_owned(),
                None => line.as_str().unwrap().to_owned(),
            });
        let text: String = lines.map(|line| line + "\n").collect();
        let path = folder.path("tampered.jsonl");
        std::fs::write(&path, text).unwrap();
        let output = run(&["verify", &path, "--json"], "");
        assert_eq!(output.status.code(), Some(1), "{}", case["what"]);
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        let found: Vec<&Value> = report["findings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| &one["kind"])
            .collect();
        assert_eq!(json!(found), case["finds"], "{}", case["what"]);
        assert!(said(&run(&["verify", &path], "")).starts_with("WRONG: "));
    }
}

#[test]
fn what_is_no_export_is_said_to_be_none() {
    let folder = Folder::new();
    for (content, why) in [
        ("", "not one whole line"),
        ("{\"docs\":[]}\n", "first line does not say so"),
        ("PK\u{3}\u{4}\n", "no JSON"),
        ("{\"wingbook_export\":{\"v\":2}}\n", "newer version (2)"),
    ] {
        let path = folder.path("file");
        std::fs::write(&path, content).unwrap();
        let output = run(&["verify", &path], "");
        assert_eq!(output.status.code(), Some(2));
        assert!(said(&output).contains(why), "{}", said(&output));
    }
    let missing = run(&["verify", &folder.path("nowhere")], "");
    assert_eq!(missing.status.code(), Some(2));
}
