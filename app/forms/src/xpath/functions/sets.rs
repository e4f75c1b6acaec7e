//! Nodes, selections and what knows about the form.

use super::super::ast::Expr;
use super::super::tree::Node;
use super::super::value::Value;
use super::{Call, Function};

pub(super) fn apply(call: &Call<'_>, function: Function) -> Value {
    let tree = call.scope.tree;
    match function {
        Function::Position => position(call),
        Function::Last => Value::Number(call.place.size as f64),
        Function::Current => Value::Nodes(vec![call.scope.current]),
        Function::Count => match call.value(0) {
            Value::Nodes(nodes) => Value::Number(nodes.len() as f64),
            _ => Value::Number(f64::NAN),
        },
        Function::CountNonEmpty => match call.value(0) {
            Value::Nodes(nodes) => {
                let filled = nodes.iter().filter(|node| !tree.text(**node).is_empty());
                Value::Number(filled.count() as f64)
            }
            _ => Value::Number(f64::NAN),
        },
        Function::Name | Function::LocalName => match call.value(0) {
            Value::Nodes(nodes) => {
                let name = nodes.first().map(|node| tree.name(*node));
                Value::Text(name.unwrap_or_default().to_owned())
            }
            _ => Value::Text(String::new()),
        },
        Function::Selected => {
            let (all, wanted) = (call.text(0), call.text(1));
            let wanted = wanted.trim();
            Value::Boolean(all.split_whitespace().any(|one| one == wanted))
        }
        Function::SelectedAt => {
            let (all, index) = (call.text(0), call.number(1));
            let found = if index >= 0.0 {
                all.split_whitespace().nth(index as usize)
            } else {
                None
            };
            Value::Text(found.unwrap_or_default().to_owned())
        }
        Function::CountSelected => Value::Number(call.text(0).split_whitespace().count() as f64),
        Function::Once => {
            let kept = tree.text(call.scope.current);
            if kept.is_empty() {
                call.value(0)
            } else {
                Value::Text(kept.to_owned())
            }
        }
        Function::Instance => {
            let list = tree.list(&call.text(0));
            Value::Nodes(list.into_iter().collect())
        }
        Function::ChoiceName => choice_name(call),
        Function::IndexedRepeat => indexed_repeat(call),
        _ => Value::Text(String::new()),
    }
}

/// Without an argument the position in the node-set; with one, that of the
/// node among the siblings that share its name (ODK: `position(..)`).
fn position(call: &Call<'_>) -> Value {
    if call.arguments.is_empty() {
        return Value::Number(call.place.position as f64);
    }
    let tree = call.scope.tree;
    let Value::Nodes(nodes) = call.value(0) else {
        return Value::Number(f64::NAN);
    };
    let place = nodes.first().and_then(|node| {
        let mut siblings: Vec<Node> = Vec::new();
        tree.children(tree.parent(*node)?, Some(tree.name(*node)), &mut siblings);
        siblings.iter().position(|sibling| sibling == node)
    });
    Value::Number(place.map_or(f64::NAN, |index| (index + 1) as f64))
}

fn choice_name(call: &Call<'_>) -> Value {
    let value = call.text(0);
    let label = match call.arguments.get(1) {
        Some(Expr::Reference(question)) => {
            call.scope.tree.choice_label(question.target, value.trim())
        }
        _ => None,
    };
    Value::Text(label.unwrap_or_default())
}

/// `indexed-repeat(${question}, ${repeat}, number, …)`.
fn indexed_repeat(call: &Call<'_>) -> Value {
    let Some(Expr::Reference(question)) = call.arguments.first() else {
        return Value::Nodes(Vec::new());
    };
    let mut repeats = Vec::new();
    for (pair, index) in call.arguments.iter().skip(1).zip(1..) {
        if let (Expr::Reference(repeat), 1) = (pair, index % 2) {
            let number = call.number(index + 1);
            // A cast from float saturates; NaN becomes 0, which no repeat has.
            repeats.push((repeat.target, number as usize));
        }
    }
    let mut found = Vec::new();
    let scope = call.scope;
    scope
        .tree
        .indexed(question.target, &repeats, scope.current, &mut found);
    Value::Nodes(found)
}
