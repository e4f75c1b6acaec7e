//! Comparisons by the rules of XPath 1.0 §3.4: with node-sets, one fitting
//! pair is enough.

use super::ast::Operator;
use super::evaluate::Scope;
use super::value::{Value, is_date_like, read_number};

/// Whether `left operator right` holds.
pub(super) fn compare(scope: &Scope<'_>, operator: Operator, left: &Value, right: &Value) -> bool {
    let tree = scope.tree;
    match (left, right) {
        (Value::Boolean(_), Value::Nodes(_)) | (Value::Nodes(_), Value::Boolean(_)) => {
            compare_plain(scope, operator, left, right)
        }
        (Value::Nodes(nodes), other) => nodes.iter().any(|node| {
            let left = Value::Text(tree.text(*node).to_owned());
            scope.spend(1) && compare(scope, operator, &left, other)
        }),
        (other, Value::Nodes(nodes)) => nodes.iter().any(|node| {
            let right = Value::Text(tree.text(*node).to_owned());
            scope.spend(1) && compare_plain(scope, operator, other, &right)
        }),
        _ => compare_plain(scope, operator, left, right),
    }
}

fn compare_plain(scope: &Scope<'_>, operator: Operator, left: &Value, right: &Value) -> bool {
    let numbers = || (left.to_number(scope.tree), right.to_number(scope.tree));
    match operator {
        Operator::Equal => equal(scope, left, right),
        Operator::NotEqual => !equal(scope, left, right),
        Operator::Less => {
            let (left, right) = numbers();
            left < right
        }
        Operator::LessOrEqual => {
            let (left, right) = numbers();
            left <= right
        }
        Operator::Greater => {
            let (left, right) = numbers();
            left > right
        }
        _ => {
            let (left, right) = numbers();
            left >= right
        }
    }
}

fn equal(scope: &Scope<'_>, left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Boolean(_), _) | (_, Value::Boolean(_)) => left.to_boolean() == right.to_boolean(),
        (Value::Number(_), _) | (_, Value::Number(_)) => {
            left.to_number(scope.tree) == right.to_number(scope.tree)
        }
        (Value::Text(left), Value::Text(right)) => {
            left == right || is_same_moment(scope, left, right)
        }
        _ => false,
    }
}

/// A date equals a date and time that mean the same moment.
fn is_same_moment(scope: &Scope<'_>, left: &str, right: &str) -> bool {
    let offset = scope.tree.utc_offset_minutes();
    is_date_like(left)
        && is_date_like(right)
        && read_number(left, offset) == read_number(right, offset)
}
