//! A badge with its PIN, and a passkey: on the tablet where they were made they open the same keys as the passphrase.

use wingbook_worker::message::{
    BadgeFault, Failure, PasskeyAnswer, Passkeys, Request, Response, SessionView, Status, WayStep,
    WaysView,
};

use crate::{hub::Hub, machine::Machine, set_up, sign_in_as};

const PIN: &str = "471138";

fn signed_in(response: Response) -> SessionView {
    match response {
        Response::Session(view) => view,
        other => panic!("{other:?}"),
    }
}

fn make_badge(passphrase: &str, pin: &str) -> Request {
    Request::Ways(WayStep::MakeBadge {
        passphrase: passphrase.into(),
        pin: pin.into(),
    })
}

fn badge_of(machine: &mut Machine, passphrase: &str, pin: &str) -> String {
    match machine.ask(make_badge(passphrase, pin)) {
        Response::Badge(text) => text,
        other => panic!("{other:?}"),
    }
}

fn show(badge: &str, pin: &str) -> Request {
    Request::SignInWithBadge {
        shown: badge.into(),
        pin: pin.into(),
    }
}

fn status(machine: &mut Machine) -> Status {
    match machine.ask(Request::Status) {
        Response::Status(status) => status,
        other => panic!("{other:?}"),
    }
}

