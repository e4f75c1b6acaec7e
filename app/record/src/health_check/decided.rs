//! A health check with what a person decided on it: the whole record, of which the rules see a part.

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{
    HealthCheck,
    rules::{Decision, Proposal},
};
use crate::{
    matter::{self, Answers, SystemForm},
    whereabouts::MoveReason,
};

/// A health check and the decision: the answers of the form `health_check`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    /// What was measured and asked.
    pub check: HealthCheck,
    /// What brought the person here.
    pub reason: Option<MoveReason>,
    /// What was decided; `None` in a record of another form engine that leaves it open.
    pub decision: Option<Decision>,
    /// Why other than the rules propose.
    pub because: Option<String>,
}

impl Decided {
    /// Whether a reason is missing: what was decided is not what the rules propose. Where they propose nothing, because
    /// something was not asked, only *clear* wants one.
    pub fn lacks_reason(&self, proposal: &Proposal) -> bool {
        let differs = match (self.decision, proposal.decision) {
            (Some(decided), Some(proposed)) => decided != proposed,
            (decided, None) => decided == Some(Decision::Clear),
            (None, _) => false,
        };
        differs && self.because.is_none()
    }
}

impl SystemForm for Decided {
    const FORM: &'static str = HealthCheck::FORM;

    fn read(answers: &Answers) -> Option<Self> {
        Some(Self {
            check: HealthCheck::read(answers)?,
            reason: matter::word(answers, "reason"),
            decision: match matter::text(answers, "decision")?.as_str() {
                "clear" => Some(Decision::Clear),
                "keep_apart" => Some(Decision::KeepApart),
                "refer" => Some(Decision::Refer),
                _ => None,
            },
            because: matter::text(answers, "decision_reason")
                .filter(|text| !text.trim().is_empty()),
        })
    }

    fn answers(&self) -> Answers {
        let mut answers = self.check.answers();
        answers.insert("reason".to_owned(), json!(self.reason));
        answers.insert("decision".to_owned(), json!(self.decision));
        answers.insert("decision_reason".to_owned(), json!(self.because));
        answers
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proposal(decision: Option<Decision>) -> Proposal {
        Proposal {
            decision,
            urgent: false,
            keep_apart: false,
            until: None,
            repeat_temperature: false,
            postpone_vaccination: false,
            reasons: Vec::new(),
            unanswered: Vec::new(),
        }
    }

    fn decided(decision: Decision, because: Option<&str>) -> Decided {
        Decided {
            check: HealthCheck::default(),
            reason: Some(MoveReason::Admission),
            decision: Some(decision),
            because: because.map(str::to_owned),
        }
    }

    #[test]
    fn it_reads_what_it_writes_and_is_none_without_a_decision() {
        let whole = decided(Decision::Refer, Some("Asked for a doctor."));
        assert_eq!(Decided::read(&whole.answers()), Some(whole.clone()));
        let mut open = whole.answers();
        open.remove("decision");
        assert_eq!(Decided::read(&open), None);
    }

    #[test]
    fn another_decision_than_proposed_wants_a_reason() {
        use Decision::{Clear, KeepApart, Refer};
        for (decision, proposed, wanted) in [
            (Clear, Some(Clear), false),
            (Clear, Some(KeepApart), true),
            (KeepApart, Some(Refer), true),
            (Refer, Some(Clear), true),
            (Clear, None, true),
            (Refer, None, false),
        ] {
            let proposal = proposal(proposed);
            let lacks = decided(decision, None).lacks_reason(&proposal);
            assert_eq!(lacks, wanted, "{decision:?} {proposed:?}");
            assert!(!decided(decision, Some("So.")).lacks_reason(&proposal));
        }
    }
}
