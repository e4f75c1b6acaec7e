//! The session: what a page, a command line or a test does with a form.

use std::cell::Cell;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::Arc;

use serde_json::{Map, Value};

use super::lexical;
use super::problem::{Problem, ProblemKind};
use super::store::{NodeId, Slot, Store};
use crate::civil::Moment;
use crate::form::{Choice, Choices, Form, Item, Kind, LanguageId};

/// What a session takes from outside.
#[derive(Clone, Copy, Debug)]
pub struct Context {
    /// Now, and the offset from UTC where the tablet stands.
    pub now: Moment,
    /// The seed of `random()`.
    pub seed: u64,
}

/// A form being filled.
///
/// Answers are text, as somebody typed them; [`Session::state`] says what
/// follows from them. Every change returns its [`Effects`], so that a page
/// renders again only what changed.
#[derive(Debug)]
pub struct Session {
    pub(super) store: Store,
    pub(super) context: Context,
    pub(super) random: Cell<u64>,
    /// Ranks and slots that wait to be worked out.
    pub(super) queue: BinaryHeap<Reverse<(u32, NodeId)>>,
    pub(super) changed: Vec<NodeId>,
    pub(super) evaluations: u64,
    /// The item whose expression was stopped because it did too much.
    pub(super) overrun: Option<u32>,
    /// Answers to questions that this form doesn't have, by path.
    pub(super) leftovers: Map<String, Value>,
}

/// How a question stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct State<'a> {
    /// Whether it is asked at all.
    pub relevant: bool,
    /// Whether it must be answered.
    pub required: bool,
    /// Whether it may be changed by hand.
    pub readonly: bool,
    /// The answer as text; several choices with spaces in between.
    pub value: &'a str,
    /// What is wrong with the answer as it stands; pages show it once the
    /// question was left, or at the attempt to save.
    pub error: Option<&'a ProblemKind>,
}

/// What a change brought about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Effects {
    /// Everything whose state, choices or texts may have changed, each once.
    pub changed: Vec<NodeId>,
    /// How many expressions were evaluated.
    pub evaluated: u64,
}

/// Why an answer was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SetError {
    /// A group, a note, or an id from another session.
    #[error("there is nothing to answer here")]
    NotAQuestion,
    /// No question has this name.
    #[error("there is no question of this name")]
    UnknownName,
    /// It is calculated or read-only.
    #[error("this answer can't be changed by hand")]
    ReadOnly,
    /// The repeat was removed.
    #[error("this part of the form was removed")]
    Gone,
    /// Not a shape that answers have.
    #[error("this can't be an answer")]
    NotAnAnswer,
    /// Not a repeat, or not an instance of one.
    #[error("this is not a part that can be added or removed")]
    NotARepeat,
}

impl Session {
    /// The form.
    #[must_use]
    pub fn form(&self) -> &Arc<Form> {
        &self.store.form
    }

    /// The form itself as a node.
    #[must_use]
    pub fn root(&self) -> NodeId {
        NodeId(0)
    }

    /// What stands in a group, in order. A repeat appears once, as its range;
    /// the range's children are its instances.
    #[must_use]
    pub fn children(&self, node: NodeId) -> &[NodeId] {
        self.get(node).map_or(&[], |slot| &slot.children)
    }

    /// Everything below the form itself, in document order.
    #[must_use]
    pub fn nodes(&self) -> Vec<NodeId> {
        self.store.subtree(self.root()).split_off(1)
    }

    /// The group, range or instance that holds a node.
    #[must_use]
    pub fn parent(&self, node: NodeId) -> Option<NodeId> {
        self.get(node)
            .filter(|_| node != self.root())
            .map(|slot| slot.parent)
    }

    /// Whether a node stands for all instances of a repeat.
    #[must_use]
    pub fn is_range(&self, node: NodeId) -> bool {
        self.get(node).is_some_and(|slot| slot.is_range)
    }

    /// The item behind a node.
    #[must_use]
    pub fn item(&self, node: NodeId) -> &Item {
        let item = self.get(node).map_or(0, |slot| slot.item);
        self.store.form.item(item)
    }

