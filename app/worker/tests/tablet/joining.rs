//! A prison that began on one tablet gets a server: everything that was written goes there, under the same name.

use wingbook_record::access::{Book, Role};
use wingbook_worker::message::{
    Before, Connect, ConnectView, Failure, PersonChange, PlaceChange, Request, Response, Rooms,
    TabletStep,
};

use crate::{
    A_WHILE_MS, contact, found,
    health::tablet,
    hub::{Founded, Hub},
    machine::Machine,
    people, problems,
    recovery::{self, alone_as, draft},
    sign_in_as, sync, write,
};

/// The founder's staff number, here and at the hub of these tests.
const NUMBER: &str = "T-Ruth";
const TEXT: &str = "Asked about the workshop before there was a server.";
const ALL_ROLES: &str = "officer,supervisor,reception,administrator";

fn founded(roles: &str) -> Option<Hub> {
    let mut hub = Hub::found(&Founded {
        prisoners: 1,
        staff: 0,
        users: &[("Officer", "officer")],
    })?;
    hub.add_user("Ruth", roles);
    Some(hub)
}

/// A tablet that works alone: a wing that was renamed, somebody in it, a record, a draft.
fn working_alone() -> Machine {
    working_alone_as(NUMBER)
}

fn working_alone_as(staff_number: &str) -> Machine {
    let mut machine = Machine::new();
    alone_as(&mut machine, staff_number);
    let rooms = Rooms {
        names: vec!["1".into(), "2".into()],
        wards: false,
        capacity: Some(4),
    };
    let name = "Wing A".to_owned();
    let wing = match machine.ask(Request::AddWing { name, rooms }) {
        Response::Place(wing) => wing,
        other => panic!("{other:?}"),
    };
    machine.ask(Request::PutPlace(PlaceChange {
        id: wing,
        name: "Wing Acacia".into(),
        capacity: Some(8),
        out_of_use: false,
        punishment: false,
    }));
    machine.ask(Request::PutPerson(PersonChange {
        id: None,
        name: "Daudi Testname".into(),
        number: Some("A-7".into()),
        born: None,
        sex: None,
        place: None,
        left: false,
    }));
    let daudi = people(&mut machine, "Daudi", 1)[0];
    write(&mut machine, daudi, TEXT);
    machine.ask(Request::DraftPut(draft()));
    machine
}

fn connect(hub: &Hub, agreed: Option<String>) -> Request {
    connect_as("Ruth", hub, agreed)
}

fn connect_as(title: &str, hub: &Hub, agreed: Option<String>) -> Request {
    let (_, passphrase) = hub.sign_in_of(title);
    Request::Connect(Connect {
        server: hub.address.clone(),
        passphrase,
        agreed,
    })
}

fn look(machine: &mut Machine, hub: &Hub) -> ConnectView {
    view(machine.ask(connect(hub, None)))
}

/// Looks, and agrees to what is shown.
fn agree(machine: &mut Machine, hub: &Hub) -> Result<Response, Failure> {
    let shown = look(machine, hub);
    machine.ask_or_refused(connect(hub, Some(shown.facility_key)))
}

fn view(response: Response) -> ConnectView {
    match response {
        Response::Connect(view) => view,
        other => panic!("{other:?}"),
    }
}

/// Everything is there, nothing waits, and nobody is told of anything.
fn all_is_well(machine: &mut Machine) {
    all_is_well_with(machine, 1);
}

/// The same of so many tablets that began alone.
fn all_is_well_with(machine: &mut Machine, tablets: usize) {
    let whole = sync(machine);
    let stands = (whole.state.as_str(), whole.waiting, whole.refused);
    assert_eq!(stands, ("idle", 0, 0), "{whole:?}");
    assert_eq!(problems(machine), []);
    assert_eq!(found(machine, TEXT), tablets);
}

