//! The reviewer's queue: rounds as a whole, everything else singly.

use wingbook_record::{
    review::{self, QueueItem, Why},
    round::{self, Phase},
    time::DAY,
};

use super::Reading;
use crate::{
    message::{QueueLine, QueueView, RoundReview},
    platform::Platform,
};

/// How far back the queue reaches: the window of the `wing` register on a tablet.
const QUEUE_DAYS: i64 = 90;

/// Rows of the queue: nobody decides on more in one sitting, and the next ones come up as these go.
const QUEUE_MAX: usize = 300;

pub(super) fn queue<P: Platform>(desk: &Reading<'_, P>) -> QueueView {
    let session = desk.session;
    let from_ms = desk.now_ms - QUEUE_DAYS * DAY;
    let roles = session.roles.borrow();
    let items = review::to_review(desk.view, session.me(), &roles, from_ms, desk.now_ms);
    let (rounds, records): (Vec<&QueueItem>, Vec<&QueueItem>) =
        items.iter().partition(|item| item.is_round);
    let lines: Vec<QueueLine> = records
        .iter()
        .take(QUEUE_MAX)
        .filter_map(|item| {
            let record = desk.view.record(item.entry)?;
            Some(QueueLine {
                record: desk.record(record),
                why: why(item.why).to_owned(),
                urgent: item.is_urgent(),
                escalated: item.is_escalated(),
            })
        })
        .collect();
    let active = desk.active_notices();
    QueueView {
        total: items.len(),
        notices: active.iter().map(|one| desk.notice(one)).collect(),
        rounds: rounds
            .iter()
            .take(QUEUE_MAX)
            .filter_map(|item| round_review(desk, item))
            .collect(),
        records: lines,
    }
}

fn round_review<P: Platform>(desk: &Reading<'_, P>, item: &QueueItem) -> Option<RoundReview> {
    let state = round::state(desk.view, item.entry)?;
    let ended_ms = match &state.phase {
        Phase::Ended { at_ms, .. } => Some(*at_ms),
        _ => None,
    };
    Some(RoundReview {
        line: desk.round(&state, item.why == Why::Overdue),
        started_ms: state.started_ms,
        ended_ms,
        exceptions: state.exceptions(),
        unchecked: state
            .unchecked_stops()
            .into_iter()
            .map(|place| desk.path(place))
            .collect(),
        escalated: item.is_escalated(),
        mine: review::is_own(desk.view, item.entry, desk.session.me()),
    })
}

fn why(why: Why) -> &'static str {
    match why {
        Why::Missing => "missing",
        Why::CountDiffers => "count_differs",
        Why::CouldNot => "could_not",
        Why::Overdue => "overdue",
        Why::Returned => "answered",
        Why::New => "new",
    }
}
