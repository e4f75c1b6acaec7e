//! Walks a tree of syntax over a tree of answers. Never fails: what has no
//! value is empty, NaN or false, as XPath has it.

use std::cell::Cell;

use super::ast::{Axis, Expr, Operator, Path, Start, Step, Test};
use super::compare::compare;
use super::functions;
use super::tree::{Node, Tree};
use super::value::Value;
use crate::civil::Moment;

/// How much one expression may do: nodes visited and operations made. A form
/// that needs more is stopped, so that no expression can hang a tablet.
pub const EVALUATION_STEPS_MAX: u32 = 5_000_000;

/// What stays the same while one expression is evaluated.
pub struct Scope<'a> {
    /// The answers.
    pub tree: &'a dyn Tree,
    /// The node whose expression it is: `current()`.
    pub current: Node,
    /// Now.
    pub now: Moment,
    /// The state of the generator behind `random()`.
    pub random: &'a Cell<u64>,
    /// What is left of [`EVALUATION_STEPS_MAX`].
    pub steps_left: Cell<u32>,
}

/// Where in a node-set the evaluation stands.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// The context node.
    pub node: Node,
    /// Its position, from 1.
    pub position: usize,
    /// The size of the set.
    pub size: usize,
}

impl Place {
    /// A node on its own.
    #[must_use]
    pub fn alone(node: Node) -> Self {
        Place {
            node,
            position: 1,
            size: 1,
        }
    }
}

