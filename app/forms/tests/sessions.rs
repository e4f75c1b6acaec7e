//! Forms being filled: relevance, checks, calculations, repeats, drafts.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod scenario;

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;
use scenario::{CONTEXT, NOW, Scenario, form, open, read, with_choices};
use serde_json::{Value, json};
use wingbook_forms::{DraftError, Form, Moment, ProblemKind, Session, SetError};

#[test]
fn answers_are_typed_and_only_what_is_relevant() {
    let mut session = open(&json!([
        {"type": "integer", "name": "age"},
        {"type": "decimal", "name": "heat"},
        {"type": "text", "name": "school", "relevant": "${age} < 18"},
        {"type": "begin group", "name": "visit", "relevant": "${age} >= 18"},
        {"type": "select_multiple wb:people", "name": "who"},
        {"type": "note", "name": "n", "label": "Note"},
        {"type": "end group"},
        {"type": "text", "name": "жалоба"},
        {"type": "acknowledge", "name": "read_it"},
    ]));
    session
        .answer("age", "12")
        .answer("heat", "36,60")
        .answer("school", "Primary")
        .answer("жалоба", "x")
        .answer("read_it", "OK");
    assert_eq!(
        Value::from(session.answers()),
        json!({"age": 12, "heat": "36.60", "school": "Primary", "read_it": "OK",
               "_u0436__u0430__u043B__u043E__u0431__u0430_": "x"})
    );
    session.answer("age", "20").answer("who", "p1 p2");
    assert!(!session.relevant("school"));
    assert_eq!(session.value("school"), "Primary", "kept while editing");
    let answers = session.answers();
    assert_eq!(answers.get("school"), None);
    assert_eq!(answers["visit"], json!({"who": ["p1", "p2"]}));

    let again = Session::with_answers(Arc::clone(session.form()), &answers, CONTEXT);
    assert_eq!(again.answers(), answers);
}

#[test]
fn problems_are_typed_and_in_order() {
    let sheets = with_choices(
        &json!([
            {"type": "text", "name": "a", "required": "yes", "required_message": "Say something"},
            {"type": "integer", "name": "b"},
            {"type": "range", "name": "c", "parameters": "start=1 end=5 step=2"},
            {"type": "select_one fruit", "name": "d"},
            {"type": "date", "name": "e", "constraint": ". >= today()", "constraint_message": "Not before ${b}"},
            {"type": "integer", "name": "f", "required": "${b} = 'x'"},
        ]),
        &json!([{"list_name": "fruit", "name": "fig", "label": "Fig"}]),
    );
    let mut session = Session::open(read(&sheets), CONTEXT);
    session
        .answer("b", "x")
        .answer("c", "2")
        .answer("d", "plum")
        .answer("e", "2026-11-23")
        .answer("f", "9007199254740993");
    let codes: Vec<(String, &str)> = session
        .problems()
        .iter()
        .map(|problem| (session.path(problem.node), problem.kind.code()))
        .collect();
    let expected = [
        ("/a", "required"),
        ("/b", "wrong_type"),
        ("/c", "out_of_range"),
        ("/d", "unknown_choice"),
        ("/e", "constraint"),
        ("/f", "too_large"),
    ];
    assert_eq!(codes, expected.map(|(path, code)| (path.to_owned(), code)));
    let message = |name: &str, kind| session.message(session.node(name), &kind);
    assert_eq!(
        message("a", ProblemKind::Required).as_deref(),
        Some("Say something")
    );
    assert_eq!(
        message("e", ProblemKind::Constraint).as_deref(),
        Some("Not before x")
    );
    assert_eq!(message("b", ProblemKind::WrongType), None);
    session
        .answer("a", "x")
        .answer("b", "1")
        .answer("c", "3")
        .answer("d", "fig")
        .answer("e", "2026-11-24")
        .answer("f", "");
    assert_eq!(session.problems(), []);
    assert!(session.finish(NOW).is_ok());
    let tomorrow = Moment {
        unix_ms: NOW.unix_ms + 86_400_000,
        ..NOW
    };
    assert_eq!(
        session.finish(tomorrow).unwrap_err().len(),
        1,
        "the clock moved on"
    );
}

