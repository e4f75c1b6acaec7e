//! Checks by hand, from the reference's thresholds; faulty rules; nonsense.

use proptest::prelude::*;

use super::{
    rules::{Decision, Proposal, Rules, RulesError},
    *,
};
use crate::{partial_date::Day, time::parse_date};

const BUNDLED: &str = include_str!("../../../../public/health/check_rules.json");

fn rules() -> Rules {
    Rules::parse(BUNDLED).unwrap_or_else(|error| panic!("{error}"))
}

fn day(text: &str) -> Day {
    parse_date(text).expect(text)
}

/// Asked everything, and nothing is wrong.
fn well() -> HealthCheck {
    HealthCheck {
        temperature: "36.6".parse().ok(),
        temperature_repeat: None,
        spo2: Some(98),
        symptoms: Some(BTreeSet::new()),
        onset: PartialDate::UNKNOWN,
        exposure: Some(false),
        test: None,
    }
}

fn propose(check: &HealthCheck) -> Proposal {
    rules().propose(check, day("2022-05-16"))
}

#[test]
fn temperatures_are_read_as_they_are_typed() {
    for (text, tenths) in [
        ("37.5", 375),
        ("37,5", 375),
        (" 38 ", 380),
        ("٣٧٫٥", 375),
        ("25.0", 250),
        ("45.0", 450),
    ] {
        assert_eq!(text.parse(), Ok(Celsius(tenths)), "{text}");
    }
    for text in [
        "", "3", "375", "24.9", "45.1", "-37.5", "37.55", "37.", "98.6", "3 7", "+7.5", "é7.5",
    ] {
        assert_eq!(text.parse::<Celsius>(), Err(NoTemperature), "{text}");
    }
}

/// By hand from health.md, section 4: below 37.5 fine, to below 38 to be discussed, from 38 urgent; two readings, of
/// which the higher counts.
#[test]
fn temperature_and_its_second_reading() {
    use Decision::{Clear, Refer};
    for (first, second, decision, urgent, again) in [
        ("37.4", "", Clear, false, false),
        ("37.5", "", Refer, false, true),
        ("37.9", "37.9", Refer, false, false),
        ("38.0", "", Refer, true, true),
        ("38.0", "37.9", Refer, true, false),
        ("38.0", "37.4", Refer, true, false),
        ("37.4", "37.5", Refer, false, false),
        ("37.5", "38.0", Refer, true, false),
    ] {
        let check = HealthCheck {
            temperature: first.parse().ok(),
            temperature_repeat: second.parse().ok(),
            ..well()
        };
        let found = propose(&check);
        let as_row = (found.decision, found.urgent, found.repeat_temperature);
        assert_eq!(as_row, (Some(decision), urgent, again), "{first} {second}");
        assert_eq!(found.keep_apart, urgent, "{first} {second}");
    }
    for (reading, wanted) in [("38.5", false), ("38.6", true)] {
        let check = HealthCheck {
            temperature: reading.parse().ok(),
            ..well()
        };
        assert_eq!(propose(&check).postpone_vaccination, wanted, "{reading}");
    }
}

