//! What an author is told about a broken form: sheet, row, column and a
//! sentence, everything at once.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod scenario;

use proptest::prelude::*;
use scenario::{findings, read, sheets, with_choices};
use serde_json::{Value, json};
use wingbook_forms::Form;

fn check(survey: &Value, expected: &[&str]) {
    assert_eq!(findings(&sheets(survey)), expected, "{survey}");
}

#[test]
fn rows_and_types() {
    check(&json!([]), &["survey:1:type: the form has no questions"]);
    check(
        &json!([{"type": "txet", "name": "a"}]),
        &["survey:2:type: there is no type txet (did you mean text?)"],
    );
    check(
        &json!([{"type": "image", "name": "a"}]),
        &["survey:2:type: the type image is not supported yet"],
    );
    check(
        &json!([{"name": "a"}, {"type": "text"}, {"type": "text", "name": "1 a"}]),
        &[
            "survey:2:type: this cell must be filled",
            "survey:3:name: this cell must be filled",
            "survey:4:name: a name starts with a letter or _ and has only letters, digits, _, - and .",
        ],
    );
    check(
        &json!([{"type": "text", "name": "a"}, {"type": "text", "name": "a"}]),
        &["survey:3:name: this name is taken by row 2: choose another"],
    );
    check(
        &json!([{"type": "text", "name": "a", "trigger": "${b}"}, {"type": "text", "name": "b"}]),
        &["survey:2:trigger: the column trigger is not supported yet"],
    );
}

#[test]
fn groups() {
    check(
        &json!([{"type": "begin group", "name": "g"}, {"type": "text", "name": "a"}]),
        &["survey:2:type: this is never ended: add a row ‘end group’"],
    );
    check(
        &json!([{"type": "text", "name": "a"}, {"type": "end_repeat"}]),
        &["survey:3:type: nothing is open here that this could end"],
    );
    let deep: Vec<Value> = (0..40)
        .map(|n| json!({"type": "begin group", "name": format!("g{n}")}))
        .chain((0..40).map(|_| json!({"type": "end group"})))
        .collect();
    assert!(findings(&sheets(&json!(deep)))[0].contains("nested too deeply"));
}

#[test]
fn lists_and_choices() {
    let sheets = with_choices(
        &json!([
            {"type": "select_one frut", "name": "a"},
            {"type": "select_multiple", "name": "b"},
            {"type": "select_one wb:people", "name": "c"},
            {"type": "select_one fruit or_other", "name": "d"},
            {"type": "select_one fruit", "name": "e", "default": "plum"},
        ]),
        &json!([
            {"list_name": "fruit", "name": "fig", "label": "Fig"},
            {"list_name": "fruit", "name": "fig", "label": "Fig"},
            {"list_name": "fruit", "name": "two words", "label": "Two"},
            {"name": "x", "label": "X"},
        ]),
    );
    assert_eq!(
        findings(&sheets),
        [
            "survey:2:type: there is no choice list frut (did you mean fruit?)",
            "survey:3:type: there is no choice list (none)",
            "survey:5:type: or_other is not supported yet",
            "survey:6:default: this default is no valid answer to the question",
            "choices:3:name: this name is taken by row 2: choose another",
            "choices:4:name: a choice's name has no spaces: write two_words",
            "choices:5:list_name: this cell must be filled",
        ]
    );
}

#[test]
fn expressions_and_references() {
    check(
        &json!([
            {"type": "integer", "name": "age", "constraint": ". > "},
            {"type": "note", "name": "n", "label": "Hello ${nmae}", "relevant": "${agee} > 1 and ${xyz}"},
            {"type": "calculate", "name": "c", "calculation": "/data/nowhere + ../age"},
            {"type": "calculate", "name": "d"},
            {"type": "range", "name": "r", "parameters": "start=5 end=1"},
            {"type": "date", "name": "when", "default": "tomorrow"},
        ]),
        &[
            "survey:2:constraint: the expression stops before it is complete (at character 4)",
            "survey:3:label: there is no question named nmae",
            "survey:3:relevant: there is no question named agee (did you mean age?)",
            "survey:3:relevant: there is no question named xyz",
            "survey:4:calculation: this path leads to no question (at character 1)",
            "survey:5:calculation: a calculate row needs a calculation",
            "survey:6:parameters: write start=0 end=10 step=1 with numbers, start below end, step above 0",
            "survey:7:default: this default is no valid answer to the question",
        ],
    );
    check(
        &json!([
            {"type": "begin group", "name": "one"}, {"type": "text", "name": "a"}, {"type": "end group"},
            {"type": "begin group", "name": "two"}, {"type": "text", "name": "a"}, {"type": "end group"},
            {"type": "note", "name": "n", "relevant": "${a} = ''"},
        ]),
        &["survey:8:relevant: several questions are named a: rename them"],
    );
}

