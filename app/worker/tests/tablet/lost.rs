//! A tablet that is lost or stolen: signed out, erased, and allowed again.

use serde_json::{Value, json};
use wingbook_record::{
    id::DeviceId,
    order::{Standing, TabletStands},
    roster::Revision,
    signer::Signer,
};
use wingbook_vault::{
    keyring::Keyring,
    rescue::{read_dump, write_dump},
};
use wingbook_worker::message::{
    Before, Failure, LeftView, Request, Response, SessionView, Status, TabletOrder, TabletStep,
};

use crate::{
    A_WHILE_MS, found, hub::Hub, machine::Machine, recovery::draft, set_up, sign_in_as, sync, write,
};

fn status(machine: &mut Machine) -> Status {
    match machine.ask(Request::Status) {
        Response::Status(status) => status,
        other => panic!("{other:?}"),
    }
}

fn sign_in(hub: &Hub, role: &str) -> Request {
    let (staff_number, passphrase) = hub.sign_in_of(role);
    Request::SignIn {
        staff_number,
        passphrase,
        before: Before::Unsaid,
    }
}

fn session(machine: &mut Machine, hub: &Hub, role: &str) -> SessionView {
    match machine.ask(sign_in(hub, role)) {
        Response::Session(view) => view,
        other => panic!("{other:?}"),
    }
}

/// Sets a tablet up with an officer on it; its id.
fn officer_on(machine: &mut Machine, hub: &Hub) -> DeviceId {
    set_up(machine, hub);
    let mut again = std::mem::replace(machine, Machine::new()).lock();
    let device = session(&mut again, hub, "Officer").device;
    again.pass(A_WHILE_MS);
    *machine = again;
    device
}

fn tablets(office: &mut Machine) -> Vec<TabletStands> {
    match office.ask(Request::Tablets(TabletStep::List)) {
        Response::Tablets(tablets) => tablets,
        other => panic!("{other:?}"),
    }
}

fn order(device: DeviceId, standing: Standing, at_once: bool) -> Request {
    Request::Tablets(TabletStep::Order(TabletOrder {
        device,
        standing,
        at_once,
        reason: "Left in a van".into(),
    }))
}

/// An administrator at another tablet.
fn office(hub: &Hub) -> Machine {
    let mut office = Machine::new();
    set_up(&mut office, hub);
    let mut office = office.lock();
    sign_in_as(&mut office, hub, "Administrator");
    office
}

/// An officer writes while nothing goes up; then a nurse signs in, to whom the record is closed.
fn unsent_beside_a_nurse(mut machine: Machine, hub: &Hub, text: &str) -> Machine {
    machine.network.cut_after("");
    let person = crate::somebody(&mut machine);
    write(&mut machine, person, text);
    machine.pass(A_WHILE_MS);
    assert_eq!(sync(&mut machine).waiting, 1);
    let mut machine = machine.lock();
    machine.network.mend();
    machine.network.withhold_orders(true);
    machine.ask(sign_in(hub, "Health"));
    machine.pass(A_WHILE_MS);
    machine
}

/// R32 a tablet is signed out while work waits that nobody at it can send: everybody is off it, and once it is allowed
/// again the recovery key opens the work, which goes up in its author's name
#[test]
fn work_of_a_tablet_that_was_signed_out_is_not_lost() {
    let Some(hub) = Hub::start() else { return };
    let mut office = office(&hub);
    let mut machine = Machine::new();
    let device = officer_on(&mut machine, &hub);
    let mut machine = unsent_beside_a_nurse(machine, &hub, "Nobody could send this.");
    assert_eq!(machine.ended(), None);

    office.ask(order(device, Standing::SignedOut, false));
    let line = |office: &mut Machine| {
        let mut all = tablets(office).into_iter();
        all.find(|one| one.device == device).unwrap()
    };
    let waiting = line(&mut office);
    assert_eq!(
        (waiting.standing, waiting.obeyed_ms, waiting.people.len()),
        (Standing::SignedOut, None, 2)
    );
    assert!(hub.audited("Left in a van"));

    // A server that keeps its word back changes nothing; nor is anybody told that it was heard.
    machine.ask(Request::SyncNow);
    machine.pass(2 * A_WHILE_MS);
    assert_eq!(machine.ended(), None);
    assert_eq!(line(&mut office).obeyed_ms, None);

    machine.network.withhold_orders(false);
    machine.ask(Request::SyncNow);
    machine.pass(2 * A_WHILE_MS);
    assert_eq!(machine.ended(), Some(Failure::TabletSignedOut));
    let heard = line(&mut office);
    assert!(heard.obeyed_ms.is_some());
    assert_eq!(heard.left, 1, "the officer's record");
    assert_eq!(machine.holders("wing") + machine.holders("health"), 0);
    let mut machine = machine.lock();
    let stands = status(&mut machine);
    assert_eq!((stands.people, stands.left.records), (0, 1));
    for role in ["Officer", "Health", "Supervisor"] {
        assert_eq!(
            machine.refused(sign_in(&hub, role)),
            Failure::TabletSignedOut
        );
    }
    machine.network.cut_after("");
    assert_eq!(
        machine.refused(sign_in(&hub, "Officer")),
        Failure::TabletSignedOut,
        "nor without a network"
    );

    hub.tablet("allow", &device.to_string(), &[]);
    machine.network.mend();
    sign_in_as(&mut machine, &hub, "Officer");
    assert_eq!(found(&mut machine, "Nobody could send this."), 0, "sealed");
    let mut machine = machine.lock();
    let parts = vec![hub.recovery_key()];
    machine.ask(Request::Recover { parts });
    sign_in_as(&mut machine, &hub, "Officer");
    assert_eq!(sync(&mut machine).waiting, 0);
    let mut office = office.lock();
    sign_in_as(&mut office, &hub, "Supervisor");
    assert_eq!(found(&mut office, "Nobody could send this."), 1);
}

