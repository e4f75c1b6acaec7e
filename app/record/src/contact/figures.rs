//! Figures for charts: rounds done against planned, days since somebody was spoken to, what contacts are
//! about. By wing and day, never by person; a group under ten is not shown, because it would show persons.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    id::{EntryId, PlaceId, PlanId},
    journal::View,
    matter::{Matter, SystemForm},
    plan::Plan,
    round::{self, RoundState},
    schedule::{self, DueState},
    time::{DAY, Millis, local_date, local_midnight},
};

use super::{Contact, ContactKind, last_spoken};

/// Groups smaller than this are not shown.
pub const GROUP_MIN: usize = 10;

/// A figure about a group, or word that the group is too small to show one.
pub type Figure = Result<usize, Suppressed>;

/// The group is smaller than [`GROUP_MIN`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("the group is too small to show a figure")]
pub struct Suppressed;

/// A figure about a group of so many people, unless the group is too small.
///
/// # Errors
/// [`Suppressed`] for a group under ten.
pub fn suppress(figure: usize, group: usize) -> Figure {
    if group < GROUP_MIN {
        Err(Suppressed)
    } else {
        Ok(figure)
    }
}

/// How many prisoners of some wings were last spoken to within each of these bounds of days (ascending); the
/// last figure is of those beyond the last bound. Each group under ten is suppressed, none excepted: an empty
/// one, shown, would tell of the others.
pub fn since_contact(
    view: View<'_>,
    wings: &[PlaceId],
    now_ms: Millis,
    bounds: &[i64],
) -> Vec<Figure> {
    let mut groups = vec![0_usize; bounds.len() + 1];
    for wing in wings {
        for one in last_spoken(view, *wing, now_ms) {
            let group = bounds.iter().position(|bound| one.days <= *bound);
            groups[group.unwrap_or(bounds.len())] += 1;
        }
    }
    groups
        .into_iter()
        .map(|group| suppress(group, group))
        .collect()
}

/// What the contacts of a wing were about, of those between two moments; suppressed for a wing under ten.
pub fn kinds_by_wing(
    view: View<'_>,
    wing: PlaceId,
    from_ms: Millis,
    to_ms: Millis,
) -> BTreeMap<ContactKind, Figure> {
    let group = view.residents(wing).len();
    let mut kinds: BTreeMap<ContactKind, usize> = BTreeMap::new();
    for (root, stands) in view.standing_of_form(Contact::FORM) {
        if (from_ms..to_ms).contains(&root.occurred_ms)
            && view.wing_of(root) == Some(wing)
            && let Matter::Contact(contact) = &stands.matter
        {
            *kinds.entry(contact.kind.clone()).or_default() += 1;
        }
    }
    kinds
        .into_iter()
        .map(|(kind, count)| (kind, suppress(count, group)))
        .collect()
}

/// One day of rounds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayRounds {
    /// The local day, `YYYY-MM-DD`.
    pub date: String,
    /// When it begins.
    pub from_ms: Millis,
    /// When it ends.
    pub to_ms: Millis,
    /// Planned starts of that day that have come.
    pub planned: usize,
    /// Begun within their window, and every stop checked or found impossible to check.
    pub in_time: usize,
    /// The same, begun later.
    pub late: usize,
    /// Ended before anything was said of every stop.
    pub not_whole: usize,
    /// Missed and never begun.
    pub missed: usize,
}

/// Rounds done against planned for each local day from that of `from_ms` to that of `now_ms`, of these plans.
pub fn rounds_by_day<'p>(
    view: View<'_>,
    plans: impl IntoIterator<Item = (PlanId, &'p Plan)>,
    from_ms: Millis,
    now_ms: Millis,
    utc_offset_minutes: i32,
) -> Vec<DayRounds> {
    let first = local_midnight(from_ms, utc_offset_minutes);
    let end = local_midnight(now_ms, utc_offset_minutes).saturating_add(DAY);
    let mut days: Vec<DayRounds> = Vec::new();
    let mut day = first;
    while day < end {
        days.push(DayRounds {
            date: local_date(day, utc_offset_minutes),
            from_ms: day,
            to_ms: day + DAY,
            planned: 0,
            in_time: 0,
            late: 0,
            not_whole: 0,
            missed: 0,
        });
        day += DAY;
    }
    let due = schedule::due_rounds(view, plans, first, end, utc_offset_minutes, now_ms);
    for round in due.iter().filter(|round| round.due_ms <= now_ms) {
        let index = usize::try_from((round.due_ms - first) / DAY).unwrap_or(usize::MAX);
        let Some(day) = days.get_mut(index) else {
            continue;
        };
        day.planned += 1;
        match round.state {
            DueState::Done if !is_whole(view, &round.rounds) => day.not_whole += 1,
            DueState::Done if round.late => day.late += 1,
            DueState::Done => day.in_time += 1,
            DueState::Missed => day.missed += 1,
            // Under way or still to come: neither done nor missed.
            DueState::Started | DueState::Upcoming | DueState::Due | DueState::Overdue => {}
        }
    }
    days
}

/// Whether one of the rounds of a planned start was walked to its end.
fn is_whole(view: View<'_>, rounds: &[EntryId]) -> bool {
    let states = rounds.iter().filter_map(|id| round::state(view, *id));
    states
        .filter(RoundState::is_ended)
        .any(|state| state.is_walked())
}
