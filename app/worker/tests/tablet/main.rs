//! A whole tablet but for its browser: desk, vault in memory and replication, against the real hub, on a clock that
//! the tests turn and a network that they cut.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

#[path = "../../../sync/tests/common/binary.rs"]
mod binary;
mod campaign;
mod check_in;
mod clinic;
mod entitled;
mod faults;
mod health;
#[allow(dead_code, reason = "a tablet brings its own pauses and clock")]
#[path = "../../../sync/tests/common/http.rs"]
mod http;
mod hub;
mod joining;
mod lost;
mod machine;
mod offered_again;
mod products;
mod recovery;
mod sign_in;
mod submissions;
mod ways;
mod window;

use serde_json::{Value, json};
use wingbook_record::{
    canonical,
    digest::{Digest, Purpose},
    entry::Origin,
    id::{EntryId, PersonId, PlaceId, Uuid},
    time::HOUR,
};
use wingbook_worker::message::{
    Before, Failure, NewEntry, PersonCheck, RecordFilter, RecordsPage, Request, Response,
    RoundAction, SetUp, StopMarks, SyncView,
};

use crate::{hub::Hub, machine::Machine};

/// Longer than the schedule waits after a save, and after one failure.
const A_WHILE_MS: i64 = 5 * 60_000;

fn set_up(machine: &mut Machine, hub: &Hub) {
    machine.ask(Request::SetUp(SetUp {
        server: Some(hub.address.clone()),
        tablet: "Tablet 1".into(),
        facility: None,
        vanished: None,
    }));
    sign_in(machine, hub);
}

fn sign_in(machine: &mut Machine, hub: &Hub) {
    machine.ask(Request::SignIn {
        staff_number: hub.staff_number.clone(),
        passphrase: hub.passphrase.clone(),
        before: Before::Unsaid,
    });
    machine.pass(A_WHILE_MS);
}

/// Signs in as whoever the demonstration names for a role.
fn sign_in_as(machine: &mut Machine, hub: &Hub, role: &str) {
    let (staff_number, passphrase) = hub.sign_in_of(role);
    machine.ask(Request::SignIn {
        staff_number,
        passphrase,
        before: Before::Unsaid,
    });
    machine.pass(A_WHILE_MS);
}

fn sync(machine: &mut Machine) -> SyncView {
    match machine.ask(Request::Sync) {
        Response::Sync(view) => view,
        other => panic!("{other:?}"),
    }
}

/// What *Problems* lists.
fn problems(machine: &mut Machine) -> Vec<Failure> {
    match machine.ask(Request::Problems) {
        Response::Problems(problems) => problems.into_iter().map(|one| one.failure).collect(),
        other => panic!("{other:?}"),
    }
}

/// The first people whom these words find.
fn people(machine: &mut Machine, query: &str, limit: usize) -> Vec<PersonId> {
    let request = Request::People {
        query: query.into(),
        place: None,
        offset: 0,
        limit,
    };
    match machine.ask(request) {
        Response::People(page) => page.people.iter().map(|one| one.id).collect(),
        other => panic!("{other:?}"),
    }
}

fn somebody(machine: &mut Machine) -> PersonId {
    people(machine, "a", 1)[0]
}

/// A record of a form as it comes from its page.
fn record(form: &str, people: &[PersonId], answers: &Value) -> NewEntry {
    NewEntry {
        form: form.into(),
        form_version: "1".into(),
        people: people.to_vec(),
        places: Vec::new(),
        occurred: None,
        origin: Origin::Live,
        corrects: None,
        answers: answers.as_object().unwrap().clone(),
        draft: None,
    }
}

fn contact(person: PersonId, text: &str) -> NewEntry {
    let answers =
        json!({ "kind": "conversation", "quality": "open", "followup": "no", "text": text });
    record("contact", &[person], &answers)
}

fn write(machine: &mut Machine, person: PersonId, text: &str) {
    machine.ask(Request::Save(contact(person, text)));
}

/// Nothing waits, and only what was written here went to the server or was asked after.
fn all_is_sent_and_little_was_offered(machine: &mut Machine) {
    let whole = sync(machine);
    assert_eq!(
        (whole.state.as_str(), whole.waiting),
        ("idle", 0),
        "{whole:?}"
    );
    let offered =
        machine.network.documents_in("_revs_diff") + machine.network.documents_in("_bulk_docs");
    assert!(offered < 20, "{offered} documents were offered");
}

