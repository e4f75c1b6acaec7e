//! The recovery key: made in parts and tested, it opens what nobody left can.

use serde_json::json;
use wingbook_record::entry::Origin;
use wingbook_worker::message::{
    Before, DraftView, Failure, NewFacility, PartsFault, RecoveredView, RecoveryStep, RecoveryView,
    Request, Response, SetUp,
};

use crate::{A_WHILE_MS, found, hub::Hub, machine::Machine, set_up, sign_in_as, sync, write};

fn make(machine: &mut Machine, needed: u8, all: u8) -> Vec<String> {
    match machine.ask(Request::Recovery(RecoveryStep::Make { needed, all })) {
        Response::RecoveryParts { parts, .. } => parts,
        other => panic!("{other:?}"),
    }
}

fn finish(parts: &[&str]) -> Request {
    let parts = parts.iter().map(|&part| part.to_owned()).collect();
    Request::Recovery(RecoveryStep::Finish { parts })
}

fn recovery(response: Response) -> RecoveryView {
    match response {
        Response::Recovery(view) => view,
        other => panic!("{other:?}"),
    }
}

fn recover(machine: &mut Machine, parts: &[String]) -> RecoveredView {
    match machine.ask(Request::Recover {
        parts: parts.to_vec(),
    }) {
        Response::Recovered(view) => view,
        other => panic!("{other:?}"),
    }
}

/// Recovers with the key that lies in a file since the server was founded.
pub fn opened_by_founders_key(machine: &mut Machine, hub: &Hub) -> RecoveredView {
    recover(machine, &[hub.recovery_key()])
}

const NUMBER: &str = "W-1";
pub const PASSPHRASE: &str = "seven quiet lanterns";

fn alone(machine: &mut Machine) {
    alone_as(machine, NUMBER);
}

/// A prison that begins on a tablet without a server.
pub fn alone_as(machine: &mut Machine, staff_number: &str) {
    machine.ask(Request::SetUp(SetUp {
        server: None,
        tablet: "Tablet 1".into(),
        vanished: None,
        facility: Some(NewFacility {
            name: "Testvale Prison".into(),
            country: "UG".into(),
            zone: "Africa/Kampala".into(),
            user_name: "Ruth Nabirye".into(),
            staff_number: staff_number.into(),
            passphrase: PASSPHRASE.into(),
        }),
    }));
}

fn sign_in(passphrase: &str) -> Request {
    Request::SignIn {
        staff_number: NUMBER.into(),
        passphrase: passphrase.into(),
        before: Before::Unsaid,
    }
}

#[test]
fn a_key_counts_only_once_it_was_tested_and_then_opens_for_who_forgot() {
    let mut machine = Machine::new();
    alone(&mut machine);
    let look = Request::Recovery(RecoveryStep::Look);
    let none = RecoveryView {
        mark: None,
        has_server: false,
    };
    assert_eq!(recovery(machine.ask(look.clone())), none);

    let parts = make(&mut machine, 2, 3);
    assert_eq!(parts.len(), 3);
    assert_eq!(recovery(machine.ask(look.clone())), none, "not yet");
    let (one, two) = (parts[0].as_str(), parts[1].as_str());
    let mistyped = two.replacen(char::is_numeric, "Z", 1);
    for (typed, fault) in [
        (vec![one], PartsFault::Missing { n: 2 }),
        (vec![one, "", two], PartsFault::Missing { n: 1 }),
        (vec![one, "%%%"], PartsFault::Unreadable { part: 2 }),
    ] {
        assert_eq!(machine.refused(finish(&typed)), Failure::Parts(fault));
    }
    let refused = machine.refused(finish(&[one, &mistyped]));
    assert!(
        matches!(refused, Failure::Parts(PartsFault::Group { part: 2, .. })),
        "{refused:?}"
    );
    let view = recovery(machine.ask(finish(&[&parts[2], two, one])));
    assert!(view.mark.is_some());
    assert_eq!(
        machine.refused(finish(&[one, two, &parts[2]])),
        Failure::Parts(PartsFault::OtherKey),
        "done once, the ceremony is over"
    );

    // Half written, and then the passphrase is forgotten.
    machine.ask(Request::DraftPut(draft()));
    let mut machine = machine.restart();
    let give = |passphrase: &str| Request::GivePassphrase {
        parts: vec![parts[2].clone(), parts[0].clone()],
        staff_number: NUMBER.into(),
        passphrase: passphrase.into(),
    };
    let opened = recover(&mut machine, &parts[1..]);
    assert_eq!(opened.people.len(), 1);
    assert_eq!(opened.people[0].name, "Ruth Nabirye");
    assert_eq!(
        machine.refused(give("password2026")),
        Failure::WeakPassphrase
    );
    machine.ask(give("eight loud harbours"));
    assert_eq!(
        machine.refused(sign_in(PASSPHRASE)),
        Failure::WrongPassphrase
    );
    machine.ask(sign_in("eight loud harbours"));
    match machine.ask(Request::Drafts) {
        Response::Drafts(drafts) => assert_eq!(drafts.len(), 1, "what was half written is there"),
        other => panic!("{other:?}"),
    }
}

