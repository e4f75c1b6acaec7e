//! Doses: written, corrected, reviewed; and never seen by whoever does not read the health book.

use serde_json::{Value, json};
use wingbook_record::{
    access::Book,
    entry::Amends,
    id::{EntryId, PersonId},
    vaccination::{
        course::{Due, Primary},
        coverage::By,
    },
};
use wingbook_worker::message::{
    CourseView, CoverageView, Delivery, Failure, NewEntry, PersonView, Request, Response, Saved,
    SetUp,
};

use crate::{A_WHILE_MS, hub::Hub, machine::Machine, people, record, sign_in_as, sync};

pub fn tablet(hub: &Hub, role: &str) -> Machine {
    let mut machine = Machine::new();
    machine.ask(Request::SetUp(SetUp {
        server: Some(hub.address.clone()),
        tablet: "Clinic".into(),
        facility: None,
        vanished: None,
    }));
    sign_in_as(&mut machine, hub, role);
    machine
}

fn person(machine: &mut Machine, id: PersonId) -> PersonView {
    match machine.ask(Request::Person { id }) {
        Response::Person(view) => view,
        other => panic!("{other:?}"),
    }
}

pub fn covid(machine: &mut Machine, id: PersonId) -> CourseView {
    let view = person(machine, id).vaccination.expect("health reads it");
    view.courses.into_iter().next().expect("a disease")
}

/// Two of whom nothing is written yet.
pub fn two_without_doses(machine: &mut Machine) -> [PersonId; 2] {
    let all = people(machine, "", 200);
    let bare: Vec<PersonId> = all
        .into_iter()
        .filter(|id| {
            let course = covid(machine, *id);
            course.doses.is_empty() && course.not_given.is_empty()
        })
        .take(2)
        .collect();
    bare.try_into().expect("two people without a dose")
}

fn dose(people: &[PersonId], answers: &Value) -> NewEntry {
    record("dose", people, answers)
}

fn from_card(on: &str) -> Value {
    json!({ "outcome": "given", "source": "card", "given_on": on, "product": "vaxzevria" })
}

pub fn saved(machine: &mut Machine, request: Request) -> Saved {
    match machine.ask(request) {
        Response::Saved(saved) => saved,
        other => panic!("{other:?}"),
    }
}

fn on(course: &CourseView) -> Vec<&str> {
    course.doses.iter().map(|dose| dose.on.as_str()).collect()
}

#[test]
fn a_dose_counts_as_it_stands() {
    let Some(hub) = Hub::start() else { return };
    let mut clinic = tablet(&hub, "Health");
    let [one, other] = two_without_doses(&mut clinic);

    let first = saved(
        &mut clinic,
        Request::Save(dose(&[one], &from_card("2021-05"))),
    );
    let course = covid(&mut clinic, one);
    assert_eq!(on(&course), ["2021-05"]);
    assert_eq!(course.primary, Primary::Incomplete);
    let dose_one = &course.doses[0];
    assert_eq!((dose_one.number, dose_one.source.as_str()), (1, "card"));
    assert_eq!(dose_one.product.as_deref(), Some("Vaxzevria"));
    let next = course.next.expect("a second dose");
    assert_eq!(next.number, 2);
    assert!(matches!(next.due, Due::Between { .. }), "{next:?}");

    // Two lines of one card are two doses; the second one was written by mistake.
    saved(&mut clinic, Request::Save(dose(&[one], &from_card("2021"))));
    let again = covid(&mut clinic, one);
    assert_eq!(again.doses.len(), 2, "two lines of one card are two doses");
    let twice = again
        .doses
        .iter()
        .map(|dose| dose.entry)
        .find(|id| *id != first.entry);
    saved(
        &mut clinic,
        Request::Undo {
            entry: twice.expect("the second record"),
        },
    );
    assert_eq!(on(&covid(&mut clinic, one)), ["2021-05"]);

    let mut better = dose(&[one], &from_card("2021-06-14"));
    better.corrects = Some((first.entry, Amends::Correct, "Read the card again.".into()));
    saved(&mut clinic, Request::Save(better));
    assert_eq!(on(&covid(&mut clinic, one)), ["2021-06-14"]);

    saved(
        &mut clinic,
        Request::WrongPerson {
            entry: first.entry,
            wrong: one,
            right: other,
            reason: "Two of one name.".into(),
        },
    );
    assert!(covid(&mut clinic, one).doses.is_empty());
    assert_eq!(on(&covid(&mut clinic, other)), ["2021-06-14"]);

    let refusal = json!({ "outcome": "refused", "why_not": "objection" });
    let refusal = saved(&mut clinic, Request::Save(dose(&[other], &refusal)));
    let course = covid(&mut clinic, other);
    assert_eq!(course.doses.len(), 1, "a refusal is no dose");
    assert_eq!(course.not_given[0].why_not.as_deref(), Some("objection"));
    saved(
        &mut clinic,
        Request::Withdraw {
            entry: refusal.entry,
            reason: "Changed her mind.".into(),
        },
    );
    assert!(covid(&mut clinic, other).not_given.is_empty());

    clinic.pass(A_WHILE_MS);
    assert_eq!(sync(&mut clinic).waiting, 0, "everything was accepted");
}

