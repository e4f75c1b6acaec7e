//! Replication with the hub, the real binary with a data file of its own: signed records, receipts, roles.
//!
//! The binary is `WINGBOOK_HUB`, or the one beside this test's build. Where there is none the test says so and passes;
//! with `CI` set it fails.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod common;

use std::{
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use serde_json::{Value, json};
use uuid::Uuid;
use wingbook_record::{
    access::Book,
    canonical,
    digest::parse_hex,
    entry::{Body, Draft, Entry, Head, Origin},
    id::{ChainId, DeviceId, EntryId, PersonId},
    signer::{PublicKey, Signer},
    time::{Certainty, Occurred, Recorded},
};
use wingbook_sync::{
    backend::{Backend, BackendId, Echo, Product, Received, RefusalCode, Told},
    couch::{Couch, basic_authorization},
    engine::{Cause, Ending, Engine, Event, Scope},
    fault::Fault,
    replica::Replica,
    transport::{Method, Request, Transport},
    watch,
};
use wingbook_vault::kdf::{KdfMemory, KdfParams, derive_passphrase_secrets};

use crate::common::{
    binary::binary,
    http::{GoOn, HttpTransport, block_on},
    replica::{MemoryReplica, State},
};

const PASSPHRASE: &str = "four quiet words here";

struct Hub {
    process: Child,
    address: String,
    folder: PathBuf,
}

impl Hub {
    fn start(binary: &Path) -> Self {
        let folder = std::env::temp_dir().join(format!("wingbook-sync-hub-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let data = folder.join("hub.sqlite");
        let data = data.to_str().unwrap();
        let facility = [
            "--name",
            "Musterheim",
            "--slug",
            "test",
            "--country",
            "UG",
            "--zone",
            "Africa/Kampala",
        ];
        let administrator = ["--admin", "1", "--admin-name", "Ada Admin"];
        run(
            binary,
            [&["init", "--data", data][..], &facility, &administrator].concat(),
        );
        run(
            binary,
            vec![
                "user",
                "add",
                "--data",
                data,
                "7",
                "--name",
                "Otto Officer",
                "--roles",
                "officer",
            ],
        );
        let mut process = Command::new(binary)
            .args(["serve", "--data", data, "--listen", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let port = lines
            .find_map(|line| line.unwrap().split("localhost:").nth(1).map(str::to_owned))
            .unwrap();
        let port: String = port.chars().take_while(char::is_ascii_digit).collect();
        // What else it prints must find a reader.
        std::thread::spawn(move || lines.for_each(drop));
        let address = format!("http://127.0.0.1:{port}");
        Self {
            process,
            address,
            folder,
        }
    }
}

impl Drop for Hub {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
        drop(std::fs::remove_dir_all(&self.folder));
    }
}

/// Runs a command of the hub that asks for a passphrase.
fn run(binary: &Path, arguments: Vec<&str>) {
    let mut command = Command::new(binary);
    let mut process = command
        .args(&arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    process
        .stdin
        .take()
        .unwrap()
        .write_all(format!("{PASSPHRASE}\n").as_bytes())
        .unwrap();
    assert!(process.wait().unwrap().success(), "{arguments:?}");
}

/// One exchange outside replication.
fn ask(
    http: &HttpTransport,
    authorization: Option<&str>,
    path: &str,
    body: Option<Value>,
) -> Value {
    let mut headers = vec![("content-type", "application/json".to_owned())];
    headers.extend(authorization.map(|value| ("authorization", value.to_owned())));
    let request = Request {
        method: if body.is_some() {
            Method::Post
        } else {
            Method::Get
        },
        path: path.to_owned(),
        headers,
        body: body.map(|body| body.to_string().into_bytes()),
        timeout_ms: 30_000,
    };
    let answer = block_on(http.send(request)).unwrap();
    assert!((200..300).contains(&answer.status), "{path}: {answer:?}");
    serde_json::from_slice(&answer.body).unwrap()
}

/// A person signed in on a tablet, with a certified key.
struct Writer {
    authorization: String,
    person: PersonId,
    device: DeviceId,
    signer: Signer,
    facility: PublicKey,
    head: Head,
}

impl Writer {
    fn sign_in(http: &HttpTransport, staff_number: &str) -> Self {
        let params = ask(
            http,
            None,
            "/_wingbook/kdf",
            Some(json!({"staff_number": staff_number})),
        );
        let number = |name: &str| u32::try_from(params[name].as_u64().unwrap()).unwrap();
        let params = KdfParams {
            salt: parse_hex(params["salt"].as_str().unwrap()).unwrap(),
            memory_kib: number("memory_kib"),
            iterations: number("iterations"),
            lanes: number("lanes"),
        };
        let secrets =
            derive_passphrase_secrets(PASSPHRASE, &params, &mut KdfMemory::new()).unwrap();
        let authorization = basic_authorization(staff_number, &secrets.hub_credential.to_hex());
        let me = ask(http, Some(&authorization), "/_wingbook/me", None);
        let device = DeviceId(Uuid::from_u128(77));
        let signer = Signer::from_seed(&[9; 32]);
        let keys = json!({"device": device, "device_name": "test", "sign_public": signer.public(), "seal_public": signer.public()});
        ask(http, Some(&authorization), "/_wingbook/certify", Some(keys));
        Self {
            authorization,
            person: serde_json::from_value(me["person"].clone()).unwrap(),
            device,
            signer,
            facility: serde_json::from_value(
                me["facility_document"]["value"]["facility_public"].clone(),
            )
            .unwrap(),
            head: Head::empty(ChainId(Uuid::from_u128(78))),
        }
    }

    fn record(&mut self, number: u128, text: &str) -> Value {
        let draft = Draft {
            id: EntryId(Uuid::from_u128(
                0x0190_0000_0000_7000_8000_0000_0000_0000 + number,
            )),
            book: Book::Wing,
            form: "contact".into(),
            form_version: "1".into(),
            author: self.person,
            device: self.device,
            recorded: Recorded {
                wall_ms: 1_763_955_444_123,
                zone: "Africa/Kampala".into(),
                utc_offset_minutes: 180,
                server_offset_ms: None,
                start: Uuid::from_u128(4),
                monotonic_ms: 5_123,
            },
            app: "0.1.0+test".into(),
            practice: false,
            body: Body {
                salt: format!("{number:032x}"),
                people: vec![],
                places: vec![],
                occurred: Occurred {
                    certainty: Certainty::Unknown,
                    at_ms: None,
                    date: None,
                },
                origin: Origin::Live,
                corrects: None,
                answers: json!({"kind": "conversation", "quality": "open", "text": text})
                    .as_object()
                    .cloned()
                    .unwrap(),
            },
        };
        let (entry, head) = draft.seal(self.head, &self.signer).unwrap();
        self.head = head;
        entry.into_document()
    }

    fn couch<'a>(&self, http: &'a HttpTransport) -> Couch<&'a HttpTransport> {
        let facility = self.facility;
        let check = move |receipt: &wingbook_record::receipt::Receipt, bytes: &[u8]| {
            let document: Value = serde_json::from_slice(bytes).unwrap();
            let id = document["_id"].as_str().unwrap().to_owned();
            let hash = Entry::read(document).unwrap().header_digest();
            receipt.verifies(&facility, &id, hash)
        };
        Couch::new(
            http,
            "test",
            Some(self.authorization.clone()),
            Box::new(check),
        )
    }
}

const SCOPES: [Scope; 3] = [
    Scope {
        book: Book::Roster,
        send: true,
        receive: true,
    },
    Scope {
        book: Book::Health,
        send: false,
        receive: true,
    },
    Scope {
        book: Book::Wing,
        send: true,
        receive: true,
    },
];

fn id() -> BackendId {
    BackendId("hub".to_owned())
}

fn round(
    engine: &mut Engine,
    backend: &impl Backend,
    replica: &MemoryReplica,
) -> (Ending, Vec<Event>) {
    let mut events = Vec::new();
    let ending = block_on(
        engine.round(backend, replica, &GoOn, &SCOPES, &mut |event| {
            events.push(event)
        }),
    );
    (ending, events)
}

#[test]
fn records_reach_the_hub_and_its_receipts_verify() {
    let Some(binary) = binary() else { return };
    let hub = Hub::start(&binary);
    let http = HttpTransport::new(&hub.address);
    let mut writer = Writer::sign_in(&http, "7");
    let backend = writer.couch(&http);
    assert_eq!(block_on(backend.describe()).unwrap().product, Product::Hub);

    let one = MemoryReplica::new(&[id()]);
    for number in 0..250 {
        one.write(
            Book::Wing,
            &writer.record(number, "asked about the visit"),
            None,
        );
    }
    // A record that somebody changed on the way out of its vault: refused for good, and nothing else suffers.
    let mut forged = writer.record(999, "quiet");
    forged["body"]["answers"]["text"] = json!("not quiet");
    assert!(canonical::to_bytes(&forged).is_ok());
    one.write(Book::Wing, &forged, None);
    let mut engine = Engine::new(id(), "one");
    let (ending, events) = round(&mut engine, &backend, &one);
    assert_eq!(ending.cause, Cause::Done);
    assert_eq!(
        (
            ending.tally.sent,
            ending.tally.received,
            ending.tally.refused
        ),
        (250, 250, 1),
        "{events:?}"
    );
    let refused = |event: &Event| matches!(event, Event::Refused { refusal, .. } if refusal.code == RefusalCode::NotAllowed || refusal.code == RefusalCode::Invalid);
    assert!(events.iter().any(refused), "{events:?}");
    let skipped: Vec<(Book, Fault)> = ending
        .skipped
        .iter()
        .map(|(book, error)| (*book, error.fault))
        .collect();
    assert_eq!(
        skipped,
        [(Book::Health, Fault::NotAllowed)],
        "an officer reads no health register"
    );
    for row in one.rows(&id(), Book::Wing) {
        assert!(
            matches!(row.state, State::Received | State::Refused(_)),
            "{row:?}"
        );
    }

    let sent: Vec<_> = one
        .rows(&id(), Book::Wing)
        .into_iter()
        .take(3)
        .map(|row| row.item)
        .collect();
    for echo in block_on(backend.read_back(Book::Wing, &sent)).unwrap() {
        assert!(matches!(echo, Echo::Equal(Received::Signed(_))), "{echo:?}");
    }

    let two = MemoryReplica::new(&[id()]);
    let before = http.requests.get();
    round(&mut Engine::new(id(), "two"), &backend, &two);
    println!(
        "a first round of three books: {} requests",
        http.requests.get() - before
    );
    assert_eq!(two.leaves(Book::Wing).len(), 250);
    for (leaf, bytes) in two.leaves(Book::Wing) {
        assert_eq!(
            one.leaves(Book::Wing).get(&leaf),
            Some(&bytes),
            "unchanged to the byte"
        );
    }
    assert!(
        two.ids(Book::Roster)
            .iter()
            .any(|id| id.starts_with("certificate:"))
    );

    // Being told, and the wrong passphrase.
    one.write(Book::Wing, &writer.record(2_000, "late"), None);
    round(&mut engine, &backend, &one);
    let checkpoint = block_on(two.checkpoint(&id(), Book::Wing)).unwrap();
    assert_eq!(
        block_on(watch::watch(
            &backend,
            Book::Wing,
            checkpoint.cursor.as_ref()
        ))
        .unwrap(),
        Told::Changed
    );
    let stranger = Couch::new(
        &http,
        "test",
        Some(basic_authorization("7", &"00".repeat(32))),
        Box::new(|_, _| false),
    );
    let (ending, _) = round(
        &mut Engine::new(id(), "stranger"),
        &stranger,
        &MemoryReplica::new(&[id()]),
    );
    assert!(
        matches!(&ending.cause, Cause::Failed(error) if error.fault == Fault::SignIn),
        "{ending:?}"
    );
}
