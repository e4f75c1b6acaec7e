//! The answers as expressions see them.

use std::cmp::Ordering;

use super::store::{NodeId, Slot, Store};
use crate::form::{Choice, Choices};
use crate::xpath::{Node, Tree};

/// Columns of every choice; further ones follow.
const NAME: u32 = 0;
const LABEL: u32 = 1;

impl Store {
    fn relevant(&self, nodes: Vec<NodeId>, found: &mut Vec<Node>) {
        let relevant = nodes.into_iter().filter(|node| self.slot(*node).relevant);
        found.extend(relevant.map(|node| Node::Answer(node.0)));
    }

    fn answer(&self, index: u32) -> &Slot {
        self.slot(NodeId(index))
    }

    fn choice(&self, list: u32, choice: u32) -> &Choice {
        &self.form.lists[list as usize].choices[choice as usize]
    }

    fn column_name(&self, list: u32, column: u32) -> &str {
        match column {
            NAME => "name",
            LABEL => "label",
            further => &self.form.lists[list as usize].columns[further as usize - 2],
        }
    }

    /// The nodes from the outermost to this one, each by its place.
    fn order(&self, node: Node) -> Vec<u32> {
        match node {
            Node::Document => Vec::new(),
            Node::List(list) => vec![u32::MAX, list],
            Node::Choice(list, choice) => vec![u32::MAX, list, choice],
            Node::Column(list, choice, column) => vec![u32::MAX, list, choice, column],
            Node::Answer(index) => {
                let mut path = Vec::new();
                let mut node = NodeId(index);
                while node.0 != 0 {
                    let up = self.slot(node).parent;
                    let children = &self.slot(up).children;
                    let place = children.iter().position(|child| *child == node);
                    path.push(place.map_or(0, |place| place as u32));
                    node = up;
                }
                path.push(0);
                path.reverse();
                path
            }
        }
    }
}

impl Tree for Store {
    fn parent(&self, node: Node) -> Option<Node> {
        match node {
            Node::Document => None,
            Node::Answer(0) | Node::List(_) => Some(Node::Document),
            Node::Answer(index) => {
                let mut up = self.answer(index).parent;
                if self.slot(up).is_range {
                    up = self.slot(up).parent;
                }
                Some(Node::Answer(up.0))
            }
            Node::Choice(list, _) => Some(Node::List(list)),
            Node::Column(list, choice, _) => Some(Node::Choice(list, choice)),
        }
    }

    fn children(&self, node: Node, name: Option<&str>, found: &mut Vec<Node>) {
        match node {
            Node::Document => {
                if name.is_none_or(|name| name == self.form.item(0).name) {
                    found.push(Node::Answer(0));
                }
            }
            Node::Answer(index) => {
                let mut below = Vec::new();
                for child in &self.answer(index).children {
                    let item = self.form.item(self.slot(*child).item);
                    if name.is_none_or(|name| name == item.name) {
                        self.expand(*child, &mut below);
                    }
                }
                self.relevant(below, found);
            }
            // `root` is the list itself, `item` a choice.
            Node::List(list) => match name {
                Some("root") => found.push(node),
                None | Some("item") => {
                    let choices = self.form.lists[list as usize].choices.len() as u32;
                    found.extend((0..choices).map(|choice| Node::Choice(list, choice)));
                }
                Some(_) => {}
            },
            Node::Choice(list, choice) => {
                let columns = self.form.lists[list as usize].columns.len() as u32 + 2;
                let fits =
                    |column: &u32| name.is_none_or(|name| name == self.column_name(list, *column));
                let all = (0..columns).filter(fits);
                found.extend(all.map(|column| Node::Column(list, choice, column)));
            }
            Node::Column(..) => {}
        }
    }

    fn name(&self, node: Node) -> &str {
        match node {
            Node::Document => "",
            Node::Answer(index) => &self.form.item(self.answer(index).item).name,
            Node::List(_) => "root",
            Node::Choice(..) => "item",
            Node::Column(list, _, column) => self.column_name(list, column),
        }
    }

    fn text(&self, node: Node) -> &str {
        match node {
            Node::Answer(index) => {
                let slot = self.answer(index);
                if slot.relevant { &slot.value } else { "" }
            }
            Node::Column(list, choice, column) => {
                let choice = self.choice(list, choice);
                match column {
                    NAME => &choice.name,
                    LABEL => self.form.choice_label(choice, self.language),
                    further => &choice.extras[further as usize - 2],
                }
            }
            Node::Document | Node::List(_) | Node::Choice(..) => "",
        }
    }

    fn compare(&self, one: Node, other: Node) -> Ordering {
        self.order(one).cmp(&self.order(other))
    }

    fn reference(&self, target: u32, from: Node, found: &mut Vec<Node>) {
        let Node::Answer(index) = from else { return };
        let shared = self.form.shared_repeat(target, self.answer(index).item);
        let top = self.climb(NodeId(index), shared);
        let mut nodes = Vec::new();
        self.reach(top, target, &mut nodes);
        self.relevant(nodes, found);
    }

    fn indexed(&self, target: u32, repeats: &[(u32, usize)], from: Node, found: &mut Vec<Node>) {
        let Node::Answer(index) = from else { return };
        let mut chain = Vec::new();
        let mut at = Some(target);
        while let Some(item) = at {
            chain.push(item);
            at = self.form.item(item).parent;
        }
        let mut nodes = vec![NodeId(0)];
        for item in chain.into_iter().rev().skip(1) {
            let place = self.form.item(item).place as usize;
            let wanted = repeats.iter().find(|(repeat, _)| *repeat == item);
            let mut next = Vec::new();
            for node in nodes {
                let Some(child) = self.slot(node).children.get(place) else {
                    continue;
                };
                let mut instances = Vec::new();
                self.expand(*child, &mut instances);
                match wanted {
                    Some((_, number)) => {
                        let chosen = number.checked_sub(1).and_then(|at| instances.get(at));
                        next.extend(chosen);
                    }
                    // Without a number: the instance around the expression.
                    None => {
                        let own = self.climb(NodeId(index), item);
                        if instances.contains(&own) {
                            next.push(own);
                        } else {
                            next.extend(instances);
                        }
                    }
                }
            }
            nodes = next;
        }
        self.relevant(nodes, found);
    }

    fn list(&self, name: &str) -> Option<Node> {
        let index = self.form.lists.iter().position(|list| list.name == name)?;
        Some(Node::List(index as u32))
    }

    fn choice_label(&self, target: u32, value: &str) -> Option<String> {
        let item = self.form.items.get(target as usize)?;
        match item.kind.choices()? {
            // The host knows their labels; here the id has to do.
            Choices::Domain(_) => Some(value.to_owned()),
            Choices::List(list) => {
                let choices = &self.form.lists[list as usize].choices;
                let choice = choices.iter().find(|choice| choice.name == value)?;
                let label = self.form.choice_label(choice, self.language);
                Some(label.to_owned())
            }
        }
    }

    fn utc_offset_minutes(&self) -> i32 {
        self.utc_offset_minutes
    }
}
