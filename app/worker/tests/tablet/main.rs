//! A whole tablet but for its browser: desk, vault in memory and replication, against the real hub, on a clock that
//! the tests turn and a network that they cut.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod hub;
mod machine;

use serde_json::json;
use wingbook_record::{entry::Origin, id::PersonId};
use wingbook_worker::message::{NewEntry, Request, Response, SetUp, SyncView};

use crate::{hub::Hub, machine::Machine};

/// Longer than the schedule waits after a save, and after one failure.
const A_WHILE_MS: i64 = 5 * 60_000;

fn set_up(machine: &mut Machine, hub: &Hub) {
    machine.ask(Request::SetUp(SetUp {
        server: Some(hub.address.clone()),
        tablet: "Tablet 1".into(),
        facility: None,
    }));
    sign_in(machine, hub);
}

fn sign_in(machine: &mut Machine, hub: &Hub) {
    machine.ask(Request::SignIn {
        staff_number: hub.staff_number.clone(),
        passphrase: hub.passphrase.clone(),
    });
    machine.pass(A_WHILE_MS);
}

fn sync(machine: &mut Machine) -> SyncView {
    match machine.ask(Request::Sync) {
        Response::Sync(view) => view,
        other => panic!("{other:?}"),
    }
}

fn somebody(machine: &mut Machine) -> PersonId {
    let request = Request::People {
        query: "a".into(),
        place: None,
        offset: 0,
        limit: 1,
    };
    match machine.ask(request) {
        Response::People(page) => page.people[0].id,
        other => panic!("{other:?}"),
    }
}

fn write(machine: &mut Machine, person: PersonId, text: &str) {
    let answers =
        json!({ "kind": "conversation", "quality": "open", "followup": "no", "text": text });
    machine.ask(Request::Save(NewEntry {
        form: "contact".into(),
        form_version: "1".into(),
        people: vec![person],
        places: Vec::new(),
        occurred: None,
        origin: Origin::Live,
        corrects: None,
        answers: answers.as_object().unwrap().clone(),
        draft: None,
    }));
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
    let whole = sync(&mut machine);
    assert_eq!(
        (whole.state.as_str(), whole.waiting),
        ("idle", 0),
        "{whole:?}"
    );
    let offered =
        machine.network.documents_in("_revs_diff") + machine.network.documents_in("_bulk_docs");
    assert!(
        offered < 20,
        "{offered} documents were offered, of {held} held"
    );

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
    let whole = sync(&mut machine);
    assert_eq!(
        (whole.state.as_str(), whole.waiting),
        ("idle", 0),
        "{whole:?}"
    );
    let offered =
        machine.network.documents_in("_revs_diff") + machine.network.documents_in("_bulk_docs");
    assert!(offered < 20, "{offered} documents were offered");
}
