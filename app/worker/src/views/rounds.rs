//! Rounds: the list, a round with its stops, the arithmetic of a count.

use wingbook_record::{
    access::Role,
    count,
    entry::Origin,
    id::{EntryId, PlaceId},
    notice::{self, ActiveNotice},
    people::collate::sort_key,
    place::PlaceKind,
    round::{self, Phase, RoundState, StopState},
    schedule::{self, DueRound},
    time::{HOUR, Millis},
};

use super::Reading;
use crate::{
    message::{
        CountView, Failure, PlanView, RoundLine, RoundView, RoundsView, StopPerson, StopView,
    },
    platform::Platform,
};

/// How far back and ahead of now a shift reaches: eight hours behind, four ahead, across midnight.
pub(super) const SHIFT_BACK_MS: Millis = 8 * HOUR;
pub(super) const SHIFT_AHEAD_MS: Millis = 4 * HOUR;

/// Rounds planned and started in the shift.
pub(super) fn rounds<P: Platform>(desk: &Reading<'_, P>) -> RoundsView {
    let planned = due(desk);
    let mut rounds: Vec<RoundLine> = planned.iter().map(|due| desk.due_round(due)).collect();
    // Where two tablets began one for the same start, each is a round that somebody walked.
    let others = planned.iter().flat_map(|due| due.rounds.iter().skip(1));
    let others = others.filter_map(|id| round::state(desk.view, *id));
    rounds.extend(others.map(|state| desk.round(&state, false)));
    rounds.extend(unplanned(desk));
    rounds.sort_by_key(|line| (line.due_ms, line.round));
    let plans = desk
        .view
        .directory()
        .plans()
        .map(|(id, plan)| (id, plan.name.clone()))
        .collect();
    let wings = desk.view.directory().plans();
    let wings = wings.map(|(id, plan)| (id, plan.wing, desk.path(plan.wing)));
    RoundsView {
        rounds,
        plans,
        wings: wings.collect(),
        now_ms: desk.now_ms,
    }
}

/// The round plans, by name.
pub(super) fn plans<P: Platform>(desk: &Reading<'_, P>) -> Vec<PlanView> {
    let held = desk.view.directory().plans();
    let mut plans: Vec<PlanView> = held
        .map(|(id, plan)| PlanView {
            id,
            name: plan.name.clone(),
            wing: plan.wing,
            times: plan.times.clone(),
            window_minutes: plan.window_minutes,
        })
        .collect();
    plans.sort_by_cached_key(|plan| sort_key(&plan.name));
    plans
}

/// Planned rounds of the shift.
pub(super) fn due<P: Platform>(desk: &Reading<'_, P>) -> Vec<DueRound> {
    schedule::due_rounds(
        desk.view,
        desk.view.directory().plans(),
        desk.now_ms - SHIFT_BACK_MS,
        desk.now_ms + SHIFT_AHEAD_MS,
        desk.utc_offset_minutes,
        desk.now_ms,
    )
}

/// Rounds of the shift that fulfil no planned start.
fn unplanned<P: Platform>(desk: &Reading<'_, P>) -> Vec<RoundLine> {
    let filter = wingbook_record::journal::Filter {
        from_ms: Some(desk.now_ms - SHIFT_BACK_MS),
        forms: vec!["round".to_owned()],
        ..Default::default()
    };
    let page = wingbook_record::journal::Page {
        limit: 200,
        ..Default::default()
    };
    let found = desk.view.query(&filter, page);
    let states = found
        .rows
        .iter()
        .filter_map(|row| round::state(desk.view, row.id));
    states
        .filter(|state| state.round.due_ms.is_none() && !state.withdrawn)
        .map(|state| desk.round(&state, false))
        .collect()
}

/// A round.
pub(super) fn round<P: Platform>(desk: &Reading<'_, P>, id: EntryId) -> Result<RoundView, Failure> {
    let state = round::state(desk.view, id).ok_or_else(|| Failure::NotHere {
        what: id.to_string(),
    })?;
    let active = desk.active_notices();
    let origin = desk.view.record(state.id).and_then(|record| record.origin);
    let origin = origin.unwrap_or(Origin::Live);
    // Copied from paper, the round shows people as they were when it began.
    let then_ms = (origin == Origin::Paper).then_some(state.started_ms);
    let paused_ms = match &state.phase {
        Phase::Paused { since_ms, .. } => Some(*since_ms),
        _ => None,
    };
    let stops = state.stops.iter().chain(&state.beyond);
    Ok(RoundView {
        id: state.id,
        line: desk.round(&state, false),
        origin,
        started_ms: state.started_ms,
        stops: stops.map(|one| stop(desk, one, &active, then_ms)).collect(),
        next: state.next,
        ended_ms: match &state.phase {
            Phase::Ended { at_ms, .. } => Some(*at_ms),
            _ => None,
        },
        ended_reason: match &state.phase {
            Phase::Ended { reason, .. } => reason.clone(),
            _ => None,
        },
        paused_ms,
        count: state.counts.last().copied(),
        whole_wing: state.covers(desk.view, state.round.wing),
        count_differs: state.count_differs,
        colleagues: desk.colleagues(&[Role::Officer, Role::Supervisor]),
    })
}

