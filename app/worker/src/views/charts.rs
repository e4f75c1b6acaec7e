//! Figures behind the charts: what was not done. They rank nobody, and groups under ten are not shown.

use wingbook_record::{contact, id::PlaceId, time::DAY};

use super::Reading;
use crate::{
    message::{ChartsView, RoundsDay},
    platform::Platform,
};

/// Bounds of the groups by days since the last contact.
const DAYS_BOUNDS: [i64; 4] = [1, 3, 7, 14];

/// From how many days on somebody is named as not spoken to.
const NOT_SPOKEN_DAYS: i64 = 7;

pub(super) fn charts<P: Platform>(
    desk: &Reading<'_, P>,
    wing: Option<PlaceId>,
    days: u32,
) -> ChartsView {
    let tree = desk.view.directory().tree();
    let wings = match wing {
        Some(wing) => vec![wing],
        None => tree.wings(),
    };
    let plans = desk
        .view
        .directory()
        .plans()
        .filter(|(_, plan)| wings.contains(&plan.wing));
    let from_ms = desk.now_ms - (i64::from(days.clamp(1, 90)) - 1) * DAY;
    let rounds = contact::rounds_by_day(
        desk.view,
        plans,
        from_ms,
        desk.now_ms,
        desk.utc_offset_minutes,
    );
    let whole = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let active = desk.active_notices();
    let mut not_spoken: Vec<_> = wings
        .iter()
        .flat_map(|wing| contact::not_spoken(desk.view, *wing, desk.now_ms, NOT_SPOKEN_DAYS))
        .collect();
    not_spoken.sort_by_key(|one| std::cmp::Reverse(one.days));
    let groups = contact::since_contact(desk.view, &wings, desk.now_ms, &DAYS_BOUNDS);
    let bounds = DAYS_BOUNDS
        .iter()
        .map(|days| u32::try_from(*days).unwrap_or(0))
        .chain([u32::MAX]);
    ChartsView {
        rounds: rounds
            .into_iter()
            .map(|day| RoundsDay {
                date: day.date,
                from_ms: day.from_ms,
                to_ms: day.to_ms,
                planned: whole(day.planned),
                in_time: whole(day.in_time),
                late: whole(day.late),
                not_whole: whole(day.not_whole),
                missed: whole(day.missed),
            })
            .collect(),
        not_spoken: not_spoken
            .iter()
            .map(|one| {
                let days = u32::try_from(one.days.max(0)).unwrap_or(u32::MAX);
                (desk.person(one.person, &active), days)
            })
            .collect(),
        since_contact: bounds
            .zip(groups)
            .map(|(bound, figure)| (bound, figure.ok().map(whole)))
            .collect(),
        wings: tree
            .wings()
            .into_iter()
            .map(|id| (id, desk.path(id)))
            .collect(),
    }
}
