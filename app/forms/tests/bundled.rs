//! The forms that ship with Wingbook: complete in every language, and asking
//! what they should.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod scenario;

use std::sync::Arc;

use scenario::{CONTEXT, NOW, Scenario};
use serde_json::{Value, json};
use wingbook_forms::{Form, Session};

const FORMS: [(&str, &str); 8] = [
    (
        "contact",
        include_str!("../../../public/forms/contact.json"),
    ),
    (
        "observation",
        include_str!("../../../public/forms/observation.json"),
    ),
    ("count", include_str!("../../../public/forms/count.json")),
    (
        "incident",
        include_str!("../../../public/forms/incident.json"),
    ),
    ("dose", include_str!("../../../public/forms/dose.json")),
    (
        "health_check",
        include_str!("../../../public/forms/health_check.json"),
    ),
    (
        "security_report",
        include_str!("../../../public/forms/security_report.json"),
    ),
    (
        "protection_report",
        include_str!("../../../public/forms/protection_report.json"),
    ),
];

fn bundled(id: &str) -> Session {
    let (_, text) = FORMS.iter().find(|(known, _)| *known == id).unwrap();
    let form = Form::from_json_text(text).unwrap_or_else(|findings| panic!("{findings}"));
    Session::open(Arc::new(form), CONTEXT)
}

#[test]
fn every_form_is_complete_in_every_language() {
    for (id, text) in FORMS {
        let session = bundled(id);
        let form = session.form();
        assert_eq!(form.id(), id);
        assert_eq!(form.warnings(), [], "{id}");
        let mut codes: Vec<&str> = form
            .languages()
            .iter()
            .map(|one| one.code.as_str())
            .collect();
        codes.sort_unstable();
        assert_eq!(codes, ["ar", "en", "fr", "ru"], "{id}");
        // Labels, hints and messages are all or nothing across languages (the
        // warnings above); here: that those which must be there are.
        let sheets: Value = serde_json::from_str(text).unwrap();
        let has = |row: &Value, column: &str| row.get(format!("{column}::Arabic (ar)")).is_some();
        for row in sheets["survey"].as_array().unwrap() {
            assert!(has(row, "label"), "{id} {row}");
            assert!(has(row, "hint") || row["type"] == "note", "{id} {row}");
            assert!(
                has(row, "constraint_message") || row.get("constraint").is_none(),
                "{id} {row}"
            );
        }
        for row in sheets["choices"].as_array().unwrap() {
            assert!(has(row, "label"), "{id} {row}");
        }
    }
}

#[test]
fn a_contact_gives_the_answers_of_the_contract() {
    let mut session = bundled("contact");
    session
        .answer("kind", "request")
        .answer("quality", "open")
        .answer("text", "Asked for a call.");
    assert_eq!(
        Value::from(session.finish(NOW).unwrap()),
        json!({"kind": "request", "quality": "open", "text": "Asked for a call.", "followup": "no"})
    );
    session.answer("followup", "yes");
    assert_eq!(session.finish(NOW).unwrap_err().len(), 2);
    session
        .answer("followup_owner", "0190a1b2")
        .answer("followup_date", "2026-11-23");
    assert_eq!(session.error("followup_date"), Some("constraint"));
    session.answer("followup_date", "2026-11-24");
    assert_eq!(
        Value::from(session.finish(NOW).unwrap()),
        json!({"kind": "request", "quality": "open", "text": "Asked for a call.", "followup": "yes",
               "followup_owner": "0190a1b2", "followup_date": "2026-11-24"})
    );
    session.answer("text", &"я".repeat(4000));
    assert_eq!(session.error("text"), None);
    session.answer("text", &"я".repeat(4001));
    assert_eq!(session.error("text"), Some("constraint"));
}

#[test]
fn a_count_asks_why_only_where_there_is_a_difference() {
    let mut session = bundled("count");
    session.answer("wing", "w1").answer("expected", "82");
    assert!(!session.relevant("note"), "not before anybody was counted");
    session.answer("counted", "81");
    assert_eq!(session.value("difference"), "-1");
    assert_eq!(session.error("note"), Some("required"));
    assert_eq!(session.error("control_told"), Some("required"));
    session.answer("counted", "82");
    assert_eq!(
        Value::from(session.finish(NOW).unwrap()),
        json!({"wing": "w1", "step": "first", "expected": 82, "counted": 82, "difference": 0})
    );
}

#[test]
fn an_observation_without_response_says_what_to_do() {
    let mut session = bundled("observation");
    assert!(!session.relevant("no_response_note"));
    session
        .answer("what", "asleep")
        .answer("response", "none")
        .answer("text", "No answer at 02:10.");
    assert!(session.relevant("no_response_note"));
    assert_eq!(
        Value::from(session.finish(NOW).unwrap()),
        json!({"what": ["asleep"], "response": "none", "text": "No answer at 02:10.", "followup": "no"})
    );
}

