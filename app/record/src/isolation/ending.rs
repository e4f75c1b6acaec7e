//! What is written of an isolation after it was decided: the daily visits, and its end with the reason.

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::{
    id::EntryId,
    matter::{self, Answers, SystemForm},
    words::open_words,
};

open_words!(
    /// Why somebody is no longer kept apart.
    EndReason {
        /// Well again, seen by health staff.
        Recovered = "recovered",
        /// A test found nothing.
        NegativeTest = "negative_test",
        /// The time is over, without signs of illness.
        TimeOver = "time_over",
        /// In hospital, transferred or released.
        Left = "left",
        /// Decided by mistake.
        Mistake = "mistake",
    }
);

/// Somebody is no longer kept apart: the answers of the form `keep_apart_end`, in the `health` book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeepApartEnd {
    /// The decision that it ends.
    pub keep_apart: EntryId,
    /// Why.
    pub why: EndReason,
    /// In the writer's words.
    pub note: Option<String>,
}

impl SystemForm for KeepApartEnd {
    const FORM: &'static str = "keep_apart_end";

    fn read(answers: &Answers) -> Option<Self> {
        Some(Self {
            keep_apart: matter::id(answers, "keep_apart")?,
            why: matter::word(answers, "why")?,
            note: matter::text(answers, "note"),
        })
    }

    fn answers(&self) -> Answers {
        matter::answers([
            ("keep_apart", json!(self.keep_apart)),
            ("why", json!(self.why)),
            ("note", json!(self.note)),
        ])
    }
}

/// Health staff saw somebody who is kept apart: the answers of the form `apart_visit`, in the `health` book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApartVisit {
    /// The decision by which they are kept apart.
    pub keep_apart: EntryId,
    /// What was seen.
    pub note: Option<String>,
}

impl SystemForm for ApartVisit {
    const FORM: &'static str = "apart_visit";

    fn read(answers: &Answers) -> Option<Self> {
        Some(Self {
            keep_apart: matter::id(answers, "keep_apart")?,
            note: matter::text(answers, "note"),
        })
    }

    fn answers(&self) -> Answers {
        matter::answers([
            ("keep_apart", json!(self.keep_apart)),
            ("note", json!(self.note)),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::Uuid;

    #[test]
    fn they_read_what_they_write_and_name_the_decision() {
        let keep_apart = EntryId(Uuid::from_u128(7));
        let end = KeepApartEnd {
            keep_apart,
            why: EndReason::NegativeTest,
            note: Some("Two tests.".into()),
        };
        assert_eq!(KeepApartEnd::read(&end.answers()), Some(end.clone()));
        let visit = ApartVisit {
            keep_apart,
            note: None,
        };
        assert_eq!(ApartVisit::read(&visit.answers()), Some(visit.clone()));
        for mut answers in [end.answers(), visit.answers()] {
            answers.remove("keep_apart");
            assert_eq!(KeepApartEnd::read(&answers), None);
            assert_eq!(ApartVisit::read(&answers), None);
        }
    }
}