#[test]
fn what_nobody_can_answer_is_refused() {
    let mut session = open(&json!([
        {"type": "begin group", "name": "g"},
        {"type": "note", "name": "n", "label": "N"},
        {"type": "integer", "name": "a", "readonly": "yes", "default": "1"},
        {"type": "calculate", "name": "c", "calculation": "${a} + 1"},
        {"type": "start", "name": "start"},
        {"type": "end group"},
    ]));
    for (name, expected) in [
        ("g", SetError::NotAQuestion),
        ("n", SetError::NotAQuestion),
        ("a", SetError::ReadOnly),
        ("c", SetError::ReadOnly),
        ("start", SetError::ReadOnly),
        ("z", SetError::UnknownName),
    ] {
        assert_eq!(session.set_named(name, "5"), Err(expected), "{name}");
    }
    assert_eq!(session.value("c"), "2");
    assert_eq!(session.value("start"), "2026-11-24T21:42:03.123+03:00");
}

#[test]
fn defaults_are_static_or_worked_out_once() {
    let mut session = open(&json!([
        {"type": "date", "name": "day", "default": "today()"},
        {"type": "text", "name": "plain", "default": "a - b (c)"},
        {"type": "integer", "name": "n", "default": "2"},
        {"type": "integer", "name": "twice", "default": "${n} * 2"},
    ]));
    assert_eq!(session.value("day"), "2026-11-24");
    assert_eq!(session.value("plain"), "a - b (c)");
    assert_eq!(session.value("twice"), "4");
    session.answer("n", "5");
    assert_eq!(session.value("twice"), "4");
}

#[test]
fn choices_cascade() {
    let sheets = with_choices(
        &json!([
            {"type": "select_one wing", "name": "wing"},
            {"type": "select_one cell", "name": "cell", "choice_filter": "wing = ${wing}"},
        ]),
        &json!([
            {"list_name": "wing", "name": "a", "label": "A"},
            {"list_name": "wing", "name": "b", "label": "B"},
            {"list_name": "cell", "name": "a1", "label": "A-1", "wing": "a"},
            {"list_name": "cell", "name": "a2", "label": "A-2", "wing": "a"},
            {"list_name": "cell", "name": "b1", "label": "B-1", "wing": "b"},
        ]),
    );
    let mut session = Session::open(read(&sheets), CONTEXT);
    let names = |session: &Session| -> Vec<String> {
        let choices = session.choices(session.node("cell"));
        choices
            .iter()
            .map(|choice| choice.name().to_owned())
            .collect()
    };
    assert!(names(&session).is_empty());
    session.answer("wing", "a").answer("cell", "a2");
    assert_eq!(names(&session), ["a1", "a2"]);
    session.answer("wing", "b");
    assert_eq!(names(&session), ["b1"]);
    assert_eq!(session.error("cell"), Some("unknown_choice"));
    session.answer("wing", "a");
    assert_eq!(session.error("cell"), None);
}

#[test]
fn toggling_chooses_and_takes_back() {
    let mut session = open(&json!([
        {"type": "select_multiple wb:people", "name": "who"},
        {"type": "select_one wb:staff", "name": "owner"},
    ]));
    let (who, owner) = (session.node("who"), session.node("owner"));
    for choice in ["p1", "p2", "p1"] {
        session.toggle(who, choice).unwrap();
    }
    session.toggle(owner, "s1").unwrap();
    session.toggle(owner, "s2").unwrap();
    assert_eq!(session.value("who"), "p2");
    assert_eq!(session.value("owner"), "s2");
}

#[test]
fn only_what_a_change_touches_is_worked_out_again() {
    // 1,000 questions, 300 of them calculations over two neighbours each.
    let mut rows = Vec::new();
    for n in 0..700 {
        rows.push(json!({"type": "integer", "name": format!("q{n}")}));
    }
    for n in 0..300 {
        let (one, other) = (2 * n, 2 * n + 1);
        rows.push(json!({"type": "calculate", "name": format!("c{n}"),
            "calculation": format!("${{q{one}}} + ${{q{other}}}")}));
    }
    let mut session = open(&json!(rows));
    assert_eq!(session.evaluations(), 300);
    let effects = session.set_named("q10", "4").unwrap();
    assert_eq!(effects.evaluated, 1);
    assert_eq!(effects.changed, [session.node("q10")], "NaN stays empty");
    let effects = session.set_named("q11", "5").unwrap();
    assert_eq!(effects.evaluated, 1);
    assert_eq!(effects.changed, [session.node("q11"), session.node("c5")]);
    assert_eq!(session.value("c5"), "9");
    let effects = session.set_named("q11", "5").unwrap();
    assert_eq!(
        (effects.evaluated, effects.changed.len()),
        (0, 0),
        "nothing new"
    );
}

