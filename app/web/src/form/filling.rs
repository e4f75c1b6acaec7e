//! A form being filled in: the engine's session, read by signals that fire for one question at a time.

use std::collections::{HashMap, HashSet};

use crate::prelude::*;
use serde_json::{Map, Value};
use wingbook_forms::{Effects, Item, Moment, NodeId, ProblemKind, Session, SetError};

use crate::{components::field, say, text, text::times};

/// The cursor's place: the question's path, and how many UTF-16 units stand before it.
type Cursor = Option<(String, u32)>;

/// A form being filled in. Copied freely; it lives as long as the component that made it.
#[derive(Clone, Copy)]
pub struct Filling {
    session: StoredValue<Session, LocalStorage>,
    triggers: StoredValue<HashMap<NodeId, ArcTrigger>>,
    changes: RwSignal<u64>,
    left: RwSignal<HashSet<NodeId>>,
    tried: RwSignal<bool>,
    cursor: RwSignal<Cursor>,
    /// The moment at which a record under correction was made: conditions are judged as they were then.
    fixed: Option<Moment>,
}

/// The facility's local time at a moment, as the engine wants it.
pub fn moment(at_ms: i64) -> Moment {
    Moment {
        unix_ms: at_ms,
        utc_offset_minutes: times::offset_minutes(at_ms),
    }
}

impl Filling {
    /// Shows a session. `fixed`: the moment at which conditions are judged, where that is not now.
    pub fn new(session: Session, fixed: Option<Moment>) -> Self {
        Filling {
            session: StoredValue::new_local(session),
            triggers: StoredValue::default(),
            changes: RwSignal::new(0),
            left: RwSignal::default(),
            tried: RwSignal::new(false),
            cursor: RwSignal::new(None),
            fixed,
        }
    }

    /// The form itself.
    pub fn root(self) -> NodeId {
        self.session.with_value(Session::root)
    }

    /// Reads a question (reactive: again when its state, choices or words change).
    pub fn with<Out>(self, node: NodeId, read: impl FnOnce(&Session) -> Out) -> Out {
        self.trigger(node).track();
        self.session.with_value(read)
    }

    /// Reads without following changes.
    pub fn peek<Out>(self, read: impl FnOnce(&Session) -> Out) -> Out {
        self.session.with_value(read)
    }

    /// Reads the item behind a node, which never changes.
    pub fn item<Out>(self, node: NodeId, read: impl FnOnce(&Item) -> Out) -> Out {
        self.session.with_value(|session| read(session.item(node)))
    }

    fn trigger(self, node: NodeId) -> ArcTrigger {
        let mut found = None;
        self.triggers.update_value(|triggers| {
            found = Some(triggers.entry(node).or_default().clone());
        });
        found.unwrap_or_default()
    }

    fn tell(self, changed: &[NodeId]) {
        let triggers: Vec<ArcTrigger> = self.triggers.with_value(|triggers| {
            let known = changed.iter().filter_map(|node| triggers.get(node));
            known.cloned().collect()
        });
        for trigger in triggers {
            trigger.notify();
        }
    }

    /// Whether its page was left: what was put off for a moment finds nothing to do any more.
    pub fn is_gone(self) -> bool {
        self.session.is_disposed()
    }

    /// Changes an answer or adds a part. What the engine refuses (read-only, gone) changes nothing.
    pub fn change(self, make: impl FnOnce(&mut Session) -> Result<Effects, SetError>) {
        let mut made = Err(SetError::Gone);
        self.session.update_value(|session| made = make(session));
        if let Ok(effects) = made {
            self.tell(&effects.changed);
            self.changes.update(|count| *count += 1);
        }
    }

    /// Answers a question with text.
    pub fn set(self, node: NodeId, answer: &str) {
        if self.peek(|session| session.state(node).value != answer) {
            self.change(|session| session.set(node, answer));
        }
    }

    /// Chooses, or takes a choice back.
    pub fn toggle(self, node: NodeId, choice: &str) {
        self.change(|session| session.toggle(node, choice));
    }

    /// A question's answer as text (reactive).
    pub fn value(self, node: NodeId) -> String {
        self.with(node, |session| session.state(node).value.to_owned())
    }

    /// Labels and messages in another language; answers stay. Every question has words, so each is told.
    pub fn speak(self, code: &str) {
        let mut differs = false;
        self.session.update_value(|session| {
            let language = session.form().language(code);
            differs = session.language() != language;
            if differs {
                session.set_language(language);
            }
        });
        if differs {
            let all: Vec<NodeId> = self
                .triggers
                .with_value(|triggers| triggers.keys().copied().collect());
            self.tell(&all);
        }
    }

    /// Time went on: what depends on "now" is worked out again.
    pub fn tick(self, now_ms: i64) {
        if self.fixed.is_none() {
            let mut changed = Vec::new();
            self.session
                .update_value(|session| changed = session.set_now(moment(now_ms)).changed);
            self.tell(&changed);
        }
    }

    /// Grows with each change of an answer (reactive).
    pub fn changes(self) -> u64 {
        self.changes.get()
    }

    /// The moment at which conditions are judged, where that is not now.
    pub(super) fn fixed_ms(self) -> Option<i64> {
        self.fixed.map(|moment| moment.unix_ms)
    }

    /// The question of that name.
    pub fn named(self, name: &str) -> Option<NodeId> {
        self.peek(|session| session.find(name))
    }

    /// What to keep as a draft.
    pub fn draft(self) -> Value {
        self.peek(Session::draft)
    }

    /// Where the cursor is (reactive).
    pub fn cursor(self) -> Cursor {
        self.cursor.get()
    }

