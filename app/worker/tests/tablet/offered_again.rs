//! What a server may have lost is asked for before anything is sent, however often the tablet is locked in between, and
//! never hides anything from a colleague.

use crate::{
    A_WHILE_MS, hub::Hub, machine::Machine, people, problems, set_up, sign_in, sign_in_as, sync,
};

/// A server has lost its past; the tablet is locked before it could ask what is missing
#[test]
fn what_is_only_asked_for_is_never_sent_as_new_after_a_lock() {
    let Some(hub) = Hub::start() else { return };
    let mut machine = Machine::new();
    set_up(&mut machine, &hub);
    let everybody = people(&mut machine, "", 500).len();
    assert!(everybody > 10);

    let mut machine = machine.lock();
    machine.network.lose_note();
    sign_in(&mut machine, &hub);
    assert!(machine.network.sent_to("/_bulk_docs").is_empty());

    let mut machine = machine.lock();
    sign_in(&mut machine, &hub);
    machine.pass(A_WHILE_MS);
    assert!(!machine.network.sent_to("/_revs_diff").is_empty());
    assert!(machine.network.sent_to("/_bulk_docs").is_empty());
    assert_eq!(sync(&mut machine).waiting, 0);
    assert_eq!(problems(&mut machine), []);
    assert_eq!(people(&mut machine, "", 500).len(), everybody);
}

/// A colleague's line names people whose documents only the colleague's keys open: they are fetched all the same
#[test]
fn a_line_whose_documents_nobody_here_can_open_hides_nobody() {
    let Some(hub) = Hub::start() else { return };
    let mut machine = Machine::new();
    set_up(&mut machine, &hub);
    let everybody = people(&mut machine, "", 500).len();

    // Somebody new, whose connection breaks before anybody has come.
    let mut machine = machine.lock();
    machine.network.hold_people_back("supervisor");
    sign_in_as(&mut machine, &hub, "Supervisor");
    assert_eq!(people(&mut machine, "", 500).len(), 0);

    // The officer's keys open both, and what is asked for stands in line under the newer ones. Of the newcomer nothing was
    // heard here yet, so that the older ones are not passed on.
    let mut machine = machine.lock();
    machine.network.lose_note();
    sign_in(&mut machine, &hub);

    let mut machine = machine.lock();
    sign_in_as(&mut machine, &hub, "Supervisor");
    assert_eq!(people(&mut machine, "", 500).len(), everybody);
    assert_eq!(problems(&mut machine), []);
}