#[test]
fn what_keeps_apart_until_when_and_why() {
    use Symptom::{Breathlessness, Cough, Headache, RunnyNose, WeightLoss};
    let symptoms = |list: &[Symptom], onset: &str| HealthCheck {
        symptoms: Some(list.iter().cloned().collect()),
        onset: onset.parse().unwrap(),
        ..well()
    };
    let exposed = HealthCheck {
        exposure: Some(true),
        ..well()
    };
    let tested = |result| HealthCheck {
        test: Some(result),
        ..well()
    };
    let breath = |percent| HealthCheck {
        spo2: Some(percent),
        ..well()
    };
    let table = [
        (well(), "clear", "", ""),
        (
            symptoms(&[Cough], ""),
            "refer",
            "",
            "symptoms tuberculosis_signs",
        ),
        (
            HealthCheck {
                test: Some(TestResult::Detected),
                ..symptoms(&[], "2022-05-08")
            },
            "keep_apart",
            "2022-05-26",
            "positive_test",
        ),
        (
            symptoms(&[Breathlessness], ""),
            "refer urgent",
            "",
            "breathlessness symptoms",
        ),
        (symptoms(&[Headache], ""), "clear", "", ""),
        (
            symptoms(&[Headache, RunnyNose], ""),
            "refer",
            "",
            "several_milder_symptoms",
        ),
        (
            symptoms(&[WeightLoss], ""),
            "refer",
            "",
            "tuberculosis_signs",
        ),
        (exposed, "keep_apart", "2022-05-30", "contact"),
        (
            tested(TestResult::Detected),
            "keep_apart",
            "2022-05-26",
            "positive_test",
        ),
        (tested(TestResult::NotDetected), "clear", "", ""),
        (breath(94), "clear", "", ""),
        (breath(93), "refer", "", "low_oxygen"),
        (breath(89), "refer urgent", "", "very_low_oxygen low_oxygen"),
    ];
    for (check, decision, until, reasons) in table {
        let found = propose(&check);
        let word = serde_json::to_value(found.decision).unwrap();
        let urgent = if found.urgent { " urgent" } else { "" };
        assert_eq!(
            format!("{}{urgent}", word.as_str().unwrap()),
            decision,
            "{check:?}"
        );
        let found_until = found.until.map(|day| PartialDate::of_day(day).to_string());
        assert_eq!(found_until.unwrap_or_default(), until, "{check:?}");
        assert_eq!(found.reasons.join(" "), reasons, "{check:?}");
    }
}

/// A facility's own rule: ten days from the onset.
#[test]
fn days_counted_from_the_onset_never_end_before_the_check() {
    let mut changed: Value = serde_json::from_str(BUNDLED).unwrap();
    changed["rules"][5]["days"] = json!(10);
    changed["rules"][5]["from"] = json!("onset");
    let rules = Rules::parse(&changed.to_string()).unwrap();
    for (onset, until) in [
        ("", "2022-05-26"),
        ("2022-05-14", "2022-05-24"),
        ("2022-05-07", "2022-05-17"),
        // Ten days from an old onset are over, and a month is no day from which to count.
        ("2022-05-06", "2022-05-26"),
        ("2022-05", "2022-05-26"),
        ("2022-04", "2022-05-26"),
        ("2021", "2022-05-26"),
    ] {
        let check = HealthCheck {
            symptoms: Some([Symptom::Cough].into()),
            onset: onset.parse().unwrap(),
            ..well()
        };
        let found = rules.propose(&check, day("2022-05-16"));
        assert_eq!(found.until, Some(day(until)), "{onset}");
    }
    let april = HealthCheck {
        symptoms: Some([Symptom::Cough].into()),
        onset: "2022-04".parse().unwrap(),
        ..well()
    };
    let found = rules.propose(&april, day("2022-05-05"));
    assert_eq!(
        found.until,
        Some(day("2022-05-15")),
        "not ten from 30 April"
    );
}

/// By hand from health.md, section 4: what no source says about keeping apart is marked, and isolation until somebody is
/// examined has no days.
#[test]
fn what_no_source_says_is_marked() {
    for rule in rules().rules() {
        let days = match rule.id.as_str() {
            "positive_test" => Some(10),
            "contact" => Some(14),
            _ => None,
        };
        assert_eq!(rule.days, days, "{}", rule.id);
        let general = rule.sources.iter().any(|source| source == "general");
        assert_eq!(rule.unconfirmed, general, "{}", rule.id);
        let confirmed = ["raised_temperature", "fever", "symptoms", "positive_test"];
        assert_eq!(
            !rule.unconfirmed,
            confirmed.contains(&rule.id.as_str()),
            "{}",
            rule.id
        );
    }
}

