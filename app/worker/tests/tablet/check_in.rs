//! Check-in: somebody arrives, is checked, is kept apart and let out again; the wing learns no more than a notice says.

use serde_json::{Value, json};
use wingbook_record::{
    access::Book,
    entry::Amends,
    health_check::rules::{Decision, Proposal},
    id::{EntryId, PersonId, PlaceId},
    isolation::Until,
    person::Category,
    time::{DAY, HOUR, Millis},
};
use wingbook_worker::message::{
    AlikeView, CheckIn, CheckInView, CheckedIn, DueView, Failure, KeepApartAsked, NewPerson,
    PersonChange, PlaceChange, PlaceView, Request, Response, ResultView, Saved, SetUp, TodayView,
};

use crate::{A_WHILE_MS, hub::Hub, machine::Machine, people, record, sign_in_as, sync};

fn tablet(hub: &Hub, role: &str) -> Machine {
    let mut machine = Machine::new();
    machine.ask(Request::SetUp(SetUp {
        server: Some(hub.address.clone()),
        tablet: "Gate".into(),
        facility: None,
        vanished: None,
    }));
    sign_in_as(&mut machine, hub, role);
    machine
}

fn asked(machine: &mut Machine, ask: CheckIn) -> CheckedIn {
    match machine.ask(Request::CheckIn(ask)) {
        Response::CheckIn(answer) => *answer,
        other => panic!("{other:?}"),
    }
}

fn written(machine: &mut Machine, ask: CheckIn) -> Saved {
    match machine.ask(Request::CheckIn(ask)) {
        Response::Saved(saved) => saved,
        other => panic!("{other:?}"),
    }
}

fn arriving(machine: &mut Machine, id: PersonId) -> CheckInView {
    match asked(machine, CheckIn::Person { id }) {
        CheckedIn::Person(view) => *view,
        other => panic!("{other:?}"),
    }
}

fn due(machine: &mut Machine) -> DueView {
    due_of(machine, "")
}

fn due_of(machine: &mut Machine, query: &str) -> DueView {
    let query = query.to_owned();
    match asked(machine, CheckIn::Due { query }) {
        CheckedIn::Due(due) => due,
        other => panic!("{other:?}"),
    }
}

/// Ends what the demonstration left, so that a test sees its own.
fn end_all(machine: &mut Machine) {
    for one in due(machine).apart {
        let end = CheckIn::EndApart {
            keep_apart: one.entry,
            why: "time_over".into(),
            note: None,
        };
        written(machine, end);
    }
}

fn proposal(machine: &mut Machine, answers: &Value) -> Proposal {
    let ask = CheckIn::Propose {
        answers: answers.as_object().expect("answers").clone(),
        at_ms: None,
    };
    match asked(machine, ask) {
        CheckedIn::Proposal(Some(proposal)) => proposal,
        other => panic!("{other:?}"),
    }
}

fn alike(machine: &mut Machine, new: NewPerson) -> Vec<AlikeView> {
    match asked(machine, CheckIn::Alike(new)) {
        CheckedIn::Alike(people) => people,
        other => panic!("{other:?}"),
    }
}

fn today(machine: &mut Machine) -> TodayView {
    match machine.ask(Request::Today) {
        Response::Today(view) => view,
        other => panic!("{other:?}"),
    }
}

fn room(machine: &mut Machine) -> PlaceId {
    let Response::Places(places) = machine.ask(Request::Places) else {
        panic!("no places")
    };
    places
        .iter()
        .find(|one| one.kind.is_room())
        .expect("a room")
        .id
}

fn place(machine: &mut Machine, id: PlaceId) -> PlaceView {
    let Response::Places(places) = machine.ask(Request::Places) else {
        panic!("no places")
    };
    places
        .into_iter()
        .find(|one| one.id == id)
        .expect("the place")
}

fn new_person(name: &str, born: Option<&str>) -> NewPerson {
    NewPerson {
        category: Category::Prisoner,
        name: name.into(),
        number: None,
        born: born.map(str::to_owned),
        sex: None,
        place: None,
    }
}

fn keep_apart(person: PersonId, place: PlaceId, until: Until) -> CheckIn {
    CheckIn::KeepApart(KeepApartAsked {
        person,
        place,
        until,
        check: None,
    })
}

/// Until when the newest decision stands, as a row of the records shows it.
fn now_ms(machine: &mut Machine) -> Millis {
    today(machine).now_ms
}

pub(crate) fn well() -> Value {
    json!({ "reason": "return_court", "temperature": "36.8", "symptoms": ["none"], "exposure": "no",
        "decision": "clear" })
}

fn ill() -> Value {
    json!({ "reason": "admission", "temperature": "38.4", "symptoms": ["cough", "fever"], "exposure": "no",
        "decision": "refer" })
}

