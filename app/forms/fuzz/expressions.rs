//! Expressions and patterns in the cells of a form.

use std::sync::Arc;

use serde_json::json;

use super::sheets::NOW;
use crate::{Form, Session, xpath};

/// An expression that can be read is worked out within its steps, with any answer beside it.
pub fn expression(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let (expression, answer) = text.split_once('\0').unwrap_or((text, "7"));
    let parsed = xpath::parse(expression);
    let form = json!({
        "settings": {"form_id": "f", "version": "1"},
        "survey": [
            {"type": "text", "name": "a", "label": "A"},
            {"type": "select_multiple l", "name": "s", "label": "S"},
            {"type": "begin repeat", "name": "r", "label": "R"},
            {"type": "decimal", "name": "n", "label": "N"},
            {"type": "end repeat"},
            {"type": "calculate", "name": "c", "calculation": expression},
            {"type": "note", "name": "d", "label": "${c}", "relevant": expression},
        ],
        "choices": [
            {"list_name": "l", "name": "x", "label": "X"},
            {"list_name": "l", "name": "y", "label": "Y"},
        ],
    });
    let Ok(form) = Form::from_json(&form) else {
        return;
    };
    assert!(parsed.is_ok() || expression.trim().is_empty());
    let mut session = Session::open(Arc::new(form), NOW);
    let _ = session.set_named("a", answer);
    let _ = session.set_named("s", "x y");
    let _ = session.set_named("n", answer);
    let _ = session.set_now(NOW.now);
    let _ = session.draft();
}

/// A pattern fits a text or not, in a time that follows from their lengths, however it is nested.
pub fn pattern(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let (pattern, text) = text
        .split_once('\0')
        .unwrap_or((text, "aaaaaaaaaaaaaaaaaaaaaaaa!"));
    let form = json!({
        "settings": {"form_id": "f", "version": "1"},
        "survey": [
            {"type": "text", "name": "p", "label": "P"},
            {"type": "text", "name": "t", "label": "T"},
            {"type": "calculate", "name": "c", "calculation": "regex(${t}, ${p})"},
        ],
    });
    let form = Form::from_json(&form).expect("a form of ours");
    let mut session = Session::open(Arc::new(form), NOW);
    session.set_named("t", text).expect("a text");
    session.set_named("p", pattern).expect("a pattern");
    let fits = session.find("c").map(|node| session.state(node).value);
    assert!(matches!(fits, Some("true" | "false" | "")));
    // Every text fits a pattern that is made of it letter by letter.
    let letters: String = text.chars().map(quoted).collect();
    session.set_named("p", &letters).expect("a pattern");
    let fits = session.find("c").map(|node| session.state(node).value);
    assert!(text.len() > 500 || fits == Some("true"), "{letters:?}");
}

fn quoted(letter: char) -> String {
    match letter.is_alphanumeric() {
        true => letter.to_string(),
        false => format!("[\\{letter}]"),
    }
}
