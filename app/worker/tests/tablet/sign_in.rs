//! Signing in on a shared tablet: several people in a shift, a PIN for whoever comes back, wrong tries.

use wingbook_worker::message::{Before, Failure, KeptView, Request, Response, SessionView};

use crate::{hub::Hub, machine::Machine, set_up, sign_in_as};

const PIN: &str = "4711";

fn kept(machine: &mut Machine) -> Vec<KeptView> {
    match machine.ask(Request::Status) {
        Response::Status(status) => status.kept,
        other => panic!("{other:?}"),
    }
}

fn choose_pin(machine: &mut Machine, passphrase: &str, pin: &str) -> SessionView {
    session(machine.ask(Request::PutPin {
        passphrase: passphrase.into(),
        pin: Some(pin.into()),
    }))
}

fn session(response: Response) -> SessionView {
    match response {
        Response::Session(view) => view,
        other => panic!("{other:?}"),
    }
}

fn with_pin(tag: &str, pin: &str) -> Request {
    Request::SignInWithPin {
        tag: tag.into(),
        pin: pin.into(),
    }
}

#[test]
fn two_people_of_a_shift_come_back_with_their_pins_and_without_a_network() {
    let Some(hub) = Hub::start() else { return };
    let mut machine = Machine::new();
    set_up(&mut machine, &hub);
    assert_eq!(kept(&mut machine), [], "nobody has a PIN yet");
    let officer = choose_pin(&mut machine, &hub.passphrase, PIN);
    assert!(officer.pin);

    let mut machine = machine.lock();
    sign_in_as(&mut machine, &hub, "Health");
    let (_, passphrase) = hub.sign_in_of("Health");
    let nurse = choose_pin(&mut machine, &passphrase, "8086");

    let mut machine = machine.lock();
    machine.network.cut_after("");
    let people = kept(&mut machine);
    let names: Vec<&str> = people.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, [officer.name.as_str(), nurse.name.as_str()]);

    // Each with their own books, and with nobody else's PIN.
    let wrong = machine.refused(with_pin(&people[0].tag, "8086"));
    assert_eq!(wrong, Failure::WrongPin { left: 4 });
    let view = session(machine.ask(with_pin(&people[0].tag, "٤٧١١")));
    assert_eq!((view.person, &view.books), (officer.person, &officer.books));
    let mut machine = machine.lock();
    let view = session(machine.ask(with_pin(&people[1].tag, "8086")));
    assert_eq!((view.person, &view.books), (nurse.person, &nurse.books));

    // Started again, the app has forgotten every key; the PIN itself comes back with the passphrase.
    let mut machine = machine.restart();
    assert_eq!(kept(&mut machine), []);
    assert_eq!(
        machine.refused(with_pin(&people[0].tag, PIN)),
        Failure::PinGone
    );
    sign_in_as(&mut machine, &hub, "Officer");
    assert_eq!(kept(&mut machine), people[..1]);
}

#[test]
fn five_wrong_pins_leave_only_the_passphrase() {
    let Some(hub) = Hub::start() else { return };
    let mut machine = Machine::new();
    set_up(&mut machine, &hub);
    choose_pin(&mut machine, &hub.passphrase, PIN);
    let mut machine = machine.lock();
    let tag = kept(&mut machine)[0].tag.clone();
    for left in [4, 3, 2, 1] {
        let wrong = machine.refused(with_pin(&tag, "4712"));
        assert_eq!(wrong, Failure::WrongPin { left });
    }
    assert_eq!(machine.refused(with_pin(&tag, "4712")), Failure::PinGone);
    assert_eq!(machine.refused(with_pin(&tag, PIN)), Failure::PinGone);
    assert_eq!(kept(&mut machine), []);
    sign_in_as(&mut machine, &hub, "Officer");
}