#[test]
fn somebody_is_found_by_another_spelling_or_added_with_one_name() {
    let Some(hub) = Hub::start() else { return };
    let mut clinic = tablet(&hub, "Health");
    let known = people(&mut clinic, "a", 1)[0];
    let line = arriving(&mut clinic, known).line;
    // The words of the name in another order, and no number.
    let turned: Vec<&str> = line.name.split(' ').rev().collect();
    let found = alike(
        &mut clinic,
        new_person(&turned.join(" "), line.born.as_deref()),
    );
    assert!(found.iter().any(|one| one.person.id == known), "{found:?}");

    let add = |new| Request::CheckIn(CheckIn::Add(new));
    let Response::Someone(one) = clinic.ask(add(new_person("Nakintu", None))) else {
        panic!("nobody was added")
    };
    let family = NewPerson {
        category: Category::Family,
        ..new_person("Nakintu Zabrowska", Some("1994"))
    };
    let Response::Someone(other) = clinic.ask(add(family)) else {
        panic!("nobody was added")
    };
    assert_eq!(arriving(&mut clinic, other).line.category, Category::Family);
    let staff = NewPerson {
        category: Category::Staff,
        ..new_person("Nakintu", None)
    };
    assert_eq!(
        clinic.refused(add(staff)),
        Failure::Invalid {
            questions: vec!["category".into()]
        }
    );
    let find = Request::CheckIn(CheckIn::Find {
        query: "zabrowska".into(),
        limit: 10,
    });
    let Response::People(page) = clinic.ask(find) else {
        panic!("no page")
    };
    assert_eq!(page.people.len(), 1, "family members are found here");

    // One and the same after all; and not.
    written(&mut clinic, CheckIn::SamePerson { one, other });
    assert_eq!(arriving(&mut clinic, one).same[0].id, other);
    let undone = written(&mut clinic, CheckIn::NotSamePerson { person: other });
    assert!(arriving(&mut clinic, one).same.is_empty());
    clinic.ask(Request::Undo {
        entry: undone.entry,
    });
    assert_eq!(
        arriving(&mut clinic, other).same[0].id,
        one,
        "the undo is undone"
    );
    clinic.pass(A_WHILE_MS);
    assert_eq!(sync(&mut clinic).waiting, 0, "the server takes all of it");
}

#[test]
fn who_decides_otherwise_than_the_rules_says_why() {
    let Some(hub) = Hub::start() else { return };
    let mut clinic = tablet(&hub, "Health");
    let one = people(&mut clinic, "a", 1)[0];
    assert_eq!(
        proposal(&mut clinic, &well()).decision,
        Some(Decision::Clear)
    );
    let of_ill = proposal(&mut clinic, &ill());
    assert_eq!(of_ill.decision, Some(Decision::Refer));
    assert!(of_ill.urgent && of_ill.keep_apart && of_ill.repeat_temperature);

    let first = match clinic.ask(Request::Save(record("health_check", &[one], &well()))) {
        Response::Saved(saved) => saved,
        other => panic!("{other:?}"),
    };
    let mut otherwise = ill();
    otherwise["decision"] = json!("clear");
    let refused = clinic.refused(Request::Save(record("health_check", &[one], &otherwise)));
    let invalid = |question: &str| Failure::Invalid {
        questions: vec![question.into()],
    };
    assert_eq!(refused, invalid("decision_reason"));
    let mut impossible = ill();
    impossible["onset"] = json!("2026-02-31");
    let refused = clinic.refused(Request::Save(record("health_check", &[one], &impossible)));
    assert_eq!(refused, invalid("onset"));
    otherwise["decision_reason"] = json!("The thermometer was in the sun.");
    clinic.ask(Request::Save(record("health_check", &[one], &otherwise)));

    let checks = arriving(&mut clinic, one).checks;
    assert_eq!(checks.len(), 2);
    assert!(checks.iter().all(|check| check.today));
    let mut better = record("health_check", &[one], &ill());
    better.corrects = Some((first.entry, Amends::Correct, "Read it again.".into()));
    clinic.ask(Request::Save(better));
    let Response::Record(shown) = clinic.ask(Request::Record { id: first.entry }) else {
        panic!("no record")
    };
    assert!(shown.line.corrected && shown.definition.is_some());
    let Some(ResultView::Check {
        decision,
        temperature,
        ..
    }) = shown.line.result
    else {
        panic!("{:?}", shown.line.result)
    };
    assert_eq!(
        (decision.as_deref(), temperature.as_deref()),
        (Some("refer"), Some("38.4"))
    );
}

