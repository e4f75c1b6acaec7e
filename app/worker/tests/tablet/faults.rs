//! Rows of the fault matrix that need a tablet and a server and no browser: lost stores, values of a newer version, clocks
//! that are set, colleagues on one tablet.

use futures::executor::block_on;
use wingbook_vault::{
    Store, StoreName,
    store::{Batch, KeyRange},
};
use wingbook_worker::message::{Delivery, Failure, RecordLine, Request, SetUp};

use crate::{
    A_WHILE_MS, found, hub::Hub, machine::Machine, people, problems, records, set_up, sign_in,
    sign_in_as, somebody, sync, write,
};

const DAY_MS: i64 = 86_400_000;

/// Empties one of the stores and leaves the others as they are.
pub fn lose(machine: &Machine, name: StoreName) {
    let mut batch = Batch::new();
    batch.delete_range(name, KeyRange::all());
    block_on(machine.disk().commit(batch)).unwrap();
}

fn only(machine: &mut Machine, words: &str) -> RecordLine {
    let mut page = records(machine, words);
    assert_eq!(page.total, 1, "{words}");
    page.records.remove(0)
}

/// R3 the store of records is lost and the others are kept: it is said, and all that the server had comes back
#[test]
fn lost_records_are_told_and_come_back() {
    let Some(hub) = Hub::start() else { return };
    let mut machine = Machine::new();
    set_up(&mut machine, &hub);
    let person = somebody(&mut machine);
    write(&mut machine, person, "Received by the server.");
    machine.pass(A_WHILE_MS);
    assert_eq!(sync(&mut machine).waiting, 0);

    lose(&machine, StoreName::Rows);
    let mut machine = machine.restart();
    machine.network.cut_after("");
    sign_in(&mut machine, &hub);
    assert_eq!(problems(&mut machine), [Failure::VanishedInPart]);
    assert_eq!(found(&mut machine, "Received by the server."), 0);
    machine.network.mend();
    machine.pass(4 * A_WHILE_MS);
    assert_eq!(found(&mut machine, "Received by the server."), 1);
}

/// R3 the list of what waits is lost and the others are kept: nothing is called received, and all is offered again, once
#[test]
fn a_lost_outbox_is_told_and_nothing_is_forgotten() {
    let Some(hub) = Hub::start() else { return };
    let mut machine = Machine::new();
    set_up(&mut machine, &hub);
    let person = somebody(&mut machine);
    machine.network.cut_after("");
    write(&mut machine, person, "Never sent so far.");

    lose(&machine, StoreName::Outbox);
    let mut machine = machine.restart();
    machine.network.cut_after("");
    sign_in(&mut machine, &hub);
    assert_eq!(problems(&mut machine), [Failure::VanishedInPart]);
    assert!(sync(&mut machine).waiting > 0);
    let delivery = only(&mut machine, "Never sent so far.").delivery;
    assert_eq!(delivery, Delivery::Waiting);

    machine.network.mend();
    machine.pass(4 * A_WHILE_MS);
    assert_eq!(sync(&mut machine).waiting, 0);
    assert_eq!(other_tablet_finds(&hub, "Never sent so far."), 1);
}

/// How often a tablet that has just been set up finds these words.
fn other_tablet_finds(hub: &Hub, words: &str) -> usize {
    let mut other = Machine::new();
    set_up(&mut other, hub);
    found(&mut other, words)
}

/// R3 a tablet whose store had vanished is set up anew: the server is told, with how much it had not received
#[test]
fn the_server_hears_of_a_store_that_vanished() {
    let Some(hub) = Hub::start() else { return };
    let mut machine = Machine::new();
    machine.ask(Request::SetUp(SetUp {
        server: Some(hub.address.clone()),
        tablet: "Tablet 7".into(),
        facility: None,
        vanished: Some(3),
    }));
    sign_in(&mut machine, &hub);
    assert!(hub.audited("Tablet 7: 3 not received"));
}

