//! A small language for tests: rows in, answers and states out.

#![allow(dead_code, reason = "each test file uses a part of it")]

use std::sync::Arc;

use serde_json::{Value, json};
use wingbook_forms::{Context, Form, Moment, NodeId, Session};

/// 2026-11-24 21:42:03.123 in Kampala.
pub const NOW: Moment = Moment {
    unix_ms: 1_795_545_723_123,
    utc_offset_minutes: 180,
};

pub const CONTEXT: Context = Context { now: NOW, seed: 42 };

/// The JSON of a form with these survey rows and no choices.
pub fn sheets(survey: &Value) -> Value {
    with_choices(survey, &json!([]))
}

pub fn with_choices(survey: &Value, choices: &Value) -> Value {
    json!({
        "settings": {"form_id": "test", "version": "1", "default_language": "English (en)"},
        "survey": survey,
        "choices": choices,
    })
}

pub fn form(survey: &Value) -> Arc<Form> {
    read(&sheets(survey))
}

pub fn read(sheets: &Value) -> Arc<Form> {
    match Form::from_json(sheets) {
        Ok(form) => Arc::new(form),
        Err(findings) => panic!("{findings}"),
    }
}

pub fn open(survey: &Value) -> Session {
    Session::open(form(survey), CONTEXT)
}

/// Everything wrong with a form, as lines.
pub fn findings(sheets: &Value) -> Vec<String> {
    match Form::from_json(sheets) {
        Ok(_) => Vec::new(),
        Err(findings) => findings.0.iter().map(ToString::to_string).collect(),
    }
}

pub trait Scenario {
    fn node(&self, name: &str) -> NodeId;
    fn value(&self, name: &str) -> &str;
    fn relevant(&self, name: &str) -> bool;
    fn error(&self, name: &str) -> Option<&'static str>;
    fn answer(&mut self, name: &str, text: &str) -> &mut Self;
}

impl Scenario for Session {
    fn node(&self, name: &str) -> NodeId {
        self.find(name).unwrap_or_else(|| panic!("no {name}"))
    }

    fn value(&self, name: &str) -> &str {
        self.state(self.node(name)).value
    }

    fn relevant(&self, name: &str) -> bool {
        self.state(self.node(name)).relevant
    }

    fn error(&self, name: &str) -> Option<&'static str> {
        self.state(self.node(name)).error.map(|error| error.code())
    }

    fn answer(&mut self, name: &str, text: &str) -> &mut Self {
        self.set_named(name, text).unwrap();
        self
    }
}
