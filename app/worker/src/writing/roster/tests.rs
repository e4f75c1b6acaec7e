//! A prison entered on a tablet without a server, with a store in memory and clocks that stand still.

use std::{cell::Cell, rc::Rc};

use futures::FutureExt;
use serde_json::{Value, json};
use wingbook_record::{
    access::Role,
    id::{PersonId, PlaceId, Uuid},
    person::Sex,
    time::Millis,
};
use wingbook_sync::transport::{
    Request as HttpRequest, Response as HttpResponse, Transport, TransportError,
};
use wingbook_vault::{MemoryStore, keyring::Keyring};

use crate::{
    message::{Failure, NewFacility, PersonChange, PlaceChange, PlanChange, Rooms, SetUp},
    platform::Platform,
    session::{
        Session,
        set_up::{alone, begin},
        sign_in::Door,
    },
};

/// 2026-11-24T00:00Z.
const NOW_MS: Millis = 20_781 * 86_400_000;

#[derive(Default)]
struct Desk {
    store: Rc<MemoryStore>,
    drawn: Cell<u8>,
}

#[derive(Clone)]
struct NoNetwork;

impl Transport for NoNetwork {
    async fn send(&self, _: HttpRequest) -> Result<HttpResponse, TransportError> {
        Err(TransportError::Timeout)
    }
}

impl Platform for Desk {
    type Store = Rc<MemoryStore>;
    type Transport = NoNetwork;
    type Keeper = ();