fn stop<P: Platform>(
    desk: &Reading<'_, P>,
    state: &StopState,
    active: &[ActiveNotice],
    then_ms: Option<Millis>,
) -> StopView {
    let place = desk.view.directory().place(state.place);
    let result = state.result.as_ref();
    let whole = |number: i64| u32::try_from(number).ok();
    StopView {
        place: state.place,
        name: place.map(|one| one.name.clone()).unwrap_or_default(),
        path: desk.path(state.place),
        kind: place.map_or(PlaceKind::Cell, |one| one.kind),
        checked: result.is_some(),
        check: result.map(|one| one.entry),
        at_ms: result.map(|one| one.at_ms),
        by: result.map(|one| desk.name(one.author)),
        counted: result.and_then(|one| one.counted).and_then(whole),
        expected: state.expected().and_then(whole),
        exception: state.is_exception(),
        could_not: result
            .and_then(|one| one.could_not.as_ref())
            .map(ToString::to_string),
        note: result.and_then(|one| one.note.clone()),
        people: state
            .people
            .iter()
            .map(|one| StopPerson {
                person: match then_ms {
                    Some(then_ms) => desk.person_at(one.person, active, then_ms),
                    None => desk.person(one.person, active),
                },
                state: one.state.as_ref().map(ToString::to_string),
                reason: one.reason.as_ref().map(ToString::to_string),
                moved_to: one
                    .moved_to
                    .filter(|_| then_ms.is_none())
                    .map(|to| to.map(|place| desk.path(place)).unwrap_or_default()),
            })
            .collect(),
        arrived: state
            .moved_in
            .iter()
            .filter(|_| then_ms.is_none())
            .map(|id| desk.person(*id, active))
            .collect(),
        notices: notice::at_place(desk.view, active, state.place)
            .into_iter()
            .filter(|one| one.notice.person.is_none())
            .map(|one| desk.notice(one))
            .collect(),
        delivery: result.map(|one| desk.delivery(one.entry, desk.session.practice.get())),
    }
}

/// The arithmetic of a count now.
pub(super) fn count_now<P: Platform>(
    desk: &Reading<'_, P>,
    wing: PlaceId,
    round: Option<EntryId>,
) -> Result<CountView, Failure> {
    let state: Option<RoundState> = round.and_then(|id| round::state(desk.view, id));
    // Checks of some rooms are no count of all.
    let state = state.filter(|state| state.covers(desk.view, wing));
    let tally = count::tally(desk.view, wing, state.as_ref());
    let active = desk.active_notices();
    let earlier = match round {
        Some(round) => count::of_round(desk.view, round),
        None => count::of_wing(desk.view, wing, desk.now_ms - HOUR),
    };
    let whole = |number: i64| u32::try_from(number.max(0)).unwrap_or(u32::MAX);
    Ok(CountView {
        wing,
        wing_name: desk.path(wing),
        roll: u32::try_from(tally.on_roll.len()).unwrap_or(u32::MAX),
        absent: tally
            .absent
            .iter()
            .map(|one| (desk.person(one.person, &active), one.reason.to_string()))
            .collect(),
        expected: whole(tally.expected),
        counted: whole(tally.counted),
        unaccounted: tally
            .unaccounted
            .iter()
            .filter(|_| state.is_some())
            .map(|id| desk.person(*id, &active))
            .collect(),
        people: tally
            .on_roll
            .iter()
            .map(|id| desk.person(*id, &active))
            .collect(),
        earlier: earlier
            .iter()
            .map(|one| {
                let (expected, counted) = (whole(one.count.expected), whole(one.count.counted));
                (
                    one.count.step.to_string(),
                    expected,
                    counted,
                    one.at_ms,
                    desk.name(one.author),
                )
            })
            .collect(),
    })
}