#[test]
fn a_dose_is_about_one_person_and_of_a_form_that_fits() {
    let Some(hub) = Hub::start() else { return };
    let mut clinic = tablet(&hub, "Health");
    let [one, other] = two_without_doses(&mut clinic);
    for people in [&[][..], &[one, other]] {
        let refused = clinic.refused(Request::Save(dose(people, &from_card("2021"))));
        let Failure::Invalid { questions } = refused else {
            panic!("{refused:?}")
        };
        assert_eq!(questions, ["people"]);
    }
    let expired = json!({ "outcome": "given", "source": "here", "product": "vaxzevria",
        "lot": "A1", "lot_expiry": "2020-01" });
    let refused = clinic.refused(Request::Save(dose(&[one], &expired)));
    let Failure::Invalid { questions } = refused else {
        panic!("{refused:?}")
    };
    assert_eq!(questions, ["override_reason"]);
    let contact =
        json!({ "kind": "conversation", "quality": "open", "followup": "no", "text": "x" });
    let contact = record("contact", &[one], &contact);
    let refused = clinic.refused(Request::Save(contact));
    assert!(matches!(refused, Failure::NotAllowed { .. }), "{refused:?}");
}

#[test]
fn the_health_lead_reviews_what_the_supervisor_never_sees() {
    let Some(hub) = Hub::start() else { return };
    let mut clinic = tablet(&hub, "Health");
    let [one, _] = two_without_doses(&mut clinic);
    let written = saved(
        &mut clinic,
        Request::Save(dose(&[one], &from_card("2021-05"))),
    );
    clinic.pass(A_WHILE_MS);
    assert_eq!(sync(&mut clinic).waiting, 0);

    let mut lead = tablet(&hub, "Health lead");
    let queue = |machine: &mut Machine| match machine.ask(Request::Queue) {
        Response::Queue(queue) => queue,
        other => panic!("{other:?}"),
    };
    let waits: Vec<EntryId> = queue(&mut lead)
        .records
        .iter()
        .map(|one| one.record.id)
        .collect();
    assert!(waits.contains(&written.entry));
    let decision = Request::Review {
        entry: written.entry,
        decision: "sent_back".into(),
        reason: Some("Which lot?".into()),
    };
    saved(&mut lead, decision.clone());
    lead.pass(A_WHILE_MS);
    assert_eq!(sync(&mut lead).waiting, 0, "the server takes it");

    // Back to its author, who answers; nobody reviews their own.
    clinic.pass(4 * A_WHILE_MS);
    assert_eq!(
        clinic.refused(decision),
        Failure::NotAllowed {
            what: "review".into()
        }
    );
    let answer = Request::Answer {
        entry: written.entry,
        text: "The card names none.".into(),
    };
    assert_eq!(saved(&mut clinic, answer).delivery, Delivery::Waiting);
    clinic.pass(A_WHILE_MS);
    lead.pass(4 * A_WHILE_MS);
    let back = queue(&mut lead);
    let back = back
        .records
        .iter()
        .find(|one| one.record.id == written.entry);
    assert_eq!(back.map(|one| one.why.as_str()), Some("answered"));

    let clinical = |one: &Value| one["header"]["book"] == "health";
    assert!(lead.network.seen().iter().any(clinical));
    for role in ["Supervisor", "Officer"] {
        let mut wing = tablet(&hub, role);
        wing.pass(A_WHILE_MS);
        // On the wire.
        let seen = wing.network.seen();
        assert!(seen.len() > 100, "{role}: the registers came");
        assert!(
            !seen.iter().any(clinical),
            "{role} was sent a health record"
        );
        // In the store and the index.
        let books = sync(&mut wing).books;
        assert!(
            books.iter().all(|(book, _, _)| *book != Book::Health),
            "{role}: {books:?}"
        );
        assert_eq!(person(&mut wing, one).vaccination, None);
        let about = person(&mut wing, one).timeline;
        assert!(about.iter().all(|line| line.form != "dose"));
        let asked = Request::Record { id: written.entry };
        assert!(matches!(wing.refused(asked), Failure::NotHere { .. }));
        // And nothing can be put there.
        let written = wing.refused(Request::Save(dose(&[one], &from_card("2021"))));
        assert_eq!(
            written,
            Failure::NotAllowed {
                what: "dose".into()
            }
        );
    }
}