/// R7 a record was written by a newer version: it is said, the others are there, and its bytes stay as they are
#[test]
fn a_record_of_a_newer_version_waits_for_it() {
    let Some(hub) = Hub::start() else { return };
    let mut machine = Machine::new();
    set_up(&mut machine, &hub);
    let (key, mut value) = machine.disk().rows(StoreName::Rows).remove(0);
    value[0] = 9;
    let mut batch = Batch::new();
    batch.put(StoreName::Rows, key.clone(), value.clone());
    block_on(machine.disk().commit(batch)).unwrap();

    let mut machine = machine.restart();
    sign_in(&mut machine, &hub);
    assert_eq!(problems(&mut machine), [Failure::NeedsNewerApp]);
    assert!(!people(&mut machine, "a", 1).is_empty());
    let stored = block_on(machine.disk().get(StoreName::Rows, &key));
    assert_eq!(stored.unwrap(), Some(value));
}

/// R25 the clock is set back ten years between two records: the later one stays the later one
#[test]
fn a_clock_that_is_set_back_does_not_turn_the_order_around() {
    let Some(hub) = Hub::start() else { return };
    let mut machine = Machine::new();
    set_up(&mut machine, &hub);
    let person = somebody(&mut machine);
    machine.network.cut_after("");
    write(&mut machine, person, "Clockword before.");
    machine.pass(10 * 60_000);
    machine.set_clock_off(-3_650 * DAY_MS);
    write(&mut machine, person, "Clockword after.");

    let page = records(&mut machine, "Clockword");
    let order: Vec<_> = page
        .records
        .iter()
        .map(|one| one.summary.as_str())
        .collect();
    assert_eq!(order, ["Clockword after.", "Clockword before."]);
    let between = page.records[0].recorded_ms - page.records[1].recorded_ms;
    assert!(
        (9 * 60_000..=12 * 60_000).contains(&between),
        "{between} ms"
    );

    machine.network.mend();
    machine.pass(4 * A_WHILE_MS);
    assert_eq!(sync(&mut machine).waiting, 0);
    assert_eq!(other_tablet_finds(&hub, "Clockword"), 2);
}

/// R25 the clock runs a day ahead, and summer time begins: after the next contact times are right again
#[test]
fn a_clock_that_runs_ahead_is_corrected_at_the_next_contact() {
    let Some(hub) = Hub::start() else { return };
    let mut machine = Machine::new();
    set_up(&mut machine, &hub);
    let person = somebody(&mut machine);
    write(&mut machine, person, "Clockword before.");
    machine.pass(A_WHILE_MS);
    machine.set_clock_off(DAY_MS);
    machine.set_summer(60);
    machine.ask(Request::SyncNow);
    machine.pass(4 * A_WHILE_MS);
    write(&mut machine, person, "Clockword after.");

    let before = only(&mut machine, "Clockword before.").recorded_ms;
    let after = only(&mut machine, "Clockword after.").recorded_ms;
    assert!(
        (0..DAY_MS / 2).contains(&(after - before)),
        "{}",
        after - before
    );
    machine.pass(4 * A_WHILE_MS);
    assert_eq!(sync(&mut machine).waiting, 0);
    assert_eq!(other_tablet_finds(&hub, "Clockword"), 2);
}

/// R29 an officer's work waits; a supervisor signs in on the tablet, without a network and with it: the work stays, and goes
/// up in the officer's name
#[test]
fn work_of_whoever_left_waits_under_a_colleague_and_goes_up_as_theirs() {
    let Some(hub) = Hub::start() else { return };
    let mut machine = Machine::new();
    set_up(&mut machine, &hub);
    let mut machine = machine.lock();
    sign_in_as(&mut machine, &hub, "Supervisor");
    let mut machine = machine.lock();
    machine.network.cut_after("");
    sign_in(&mut machine, &hub);
    let person = somebody(&mut machine);
    write(&mut machine, person, "Left by the officer.");
    let author = only(&mut machine, "Left by the officer.").author_id;

    let mut machine = machine.restart();
    machine.network.cut_after("");
    sign_in_as(&mut machine, &hub, "Supervisor");
    let waiting = only(&mut machine, "Left by the officer.");
    assert_eq!((waiting.author_id, waiting.mine), (author, false));
    assert_eq!(sync(&mut machine).waiting, 1);
    machine.network.mend();
    machine.pass(4 * A_WHILE_MS);
    assert_eq!(sync(&mut machine).waiting, 0);

    let mut other = Machine::new();
    set_up(&mut other, &hub);
    assert_eq!(only(&mut other, "Left by the officer.").author_id, author);
}