#[test]
fn kept_apart_until_a_colleague_ends_it_and_the_wing_reads_a_notice_only() {
    let Some(hub) = Hub::start() else { return };
    let mut clinic = tablet(&hub, "Health");
    end_all(&mut clinic);
    let one = people(&mut clinic, "a", 1)[0];
    let check = match clinic.ask(Request::Save(record("health_check", &[one], &ill()))) {
        Response::Saved(saved) => saved,
        other => panic!("{other:?}"),
    };
    let cell = room(&mut clinic);
    let now = now_ms(&mut clinic);
    let over = keep_apart(one, cell, Until::End(now - HOUR));
    assert!(matches!(
        clinic.refused(Request::CheckIn(over)),
        Failure::Invalid { .. }
    ));
    let first = written(
        &mut clinic,
        keep_apart(one, cell, Until::End(now + 2 * HOUR)),
    );
    let apart = due(&mut clinic).apart;
    assert_eq!((apart.len(), apart[0].entry), (1, first.entry));
    assert!(apart[0].visit_due && !apart[0].review_overdue && !apart[0].punishment);
    let name = apart[0].person.name.clone();
    assert_eq!(due_of(&mut clinic, &name).apart.len(), 1);
    let nobody = due_of(&mut clinic, "nobody is called so");
    assert!(nobody.apart.is_empty() && nobody.doses.is_empty() && nobody.doses_total == 0);
    assert_eq!(nobody.visits_due, 1, "a filter hides no visit unsaid");
    let Response::Someone(other) = clinic.ask(Request::CheckIn(CheckIn::Add(new_person(
        "Zabrowska",
        None,
    )))) else {
        panic!("nobody was added")
    };
    let merged = written(&mut clinic, CheckIn::SamePerson { one, other });
    assert_eq!(due_of(&mut clinic, "zabrowska").apart.len(), 1);
    clinic.ask(Request::Undo {
        entry: merged.entry,
    });
    assert!(due_of(&mut clinic, "zabrowska").apart.is_empty());
    written(
        &mut clinic,
        CheckIn::VisitApart {
            keep_apart: first.entry,
            note: Some("Eats well.".into()),
        },
    );
    assert!(!due(&mut clinic).apart[0].visit_due);

    // A later day takes its place, and undone the first one stands again.
    let later = written(&mut clinic, keep_apart(one, cell, Until::Review(now + DAY)));
    assert_eq!(due(&mut clinic).apart[0].entry, later.entry);
    let of_person = |machine: &mut Machine| -> Vec<EntryId> {
        let notices = today(machine).notices.into_iter();
        let about = notices.filter(|one| one.wording.is_some());
        about.map(|one| one.entry).collect()
    };
    let told = of_person(&mut clinic);
    assert_eq!(told.len(), 1, "the earlier notice ended");
    clinic.ask(Request::Undo { entry: later.entry });
    assert_eq!(due(&mut clinic).apart[0].entry, first.entry);
    let told_again = of_person(&mut clinic);
    assert_eq!(told_again.len(), 1);
    assert_ne!(told, told_again);
    clinic.pass(A_WHILE_MS);
    assert_eq!(sync(&mut clinic).waiting, 0, "everything was accepted");

    // The wing reads the sentence, and nothing of the health register.
    for role in ["Officer", "Supervisor"] {
        let mut wing = tablet(&hub, role);
        wing.pass(A_WHILE_MS);
        let seen = wing.network.seen();
        let clinical = |one: &Value| one["header"]["book"] == "health";
        assert!(seen.len() > 100 && !seen.iter().any(clinical), "{role}");
        let notices = today(&mut wing).notices;
        let notice = notices
            .iter()
            .find(|one| one.wording.is_some())
            .expect("the notice");
        assert_eq!(notice.wording.as_deref(), Some("keep_apart_until"));
        assert_eq!(notice.person.as_ref().map(|(id, _)| *id), Some(one));
        let view = arriving(&mut wing, one);
        assert!(view.checks.is_empty() && view.apart.is_empty() && view.vaccination.is_none());
        assert!(matches!(
            wing.refused(Request::Record { id: check.entry }),
            Failure::NotHere { .. }
        ));
        for (ask, what) in [
            (
                CheckIn::Due {
                    query: String::new(),
                },
                "health",
            ),
            (keep_apart(one, cell, Until::End(now + DAY)), "keep_apart"),
            (
                CheckIn::Propose {
                    answers: serde_json::Map::new(),
                    at_ms: None,
                },
                "health",
            ),
            (
                CheckIn::SamePerson {
                    one,
                    other: people(&mut wing, "b", 1)[0],
                },
                "same_person",
            ),
        ] {
            let refused = wing.refused(Request::CheckIn(ask));
            assert_eq!(refused, Failure::NotAllowed { what: what.into() }, "{role}");
        }
        let refused = wing.refused(Request::Save(record("health_check", &[one], &well())));
        assert_eq!(
            refused,
            Failure::NotAllowed {
                what: "health_check".into()
            }
        );
    }

    // The lead ends what the nurse decided.
    let mut lead = tablet(&hub, "Health lead");
    lead.pass(3 * HOUR);
    let apart = due(&mut lead).apart;
    assert!(
        apart[0].review_overdue,
        "past its end nothing is over by itself"
    );
    let ended = written(
        &mut lead,
        CheckIn::EndApart {
            keep_apart: first.entry,
            why: "recovered".into(),
            note: None,
        },
    );
    assert!(due(&mut lead).apart.is_empty());
    assert!(of_person(&mut lead).is_empty());
    lead.ask(Request::Undo { entry: ended.entry });
    assert_eq!(
        (due(&mut lead).apart.len(), of_person(&mut lead).len()),
        (1, 1)
    );
    let nonsense = CheckIn::EndApart {
        keep_apart: first.entry,
        why: "moon".into(),
        note: None,
    };
    assert!(matches!(
        lead.refused(Request::CheckIn(nonsense)),
        Failure::Invalid { .. }
    ));
    lead.pass(A_WHILE_MS);
    assert_eq!(sync(&mut lead).waiting, 0, "the server takes it");
}