#[test]
fn each_expression_runs_once_however_often_it_is_reached() {
    // A diamond of ten levels would be 1,024 evaluations without an order.
    let mut rows = vec![
        json!({"type": "integer", "name": "l0a"}),
        json!({"type": "calculate", "name": "l0b", "calculation": "${l0a}"}),
    ];
    for n in 1..=10 {
        let below = n - 1;
        for side in ["a", "b"] {
            rows.push(json!({"type": "calculate", "name": format!("l{n}{side}"),
                "calculation": format!("${{l{below}a}} + ${{l{below}b}}")}));
        }
    }
    let mut session = open(&json!(rows));
    let effects = session.set_named("l0a", "1").unwrap();
    assert_eq!(effects.evaluated, 21);
    assert_eq!(session.value("l10a"), "1024");
}

#[test]
fn relevance_of_a_group_reaches_what_reads_its_questions() {
    let mut session = open(&json!([
        {"type": "integer", "name": "n", "default": "1"},
        {"type": "begin group", "name": "outer", "relevant": "${n} > 0"},
        {"type": "begin group", "name": "inner", "relevant": "${n} < 5"},
        {"type": "text", "name": "a", "default": "x", "required": "yes"},
        {"type": "end group"},
        {"type": "end group"},
        {"type": "calculate", "name": "seen", "calculation": "concat('[', ${a}, ']')"},
    ]));
    assert_eq!(session.value("seen"), "[x]");
    session.answer("n", "0");
    assert_eq!(session.value("seen"), "[]");
    session.answer("n", "9");
    assert_eq!(session.value("seen"), "[]");
    assert_eq!(
        session.problems(),
        [],
        "nothing is asked that isn't relevant"
    );
    session.answer("n", "3");
    assert_eq!(session.value("seen"), "[x]");
    session.answer("a", "");
    assert_eq!(session.error("a"), Some("required"));
}

fn family() -> Arc<Form> {
    form(&json!([
        {"type": "begin repeat", "name": "child", "label": "Child"},
        {"type": "text", "name": "name", "required": "yes"},
        {"type": "integer", "name": "age"},
        {"type": "calculate", "name": "line", "calculation": "concat(position(..), '/', count(${child}), ' ', ${name})"},
        {"type": "text", "name": "school", "relevant": "${age} >= 6"},
        {"type": "begin repeat", "name": "visit"},
        {"type": "integer", "name": "minutes"},
        {"type": "end repeat"},
        {"type": "calculate", "name": "together", "calculation": "sum(${minutes})"},
        {"type": "end repeat"},
        {"type": "calculate", "name": "all", "calculation": "sum(${minutes})"},
        {"type": "calculate", "name": "ages", "calculation": "join(' ', ${age})"},
    ]))
}

#[test]
fn repeats_add_remove_and_keep_their_scopes() {
    let mut session = Session::open(family(), CONTEXT);
    let range = session.node("child");
    assert!(session.is_range(range));
    let first = session.children(range)[0];
    let (second, _) = session.add(range).unwrap();
    let child = |session: &Session, instance, place: usize| session.children(instance)[place];
    for (instance, name, age, minutes) in
        [(first, "Amina", "4", "10"), (second, "Brian", "9", "20")]
    {
        let visits = child(&session, instance, 4);
        let visit = session.children(visits)[0];
        session.set(child(&session, instance, 0), name).unwrap();
        session.set(child(&session, instance, 1), age).unwrap();
        session.set(child(&session, visit, 0), minutes).unwrap();
    }
    let (extra, _) = session.add(child(&session, second, 4)).unwrap();
    session.set(child(&session, extra, 0), "5").unwrap();
    let value = |session: &Session, instance, place| {
        session
            .state(child(session, instance, place))
            .value
            .to_owned()
    };
    assert_eq!(value(&session, first, 2), "1/2 Amina");
    assert_eq!(value(&session, second, 2), "2/2 Brian");
    assert_eq!(value(&session, first, 5), "10");
    assert_eq!(value(&session, second, 5), "25");
    assert_eq!(session.value("all"), "35");
    assert_eq!(session.value("ages"), "4 9");
    assert!(!session.state(child(&session, first, 3)).relevant);
    assert!(session.state(child(&session, second, 3)).relevant);
    assert_eq!(
        session.path(child(&session, extra, 0)),
        "/child[2]/visit[2]/minutes"
    );

    let effects = session.remove(first).unwrap();
    assert!(effects.changed.contains(&range));
    assert_eq!(value(&session, second, 2), "1/1 Brian");
    assert_eq!(session.value("all"), "25");
    assert_eq!(session.remove(first), Err(SetError::Gone));
    assert_eq!(
        session.set(child(&session, first, 0), "x"),
        Err(SetError::Gone)
    );
    assert_eq!(
        session.answers()["child"],
        json!([{"name": "Brian", "age": 9, "line": "1/1 Brian", "together": "25",
                "visit": [{"minutes": 20}, {"minutes": 5}]}])
    );
    let again = Session::with_answers(family(), &session.answers(), CONTEXT);
    assert_eq!(again.answers(), session.answers());
    let restored = Session::restore(family(), &session.draft(), CONTEXT).unwrap();
    assert_eq!(restored.draft(), session.draft());
}

