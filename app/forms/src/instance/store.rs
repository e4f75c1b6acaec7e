//! The answers as a tree of slots in one list.
//!
//! A slot is one instance of an item. A repeat has one slot that stands for
//! all of its instances (its range) and, below it, one for each instance.
//! Slots are never reused: a removed instance stays in the list as gone, so a
//! page that still holds its id does no harm.

use std::sync::Arc;

use super::problem::ProblemKind;
use crate::form::{Condition, Form, Kind, LanguageId};

/// One question, group, repeat or instance of a repeat in a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub(crate) u32);

impl NodeId {
    /// Its number within the session; 0 is the form itself.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// One instance of an item.
#[derive(Debug)]
pub(crate) struct Slot {
    pub(crate) item: u32,
    pub(crate) parent: NodeId,
    pub(crate) children: Vec<NodeId>,
    pub(crate) value: String,
    /// Its own expression's result.
    pub(crate) own_relevant: bool,
    /// That, and everything above it.
    pub(crate) relevant: bool,
    pub(crate) required: bool,
    pub(crate) readonly: bool,
    /// Stands for all instances of a repeat.
    pub(crate) is_range: bool,
    /// Removed.
    pub(crate) is_gone: bool,
    /// Already among the effects of the change at hand.
    pub(crate) is_marked: bool,
    /// What its choice filter left, by index.
    pub(crate) visible: Option<Vec<u32>>,
    pub(crate) problem: Option<ProblemKind>,
}

/// All slots, and what reading them needs.
#[derive(Debug)]
pub(crate) struct Store {
    pub(crate) form: Arc<Form>,
    pub(crate) slots: Vec<Slot>,
    pub(crate) language: LanguageId,
    pub(crate) utc_offset_minutes: i32,
    /// The only slot of each item outside repeats.
    singles: Vec<Option<NodeId>>,
}

impl Store {
    pub(crate) fn new(form: Arc<Form>, utc_offset_minutes: i32) -> Self {
        let mut store = Store {
            slots: Vec::with_capacity(form.items.len() + 8),
            language: form.default_language,
            utc_offset_minutes,
            singles: vec![None; form.items.len()],
            form,
        };
        store.add(0, NodeId(0), true);
        store
    }

    pub(crate) fn slot(&self, node: NodeId) -> &Slot {
        &self.slots[node.index()]
    }

    pub(crate) fn slot_mut(&mut self, node: NodeId) -> &mut Slot {
        &mut self.slots[node.index()]
    }

    /// Adds an item and all below it; of a repeat only the empty range.
    fn add(&mut self, item: u32, parent: NodeId, outside_repeats: bool) -> NodeId {
        let form = Arc::clone(&self.form);
        let is_range = form.item(item).kind == Kind::Repeat;
        let node = self.push(item, parent, is_range);
        if outside_repeats {
            self.singles[item as usize] = Some(node);
        }
        if !is_range {
            self.add_children(node, outside_repeats);
        }
        node
    }

    fn add_children(&mut self, node: NodeId, outside_repeats: bool) {
        let form = Arc::clone(&self.form);
        for child in &form.item(self.slot(node).item).children {
            let added = self.add(*child, node, outside_repeats);
            self.slot_mut(node).children.push(added);
        }
    }

    /// Adds an instance at the end of a range.
    pub(crate) fn add_instance(&mut self, range: NodeId) -> NodeId {
        let item = self.slot(range).item;
        let node = self.push(item, range, false);
        self.add_children(node, false);
        self.slot_mut(range).children.push(node);
        node
    }

    fn push(&mut self, item: u32, parent: NodeId, is_range: bool) -> NodeId {
        let rules = &self.form.item(item).rules;
        let node = NodeId(self.slots.len() as u32);
        let own_relevant = is_range || !matches!(rules.relevant, Condition::Never);
        let above = self.slots.get(parent.index()).is_none_or(|up| up.relevant);
        let slot = Slot {
            item,
            parent,
            children: Vec::new(),
            value: String::new(),
            own_relevant,
            relevant: own_relevant && above,
            required: matches!(rules.required, Condition::Always),
            readonly: matches!(rules.readonly, Condition::Always),
            is_range,
            is_gone: false,
            is_marked: false,
            visible: None,
            problem: None,
        };
        self.slots.push(slot);
        node
    }

    /// All slots at and below one, in document order.
    pub(crate) fn subtree(&self, node: NodeId) -> Vec<NodeId> {
        let mut found = Vec::new();
        let mut open = vec![node];
        while let Some(node) = open.pop() {
            found.push(node);
            open.extend(self.slot(node).children.iter().rev());
        }
        found
    }

    /// Every instance of an item at or below a slot.
    pub(crate) fn reach(&self, from: NodeId, target: u32, found: &mut Vec<NodeId>) {
        if let Some(single) = self.singles[target as usize]
            && !self.slot(single).is_range
        {
            found.push(single);
            return;
        }
        let top = self.slot(from).item;
        let mut chain = Vec::new();
        let mut at = target;
        while at != top {
            chain.push(at);
            match self.form.item(at).parent {
                Some(parent) => at = parent,
                None => return,
            }
        }
        let mut nodes = Vec::new();
        self.expand(from, &mut nodes);
        for item in chain.into_iter().rev() {
            let place = self.form.item(item).place as usize;
            let mut next = Vec::with_capacity(nodes.len());
            for node in nodes {
                if let Some(child) = self.slot(node).children.get(place) {
                    self.expand(*child, &mut next);
                }
            }
            nodes = next;
        }
        found.extend(nodes);
    }

    /// A range stands for its instances.
    pub(crate) fn expand(&self, node: NodeId, found: &mut Vec<NodeId>) {
        let slot = self.slot(node);
        if slot.is_range {
            found.extend(&slot.children);
        } else {
            found.push(node);
        }
    }

    /// The slot of an item at or above a slot.
    pub(crate) fn climb(&self, mut node: NodeId, item: u32) -> NodeId {
        while self.slot(node).item != item && node.0 != 0 {
            node = self.slot(node).parent;
        }
        node
    }

    /// The first slot of an item, if there is one.
    pub(crate) fn first(&self, item: u32) -> Option<NodeId> {
        if let Some(single) = self.singles[item as usize] {
            return Some(single);
        }
        let mut found = Vec::new();
        self.reach(NodeId(0), item, &mut found);
        found.first().copied()
    }

    /// A path for people and files: `/child[2]/name`.
    pub(crate) fn path(&self, node: NodeId) -> String {
        let slot = self.slot(node);
        if node.0 == 0 {
            return String::new();
        }
        let above = self.slot(slot.parent);
        if above.is_range {
            let place = above.children.iter().position(|child| *child == node);
            let number = place.map_or(0, |place| place + 1);
            return format!("{}[{number}]", self.path(slot.parent));
        }
        self.path(slot.parent) + "/" + &self.form.item(slot.item).name
    }
}