#[test]
fn a_punishment_cell_is_marked_by_an_administrator_and_warned_about() {
    let Some(mut hub) = Hub::start() else { return };
    hub.add_user("Administrator", "administrator");
    let mut office = tablet(&hub, "Administrator");
    let cell = room(&mut office);
    let held = place(&mut office, cell);
    office.ask(Request::PutPlace(PlaceChange {
        id: cell,
        name: held.name.clone(),
        capacity: held.capacity,
        out_of_use: false,
        punishment: true,
    }));
    office.pass(A_WHILE_MS);
    assert!(place(&mut office, cell).punishment);

    let mut clinic = tablet(&hub, "Health");
    end_all(&mut clinic);
    let one = people(&mut clinic, "a", 1)[0];
    let now = now_ms(&mut clinic);
    let written = written(&mut clinic, keep_apart(one, cell, Until::Review(now + DAY)));
    assert!(due(&mut clinic).apart[0].punishment);
    clinic.pass(A_WHILE_MS);
    let mut lead = tablet(&hub, "Health lead");
    lead.pass(A_WHILE_MS);
    let Response::Queue(queue) = lead.ask(Request::Queue) else {
        panic!("no queue")
    };
    let line = queue
        .records
        .iter()
        .find(|one| one.record.id == written.entry);
    let result = line.and_then(|one| one.record.result.clone());
    assert!(
        matches!(
            result,
            Some(ResultView::Apart {
                punishment: true,
                ..
            })
        ),
        "{result:?}"
    );
}

#[test]
fn reception_writes_who_comes_and_goes_and_nothing_clinical() {
    let Some(mut hub) = Hub::start() else { return };
    hub.add_user("Reception", "reception");
    let mut gate = tablet(&hub, "Reception");
    assert!(
        sync(&mut gate)
            .books
            .iter()
            .all(|(book, ..)| *book != Book::Health)
    );
    let Response::Someone(one) =
        gate.ask(Request::CheckIn(CheckIn::Add(new_person("Bongo", None))))
    else {
        panic!("nobody was added")
    };
    let arrive = |reason: &str, to| CheckIn::Arrive {
        person: one,
        reason: reason.into(),
        to,
    };
    for (ask, question) in [
        (arrive("admission", None), "place"),
        (arrive("moon", None), "reason"),
    ] {
        assert_eq!(
            gate.refused(Request::CheckIn(ask)),
            Failure::Invalid {
                questions: vec![question.into()]
            }
        );
    }
    let cell = room(&mut gate);
    written(&mut gate, arrive("admission", Some(cell)));
    assert_eq!(arriving(&mut gate, one).line.place_id, Some(cell));
    written(&mut gate, arrive("release", None));
    assert_eq!(
        arriving(&mut gate, one).line.out.as_deref(),
        Some("release")
    );
    written(&mut gate, arrive("transfer_in", Some(cell)));
    assert_eq!(arriving(&mut gate, one).line.out, None);
    // Gone for good by the roster, and back again.
    gate.ask(Request::PutPerson(PersonChange {
        id: Some(one),
        name: "Bongo".into(),
        number: None,
        born: None,
        sex: None,
        place: None,
        left: true,
    }));
    assert!(arriving(&mut gate, one).left);
    written(&mut gate, arrive("admission", Some(cell)));
    assert!(!arriving(&mut gate, one).left);
    for form in ["health_check", "dose"] {
        let refused = gate.refused(Request::Save(record(form, &[one], &well())));
        assert!(
            matches!(
                refused,
                Failure::NotAllowed { .. } | Failure::Invalid { .. }
            ),
            "{refused:?}"
        );
    }
    gate.pass(A_WHILE_MS);
    assert_eq!(sync(&mut gate).waiting, 0, "the server takes it");
}
