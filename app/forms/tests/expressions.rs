//! Expressions and their results, as tables. Each is the calculation of a
//! form that has a few answers to look at.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod scenario;

use proptest::prelude::*;
use scenario::{CONTEXT, Scenario, read, with_choices};
use serde_json::{Value, json};
use wingbook_forms::{Form, Session, xpath};

/// The form around an expression.
fn around(expression: &str) -> Value {
    with_choices(
        &json!([
            {"type": "text", "name": "word", "default": "Okello"},
            {"type": "integer", "name": "seven", "default": "7"},
            {"type": "decimal", "name": "heat", "default": "36.60"},
            {"type": "text", "name": "empty"},
            {"type": "text", "name": "hidden_word", "default": "secret", "relevant": "false()"},
            {"type": "date", "name": "born", "default": "1988-05-02"},
            {"type": "select_one fruit", "name": "one", "default": "fig"},
            {"type": "select_multiple fruit", "name": "many", "default": "fig date"},
            {"type": "begin group", "name": "inner"},
            {"type": "integer", "name": "three", "default": "3"},
            {"type": "calculate", "name": "result", "calculation": expression},
            {"type": "end group"},
            {"type": "begin repeat", "name": "child"},
            {"type": "integer", "name": "age", "default": "4"},
            {"type": "end repeat"},
        ]),
        &json!([
            {"list_name": "fruit", "name": "fig", "label": "Fig", "sweet": "yes"},
            {"list_name": "fruit", "name": "date", "label": "Date", "sweet": "yes"},
            {"list_name": "fruit", "name": "lemon", "label": "Lemon", "sweet": "no"},
        ]),
    )
}

fn check(expression: &str, expected: &str) {
    let mut session = Session::open(read(&around(expression)), CONTEXT);
    let range = session.node("child");
    session.add(range).unwrap();
    let last = *session.children(range).last().unwrap();
    let age = session.children(last)[0];
    session.set(age, "9").unwrap();
    assert_eq!(session.value("result"), expected, "{expression}");
}

#[test]
fn arithmetic_and_precedence() {
    for (expression, expected) in [
        ("1 + 2 * 3", "7"),
        ("(1 + 2) * 3", "9"),
        ("7 - 2 - 1", "4"),
        ("7 div 2", "3.5"),
        ("-7 mod 3", "-1"),
        ("- - 2", "2"),
        ("-(1 | 2)", ""),
        ("2 * -3", "-6"),
        ("1 div 0", "Infinity"),
        ("0 div 0", ""),
        ("1 < 2 and 2 < 3 or false()", "true"),
        ("1 = 1 = true()", "true"),
        ("0.1 + 0.2", "0.30000000000000004"),
        (".5 + 5.", "5.5"),
        ("${seven} * 2", "14"),
        ("${seven}-1", "6"),
        ("${heat}", "36.60"),
        ("${heat} + 0", "36.6"),
        ("${empty} + 1", ""),
        ("${hidden_word}", ""),
    ] {
        check(expression, expected);
    }
}

#[test]
fn paths() {
    for (expression, expected) in [
        ("../three", "3"),
        ("../../seven", "7"),
        ("/data/inner/three", "3"),
        ("/data/child[2]/age", "9"),
        ("/data/child[last()]/age", "9"),
        ("/data/child[age > 5]/age", "9"),
        ("//age[. = 4]", "4"),
        ("count(/data/*)", "10"),
        ("count(${child})", "2"),
        ("count(/data/child/age | /data/child/age)", "2"),
        ("name(..)", "inner"),
        ("local-name(/data)", "data"),
        ("count(ancestor::*)", "2"),
        ("count(../preceding-sibling::*)", "7"),
        ("../preceding-sibling::*[1]", "fig date"),
        ("count(../following-sibling::child)", "2"),
        ("sum(${age})", "13"),
        ("min(${age})", "4"),
        ("max(${age}, 10)", "10"),
        ("${age}", "4"),
        ("indexed-repeat(${age}, ${child}, 2)", "9"),
        ("indexed-repeat(${age}, ${child}, 3)", ""),
        ("join('-', ${age})", "4-9"),
        ("concat(${age}, '!')", "49!"),
        ("${age} = 9", "true"),
        ("${age} != 9", "true"),
        ("count-non-empty(/data/*)", "6"),
        ("current()/../three", "3"),
        ("instance('fruit')/root/item[name = 'lemon']/label", "Lemon"),
        ("count(instance('fruit')/root/item[sweet = 'yes'])", "2"),
    ] {
        check(expression, expected);
    }
}

