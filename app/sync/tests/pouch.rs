//! Replication with a CouchDB-speaking server that is not ours: express-pouchdb, started by the test.
//!
//! Needs Node.js and `npm ci` in `tests/`. Where they are missing the test says so and passes; with `CI` set it fails.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod common;

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
};

use serde_json::{Value, json};
use wingbook_record::access::Book;
use wingbook_sync::{
    backend::{Backend, BackendId, Product, Told},
    couch::Couch,
    engine::{Cause, Ending, Engine, Event, Scope},
    replica::Replica,
    transport::{Method, Request, Transport},
    watch,
};

use crate::common::{
    http::{GoOn, HttpTransport, block_on},
    replica::{MemoryReplica, State},
};

/// The server; ends when dropped.
struct Server {
    process: Child,
    address: String,
}

impl Server {
    fn start() -> Option<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests");
        if !folder.join("node_modules/express-pouchdb").exists() {
            let missing = "tests/node_modules has no express-pouchdb: run `npm ci` in tests/";
            assert!(std::env::var_os("CI").is_none(), "{missing}");
            eprintln!("skipped: {missing}");
            return None;
        }
        let mut process = Command::new("node")
            .arg(folder.join("peers/pouch-server/server.cjs"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("Node.js starts");
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let port = line
            .trim()
            .strip_prefix("listening ")
            .expect("the server says its port");
        let address = format!("http://127.0.0.1:{port}");
        Some(Self { process, address })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        drop(self.process.wait());
    }
}

fn id() -> BackendId {
    BackendId("pouch".to_owned())
}

const SCOPES: [Scope; 2] = [
    Scope {
        book: Book::Roster,
        send: true,
        receive: true,
    },
    Scope {
        book: Book::Wing,
        send: true,
        receive: true,
    },
];

struct Tablet {
    replica: MemoryReplica,
    engine: Engine,
}

impl Tablet {
    fn new(name: &str) -> Self {
        Self {
            replica: MemoryReplica::new(&[id()]),
            engine: Engine::new(id(), name),
        }
    }

    fn round(&mut self, http: &HttpTransport) -> (Ending, Vec<Event>) {
        let backend = couch(http);
        let mut events = Vec::new();
        let ending = block_on(self.engine.round(
            &backend,
            &self.replica,
            &GoOn,
            &SCOPES,
            &mut |event| events.push(event),
        ));
        assert_eq!(ending.cause, Cause::Done, "{ending:?}");
        assert!(ending.skipped.is_empty(), "{ending:?}");
        (ending, events)
    }

    fn all_received(&self) {
        for book in [Book::Roster, Book::Wing] {
            for row in self.replica.rows(&id(), book) {
                assert!(
                    matches!(row.state, State::Received | State::Superseded),
                    "{row:?}"
                );
            }
        }
    }
}

fn couch(http: &HttpTransport) -> Couch<&HttpTransport> {
    Couch::new(http, "test", None, Box::new(|_, _| false))
}

/// What an administrator does by hand.
fn administer(method: &str, url: &str) {
    let request = ureq::http::Request::builder().method(method).uri(url);
    ureq::Agent::new_with_defaults()
        .run(request.body(()).unwrap())
        .unwrap();
}

fn record(number: usize, by: &str) -> Value {
    json!({"_id": format!("entry:{by}-{number:05}"), "text": "Камера 12: всё спокойно", "n": number})
}

#[test]
fn everything_reaches_a_server_that_is_not_ours() {
    let Some(server) = Server::start() else {
        return;
    };
    let http = HttpTransport::new(&server.address);
    for book in ["roster", "wing"] {
        administer("PUT", &format!("{}/wb-test-{book}", server.address));
    }
    let found = block_on(couch(&http).describe()).unwrap();
    assert_eq!(found.product, Product::PouchDb);
    assert!(!found.server.is_empty() && !found.receipts && found.date_ms.is_some());

    let (mut one, mut two) = (Tablet::new("one"), Tablet::new("two"));
    for number in 0..1_200 {
        one.replica.write(Book::Wing, &record(number, "one"), None);
    }
    let first = one.replica.write(
        Book::Roster,
        &json!({"_id": "person:1", "text": "first"}),
        None,
    );
    let (ending, _) = one.round(&http);
    assert_eq!((ending.tally.sent, ending.tally.received), (1_201, 1_201));
    one.all_received();

    let before = http.requests.get();
    let (ending, _) = two.round(&http);
    assert_eq!(ending.tally.pulled, 1_201);
    println!(
        "1,200 records received in {} requests",
        http.requests.get() - before
    );
    let before = http.requests.get();
    two.round(&http);
    println!(
        "a round without news: {} requests for two books",
        http.requests.get() - before
    );
    assert!(http.requests.get() - before <= 4);

    // Two tablets edit the same person: both edits survive, here and there, and both senders learn that theirs arrived.
    let edit = |text: &str| json!({"_id": "person:1", "text": text, "previous": first});
    one.replica
        .write(Book::Roster, &edit("by one"), Some(&first));
    two.replica
        .write(Book::Roster, &edit("by two"), Some(&first));
    one.round(&http);
    two.round(&http);
    one.round(&http);
    for tablet in [&one, &two] {
        tablet.all_received();
        assert_eq!(
            tablet.replica.leaves(Book::Roster).len(),
            2,
            "both leaves are known"
        );
    }
    assert_eq!(
        one.replica.leaves(Book::Roster),
        two.replica.leaves(Book::Roster)
    );

    told(&http, &mut one, &two);
    replaced(&server, &http, &mut one, &mut two);
}

/// A long poll returns at once when there is news.
fn told(http: &HttpTransport, one: &mut Tablet, two: &Tablet) {
    one.replica.write(Book::Wing, &record(7, "late"), None);
    one.round(http);
    let checkpoint = block_on(two.replica.checkpoint(&id(), Book::Wing)).unwrap();
    let backend = couch(http);
    let told = block_on(watch::watch(
        &backend,
        Book::Wing,
        checkpoint.cursor.as_ref(),
    ));
    assert_eq!(told.unwrap(), Told::Changed);
}

/// The database is deleted and made again: the tablets notice, and between them give everything back.
fn replaced(server: &Server, http: &HttpTransport, one: &mut Tablet, two: &mut Tablet) {
    two.round(http);
    let wing = format!("{}/wb-test-wing", server.address);
    administer("DELETE", &wing);
    administer("PUT", &wing);
    let (_, events) = one.round(http);
    let restored = |event: &Event| {
        matches!(
            event,
            Event::Restored {
                book: Book::Wing,
                reoffered: 1_201
            }
        )
    };
    assert!(events.iter().any(restored), "{events:?}");
    two.round(http);
    one.round(http);
    one.all_received();
    assert_eq!(
        one.replica.leaves(Book::Wing),
        two.replica.leaves(Book::Wing)
    );
    let request = Request {
        method: Method::Get,
        path: "/wb-test-wing/_all_docs?limit=0".to_owned(),
        headers: Vec::new(),
        body: None,
        timeout_ms: 10_000,
    };
    let answer = block_on((&http).send(request)).unwrap();
    let answer: Value = serde_json::from_slice(&answer.body).unwrap();
    assert_eq!(answer["total_rows"], 1_201);
}