#[test]
fn nobody_is_clear_who_was_not_asked() {
    let open = |check: &HealthCheck| (propose(check).decision, propose(check).unanswered);
    let nothing = HealthCheck::default();
    let all = vec![
        Question::Temperature,
        Question::Symptoms,
        Question::Exposure,
    ];
    assert_eq!(open(&nothing), (None, all));
    let no_symptoms_asked = HealthCheck {
        symptoms: None,
        ..well()
    };
    assert_eq!(open(&no_symptoms_asked), (None, vec![Question::Symptoms]));
    let no_oximeter = HealthCheck {
        spo2: None,
        ..well()
    };
    assert_eq!(open(&no_oximeter), (Some(Decision::Clear), vec![]));
    let exposed = HealthCheck {
        exposure: Some(true),
        ..HealthCheck::default()
    };
    assert_eq!(
        propose(&exposed).decision,
        Some(Decision::KeepApart),
        "what is known is enough to act"
    );
}

#[test]
fn an_answer_that_cannot_be_read_clears_nobody() {
    let with = |question: &str, answer: Value| {
        let mut answers = well().answers();
        answers.insert(question.to_owned(), answer);
        let proposal = propose(&HealthCheck::read(&answers).unwrap());
        (proposal.decision, proposal.unanswered)
    };
    for no in [
        json!("no"),
        json!("false"),
        json!("0"),
        json!(false),
        json!(0),
    ] {
        let wanted = (Some(Decision::Clear), vec![]);
        assert_eq!(with("exposure", no.clone()), wanted, "{no}");
    }
    for yes in [
        json!("yes"),
        json!("true"),
        json!("1"),
        json!(true),
        json!(1),
    ] {
        let wanted = (Some(Decision::KeepApart), vec![]);
        assert_eq!(with("exposure", yes.clone()), wanted, "{yes}");
    }
    let table = [
        ("exposure", Question::Exposure, json!("unknown")),
        ("exposure", Question::Exposure, json!("")),
        ("exposure", Question::Exposure, json!(2)),
        ("exposure", Question::Exposure, json!(["no"])),
        ("exposure", Question::Exposure, Value::Null),
        ("symptoms", Question::Symptoms, json!([""])),
        ("symptoms", Question::Symptoms, json!([])),
        ("symptoms", Question::Symptoms, json!(" ")),
        ("symptoms", Question::Symptoms, json!("hiccups")),
        ("symptoms", Question::Symptoms, json!(["none", "hiccups"])),
        ("symptoms", Question::Symptoms, json!(["none", 7])),
        ("symptoms", Question::Symptoms, json!(false)),
        ("test_result", Question::Test, json!("positive?")),
        ("test_result", Question::Test, json!(1)),
    ];
    for (question, open, answer) in table {
        let wanted = (None, vec![open]);
        assert_eq!(
            with(question, answer.clone()),
            wanted,
            "{question} {answer}"
        );
    }
    let cleared = (Some(Decision::Clear), vec![]);
    assert_eq!(with("test_result", json!("")), cleared, "no test");
    assert_eq!(
        with("symptoms", json!("hiccups cough")).0,
        Some(Decision::Refer),
        "what can be read is enough to act"
    );
}

#[test]
fn it_reads_what_it_writes_and_what_a_form_writes() {
    for check in [
        well(),
        HealthCheck::default(),
        HealthCheck {
            symptoms: Some([Symptom::Cough, Symptom::from("hiccups")].into()),
            test: Some(TestResult::Invalid),
            onset: "2022-05".parse().unwrap(),
            ..well()
        },
    ] {
        assert_eq!(HealthCheck::read(&check.answers()), Some(check));
    }
    let answers = matter::answers([
        ("symptoms", json!("cough fever")),
        ("exposure", json!("yes")),
        ("spo2", json!("101")),
        ("temperature", json!("hot")),
    ]);
    let read = HealthCheck::read(&answers).unwrap();
    assert_eq!(read.symptoms, Some([Symptom::Cough, Symptom::Fever].into()));
    assert_eq!(
        (read.exposure, read.spo2, read.temperature),
        (Some(true), None, None)
    );
}

