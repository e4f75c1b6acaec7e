//! Works the queue off: what a change touches, in the order of the graph,
//! each thing once.

use std::cell::Cell;
use std::cmp::Reverse;
use std::sync::Arc;

use super::lexical;
use super::problem::ProblemKind;
use super::session::{Effects, Session};
use super::store::NodeId;
use crate::form::{Aspect, Choices, Condition, Item, Kind, Preset, Task};
use crate::xpath::{EVALUATION_STEPS_MAX, Expr, Node, Place, Scope, Value};

impl Session {
    /// Keeps an answer and queues what depends on it.
    pub(super) fn store_value(&mut self, node: NodeId, text: String) {
        if self.store.slot(node).value == text {
            return;
        }
        self.store.slot_mut(node).value = text;
        self.changed.push(node);
        self.notify(node);
        self.queue(Aspect::Check, node);
    }

    /// Queues every aspect of these slots that has to be worked out.
    pub(super) fn queue_all(&mut self, nodes: &[NodeId]) {
        let form = Arc::clone(&self.store.form);
        for node in nodes {
            if self.store.slot(*node).is_range {
                continue;
            }
            let item = form.item(self.store.slot(*node).item);
            let rules = &item.rules;
            let dynamic = |condition: &Condition| matches!(condition, Condition::When(_));
            for (wanted, aspect) in [
                (dynamic(&rules.relevant), Aspect::Relevance),
                (rules.calculation.is_some(), Aspect::Value),
                (dynamic(&rules.required), Aspect::Required),
                (dynamic(&rules.readonly), Aspect::Readonly),
                (rules.choice_filter.is_some(), Aspect::Choices),
                (item.kind.has_answer(), Aspect::Check),
            ] {
                if wanted {
                    self.queue(aspect, *node);
                }
            }
        }
    }

    /// Queues a task for every instance of its item.
    pub(super) fn queue_everywhere(&mut self, task: Task) {
        let mut nodes = Vec::new();
        self.store.reach(NodeId(0), task.item, &mut nodes);
        for node in nodes {
            self.queue(task.aspect, node);
        }
    }

    fn queue(&mut self, aspect: Aspect, node: NodeId) {
        let item = self.store.slot(node).item;
        self.queue_task(Task { item, aspect }, node);
    }

    pub(super) fn queue_task(&mut self, task: Task, node: NodeId) {
        let rank = self.store.form.graph.rank(task);
        self.queue.push(Reverse((rank, node)));
    }

    /// Queues what depends on a slot.
    pub(super) fn notify(&mut self, source: NodeId) {
        let form = Arc::clone(&self.store.form);
        let mut nodes = Vec::new();
        for edge in &form.graph.dependents[self.store.slot(source).item as usize] {
            let top = self.store.climb(source, edge.apex);
            nodes.clear();
            self.store.reach(top, edge.task.item, &mut nodes);
            let rank = form.graph.rank(edge.task);
            self.queue
                .extend(nodes.iter().map(|node| Reverse((rank, *node))));
        }
    }

    /// Works the queue off and says what changed.
    pub(super) fn settle(&mut self) -> Effects {
        let before = self.evaluations;
        let mut last = None;
        while let Some(Reverse(entry)) = self.queue.pop() {
            if last == Some(entry) || self.store.slot(entry.1).is_gone {
                continue;
            }
            last = Some(entry);
            let (rank, node) = entry;
            match self.store.form.graph.task(rank).aspect {
                Aspect::Relevance => self.work_out_relevance(node),
                Aspect::Value => self.work_out_value(node),
                Aspect::Required | Aspect::Readonly => self.work_out_flags(node),
                Aspect::Choices => self.work_out_choices(node),
                Aspect::Label => self.changed.push(node),
                Aspect::Check => self.check(node),
            }
        }
        let mut changed: Vec<NodeId> = Vec::with_capacity(self.changed.len());
        for node in std::mem::take(&mut self.changed) {
            let slot = self.store.slot_mut(node);
            if !std::mem::replace(&mut slot.is_marked, true) {
                changed.push(node);
            }
        }
        for node in &changed {
            self.store.slot_mut(*node).is_marked = false;
        }
        Effects {
            changed,
            evaluated: self.evaluations - before,
        }
    }

    fn work_out_relevance(&mut self, node: NodeId) {
        let form = Arc::clone(&self.store.form);
        let item = form.item(self.store.slot(node).item);
        if let Condition::When(expr) = &item.rules.relevant {
            let relevant = self.evaluate(expr, node).to_boolean();
            self.store.slot_mut(node).own_relevant = relevant;
        }
        self.spread_relevance(node);
    }

    /// Relevance reaches everything below; stops where nothing changes.
    fn spread_relevance(&mut self, node: NodeId) {
        let mut open = vec![node];
        while let Some(node) = open.pop() {
            let slot = self.store.slot(node);
            let above = node.0 == 0 || self.store.slot(slot.parent).relevant;
            let relevant = slot.own_relevant && above;
            if slot.relevant == relevant {
                continue;
            }
            open.extend(&slot.children);
            let item = self.store.form.item(slot.item);
            let (answers, calculates) = (item.kind.has_answer(), item.is_calculated());
            self.store.slot_mut(node).relevant = relevant;
            self.changed.push(node);
            self.notify(node);
            if calculates {
                self.queue(Aspect::Value, node);
            }
            if answers {
                self.queue(Aspect::Check, node);
            }
        }
    }

    fn work_out_value(&mut self, node: NodeId) {
        let form = Arc::clone(&self.store.form);
        let item = form.item(self.store.slot(node).item);
        // What isn't asked keeps its last value, and nobody sees it.
        let Some(expr) = item.rules.calculation.as_ref() else {
            return;
        };
        if self.store.slot(node).relevant {
            let value = self.evaluate(expr, node);
            let text = self.as_answer(item, value);
            self.store_value(node, text);
        }
    }

