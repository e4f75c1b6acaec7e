//! A session as JSON for the command line: what is asked, what is wrong, what
//! was calculated, and the answers.

use serde_json::{Map, Value};

use super::session::Session;

impl Session {
    /// Everything about the session, by path.
    #[must_use]
    pub fn transcript(&self) -> Value {
        let mut relevance = Map::new();
        let mut calculated = Map::new();
        for node in self.nodes() {
            if self.is_range(node) {
                continue;
            }
            let state = self.state(node);
            let path = self.path(node);
            if self.item(node).is_calculated() {
                calculated.insert(path.clone(), state.value.into());
            }
            relevance.insert(path, state.relevant.into());
        }
        let problems = self.problems().into_iter().map(|problem| {
            let mut entry = Map::new();
            entry.insert("path".into(), self.path(problem.node).into());
            entry.insert("problem".into(), problem.kind.code().into());
            if let Some(message) = self.message(problem.node, &problem.kind) {
                entry.insert("message".into(), message.into());
            }
            Value::Object(entry)
        });
        let mut transcript = Map::new();
        transcript.insert("problems".into(), problems.collect());
        transcript.insert("relevance".into(), relevance.into());
        transcript.insert("calculated".into(), calculated.into());
        transcript.insert("answers".into(), self.answers().into());
        Value::Object(transcript)
    }
}