#[test]
fn an_incident_names_injuries_without_describing_them() {
    let mut session = bundled("incident");
    session
        .answer("type", "fire")
        .answer("when_about", "2026-11-24T21:50:00.000+03:00")
        .answer("where", "kitchen")
        .answer("what_happened", "Smoke from the store.")
        .answer("actions", "alarm area_closed")
        .answer("injuries", "no")
        .answer("evidence", "none cctv")
        .answer("reported_to", "control");
    assert_eq!(
        session.error("when_about"),
        Some("constraint"),
        "in the future"
    );
    assert_eq!(session.error("evidence"), Some("constraint"));
    assert!(!session.relevant("health_told") && !session.relevant("people_roles"));
    session
        .answer("when_about", "2026-11-24T21:30:00.000+03:00")
        .answer("evidence", "cctv")
        .answer("injuries", "yes");
    assert_eq!(session.error("health_told"), Some("required"));
    session.answer("health_told", "yes");
    assert!(session.finish(NOW).is_ok());
}

#[test]
fn a_dose_asks_for_what_its_source_can_know() {
    let mut session = bundled("dose");
    session.answer("outcome", "given").answer("source", "card");
    assert!(session.relevant("given_on") && session.relevant("product_written"));
    assert!(!session.relevant("why_not"));
    for (date, error) in [
        ("2021", None),
        ("2021-05", None),
        ("2021-05-14", None),
        ("2026-11-24", None),
        ("", None),
        ("2021-13", Some("constraint")),
        ("14.05.2021", Some("constraint")),
        ("2026-11-25", Some("constraint")),
        ("2026-12", Some("constraint")),
        ("2027", Some("constraint")),
    ] {
        session.answer("given_on", date);
        assert_eq!(session.error("given_on"), error, "{date}");
    }
    session
        .answer("given_on", "2021-05")
        .answer("product", "vaxzevria");
    assert!(!session.relevant("product_written"));
    assert_eq!(
        Value::from(session.finish(NOW).unwrap()),
        json!({"outcome": "given", "source": "card", "given_on": "2021-05", "product": "vaxzevria"})
    );
}

#[test]
fn what_is_given_here_is_of_a_lot_that_may_be_used() {
    let mut session = bundled("dose");
    session.answer("outcome", "given").answer("source", "here");
    assert!(!session.relevant("given_on"));
    assert_eq!(session.error("lot"), Some("required"));
    session.answer("lot", "ABV1234");
    assert_eq!(session.error("lot_expiry"), Some("required"));
    // A month means its last day.
    for good in ["2026-11", "2026-11-24", "2026", "2027-01"] {
        session.answer("lot_expiry", good);
        assert!(!session.relevant("override_reason"), "{good}");
    }
    for expired in ["2026-10", "2026-11-23", "2025"] {
        session.answer("lot_expiry", expired);
        assert!(session.relevant("expired_note"), "{expired}");
        assert_eq!(session.error("override_reason"), Some("required"));
    }
    session.answer("override_reason", "Found out afterwards.");
    assert!(session.finish(NOW).is_ok());
}

#[test]
fn a_refusal_asks_for_its_reason_and_nothing_about_a_lot() {
    let mut session = bundled("dose");
    session.answer("outcome", "refused");
    assert!(!session.relevant("lot") && !session.relevant("source"));
    assert_eq!(session.error("why_not"), Some("required"));
    session.answer("why_not", "objection");
    assert_eq!(
        Value::from(session.finish(NOW).unwrap()),
        json!({"outcome": "refused", "why_not": "objection"})
    );
}

#[test]
fn a_health_check_asks_more_on_admission_and_reads_a_fever_twice() {
    let mut session = bundled("health_check");
    session.answer("reason", "return_court");
    assert!(!session.relevant("injuries") && !session.relevant("medicines"));
    session.answer("temperature", "37.4");
    assert!(!session.relevant("temperature_repeat"));
    session.answer("temperature", "37.5");
    assert!(session.relevant("temperature_repeat"));
    for (reading, error) in [
        ("38.2", None),
        ("38", None),
        ("38.25", Some("constraint")),
        ("382", Some("constraint")),
        ("24.9", Some("constraint")),
    ] {
        session.answer("temperature_repeat", reading);
        assert_eq!(session.error("temperature_repeat"), error, "{reading}");
    }
    session.answer("temperature_repeat", "38.0");
    session.answer("symptoms", "none cough");
    assert_eq!(session.error("symptoms"), Some("constraint"));
    session.answer("symptoms", "none");
    assert!(!session.relevant("onset"));
    session.answer("exposure", "no").answer("tested", "yes");
    assert_eq!(session.error("test_result"), Some("required"));
    session.answer("test_result", "not_detected");
    assert_eq!(session.error("decision"), Some("required"));
    session.answer("decision", "refer");
    let answers = Value::from(session.finish(NOW).unwrap());
    assert_eq!(answers["temperature"], "37.5");
    assert_eq!(answers["temperature_repeat"], "38.0");
    assert_eq!(answers["symptoms"], json!(["none"]));

    session.answer("reason", "admission");
    for asked in [
        "injuries",
        "ill_treatment",
        "self_harm",
        "withdrawal",
        "pregnancy",
        "medicines",
    ] {
        assert!(session.relevant(asked), "{asked}");
    }
    session.answer("ill_treatment", "yes");
    assert!(session.relevant("ill_treatment_note"));
}
