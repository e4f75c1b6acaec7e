//! A vaccination session on two tablets: given, warned, undone, corrected, handed over; and it adds up.

use serde_json::json;
use wingbook_record::{
    entry::Amends,
    id::{EntryId, PersonId},
    partial_date::PartialDate,
    vaccination::{
        course::Warning,
        dose::{BodySite, Dose, DoseSource, Outcome, WhyNot},
        session::{Difference, OBSERVATION_MINUTES, Session, SessionStep, Step, WasteReason},
    },
};
use wingbook_worker::message::{
    BeforeDose, CheckIn, ClinicView, ClinicsView, Failure, Request, Response, StepCorrection,
};

use crate::{
    A_WHILE_MS,
    health::{covid, saved, tablet, two_without_doses},
    hub::Hub,
    machine::Machine,
    record,
};

fn clinic(machine: &mut Machine, id: EntryId) -> ClinicView {
    match machine.ask(Request::Clinic { id }) {
        Response::Clinic(view) => *view,
        other => panic!("{other:?}"),
    }
}

fn clinics(machine: &mut Machine) -> ClinicsView {
    match machine.ask(Request::Clinics) {
        Response::Clinics(view) => view,
        other => panic!("{other:?}"),
    }
}

fn before(machine: &mut Machine, clinic: EntryId, person: PersonId) -> BeforeDose {
    match machine.ask(Request::BeforeDose { clinic, person }) {
        Response::BeforeDose(view) => *view,
        other => panic!("{other:?}"),
    }
}

fn start(machine: &mut Machine) -> EntryId {
    let start = Session {
        place: None,
        site: Some(BodySite::LeftArm),
        vaccinator: None,
        observation_minutes: OBSERVATION_MINUTES,
    };
    match machine.ask(Request::StartClinic(start)) {
        Response::Clinic(view) => view.line.id,
        other => panic!("{other:?}"),
    }
}

fn step(session: EntryId, step: Step, doses: u32) -> SessionStep {
    SessionStep {
        session,
        step,
        product: Some("covilo".into()),
        lot: Some("B-77".into()),
        lot_expiry: "2031-03".parse().unwrap(),
        vials: 0,
        doses,
        waste: None,
        to: None,
    }
}

fn open_vial(machine: &mut Machine, session: EntryId, doses: u32) {
    let opened = SessionStep {
        vials: 1,
        ..step(session, Step::Opened, doses)
    };
    saved(machine, Request::ClinicStep(Box::new(opened)));
}

fn dose(session: EntryId) -> Dose {
    Dose {
        outcome: Outcome::Given,
        source: DoseSource::Here,
        on: PartialDate::UNKNOWN,
        disease: None,
        product: Some("covilo".into()),
        lot: Some("B-77".into()),
        lot_expiry: "2031-03".parse().unwrap(),
        session: Some(session),
        site: Some(BodySite::LeftArm),
        vaccinator: None,
        why_not: None,
        override_reason: None,
    }
}

fn give(person: PersonId, dose: Dose) -> Request {
    let dose = Box::new(dose);
    Request::Dose { person, dose }
}

