//! Roles and books, enforced by keys: somebody new on a tablet, a role cut, somebody dismissed.

use wingbook_worker::message::{Before, Failure, Request, Response, SessionView};

use crate::{A_WHILE_MS, found, hub::Hub, machine::Machine, set_up, sign_in_as, sync, write};

fn sign_in(machine: &mut Machine, hub: &Hub, role: &str) -> SessionView {
    let (staff_number, passphrase) = hub.sign_in_of(role);
    match machine.ask(Request::SignIn {
        staff_number,
        passphrase,
        before: Before::Unsaid,
    }) {
        Response::Session(view) => view,
        other => panic!("{other:?}"),
    }
}

fn people(machine: &mut Machine) -> usize {
    match machine.ask(Request::Status) {
        Response::Status(status) => status.people,
        other => panic!("{other:?}"),
    }
}

fn books(view: &SessionView) -> Vec<&'static str> {
    view.books.iter().map(|book| book.word()).collect()
}

#[test]
fn who_comes_new_to_a_tablet_reads_on_and_only_their_own_books() {
    let Some(hub) = Hub::start() else { return };
    let mut machine = Machine::new();
    set_up(&mut machine, &hub);
    let person = crate::somebody(&mut machine);
    write(
        &mut machine,
        person,
        "Written before anybody else was here.",
    );
    machine.pass(A_WHILE_MS);
    assert_eq!(machine.holders("wing"), 1);

    let mut machine = machine.lock();
    sign_in_as(&mut machine, &hub, "Supervisor");
    let mut machine = machine.lock();
    sign_in_as(&mut machine, &hub, "Health");
    assert_eq!((machine.holders("wing"), machine.holders("health")), (2, 1));
    assert_eq!(machine.holders("roster"), 3);

    // With no network, each of the three with what is theirs.
    let mut machine = machine.lock();
    machine.network.cut_after("");
    sign_in(&mut machine, &hub, "Supervisor");
    assert_eq!(found(&mut machine, "before anybody else"), 1);
    let mut machine = machine.lock();
    let nurse = sign_in(&mut machine, &hub, "Health");
    assert_eq!(books(&nurse), ["roster", "health"]);
    assert_eq!(found(&mut machine, "before anybody else"), 0);
}

#[test]
fn a_role_that_was_cut_opens_its_book_no_more() {
    let Some(hub) = Hub::start() else { return };
    let mut machine = Machine::new();
    set_up(&mut machine, &hub);
    let mut machine = machine.lock();
    sign_in_as(&mut machine, &hub, "Health");
    let before = sign_in(&mut machine, &hub, "Health");
    assert_eq!(books(&before), ["roster", "health"]);
    assert_eq!(machine.holders("health"), 1);

    hub.user("roles", "Health", &["--roles", "officer"]);
    let mut machine = machine.lock();
    sign_in(&mut machine, &hub, "Health");
    machine.pass(A_WHILE_MS);
    assert_eq!(machine.ended(), Some(Failure::RolesChanged));
    assert_eq!(
        machine.holders("health"),
        0,
        "only the recovery key is left"
    );

    // With no network either: what lies here as the health book is closed to her.
    let mut machine = machine.lock();
    let after = sign_in(&mut machine, &hub, "Health");
    assert_eq!(books(&after), ["roster", "wing"]);
    machine.pass(A_WHILE_MS);
    assert_eq!(machine.ended(), None);
    assert_eq!(machine.holders("wing"), 2);

    // Given back, the role begins a new epoch, which the old keys don't open.
    hub.user("roles", "Health", &["--roles", "health"]);
    let mut machine = machine.lock();
    sign_in(&mut machine, &hub, "Health");
    machine.pass(A_WHILE_MS);
    assert_eq!(machine.ended(), Some(Failure::RolesChanged));
    let mut machine = machine.lock();
    sign_in_as(&mut machine, &hub, "Health");
    assert_eq!((machine.holders("health"), machine.holders("wing")), (1, 1));
    assert_eq!(sync(&mut machine).failure, None);
}

/// R30 R29 an account is closed while its unsent work lies on a shared tablet: a colleague's contact sends it under its
/// author's name
#[test]
fn whoever_was_dismissed_leaves_the_tablet_and_their_work_goes_up_in_their_name() {
    let Some(hub) = Hub::start() else { return };
    let mut machine = Machine::new();
    set_up(&mut machine, &hub);
    let mut machine = machine.lock();
    sign_in_as(&mut machine, &hub, "Supervisor");
    let mut machine = machine.lock();
    machine.network.cut_after("");
    sign_in(&mut machine, &hub, "Officer");
    let person = crate::somebody(&mut machine);
    write(&mut machine, person, "Written on the last day.");
    machine.pass(A_WHILE_MS);
    assert_eq!(sync(&mut machine).waiting, 1);

    hub.user("disable", "Officer", &[]);
    let mut machine = machine.lock();
    machine.network.mend();
    sign_in_as(&mut machine, &hub, "Supervisor");
    assert_eq!(sync(&mut machine).waiting, 0, "sent by a colleague");
    assert_eq!(people(&mut machine), 1, "the officer has left");
    assert_eq!((machine.holders("wing"), machine.holders("roster")), (1, 1));
    assert_eq!(found(&mut machine, "Written on the last day."), 1);

    let mut machine = machine.lock();
    let (staff_number, passphrase) = hub.sign_in_of("Officer");
    let refused = machine.refused(Request::SignIn {
        staff_number,
        passphrase,
        before: Before::Unsaid,
    });
    assert_eq!(refused, Failure::AccountClosed);
    // Somebody else's tablet has the record from the server, under its author's name.
    let mut other = Machine::new();
    other.ask(Request::SetUp(wingbook_worker::message::SetUp {
        server: Some(hub.address.clone()),
        tablet: "Tablet 2".into(),
        facility: None,
        vanished: None,
    }));
    sign_in_as(&mut other, &hub, "Supervisor");
    assert_eq!(found(&mut other, "Written on the last day."), 1);
}

