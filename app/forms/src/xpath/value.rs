//! The four types of XPath 1.0 and the ways between them.
//!
//! A date is text in ISO form, as in every XForms instance; where a number is
//! asked for, it counts days since 1970-01-01 UTC. Empty text is no number
//! (NaN), and NaN written to an answer is an empty answer.

use super::number::{read_plain_number, write_number};
use super::tree::{Node, Tree};
use crate::civil::{self, DAY_MS};

/// The result of an expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nodes in document order.
    Nodes(Vec<Node>),
    /// Text.
    Text(String),
    /// A number; NaN if there is none.
    Number(f64),
    /// True or false.
    Boolean(bool),
}

impl Value {
    /// As text: of nodes, the first one's value.
    #[must_use]
    pub fn into_text(self, tree: &dyn Tree) -> String {
        match self {
            Value::Nodes(nodes) => nodes
                .first()
                .map_or_else(String::new, |node| tree.text(*node).to_owned()),
            Value::Text(text) => text,
            Value::Number(number) => write_number(number),
            Value::Boolean(true) => "true".to_owned(),
            Value::Boolean(false) => "false".to_owned(),
        }
    }

    /// As a number.
    #[must_use]
    pub fn to_number(&self, tree: &dyn Tree) -> f64 {
        match self {
            Value::Nodes(nodes) => match nodes.first() {
                Some(node) => read_number(tree.text(*node), tree.utc_offset_minutes()),
                None => f64::NAN,
            },
            Value::Text(text) => read_number(text, tree.utc_offset_minutes()),
            Value::Number(number) => *number,
            Value::Boolean(truth) => f64::from(u8::from(*truth)),
        }
    }

    /// As true or false: nodes if there are any, text if it isn't empty,
    /// numbers if they are neither zero nor NaN.
    #[must_use]
    pub fn to_boolean(&self) -> bool {
        match self {
            Value::Nodes(nodes) => !nodes.is_empty(),
            Value::Text(text) => !text.is_empty(),
            Value::Number(number) => *number != 0.0 && !number.is_nan(),
            Value::Boolean(truth) => *truth,
        }
    }
}

/// Reads text as a number, and a date or date and time as days since 1970.
#[must_use]
pub fn read_number(text: &str, utc_offset_minutes: i32) -> f64 {
    let text = text.trim();
    match read_plain_number(text) {
        Some(number) => number,
        None => civil::read_moment(text, utc_offset_minutes)
            .map_or(f64::NAN, |ms| ms as f64 / DAY_MS as f64),
    }
}

/// Whether text reads as a date, or as a date and time.
#[must_use]
pub fn is_date_like(text: &str) -> bool {
    text.len() >= 10 && text.contains('-') && civil::read_moment(text, 0).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_read_as_number_or_date() {
        for (text, expected) in [
            (" 12 ", 12.0),
            ("-.5", -0.5),
            ("5.", 5.0),
            ("1970-01-02", 1.0),
            ("1970-01-01T12:00:00Z", 0.5),
        ] {
            assert_eq!(read_number(text, 0), expected, "{text}");
        }
        for text in [
            "",
            "1e5",
            "inf",
            "NaN",
            "+1",
            "--1",
            ".",
            "1,5",
            "1970-02-30",
        ] {
            assert!(read_number(text, 0).is_nan(), "{text}");
        }
    }
}
