//! Drafts: everything as it was typed, also what is wrong, not relevant or
//! without a question in this version of the form.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::session::{Context, Session};
use super::store::NodeId;
use crate::form::Form;

/// Why a draft can't be opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DraftError {
    /// Not a draft at all.
    #[error("this is not a draft")]
    NotADraft,
    /// A draft of another form.
    #[error("this is a draft of the form {0}")]
    OtherForm(String),
}

impl Session {
    /// The state to keep at each change.
    #[must_use]
    pub fn draft(&self) -> Value {
        let form = &self.store.form;
        let mut draft = Map::new();
        draft.insert("form".into(), form.id.clone().into());
        draft.insert("version".into(), form.version.clone().into());
        draft.insert("values".into(), self.collect(NodeId(0), false).into());
        if !self.leftovers.is_empty() {
            draft.insert("leftovers".into(), self.leftovers.clone().into());
        }
        Value::Object(draft)
    }

    /// Goes on where a draft ended, in the same or another version of its
    /// form: answers are matched by name, and none is dropped.
    ///
    /// # Errors
    /// If it is no draft, or one of another form.
    pub fn restore(form: Arc<Form>, draft: &Value, context: Context) -> Result<Self, DraftError> {
        let id = draft.get("form").and_then(Value::as_str);
        let values = draft.get("values").and_then(Value::as_object);
        let (Some(id), Some(values)) = (id, values) else {
            return Err(DraftError::NotADraft);
        };
        if id != form.id {
            return Err(DraftError::OtherForm(id.to_owned()));
        }
        let mut session = Session::bare(form, context);
        session.load(NodeId(0), values, &str::to_owned);
        if let Some(kept) = draft.get("leftovers").and_then(Value::as_object) {
            for (path, value) in kept {
                session.leftovers.insert(path.clone(), value.clone());
            }
        }
        session.resume();
        Ok(session)
    }
}