/// R30 an account is closed while its tablet is offline: work goes on until the next contact, which ends it
#[test]
fn whoever_was_dismissed_is_let_go_at_their_own_next_contact() {
    let Some(hub) = Hub::start() else { return };
    let mut machine = Machine::new();
    set_up(&mut machine, &hub);
    hub.user("disable", "Officer", &[]);
    let mut machine = machine.lock();
    // Offline they would still get in; the contact comes a moment later.
    sign_in(&mut machine, &hub, "Officer");
    machine.pass(A_WHILE_MS);
    assert_eq!(machine.ended(), Some(Failure::AccountClosed));
    assert_eq!(people(&mut machine), 0);
    assert_eq!((machine.holders("wing"), machine.holders("roster")), (0, 0));

    // Taken back, they begin anew with the server's help.
    hub.user("enable", "Officer", &[]);
    let mut machine = machine.lock();
    sign_in_as(&mut machine, &hub, "Officer");
    assert_eq!(people(&mut machine), 1);
    assert!(sync(&mut machine).last_full_ms.is_some());
}

#[test]
fn a_session_that_goes_on_hears_of_it_as_well() {
    let Some(hub) = Hub::start() else { return };
    let mut machine = Machine::new();
    set_up(&mut machine, &hub);
    assert_eq!(machine.ended(), None);
    hub.user("roles", "Officer", &["--roles", "officer,reception"]);
    machine.ask(Request::SyncNow);
    machine.pass(2 * A_WHILE_MS);
    assert_eq!(machine.ended(), Some(Failure::RolesChanged));

    let mut machine = machine.lock();
    let view = sign_in(&mut machine, &hub, "Officer");
    assert_eq!(view.roles.len(), 2);
    machine.pass(A_WHILE_MS);
    hub.user("disable", "Officer", &[]);
    machine.ask(Request::SyncNow);
    machine.pass(A_WHILE_MS);
    assert_eq!(machine.ended(), Some(Failure::AccountClosed));
    assert_eq!(people(&mut machine), 0);
}

/// R30 a role is cut, then there is no network: it does not come back
#[test]
fn a_cut_role_does_not_come_back_without_a_network() {
    let Some(hub) = Hub::start() else { return };
    let mut machine = Machine::new();
    set_up(&mut machine, &hub);
    let mut machine = machine.lock();
    sign_in_as(&mut machine, &hub, "Supervisor");
    assert_eq!(machine.holders("wing"), 2);

    // A colleague's contact brings the word; the officer hears of it with no network at all.
    hub.user("roles", "Officer", &["--roles", "reception"]);
    let mut machine = machine.lock();
    sign_in_as(&mut machine, &hub, "Supervisor");
    assert_eq!(machine.holders("wing"), 1);
    let mut machine = machine.lock();
    machine.network.cut_after("");
    let (staff_number, passphrase) = hub.sign_in_of("Officer");
    let refused = machine.refused(Request::SignIn {
        staff_number,
        passphrase,
        before: Before::Unsaid,
    });
    assert_eq!(refused, Failure::RolesChanged);
    let view = sign_in(&mut machine, &hub, "Officer");
    assert_eq!(books(&view), ["roster"]);
    let mut machine = machine.lock();
    sign_in(&mut machine, &hub, "Supervisor");
    assert_eq!(machine.holders("wing"), 1, "nobody hands it back");
}

/// R29 somebody new has a connection for a moment only, then a shift without one: what they write goes up with a colleague
#[test]
fn a_moment_near_the_network_is_enough_to_pass_keys_on() {
    let Some(hub) = Hub::start() else { return };
    let mut machine = Machine::new();
    set_up(&mut machine, &hub);
    let mut machine = machine.lock();
    // All of the roster has come, and nothing of the wing.
    machine.network.cut_after("-wing/_changes");
    sign_in_as(&mut machine, &hub, "Supervisor");
    let person = crate::somebody(&mut machine);
    write(&mut machine, person, "Written far from the network.");

    let mut machine = machine.lock();
    crate::sign_in(&mut machine, &hub);
    let whole = sync(&mut machine);
    assert_eq!((whole.waiting, whole.of_colleagues), (0, 0));
    assert_eq!(found(&mut machine, "far from the network"), 1);
}

/// R29 what a nurse wrote can't be opened or sent by an officer: the screen says that it waits, and calls nothing sent
#[test]
fn what_waits_in_registers_of_others_is_told() {
    let Some(hub) = Hub::start() else { return };
    let mut machine = Machine::new();
    set_up(&mut machine, &hub);
    let mut machine = machine.lock();
    sign_in_as(&mut machine, &hub, "Health");
    let person = crate::somebody(&mut machine);
    let mut machine = machine.lock();
    machine.network.cut_after("");
    sign_in(&mut machine, &hub, "Health");
    let check = crate::record("health_check", &[person], &crate::check_in::well());
    machine.ask(Request::Save(check));
    assert_eq!(sync(&mut machine).waiting, 1);

    let mut machine = machine.lock();
    crate::sign_in(&mut machine, &hub);
    let whole = sync(&mut machine);
    assert_eq!((whole.state.as_str(), whole.waiting), ("idle", 0));
    assert_eq!((whole.of_colleagues, whole.unsent), (1, 1));

    let mut machine = machine.lock();
    sign_in_as(&mut machine, &hub, "Health");
    let whole = sync(&mut machine);
    assert_eq!(
        (whole.waiting, whole.of_colleagues, whole.unsent),
        (0, 0, 0)
    );
}
