//! Isolation: somebody is kept apart for their health and that of others, at a place, until an end or a review, decided
//! by somebody of the health staff, and visited every day.
//!
//! The reason stays in the `health` book. To the wing crosses a [`WingNotice`] and nothing else: it has no field into
//! which a diagnosis could be written. Past its end nothing is over by itself: it says *review overdue*. A punishment
//! cell is no place for it (health.md, section 4: never punitive cells for medical isolation); it is warned about and
//! told the health lead, and recorded all the same.
//!
//! Mandela Rules 27, 31 and 43–46, as in prison.md, section 1.2.

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::{
    id::{EntryId, PersonId, PlaceId},
    matter::{self, Answers, SystemForm},
    notice::Notice,
    partial_date::Day,
    time::Millis,
    words::open_words,
};

/// Until when, at the latest, somebody looks at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Until {
    /// It is expected to end then.
    End(Millis),
    /// It has no end yet, and is reviewed then.
    Review(Millis),
}

impl Until {
    /// The moment.
    pub fn at_ms(self) -> Millis {
        match self {
            Self::End(at_ms) | Self::Review(at_ms) => at_ms,
        }
    }
}

/// Somebody is kept apart: the answers of the form `keep_apart`, in the `health` book. Whom it is about stands in the
/// record's body; without a place, a date and a decider it is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeepApart {
    /// Where.
    pub place: PlaceId,
    /// Until when.
    pub until: Until,
    /// Who of the health staff decided.
    pub decider: PersonId,
    /// The health check that it follows from.
    pub check: Option<EntryId>,
    /// The decision in whose place it stands: another place, or a later date.
    pub replaces: Option<EntryId>,
}

impl SystemForm for KeepApart {
    const FORM: &'static str = "keep_apart";

    fn read(answers: &Answers) -> Option<Self> {
        let end = matter::whole(answers, "end_ms").map(Until::End);
        let review = || matter::whole(answers, "review_ms").map(Until::Review);
        Some(Self {
            place: matter::id(answers, "place")?,
            until: end.or_else(review)?,
            decider: matter::id(answers, "decider")?,
            check: matter::id(answers, "check"),
            replaces: matter::id(answers, "replaces"),
        })
    }

    fn answers(&self) -> Answers {
        let (end, review) = match self.until {
            Until::End(at_ms) => (Some(at_ms), None),
            Until::Review(at_ms) => (None, Some(at_ms)),
        };
        matter::answers([
            ("place", json!(self.place)),
            ("end_ms", json!(end)),
            ("review_ms", json!(review)),
            ("decider", json!(self.decider)),
            ("check", json!(self.check)),
            ("replaces", json!(self.replaces)),
        ])
    }
}

open_words!(
    /// The sentence that the wing reads, by its key: the same for every reason, so that it tells none.
    Wording {
        /// "Keep apart until …, ask health."
        KeepApartUntil = "keep_apart_until",
        /// "Keep apart, to be reviewed on …, ask health."
        KeepApartReview = "keep_apart_review",
    }
);

/// What stands in the notice's text; pages show the sentence of its wording, in the reader's language.
pub const NOTICE_TEXT: &str = "Keep apart, ask health.";

/// All that crosses to the wing: the answers of a record of the form `notice`, with two more than other notices have.
/// The date is the notice's review date, so that the notice stands past it as *review overdue*
/// ([`crate::notice::active`]) until health ends it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WingNotice {
    /// Whom to keep apart.
    pub person: PersonId,
    /// Where.
    pub place: PlaceId,
    /// When it ends or is reviewed.
    pub until_ms: Millis,
    /// Who decided.
    pub decider: PersonId,
    /// The sentence.
    pub wording: Wording,
    /// The record in the `health` book: an id, which opens nothing for whoever may not read that book.
    pub source: EntryId,
}

impl WingNotice {
    /// What crosses of a decision that stands in the record `source`.
    pub fn of(person: PersonId, keep_apart: &KeepApart, source: EntryId) -> Self {
        Self {
            person,
            place: keep_apart.place,
            until_ms: keep_apart.until.at_ms(),
            decider: keep_apart.decider,
            wording: match keep_apart.until {
                Until::End(_) => Wording::KeepApartUntil,
                Until::Review(_) => Wording::KeepApartReview,
            },
            source,
        }
    }
}

impl SystemForm for WingNotice {
    const FORM: &'static str = Notice::FORM;

    fn read(answers: &Answers) -> Option<Self> {
        let notice = Notice::read(answers)?;
        Some(Self {
            person: notice.person?,
            place: notice.place?,
            until_ms: notice.review_ms?,
            decider: matter::id(answers, "decider")?,
            wording: notice.wording?,
            source: notice.source?,
        })
    }

    fn answers(&self) -> Answers {
        let notice = Notice {
            // For whoever has no sentence for the key.
            text: NOTICE_TEXT.into(),
            urgent: false,
            person: Some(self.person),
            place: Some(self.place),
            until_ms: None,
            review_ms: Some(self.until_ms),
            source: Some(self.source),
            wording: Some(self.wording.clone()),
        };
        let mut answers = notice.answers();
        answers.insert("decider".into(), json!(self.decider));
        answers
    }
}

