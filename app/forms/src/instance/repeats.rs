//! Opening a session, and adding and removing instances of repeats.

use std::cell::Cell;
use std::collections::BinaryHeap;
use std::sync::Arc;

use serde_json::Map;

use super::session::{Context, Effects, Session, SetError};
use super::store::{NodeId, Store};
use crate::form::Form;
use crate::parse::insert_sorted;

impl Session {
    /// Opens a new, empty form: defaults and calculations are worked out.
    #[must_use]
    pub fn open(form: Arc<Form>, context: Context) -> Self {
        let mut session = Session::bare(form, context);
        session.add_first_instances(NodeId(0));
        let nodes = session.nodes();
        session.begin(&nodes);
        session.changed.clear();
        session
    }

    /// A session with nothing worked out yet.
    pub(super) fn bare(form: Arc<Form>, context: Context) -> Self {
        Session {
            store: Store::new(form, context.now.utc_offset_minutes),
            context,
            random: Cell::new(context.seed),
            queue: BinaryHeap::new(),
            changed: Vec::new(),
            evaluations: 0,
            overrun: None,
            leftovers: Map::new(),
        }
    }

    /// Adds an instance at the end of a repeat and returns it.
    ///
    /// # Errors
    /// If the node is not the range of a repeat.
    pub fn add(&mut self, range: NodeId) -> Result<(NodeId, Effects), SetError> {
        self.check_range(range)?;
        let added = self.store.add_instance(range);
        self.add_first_instances(added);
        let nodes = self.store.subtree(added);
        self.begin(&nodes);
        self.notify_structure(range, &nodes, false);
        self.changed.extend([range, added]);
        Ok((added, self.settle()))
    }

    /// Removes an instance of a repeat with all its answers.
    ///
    /// # Errors
    /// If the node is not an instance of a repeat.
    pub fn remove(&mut self, instance: NodeId) -> Result<Effects, SetError> {
        let slots = &self.store.slots;
        let range = slots
            .get(instance.index())
            .ok_or(SetError::NotARepeat)?
            .parent;
        self.check_range(range)?;
        if self.store.slot(instance).is_gone || instance == range {
            return Err(SetError::Gone);
        }
        let nodes = self.store.subtree(instance);
        self.store
            .slot_mut(range)
            .children
            .retain(|child| *child != instance);
        for node in &nodes {
            self.store.slot_mut(*node).is_gone = true;
        }
        self.notify_structure(range, &nodes, true);
        self.changed.push(range);
        Ok(self.settle())
    }

    fn check_range(&self, range: NodeId) -> Result<(), SetError> {
        match self.store.slots.get(range.index()) {
            Some(slot) if slot.is_gone => Err(SetError::Gone),
            Some(slot) if slot.is_range => Ok(()),
            _ => Err(SetError::NotARepeat),
        }
    }

    /// A repeat starts with one instance, as XForms made of XLSForms do.
    fn add_first_instances(&mut self, top: NodeId) {
        let mut open = vec![top];
        while let Some(node) = open.pop() {
            for child in self.store.slot(node).children.clone() {
                let slot = self.store.slot(child);
                if slot.is_range && slot.children.is_empty() {
                    open.push(self.store.add_instance(child));
                } else if !slot.children.is_empty() {
                    open.push(child);
                }
            }
        }
    }

    /// Everything that new slots start with.
    fn begin(&mut self, nodes: &[NodeId]) {
        self.preset(nodes);
        self.queue_all(nodes);
        let effects = self.settle();
        self.changed.extend(effects.changed);
        self.preset_computed(nodes);
    }

    /// Queues what reads a node-set with these nodes; where others may have
    /// moved up, also what reads positions. One more at the end moves nobody,
    /// so adding costs the same however many there are.
    fn notify_structure(&mut self, range: NodeId, nodes: &[NodeId], moved: bool) {
        let form = Arc::clone(&self.store.form);
        let repeat = self.store.slot(range).item;
        let mut items = vec![repeat];
        for node in nodes {
            insert_sorted(&mut items, self.store.slot(*node).item);
        }
        for item in items {
            for edge in &form.graph.dependents[item as usize] {
                // An apex inside the instance matters for its position only.
                let inside = form.is_within(edge.apex, repeat);
                if inside && (item != repeat || !moved) {
                    continue;
                }
                let top = if inside {
                    range
                } else {
                    self.store.climb(range, edge.apex)
                };
                let mut found = Vec::new();
                self.store.reach(top, edge.task.item, &mut found);
                for node in found {
                    self.queue_task(edge.task, node);
                }
            }
        }
    }
}