#[test]
fn a_change_in_one_instance_leaves_the_others_alone() {
    let mut session = Session::open(family(), CONTEXT);
    let range = session.node("child");
    let second = session.add(range).unwrap().1.evaluated;
    for _ in 3..200 {
        session.add(range).unwrap();
    }
    // All lines count the children, and that is all that grows.
    let last = session.add(range).unwrap().1.evaluated;
    assert_eq!(last, second + 198);
    let last = *session.children(range).last().unwrap();
    let age = session.children(last)[1];
    let effects = session.set(age, "8").unwrap();
    // Its own school, and the list of all ages.
    assert_eq!(effects.evaluated, 2);
}

#[test]
fn drafts_keep_everything_and_survive_a_new_version() {
    let old = form(&json!([
        {"type": "integer", "name": "age"},
        {"type": "text", "name": "school", "relevant": "${age} < 18"},
        {"type": "text", "name": "gone"},
        {"type": "calculate", "name": "kept", "calculation": "once(random())"},
    ]));
    let mut session = Session::open(Arc::clone(&old), CONTEXT);
    session
        .answer("age", "12")
        .answer("school", "P")
        .answer("gone", "text")
        .answer("age", "2x");
    let draft = session.draft();
    let same = Session::restore(Arc::clone(&old), &draft, CONTEXT).unwrap();
    assert_eq!(same.value("age"), "2x");
    assert_eq!(same.error("age"), Some("wrong_type"));
    assert_eq!(same.value("school"), "P");
    assert_eq!(same.value("kept"), session.value("kept"));
    assert_eq!(same.draft(), draft);

    let new =
        form(&json!([{"type": "text", "name": "school"}, {"type": "integer", "name": "age"}]));
    let moved = Session::restore(new, &draft, CONTEXT).unwrap();
    assert_eq!(moved.value("school"), "P");
    assert_eq!(moved.leftovers().collect::<Vec<_>>(), ["/gone", "/kept"]);
    assert_eq!(moved.draft()["leftovers"]["/gone"], "text");

    assert_eq!(
        Session::restore(
            Arc::clone(&old),
            &json!({"form": "other", "values": {}}),
            CONTEXT
        )
        .unwrap_err(),
        DraftError::OtherForm("other".into())
    );
    assert_eq!(
        Session::restore(old, &json!(7), CONTEXT).unwrap_err(),
        DraftError::NotADraft
    );
}

