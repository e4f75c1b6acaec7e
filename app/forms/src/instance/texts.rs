//! Labels, hints and messages in the session's language, with answers filled
//! in where they say `${name}`.

use super::problem::ProblemKind;
use super::session::Session;
use super::store::NodeId;
use crate::form::{Choice, Part, Text};
use crate::xpath::{Node, Tree};

impl Session {
    /// A question's or group's label; its name if it has none.
    #[must_use]
    pub fn label(&self, node: NodeId) -> String {
        let item = self.item(node);
        self.fill(&item.label, node)
            .unwrap_or_else(|| item.name.clone())
    }

    /// Its hint.
    #[must_use]
    pub fn hint(&self, node: NodeId) -> Option<String> {
        self.fill(&self.item(node).hint, node)
    }

    /// Its longer guidance.
    #[must_use]
    pub fn guidance(&self, node: NodeId) -> Option<String> {
        self.fill(&self.item(node).guidance, node)
    }

    /// The form's own words for a problem; `None` where the host's sentence
    /// for its kind stands instead.
    #[must_use]
    pub fn message(&self, node: NodeId, problem: &ProblemKind) -> Option<String> {
        let item = self.item(node);
        match problem {
            ProblemKind::Required => self.fill(&item.required_message, node),
            ProblemKind::Constraint => self.fill(&item.constraint_message, node),
            _ => None,
        }
    }

    /// A choice's label in the session's language.
    #[must_use]
    pub fn choice_label<'a>(&'a self, choice: &'a Choice) -> &'a str {
        self.store.form.choice_label(choice, self.store.language)
    }

    fn fill(&self, text: &Text, node: NodeId) -> Option<String> {
        let form = &self.store.form;
        let parts = text.parts(self.store.language, form.default_language)?;
        let mut filled = String::new();
        for part in parts {
            match part {
                Part::Plain(plain) => filled.push_str(plain),
                Part::Answer(item) => {
                    let mut nodes = Vec::new();
                    self.store
                        .reference(*item, Node::Answer(node.0), &mut nodes);
                    if let Some(node) = nodes.first() {
                        filled.push_str(self.store.text(*node));
                    }
                }
            }
        }
        Some(filled)
    }
}