/// What looks wrong with keeping somebody apart. It is recorded all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IsolationWarning {
    /// Its place is a punishment cell: the health lead is told.
    PunishmentCell,
    /// Its end or review lies before it begins.
    OverBeforeItBegins,
}

impl IsolationWarning {
    /// Whether the health lead is told.
    pub fn tells_health_lead(self) -> bool {
        self == Self::PunishmentCell
    }
}

/// What to think about before keeping somebody apart from `from_ms` on. Whether the place is a punishment cell is for the
/// caller to know.
pub fn warnings(
    keep_apart: &KeepApart,
    is_punishment_cell: bool,
    from_ms: Millis,
) -> Vec<IsolationWarning> {
    let is_over = keep_apart.until.at_ms() <= from_ms;
    [
        is_punishment_cell.then_some(IsolationWarning::PunishmentCell),
        is_over.then_some(IsolationWarning::OverBeforeItBegins),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Whether a visit by health staff is due today: every day, from the day on which it began, until it is ended
/// (Mandela Rules 31 and 46).
pub fn is_visit_due(began: Day, last_visit: Option<Day>, today: Day) -> bool {
    today >= began && last_visit.is_none_or(|visit| visit < today)
}

pub use ending::{ApartVisit, EndReason, KeepApartEnd};
pub use standing::{Apart, Untold, standing, untold, without_place};

mod ending;
mod standing;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        fixtures::{Pen, at, person, place, prison},
        id::Uuid,
        notice,
    };

    fn keep_apart(until: Until) -> KeepApart {
        KeepApart {
            place: place(3),
            until,
            decider: person(70),
            check: Some(source()),
            replaces: None,
        }
    }

    fn source() -> EntryId {
        EntryId(Uuid::from_u128(77))
    }

    #[test]
    fn without_a_place_a_date_and_a_decider_it_is_none() {
        for until in [Until::End(5), Until::Review(5)] {
            let whole = keep_apart(until).answers();
            assert_eq!(KeepApart::read(&whole), Some(keep_apart(until)));
            for question in ["place", "end_ms", "review_ms", "decider"] {
                let mut part = whole.clone();
                let had = part
                    .remove(question)
                    .is_some_and(|answer| !answer.is_null());
                assert_eq!(KeepApart::read(&part).is_none(), had, "{question}");
            }
        }
    }

    #[test]
    fn to_the_wing_crosses_this_and_nothing_else() {
        let crosses = WingNotice::of(person(1), &keep_apart(Until::End(at(20, 0))), source());
        let written = crosses.answers();
        let said: Vec<(&str, String)> = written
            .iter()
            .filter(|(_, answer)| !answer.is_null())
            .map(|(question, answer)| (question.as_str(), answer.to_string()))
            .collect();
        let quoted = |id: &dyn std::fmt::Display| format!("\"{id}\"");
        assert_eq!(
            said,
            [
                ("decider", quoted(&person(70))),
                ("person", quoted(&person(1))),
                ("place", quoted(&place(3))),
                ("review_ms", at(20, 0).to_string()),
                ("source", quoted(&source())),
                ("text", quoted(&"Keep apart, ask health.")),
                ("urgent", "false".into()),
                ("wording", quoted(&"keep_apart_until")),
            ]
        );
        assert_eq!(WingNotice::read(&written), Some(crosses));
        let review = WingNotice::of(person(1), &keep_apart(Until::Review(1)), source());
        assert_eq!(review.wording, Wording::KeepApartReview);
    }

    #[test]
    fn another_notice_is_no_isolation() {
        let mut answers = WingNotice::of(person(1), &keep_apart(Until::End(1)), source()).answers();
        answers.remove("wording");
        assert!(Notice::read(&answers).is_some());
        assert_eq!(WingNotice::read(&answers), None);
    }

    #[test]
    fn past_its_end_it_stands_as_review_overdue() {
        let mut journal = prison();
        let end = at(20, 0);
        let crosses = WingNotice::of(person(1), &keep_apart(Until::End(end)), source());
        journal.insert(&Pen::new(50).write(at(8, 0), &crosses));
        for (now, overdue) in [
            (end - 1, false),
            (end, true),
            (end + 90 * crate::time::DAY, true),
        ] {
            let active = notice::active(journal.live(), now);
            assert_eq!(active.len(), 1, "it stands");
            assert_eq!(active[0].review_overdue, overdue);
        }
    }

    #[test]
    fn a_punishment_cell_is_warned_about() {
        use IsolationWarning::{OverBeforeItBegins, PunishmentCell};
        let until = keep_apart(Until::End(at(20, 0)));
        assert_eq!(warnings(&until, false, at(8, 0)), []);
        assert_eq!(warnings(&until, true, at(8, 0)), [PunishmentCell]);
        assert_eq!(
            warnings(&until, true, at(20, 0)),
            [PunishmentCell, OverBeforeItBegins]
        );
        assert!(PunishmentCell.tells_health_lead() && !OverBeforeItBegins.tells_health_lead());
    }

    #[test]
    fn a_visit_is_due_every_day() {
        for (last, today, wanted) in [
            (None, 9, false),
            (None, 10, true),
            (Some(10), 10, false),
            (Some(10), 11, true),
            (Some(9), 10, true),
        ] {
            assert_eq!(is_visit_due(10, last, today), wanted, "{last:?} {today}");
        }
    }
}
