//! The wings as they are now: view only, nothing can be done by accident.

use wingbook_record::{
    count,
    id::PlaceId,
    journal::{Filter, Page},
    notice,
    schedule::DueState,
    time::DAY,
};

use super::{Reading, rounds};
use crate::{message::WingView, platform::Platform};

pub(super) fn wings<P: Platform>(desk: &Reading<'_, P>) -> Vec<WingView> {
    let due = rounds::due(desk);
    let active = desk.active_notices();
    let tree = desk.view.directory().tree();
    let wing_view = |id: PlaceId| {
        let place = desk.view.directory().place(id);
        let counts = count::of_wing(desk.view, id, desk.now_ms - 2 * DAY);
        let last_count = counts.last();
        let whole = |number: i64| u32::try_from(number.max(0)).unwrap_or(u32::MAX);
        let here: Vec<_> = due.iter().filter(|one| one.wing == id).collect();
        let last = here.iter().rev().find(|one| !one.rounds.is_empty());
        let next = here.iter().find(|one| {
            matches!(
                one.state,
                DueState::Due | DueState::Overdue | DueState::Upcoming
            )
        });
        let filter = Filter {
            from_ms: Some(desk.now_ms - DAY),
            wing: Some(id),
            ..Filter::default()
        };
        let capacity: u32 = tree
            .subtree(id)
            .iter()
            .filter_map(|inner| desk.view.directory().place(*inner))
            .filter(|inner| !inner.out_of_use)
            .filter_map(|inner| inner.capacity)
            .sum();
        WingView {
            id,
            name: desk.path(id),
            roll: u32::try_from(desk.view.residents(id).len()).unwrap_or(u32::MAX),
            out: count::away_by_reason(desk.view, id)
                .into_iter()
                .map(|(reason, number)| {
                    (
                        reason.to_string(),
                        u32::try_from(number).unwrap_or(u32::MAX),
                    )
                })
                .collect(),
            capacity: place
                .and_then(|one| one.capacity)
                .or_else(|| (capacity > 0).then_some(capacity)),
            last_count: last_count.map(|one| {
                (
                    one.at_ms,
                    whole(one.count.expected),
                    whole(one.count.counted),
                )
            }),
            last_count_entry: last_count.map(|one| one.entry),
            last_round: last.map(|one| desk.due_round(one)),
            next_round: next.map(|one| desk.due_round(one)),
            notices: notice::at_place(desk.view, &active, id)
                .into_iter()
                .map(|one| desk.notice(one))
                .collect(),
            records_today: desk
                .view
                .query(
                    &filter,
                    Page {
                        limit: 0,
                        ..Page::default()
                    },
                )
                .total,
        }
    };
    tree.wings().into_iter().map(wing_view).collect()
}