impl Scope<'_> {
    /// Evaluates an expression at a place.
    #[must_use]
    pub fn evaluate(&self, expr: &Expr, place: Place) -> Value {
        if !self.spend(1) {
            return Value::Text(String::new());
        }
        match expr {
            Expr::Number(number) => Value::Number(*number),
            Expr::Text(text) => Value::Text(text.clone()),
            Expr::Reference(reference) => {
                let mut found = Vec::new();
                // Always seen from the question at hand, also in predicates.
                self.tree
                    .reference(reference.target, self.current, &mut found);
                self.spend(found.len());
                Value::Nodes(found)
            }
            Expr::Path(path) => Value::Nodes(self.path(path, place)),
            Expr::Negate(inner) => Value::Number(-self.number(inner, place)),
            Expr::Chain(first, links) => self.chain(first, links, place),
            Expr::Call(function, arguments) => functions::apply(self, *function, arguments, place),
        }
    }

    /// Evaluates to text.
    #[must_use]
    pub fn text(&self, expr: &Expr, place: Place) -> String {
        self.evaluate(expr, place).into_text(self.tree)
    }

    /// Evaluates to a number.
    #[must_use]
    pub fn number(&self, expr: &Expr, place: Place) -> f64 {
        self.evaluate(expr, place).to_number(self.tree)
    }

    /// Evaluates to true or false.
    #[must_use]
    pub fn boolean(&self, expr: &Expr, place: Place) -> bool {
        self.evaluate(expr, place).to_boolean()
    }

    /// Evaluates to nodes; anything else is none.
    #[must_use]
    pub fn nodes(&self, expr: &Expr, place: Place) -> Vec<Node> {
        match self.evaluate(expr, place) {
            Value::Nodes(nodes) => nodes,
            _ => Vec::new(),
        }
    }

    pub(super) fn spend(&self, steps: usize) -> bool {
        let steps = u32::try_from(steps).unwrap_or(u32::MAX);
        let left = self.steps_left.get().saturating_sub(steps);
        self.steps_left.set(left);
        left > 0
    }

    fn chain(&self, first: &Expr, links: &[(Operator, Expr)], place: Place) -> Value {
        let mut left = self.evaluate(first, place);
        for (operator, right) in links {
            left = match operator {
                Operator::Or => Value::Boolean(left.to_boolean() || self.boolean(right, place)),
                Operator::And => Value::Boolean(left.to_boolean() && self.boolean(right, place)),
                Operator::Union => self.union(left, self.nodes(right, place)),
                Operator::Add
                | Operator::Subtract
                | Operator::Multiply
                | Operator::Divide
                | Operator::Modulo => {
                    let right = self.number(right, place);
                    Value::Number(arithmetic(*operator, left.to_number(self.tree), right))
                }
                _ => {
                    let right = self.evaluate(right, place);
                    Value::Boolean(compare(self, *operator, &left, &right))
                }
            };
        }
        left
    }

    fn union(&self, left: Value, right: Vec<Node>) -> Value {
        let mut nodes = match left {
            Value::Nodes(nodes) => nodes,
            _ => Vec::new(),
        };
        nodes.extend(right);
        self.in_document_order(&mut nodes);
        Value::Nodes(nodes)
    }

    fn in_document_order(&self, nodes: &mut Vec<Node>) {
        let mut ordered: Vec<Node> = Vec::with_capacity(nodes.len());
        for node in nodes.drain(..) {
            let compare = |known: &Node| self.tree.compare(*known, node);
            if let Err(place) = ordered.binary_search_by(compare) {
                ordered.insert(place, node);
            }
        }
        *nodes = ordered;
    }

    fn path(&self, path: &Path, place: Place) -> Vec<Node> {
        let mut nodes = match &path.start {
            Start::Root => vec![Node::Document],
            Start::Here => vec![place.node],
            Start::From(expr) => self.nodes(expr, place),
        };
        nodes = self.filter(nodes, &path.predicates);
        for step in &path.steps {
            nodes = self.step(&nodes, step);
        }
        nodes
    }

    fn step(&self, from: &[Node], step: &Step) -> Vec<Node> {
        let mut all = Vec::new();
        for node in from {
            let mut found = Vec::new();
            self.along(step, *node, &mut found);
            if !self.spend(found.len() + 1) {
                return Vec::new();
            }
            all.extend(self.filter(found, &step.predicates));
        }
        // One start and a forward axis are in order already; so is the child
        // axis from starts that are.
        if from.len() > 1 && step.axis != Axis::Child || step.axis.is_reverse() {
            self.in_document_order(&mut all);
        }
        all
    }

    fn filter(&self, nodes: Vec<Node>, predicates: &[Expr]) -> Vec<Node> {
        predicates.iter().fold(nodes, |nodes, predicate| {
            let size = nodes.len();
            let keeps = |&(index, node): &(usize, Node)| {
                let position = index + 1;
                let place = Place {
                    node,
                    position,
                    size,
                };
                match self.evaluate(predicate, place) {
                    Value::Number(wanted) => wanted == position as f64,
                    value => value.to_boolean(),
                }
            };
            let numbered = nodes.into_iter().enumerate();
            numbered.filter(keeps).map(|(_, node)| node).collect()
        })
    }

    /// The nodes of one step from one node, in the order of the axis.
    fn along(&self, step: &Step, from: Node, found: &mut Vec<Node>) {
        let tree = self.tree;
        let name = match &step.test {
            Test::Name(name) => Some(name.as_str()),
            Test::Any | Test::Node => None,
            Test::Nothing => return,
        };
        let fits = |node: Node| match name {
            Some(name) => tree.name(node) == name,
            None => node != Node::Document || step.test == Test::Node,
        };
        let mut add = |node: Node| {
            if fits(node) {
                found.push(node);
            }
        };
        match step.axis {
            Axis::Child => tree.children(from, name, found),
            Axis::Itself => add(from),
            Axis::Parent => {
                tree.parent(from).map(&mut add);
            }
            Axis::Ancestor | Axis::AncestorOrSelf => {
                if step.axis == Axis::AncestorOrSelf {
                    add(from);
                }
                let mut at = from;
                while let Some(parent) = tree.parent(at) {
                    add(parent);
                    at = parent;
                }
            }
            Axis::Descendant | Axis::DescendantOrSelf => {
                let mut open = vec![from];
                while let Some(node) = open.pop() {
                    if node != from || step.axis == Axis::DescendantOrSelf {
                        add(node);
                    }
                    let below = open.len();
                    tree.children(node, None, &mut open);
                    open[below..].reverse();
                }
            }
            Axis::FollowingSibling | Axis::PrecedingSibling => {
                let mut siblings = Vec::new();
                if let Some(parent) = tree.parent(from) {
                    tree.children(parent, None, &mut siblings);
                }
                let at = siblings.iter().position(|node| *node == from);
                let at = at.unwrap_or(siblings.len());
                if step.axis == Axis::PrecedingSibling {
                    siblings.iter().take(at).rev().copied().for_each(add);
                } else {
                    siblings.iter().skip(at + 1).copied().for_each(add);
                }
            }
            Axis::Attribute => {}
        }
    }
}

fn arithmetic(operator: Operator, left: f64, right: f64) -> f64 {
    match operator {
        Operator::Add => left + right,
        Operator::Subtract => left - right,
        Operator::Multiply => left * right,
        Operator::Divide => left / right,
        _ => left % right,
    }
}