#[test]
fn text() {
    for (expression, expected) in [
        ("concat('a', 1, true())", "a1true"),
        ("string-length(${word})", "6"),
        ("string-length('ёлка')", "4"),
        ("substring('12345', 2, 3)", "234"),
        ("substring('12345', 1.5, 2.6)", "234"),
        ("substring('12345', 0, 3)", "12"),
        ("substring('12345', 0 div 0, 3)", ""),
        ("substr('12345', 1, 3)", "23"),
        ("substr('12345', -2)", "45"),
        ("substring-before('a-b', '-')", "a"),
        ("substring-after('a-b', '-')", "b"),
        ("substring-after('ab', 'x')", ""),
        ("translate('bar', 'abc', 'AB')", "BAr"),
        ("normalize-space('  a  b ')", "a b"),
        ("starts-with('abc', 'ab')", "true"),
        ("ends-with('abc', 'ab')", "false"),
        ("contains('abc', '')", "true"),
        ("regex(${word}, '[A-Z][a-z]+')", "true"),
        ("regex('x1', '[0-9]')", "false"),
        ("coalesce(${empty}, ${word})", "Okello"),
        ("if(${seven} > 5, 'more', 'less')", "more"),
        ("string(3.0)", "3"),
    ] {
        check(expression, expected);
    }
}

#[test]
fn numbers_and_truth() {
    for (expression, expected) in [
        ("number('x')", ""),
        ("number(true())", "1"),
        ("int(-2.7)", "-2"),
        ("floor(-2.5)", "-3"),
        ("ceiling(2.1)", "3"),
        ("round(2.5)", "3"),
        ("round(-2.5)", "-2"),
        ("round(3.14159, 2)", "3.14"),
        ("round(1234, -2)", "1200"),
        ("pow(2, 10)", "1024"),
        ("sqrt(9)", "3"),
        ("abs(-3)", "3"),
        ("boolean('false')", "true"),
        ("boolean(0 div 0)", "false"),
        ("boolean-from-string('1')", "true"),
        ("not(${empty} = '')", "false"),
        ("${empty} = 0", "false"),
        ("${hidden_word} = ''", "false"),
        ("'7' = 7", "true"),
        ("'a' < 'b'", "false"),
        ("sum(/data/nothing_here | ${age})", ""),
    ] {
        if expression.contains("nothing_here") {
            assert!(Form::from_json(&around(expression)).is_err());
        } else {
            check(expression, expected);
        }
    }
}

#[test]
fn choices() {
    for (expression, expected) in [
        ("selected(${many}, 'date')", "true"),
        ("selected(${many}, 'dat')", "false"),
        ("count-selected(${many})", "2"),
        ("count-selected(${empty})", "0"),
        ("selected-at(${many}, 1)", "date"),
        ("selected-at(${many}, 5)", ""),
        ("jr:choice-name(${one}, '${one}')", "Fig"),
        ("jr:choice-name('lemon', ${many})", "Lemon"),
        ("jr:choice-name('plum', ${many})", ""),
    ] {
        check(expression, expected);
    }
}