#[test]
fn a_round_that_is_cut_after_an_acknowledgement_offers_only_what_was_sent() {
    let Some(hub) = Hub::start() else { return };
    let mut machine = Machine::new();
    set_up(&mut machine, &hub);
    let first = sync(&mut machine);
    assert_eq!(first.state, "idle", "{first:?}");
    let held: usize = first.books.iter().map(|(_, held, _)| held).sum();
    assert!(held > 1_000, "a prison's registers came: {held}");
    assert_eq!(first.waiting, 0);

    // Accepted, acknowledged, and then nothing answers: neither the reading back nor the checkpoint.
    let person = somebody(&mut machine);
    write(&mut machine, person, "Asked about a visit.");
    machine.network.cut_after("_bulk_docs");
    machine.pass(A_WHILE_MS);
    let cut = sync(&mut machine);
    assert_eq!((cut.state.as_str(), cut.waiting), ("offline", 1), "{cut:?}");

    machine.network.mend();
    machine.network.forget();
    machine.pass(4 * A_WHILE_MS);
    all_is_sent_and_little_was_offered(&mut machine);

    // And it was a record once, not twice.
    write(&mut machine, person, "Asked again.");
    machine.pass(A_WHILE_MS);
    assert_eq!(sync(&mut machine).waiting, 0);
}

#[test]
fn a_vault_that_is_opened_again_offers_only_what_was_sent() {
    let Some(hub) = Hub::start() else { return };
    let mut machine = Machine::new();
    set_up(&mut machine, &hub);
    let person = somebody(&mut machine);
    write(&mut machine, person, "Asked about a visit.");
    machine.network.cut_after("_bulk_docs");
    machine.pass(A_WHILE_MS);

    // The battery is empty: another worker over the same store.
    let mut machine = machine.restart();
    sign_in(&mut machine, &hub);
    all_is_sent_and_little_was_offered(&mut machine);
}

/// The record with other members in header and answers, its hashes right and its signature empty.
fn forged(record: &Value, id: &str, header: &Value, text: &str) -> Value {
    let mut forged = record.clone();
    forged["_id"] = json!(format!("entry:{id}"));
    forged["_rev"] = json!(format!("1-{}", "0".repeat(32)));
    forged["body"]["answers"]["text"] = json!(text);
    let body = canonical::to_bytes(&forged["body"]).unwrap();
    forged["header"]["id"] = json!(id);
    forged["header"]["body"] = json!(Digest::of(Purpose::Body, &body).to_string());
    for (name, value) in header.as_object().unwrap() {
        forged["header"][name] = value.clone();
    }
    forged["signature"] = json!("0".repeat(128));
    forged
}

fn header_digest(record: &Value) -> String {
    let bytes = canonical::to_bytes(&record["header"]).unwrap();
    Digest::of(Purpose::Header, &bytes).to_string()
}

#[test]
fn nobody_vouches_for_a_record_but_the_same_hand() {
    let Some(hub) = Hub::start() else { return };
    let mut machine = Machine::new();
    set_up(&mut machine, &hub);
    let seen = machine.network.seen();
    let contact = seen
        .iter()
        .find(|record| {
            record["header"]["form"] == "contact" && record["body"]["answers"]["text"].is_string()
        })
        .unwrap();
    let before = found(&mut machine, "Forged");
    assert_eq!(before, 0);

    // Signed by nobody; and a second one, of an unknown key, that names its hash. Then both of one known hand.
    let alone = forged(
        contact,
        "01a21400-0000-7000-8000-000000000001",
        &json!({}),
        "Forged alone",
    );
    let unknown = json!({ "prev": header_digest(&alone), "key": "0".repeat(32), "seq": 2 });
    let stranger = forged(
        contact,
        "01a21400-0000-7000-8000-000000000002",
        &unknown,
        "Forged by a stranger",
    );
    let first = forged(
        contact,
        "01a21400-0000-7000-8000-000000000003",
        &json!({}),
        "Forged before",
    );
    let seq = contact["header"]["seq"].as_u64().unwrap();
    let after = json!({ "prev": header_digest(&first), "seq": seq + 1 });
    let second = forged(
        contact,
        "01a21400-0000-7000-8000-000000000004",
        &after,
        "Forged after",
    );
    machine
        .network
        .slip_in(vec![alone, stranger, first, second]);
    machine.ask(Request::SyncNow);
    machine.pass(A_WHILE_MS);
    // The stranger's has no certificate: it is shown as not certified. Of the known hand's none is shown.
    for text in ["Forged alone", "Forged before", "Forged after"] {
        assert_eq!(found(&mut machine, text), 0, "{text}");
    }
}