    pub(super) fn set_cursor(self, cursor: Cursor) {
        if self.cursor.with_untracked(|known| *known != cursor) {
            self.cursor.set(cursor);
        }
    }

    /// The question was left: its error may show from now on.
    pub(super) fn leave(self, node: NodeId) {
        if !self.left.with_untracked(|left| left.contains(&node)) {
            self.left.update(|left| {
                left.insert(node);
            });
        }
    }

    /// What is wrong with an answer, once it was left or saving was tried (reactive).
    pub fn error(self, node: NodeId) -> Option<String> {
        let shows = self.tried.get() || self.left.with(|left| left.contains(&node));
        self.with(node, |session| {
            let state = session.state(node);
            let kind = state.error.filter(|_| shows && state.relevant)?;
            // Nobody is told that an answer is missing before they tried to save without it.
            let early = !self.tried.get() && matches!(kind, ProblemKind::Required);
            (!early).then(|| sentence(session, node, kind))
        })
    }

    /// What is wrong, question by question: the id to go to, and a sentence. Empty before saving was tried (reactive).
    pub fn problems(self) -> Vec<(String, String)> {
        self.changes.track();
        text::language();
        if !self.tried.get() {
            return Vec::new();
        }
        self.peek(|session| {
            let problems = session.problems().into_iter();
            problems
                .map(|problem| {
                    let words = sentence(session, problem.node, &problem.kind);
                    let label = session.label(problem.node);
                    (id(problem.node), problem_words(&label, &words))
                })
                .collect()
        })
    }

    /// The answers, complete and right; or every error shows.
    pub fn finish(self, now_ms: i64) -> Option<Map<String, Value>> {
        let now = self.fixed.unwrap_or_else(|| moment(now_ms));
        let mut answers = None;
        self.session
            .update_value(|session| answers = session.finish(now).ok());
        if answers.is_none() {
            self.tried.set(true);
        }
        answers
    }

    /// Answered, and all that ask for an answer (reactive).
    pub fn progress(self) -> (usize, usize) {
        self.changes.track();
        self.peek(|session| {
            let asked = session.nodes().into_iter().filter(|node| {
                let state = session.state(*node);
                state.relevant && state.required && is_question(session, *node)
            });
            asked.fold((0, 0), |(done, all), node| {
                let state = session.state(node);
                let answered = !state.value.is_empty() && state.error.is_none();
                (done + usize::from(answered), all + 1)
            })
        })
    }

    /// The shown questions in order.
    pub fn shown(self) -> Vec<NodeId> {
        self.peek(|session| {
            let nodes = session.nodes().into_iter();
            nodes
                .filter(|node| session.state(*node).relevant && is_question(session, *node))
                .collect()
        })
    }

    /// The question at a path of a draft.
    pub fn at_path(self, path: &str) -> Option<NodeId> {
        self.peek(|session| {
            let mut nodes = session.nodes().into_iter();
            nodes.find(|node| session.path(*node) == path)
        })
    }

    /// Puts the focus, and the cursor, where a draft was left.
    pub fn go_to(self, path: &str, cursor: u32) {
        if self.is_gone() {
            return;
        }
        if let Some(node) = self.at_path(path) {
            super::keys::put_cursor(&id(node), cursor);
        }
    }

    /// Puts the focus into a question.
    pub fn focus(self, node: NodeId) {
        field::focus(&id(node));
    }
}

/// Whether somebody answers it on the page.
fn is_question(session: &Session, node: NodeId) -> bool {
    let item = session.item(node);
    item.is_shown()
        && item.kind().has_answer()
        && !item.is_calculated()
        && !session.is_range(node)
        && !session.state(node).readonly
}

/// The id of a question's frame on the page.
pub fn id(node: NodeId) -> String {
    format!("question-{}", node.index())
}

/// The node whose frame has this id.
pub fn node_of(id: &str, among: &[NodeId]) -> Option<NodeId> {
    let number: usize = id.strip_prefix("question-")?.parse().ok()?;
    among.iter().copied().find(|node| node.index() == number)
}

/// What is wrong, in the form's words or ours.
fn sentence(session: &Session, node: NodeId, kind: &ProblemKind) -> String {
    session.message(node, kind).unwrap_or_else(|| match kind {
        ProblemKind::Required => say!("form-error-required"),
        ProblemKind::Constraint => say!("form-error-constraint"),
        ProblemKind::WrongType => say!("form-error-type"),
        ProblemKind::TooLarge => say!("form-error-large"),
        ProblemKind::OutOfRange(bounds) => say!(
            "form-error-range",
            least = bounds.start.clone(),
            most = bounds.end.clone()
        ),
        ProblemKind::UnknownChoice(_) => say!("form-error-choice"),
    })
}

/// A question and what is wrong with its answer. A label that ends a sentence of its own needs no colon.
fn problem_words(label: &str, words: &str) -> String {
    let label = label.trim_end();
    if ends_sentence(label) {
        format!("{label} {words}")
    } else {
        say!("form-problem", question = label, problem = words)
    }
}

/// Whether words end in punctuation of their own, in any of the languages.
fn ends_sentence(words: &str) -> bool {
    words.ends_with(['?', '؟', '!', '.', ':', '…'])
}

#[cfg(test)]
mod tests {
    use super::ends_sentence;

    #[test]
    fn a_label_that_asks_takes_no_colon() {
        for asked in [
            "Who will do it?",
            "Qui le fera ?",
            "من سيفعله؟",
            "Write it down.",
        ] {
            assert!(ends_sentence(asked), "{asked}");
        }
        for named in ["Day", "اليوم", "Jour (facultatif)"] {
            assert!(!ends_sentence(named), "{named}");
        }
    }
}