    async fn open_store(&self) -> Result<Self::Store, Failure> {
        Ok(Rc::clone(&self.store))
    }
    async fn erase_store(&self, store: Self::Store) -> Result<(), Failure> {
        store.clear();
        Ok(())
    }
    fn transport(&self, _: &str) -> NoNetwork {
        NoNetwork
    }
    fn keeper(&self) {}
    fn wall_ms(&self) -> Millis {
        NOW_MS
    }
    fn monotonic_ms(&self) -> Millis {
        0
    }
    fn zone(&self) -> String {
        "Africa/Kampala".to_owned()
    }
    fn utc_offset_minutes(&self, _: &str, _: Millis) -> i32 {
        180
    }
    fn random(&self, bytes: &mut [u8]) -> Result<(), Failure> {
        for byte in bytes {
            self.drawn
                .set(self.drawn.get().wrapping_mul(5).wrapping_add(17));
            *byte = self.drawn.get();
        }
        // The next draw is another one.
        self.drawn.set(self.drawn.get().wrapping_add(1));
        Ok(())
    }
    async fn app_file(&self, _: &str) -> Option<String> {
        None
    }
    async fn sleep(&self, _: u32) {}
    fn spawn(&self, _: impl Future<Output = ()> + 'static) {}
    fn nfc(&self, text: &str) -> String {
        text.to_owned()
    }
    fn app_version(&self) -> String {
        "test".to_owned()
    }
    async fn alone(&self, _: &str, _: impl Future<Output = ()> + 'static) {}

    fn tell_tabs(&self) {}

    fn hear_tabs(&self, _: impl Fn() + 'static) {}
}

/// Nothing here waits for anything: a store in memory answers at once.
fn now<T>(work: impl Future<Output = T>) -> T {
    work.now_or_never().expect("it doesn't wait")
}

fn session() -> Rc<Session<Desk>> {
    now(async {
        let platform = Rc::new(Desk::default());
        let facility = NewFacility {
            name: "Test prison".to_owned(),
            country: "UG".to_owned(),
            zone: "Africa/Kampala".to_owned(),
            user_name: "Ruth Nabirye".to_owned(),
            staff_number: "W-1".to_owned(),
            passphrase: "seven quiet lanterns".to_owned(),
        };
        let set_up = SetUp {
            server: None,
            tablet: "Tablet 1".to_owned(),
            facility: Some(facility.clone()),
            vanished: None,
        };
        let tablet = alone(&*platform, &set_up).expect("a tablet");
        let keyring = Keyring::open(Rc::clone(&platform.store))
            .await
            .expect("a keyring");
        let door = Door {
            platform,
            tell: Rc::new(|_| {}),
            start: Uuid::from_u128(1),
            keyring,
            tablet,
        };
        begin(door, &facility).await.expect("a session")
    })
}

fn cells(names: &[&str]) -> Rooms {
    Rooms {
        names: names.iter().map(|name| (*name).to_owned()).collect(),
        wards: false,
        capacity: Some(2),
    }
}

fn someone(name: &str, number: &str, place: Option<PlaceId>) -> PersonChange {
    PersonChange {
        id: None,
        name: name.to_owned(),
        number: Some(number.to_owned()),
        born: Some("1988-5".to_owned()),
        sex: Some(Sex::Male),
        place,
        left: false,
    }
}

fn night_round(wing: PlaceId) -> PlanChange {
    PlanChange {
        id: None,
        name: "Night round".to_owned(),
        wing,
        times: vec!["22:00".to_owned(), "2:00".to_owned()],
        window_minutes: 30,
    }
}

fn invalid(question: &str) -> Failure {
    Failure::Invalid {
        questions: vec![question.to_owned()],
    }
}

fn rooms(session: &Session<Desk>, wing: PlaceId) -> Vec<(PlaceId, String)> {
    let journal = session.journal.borrow();
    let directory = journal.directory();
    let name = |id: &PlaceId| directory.place(*id).map(|one| (*id, one.name.clone()));
    directory.rooms(wing).iter().filter_map(name).collect()
}

fn value(session: &Session<Desk>, id: &str) -> Value {
    let journal = session.journal.borrow();
    journal.directory().value(id).cloned().expect("a document")
}

#[test]
fn a_wing_with_its_rooms_in_the_order_of_walking() {
    let session = session();
    let wing = now(session.add_wing(" North wing ", &cells(&["10", "9"]))).expect("a wing");
    now(session.add_rooms(wing, &cells(&["1"]))).expect("a room");
    let names: Vec<String> = rooms(&session, wing)
        .into_iter()
        .map(|(_, name)| name)
        .collect();
    assert_eq!(names, ["10", "9", "1"]);
    assert_eq!(value(&session, &wing.document())["name"], "North wing");
    for (name, rooms, question) in [
        ("North Wing", cells(&["1"]), "name"),
        ("  ", cells(&["1"]), "name"),
        ("South wing", cells(&[]), "rooms"),
        ("South wing", cells(&["A-1", "a1"]), "rooms"),
    ] {
        assert_eq!(now(session.add_wing(name, &rooms)), Err(invalid(question)));
    }
    assert_eq!(
        now(session.add_rooms(wing, &cells(&["9"]))),
        Err(invalid("rooms"))
    );
    let nowhere = PlaceId(Uuid::from_u128(7));
    let missing = now(session.add_rooms(nowhere, &cells(&["9"])));
    assert!(matches!(missing, Err(Failure::NotHere { .. })));
}

#[test]
fn an_edit_keeps_what_it_does_not_ask_about() {
    let session = session();
    let wing = now(session.add_wing("A", &cells(&["1", "2"]))).expect("a wing");
    let (room, _) = rooms(&session, wing)[0].clone();
    // As a newer app might have written it.
    let mut newer = value(&session, &room.document());
    newer["heated"] = json!(true);
    now(session.revise(&room.document(), &newer)).expect("a revision");
    let change = |name: &str| PlaceChange {
        id: room,
        name: name.to_owned(),
        capacity: None,
        out_of_use: true,
        punishment: false,
    };
    now(session.put_place(&change("Sick bay"))).expect("a change");
    let kept = value(&session, &room.document());
    assert_eq!(kept["heated"], true);
    assert_eq!(kept["kind"], "cell");
    assert_eq!(kept["order"], newer["order"]);
    assert_eq!(
        (&kept["name"], &kept["out_of_use"]),
        (&json!("Sick bay"), &json!(true))
    );
    assert_eq!(now(session.put_place(&change("2"))), Err(invalid("name")));
    now(session.put_place(&change("sick-bay"))).expect("its own name");
}

#[test]
fn no_two_prisoners_have_one_number() {
    let session = session();
    let first = now(session.put_person(&someone("Okello", "UG-12", None))).expect("a person");
    let again = now(session.put_person(&someone("Mugisha", "ug 12", None)));
    assert_eq!(again, Err(invalid("number")));
    // Several have none; and one's own may be written again.
    for name in ["Ssali", "Mukasa"] {
        now(session.put_person(&someone(name, " ", None))).expect("a person without a number");
    }
    let same = PersonChange {
        id: Some(first),
        ..someone("Okello John", "UG-12", None)
    };
    assert_eq!(now(session.put_person(&same)), Ok(first));
    let held = value(&session, &first.document());
    assert_eq!(
        (&held["name"], &held["born"]),
        (&json!("Okello John"), &json!("1988-05"))
    );
    for (born, wrong) in [("2027", true), ("1988-02-30", true), ("", false)] {
        let change = PersonChange {
            born: Some(born.to_owned()),
            ..same.clone()
        };
        let outcome = now(session.put_person(&change));
        assert_eq!(
            outcome,
            if wrong {
                Err(invalid("born"))
            } else {
                Ok(first)
            }
        );
    }
    assert_eq!(value(&session, &first.document())["born"], Value::Null);
}

#[test]
fn another_cell_is_a_move() {
    let session = session();
    let wing = now(session.add_wing("A", &cells(&["1", "2"]))).expect("a wing");
    let [(one, _), (two, _)] = <[_; 2]>::try_from(rooms(&session, wing)).expect("two rooms");
    let new = someone("Okello", "UG-12", Some(one));
    let id = now(session.put_person(&new)).expect("a person");
    let home = |id: PersonId| session.journal.borrow().whereabouts().home(id);
    assert_eq!(home(id), Some(one));
    let to = |place| PersonChange {
        id: Some(id),
        place,
        ..new.clone()
    };
    now(session.put_person(&to(Some(two)))).expect("a move");
    now(session.put_person(&to(None))).expect("a change of nothing");
    assert_eq!(home(id), Some(two));
    // Where somebody was put first stays what it was.
    assert_eq!(value(&session, &id.document())["place"], json!(one));
    session.roles.replace(vec![Role::Health]);
    now(session.put_person(&to(Some(two)))).expect("health writes identities");
    let moved = now(session.put_person(&to(Some(one))));
    assert!(matches!(moved, Err(Failure::NotAllowed { .. })));
}

#[test]
fn a_plan_walks_the_whole_wing_at_sorted_times() {
    let session = session();
    let wing = now(session.add_wing("A", &cells(&["1", "2"]))).expect("a wing");
    let plan = night_round(wing);
    now(session.put_plan(&plan)).expect("a plan");
    let id = session
        .journal
        .borrow()
        .directory()
        .plans()
        .next()
        .map(|(id, _)| id);
    let id = id.expect("one plan");
    let held = value(&session, &id.document());
    assert_eq!(held["times"], json!(["02:00", "22:00"]));
    // The wing stands for its rooms, whichever they are when the round begins.
    assert_eq!(held["places"], json!([wing]));
    let mut narrow = held.clone();
    narrow["places"] = json!([rooms(&session, wing)[1].0]);
    now(session.revise(&id.document(), &narrow)).expect("a revision");
    let change = PlanChange {
        id: Some(id),
        name: "Late round".to_owned(),
        ..plan.clone()
    };
    now(session.put_plan(&change)).expect("a change");
    assert_eq!(value(&session, &id.document())["places"], narrow["places"]);
    for (times, window_minutes, question) in [
        (vec!["24:00"], 30, "times"),
        (vec![], 30, "times"),
        (vec!["02:00"], 0, "window_minutes"),
        (vec!["02:00"], 721, "window_minutes"),
    ] {
        let wrong = PlanChange {
            times: times.into_iter().map(str::to_owned).collect(),
            window_minutes,
            ..plan.clone()
        };
        assert_eq!(now(session.put_plan(&wrong)), Err(invalid(question)));
    }
}

#[test]
fn the_roles_say_who_writes_what_and_nobody_does_in_practice() {
    let session = session();
    let wing = now(session.add_wing("A", &cells(&["1"]))).expect("a wing");
    let (room, _) = rooms(&session, wing)[0].clone();
    let place = PlaceChange {
        id: room,
        name: "1".to_owned(),
        capacity: None,
        out_of_use: false,
        punishment: false,
    };
    let refused = |failure: Option<Failure>| matches!(failure, Some(Failure::NotAllowed { .. }));
    let outcomes = || {
        [
            refused(now(session.add_wing("B", &cells(&["1"]))).err()),
            refused(now(session.add_rooms(wing, &cells(&["2"]))).err()),
            refused(now(session.put_place(&place)).err()),
            refused(now(session.put_person(&someone("Okello", "", None))).err()),
            refused(now(session.put_plan(&night_round(wing))).err()),
        ]
    };
    for (role, expected) in [
        (Role::Officer, [true, true, true, true, true]),
        (Role::Supervisor, [true, true, true, true, false]),
        (Role::Reception, [true, true, true, false, true]),
        (Role::Administrator, [false, false, false, true, false]),
    ] {
        session.roles.replace(vec![role]);
        assert_eq!(outcomes(), expected, "{role}");
    }
    session.roles.replace(Role::ALL.to_vec());
    session.practice.set(true);
    assert_eq!(outcomes(), [true; 5]);
}
