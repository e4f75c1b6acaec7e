//! Which rounds are due: planned starts, matched with the rounds that were started for them.
//!
//! A start goes from *upcoming* to *due* to *overdue* to *missed*; a miss stays, even when the round is done
//! later. A round that was begun in time and arrived late was never missed.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{
    id::{EntryId, PlaceId, PlanId},
    journal::{Record, View},
    matter::{Matter, SystemForm},
    plan::Plan,
    round::{self, Phase, Round},
    time::{DAY, HOUR, MINUTE, Millis, local_midnight},
};

/// A planned start is shown as due from so long before it.
pub const LEAD_MS: Millis = 15 * MINUTE;

/// A start that nobody made is missed at the latest so long after its window.
pub const MISSED_AFTER_MS: Millis = 4 * HOUR;

/// How a planned start stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DueState {
    /// Not yet.
    Upcoming,
    /// Now: from shortly before until its window ends.
    Due,
    /// Its window has ended.
    Overdue,
    /// The next start has come, or hours have passed.
    Missed,
    /// Begun.
    Started,
    /// Ended.
    Done,
}

/// A planned start.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DueRound {
    /// The plan.
    pub plan: PlanId,
    /// What staff call it.
    pub name: String,
    /// The wing.
    pub wing: PlaceId,
    /// The planned start.
    pub due_ms: Millis,
    /// Until then it may begin.
    pub overdue_ms: Millis,
    /// From then on it is missed.
    pub missed_ms: Millis,
    /// How it stands.
    pub state: DueState,
    /// Nobody had begun it when it was missed. Stays when it is done later.
    pub missed: bool,
    /// Begun after its window.
    pub late: bool,
    /// The rounds that were started for it, oldest first; more than one if two tablets did.
    pub rounds: Vec<EntryId>,
}

/// The planned starts of these plans from `from_ms` up to `to_ms`, in order of time. Planned times are local;
/// `utc_offset_minutes` is the facility's offset.
///
/// Each start is judged by the plan that was in force then, as far as its revisions are held: before the first
/// of them only rounds that were started are listed, because nobody can say what was planned.
pub fn due_rounds<'p>(
    view: View<'_>,
    plans: impl IntoIterator<Item = (PlanId, &'p Plan)>,
    from_ms: Millis,
    to_ms: Millis,
    utc_offset_minutes: i32,
    now_ms: Millis,
) -> Vec<DueRound> {
    let started = started(view);
    let mut all = Vec::new();
    for (id, current) in plans {
        let mut due: BTreeMap<Millis, Plan> = BTreeMap::new();
        for due_ms in starts(view, id, current, from_ms, to_ms, utc_offset_minutes) {
            if let Some(plan) = in_force(view, id, current, due_ms) {
                due.insert(due_ms, plan);
            }
        }
        let made = started.range((id, from_ms)..(id, to_ms));
        for ((_, due_ms), _) in made {
            due.entry(*due_ms).or_insert_with(|| current.clone());
        }
        let times: Vec<Millis> = due.keys().copied().collect();
        for (index, (due_ms, plan)) in due.into_iter().enumerate() {
            let next_ms = times
                .get(index + 1)
                .copied()
                .or_else(|| after(&plan, due_ms, utc_offset_minutes));
            let rounds = started.get(&(id, due_ms));
            all.push(judge(
                view,
                (id, &plan),
                due_ms,
                next_ms,
                rounds.map_or(&[], Vec::as_slice),
                now_ms,
            ));
        }
    }
    all.sort_by_key(|round| (round.due_ms, round.plan));
    all
}

/// The planned start that a round begun at this moment fulfils, if it is one that nobody has begun: the latest of
/// those from shortly before which on it was due and before which's end it was not missed. For rounds entered from
/// paper, where only the time on the sheet is known.
pub fn fulfilled_by(
    view: View<'_>,
    id: PlanId,
    plan: &Plan,
    begun_ms: Millis,
    utc_offset_minutes: i32,
) -> Option<Millis> {
    let (from_ms, to_ms) = (begun_ms - DAY, begun_ms + LEAD_MS + 1);
    let planned = due_rounds(
        view,
        [(id, plan)],
        from_ms,
        to_ms,
        utc_offset_minutes,
        begun_ms,
    );
    planned
        .into_iter()
        .rev()
        .find(|due| begun_ms < due.missed_ms)
        .filter(|due| due.rounds.is_empty())
        .map(|due| due.due_ms)
}