    /// The first node of this name.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<NodeId> {
        let items = (0u32..).zip(&self.store.form.items).skip(1);
        let mut named = items.filter(|(_, item)| item.name == name);
        named.find_map(|(index, _)| self.store.first(index))
    }

    /// A path for people and files: `/child[2]/name`.
    #[must_use]
    pub fn path(&self, node: NodeId) -> String {
        self.get(node)
            .map_or_else(String::new, |_| self.store.path(node))
    }

    /// How a node stands.
    #[must_use]
    pub fn state(&self, node: NodeId) -> State<'_> {
        match self.get(node) {
            Some(slot) => State {
                relevant: slot.relevant && !slot.is_gone,
                required: slot.required,
                readonly: self.is_readonly(slot),
                value: &slot.value,
                error: slot.problem.as_ref(),
            },
            None => State {
                relevant: false,
                required: false,
                readonly: true,
                value: "",
                error: None,
            },
        }
    }

    /// The chosen names of a question with choices.
    pub fn chosen(&self, node: NodeId) -> impl Iterator<Item = &str> {
        lexical::chosen(self.item(node).kind(), self.state(node).value)
    }

    /// The choices of a question that its filter leaves. None for the host's
    /// own choice sources.
    #[must_use]
    pub fn choices(&self, node: NodeId) -> Vec<&Choice> {
        let Some(Choices::List(list)) = self.item(node).kind.choices() else {
            return Vec::new();
        };
        let choices = &self.store.form.lists[list as usize].choices;
        match self.get(node).and_then(|slot| slot.visible.as_ref()) {
            None => choices.iter().collect(),
            Some(visible) => {
                let all = visible.iter();
                all.filter_map(|index| choices.get(*index as usize))
                    .collect()
            }
        }
    }

    /// Sets an answer; empty text clears it. Text of the wrong type is kept
    /// and reported in the question's state.
    ///
    /// # Errors
    /// If nobody can answer there.
    pub fn set(&mut self, node: NodeId, text: &str) -> Result<Effects, SetError> {
        let slot = self.get(node).ok_or(SetError::NotAQuestion)?;
        if slot.is_gone {
            return Err(SetError::Gone);
        }
        let kind = &self.item(node).kind;
        if !kind.has_answer() {
            return Err(SetError::NotAQuestion);
        }
        if self.is_readonly(slot) {
            return Err(SetError::ReadOnly);
        }
        let text = lexical::normalise(kind, text);
        self.store_value(node, text);
        Ok(self.settle())
    }

    /// Sets the answer of the first question of this name.
    ///
    /// # Errors
    /// As [`Session::set`], and if there is none.
    pub fn set_named(&mut self, name: &str, text: &str) -> Result<Effects, SetError> {
        let node = self.find(name).ok_or(SetError::UnknownName)?;
        self.set(node, text)
    }

    /// Sets an answer from JSON: text, a number, or a list of choices.
    ///
    /// # Errors
    /// As [`Session::set`], and if the JSON can't be an answer.
    pub fn set_json(&mut self, node: NodeId, value: &Value) -> Result<Effects, SetError> {
        let text = lexical::from_json(value).ok_or(SetError::NotAnAnswer)?;
        self.set(node, &text)
    }

    /// Chooses or takes back one of several.
    ///
    /// # Errors
    /// As [`Session::set`].
    pub fn toggle(&mut self, node: NodeId, choice: &str) -> Result<Effects, SetError> {
        let mut chosen: Vec<&str> = self.chosen(node).collect();
        let several = matches!(self.item(node).kind, Kind::SelectMultiple(_));
        match chosen.iter().position(|one| *one == choice) {
            Some(at) => {
                chosen.remove(at);
            }
            None if several => chosen.push(choice),
            None => chosen = vec![choice],
        }
        let text = chosen.join(" ");
        self.set(node, &text)
    }

    /// Moves time on: conditions that look at the clock are worked out again.
    pub fn set_now(&mut self, now: Moment) -> Effects {
        self.context.now = now;
        self.store.utc_offset_minutes = now.utc_offset_minutes;
        for task in self.store.form.graph.on_clock.clone() {
            self.queue_everywhere(task);
        }
        self.settle()
    }

    /// The language of texts; at first the form's default.
    #[must_use]
    pub fn language(&self) -> LanguageId {
        self.store.language
    }

    /// Shows texts in another language.
    pub fn set_language(&mut self, language: LanguageId) -> Effects {
        self.store.language = language;
        for task in self.store.form.graph.on_language.clone() {
            self.queue_everywhere(task);
        }
        self.settle()
    }

    /// Everything wrong now, in document order.
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        let nodes = self.nodes().into_iter();
        nodes
            .filter_map(|node| {
                let kind = self.store.slot(node).problem.clone()?;
                Some(Problem { node, kind })
            })
            .collect()
    }

    /// How many expressions were evaluated since the session began.
    #[must_use]
    pub fn evaluations(&self) -> u64 {
        self.evaluations
    }

    /// The question whose expression was stopped because it did too much.
    #[must_use]
    pub fn overrun(&self) -> Option<&Item> {
        self.overrun.map(|item| self.store.form.item(item))
    }

    /// Paths of answers that were given to another version of the form and
    /// have no question in this one. Drafts keep them.
    pub fn leftovers(&self) -> impl Iterator<Item = &str> {
        self.leftovers.keys().map(String::as_str)
    }

    fn get(&self, node: NodeId) -> Option<&Slot> {
        self.store.slots.get(node.index())
    }

    fn is_readonly(&self, slot: &Slot) -> bool {
        let item = self.store.form.item(slot.item);
        slot.readonly
            || item.is_calculated()
            || matches!(item.kind, Kind::Start | Kind::End | Kind::Today)
    }
}