fn asks_for(machine: &mut Machine, request: Request, question: &str) {
    match machine.refused(request) {
        Failure::Invalid { questions } => assert_eq!(questions, [question]),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_session_is_shared_and_adds_up() {
    let Some(hub) = Hub::start() else { return };
    let mut nurse = tablet(&hub, "Health");
    let [one, other] = two_without_doses(&mut nurse);
    let before_all = clinics(&mut nurse).clinics.len();
    let session = start(&mut nurse);
    let bare = before(&mut nurse, session, one);
    assert_eq!(bare.dose, None, "no vial is open");
    open_vial(&mut nurse, session, 3);

    let first = before(&mut nurse, session, one);
    assert_eq!(first.dose.map(|(number, _)| number), Some(1));
    assert!(
        first.warnings.is_empty() && !first.asks_why,
        "{:?}",
        first.warnings
    );
    assert!(first.then.is_some(), "when the second one is due is said");
    let given = saved(&mut nurse, give(one, dose(session)));
    assert_eq!(covid(&mut nurse, one).doses.len(), 1);

    // The same person again in the same session: loud, and not without a reason.
    let again = before(&mut nurse, session, one);
    assert_eq!(again.here.len(), 1);
    assert!(again.asks_why);
    let second = |warning: &Warning| matches!(warning, Warning::SecondToday { .. });
    assert!(again.warnings.iter().any(second), "{:?}", again.warnings);
    asks_for(&mut nurse, give(one, dose(session)), "override_reason");

    // Refused with a reason, never without one.
    let refusal = Dose {
        outcome: Outcome::Refused,
        product: None,
        lot: None,
        lot_expiry: PartialDate::UNKNOWN,
        ..dose(session)
    };
    asks_for(&mut nurse, give(other, refusal.clone()), "why_not");
    let refusal = Dose {
        why_not: Some(WhyNot::Objection),
        ..refusal
    };
    saved(&mut nurse, give(other, refusal));

    // A tap too many is undone, and what was corrected stays in its session.
    let mistake = saved(&mut nurse, give(other, dose(session)));
    saved(
        &mut nurse,
        Request::Undo {
            entry: mistake.entry,
        },
    );
    let answers = json!({
        "outcome": "given", "source": "here", "product": "covilo", "lot": "B-77",
        "lot_expiry": "2031-04",
    });
    let mut better = record("dose", &[one], &answers);
    better.corrects = Some((given.entry, Amends::Correct, "Read the vial again.".into()));
    saved(&mut nurse, Request::Save(better));
    let view = clinic(&mut nurse, session);
    assert_eq!(view.total.given, 1);
    assert_eq!(view.seen.len(), 2, "{:?}", view.seen);
    assert_eq!(view.lots[0].tally.should_be_left(), 2);
    assert_eq!(view.lots[0].name.as_deref(), Some("Covilo (BBIBP-CorV)"));

    // A colleague's tablet goes on.
    nurse.pass(A_WHILE_MS);
    let mut lead = tablet(&hub, "Health lead");
    let me = view.line.holder.clone().unwrap();
    let to = *view.colleagues.iter().map(|(id, ..)| id).next().unwrap();
    let hand_over = SessionStep {
        to: Some(to),
        product: None,
        lot: None,
        ..step(session, Step::HandedOver, 0)
    };
    saved(&mut nurse, Request::ClinicStep(Box::new(hand_over)));
    nurse.pass(A_WHILE_MS);
    lead.ask(Request::SyncNow);
    lead.pass(A_WHILE_MS);
    let taken = SessionStep {
        product: None,
        lot: None,
        ..step(session, Step::TakenOver, 0)
    };
    saved(&mut lead, Request::ClinicStep(Box::new(taken)));
    let there = clinic(&mut lead, session);
    assert!(there.line.mine);
    assert_ne!(there.line.holder, Some(me));
    assert_eq!(there.total, view.total);

    // Two are left: one is counted, one was thrown away, and until that is written down it does not add up.
    saved(
        &mut lead,
        Request::ClinicStep(Box::new(step(session, Step::Left, 1))),
    );
    let ended = SessionStep {
        product: None,
        lot: None,
        ..step(session, Step::Ended, 0)
    };
    saved(&mut lead, Request::ClinicStep(Box::new(ended)));
    let short = clinic(&mut lead, session);
    assert_eq!(
        short.lots[0].difference,
        Some(Difference::Missing { doses: 1 })
    );
    let thrown = step(session, Step::Wasted, 1);
    asks_for(
        &mut lead,
        Request::ClinicStep(Box::new(thrown.clone())),
        "waste",
    );
    let thrown = SessionStep {
        waste: Some(WasteReason::PartialUse),
        ..thrown
    };
    saved(&mut lead, Request::ClinicStep(Box::new(thrown)));
    saved(
        &mut lead,
        Request::ClinicStep(Box::new(step(session, Step::Left, 1))),
    );
    let whole = clinic(&mut lead, session);
    assert!(whole.line.reconciles, "{:?}", whole.lots);
    lead.pass(A_WHILE_MS);
    nurse.ask(Request::SyncNow);
    nurse.pass(A_WHILE_MS);
    let back = clinic(&mut nurse, session);
    assert_eq!((back.total, back.lots), (whole.total, whole.lots));
    assert!(back.line.ended_ms.is_some());
    assert_eq!(clinics(&mut nurse).clinics.len(), before_all + 1);
}

#[test]
fn an_expired_lot_and_an_old_vial_ask_why() {
    let Some(hub) = Hub::start() else { return };
    let mut nurse = tablet(&hub, "Health");
    let [one, other] = two_without_doses(&mut nurse);
    let session = start(&mut nurse);
    let expired = SessionStep {
        vials: 1,
        lot: Some("OLD".into()),
        lot_expiry: "2021-01".parse().unwrap(),
        ..step(session, Step::Opened, 2)
    };
    saved(&mut nurse, Request::ClinicStep(Box::new(expired)));
    assert!(clinic(&mut nurse, session).lots[0].expired);
    let warned = before(&mut nurse, session, one);
    let of_expiry = |warning: &Warning| matches!(warning, Warning::LotExpired { .. });
    assert!(
        warned.warnings.iter().any(of_expiry),
        "{:?}",
        warned.warnings
    );
    let old = Dose {
        lot: Some("OLD".into()),
        lot_expiry: "2021-01".parse().unwrap(),
        ..dose(session)
    };
    asks_for(&mut nurse, give(one, old.clone()), "override_reason");
    let old = Dose {
        override_reason: Some("Shelf life was extended by the ministry.".into()),
        ..old
    };
    saved(&mut nurse, give(one, old));

    open_vial(&mut nurse, session, 5);
    assert!(!before(&mut nurse, session, other).vial_too_old);
    nurse.pass(7 * 3_600_000);
    let late = before(&mut nurse, session, other);
    assert!(late.vial_too_old && late.asks_why);
    asks_for(&mut nurse, give(other, dose(session)), "override_reason");
}

#[test]
fn officers_and_supervisors_have_no_sessions() {
    let Some(hub) = Hub::start() else { return };
    let mut nurse = tablet(&hub, "Health");
    let [one, _] = two_without_doses(&mut nurse);
    let session = start(&mut nurse);
    open_vial(&mut nurse, session, 5);
    nurse.pass(A_WHILE_MS);
    for role in ["Officer", "Supervisor"] {
        let mut wing = tablet(&hub, role);
        let start = Session {
            place: None,
            site: None,
            vaccinator: None,
            observation_minutes: OBSERVATION_MINUTES,
        };
        let asked = [
            Request::Clinics,
            Request::Clinic { id: session },
            Request::BeforeDose {
                clinic: session,
                person: one,
            },
            Request::StartClinic(start),
        ];
        for request in asked {
            let refused = wing.refused(request);
            assert!(
                matches!(refused, Failure::NotAllowed { .. }),
                "{role}: {refused:?}"
            );
        }
    }
}

#[test]
fn what_stands_under_another_record_of_the_same_person_is_said() {
    let Some(hub) = Hub::start() else { return };
    let mut nurse = tablet(&hub, "Health");
    let [one, other] = two_without_doses(&mut nurse);
    let session = start(&mut nurse);
    open_vial(&mut nurse, session, 5);
    saved(&mut nurse, give(other, dose(session)));
    let merged = CheckIn::SamePerson { one, other };
    saved(&mut nurse, Request::CheckIn(merged));

    let warned = before(&mut nurse, session, one);
    assert_eq!(warned.here.len(), 1, "seen in this session, as another");
    assert!(warned.asks_why, "{:?}", warned.warnings);
    let course = covid(&mut nurse, one);
    let under = course.doses[0].stands_under.as_deref();
    let name = name_of(&mut nurse, other);
    assert!(
        under.is_some_and(|words| words.contains(&name)),
        "{under:?}"
    );
    let own = covid(&mut nurse, other);
    assert_eq!(own.doses[0].stands_under, None);
}

#[test]
fn a_step_is_corrected_by_its_author_and_keeps_its_time() {
    let Some(hub) = Hub::start() else { return };
    let mut nurse = tablet(&hub, "Health");
    let session = start(&mut nurse);
    open_vial(&mut nurse, session, 5);
    let opened = clinic(&mut nurse, session);
    let discard_ms = opened.lots[0].discard_ms.expect("a vial is open");
    nurse.pass(A_WHILE_MS);

    let written = opened.steps[0].clone();
    let correction = |step: SessionStep, reason: &str| {
        Request::CorrectStep(Box::new(StepCorrection {
            entry: written.entry,
            version: written.version,
            step,
            reason: reason.to_owned(),
        }))
    };
    let two_vials = SessionStep {
        vials: 2,
        ..written.step.clone()
    };
    asks_for(&mut nurse, correction(two_vials.clone(), " "), "reason");
    let none = SessionStep {
        vials: 0,
        ..written.step.clone()
    };
    asks_for(&mut nurse, correction(none, "None."), "doses");
    let other_kind = SessionStep {
        step: Step::Left,
        ..written.step.clone()
    };
    asks_for(&mut nurse, correction(other_kind, "Another."), "step");
    let of_another = StepCorrection {
        entry: written.entry,
        version: session,
        step: two_vials.clone(),
        reason: "Of the session itself.".into(),
    };
    let of_another = Request::CorrectStep(Box::new(of_another));
    asks_for(&mut nurse, of_another, "step");
    saved(
        &mut nurse,
        correction(two_vials, "Two were opened, one was written down."),
    );
    let corrected = clinic(&mut nurse, session);
    assert_eq!(corrected.total.drawn, 10);
    assert_eq!(corrected.steps.len(), 1);
    assert_eq!(corrected.steps[0].step.vials, 2);
    assert_ne!(corrected.steps[0].version, written.version);
    assert_eq!(
        corrected.lots[0].discard_ms,
        Some(discard_ms),
        "a vial grows no younger"
    );

    nurse.pass(A_WHILE_MS);
    let mut lead = tablet(&hub, "Health lead");
    let there = clinic(&mut lead, session);
    assert_eq!(there.total, corrected.total);
    assert!(!there.steps[0].mine);
    let refused = lead.refused(correction(written.step.clone(), "No."));
    assert!(matches!(refused, Failure::NotAllowed { .. }), "{refused:?}");
}

fn name_of(machine: &mut Machine, person: PersonId) -> String {
    match machine.ask(Request::Person { id: person }) {
        Response::Person(view) => view.line.name,
        other => panic!("{other:?}"),
    }
}