fn ways(machine: &mut Machine) -> WaysView {
    match machine.ask(Request::Ways(WayStep::Look)) {
        Response::Ways(view) => view,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_badge_and_its_pin_open_without_a_network_and_what_was_written_is_sent_later() {
    let Some(hub) = Hub::start() else { return };
    let mut machine = Machine::new();
    set_up(&mut machine, &hub);
    assert!(!status(&mut machine).has_badges);
    machine.network.forget();
    let badge = badge_of(&mut machine, &hub.passphrase, PIN);
    let test = WayStep::TestBadge {
        shown: badge.to_lowercase(),
    };
    assert!(matches!(machine.ask(Request::Ways(test)), Response::Done));
    assert!(ways(&mut machine).badge);

    machine.pass(crate::A_WHILE_MS);
    assert_heard_nothing(&machine, &badge);

    // Another worker, another keeper: nothing is left in any memory.
    let mut machine = machine.restart();
    machine.network.cut_after("");
    assert!(status(&mut machine).has_badges);
    let known = Request::KnowBadge {
        shown: badge.clone(),
    };
    assert!(matches!(machine.ask(known), Response::Done));
    let view = signed_in(machine.ask(show(&badge, PIN)));
    assert_eq!(view.staff_number, hub.staff_number);
    let person = crate::somebody(&mut machine);
    crate::write(&mut machine, person, "Written on that night.");
    machine.network.mend();
    machine.pass(crate::A_WHILE_MS);
    let sync = crate::sync(&mut machine);
    assert_eq!((sync.failure, sync.waiting), (None, 0));

    assert_heard_nothing(&machine, &badge);
}

/// No server hears of a badge, of its letters or of its PIN.
fn assert_heard_nothing(machine: &Machine, badge: &str) {
    let letters = badge.replace(' ', "");
    for (to, body) in machine.network.sent_to("") {
        let said = format!("{to} {}", body.unwrap_or_default());
        for word in ["badge", &letters[..10], badge, PIN] {
            assert!(!said.contains(word), "{said}");
        }
    }
}

#[test]
fn a_badge_is_made_with_the_passphrase_alone_and_wrong_pins_cost_time() {
    let Some(hub) = Hub::start() else { return };
    let mut machine = Machine::new();
    set_up(&mut machine, &hub);
    let wrong = machine.refused(make_badge("not the passphrase at all", PIN));
    assert_eq!(wrong, Failure::WrongPassphrase);
    for (pin, question) in [("4711", "pin"), ("123456", "pin-obvious")] {
        let refused = machine.refused(make_badge(&hub.passphrase, pin));
        assert_eq!(refused, Failure::invalid(question), "{pin}");
    }
    assert!(!ways(&mut machine).badge);
    let badge = badge_of(&mut machine, &hub.passphrase, PIN);

    let mut machine = machine.restart();
    for _ in 0..3 {
        let wrong = machine.refused(show(&badge, "471139"));
        assert_eq!(wrong, Failure::Badge(BadgeFault::WrongPin));
    }
    // The right one has to wait too, and so has the passphrase.
    let throttled = machine.refused(show(&badge, PIN));
    assert!(
        matches!(throttled, Failure::Throttled { .. }),
        "{throttled:?}"
    );
    machine.pass(10_000);
    signed_in(machine.ask(show(&badge, PIN)));
}

#[test]
fn a_badge_picks_its_owner_and_one_that_was_replaced_or_revoked_picks_nobody() {
    let Some(hub) = Hub::start() else { return };
    let mut machine = Machine::new();
    set_up(&mut machine, &hub);
    let first = badge_of(&mut machine, &hub.passphrase, PIN);
    let mut machine = machine.lock();
    sign_in_as(&mut machine, &hub, "Health");
    let (staff_number, passphrase) = hub.sign_in_of("Health");
    let nurses = badge_of(&mut machine, &passphrase, "902714");
    let not_mine = WayStep::TestBadge {
        shown: first.clone(),
    };
    let not_here = Failure::Badge(BadgeFault::NotHere);
    assert_eq!(machine.refused(Request::Ways(not_mine)), not_here);

    let mut machine = machine.restart();
    let wrong = machine.refused(show(&nurses, PIN));
    assert_eq!(wrong, Failure::Badge(BadgeFault::WrongPin));
    let nurse = signed_in(machine.ask(show(&nurses, "902714")));
    assert_eq!(nurse.staff_number, staff_number);

    let mut machine = machine.lock();
    let officer = signed_in(machine.ask(show(&first, PIN)));
    assert_eq!(officer.staff_number, hub.staff_number);
    let second = badge_of(&mut machine, &hub.passphrase, PIN);
    assert_eq!(machine.refused(show(&first, PIN)), not_here);
    machine.ask(Request::Ways(WayStep::RevokeBadge));
    assert_eq!(machine.refused(show(&second, PIN)), not_here);
    assert!(!ways(&mut machine).badge);
    let typed = machine.refused(show(&second.replacen('0', "8", 1), PIN));
    assert_eq!(typed, Failure::Badge(BadgeFault::Group { group: 1 }));
}

#[test]
fn a_passkey_opens_with_its_answer_until_it_is_removed() {
    let Some(hub) = Hub::start() else { return };
    let mut machine = Machine::new();
    set_up(&mut machine, &hub);
    let answer = |secret: u8| PasskeyAnswer {
        handle: b"credential".to_vec(),
        secret: vec![secret; 32],
    };
    let make = |passphrase: &str, answer: PasskeyAnswer| {
        Request::Ways(WayStep::MakePasskey {
            passphrase: passphrase.into(),
            answer,
        })
    };
    let wrong = machine.refused(make("not the passphrase at all", answer(7)));
    assert_eq!(wrong, Failure::WrongPassphrase);
    machine.ask(make(&hub.passphrase, answer(7)));
    assert!(ways(&mut machine).passkey);

    let mut machine = machine.restart();
    machine.network.cut_after("");
    assert!(status(&mut machine).has_passkeys);
    let Response::Passkeys(Passkeys { handles, question }) = machine.ask(Request::Passkeys) else {
        panic!("passkeys");
    };
    assert_eq!(
        (handles, question.len()),
        (vec![b"credential".to_vec()], 32)
    );
    let wrong = machine.refused(Request::SignInWithPasskey(answer(8)));
    assert_eq!(wrong, Failure::PasskeyNotHere);
    let view = signed_in(machine.ask(Request::SignInWithPasskey(answer(7))));
    assert_eq!(view.staff_number, hub.staff_number);
    machine.ask(Request::Ways(WayStep::RemovePasskey));
    let gone = machine.refused(Request::SignInWithPasskey(answer(7)));
    assert_eq!(gone, Failure::PasskeyNotHere);
}