#[test]
fn circles_name_their_path() {
    check(
        &json!([
            {"type": "calculate", "name": "a", "calculation": "${b} + 1"},
            {"type": "calculate", "name": "b", "calculation": "${c}"},
            {"type": "text", "name": "c", "relevant": "${a} > 1"},
            {"type": "calculate", "name": "d", "calculation": ". + 1"},
        ]),
        &[
            "survey:2:calculation: these depend on each other in a circle: a → b → c → a",
            "survey:5:calculation: these depend on each other in a circle: d → d",
        ],
    );
    check(
        &json!([
            {"type": "begin group", "name": "g", "relevant": "${a} = 'x'"},
            {"type": "text", "name": "a"},
            {"type": "end group"},
        ]),
        &["survey:2:relevant: these depend on each other in a circle: g → a → g"],
    );
    // A constraint looks at its own question, and once() at its own value.
    check(
        &json!([
            {"type": "text", "name": "a", "constraint": "string-length(.) < 3 and ${a} != 'x'"},
            {"type": "calculate", "name": "b", "calculation": "once(${a})"},
        ]),
        &[],
    );
}

#[test]
fn settings_and_shapes() {
    assert_eq!(
        findings(
            &json!({"settings": {"default_language": "Swahili (sw)"}, "survey": [{"type": "text", "name": "a", "label::English (en)": "A"}]})
        ),
        [
            "settings:2:default_language: the form has no column in this language",
            "settings:2:form_id: this cell must be filled",
        ]
    );
    assert_eq!(
        findings(&json!({"settings": {"form_id": "x"}, "survey": "no"})),
        ["survey:1:-: a sheet is a list of rows, a row an object of cells"]
    );
    assert!(
        Form::from_json_text("{")
            .unwrap_err()
            .to_string()
            .contains("not readable as JSON")
    );
    assert!(Form::from_json_text("[]").is_err());
}

#[test]
fn warnings_do_not_refuse_a_form() {
    let form = read(&json!({
        "settings": {"form_id": "x", "default_language": "English (en)"},
        "survey": [
            {"type": "text", "name": "a", "label::English (en)": "A", "label::French (fr)": "A", "hnit": "?"},
            {"type": "text", "name": "b", "label::English (en)": "B"},
            {"type": "text", "name": "c"},
        ],
    }));
    let warnings: Vec<String> = form.warnings().iter().map(ToString::to_string).collect();
    assert_eq!(
        warnings,
        [
            "survey:2:hnit: this column is not read (did you mean hint?)",
            "survey:3:label::French: not translated into French",
            "survey:4:label: this question has no label",
        ]
    );
}

proptest! {
    #[test]
    fn no_json_makes_the_reader_panic(
        rows in prop::collection::vec(
            (
                prop::sample::select(vec!["text", "integer", "begin group", "end group", "begin repeat", "end repeat", "calculate", "select_one l", "range", "x"]),
                prop::sample::select(vec!["a", "b", "c", ""]),
                prop::sample::select(vec!["relevant", "calculation", "default", "constraint", "label", "choice_filter"]),
                prop::sample::select(vec!["${a}", "${b} + 1", "../a", ".", "position(..)", "${", "yes", "/data/a[1]"]),
            ),
            0..8,
        ),
    ) {
        let survey: Vec<Value> = rows
            .iter()
            .map(|(kind, name, column, cell)| json!({"type": kind, "name": name, *column: cell}))
            .collect();
        let choices = json!([{"list_name": "l", "name": "a", "label": "A"}]);
        if let Ok(form) = Form::from_json(&with_choices(&json!(survey), &choices)) {
            let mut session = wingbook_forms::Session::open(std::sync::Arc::new(form), scenario::CONTEXT);
            for node in session.nodes() {
                let _ = session.set(node, "a");
                let _ = session.add(node);
            }
            for node in session.nodes() {
                let _ = session.remove(node);
            }
        }
    }
}