/// R32 an order is forged by an officer, and an old one played back after the tablet was allowed again: neither does
/// anything
#[test]
fn only_the_facilitys_last_word_counts() {
    let Some(hub) = Hub::start() else { return };
    let mut machine = Machine::new();
    let device = officer_on(&mut machine, &hub);
    let signer = Signer::from_seed(&[3; 32]);
    let edited = json!({
        "author": device, "device": device, "key": signer.id(), "at_ms": i64::MAX / 1_000_000, "previous": null,
    });
    let value = json!({ "standing": "erased", "at_once": true });
    let edited = serde_json::from_value(edited).unwrap();
    let forged = Revision::sign(&device.document(), &value, edited, &signer).unwrap();
    machine.network.order(Some(forged.document().clone()));
    machine.pass(2 * A_WHILE_MS);
    machine.ask(Request::SyncNow);
    machine.pass(A_WHILE_MS);
    assert_eq!(machine.ended(), None);
    assert_eq!(status(&mut machine).people, 1);

    // Signed out and allowed again; whoever stands between has kept the first word.
    hub.tablet("sign-out", &device.to_string(), &[]);
    machine.network.order(None);
    machine.ask(Request::SyncNow);
    machine.pass(2 * A_WHILE_MS);
    assert_eq!(machine.ended(), Some(Failure::TabletSignedOut));
    let old = noted_order(&machine);
    assert_eq!(old["value"]["standing"], "signed_out");
    hub.tablet("allow", &device.to_string(), &[]);
    let mut machine = machine.lock();
    sign_in_as(&mut machine, &hub, "Officer");
    machine.network.order(Some(old));
    machine.ask(Request::SyncNow);
    machine.pass(2 * A_WHILE_MS);
    assert_eq!(machine.ended(), None);
    let mut machine = machine.lock();
    sign_in_as(&mut machine, &hub, "Officer");
    assert_eq!(status(&mut machine).people, 1);
}

/// What the tablet has noted of what the facility says of it.
fn noted_order(machine: &Machine) -> Value {
    let disk = machine.disk();
    let rows = disk.rows(wingbook_vault::StoreName::State);
    let note = rows.into_iter().find(|(key, _)| key == b"note:tablet");
    let note: Value = serde_json::from_slice(&note.unwrap().1).unwrap();
    note["order"].clone()
}

/// R32 a tablet is to be erased while a colleague's work and a draft wait: it is as good as signed out, and erased only
/// when somebody says so; a rescue file that was saved before holds the work
#[test]
fn an_erasure_waits_until_what_would_be_lost_is_saved() {
    let Some(hub) = Hub::start() else { return };
    let mut machine = Machine::new();
    let device = officer_on(&mut machine, &hub);
    machine.ask(Request::DraftPut(draft()));
    let mut machine = unsent_beside_a_nurse(machine, &hub, "Only in the rescue file.");
    hub.tablet("wipe", &device.to_string(), &[]);
    machine.network.withhold_orders(false);
    machine.ask(Request::SyncNow);
    machine.pass(2 * A_WHILE_MS);
    assert_eq!(machine.ended(), Some(Failure::TabletSignedOut));
    assert_eq!(machine.holders("wing") + machine.holders("health"), 0);

    let mut machine = machine.restart();
    let stands = status(&mut machine);
    assert!(!stands.erasing, "it waits");
    assert_eq!(stands.ordered.unwrap().standing, Standing::Erased);
    assert_eq!((stands.left.records, stands.left.drafts), (1, 1));
    assert_eq!(
        machine.refused(sign_in(&hub, "Officer")),
        Failure::TabletSignedOut
    );
    let mut dump = Vec::new();
    write_dump(&machine.disk(), &mut dump).unwrap();
    machine.ask(Request::Tablets(TabletStep::Erase));
    for store in wingbook_vault::StoreName::ALL {
        assert_eq!(machine.disk().rows(store), []);
    }
    let mut machine = machine.restart();
    assert_eq!(status(&mut machine), Status::default(), "a new tablet");

    // Set up again it is another tablet, to which the order is not addressed.
    let anew = officer_on(&mut machine, &hub);
    assert_ne!(anew, device);

    let key =
        wingbook_vault::seal::SealPair::from_secret(&wingbook_vault::seal::Secret::from_bytes(
            wingbook_record::digest::parse_hex(&hub.recovery_key()).unwrap(),
        ));
    let rescued = std::rc::Rc::new(read_dump(dump.as_slice()).unwrap().store);
    let texts = futures::executor::block_on(async {
        let keyring = Keyring::open(std::rc::Rc::clone(&rescued)).await.unwrap();
        let books = keyring.open_books(&key).await.unwrap();
        let vault = wingbook_vault::Vault::open_for_recovery(rescued, keyring.tablet(), books);
        let mut texts = String::new();
        let take = |document: wingbook_vault::DocumentRef<'_>| {
            texts.push_str(&String::from_utf8_lossy(document.body));
        };
        vault
            .load_book(&"wing".parse().unwrap(), take)
            .await
            .unwrap();
        texts
    });
    assert!(texts.contains("Only in the rescue file."));
}