pub fn draft() -> DraftView {
    DraftView {
        id: "d-1".into(),
        form: "contact".into(),
        form_version: "1".into(),
        people: Vec::new(),
        places: Vec::new(),
        occurred: None,
        origin: Origin::Live,
        corrects: None,
        version: None,
        outdated: false,
        answers: json!({ "text": "half" }),
        focus: None,
        about: String::new(),
        changed_ms: 0,
    }
}

#[test]
fn parts_of_another_key_open_nothing() {
    let mut machine = Machine::new();
    alone(&mut machine);
    let parts = make(&mut machine, 2, 2);
    machine.ask(finish(&[&parts[0], &parts[1]]));
    // Made and never put into force.
    let others = make(&mut machine, 2, 2);
    let mut machine = machine.restart();
    let refused = machine.refused(Request::Recover { parts: others });
    assert_eq!(refused, Failure::Parts(PartsFault::OtherKey));
    assert_eq!(recover(&mut machine, &parts).people.len(), 1);
}

/// R30 the only officer of a tablet is dismissed with unsent work: the recovery key opens it, and it goes up in their
/// name
#[test]
fn what_one_officer_left_goes_up_in_their_name() {
    let Some(hub) = Hub::start() else { return };
    let mut office = Machine::new();
    set_up(&mut office, &hub);
    assert!(matches!(
        office.refused(Request::Recovery(RecoveryStep::Look)),
        Failure::NotAllowed { .. }
    ));
    let mut office = office.lock();
    sign_in_as(&mut office, &hub, "Administrator");
    let parts = make(&mut office, 2, 3);
    let view = recovery(office.ask(finish(&[&parts[0], &parts[1], &parts[2]])));
    assert!(view.has_server && view.mark.is_some());

    // On another tablet one officer only, and what was written there never left it.
    let mut machine = Machine::new();
    set_up(&mut machine, &hub);
    machine.network.cut_after("");
    let person = crate::somebody(&mut machine);
    write(&mut machine, person, "Nobody else holds this.");
    machine.pass(A_WHILE_MS);
    assert_eq!(sync(&mut machine).waiting, 1);
    hub.user("disable", "Officer", &[]);
    let mut machine = machine.lock();
    machine.network.mend();
    sign_in_as(&mut machine, &hub, "Supervisor");
    assert_eq!(found(&mut machine, "Nobody else holds this."), 0);

    let mut machine = machine.lock();
    let opened = recover(&mut machine, &parts[..2]);
    assert!(opened.books >= 2 && opened.passed_on > 0, "{opened:?}");
    assert!(opened.people.iter().any(|one| one.former), "{opened:?}");
    sign_in_as(&mut machine, &hub, "Supervisor");
    assert_eq!(found(&mut machine, "Nobody else holds this."), 1);
    machine.pass(A_WHILE_MS);
    assert_eq!(sync(&mut machine).waiting, 0);

    let mut office = office.lock();
    sign_in_as(&mut office, &hub, "Supervisor");
    assert_eq!(found(&mut office, "Nobody else holds this."), 1);
}
