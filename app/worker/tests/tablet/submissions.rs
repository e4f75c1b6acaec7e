//! Sealed reports: written by anyone, sent by whoever syncs next, opened by their readers alone.

use serde_json::json;
use wingbook_record::{access::Book, id::PersonId};
use wingbook_vault::StoreName;
use wingbook_worker::message::{
    DraftView, Failure, ReadersView, Request, Response, Saved, SubmissionsView,
};

use crate::{
    A_WHILE_MS, found, hub::Hub, machine::Machine, record, set_up, sign_in_as, somebody, sync,
};

/// Words that stand in a report and nowhere else.
const TOLD: &str = "Struck on the stairs by the man with the grey keys.";

/// Longer than *Undo* is offered.
const UNDO_MS: i64 = 12_000;

fn report(machine: &mut Machine, person: PersonId) -> Saved {
    let answers = json!({
        "kind": "told", "text": TOLD, "injuries": "yes", "agreed": "not_asked", "danger": "yes",
    });
    match machine.ask(Request::Save(record(
        "protection_report",
        &[person],
        &answers,
    ))) {
        Response::Saved(saved) => saved,
        other => panic!("{other:?}"),
    }
}

fn submissions(machine: &mut Machine) -> SubmissionsView {
    match machine.ask(Request::Submissions) {
        Response::Submissions(view) => view,
        other => panic!("{other:?}"),
    }
}

fn readers(machine: &mut Machine) -> ReadersView {
    let form = "protection_report".into();
    match machine.ask(Request::Readers { form }) {
        Response::Readers(view) => view,
        other => panic!("{other:?}"),
    }
}

fn drafts(machine: &mut Machine) -> Vec<DraftView> {
    match machine.ask(Request::Drafts) {
        Response::Drafts(drafts) => drafts,
        other => panic!("{other:?}"),
    }
}

/// A tablet of its own on which somebody with this role has signed in.
fn tablet_of(hub: &Hub, role: &str) -> Machine {
    let mut machine = Machine::new();
    set_up(&mut machine, hub);
    let mut machine = machine.lock();
    sign_in_as(&mut machine, hub, role);
    machine
}

#[test]
fn a_report_is_opened_by_its_reader_alone() {
    let Some(hub) = Hub::start() else { return };
    let mut reader = tablet_of(&hub, "Complaints");
    assert_eq!(submissions(&mut reader).opened.len(), 0);

    let mut machine = Machine::new();
    set_up(&mut machine, &hub);
    assert_eq!(
        readers(&mut machine).names.len(),
        1,
        "who can open it is said before"
    );
    let person = somebody(&mut machine);
    machine.network.forget();
    report(&mut machine, person);
    machine.pass(UNDO_MS + A_WHILE_MS);
    assert_eq!(sync(&mut machine).waiting, 0);

    // What went up tells neither what was written nor by whom, and nothing was read there or refused.
    let there = machine.network.sent_to("-protection");
    assert!(!there.is_empty());
    let text = format!("{there:?}");
    for word in [
        "Struck",
        "grey keys",
        "author",
        "header",
        &person.to_string(),
    ] {
        assert!(!text.contains(word), "{word} went up");
    }
    for (address, _) in &there {
        let may = ["_revs_diff", "_bulk_docs", "_receipts"];
        assert!(
            may.iter().any(|end| address.ends_with(end)),
            "{address} would be refused and noted"
        );
    }
    // On the tablet nothing is left of it, and nobody there opens it.
    assert_eq!(drafts(&mut machine), []);
    assert_eq!(found(&mut machine, "grey keys"), 0);
    let refused = machine.refused(Request::Submissions);
    assert_eq!(
        refused,
        Failure::NotAllowed {
            what: Book::Protection.to_string()
        }
    );

    reader.ask(Request::SyncNow);
    reader.pass(A_WHILE_MS);
    let arrived = submissions(&mut reader);
    assert_eq!((arrived.opened.len(), arrived.locked), (1, 0));
    assert_eq!(arrived.opened[0].answers["text"], TOLD);
    assert!(
        arrived.opened[0].author.is_some(),
        "signed by somebody whom the facility certified"
    );
    assert_eq!(arrived.opened[0].people[0].id, person);
    assert_eq!(
        found(&mut reader, "grey keys"),
        0,
        "it stands in no list of records"
    );
    // The same after a start from what was stored.
    let mut reader = reader.restart();
    sign_in_as(&mut reader, &hub, "Complaints");
    assert_eq!(submissions(&mut reader).opened.len(), 1);
}

