//! Answers as they go into a record, and back.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::lexical;
use super::problem::Problem;
use super::session::{Context, Session};
use super::store::NodeId;
use crate::civil::Moment;
use crate::form::{Form, Kind};
use crate::names::{escape_name, unescape_name};

impl Session {
    /// Opens a form with the answers of a record, to correct or to read them.
    /// Nothing is filled in that the record doesn't have.
    ///
    /// Give the moment at which the record was made: "today or later" is then
    /// judged as it was judged then, and a correction of something else is not
    /// held up by a date that has passed since.
    #[must_use]
    pub fn with_answers(form: Arc<Form>, answers: &Map<String, Value>, context: Context) -> Self {
        let mut session = Session::bare(form, context);
        session.load(NodeId(0), answers, &unescape_name);
        session.resume();
        session
    }

    /// Works everything out for answers that were loaded.
    pub(super) fn resume(&mut self) {
        let nodes = self.nodes();
        self.queue_all(&nodes);
        self.settle();
    }

    /// The answers as canonical JSON takes them: whole numbers as integers,
    /// decimals as text, several choices as a list, groups as objects, repeats
    /// as lists of objects. What is not relevant or empty is left out.
    #[must_use]
    pub fn answers(&self) -> Map<String, Value> {
        self.collect(NodeId(0), true)
    }

    /// Completes the form.
    ///
    /// # Errors
    /// What is still to be mended, in document order.
    pub fn finish(&mut self, now: Moment) -> Result<Map<String, Value>, Vec<Problem>> {
        self.set_now(now);
        let problems = self.problems();
        if !problems.is_empty() {
            return Err(problems);
        }
        for node in self.nodes() {
            if self.item(node).kind == Kind::End {
                self.store_value(node, now.date_time());
            }
        }
        self.settle();
        Ok(self.answers())
    }

    /// The answers below a node. Final ones are typed, relevant and under
    /// ASCII keys; otherwise everything is kept just as it was typed.
    pub(super) fn collect(&self, node: NodeId, is_final: bool) -> Map<String, Value> {
        let mut answers = Map::new();
        for child in self.children(node) {
            let slot = self.store.slot(*child);
            let item = self.store.form.item(slot.item);
            if is_final && !slot.relevant {
                continue;
            }
            let value = if slot.is_range {
                let instances = slot.children.iter();
                let relevant = |node: &&NodeId| !is_final || self.store.slot(**node).relevant;
                let list = instances.filter(relevant);
                Value::Array(
                    list.map(|node| Value::Object(self.collect(*node, is_final)))
                        .collect(),
                )
            } else if item.kind.is_group() {
                Value::Object(self.collect(*child, is_final))
            } else if !item.kind.has_answer() || slot.value.is_empty() {
                continue;
            } else if is_final {
                lexical::to_json(&item.kind, &slot.value)
            } else {
                Value::String(slot.value.clone())
            };
            // Drafts keep empty lists: a repeat may have no instance left.
            if is_final && is_empty(&value) {
                continue;
            }
            let key = if is_final {
                escape_name(&item.name)
            } else {
                item.name.clone()
            };
            answers.insert(key, value);
        }
        answers
    }

    /// Fills slots below a node; what has no question is kept aside.
    pub(super) fn load(
        &mut self,
        node: NodeId,
        answers: &Map<String, Value>,
        name_of: &dyn Fn(&str) -> String,
    ) {
        for (key, value) in answers {
            let name = name_of(key);
            let named = |child: &&NodeId| self.item(**child).name == name;
            let child = self.children(node).iter().find(named).copied();
            let taken = child.is_some_and(|child| self.load_one(child, value, name_of));
            if !taken {
                let path = self.store.path(node) + "/" + &name;
                self.leftovers.insert(path, value.clone());
            }
        }
    }

    fn load_one(&mut self, node: NodeId, value: &Value, name_of: &dyn Fn(&str) -> String) -> bool {
        let is_range = self.store.slot(node).is_range;
        let kind = self.item(node).kind.clone();
        match value {
            Value::Array(instances) if is_range => {
                for answers in instances.iter().filter_map(Value::as_object) {
                    let instance = self.store.add_instance(node);
                    self.load(instance, answers, name_of);
                }
                true
            }
            Value::Object(answers) if kind.is_group() && !is_range => {
                self.load(node, answers, name_of);
                true
            }
            _ if kind.has_answer() => match lexical::from_json(value) {
                Some(text) => {
                    self.store.slot_mut(node).value = text;
                    true
                }
                None => false,
            },
            _ => false,
        }
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Array(list) => list.is_empty(),
        Value::Object(map) => map.is_empty(),
        _ => false,
    }
}
