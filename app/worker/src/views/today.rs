//! The officer's first page: what to do now.

use wingbook_record::{
    contact::{self, FollowUp, FollowUpState},
    review,
    time::local_date,
};

use super::{Reading, rounds};
use crate::{
    message::{Failure, FollowUpView, RoundLine, TodayView},
    platform::Platform,
    session::Session,
};

pub(super) async fn today<P: Platform>(session: &Session<P>) -> Result<TodayView, Failure> {
    let drafts = session.drafts().await?;
    let (waiting, oldest_waiting_ms) = session.deliveries.borrow().waiting();
    Ok(session.with_view(|desk| {
        let today = local_date(desk.now_ms, desk.utc_offset_minutes);
        let active = desk.active_notices();
        let mut lines = rounds::rounds(&desk).rounds;
        let next = next(&lines).map(|at| lines.remove(at));
        TodayView {
            from_ms: desk.now_ms - rounds::SHIFT_BACK_MS,
            to_ms: desk.now_ms + rounds::SHIFT_AHEAD_MS,
            now_ms: desk.now_ms,
            next,
            rounds: lines,
            follow_ups: contact::follow_ups_of(desk.view, session.me(), &today)
                .iter()
                .map(|one| follow_up(&desk, one))
                .collect(),
            sent_back: review::sent_back(desk.view, session.me())
                .iter()
                .filter_map(|one| desk.view.record(one.entry))
                .map(|record| desk.record(record))
                .collect(),
            drafts,
            notices: active.iter().map(|one| desk.notice(one)).collect(),
            waiting,
            oldest_waiting_ms,
        }
    }))
}

/// The round to go on with, else one offered, else the one that presses most.
fn next(lines: &[RoundLine]) -> Option<usize> {
    let place = |line: &RoundLine| match line.state.as_str() {
        "running" | "paused" if line.mine => 0,
        "running" | "paused" if line.offered => 1,
        "overdue" => 2,
        "due" => 3,
        "upcoming" => 4,
        _ => 9,
    };
    let best = (0..lines.len()).min_by_key(|at| (place(&lines[*at]), lines[*at].due_ms))?;
    (place(&lines[best]) < 9).then_some(best)
}

pub(super) fn follow_up<P: Platform>(desk: &Reading<'_, P>, one: &FollowUp) -> FollowUpView {
    FollowUpView {
        entry: one.entry,
        person: one.people.first().map(|id| desk.person(*id, &[])),
        text: one.text.clone(),
        date: one.date.clone(),
        overdue: matches!(one.state, FollowUpState::Overdue),
        owner: desk.name(one.owner),
    }
}