/// Rounds that stand and fulfil a planned start, by plan and start.
fn started<'a>(view: View<'a>) -> BTreeMap<(PlanId, Millis), Vec<&'a Record>> {
    let mut started: BTreeMap<(PlanId, Millis), Vec<&Record>> = BTreeMap::new();
    for (root, stands) in view.standing_of_form(Round::FORM) {
        if let Matter::Round(Round {
            plan: Some(plan),
            due_ms: Some(due_ms),
            ..
        }) = &stands.matter
        {
            started.entry((*plan, *due_ms)).or_default().push(root);
        }
    }
    started
}

/// The plan in force at a planned start. A plan handed in that no document holds is in force always.
fn in_force(view: View<'_>, id: PlanId, current: &Plan, due_ms: Millis) -> Option<Plan> {
    if view.directory().plan(id).is_none() {
        return Some(current.clone());
    }
    view.directory().plan_at(id, due_ms)
}

/// Every moment at which a start may have been planned, by this or an earlier revision.
fn starts(
    view: View<'_>,
    id: PlanId,
    current: &Plan,
    from_ms: Millis,
    to_ms: Millis,
    utc_offset_minutes: i32,
) -> BTreeSet<Millis> {
    let mut moments = BTreeSet::new();
    let mut day = local_midnight(from_ms, utc_offset_minutes);
    while day < to_ms {
        // A revision in the middle of a day: both sides are tried, each start is judged by its own.
        let plans = [
            in_force(view, id, current, day),
            in_force(view, id, current, day + DAY - 1),
        ];
        for plan in plans.into_iter().flatten() {
            let planned = plan.times.iter().filter_map(|time| minutes(time));
            let due = planned.map(|minute| day + minute * MINUTE);
            moments.extend(due.filter(|due| {
                let belongs = in_force(view, id, current, *due);
                (from_ms..to_ms).contains(due)
                    && belongs.is_some_and(|belongs| belongs.times == plan.times)
            }));
        }
        day += DAY;
    }
    moments
}

/// The next planned start after one.
fn after(plan: &Plan, due_ms: Millis, utc_offset_minutes: i32) -> Option<Millis> {
    let midnight = local_midnight(due_ms, utc_offset_minutes);
    let today = plan.times.iter().filter_map(|time| minutes(time));
    let both = today.flat_map(|minute| {
        let at = midnight + minute * MINUTE;
        [at, at + DAY]
    });
    both.filter(|at| *at > due_ms).min()
}

/// Minutes since midnight of `HH:MM`.
fn minutes(time: &str) -> Option<Millis> {
    let (hours, minutes) = time.split_once(':')?;
    if hours.len() != 2 || minutes.len() != 2 {
        return None;
    }
    let (hours, minutes): (Millis, Millis) = (hours.parse().ok()?, minutes.parse().ok()?);
    ((0..24).contains(&hours) && (0..60).contains(&minutes)).then_some(hours * 60 + minutes)
}

fn judge(
    view: View<'_>,
    (id, plan): (PlanId, &Plan),
    due_ms: Millis,
    next_ms: Option<Millis>,
    rounds: &[&Record],
    now_ms: Millis,
) -> DueRound {
    let overdue_ms = due_ms.saturating_add(Millis::from(plan.window_minutes) * MINUTE);
    let latest = overdue_ms.saturating_add(MISSED_AFTER_MS);
    let missed_ms = next_ms.unwrap_or(latest).clamp(overdue_ms, latest);
    let begun_ms = rounds.iter().map(|round| round.occurred_ms).min();
    let is_done = rounds
        .iter()
        .any(|round| matches!(round::phase(view, round.id()), Some(Phase::Ended { .. })));
    let state = match begun_ms {
        Some(_) if is_done => DueState::Done,
        Some(_) => DueState::Started,
        None if now_ms >= missed_ms => DueState::Missed,
        None if now_ms > overdue_ms => DueState::Overdue,
        None if now_ms >= due_ms - LEAD_MS => DueState::Due,
        None => DueState::Upcoming,
    };
    DueRound {
        plan: id,
        name: plan.name.clone(),
        wing: plan.wing,
        due_ms,
        overdue_ms,
        missed_ms,
        state,
        missed: begun_ms.unwrap_or(now_ms) >= missed_ms,
        late: begun_ms.is_some_and(|begun| begun > overdue_ms),
        rounds: rounds.iter().map(|round| round.id()).collect(),
    }
}

#[cfg(test)]
mod tests;
