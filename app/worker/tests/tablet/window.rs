//! How records lie on a tablet, and which leave it.

use futures::executor::block_on;
use serde_json::json;
use wingbook_record::id::PersonId;
use wingbook_vault::{Store, StoreName, store::KeyRange};
use wingbook_worker::message::{Before, Failure, OlderView, RecordFilter, Request, Response};

use crate::{
    A_WHILE_MS, faults, found, hub::Hub, machine::Machine, people, record, records, set_up,
    sign_in, somebody, sync, write,
};

const DAY_MS: i64 = 86_400_000;

/// Between two records of which one is to be the later.
const A_MINUTE_MS: i64 = 60_000;

fn rows(machine: &Machine, name: StoreName) -> u64 {
    block_on(machine.disk().count(name, &KeyRange::all())).unwrap()
}

/// Everything that this filter finds.
fn total(machine: &mut Machine, filter: RecordFilter) -> usize {
    let request = Request::Records {
        filter,
        offset: 0,
        limit: 1,
    };
    match machine.ask(request) {
        Response::Records(page) => page.total,
        other => panic!("{other:?}"),
    }
}

fn all(machine: &mut Machine) -> usize {
    total(machine, RecordFilter::default())
}

#[test]
fn what_comes_lies_in_pages_and_what_was_written_follows() {
    let Some(hub) = Hub::start() else { return };
    let mut machine = Machine::new();
    set_up(&mut machine, &hub);
    let (pages, pulled) = (rows(&machine, StoreName::Pages), all(&mut machine));
    assert!(
        pulled > 100 && pages > 1,
        "{pulled} records in {pages} pages"
    );
    let person = somebody(&mut machine);
    for at in 0..20 {
        write(&mut machine, person, &format!("Settles, number {at}."));
    }
    machine.pass(A_WHILE_MS);
    assert_eq!(sync(&mut machine).waiting, 0);
    let before = rows(&machine, StoreName::Rows);

    let mut machine = machine.restart();
    machine.network.cut_after("");
    sign_in(&mut machine, &hub);
    assert_eq!(all(&mut machine), pulled + 20);
    machine.pass(A_WHILE_MS);
    assert_eq!(rows(&machine, StoreName::Rows), before - 20);
    assert_eq!(found(&mut machine, "Settles, number 12."), 1);
    let mut machine = machine.restart();
    sign_in(&mut machine, &hub);
    assert_eq!(all(&mut machine), pulled + 20);
    assert_eq!(found(&mut machine, "Settles, number 12."), 1);
}

/// R3 the store of pages is lost and the others are kept: it is said, and all that the server had comes back
#[test]
fn lost_pages_are_told_and_come_back() {
    let Some(hub) = Hub::start() else { return };
    let mut machine = Machine::new();
    set_up(&mut machine, &hub);
    let before = all(&mut machine);
    faults::lose(&machine, StoreName::Pages);
    let mut machine = machine.restart();
    machine.network.cut_after("");
    sign_in(&mut machine, &hub);
    match machine.ask(Request::Problems) {
        Response::Problems(problems) => assert_eq!(problems[0].failure, Failure::VanishedInPart),
        other => panic!("{other:?}"),
    }
    machine.network.mend();
    machine.pass(4 * A_WHILE_MS);
    assert_eq!(all(&mut machine), before);
}

#[test]
fn records_leave_with_the_window_and_what_is_owed_stays() {
    let Some(hub) = Hub::start() else { return };
    let mut machine = Machine::new();
    machine.network.keep_time();
    set_up(&mut machine, &hub);
    let person = somebody(&mut machine);
    write(&mut machine, person, "Leaves in spring.");
    machine.pass(A_MINUTE_MS);
    let me = match machine.ask(Request::SignIn {
        staff_number: hub.staff_number.clone(),
        passphrase: hub.passphrase.clone(),
        before: Before::Unsaid,
    }) {
        Response::Session(session) => session.person,
        other => panic!("{other:?}"),
    };
    let owed = json!({ "kind": "conversation", "quality": "open", "followup": "yes", "followup_owner": me,
        "followup_date": "2027-01-01", "text": "Still owed in spring." });
    machine.ask(Request::Save(record("contact", &[person], &owed)));
    machine.pass(A_WHILE_MS);
    let before = all(&mut machine);
    machine.turn_to(Machine::START_MS + 130 * DAY_MS);

    // One day's records are all that is younger: the clock may be wrong, and nothing goes.
    let mut machine = at_the_next_start(machine, &hub);
    write(&mut machine, person, "Written in spring.");
    let mut machine = at_the_next_start(machine, &hub);
    machine.pass(A_WHILE_MS);
    assert_eq!(all(&mut machine), before + 1);
    a_week_goes_on(&mut machine, person);
    let mut machine = at_the_next_start(machine, &hub);
    machine.pass(A_WHILE_MS);
    assert_eq!(found(&mut machine, "Leaves in spring."), 0);
    assert_eq!(found(&mut machine, "Still owed in spring."), 1);
    assert_eq!(found(&mut machine, "Written in spring."), 1);
    let left = all(&mut machine);
    assert!(left < before / 2, "{left} of {before}");

    // It stays so without a network, and is not fetched again.
    let mut machine = at_the_next_start(machine, &hub);
    assert_eq!(all(&mut machine), left);
}