    /// A result as text to keep: no number is an empty answer, and whole
    /// number questions take whole numbers.
    fn as_answer(&self, item: &Item, value: Value) -> String {
        let value = match (&item.kind, value) {
            (Kind::Integer, value) => {
                let text = value.clone().into_text(&self.store);
                if text.is_empty() {
                    Value::Text(text)
                } else {
                    Value::Number(value.to_number(&self.store).trunc())
                }
            }
            (_, value) => value,
        };
        match value {
            Value::Number(number) if number.is_nan() => String::new(),
            value => value.into_text(&self.store),
        }
    }

    fn work_out_flags(&mut self, node: NodeId) {
        let form = Arc::clone(&self.store.form);
        let rules = &form.item(self.store.slot(node).item).rules;
        let slot = self.store.slot(node);
        let (mut required, mut readonly) = (slot.required, slot.readonly);
        if let Condition::When(expr) = &rules.required {
            required = self.evaluate(expr, node).to_boolean();
        }
        if let Condition::When(expr) = &rules.readonly {
            readonly = self.evaluate(expr, node).to_boolean();
        }
        let slot = self.store.slot_mut(node);
        if (slot.required, slot.readonly) != (required, readonly) {
            slot.required = required;
            slot.readonly = readonly;
            self.changed.push(node);
            self.queue(Aspect::Check, node);
        }
    }

    fn work_out_choices(&mut self, node: NodeId) {
        let form = Arc::clone(&self.store.form);
        let item = form.item(self.store.slot(node).item);
        let (Some(filter), Some(Choices::List(list))) =
            (&item.rules.choice_filter, item.kind.choices())
        else {
            return;
        };
        self.evaluations += 1;
        let (visible, overran) = {
            let scope = self.scope(node);
            let choices = 0..form.lists[list as usize].choices.len() as u32;
            let fits =
                |choice: &u32| scope.boolean(filter, Place::alone(Node::Choice(list, *choice)));
            let visible: Vec<u32> = choices.filter(fits).collect();
            (visible, scope.steps_left.get() == 0)
        };
        self.note_overrun(node, overran);
        let slot = self.store.slot_mut(node);
        if slot.visible.as_ref() != Some(&visible) {
            slot.visible = Some(visible);
            self.changed.push(node);
            self.queue(Aspect::Check, node);
        }
    }

    fn check(&mut self, node: NodeId) {
        let problem = self.find_problem(node);
        let slot = self.store.slot_mut(node);
        if slot.problem != problem {
            slot.problem = problem;
            self.changed.push(node);
        }
    }

    fn find_problem(&mut self, node: NodeId) -> Option<ProblemKind> {
        let form = Arc::clone(&self.store.form);
        let slot = self.store.slot(node);
        let item = form.item(slot.item);
        if !slot.relevant || !item.kind.has_answer() {
            return None;
        }
        if slot.value.trim().is_empty() {
            // The end is written when everything else is complete.
            let missing = slot.required && item.kind != Kind::End;
            return missing.then_some(ProblemKind::Required);
        }
        if let Err(problem) = lexical::check(&item.kind, &slot.value) {
            return Some(problem);
        }
        let visible = slot.visible.as_deref();
        if let Some(name) = lexical::unknown_choice(&form, &item.kind, &slot.value, visible) {
            return Some(ProblemKind::UnknownChoice(name));
        }
        let constraint = item.rules.constraint.as_ref()?;
        let holds = self.evaluate(constraint, node).to_boolean();
        (!holds).then_some(ProblemKind::Constraint)
    }

    /// Answers that a form gives by itself at the start.
    pub(super) fn preset(&mut self, nodes: &[NodeId]) {
        let form = Arc::clone(&self.store.form);
        let now = self.context.now;
        for node in nodes {
            let slot = self.store.slot(*node);
            let item = form.item(slot.item);
            if slot.is_range || !slot.value.is_empty() {
                continue;
            }
            let text = match (&item.kind, &item.rules.default) {
                (Kind::Start, _) => now.date_time(),
                (Kind::Today, _) => now.date(),
                (_, Preset::Text(text)) => text.clone(),
                _ => continue,
            };
            self.store_value(*node, text);
        }
    }

    /// Defaults that are worked out, once static ones and calculations stand.
    pub(super) fn preset_computed(&mut self, nodes: &[NodeId]) {
        let form = Arc::clone(&self.store.form);
        for node in nodes {
            let slot = self.store.slot(*node);
            let item = form.item(slot.item);
            if let Preset::Computed(expr) = &item.rules.default
                && slot.value.is_empty()
            {
                let value = self.evaluate(expr, *node);
                let text = self.as_answer(item, value);
                self.store_value(*node, text);
                let effects = self.settle();
                self.changed.extend(effects.changed);
            }
        }
    }

    fn evaluate(&mut self, expr: &Expr, node: NodeId) -> Value {
        self.evaluations += 1;
        let (value, overran) = {
            let scope = self.scope(node);
            let value = scope.evaluate(expr, Place::alone(Node::Answer(node.0)));
            (value, scope.steps_left.get() == 0)
        };
        self.note_overrun(node, overran);
        value
    }

    fn scope(&self, node: NodeId) -> Scope<'_> {
        Scope {
            tree: &self.store,
            current: Node::Answer(node.0),
            now: self.context.now,
            random: &self.random,
            steps_left: Cell::new(EVALUATION_STEPS_MAX),
        }
    }

    fn note_overrun(&mut self, node: NodeId, overran: bool) {
        if overran {
            self.overrun = Some(self.store.slot(node).item);
        }
    }
}