#[test]
fn texts_follow_language_and_answers() {
    let form = read(&json!({
        "settings": {"form_id": "x", "default_language": "English (en)", "title::English (en)": "Visit", "title::French (fr)": "Visite"},
        "survey": [
            {"type": "text", "name": "who", "label::English (en)": "Who?", "label::French (fr)": "Qui ?"},
            {"type": "text", "name": "why", "label::English (en)": "Why did ${who} come?", "hint::English (en)": "Facts"},
            {"type": "select_one l", "name": "one", "label::English (en)": "One"},
            {"type": "calculate", "name": "said", "calculation": "jr:choice-name(${one}, '${one}')"},
        ],
        "choices": [{"list_name": "l", "name": "a", "label::English (en)": "Fig", "label::French (fr)": "Figue"}],
    }));
    let french = form.language("fr-TN");
    assert_eq!(form.title(french), "Visite");
    assert_eq!(
        form.language("kk"),
        form.language("en"),
        "falls back to the default"
    );
    let mut session = Session::open(Arc::clone(&form), CONTEXT);
    let effects = session.set_named("who", "Amina").unwrap();
    let (who, why) = (session.node("who"), session.node("why"));
    assert_eq!(
        effects.changed,
        [who, why],
        "a label that names it changes too"
    );
    assert_eq!(session.label(why), "Why did Amina come?");
    session.answer("one", "a");
    assert_eq!(session.value("said"), "Fig");
    session.set_language(french);
    assert_eq!(session.label(who), "Qui ?");
    assert_eq!(session.label(why), "Why did Amina come?");
    assert_eq!(session.hint(why).as_deref(), Some("Facts"));
    assert_eq!(session.value("said"), "Figue");
    let lines = form.lines(&session.answers(), french);
    let shown: Vec<String> = lines
        .iter()
        .map(|line| format!("{}: {:?}", line.label, line.shown))
        .collect();
    assert_eq!(
        shown,
        ["Qui ?: Text(\"Amina\")", "One: Choices([\"Figue\"])"]
    );
}

#[test]
fn a_transcript_says_everything() {
    let mut session = open(&json!([
        {"type": "integer", "name": "a", "required": "yes"},
        {"type": "calculate", "name": "b", "calculation": "${a} * 2"},
        {"type": "text", "name": "c", "relevant": "${b} > 5"},
    ]));
    session.answer("a", "2");
    assert_eq!(
        session.transcript(),
        json!({"answers": {"a": 2, "b": "4"}, "calculated": {"/b": "4"}, "problems": [],
               "relevance": {"/a": true, "/b": true, "/c": false}})
    );
}

const NAMES: [&str; 5] = ["a", "b", "c", "d", "e"];

/// A form where everything depends on everything before it.
fn tangled() -> Arc<Form> {
    form(&json!([
        {"type": "integer", "name": "a"},
        {"type": "text", "name": "b", "relevant": "${a} > 2", "required": "yes"},
        {"type": "decimal", "name": "c", "constraint": ". > ${a}", "relevant": "${b} != 'no'"},
        {"type": "text", "name": "d", "required": "${c} > 1"},
        {"type": "integer", "name": "e", "readonly": "false()"},
        {"type": "calculate", "name": "f", "calculation": "if(${a} > ${e}, concat(${b}, ${d}), ${c} * 2)"},
        {"type": "calculate", "name": "g", "calculation": "string-length(${f})"},
    ]))
}

proptest! {
    #[test]
    fn the_order_of_answers_does_not_matter(
        answers in prop::collection::btree_map(0usize..5, "[0-9]{1,2}|no|x{1,3}|", 0..5),
        noise in prop::collection::vec((0usize..5, "[0-9]|no"), 0..10),
    ) {
        let mut straight = Session::open(tangled(), CONTEXT);
        for (at, text) in &answers {
            straight.set_named(NAMES[*at], text).unwrap();
        }
        let mut wandering = Session::open(tangled(), CONTEXT);
        for (at, text) in &noise {
            wandering.set_named(NAMES[*at], text).unwrap();
        }
        let last: BTreeMap<usize, String> =
            (0..5).map(|at| (at, answers.get(&at).cloned().unwrap_or_default())).collect();
        for (at, text) in last.iter().rev() {
            wandering.set_named(NAMES[*at], text).unwrap();
        }
        prop_assert_eq!(straight.transcript(), wandering.transcript());
        prop_assert_eq!(straight.problems(), wandering.problems());
    }

    #[test]
    fn drafts_come_back_as_they_were(answers in prop::collection::vec((0usize..5, "\\PC{0,12}"), 0..8)) {
        let mut session = Session::open(tangled(), CONTEXT);
        for (at, text) in &answers {
            session.set_named(NAMES[*at], text).unwrap();
        }
        let restored = Session::restore(tangled(), &session.draft(), CONTEXT).unwrap();
        prop_assert_eq!(restored.draft(), session.draft());
        prop_assert_eq!(restored.transcript(), session.transcript());
    }
}
