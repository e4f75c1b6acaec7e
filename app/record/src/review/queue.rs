//! What waits for a reviewer, and what was sent back to an author.

use serde::{Deserialize, Serialize};

use crate::{
    access::{Book, Role},
    entry::Origin,
    id::{EntryId, PersonId},
    journal::{Position, Record, View},
    matter::{Matter, SystemForm},
    round::{self, Phase, Round},
    time::{HOUR, Millis},
    vaccination::clinic::clinic,
};

use super::{Decided, Review, ReviewState, may_review, state};

/// A round or vaccination session that nobody ended waits for review so long after its start.
const ROUND_OPEN_MS: Millis = 12 * HOUR;

/// Why something waits for a reviewer; the most pressing first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// Somebody is not there, and nobody knows why.
    Missing,
    /// A count differs.
    CountDiffers,
    /// A stop could not be checked.
    CouldNot,
    /// A round began after its window.
    Overdue,
    /// It came back: answered or corrected.
    Returned,
    /// It is new.
    New,
}

/// Something that waits for a reviewer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueItem {
    /// The record; a round's id for the round as a whole.
    pub entry: EntryId,
    /// Where it stands in the order.
    pub position: Position,
    /// A round, reviewed as a whole.
    pub is_round: bool,
    /// Why it waits.
    pub why: Why,
    /// The decision that it came back from, or by which another reviewer passed it on.
    pub decided: Option<Decided>,
}

impl QueueItem {
    /// Another reviewer passed it on.
    pub fn is_escalated(&self) -> bool {
        self.decided.is_some() && self.why != Why::Returned
    }

    /// It stands apart, before all that waits in its turn.
    pub fn is_urgent(&self) -> bool {
        self.press() < 2
    }

    /// Its place among what waits; the lower comes first.
    pub fn press(&self) -> u8 {
        match self.why {
            _ if self.is_escalated() => 0,
            Why::Missing | Why::CountDiffers => 1,
            _ => 2,
        }
    }
}

/// What a reviewer sent back to an author.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentBack {
    /// The record.
    pub entry: EntryId,
    /// Who sent it back, when and why.
    pub decided: Decided,
}

/// What waits for a reviewer with these roles, of what was recorded since `from_ms`: what presses first
/// ([`QueueItem::press`]), and the newest of it. One's own is left out, and a round in which one had a part.
pub fn to_review(
    view: View<'_>,
    reviewer: PersonId,
    roles: &[Role],
    from_ms: Millis,
    now_ms: Millis,
) -> Vec<QueueItem> {
    let mut items = Vec::new();
    // Clocks of tablets run ahead: what was recorded "later than now" waits too.
    for record in view.ledger.between(from_ms, Millis::MAX).rev() {
        if !may_review(record.book, record.author, reviewer, roles) || !view.ledger.is_root(record)
        {
            continue;
        }
        let Some(stands) = view.ledger.standing(record) else {
            continue;
        };
        let Some(why) = waits(view, record, stands, now_ms) else {
            continue;
        };
        let (why, decided) = match state(view, record.id()) {
            ReviewState::None => (why, None),
            ReviewState::Returned(decided) => (Why::Returned, Some(decided)),
            // Whoever escalated it has decided what they could.
            ReviewState::Escalated(decided) if decided.by != reviewer => (why, Some(decided)),
            _ => continue,
        };
        let is_round = matches!(stands.matter, Matter::Round(_));
        let is_whole = is_round || matches!(stands.matter, Matter::Session(_));
        if is_whole && super::is_own(view, record.id(), reviewer) {
            continue;
        }
        items.push(QueueItem {
            entry: record.id(),
            position: record.position,
            is_round,
            why,
            decided,
        });
    }
    items.sort_by_key(QueueItem::press);
    items
}

/// Why a record waits for review at all; `None` for parts of others and what needs none.
fn waits(view: View<'_>, root: &Record, stands: &Record, now_ms: Millis) -> Option<Why> {
    match &stands.matter {
        Matter::Check(check) if !check.missing().is_empty() => Some(Why::Missing),
        Matter::Check(check) if check.could_not.is_some() => Some(Why::CouldNot),
        Matter::Count(count) if !count.agrees() || !count.named_missing.is_empty() => {
            Some(Why::CountDiffers)
        }
        Matter::Round(round) => {
            let is_over = matches!(round::phase(view, root.id()), Some(Phase::Ended { .. }))
                || now_ms.saturating_sub(root.occurred_ms) > ROUND_OPEN_MS;
            is_over.then(|| {
                if is_late(view, root, round) {
                    Why::Overdue
                } else {
                    Why::New
                }
            })
        }
        Matter::Session(_) => {
            let session = clinic(view, root.id())?;
            let is_over = session.state.ended.is_some()
                || now_ms.saturating_sub(root.occurred_ms) > ROUND_OPEN_MS;
            let why = match session.state.reconciles() {
                true => Why::New,
                false => Why::CountDiffers,
            };
            is_over.then_some(why)
        }
        Matter::Check(_)
        | Matter::SessionStep(_)
        | Matter::Count(_)
        | Matter::RoundEvent(_)
        | Matter::Review(_)
        | Matter::Reply(_)
        | Matter::FollowUpDone(_)
        | Matter::Withdrawal
        | Matter::Notice(_)
        | Matter::NoticeEnd(_)
        | Matter::SamePerson(_)
        | Matter::NotSamePerson(_)
        | Matter::ApartVisit(_)
        | Matter::Move(_) => None,
        // Another register answers for what was taken over from it.
        Matter::Dose(_) if root.origin == Some(Origin::Imported) => None,
        // The session is looked at as a whole; singly only what was done in spite of a warning.
        Matter::Dose(dose) if dose.session.is_some() && dose.override_reason.is_none() => None,
        Matter::Contact(_)
        | Matter::Dose(_)
        | Matter::HealthCheck(_)
        | Matter::KeepApart(_)
        | Matter::KeepApartEnd(_) => Some(Why::New),
        Matter::Other => (root.book != Book::Roster && !root.is_removed()).then_some(Why::New),
    }
}

/// Whether a round began after the window of its plan.
fn is_late(view: View<'_>, root: &Record, round: &Round) -> bool {
    let (Some(plan), Some(due_ms)) = (round.plan, round.due_ms) else {
        return false;
    };
    let plan = view
        .directory()
        .plan_at(plan, due_ms)
        .or_else(|| view.directory().plan(plan).cloned());
    plan.is_some_and(|plan| {
        let window = Millis::from(plan.window_minutes) * crate::time::MINUTE;
        root.occurred_ms > due_ms.saturating_add(window)
    })
}

/// What was sent back to an author and not yet answered, oldest first.
pub fn sent_back(view: View<'_>, author: PersonId) -> Vec<SentBack> {
    let mut all: Vec<(Position, SentBack)> = Vec::new();
    for review in view.ledger.of_form(Review::FORM) {
        let Matter::Review(Review { entry, .. }) = &review.matter else {
            continue;
        };
        let Some(root) = view.record(view.root(*entry)) else {
            continue;
        };
        if root.author != author || view.standing(root.id()).is_none() {
            continue;
        }
        if let ReviewState::SentBack(decided) = state(view, root.id())
            && decided.entry == view.root(review.id())
        {
            let entry = root.id();
            all.push((review.position, SentBack { entry, decided }));
        }
    }
    all.sort_by_key(|(position, _)| *position);
    all.into_iter().map(|(_, one)| one).collect()
}