#[test]
fn dates() {
    for (expression, expected) in [
        ("today()", "2026-11-24"),
        ("now()", "2026-11-24T21:42:03.123+03:00"),
        ("date(today() + 1)", "2026-11-25"),
        ("date('2026-11-24T23:30:00.000+00:00')", "2026-11-25"),
        ("date('soon')", ""),
        ("${born} < today()", "true"),
        ("${born} = '1988-05-02'", "true"),
        ("int((today() - ${born}) div 365.25)", "38"),
        ("today() >= '2026-11-24'", "true"),
        ("now() > today()", "true"),
        (
            "format-date(${born}, '%d/%m/%Y %e %n %y %b %a')",
            "02/05/1988 2 5 88 May Mon",
        ),
        (
            "format-date-time(now(), '%H:%M:%S.%3 %h')",
            "21:42:03.123 21",
        ),
        ("format-date(${empty}, '%Y')", ""),
        ("decimal-time('06:00:00.000+03:00')", "0.25"),
        ("decimal-date-time('1970-01-02T00:00:00Z')", "1"),
        ("date-time(0)", "1970-01-01T03:00:00.000+03:00"),
    ] {
        check(expression, expected);
    }
}

#[test]
fn once_and_random_keep_their_value() {
    let form = read(&around("once(random())"));
    let mut session = Session::open(form, CONTEXT);
    let first = session.value("result").to_owned();
    assert!(first.starts_with("0."), "{first}");
    session.answer("seven", "8");
    assert_eq!(session.value("result"), first);
}

#[test]
fn wrong_spelling_is_explained() {
    for (expression, expected) in [
        (
            "1 +",
            "the expression stops before it is complete (at character 4)",
        ),
        (
            "(1",
            "the expression stops before it is complete (at character 3)",
        ),
        (
            "1 2",
            "something is missing or too much here (at character 3)",
        ),
        ("'abc", "a quotation mark is missing (at character 1)"),
        (
            "${a b}",
            "write ${name} with the name of a question (at character 1)",
        ),
        ("nope(1)", "there is no function nope() (at character 1)"),
        (
            "uuid()",
            "the function uuid() is not supported yet (at character 1)",
        ),
        ("if(1, 2)", "if() takes 3 arguments, not 2 (at character 1)"),
        (
            "round()",
            "round() takes 1 to 2 arguments, not 0 (at character 1)",
        ),
        ("up::x", "there is no axis up:: (at character 1)"),
        (
            "regex(., '(')",
            "the pattern of regex() cannot be read: a group is not closed (at character 1)",
        ),
        ("1 # 2", "‘#’ cannot stand here (at character 3)"),
    ] {
        assert_eq!(xpath::parse(expression).unwrap_err().to_string(), expected);
    }
    let deep = "(".repeat(500) + "1" + &")".repeat(500);
    assert!(xpath::parse(&deep).is_err());
    assert!(xpath::parse(&"1+".repeat(100_000)).is_err());
}

#[test]
fn long_flat_expressions_are_no_depth() {
    let expression = vec!["1"; 5_000].join(" + ");
    check(&expression, "5000");
}

#[test]
fn an_expression_that_does_too_much_is_stopped() {
    let item = "instance('fruit')/root/item";
    let many = (0..15).fold("true()".to_owned(), |inner, _| {
        format!("count({item}[{inner}]) > 0")
    });
    let session = Session::open(read(&around(&many)), CONTEXT);
    assert_eq!(session.overrun().map(|item| item.name()), Some("result"));
}

proptest! {
    #[test]
    fn no_text_makes_the_parser_panic(text in "\\PC{0,60}") {
        let _ = xpath::parse(&text);
    }

    #[test]
    fn no_mix_of_symbols_makes_the_parser_or_evaluator_panic(
        parts in prop::collection::vec(
            prop::sample::select(vec![
                "1", "'a'", "${seven}", "${age}", ".", "..", "/", "//", "*", "+", "-", "=", "<",
                "and", "or", "div", "mod", "(", ")", "[", "]", ",", "|", "data", "child", "age",
                "count(", "sum(", "position(", "string(", "concat(", "::", "self", "today()",
                "if(", "regex(", "substring(", "indexed-repeat(", "@", "node()", "text()", " ",
            ]),
            0..14,
        ),
    ) {
        let expression = parts.concat();
        if xpath::parse(&expression).is_ok() {
            let _ = Form::from_json(&around(&expression))
                .map(|form| Session::open(std::sync::Arc::new(form), CONTEXT));
        }
    }
}