#[test]
fn a_pin_is_chosen_with_the_passphrase_and_not_one_that_everybody_tries() {
    let Some(hub) = Hub::start() else { return };
    let mut machine = Machine::new();
    set_up(&mut machine, &hub);
    let put = |passphrase: &str, pin: Option<&str>| Request::PutPin {
        passphrase: passphrase.into(),
        pin: pin.map(Into::into),
    };
    let wrong = machine.refused(put("not the passphrase at all", Some(PIN)));
    assert_eq!(wrong, Failure::WrongPassphrase);
    for (pin, question) in [("123", "pin"), ("47 11", "pin"), ("1234", "pin-obvious")] {
        let refused = machine.refused(put(&hub.passphrase, Some(pin)));
        assert_eq!(refused, Failure::invalid(question), "{pin}");
    }
    assert_eq!(kept(&mut machine), []);

    choose_pin(&mut machine, &hub.passphrase, PIN);
    assert_eq!(kept(&mut machine).len(), 1);
    let view = session(machine.ask(put(&hub.passphrase, None)));
    assert!(!view.pin);
    assert_eq!(kept(&mut machine), [], "given up, it is forgotten at once");
}

const CHANGED: &str = "nine patient rivers";

fn sign_in(hub: &Hub, before: Before) -> Request {
    let (staff_number, passphrase) = hub.sign_in_of("Officer");
    Request::SignIn {
        staff_number,
        passphrase,
        before,
    }
}

/// An officer with something unsent and something half written, whose passphrase an administrator changes.
fn changed() -> Option<(Hub, Machine, String)> {
    let mut hub = Hub::start()?;
    let mut machine = Machine::new();
    set_up(&mut machine, &hub);
    machine.network.cut_after("");
    let person = crate::somebody(&mut machine);
    crate::write(&mut machine, person, "Written before the change.");
    machine.ask(Request::DraftPut(crate::recovery::draft()));
    let old = hub.passphrase.clone();
    hub.give_passphrase("Officer", CHANGED);
    let machine = machine.lock();
    machine.network.mend();
    Some((hub, machine, old))
}

fn drafts(machine: &mut Machine) -> usize {
    match machine.ask(Request::Drafts) {
        Response::Drafts(drafts) => drafts.len(),
        other => panic!("{other:?}"),
    }
}

/// R30 the passphrase is changed at the server while work and a draft wait: both stay, for whoever knows the one before
#[test]
fn a_passphrase_changed_at_the_server_keeps_everything_of_whoever_knows_the_one_before() {
    let Some((hub, mut machine, old)) = changed() else {
        return;
    };
    assert_eq!(
        machine.refused(sign_in(&hub, Before::Unsaid)),
        Failure::PassphraseChanged
    );
    let wrong = Before::Known("not that one either".into());
    assert_eq!(
        machine.refused(sign_in(&hub, wrong)),
        Failure::WrongPassphrase
    );
    machine.ask(sign_in(&hub, Before::Known(old)));
    machine.pass(crate::A_WHILE_MS);
    assert_eq!(drafts(&mut machine), 1);
    assert_eq!(
        crate::sync(&mut machine).waiting,
        0,
        "sent with the new one"
    );
    // From now on it is the only one, also without a network.
    let mut machine = machine.lock();
    machine.network.cut_after("");
    machine.ask(sign_in(&hub, Before::Unsaid));
}

/// R30 the passphrase is forgotten: work goes on, and what only it opened waits for the recovery key
#[test]
fn whoever_forgot_it_works_on_and_what_only_they_could_open_waits_for_the_recovery_key() {
    let Some((hub, mut machine, _)) = changed() else {
        return;
    };
    machine.ask(sign_in(&hub, Before::Forgotten));
    machine.pass(crate::A_WHILE_MS);
    let view = crate::sync(&mut machine);
    assert_eq!((view.failure, view.waiting), (None, 0));
    assert_eq!(drafts(&mut machine), 0);
    assert_eq!(crate::found(&mut machine, "Written before the change."), 0);

    // The recovery key was made before they came back, so it opens the keys that were set aside.
    let opened = crate::recovery::opened_by_founders_key(&mut machine, &hub);
    assert!(opened.passed_on > 0, "{opened:?}");
    let mut machine = machine.lock();
    machine.ask(sign_in(&hub, Before::Unsaid));
    assert_eq!(crate::found(&mut machine, "Written before the change."), 1);
    machine.pass(crate::A_WHILE_MS);
    assert_eq!(crate::sync(&mut machine).waiting, 0);
}
