//! Review: a supervisor accepts a record, sends it back or escalates it; what was sent back and then answered
//! or corrected waits again. A round is reviewed as a whole, its exceptions singly. Nobody reviews their own.

mod queue;

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::{
    access::{Book, Role},
    entry::Entry,
    id::{EntryId, PersonId},
    journal::{Record, View},
    matter::{self, Answers, Matter, SystemForm},
    time::Millis,
    words::open_words,
};

pub use queue::{QueueItem, SentBack, Why, sent_back, to_review};

open_words!(
    /// What a reviewer decides.
    Decision {
        /// In order.
        Accepted = "accepted",
        /// Back to its author, with a reason.
        SentBack = "sent_back",
        /// To somebody above, with a reason.
        Escalated = "escalated",
    }
);

/// A decision: the answers of the form `review`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// The record; a round's id for the round as a whole.
    pub entry: EntryId,
    /// What was decided.
    pub decision: Decision,
    /// Why.
    pub reason: Option<String>,
}

impl SystemForm for Review {
    const FORM: &'static str = "review";

    fn read(answers: &Answers) -> Option<Self> {
        Some(Self {
            entry: matter::id(answers, "entry")?,
            decision: matter::word(answers, "decision")?,
            reason: matter::text(answers, "reason"),
        })
    }

    fn answers(&self) -> Answers {
        matter::answers([
            ("entry", json!(self.entry)),
            ("decision", json!(self.decision)),
            ("reason", json!(self.reason)),
        ])
    }
}

/// An author's answer to what was sent back: the answers of the form `reply`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// The record.
    pub entry: EntryId,
    /// The answer.
    pub text: String,
}

impl SystemForm for Reply {
    const FORM: &'static str = "reply";

    fn read(answers: &Answers) -> Option<Self> {
        Some(Self {
            entry: matter::id(answers, "entry")?,
            text: matter::text(answers, "text")?,
        })
    }

    fn answers(&self) -> Answers {
        matter::answers([("entry", json!(self.entry)), ("text", json!(self.text))])
    }
}

/// Who decided, when, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    /// The review's record.
    pub entry: EntryId,
    /// Who.
    pub by: PersonId,
    /// When.
    pub at_ms: Millis,
    /// Why.
    pub reason: Option<String>,
}

/// How far the review of a record is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state", content = "decided")]
pub enum ReviewState {
    /// Nobody has reviewed it.
    None,
    /// Accepted.
    Accepted(Decided),
    /// Sent back, and not yet answered.
    SentBack(Decided),
    /// Escalated.
    Escalated(Decided),
    /// Sent back, and answered or corrected since: it waits again.
    Returned(Decided),
}

/// The state alone, to filter by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewWord {
    /// Nobody has reviewed it.
    None,
    /// Accepted.
    Accepted,
    /// Sent back, and not yet answered.
    SentBack,
    /// Escalated.
    Escalated,
    /// Answered since it was sent back.
    Returned,
}

impl ReviewState {
    /// The state alone.
    pub fn word(&self) -> ReviewWord {
        match self {
            Self::None => ReviewWord::None,
            Self::Accepted(_) => ReviewWord::Accepted,
            Self::SentBack(_) => ReviewWord::SentBack,
            Self::Escalated(_) => ReviewWord::Escalated,
            Self::Returned(_) => ReviewWord::Returned,
        }
    }

    /// The latest decision.
    pub fn decided(&self) -> Option<&Decided> {
        match self {
            Self::None => None,
            Self::Accepted(decided)
            | Self::SentBack(decided)
            | Self::Escalated(decided)
            | Self::Returned(decided) => Some(decided),
        }
    }
}

/// Whether somebody with these roles may review a record of this book and author. Nobody reviews their own.
pub fn may_review(book: Book, author: PersonId, reviewer: PersonId, roles: &[Role]) -> bool {
    book.reviewable_by(roles) && author != reviewer
}

/// The record that a review is of; `None` for whatever is no review. A round's id for the round as a whole.
pub fn reviewed(entry: &Entry) -> Option<EntryId> {
    let answers = entry
        .answers()
        .filter(|_| entry.header().form == Review::FORM)?;
    Review::read(answers).map(|review| review.entry)
}

/// Whether a record is a review by whoever wrote what it reviews: for a gate that holds both records, and not the whole
/// journal ([`is_own`] asks about all that belongs to a round).
pub fn is_of_own(review: &Entry, record: &Entry) -> bool {
    reviewed(review) == Some(record.id()) && review.header().author == record.header().author
}

/// How far the review of a record is. Of several decisions the latest stands; those of anybody who wrote a
/// version of the record themselves are none.
pub fn state(view: View<'_>, id: EntryId) -> ReviewState {
    let root_id = view.root(id);
    let Some(root) = view.record(root_id) else {
        return ReviewState::None;
    };
    let answers = view.answers_to(root_id);
    if answers.is_empty() {
        return ReviewState::None;
    }
    let authors = authors(view, root);
    let mut latest: Option<(&Record, &Review)> = None;
    let mut returned = None;
    for (first, stands) in view.stand(answers) {
        match &stands.matter {
            Matter::Review(review)
                if !authors.contains(&first.author) && first.book == root.book =>
            {
                latest = Some((first, review));
            }
            Matter::Reply(_) if authors.contains(&first.author) => {
                returned = returned.max(Some(first.position));
            }
            _ => {}
        }
    }
    let Some((record, review)) = latest else {
        return ReviewState::None;
    };
    returned = returned.max(last_amendment(view, root));
    let decided = Decided {
        entry: record.id(),
        by: record.author,
        at_ms: record.occurred_ms,
        reason: review.reason.clone(),
    };
    match review.decision {
        Decision::Accepted => ReviewState::Accepted(decided),
        Decision::Escalated => ReviewState::Escalated(decided),
        Decision::SentBack if returned > Some(record.position) => ReviewState::Returned(decided),
        Decision::SentBack => ReviewState::SentBack(decided),
        // A decision that this version does not know: somebody looked, nobody accepted.
        Decision::Other(_) => ReviewState::Escalated(decided),
    }
}

/// Whoever wrote a version of the record. A round is everybody's who checked in it or ran it; so is a vaccination session.
fn authors(view: View<'_>, root: &Record) -> Vec<PersonId> {
    let mut authors = vec![root.author];
    if view.ledger.is_amended(root.id()) {
        let versions = view.history(root.id()).into_iter();
        authors.extend(versions.map(|(version, ..)| version.author));
    }
    if matches!(root.matter, Matter::Round(_) | Matter::Session(_)) {
        let parts = view.parts_of(root.id()).into_iter();
        authors.extend(parts.map(|(first, _)| first.author));
    }
    authors
}

/// Whether a person wrote a version of the record, or had a part in the round: then they don't review it.
pub fn is_own(view: View<'_>, id: EntryId, person: PersonId) -> bool {
    let root = view.record(view.root(id));
    root.is_some_and(|root| authors(view, root).contains(&person))
}

fn last_amendment(view: View<'_>, root: &Record) -> Option<crate::journal::Position> {
    if !view.ledger.is_amended(root.id()) {
        return None;
    }
    let versions = view.history(root.id()).into_iter();
    versions.map(|(version, ..)| version.position).max()
}

#[cfg(test)]
mod tests;