/// Started anew, on the same day, and signed in.
fn at_the_next_start(machine: Machine, hub: &Hub) -> Machine {
    let mut machine = machine.restart();
    machine.network.keep_time();
    sign_in(&mut machine, hub);
    machine
}

/// A register is written in every day.
fn a_week_goes_on(machine: &mut Machine, person: PersonId) {
    for day in 0..7 {
        machine.turn_to(Machine::START_MS + (130 + day) * DAY_MS);
        write(machine, person, &format!("Of day {day}."));
    }
}

/// The week before what is here, or everything about a person.
fn fetch(machine: &mut Machine, person: Option<PersonId>) -> OlderView {
    match machine.ask(Request::FetchOlder { person }) {
        Response::Older(view) => view,
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_left_is_fetched_for_a_look_as_it_stands_now() {
    let Some(hub) = Hub::start() else { return };
    let mut machine = Machine::new();
    machine.network.keep_time();
    set_up(&mut machine, &hub);
    let (person, other) = {
        let found = people(&mut machine, "a", 2);
        (found[0], found[1])
    };
    write(&mut machine, person, "Stands to this day.");
    write(&mut machine, person, "Was taken back.");
    let taken_back = records(&mut machine, "Was taken back.")
        .records
        .remove(0)
        .id;
    machine.ask(Request::Withdraw {
        entry: taken_back,
        reason: "Not what I saw.".into(),
    });
    write(&mut machine, other, "About somebody else.");
    machine.pass(A_MINUTE_MS);
    write(&mut machine, person, "The last word with them.");
    machine.pass(A_WHILE_MS);
    let before = all(&mut machine);
    machine.turn_to(Machine::START_MS + 130 * DAY_MS);
    let mut machine = at_the_next_start(machine, &hub);
    a_week_goes_on(&mut machine, other);
    let mut machine = at_the_next_start(machine, &hub);
    machine.pass(A_WHILE_MS);
    assert_eq!(found(&mut machine, "Stands to this day."), 0);
    let on_disk = rows(&machine, StoreName::Rows);

    let came = fetch(&mut machine, Some(person));
    assert!(came.came >= 3, "{came:?}");
    assert_eq!(came.held_since_ms, None);
    let line = records(&mut machine, "Stands to this day.")
        .records
        .remove(0);
    assert!(matches!(
        machine.ask(Request::Record { id: line.id }),
        Response::Record(_)
    ));
    let withdrawn = records(&mut machine, "Was taken back.").records.remove(0);
    assert!(withdrawn.withdrawn, "{withdrawn:?}");
    assert_eq!(found(&mut machine, "About somebody else."), 0);
    assert_eq!(fetch(&mut machine, Some(person)).came, 0);

    // Week by week until all is here that was before.
    let mut weeks = 0;
    while all(&mut machine) < before && weeks < 10 {
        fetch(&mut machine, None);
        weeks += 1;
    }
    assert_eq!(all(&mut machine), before + 7, "after {weeks} weeks");
    assert_eq!(found(&mut machine, "About somebody else."), 1);
    assert_eq!(rows(&machine, StoreName::Rows), on_disk);

    // Locked, it is gone; without a network that is said.
    let mut machine = machine.restart();
    machine.network.keep_time();
    machine.network.cut_after("");
    sign_in(&mut machine, &hub);
    assert_eq!(found(&mut machine, "Stands to this day."), 0);
    let refused = machine.refused(Request::FetchOlder { person: None });
    assert!(
        matches!(refused, Failure::ServerUnreachable { .. }),
        "{refused:?}"
    );
}