#[test]
fn what_was_written_without_a_server_goes_up_under_its_authors_name() {
    let Some(hub) = founded(ALL_ROLES) else {
        return;
    };
    let mut machine = working_alone();
    let looked = look(&mut machine, &hub);
    assert!(looked.is_possible(), "{looked:?}");
    assert_eq!(
        (looked.facility.as_str(), looked.other_zone.clone()),
        ("Campaign prison", None)
    );
    let books: Vec<Book> = looked.to_send.iter().map(|(book, _)| *book).collect();
    assert_eq!(books, [Book::Roster, Book::Wing]);
    // What was agreed to is another server.
    let other = Some("0".repeat(64));
    view(machine.ask(connect(&hub, other)));
    assert_eq!(machine.ended(), None, "looking changes nothing");
    assert!(matches!(agree(&mut machine, &hub), Ok(Response::Done)));
    assert_eq!(machine.ended(), Some(Failure::Connected));

    // The passphrase of the server opens the tablet, the one of before no longer.
    let mut machine = machine.lock();
    let before = Request::SignIn {
        staff_number: NUMBER.into(),
        passphrase: recovery::PASSPHRASE.into(),
        before: Before::Unsaid,
    };
    assert_eq!(machine.refused(before), Failure::WrongPassphrase);
    sign_in_as(&mut machine, &hub, "Ruth");
    all_is_well(&mut machine);
    match machine.ask(Request::Drafts) {
        Response::Drafts(drafts) => assert_eq!(drafts.len(), 1),
        other => panic!("{other:?}"),
    }
    let sent = machine.network.documents_in("_bulk_docs");
    assert!(sent > 5, "{sent}");

    // A colleague on another tablet reads it, and it is certified.
    let mut other = tablet(&hub, "Officer");
    all_is_well(&mut other);
    let page = crate::records(&mut other, TEXT);
    assert!(page.records[0].certified, "{page:?}");
    assert_eq!(people(&mut other, "Daudi", 5).len(), 1);

    // Work goes on here, and is sent once.
    machine.network.forget();
    let daudi = people(&mut machine, "Daudi", 1)[0];
    write(&mut machine, daudi, "Went back to his cell.");
    machine.pass(A_WHILE_MS);
    assert_eq!(machine.network.documents_in("_bulk_docs"), 1);
    let mut machine = machine.restart();
    sign_in_as(&mut machine, &hub, "Ruth");
    all_is_well(&mut machine);
}

#[test]
fn roles_that_the_server_does_not_give_are_told_before_anything_is_sent() {
    let Some(hub) = founded("administrator") else {
        return;
    };
    let mut machine = working_alone();
    let mut looked = look(&mut machine, &hub);
    let key = Some(looked.facility_key.clone());
    for agreed in [None, key] {
        assert_eq!(
            looked.missing_roles,
            [Role::Officer, Role::Supervisor, Role::Reception]
        );
        looked = view(machine.ask(connect(&hub, agreed)));
    }
    assert_eq!(machine.ended(), None);
    hub.user("roles", "Ruth", &["--roles", ALL_ROLES]);
    assert!(look(&mut machine, &hub).is_possible());
}

/// The connection breaks after each thing that the server is asked: connecting goes on from there
#[test]
fn a_connection_that_breaks_while_connecting_loses_nothing() {
    for path in ["/_wingbook/kdf", "/_wingbook/me", "/_wingbook/join"] {
        let Some(hub) = founded(ALL_ROLES) else {
            return;
        };
        let mut machine = working_alone();
        let key = look(&mut machine, &hub).facility_key;
        machine.network.cut_after(path);
        let refused = machine.ask_or_refused(connect(&hub, Some(key)));
        if path != "/_wingbook/join" {
            assert!(
                matches!(refused, Err(Failure::ServerUnreachable { .. })),
                "{path}: {refused:?}"
            );
            assert_eq!(machine.ended(), None);
        }
        machine.network.mend();
        let mut machine = machine.lock();
        if refused.is_err() {
            machine.ask(Request::SignIn {
                staff_number: NUMBER.into(),
                passphrase: recovery::PASSPHRASE.into(),
                before: Before::Unsaid,
            });
            assert_eq!(found(&mut machine, TEXT), 1);
            agree(&mut machine, &hub).unwrap();
            machine = machine.lock();
        }
        sign_in_as(&mut machine, &hub, "Ruth");
        all_is_well(&mut machine);
    }
}