/// R32 a tablet is to be erased while its user's own work waits: the work goes up first, then nothing is left of it
#[test]
fn what_can_be_sent_is_sent_before_anything_is_erased() {
    let Some(hub) = Hub::start() else { return };
    let mut office = office(&hub);
    let mut machine = Machine::new();
    let device = officer_on(&mut machine, &hub);
    machine.network.cut_after("");
    let person = crate::somebody(&mut machine);
    write(&mut machine, person, "Sent at the last moment.");
    machine.pass(A_WHILE_MS);
    office.ask(order(device, Standing::Erased, false));
    machine.network.mend();
    machine.ask(Request::SyncNow);
    machine.pass(2 * A_WHILE_MS);
    assert_eq!(machine.ended(), Some(Failure::TabletSignedOut));
    let mut machine = machine.restart();
    let stands = status(&mut machine);
    assert!(stands.erasing && stands.left.is_nothing(), "{stands:?}");
    // The battery is empty before it is done: it goes on.
    let mut machine = machine.restart();
    machine.ask(Request::Tablets(TabletStep::Erase));
    assert_eq!(status(&mut machine), Status::default());
    let mut office = office.lock();
    sign_in_as(&mut office, &hub, "Supervisor");
    assert_eq!(found(&mut office, "Sent at the last moment."), 1);
}

#[test]
fn an_order_that_is_taken_back_was_never_heard_and_one_at_once_waits_for_nobody() {
    let Some(hub) = Hub::start() else { return };
    let mut office = office(&hub);
    let mut machine = Machine::new();
    let device = officer_on(&mut machine, &hub);
    office.ask(order(device, Standing::Erased, true));
    office.ask(order(device, Standing::Allowed, false));
    machine.ask(Request::SyncNow);
    machine.pass(2 * A_WHILE_MS);
    assert_eq!(machine.ended(), None);
    // Nobody but an administrator orders anything, nor without a reason.
    assert!(matches!(
        machine.refused(order(device, Standing::Erased, true)),
        Failure::NotAllowed { .. }
    ));
    let mut silent = order(device, Standing::Erased, true);
    if let Request::Tablets(TabletStep::Order(order)) = &mut silent {
        order.reason = " ".into();
    }
    assert_eq!(office.refused(silent), Failure::invalid("reason"));

    // At once waits for nobody, not even for a draft.
    machine.ask(Request::DraftPut(draft()));
    hub.tablet("wipe", &device.to_string(), &["--at-once"]);
    machine.ask(Request::SyncNow);
    machine.pass(2 * A_WHILE_MS);
    let mut machine = machine.restart();
    let stands = status(&mut machine);
    assert!(stands.erasing);
    assert_eq!((stands.left.drafts, stands.people), (1, 0));
}

#[test]
fn somebody_at_the_tablet_erases_it() {
    let Some(hub) = Hub::start() else { return };
    let mut machine = Machine::new();
    let device = officer_on(&mut machine, &hub);
    machine.ask(Request::DraftPut(draft()));
    let left = match machine.ask(Request::Tablets(TabletStep::Left)) {
        Response::Left(left) => left,
        other => panic!("{other:?}"),
    };
    assert!(left.documents);
    let expected = LeftView {
        records: 0,
        drafts: 1,
        ..left
    };
    assert_eq!(left, expected);

    // Nobody who merely comes by.
    let mut machine = machine.lock();
    let erase = Request::Tablets(TabletStep::Erase);
    assert_eq!(machine.refused(erase.clone()), Failure::Locked);
    session(&mut machine, &hub, "Officer");
    machine.ask(erase.clone());
    assert!(hub.audited(&format!("({device}): erased, 1 not received")));
    let mut machine = machine.lock();
    assert!(status(&mut machine).erasing);
    assert_eq!(
        machine.refused(sign_in(&hub, "Officer")),
        Failure::TabletSignedOut
    );
    machine.ask(erase);
    assert_eq!(status(&mut machine), Status::default());
}