#[test]
fn faulty_rules_name_the_rule_and_the_field() {
    let table = [
        ("/rules/0/id", json!("Raised!"), "Raised!", "id"),
        (
            "/rules/1/id",
            json!("raised_temperature"),
            "raised_temperature",
            "id",
        ),
        ("/rules/0/when", json!([]), "raised_temperature", "when"),
        (
            "/rules/0/when/0",
            json!({"temperature_from": "hot"}),
            "raised_temperature",
            "when",
        ),
        (
            "/rules/0/when/0",
            json!({"moon": "full"}),
            "raised_temperature",
            "when",
        ),
        (
            "/rules/0/propose",
            json!([]),
            "raised_temperature",
            "propose",
        ),
        (
            "/rules/0/propose",
            json!(["punish"]),
            "raised_temperature",
            "propose",
        ),
        ("/rules/8/days", json!(0), "positive_test", "days"),
        ("/rules/8/days", json!(91), "positive_test", "days"),
        ("/rules/8/days", json!(1.5), "positive_test", "days"),
        ("/rules/8/from", json!("birth"), "positive_test", "from"),
        (
            "/rules/2/when/0",
            json!({"spo2_below": 101}),
            "very_low_oxygen",
            "when",
        ),
        (
            "/rules/4/when/0/symptoms/at_least",
            json!(2),
            "breathlessness",
            "when",
        ),
        (
            "/rules/4/when/0/symptoms/of",
            json!(["hiccups"]),
            "breathlessness",
            "when",
        ),
        (
            "/rules/8/when/0",
            json!({"test": "perhaps"}),
            "positive_test",
            "when",
        ),
        (
            "/rules/0/sources/0",
            json!("hearsay"),
            "raised_temperature",
            "sources",
        ),
        ("/rules/0", json!({"id": "new"}), "new", "when"),
        ("/rules/0", json!(1), "rule 1", ""),
        ("/rules", json!("none"), "rules", "rules"),
        ("/version", json!(" "), "rules", "version"),
        ("/repeat_from", json!(37.5), "rules", "repeat_from"),
        ("/required", json!(["mood"]), "rules", "required"),
    ];
    for (pointer, value, rule, field) in table {
        let mut changed: Value = serde_json::from_str(BUNDLED).unwrap();
        *changed
            .pointer_mut(pointer)
            .unwrap_or_else(|| panic!("{pointer}")) = value;
        let Err(RulesError::Faults(faults)) = Rules::parse(&changed.to_string()) else {
            panic!("{pointer} was taken");
        };
        assert!(
            faults
                .iter()
                .any(|one| one.rule == rule && one.field == field),
            "{pointer}: {faults:?}"
        );
    }
    assert_eq!(
        Rules::parse(&" ".repeat(rules::LENGTH_MAX + 1)),
        Err(RulesError::TooLong)
    );
    assert!(matches!(Rules::parse("[]"), Err(RulesError::Syntax(_))));
}

proptest! {
    #[test]
    fn nothing_that_is_written_breaks_it(
        text in r"\PC{0,40}",
        values in prop::collection::vec(prop_oneof![
            r"\PC{0,6}".prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            Just(Value::Null),
            Just(json!(["cough", 3, null])),
        ], 7),
        at in any::<i64>(),
    ) {
        let _ = (Rules::parse(&text), text.parse::<Celsius>());
        let questions = ["temperature", "temperature_repeat", "spo2", "symptoms", "onset", "exposure", "test_result"];
        let answers: Answers = questions.iter().map(|one| (*one).to_owned()).zip(values).collect();
        let check = HealthCheck::read(&answers).unwrap();
        rules().propose(&check, at);
    }

    #[test]
    fn more_findings_never_make_it_clearer(cough in any::<bool>(), exposure in any::<bool>(), tenths in 360_i32..400, percent in 85_u32..100) {
        let some = HealthCheck {
            symptoms: Some(if cough { [Symptom::Cough].into() } else { BTreeSet::new() }),
            exposure: Some(exposure),
            ..well()
        };
        let more = HealthCheck { temperature: Some(Celsius(tenths)), spo2: Some(percent), ..some.clone() };
        let rank = |check: &HealthCheck| propose(check).decision.map(|decision| decision as u8);
        prop_assert!(rank(&more) >= rank(&some));
        let reasons = propose(&some).reasons;
        let all = propose(&more).reasons;
        prop_assert!(reasons.iter().all(|reason| all.contains(reason)));
    }
}