/// The tablet dies between any two things that it stores while connecting
#[test]
fn a_tablet_that_dies_while_connecting_goes_on_from_there() {
    let Some(mut hub) = founded(ALL_ROLES) else {
        return;
    };
    let mut kept_on = 0;
    for commits in 0.. {
        let title = format!("Ruth{commits}");
        let number = format!("T-{title}");
        hub.add_user(&title, ALL_ROLES);
        let mut machine = working_alone_as(&number);
        let key = view(machine.ask(connect_as(&title, &hub, None))).facility_key;
        machine.disk().leave_room_for(Some(commits));
        let died = machine.ask_or_refused(connect_as(&title, &hub, Some(key.clone())));
        let left = machine.disk().leave_room_for(None);

        let mut machine = machine.restart();
        let with = |passphrase: &str, before: Before| Request::SignIn {
            staff_number: number.clone(),
            passphrase: passphrase.into(),
            before,
        };
        let (_, passphrase) = hub.sign_in_of(&title);
        // The passphrase of before opens it until that of the server does.
        let mut is_open = machine.ask_or_refused(with(recovery::PASSPHRASE, Before::Unsaid));
        if is_open.is_ok() && died.is_err() {
            machine.ask(connect_as(&title, &hub, Some(key)));
            machine = machine.restart();
            is_open = Err(Failure::Locked);
        }
        if is_open.is_err() {
            let first = machine.ask_or_refused(with(&passphrase, Before::Unsaid));
            if first.is_err() {
                let before = Before::Known(recovery::PASSPHRASE.into());
                machine.ask(with(&passphrase, before));
            }
        } else {
            kept_on += 1;
        }
        machine.pass(A_WHILE_MS);
        all_is_well_with(&mut machine, commits + 1);
        let sent = machine.network.documents_in("_bulk_docs");
        assert!(sent >= 7, "{sent} after {commits} commits");
        if left > Some(0) {
            // The whole takes no more.
            break;
        }
    }
    assert!(
        kept_on > 0,
        "connected, and the new passphrase not noted yet"
    );
}

#[test]
fn an_account_with_which_a_tablet_works_is_not_taken_over() {
    let Some(hub) = founded(ALL_ROLES) else {
        return;
    };
    tablet(&hub, "Ruth");

    let mut machine = working_alone();
    assert_eq!(
        agree(&mut machine, &hub).unwrap_err(),
        Failure::AccountInUse
    );
    assert_eq!((machine.ended(), found(&mut machine, TEXT)), (None, 1));
    let wrong = Request::Connect(Connect {
        server: hub.address.clone(),
        passphrase: "another one entirely".into(),
        agreed: None,
    });
    assert_eq!(machine.refused(wrong), Failure::WrongPassphrase);
}

/// Two tabs: one connects, and nobody writes on in the other, where no line would wait
#[test]
fn the_other_tab_is_ended_before_it_writes_what_nobody_would_send() {
    let Some(hub) = founded(ALL_ROLES) else {
        return;
    };
    let mut machine = working_alone();
    let mut other = machine.another_tab();
    let mut deaf = machine.deaf_tab();
    for tab in [&mut other, &mut deaf] {
        tab.ask(Request::SignIn {
            staff_number: NUMBER.into(),
            passphrase: recovery::PASSPHRASE.into(),
            before: Before::Unsaid,
        });
    }
    let daudi = people(&mut deaf, "Daudi", 1)[0];
    agree(&mut machine, &hub).unwrap();
    // Told, and it ends at once. One that has heard nothing yet saves nothing.
    other.pass(0);
    assert_eq!(other.ended(), Some(Failure::Connected));
    let contact = Request::Save(contact(daudi, "Written in the other tab."));
    assert_eq!(deaf.refused(contact), Failure::Connected);

    let mut machine = machine.lock();
    sign_in_as(&mut machine, &hub, "Ruth");
    all_is_well(&mut machine);
    assert_eq!(found(&mut machine, "Written in the other tab."), 0);
}

/// Somebody else is the first to sign in after connecting: what waits is counted and told, and the prison's recovery key
/// opens it
#[test]
fn what_waits_is_told_to_whoever_signs_in_first() {
    let Some(hub) = founded(ALL_ROLES) else {
        return;
    };
    let mut machine = working_alone();
    agree(&mut machine, &hub).unwrap();

    let mut machine = machine.lock();
    sign_in_as(&mut machine, &hub, "Officer");
    assert_eq!(problems(&mut machine), []);
    let left = match machine.ask(Request::Tablets(TabletStep::Left)) {
        Response::Left(left) => left,
        other => panic!("{other:?}"),
    };
    assert!(left.records > 5, "{left:?}");

    // Nobody knows the founder's passphrase any more.
    let mut machine = machine.restart();
    let opened = recovery::opened_by_founders_key(&mut machine, &hub);
    assert!(opened.people.iter().any(|one| one.staff_number == NUMBER));
    assert!(opened.books >= 2, "{opened:?}");
    sign_in_as(&mut machine, &hub, "Officer");
    all_is_well(&mut machine);
}