#[test]
fn until_undo_ends_it_is_a_draft() {
    let Some(hub) = Hub::start() else { return };
    let mut reader = tablet_of(&hub, "Complaints");
    let mut machine = Machine::new();
    set_up(&mut machine, &hub);
    let person = somebody(&mut machine);
    let saved = report(&mut machine, person);
    machine.pass(UNDO_MS / 2);
    machine.ask(Request::Undo { entry: saved.entry });
    machine.pass(UNDO_MS + A_WHILE_MS);
    reader.ask(Request::SyncNow);
    reader.pass(A_WHILE_MS);
    assert_eq!(submissions(&mut reader).opened.len(), 0);

    // A tablet that dies before *Undo* ends seals it when its author comes back; then nothing takes it back.
    let saved = report(&mut machine, person);
    let mut machine = machine.restart();
    machine.pass(UNDO_MS);
    sign_in_as(&mut machine, &hub, "Officer");
    assert_eq!(sync(&mut machine).waiting, 0);
    machine.refused(Request::Undo { entry: saved.entry });
    reader.ask(Request::SyncNow);
    reader.pass(A_WHILE_MS);
    assert_eq!(submissions(&mut reader).opened.len(), 1);
}

#[test]
fn a_colleague_sends_it_and_cannot_open_it() {
    let Some(hub) = Hub::start() else { return };
    let mut reader = tablet_of(&hub, "Complaints");
    let machine = tablet_of(&hub, "Health");
    let mut machine = machine.lock();
    sign_in_as(&mut machine, &hub, "Officer");
    let person = somebody(&mut machine);
    machine.network.cut_after("");
    report(&mut machine, person);
    machine.pass(UNDO_MS);
    assert_eq!(sync(&mut machine).waiting, 1);

    let mut machine = machine.lock();
    machine.network.mend();
    sign_in_as(&mut machine, &hub, "Health");
    assert_eq!(
        sync(&mut machine).waiting,
        0,
        "sent by a colleague of another book"
    );
    machine.refused(Request::Submissions);
    reader.ask(Request::SyncNow);
    reader.pass(A_WHILE_MS);
    assert_eq!(submissions(&mut reader).opened.len(), 1);
}

#[test]
fn a_report_that_lost_its_place_in_line_is_sent_all_the_same() {
    let Some(hub) = Hub::start() else { return };
    let mut reader = tablet_of(&hub, "Complaints");
    let mut machine = Machine::new();
    set_up(&mut machine, &hub);
    let person = somebody(&mut machine);
    machine.network.cut_after("");
    report(&mut machine, person);
    machine.pass(UNDO_MS);
    crate::faults::lose(&machine, StoreName::Outbox);
    let mut machine = machine.restart();
    sign_in_as(&mut machine, &hub, "Officer");
    assert_eq!(sync(&mut machine).waiting, 0);
    reader.ask(Request::SyncNow);
    reader.pass(A_WHILE_MS);
    assert_eq!(submissions(&mut reader).opened.len(), 1);
}

#[test]
fn a_reader_who_comes_later_is_given_the_keys() {
    let Some(hub) = Hub::start() else { return };
    let mut reader = tablet_of(&hub, "Complaints");
    let mut machine = Machine::new();
    set_up(&mut machine, &hub);
    let person = somebody(&mut machine);
    report(&mut machine, person);
    machine.pass(UNDO_MS + A_WHILE_MS);

    hub.user("roles", "Supervisor", &["--roles", "complaints"]);
    let mut later = tablet_of(&hub, "Supervisor");
    let arrived = submissions(&mut later);
    assert_eq!((arrived.opened.len(), arrived.locked), (0, 1));
    let no_key = later.refused(Request::OpenSubmissions {
        parts: vec![String::new()],
    });
    assert!(matches!(no_key, Failure::Parts(_)), "{no_key:?}");

    reader.ask(Request::SyncNow);
    reader.pass(2 * A_WHILE_MS);
    later.ask(Request::SyncNow);
    later.pass(A_WHILE_MS);
    let arrived = submissions(&mut later);
    assert_eq!((arrived.opened.len(), arrived.locked), (1, 0));
    assert_eq!(arrived.opened[0].answers["text"], TOLD);

    // Once the role is gone, so is the book.
    hub.user("roles", "Supervisor", &["--roles", "supervisor"]);
    later.ask(Request::SyncNow);
    later.pass(2 * A_WHILE_MS);
    assert_eq!(later.ended(), Some(Failure::RolesChanged));
    assert_eq!(later.holders("protection"), 0);
}

#[test]
fn where_nobody_reads_nothing_is_sealed() {
    let Some(hub) = Hub::found(&crate::hub::Founded {
        prisoners: 2,
        staff: 1,
        users: &[("Officer", "officer")],
    }) else {
        return;
    };
    let mut machine = tablet_of_founded(&hub);
    let person = crate::people(&mut machine, "Testname", 1)[0];
    machine.ask(Request::Practice { on: true });
    let answers = json!({"source": "saw", "text": TOLD, "urgency": "now"});
    let practice = machine.refused(Request::Save(record(
        "security_report",
        &[person],
        &answers,
    )));
    assert_eq!(practice, Failure::NotInPractice);
}

/// The recovery key that every founding makes opens what nobody is named for.
fn tablet_of_founded(hub: &Hub) -> Machine {
    let mut machine = Machine::new();
    machine.ask(Request::SetUp(wingbook_worker::message::SetUp {
        server: Some(hub.address.clone()),
        tablet: "Tablet 1".into(),
        facility: None,
        vanished: None,
    }));
    sign_in_as(&mut machine, hub, "Officer");
    assert!(readers(&mut machine).names.is_empty());
    machine
}