#[test]
fn the_health_lead_sees_coverage_and_nobody_else_does() {
    let Some(hub) = Hub::start() else { return };
    let mut lead = tablet(&hub, "Health lead");
    let asked = Request::Coverage { days: 30 };
    let coverage = |machine: &mut Machine| match machine.ask(Request::Coverage { days: 30 }) {
        Response::Coverage(mut all) => all.remove(0),
        other => panic!("{other:?}"),
    };
    let before = coverage(&mut lead);
    assert_eq!(before.doses_by_day.len(), 30);
    let all = |view: &CoverageView| {
        let all = view.groups.iter().find(|one| one.by == By::All);
        all.and_then(|one| one.reached).expect("more than ten")
    };
    // Whoever had none has one from a card now: covered, and no dose of ours.
    let [one, _] = two_without_doses(&mut lead);
    saved(
        &mut lead,
        Request::Save(dose(&[one], &from_card("2021-05"))),
    );
    let after = coverage(&mut lead);
    assert_eq!(all(&after).one_dose, all(&before).one_dose + 1);
    assert_eq!(all(&after).people, all(&before).people);
    assert_eq!(after.doses_by_day, before.doses_by_day);
    assert_eq!(after.due.now, before.due.now + 1);
    for role in ["Health", "Officer", "Supervisor"] {
        let mut other = tablet(&hub, role);
        let refused = other.refused(asked.clone());
        assert!(
            matches!(refused, Failure::NotAllowed { .. }),
            "{role}: {refused:?}"
        );
    }
}

#[test]
fn a_dose_of_an_unknown_vaccine_stands_there_and_nothing_is_said_to_be_next() {
    let Some(hub) = Hub::start() else { return };
    let mut clinic = tablet(&hub, "Health");
    let [one, _] = two_without_doses(&mut clinic);
    let unknown = json!({ "outcome": "given", "source": "card", "product_written": "Vaccin X" });
    let written = saved(&mut clinic, Request::Save(dose(&[one], &unknown)));
    let view = person(&mut clinic, one)
        .vaccination
        .expect("health reads it");
    assert_eq!(view.unassigned.len(), 1);
    let dose_view = &view.unassigned[0];
    assert_eq!(
        (dose_view.entry, dose_view.product.as_deref()),
        (written.entry, Some("Vaccin X"))
    );
    let course = &view.courses[0];
    assert_eq!((course.next, course.primary), (None, Primary::Unclear));
    // No calendar has the day: refused, not read as unknown.
    let refused = clinic.refused(Request::Save(dose(&[one], &from_card("2021-02-31"))));
    let Failure::Invalid { questions } = refused else {
        panic!("{refused:?}")
    };
    assert_eq!(questions, ["given_on"]);
}