/// The list of records with these words.
fn records(machine: &mut Machine, words: &str) -> RecordsPage {
    let request = Request::Records {
        filter: RecordFilter {
            words: words.into(),
            ..RecordFilter::default()
        },
        offset: 0,
        limit: 10,
    };
    match machine.ask(request) {
        Response::Records(page) => page,
        other => panic!("{other:?}"),
    }
}

/// How many there are.
fn found(machine: &mut Machine, words: &str) -> usize {
    records(machine, words).total
}

#[test]
fn a_staff_number_in_other_letters_is_the_same_person() {
    let Some(hub) = Hub::start() else { return };
    let mut machine = Machine::new();
    set_up(&mut machine, &hub);
    let person = somebody(&mut machine);
    machine.network.cut_after("_bulk_docs");
    write(&mut machine, person, "Nobody else has this yet.");

    // Locked; the next time it is typed in a hurry.
    let mut machine = machine.restart();
    machine.ask(Request::SignIn {
        staff_number: format!(" {} ", hub.staff_number.to_lowercase()),
        passphrase: hub.passphrase.clone(),
        before: Before::Unsaid,
    });
    assert_eq!(found(&mut machine, "Nobody else has this yet."), 1);
}

/// R11 the tablet dies in the middle of a round: every tap is there at the next start
#[test]
fn what_was_tapped_in_a_round_outlives_the_tablet() {
    let Some(hub) = Hub::start() else { return };
    let mut machine = Machine::new();
    set_up(&mut machine, &hub);
    let person = somebody(&mut machine);
    let round = EntryId(Uuid::from_u128(7));
    let stops = vec![StopMarks {
        place: PlaceId(Uuid::from_u128(9)),
        people: vec![PersonCheck {
            person,
            state: "absent".into(),
            reason: Some("hospital".into()),
        }],
        counted: Some(18),
    }];
    machine.ask(Request::MarksPut {
        round,
        stops: stops.clone(),
    });

    let mut machine = machine.restart();
    sign_in(&mut machine, &hub);
    let kept = |machine: &mut Machine| match machine.ask(Request::Marks { round }) {
        Response::Marks(kept) => kept,
        other => panic!("{other:?}"),
    };
    assert_eq!(kept(&mut machine), stops);
    // At the end of the round there is nothing left to state.
    machine.ask(Request::RoundAction(RoundAction {
        round,
        event: "ended".into(),
        to: None,
        reason: None,
        occurred: None,
    }));
    assert_eq!(kept(&mut machine), []);
}

fn was_on(machine: &mut Machine) -> Vec<(String, String)> {
    match machine.ask(Request::WasOn) {
        Response::Way(way) => way,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_way_through_the_pages_is_its_owners_alone_of_all_their_tabs_and_of_this_shift() {
    let Some(hub) = Hub::start() else { return };
    let mut machine = Machine::new();
    set_up(&mut machine, &hub);
    let entry = |key: &str, address: &str| (key.to_owned(), address.to_owned());
    let way = |entries: &[(String, String)]| Request::Way {
        way: entries.to_vec(),
    };
    let first = [entry("a", "/people/1"), entry("b", "/write/contact")];
    machine.ask(way(&first));
    // Another tab, and the page of one entry was replaced.
    machine.ask(way(&[entry("b", "/people/2"), entry("c", "/today")]));
    let both = [
        entry("a", "/people/1"),
        entry("b", "/people/2"),
        entry("c", "/today"),
    ];
    assert_eq!(was_on(&mut machine), both);

    let mut machine = machine.restart();
    sign_in_as(&mut machine, &hub, "Health");
    assert_eq!(was_on(&mut machine), [], "somebody else's");
    let mut machine = machine.lock();
    sign_in(&mut machine, &hub);
    assert_eq!(was_on(&mut machine), both);

    let many: Vec<_> = (0..200)
        .map(|key| entry(&key.to_string(), "/due"))
        .collect();
    machine.ask(way(&many));
    assert_eq!(
        was_on(&mut machine),
        many[136..],
        "no longer than anybody goes back"
    );
    machine.turn_to(Machine::START_MS + 13 * HOUR);
    assert_eq!(was_on(&mut machine), [], "a shift later");
}
